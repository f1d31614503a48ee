/* Lists of reporters out of the store. */

#include "report/estimate_source.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/option.h"
#include "record/query.h"
#include "report/cube.h"
#include "report/words.h"
#include "store/measure.h"

#define NAMES_MOST 2000

/* A person on a list. List -1: on whose is not known. */
struct entry { int64_t unit; int list; };

struct merge { char *code, *into; };

struct gathering {
	struct merge *merges;
	size_t merge_count;
	char *names[NAMES_MOST];	/* of the lists, in the order met */
	size_t name_count;
	struct entry *entries;
	size_t count, room;
	double alone[NAMES_MOST];	/* mentions without a person, by list */
	double alone_unknown;
};

static enum mh_status check_code(const struct mh_code_list *codes, const char *code, struct mh_err *err)
{
	const char **all = mh_alloc(codes->count + 1, sizeof *all);

	for (size_t i = 0; i < codes->count; i++)
		all[i] = codes->codes[i].code;
	const char *const near = mh_word_nearest(code, all, codes->count);
	free(all);
	if (mh_code_find(codes, code, strlen(code)) != NULL)
		return MH_OK;
	return near != NULL ? mh_fail(err, MH_USAGE, _("--merge: %s: no such code; nearest: %s"), code, near)
		: mh_fail(err, MH_USAGE, _("--merge: %s: no such code"), code);
}

static enum mh_status add_merge(struct gathering *g, const struct mh_code_list *codes, const char *code, const char *into, struct mh_err *err)
{
	const enum mh_status status = check_code(codes, code, err);

	if (status != MH_OK)
		return status;
	for (size_t i = 0; i < g->merge_count; i++)
		if (strcmp(g->merges[i].code, code) == 0)
			return mh_fail(err, MH_USAGE, _("--merge: %s: stands there twice"), code);
	g->merges = mh_grow(g->merges, g->merge_count + 1, sizeof *g->merges);
	g->merges[g->merge_count++] = (struct merge){ mh_strdup(code), mh_strdup(into) };
	return MH_OK;
}

/* "police,border-police=investigation" */
static enum mh_status read_merge(struct gathering *g, const struct mh_code_list *codes, const char *text, struct mh_err *err)
{
	const char *const sign = strchr(text, '=');
	enum mh_status status = MH_OK;

	if (sign == NULL || sign == text || sign[1] == '\0')
		return mh_fail(err, MH_USAGE, _("--merge: \"%s\": write codes, = and a name: police,border-police=investigation"), text);
	for (const char *at = text; at < sign && status == MH_OK;) {
		const size_t len = strcspn(at, ",=");
		char *const code = mh_strndup(at, len);

		status = add_merge(g, codes, code, sign + 1, err);
		free(code);
		at += len + 1;
	}
	return status;
}

/* A name that a merge gives may not be another list's by chance. */
static enum mh_status check_merges(const struct gathering *g, const struct mh_code_list *codes, struct mh_err *err)
{
	for (size_t i = 0; i < g->merge_count; i++) {
		bool merged = mh_code_find(codes, g->merges[i].into, strlen(g->merges[i].into)) == NULL;

		for (size_t k = 0; k < g->merge_count && !merged; k++)
			merged = strcmp(g->merges[k].code, g->merges[i].into) == 0 && strcmp(g->merges[k].into, g->merges[i].into) == 0;
		if (!merged)
			return mh_fail(err, MH_USAGE, _("--merge: %s: is a code itself: put it among those that are merged, or give another name"),
				g->merges[i].into);
	}
	return MH_OK;
}

static int list_of(struct gathering *g, const char *code)
{
	const char *name = code;

	for (size_t i = 0; i < g->merge_count; i++)
		if (strcmp(g->merges[i].code, code) == 0)
			name = g->merges[i].into;
	if (*code == '\0' || mh_code_missing(code))
		return -1;
	for (size_t i = 0; i < g->name_count; i++)
		if (strcmp(g->names[i], name) == 0)
			return (int)i;
	if (g->name_count == NAMES_MOST)
		return -2;
	g->names[g->name_count] = mh_strdup(name);
	return (int)g->name_count++;
}

static enum mh_status take(void *arg, const char *const *values, int64_t unit, int64_t count, struct mh_err *err)
{
	struct gathering *const g = arg;
	const int list = list_of(g, values[0]);

	if (list < -1)
		return mh_fail(err, MH_INPUT, _("lists: more than %d: join some of them"), NAMES_MOST);
	if (unit == 0) {
		*(list < 0 ? &g->alone_unknown : &g->alone[list]) += (double)count;
		return MH_OK;
	}
	if (g->count == g->room) {
		g->room = g->room ? 2 * g->room : 1024;
		g->entries = mh_grow(g->entries, g->room, sizeof *g->entries);
	}
	g->entries[g->count++] = (struct entry){ unit, list };
	return MH_OK;
}

static int by_unit(const void *a, const void *b)
{
	const struct entry *const left = a, *const right = b;

	if (left->unit != right->unit)
		return left->unit < right->unit ? -1 : 1;
	return left->list < right->list ? -1 : left->list > right->list;
}

