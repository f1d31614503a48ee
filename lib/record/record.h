/* Records: values of one kind in memory, set from text, checked against its field table and the catalogues. */

#ifndef MH_RECORD_RECORD_H
#define MH_RECORD_RECORD_H

#include "base/err.h"
#include "base/str.h"
#include "record/catalogue.h"
#include "record/kind.h"

enum mh_have {
	MH_HAVE_NONE,		/* empty */
	MH_HAVE_TEXT,		/* text: text, word, date, code, codes; or a sealed field's value that was set or opened */
	MH_HAVE_NUMBER,		/* number: moment, integer, money, id */
	MH_HAVE_SEALED,		/* number of the sealed value; not opened */
};

struct mh_value {
	enum mh_have have;
	int64_t number;		/* MH_HAVE_TEXT of a sealed field: the sealed value it was opened from, or 0: newly set */
	char *text;		/* owned by the record, NUL-terminated */
	size_t len;
	size_t room;		/* bytes that text may use without growing: a record is reused row after row */
};

struct mh_record {
	const struct mh_kind *kind;
	int64_t n;			/* 0: not in the store yet */
	int64_t since;			/* number of the log entry of this version */
	int64_t until;			/* 0: now; else the entry that replaced it */
	unsigned char salt[16];		/* begins the digest of the row; random for each record */
	unsigned char uid[16];		/* kinds that travel */
	struct mh_value *values;	/* kind->count of them */
	bool *set;			/* fields that were set since the record was read: what an update writes */
};

void mh_record_init(struct mh_record *, const struct mh_kind *);
/* Makes it a new empty record of the same kind (initial values are given by mh_record_initial); sealed texts are wiped. */
void mh_record_clear(struct mh_record *);
void mh_record_free(struct mh_record *);
/* Makes out (not initialised) a copy with values of its own; what was set stays marked as set. */
void mh_record_copy(struct mh_record *out, const struct mh_record *);
/*
 * The day of a field that was read from the store (text NULL: no text stands there). MH_STORE: it is none that exists, something else wrote it;
 * the sentence names record and field.
 */
enum mh_status mh_stored_day(struct mh_id of, size_t field, const char *text, struct mh_date *out, struct mh_err *);
/* Is every day of a record that was read from the store one that exists? MH_STORE: something else wrote it; the sentence names record and field. */
enum mh_status mh_record_days(const struct mh_record *, struct mh_err *);
/* Gives fields that are empty their initial value. */
void mh_record_initial(struct mh_record *);

/* Sets field from text (len bytes, UTF-8) by its type; empty text makes it empty. NFC, trimmed; sets are sorted and made
 * unique. MH_INPUT: a sentence that says what was expected; the field is then as before. Codes are not looked up here. */
enum mh_status mh_record_set(struct mh_record *, int field, const char *text, size_t len, struct mh_err *);
void mh_record_set_number(struct mh_record *, int field, int64_t number);
/* The same by name; the field must exist (asserted). */
enum mh_status mh_record_put(struct mh_record *, const char *name, const char *text, struct mh_err *);
void mh_record_put_number(struct mh_record *, const char *name, int64_t number);

/* The store's way in: no checks. */
void mh_value_set_text(struct mh_value *, const char *, size_t len);
void mh_value_set_empty(struct mh_value *, bool wipe);
/* Do both hold the same? Sealed ones by the number of the sealed value. */
bool mh_value_same(const struct mh_value *, const struct mh_value *);

/* Borrowed until the next change; "" when empty or sealed. */
const char *mh_record_text(const struct mh_record *, const char *name);
int64_t mh_record_number(const struct mh_record *, const char *name);	/* 0 when empty */
bool mh_record_has(const struct mh_record *, const char *name);		/* not empty (sealed counts) */
/* Is code in the set (or the code) of the field? */
bool mh_record_has_code(const struct mh_record *, const char *name, const char *code);
void mh_record_id(const struct mh_record *, char out[MH_ID_SIZE]);

/* Adds the value as people read it to out: dates and ids formatted, moments in the zone, cents as 12.50; sealed: "(sealed)". */
void mh_record_show(const struct mh_record *, int field, struct mh_str *out);

/* Checks required fields and codes (on day "on": a code that has ended is an error for a new value). All problems are added,
 * placed at where. MH_INPUT with the first as sentence. */
enum mh_status mh_record_check(const struct mh_record *, struct mh_catalogues *, struct mh_date on,
	const struct mh_problem *where, struct mh_problems *, struct mh_err *);

#endif
