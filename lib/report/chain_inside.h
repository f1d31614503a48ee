/* The chain between reading and writing it. Of lib/report/chain*.c only. */

#ifndef MH_REPORT_CHAIN_INSIDE_H
#define MH_REPORT_CHAIN_INSIDE_H

#include "chain/answers.h"
#include "exchange/declared.h"

#define MH_CHAIN_AGREEMENTS 3
extern const char *const mh_chain_agreements[MH_CHAIN_AGREEMENTS];	/* codes of catalogue agreement-kind that have a column */

struct mh_chain_row {
	char *name, *column;
	char *places;			/* municipalities that it serves, joined by commas; NULL: none */
	bool own, municipality, officer, agreements[MH_CHAIN_AGREEMENTS];
	enum mh_declared_state declared;
	char *version, *on;		/* NULL: no declaration is on record */
	int64_t trainings;
	struct mh_answers answers;
};

struct mh_chain { struct mh_chain_row *rows; size_t count; };

#endif
