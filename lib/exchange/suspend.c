#include "exchange/suspend.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "exchange/spool.h"

#define PATH_MOST 4096

static enum mh_status check_state(const struct mh_record *partner, bool lift, struct mh_err *err)
{
	const char *code = mh_record_text(partner, "code"), *state = mh_record_text(partner, "state");

	if (strcmp(state, "left") == 0)
		return mh_fail(err, MH_NO, _("%s: is no partner any more: import it again to make it one"), code);
	if (strcmp(state, lift ? "suspended" : "active") != 0)
		return mh_fail(err, MH_NO, lift ? _("%s: is not suspended") : _("%s: is suspended already"), code);
	return MH_OK;
}

static enum mh_status put_state(struct mh_record *partner, bool lift, struct mh_err *err)
{
	char today[MH_DATE_SIZE];

	mh_date_format(mh_moment_day(mh_clock_system()), today);
	enum mh_status status = mh_record_put(partner, "state", lift ? "active" : "suspended", err);
	return status == MH_OK && !lift ? mh_record_put(partner, "suspended", today, err) : status;
}

/* What only blocks is not held up by a statement that does not hold, or by a keyholder who is not here. */
static enum mh_status forgive(bool lift, enum mh_status status, const struct mh_err *why, struct mh_err *err)
{
	return status == MH_OK || (!lift && status == MH_KEY) ? MH_OK : mh_fail(err, status, "%s", why->text);
}

enum mh_status mh_partner_suspend(struct mh_store *store, const char *command, struct mh_record *partner, bool lift, bool *signed_too, struct mh_err *err)
{
	struct mh_err why = MH_ERR_INIT;
	enum mh_status holds = MH_OK, status = check_state(partner, lift, err);

	*signed_too = false;
	if (status == MH_OK)
		status = mh_store_begin(store, command, err);
	if (status == MH_OK)
		status = forgive(lift, holds = mh_store_authority_verify(store, &why), &why, err);
	if (status == MH_OK)
		status = put_state(partner, lift, err);
	if (status == MH_OK)
		status = mh_store_put(store, partner, err);
	if (status == MH_OK && holds == MH_OK)
		status = forgive(lift, holds = mh_store_authority_renew(store, &why), &why, err);
	*signed_too = holds == MH_OK;
	if (status == MH_OK)
		status = mh_store_commit(store, err);
	else
		mh_store_rollback(store);
	return status;
}

static enum mh_status remove_file(void *arg, const char *path, struct mh_err *err)
{
	size_t *const count = arg;

	if (unlink(path) != 0)
		return mh_fail(err, MH_INPUT, _("%s: cannot be removed: %s"), path, strerror(errno));
	(*count)++;
	return MH_OK;
}

enum mh_status mh_partner_stop_outbox(const char *spool, const char *code, size_t *count, struct mh_err *err)
{
	struct mh_str folder;

	*count = 0;
	mh_str_init(&folder, PATH_MOST);
	mh_spool_tray(spool, MH_TRAY_OUTBOX, &folder);
	mh_str_printf(&folder, "/%s", code);
	enum mh_status status = mh_str_ok(&folder) && access(folder.s, F_OK) == 0 ? mh_spool_each(folder.s, remove_file, count, err) : MH_OK;
	mh_str_free(&folder);
	return status == MH_NO ? MH_OK : status;
}
