#include <stdio.h>

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
