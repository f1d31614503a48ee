/* The bootstrap. */

#include "estimate/bootstrap.h"

#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "estimate/chance.h"

#define TIE 1e-9

/* What the threads share. Tasks are the replicates, then the histories of the jackknife. */
struct shared {
	const struct mh_sample *s;
	const struct mh_way *way;
	const struct mh_bootstrap_options *options;
	uint16_t *persons;	/* history of each person */
	uint16_t *histories;	/* those that somebody has */
	size_t history_count;
	double *results;	/* of each task; not a number: no estimate */
	atomic_size_t next, done;
};

struct worker { struct shared *shared; struct mh_work work; struct mh_sample drawn; pthread_t thread; bool callers, started; };

static void draw(const struct shared *shared, struct mh_sample *drawn, size_t replicate)
{
	const uint32_t n = (uint32_t)shared->s->n;
	struct mh_dice dice;

	mh_dice_start(&dice, shared->options->seed, replicate);
	memset(drawn->counts, 0, drawn->cells * sizeof *drawn->counts);
	for (uint32_t i = 0; i < n; i++)
		drawn->counts[shared->persons[mh_dice_below(&dice, n)]]++;
}

static void carry_out(struct worker *w, size_t task)
{
	const struct shared *const shared = w->shared;
	double total = NAN;

	if (task < shared->options->replicates) {
		draw(shared, &w->drawn, task);
	} else {
		memcpy(w->drawn.counts, shared->s->counts, w->drawn.cells * sizeof *w->drawn.counts);
		w->drawn.counts[shared->histories[task - shared->options->replicates]]--;
	}
	mh_sample_take(&w->drawn);
	if (!mh_way_go(shared->way, &w->work, &w->drawn, &total))
		total = NAN;
	w->shared->results[task] = total;
}

static void *run(void *arg)
{
	struct worker *const w = arg;
	struct shared *const shared = w->shared;
	const size_t tasks = shared->options->replicates + shared->history_count;

	for (size_t task; (task = atomic_fetch_add(&shared->next, 1)) < tasks;) {
		carry_out(w, task);
		const size_t done = atomic_fetch_add(&shared->done, 1) + 1;
		if (w->callers && shared->options->progress != NULL)
			shared->options->progress(shared->options->arg, done);
	}
	return NULL;
}

/* Signals stay with the caller's thread, which works too. A thread that cannot be made is missed by nobody. */
static void run_all(struct shared *shared)
{
	struct worker workers[MH_THREADS_MOST] = { 0 };
	const size_t count = shared->options->threads < MH_THREADS_MOST ? shared->options->threads : MH_THREADS_MOST;
	sigset_t all, before;

	sigfillset(&all);
	for (size_t i = 0; i < count; i++) {
		workers[i].shared = shared;
		workers[i].callers = i == 0;
		mh_work_init(&workers[i].work, shared->s->lists);
		mh_sample_init(&workers[i].drawn, shared->s->lists);
	}
	pthread_sigmask(SIG_SETMASK, &all, &before);
	for (size_t i = 1; i < count; i++)
		workers[i].started = pthread_create(&workers[i].thread, NULL, run, &workers[i]) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	run(&workers[0]);
	for (size_t i = 0; i < count; i++) {
		if (workers[i].started)
			pthread_join(workers[i].thread, NULL);
		mh_work_free(&workers[i].work);
		mh_sample_free(&workers[i].drawn);
	}
}

static void start_shared(struct shared *shared)
{
	size_t at = 0;

	shared->persons = mh_alloc((size_t)shared->s->n + 1, sizeof *shared->persons);
	shared->histories = mh_alloc(shared->s->cells, sizeof *shared->histories);
	for (size_t w = 1; w < shared->s->cells; w++) {
		if (shared->s->counts[w] <= 0)
			continue;
		shared->histories[shared->history_count++] = (uint16_t)w;
		for (double k = 0; k < shared->s->counts[w]; k++)
			shared->persons[at++] = (uint16_t)w;
	}
	shared->results = mh_alloc(shared->options->replicates + shared->history_count, sizeof *shared->results);
}

static int by_size(const void *a, const void *b)
{
	const double left = *(const double *)a, right = *(const double *)b;

	return left < right ? -1 : left > right;
}

