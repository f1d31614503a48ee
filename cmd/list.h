/* Lists of records of one kind: what every "list" command is made of. */

#ifndef MH_CMD_LIST_H
#define MH_CMD_LIST_H

#include "record/query.h"
#include "session.h"

/* Is this record of the list? For what a query can't say. */
typedef bool mh_wanted_fn(void *, const struct mh_record *);

/*
 * Prints the records of query (made by the caller with the command's own conditions, and freed by the caller) as --where,
 * --sort, --limit, --columns and --format ask. columns: what is printed where --columns does not say, such as
 * "id,received,municipality"; wanted may be NULL. MH_NO: nothing was found. MH_USAGE: a column, field or code that does not
 * exist, with the nearest that does; a sealed field.
 */
enum mh_status mh_list(struct mh_session *, struct mh_query *, const char *columns, mh_wanted_fn *wanted, void *arg, struct mh_err *);

/* Prints the records of query as a table below a title, for the parts of a record that is shown; nothing where there are none. */
enum mh_status mh_list_parts(struct mh_session *, const struct mh_query *, const char *title, const char *columns, struct mh_err *);

/* Adds what --where and --sort ask to the command's own conditions. MH_USAGE as above. */
enum mh_status mh_list_query(struct mh_session *, struct mh_query *, struct mh_err *);

#endif
