#include "chain/assess.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "workflow/track.h"

struct gathering {
	const struct mh_record *signal;
	struct mh_date on;
	struct mh_assessed *out;
};

/* The word behind "strength: " in a code's details. */
static enum mh_strength strength_of(const char *details)
{
	static const struct { const char *line; enum mh_strength strength; } known[] = {
		{ "strength: strong", MH_STRONG }, { "strength: medium", MH_MEDIUM }, { "strength: weak", MH_WEAK },
	};

	for (size_t len; *details != '\0'; details += len + (details[len] == '\n')) {
		len = strcspn(details, "\n");
		for (size_t i = 0; i < MH_COUNT(known); i++)
			if (strlen(known[i].line) == len && memcmp(details, known[i].line, len) == 0)
				return known[i].strength;
	}
	return MH_STRENGTH_NONE;
}

static enum mh_answer answer_of(const struct mh_record *signal, const char *code)
{
	if (mh_record_has_code(signal, "indicators", code))
		return MH_SEEN;
	return mh_record_has_code(signal, "indicators-absent", code) ? MH_ABSENT : MH_NOT_ASKED;
}

/* A code that has ended is asked no more, but what was answered by it stays. */
static bool holds(const struct mh_record *rec, struct mh_date on)
{
	struct mh_code code = { .code = "" };

	mh_date_parse(mh_record_text(rec, "from"), &code.from);
	mh_date_parse(mh_record_text(rec, "to"), &code.to);
	return mh_code_valid(&code, on);
}

static struct mh_assessed_group *group_of(struct mh_assessed *out, const char *code)
{
	for (size_t i = 0; i < out->list->groups.count; i++)
		if (strcmp(out->groups[i].code, code) == 0)
			return &out->groups[i];
	return NULL;
}

static void add_indicator(struct gathering *g, const struct mh_record *rec, const char *group, enum mh_answer answer)
{
	struct mh_assessed *const out = g->out;

	out->indicators = mh_grow(out->indicators, out->count + 1, sizeof *out->indicators);
	out->indicators[out->count++] = (struct mh_indicator){
		.code = mh_strdup(mh_record_text(rec, "code")), .en = mh_strdup(mh_record_text(rec, "en")), .nl = mh_strdup(mh_record_text(rec, "nl")),
		.group = mh_strdup(group), .strength = strength_of(mh_record_text(rec, "details")), .answer = answer,
	};
}

/* A code of the catalogue: a group of this list, one of its indicators, or neither. */
static enum mh_status take_code(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct gathering *const g = arg;
	const char *const code = mh_record_text(rec, "code"), *const parent = mh_record_text(rec, "parent");
	const enum mh_answer answer = answer_of(g->signal, code);
	struct mh_assessed_group *const group = group_of(g->out, code);

	(void)err;
	if (group) {
		group->en = mh_strdup(mh_record_text(rec, "en"));
		group->nl = mh_strdup(mh_record_text(rec, "nl"));
		if (answer != MH_NOT_ASKED)
			add_indicator(g, rec, code, answer);
	} else if (group_of(g->out, parent) && (answer != MH_NOT_ASKED || holds(rec, g->on))) {
		add_indicator(g, rec, parent, answer);
	}
	return MH_OK;
}

static void count_one(struct mh_assessed *out, const struct mh_indicator *indicator)
{
	struct mh_assessed_group *const group = group_of(out, indicator->group);
	const bool seen = indicator->answer == MH_SEEN, absent = indicator->answer == MH_ABSENT;

	out->seen += seen;
	out->absent += absent;
	out->not_asked += !seen && !absent;
	group->seen += seen;
	group->absent += absent;
	group->not_asked += !seen && !absent;
	group->strong += seen && indicator->strength == MH_STRONG;
	group->medium += seen && indicator->strength == MH_MEDIUM;
	group->weak += seen && indicator->strength == MH_WEAK;
}

