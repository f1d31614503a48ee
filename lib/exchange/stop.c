#include "exchange/stop.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/envelope.h"
#include "exchange/spool.h"
#include "exchange/suspend.h"

#define PATH_MOST 4096

/* The files of one message, of which those in the outbox are removed. */
struct removing { const char *files; size_t removed; };

static size_t count_words(const char *words)
{
	size_t count = 0;

	for (words += strspn(words, " "); *words != '\0'; words += strspn(words, " ")) {
		words += strcspn(words, " ");
		count++;
	}
	return count;
}

static enum mh_status remove_file(void *arg, const char *path, struct mh_err *err)
{
	struct removing *removing = arg;
	char digest[MH_EXCHANGE_DIGEST_SIZE] = "";
	struct mh_str bytes;

	mh_str_init(&bytes, MH_SPOOL_FILE_MOST);
	if (mh_file_read(path, &bytes, NULL) == MH_OK)
		mh_exchange_digest((struct mh_blob){ bytes.s, bytes.len }, digest);
	mh_str_free(&bytes);
	if (digest[0] == '\0' || strstr(removing->files, digest) == NULL)
		return MH_OK;
	if (unlink(path) != 0)
		return mh_fail(err, MH_INPUT, _("%s: cannot be removed: %s"), path, strerror(errno));
	removing->removed++;
	return MH_OK;
}

static enum mh_status remove_files(const struct mh_stopping *s, const struct mh_record *disclosure, struct removing *removing, struct mh_err *err)
{
	struct mh_record partner;
	struct mh_str folder;
	enum mh_status status;

	mh_record_init(&partner, &mh_partner);
	mh_str_init(&folder, PATH_MOST);
	status = mh_store_get(s->store, (struct mh_id){ &mh_partner, mh_record_number(disclosure, "partner") }, &partner, err);
	mh_spool_tray(s->spool, MH_TRAY_OUTBOX, &folder);
	mh_str_printf(&folder, "/%s", mh_record_text(&partner, "code"));
	if (status == MH_OK && mh_str_ok(&folder) && access(folder.s, F_OK) == 0)
		status = mh_spool_each(folder.s, remove_file, removing, err);
	mh_str_free(&folder);
	mh_record_free(&partner);
	return status == MH_NO ? MH_OK : status;
}

static enum mh_status take_files(void *arg, struct mh_record *message, struct mh_err *err)
{
	(void)err;
	mh_str_printf(arg, "%s ", mh_record_text(message, "files"));
	return MH_OK;
}

/* Digests of the files with which it went: those of the message that has its digest. */
static enum mh_status files_of(const struct mh_stopping *s, const struct mh_record *disclosure, struct mh_str *files, struct mh_err *err)
{
	const char *const about = mh_record_has(disclosure, "referral") ? "referral" : "signal";
	struct mh_query query;

	if (!mh_record_has(disclosure, about))
		return MH_OK;
	mh_query_init(&query, &mh_message);
	mh_query_is_number(&query, about, mh_record_number(disclosure, about));
	mh_query_is(&query, "direction", "out");
	mh_query_is(&query, "digest", mh_record_text(disclosure, "digest"));
	enum mh_status status = mh_store_each(s->store, &query, take_files, files, err);
	mh_query_free(&query);
	return status;
}

static enum mh_status mark(const struct mh_stopping *s, struct mh_record *disclosure, struct mh_err *err)
{
	char day[MH_DATE_SIZE];

	mh_date_format(mh_moment_day(s->now), day);
	enum mh_status status = mh_record_put(disclosure, "stopped", day, err);
	return status == MH_OK ? mh_store_put(s->store, disclosure, err) : status;
}

static enum mh_status stop_one(struct mh_stopping *s, struct mh_id id, bool sync, struct mh_err *err)
{
	struct removing removing = { "", 0 };
	struct mh_record disclosure;
	struct mh_str files;
	enum mh_status status;

	mh_record_init(&disclosure, &mh_disclosure);
	mh_str_init(&files, 2 * PATH_MOST);
	status = mh_store_get(s->store, id, &disclosure, err);
	if (status == MH_OK)
		status = files_of(s, &disclosure, &files, err);
	if (status == MH_OK && mh_str_ok(&files) && files.len > 0) {
		removing.files = files.s;
		status = remove_files(s, &disclosure, &removing, err);
	}
	s->files += removing.removed;
	if (status == MH_OK && removing.removed > 0 && !sync && removing.removed == count_words(files.s))
		status = mark(s, &disclosure, err);
	mh_str_free(&files);
	mh_record_free(&disclosure);
	return status;
}

/* Is a sync at work? *fd keeps others from beginning until it is closed. */
static bool sync_works(const char *spool, int *fd)
{
	struct mh_str path;

	mh_str_init(&path, PATH_MOST);
	mh_str_printf(&path, "%s/.sync", spool);
	*fd = mh_str_ok(&path) ? open(path.s, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
	mh_str_free(&path);
	return *fd >= 0 && flock(*fd, LOCK_SH | LOCK_NB) != 0;
}

struct found { struct mh_id *list; size_t count; };

static enum mh_status find(void *arg, struct mh_record *disclosure, struct mh_err *err)
{
	struct found *found = arg;

	(void)err;
	if (mh_record_has(disclosure, "stopped") || strcmp(mh_record_text(disclosure, "channel"), "exchange") != 0)
		return MH_OK;
	found->list = mh_grow(found->list, found->count + 1, sizeof *found->list);
	found->list[found->count++] = (struct mh_id){ &mh_disclosure, disclosure->n };
	return MH_OK;
}

static enum mh_status stop_all(struct mh_stopping *s, const struct found *found, struct mh_err *err)
{
	int fd = -1;
	const bool sync = sync_works(s->spool, &fd);
	enum mh_status status = mh_store_begin(s->store, s->command, err);

	for (size_t i = 0; i < found->count && status == MH_OK; i++)
		status = stop_one(s, found->list[i], sync, err);
	if (status == MH_OK && s->files > 0)
		status = mh_store_commit(s->store, err);
	mh_store_rollback(s->store);
	if (fd >= 0)
		close(fd);
	return status;
}

enum mh_status mh_stop_disclosed(struct mh_stopping *s, const char *field, int64_t number, struct mh_err *err)
{
	struct found found = { NULL, 0 };
	struct mh_query query;

	s->files = 0;
	mh_query_init(&query, &mh_disclosure);
	mh_query_is_number(&query, field, number);
	enum mh_status status = mh_store_each(s->store, &query, find, &found, err);
	mh_query_free(&query);
	if (status == MH_OK && found.count > 0)
		status = stop_all(s, &found, err);
	free(found.list);
	return status;
}

enum mh_status mh_stop_partner(struct mh_stopping *s, int64_t partner, const char *code, struct mh_err *err)
{
	size_t others = 0;
	enum mh_status status = mh_stop_disclosed(s, "partner", partner, err);

	if (status == MH_OK)
		status = mh_partner_stop_outbox(s->spool, code, &others, err);
	s->files += others;
	return status;
}
