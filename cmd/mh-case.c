/* mh-case: one person's way through the chain. */

#include "base/i18n.h"
#include "commands_case.h"
#include "tool.h"

static const struct mh_command *const commands[] = {
	&case_open, &case_list, &case_show, &case_identity_set, &case_read, &case_intake, &case_intake_list, &case_need_add,
	&case_need_list, &case_need_end, &case_plan_add, &case_plan_list, &case_party_add, &case_party_list, &case_party_end,
	&case_task_add, &case_task_list, &case_task_done, &case_task_drop, &case_document_add, &case_document_list,
	&case_document_return, &case_note_add, &case_note_list, &case_cost_add, &case_cost_list, &case_programme_start,
	&case_programme_list, &case_programme_end, &case_stay_request, &case_stay_wait, &case_stay_admit, &case_stay_refuse,
	&case_stay_withdraw, &case_stay_move, &case_stay_leave, &case_stay_edit, &case_stay_list, &case_stay_occupancy, &case_stay_import,
	&case_conference_add, &case_conference_list, &case_conference_show, &case_conference_record,
	&case_conference_end, &case_assign, &case_assign_list, &case_consent_add, &case_consent_list,
	&case_consent_withdraw, &case_event, &case_track, &case_correct, &case_edit, &case_link, &case_unlink, &case_access, &case_rectify,
	&case_restrict, &case_erase, &case_request_list, &case_export, &case_agenda, &case_close, &case_reopen, NULL
};

int main(int argc, char **argv)
{
	return mh_tool_main(argc, argv, N_("follow a person's case: events, terms, consent, agenda"), commands);
}
