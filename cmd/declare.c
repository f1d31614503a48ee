#include "declare.h"

#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "exchange/declaration.h"

#define TEXT_MOST ((size_t)16 << 20)

static enum mh_status put(struct mh_session *session, struct mh_record *signing, bool *known, struct mh_err *err)
{
	enum mh_status status = mh_store_begin(session->store, session->log, err);

	if (status == MH_OK)
		status = mh_declaration_put(session->store, signing, known, err);
	if (status == MH_OK && !*known && !session->common.dry_run)
		return mh_store_commit(session->store, err);
	mh_store_rollback(session->store);
	return status;
}

enum mh_status declare_put(struct mh_session *session, struct mh_record *signing, struct mh_err *err)
{
	char id[MH_ID_SIZE];
	bool known = false;
	enum mh_status status = put(session, signing, &known, err);

	if (status == MH_OK && known) {
		mh_say(session, _("this statement is on record already"));
	} else if (status == MH_OK && session->common.dry_run) {
		mh_say(session, _("nothing was written: --dry-run"));
	} else if (status == MH_OK) {
		mh_record_id(signing, id);
		puts(id);
	}
	return status;
}

/* The file that lies before the signatory is the one that the chain declared. */
static enum mh_status check_text(const char *path, const struct mh_record *declaration, struct mh_err *err)
{
	char digest[MH_DECLARATION_DIGEST_SIZE], id[MH_ID_SIZE];
	struct mh_str text;

	mh_str_init(&text, TEXT_MOST);
	enum mh_status status = mh_file_read(path, &text, err);
	mh_declaration_digest((struct mh_blob){ text.s, text.len }, digest);
	mh_record_id(declaration, id);
	if (status == MH_OK && strcmp(digest, mh_record_text(declaration, "digest")) != 0)
		status = mh_fail(err, MH_INPUT, _("%s: is not the text of %s: it was changed, or is another version (its digest is %s)"), path, id, digest);
	mh_str_free(&text);
	return status;
}

enum mh_status declare_own(struct mh_session *session, const char *id, const char *text, const char *says, const char *output, struct mh_record *signing,
	struct mh_err *err)
{
	struct mh_record declaration;
	bool known = false;

	mh_record_init(&declaration, &mh_declaration);
	enum mh_status status = mh_store_get_text(session->store, id, &mh_declaration, &declaration, err);
	if (status == MH_OK && text != NULL)
		status = check_text(text, &declaration, err);
	if (status == MH_OK)
		status = mh_declaration_sign(session->store, &declaration, says, mh_clock_system(), signing, err);
	if (status == MH_OK)
		status = mh_session_output(session, output, err);
	if (status == MH_OK)
		status = put(session, signing, &known, err);
	if (status == MH_OK) {
		puts(mh_record_text(signing, "statement"));
		mh_say(session, _("%s: %s; give the statement to the partners"), id, strcmp(says, MH_SAYS_SIGNED) == 0 ? _("signed") : _("withdrawn"));
	}
	mh_record_free(&declaration);
	return status;
}
