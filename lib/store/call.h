/*
 * Calls: a statement that writes, with its values in the order of its parameters. Usually it is carried out at once. In a
 * large import calls are gathered and carried out by a second thread, in their order, while the first reads and seals the
 * next rows. Whoever asks the store anything else waits until all that was gathered is done (mh_calls_wait), which
 * sql.c and kind_sql.c see to. A call that fails is told by the next mh_call_end, or by mh_calls_wait.
 */

#ifndef MH_STORE_CALL_H
#define MH_STORE_CALL_H

#include "store/internal.h"

struct mh_call {
	struct mh_store *store;
	sqlite3_stmt *stmt;
	int at;			/* next parameter */
	struct mh_str *gathered;	/* NULL: bound at once */
};

/* Begins a call of a fixed statement, or of one that inserts a record of a kind. MH_STORE: it does not compile. */
enum mh_status mh_call_fixed(struct mh_store *, enum mh_sql, struct mh_call *, struct mh_err *);
enum mh_status mh_call_insert(struct mh_store *, const struct mh_kind *, enum mh_kind_sql, struct mh_call *, struct mh_err *);
/* The next value; bytes are needed until mh_call_end returns. */
void mh_call_null(struct mh_call *);
void mh_call_number(struct mh_call *, int64_t);
void mh_call_text(struct mh_call *, const char *, size_t);
void mh_call_blob(struct mh_call *, const void *, size_t);
/* Carries it out, or gathers it. */
enum mh_status mh_call_end(struct mh_call *, struct mh_err *);

#endif
