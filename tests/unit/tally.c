/*
 * Counting in the store: every measure by every pair of dimensions compiles; numbers against a hand count; persons once,
 * also when merged; as of a day; partial dates; conditions; the same answer with and without the index of the commonest report.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/mem.h"
#include "report/count.h"
#include "store/internal.h"
#include "store/measure.h"
#include "pin.h"

static char folder[64], file[128], config[128];
static const struct mh_store_place place = { file, config, 1 };
static struct mh_store *store;

static void set_now(const char *now)
{
	struct mh_err err = MH_ERR_INIT;

	setenv("MH_NOW", now, 1);
	assert_int_equal(mh_clock_init(&err), MH_OK);
}

static void make_file(void)
{
	char text[600];
	struct mh_err err = MH_ERR_INIT;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
	assert_int_equal(mh_schema_make(db, mh_schema_version(), &err), MH_OK);
	snprintf(text, sizeof text, "PRAGMA journal_mode = WAL; PRAGMA application_id = %d; INSERT INTO log_next VALUES (1, 1, zeroblob(32)); INSERT INTO store VALUES "
		"(1, x'30313233343536373839616263646566', 'zorg', 'Zorg', 'Europe/Amsterdam', '', 1, 1, zeroblob(32), '', 0);", MH_APPLICATION_ID);
	assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

/* "field=value" pairs, ended by NULL. */
static int64_t add(const struct mh_kind *kind, const char *const *pairs)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_record rec;
	char name[64];

	mh_record_init(&rec, kind);
	for (; *pairs != NULL; pairs++) {
		const char *value = strchr(*pairs, '=') + 1;
		snprintf(name, sizeof name, "%.*s", (int)(value - *pairs - 1), *pairs);
		if (kind->fields[mh_field_find(kind, name)].type == MH_ID)
			mh_record_put_number(&rec, name, atoll(value));
		else
			assert_int_equal(mh_record_put(&rec, name, value, &err), MH_OK);
	}
	assert_int_equal(mh_store_put(store, &rec, &err), MH_OK);
	const int64_t n = rec.n;
	mh_record_free(&rec);
	return n;
}

#define ADD(kind, ...) add(kind, (const char *const[]){ __VA_ARGS__, NULL })

static const char *number(const char *field, int64_t n)
{
	static char texts[4][64];
	static int turn;

	turn = (turn + 1) % 4;
	snprintf(texts[turn], sizeof texts[turn], "%s=%lld", field, (long long)n);
	return texts[turn];
}

/*
 * Six signals:
 *	1  2024-03-05  GM0193  labour            observed 2023
 *	2  2024-12-31  GM0193  criminal;labour   observed 2024-11
 *	3  2025-01-01  GM0150  labour
 *	4  2025-07-20  -       unknown           observed 2025-07-01
 *	5  2025-07-21  GM0150  criminal          acute
 *	6  2026-02-01  GM0193  labour            (entered a month later)
 * Persons: A in 1 (labour) and 3; B merged into A, in 5; D merged into B, in 3 too; C in 2; not linked: one victim in 4, one suspect in 5.
 */
