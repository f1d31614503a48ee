#include "exchange/key_check.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "crypto/openpgp.h"

#define WARN_SECONDS ((mh_moment)MH_KEY_WARN_DAYS * 86400)

static const struct { const char *word, *text, *remedy; } states[MH_KEY_STATE_COUNT] = {
	[MH_KEY_GOOD] = { "good", N_("is good"), "" },
	[MH_KEY_CHANGED] = { "changed", N_("was changed by something else than these programs"), N_("restore the store from a backup") },
	[MH_KEY_MISSING] = { "missing", N_("is on record and is not in the store's GnuPG home"), N_("ask for the key, and mh-refer partner key import it") },
	[MH_KEY_REVOKED] = { "revoked", N_("was revoked by its owner"), N_("ask for the new one, confirm it by another way, and mh-refer partner import it") },
	[MH_KEY_EXPIRED] = { "expired", N_("has expired"), N_("ask for the renewed key, and mh-refer partner key import it") },
	[MH_KEY_DISABLED] = { "disabled", N_("is disabled in the store's GnuPG home"), N_("ask for the key, and mh-refer partner key import it") },
	[MH_KEY_NO_ENCRYPTION] = { "no-encryption", N_("cannot encrypt: nothing can be sent"), N_("ask for a key with a subkey for encryption") },
	[MH_KEY_NO_SIGNING] = { "no-signing", N_("cannot sign: nothing can be taken"), N_("ask for a key that can sign") },
	[MH_KEY_WEAK] = { "weak", N_("is too weak (RSA of 3072 bits or more, or an elliptic curve)"), N_("ask for another key") },
	[MH_KEY_EXPIRING] = { "expiring", N_("expires within 60 days"), N_("ask for the renewed key in time, and mh-refer partner key import it") },
	[MH_KEY_SHARED] = { "shared", N_("is on record of another partner too, or is our own"), N_("ask each by another way which key is its own, and mh-refer partner import that one") },
	[MH_KEY_SUSPENDED] = { "suspended", N_("is not used: the partner is not active"), N_("mh-refer partner suspend --lift, when the reason is gone") },
};

const char *mh_key_state_word(enum mh_key_state state)
{
	return states[state].word;
}

const char *mh_key_state_text(enum mh_key_state state)
{
	return _(states[state].text);
}

const char *mh_key_state_remedy(enum mh_key_state state)
{
	return states[state].remedy[0] != '\0' ? _(states[state].remedy) : "";
}

/* The worst that is true of it. A key that is revoked or has expired can do nothing, which is no second finding. */
static enum mh_key_state judge(const struct mh_pgp_key *key, mh_moment now)
{
	const bool ended = key->expires != 0 && key->expires <= now;

	if (key->revoked)
		return MH_KEY_REVOKED;
	if (ended || (key->expired && key->expires == 0))
		return MH_KEY_EXPIRED;
	if (key->disabled)
		return MH_KEY_DISABLED;
	if (!key->expired && !key->can_encrypt)
		return MH_KEY_NO_ENCRYPTION;
	if (!key->expired && !key->can_sign)
		return MH_KEY_NO_SIGNING;
	if (!key->strong)
		return MH_KEY_WEAK;
	return key->expires != 0 && key->expires <= now + WARN_SECONDS ? MH_KEY_EXPIRING : MH_KEY_GOOD;
}

static enum mh_status look(struct mh_store *store, const char *fingerprint, mh_moment now, struct mh_key_found *found, struct mh_err *err)
{
	struct mh_pgp_key key;
	struct mh_pgp *pgp;
	enum mh_status status = mh_store_pgp(store, &pgp, err);

	if (status != MH_OK)
		return status;
	found->fingerprint = fingerprint;
	status = mh_pgp_look(pgp, fingerprint, &key, err);
	if (status == MH_NO)
		found->state = MH_KEY_MISSING;
	if (status != MH_OK)
		return status == MH_NO ? MH_OK : status;
	found->state = judge(&key, now);
	found->ends = key.expires;
	return MH_OK;
}

struct owner { const struct mh_record *partner; char *code; size_t size; };

static enum mh_status other_owner(void *arg, struct mh_record *partner, struct mh_err *err)
{
	const struct owner *o = arg;

	(void)err;
	if (partner->n != o->partner->n && o->code[0] == '\0')
		snprintf(o->code, o->size, "%s", mh_record_text(partner, "code"));
	return MH_OK;
}

enum mh_status mh_key_owner(struct mh_store *store, const struct mh_record *partner, const char *fingerprint, char *code, size_t size, struct mh_err *err)
{
	const struct mh_store_info *about = mh_store_about(store);
	struct owner owner = { partner, code, size };
	struct mh_query query;

	code[0] = '\0';
	if (about->exchange_key != NULL && strcmp(about->exchange_key, fingerprint) == 0) {
		snprintf(code, size, "%s", about->organisation);
		return MH_OK;
	}
	mh_query_init(&query, &mh_partner);
	mh_query_is(&query, "fingerprint", fingerprint);
	enum mh_status status = mh_store_each(store, &query, other_owner, &owner, err);
	mh_query_free(&query);
	return status == MH_OK && code[0] == '\0' ? MH_NO : status;
}

enum mh_status mh_key_judge(struct mh_store *store, const struct mh_record *partner, mh_moment now, struct mh_key_found *found, struct mh_err *err)
{
	const char *fingerprint = mh_record_text(partner, "fingerprint");
	char other[80];

	*found = (struct mh_key_found){ .organisation = mh_record_text(partner, "code"), .fingerprint = fingerprint, .state = MH_KEY_GOOD };
	if (fingerprint[0] == '\0')
		return MH_OK;
	if (mh_record_has(partner, "revocation")) {
		found->state = MH_KEY_REVOKED;
		return MH_OK;
	}
	if (strcmp(mh_record_text(partner, "state"), "active") != 0) {
		found->state = MH_KEY_SUSPENDED;
		return MH_OK;
	}
	enum mh_status status = mh_key_owner(store, partner, fingerprint, other, sizeof other, err);
	if (status == MH_OK)
		found->state = MH_KEY_SHARED;
	return status == MH_NO ? look(store, fingerprint, now, found, err) : status;
}

enum mh_status mh_key_judge_own(struct mh_store *store, mh_moment now, struct mh_key_found *found, struct mh_err *err)
{
	const struct mh_store_info *about = mh_store_about(store);

	*found = (struct mh_key_found){ .organisation = about->organisation, .fingerprint = "", .state = MH_KEY_GOOD };
	return about->exchange_key == NULL || about->exchange_key[0] == '\0' ? MH_OK : look(store, about->exchange_key, now, found, err);
}
