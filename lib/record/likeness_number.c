/* Dates of birth, phone numbers and plates: signs that may be split by blanks, hyphens and points. */

#include "record/likeness_inside.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"

enum { PHONE_LEAST = 8, PHONE_MOST = 15, PLATE_LEAST = 4, PLATE_MOST = 8, PIECES_MOST = 6 };

/* "1980-03-12", "12-3-1980", "03-1980" or "1980" as "19800312", "19800300", "19800000"; false where it is none. */
static bool read_day(const struct mh_pieces *pieces, char out[40])
{
	int numbers[3] = { 0 };
	struct mh_date date;
	char text[40];

	if (pieces->count > 3)
		return false;
	for (size_t i = 0; i < pieces->count; i++) {
		const struct mh_piece *piece = &pieces->list[i];
		if (piece->letters || piece->len > 4)
			return false;
		for (size_t j = 0; j < piece->len; j++)
			numbers[i] = numbers[i] * 10 + (piece->text[j] - '0');
	}
	const size_t last = pieces->count - 1;
	const bool day_first = last > 0 && pieces->list[last].len == 4;
	if (!day_first && pieces->list[0].len != 4)
		return false;
	date = day_first ? (struct mh_date){ numbers[last], numbers[last - 1], last == 2 ? numbers[0] : 0 } :
		(struct mh_date){ numbers[0], numbers[1], numbers[2] };
	snprintf(text, sizeof text, date.month == 0 ? "%04d" : date.day == 0 ? "%04d-%02d" : "%04d-%02d-%02d", date.year, date.month, date.day);
	const bool good = mh_date_parse(text, &date);
	snprintf(out, 40, "%04d%02d%02d", date.year % 10000, date.month % 100, date.day % 100);
	mh_wipe(text, sizeof text);
	return good;
}

enum mh_status mh_born_read(struct mh_sought *sought, struct mh_err *err)
{
	return read_day(&sought->pieces, sought->key) ? MH_OK :
		mh_fail(err, MH_INPUT, _("is no day, month or year that exists, as 1980-03-12, 12-03-1980, 1980-03 or 1980"));
}

static enum mh_likeness compare_days(const char *a, const char *b)
{
	int differ = 0, at[8];

	for (int i = 0; i < 8; i++)
		if (a[i] != b[i])
			at[differ++] = i;
	if (differ == 0)
		return MH_LIKE_BORN_SAME;
	const bool year = memcmp(a, b, 4) == 0, month = year && memcmp(a + 4, b + 4, 2) == 0;
	const bool whole = memcmp(a + 6, "00", 2) != 0 && memcmp(b + 6, "00", 2) != 0;
	if (!whole && month)
		return MH_LIKE_BORN_MONTH;
	if (!whole)
		return year && (memcmp(a + 4, "00", 2) == 0 || memcmp(b + 4, "00", 2) == 0) ? MH_LIKE_BORN_YEAR : year ? MH_LIKE_BORN_ONLY_YEAR : MH_LIKE_NONE;
	if (year && memcmp(a + 4, b + 6, 2) == 0 && memcmp(a + 6, b + 4, 2) == 0)
		return MH_LIKE_BORN_SWAPPED;
	if (differ == 1)
		return MH_LIKE_BORN_DIGIT;
	if (differ == 2 && at[1] == at[0] + 1 && a[at[0]] == b[at[1]] && a[at[1]] == b[at[0]])
		return MH_LIKE_BORN_DIGITS;
	return year ? MH_LIKE_BORN_ONLY_YEAR : MH_LIKE_NONE;
}

enum mh_likeness mh_born_like(const struct mh_sought *sought, const struct mh_pieces *value, bool whole)
{
	char day[40];

	if (!whole || value->count == 0 || !read_day(value, day))
		return MH_LIKE_NONE;
	const enum mh_likeness found = compare_days(sought->key, day);
	mh_wipe(day, sizeof day);
	return found;
}

/* Digits as E.164 has them, without the plus: 0 is left out behind 31, and a number without a country is of the Netherlands. */
static bool as_e164(const char *digits, size_t len, bool plus, char out[40])
{
	const char *country = "31";

	if (plus) {
		country = "";
	} else if (len > 2 && memcmp(digits, "00", 2) == 0) {
		country = "";
		digits += 2;
		len -= 2;
	} else if (digits[0] == '0') {
		digits++;
		len--;
	} else if (len != 9) {
		if (len < 11 || memcmp(digits, "31", 2) != 0)
			return false;
		country = "";
	}
	if (country[0] == '\0' && len > 3 && memcmp(digits, "310", 3) == 0) {
		country = "31";
		digits += 3;
		len -= 3;
	}
	const size_t all = strlen(country) + len;
	if (all < PHONE_LEAST || all > PHONE_MOST)
		return false;
	snprintf(out, 40, "%s%.*s", country, (int)len, digits);
	return true;
}

