#include "store_output.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"

/* Only what looks like a backup or an export is replaced: not a store, nor anything else that was named by mistake. */
enum mh_status store_output_check(const char *path, bool replace, struct mh_err *err)
{
	static const char first[] = "-----BEGIN PGP MESSAGE-----";
	char there[sizeof first] = "";

	if (path == NULL)
		return mh_fail(err, MH_USAGE, _("--output: is required: the file to write, or - for standard output"));
	if (strcmp(path, "-") == 0 || access(path, F_OK) != 0)
		return MH_OK;
	if (!replace)
		return mh_fail(err, MH_INPUT, _("%s: exists: name another file, or --replace"), path);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t got = fd >= 0 ? read(fd, there, sizeof first - 1) : -1;
	if (fd >= 0)
		close(fd);
	if (got != (ssize_t)sizeof first - 1 || memcmp(there, first, sizeof first - 1) != 0)
		return mh_fail(err, MH_INPUT, _("%s: is no OpenPGP message, so it is not replaced"), path);
	return MH_OK;
}

enum mh_status store_output_write(const char *path, bool replace, const struct mh_str *message, struct mh_err *err)
{
	struct mh_str again;

	if (strcmp(path, "-") == 0) {
		fwrite(message->s, 1, message->len, stdout);
		return MH_OK;	/* standard output is looked at when the command ends */
	}
	enum mh_status status = mh_file_write(path, (struct mh_blob){ message->s, message->len }, replace, err);
	if (status != MH_OK)
		return status;
	mh_str_init(&again, message->len);
	status = mh_file_read(path, &again, err);
	if (status == MH_OK && (again.len != message->len || memcmp(again.s, message->s, again.len) != 0))
		status = mh_fail(err, MH_INPUT, _("%s: read again, it is not what was written: do not trust this disk"), path);
	mh_str_free(&again);
	return status;
}

const char *store_output_name(const char *path)
{
	return strcmp(path, "-") == 0 ? _("standard output") : path;
}
