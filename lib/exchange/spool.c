#include "exchange/spool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/envelope.h"

#define PATH_MOST 4096
#define SECONDS_OF_DAY 86400

static const char *const trays[] = {
	[MH_TRAY_OUTBOX] = "outbox", [MH_TRAY_INBOX] = "inbox", [MH_TRAY_DONE] = "done", [MH_TRAY_REFUSED] = "refused",
	[MH_TRAY_FETCHED] = "fetched",
};

void mh_spool_of(const char *store_file, struct mh_str *folder)
{
	size_t len = strlen(store_file);

	if (len > 3 && strcmp(store_file + len - 3, ".db") == 0)
		len -= 3;
	mh_str_add(folder, store_file, len);
	mh_str_puts(folder, ".spool");
}

void mh_spool_tray(const char *spool, enum mh_tray tray, struct mh_str *path)
{
	mh_str_clear(path);
	mh_str_printf(path, "%s/%s", spool, trays[tray]);
}

void mh_spool_private(const char *spool, unsigned bits, struct mh_problems *problems)
{
	struct mh_str path;

	mh_str_init(&path, PATH_MOST);
	mh_file_private(spool, bits & 0022, problems);	/* that there are trays is no secret, what is in them is */
	for (size_t i = 0; i < MH_COUNT(trays); i++) {
		mh_spool_tray(spool, (enum mh_tray)i, &path);
		mh_file_private(path.s, bits, problems);
	}
	mh_str_free(&path);
}

enum mh_status mh_spool_folder(const char *path, struct mh_err *err)
{
	struct stat found;

	if (lstat(path, &found) != 0)
		return errno == ENOENT ? MH_OK : mh_fail(err, MH_INPUT, _("%s: cannot be read: %s"), path, strerror(errno));
	if (!S_ISDIR(found.st_mode))
		return mh_fail(err, MH_INPUT, _("%s: is no folder, and a link is not followed: put a folder in its place"), path);
	if ((found.st_mode & 0007) != 0)
		return mh_fail(err, MH_INPUT, _("%s: others can use it: its mode is %03o; chmod 700 makes it its owner's alone"), path,
			(unsigned)found.st_mode & 0777);
	return MH_OK;
}

enum mh_status mh_spool_make(const char *spool, struct mh_err *err)
{
	struct mh_str path;
	enum mh_status status = MH_OK;

	mh_str_init(&path, PATH_MOST);
	for (size_t i = 0; i < MH_COUNT(trays) && status == MH_OK; i++) {
		mh_spool_tray(spool, (enum mh_tray)i, &path);
		status = mh_folder_make(path.s, err);
	}
	mh_str_free(&path);
	return status;
}

enum mh_status mh_spool_lock(const char *spool, const char *work, int *fd, struct mh_err *err)
{
	struct mh_str path;
	enum mh_status status = mh_spool_make(spool, err);

	mh_str_init(&path, PATH_MOST);
	mh_str_printf(&path, "%s/.%s", spool, work);
	*fd = status == MH_OK && mh_str_ok(&path) ? open(path.s, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600) : -1;
	if (status == MH_OK && *fd < 0)
		status = mh_fail(err, MH_INPUT, _("%s: cannot be locked: %s"), path.s, strerror(errno));
	if (status == MH_OK && flock(*fd, LOCK_EX | LOCK_NB) != 0)
		status = errno == EWOULDBLOCK ? mh_fail(err, MH_BUSY, _("%s: another %s is at work: try again when it has ended"), spool, work) :
			mh_fail(err, MH_INPUT, _("%s: cannot be locked: %s"), path.s, strerror(errno));
	if (status != MH_OK && *fd >= 0) {
		close(*fd);
		*fd = -1;
	}
	mh_str_free(&path);
	return status;
}

enum mh_status mh_spool_post(const char *spool, const char *partner, const char *id, struct mh_blob bytes, struct mh_str *path,
	struct mh_err *err)
{
	enum mh_status status;

	mh_str_clear(path);
	mh_str_printf(path, "%s/%s/%s", spool, trays[MH_TRAY_OUTBOX], partner);
	status = mh_folder_make(path->s, err);
	if (status == MH_OK)
		status = mh_spool_folder(path->s, err);
	mh_str_printf(path, "/.%s", id);
	if (status == MH_OK && !mh_str_ok(path))
		status = mh_fail(err, MH_INPUT, _("%s: the path is too long"), spool);
	if (status == MH_OK)
		status = mh_file_write(path->s, bytes, false, err);
	if (status != MH_OK)
		mh_str_clear(path);
	return status;
}

/* A file's time goes along with it (rsync, tar): it tells the day and no more, so that nobody can tell by it what was answered when. */
static bool hide_moment(const char *path)
{
	const mh_moment now = mh_clock_system();
	const struct timespec day = { .tv_sec = now - now % SECONDS_OF_DAY };
	const struct timespec times[] = { day, day };

	return utimensat(AT_FDCWD, path, times, 0) == 0;
}

