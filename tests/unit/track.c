/* Tracks: the shipped workflows are read as they are; events that fit, and above all those that do not. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "workflow/agenda.h"
#include "workflow/track.h"

static enum mh_status read_text(const char *text, struct mh_track *track, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_tree tree = MH_TREE_INIT;
	enum mh_status status;

	assert_int_equal(mh_yaml_read("w.yaml", (struct mh_blob){ text, strlen(text) }, &mh_yaml_usual, &tree, problems, err), MH_OK);
	status = mh_track_read("w.yaml", tree.root, track, problems, err);
	mh_tree_free(&tree);
	return status;
}

static struct mh_track shipped(const char *path)
{
	struct mh_track track = MH_TRACK_INIT;
	struct mh_err err = MH_ERR_INIT;
	struct mh_str text;

	mh_str_init(&text, 1 << 20);
	assert_int_equal(mh_file_read(path, &text, &err), MH_OK);
	if (read_text(text.s, &track, NULL, &err) != MH_OK)
		fail_msg("%s", err.text);
	mh_str_free(&text);
	return track;
}

static struct mh_date day(const char *text)
{
	struct mh_date d = { 0, 0, 0 };

	assert_true(mh_date_parse(text, &d));
	return d;
}

struct story { const char *event, *on; };

static size_t tell(struct mh_happening *out, const char *track, const struct story *story)
{
	size_t count = 0;

	for (; story[count].event != NULL; count++)
		out[count] = (struct mh_happening){ .track = track, .event = story[count].event, .on = day(story[count].on), .scope = "",
			.order = (int64_t)count + 1 };
	mh_happenings_sort(out, count);
	return count;
}

static void shipped_tracks(void **state)
{
	static const char *const names[] = { "residence", "criminal", "care", "youth" };

	(void)state;
	for (size_t i = 0; i < MH_COUNT(names); i++) {
		char path[100];
		struct mh_track track;

		snprintf(path, sizeof path, "lib/data/workflows/%s.yaml", names[i]);
		track = shipped(path);
		assert_string_equal(track.name, names[i]);
		assert_true(track.state_count > 4);
		mh_track_free(&track);
		assert_null(track.name);
	}
}

static void residence_to_the_end(void **state)
{
	static const struct story story[] = {
		{ "reflection-offered", "2026-02-27" }, { "reflection-granted", "2026-03-01" }, { "monthly-report", "2026-03-30" },
		{ "permit-applied", "2026-04-20" }, { "permit-granted", "2026-04-22" }, { "permit-extended", "2027-04-20" },
		{ "follow-on-applied", "2029-05-01" }, { "follow-on-granted", "2029-08-01" }, { NULL, NULL },
	};
	struct mh_track track = shipped("lib/data/workflows/residence.yaml");
	struct mh_happening list[16];
	const struct mh_track_state *now = NULL;
	size_t count = tell(list, "residence", story);

	(void)state;
	assert_int_equal(mh_track_replay(&track, list, count, &now, NULL), MH_OK);
	assert_string_equal(now->code, "settled");
	assert_true(now->end);
	assert_int_equal(mh_track_replay(&track, list, 3, &now, NULL), MH_OK);
	assert_string_equal(now->code, "reflection");
	assert_int_equal(mh_track_replay(&track, list, 0, &now, NULL), MH_OK);
	assert_string_equal(now->code, "none");
	mh_track_free(&track);
}

static void refused(const struct mh_track *track, const struct story *story, const char *sentence)
{
	struct mh_happening list[16];
	struct mh_err err = MH_ERR_INIT;
	const struct mh_track_state *now = NULL;
	size_t count = tell(list, track->name, story);

	assert_int_equal(mh_track_replay(track, list, count, &now, &err), MH_INPUT);
	assert_string_equal(err.text, sentence);
	assert_null(now);
}

static void refusals(void **state)
{
	struct mh_track track = shipped("lib/data/workflows/residence.yaml");

	(void)state;
	refused(&track, (struct story[]){ { "permit-granted", "2026-03-01" }, { NULL, NULL } },
		"residence permit-granted on 2026-03-01: not possible in state \"nothing yet\"; possible: reflection-offered, "
		"reflection-declined, reflection-granted, consequences-explained, permit-applied, departed");
	refused(&track, (struct story[]){ { "reflection-granted", "2026-03-01" }, { "reflection-ended", "2026-04-01" },
		{ "reflection-granted", "2026-05-01" }, { NULL, NULL } },
		"residence reflection-granted: comes once in a case, and it was on 2026-03-01");
	/* recorded last, but earlier: what came after it no longer fits */
	refused(&track, (struct story[]){ { "reflection-granted", "2026-03-01" }, { "monthly-report", "2026-03-20" },
		{ "reflection-ended", "2026-03-10" }, { NULL, NULL } },
		"residence monthly-report on 2026-03-20: not possible in state \"reflection period ended\"; possible: consequences-explained, permit-applied, departed");
	refused(&track, (struct story[]){ { "sneezed", "2026-03-01" }, { NULL, NULL } }, "residence sneezed: no such event in the workflow");
	mh_track_free(&track);
}

