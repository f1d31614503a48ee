/* What commands of mh-store say of keys: which end soon, and what a change of keyholders means. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store_keys.h"

#define WARN_SECONDS ((mh_moment)MH_KEY_WARN_DAYS * 86400)

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