enum mh_status mh_spool_release(struct mh_str *path, struct mh_err *err)
{
	char name[MH_EXCHANGE_ID_SIZE];
	enum mh_status status = MH_OK;
	struct mh_str to;

	mh_exchange_id(name);
	mh_str_init(&to, PATH_MOST);
	mh_str_add(&to, path->s, (size_t)(strrchr(path->s, '/') - path->s));
	mh_str_printf(&to, "/%s.asc", name);
	if (!mh_str_ok(&to) || !hide_moment(path->s) || rename(path->s, to.s) != 0)
		status = mh_fail(err, MH_INPUT, _("%s: cannot be given its name: %s"), path->s, strerror(errno));
	mh_str_clear(path);
	mh_str_puts(path, to.s);
	mh_str_free(&to);
	return status;
}

/* Names of files between the two steps: a dot and an id; and of those that were never written whole. */
static int left(const struct dirent *entry)
{
	if (mh_file_is_temporary(entry->d_name))
		return 1;
	return strlen(entry->d_name) == MH_EXCHANGE_ID_SIZE && entry->d_name[0] == '.' &&
	       strspn(entry->d_name + 1, "0123456789abcdef") == MH_EXCHANGE_ID_SIZE - 1;
}

static int folder(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static enum mh_status left_in(const char *path, enum mh_status (*fn)(void *, const char *, const char *, struct mh_err *), void *arg,
	struct mh_err *err)
{
	struct dirent **names;
	enum mh_status status = MH_OK;
	int found = scandir(path, &names, left, by_bytes);

	for (int i = 0; i < found; i++) {
		struct mh_str file;
		mh_str_init(&file, PATH_MOST);
		mh_str_printf(&file, "%s/%s", path, names[i]->d_name);
		if (status == MH_OK && mh_str_ok(&file))
			status = fn(arg, file.s, names[i]->d_name + 1, err);
		mh_str_free(&file);
		free(names[i]);
	}
	if (found >= 0)
		free(names);
	return status;
}

enum mh_status mh_spool_left(const char *spool, enum mh_status (*fn)(void *, const char *path, const char *id, struct mh_err *), void *arg,
	struct mh_err *err)
{
	struct dirent **names;
	struct mh_str outbox, partner;
	enum mh_status status = MH_OK;

	mh_str_init(&outbox, PATH_MOST);
	mh_str_init(&partner, PATH_MOST);
	mh_spool_tray(spool, MH_TRAY_OUTBOX, &outbox);
	int found = scandir(outbox.s, &names, folder, by_bytes);
	for (int i = 0; i < found; i++) {
		mh_str_clear(&partner);
		mh_str_printf(&partner, "%s/%s", outbox.s, names[i]->d_name);
		if (status == MH_OK && mh_str_ok(&partner))
			status = left_in(partner.s, fn, arg, err);
		free(names[i]);
	}
	if (found >= 0)
		free(names);
	mh_str_free(&partner);
	mh_str_free(&outbox);
	return status;
}

static int wanted(const struct dirent *entry)
{
	static const char *const ends[] = { ".asc", ".gpg", ".pgp" };
	size_t len = strlen(entry->d_name);

	if (entry->d_name[0] == '.' || len <= 4)
		return 0;
	for (size_t i = 0; i < MH_COUNT(ends); i++)
		if (strcmp(entry->d_name + len - 4, ends[i]) == 0)
			return 1;
	return 0;
}

static enum mh_status visit(const char *folder, const char *name, enum mh_status (*fn)(void *, const char *, struct mh_err *),
	void *arg, size_t *count, struct mh_err *err)
{
	struct mh_str path;
	struct stat found;
	enum mh_status status = MH_OK;

	mh_str_init(&path, PATH_MOST);
	mh_str_printf(&path, "%s/%s", folder, name);
	if (mh_str_ok(&path) && lstat(path.s, &found) == 0 && S_ISREG(found.st_mode)) {
		(*count)++;
		status = fn(arg, path.s, err);
	}
	mh_str_free(&path);
	return status;
}

enum mh_status mh_spool_each(const char *folder, enum mh_status (*fn)(void *, const char *path, struct mh_err *), void *arg,
	struct mh_err *err)
{
	struct dirent **names;
	enum mh_status status = MH_OK;
	size_t count = 0;
	int found = scandir(folder, &names, wanted, by_bytes);

	if (found < 0 && errno != ENOENT)
		return mh_fail(err, MH_INPUT, _("%s: cannot be read: %s"), folder, strerror(errno));
	for (int i = 0; i < found; i++) {
		if (status == MH_OK)
			status = visit(folder, names[i]->d_name, fn, arg, &count, err);
		free(names[i]);
	}
	if (found >= 0)
		free(names);
	if (status == MH_OK && count == 0)
		return mh_fail(err, MH_NO, _("%s: no files wait"), folder);
	return status;
}

static int unwanted(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && !wanted(entry);
}

size_t mh_spool_others(const char *folder, struct mh_str *first)
{
	struct dirent **names;
	size_t count = 0;
	const int found = scandir(folder, &names, unwanted, by_bytes);

	for (int i = 0; i < found; i++) {
		struct mh_str path;
		struct stat about;

		mh_str_init(&path, PATH_MOST);
		mh_str_printf(&path, "%s/%s", folder, names[i]->d_name);
		if (mh_str_ok(&path) && lstat(path.s, &about) == 0 && !S_ISDIR(about.st_mode) && count++ == 0)
			mh_str_puts(first, names[i]->d_name);
		mh_str_free(&path);
		free(names[i]);
	}
	if (found >= 0)
		free(names);
	return count;
}

/* Its time of change says from then on since when it lies there, by the store's clock. */
static void stamp(const char *path, mh_moment now)
{
	const struct timespec times[2] = { { .tv_sec = now }, { .tv_sec = now } };

	utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW);
}

