#include "chain/consent.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "workflow/track.h"

static bool is_yes(const struct mh_record *rec, const char *field)
{
	return strcmp(mh_record_text(rec, field), "yes") == 0;
}

/* Is that birthday still to come, or within this month (of a year alone: this year)? */
static bool to_come(const struct mh_record *the_case, const char *field, struct mh_date day)
{
	struct mh_date birthday;

	if (!mh_date_parse(mh_record_text(the_case, field), &birthday))
		return false;
	return birthday.year > day.year || (birthday.year == day.year && (birthday.month == 0 || birthday.month >= day.month));
}

static bool any_birthday(const struct mh_record *the_case)
{
	return mh_record_has(the_case, "turns-12") || mh_record_has(the_case, "turns-16") || mh_record_has(the_case, "turns-18");
}

enum mh_age_class mh_age_class(const struct mh_record *the_case, const struct mh_record *person, struct mh_date day)
{
	static const struct { const char *field; enum mh_age_class before; } birthdays[] = {
		{ "turns-12", MH_AGE_UNDER_12 }, { "turns-16", MH_AGE_12_15 }, { "turns-18", MH_AGE_16_17 },
	};
	const char *minor = mh_record_text(the_case, "minor"), *band = mh_record_text(person, "age-band");

	for (size_t i = 0; i < MH_COUNT(birthdays); i++)
		if (to_come(the_case, birthdays[i].field, day))
			return birthdays[i].before;
	if (any_birthday(the_case) || strcmp(minor, "no") == 0)
		return MH_AGE_ADULT;
	if (strcmp(minor, "yes") == 0 || strcmp(band, "minor") == 0)
		return MH_AGE_MINOR;
	return strcmp(band, "18-22") == 0 || strcmp(band, "23-plus") == 0 || strcmp(band, "adult") == 0 ? MH_AGE_ADULT : MH_AGE_UNKNOWN;
}

static bool fits(const struct mh_word_list *list, const char *word)
{
	return list->count == 0 || mh_word_list_has(list, word);
}

static const struct mh_consent_rule *rule_of(const struct mh_consent_rules *rules, const struct mh_record *the_case, const struct mh_record *consent,
	enum mh_age_class age)
{
	for (size_t i = 0; i < rules->count; i++) {
		const struct mh_consent_rule *rule = &rules->list[i];
		if (rule->age[age] && fits(&rule->regime, mh_record_text(the_case, "regime")) && fits(&rule->purpose, mh_record_text(consent, "purpose")))
			return rule;
	}
	return NULL;
}

static void add_labels(struct mh_catalogues *catalogues, const struct mh_word_list *codes, struct mh_str *out)
{
	for (size_t i = 0; i < codes->count; i++)
		mh_str_printf(out, "%s%s (%s)", i > 0 ? ", " : "", codes->list[i], mh_code_label(catalogues, "signatory", codes->list[i]));
}

/* "youth-12-15: may be signed by person-and-representative (...); where capacity is no, also by representative (...)" */
static enum mh_status not_by(struct mh_store *store, const struct mh_consent_rule *rule, const char *signatory, struct mh_err *err)
{
	struct mh_catalogues *catalogues = mh_store_catalogues(store);
	struct mh_str who;

	mh_str_init(&who, 2000);
	add_labels(catalogues, &rule->sign, &who);
	if (rule->incapable.count > 0) {
		mh_str_puts(&who, _("; where the person can't judge the own interest (capacity: no) also by "));
		add_labels(catalogues, &rule->incapable, &who);
	}
	mh_fail(err, MH_DENIED, _("signatory %s: rule %s (%s) has it signed by %s"), signatory, rule->code, mh_label(rule->en, rule->nl), who.s);
	mh_str_free(&who);
	return MH_DENIED;
}

