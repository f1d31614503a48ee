/* The estimate: every number of tests/data/mse/EXPECTED.csv, existence, intervals, the bootstrap, formulas, and what must change nothing. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "estimate/chance.h"
#include "estimate/estimate.h"
#include "text/csv.h"

static void near(double got, double want, double relative)
{
	if (!(fabs(got - want) <= relative * fabs(want)))
		fail_msg("%.10g is not %.10g to %g", got, want, relative);
}

static void load(const char *name, struct mh_histories *h)
{
	struct mh_err err = MH_ERR_INIT;
	char path[100];

	snprintf(path, sizeof path, "tests/data/mse/%s.csv", name);
	if (mh_histories_read(path, false, h, NULL, &err) != MH_OK)
		fail_msg("%s", err.text);
}

static struct mh_question question(double threshold)
{
	return (struct mh_question){ .how = MH_BY_STEPS, .threshold = threshold, .interval = MH_BCA,
		.bootstrap = { .replicates = 200, .seed = 1, .threads = 1 } };
}

/* "CF AB" of the file as the model's own text: those of the two columns, in the order in which they came in. */
static void check_pairs(const struct mh_estimate *e, const char *filled, const char *empty)
{
	char said[200];

	snprintf(said, sizeof said, " %s %s ", filled, empty);
	size_t expected = 0, at_filled = 0;
	for (const char *c = said; *c != '\0'; c++)
		expected += *c != ' ';
	assert_int_equal(e->selection.model.count, expected / 2);
	for (size_t i = 0; i < e->selection.model.count; i++) {
		struct mh_str text;
		char pair[8];

		mh_str_init(&text, 100);
		mh_term_text(e->h, e->selection.model.terms[i], &text);
		snprintf(pair, sizeof pair, " %c%c ", text.s[0], text.s[2]);
		assert_non_null(strstr(said, pair));
		if (mh_histories_overlap(e->h, e->selection.model.terms[i]) > 0) {
			assert_memory_equal(filled + at_filled, pair + 1, 2);
			at_filled += 3;
		}
		mh_str_free(&text);
	}
}

/* The standard errors of R's glm are of the step before the last; ours are of the maximum, so that they agree to 3e-5 only. */
#define ERROR_OF_R 3e-5

static void check_row(const struct mh_csv_row *row)
{
	struct mh_histories h;
	struct mh_estimate e;
	double want[13];

	for (size_t i = 0; i < 13; i++)
		want[i] = strtod(row->cells[i].text, NULL);
	load(row->cells[0].text, &h);
	assert_int_equal(h.lists, (int)want[1]);
	near(h.n, want[2], 0);
	const struct mh_question q = question(want[3]);
	mh_estimate(&h, &q, &e);
	assert_true(e.estimated);
	assert_int_equal(e.code, MH_EXISTS);
	check_pairs(&e, row->cells[4].text, row->cells[5].text);
	near(e.total, want[6], 1e-6);
	near(e.fit.intercept, want[7], 1e-6);
	near(e.fit.sd, want[8], ERROR_OF_R);
	near(e.intervals[MH_WALD].low, want[9], ERROR_OF_R);
	near(e.intervals[MH_WALD].high, want[10], ERROR_OF_R);
	near(e.fit.deviance, want[11], 1e-6);
	near(e.fit.aic, want[12], 1e-6);
	mh_estimate_free(&e);
	mh_histories_free(&h);
}

static void expected(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_complaints complaints = { "EXPECTED.csv", NULL, &err, 0 };
	const struct mh_csv_options options = { .delimiter = ',' };
	struct mh_csv_row row;
	struct mh_csv *csv;
	size_t rows = 0;

	(void)state;
	assert_int_equal(mh_csv_open(&csv, "tests/data/mse/EXPECTED.csv", &options, &complaints), MH_OK);
	for (; mh_csv_next(csv, &row) == MH_OK; rows++)
		check_row(&row);
	mh_csv_close(csv);
	assert_int_equal(rows, 16);
}

/* A model of three lists by bits: AB, AC, BC. */
static struct mh_model of_bits(unsigned bits)
{
	static const uint16_t pairs[] = { 3, 5, 6 };
	struct mh_model model = { .count = 0 };

	for (size_t i = 0; i < 3; i++)
		if ((bits >> i & 1) != 0)
			mh_model_add(&model, pairs[i]);
	return model;
}

