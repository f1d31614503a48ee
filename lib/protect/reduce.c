/* Reducing a system: sums of one number stop it, sums of two bind them, until nothing follows any more. */

#include "protect/reduce.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct work {
	const struct mh_system *system;
	size_t *parent;		/* by number: itself, or one that it moves with */
	int *along;		/* by number: the same way as its parent (1), or against it (-1) */
	bool *still;		/* of a number without another parent */
	int *coefficient;	/* by number, all 0 between two relations */
	struct mh_term *line;	/* of the relation that is looked at: one term for each group that can move */
	size_t line_count;
};

/* The number that stands for the group, and which way number i goes with it. */
static size_t find(struct work *w, size_t i, int *sign)
{
	*sign = 1;
	while (w->parent[i] != i) {
		const size_t up = w->parent[i];

		w->along[i] *= w->parent[up] != up ? w->along[up] : 1;
		w->parent[i] = w->parent[up];
		*sign *= w->along[i];
		i = w->parent[i];
	}
	return i;
}

/* Collects a relation's terms by group; those that cancel out or stand still are left away. */
static void collect(struct work *w, const struct mh_relation *relation)
{
	size_t kept = 0;
	int sign;

	w->line_count = 0;
	for (size_t t = relation->first; t < relation->first + relation->count; t++) {
		const struct mh_term *const term = &w->system->terms[t];
		const size_t group = find(w, term->number, &sign);

		if (w->still[group])
			continue;
		if (w->coefficient[group] == 0)
			w->line[w->line_count++] = (struct mh_term){ group, 0 };
		w->coefficient[group] += sign * term->coefficient;
	}
	for (size_t t = 0; t < w->line_count; t++) {
		const struct mh_term term = { w->line[t].number, w->coefficient[w->line[t].number] };

		w->coefficient[term.number] = 0;
		if (term.coefficient != 0)
			w->line[kept++] = term;
	}
	w->line_count = kept;
}

/* What follows from a sum that is 0; true: something did. */
static bool follow(struct work *w, const struct mh_relation *relation)
{
	if (relation->at_least)
		return false;
	collect(w, relation);
	if (w->line_count == 1) {
		w->still[w->line[0].number] = true;
		return true;
	}
	if (w->line_count != 2 || abs(w->line[0].coefficient) != abs(w->line[1].coefficient))
		return false;
	w->parent[w->line[1].number] = w->line[0].number;
	w->along[w->line[1].number] = w->line[0].coefficient == w->line[1].coefficient ? -1 : 1;
	return true;
}

static void name_groups(struct work *w, struct mh_reduced *out)
{
	size_t *const group = mh_alloc(w->system->count + 1, sizeof *group);
	size_t at = 0;

	for (size_t i = 0; i < w->system->count; i++) {
		const size_t top = find(w, i, &out->sign[i]);

		if (top == i && !w->still[i])
			group[i] = out->group_count++;
	}
	out->groups = mh_alloc(out->group_count + 1, sizeof *out->groups);
	for (size_t i = 0; i < w->system->count; i++) {
		const size_t top = find(w, i, &out->sign[i]);

		out->group_of[i] = w->still[top] ? MH_STILL : group[top];
		if (out->group_of[i] != MH_STILL)
			out->groups[out->group_of[i]].count++;
	}
	for (size_t g = 0; g < out->group_count; g++) {
		out->groups[g].numbers = out->members + at;
		at += out->groups[g].count;
		out->groups[g].count = 0;
	}
	for (size_t i = 0; i < w->system->count; i++) {
		struct mh_group *const its = out->group_of[i] != MH_STILL ? &out->groups[out->group_of[i]] : NULL;

		if (its != NULL)
			its->numbers[its->count++] = i;
	}
	free(group);
}

static int by_group(const void *a, const void *b)
{
	const struct mh_term *const left = a, *const right = b;

	return left->number < right->number ? -1 : left->number > right->number;
}

struct row { const struct mh_term *terms; size_t count; bool at_least; size_t relation; };

static int compare_sums(const struct row *left, const struct row *right)
{
	if (left->at_least != right->at_least)
		return left->at_least ? 1 : -1;
	if (left->count != right->count)
		return left->count < right->count ? -1 : 1;
	for (size_t t = 0; t < left->count; t++) {
		if (left->terms[t].number != right->terms[t].number)
			return left->terms[t].number < right->terms[t].number ? -1 : 1;
		if (left->terms[t].coefficient != right->terms[t].coefficient)
			return left->terms[t].coefficient < right->terms[t].coefficient ? -1 : 1;
	}
	return 0;
}

