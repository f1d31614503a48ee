/* Records shown whole: what every "show" command is made of. */

#ifndef MH_CMD_SHOW_H
#define MH_CMD_SHOW_H

#include "session.h"

struct mh_show {
	const struct mh_kind *kind;
	const char *purpose;	/* code: sealed values are opened for it; NULL: they stay "(sealed)" */
	const struct mh_kind *parts[4];	/* records of these kinds that point to it are opened for the purpose too; ended by NULL */
	/* Prints what belongs to the record behind it, only in format table; may be NULL. */
	enum mh_status (*after)(struct mh_session *, struct mh_record *, void *arg, struct mh_err *);
	void *arg;
};

/*
 * Shows the records that the operands name ("-": ids of standard input): "label: value" lines that fit the terminal, or with
 * --format csv, jsonl or ids one row each with all fields. All ids are looked up, and the sealed values unlocked, before
 * anything is printed. MH_NO: "S-2026-0099: no such signal"; MH_USAGE: no id of this kind; MH_KEY: nobody here may open them.
 */
enum mh_status mh_show(struct mh_session *, const struct mh_show *, int argc, char **argv, struct mh_err *);

/* Prints one line of text from column indent on, broken at blanks before column width; its own leading blanks indent all of it. */
void mh_show_wrapped(const char *, size_t len, size_t indent, size_t width);

/* Prints one record as "label: value" lines, fields that are empty left out. */
void mh_show_record(const struct mh_session *, const struct mh_record *);

#endif
