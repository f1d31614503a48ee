/* mh-refer partner key export: a public key, armored, and its fingerprint in groups to be read out. */

#include "base/i18n.h"
#include "commands_refer.h"
#include "crypto/openpgp.h"
#include "refer.h"

#define KEY_MOST ((size_t)256 * 1024)

struct args {
	const char *output;
	bool own;
};

static const struct mh_option options[] = {
	{ 0, "own", MH_OPT_FLAG, offsetof(struct args, own), NULL, NULL, N_("the exchange key of this organisation") },
	{ 'o', "output", MH_OPT_FILE, offsetof(struct args, output), "file", NULL, N_("where it is written, instead of standard output") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_partner_key_export = {
	.name = "partner key export", .operands = N_("partner"), .min = 0, .max = 1,
	.summary = N_("print a public key, and its fingerprint to be read out"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE,
	.run = run,
};

static enum mh_status find(struct mh_session *session, const struct args *args, const char *code, struct mh_record *partner, const char **fingerprint,
	struct mh_err *err)
{
	*fingerprint = mh_store_about(session->store)->exchange_key;
	if (args->own)
		return *fingerprint != NULL && **fingerprint != '\0' ? MH_OK :
			mh_fail(err, MH_KEY, _("this organisation has no exchange key: make the store with --org-key"));
	enum mh_status status = refer_partner(session, code, partner, err);
	*fingerprint = mh_record_text(partner, "fingerprint");
	if (status == MH_OK && !mh_record_has(partner, "fingerprint"))
		status = mh_fail(err, MH_NO, _("%s: has no OpenPGP key on record"), code);
	return status;
}

static enum mh_status print(struct mh_session *session, const struct args *args, const char *fingerprint, struct mh_err *err)
{
	char groups[MH_FINGERPRINT_GROUPS_SIZE];
	struct mh_str key;
	struct mh_pgp *pgp;

	mh_str_init(&key, KEY_MOST);
	enum mh_status status = mh_store_pgp(session->store, &pgp, err);
	if (status == MH_OK && (status = mh_pgp_our_key(pgp, fingerprint, &key, err)) == MH_NO)
		status = mh_fail(err, MH_KEY, _("%s: this key is not in the store's GnuPG home"), fingerprint);
	if (status == MH_OK)
		status = mh_session_output(session, args->output, err);
	if (status == MH_OK) {
		fwrite(key.s, 1, key.len, stdout);
		mh_fingerprint_groups(fingerprint, groups);
		mh_say(session, _("to be read out: %s"), groups);
	}
	mh_str_free(&key);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	const char *fingerprint = NULL;
	struct mh_record partner;

	if (args->own == (argc == 1))
		return mh_fail(err, MH_USAGE, _("name a partner, or give --own: one of them"));
	mh_record_init(&partner, &mh_partner);
	enum mh_status status = find(session, args, argc == 1 ? argv[0] : "", &partner, &fingerprint, err);
	if (status == MH_OK)
		status = print(session, args, fingerprint, err);
	mh_record_free(&partner);
	return status;
}