static void existence(void **state)
{
	static const unsigned codes[] = { 0, 1, 0, 1, 0, 1, 0, 2 };	/* main, AB, AC, AB AC, BC, AB BC, AC BC, all */
	struct mh_histories h;
	struct mh_sample s;
	struct mh_work work;
	struct mh_fit fit;

	(void)state;
	load("Artificial_3", &h);
	mh_sample_of(&s, &h);
	mh_work_init(&work, h.lists);
	for (unsigned bits = 0; bits < 8; bits++) {
		const struct mh_model model = of_bits(bits);

		assert_int_equal(mh_exists(&work, &s, &model), codes[bits]);
	}
	const struct mh_model both = of_bits(6);
	mh_start(&work, &s);
	assert_true(mh_fit(&work, &s, &both, MH_UNSEEN_NOT_GIVEN, &fit));
	near(fit.total, 296, 1e-9);
	mh_work_free(&work);
	mh_sample_free(&s);
	mh_histories_free(&h);
}

/* A fit of a model without a maximum would converge here (to 1.8e11 in the published case), so the test must not ask a fit. */
static void not_by_convergence(void **state)
{
	const char *const names[] = { "A", "B", "C" };
	const struct mh_model all = of_bits(7);
	struct mh_err err = MH_ERR_INIT;
	struct mh_histories h;
	struct mh_sample s;
	struct mh_work work;
	const unsigned sets[] = { 1, 2, 4, 3, 5, 6 };

	(void)state;
	assert_int_equal(mh_histories_init(&h, names, 3, &err), MH_OK);
	for (size_t i = 0; i < MH_COUNT(sets); i++)
		mh_histories_add(&h, sets[i], 5);	/* all three lists together: nobody */
	mh_sample_of(&s, &h);
	mh_work_init(&work, 3);
	assert_int_equal(mh_exists(&work, &s, &all), MH_NOT_THERE);
	mh_work_free(&work);
	mh_sample_free(&s);
	mh_histories_free(&h);
}

static const struct { const char *set; double low, high, bca_low, bca_high; } intervals[] = {
	{ "UKdat", 9982.26, 13181.69, 9267, 14307 }, { "UKdat_5", 9889.20, 13063.10, 8785, 14701 },
	{ "Ned", 92824.52, 134627.88, 45759, 171108 }, { "NewOrl", 733.52, 2127.38, 717, 1658 },
	{ "NewOrl_5", 665.58, 1762.03, 589, 1704 }, { "Western", 1680.61, 3928.08, 1293, 3671 }, { "Kosovo", 12525.19, 16542.84, 12596, 16527 },
};

#define RUNS 6

/* The published end lies within four standard deviations of ours over several seeds (and their mean's own error). */
static void within(const double *ends, double published)
{
	double mean = 0, squares = 0;

	for (size_t i = 0; i < RUNS; i++)
		mean += ends[i] / RUNS;
	for (size_t i = 0; i < RUNS; i++)
		squares += (ends[i] - mean) * (ends[i] - mean) / (RUNS - 1);
	if (fabs(mean - published) > 4 * sqrt(squares * (1 + 1.0 / RUNS)))
		fail_msg("%.1f is not within 4 x %.1f of %.1f", published, sqrt(squares), mean);
}

static void check_bca(const char *set, double total, double low, double high)
{
	if (getenv("MH_VALGRIND") != NULL)	/* the same code as in threads(), thirty times as often */
		return;
	const struct mh_way way = { .threshold = 0.02 };
	double lows[RUNS], highs[RUNS];
	struct mh_histories h;
	struct mh_sample s;

	load(set, &h);
	mh_sample_of(&s, &h);
	for (size_t i = 0; i < RUNS; i++) {
		const struct mh_bootstrap_options options = { .replicates = 1000, .seed = 100 + i, .threads = 2 };
		struct mh_bootstrap b;

		mh_bootstrap(&s, &way, total, &options, &b);
		const struct mh_interval ends = mh_bootstrap_bca(&b, 0.95);
		lows[i] = ends.low;
		highs[i] = ends.high;
		mh_bootstrap_free(&b);
	}
	within(lows, low);
	within(highs, high);
	mh_sample_free(&s);
	mh_histories_free(&h);
}

