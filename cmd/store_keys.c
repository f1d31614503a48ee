/* What commands of mh-store say of keys: which end soon, and what a change of keyholders means. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "crypto/openpgp.h"
#include "store_keys.h"

#define WARN_SECONDS ((mh_moment)60 * 86400)

bool store_key_ends(mh_moment expires, struct mh_str *out)
{
	mh_moment now = mh_clock_system();
	char day[MH_DATE_SIZE];

	if (expires == 0 || expires > now + WARN_SECONDS)
		return false;
	mh_date_format(mh_moment_day(expires), day);
	mh_str_printf(out, expires > now ? _(", expires on %s") : _(", expired on %s"), day);
	return true;
}

static void warn(struct mh_session *session, const char *whose, const char *fingerprint, mh_moment expires)
{
	struct mh_str ends;

	mh_str_init(&ends, 100);
	if (store_key_ends(expires, &ends))
		mh_say(session, _("key of %s: %s%s: renew it in time"), whose, fingerprint, ends.s);
	mh_str_free(&ends);
}

static enum mh_status warn_allowed(void *arg, const struct mh_allowed_key *key, struct mh_err *err)
{
	(void)err;
	if (strcmp(key->role, "former") != 0)
		warn(arg, key->name, key->fingerprint, key->expires);
	return MH_OK;
}

static enum mh_status warn_partner(void *arg, struct mh_record *partner, struct mh_err *err)
{
	struct mh_session *session = arg;
	const char *fingerprint = mh_record_text(partner, "fingerprint");
	struct mh_pgp_key key;
	struct mh_pgp *pgp;

	if (fingerprint[0] == '\0')
		return MH_OK;
	enum mh_status status = mh_store_pgp(session->store, &pgp, err);
	if (status == MH_OK)
		status = mh_pgp_look(pgp, fingerprint, &key, err);
	if (status == MH_OK)
		warn(session, mh_record_text(partner, "code"), fingerprint, key.expires);
	return status == MH_NO ? MH_OK : status;
}

enum mh_status store_keys_warn(struct mh_session *session, struct mh_err *err)
{
	struct mh_query active;
	enum mh_status status = mh_store_keys(session->store, warn_allowed, session, err);

	mh_query_init(&active, &mh_partner);
	mh_query_is(&active, "state", "active");
	if (status == MH_OK)
		status = mh_store_each(session->store, &active, warn_partner, session, err);
	mh_query_free(&active);
	return status;
}

enum mh_status store_keyholders_change(struct mh_session *session, struct mh_keyholder_change *change, struct mh_err *err)
{
	change->command = session->log;
	enum mh_status status = mh_store_keyholders_change(session->store, change, err);

	if (status != MH_OK)
		return status;
	if (change->remove != NULL || change->rotate)
		mh_say(session, _("the store has another key, number %lld; %lld data keys were wrapped anew"),
			(long long)mh_store_about(session->store)->epoch, (long long)change->keys);
	if (change->left < 2)
		mh_say(session, _("there is one keyholder: without that key nobody opens anything: name a second, a manager or the data protection officer: "
			"mh-store keyholder add"));
	return MH_OK;
}