/* Persons, each with all its lists; entries are sorted. */
static void add_persons(const struct gathering *g, const unsigned *bits, struct mh_histories *h, struct mh_estimate_source *source)
{
	for (size_t i = 0; i < g->count;) {
		const int64_t unit = g->entries[i].unit;
		unsigned set = 0;
		bool unknown = false;

		for (; i < g->count && g->entries[i].unit == unit; i++) {
			unknown = unknown || g->entries[i].list < 0;
			set |= g->entries[i].list < 0 ? 0 : bits[g->entries[i].list];
		}
		source->partly += unknown && set != 0;
		source->unplaced += set == 0;
		if (set != 0)
			mh_histories_add(h, set, 1);
	}
}

static enum mh_status build(struct gathering *g, struct mh_histories *h, struct mh_estimate_source *source, struct mh_err *err)
{
	enum mh_status status = mh_histories_init(h, (const char *const *)g->names, g->name_count, err);

	if (status != MH_OK && g->name_count > MH_LISTS_MOST)
		return mh_fail(err, MH_INPUT, _("lists: there are %zu, and at most %d can be compared: join some with --merge"), g->name_count,
			MH_LISTS_MOST);
	if (status != MH_OK)
		return status;
	unsigned *const bits = mh_alloc(g->name_count + 1, sizeof *bits);
	for (size_t i = 0; i < g->name_count; i++)
		bits[i] = mh_histories_bit(h, g->names[i]);
	if (g->count > 0)
		qsort(g->entries, g->count, sizeof *g->entries, by_unit);
	add_persons(g, bits, h, source);
	for (size_t i = 0; i < g->name_count; i++) {
		mh_histories_add(h, bits[i], g->alone[i]);
		source->unlinked += g->alone[i];
	}
	source->unplaced += g->alone_unknown;
	free(bits);
	return mh_histories_check(h, err);
}

static void label(const struct mh_code_list *codes, const struct mh_histories *h, bool dutch, struct mh_estimate_source *source)
{
	for (size_t i = 0; i < h->lists; i++) {
		const struct mh_code *const code = mh_code_find(codes, h->names[i], strlen(h->names[i]));

		if (code != NULL)
			source->labels[i] = mh_strdup(dutch && code->nl != NULL && code->nl[0] != '\0' ? code->nl : code->en);
	}
}

static enum mh_status gather(struct mh_store *store, const struct mh_lists_question *q, struct gathering *g, int64_t *left_out, struct mh_err *err)
{
	const struct mh_measure *const victims = mh_measure_find("victims");
	struct mh_query where;
	struct mh_tally tally = { .measure = victims->name, .dimensions = { q->lists }, .count = 1, .date = q->date, .where = &where, .left_out = left_out };

	if (q->date != NULL && !mh_measure_has_date(victims, q->date))
		return mh_fail(err, MH_USAGE, _("%s: no such date"), q->date);
	if (q->period != NULL) {
		tally.from = mh_period_from(q->period);
		tally.to = mh_period_to(q->period);
	}
	mh_query_init(&where, victims->kind);
	enum mh_status status = mh_query_where(&where, q->where, err);
	if (status == MH_OK)
		status = mh_store_tally(store, &tally, take, g, err);
	mh_query_free(&where);
	return status;
}

static void gathering_free(struct gathering *g)
{
	for (size_t i = 0; i < g->merge_count; i++) {
		free(g->merges[i].code);
		free(g->merges[i].into);
	}
	for (size_t i = 0; i < g->name_count; i++)
		free(g->names[i]);
	free(g->merges);
	free(g->entries);
	free(g);
}

enum mh_status mh_lists_count(struct mh_store *store, const struct mh_lists_question *q, struct mh_histories *h, struct mh_estimate_source *source,
	struct mh_err *err)
{
	struct gathering *const g = mh_alloc(1, sizeof *g);
	const struct mh_code_list *const codes = mh_catalogue(mh_store_catalogues(store), q->lists, err);
	enum mh_status status = codes != NULL ? MH_OK : err->status;
	int64_t left_out = 0;

	*h = (struct mh_histories){ .lists = 0 };
	*source = (struct mh_estimate_source){ .unplaced = 0 };
	for (size_t i = 0; i < q->merge_count && status == MH_OK; i++)
		status = read_merge(g, codes, q->merges[i], err);
	if (status == MH_OK)
		status = check_merges(g, codes, err);
	if (status == MH_OK)
		status = gather(store, q, g, &left_out, err);
	if (status == MH_OK)
		status = build(g, h, source, err);
	source->left_out = (double)left_out;
	if (status == MH_OK)
		label(codes, h, q->dutch, source);
	gathering_free(g);
	return status;
}

void mh_estimate_source_free(struct mh_estimate_source *source)
{
	for (size_t i = 0; i < MH_LISTS_MOST; i++)
		free(source->labels[i]);
	*source = (struct mh_estimate_source){ .unplaced = 0 };
}
