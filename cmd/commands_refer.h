/* The commands of mh-refer, one file each. */

#ifndef MH_CMD_COMMANDS_REFER_H
#define MH_CMD_COMMANDS_REFER_H

#include "cli/command.h"

extern const struct mh_command refer_partner_import, refer_partner_list, refer_partner_show, refer_partner_capacity, refer_agreement_add, refer_agreement_list;
extern const struct mh_command refer_partner_check, refer_partner_suspend, refer_partner_key_import, refer_partner_key_export, refer_agreement_show;
extern const struct mh_command refer_declaration_new, refer_declaration_sign, refer_declaration_add, refer_declaration_withdraw, refer_declaration_list,
	refer_declaration_show, refer_declaration_status;
extern const struct mh_command refer_suggest, refer_preview, refer_send, refer_receive, refer_accept, refer_decline, refer_wait, refer_start, refer_finish,
	refer_withdraw, refer_update, refer_hand_back, refer_receipt, refer_expire, refer_resend, refer_record, refer_notice,
	refer_sync, refer_register, refer_registrations;
extern const struct mh_command refer_list, refer_show, refer_disclosures, refer_overdue;

#endif
