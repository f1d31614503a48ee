/* A record from a YAML map: its keys are the kind's fields. */

#ifndef MH_RECORD_FORM_H
#define MH_RECORD_FORM_H

#include "record/record.h"
#include "text/yaml.h"

/*
 * Sets the fields that a person may give from the keys of map; others (ended by NULL, or NULL) are keys that the caller reads
 * himself. Sets may be lists. MH_INPUT: every problem is added at its place, the first one is the sentence.
 */
enum mh_status mh_record_from_map(struct mh_record *, const struct mh_node *map, const char *file, const char *const others[],
	struct mh_problems *, struct mh_err *);

/* Problems from number "from" on that speak of a field get the place of its key in map. */
void mh_problems_place(struct mh_problems *, size_t from, const struct mh_node *map);

#endif
