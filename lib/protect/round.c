/* Controlled rounding, with GLPK: each number that is no multiple goes down (0) or up (1). */

#include "protect/round.h"

#include <glpk.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

struct rounding {
	const struct mh_system *system;
	size_t count;
	int64_t base;
	glp_prob *lp;
	int *column;		/* by number; 0: a multiple */
	int branches;
};

static int64_t below(int64_t value, int64_t base)
{
	return value - value % base;
}

/* Has the sum a number that is shown nowhere? Then it says nothing of those that are. */
static bool is_open(const struct mh_system *system, const struct mh_relation *relation, size_t count)
{
	for (size_t t = relation->first; t < relation->first + relation->count; t++)
		if (system->terms[t].number >= count)
			return true;
	return false;
}

static void add_columns(struct rounding *r)
{
	for (size_t i = 0; i < r->count; i++) {
		const int64_t over = r->system->numbers[i].value % r->base;

		if (over == 0)
			continue;
		r->column[i] = glp_add_cols(r->lp, 1);
		glp_set_col_kind(r->lp, r->column[i], GLP_BV);
		glp_set_obj_coef(r->lp, r->column[i], (double)(r->base - 2 * over));
	}
}

/* The multiples below, in units of the base, and what goes up, sum to 0. */
static void add_row(struct rounding *r, const struct mh_relation *relation, int *columns, double *values)
{
	const int row = glp_add_rows(r->lp, 1);
	int64_t sum = 0;
	int n = 0;

	for (size_t t = relation->first; t < relation->first + relation->count; t++) {
		const struct mh_term term = r->system->terms[t];

		sum += term.coefficient * below(r->system->numbers[term.number].value, r->base) / r->base;
		if (r->column[term.number] == 0)
			continue;
		columns[++n] = r->column[term.number];
		values[n] = term.coefficient;
	}
	glp_set_row_bnds(r->lp, row, relation->at_least ? GLP_LO : GLP_FX, (double)-sum, (double)-sum);
	glp_set_mat_row(r->lp, row, n, columns, values);
}

static void add_rows(struct rounding *r)
{
	int *const columns = mh_alloc(r->count + 2, sizeof *columns);
	double *const values = mh_alloc(r->count + 2, sizeof *values);

	for (size_t i = 0; i < r->system->relation_count; i++)
		if (!is_open(r->system, &r->system->relations[i], r->count))
			add_row(r, &r->system->relations[i], columns, values);
	free(columns);
	free(values);
}

static void count_branches(glp_tree *tree, void *arg)
{
	struct rounding *const r = arg;

	if (glp_ios_reason(tree) == GLP_ISELECT && r->branches++ > MH_ROUND_BRANCHES)
		glp_ios_terminate(tree);
}

static bool solve(struct rounding *r)
{
	glp_smcp simplex;
	glp_iocp whole;

	glp_init_smcp(&simplex);
	simplex.msg_lev = GLP_MSG_OFF;
	glp_init_iocp(&whole);
	whole.msg_lev = GLP_MSG_OFF;
	whole.bt_tech = GLP_BT_DFS;
	whole.mip_gap = 0.05;
	whole.cb_func = count_branches;
	whole.cb_info = r;
	if (glp_get_num_cols(r->lp) == 0 || glp_get_num_rows(r->lp) == 0)
		return glp_get_num_cols(r->lp) == 0;
	if (glp_simplex(r->lp, &simplex) != 0 || glp_get_status(r->lp) != GLP_OPT)
		return false;
	glp_intopt(r->lp, &whole);
	return glp_mip_status(r->lp) == GLP_OPT || glp_mip_status(r->lp) == GLP_FEAS;
}

bool mh_rounding_holds(const struct mh_system *system, size_t count, int64_t base, const int64_t *rounded)
{
	for (size_t i = 0; i < count; i++)
		if (rounded[i] % base != 0 || llabs(rounded[i] - system->numbers[i].value) >= base)
			return false;
	for (size_t i = 0; i < system->relation_count; i++) {
		const struct mh_relation *const relation = &system->relations[i];
		int64_t sum = 0;

		if (is_open(system, relation, count))
			continue;
		for (size_t t = relation->first; t < relation->first + relation->count; t++)
			sum += system->terms[t].coefficient * rounded[system->terms[t].number];
		if (relation->at_least ? sum < 0 : sum != 0)
			return false;
	}
	return true;
}

bool mh_round(const struct mh_system *system, size_t count, int64_t base, int64_t *rounded)
{
	struct rounding r = { system, count, base, glp_create_prob(), mh_alloc(system->count + 1, sizeof *r.column), 0 };
	bool done;

	glp_term_out(GLP_OFF);
	add_columns(&r);
	add_rows(&r);
	done = solve(&r);
	for (size_t i = 0; i < count; i++) {
		rounded[i] = below(system->numbers[i].value, base);
		if (done && r.column[i] != 0 && glp_mip_col_val(r.lp, r.column[i]) > 0.5)
			rounded[i] += base;
	}
	glp_delete_prob(r.lp);
	glp_free_env();
	free(r.column);
	return done && mh_rounding_holds(system, count, base, rounded);
}