static void fill(void)
{
	struct mh_err err = MH_ERR_INIT;

	assert_int_equal(mh_store_begin(store, "test", &err), MH_OK);
	const int64_t s1 = ADD(&mh_signal, "received=2024-03-05", "sector=police", "municipality=GM0193", "form=labour", "observed-from=2023");
	const int64_t s2 = ADD(&mh_signal, "received=2024-12-31", "sector=citizen", "municipality=GM0193", "form=criminal;labour", "observed-from=2024-11");
	const int64_t s3 = ADD(&mh_signal, "received=2025-01-01", "sector=police", "municipality=GM0150", "form=labour");
	const int64_t s4 = ADD(&mh_signal, "received=2025-07-20", "sector=police", "form=unknown", "observed-from=2025-07-01");
	const int64_t s5 = ADD(&mh_signal, "received=2025-07-21", "sector=school", "municipality=GM0150", "form=criminal", "urgency=acute");
	const int64_t a = ADD(&mh_person, "sex=female");
	const int64_t b = ADD(&mh_person, "sex=unknown", number("same-as", a));
	const int64_t c = ADD(&mh_person, "country=BG");
	const int64_t d = ADD(&mh_person, "sex=male", number("same-as", b));
	ADD(&mh_mention, number("signal", s1), number("person", a), "sex=unknown");
	ADD(&mh_mention, number("signal", s3), number("person", a));
	ADD(&mh_mention, number("signal", s5), number("person", b));
	ADD(&mh_mention, number("signal", s3), number("person", d));
	ADD(&mh_mention, number("signal", s2), number("person", c), "sex=male");
	ADD(&mh_mention, number("signal", s4), "sex=male");
	ADD(&mh_mention, number("signal", s5), "role=suspect", "ground=report", "sex=male");
	const int64_t k = ADD(&mh_case, number("person", a), "opened=2025-02-02", "form=labour", "municipality=GM0193");
	const int64_t p = ADD(&mh_partner, "code=kadera", "name=Kadera", "column=care");
	ADD(&mh_referral, number("person", a), number("partner", p), "purpose=shelter", "state=accepted", "sent=2025-02-03", "help=shelter");
	ADD(&mh_registration, number("case", k), number("partner", p), "on=2025-02-04", "ground=consent", "dossier=registration");
	ADD(&mh_registration, number("case", k), number("partner", p), "on=2025-03-04", "ground=consent", "dossier=with-shelter");
	ADD(&mh_consent, number("case", k), "on=2025-02-03", "purpose=registration", "fields=minimal", "answer=refused");
	ADD(&mh_consent, number("case", k), "on=2025-02-04", "purpose=registration", "fields=minimal", "answer=given");
	ADD(&mh_consent, number("case", k), "on=2025-02-04", "purpose=shelter", "fields=minimal", "answer=given");
	ADD(&mh_advice, "on=2025-05-01", "sector=school", "reporter=school", "theme=recognising;youth", "minutes=10", "channel=phone");
	ADD(&mh_advice, "on=2025-06-01", "sector=school", "theme=reporting", "minutes=20", "channel=mail", "municipality=GM0193");
	ADD(&mh_outreach, "on=2024-11-05", "activity=training", "audience=teachers", "theme=recognising", "municipality=GM0193", "reached=30");
	assert_int_equal(mh_store_commit(store, &err), MH_OK);
	set_now("2026-04-02");
	assert_int_equal(mh_store_begin(store, "test", &err), MH_OK);
	ADD(&mh_signal, "received=2026-02-01", "sector=police", "municipality=GM0193", "form=labour");
	assert_int_equal(mh_store_commit(store, &err), MH_OK);
}

/* One code in each catalogue that a dimension names. */
static void fill_catalogues(void)
{
	const char *const *measures = mh_tally_measures();
	struct mh_err err = MH_ERR_INIT;
	char name[64];

	assert_int_equal(mh_store_begin(store, "test", &err), MH_OK);
	for (; *measures != NULL; measures++)
		for (const struct mh_dimension *d = mh_measure_find(*measures)->dimensions; d->name != NULL; d++) {
			snprintf(name, sizeof name, "catalogue=%s", d->catalogue != NULL ? d->catalogue : "none");
			ADD(&mh_code, name, "code=some", "en=some", "position=1");
		}
	assert_int_equal(mh_store_commit(store, &err), MH_OK);
}

static int make(void **state)
{
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	snprintf(folder, sizeof folder, "/tmp/mh-tally-XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(file, sizeof file, "%s/s.db", folder);
	snprintf(config, sizeof config, "%s/c", folder);
	set_now("2026-03-02");
	make_file();
	assert_int_equal(mh_store_open(&place, true, &store, &err), MH_OK);
	assert_int_equal(mh_folder_make(mh_store_about(store)->folder, &err), MH_OK);
	write_pin(mh_store_about(store)->folder, mh_store_about(store)->uid, (const unsigned char[MH_PUBLIC_SIZE]){ 0 });
	fill_catalogues();
	fill();
	return 0;
}

static int clear(void **state)
{
	char command[200];

	(void)state;
	mh_store_close(store);
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}

/* "row/column=number ..." of all cells that are not 0, rows in the cube's order; margins are "*". */
static void counted(const struct mh_count *count, const char *want)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_cube cube;
	struct mh_str got;

	mh_str_init(&got, 4000);
	if (mh_count(store, count, &cube, &err) != MH_OK)
		fail_msg("%s", err.text);
	for (size_t r = 0; r <= cube.rows.count; r++)
		for (size_t c = 0; c <= cube.columns.count; c++) {
			if (mh_cube_at(&cube, r, c) == 0)
				continue;
			mh_str_printf(&got, "%s%s", got.len > 0 ? " " : "", r < cube.rows.count ? cube.rows.codes[r] : "*");
			if (count->columns != NULL)
				mh_str_printf(&got, "/%s", c < cube.columns.count ? cube.columns.codes[c] : "*");
			mh_str_printf(&got, "=%lld", (long long)mh_cube_at(&cube, r, c));
		}
	assert_string_equal(got.s, want);
	mh_str_free(&got);
	mh_cube_free(&cube);
}

