/* Tables as flows: networks, cheapest paths, the check by addition. */

#include "report/flow.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Nodes: 0 the side of the row margins, 1 the side of the column margins, 2 overlap; then rows, then columns. */
enum { NODE_ROWS, NODE_COLUMNS, NODE_OVERLAP, NODE_FIRST };

#define FAR INT64_MAX

static size_t row_node(size_t row)
{
	return NODE_FIRST + row;
}

static size_t column_node(const struct mh_cube *cube, size_t column)
{
	return NODE_FIRST + cube->rows.count + column;
}

static void add_arc(struct mh_net *net, size_t from, size_t to, size_t quantity, size_t row, size_t column)
{
	net->arcs[net->arc_count++] = (struct mh_arc) { from, to, quantity, row, column, 0, 0 };
}

/* A slack takes what its node has too much. */
static void add_slack(struct mh_net *net, const struct mh_quantity *all, size_t node, bool out)
{
	int64_t excess = 0;
	size_t i;

	for (i = 0; i < net->arc_count; i++) {
		if (net->arcs[i].quantity == MH_SLACK)
			continue;
		if (net->arcs[i].to == node)
			excess += all[net->arcs[i].quantity].value;
		if (net->arcs[i].from == node)
			excess -= all[net->arcs[i].quantity].value;
	}
	add_arc(net, out ? node : NODE_OVERLAP, out ? NODE_OVERLAP : node, MH_SLACK, 0, 0);
	net->arcs[net->arc_count - 1].value = out ? excess : -excess;
}

static void add_slacks(struct mh_net *net, const struct mh_quantity *all)
{
	const struct mh_cube *cube = net->cube;
	size_t i;

	for (i = 0; net->down && i < cube->columns.count; i++)
		add_slack(net, all, column_node(cube, i), true);
	if (net->down)
		add_slack(net, all, NODE_ROWS, false);
	for (i = 0; net->across && i < cube->rows.count; i++)
		add_slack(net, all, row_node(i), false);
	if (net->across || (net->down && cube->columns.count == 0))
		add_slack(net, all, NODE_COLUMNS, true);
}

void mh_net_init(struct mh_net *net, const struct mh_cube *cube, size_t *quantities, const struct mh_quantity *all)
{
	size_t rows = cube->rows.count, columns = cube->columns.count, r, c;

	memset(net, 0, sizeof(*net));
	net->cube = cube;
	net->quantities = quantities;
	net->node_count = NODE_FIRST + rows + columns;
	net->down = mh_cube_overlaps(cube, true);
	net->across = mh_cube_overlaps(cube, false);
	net->arcs = mh_alloc((rows + 1) * (columns + 1) + rows + columns + 2, sizeof(*net->arcs));
	for (r = 0; r < rows; r++) {
		for (c = 0; c < columns; c++)
			add_arc(net, row_node(r), column_node(cube, c), quantities[mh_cube_index(cube, r, c)], r, c);
		/* Without columns the margin of a row is the cell itself. */
		add_arc(net, NODE_ROWS, columns ? row_node(r) : NODE_COLUMNS, quantities[mh_cube_index(cube, r, columns)], r, columns);
	}
	for (c = 0; c < columns; c++)
		add_arc(net, column_node(cube, c), NODE_COLUMNS, quantities[mh_cube_index(cube, rows, c)], rows, c);
	add_arc(net, NODE_COLUMNS, NODE_ROWS, quantities[mh_cube_index(cube, rows, columns)], rows, columns);
	add_slacks(net, all);
	mh_net_reset(net);
}

void mh_net_free(struct mh_net *net)
{
	free(net->quantities);
	free(net->arcs);
	memset(net, 0, sizeof(*net));
}

void mh_net_reset(struct mh_net *net)
{
	size_t i;

	for (i = 0; i < net->arc_count; i++)
		net->arcs[i].now = net->arcs[i].value;
}

static size_t quantity_at(const struct mh_net *net, size_t row, size_t column)
{
	return net->quantities[mh_cube_index(net->cube, row, column)];
}

