/*
 * The spool: folders of exchange files beside the store. outbox: to be carried to partners; inbox: to be read; done: what was
 * read; refused: what was refused, with the reason beside it; fetched: what a transport command brings until it is whole (sync.h).
 * Everything 0600 in folders of 0700.
 */

#ifndef MH_EXCHANGE_SPOOL_H
#define MH_EXCHANGE_SPOOL_H

#include "base/date.h"
#include "base/err.h"
#include "base/str.h"

enum mh_tray { MH_TRAY_OUTBOX, MH_TRAY_INBOX, MH_TRAY_DONE, MH_TRAY_REFUSED, MH_TRAY_FETCHED };

#define MH_SPOOL_DAYS 30	/* that a file stays in done and refused */
#define MH_SPOOL_FILE_MOST (1024 * 1024)	/* bytes of one exchange file, armored */

/* The spool of a store: "<store file without .db>.spool" ; folder is a string of the caller. */
void mh_spool_of(const char *store_file, struct mh_str *folder);
/* Path of a tray below the spool. */
void mh_spool_tray(const char *spool, enum mh_tray, struct mh_str *path);
/* Adds a problem for each folder of the spool that others can use; bits as of mh_file_private. */
void mh_spool_private(const char *spool, unsigned bits, struct mh_problems *);
/* Is a folder of the outbox one of its own, which only its owner and group can use? What is missing is. MH_INPUT: it is a link, which is not
 * followed, or others can use it. */
enum mh_status mh_spool_folder(const char *path, struct mh_err *);
/* Makes the trays where they are missing. */
enum mh_status mh_spool_make(const char *spool, struct mh_err *);
/* The same, and keeps other runs of this work ("sync", "receive") off until *fd is closed or the program ends; commands that it runs do not inherit
 * it. MH_BUSY: one is at work. *fd is -1 then. */
enum mh_status mh_spool_lock(const char *spool, const char *work, int *fd, struct mh_err *);

/*
 * Posting in two steps, so that a program that is killed leaves no file whose message the store does not know: the file is
 * written whole into the partner's folder of the outbox under a hidden name, made of the message's id; once the transaction is
 * committed it gets its random name ("outbox/shelter/4f...e1.asc"). path is first where it lies, then where it lies for others.
 */
enum mh_status mh_spool_post(const char *spool, const char *partner, const char *id, struct mh_blob, struct mh_str *path, struct mh_err *);
enum mh_status mh_spool_release(struct mh_str *path, struct mh_err *);
/* Calls fn for each file that was left between the two steps: its path and its message's id. One that was left while it was written has a
 * name that is no message's id. */
enum mh_status mh_spool_left(const char *spool, enum mh_status (*fn)(void *, const char *path, const char *id, struct mh_err *), void *,
	struct mh_err *);

/* Calls fn for each regular file *.asc, *.gpg or *.pgp of a folder, in the order of names (no folders below, no links, no names that begin with a
 * dot). MH_NO: there is none. */
enum mh_status mh_spool_each(const char *folder, enum mh_status (*fn)(void *, const char *path, struct mh_err *), void *,
	struct mh_err *);

/* How many other files lie there, by whatever name (none that begins with a dot); first gets the name of one. */
size_t mh_spool_others(const char *folder, struct mh_str *first);

/* A file of the inbox was read: it moves to done (the store keeps its digest), as of that moment. Other files stay where they are. */
enum mh_status mh_spool_done(const char *spool, const char *path, mh_moment now, struct mh_err *err);
/* A file of the inbox was refused: it moves to refused, with the sentence in NAME.reason beside it. Other files stay where they are. */
enum mh_status mh_spool_refused(const char *spool, const char *path, const char *sentence, mh_moment now, struct mh_err *err);
/* One that has no file yet is kept in the inbox under a random name. */
enum mh_status mh_spool_keep(const char *spool, struct mh_blob, struct mh_err *err);
/* Removes what was moved to done and refused MH_SPOOL_DAYS ago: the store has the digest of what was read. */
enum mh_status mh_spool_tidy(const char *spool, mh_moment now, struct mh_err *err);

/* Removes files of all trays whose bytes have one of these digests (hexadecimal, in byte order), with the reason beside a refused one.
 * *removed is raised. MH_INPUT: one cannot be removed. */
enum mh_status mh_spool_erase(const char *spool, const char *const *digests, size_t count, size_t *removed, struct mh_err *err);

#endif
