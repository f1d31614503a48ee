/* What parts of cases put into the agenda: tasks, reviews, ends of stays and papers, conferences, time for which a case is handed over. */

#ifndef MH_CHAIN_DIARY_PARTS_H
#define MH_CHAIN_DIARY_PARTS_H

#include "store/store.h"
#include "workflow/agenda.h"

/* Adds what is due, whenever that is, of open cases and of the chain. source: one of them only ("task", "review" ...); NULL: all. */
enum mh_status mh_diary_parts(struct mh_store *, const char *source, struct mh_agenda *, struct mh_err *);

#endif
