/* mh-signal: what was seen, and who is mentioned in it. */

#include "base/i18n.h"
#include "commands_signal.h"
#include "tool.h"

static const struct mh_command *const commands[] = {
	&signal_add, &signal_import, &signal_list, &signal_show, &signal_edit, &signal_mention, &signal_assess, &signal_triage, &signal_forward, &signal_feedback, &signal_link,
	&signal_unlink, &signal_lookup, &signal_duplicates, &signal_merge, &signal_export, &signal_template,
	&signal_advice, &signal_advice_list, &signal_outreach_add, &signal_outreach_list, &signal_outreach_effect, NULL
};

int main(int argc, char **argv)
{
	return mh_tool_main(argc, argv, N_("what was seen: signals, and the persons that they mention"), commands);
}
