/* Erasing reaches the spool: the files of erased messages, wherever they lie, are known by the digest of their bytes. */

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/envelope.h"
#include "exchange/spool.h"

#define PATH_MOST 4096

struct sweep { const char *const *digests; size_t count; size_t *removed; };

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A file of another size or that cannot be read is none of ours. */
static bool wanted(const struct sweep *sweep, const char *path)
{
	char digest[MH_EXCHANGE_DIGEST_SIZE];
	const char *key = digest;
	struct mh_str bytes;

	mh_str_init(&bytes, MH_SPOOL_FILE_MOST);
	bool read = mh_file_read(path, &bytes, NULL) == MH_OK;
	if (read)
		mh_exchange_digest((struct mh_blob){ bytes.s, bytes.len }, digest);
	mh_str_free(&bytes);
	return read && bsearch(&key, sweep->digests, sweep->count, sizeof *sweep->digests, by_bytes) != NULL;
}

static enum mh_status remove_file(const struct sweep *sweep, const char *path, struct mh_err *err)
{
	struct mh_str reason;

	if (unlink(path) != 0)
		return mh_fail(err, MH_INPUT, _("%s: cannot be removed: %s"), path, strerror(errno));
	(*sweep->removed)++;
	mh_str_init(&reason, PATH_MOST);
	mh_str_printf(&reason, "%s.reason", path);
	unlink(reason.s);
	mh_str_free(&reason);
	return MH_OK;
}

/* Files of a folder, hidden ones too, and of folders below it as deep as the outbox goes. */
static enum mh_status sweep_folder(const struct sweep *sweep, const char *folder, int depth, struct mh_err *err)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	struct stat found;
	struct mh_str path;
	enum mh_status status = MH_OK;

	if (dir == NULL)
		return errno == ENOENT ? MH_OK : mh_fail(err, MH_INPUT, _("%s: cannot be read: %s"), folder, strerror(errno));
	mh_str_init(&path, PATH_MOST);
	while (status == MH_OK && (entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		mh_str_clear(&path);
		mh_str_printf(&path, "%s/%s", folder, entry->d_name);
		if (!mh_str_ok(&path) || lstat(path.s, &found) != 0)
			continue;
		if (S_ISDIR(found.st_mode) && depth > 0)
			status = sweep_folder(sweep, path.s, depth - 1, err);
		else if (S_ISREG(found.st_mode) && wanted(sweep, path.s))
			status = remove_file(sweep, path.s, err);
	}
	mh_str_free(&path);
	closedir(dir);
	return status;
}

enum mh_status mh_spool_erase(const char *spool, const char *const *digests, size_t count, size_t *removed, struct mh_err *err)
{
	const struct sweep sweep = { digests, count, removed };

	return count == 0 ? MH_OK : sweep_folder(&sweep, spool, 2, err);
}
