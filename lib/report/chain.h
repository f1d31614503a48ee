/*
 * The chain as a part of a report: municipalities and organisations of both columns, whether each signed the declaration of intent, what
 * was agreed with it, whether it has an attention officer, trainings held for it, and how it answers.
 */

#ifndef MH_REPORT_CHAIN_H
#define MH_REPORT_CHAIN_H

#include "base/err.h"
#include "base/str.h"
#include "store/store.h"

struct mh_report_options;
struct mh_chain;

/* Reads it; answers and trainings of the period, the rest as it stands. NULL with err's sentence. Freed by the caller. */
struct mh_chain *mh_chain_read(struct mh_store *, const struct mh_report_options *, struct mh_err *);
void mh_chain_free(struct mh_chain *);

/*
 * Adds its table to a page. How an organisation answers is a count of persons: with a threshold it is a share, rounded to tens of per cent, and
 * shown only where answers in time and late ones are each none or as many as the threshold. Nobody's name is in it.
 */
void mh_chain_html(const struct mh_chain *, const char *title, const struct mh_report_options *, struct mh_str *out);

#endif