/* Events of other tracks are passed over; on one day the order of recording counts. */
static void orders(void **state)
{
	struct mh_track track = shipped("lib/data/workflows/care.yaml");
	struct mh_happening list[] = {
		{ .track = "care", .event = "shelter-admitted", .on = day("2026-03-01"), .scope = "womens", .order = 7 },
		{ .track = "residence", .event = "permit-granted", .on = day("2026-02-01"), .scope = "a", .order = 6 },
		{ .track = "care", .event = "shelter-requested", .on = day("2026-03-01"), .scope = "womens", .order = 5 },
	};
	const struct mh_track_state *now = NULL;

	(void)state;
	mh_happenings_sort(list, 3);
	assert_int_equal(list[1].order, 5);
	assert_int_equal(mh_track_replay(&track, list, 3, &now, NULL), MH_OK);
	assert_string_equal(now->code, "shelter");
	mh_track_free(&track);
}

#define EVENTS "reflection-offered, reflection-declined, reflection-granted, consequences-explained, monthly-report, reflection-ended, permit-applied, " \
	"application-withdrawn, permit-granted, permit-extended, permit-refused, permit-withdrawn, objection-lodged, " \
	"objection-rejected, appeal-lodged, appeal-rejected, follow-on-applied, follow-on-granted, follow-on-refused, departed, returned"

static void incomplete(const struct mh_track *track, const char *event, const char *scope, const char *sentence)
{
	struct mh_happening h = { .track = track->name, .event = event, .on = day("2026-03-01"), .scope = scope };
	struct mh_err err = MH_ERR_INIT;

	if (sentence == NULL) {
		assert_int_equal(mh_track_complete(track, &h, false, &err), MH_OK);
		return;
	}
	assert_int_equal(mh_track_complete(track, &h, false, &err), MH_INPUT);
	assert_string_equal(err.text, sentence);
}

static void completeness(void **state)
{
	struct mh_track track = shipped("lib/data/workflows/residence.yaml");

	(void)state;
	incomplete(&track, "reflection-granted", "", NULL);
	incomplete(&track, "reflection-granted", "dublin", NULL);
	incomplete(&track, "reflection-granted", "dublim", "residence reflection-granted: scope \"dublim\" is none of: standard, dublin");
	incomplete(&track, "reflection-grantd", "", "residence reflection-grantd: no such event; did you mean \"reflection-granted\"? There are: " EVENTS);
	incomplete(&track, "holiday", "", "residence holiday: no such event; there are: " EVENTS);
	incomplete(&track, "permit-granted", "", "residence permit-granted: a scope is needed: --scope, one of: a, b, c, d, g, other");
	incomplete(&track, "permit-extended", "d", "residence permit-extended: scope \"d\" is none of: a, b, c, g, other");
	incomplete(&track, "departed", "dublin", "residence departed: has no scope; leave --scope out");
	mh_track_free(&track);
}

#define HEAD "format: mh-workflow/1\nname: care\nen: Care\nnl: Zorg\nsource: s\nchecked: unverified\ninitial: none\n"

static void needs_fields(void **state)
{
	struct mh_track track = MH_TRACK_INIT;
	struct mh_happening h = { .track = "care", .event = "e", .on = day("2026-03-01"), .scope = "" };
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	assert_int_equal(read_text(HEAD "states: [ { code: none, en: a, nl: b } ]\n"
		"events: [ { code: e, en: a, nl: b, from: any, needs: [until, detail] } ]\n", &track, NULL, &err), MH_OK);
	assert_int_equal(mh_track_complete(&track, &h, true, &err), MH_INPUT);
	assert_string_equal(err.text, "care e: the end that stands in the decision is needed: --until DATE");
	h.until = day("2026-04-01");
	assert_int_equal(mh_track_complete(&track, &h, false, &err), MH_INPUT);
	assert_string_equal(err.text, "care e: an explanation is needed: --detail -");
	assert_int_equal(mh_track_complete(&track, &h, true, &err), MH_OK);
	mh_track_free(&track);
}