static void interval_ends(void **state)
{
	(void)state;
	for (size_t i = 0; i < MH_COUNT(intervals); i++) {
		const struct mh_question q = question(0.02);
		struct mh_histories h;
		struct mh_estimate e;

		load(intervals[i].set, &h);
		mh_estimate(&h, &q, &e);
		assert_true(e.profiled);
		near(e.intervals[MH_PROFILE].low, intervals[i].low, 0.0005);
		near(e.intervals[MH_PROFILE].high, intervals[i].high, 0.0005);
		check_bca(intervals[i].set, e.total, intervals[i].bca_low, intervals[i].bca_high);
		mh_estimate_free(&e);
		mh_histories_free(&h);
	}
}

static void threads(void **state)
{
	const struct mh_way way = { .threshold = 0.02 };
	struct mh_bootstrap b[3];
	struct mh_histories h;
	struct mh_sample s;

	(void)state;
	load("NewOrl", &h);
	mh_sample_of(&s, &h);
	for (size_t i = 0; i < 3; i++) {
		const struct mh_bootstrap_options options = { .replicates = 300, .seed = 7, .threads = 1 + i * 2 };

		mh_bootstrap(&s, &way, 1183.692275, &options, &b[i]);
		assert_int_equal(b[i].count, b[0].count);
		assert_memory_equal(b[i].totals, b[0].totals, b[0].count * sizeof(double));
		assert_memory_equal(&b[i].acceleration, &b[0].acceleration, sizeof(double));
	}
	for (size_t i = 0; i < 3; i++)
		mh_bootstrap_free(&b[i]);
	mh_sample_free(&s);
	mh_histories_free(&h);
}

static void ranking(void **state)
{
	struct mh_question q = question(0.02);
	struct mh_histories h;
	struct mh_estimate e;

	(void)state;
	q.how = MH_BY_BIC;
	load("UKdat_5", &h);
	mh_estimate(&h, &q, &e);
	near(e.total, 22991.331, 1e-6);
	near(e.ranking.list[0].bic, 196.5398, 1e-6);
	near(e.ranking.list[1].total, 12262.412, 1e-6);
	near(e.ranking.list[1].bic, 197.4950, 1e-6);
	assert_int_equal(e.ranking.count, 1024);
	double sum = 0, low, high;
	for (size_t i = 0; i < e.ranking.count; i++)
		sum += e.ranking.list[i].weight;
	near(sum, 1, 1e-12);
	assert_int_equal(mh_ranking_range(&e.ranking, 2, &low, &high), 3);
	near(low, 12262.412, 1e-6);
	assert_true(high > 22991.331);
	mh_estimate_free(&e);
	mh_histories_free(&h);
}

/* Models with terms of three lists are ranked too: 113 hierarchical ones of four lists. */
static void threes(void **state)
{
	const struct mh_question q = question(0.02);
	struct mh_histories h;
	struct mh_estimate e;
	struct mh_model model;
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	load("Kosovo", &h);
	mh_estimate(&h, &q, &e);
	assert_int_equal(e.ranking.count, 113);
	assert_int_equal(mh_model_parse(&h, "A*B,A*C,B*C,A*B*C", &model, &err), MH_OK);
	assert_int_equal(model.count, 4);
	assert_int_equal(mh_model_parse(&h, "A*B,A*C,A*B*C", &model, &err), MH_USAGE);
	assert_non_null(strstr(err.text, "all their pairs"));
	assert_int_equal(mh_model_parse(&h, "A*X", &model, &err), MH_USAGE);
	assert_non_null(strstr(err.text, "X: no such list"));
	assert_int_equal(mh_model_parse(&h, "A*B*C*D", &model, &err), MH_USAGE);
	mh_estimate_free(&e);
	mh_histories_free(&h);
}

