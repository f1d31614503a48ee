/*
 * Likeness: does a value that was written down mean the same person, address, phone or plate as one that is sought? Both are brought
 * to a normal form (capitals, accents, particles such as "van der", hyphens, usual spellings of the same sound, +31 and 06), then
 * compared. Each answer is one line of a table: how sure, and the reason in words, which never holds a value.
 */

#ifndef MH_RECORD_LIKENESS_H
#define MH_RECORD_LIKENESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

/* What can be sought. */
enum mh_trait { MH_TRAIT_NAME, MH_TRAIT_BORN, MH_TRAIT_PHONE, MH_TRAIT_ADDRESS, MH_TRAIT_PLATE, MH_TRAIT_COUNT };

extern const char *const mh_traits[MH_TRAIT_COUNT];	/* "name", "born" ... */
const char *mh_trait_label(enum mh_trait);		/* in the user's language */

/* Answers, from sure to doubtful within each trait: name, how sure (of 100), reason. */
#define MH_LIKENESSES(X) \
	X(NONE, 0, "") \
	X(NAME_SAME, 100, N_("the same name")) \
	X(NAME_ORDER, 97, N_("the same name, its words in another order")) \
	X(NAME_JOINED, 96, N_("the same name, its words joined otherwise")) \
	X(NAME_SPELLING, 92, N_("the same name in another spelling")) \
	X(NAME_LETTER, 85, N_("one letter of the name differs")) \
	X(NAME_IN_TEXT, 80, N_("the name stands in a text")) \
	X(NAME_PART, 75, N_("one name is a part of the other")) \
	X(NAME_LETTERS, 70, N_("one letter differs in two words of the name")) \
	X(NAME_INITIAL, 65, N_("the same name, of which an initial is given")) \
	X(NAME_PART_LETTER, 55, N_("one name is a part of the other, but for one letter")) \
	X(NAME_WORD, 50, N_("one word of the name is the same")) \
	X(NAME_WORDS, 45, N_("two words of the name are the same, others differ")) \
	X(NAME_WORD_LETTER, 40, N_("a name of one word, in which one letter differs")) \
	X(BORN_SAME, 100, N_("the same day of birth")) \
	X(BORN_SWAPPED, 85, N_("day and month of birth are swapped")) \
	X(BORN_MONTH, 80, N_("the same month and year of birth; one has no day")) \
	X(BORN_DIGIT, 75, N_("one digit of the birth date differs")) \
	X(BORN_DIGITS, 75, N_("two digits of the birth date are swapped")) \
	X(BORN_YEAR, 60, N_("the same year of birth; one has no more than that")) \
	X(BORN_ONLY_YEAR, 40, N_("of the birth date only the year is the same")) \
	X(PHONE_SAME, 100, N_("the same phone number")) \
	X(PHONE_DIGIT, 75, N_("one digit of the phone number differs")) \
	X(ADDRESS_SAME, 100, N_("the same postcode and house number")) \
	X(ADDRESS_ADDITION, 90, N_("the same postcode and house number, with another addition")) \
	X(ADDRESS_STREET, 80, N_("the same street and house number")) \
	X(ADDRESS_LETTER, 70, N_("the same house number; one letter of the street differs")) \
	X(ADDRESS_POSTCODE, 50, N_("the same postcode, another house number or none")) \
	X(ADDRESS_ONLY_STREET, 45, N_("the same street, another house number or none")) \
	X(PLATE_SAME, 100, N_("the same plate")) \
	X(PLATE_SIGN, 75, N_("one sign of the plate differs"))

enum mh_likeness {
#define MH_LIKENESS_ENUM(name, sure, text) MH_LIKE_##name,
	MH_LIKENESSES(MH_LIKENESS_ENUM)
#undef MH_LIKENESS_ENUM
	MH_LIKENESS_COUNT
};

int mh_likeness_sure(enum mh_likeness);			/* 0 to 100 */
const char *mh_likeness_text(enum mh_likeness);		/* in the user's language */

/* A text in its words: letters and digits without accents, in small letters. Used again value after value; wiped when freed. */
struct mh_piece {
	const char *text;	/* not NUL-terminated */
	size_t len;
	bool digits, letters;	/* holds some */
	bool plus;		/* a '+' stands before it */
	bool comma;		/* stands behind one */
	bool line;		/* begins a line, or stands behind a semicolon */
};
struct mh_pieces { struct mh_str folded; struct mh_piece *list; size_t count, room; };

void mh_pieces_init(struct mh_pieces *);
void mh_pieces_free(struct mh_pieces *);
void mh_pieces_read(struct mh_pieces *, const char *text, size_t len);

/* What is sought, in its normal form; secret. */
struct mh_sought {
	enum mh_trait trait;
	struct mh_pieces pieces;
	char key[40];			/* born: "19800312"; phone: "31612345678"; postcode; plate */
	char number[8], addition[8];	/* house number, and what stands behind it */
	size_t street, street_count;	/* pieces of the street's name */
};

/* Reads what is sought. MH_INPUT: it is none (no sentence holds the value). To be freed in any case. */
enum mh_status mh_sought_read(struct mh_sought *, enum mh_trait, const char *text, size_t len, struct mh_err *);
void mh_sought_free(struct mh_sought *);

/* Compares with a value: a name, a date, or where whole is false a text in which it may stand somewhere. */
enum mh_likeness mh_like(const struct mh_sought *, const struct mh_pieces *value, bool whole);

/*
 * Keys under which names that are like each other meet, for who compares many with many: each word as it sounds, with the first
 * letters of the others; and all letters in a row. Calls fn for each; two names that mh_like finds alike by one letter or better
 * share a key, unless it is the first letter of both their words that differs.
 */
void mh_name_keys(const struct mh_piece *pieces, size_t count, void (*fn)(void *, const char *key, size_t len), void *arg);

#endif
