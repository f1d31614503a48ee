/* Parts of a case: all that was written down in it, of whatever kind, in the order of its days. */

#ifndef MH_CHAIN_PARTS_H
#define MH_CHAIN_PARTS_H

#include "store/store.h"

struct mh_parts { struct mh_record *list; size_t count; };

#define MH_PARTS_INIT { NULL, 0 }

/* Is a record of this kind a part of a case, with something sealed in it to read? */
bool mh_part_of_case(const struct mh_kind *);
/* Their names, joined by commas; kept until the program ends. */
const char *mh_part_names(void);

/* Adds the parts of the case by day, of one kind (NULL: of all). */
enum mh_status mh_parts_of_case(struct mh_store *, int64_t case_n, const struct mh_kind *, struct mh_parts *, struct mh_err *);
void mh_parts_add(struct mh_parts *, const struct mh_record *);	/* a copy */
void mh_parts_free(struct mh_parts *);

#endif