/* All that is wrong in one reading, each with its line. */
static void every_problem(void **state)
{
	static const struct { size_t line; const char *text; } want[] = {
		{ 4, "no such key; did you mean \"initial\"?" },
		{ 1, "\"nl\" is missing" },
		{ 1, "\"checked\" is missing" },
		{ 2, "a case has no track \"cares\"" },
		{ 6, "not a coded field of a case" },
		{ 9, "\"nl\" is missing" },
		{ 9, "state \"none\" stands here twice" },
		{ 1, "\"initial\" is missing" },
		{ 13, "\"moon\" is no state of this track" },
		{ 14, "\"sun\" is no state of this track" },
		{ 15, "\"hat\" is none of until, scope, detail" },
		{ 15, "a scope is needed, but \"scopes\" has none" },
		{ 18, "not a word of lower-case letters, digits, '-', '.' and '_'" },
		{ 18, "yes or no is expected here" },
		{ 18, "\"from\" is missing: a state, a list of states, or any" },
	};
	static const char text[] = "format: mh-workflow/1\nname: cares\nen: Care\ninitail: none\nsource: s\nunless: { colour: red }\nstates:\n"
		"  - { code: none, en: a, nl: b }\n  - { code: none, en: a }\n  - { code: last, en: a, nl: b }\nevents:\n"
		"  - code: e\n    from: [none, moon]\n    to: sun\n    needs: [hat, scope]\n    en: a\n    nl: b\n"
		"  - { code: E, en: a, nl: b, once: maybe }\n";
	struct mh_track track = MH_TRACK_INIT;
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	assert_int_equal(read_text(text, &track, &problems, &err), MH_INPUT);
	for (size_t i = 0; i < problems.count && i < MH_COUNT(want); i++) {
		assert_string_equal(problems.list[i].text, want[i].text);
		assert_int_equal(problems.list[i].line, want[i].line);
	}
	assert_int_equal(problems.total, MH_COUNT(want));
	assert_null(track.name);
	assert_non_null(strstr(err.text, "w.yaml:4"));
	mh_problems_free(&problems);
}

/* A state that nothing leads to is a slip of the pen. */
static void unreachable(void **state)
{
	struct mh_track track = MH_TRACK_INIT;
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	assert_int_equal(read_text(HEAD "states: [ { code: none, en: a, nl: b }, { code: lost, en: a, nl: b } ]\n"
		"events: [ { code: e, en: a, nl: b, from: any } ]\n", &track, NULL, &err), MH_INPUT);
	assert_non_null(strstr(err.text, "no event leads to state \"lost\""));
}

static void agenda_groups(void **state)
{
	static const struct { const char *day; bool opens; enum mh_agenda_group group; } rows[] = {
		{ "2026-03-03", false, MH_OVERDUE }, { "2026-03-03", true, MH_TODAY }, { "2026-03-04", false, MH_TODAY },
		{ "2026-03-05", false, MH_THIS_WEEK },
		{ "2026-03-08", false, MH_THIS_WEEK },	/* Sunday */
		{ "2026-03-09", false, MH_LATER },	/* Monday */
	};
	const struct mh_date today = day("2026-03-04");	/* a Wednesday */
	struct mh_agenda_item item = { .day = day("2026-03-18") };
	struct mh_length fortnight = { 14, MH_DAYS };

	(void)state;
	for (size_t i = 0; i < MH_COUNT(rows); i++) {
		struct mh_agenda_item one = { .day = day(rows[i].day), .opens = rows[i].opens };

		assert_int_equal(mh_agenda_group(&one, today), rows[i].group);
	}
	assert_string_equal(mh_agenda_group_word(MH_THIS_WEEK), "this-week");
	assert_true(mh_agenda_within(&item, today, fortnight));
	item.day = day("2026-03-19");
	assert_false(mh_agenda_within(&item, today, fortnight));
	item.warn = day("2026-03-05");
	assert_false(mh_agenda_within(&item, today, fortnight));
	item.warn = day("2026-03-04");
	assert_true(mh_agenda_within(&item, today, fortnight));
}

static void agenda_order(void **state)
{
	struct mh_agenda agenda = MH_AGENDA_INIT;
	struct mh_agenda_item item = { .day = day("2026-03-18"), .source = "term", .id = (char[]){ "C-2026-0002" },
		.code = (char[]){ "t" }, .what = (char[]){ "b" }, .law = (char[]){ "" }, .checked = (char[]){ "" }, .who = (char[]){ "" } };

	(void)state;
	mh_agenda_add(&agenda, &item);
	item.what[0] = 'a';
	mh_agenda_add(&agenda, &item);
	item.id[10] = '1';
	mh_agenda_add(&agenda, &item);
	item.day.day = 17;
	item.source = "signal";
	mh_agenda_add(&agenda, &item);
	mh_agenda_sort(&agenda);
	assert_string_equal(agenda.list[0].source, "signal");
	assert_string_equal(agenda.list[1].id, "C-2026-0001");
	assert_string_equal(agenda.list[2].what, "a");
	assert_string_equal(agenda.list[3].what, "b");
	mh_agenda_free(&agenda);
	assert_int_equal(agenda.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shipped_tracks), cmocka_unit_test(residence_to_the_end), cmocka_unit_test(refusals), cmocka_unit_test(orders),
		cmocka_unit_test(completeness), cmocka_unit_test(needs_fields), cmocka_unit_test(every_problem), cmocka_unit_test(unreachable), cmocka_unit_test(agenda_groups),
		cmocka_unit_test(agenda_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
