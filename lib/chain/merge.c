#include "chain/merge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/persons.h"

static const char *id_text(const struct mh_kind *kind, int64_t n, char out[MH_ID_SIZE])
{
	mh_id_format((struct mh_id){ kind, n }, out);
	return out;
}

/* Reads a person or a mention. */
static enum mh_status read_one(struct mh_store *store, const char *text, struct mh_record *rec, struct mh_err *err)
{
	struct mh_id id;

	if (!mh_id_parse(text, &id) || (id.kind != &mh_person && id.kind != &mh_mention))
		return mh_fail(err, MH_USAGE, _("%.60s: neither a person, as P-2026-0042, nor a mention, as M-2026-0042"), text);
	return mh_store_get(store, id, rec, err);
}

static bool is_known(const char *code)
{
	return code[0] != '\0' && strcmp(code, "unknown") != 0 && strcmp(code, "not-asked") != 0;
}

/* Which clear fields speak against it? Names of those in which both are known and differ. */
static void compare(const struct mh_record *a, const struct mh_record *b, char *out, size_t size)
{
	static const char *const fields[] = { "sex", "age-band", "country" };
	size_t used = 0;

	out[0] = '\0';
	for (size_t i = 0; i < MH_COUNT(fields) && used < size; i++) {
		const char *x = mh_record_text(a, fields[i]), *y = mh_record_text(b, fields[i]);
		if (is_known(x) && is_known(y) && strcmp(x, y) != 0)
			used += (size_t)snprintf(out + used, size - used, "%s%s", used > 0 ? ", " : "", fields[i]);
	}
}

/* Sets same-as of a person who is nobody else's yet. */
static enum mh_status merge_person(struct mh_store *store, struct mh_record *other, int64_t kept, struct mh_err *err)
{
	char id[MH_ID_SIZE], into[MH_ID_SIZE];
	int64_t root, other_root;

	mh_record_id(other, id);
	id_text(&mh_person, kept, into);
	if (other->n == kept)
		return mh_fail(err, MH_INPUT, _("%s: is the record itself: name two"), id);
	enum mh_status status = mh_person_root(store, kept, &root, err);
	if (status == MH_OK)
		status = mh_person_root(store, other->n, &other_root, err);
	if (status != MH_OK)
		return status;
	if (root == other_root)
		return mh_fail(err, MH_NO, _("%s: is the same person as %s already"), id, into);
	if (other_root != other->n)
		return mh_fail(err, MH_INPUT, _("%s: was merged into %s: merge that one, or undo it first with mh-signal merge --undo %s"), id,
			id_text(&mh_person, mh_record_number(other, "same-as"), into), id);
	mh_record_put_number(other, "same-as", kept);
	return mh_store_put(store, other, err);
}

/* Links a mention that is nobody's yet. */
static enum mh_status merge_mention(struct mh_store *store, struct mh_record *mention, int64_t kept, struct mh_err *err)
{
	char id[MH_ID_SIZE], whose[MH_ID_SIZE], into[MH_ID_SIZE];
	const int64_t person = mh_record_number(mention, "person");
	int64_t root, own;

	mh_record_id(mention, id);
	id_text(&mh_person, kept, into);
	if (person == 0) {
		mh_record_put_number(mention, "person", kept);
		return mh_store_put(store, mention, err);
	}
	enum mh_status status = mh_person_root(store, kept, &root, err);
	if (status == MH_OK)
		status = mh_person_root(store, person, &own, err);
	if (status != MH_OK)
		return status;
	if (root == own)
		return mh_fail(err, MH_NO, _("%s: is the same person as %s already"), id, into);
	return mh_fail(err, MH_INPUT, _("%s: is linked to %s: merge that person, with mh-signal merge %s %s"), id,
		id_text(&mh_person, person, whose), into, whose);
}

/* In which roles is somebody known? Whom a case follows is a victim. */
struct roles { bool victim, suspect; };

static enum mh_status take_role(void *arg, struct mh_record *mention, struct mh_err *err)
{
	struct roles *const roles = arg;

	(void)err;
	roles->victim |= mh_record_has_code(mention, "role", "victim");
	roles->suspect |= mh_record_has_code(mention, "role", "suspect");
	return MH_OK;
}

static enum mh_status roles_of_one(struct mh_store *store, int64_t person, struct roles *roles, struct mh_err *err)
{
	struct mh_query mentions, cases;
	int64_t count = 0;

	mh_query_init(&mentions, &mh_mention);
	mh_query_is_number(&mentions, "person", person);
	mh_query_init(&cases, &mh_case);
	mh_query_is_number(&cases, "person", person);
	enum mh_status status = mh_store_each(store, &mentions, take_role, roles, err);
	if (status == MH_OK)
		status = mh_store_count(store, &cases, &count, err);
	roles->victim |= count > 0;
	mh_query_free(&cases);
	mh_query_free(&mentions);
	return status;
}

static enum mh_status roles_of(struct mh_store *store, struct mh_record *rec, struct roles *roles, struct mh_err *err)
{
	const int64_t person = rec->kind == &mh_person ? rec->n : mh_record_number(rec, "person");
	int64_t *all = NULL;
	size_t count = 0;
	enum mh_status status = MH_OK;

