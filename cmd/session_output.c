/* What a command prints, into a file that is there whole or not at all. */

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "session.h"

static bool into_file(const char *path)
{
	return path != NULL && strcmp(path, "-") != 0;
}

enum mh_status mh_session_output(struct mh_session *session, const char *path, struct mh_err *err)
{
	if (mh_session_format(session) == MH_FORMAT_XLSX && (path == NULL || (!into_file(path) && session->terminal)))
		return mh_fail(err, MH_USAGE, _("--format xlsx: a spreadsheet is no text: give --output FILE"));
	if (!into_file(path))
		return MH_OK;
	if (access(path, F_OK) == 0)
		return mh_fail(err, MH_INPUT, _("%s: exists: it is not overwritten; name another file"), path);
	enum mh_status status = mh_file_try(path, err);
	if (status != MH_OK)
		return status;
	session->output = path;
	session->terminal = session->color = false;
	session->width = 0;
	mh_sink_start(&session->sink, true);
	session->saved = stdout;
	stdout = mh_sink_file(&session->sink);	/* the C library of GNU lets it be set: printf and puts follow */
	return MH_OK;
}

/* An answer of no has been printed too: nothing found, or what mh-store check found. */
enum mh_status mh_session_output_end(struct mh_session *session, enum mh_status status, struct mh_err *err)
{
	struct mh_err why = MH_ERR_INIT;

	if (session->output == NULL)
		return status;
	stdout = session->saved;
	enum mh_status written = mh_sink_end(&session->sink, &why);
	if (written == MH_OK && (status == MH_OK || status == MH_NO) && mh_sink_text(&session->sink).len > 0)
		written = mh_file_write(session->output, mh_sink_text(&session->sink), false, &why);
	mh_sink_free(&session->sink);
	session->output = NULL;
	return written == MH_OK || (status != MH_OK && status != MH_NO) ? status : mh_fail(err, written, "%s", why.text);
}

static enum mh_status take_moment(void *arg, const struct mh_log_entry *entry, struct mh_err *err)
{
	(void)err;
	*(int64_t *)arg = entry->at;
	return MH_OK;
}

int64_t mh_session_made(const struct mh_session *session)
{
	int64_t at = 0;

	if (session->store != NULL)
		mh_store_data_entry(session->store, take_moment, &at, NULL);
	return at;
}
