#include "chain/opening.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/ages.h"
#include "chain/signal_terms.h"
#include "chain/persons.h"
#include "workflow/signal_states.h"

static void keep(struct mh_record **list, size_t *count, const struct mh_record *rec)
{
	*list = mh_grow(*list, *count + 1, sizeof **list);
	mh_record_copy(&(*list)[(*count)++], rec);
}

static void free_records(struct mh_record *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		mh_record_free(&list[i]);
	free(list);
}

void mh_openings_free(struct mh_openings *openings)
{
	for (size_t i = 0; i < openings->count; i++) {
		free_records(openings->list[i].mentions, openings->list[i].mention_count);
		free_records(openings->list[i].signals, openings->list[i].signal_count);
	}
	free(openings->list);
	*openings = (struct mh_openings)MH_OPENINGS_INIT;
}

static struct mh_opening *add_opening(struct mh_openings *openings, int64_t person)
{
	openings->list = mh_grow(openings->list, openings->count + 1, sizeof *openings->list);
	openings->list[openings->count] = (struct mh_opening){ .person = person };
	return &openings->list[openings->count++];
}

struct gathering {
	struct mh_store *store;
	struct mh_openings *openings;
	const struct mh_record *signal;
	bool same_person;
	size_t victims;		/* of this signal */
};

/* Which opening does a mention of this person belong to? MH_INPUT: said to be one person, but there are two. */
static enum mh_status opening_for(struct gathering *g, int64_t person, struct mh_opening **out, struct mh_err *err)
{
	struct mh_openings *openings = g->openings;
	char one[MH_ID_SIZE], other[MH_ID_SIZE];

	if (g->same_person && openings->count > 0) {
		*out = &openings->list[0];
		if ((*out)->person != 0 && person != 0 && (*out)->person != person) {
			mh_id_format((struct mh_id){ &mh_person, (*out)->person }, one);
			mh_id_format((struct mh_id){ &mh_person, person }, other);
			return mh_fail(err, MH_INPUT, _("--same-person: the signals mention %s and %s, which are two persons"), one, other);
		}
		if (person != 0)
			(*out)->person = person;
		return MH_OK;
	}
	for (size_t i = 0; person != 0 && i < openings->count; i++) {
		if (openings->list[i].person == person) {
			*out = &openings->list[i];
			return MH_OK;
		}
	}
	*out = add_opening(openings, person);
	return MH_OK;
}

static void keep_signal(struct mh_opening *opening, const struct mh_record *signal)
{
	for (size_t i = 0; i < opening->signal_count; i++) {
		if (opening->signals[i].n == signal->n)
			return;
	}
	keep(&opening->signals, &opening->signal_count, signal);
}

static enum mh_status take_mention(void *arg, struct mh_record *mention, struct mh_err *err)
{
	struct gathering *g = arg;
	struct mh_opening *opening = NULL;
	int64_t person = mh_record_number(mention, "person");
	enum mh_status status = person != 0 ? mh_person_root(g->store, person, &person, err) : MH_OK;

	if (status == MH_OK)
		status = opening_for(g, person, &opening, err);
	if (status != MH_OK)
		return status;
	keep(&opening->mentions, &opening->mention_count, mention);
	keep_signal(opening, g->signal);
	g->victims++;
	return MH_OK;
}

/* A case is opened from a signal that has not ended yet. */
static enum mh_status check_signal(const struct mh_record *signal, struct mh_err *err)
{
	char id[MH_ID_SIZE], in[MH_ID_SIZE];

	mh_record_id(signal, id);
	if (mh_record_has(signal, "case")) {
		mh_id_format((struct mh_id){ &mh_case, mh_record_number(signal, "case") }, in);
		return mh_fail(err, MH_INPUT, _("%s: is in case %s already"), id, in);
	}
	if (strcmp(mh_record_text(signal, "state"), "case") == 0)	/* so decided, and not done yet */
		return MH_OK;
	enum mh_status status = mh_signal_may_go(mh_record_text(signal, "state"), "case", err);
	return status == MH_OK ? MH_OK : mh_fail_in(err, id);
}

static enum mh_status gather_one(struct mh_store *store, struct gathering *g, struct mh_err *err)
{
	struct mh_opening *opening = NULL;
	struct mh_query query;