static enum mh_status check_rule(struct mh_store *store, const struct mh_consent_rules *rules, const struct mh_record *the_case,
	const struct mh_record *consent, struct mh_date day, struct mh_err *err)
{
	const char *signatory = mh_record_text(consent, "signatory");
	struct mh_record person;

	mh_record_init(&person, &mh_person);
	enum mh_status status = mh_store_get(store, (struct mh_id){ &mh_person, mh_record_number(the_case, "person") }, &person, err);
	if (status == MH_OK) {
		const enum mh_age_class age = mh_age_class(the_case, &person, day);
		const struct mh_consent_rule *rule = rule_of(rules, the_case, consent, age);
		const bool incapable = strcmp(mh_record_text(consent, "capacity"), "no") == 0;

		if (rule == NULL)
			status = mh_fail(err, MH_DENIED, _("signatory %s: no rule of consent says who may sign at age %s: apply one with mh-store apply"),
				signatory, mh_age_classes[age]);
		else if (!mh_word_list_has(&rule->sign, signatory) && !(incapable && mh_word_list_has(&rule->incapable, signatory)))
			status = not_by(store, rule, signatory, err);
	}
	mh_record_free(&person);
	return status;
}

bool mh_party_represents(const struct mh_record *party)
{
	static const char *const roles[] = { "parent", "guardian", "representative" };

	for (size_t i = 0; i < MH_COUNT(roles); i++)
		if (strcmp(mh_record_text(party, "as"), roles[i]) == 0)
			return true;
	return false;
}

struct looking { struct mh_store *store; struct mh_record *found; };

/* One whose row was changed behind the store's back is no party to trust. */
static enum mh_status take_offender(void *arg, struct mh_record *party, struct mh_err *err)
{
	const struct looking *looking = arg;

	if (looking->found->n == 0 && mh_party_represents(party) && is_yes(party, "possible-offender"))
		looking->found->n = party->n;
	return mh_store_row_true(looking->store, party, err);
}

enum mh_status mh_offending_party(struct mh_store *store, int64_t case_n, struct mh_record *party, struct mh_err *err)
{
	struct looking looking = { store, party };
	struct mh_query query;

	mh_record_clear(party);
	mh_query_init(&query, &mh_party);
	mh_query_is_number(&query, "case", case_n);
	enum mh_status status = mh_store_each(store, &query, take_offender, &looking, err);
	mh_query_free(&query);
	if (status != MH_OK || party->n == 0)
		return status == MH_OK ? MH_NO : status;
	return mh_store_get(store, (struct mh_id){ &mh_party, party->n }, party, err);
}

/* The one who signed, where that is said; else none of the representatives may be a possible offender. */
static enum mh_status check_parties(struct mh_store *store, const struct mh_record *the_case, const struct mh_record *consent, struct mh_err *err)
{
	const int64_t named = mh_record_number(consent, "party");
	struct mh_record party;
	char id[MH_ID_SIZE];

	mh_record_init(&party, &mh_party);
	enum mh_status status = named != 0 ? mh_store_get(store, (struct mh_id){ &mh_party, named }, &party, err) :
		mh_offending_party(store, the_case->n, &party, err);
	mh_record_id(&party, id);
	if (status == MH_OK && named != 0 && (mh_record_number(&party, "case") != the_case->n || !mh_party_represents(&party)))
		status = mh_fail(err, MH_DENIED, _("--party %s: is no parent, guardian or representative in this case"), id);
	else if (status == MH_OK && is_yes(&party, "possible-offender"))
		status = mh_fail(err, MH_DENIED, named != 0 ? _("%s: may be an offender, and never signs for the victim") :
			_("%s: may be an offender, and never signs for the victim: name who signed instead with --party"), id);
	mh_record_free(&party);
	return status == MH_NO && named == 0 ? MH_OK : status;
}

enum mh_status mh_consent_signed_well(struct mh_store *store, const struct mh_consent_rules *rules, const struct mh_record *the_case,
	const struct mh_record *consent, struct mh_date day, struct mh_err *err)
{
	enum mh_status status = check_rule(store, rules, the_case, consent, day, err);

	if (status == MH_OK && strcmp(mh_record_text(consent, "signatory"), "person") != 0)
		status = check_parties(store, the_case, consent, err);
	return status;
}