static void gather(const struct shared *shared, double total, struct mh_bootstrap *out)
{
	const size_t all = shared->options->replicates;

	out->totals = mh_alloc(all + 1, sizeof *out->totals);
	for (size_t i = 0; i < all; i++) {
		const double one = shared->results[i];

		if (isnan(one)) {
			out->failed++;
			continue;
		}
		out->totals[out->count++] = one;
		if (fabs(one / total - 1) < TIE)
			out->ties++;
		else if (one < total)
			out->below++;
	}
	qsort(out->totals, out->count, sizeof *out->totals, by_size);
}

/* How skewed it is: from the estimates with one person less. */
static void accelerate(const struct shared *shared, double total, struct mh_bootstrap *out)
{
	const double *const results = shared->results + shared->options->replicates;
	double mean = 0, persons = 0, squares = 0, cubes = 0;

	for (size_t i = 0; i < shared->history_count; i++) {
		const double weight = shared->s->counts[shared->histories[i]];

		if (isnan(results[i])) {
			out->left_out_failed++;
			continue;
		}
		mean += weight * results[i];
		persons += weight;
		out->change = fmax(out->change, fabs(results[i] / total - 1));
	}
	mean /= persons > 0 ? persons : 1;
	for (size_t i = 0; i < shared->history_count; i++) {
		const double weight = shared->s->counts[shared->histories[i]], r = mean - results[i];

		squares += isnan(r) ? 0 : weight * r * r;
		cubes += isnan(r) ? 0 : weight * r * r * r;
	}
	out->acceleration = squares > 0 ? cubes / (6 * pow(squares, 1.5)) : 0;
}

void mh_bootstrap(const struct mh_sample *s, const struct mh_way *way, double total, const struct mh_bootstrap_options *options,
	struct mh_bootstrap *out)
{
	struct shared shared = { .s = s, .way = way, .options = options };

	*out = (struct mh_bootstrap){ .totals = NULL };
	start_shared(&shared);
	run_all(&shared);
	gather(&shared, total, out);
	accelerate(&shared, total, out);
	out->corrected = out->below > 0 && out->below < out->count;
	if (out->corrected)
		out->bias = mh_normal_at((double)out->below / (double)out->count);
	free(shared.results);
	free(shared.histories);
	free(shared.persons);
}

void mh_bootstrap_free(struct mh_bootstrap *b)
{
	free(b->totals);
	*b = (struct mh_bootstrap){ .totals = NULL };
}

double mh_bootstrap_quantile(const struct mh_bootstrap *b, double q)
{
	const double place = (double)b->count * q + (q + 1) / 3, whole = floor(place);

	if (b->count == 0)
		return NAN;
	if (whole < 1)
		return b->totals[0];
	if (whole >= (double)b->count)
		return b->totals[b->count - 1];
	const size_t j = (size_t)whole;
	return (1 - (place - whole)) * b->totals[j - 1] + (place - whole) * b->totals[j];
}

static struct mh_interval between(const struct mh_bootstrap *b, double low, double high)
{
	const double least = b->count > 0 ? 1 / (double)b->count : 1;

	return (struct mh_interval){ .low = mh_bootstrap_quantile(b, low), .high = mh_bootstrap_quantile(b, high),
		.low_open = !(low >= least && low <= 1 - least), .high_open = !(high >= least && high <= 1 - least) };
}

struct mh_interval mh_bootstrap_percentile(const struct mh_bootstrap *b, double level)
{
	return between(b, (1 - level) / 2, (1 + level) / 2);
}

static double adjusted(const struct mh_bootstrap *b, double q)
{
	const double z = b->bias + mh_normal_at(q);

	return mh_normal(b->bias + z / (1 - b->acceleration * z));
}

struct mh_interval mh_bootstrap_bca(const struct mh_bootstrap *b, double level)
{
	if (!b->corrected)
		return (struct mh_interval){ .low = mh_bootstrap_quantile(b, 0), .high = mh_bootstrap_quantile(b, 1), .low_open = true,
			.high_open = true };
	return between(b, adjusted(b, (1 - level) / 2), adjusted(b, (1 + level) / 2));
}
