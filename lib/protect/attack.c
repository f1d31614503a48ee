/*
 * The attack, with GLPK, on the reduced system. A group has two columns, how far it goes up and how far down; a sum is a row: the changes sum to
 * 0, or do not use up more than the slack that there is. With no number moved the programme is at its optimum (costs are positive), so the
 * dual simplex method begins there each time, and takes about as many steps as numbers have to move.
 */

#include "protect/attack.h"

#include <glpk.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "protect/reduce.h"

#define NEXT_TO_NOTHING 1e-3
#define WHOLE 1e-6

struct mh_attack {
	const struct mh_system *system;
	struct mh_reduced reduced;
	glp_prob *lp;
	double *costs;		/* by number */
	bool *barred;
	size_t reader;
	uint64_t work;
	int64_t *sums;
	int branches;
};

/* The columns of a group: up, and down after it. */
static int column_of(size_t group)
{
	return (int)group * 2 + 1;
}

static void set_bounds(struct mh_attack *attack, int column, int64_t low, int64_t high)
{
	if (low > high)
		high = low;
	if (high == MH_NO_CEILING)
		glp_set_col_bnds(attack->lp, column, GLP_LO, (double)low, 0);
	else if (low < high)
		glp_set_col_bnds(attack->lp, column, GLP_DB, (double)low, (double)high);
	else
		glp_set_col_bnds(attack->lp, column, GLP_FX, (double)low, (double)low);
}

/* How far a group may go up and down for the reader: as far as each of its numbers may. */
static void find_room(const struct mh_attack *attack, size_t group, int64_t *up, int64_t *down)
{
	const struct mh_group *const its = &attack->reduced.groups[group];

	*up = *down = MH_NO_CEILING;
	for (size_t m = 0; m < its->count; m++) {
		const size_t i = its->numbers[m];
		const struct mh_number *const number = &attack->system->numbers[i];
		const int64_t above = attack->barred[i] ? 0 : number->ceiling == MH_NO_CEILING ? MH_NO_CEILING : number->ceiling - number->value;
		const int64_t below = attack->barred[i] ? 0 : number->value - attack->system->readers[attack->reader].floors[i];
		int64_t *const with = attack->reduced.sign[i] > 0 ? up : down, *const against = attack->reduced.sign[i] > 0 ? down : up;

		*with = above < *with ? above : *with;
		*against = below < *against ? below : *against;
	}
}

static void free_group(struct mh_attack *attack, size_t group)
{
	int64_t up, down;

	find_room(attack, group, &up, &down);
	set_bounds(attack, column_of(group), 0, up);
	set_bounds(attack, column_of(group) + 1, 0, down);
}

static void read_as(struct mh_attack *attack, size_t reader)
{
	const struct mh_system *const system = attack->system;
	const struct mh_reduced *const reduced = &attack->reduced;

	attack->reader = reader;
	for (size_t g = 0; g < reduced->group_count; g++)
		free_group(attack, g);
	for (size_t r = 0; r < reduced->row_count; r++) {
		const size_t relation = reduced->row_of[r];

		if (reduced->rows[r].at_least)
			glp_set_row_bnds(attack->lp, (int)r + 1, GLP_LO, (double)(system->readers[reader].slacks[relation] - mh_relation_sum(system, relation)), 0);
		else
			glp_set_row_bnds(attack->lp, (int)r + 1, GLP_FX, 0, 0);
	}
}

static void add_rows(struct mh_attack *attack)
{
	const struct mh_reduced *const reduced = &attack->reduced;
	int *const columns = mh_alloc(reduced->group_count * 2 + 1, sizeof *columns);
	double *const values = mh_alloc(reduced->group_count * 2 + 1, sizeof *values);

	if (reduced->group_count > 0)
		glp_add_cols(attack->lp, (int)reduced->group_count * 2);
	if (reduced->row_count > 0)
		glp_add_rows(attack->lp, (int)reduced->row_count);
	for (size_t r = 0; r < reduced->row_count; r++) {
		int n = 0;

		for (size_t t = reduced->rows[r].first; t < reduced->rows[r].first + reduced->rows[r].count; t++) {
			columns[++n] = column_of(reduced->terms[t].number);
			values[n] = reduced->terms[t].coefficient;
			columns[++n] = column_of(reduced->terms[t].number) + 1;
			values[n] = -reduced->terms[t].coefficient;
		}
		glp_set_mat_row(attack->lp, (int)r + 1, n, columns, values);
	}
	free(columns);
	free(values);
}

struct mh_attack *mh_attack_start(const struct mh_system *system)
{
	struct mh_attack *const attack = mh_alloc(1, sizeof *attack);

	glp_term_out(GLP_OFF);
	attack->system = system;
	mh_reduce(system, &attack->reduced);
	attack->lp = glp_create_prob();
	attack->costs = mh_alloc(system->count + 1, sizeof *attack->costs);
	attack->barred = mh_alloc(system->count + 1, sizeof *attack->barred);
	attack->sums = mh_alloc(system->relation_count + 1, sizeof *attack->sums);
	glp_set_obj_dir(attack->lp, GLP_MIN);
	add_rows(attack);
	read_as(attack, 0);
	return attack;
}

void mh_attack_end(struct mh_attack *attack)
{
	if (attack == NULL)
		return;
	glp_delete_prob(attack->lp);
	glp_free_env();
	mh_reduced_free(&attack->reduced);
	free(attack->costs);
	free(attack->barred);
	free(attack->sums);
	free(attack);
}

