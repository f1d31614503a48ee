/* Which numbers of the source an import has met already. A file of a million rows asks for each of them. */

#ifndef MH_CHAIN_IMPORT_SEEN_H
#define MH_CHAIN_IMPORT_SEEN_H

#include <stdbool.h>

#include "base/runs.h"

/* Hashes of 64 bits and no text: numbers can be personal. Among a million of them two fall together once in 40 million imports;
 * then a row without a person reference is refused that need not be. */
struct mh_seen {
	struct mh_runs *hashes;
	unsigned char key[16];	/* of this import only: nobody can choose texts that fall together, or try numbers on a file */
};

/* Files, where they are needed, are made beside that one, without a name. */
void mh_seen_init(struct mh_seen *, const char *beside);
void mh_seen_free(struct mh_seen *);
/* Notes the text; *before: it was noted before. */
enum mh_status mh_seen_note(struct mh_seen *, const char *text, bool *before, struct mh_err *);

#endif
