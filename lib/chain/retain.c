#include "chain/retain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/signal_terms.h"
#include "workflow/signal_states.h"

/* Cases first: a signal of a file goes with its case. */
static const struct mh_kind *const kinds[] = { &mh_case, &mh_signal, &mh_mention, &mh_referral };

static enum mh_status read_document(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct mh_tree tree = MH_TREE_INIT;
	const char *name = mh_record_text(rec, "name"), *text = mh_record_text(rec, "text");
	enum mh_status status = mh_yaml_read(name, (struct mh_blob){ text, strlen(text) }, &mh_yaml_usual, &tree, NULL, err);

	if (status == MH_OK)
		status = mh_rules_read(name, tree.root, arg, NULL, err);
	mh_tree_free(&tree);
	return status;
}

enum mh_status mh_retain_rules(struct mh_store *store, struct mh_rules *rules, struct mh_err *err)
{
	struct mh_query query;

	*rules = (struct mh_rules)MH_RULES_INIT;
	mh_query_init(&query, &mh_document);
	mh_query_is(&query, "format", MH_RETENTION_FORMAT);
	enum mh_status status = mh_store_each(store, &query, read_document, rules, err);
	mh_query_free(&query);
	return status;
}

enum mh_status mh_retain_start(struct mh_retain *retain, struct mh_store *store, struct mh_err *err)
{
	*retain = (struct mh_retain){ .store = store, .today = mh_moment_day(mh_clock_system()) };
	enum mh_status status = mh_retain_rules(store, &retain->rules, err);
	if (status == MH_OK && retain->rules.count == 0)
		status = mh_fail(err, MH_INPUT, _("no rules of retention are in the store: apply them with mh-store apply (retention/retention.yaml)"));
	return status == MH_OK ? mh_erase_plan_start(&retain->plan, store, retain->today, err) : status;
}

void mh_retain_free(struct mh_retain *retain)
{
	mh_erase_plan_free(&retain->plan);
	mh_rules_free(&retain->rules);
	free(retain->list);
	*retain = (struct mh_retain){ .store = NULL };
}

struct looking {
	struct mh_retain *retain;
	struct mh_date before;
	const struct mh_id_list *ids;
	const struct mh_rule *only;	/* NULL: whichever fits */
};

static bool listed(const struct mh_id_list *ids, const struct mh_record *rec)
{
	if (ids == NULL || ids->count == 0)
		return true;
	for (size_t i = 0; i < ids->count; i++)
		if (ids->list[i].kind == rec->kind && ids->list[i].n == rec->n)
			return true;
	return false;
}

/* Year 0: the record has no such day. */
static enum mh_status day_of(const struct mh_retain *retain, const struct mh_record *rec, const char *from, struct mh_date *out, struct mh_err *err)
{
	bool made_day = strcmp(from, "made") == 0;
	mh_moment made, changed;

	*out = (struct mh_date){ 0, 0, 0 };
	if (!made_day && strcmp(from, "changed") != 0) {
		mh_date_parse(mh_record_text(rec, from), out);
		return MH_OK;
	}
	enum mh_status status = mh_store_times(retain->store, (struct mh_id){ rec->kind, rec->n }, &made, &changed, err);
	if (status == MH_OK)
		*out = mh_moment_day(made_day ? made : changed);
	return status;
}

static void copy_text(const struct mh_record *rec, const char *field, char out[65])
{
	snprintf(out, 65, "%s", mh_field_find(rec->kind, field) >= 0 ? mh_record_text(rec, field) : "");
}

/* A referral of a case goes with its case; it has no term of its own. */
static bool goes_with_case(const struct mh_record *rec)
{
	return rec->kind == &mh_referral && mh_record_number(rec, "case") != 0;
}

static enum mh_status look_at(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct looking *l = arg;
	struct mh_retain *retain = l->retain;
	struct mh_retained one = { .id = { rec->kind, rec->n }, .rule = mh_rule_of(&retain->rules, rec) };

	if (one.rule == NULL || (l->only != NULL && one.rule != l->only) || !listed(l->ids, rec) || goes_with_case(rec))
		return MH_OK;
	enum mh_status status = day_of(retain, rec, one.rule->from, &one.from, err);
	if (status != MH_OK || one.from.year == 0)
		return status;
	one.end = mh_date_after(one.from, one.rule->length);
	if (mh_date_compare(one.end, l->before) >= 0)
		return MH_OK;
	copy_text(rec, "regime", one.regime);
	copy_text(rec, "state", one.state);
	one.why = mh_date_compare(one.end, retain->today) >= 0 ? MH_STAY_LATER : !mh_rule_checked(one.rule) ? MH_STAY_UNVERIFIED : MH_STAY_NO;
	if (rec->kind == &mh_signal && mh_record_number(rec, "case") != 0)
		one.by = (struct mh_id){ &mh_case, mh_record_number(rec, "case") };
	if (retain->count == retain->room) {
		retain->room = retain->room > 0 ? 2 * retain->room : 64;
		retain->list = mh_grow(retain->list, retain->room, sizeof *retain->list);
	}
	retain->list[retain->count++] = one;
	return MH_OK;
}

