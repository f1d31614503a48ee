/* Links: signals that belong together, and the cases that they belong to. A link is the same from both of its ends. */

#ifndef MH_CHAIN_LINKS_H
#define MH_CHAIN_LINKS_H

#include "store/store.h"

/* What a signal is linked to. */
struct mh_linked {
	int64_t link;		/* number of the link */
	struct mh_id to;	/* signal or case at its other end */
	char how[64];		/* code of catalogue link */
	int steps;		/* 1: by a link of its own; more: by way of others at the same location or in the same network */
};

struct mh_linked_list { struct mh_linked *list; size_t count; };

#define MH_LINKED_LIST_INIT { NULL, 0 }

/*
 * All that a signal is linked to, each once, nearest first. Of a location or a network also what the signals at the same location,
 * or in the same network, are linked to in the same way. The caller frees the list.
 */
enum mh_status mh_links_of(struct mh_store *, const struct mh_record *signal, struct mh_linked_list *, struct mh_err *);

/* The live link between a signal and another signal or case of this kind (how NULL: of any). MH_NO: none (no sentence is set). */
enum mh_status mh_link_find(struct mh_store *, int64_t signal, struct mh_id to, const char *how, struct mh_record *link, struct mh_err *);

/* All live links of a case, by their number, whichever end it is; to is the other end. The caller frees the list. */
enum mh_status mh_links_of_case(struct mh_store *, int64_t case_n, struct mh_linked_list *, struct mh_err *);
/* The live link of this kind between a case and another case or a signal. MH_NO: none (no sentence is set). */
enum mh_status mh_case_link_find(struct mh_store *, int64_t case_n, struct mh_id to, const char *how, struct mh_record *link, struct mh_err *);

#endif
