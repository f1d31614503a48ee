/* Where a page may be written: never over the store, what belongs to it, or anything but an earlier page. */

#ifndef MH_CMD_REPORT_OUTPUT_H
#define MH_CMD_REPORT_OUTPUT_H

#include "session.h"

/* path: of --output; NULL or "-": standard output. MH_INPUT: it is the store's file, lies in its configuration folder or its spool, or is a
 * file that is there, is not empty, and is no page. */
enum mh_status report_output_check(const struct mh_session *, const char *path, struct mh_err *);

#endif
