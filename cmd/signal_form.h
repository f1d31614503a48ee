/* Signals as forms that a person fills in: in an editor, at a prompt, as an empty file. */

#ifndef MH_CMD_SIGNAL_FORM_H
#define MH_CMD_SIGNAL_FORM_H

#include "chain/signal_draft.h"
#include "session.h"

/* Adds the form of the draft, with its mentions, or one that is commented out. most: as in struct mh_record_form_style. */
void mh_signal_form_write(struct mh_session *, struct mh_signal_draft *, size_t most, struct mh_str *out);

/*
 * Lets the user fill in the form of the one draft in drafts; comes back to it with the problems marked until there are none, or
 * until nothing was changed any more. Drafts then hold what was written, checked. MH_NO: the form was left as it was, or emptied.
 */
enum mh_status mh_signal_form_edit(struct mh_session *, struct mh_signal_drafts *, struct mh_problems *, struct mh_err *);

/*
 * Lets the user change a signal that is there, in the same way; external-id and source stay. Then changed has what was written otherwise
 * than it was: fields that are set, and nothing else. A sealed value that was not opened stays unless another was written. MH_NO: as above.
 */
enum mh_status mh_signal_form_change(struct mh_session *, const struct mh_record *signal, struct mh_record *changed, struct mh_problems *, struct mh_err *);

/* Asks at the terminal for required fields that nobody has given and that have no usual value. */
enum mh_status mh_signal_form_ask(struct mh_session *, struct mh_record *signal, struct mh_err *);

#endif