static double cost_of(const struct mh_attack *attack, size_t group)
{
	const struct mh_group *const its = &attack->reduced.groups[group];
	double sum = NEXT_TO_NOTHING;

	for (size_t m = 0; m < its->count; m++)
		sum += attack->costs[its->numbers[m]];
	return sum;
}

void mh_attack_cost(struct mh_attack *attack, size_t i, double cost)
{
	const size_t group = attack->reduced.group_of[i];

	attack->costs[i] = cost;
	if (group == MH_STILL)
		return;
	glp_set_obj_coef(attack->lp, column_of(group), cost_of(attack, group));
	glp_set_obj_coef(attack->lp, column_of(group) + 1, cost_of(attack, group));
}

void mh_attack_bar(struct mh_attack *attack, size_t i, bool barred)
{
	attack->barred[i] = barred;
	if (attack->reduced.group_of[i] != MH_STILL)
		free_group(attack, attack->reduced.group_of[i]);
}

uint64_t mh_attack_work(const struct mh_attack *attack)
{
	return attack->work;
}

/* Moves the number to where the demand wants it, or further; false: its group cannot go that far. */
static bool aim(struct mh_attack *attack, const struct mh_demand *demand)
{
	const size_t group = attack->reduced.group_of[demand->number];
	const int64_t by = (demand->value - attack->system->numbers[demand->number].value) * attack->reduced.sign[demand->number];
	int64_t up, down;

	find_room(attack, group, &up, &down);
	set_bounds(attack, column_of(group), by > 0 ? by : 0, by > 0 ? up : 0);
	set_bounds(attack, column_of(group) + 1, by < 0 ? -by : 0, by < 0 ? down : 0);
	return by > 0 ? by <= up : -by <= down;
}

static bool solve(struct mh_attack *attack)
{
	const size_t size = (size_t)(glp_get_num_rows(attack->lp) + glp_get_num_cols(attack->lp));
	const int before = glp_get_it_cnt(attack->lp);
	glp_smcp how;

	glp_init_smcp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.meth = GLP_DUALP;
	how.it_lim = MH_ATTACK_STEPS;
	glp_std_basis(attack->lp);
	const int answer = glp_simplex(attack->lp, &how);
	attack->work += (uint64_t)(glp_get_it_cnt(attack->lp) - before + 3) * size;
	return answer == 0 && glp_get_status(attack->lp) == GLP_OPT;
}

static double moved(const struct mh_attack *attack, int column, bool whole)
{
	return whole ? glp_mip_col_val(attack->lp, column) - glp_mip_col_val(attack->lp, column + 1)
		: glp_get_col_prim(attack->lp, column) - glp_get_col_prim(attack->lp, column + 1);
}

static void take_group(const struct mh_attack *attack, size_t group, int64_t by, struct mh_witness *out)
{
	const struct mh_group *const its = &attack->reduced.groups[group];

	out->moves = mh_grow(out->moves, out->count + its->count, sizeof *out->moves);
	for (size_t m = 0; m < its->count; m++)
		out->moves[out->count++] = (struct mh_move){ its->numbers[m], attack->reduced.sign[its->numbers[m]] * by };
}

/* What has moved, rounded; false: by a fraction. */
static bool take(const struct mh_attack *attack, bool whole, struct mh_witness *out)
{
	for (size_t g = 0; g < attack->reduced.group_count; g++) {
		const double by = moved(attack, column_of(g), whole);

		if (fabs(by) < WHOLE)
			continue;
		if (fabs(by - round(by)) > WHOLE)
			return false;
		take_group(attack, g, llround(by), out);
	}
	return true;
}

static void count_branches(glp_tree *tree, void *arg)
{
	struct mh_attack *const attack = arg;

	if (glp_ios_reason(tree) == GLP_IBINGO || (glp_ios_reason(tree) == GLP_ISELECT && attack->branches++ > MH_ATTACK_BRANCHES))
		glp_ios_terminate(tree);
}

/* The same in whole numbers, where the answer has fractions. */
static bool solve_whole(struct mh_attack *attack)
{
	const int columns = glp_get_num_cols(attack->lp);
	glp_iocp how;

	glp_init_iocp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.cb_func = count_branches;
	how.cb_info = attack;
	how.br_tech = GLP_BR_MFV;
	how.bt_tech = GLP_BT_DFS;
	attack->branches = 0;
	for (int c = 1; c <= columns; c++)
		glp_set_col_kind(attack->lp, c, GLP_IV);
	glp_intopt(attack->lp, &how);
	const int status = glp_mip_status(attack->lp);
	for (int c = 1; c <= columns; c++)
		glp_set_col_kind(attack->lp, c, GLP_CV);
	attack->work += (uint64_t)(attack->branches + 1) * 50 * (uint64_t)columns;
	return status == GLP_OPT || status == GLP_FEAS;
}

bool mh_attack_try(struct mh_attack *attack, const struct mh_demand *demand, struct mh_witness *out)
{
	const size_t group = attack->reduced.group_of[demand->number];
	bool done;

	*out = (struct mh_witness){ NULL, 0 };
	if (group == MH_STILL)
		return false;
	if (attack->reader != demand->reader)
		read_as(attack, demand->reader);
	done = aim(attack, demand) && solve(attack)
		&& (take(attack, false, out) || (mh_witness_free(out), solve_whole(attack) && take(attack, true, out)));
	free_group(attack, group);
	if (done && mh_witness_holds(out, attack->system, demand, NULL, attack->sums))
		return true;
	mh_witness_free(out);
	return false;
}
