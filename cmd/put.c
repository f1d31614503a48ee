#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "put.h"

enum mh_status mh_put_and_say(struct mh_session *session, struct mh_record *rec, struct mh_err *err)
{
	char id[MH_ID_SIZE];
	enum mh_status status = mh_store_writing(session->store) ? MH_OK : mh_store_begin(session->store, session->log, err);

	if (status == MH_OK)
		status = mh_store_put(session->store, rec, err);
	if (status == MH_OK && session->common.dry_run) {
		mh_say(session, _("nothing was written: --dry-run"));
	} else if (status == MH_OK) {
		status = mh_store_commit(session->store, err);
		if (status == MH_OK) {
			mh_record_id(rec, id);
			puts(id);
		}
	}
	mh_store_rollback(session->store);
	return status;
}

enum mh_status mh_check_code(struct mh_session *session, const struct mh_record *rec, const char *field, struct mh_err *err)
{
	return mh_check_code_as(session, rec, field, field, err);
}

enum mh_status mh_check_code_as(struct mh_session *session, const struct mh_record *rec, const char *field, const char *option, struct mh_err *err)
{
	const char *const catalogue = rec->kind->fields[mh_field_find(rec->kind, field)].of, *const code = mh_record_text(rec, field);
	const struct mh_code_list *const list = mh_catalogue(mh_store_catalogues(session->store), catalogue, err);

	if (code[0] == '\0')
		return MH_OK;
	if (!list)
		return err->status;
	const struct mh_code *const found = mh_code_find(list, code, strlen(code));
	if (found && mh_code_valid(found, mh_today()))
		return MH_OK;
	struct mh_str why;
	mh_str_init(&why, 2000);
	mh_code_say_unknown(list, code, mh_today(), &why);
	mh_fail(err, MH_INPUT, "--%s %.60s: %s", option, code, why.s);
	mh_str_free(&why);
	return MH_INPUT;
}