/* Moves a file of the inbox into a tray; false: it is not of the inbox. to gets its new path. */
static bool move(const char *spool, const char *path, enum mh_tray tray, mh_moment now, struct mh_str *to, enum mh_status *status, struct mh_err *err)
{
	struct mh_str inbox;
	const char *name = strrchr(path, '/');
	bool ours;

	mh_str_init(&inbox, PATH_MOST);
	mh_spool_tray(spool, MH_TRAY_INBOX, &inbox);
	ours = name != NULL && (size_t)(name - path) == inbox.len && memcmp(path, inbox.s, inbox.len) == 0;
	if (ours) {
		mh_spool_tray(spool, tray, to);
		mh_str_puts(to, name);
		*status = mh_str_ok(to) && rename(path, to->s) == 0 ? MH_OK :
			mh_fail(err, MH_INPUT, _("%s: cannot be moved to %s: %s"), path, to->s, strerror(errno));
		stamp(to->s, now);
	}
	mh_str_free(&inbox);
	return ours;
}

enum mh_status mh_spool_done(const char *spool, const char *path, mh_moment now, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	struct mh_str to;

	mh_str_init(&to, PATH_MOST);
	move(spool, path, MH_TRAY_DONE, now, &to, &status, err);
	mh_str_free(&to);
	return status;
}

enum mh_status mh_spool_refused(const char *spool, const char *path, const char *sentence, mh_moment now, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	struct mh_str to, text;

	mh_str_init(&to, PATH_MOST);
	mh_str_init(&text, PATH_MOST);
	if (move(spool, path, MH_TRAY_REFUSED, now, &to, &status, err) && status == MH_OK) {
		mh_str_puts(&to, ".reason");
		mh_str_printf(&text, "%s\n", sentence);
		status = mh_file_write(to.s, (struct mh_blob){ text.s, text.len }, true, err);
		stamp(to.s, now);
	}
	mh_str_free(&to);
	mh_str_free(&text);
	return status;
}

enum mh_status mh_spool_keep(const char *spool, struct mh_blob message, struct mh_err *err)
{
	char name[MH_EXCHANGE_ID_SIZE];
	struct mh_str path;

	mh_exchange_id(name);
	mh_str_init(&path, PATH_MOST);
	mh_spool_tray(spool, MH_TRAY_INBOX, &path);
	mh_str_printf(&path, "/%s.asc", name);
	enum mh_status status = mh_file_write(path.s, message, false, err);
	mh_str_free(&path);
	return status;
}

static enum mh_status tidy_tray(const char *folder, mh_moment before, struct mh_err *err)
{
	struct dirent **names;
	enum mh_status status = MH_OK;
	const int found = scandir(folder, &names, NULL, by_bytes);

	for (int i = 0; i < found; i++) {
		struct mh_str path;
		struct stat about;

		mh_str_init(&path, PATH_MOST);
		mh_str_printf(&path, "%s/%s", folder, names[i]->d_name);
		if (status == MH_OK && mh_str_ok(&path) && lstat(path.s, &about) == 0 && S_ISREG(about.st_mode) && about.st_mtime <= before &&
		    unlink(path.s) != 0)
			status = mh_fail(err, MH_INPUT, _("%s: cannot be removed: %s"), path.s, strerror(errno));
		mh_str_free(&path);
		free(names[i]);
	}
	if (found >= 0)
		free(names);
	return status;
}

enum mh_status mh_spool_tidy(const char *spool, mh_moment now, struct mh_err *err)
{
	static const enum mh_tray ending[] = { MH_TRAY_DONE, MH_TRAY_REFUSED };
	enum mh_status status = MH_OK;
	struct mh_str folder;

	mh_str_init(&folder, PATH_MOST);
	for (size_t i = 0; i < MH_COUNT(ending) && status == MH_OK; i++) {
		mh_spool_tray(spool, ending[i], &folder);
		status = tidy_tray(folder.s, now - (mh_moment)MH_SPOOL_DAYS * 86400, err);
	}
	mh_str_free(&folder);
	return status;
}
