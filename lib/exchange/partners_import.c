/* What a partner file changes: compared field by field, said, then written. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "crypto/openpgp.h"
#include "exchange/envelope.h"
#include "exchange/partners.h"

/* Kinds of message that a partner with a key may send us where its entry does not say. */

static void say(struct mh_partner_import *in, const char *partner, const char *what, const char *before, const char *after)
{
	in->changes++;
	if (in->change != NULL)
		in->change(in->arg, &(struct mh_partner_change){ partner, what, before, after });
}

/* Takes one field of the file over into the record of the store, and says it where it differs. */
static void merge_field(struct mh_partner_import *in, const char *partner, const struct mh_record *from, struct mh_record *to, size_t i)
{
	const struct mh_field *field = &from->kind->fields[i];
	bool sealed = mh_field_sealed(field);
	struct mh_str before, after;

	if (!from->set[i] || from->values[i].have == MH_HAVE_NONE || (field->flags & (MH_DERIVED | MH_PARENT)) != 0)
		return;
	if (sealed ? to->n != 0 && !in->update_sealed : mh_value_same(&from->values[i], &to->values[i]))
		return;
	mh_str_init(&before, 1 << 17);
	mh_str_init(&after, 1 << 17);
	mh_record_show(to, (int)i, &before);
	mh_record_show(from, (int)i, &after);
	if (to->n != 0)
		say(in, partner, field->name, to->values[i].have == MH_HAVE_NONE ? NULL : sealed ? _("(sealed)") : before.s,
			sealed ? _("(sealed)") : after.s);
	if (from->values[i].have == MH_HAVE_NUMBER)
		mh_record_set_number(to, (int)i, from->values[i].number);
	else
		mh_record_set(to, (int)i, from->values[i].text, from->values[i].len, NULL);
	mh_str_free(&before);
	mh_str_free(&after);
}

static void merge(struct mh_partner_import *in, const char *partner, const struct mh_record *from, struct mh_record *to)
{
	for (size_t i = 0; i < from->kind->count; i++)
		merge_field(in, partner, from, to, i);
}

/* A new partner with a key may send every kind, until somebody says otherwise. */
static void accept_all(struct mh_record *partner)
{
	struct mh_str kinds;

	mh_str_init(&kinds, 1000);
	for (const struct mh_letter *letter = mh_letters; letter->name != NULL; letter++)
		if (!letter->alone)
			mh_str_printf(&kinds, "%s%s", kinds.len > 0 ? ";" : "", letter->name);
	mh_record_put(partner, "accepts", kinds.s, NULL);
	mh_str_free(&kinds);
}

static bool changed(const struct mh_record *rec)
{
	for (size_t i = 0; i < rec->kind->count; i++)
		if (rec->set[i])
			return true;
	return false;
}

static enum mh_status put(struct mh_partner_import *in, struct mh_record *rec, struct mh_err *err)
{
	return in->write && changed(rec) ? mh_store_put(in->store, rec, err) : MH_OK;
}

/* A partner's own parts (profile, agreement): the one that agrees with rec in the named fields; MH_NO: none. */
struct part { const struct mh_record *want; const char *const *keys; struct mh_record *found; struct mh_store *store; };

static enum mh_status match(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct part *part = arg;

	for (size_t i = 0; part->keys[i] != NULL; i++)
		if (strcmp(mh_record_text(rec, part->keys[i]), mh_record_text(part->want, part->keys[i])) != 0)
			return MH_OK;
	return mh_store_get(part->store, (struct mh_id){ rec->kind, rec->n }, part->found, err);
}

static enum mh_status import_part(struct mh_partner_import *in, const struct mh_record *partner, struct mh_record *from,
	const char *const keys[], struct mh_err *err)
{
	const char *code = mh_record_text(partner, "code");
	struct mh_record to;
	struct part part = { from, keys, &to, in->store };
	struct mh_query query;
	enum mh_status status = MH_OK;
	char what[128];

	mh_record_init(&to, from->kind);
	mh_query_init(&query, from->kind);
	mh_query_is_number(&query, "partner", partner->n);
	if (partner->n != 0)
		status = mh_store_each(in->store, &query, match, &part, err);
	snprintf(what, sizeof what, "%s %s", from->kind->name, mh_record_text(from, keys[0]));
	if (status == MH_OK && to.n == 0) {
		say(in, code, what, NULL, mh_record_text(from, from->kind == &mh_profile ? "groups" : "name"));
		mh_record_initial(&to);
		mh_record_put_number(&to, "partner", partner->n);
	}
	if (status == MH_OK)
		mh_record_put_number(from, "partner", partner->n);
	if (status == MH_OK)
		merge(in, code, from, &to);
	if (status == MH_OK)
		status = put(in, &to, err);
	mh_query_free(&query);
	mh_record_free(&to);
	return status;
}