static int same_first(const void *a, const void *b)
{
	const struct row *const left = a, *const right = b;
	const int order = compare_sums(left, right);

	if (order != 0)
		return order;
	return left->relation < right->relation ? -1 : left->relation > right->relation;
}

/* Of sums that are 0 the same one is kept once. Inequalities all stay: how far they are from 0 differs. */
static void keep_rows(struct mh_reduced *out, struct row *rows, size_t count)
{
	qsort(rows, count, sizeof *rows, same_first);
	out->rows = mh_alloc(count + 1, sizeof *out->rows);
	out->row_of = mh_alloc(count + 1, sizeof *out->row_of);
	for (size_t r = 0; r < count; r++) {
		if (r > 0 && !rows[r].at_least && compare_sums(&rows[r - 1], &rows[r]) == 0)
			continue;
		out->rows[out->row_count] = (struct mh_relation){ (size_t)(rows[r].terms - out->terms), rows[r].count, rows[r].at_least };
		out->row_of[out->row_count++] = rows[r].relation;
	}
}

/* A sum that is 0 is the same sum with all signs turned: the first is made positive. */
static void turn_round(struct mh_term *line, size_t count)
{
	for (size_t t = count; line[0].coefficient < 0 && t > 0; t--)
		line[t - 1].coefficient = -line[t - 1].coefficient;
}

static void name_rows(struct work *w, struct mh_reduced *out)
{
	struct row *const rows = mh_alloc(w->system->relation_count + 1, sizeof *rows);
	size_t count = 0, used = 0;

	for (size_t r = 0; r < w->system->relation_count; r++) {
		struct mh_term *const line = out->terms + used;

		collect(w, &w->system->relations[r]);
		if (w->line_count == 0)
			continue;
		for (size_t t = 0; t < w->line_count; t++)
			line[t] = (struct mh_term){ out->group_of[w->line[t].number], w->line[t].coefficient };
		qsort(line, w->line_count, sizeof *line, by_group);
		if (!w->system->relations[r].at_least)
			turn_round(line, w->line_count);
		rows[count++] = (struct row){ line, w->line_count, w->system->relations[r].at_least, r };
		used += w->line_count;
	}
	keep_rows(out, rows, count);
	free(rows);
}

static void start(struct work *w, const struct mh_system *system)
{
	*w = (struct work){ .system = system };
	w->parent = mh_alloc(system->count + 1, sizeof *w->parent);
	w->along = mh_alloc(system->count + 1, sizeof *w->along);
	w->still = mh_alloc(system->count + 1, sizeof *w->still);
	w->coefficient = mh_alloc(system->count + 1, sizeof *w->coefficient);
	w->line = mh_alloc(system->count + 1, sizeof *w->line);
	for (size_t i = 0; i < system->count; i++) {
		w->parent[i] = i;
		w->along[i] = 1;
		w->still[i] = system->numbers[i].fixed;
	}
}

void mh_reduce(const struct mh_system *system, struct mh_reduced *out)
{
	struct work w;
	bool more = true;

	start(&w, system);
	*out = (struct mh_reduced){ .group_of = mh_alloc(system->count + 1, sizeof *out->group_of) };
	out->sign = mh_alloc(system->count + 1, sizeof *out->sign);
	out->members = mh_alloc(system->count + 1, sizeof *out->members);
	out->terms = mh_alloc(system->term_count + 1, sizeof *out->terms);
	while (more) {
		more = false;
		for (size_t r = 0; r < system->relation_count; r++)
			more = follow(&w, &system->relations[r]) || more;
	}
	name_groups(&w, out);
	name_rows(&w, out);
	free(w.parent);
	free(w.along);
	free(w.still);
	free(w.coefficient);
	free(w.line);
}

void mh_reduced_free(struct mh_reduced *reduced)
{
	free(reduced->group_of);
	free(reduced->sign);
	free(reduced->groups);
	free(reduced->members);
	free(reduced->terms);
	free(reduced->rows);
	free(reduced->row_of);
	memset(reduced, 0, sizeof *reduced);
}