static void formulas(void **state)
{
	const char *const names[] = { "A", "B", "C" };
	static const double hav[] = { 0, 69, 55, 21, 63, 17, 18, 28 };	/* by set; A is the first bit */
	struct mh_err err = MH_ERR_INIT;
	struct mh_histories h;

	(void)state;
	assert_int_equal(mh_histories_init(&h, names, 3, &err), MH_OK);
	for (unsigned w = 1; w < 8; w++)
		mh_histories_add(&h, w, hav[w]);
	const struct mh_coverage hepatitis = mh_coverage(&h);
	near(hepatitis.coverage, 0.512690, 1e-6);
	near(hepatitis.independent, 407.0038, 1e-6);
	near(hepatitis.high, 970.8048, 1e-6);
	near(hepatitis.low, 507.7720, 1e-6);
	mh_histories_free(&h);
	load("UKdat", &h);
	const struct mh_chao chao = mh_chao(&h);
	near(chao.bound, 15627.95, 1e-6);
	near(chao.corrected, 15569.56, 1e-6);
	near(chao.equal_lists, 13480.63, 1e-6);
	const struct mh_coverage uk = mh_coverage(&h);
	near(uk.coverage, 0.237565, 5e-6);
	near(uk.independent, 9802.23, 1e-6);
	near(uk.low, 9814.04, 1e-6);
	mh_histories_free(&h);
	load("Kosovo", &h);
	const struct mh_coverage kosovo = mh_coverage(&h);
	near(kosovo.coverage, 0.471013, 2e-6);
	near(kosovo.independent, 7633.55, 1e-6);
	near(kosovo.high, 15045.88, 1e-6);
	near(kosovo.low, 9102.59, 1e-6);
	mh_histories_free(&h);
	load("NewOrl", &h);
	assert_true(isnan(mh_coverage(&h).high));
	mh_histories_free(&h);
}

static void two_lists(void **state)
{
	const char *const names[] = { "one", "two" };
	struct mh_err err = MH_ERR_INIT;
	struct mh_histories h;

	(void)state;
	assert_int_equal(mh_histories_init(&h, names, 2, &err), MH_OK);
	mh_histories_add(&h, 1, 180);
	mh_histories_add(&h, 2, 80);
	mh_histories_add(&h, 3, 20);
	const struct mh_two_lists two = mh_two_lists(&h, 0, 1);
	near(two.petersen, 200.0 * 100 / 20, 1e-12);
	near(two.chapman, 201.0 * 101 / 21 - 1, 1e-12);
	near(two.variance, 201.0 * 101 * 180 * 80 / (21.0 * 21 * 22), 1e-12);
	const double unseen = two.chapman - 280, times = exp(1.959963984540054 * sqrt(log(1 + two.variance / (unseen * unseen))));
	near(two.interval.low, 280 + unseen / times, 1e-9);
	near(two.interval.high, 280 + unseen * times, 1e-9);
	mh_histories_free(&h);
}

static const struct { const char *set; size_t list; double members, estimated; } known[] = {
	{ "UKdat", 0, 94, 139.9 }, { "UKdat", 1, 567, 350.8 }, { "UKdat", 2, 1102, 1367.3 }, { "UKdat", 3, 807, 487.9 }, { "UKdat", 5, 102, 132.6 },
	{ "Kosovo", 0, 1910, 1053.5 }, { "Kosovo", 1, 1528, 894.0 }, { "Kosovo", 2, 1786, 1123.3 }, { "Kosovo", 3, 685, 605.6 },
};

static void fewer_lists(void **state)
{
	static const char *const sets[] = { "UKdat", "Kosovo" };
	static const struct { size_t list; double without; } left_out[] = { { 2, 19845 }, { 3, 22301 } };

	(void)state;
	for (size_t k = 0; k < 2; k++) {
		const struct mh_question q = question(0.02);
		struct mh_histories h;
		struct mh_estimate e;

		load(sets[k], &h);
		mh_estimate(&h, &q, &e);
		for (size_t i = 0; i < MH_COUNT(known); i++) {
			if (strcmp(known[i].set, sets[k]) != 0)
				continue;
			near(e.lists[known[i].list].members, known[i].members, 0);
			near(e.lists[known[i].list].estimated, known[i].estimated, 0.0005);
		}
		near(e.lists[left_out[k].list].without, left_out[k].without, 0.0001);
		mh_estimate_free(&e);
		mh_histories_free(&h);
	}
}

