/* What the five programs share: from argv to exit status. */

#ifndef MH_CMD_TOOL_H
#define MH_CMD_TOOL_H

#include "cli/command.h"

/*
 * Finds the command, reads its options, opens the store as .takes asks, runs it, says its error as "mh-case: C-2026-0099: no
 * such case", closes the store and standard output. Returns the exit status (base/status.h). commands end with NULL; summary
 * is N_("...").
 */
int mh_tool_main(int argc, char **argv, const char *summary, const struct mh_command *const commands[]);

#endif