static bool confirmed(const struct mh_partner_import *in, const char *fingerprint)
{
	char parsed[MH_FINGERPRINT_SIZE];

	for (size_t i = 0; i < in->confirmed_count; i++)
		if (mh_fingerprint_parse(in->confirmed[i], parsed) && strcmp(parsed, fingerprint) == 0)
			return true;
	return false;
}

/* Is the key fit to be a partner's? */
static enum mh_status check_key(const struct mh_partner_import *in, const char *code, const struct mh_pgp_key *key, struct mh_err *err)
{
	if (key->throwaway && !mh_store_about(in->store)->demo)
		return mh_fail(err, MH_DENIED, _("partner %s: its key is a throw-away key of a demonstration: refused outside a demo store"), code);
	if (key->revoked || key->expired || key->disabled)
		return mh_fail(err, MH_KEY, key->revoked ? _("partner %s: its key was revoked: ask for the new one") :
			_("partner %s: its key has expired or is disabled: ask for the new one"), code);
	if (!key->can_encrypt || !key->can_sign || !key->strong)
		return mh_fail(err, MH_KEY, key->strong ? _("partner %s: its key cannot both sign and encrypt: ask for another") :
			_("partner %s: its key is too weak (RSA of 3072 bits or more, or an elliptic curve): ask for another"), code);
	return MH_OK;
}

static enum mh_status take_key(const struct mh_partner_import *in, const struct mh_record *from, const struct mh_record *known, struct mh_err *err)
{
	const char *code = mh_record_text(from, "code"), *fingerprint = mh_record_text(from, "fingerprint");
	const char *text = mh_record_text(from, "public-key"), *before = mh_record_text(known, "fingerprint");
	struct mh_pgp *pgp;
	struct mh_pgp_key key;
	enum mh_status status;

	if (fingerprint[0] == '\0' || (strcmp(fingerprint, before) == 0 && strcmp(text, mh_record_text(known, "public-key")) == 0))
		return MH_OK;
	if (before[0] != '\0' && strcmp(before, fingerprint) != 0 && !confirmed(in, fingerprint))
		return mh_fail(err, MH_DENIED, _("partner %s: its fingerprint changes from %s to %s: ask it by another way whether that is "
			"so, then give --confirm-key with the new fingerprint"), code, before, fingerprint);
	if (!in->write)
		return MH_OK;
	status = mh_store_pgp(in->store, &pgp, err);
	if (status == MH_OK)
		status = mh_pgp_take_key(pgp, (struct mh_blob){ text, strlen(text) }, fingerprint, err);
	if (status == MH_OK)
		status = mh_pgp_look(pgp, fingerprint, &key, err);
	return status == MH_OK ? check_key(in, code, &key, err) : status;
}

static enum mh_status import_entry(struct mh_partner_import *in, struct mh_partner_entry *entry, struct mh_err *err)
{
	static const char *const of_profile[] = { "purpose", NULL };
	static const char *const of_agreement[] = { "kind", "name", NULL };
	const char *code = mh_record_text(&entry->partner, "code");
	struct mh_record to;
	enum mh_status status;

	mh_record_init(&to, &mh_partner);
	status = mh_store_find(in->store, &mh_partner, "code", code, &to, err);
	if (status == MH_NO) {
		mh_record_clear(&to);
		mh_record_initial(&to);
		say(in, code, "partner", NULL, mh_record_text(&entry->partner, "name"));
		if (mh_record_has(&entry->partner, "fingerprint"))
			say(in, code, "fingerprint", NULL, mh_record_text(&entry->partner, "fingerprint"));
		if (mh_record_has(&entry->partner, "fingerprint") && !mh_record_has(&entry->partner, "accepts"))
			accept_all(&to);
		status = MH_OK;
	}
	if (status == MH_OK)
		status = take_key(in, &entry->partner, &to, err);
	if (status == MH_OK)
		merge(in, code, &entry->partner, &to);
	if (status == MH_OK)
		status = put(in, &to, err);
	for (size_t i = 0; i < entry->profile_count && status == MH_OK; i++)
		status = import_part(in, &to, &entry->profiles[i], of_profile, err);
	for (size_t i = 0; i < entry->agreement_count && status == MH_OK; i++)
		status = import_part(in, &to, &entry->agreements[i], of_agreement, err);
	mh_record_free(&to);
	return status;
}

enum mh_status mh_partners_import(struct mh_partner_import *in, struct mh_partner_file *file, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	in->changes = 0;
	in->skipped = false;
	for (size_t i = 0; i < file->count && status == MH_OK; i++) {
		if (strcmp(mh_record_text(&file->list[i].partner, "code"), mh_store_about(in->store)->organisation) == 0)
			in->skipped = true;
		else
			status = import_entry(in, &file->list[i], err);
	}
	return status;
}
