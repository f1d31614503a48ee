/* Files: read with a limit, written whole or not at all, 0600 where they are not for everyone. */

#ifndef MH_BASE_FILE_H
#define MH_BASE_FILE_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

/* Reads a whole file into out (initialised; its limit holds). "-" is standard input. MH_INPUT: cannot be read, or is larger than the limit. */
enum mh_status mh_file_read(const char *path, struct mh_str *out, struct mh_err *);
/* Reads an open descriptor to its end; name stands in errors. */
enum mh_status mh_fd_read(int fd, const char *name, struct mh_str *out, struct mh_err *);

/* Writes bytes to a new 0600 file beside path, on disk before it gets its name; replace: an existing file may be replaced.
 * MH_INPUT: exists (and replace is false, or it is a folder, link, pipe or device), or cannot be written; nothing is left behind. */
enum mh_status mh_file_write(const char *path, struct mh_blob, bool replace, struct mh_err *);
/* Could mh_file_write make this new file now? Makes it, empty, and removes it: for what must not begin when its page can't be kept. */
enum mh_status mh_file_try(const char *path, struct mh_err *);
/* The same for what everyone may read: a new file gets 0666 less the umask; one that is replaced gives it its mode, and its group
 * where that is allowed. */
enum mh_status mh_file_publish(const char *path, struct mh_blob, struct mh_err *);

/* Is it the name of such a new file, which a program that was killed left behind? */
bool mh_file_is_temporary(const char *name);

/* Adds a problem when a file or folder has one of these bits of its mode, 0077 for what is its owner's alone, 0007 for what a group
 * shares. What is missing is no problem. */
void mh_file_private(const char *path, unsigned bits, struct mh_problems *);

/* Makes a folder and its parents, 0700. */
enum mh_status mh_folder_make(const char *path, struct mh_err *);

#endif
