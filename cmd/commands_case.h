/* The commands of mh-case, one file each. */

#ifndef MH_CMD_COMMANDS_CASE_H
#define MH_CMD_COMMANDS_CASE_H

#include "cli/command.h"

extern const struct mh_command case_open, case_list, case_show, case_identity_set, case_consent_add, case_consent_list, case_consent_withdraw,
	case_event, case_correct, case_track, case_edit, case_agenda, case_close, case_reopen;

#endif
