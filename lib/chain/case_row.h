/*
 * A case as one row of an export. Maps speak of a signal and a mention (record/mapping.h), and so do the standards that they are made for:
 * a case and its person lend them what they have by the same names, and the newest signal that mentions the person what only a signal has.
 * Who reported is no part of it.
 */

#ifndef MH_CHAIN_CASE_ROW_H
#define MH_CHAIN_CASE_ROW_H

#include "record/mapping.h"
#include "store/store.h"

struct mh_case_row { struct mh_record the_case, person, signal, mention; };

void mh_case_row_init(struct mh_case_row *);
void mh_case_row_free(struct mh_case_row *);
/* Fills it for the case that was read into the_case. */
enum mh_status mh_case_row_read(struct mh_store *, struct mh_case_row *, struct mh_err *);

/* Values of a case's fields that no signal has a field for, by the index of the field. */
struct mh_case_losses { uint64_t fields[MH_FIELD_MOST]; };
/* Counts what the map's columns leave out. */
void mh_case_row_account(const struct mh_map *, const struct mh_case_row *, struct mh_map_losses *, struct mh_case_losses *);
/* How many values of the case and its person are sealed. */
uint64_t mh_case_row_sealed(const struct mh_case_row *);

#endif
