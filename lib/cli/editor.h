/* The user's editor, for what is to be kept sealed: nothing of it stays behind outside memory. */

#ifndef MH_CLI_EDITOR_H
#define MH_CLI_EDITOR_H

#include "base/err.h"
#include "base/str.h"

/*
 * Lets the user change text in $VISUAL, else $EDITOR, else vi: in a 0600 file of that name in a 0700 folder of its own below
 * $XDG_RUNTIME_DIR, which lies in memory. Whatever is in the folder afterwards (swap and backup files too) is overwritten and
 * removed, also when the command is ended by a signal meanwhile. Editors that are known are told to write no such files elsewhere.
 * MH_USAGE: there is no such folder, or it is not the user's alone; MH_INPUT: the editor failed, or the text is too large.
 */
enum mh_status mh_edit(struct mh_str *text, const char *name, struct mh_err *);

#endif