/* Random whole tables: fits satisfy their equations, the order of lists and rows changes nothing, and the bounds of the test hold. */
static void equations(void **state)
{
	const char *const names[] = { "A", "B", "C", "D" };
	struct mh_err err = MH_ERR_INIT;
	struct mh_dice dice;
	size_t met[4] = { 0 };

	(void)state;
	mh_dice_start(&dice, 42, 0);
	for (size_t round = 0; round < 400; round++) {
		struct mh_model model = { .count = 0 };
		uint16_t pairs[MH_PAIRS_MOST];
		struct mh_histories h;
		struct mh_sample s;
		struct mh_work work;
		struct mh_fit fit;

		assert_int_equal(mh_histories_init(&h, names, 4, &err), MH_OK);
		for (unsigned w = 1; w < 16; w++)
			mh_histories_add(&h, w, mh_dice_below(&dice, 3) == 0 ? mh_dice_below(&dice, 30) : 0);
		mh_pairs(4, pairs);
		for (size_t i = 0; i < 6; i++)
			if (mh_dice_below(&dice, 2) == 0)
				mh_model_add(&model, pairs[i]);
		mh_sample_of(&s, &h);
		mh_work_init(&work, 4);
		const unsigned code = mh_exists(&work, &s, &model);
		met[code]++;
		mh_start(&work, &s);
		if (code == MH_EXISTS && h.n > 0) {
			assert_true(mh_fit(&work, &s, &model, MH_UNSEEN_NOT_GIVEN, &fit));
			for (unsigned i = 0; i < 4; i++)
				near(mh_expected(&work, 1U << i), s.above[1U << i], 1e-6);
			for (size_t t = 0; t < model.count; t++)
				near(mh_expected(&work, model.terms[t]), s.above[model.terms[t]], 1e-6);
		}
		if (code == MH_NOT_THERE && mh_fit(&work, &s, &model, MH_UNSEEN_NOT_GIVEN, &fit)) {
			double most = 0;	/* it "converges" all the same, with effects that went as far as rounding lets them */
			for (size_t k = 0; k < work.effects; k++)
				most = fmax(most, fabs(work.b[k]));
			assert_true(most > 15);
		}
		mh_work_free(&work);
		mh_sample_free(&s);
		mh_histories_free(&h);
	}
	assert_true(met[0] > 20 && met[1] > 20 && met[2] > 0);
}

static void chances(void **state)
{
	(void)state;
	near(mh_poisson_tail(0, 3), exp(-3), 1e-14);
	near(mh_poisson_tail(2, 1), 1 - 2 * exp(-1), 1e-13);		/* at least 2 */
	near(mh_poisson_tail(1, 3), 4 * exp(-3), 1e-14);
	near(mh_poisson_tail(60, 20), 4.2332846947127736e-13, 1e-9);
	near(mh_normal_at(0.975), 1.959963984540054, 1e-14);
	near(mh_normal_at(1e-10), -6.361340902404056, 1e-12);
	near(mh_normal(-1.959963984540054), 0.025, 1e-13);
	near(mh_chi_square_tail(6.634897, 1), 0.01, 0.05);		/* by an approximation; tables have 0.01 for each */
	near(mh_chi_square_tail(23.209251, 10), 0.01, 0.05);
	near(mh_chi_square_tail(76.153891, 50), 0.01, 0.05);
	struct mh_dice dice;
	size_t met[5] = { 0 };
	mh_dice_start(&dice, 1, 2);
	for (size_t i = 0; i < 50000; i++)
		met[mh_dice_below(&dice, 5)]++;
	for (size_t i = 0; i < 5; i++)
		assert_in_range(met[i], 9500, 10500);
}

static void quantiles(void **state)
{
	double values[] = { 10, 20, 30, 40 };
	const struct mh_bootstrap b = { .totals = values, .count = 4, .bias = 0, .corrected = true };

	(void)state;
	near(mh_bootstrap_quantile(&b, 0.5), 25, 1e-12);
	near(mh_bootstrap_quantile(&b, 0.25), 10 + 10 * (4 * 0.25 + 1.25 / 3 - 1), 1e-12);
	near(mh_bootstrap_quantile(&b, 0.001), 10, 1e-12);
	near(mh_bootstrap_quantile(&b, 0.999), 40, 1e-12);
	const struct mh_bootstrap aside = { .totals = values, .count = 4, .corrected = false };
	assert_true(mh_bootstrap_bca(&aside, 0.95).low_open);
	assert_true(mh_bootstrap_bca(&b, 0.95).high_open);	/* four replicates do not reach 97.5% */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(expected), cmocka_unit_test(existence), cmocka_unit_test(not_by_convergence), cmocka_unit_test(interval_ends),
		cmocka_unit_test(threads), cmocka_unit_test(ranking), cmocka_unit_test(threes), cmocka_unit_test(formulas),
		cmocka_unit_test(two_lists), cmocka_unit_test(fewer_lists), cmocka_unit_test(equations), cmocka_unit_test(chances),
		cmocka_unit_test(quantiles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
