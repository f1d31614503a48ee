/* mh-report: what the council, the partners and the national bodies read. */

#include "base/i18n.h"
#include "commands_report.h"
#include "tool.h"

static const struct mh_command *const commands[] = {
	&report_table, &report_run, &report_estimate, &report_list, &report_measures, NULL
};

int main(int argc, char **argv)
{
	return mh_tool_main(argc, argv, N_("count what was registered, without showing who"), commands);
}
