/* Are the keys that the store leans on still good, and can an unattended job open what is sealed? */

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/authority.h"
#include "store/secret.h"

#define WARN_SECONDS ((mh_moment)MH_KEY_WARN_DAYS * 86400)

struct looking {
	struct mh_store *store;
	struct mh_pgp *pgp;
	struct mh_problems *problems;
	size_t keyholders;
};

/* How a key is renewed, by what it is. */
static const struct { const char *role, *remedy; } remedies[] = {
	{ "keyholder", N_("gpg --quick-set-expire FINGERPRINT 2y, then mh-store keyholder add FINGERPRINT") },
	{ "exchange", N_("gpg --quick-set-expire FINGERPRINT 2y, then give partners the renewed key") },
	{ "partner", N_("ask the partner for its renewed key, and mh-refer partner import it") },
};

static const char *remedy_of(const char *role)
{
	for (size_t i = 0; i < MH_COUNT(remedies); i++)
		if (strcmp(remedies[i].role, role) == 0)
			return _(remedies[i].remedy);
	return NULL;
}

static void judge(struct looking *l, const char *role, const char *whose, const char *fingerprint, mh_moment expires, bool revoked)
{
	const mh_moment now = mh_clock_system();
	bool ends = expires != 0 && expires <= now + WARN_SECONDS;
	struct mh_problem where = { .file = fingerprint, .remedy = remedy_of(role), .warning = !revoked && expires > now };
	char day[MH_DATE_SIZE];

	mh_date_format(mh_moment_day(expires), day);
	if (revoked)
		mh_problem_add(l->problems, &where, _("key of %s: is revoked"), whose);
	else if (ends)
		mh_problem_add(l->problems, &where, expires > now ? _("key of %s: expires on %s") : _("key of %s: has expired on %s"), whose, day);
}

/* What GnuPG knows of the key in our home; a key that is not there is not judged by it. */
static enum mh_status look(struct looking *l, const char *fingerprint, struct mh_pgp_key *key, struct mh_err *err)
{
	*key = (struct mh_pgp_key){ .expires = 0 };
	enum mh_status status = mh_pgp_look(l->pgp, fingerprint, key, err);
	return status == MH_NO ? MH_OK : status;
}

static enum mh_status check_allowed(void *arg, const struct mh_allowed_key *allowed, struct mh_err *err)
{
	struct looking *l = arg;
	struct mh_pgp_key key;

	if (strcmp(allowed->role, "former") == 0)
		return MH_OK;
	l->keyholders += strcmp(allowed->role, "keyholder") == 0;
	enum mh_status status = look(l, allowed->fingerprint, &key, err);
	if (status == MH_OK)
		judge(l, allowed->role, allowed->name, allowed->fingerprint, allowed->expires, key.revoked);
	return status;
}

static enum mh_status check_partner(void *arg, struct mh_record *partner, struct mh_err *err)
{
	struct looking *l = arg;
	const char *fingerprint = mh_record_text(partner, "fingerprint");
	struct mh_pgp_key key;

	if (fingerprint[0] == '\0')
		return MH_OK;
	enum mh_status status = look(l, fingerprint, &key, err);
	if (status == MH_OK)
		judge(l, "partner", mh_record_text(partner, "code"), fingerprint, key.expires, key.revoked);
	return status;
}

static void check_number(const struct looking *l)
{
	struct mh_problem where = {
		.file = l->store->info.file, .warning = true, .remedy = _("name a second, a manager or the data protection officer: mh-store keyholder add"),
	};

	if (l->keyholders == 1 && !l->store->info.demo)
		mh_problem_add(l->problems, &where, "%s", _("there is one keyholder: without that key nobody opens anything"));
}

enum mh_status mh_store_check_keys(struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	struct looking l = { .store = store, .problems = problems };
	struct mh_query active;
	enum mh_status status = mh_store_pgp(store, &l.pgp, err);

	if (status == MH_KEY || status == MH_INPUT) {
		mh_problem_sentence(problems, &(struct mh_problem){ .file = store->info.file, .remedy = _("restore the newest backup from before: mh-store restore") },
			err->text);
		return MH_OK;
	}
	mh_query_init(&active, &mh_partner);
	mh_query_is(&active, "state", "active");
	if (status == MH_OK)
		status = mh_store_keys(store, check_allowed, &l, err);
	if (status == MH_OK)
		status = mh_store_each(store, &active, check_partner, &l, err);
	mh_query_free(&active);
	if (status == MH_OK)
		check_number(&l);
	return status;
}

enum mh_status mh_store_check_unattended(struct mh_store *store, struct mh_err *err)
{
	unsigned char secret[MH_SECRET_SIZE];
	struct mh_pgp *pgp;
	enum mh_status status = mh_store_authority_verify(store, err);

	if (status == MH_OK)
		status = mh_store_pgp(store, &pgp, err);
	if (status == MH_OK) {
		mh_pgp_unattended(pgp);
		status = mh_secret_unwrap(store, secret, err);
	}
	mh_wipe(secret, sizeof secret);
	return status;
}
