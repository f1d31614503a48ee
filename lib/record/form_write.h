/* Forms for people: an empty record as YAML with each field and code explained in their language, as mh_record_from_map reads it. */

#ifndef MH_RECORD_FORM_WRITE_H
#define MH_RECORD_FORM_WRITE_H

#include "record/record.h"

struct mh_record_form_style {
	struct mh_catalogues *catalogues;
	struct mh_date on;	/* codes that hold on this day are explained */
	size_t most;		/* a catalogue of more codes is named, and not written out; 0: all are written out */
	bool item;		/* the record is one of a list */
	const char *const *fixed;	/* names of fields that are left out, since they stay as they are; ended by NULL; may be NULL */
};

/* Adds a form of the record's kind; values that it has are filled in, sealed ones too. */
void mh_record_form_write(const struct mh_record *, const struct mh_record_form_style *, struct mh_str *out);
/* Is the field one of those that stay? */
bool mh_form_fixed(const char *const *fixed, const char *field);
/* Adds text with "#" in front of each line. */
void mh_record_form_comment(const char *text, struct mh_str *out);
/* Adds text as a quoted scalar of one line, with a space in front. */
void mh_record_form_quote(const char *text, struct mh_str *out);

#define MH_FORM_MARK "#!"	/* begins the line of a problem in a form that comes back */
/* Adds the form with each problem above the line that it speaks of; problems of before are left out. */
void mh_record_form_mark(const char *text, const struct mh_problems *, struct mh_str *out);

/* Codes that hold on the day, in the order of their file; returns how many. *out is the caller's to free, the codes are borrowed. */
size_t mh_codes_in_order(const struct mh_code_list *, struct mh_date on, const struct mh_code ***out);
const char *mh_code_text(const struct mh_code *);	/* label in the user's language */

#endif