/* Joins up to count pieces of digits from at on, as long as they fit. */
static size_t join_digits(const struct mh_pieces *pieces, size_t at, size_t count, char out[40])
{
	size_t used = 0;

	for (size_t i = at; i < at + count; i++) {
		const struct mh_piece *piece = &pieces->list[i];
		if (piece->letters || (i > at && piece->plus) || used + piece->len > 20)
			return 0;
		memcpy(out + used, piece->text, piece->len);
		used += piece->len;
	}
	return used;
}

enum mh_status mh_phone_read(struct mh_sought *sought, struct mh_err *err)
{
	char digits[40];
	const size_t len = join_digits(&sought->pieces, 0, sought->pieces.count, digits);

	return len > 0 && as_e164(digits, len, sought->pieces.list[0].plus, sought->key) ? MH_OK :
		mh_fail(err, MH_INPUT, _("is no phone number, as 06 12345678 or +40 721 234 567"));
}

/* A number may begin at any piece of a text and go on for some. */
enum mh_likeness mh_phone_like(const struct mh_sought *sought, const struct mh_pieces *value, bool whole)
{
	enum mh_likeness best = MH_LIKE_NONE;
	char digits[40], number[40];
	size_t len;

	(void)whole;
	for (size_t at = 0; at < value->count && best != MH_LIKE_PHONE_SAME; at++)
		for (size_t n = 1; n <= PIECES_MOST && at + n <= value->count; n++) {
			if ((len = join_digits(value, at, n, digits)) == 0)
				break;
			if (!as_e164(digits, len, value->list[at].plus, number))
				continue;
			if (strcmp(number, sought->key) == 0)
				best = MH_LIKE_PHONE_SAME;
			else if (best == MH_LIKE_NONE && strlen(number) == strlen(sought->key) &&
				mh_one_letter(number, strlen(number), sought->key, strlen(sought->key)))
				best = MH_LIKE_PHONE_DIGIT;
		}
	mh_wipe(digits, sizeof digits);
	mh_wipe(number, sizeof number);
	return best;
}

/* Letters and digits in a row, both among them: "12-abc-3" is "12abc3". 0 where it is none. */
static size_t join_plate(const struct mh_pieces *pieces, size_t at, size_t count, char out[40])
{
	bool digits = false, letters = false;
	size_t used = 0;

	for (size_t i = at; i < at + count; i++) {
		const struct mh_piece *piece = &pieces->list[i];
		if (used + piece->len > PLATE_MOST)
			return 0;
		memcpy(out + used, piece->text, piece->len);
		used += piece->len;
		digits |= piece->digits;
		letters |= piece->letters;
	}
	out[used] = '\0';
	return digits && letters && used >= PLATE_LEAST ? used : 0;
}

enum mh_status mh_plate_read(struct mh_sought *sought, struct mh_err *err)
{
	return join_plate(&sought->pieces, 0, sought->pieces.count, sought->key) > 0 ? MH_OK :
		mh_fail(err, MH_INPUT, _("is no plate: 4 to 8 letters and digits, as 12-ABC-3"));
}

enum mh_likeness mh_plate_like(const struct mh_sought *sought, const struct mh_pieces *value, bool whole)
{
	const size_t wanted = strlen(sought->key);
	enum mh_likeness best = MH_LIKE_NONE;
	char plate[40];

	(void)whole;
	for (size_t at = 0; at < value->count && best != MH_LIKE_PLATE_SAME; at++)
		for (size_t n = 1; n <= PIECES_MOST && at + n <= value->count; n++) {
			if (join_plate(value, at, n, plate) != wanted)
				continue;
			if (memcmp(plate, sought->key, wanted) == 0)
				best = MH_LIKE_PLATE_SAME;
			else if (best == MH_LIKE_NONE && mh_one_letter(plate, wanted, sought->key, wanted))
				best = MH_LIKE_PLATE_SIGN;
		}
	mh_wipe(plate, sizeof plate);
	return best;
}
