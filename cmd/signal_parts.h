/* What belongs to a signal, behind its fields and mentions: links, conclusions, what its reporter was told. */

#ifndef MH_CMD_SIGNAL_PARTS_H
#define MH_CMD_SIGNAL_PARTS_H

#include "chain/links.h"
#include "session.h"

/* Prints each as a table below its title; nothing where there are none. opened: values were unlocked, and those that bear words are
 * printed whole behind them. */
enum mh_status mh_signal_parts(struct mh_session *, const struct mh_record *signal, bool opened, struct mh_err *);

/* Prints what a signal or a case is linked to, as a table below its title; nothing where there is nothing. */
enum mh_status mh_linked_print(struct mh_session *, const struct mh_linked_list *, struct mh_err *);

#endif
