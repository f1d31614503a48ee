/* The commands of mh-store, one file each. */

#ifndef MH_CMD_COMMANDS_STORE_H
#define MH_CMD_COMMANDS_STORE_H

#include "cli/command.h"

extern const struct mh_command store_init, store_backup, store_restore, store_export, store_import, store_status, store_check, store_apply, store_codes, store_fields, store_history, store_log, store_exposure, store_upgrade, store_keyholder_list,
	store_keyholder_add, store_keyholder_remove, store_keyholder_rotate, store_retain, store_hold_add, store_hold_list, store_hold_lift;

#endif
