/* What a person may ask about the own data (AVG art. 15 to 19): who may ask it, what was decided, and who has the data. */

#ifndef MH_CHAIN_RIGHTS_H
#define MH_CHAIN_RIGHTS_H

#include "store/store.h"

/* Makes an empty record a request of this case, decided today: codes of catalogues right, asked-by and request-decision. */
enum mh_status mh_request_start(struct mh_record *request, int64_t case_n, const char *right, const char *by, const char *decision, struct mh_err *);
/* Checks it, and puts it in the open transaction. */
enum mh_status mh_request_put(struct mh_store *, struct mh_record *request, struct mh_err *);
/*
 * The day on which the case's events say that this right was asked, where none of them says yet that it was answered (access-requested without
 * access-given ...); year 0: there is no such.
 */
enum mh_status mh_request_asked(struct mh_store *, int64_t case_n, const char *right, struct mh_date *day, struct mh_err *);
/* Books that it was answered today, in the open transaction, where the events of an open case still wait for it: its term stops. */
enum mh_status mh_request_answered(struct mh_store *, int64_t case_n, const char *right, struct mh_err *);

/*
 * May who asks (code of catalogue asked-by) be told what is kept of the person? Always, when it is the person. MH_DENIED: a representative
 * where the case is shielded from them, or where one stands in it who may be an offender; *ground is the code of catalogue access-ground.
 */
enum mh_status mh_may_see(struct mh_store *, const struct mh_record *the_case, const char *by, const char **ground, struct mh_err *);

/* Calls fn for each disclosure about the person (by whatever record the person is known) that had one of the fields of changed in it; changed
 * NULL: for each. */
enum mh_status mh_recipients_each(struct mh_store *, int64_t person, const struct mh_record *changed, mh_row_fn *, void *, struct mh_err *);

#endif
