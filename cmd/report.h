/* What the commands of mh-report share: who reads the output, and what that asks for. */

#ifndef MH_CMD_REPORT_H
#define MH_CMD_REPORT_H

#include "report/report.h"
#include "session.h"

/* Who reads it. */
enum mh_reader {
	MH_READER_COLLEAGUE,	/* a terminal: all numbers */
	MH_READER_PUBLIC,	/* a file or a pipe: protected */
	MH_READER_INTERNAL,	/* --internal: all numbers, marked, 0600, logged */
};

/* The options that table and run have in common. */
struct mh_report_args {
	const char *period, *output, *language, *format;
	long threshold;
	bool internal, round;
};

/* Reads them into out (period is kept in *period). MH_USAGE: a period, a threshold of 1;
 * MH_DENIED: one below MH_THRESHOLD; MH_INPUT: --output is nothing that may be written over. */
enum mh_status mh_report_args_read(const struct mh_session *, const struct mh_report_args *, struct mh_period *period,
	struct mh_report_options *out, enum mh_reader *, struct mh_err *);

/* Writes the text where --output says, else to standard output; --internal is logged before the first byte is out. */
enum mh_status mh_report_deliver(const struct mh_session *, const struct mh_report_args *, const struct mh_str *, struct mh_err *);
/* The log entry of --internal alone. */
enum mh_status mh_report_log(const struct mh_session *, const struct mh_report_args *, struct mh_err *);
/* Prints words in lines, none wider than the terminal (0: none). */
void mh_report_wrapped(const char *text, size_t width);

#endif
