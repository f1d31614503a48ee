/* Which numbers of the source an import has met already. A file of a million rows asks for each of them. */

#ifndef MH_CHAIN_IMPORT_SEEN_H
#define MH_CHAIN_IMPORT_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Hashes of 64 bits and no text: numbers can be personal. Among a million of them two fall together once in 40 million imports;
 * then a row without a person reference is refused that need not be. */
struct mh_seen {
	uint64_t *slots;	/* 0: empty */
	size_t room, count;	/* room: a power of two, of which three quarters are used at most */
	uint64_t seed;		/* so that nobody can choose texts that fall together */
};

void mh_seen_init(struct mh_seen *);
void mh_seen_free(struct mh_seen *);
/* Notes the text; true: it was noted before. */
bool mh_seen_before(struct mh_seen *, const char *text);

#endif
