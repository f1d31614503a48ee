/* The file that backup and export write: one OpenPGP message, whole or not there. */

#ifndef MH_CMD_STORE_OUTPUT_H
#define MH_CMD_STORE_OUTPUT_H

#include "base/err.h"
#include "base/str.h"

/* May it be written? path NULL: MH_USAGE. MH_INPUT: exists and replace is false, or is no OpenPGP message. */
enum mh_status store_output_check(const char *path, bool replace, struct mh_err *);
/* Writes it, "-" to standard output; a file is read again from the disk and compared. */
enum mh_status store_output_write(const char *path, bool replace, const struct mh_str *message, struct mh_err *);
/* What stands in a sentence for it. */
const char *store_output_name(const char *path);

#endif
