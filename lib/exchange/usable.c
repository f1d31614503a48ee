#include "exchange/usable.h"

#include <string.h>

#include "base/i18n.h"
#include "crypto/openpgp.h"

enum mh_status mh_partner_usable(struct mh_store *store, const struct mh_record *partner, mh_moment now, struct mh_err *err)
{
	const char *const code = mh_record_text(partner, "code"), *const key = mh_record_text(partner, "public-key");
	char day[MH_DATE_SIZE];
	mh_moment end = 0;

	(void)store;	/* revocations and changed keys are the store's to know */
	if (strcmp(mh_record_text(partner, "state"), "active") != 0)
		return mh_fail(err, MH_DENIED, _("%s: is suspended: nothing may be sent to it"), code);
	if (key[0] == '\0' || !mh_pgp_key_end((struct mh_blob){ key, strlen(key) }, &end) || end == 0 || end > now)
		return MH_OK;
	mh_date_format(mh_moment_day(end), day);
	return mh_fail(err, MH_KEY, _("%s: its key ended on %s: ask it for the renewed one, and import that with mh-refer partner import"), code, day);
}
