/* mh-refer partner key import: a partner's key, renewed or revoked by its owner. Another key comes in a partner file. */

#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "commands_refer.h"
#include "crypto/openpgp.h"
#include "exchange/partners.h"
#include "partner_change.h"
#include "refer.h"

#define KEY_MOST ((size_t)256 * 1024)

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_partner_key_import = {
	.name = "partner key import", .operands = N_("partner file"), .min = 2, .max = 2,
	.summary = N_("take a partner's renewed key, or the revocation of it"),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

/* A revocation only blocks: nobody is asked, and no keyholder has to sign. */
static enum mh_status revoke(struct mh_session *session, struct mh_record *partner, const char *text, struct mh_err *err)
{
	const char *code = mh_record_text(partner, "code"), *fingerprint = mh_record_text(partner, "fingerprint");
	struct mh_pgp *pgp;
	enum mh_status status = mh_store_pgp(session->store, &pgp, err);

	if (status == MH_OK && mh_record_has(partner, "revocation")) {
		mh_say(session, _("%s: the revocation of its key is known already"), code);
		return MH_OK;
	}
	if (status == MH_OK)
		status = mh_pgp_take_revocation(pgp, (struct mh_blob){ text, strlen(text) }, fingerprint, err);
	if (status == MH_KEY)
		mh_partner_key_fault(code, err);
	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_record_put(partner, "revocation", text, err);
	if (status == MH_OK)
		status = mh_store_put(session->store, partner, err);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	else
		mh_store_rollback(session->store);
	if (status == MH_OK)
		mh_say(session, _("%s: its key %s is revoked: nothing more is sent to it or taken by it; ask for the new one"), code, fingerprint);
	return status;
}

/* The same key, with other dates or subkeys. */
static enum mh_status renew(struct mh_session *session, const struct mh_record *partner, const char *text, struct mh_err *err)
{
	static const char *const fields[] = { "code", "fingerprint" };
	struct partner_changes shown = { .remove = true };
	struct mh_partner_import in = { .store = session->store, .part = true, .remove = true, .change = partner_change_show, .arg = &shown };
	struct mh_partner_entry entry = { .profiles = NULL };
	struct mh_partner_file file = { &entry, 1 };

	mh_record_init(&entry.partner, &mh_partner);
	enum mh_status status = mh_record_put(&entry.partner, "public-key", text, err);
	for (size_t i = 0; i < MH_COUNT(fields) && status == MH_OK; i++)
		status = mh_record_put(&entry.partner, fields[i], mh_record_text(partner, fields[i]), err);
	if (status == MH_OK)
		status = mh_partners_import(&in, &file, err);
	if (status == MH_OK && in.changes == 0)
		mh_say(session, _("%s: nothing differs"), mh_record_text(partner, "code"));
	else if (status == MH_OK)
		status = partner_changes_write(session, &in, &file, err);
	mh_record_free(&entry.partner);
	return status;
}

/* GnuPG's own revocation begins with prose, and with a colon that keeps it from being used by accident: whoever means it takes the colon off. */
static enum mh_status find_block(const char *file, const char *text, const char **block, struct mh_err *err)
{
	const char *const begin = strstr(text, "-----BEGIN PGP PUBLIC KEY BLOCK-----");

	*block = text;
	if (begin == NULL || begin == text)
		return MH_OK;
	if (begin[-1] == ':')
		return mh_fail(err, MH_INPUT, _("%s: a colon before the line BEGIN keeps this revocation from being used by accident: take it off where the key is "
			"to be revoked"), file);
	if (begin[-1] == '\n')
		*block = begin;
	return MH_OK;
}

static enum mh_status run(struct mh_session *session, void *args, int argc, char **argv, struct mh_err *err)
{
	struct mh_record partner;
	const char *block = "";
	struct mh_str text;
	mh_moment end;

	(void)args, (void)argc;
	mh_record_init(&partner, &mh_partner);
	mh_str_init(&text, KEY_MOST);
	enum mh_status status = refer_partner(session, argv[0], &partner, err);
	if (status == MH_OK && !mh_record_has(&partner, "fingerprint"))
		status = mh_fail(err, MH_NO, _("%s: has no OpenPGP key on record: its first key comes in a partner file (mh-refer partner import)"), argv[0]);
	if (status == MH_OK)
		status = mh_file_read(argv[1], &text, err);
	if (status == MH_OK)
		status = find_block(argv[1], text.s, &block, err);
	const struct mh_blob key = { block, status == MH_OK ? text.len - (size_t)(block - text.s) : 0 };
	if (status == MH_OK && !mh_pgp_key_says_revoked(key) && !mh_pgp_key_end(key, &end))
		status = mh_fail(err, MH_INPUT, _("%s: is neither one armored public key nor the revocation of one"), argv[1]);
	if (status == MH_OK) {
		status = mh_pgp_key_says_revoked(key) ? revoke(session, &partner, block, err) : renew(session, &partner, block, err);
		if (status == MH_KEY)
			mh_fail_in(err, argv[1]);
	}
	mh_str_free(&text);
	mh_record_free(&partner);
	return status;
}
