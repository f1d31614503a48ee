/*
 * The plain text of an exchange file: one YAML map, format mh-exchange/1. A head that is the same for every kind, then a body by
 * the kind's field table. The tables are the format: reading, writing and mh-exchange(5) follow them.
 */

#ifndef MH_EXCHANGE_ENVELOPE_H
#define MH_EXCHANGE_ENVELOPE_H

#include <stdbool.h>

#include "base/date.h"
#include "base/err.h"
#include "chain/referral.h"
#include "record/record.h"
#include "text/yaml.h"

#define MH_EXCHANGE_FORMAT "mh-exchange/1"
#define MH_EXCHANGE_PAD 4096			/* the text is filled up to a multiple of this, so that its size tells nothing */
#define MH_EXCHANGE_TEXT_MOST 65536		/* bytes of the text with its filling */
#define MH_EXCHANGE_DAYS 30			/* the longest life of a file */
#define MH_EXCHANGE_ITEMS 100			/* the longest list of records in a text */
#define MH_EXCHANGE_ID_SIZE 33			/* 128 random bits in hexadecimal, and NUL */
#define MH_EXCHANGE_DIGEST_SIZE 65		/* BLAKE2b-256 of the text in hexadecimal, and NUL */

/* A kind of message. */
struct mh_letter {
	const char *name;		/* code of catalogue message-kind */
	bool asker, asked;		/* sides that may send it */
	bool confirm;			/* its receiver sends a receipt */
	const struct mh_kind *body;	/* field table of its body */
	const char *part;		/* key of the body that holds a record of part_kind; NULL: none */
	const struct mh_kind *part_kind;
	const char *items;		/* key of the body that holds a list of records of item_kind; NULL: none */
	const struct mh_kind *item_kind;
	bool opens;			/* begins a conversation */
	bool alone;			/* about nobody: of no referral and no signal; every partner may send it, and nothing follows on it */
};

extern const struct mh_letter mh_letters[];	/* ended by a NULL name */
extern const struct mh_kind mh_envelope_head;	/* field table of the head */
const struct mh_letter *mh_letter_find(const char *name);	/* NULL: none */
/* Does a message on record, of kind message, tell of the person? Answers, receipts, withdrawals and handing back tell of the referral alone. */
bool mh_message_tells(const struct mh_record *message);

struct mh_envelope {
	const struct mh_letter *letter;
	struct mh_record head;		/* of kind mh_envelope_head */
	struct mh_record body;		/* of kind letter->body; its kind is NULL before it was read or started */
	struct mh_record part;		/* of kind letter->part_kind, or its kind is NULL */
	struct mh_record *items;	/* of kind letter->item_kind */
	size_t item_count;
	struct mh_tree tree;		/* where it was read from */
	char digest[MH_EXCHANGE_DIGEST_SIZE];	/* of its text; set by write and by read */
};

/* Starts an empty one to be filled; free also one that was only zeroed. Bodies are wiped. */
void mh_envelope_start(struct mh_envelope *, const struct mh_letter *);
void mh_envelope_free(struct mh_envelope *);

/* One record more of its list, empty, to be filled. */
struct mh_record *mh_envelope_item(struct mh_envelope *);

/* Fills format, kind, created, expires (days from now) and, where there is none yet, a new random id into the head. */
void mh_envelope_stamp(struct mh_envelope *, mh_moment now, int days);
/* 128 random bits in hexadecimal. */
void mh_exchange_id(char out[MH_EXCHANGE_ID_SIZE]);
/* Digest of a text as it stands in "seen". */
void mh_exchange_digest(struct mh_blob text, char out[MH_EXCHANGE_DIGEST_SIZE]);

/* What a message does to its referral, said by that side (MH_CLOCK: it is about none): MH_MOVE_COUNT: nothing. */
enum mh_referral_move mh_envelope_move(const struct mh_envelope *, enum mh_side sender);
/* Random id of the message that it answers or confirms; "". */
const char *mh_envelope_answers(const struct mh_envelope *);

/* Writes the text into out (a secret string), padded. MH_INPUT: too large. */
enum mh_status mh_envelope_write(struct mh_envelope *, struct mh_str *out, struct mh_err *);

/* Fills a text up with comment lines, which readers skip, to a multiple of MH_EXCHANGE_PAD. */
void mh_envelope_pad(struct mh_str *);

/*
 * Reads the text's head; the envelope is zeroed before. All head fields are there and well-formed afterwards, format and kind are
 * known, fingerprints are 40 upper-case digits. MH_INPUT with a sentence; problems may be NULL. Whether the head is
 * true (who, when, which conversation) is for receive.c.
 */
enum mh_status mh_envelope_read(const char *name, struct mh_blob text, struct mh_envelope *, struct mh_catalogues *,
	struct mh_problems *, struct mh_err *);
/* Then reads the body. MH_INPUT: unknown keys, wrong types, lengths, codes (valid on that day), with every problem. */
enum mh_status mh_envelope_read_body(const char *name, struct mh_envelope *, struct mh_catalogues *, struct mh_date on,
	struct mh_problems *, struct mh_err *);

#endif
