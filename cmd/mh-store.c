/* mh-store: the store itself. */

#include "base/i18n.h"
#include "commands_store.h"
#include "tool.h"

static const struct mh_command *const commands[] = {
	&store_init, &store_backup, &store_restore, &store_export, &store_import, &store_status, &store_check, &store_apply, &store_codes, &store_fields, &store_history, &store_log, &store_exposure, &store_upgrade, &store_keyholder_list,
	&store_keyholder_add, &store_keyholder_remove, &store_keyholder_rotate,
	&store_retain, &store_hold_add, &store_hold_list, &store_hold_lift, NULL
};

int main(int argc, char **argv)
{
	return mh_tool_main(argc, argv, N_("make, look at and check the store"), commands);
}