static void signals_by_hand(void **state)
{
	(void)state;
	counted(&(struct mh_count){ .measure = "signals", .rows = "form", .columns = "year" },
		"criminal/2024=1 criminal/2025=1 criminal/*=2 labour/2024=2 labour/2025=1 labour/2026=1 labour/*=4 "
		"unknown/2025=1 unknown/*=1 */2024=2 */2025=3 */2026=1 */*=6");
	counted(&(struct mh_count){ .measure = "signals", .rows = "municipality" }, "GM0150=2 GM0193=3 =1 *=6");
	counted(&(struct mh_count){ .measure = "signals", .rows = "quarter" }, "2024-Q1=1 2024-Q4=1 2025-Q1=1 2025-Q3=2 2026-Q1=1 *=6");
	counted(&(struct mh_count){ .measure = "signals", .rows = "month" },
		"2024-03=1 2024-12=1 2025-01=1 2025-07=2 2026-02=1 *=6");
	counted(&(struct mh_count){ .measure = "signals", .rows = "sector", .columns = "urgency" },
		"citizen/normal=1 citizen/*=1 police/normal=4 police/*=4 school/acute=1 school/*=1 */acute=1 */normal=5 */*=6");
}

static void period(struct mh_period *out, const char *text)
{
	struct mh_err err = MH_ERR_INIT;

	assert_int_equal(mh_period_parse(text, (struct mh_date){ 2026, 3, 2 }, out, &err), MH_OK);
}

static void periods_by_hand(void **state)
{
	struct mh_period years, half, july;

	(void)state;
	period(&years, "2024..2025");
	period(&half, "2025-01..2025-06");
	period(&july, "2025-07-20");
	counted(&(struct mh_count){ .measure = "signals", .rows = "year", .period = &years }, "2024=2 2025=3 *=5");
	counted(&(struct mh_count){ .measure = "signals", .rows = "form", .columns = "municipality", .period = &years },
		"criminal/GM0150=1 criminal/GM0193=1 criminal/*=2 labour/GM0150=1 labour/GM0193=2 labour/*=3 unknown/=1 unknown/*=1 "
		"*/GM0150=2 */GM0193=2 */=1 */*=5");
	counted(&(struct mh_count){ .measure = "signals", .rows = "form", .period = &half }, "labour=1 *=1");
	counted(&(struct mh_count){ .measure = "signals", .rows = "form", .period = &july }, "unknown=1 *=1");
}

/* A year or a month counts by its first day, and is unknown in finer steps. */
static void partial_dates_by_hand(void **state)
{
	struct mh_period period_2023, november;

	(void)state;
	period(&period_2023, "2023");
	period(&november, "2024-11");
	counted(&(struct mh_count){ .measure = "signals", .rows = "year", .date = "observed-from" }, "2023=1 2024=1 2025=1 =3 *=6");
	counted(&(struct mh_count){ .measure = "signals", .rows = "month", .date = "observed-from" },
		"2024-11=1 2025-07=1 unknown=1 =3 *=6");
	counted(&(struct mh_count){ .measure = "signals", .rows = "form", .date = "observed-from", .period = &period_2023 }, "labour=1 *=1");
	counted(&(struct mh_count){ .measure = "signals", .rows = "form", .date = "observed-from", .period = &november },
		"criminal=1 labour=1 *=1");
}

static void victims_by_hand(void **state)
{
	(void)state;
	/* A (with B and D) in 2024 and 2025, C in 2024, one not linked in 2025. */
	counted(&(struct mh_count){ .measure = "victims", .rows = "year" }, "2024=2 2025=2 *=3");
	counted(&(struct mh_count){ .measure = "victims", .rows = "sex" }, "female=1 male=2 *=3");
	counted(&(struct mh_count){ .measure = "victims", .rows = "country" }, "BG=1 =2 *=3");
	counted(&(struct mh_count){ .measure = "victims", .rows = "form", .columns = "year" },
		"criminal/2024=1 criminal/2025=1 criminal/*=2 labour/2024=2 labour/2025=1 labour/*=2 unknown/2025=1 unknown/*=1 "
		"*/2024=2 */2025=2 */*=3");
	counted(&(struct mh_count){ .measure = "victims", .rows = "year", .where = "sex=male" }, "2024=1 2025=1 *=2");
	/* Conditions look where rows do: at the record that a merge kept, the person's, the mention, in this order. */
	counted(&(struct mh_count){ .measure = "victims", .rows = "sex", .where = "sex=female" }, "female=1 *=1");
	counted(&(struct mh_count){ .measure = "victims", .rows = "sex", .where = "sex=male and country=BG" }, "male=1 *=1");
	counted(&(struct mh_count){ .measure = "victims", .rows = "sex", .where = "sex!=male and role=victim" }, "female=1 *=1");
	counted(&(struct mh_count){ .measure = "victims", .rows = "sex", .where = "sex=unknown" }, "");
}

