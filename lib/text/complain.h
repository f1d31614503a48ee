/* A reader's way to report: every problem goes to the list, and the first one becomes the sentence of the error. */

#ifndef MH_TEXT_COMPLAIN_H
#define MH_TEXT_COMPLAIN_H

#include <stddef.h>

#include "base/err.h"

struct mh_complaints {
	const char *name;		/* of the file, stands in each problem */
	struct mh_problems *list;	/* may be NULL */
	struct mh_err *err;		/* may be NULL */
	size_t found;
};

/* Adds a problem at where (its file and text are ignored); the first one is also err's sentence, with MH_INPUT. */
void mh_complain(struct mh_complaints *, const struct mh_problem *where, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* MH_INPUT when something was found, else MH_OK. */
enum mh_status mh_complaints_status(const struct mh_complaints *);

#endif
