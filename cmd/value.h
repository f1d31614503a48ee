/* Values of records as they are printed: for people with labels, for programs as they are stored. */

#ifndef MH_CMD_VALUE_H
#define MH_CMD_VALUE_H

#include "record/record.h"
#include "session.h"

/* Name of a field in the user's language (message context "field"); never NULL. */
const char *mh_field_label(const struct mh_field *);

/* Adds the value for people: labels of codes, a partner's short name, days and moments of the store's zone, "(sealed)". */
void mh_value_for_people(const struct mh_session *, const struct mh_record *, int field, struct mh_str *);
/* Adds the value for programs: codes, ids, moments in UTC, "(sealed)". */
void mh_value_for_programs(const struct mh_record *, int field, struct mh_str *);
/* Is the field a number in a table and in JSON? */
bool mh_field_is_number(const struct mh_field *);

#endif
