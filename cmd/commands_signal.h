/* The commands of mh-signal, one file each. */

#ifndef MH_CMD_COMMANDS_SIGNAL_H
#define MH_CMD_COMMANDS_SIGNAL_H

#include "cli/command.h"

extern const struct mh_command signal_add, signal_duplicates, signal_edit, signal_export, signal_import, signal_list, signal_lookup, signal_mention, signal_merge,
	signal_show, signal_triage;

#endif
