/* What stands in the columns of an export, for machines: W3C CSVW (2015), a JSON beside the CSV. */

#ifndef MH_CHAIN_CSVW_H
#define MH_CHAIN_CSVW_H

#include "base/str.h"
#include "record/mapping.h"

/* Adds the JSON: each column's name, title, datatype, and the separator of sets. url: the CSV's name, as it lies beside. */
void mh_csvw_write(const struct mh_map *, const char *url, char delimiter, struct mh_str *out);

#endif
