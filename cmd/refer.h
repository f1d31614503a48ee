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

/* What a new referral is made of, for a table of options; the struct has .to, .ask and .pairs. */
#define REFER_FIELD(type, name, argument, of, help) { 0, name, MH_OPT_FIELD, offsetof(type, pairs), argument, of, help }
#define REFER_NEW_OPTIONS(type) \
	{ 0, "to", MH_OPT_TEXT, offsetof(type, to), N_("code"), "kind:partner", N_("partner that it goes to (required for a new referral)") }, \
	REFER_FIELD(type, "purpose", N_("code"), "catalogue:purpose", N_("what it is for (required for a new referral)")), \
	{ 0, "ask", MH_OPT_TEXT, offsetof(type, ask), N_("codes"), "catalogue:service", N_("help that is asked") }, \
	REFER_FIELD(type, "urgency", N_("code"), "catalogue:urgency", N_("acute, high or normal; that of the case if left out")), \
	REFER_FIELD(type, "answer-due", N_("date"), NULL, N_("day by which an answer is asked")), \
	REFER_FIELD(type, "basis", N_("code"), "catalogue:basis", N_("basis (AVG art. 6)")), \
	REFER_FIELD(type, "special-basis", N_("code"), "catalogue:special-basis", N_("exception for special data (AVG art. 9(2) or 10)")), \
	REFER_FIELD(type, "article", N_("code"), "catalogue:article", N_("national article")), \
	REFER_FIELD(type, "secrecy", N_("code"), "catalogue:secrecy", N_("what lifts the holder's secrecy")), \
	REFER_FIELD(type, "consulted", "-", NULL, N_("who was consulted on a conflict of duties, or what the acute danger is, from standard input")), \
	REFER_FIELD(type, "request", "-", NULL, N_("what is asked, in words, from standard input; it follows with the identity"))

/* Fills the partner and a new referral, of a case or of a referral that came in (source), of what was given and what is known there. */
enum mh_status refer_new(struct mh_session *, struct mh_referring *, const char *to, const char *ask, const struct mh_pairs *,
	const struct mh_record *source, struct mh_record *referral, struct mh_err *);

/* Reads the partner of this code. MH_NO: "partner x: not known; ..." */
enum mh_status refer_partner(struct mh_session *, const char *code, struct mh_record *partner, struct mh_err *);

/* Can the page be written to that new file (NULL: standard output)? Asked before anything is on record. */
enum mh_status refer_check_page(const char *output, struct mh_err *);
/* Says where the file is that was made, or writes the page out, and prints the id. */
enum mh_status refer_write_page(struct mh_session *, const struct mh_referring *, const char *output, const char *id, struct mh_err *);

/* Says how many files were taken out of the outbox, if any. */
void refer_say_stopped(const struct mh_session *, const char *id, size_t files);

/* Says of a partner what is to be done so that it hears of a restore, or why it could not be told. */
void refer_say_notice(const struct mh_session *, const struct mh_notice *);

#endif