	g->victims = 0;
	mh_query_init(&query, &mh_mention);
	mh_query_is_number(&query, "signal", g->signal->n);
	mh_query_is(&query, "role", "victim");
	enum mh_status status = mh_store_each(store, &query, take_mention, g, err);
	mh_query_free(&query);
	if (status != MH_OK || g->victims > 0)
		return status;
	status = opening_for(g, 0, &opening, err);
	if (status == MH_OK)
		keep_signal(opening, g->signal);
	return status;
}

enum mh_status mh_openings_gather(struct mh_store *store, const char *const *signals, size_t count, bool same_person,
	struct mh_openings *openings, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < count && status == MH_OK; i++) {
		struct mh_record signal;
		struct gathering g = { store, openings, &signal, same_person, 0 };

		mh_record_init(&signal, &mh_signal);
		status = mh_store_get_text(store, signals[i], &mh_signal, &signal, err);
		if (status == MH_OK)
			status = check_signal(&signal, err);
		if (status == MH_OK)
			status = gather_one(store, &g, err);
		mh_record_free(&signal);
	}
	return status;
}

static bool is_known(const char *code)
{
	return code[0] != '\0' && strcmp(code, "unknown") != 0 && strcmp(code, "not-asked") != 0;
}

/* Fills an empty field of the person from the mentions: a known value before "unknown". */
static enum mh_status fill_person(struct mh_record *person, const struct mh_opening *opening, const char *field, struct mh_err *err)
{
	const char *found = "";

	if (is_known(mh_record_text(person, field)))
		return MH_OK;
	for (size_t i = 0; i < opening->mention_count; i++) {
		const char *code = mh_record_text(&opening->mentions[i], field);

		if (found[0] == '\0' || (!is_known(found) && is_known(code)))
			found = code;
	}
	if (found[0] == '\0' || strcmp(found, mh_record_text(person, field)) == 0)
		return MH_OK;
	return mh_record_put(person, field, found, err);
}

static bool any_set(const struct mh_record *rec)
{
	for (size_t i = 0; i < rec->kind->count; i++) {
		if (rec->set[i])
			return true;
	}
	return false;
}

static enum mh_status put_checked(struct mh_store *store, struct mh_record *rec, struct mh_err *err)
{
	enum mh_status status;

	mh_record_initial(rec);
	status = mh_record_check(rec, mh_store_catalogues(store), mh_today(), NULL, NULL, err);
	return status == MH_OK ? mh_store_put(store, rec, err) : status;
}

static enum mh_status make_person(struct mh_store *store, struct mh_opening *opening, struct mh_record *person, struct mh_err *err)
{
	static const char *const fields[] = { "sex", "age-band", "country" };
	struct mh_record given;
	enum mh_status status = MH_OK;

	mh_record_copy(&given, person);
	if (opening != NULL && opening->person != 0 && person->n == 0)
		status = mh_store_get(store, (struct mh_id){ &mh_person, opening->person }, person, err);
	for (size_t i = 0; i < MH_COUNT(fields) && status == MH_OK; i++) {
		const char *text = mh_record_text(&given, fields[i]);

		if (text[0] != '\0' && strcmp(text, mh_record_text(person, fields[i])) != 0)
			status = mh_record_put(person, fields[i], text, err);
		if (status == MH_OK && opening != NULL)
			status = fill_person(person, opening, fields[i], err);
	}
	if (status == MH_OK && (person->n == 0 || any_set(person)))
		status = put_checked(store, person, err);
	mh_record_free(&given);
	return status;
}

static enum mh_status link_mentions(struct mh_store *store, struct mh_opening *opening, int64_t person, struct mh_err *err)
{
	struct mh_record made;
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < opening->mention_count && status == MH_OK; i++) {
		if (mh_record_has(&opening->mentions[i], "person"))
			continue;
		mh_record_put_number(&opening->mentions[i], "person", person);
		status = mh_store_put(store, &opening->mentions[i], err);
	}
	if (status != MH_OK || opening->mention_count > 0)
		return status;
	mh_record_init(&made, &mh_mention);
	mh_record_put_number(&made, "signal", opening->signals[0].n);
	mh_record_put_number(&made, "person", person);
	status = put_checked(store, &made, err);
	mh_record_free(&made);
	return status;
}

/* The stricter of two words, by their order in the list. */
static const char *stricter(const char *const *order, size_t count, const char *a, const char *b)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(order[i], a) == 0 || strcmp(order[i], b) == 0)
			return order[i];
	}
	return a[0] != '\0' ? a : b;
}

