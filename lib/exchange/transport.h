/*
 * The user's own commands that carry exchange files: YAML of format mh-transport/1, in the store's configuration folder.
 *
 *	format: mh-transport/1
 *	send: COMMAND			# carries one file: $1 is its path, $2 the partner's code; absent: by hand
 *	partners: { ggd: COMMAND }	# another one for these partners; "": by hand
 *	fetch: COMMAND			# puts what came for us into the folder $1; absent: by hand
 *
 * A command is a line of the shell, so the file must be its user's alone to write.
 */

#ifndef MH_EXCHANGE_TRANSPORT_H
#define MH_EXCHANGE_TRANSPORT_H

#include "base/err.h"
#include "base/str.h"

#define MH_TRANSPORT_FORMAT "mh-transport/1"
#define MH_TRANSPORT_FILE "transport.yaml"

struct mh_transport {
	char *send, *fetch;		/* "": none */
	struct mh_carrier { char *partner, *send; } *partners;
	size_t partner_count;
};

#define MH_TRANSPORT_INIT { NULL, NULL, NULL, 0 }

/* Reads it. MH_INPUT: not there, not ours alone to write, or wrong: every problem is added with its place (problems may be NULL). */
enum mh_status mh_transport_read(const char *path, struct mh_transport *, struct mh_problems *, struct mh_err *);
void mh_transport_free(struct mh_transport *);

/* The command that carries files to this partner; NULL: they are carried by hand. */
const char *mh_transport_to(const struct mh_transport *, const char *partner);

/*
 * Runs a command with $1 and $2 and waits for its end. It reads nothing, and what it prints is talk: standard error. MH_BUSY: it did not
 * end with 0; the sentence says how it ended, without what it was given.
 */
enum mh_status mh_transport_run(const char *command, const char *first, const char *second, struct mh_err *);

#endif
