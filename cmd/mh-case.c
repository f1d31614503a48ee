/* mh-case: one person's way through the chain. */

#include "base/i18n.h"
#include "commands_case.h"
#include "tool.h"

static const struct mh_command *const commands[] = {
	&case_open, &case_list, &case_show, &case_identity_set, &case_consent_add, &case_consent_list, &case_consent_withdraw, &case_event,
	&case_track,
	&case_correct, &case_edit, &case_agenda, &case_close, &case_reopen, NULL
};

int main(int argc, char **argv)
{
	return mh_tool_main(argc, argv, N_("follow a person's case: events, terms, consent, agenda"), commands);
}