	*roles = (struct roles){ false, false };
	if (rec->kind == &mh_mention)
		take_role(roles, rec, NULL);
	if (person != 0)
		status = mh_person_all(store, person, &all, &count, err);
	for (size_t i = 0; i < count && status == MH_OK; i++)
		status = roles_of_one(store, all[i], roles, err);
	free(all);
	return status;
}

/* A suspect among the victims would be counted as one, and a victim would bear a suspect's ground and term. */
static enum mh_status judge_roles(const char *keep, const char *other, const struct roles *a, const struct roles *b, struct mh_merge *merge,
	struct mh_err *err)
{
	const bool other_suspect = a->victim && b->suspect && !b->victim;

	merge->suspected = other_suspect || (b->victim && a->suspect && !a->victim);
	if (!merge->suspected || merge->anyway)
		return MH_OK;
	return mh_fail(err, MH_INPUT, _("%s and %s: %s is a victim and %s a suspect, and one person would be both: if it is so, give --anyway"), keep, other,
		other_suspect ? keep : other, other_suspect ? other : keep);
}

/* The person of what is kept: a mention that nobody has linked gets one. */
static enum mh_status kept_person(struct mh_store *store, struct mh_record *rec, struct mh_merge *merge, struct mh_err *err)
{
	merge->fresh = 0;
	merge->kept = rec->n;
	return rec->kind == &mh_mention ? mh_mention_person(store, rec, &merge->kept, &merge->fresh, err) : MH_OK;
}

enum mh_status mh_merge_persons(struct mh_store *store, const char *keep, const char *other, struct mh_merge *merge, struct mh_err *err)
{
	struct mh_record kept, given;
	struct roles a = { false, false }, b = a;

	mh_record_init(&kept, &mh_person);
	mh_record_init(&given, &mh_person);
	enum mh_status status = read_one(store, keep, &kept, err);
	if (status == MH_OK)
		status = read_one(store, other, &given, err);
	if (status == MH_OK && kept.kind == given.kind && kept.n == given.n)
		status = mh_fail(err, MH_INPUT, _("%s: is the record itself: name two"), keep);
	if (status == MH_OK)
		status = roles_of(store, &kept, &a, err);
	if (status == MH_OK)
		status = roles_of(store, &given, &b, err);
	if (status == MH_OK) {
		compare(&kept, &given, merge->differ, sizeof merge->differ);
		status = kept_person(store, &kept, merge, err);
	}
	if (status == MH_OK)
		status = given.kind == &mh_person ? merge_person(store, &given, merge->kept, err) : merge_mention(store, &given, merge->kept, err);
	if (status == MH_OK)
		status = judge_roles(keep, other, &a, &b, merge, err);
	mh_record_free(&given);
	mh_record_free(&kept);
	return status;
}

/* A link stays where something leans on it: the source's own number, or the case that was opened from the signal. */
static enum mh_status undo_mention(struct mh_store *store, struct mh_record *mention, struct mh_err *err)
{
	char id[MH_ID_SIZE], in[MH_ID_SIZE];
	struct mh_record signal;

	mh_record_id(mention, id);
	if (!mh_record_has(mention, "person"))
		return mh_fail(err, MH_NO, _("%s: is linked to nobody: there is nothing to undo"), id);
	if (mh_record_has(mention, "person-ref"))
		return mh_fail(err, MH_INPUT, _("%s: its source's own number says who it is"), id);
	mh_record_init(&signal, &mh_signal);
	enum mh_status status = mh_store_get(store, (struct mh_id){ &mh_signal, mh_record_number(mention, "signal") }, &signal, err);
	if (status == MH_OK && mh_record_has(&signal, "case"))
		status = mh_fail(err, MH_INPUT, _("%s: %s was opened from its signal, and stands on this link"), id,
			id_text(&mh_case, mh_record_number(&signal, "case"), in));
	mh_record_free(&signal);
	if (status != MH_OK)
		return status;
	status = mh_record_put(mention, "person", "", err);
	return status == MH_OK ? mh_store_put(store, mention, err) : status;
}

static enum mh_status undo_person(struct mh_store *store, struct mh_record *person, struct mh_err *err)
{
	char id[MH_ID_SIZE];

	mh_record_id(person, id);
	if (!mh_record_has(person, "same-as"))
		return mh_fail(err, MH_NO, _("%s: was merged into nobody: there is nothing to undo"), id);
	const enum mh_status status = mh_record_put(person, "same-as", "", err);
	return status == MH_OK ? mh_store_put(store, person, err) : status;
}

enum mh_status mh_merge_undo(struct mh_store *store, const char *id, struct mh_err *err)
{
	struct mh_record rec;

	mh_record_init(&rec, &mh_person);
	enum mh_status status = read_one(store, id, &rec, err);
	if (status == MH_OK)
		status = rec.kind == &mh_person ? undo_person(store, &rec, err) : undo_mention(store, &rec, err);
	mh_record_free(&rec);
	return status;
}
