#include "report_output.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/place.h"
#include "exchange/spool.h"

/* The path without links and dots on the way, of what need not be there yet; false: its folder is not there. */
static bool true_path(const char *path, struct mh_str *out)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_MAX], way[PATH_MAX];
	const size_t len = slash == NULL ? 0 : slash == path ? 1 : (size_t)(slash - path);

	if (realpath(path, way) != NULL) {
		mh_str_puts(out, way);
		return true;
	}
	if (len >= sizeof folder)
		return false;
	memcpy(folder, len > 0 ? path : ".", len > 0 ? len : 1);
	folder[len > 0 ? len : 1] = '\0';
	if (realpath(folder, way) == NULL)
		return false;
	mh_str_printf(out, "%s/%s", strcmp(way, "/") == 0 ? "" : way, slash != NULL ? slash + 1 : path);
	return mh_str_ok(out);
}

static bool lies_in(const char *path, const char *folder)
{
	char way[PATH_MAX];

	if (realpath(folder, way) == NULL)
		return false;
	const size_t len = strlen(way);
	return strncmp(path, way, len) == 0 && (path[len] == '/' || path[len] == '\0');
}

/* The store's file by whatever name, and the two that SQLite keeps beside it, also while they are not there. */
static bool is_store(const char *path, const char *file)
{
	static const char *const beside[] = { "", "-wal", "-shm", "-journal" };
	struct stat ours, theirs;
	char way[PATH_MAX];

	if (realpath(file, way) == NULL)
		return false;
	const size_t len = strlen(way);
	for (size_t i = 0; i < MH_COUNT(beside); i++)
		if (strncmp(path, way, len) == 0 && strcmp(path + len, beside[i]) == 0)
			return true;
	return stat(path, &theirs) == 0 && stat(way, &ours) == 0 && ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino;
}

static enum mh_status check_place(const struct mh_session *session, const char *path, const char *way, struct mh_err *err)
{
	const struct mh_store_info *const about = mh_store_about(session->store);
	struct mh_str config, spool;
	enum mh_status status = MH_OK;

	mh_str_init(&config, 4096);
	mh_str_init(&spool, 4096);
	mh_spool_of(about->file, &spool);
	if (session->place.config != NULL)
		mh_str_puts(&config, session->place.config);
	else
		mh_config_folder(&config);
	if (is_store(way, about->file))
		status = mh_fail(err, MH_INPUT, _("%s: is the store itself, which is not overwritten: name another file"), path);
	else if (lies_in(way, config.s) || lies_in(way, spool.s))
		status = mh_fail(err, MH_INPUT, _("%s: lies in a folder that the store keeps for itself: name a file elsewhere"), path);
	mh_str_free(&spool);
	mh_str_free(&config);
	return status;
}

/* What our reports begin with: a page, a spreadsheet (a ZIP archive, whose first file is always called so). */
static const struct { const char *bytes; size_t at; } made_before[] = { { "<!doctype html", 0 }, { "[content_types].xml", 30 } };

static bool is_report(const char *text, size_t len)
{
	for (size_t i = 0; i < MH_COUNT(made_before); i++) {
		const size_t n = strlen(made_before[i].bytes);
		if (len >= made_before[i].at + n && strncasecmp(text + made_before[i].at, made_before[i].bytes, n) == 0)
			return true;
	}
	return false;
}

/* A page that was made before is replaced, by cron each quarter; what is no file at all is refused where it is written. */
static enum mh_status check_there(const char *path, struct mh_err *err)
{
	char there[64];
	struct stat st;

	if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size == 0)
		return MH_OK;
	const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
	const ssize_t got = fd >= 0 ? read(fd, there, sizeof there) : -1;
	if (fd >= 0)
		close(fd);
	if (got > 0 && is_report(there, (size_t)got))
		return MH_OK;
	return mh_fail(err, MH_INPUT, _("%s: exists and is no report that was made before, so it is not replaced: name another file"), path);
}

enum mh_status report_output_check(const struct mh_session *session, const char *path, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	struct mh_str way;

	if (path == NULL || strcmp(path, "-") == 0)
		return MH_OK;
	mh_str_init(&way, PATH_MAX);
	if (session->store != NULL && true_path(path, &way))
		status = check_place(session, path, way.s, err);
	mh_str_free(&way);
	return status == MH_OK ? check_there(path, err) : status;
}
