/* mh-refer: partners, and leading people to them. */

#include "base/i18n.h"
#include "commands_refer.h"
#include "tool.h"

static const struct mh_command *const commands[] = {
	&refer_partner_import, &refer_partner_list, &refer_partner_show, &refer_partner_capacity, &refer_partner_check, &refer_partner_suspend,
	&refer_partner_key_import, &refer_partner_key_export, &refer_agreement_add, &refer_agreement_list, &refer_agreement_show,
	&refer_declaration_new, &refer_declaration_sign, &refer_declaration_add, &refer_declaration_withdraw, &refer_declaration_list,
	&refer_declaration_show, &refer_declaration_status,
	&refer_suggest, &refer_preview, &refer_send, &refer_receive, &refer_accept, &refer_decline, &refer_wait, &refer_start, &refer_finish, &refer_withdraw,
	&refer_update, &refer_hand_back, &refer_receipt, &refer_expire, &refer_resend, &refer_record, &refer_notice,
	&refer_sync, &refer_register, &refer_registrations, &refer_list, &refer_show, &refer_disclosures, &refer_overdue, NULL
};

int main(int argc, char **argv)
{
	return mh_tool_main(argc, argv, N_("lead people to the right partner, by files that prove who said what"), commands);
}