struct gathered {
	const char *municipality, *urgency, *onward, *source, *regime;
	bool regimes_agree;
	struct mh_str forms;
};

static void gather_signals(const struct mh_opening *opening, struct gathered *out)
{
	static const char *const urgencies[] = { "acute", "high", "normal" }, *const onwards[] = { "no", "ask-source", "free" };

	for (size_t i = 0; i < opening->signal_count; i++) {
		const struct mh_record *s = &opening->signals[i];
		const char *regime = mh_record_text(s, "regime"), *onward = mh_record_text(s, "onward");

		if (out->municipality[0] == '\0')
			out->municipality = mh_record_text(s, "municipality");
		out->urgency = stricter(urgencies, MH_COUNT(urgencies), out->urgency, mh_record_text(s, "urgency"));
		if (strcmp(stricter(onwards, MH_COUNT(onwards), out->onward, onward), out->onward) != 0) {
			out->onward = onward;
			out->source = mh_record_text(s, "source");
		}
		out->regimes_agree = i == 0 || (out->regimes_agree && strcmp(out->regime, regime) == 0);
		out->regime = regime;
		if (strcmp(mh_record_text(s, "form"), "unknown") != 0)
			mh_str_printf(&out->forms, "%s%s", out->forms.len > 0 ? ";" : "", mh_record_text(s, "form"));
	}
}

static enum mh_status put_if_empty(struct mh_record *rec, const char *field, const char *text, struct mh_err *err)
{
	return text[0] == '\0' || mh_record_has(rec, field) ? MH_OK : mh_record_put(rec, field, text, err);
}

static enum mh_status fill_case(struct mh_record *the_case, const struct mh_opening *opening, struct mh_err *err)
{
	struct gathered g = { "", "", "", "", "", false, { 0 } };
	enum mh_status status;

	mh_str_init(&g.forms, 4096);
	gather_signals(opening, &g);
	status = put_if_empty(the_case, "municipality", g.municipality, err);
	if (status == MH_OK)
		status = put_if_empty(the_case, "urgency", g.urgency, err);
	if (status == MH_OK && !mh_record_has(the_case, "onward") && strcmp(g.onward, "free") != 0)
		status = put_if_empty(the_case, "source", g.source, err);
	if (status == MH_OK)
		status = put_if_empty(the_case, "onward", g.onward, err);
	if (status == MH_OK && g.regimes_agree)
		status = put_if_empty(the_case, "regime", g.regime, err);
	if (status == MH_OK)
		status = put_if_empty(the_case, "form", g.forms.s, err);
	mh_str_free(&g.forms);
	return status;
}

struct country { const char *group; };

static enum mh_status take_country(void *arg, struct mh_record *code, struct mh_err *err)
{
	struct country *country = arg;
	const char *details = mh_record_text(code, "details");

	(void)err;
	if (strstr(details, "eu: yes") != NULL || strstr(details, "eea: yes") != NULL)
		country->group = "eu";
	return MH_OK;
}

/* The citizenship group that follows from a country: what is known of it stands in its catalogue. */
static enum mh_status group_of(struct mh_store *store, const char *code, const char **group, struct mh_err *err)
{
	struct country country = { "third-country" };
	struct mh_query query;

	if (!is_known(code) || strcmp(code, "NL") == 0) {
		*group = is_known(code) ? "own" : "";
		return MH_OK;
	}
	mh_query_init(&query, &mh_code);
	mh_query_is(&query, "catalogue", "country");
	mh_query_is(&query, "code", code);
	enum mh_status status = mh_store_each(store, &query, take_country, &country, err);
	mh_query_free(&query);
	*group = country.group;
	return status;
}

static enum mh_status follow_from_person(struct mh_store *store, struct mh_record *the_case, const struct mh_record *person, struct mh_err *err)
{
	const char *band = mh_record_text(person, "age-band"), *group = "";
	enum mh_status status = group_of(store, mh_record_text(person, "country"), &group, err);

	if (status == MH_OK)
		status = put_if_empty(the_case, "group", group, err);
	if (status == MH_OK && is_known(band))
		status = put_if_empty(the_case, "minor", strcmp(band, "minor") == 0 ? "yes" : "no", err);
	return status == MH_OK && person->n != 0 ? mh_ages_take_over(store, person->n, the_case, err) : status;
}

