/*
 * A copy of what is kept of a person (AVG art. 15), in two steps: a draft, in which a person decides on each value that is not simply the
 * person's to see, and the text that is handed over. The draft is YAML:
 *
 *	format: mh-access/1
 *	case: C-2026-0001
 *	by: person
 *	made: 2026-03-02
 *	records:
 *	  - id: NO-2026-0001
 *	    version: 17			# of the record: a draft of a record that was changed since is refused
 *	    values:
 *	      - field: text
 *	        marks: words		# third-party, reporter, onward, words
 *	        give: ask		# yes, no, or ask: still to be decided
 *	        ground: ""		# code of catalogue access-ground: for no, and for a yes where there is a mark
 *	        text: ...		# may be shortened by hand
 */

#ifndef MH_CMD_ACCESS_H
#define MH_CMD_ACCESS_H

#include "chain/dossier.h"
#include "session.h"

#define ACCESS_FORMAT "mh-access/1"
#define ACCESS_MOST (16 * 1024 * 1024)

/* Writes the draft; sealed values of the dossier were opened. *asks: values that are to be decided on. */
enum mh_status access_draft(struct mh_session *, const struct mh_record *the_case, const char *by, const struct mh_dossier *, struct mh_str *out,
	size_t *asks, struct mh_err *);

/* What was decided: of each value of the draft that is given its text, and how many were not. */
struct access_given { size_t record; int field; const char *text; };	/* texts are the tree's */
struct access_decided {
	struct mh_tree *tree;
	const char *case_id, *by;	/* the tree's */
	struct access_given *list;
	size_t count, kept_back;
	struct mh_str grounds;		/* codes joined by ; */
};

/* Reads the draft's head: case and who asked. MH_INPUT: all that is wrong is added. */
enum mh_status access_head(const char *file, struct mh_blob, struct access_decided *, struct mh_problems *, struct mh_err *);
/*
 * Compares the draft with what is kept now, and takes over what was decided. MH_INPUT: a value is still undecided or lacks its ground, a record
 * was changed or recorded since, or a value is gone from the draft; every one is added.
 */
enum mh_status access_decide(struct mh_session *, const char *file, const struct mh_dossier *, struct access_decided *, struct mh_problems *,
	struct mh_err *);
void access_free(struct access_decided *);

/* Writes the text that is handed over. */
enum mh_status access_text(struct mh_session *, const struct mh_dossier *, const struct access_decided *, struct mh_str *out, struct mh_err *);

#endif