static enum mh_status plan_one(struct mh_retain *retain, struct mh_retained *one, struct mh_err *err)
{
	struct mh_str ground;

	if (one->why == MH_STAY_UNVERIFIED && mh_erase_plan_held(&retain->plan, one->id, &one->by))
		one->why = MH_STAY_HELD;	/* a rule that is verified would not let it go either */
	if (one->why != MH_STAY_NO)
		return MH_OK;
	if (one->rule->lapse) {
		retain->lapses++;
		return MH_OK;
	}
	if (one->by.kind == &mh_case && !mh_erase_plan_has(&retain->plan, one->by)) {
		one->why = MH_STAY_PART;
		return MH_OK;
	}
	mh_str_init(&ground, 4000);
	mh_rule_ground(one->rule, &ground);
	enum mh_status status = mh_erase_plan_add(&retain->plan, one->id, ground.s, err);
	mh_str_free(&ground);
	one->why = retain->plan.why;
	one->by = retain->plan.by;
	return status;
}

static enum mh_status plan_all(struct mh_retain *retain, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < retain->count && status == MH_OK; i++)
		status = plan_one(retain, &retain->list[i], err);
	return status;
}

enum mh_status mh_retain_look(struct mh_retain *retain, const struct mh_kind *kind, struct mh_date before, const struct mh_id_list *ids, struct mh_err *err)
{
	struct looking looking = { retain, before, ids, NULL };
	struct mh_query query;
	enum mh_status status = MH_OK;

	for (size_t k = 0; k < MH_COUNT(kinds) && status == MH_OK; k++) {
		if (kind != NULL && kind != kinds[k])
			continue;
		mh_query_init(&query, kinds[k]);
		status = mh_store_each(retain->store, &query, look_at, &looking, err);
	}
	return status == MH_OK ? plan_all(retain, err) : status;
}

/* Records of the rule, in one of its states, that were of a day before it keeps. */
static enum mh_status look_up(struct looking *looking, const struct mh_rule *rule, const char *state, struct mh_err *err)
{
	const struct mh_date keeps = mh_rule_keeps_from(rule, looking->retain->today);
	struct mh_query query;
	char day[MH_DATE_SIZE];

	looking->only = rule;
	mh_query_init(&query, rule->kind);
	if (state != NULL)
		mh_query_is(&query, "state", state);
	if (rule->conditions[MH_RULE_ROLE].count == 1)	/* most mentions are of nobody whom a rule is about */
		mh_query_is(&query, "role", rule->conditions[MH_RULE_ROLE].list[0]);
	if (mh_field_find(rule->kind, rule->from) >= 0) {
		mh_date_format(keeps, day);
		mh_query_cmp(&query, rule->from, MH_LESS, day);
	}
	enum mh_status status = mh_store_each(looking->retain->store, &query, look_at, looking, err);
	mh_query_free(&query);
	return status;
}

enum mh_status mh_retain_due(struct mh_retain *retain, struct mh_err *err)
{
	struct looking looking = { retain, retain->today, NULL, NULL };
	enum mh_status status = MH_OK;

	for (size_t k = 0; k < MH_COUNT(kinds); k++)
		for (size_t i = 0; i < retain->rules.count && status == MH_OK; i++) {
			const struct mh_rule *rule = &retain->rules.list[i];
			const struct mh_word_list *states = &rule->conditions[MH_RULE_STATE];
			if (rule->kind != kinds[k])
				continue;
			if (states->count == 0)
				status = look_up(&looking, rule, NULL, err);
			for (size_t s = 0; s < states->count && status == MH_OK; s++)
				status = look_up(&looking, rule, states->list[s], err);
		}
	return status == MH_OK ? plan_all(retain, err) : status;
}

enum mh_status mh_retain_log(struct mh_retain *retain, struct mh_retained_log *out, struct mh_err *err)
{
	*out = (struct mh_retained_log){ .rule = mh_rule_log(&retain->rules) };
	if (out->rule == NULL)
		return MH_OK;
	out->keeps_from = mh_rule_keeps_from(out->rule, retain->today);
	return mh_store_log_prunable(retain->store, mh_day_start(out->keeps_from), &out->first, &out->last, err);
}

enum mh_status mh_retain_reason(struct mh_store *store, const char *reason, struct mh_err *err)
{
	const struct mh_code_list *list = mh_catalogue(mh_store_catalogues(store), "erase-reason", err);
	struct mh_str why;

