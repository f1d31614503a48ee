/* What the log has of tables that hold no records. Of this room only. */

#ifndef MH_STORE_KEPT_H
#define MH_STORE_KEPT_H

#include "store/erase.h"
#include "store/internal.h"

/* Numbers never change: they stand in the log. */
enum mh_kept { MH_KEPT_COUNT = 1, MH_KEPT_FILE = 2, MH_KEPT_LIST = 3, MH_KEPT_COUNTER = 4 };

/* In a transaction: its entry gets a digest, of a signed list of erasures (MH_KEPT_LIST) or of a whole table. */
enum mh_status mh_kept_book(struct mh_store *, enum mh_kept, const unsigned char digest[MH_HASH_SIZE], struct mh_err *);
/* That of one table as it is; by whatever changes it. */
enum mh_status mh_kept_book_table(struct mh_store *, enum mh_kept, struct mh_err *);
/* Those of all tables. */
enum mh_status mh_kept_book_tables(struct mh_store *, struct mh_err *);
enum mh_status mh_kept_in_entry(struct mh_store *, enum mh_kept, int64_t entry, const unsigned char digest[MH_HASH_SIZE], bool *there, struct mh_err *);

/* Adds a problem for each table that is not as it was booked last. */
enum mh_status mh_kept_check(struct mh_store *, struct mh_problems *, struct mh_err *);
/* Adds a problem for each counter of the kind that is below an id that was given, also of a record that was erased. */
enum mh_status mh_counters_check(struct mh_store *, const struct mh_kind *, const struct mh_erasures *, struct mh_problems *, struct mh_err *);

#endif
