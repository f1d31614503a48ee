/* The commands of mh-signal, one file each. */

#ifndef MH_CMD_COMMANDS_SIGNAL_H
#define MH_CMD_COMMANDS_SIGNAL_H

#include "cli/command.h"

extern const struct mh_command signal_add, signal_edit, signal_import, signal_list, signal_mention, signal_show, signal_template, signal_triage;
extern const struct mh_command signal_advice, signal_advice_list, signal_outreach_add, signal_outreach_list, signal_outreach_effect;
extern const struct mh_command signal_assess, signal_feedback, signal_link, signal_unlink;
extern const struct mh_command signal_lookup, signal_duplicates, signal_merge, signal_export, signal_forward;

#endif
