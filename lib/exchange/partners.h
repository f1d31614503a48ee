/*
 * Partner files (format: mh-partners/1) and what they change in the store.
 *
 *	format: mh-partners/1
 *	partners:
 *	  - code: shelter
 *	    name: ...		fields of kind partner
 *	    profile: {shelter: [minimal, identity]}		groups of data per purpose; [none] takes them back
 *	    agreements: [{kind: data, name: ..., signed: 2026-01-05}]
 */

#ifndef MH_EXCHANGE_PARTNERS_H
#define MH_EXCHANGE_PARTNERS_H

#include "base/err.h"
#include "store/store.h"

#define MH_PARTNERS_FORMAT "mh-partners/1"

struct mh_partner_entry {
	struct mh_record partner;
	struct mh_record *profiles, *agreements;	/* their field "partner" is not set yet */
	size_t profile_count, agreement_count;
};

struct mh_partner_file {
	struct mh_partner_entry *list;
	size_t count;
};

/* Reads a file, all problems with their places. MH_INPUT; the list is then empty. Free with mh_partners_free. */
enum mh_status mh_partners_read(const char *name, struct mh_blob text, struct mh_catalogues *, struct mh_date on,
	struct mh_partner_file *, struct mh_problems *, struct mh_err *);
void mh_partners_free(struct mh_partner_file *);

/* One difference between file and store; before is NULL where there was nothing, after is NULL for what is not in the file any more.
 * Sealed values read "(sealed)". */
struct mh_partner_change {
	const char *partner;	/* its code */
	const char *what;	/* "partner", a field's name, "profile shelter", "agreement data" */
	const char *before, *after;
};
typedef void mh_partner_change_fn(void *, const struct mh_partner_change *);

struct mh_partner_import {
	struct mh_store *store;		/* opened to write; in a transaction unless only shown */
	bool update_sealed;		/* sealed fields of partners that are known already are rewritten too */
	const char *const *confirmed;	/* fingerprints that somebody has confirmed by another way */
	size_t confirmed_count;
	const struct mh_record *confirmation;	/* a partner's confirmed-how and confirmed-with, for those fingerprints; NULL: none */
	bool part;			/* the file is about one partner alone: nobody is missed in it */
	bool remove;			/* what is not in the file any more goes: partners, and purposes of a profile that the file has */
	mh_partner_change_fn *change;
	void *arg;
	bool write;			/* false: only say what would change */
	size_t changes;			/* out */
	size_t absent;			/* out: what is not in the file and stays; said too */
	bool skipped;			/* out: an entry is this organisation itself and was left out */
};

/*
 * Compares each entry with the store, says every difference, and writes them when .write. What the file leaves out stays as it is.
 * A public key is taken into the store's GnuPG home. MH_DENIED: a fingerprint changed and was not confirmed, or a throw-away key
 * outside a demo store; MH_KEY: the key is not what the fingerprint says, or cannot encrypt and sign now.
 */
enum mh_status mh_partners_import(struct mh_partner_import *, struct mh_partner_file *, struct mh_err *);

/* Whose key it is, and the remedy, around a sentence (MH_KEY) that says what is wrong with it. */
void mh_partner_key_fault(const char *code, struct mh_err *);

/* partners_key.c, for partners_import.c: */
void mh_partner_say(struct mh_partner_import *, const char *partner, const char *what, const char *before, const char *after);
/* The key of an entry: judged, taken, and what is said of it put in to. A revocation of the key on record is taken as it is: it only blocks.
 * Statuses as above. */
enum mh_status mh_partner_take_key(struct mh_partner_import *, struct mh_record *from, struct mh_record *to, struct mh_err *);

#endif
