/* What a partner file changes: compared field by field, said, then written. */

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/group.h"
#include "exchange/envelope.h"
#include "exchange/partners.h"

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
		mh_partner_say(in, partner, field->name, to->values[i].have == MH_HAVE_NONE ? NULL : sealed ? _("(sealed)") : before.s,
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
		mh_partner_say(in, code, what, NULL, mh_record_text(from, from->kind == &mh_profile ? "groups" : "name"));
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

/* A purpose that the file's profile has no more. */
struct absent { struct mh_partner_import *in; const struct mh_partner_entry *entry; };

static enum mh_status absent_purpose(void *arg, struct mh_record *rec, struct mh_err *err)
{
	const struct absent *a = arg;
	struct mh_record profile;
	enum mh_status status = MH_OK;
	char what[128];

	if (strcmp(mh_record_text(rec, "groups"), MH_GROUP_NONE) == 0)
		return MH_OK;
	for (size_t i = 0; i < a->entry->profile_count; i++)
		if (strcmp(mh_record_text(&a->entry->profiles[i], "purpose"), mh_record_text(rec, "purpose")) == 0)
			return MH_OK;
	snprintf(what, sizeof what, "profile %s", mh_record_text(rec, "purpose"));
	mh_partner_say(a->in, mh_record_text(&a->entry->partner, "code"), what, mh_record_text(rec, "groups"), NULL);
	mh_record_init(&profile, &mh_profile);
	if (a->in->remove && a->in->write)
		status = mh_store_get(a->in->store, (struct mh_id){ &mh_profile, rec->n }, &profile, err);
	if (status == MH_OK && profile.n != 0 && (status = mh_record_put(&profile, "groups", MH_GROUP_NONE, err)) == MH_OK)
		status = mh_store_put(a->in->store, &profile, err);
	mh_record_free(&profile);
	return status;
}

static enum mh_status import_absent_purposes(struct mh_partner_import *in, const struct mh_partner_entry *entry, int64_t partner, struct mh_err *err)
{
	struct absent a = { in, entry };
	struct mh_query query;
	enum mh_status status = MH_OK;

	mh_query_init(&query, &mh_profile);
	mh_query_is_number(&query, "partner", partner);
	if (partner != 0 && entry->profile_count > 0)
		status = mh_store_each(in->store, &query, absent_purpose, &a, err);
	mh_query_free(&query);
	return status;
}

/* A partner that the file has no more. */
struct leaving { struct mh_partner_import *in; const struct mh_partner_file *file; };

static enum mh_status absent_partner(void *arg, struct mh_record *rec, struct mh_err *err)
{
	const struct leaving *l = arg;
	struct mh_record partner;
	enum mh_status status = MH_OK;

	if (strcmp(mh_record_text(rec, "state"), "left") == 0)
		return MH_OK;
	for (size_t i = 0; i < l->file->count; i++)
		if (strcmp(mh_record_text(&l->file->list[i].partner, "code"), mh_record_text(rec, "code")) == 0)
			return MH_OK;
	mh_partner_say(l->in, mh_record_text(rec, "code"), "partner", mh_record_text(rec, "name"), NULL);
	mh_record_init(&partner, &mh_partner);
	if (l->in->remove && l->in->write)
		status = mh_store_get(l->in->store, (struct mh_id){ &mh_partner, rec->n }, &partner, err);
	if (status == MH_OK && partner.n != 0 && (status = mh_record_put(&partner, "state", "left", err)) == MH_OK)
		status = mh_store_put(l->in->store, &partner, err);
	mh_record_free(&partner);
	return status;
}

static enum mh_status import_absent(struct mh_partner_import *in, const struct mh_partner_file *file, struct mh_err *err)
{
	struct leaving l = { in, file };
	struct mh_query query;

	mh_query_init(&query, &mh_partner);
	enum mh_status status = mh_store_each(in->store, &query, absent_partner, &l, err);
	mh_query_free(&query);
	return status;
}

/* One who left is a partner again by standing in the file. */
static void come_back(struct mh_partner_import *in, const char *code, struct mh_record *to)
{
	if (to->n == 0 || strcmp(mh_record_text(to, "state"), "left") != 0)
		return;
	mh_partner_say(in, code, "state", "left", "active");
	mh_record_put(to, "state", "active", NULL);
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
		mh_partner_say(in, code, "partner", NULL, mh_record_text(&entry->partner, "name"));
		if (mh_record_has(&entry->partner, "fingerprint"))
			mh_partner_say(in, code, "fingerprint", NULL, mh_record_text(&entry->partner, "fingerprint"));
		if (mh_record_has(&entry->partner, "fingerprint") && !mh_record_has(&entry->partner, "accepts"))
			accept_all(&to);
		status = MH_OK;
	}
	if (status == MH_OK)
		status = mh_partner_take_key(in, &entry->partner, &to, err);
	if (status == MH_OK)
		come_back(in, code, &to);
	if (status == MH_OK)
		merge(in, code, &entry->partner, &to);
	if (status == MH_OK)
		status = put(in, &to, err);
	for (size_t i = 0; i < entry->profile_count && status == MH_OK; i++)
		status = import_part(in, &to, &entry->profiles[i], of_profile, err);
	if (status == MH_OK)
		status = import_absent_purposes(in, entry, to.n, err);
	for (size_t i = 0; i < entry->agreement_count && status == MH_OK; i++)
		status = import_part(in, &to, &entry->agreements[i], of_agreement, err);
	mh_record_free(&to);
	return status;
}

enum mh_status mh_partners_import(struct mh_partner_import *in, struct mh_partner_file *file, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	in->changes = in->absent = 0;
	in->skipped = false;
	for (size_t i = 0; i < file->count && status == MH_OK; i++) {
		if (strcmp(mh_record_text(&file->list[i].partner, "code"), mh_store_about(in->store)->organisation) == 0)
			in->skipped = true;
		else
			status = import_entry(in, &file->list[i], err);
	}
	return status == MH_OK && !in->part ? import_absent(in, file, err) : status;
}
