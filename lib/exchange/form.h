/*
 * A YAML map as a record, strictly, and back: the field table of a kind says which keys there are, of which type, which codes.
 * Used for everything that a partner writes, and for partner files. Every problem is reported with its place.
 */

#ifndef MH_EXCHANGE_FORM_H
#define MH_EXCHANGE_FORM_H

#include "base/err.h"
#include "record/record.h"
#include "text/yaml.h"

/*
 * Sets the record's fields from the map. Keys of the kind's fields that are not derived, and those of also (NULL-ended, may be
 * NULL; their values are left alone), are known: others are a problem that names the nearest. A set is a list of words or
 * one text. Text holds no control characters. Then required fields and codes are checked on that day (year 0: leave that out).
 * MH_INPUT with the first problem as sentence.
 */
enum mh_status mh_form_read(const char *file, const struct mh_node *map, const char *const also[], struct mh_record *,
	struct mh_catalogues *, struct mh_date on, struct mh_problems *, struct mh_err *);

/* Writes the record's fields that have a value, in the order of the table, as keys of the map that is open; sets as lists. */
void mh_form_write(struct mh_yaml_writer *, const struct mh_record *);

#endif
