/* Parts of a case: needs, tasks, parties, papers, notes, costs ... What commands that add, change and list them are made of. */

#ifndef MH_CMD_PART_H
#define MH_CMD_PART_H

#include "cli/option.h"
#include "record/kind.h"
#include "session.h"

/* What is the same for each record of a kind: one line of the table in part.c. */
struct mh_part {
	const struct mh_kind *kind;
	const char *day;	/* field that is today where nobody says so, and never in the future; NULL: none */
	const char *columns;	/* of a list */
	bool after;		/* may be added to a case that is closed */
};

extern const struct mh_part mh_part_intake, mh_part_need, mh_part_plan, mh_part_programme, mh_part_party, mh_part_task, mh_part_paper,
	mh_part_note, mh_part_cost, mh_part_assignment, mh_part_stay, mh_part_conference,
	mh_part_consent, mh_part_request;

/* Arguments of a command that adds a part; the options of a kind are stored in fields. */
struct mh_part_args {
	const char *partner, *file;
	struct mh_pairs fields;
};

/* Options: "--partner" by its short name, and "--file" of fields and values. Ended by a NULL name; for .options. */
extern const struct mh_option mh_part_partner[], mh_part_file[];

/* More to be done with a part before it is put, or a reason not to; the_case is NULL where none is at hand. In the open transaction. */
struct mh_part_more {
	enum mh_status (*fn)(struct mh_session *, const void *arg, struct mh_record *the_case, struct mh_record *part, struct mh_err *);
	const void *arg;
};

/*
 * Reads a part of the case (id as text; NULL: of none) from the arguments, checks it, puts it and prints its id. more may be NULL.
 * MH_NO, MH_USAGE: no such case, partner or field; MH_INPUT: the case is closed, or a value is wrong: nothing was written.
 */
enum mh_status mh_part_add(struct mh_session *, const struct mh_part *, const char *case_id, const struct mh_part_args *, const struct mh_part_more *more,
	struct mh_err *);

/* Puts values (pairs of field and text; ended by a NULL field) in the part of that id, checks and puts it. more may be NULL, and refuses. */
struct mh_part_change { const char *field, *text; };
enum mh_status mh_part_change(struct mh_session *, const struct mh_part *, const char *id, const struct mh_part_change *, const struct mh_part_more *more,
	struct mh_err *);

/* Lists the parts of the case that argv names, or of all. */
enum mh_status mh_part_list(struct mh_session *, const struct mh_part *, int argc, char **argv, struct mh_err *);

/* Sets a field of the record to the partner of this short name. MH_NO: "--partner x: no such partner". */
enum mh_status mh_part_put_partner(struct mh_session *, struct mh_record *, const char *field, const char *code, struct mh_err *);
/* "2026-03-01", or today where text is NULL. MH_INPUT: in the future. day has room for a date. */
enum mh_status mh_part_day(const char *option, const char *text, char *day, struct mh_err *);
/* Time of day, "14:30" or "14.30", into the field. MH_USAGE: it is none. */
enum mh_status mh_part_put_time(struct mh_record *, const char *field, const char *text, struct mh_err *);

#endif
