/* Which numbers of the source an import has met already. A file of a million rows asks for each of them. */

#ifndef MH_CHAIN_IMPORT_SEEN_H
#define MH_CHAIN_IMPORT_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct mh_seen {
	struct mh_str texts;		/* one behind the other, each with its NUL; numbers can be personal, so they are wiped */
	struct mh_seen_slot { uint32_t hash, at; } *slots;	/* at: place in texts, from 1; 0: empty */
	size_t room, count;		/* room: a power of two, at least twice the count */
	uint64_t seed;			/* so that nobody can choose texts that fall together */
};

void mh_seen_init(struct mh_seen *);
void mh_seen_free(struct mh_seen *);
/* Notes the text; true: it was noted before. Texts beyond 1 GiB in all are not noted. */
bool mh_seen_before(struct mh_seen *, const char *text);

#endif
