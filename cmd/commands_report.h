/* The commands of mh-report, one file each. */

#ifndef MH_CMD_COMMANDS_REPORT_H
#define MH_CMD_COMMANDS_REPORT_H

#include "cli/command.h"

extern const struct mh_command report_table, report_run, report_list, report_measures, report_estimate;

#endif
