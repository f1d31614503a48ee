/* Addresses: a Dutch postcode with a house number says where; without it, a street with a number, whatever the town. */

#include "record/likeness_inside.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { STREET_MOST = 5, NUMBER_MOST = 5, LETTER_LEAST = 5 };

/* Ends of street names as they are shortened; the longest first. */
static const struct { const char *whole, *cut; } endings[] = {
	{ "straat", "str" }, { "laan", "ln" }, { "plein", "pln" }, { "weg", "wg" }, { "gracht", "gr" }, { "kade", "kd" }, { "dijk", "dk" },
};

static bool two_letters(const char *text)
{
	return text[0] >= 'a' && text[0] <= 'z' && text[1] >= 'a' && text[1] <= 'z';
}

static size_t leading_digits(const struct mh_piece *piece)
{
	size_t n = 0;

	while (n < piece->len && piece->text[n] >= '0' && piece->text[n] <= '9')
		n++;
	return n;
}

/* Is there a postcode at this piece ("8011ab", or "8011" and "ab")? Returns how many pieces it takes, 0 for none. */
static size_t postcode_at(const struct mh_pieces *pieces, size_t at, char out[40])
{
	const struct mh_piece *piece = &pieces->list[at], *next = at + 1 < pieces->count ? piece + 1 : NULL;

	if (leading_digits(piece) != 4 || piece->text[0] == '0')
		return 0;
	if (piece->len == 6 && two_letters(piece->text + 4)) {
		snprintf(out, 40, "%.6s", piece->text);
		return 1;
	}
	if (piece->len == 4 && next != NULL && next->len == 2 && two_letters(next->text)) {
		snprintf(out, 40, "%.4s%.2s", piece->text, next->text);
		return 2;
	}
	return 0;
}

/* A house number is "12", "12a", or "12" and a letter behind it. */
static bool house_at(const struct mh_pieces *pieces, size_t at, char number[8], char addition[8])
{
	const struct mh_piece *piece = &pieces->list[at], *next = at + 1 < pieces->count ? piece + 1 : NULL;
	const size_t digits = leading_digits(piece);

	if (digits == 0 || digits > NUMBER_MOST || piece->len - digits > 3)
		return false;
	snprintf(number, 8, "%.*s", (int)digits, piece->text);
	snprintf(addition, 8, "%.*s", (int)(piece->len - digits), piece->text + digits);
	if (addition[0] == '\0' && next != NULL && !next->line && !next->comma && (next->len == 1 || mh_piece_is(next, "bis", 3)))
		snprintf(addition, 8, "%.*s", (int)next->len, next->text);
	return true;
}

/* The first house number before a postcode, else the first behind it; the street is what stands before it. */
static void read_house(struct mh_sought *sought, size_t postcode, size_t width)
{
	const struct mh_pieces *pieces = &sought->pieces;

	for (size_t turn = 0; turn < pieces->count && sought->number[0] == '\0'; turn++) {
		const bool in_postcode = turn >= postcode && turn < postcode + width;
		if (in_postcode || !house_at(pieces, turn, sought->number, sought->addition))
			continue;
		sought->street = 0;
		sought->street_count = width > 0 && turn >= postcode ? 0 : turn;
	}
	if (sought->number[0] == '\0')
		sought->street_count = width > 0 ? postcode : pieces->count;
	if (sought->street_count > STREET_MOST) {
		sought->street += sought->street_count - STREET_MOST;
		sought->street_count = STREET_MOST;
	}
}

enum mh_status mh_address_read(struct mh_sought *sought, struct mh_err *err)
{
	const struct mh_pieces *pieces = &sought->pieces;
	size_t postcode = 0, width = 0;

	while (postcode < pieces->count && (width = postcode_at(pieces, postcode, sought->key)) == 0)
		postcode++;
	read_house(sought, postcode, width);
	return sought->key[0] != '\0' || sought->street_count > 0 ? MH_OK :
		mh_fail(err, MH_INPUT, _("is no address: give a postcode and a house number, or a street and a number"));
}

/* The street word without an ending that is shortened at will: "dorpsstraat", "dorpsstr". */
static size_t stem(const struct mh_piece *piece)
{
	for (size_t i = 0; i < MH_COUNT(endings); i++) {
		const size_t whole = strlen(endings[i].whole), cut = strlen(endings[i].cut);

		if (piece->len > whole + 2 && memcmp(piece->text + piece->len - whole, endings[i].whole, whole) == 0)
			return piece->len - whole;
		if (piece->len > cut + 2 && memcmp(piece->text + piece->len - cut, endings[i].cut, cut) == 0)
			return piece->len - cut;
	}
	return piece->len;
}

/* Does the street stand at this piece of a text? letters counts words in which one letter differs. */
static bool street_at(const struct mh_sought *sought, const struct mh_pieces *value, size_t at, int *letters)
{
	*letters = 0;
	if (sought->street_count == 0 || at + sought->street_count > value->count)
		return false;
	for (size_t i = 0; i < sought->street_count; i++) {
		const struct mh_piece *a = &sought->pieces.list[sought->street + i], *b = &value->list[at + i];
		const size_t a_len = stem(a), b_len = stem(b);

		if (a_len == b_len && memcmp(a->text, b->text, a_len) == 0)
			continue;
		if (a_len < LETTER_LEAST || !mh_one_letter(a->text, a_len, b->text, b_len))
			return false;
		(*letters)++;
	}
	return *letters <= 1;
}

static enum mh_likeness judge_street(const struct mh_sought *sought, const struct mh_pieces *value, size_t at)
{
	const size_t behind = at + sought->street_count;
	char number[8], addition[8];
	int letters;

	if (!street_at(sought, value, at, &letters))
		return MH_LIKE_NONE;
	if (sought->number[0] != '\0' && behind < value->count && house_at(value, behind, number, addition) && strcmp(number, sought->number) == 0)
		return letters == 0 ? MH_LIKE_ADDRESS_STREET : MH_LIKE_ADDRESS_LETTER;
	return letters == 0 ? MH_LIKE_ADDRESS_ONLY_STREET : MH_LIKE_NONE;
}

/* A house number next to the postcode: behind it, or before it with its addition between. */
static enum mh_likeness judge_number(const struct mh_sought *sought, const struct mh_pieces *value, size_t postcode, size_t width)
{
	const size_t places[] = { postcode + width, postcode - 1, postcode - 2 };
	char number[8], addition[8];

	for (size_t i = 0; sought->number[0] != '\0' && i < MH_COUNT(places); i++) {
		if (places[i] >= value->count || !house_at(value, places[i], number, addition) || strcmp(number, sought->number) != 0)
			continue;
		return strcmp(addition, sought->addition) == 0 ? MH_LIKE_ADDRESS_SAME : MH_LIKE_ADDRESS_ADDITION;
	}
	return MH_LIKE_ADDRESS_POSTCODE;
}

enum mh_likeness mh_address_like(const struct mh_sought *sought, const struct mh_pieces *value, bool whole)
{
	enum mh_likeness best = MH_LIKE_NONE, one;
	char postcode[40];
	size_t width;

	(void)whole;
	for (size_t at = 0; at < value->count; at++) {
		width = sought->key[0] != '\0' ? postcode_at(value, at, postcode) : 0;
		one = width > 0 && strcmp(postcode, sought->key) == 0 ? judge_number(sought, value, at, width) : judge_street(sought, value, at);
		best = mh_likeness_sure(one) > mh_likeness_sure(best) ? one : best;
	}
	return best;
}
