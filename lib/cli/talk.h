/* Talking with a person: prompts on the terminal, secrets without echo, ids from operands or standard input, progress. */

#ifndef MH_CLI_TALK_H
#define MH_CLI_TALK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

/* Reads one line of an answer from /dev/tty (secret: without echo). MH_USAGE: there is no terminal; out is then empty. */
enum mh_status mh_prompt(const char *question, bool secret, struct mh_str *out, struct mh_err *);

/* Calls fn for each operand; an operand "-" stands for the words of standard input, one a line (blank lines and a trailing CR are skipped). Stops at the first status that is not MH_OK. */
enum mh_status mh_each_operand(int argc, char **argv, enum mh_status (*fn)(void *, const char *, struct mh_err *), void *arg, struct mh_err *);

/* Progress on standard error, only on a terminal and not with quiet; rate and remaining time; total 0: unknown. */
struct mh_progress { const char *what; uint64_t total, done, count; int64_t started, shown; bool on, counts; };
void mh_progress_start(struct mh_progress *, const char *what, uint64_t total, bool quiet);
void mh_progress_step(struct mh_progress *, uint64_t done);	/* draws at most ten times a second */
void mh_progress_share(struct mh_progress *, uint64_t count, uint64_t done, uint64_t total);	/* count things are done, which are done / total of all */
void mh_progress_end(struct mh_progress *);

#endif
