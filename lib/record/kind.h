/*
 * Kinds: each is described once, by a const field table. Options, CSV columns, YAML keys, validation, the store's tables and
 * statements, outputs, completion, man page lists and the data-protection list come from it.
 *
 * To add a field: one line in its kind's table (next free number), "make schema" (until the first release; a migration by
 * hand from then on), a Dutch label in lib/po/nl.po. To add a kind: a table, its line in mh_kinds[], the same two steps.
 */

#ifndef MH_RECORD_KIND_H
#define MH_RECORD_KIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum mh_type {
	MH_TEXT,	/* UTF-8, NFC; many lines allowed */
	MH_WORD,	/* lower-case letters, digits, '-', '.', '_'; at most 64 */
	MH_DATE,	/* "2026-03-01"; "2026-03" or "2026" with MH_PARTIAL */
	MH_MOMENT,	/* seconds, UTC */
	MH_INT,
	MH_MONEY,	/* cents */
	MH_CODE,	/* one code of catalogue .of */
	MH_CODES,	/* a set of them, sorted, joined by ';' */
	MH_ID,		/* id of a record of kind .of */
};

enum mh_field_flag {
	MH_REQUIRED = 1,
	MH_INDEXED = 2,
	MH_UNIQUE = 4,		/* indexed, and no second record has it */
	MH_DERIVED = 8,		/* written by the program; never an option or an import column */
	MH_SEALED = 16,		/* personal: kept sealed; never a value on the command line */
	MH_MATCHED = 32,	/* sealed, and kept as a keyed hash beside it, so that the same value is found again; the hash is over
				 * the value together with the field "source" of the record, where its kind has one */
	MH_PARTIAL = 64,	/* a date may be a month or a year */
	MH_PARENT = 128,	/* MH_ID: the record that this one is a part of; its log and history go together */
	MH_LINE = 256,		/* a text of one line: more of them on standard input are a mistake */
};

struct mh_field {
	const char *name;	/* "age-band": option, CSV column, YAML key; age_band in SQL */
	int number;		/* fixed for ever within the kind: sealed values are bound to it */
	enum mh_type type;
	unsigned flags;
	const char *of;		/* catalogue of a code, kind of an id */
	const char *initial;	/* value of a new record where none was given; NULL: none */
	const char *clear_for;	/* a personal field that is clear: the report or term that needs it; NULL: not personal, or sealed */
	const char *help;	/* N_("municipality where it was seen") */
};

enum mh_kind_flag {
	MH_TRAVELS = 1,		/* has a random uid, from which one per partner is derived */
};

struct mh_kind {
	const char *name;	/* "signal" */
	int number;		/* fixed for ever */
	const char *prefix;	/* "S": of ids */
	unsigned flags;
	const struct mh_field *fields;
	size_t count;
	const char *help;	/* N_("...") */
};

extern const struct mh_kind mh_signal, mh_mention;			/* kind_signal.c */
extern const struct mh_kind mh_person, mh_case, mh_event, mh_consent;	/* kind_case.c */
extern const struct mh_kind mh_partner, mh_profile, mh_agreement, mh_agreed;	/* kind_partner.c */
extern const struct mh_kind mh_declaration, mh_signing;			/* kind_declaration.c */
extern const struct mh_kind mh_referral, mh_message, mh_disclosure, mh_registration;	/* kind_referral.c */
extern const struct mh_kind mh_link, mh_assessment, mh_feedback;	/* kind_follow.c */
extern const struct mh_kind mh_advice, mh_outreach;			/* kind_aware.c */
extern const struct mh_kind mh_hold;					/* kind_hold.c: what keeps a record longer */
extern const struct mh_kind mh_intake, mh_need, mh_plan, mh_stay, mh_capacity, mh_programme;	/* kind_care.c */
extern const struct mh_kind mh_party, mh_task, mh_paper, mh_note, mh_cost, mh_conference, mh_invitation, mh_discussed, mh_assignment;	/* kind_work.c */
extern const struct mh_kind mh_request;					/* kind_request.c: access, correction, restriction, erasure on request */
extern const struct mh_kind mh_code, mh_document;			/* kind_code.c: what "mh-store apply" brings in */

extern const struct mh_kind *const mh_kinds[];	/* ended by NULL, in the order in which tables can be made */
#define MH_KIND_MOST 64				/* kinds have numbers below this */
#define MH_FIELD_MOST 64			/* fields of a kind */

const struct mh_kind *mh_kind_find(const char *name);		/* NULL: none */
const struct mh_kind *mh_kind_of_number(int number);		/* NULL: none */
/* Index of a field in its kind, -1 when there is none. */
int mh_field_find(const struct mh_kind *, const char *name);
const char *mh_type_name(enum mh_type);				/* "date"; marked for translation */
bool mh_field_sealed(const struct mh_field *);			/* MH_SEALED or MH_MATCHED */

/* An id: "S-2026-0042" is kept as one number, year * 100,000,000 + counter. */
struct mh_id { const struct mh_kind *kind; int64_t n; };
#define MH_ID_SIZE 24
#define MH_ID_YEAR INT64_C(100000000)
void mh_id_format(struct mh_id, char out[MH_ID_SIZE]);
bool mh_id_parse(const char *text, struct mh_id *out);

#endif
