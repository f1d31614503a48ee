/* A kind's fields as options of a command: "--municipality CODE"; a sealed field takes "-" and nothing else. */

#ifndef MH_RECORD_OPTIONS_H
#define MH_RECORD_OPTIONS_H

#include "cli/option.h"
#include "record/record.h"

/* Table of options of the fields that a person may give (not derived ones), which are stored as pairs at offset; made once per
 * kind and kept until the program ends. Ended by a NULL name. */
const struct mh_option *mh_kind_options(const struct mh_kind *, size_t offset);

/*
 * Sets the record's fields from the pairs of the command line. A sealed field's "-" is read from standard input when that is
 * no terminal (only one field may do so; the whole input is its value), and asked for, without echo, on a terminal otherwise.
 * MH_USAGE: a sealed field with a value; two sealed fields from one standard input; a part of the record's own parent.
 * MH_INPUT: "--received: expected a day ..."; standard input without a byte, which would empty the field, or with more lines than
 * the field takes.
 */
enum mh_status mh_record_assign(struct mh_record *, const struct mh_pairs *, struct mh_err *);

#endif