static enum mh_status take_case(void *arg, struct mh_record *rec, struct mh_err *err)
{
	(void)err;
	mh_record_free(arg);
	mh_record_copy(arg, rec);
	return MH_OK;
}

static enum mh_status find_open_of(struct mh_store *store, int64_t person, struct mh_record *the_case, bool *joined, struct mh_err *err)
{
	int64_t count = 0;
	struct mh_query query;

	mh_query_init(&query, &mh_case);
	mh_query_is_number(&query, "person", person);
	mh_query_is(&query, "state", "open");
	enum mh_status status = mh_store_count(store, &query, &count, err);
	*joined = count > 0;
	if (status == MH_OK && *joined)
		status = mh_store_each(store, &query, take_case, the_case, err);
	mh_query_free(&query);
	return status;
}

/* Makes the_case the person's open one, where there is one: also of somebody who was merged into the person. */
static enum mh_status find_open(struct mh_store *store, int64_t person, struct mh_record *the_case, bool *joined, struct mh_err *err)
{
	int64_t *all = NULL;
	size_t count = 0;
	enum mh_status status = mh_person_all(store, person, &all, &count, err);

	for (size_t i = 0; i < count && status == MH_OK && !*joined; i++)
		status = find_open_of(store, all[i], the_case, joined, err);
	free(all);
	return status;
}

/*
 * The help of a minor is youth help, and its file one of the Jeugdwet (article 7.3.8), with that law's rules of consent. A signal's "wmo" is what
 * is written where nobody said anything, so it does not stand in the way; another law does.
 */
static enum mh_status put_regime(struct mh_record *the_case, bool said, struct mh_err *err)
{
	const bool usual = !mh_record_has(the_case, "regime") || strcmp(mh_record_text(the_case, "regime"), "wmo") == 0;
	struct mh_record then;

	mh_case_on(the_case, mh_today(), &then);
	const bool minor = strcmp(mh_record_text(&then, "minor"), "yes") == 0;
	mh_record_free(&then);
	return minor && usual && !said ? mh_record_put(the_case, "regime", "jeugdwet", err) : MH_OK;
}

static enum mh_status make_case(struct mh_store *store, const struct mh_opening *opening, struct mh_record *the_case,
	const struct mh_record *person, struct mh_err *err)
{
	const bool regime_said = mh_record_has(the_case, "regime");
	char today[MH_DATE_SIZE];
	enum mh_status status = MH_OK;

	mh_date_format(mh_moment_day(mh_clock_system()), today);
	mh_record_put_number(the_case, "person", person->n);
	if (opening != NULL)
		status = fill_case(the_case, opening, err);
	if (status == MH_OK)
		status = follow_from_person(store, the_case, person, err);
	if (status == MH_OK)
		status = put_regime(the_case, regime_said, err);
	if (status == MH_OK)
		status = put_if_empty(the_case, "opened", today, err);
	return status == MH_OK ? put_checked(store, the_case, err) : status;
}

/* A signal with several victims keeps the first of their cases; the others are found by its mentions. */
static enum mh_status end_signals(struct mh_store *store, struct mh_opening *opening, int64_t case_n, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < opening->signal_count && status == MH_OK; i++) {
		struct mh_record signal;

		mh_record_init(&signal, &mh_signal);
		status = mh_store_get(store, (struct mh_id){ &mh_signal, opening->signals[i].n }, &signal, err);
		if (status == MH_OK && !mh_record_has(&signal, "case")) {
			mh_record_put_number(&signal, "case", case_n);
			if (strcmp(mh_record_text(&signal, "state"), "case") != 0)
				status = mh_signal_move(&signal, "case", "victim-presumed", err);
			if (status == MH_OK)
				status = mh_store_put(store, &signal, err);
		}
		mh_record_free(&signal);
	}
	return status;
}

enum mh_status mh_case_open(struct mh_store *store, struct mh_opening *opening, struct mh_record *the_case, struct mh_record *person,
	bool *joined, struct mh_err *err)
{
	enum mh_status status = make_person(store, opening, person, err);

	*joined = false;
	if (status == MH_OK && opening != NULL)
		status = link_mentions(store, opening, person->n, err);
	if (status == MH_OK)
		status = find_open(store, person->n, the_case, joined, err);
	if (status == MH_OK && !*joined)
		status = make_case(store, opening, the_case, person, err);
	if (status == MH_OK && opening != NULL)
		status = end_signals(store, opening, the_case->n, err);
	return status;
}