static void cases_and_referrals_by_hand(void **state)
{
	(void)state;
	counted(&(struct mh_count){ .measure = "cases", .rows = "form", .columns = "sex" }, "labour/female=1 labour/*=1 */female=1 */*=1");
	counted(&(struct mh_count){ .measure = "referrals", .rows = "partner", .columns = "state" },
		"kadera/accepted=1 kadera/*=1 */accepted=1 */*=1");
}

static void advice_and_outreach_by_hand(void **state)
{
	(void)state;
	/* One person: once in a margin, though registered twice and asked three times. */
	counted(&(struct mh_count){ .measure = "registrations", .rows = "dossier", .columns = "ground" },
		"registration/consent=1 registration/*=1 with-shelter/consent=1 with-shelter/*=1 */consent=1 */*=1");
	counted(&(struct mh_count){ .measure = "consents", .rows = "answer", .where = "purpose=registration" }, "given=1 refused=1 *=1");
	counted(&(struct mh_count){ .measure = "advice", .rows = "sector", .columns = "year" }, "school/2025=2 school/*=2 */2025=2 */*=2");
	counted(&(struct mh_count){ .measure = "advice", .rows = "theme" }, "recognising=1 reporting=1 youth=1 *=2");
	counted(&(struct mh_count){ .measure = "advice", .rows = "month", .where = "channel=mail" }, "2025-06=1 *=1");
	counted(&(struct mh_count){ .measure = "outreach", .rows = "audience", .columns = "municipality" },
		"teachers/GM0193=1 teachers/*=1 */GM0193=1 */*=1");
	counted(&(struct mh_count){ .measure = "outreach", .rows = "quarter" }, "2024-Q4=1 *=1");
}

static void conditions_by_hand(void **state)
{
	(void)state;
	counted(&(struct mh_count){ .measure = "signals", .rows = "year", .where = "form=labour" }, "2024=2 2025=1 2026=1 *=4");
	counted(&(struct mh_count){ .measure = "signals", .rows = "form", .columns = "year", .where = "municipality=GM0150 and urgency=acute" },
		"criminal/2025=1 criminal/*=1 */2025=1 */*=1");
}

static void as_of_a_day(void **state)
{
	static const char before[] = "criminal/2024=1 criminal/2025=1 criminal/*=2 labour/2024=2 labour/2025=1 labour/*=3 "
		"unknown/2025=1 unknown/*=1 */2024=2 */2025=3 */*=5";
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	assert_int_equal(mh_store_as_of(store, (struct mh_date){ 2026, 3, 15 }, &err), MH_OK);
	counted(&(struct mh_count){ .measure = "signals", .rows = "form", .columns = "year" }, before);
	counted(&(struct mh_count){ .measure = "victims", .rows = "year", .where = "sex=male" }, "2024=1 2025=1 *=2");
	assert_int_equal(mh_store_as_of(store, (struct mh_date){ 2026, 1, 1 }, &err), MH_OK);
	counted(&(struct mh_count){ .measure = "signals", .rows = "year" }, "");
	assert_int_equal(mh_store_as_of(store, (struct mh_date){ 0, 0, 0 }, &err), MH_OK);
}

/* A condition that always holds keeps the index out: the answers must be the same. */
static void the_index_changes_nothing(void **state)
{
	static const char *const names[] = { "year", "municipality", "form" };
	struct mh_err err = MH_ERR_INIT;
	struct mh_cube with, without;
	size_t r, c, cells;

	(void)state;
	for (r = 0; r < MH_COUNT(names); r++)
		for (c = 0; c < MH_COUNT(names); c++) {
			if (r == c)
				continue;
			struct mh_count count = { .measure = "signals", .rows = names[r], .columns = names[c] };
			assert_int_equal(mh_count(store, &count, &with, &err), MH_OK);
			count.where = "received>2000-01-01";
			assert_int_equal(mh_count(store, &count, &without, &err), MH_OK);
			cells = (with.rows.count + 1) * (with.columns.count + 1);
			assert_int_equal(cells, (without.rows.count + 1) * (without.columns.count + 1));
			assert_memory_equal(with.cells, without.cells, cells * sizeof *with.cells);
			mh_cube_free(&with);
			mh_cube_free(&without);
		}
}

