/* A signal that is being written, with its mentions, until it is put as a whole. */

#ifndef MH_CHAIN_SIGNAL_DRAFT_H
#define MH_CHAIN_SIGNAL_DRAFT_H

#include "cli/option.h"
#include "store/store.h"
#include "text/yaml.h"

struct mh_signal_draft {
	struct mh_record signal;
	struct mh_record *mentions;
	size_t count;
	const char *file;		/* borrowed: where it was read from; NULL: the command line */
	const struct mh_node *root;	/* its place there */
};

void mh_draft_init(struct mh_signal_draft *);
void mh_draft_free(struct mh_signal_draft *);

/* Adds an empty mention. */
struct mh_record *mh_draft_add(struct mh_signal_draft *);

/* Signals of one input. */
struct mh_signal_drafts {
	struct mh_signal_draft *list;
	size_t count;
	struct mh_tree tree;	/* what was read */
};

#define MH_DRAFTS_INIT { NULL, 0, { NULL, NULL, true } }

/* Adds an empty one. */
struct mh_signal_draft *mh_drafts_add(struct mh_signal_drafts *);
void mh_drafts_free(struct mh_signal_drafts *);

/*
 * Reads a signal as YAML: its fields, and "mentions", a list of their fields; or "signals", a list of such signals. name is
 * borrowed. MH_INPUT: problems are added.
 */
enum mh_status mh_drafts_read(struct mh_signal_drafts *, const char *name, struct mh_blob text, struct mh_problems *, struct mh_err *);

/*
 * Adds a mention from words as typed: "female,23-plus,RO". Each is a code that only one field of a mention has, or
 * FIELD=VALUE (a sealed field takes "-", by the rule of mh_record_assign). MH_USAGE: a word that means nothing, or several
 * things.
 */
enum mh_status mh_draft_mention(struct mh_signal_draft *, struct mh_catalogues *, const char *role, const char *words, struct mh_err *);

/* Gives what was not given its initial value (received: today), and checks all of it. MH_INPUT: problems are added. */
enum mh_status mh_draft_check(struct mh_signal_draft *, struct mh_store *, struct mh_problems *, struct mh_err *);
/* Puts it, within a transaction: persons by reference are linked. MH_INPUT: the source's number is there already. */
enum mh_status mh_draft_put(struct mh_signal_draft *, struct mh_store *, struct mh_err *);

#endif
