/*
 * A cube: how many distinct units there are in each cell of rows x columns, in each margin, and in all.
 *
 * A unit counts once in a cell and once in a margin. Where it has more than one code of a dimension (a set such as the forms
 * of exploitation; a person who was seen in two years) it counts in each of these codes, so cells may sum to more than their
 * margin. A code without any unit stays, with 0, when it was declared. "unknown" (asked, not known), "not-asked" and "" (empty)
 * are codes of their own and come last; they are never 0 and never left out. So is "erased": a unit of which only year,
 * municipality and form are still known, and perhaps not all of these.
 */

#ifndef MH_REPORT_CUBE_H
#define MH_REPORT_CUBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define MH_AXIS_MOST 2000	/* codes of one dimension in one table */

/* Is a number kept from the reader: itself too small, or because another could be found by it? */
enum mh_hidden { MH_SHOWN = 0, MH_PRIMARY = 1, MH_SECONDARY = 2 };

struct mh_axis {
	char *dimension;	/* NULL: the cube has no such axis; it then has the margin alone */
	char **codes;
	char **labels;		/* for people; the same as codes until mh_axis_label */
	bool *declared;
	size_t count, room;
};

struct mh_cube {
	char *measure;
	char *scope;		/* period and date: cubes of one measure, scope and condition count the same units */
	char *condition;	/* NULL: none */
	struct mh_axis rows, columns;
	int64_t *cells;		/* (rows.count + 1) x (columns.count + 1); the last row and column are the margins */
	unsigned char *hidden;	/* the same shape: enum mh_hidden, set by mh_protect */
	uint64_t *seen;		/* numbered units and where they were counted: a hash set; freed by mh_cube_finish */
	size_t seen_count, seen_room;
	size_t row_room, column_room;
	bool finished;
	int64_t left_out;	/* erased units to which the question cannot be put: in no cell */
	bool withheld;		/* the whole table is not to be shown: mh_protect */
};

/* Makes an empty cube. row is a dimension; column is one, or NULL. Texts are copied. */
void mh_cube_init(struct mh_cube *, const char *measure, const char *scope, const char *row, const char *column);
void mh_cube_free(struct mh_cube *);

/* Declares a code, so that it is there also without units; declared codes keep the order of these calls. */
enum mh_status mh_cube_declare_row(struct mh_cube *, const char *code, struct mh_err *);
enum mh_status mh_cube_declare_column(struct mh_cube *, const char *code, struct mh_err *);

/*
 * Adds count units with this combination. Sets come ';'-joined. unit 0: they are count different units, met only here.
 * Another number names one unit, which may come again, with this or another combination.
 * column is NULL when the cube has none. MH_INPUT: more codes than MH_AXIS_MOST.
 */
enum mh_status mh_cube_add(struct mh_cube *, const char *row, const char *column, int64_t unit, int64_t count, struct mh_err *);

/* Orders: declared codes first, others in byte order, then unknown, not-asked and empty. Nothing is added afterwards. */
void mh_cube_finish(struct mh_cube *);

/* A cell of a finished cube; row == rows.count and column == columns.count are the margins. */
int64_t mh_cube_at(const struct mh_cube *, size_t row, size_t column);
bool mh_cube_hidden(const struct mh_cube *, size_t row, size_t column);
/* Index in cells and hidden. */
size_t mh_cube_index(const struct mh_cube *, size_t row, size_t column);
int64_t mh_cube_total(const struct mh_cube *);
/* Sums the cells to more than a margin somewhere, along the rows (down: of one column) or along the columns? */
bool mh_cube_overlaps(const struct mh_cube *, bool down);

/* Replaces the label of a code. */
void mh_axis_label(struct mh_axis *, size_t index, const char *label);
/* Is it one of the codes that say that a value is missing: unknown, not-asked, empty, erased? */
bool mh_code_missing(const char *code);
/* Has an axis of it the code "erased"? */
bool mh_cube_has_erased(const struct mh_cube *);

#endif
