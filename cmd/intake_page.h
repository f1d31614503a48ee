/* An intake as the page with which shelter is asked for: what a shelter must know, by subject, and nobody's name. */

#ifndef MH_CMD_INTAKE_PAGE_H
#define MH_CMD_INTAKE_PAGE_H

#include "session.h"

/* Prints it; the intake's values are open. Statuses of mh_store_get. */
enum mh_status intake_page(struct mh_session *, const struct mh_record *intake, struct mh_err *);

#endif
