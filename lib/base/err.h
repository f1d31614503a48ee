/*
 * Errors. The library returns a status and leaves one sentence in a caller-given struct mh_err; only cmd/ prints it.
 * A sentence is lower case, without a full stop, object first, remedy last when known:
 *	"C-2026-0099: no such case"
 * It never holds the value of a sealed field.
 */

#ifndef MH_BASE_ERR_H
#define MH_BASE_ERR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

struct mh_err {
	enum mh_status status;
	char text[1200];
};

#define MH_ERR_INIT { MH_OK, "" }

/* Writes the sentence and returns status, so that "return mh_fail(err, MH_INPUT, ...)" reads as what it does. err may be NULL. */
enum mh_status mh_fail(struct mh_err *err, enum mh_status status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Puts "object: " in front of the sentence that is there; returns err's status. */
enum mh_status mh_fail_in(struct mh_err *err, const char *object);

/* One problem in an input: where (0 or NULL where it does not apply), what was there, and what to do. */
struct mh_problem {
	const char *file;
	size_t line;		/* from 1 */
	size_t column;		/* from 1; of the text (YAML) */
	size_t row;		/* from 1, the header row not counted (CSV) */
	const char *field;		/* column title or key */
	const char *value;		/* as given; "(sealed)" where the field is sealed */
	const char *text;		/* sentence with the remedy */
	const char *remedy;		/* what to do, where the sentence does not say it; NULL: it does */
	bool warning;			/* named, and nothing fails for it */
};

/* All problems of an input, in the order found. Counting goes on after the list is full. */
struct mh_problems {
	struct mh_problem *list;
	size_t count;		/* kept in list */
	size_t total;		/* found */
	size_t most;		/* how many to keep; 0: 10,000 */
	size_t warnings;	/* how many of those found fail nothing */
};

#define MH_PROBLEMS_INIT { NULL, 0, 0, 0, 0 }

/* Adds a problem; strings of where are copied (text of where is ignored, the sentence comes from format). list may be NULL. */
void mh_problem_add(struct mh_problems *list, const struct mh_problem *where, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Adds the sentence of an error as a problem; where it begins with the object (file of where), or ends with the remedy, neither is said twice. */
void mh_problem_sentence(struct mh_problems *list, const struct mh_problem *where, const char *sentence);

/* Gives the problems from number first on that have no remedy this one. */
void mh_problems_remedy(struct mh_problems *, size_t first, const char *remedy);

/* Writes "file:line:column: field "value": text" (or "file: row 12, column received, value "x": text") into out; returns its length. */
size_t mh_problem_text(const struct mh_problem *, char *out, size_t size);

/* The same without the sentence: what it is about. */
size_t mh_problem_object(const struct mh_problem *, char *out, size_t size);

/* Frees the list and makes it empty. */
void mh_problems_free(struct mh_problems *);

#endif
