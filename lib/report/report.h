/* A report that is made: its definition, counted and protected. lib/report/html.h writes it. */

#ifndef MH_REPORT_REPORT_H
#define MH_REPORT_REPORT_H

#include "report/chain.h"
#include "report/cube.h"
#include "report/definition.h"
#include "report/estimated.h"
#include "report/period.h"
#include "report/protect.h"
#include "store/store.h"

struct mh_report_options {
	const struct mh_period *period;	/* NULL: everything */
	struct mh_date as_of;		/* what the store was set to; year 0: now */
	int64_t threshold;		/* numbers below it are hidden; 0: none */
	bool round;			/* numbers are rounded, instead of hiding any */
	bool internal;			/* marked as internal on each page */
	bool dutch;
};

/* Something the numbers lean on, with its digest. */
struct mh_leaned { char *name; char digest[17]; };

struct mh_report {
	const struct mh_definition *definition;		/* borrowed */
	struct mh_report_options options;
	struct mh_cube *cubes;		/* one for each part in order; a text and a chain have an empty one (measure NULL) */
	struct mh_estimated **estimates;	/* as many; NULL in a part that is none */
	struct mh_chain **chains;	/* as many; NULL in a part that is none */
	size_t count;
	struct mh_protection protection;
	char *period;			/* for people */
	char *organisation;
	char *stand;			/* "2 March 2026 13:00 (entry 12)" */
	struct mh_leaned *leaned;
	size_t leaned_count;
};

/*
 * Counts every part of the definition and protects them together. definition_text is digested. The same store, definition and
 * options give the same report, whenever and by whom it is made. Freed by the caller, also after an error. MH_USAGE, MH_INPUT: as
 * mh_count, with the part named; MH_DENIED: as mh_protect.
 */
enum mh_status mh_report_make(struct mh_store *, const struct mh_definition *, struct mh_blob definition_text,
	const struct mh_report_options *, struct mh_report *, struct mh_err *);
void mh_report_free(struct mh_report *);
/* Sets .stand, as .options say: the end of a day, or the newest log entry that changed the numbers. */
enum mh_status mh_report_stand(struct mh_report *, struct mh_store *, struct mh_err *);

/* A definition with one table and no name, for a page of its own. Freed by mh_definition_free. */
void mh_definition_of_table(struct mh_definition *, const char *measure, const char *rows, const char *columns, const char *where,
	const char *date);

#endif