	if (list == NULL)
		return MH_INPUT;
	if (mh_code_find(list, reason, strlen(reason)) != NULL && strcmp(reason, "unknown") != 0 && strcmp(reason, "not-asked") != 0)
		return MH_OK;
	mh_str_init(&why, 2000);
	mh_code_say_unknown(list, reason, mh_today(), &why);
	mh_fail(err, MH_INPUT, "--reason %.40s: %s", reason, why.s);
	mh_str_free(&why);
	return MH_INPUT;
}

/* Only what rules are about, and persons: a part of them goes with them. */
static bool may_go_early(const struct mh_kind *kind)
{
	for (size_t i = 0; i < MH_COUNT(kinds); i++)
		if (kinds[i] == kind)
			return true;
	return kind == &mh_person;
}

enum mh_status mh_retain_early(struct mh_retain *retain, const struct mh_id_list *ids, const char *reason, struct mh_err *err)
{
	char id[MH_ID_SIZE], by[MH_ID_SIZE], ground[100];
	enum mh_status status = mh_retain_reason(retain->store, reason, err);

	snprintf(ground, sizeof ground, "before-term %.60s", reason);
	for (size_t i = 0; i < ids->count && status == MH_OK; i++) {
		mh_id_format(ids->list[i], id);
		if (!may_go_early(ids->list[i].kind))
			return mh_fail(err, MH_USAGE, _("%s: is a part of something: name the person, case, signal, mention or referral"), id);
		status = mh_erase_plan_add(&retain->plan, ids->list[i], ground, err);
		if (status != MH_OK || retain->plan.why == MH_STAY_NO)
			continue;
		mh_id_format(retain->plan.by, by);
		return retain->plan.why == MH_STAY_RUNS ?
			mh_fail(err, MH_DENIED, _("%s: %s is under way: withdraw or finish it first"), id, by) :
			mh_fail(err, MH_DENIED, _("%s: is held by %s: mh-store hold lift, when the reason is gone"), id, by);
	}
	retain->early = status == MH_OK;
	return status;
}

/* What was enriched or assessed was taken up: only the decision is lacking. */
static const char *why_lapsed(const struct mh_record *signal)
{
	return mh_record_has_code(signal, "state", "received") ? "term-passed" : "not-decided";
}

/* A lapse is an end like another, by the system's day, as the term was counted: its reporter may be told, and its own term begins. */
static enum mh_status lapse(struct mh_retain *retain, const struct mh_retained *one, struct mh_err *err)
{
	char today[MH_DATE_SIZE], id[MH_ID_SIZE];
	struct mh_record signal;

	mh_record_init(&signal, &mh_signal);
	mh_date_format(retain->today, today);
	mh_id_format(one->id, id);
	enum mh_status status = mh_store_get(retain->store, one->id, &signal, err);
	if (status == MH_OK && (status = mh_signal_may_go(mh_record_text(&signal, "state"), "lapsed", err)) != MH_OK)
		mh_fail_in(err, id);
	if (status == MH_OK)
		status = mh_signal_move(&signal, "lapsed", why_lapsed(&signal), err);
	if (status == MH_OK)
		status = mh_record_put(&signal, "ended", today, err);
	if (status == MH_OK)
		status = mh_store_put(retain->store, &signal, err);
	mh_record_free(&signal);
	return status;
}

enum mh_status mh_retain_apply(struct mh_retain *retain, const struct mh_retain_order *order, struct mh_err *err)
{
	struct mh_erasure *erasure = &retain->plan.erasure;
	const struct mh_erase_order asked = { erasure, order->first, order->propose, order->statement };
	enum mh_status status = MH_OK;

	erasure->persons = mh_erase_plan_persons(&retain->plan);
	erasure->two = retain->early || erasure->persons > retain->rules.second_above;
	for (size_t i = 0; i < retain->count && status == MH_OK && !order->propose; i++)
		if (retain->list[i].why == MH_STAY_NO && retain->list[i].rule->lapse && !mh_erase_plan_has(&retain->plan, retain->list[i].id))
			status = lapse(retain, &retain->list[i], err);
	if (status == MH_OK && erasure->count > 0)
		status = mh_store_erase(retain->store, &asked, err);
	return status;
}

void mh_retain_terms(const struct mh_rules *rules, const struct mh_kind *kind, struct mh_str *out)
{
	char length[MH_LENGTH_SIZE];

	for (size_t i = 0; i < rules->count; i++) {
		const struct mh_rule *rule = &rules->list[i];
		if (rule->kind != kind || rule->lapse)
			continue;
		mh_length_format(rule->length, length);
		mh_str_printf(out, "%s%s %s after %s%s", out->len > 0 ? "; " : "", rule->code, length, rule->from,
			mh_rule_checked(rule) ? "" : " (unverified)");
	}
}