/* Every measure by every pair, with each date, now and as of a day: the statements compile and agree on the total. */
static void every_pair_compiles(void **state)
{
	const char *const *measures = mh_tally_measures();
	struct mh_err err = MH_ERR_INIT;
	struct mh_cube cube;

	(void)state;
	for (size_t day = 0; day < 2; day++) {
		assert_int_equal(mh_store_as_of(store, (struct mh_date){ day ? 2026 : 0, 12, 31 }, &err), MH_OK);
		for (size_t m = 0; measures[m] != NULL; m++) {
			const struct mh_measure *measure = mh_measure_find(measures[m]);
			int64_t total = -1;
			for (size_t d = 0; measure->dates[d] != NULL; d++)
				for (const struct mh_dimension *a = measure->dimensions; a->name != NULL; a++)
					for (const struct mh_dimension *b = measure->dimensions; b->name != NULL; b++) {
						const struct mh_count count = { .measure = measures[m], .rows = a->name,
							.columns = a == b ? NULL : b->name, .date = measure->dates[d] };
						if (mh_count(store, &count, &cube, &err) != MH_OK)
							fail_msg("%s by %s and %s: %s", measures[m], a->name, b->name, err.text);
						if (total >= 0)
							assert_int_equal(mh_cube_total(&cube), total);
						total = mh_cube_total(&cube);
						mh_cube_free(&cube);
					}
			assert_true(total > 0);
		}
	}
	assert_int_equal(mh_store_as_of(store, (struct mh_date){ 0, 0, 0 }, &err), MH_OK);
}

static void refuses_what_there_is_not(void **state)
{
	static const struct { struct mh_count count; const char *say; } rows[] = {
		{ { .measure = "signal", .rows = "form" }, "signal: no such measure; nearest: signals" },
		{ { .measure = "beds", .rows = "form" }, "beds: no such measure" },
		{ { .measure = "signals", .rows = "frm" }, "frm: no such dimension; nearest: form" },
		{ { .measure = "signals", .rows = "form", .columns = "sex" }, "sex: no such dimension" },
		{ { .measure = "signals", .rows = "form", .columns = "form" }, "form: rows and columns are the same" },
		{ { .measure = "signals", .rows = "form", .date = "opened" }, "opened: no such date" },
		{ { .measure = "signals", .rows = "form", .where = "narrative=x" }, "sealed" },
		{ { .measure = "signals", .rows = "form", .where = "nonsense" }, "nonsense" },
	};
	struct mh_err err = MH_ERR_INIT;
	struct mh_cube cube;

	(void)state;
	for (size_t i = 0; i < MH_COUNT(rows); i++) {
		assert_int_equal(mh_count(store, &rows[i].count, &cube, &err), MH_USAGE);
		if (strstr(err.text, rows[i].say) == NULL)
			fail_msg("%s: says %s", rows[i].say, err.text);
		mh_cube_free(&cube);
	}
}

static enum mh_status stop(void *arg, const char *const *values, int64_t unit, int64_t count, struct mh_err *err)
{
	(void)values, (void)unit, (void)count;
	++*(int *)arg;
	return mh_fail(err, MH_NO, "enough");
}

static void a_caller_can_stop(void **state)
{
	const struct mh_tally tally = { .measure = "signals", .dimensions = { "year" }, .count = 1 };
	struct mh_err err = MH_ERR_INIT;
	int calls = 0;

	(void)state;
	assert_int_equal(mh_store_tally(store, &tally, stop, &calls, &err), MH_NO);
	assert_int_equal(calls, 1);
	assert_string_equal(err.text, "enough");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signals_by_hand),
		cmocka_unit_test(periods_by_hand),
		cmocka_unit_test(partial_dates_by_hand),
		cmocka_unit_test(victims_by_hand),
		cmocka_unit_test(cases_and_referrals_by_hand), cmocka_unit_test(advice_and_outreach_by_hand),
		cmocka_unit_test(conditions_by_hand),
		cmocka_unit_test(as_of_a_day),
		cmocka_unit_test(the_index_changes_nothing),
		cmocka_unit_test(every_pair_compiles),
		cmocka_unit_test(refuses_what_there_is_not),
		cmocka_unit_test(a_caller_can_stop),
	};

	return cmocka_run_group_tests(tests, make, clear);
}
