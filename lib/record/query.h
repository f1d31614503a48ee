/* Queries on clear fields: --where, --sort, --limit as a small structure; the store turns it into SQL with bound values. */

#ifndef MH_RECORD_QUERY_H
#define MH_RECORD_QUERY_H

#include "base/err.h"
#include "record/kind.h"

enum mh_op { MH_IS, MH_IS_NOT, MH_LESS, MH_LESS_IS, MH_MORE, MH_MORE_IS, MH_CONTAINS };

#define MH_FIELD_ID (-2)	/* the record's own id, named "id" */

struct mh_condition { int field; enum mh_op op; char *text; int64_t number; };	/* MH_IS on a set: has */
struct mh_order { int field; bool down; };

struct mh_query {
	const struct mh_kind *kind;
	struct mh_condition conditions[16];
	size_t condition_count;
	struct mh_order orders[4];
	size_t order_count;
	long limit;		/* 0: none */
	int of;			/* field that points to a record of which "of_field" must be "of_text"; no such condition where of_text is NULL */
	const char *of_field, *of_text;		/* borrowed */
	uint64_t only;		/* bits of the fields that are wanted; 0: all. Others stay empty */
};

void mh_query_init(struct mh_query *, const struct mh_kind *);
void mh_query_free(struct mh_query *);
/* Reads "state=assessed and form=labour" and adds it. MH_USAGE: unknown field (nearest named), sealed field, wrong value, too many. "" and NULL add nothing. */
enum mh_status mh_query_where(struct mh_query *, const char *text, struct mh_err *);
/* Reads "received" or "-received,municipality". */
enum mh_status mh_query_sort(struct mh_query *, const char *text, struct mh_err *);
/* Adds one condition: for the program's own use; the field must exist. Empty text: IS means "is empty". */
void mh_query_is(struct mh_query *, const char *field, const char *text);
void mh_query_is_number(struct mh_query *, const char *field, int64_t number);
/* The record that the field points to must have this text in its clear field: events whose case is open. Texts are borrowed. */
void mh_query_of(struct mh_query *, const char *field, const char *of_field, const char *of_text);
/* Only these fields are wanted (words separated by a space), so that long walks read no more; others stay empty. */
void mh_query_only(struct mh_query *, const char *fields);
void mh_query_cmp(struct mh_query *, const char *field, enum mh_op, const char *text);

#endif