static bool is_met(const struct mh_indicator_list *list, const struct mh_assessed_group *group)
{
	for (size_t i = 0; i < list->met_count; i++) {
		const struct mh_met *const met = &list->met[i];

		if (group->strong >= met->strong && group->medium >= met->medium && group->weak >= met->weak && group->medium + group->weak >= met->other)
			return true;
	}
	return false;
}

/* Is one of the groups in "a|b" met? */
static bool any_met(struct mh_assessed *out, const char *words)
{
	for (size_t len; *words != '\0'; words += len + (words[len] == '|')) {
		len = strcspn(words, "|");
		for (size_t i = 0; i < out->list->groups.count; i++)
			if (out->groups[i].met && strlen(out->groups[i].code) == len && memcmp(out->groups[i].code, words, len) == 0)
				return true;
	}
	return false;
}

static bool result_holds(struct mh_assessed *out, const struct mh_rule_result *result)
{
	for (size_t i = 0; i < result->needs.count; i++)
		if (!any_met(out, result->needs.list[i]))
			return false;
	for (size_t i = 0; i < result->without.count; i++)
		if (any_met(out, result->without.list[i]))
			return false;
	return true;
}

static void apply_rule(struct mh_assessed *out)
{
	for (size_t i = 0; i < out->list->groups.count; i++)
		out->groups[i].met = is_met(out->list, &out->groups[i]);
	for (size_t i = 0; i < out->list->result_count && !out->result; i++)
		if (result_holds(out, &out->list->results[i]))
			out->result = &out->list->results[i];
}

enum mh_status mh_assess(struct mh_store *store, const struct mh_indicator_list *list, const struct mh_record *signal, struct mh_date on, bool minors,
	struct mh_assessed *out, struct mh_err *err)
{
	struct gathering g = { signal, on, out };
	struct mh_query query;

	*out = (struct mh_assessed){ .list = list, .minors = minors && list->adults };
	out->groups = mh_alloc(list->groups.count, sizeof *out->groups);
	for (size_t i = 0; i < list->groups.count; i++)
		out->groups[i].code = list->groups.list[i];
	mh_query_init(&query, &mh_code);
	mh_query_is(&query, "catalogue", "indicator");
	enum mh_status status = mh_query_sort(&query, "position", err);
	if (status == MH_OK)
		status = mh_store_each(store, &query, take_code, &g, err);
	mh_query_free(&query);
	for (size_t i = 0; i < out->count; i++)
		count_one(out, &out->indicators[i]);
	if (!out->minors)
		apply_rule(out);
	return status;
}

void mh_assessed_free(struct mh_assessed *out)
{
	for (size_t i = 0; i < out->count; i++) {
		free(out->indicators[i].code);
		free(out->indicators[i].en);
		free(out->indicators[i].nl);
		free(out->indicators[i].group);
	}
	for (size_t i = 0; out->groups && i < out->list->groups.count; i++) {
		free(out->groups[i].en);
		free(out->groups[i].nl);
	}
	free(out->indicators);
	free(out->groups);
	*out = (struct mh_assessed){ .list = NULL };
}

static bool has_any(const struct mh_record *signal, const char *field, const struct mh_word_list *words)
{
	for (size_t i = 0; i < words->count; i++)
		if (mh_record_has_code(signal, field, words->list[i]))
			return true;
	return false;
}

/* Nobody knows the form: not asked, or asked and not known, and nothing beside it. */
static bool form_open(const struct mh_record *signal)
{
	const char *const form = mh_record_text(signal, "form");

	return form[0] == '\0' || strcmp(form, "not-asked") == 0 || strcmp(form, "unknown") == 0;
}

bool mh_assess_wanted(const struct mh_indicator_list *list, const struct mh_record *signal, const struct mh_assessed *assessed)
{
	if (assessed->seen + assessed->absent > 0)
		return true;
	if (list->forms.count > 0 && form_open(signal))
		return true;
	return has_any(signal, "form", &list->forms) || has_any(signal, "sector", &list->sectors) || has_any(signal, "place", &list->places);
}
