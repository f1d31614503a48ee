/* What the commands of mh-refer share: the spool's place, and a move in a referral. */

#ifndef MH_CMD_REFER_H
#define MH_CMD_REFER_H

#include "chain/referral.h"
#include "cli/option.h"
#include "exchange/notice.h"
#include "exchange/refer.h"
#include "session.h"

/* Path of the spool: spool (--spool) or the one beside the store; what a killed program left in it is ended. path is initialised. */
enum mh_status refer_spool(const struct mh_session *, const char *spool, struct mh_str *path, struct mh_err *);

/* Arguments of the commands that move a referral; each has of these options what fits it. */
struct refer_move_args {
	const char *spool;
	struct mh_pairs pairs;		/* reason, on, note: fields of the message */
};

/* Runs a move for every operand ("-": ids of standard input): reads the message's fields, makes the move, says where its file is, and
 * prints the id. */
enum mh_status refer_move(struct mh_session *, enum mh_referral_move, const struct refer_move_args *, int argc, char **argv,
	struct mh_err *);

#define REFER_SPOOL_OPTION(type) \
	{ 0, "spool", MH_OPT_FILE, offsetof(type, spool), N_("folder"), NULL, N_("folder of the exchange files; else the one beside the store") }

/* Reads the partner of this code. MH_NO: "partner x: not known; ..." */
enum mh_status refer_partner(struct mh_session *, const char *code, struct mh_record *partner, struct mh_err *);

/* Can the page be written to that new file (NULL: standard output)? Asked before anything is on record. */
enum mh_status refer_check_page(const char *output, struct mh_err *);
/* Says where the file is that was made, or writes the page out, and prints the id. */
enum mh_status refer_write_page(struct mh_session *, const struct mh_referring *, const char *output, const char *id, struct mh_err *);

/* Says of a partner what is to be done so that it hears of a restore, or why it could not be told. */
void refer_say_notice(const struct mh_session *, const struct mh_notice *);

#endif