static int64_t now_at(const struct mh_net *net, const struct mh_quantity *all, size_t row, size_t column)
{
	return all[quantity_at(net, row, column)].now;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static bool may_change(const struct mh_search *search, size_t quantity)
{
	const struct mh_quantity *q = &search->all[quantity];

	return q->value != 0 && quantity != search->fixed && (q->hidden || search->hide) && (!q->shared || search->shared);
}

static void change_to(struct mh_search *search, size_t quantity, int64_t now)
{
	struct mh_quantity *q = &search->all[quantity];

	q->now = now;
	if (!q->hidden) {
		q->hidden = MH_SECONDARY;
		search->trail[search->trail_count++] = quantity;
	}
}

/* Does the number limit what may be tried beside it? Not where it can go along. */
static int64_t room_beside(const struct mh_search *search, size_t quantity, int64_t room)
{
	return search->follow && may_change(search, quantity) ? FAR : room;
}

/* How far a number can rise: where units overlap a cell stays within a margin that cannot go along. */
static int64_t room_up(const struct mh_net *net, const struct mh_search *search, const struct mh_arc *arc)
{
	size_t rows = net->cube->rows.count, columns = net->cube->columns.count, margin;
	int64_t now = search->all[arc->quantity].now, room = FAR;

	if (net->down && arc->row < rows) {
		margin = quantity_at(net, rows, arc->column);
		room = least(room, room_beside(search, margin, search->all[margin].now - now));
	}
	if (net->across && arc->column < columns) {
		margin = quantity_at(net, arc->row, columns);
		room = least(room, room_beside(search, margin, search->all[margin].now - now));
	}
	return room;
}

/* How far it can fall: not below 1, and not below a cell that it is the margin of and that cannot go along. */
static int64_t room_down(const struct mh_net *net, const struct mh_search *search, const struct mh_arc *arc)
{
	size_t rows = net->cube->rows.count, columns = net->cube->columns.count, i, cell;
	int64_t now = search->all[arc->quantity].now, room = now - 1;

	for (i = 0; net->down && arc->row == rows && i < rows; i++) {
		cell = quantity_at(net, i, arc->column);
		room = least(room, room_beside(search, cell, now - search->all[cell].now));
	}
	for (i = 0; net->across && arc->column == columns && i < columns; i++) {
		cell = quantity_at(net, arc->row, i);
		room = least(room, room_beside(search, cell, now - search->all[cell].now));
	}
	return room;
}

/* Units that can be sent along the arc, forward (the number rises) or back; *cost of hiding it first. */
static int64_t capacity(const struct mh_net *net, const struct mh_search *search, const struct mh_arc *arc, bool forward, int64_t *cost)
{
	const struct mh_quantity *q;

	*cost = 1;		/* of two ways without new hidden numbers, the shorter */
	if (arc->quantity == MH_SLACK)
		return forward ? (search->slack ? FAR : 0) : arc->now;
	q = &search->all[arc->quantity];
	if (q->value == 0 || arc->quantity == search->fixed || (q->shared && !search->shared))
		return 0;
	if (!q->hidden && !search->hide)
		return 0;
	if (!q->hidden)
		*cost = q->cost;
	if (q->shared)
		*cost += 1000;	/* other tables would have to follow */
	return forward ? room_up(net, search, arc) : room_down(net, search, arc);
}

/* What flows into each node more than out of it. */
static void excesses(const struct mh_net *net, const struct mh_quantity *all, int64_t *excess)
{
	size_t i;
	int64_t now;

	memset(excess, 0, net->node_count * sizeof(*excess));
	for (i = 0; i < net->arc_count; i++) {
		now = net->arcs[i].quantity == MH_SLACK ? net->arcs[i].now : all[net->arcs[i].quantity].now;
		excess[net->arcs[i].to] += now;
		excess[net->arcs[i].from] -= now;
	}
}

struct path {
	int64_t *excess, *distance;
	size_t *by;		/* arc by which a node is reached; arc_count: a source */
	bool *forward;
};

/* One round of relaxing all arcs; true when something became nearer. */
static bool relax(const struct mh_net *net, const struct mh_search *search, struct path *path)
{
	const struct mh_arc *arc;
	int64_t cost;
	bool nearer = false, forward;
	size_t i, from, to;
	int way;

	for (i = 0; i < net->arc_count; i++) {
		arc = &net->arcs[i];
		for (way = 0; way < 2; way++) {
			forward = way == 0;
			from = forward ? arc->from : arc->to;
			to = forward ? arc->to : arc->from;
			if (path->distance[from] == FAR || path->distance[from] >= path->distance[to])
				continue;
			if (capacity(net, search, arc, forward, &cost) <= 0 || path->distance[from] + cost >= path->distance[to])
				continue;
			path->distance[to] = path->distance[from] + cost;
			path->by[to] = i;
			path->forward[to] = forward;
			nearer = true;
		}
	}
	return nearer;
}

/* The nearest node that lacks flow, from any that has too much; node_count: none can be reached. */
static size_t nearest(const struct mh_net *net, const struct mh_search *search, struct path *path)
{
	size_t i, best = net->node_count;

	for (i = 0; i < net->node_count; i++) {
		path->distance[i] = path->excess[i] > 0 ? 0 : FAR;
		path->by[i] = net->arc_count;
	}
	while (relax(net, search, path))
		;
	for (i = 0; i < net->node_count; i++) {
		if (path->excess[i] < 0 && path->distance[i] != FAR
		    && (best == net->node_count || path->distance[i] < path->distance[best]))
			best = i;
	}
	return best;
}

static size_t previous(const struct mh_net *net, const struct path *path, size_t node)
{
	const struct mh_arc *arc = &net->arcs[path->by[node]];

	return path->forward[node] ? arc->from : arc->to;
}

/* Where units overlap no cell is larger than its margin. Of such a pair that is wrong the number that was just set stays, and the
 * other follows where it may. */
static void follow_pair(struct mh_search *search, size_t cell, size_t margin, bool up)
{
	if (search->all[cell].now <= search->all[margin].now)
		return;
	if (up && may_change(search, margin))
		change_to(search, margin, search->all[cell].now);
	else if (!up && may_change(search, cell))
		change_to(search, cell, search->all[margin].now);
}

/* A number that was raised takes its margins along; one that was lowered takes its cells along. */
static void follow(struct mh_net *net, struct mh_search *search, size_t row, size_t column, bool up)
{
	size_t rows = net->cube->rows.count, columns = net->cube->columns.count, self = quantity_at(net, row, column), i;

	if (up && net->down && row < rows)
		follow_pair(search, self, quantity_at(net, rows, column), true);
	if (up && net->across && column < columns)
		follow_pair(search, self, quantity_at(net, row, columns), true);
	for (i = 0; !up && net->down && row == rows && i < rows; i++)
		follow_pair(search, quantity_at(net, i, column), self, false);
	for (i = 0; !up && net->across && column == columns && i < columns; i++)
		follow_pair(search, quantity_at(net, row, i), self, false);
}

/* All that differ from the truth: what was set before this table's turn. */
static void follow_all(struct mh_net *net, struct mh_search *search)
{
	size_t i;
	const struct mh_quantity *q;

	for (i = 0; i < net->arc_count; i++) {
		if (net->arcs[i].quantity == MH_SLACK)
			continue;
		q = &search->all[net->arcs[i].quantity];
		if (q->now != q->value)
			follow(net, search, net->arcs[i].row, net->arcs[i].column, q->now > q->value);
	}
}

/* Sends along the path as much as it takes, and hides what it passes. */
static void send_flow(struct mh_net *net, struct mh_search *search, const struct path *path, size_t end)
{
	int64_t amount = -path->excess[end], cost;
	struct mh_arc *arc;
	size_t node;

	for (node = end; path->by[node] != net->arc_count; node = previous(net, path, node))
		amount = least(amount, capacity(net, search, &net->arcs[path->by[node]], path->forward[node], &cost));
	amount = least(amount, path->excess[node]);
	for (node = end; path->by[node] != net->arc_count; node = previous(net, path, node)) {
		arc = &net->arcs[path->by[node]];
		if (arc->quantity == MH_SLACK) {
			arc->now += path->forward[node] ? amount : -amount;
			continue;
		}
		change_to(search, arc->quantity, search->all[arc->quantity].now + (path->forward[node] ? amount : -amount));
	}
	for (node = end; path->by[node] != net->arc_count; node = previous(net, path, node)) {
		arc = &net->arcs[path->by[node]];
		if (arc->quantity != MH_SLACK && search->follow)
			follow(net, search, arc->row, arc->column, path->forward[node]);
	}
}

/* Rounds after which it is given up: numbers that follow each other could go on for ever. */
#define ROUNDS 100

bool mh_net_balance(struct mh_net *net, struct mh_search *search)
{
	struct path path = {
		mh_alloc(net->node_count, sizeof(int64_t)), mh_alloc(net->node_count, sizeof(int64_t)),
		mh_alloc(net->node_count, sizeof(size_t)), mh_alloc(net->node_count, sizeof(bool)),
	};
	bool balanced = false;
	size_t end, i, round;

	follow_all(net, search);
	for (round = 0; round < ROUNDS; round++) {
		excesses(net, search->all, path.excess);
		for (i = 0; i < net->node_count && path.excess[i] <= 0; i++)
			;
		if (i == net->node_count) {
			balanced = true;
			break;
		}
		end = nearest(net, search, &path);
		if (end == net->node_count)
			break;
		send_flow(net, search, &path, end);
	}
	free(path.excess);
	free(path.distance);
	free(path.by);
	free(path.forward);
	return balanced;
}

/* One line, down a column or across a row: the sum of its cells against its margin. */
static bool line_holds(const struct mh_net *net, const struct mh_quantity *all, bool down, size_t line, bool overlap)
{
	size_t length = down ? net->cube->rows.count : net->cube->columns.count, i;
	int64_t margin = down ? now_at(net, all, length, line) : now_at(net, all, line, length), sum = 0, cell;

	for (i = 0; i < length; i++) {
		cell = down ? now_at(net, all, i, line) : now_at(net, all, line, i);
		if (cell > margin)
			return false;
		sum += cell;
	}
	return length == 0 || (overlap ? sum >= margin : sum == margin);
}

bool mh_net_holds(const struct mh_net *net, const struct mh_quantity *all)
{
	size_t cells = (net->cube->rows.count + 1) * (net->cube->columns.count + 1), i;
	const struct mh_quantity *q;

	for (i = 0; i < cells; i++) {
		q = &all[net->quantities[i]];
		if (q->hidden ? q->now < 1 : q->now != q->value)
			return false;
	}
	for (i = 0; i <= net->cube->columns.count; i++) {
		if (!line_holds(net, all, true, i, net->down))
			return false;
	}
	for (i = 0; i <= net->cube->rows.count; i++) {
		if (!line_holds(net, all, false, i, net->across))
			return false;
	}
	return true;
}
