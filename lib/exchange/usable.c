/* May a partner be used at all? */

#include "exchange/usable.h"

#include <string.h>

#include "base/i18n.h"
#include "exchange/key_check.h"

enum mh_status mh_partner_active(const struct mh_record *partner, struct mh_err *err)
{
	if (strcmp(mh_record_text(partner, "state"), "active") == 0)
		return MH_OK;
	if (strcmp(mh_record_text(partner, "state"), "left") == 0)
		return mh_fail(err, MH_DENIED, _("%s: has left: nothing may be sent to it; mh-refer partner import takes it in again"),
			mh_record_text(partner, "code"));
	return mh_fail(err, MH_DENIED, _("%s: is suspended: nothing may be sent to it"), mh_record_text(partner, "code"));
}

enum mh_status mh_partner_usable(struct mh_store *store, const struct mh_record *partner, mh_moment now, struct mh_err *err)
{
	struct mh_key_found key;
	enum mh_status status = mh_partner_active(partner, err);

	if (status == MH_OK)
		status = mh_key_judge(store, partner, now, &key, err);
	if (status != MH_OK || key.state == MH_KEY_GOOD || key.state == MH_KEY_EXPIRING)
		return status;
	return mh_fail(err, MH_KEY, _("%s: its key %s: %s"), mh_record_text(partner, "code"), mh_key_state_text(key.state), mh_key_state_remedy(key.state));
}
