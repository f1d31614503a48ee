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

/* The table, for its writers: groups of rows, and what stands in each column. */
#define MH_CHAIN_GROUPS ((size_t)4)
#define MH_CHAIN_COLUMNS ((size_t)9)
#define MH_CHAIN_TRAININGS ((size_t)7)	/* the column with a number */

enum mh_chain_cell { MH_CHAIN_TEXT, MH_CHAIN_NUMBER, MH_CHAIN_SHARE, MH_CHAIN_HIDDEN };

const char *mh_chain_head(size_t column, bool dutch);
const char *mh_chain_group(size_t group, bool dutch);
bool mh_chain_in_group(const struct mh_chain_row *, size_t group);
/* Adds a cell as people read it; a number is that of trainings, a share is in per cent. */
struct mh_report_options;
enum mh_chain_cell mh_chain_cell(const struct mh_chain_row *, size_t column, const struct mh_report_options *, struct mh_str *out);

#endif
