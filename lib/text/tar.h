/*
 * Tar archives that any tar opens: POSIX ustar, regular files with plain names, and nothing else. Written in memory, a member at a
 * time; read strictly, so that no name leads out of a folder and no byte is passed over.
 */

#ifndef MH_TEXT_TAR_H
#define MH_TEXT_TAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "text/complain.h"

#define MH_TAR_NAME_SIZE 101	/* a name of 100 bytes and its NUL */
#define MH_TAR_BLOCK 512
#define MH_TAR_MEMBERS_MOST 10000

/* Letters, digits, '-', '_' and '.', with '/' between parts; no part is empty, "." or "..". */
bool mh_tar_name_good(const char *);

/* Begins a member; what is then added to out is its text, until mh_tar_end, which is given what mh_tar_begin returned. The name
 * must be good (asserted). Mode 0600, nobody's. */
size_t mh_tar_begin(struct mh_str *out, const char *name, int64_t modified);
void mh_tar_end(struct mh_str *out, size_t start);
/* Ends the archive. */
void mh_tar_finish(struct mh_str *out);

struct mh_tar_member {
	char name[MH_TAR_NAME_SIZE];
	struct mh_blob text;	/* borrowed from the archive */
	bool taken;		/* by mh_tar_take */
};

struct mh_tar { struct mh_tar_member *list; size_t count; };

/* Reads an archive; takes any bytes. MH_INPUT with the problems reported: no ustar, cut off, altered, not a regular file, a name
 * that is not good or stands twice. To be freed also then. */
enum mh_status mh_tar_read(struct mh_tar *, struct mh_blob archive, struct mh_complaints *);
/* The member of that name, marked as taken; NULL: there is none. */
struct mh_tar_member *mh_tar_take(struct mh_tar *, const char *name);
void mh_tar_free(struct mh_tar *);

#endif
