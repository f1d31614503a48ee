/* Consents that end, in one walk over those of open cases: an answer that is newer stands beside the one that it replaces. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/diary_own.h"
#include "cli/option.h"

static const struct own own_consent = { "consent", "consent-end", N_("consent ends"), false };

/* One answer of the case whose consents are being read. */
struct answer { int64_t n, partner; struct mh_date on, until; bool given; char purpose[MH_WORD_MOST + 1]; };

/* Fields of a consent by their place, looked up once. */
struct places { int of_case, purpose, partner, answer, on, until; };

struct walk {
	struct mh_store *store;
	const struct mh_casework *work;
	struct mh_agenda *agenda;
	struct places at;
	struct mh_diary_names names;
	int64_t of_case;
	struct answer *list;
	size_t count, room;
};

static bool takes_place(const struct answer *newer, const struct answer *older)
{
	const int order = mh_date_compare(newer->on, older->on);

	return newer->n != older->n && newer->partner == older->partner && strcmp(newer->purpose, older->purpose) == 0 &&
		(order > 0 || (order == 0 && newer->n > older->n));
}

static bool is_live(const struct walk *walk, const struct answer *answer)
{
	for (size_t i = 0; i < walk->count; i++) {
		if (takes_place(&walk->list[i], answer))
			return false;
	}
	return answer->given;
}

/* The consents of one case are all there. */
static void hand_over(struct walk *walk)
{
	for (size_t i = 0; i < walk->count; i++) {
		const struct answer *answer = &walk->list[i];
		const struct mh_happening start = { .track = "consent", .event = "given", .on = answer->on, .until = answer->until, .scope = "" };

		if (is_live(walk, answer))
			mh_diary_own(walk->work, walk->agenda, (struct mh_id){ &mh_consent, answer->n }, &own_consent, &start,
				mh_diary_name(walk->store, &walk->names, answer->partner));
	}
	walk->count = 0;
}

static enum mh_status take(void *arg, int64_t n, const struct mh_raw *values, struct mh_err *err)
{
	struct walk *walk = arg;
	const struct places *at = &walk->at;
	const struct mh_id id = { &mh_consent, n };

	if (values[at->of_case].number != walk->of_case)
		hand_over(walk);
	walk->of_case = values[at->of_case].number;
	if (walk->count == walk->room) {
		walk->room = walk->room > 0 ? 2 * walk->room : 16;
		walk->list = mh_grow(walk->list, walk->room, sizeof *walk->list);
	}
	struct answer *answer = &walk->list[walk->count++];
	*answer = (struct answer){ .n = n, .partner = values[at->partner].number, .given = strcmp(values[at->answer].text, "given") == 0 };
	snprintf(answer->purpose, sizeof answer->purpose, "%s", values[at->purpose].text);
	enum mh_status status = mh_stored_day(id, (size_t)at->on, values[at->on].text, &answer->on, err);
	if (status == MH_OK && values[at->until].text[0] != '\0')
		status = mh_stored_day(id, (size_t)at->until, values[at->until].text, &answer->until, err);
	return status;
}

enum mh_status mh_diary_consents(struct mh_store *store, const struct mh_casework *work, struct mh_agenda *agenda, struct mh_err *err)
{
	struct walk walk = {
		.store = store, .work = work, .agenda = agenda, .at = {
			.of_case = mh_field_find(&mh_consent, "case"), .purpose = mh_field_find(&mh_consent, "purpose"),
			.partner = mh_field_find(&mh_consent, "partner"), .answer = mh_field_find(&mh_consent, "answer"),
			.on = mh_field_find(&mh_consent, "on"), .until = mh_field_find(&mh_consent, "until"),
		},
	};
	struct mh_query query;

	mh_query_init(&query, &mh_consent);
	mh_query_only(&query, "case purpose partner answer on until");
	mh_query_of(&query, "case", "state", "open");
	enum mh_status status = mh_query_sort(&query, "case", err);
	if (status == MH_OK)
		status = mh_store_each_raw(store, &query, take, &walk, err);
	if (status == MH_OK)
		hand_over(&walk);
	mh_query_free(&query);
	mh_diary_names_free(&walk.names);
	free(walk.list);
	return status;
}
