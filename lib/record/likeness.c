/* Likeness: texts in pieces, and the way to the traits. */

#include "record/likeness_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

#define TEXT_MOST (1024 * 1024)
#define ROOM_KEPT 4096

const char *const mh_traits[MH_TRAIT_COUNT] = { "name", "born", "phone", "address", "plate" };

static const struct {
	const char *label;
	enum mh_status (*read)(struct mh_sought *, struct mh_err *);
	enum mh_likeness (*like)(const struct mh_sought *, const struct mh_pieces *, bool whole);
} traits[MH_TRAIT_COUNT] = {
	[MH_TRAIT_NAME] = { N_("name"), mh_name_read, mh_name_like },
	[MH_TRAIT_BORN] = { N_("date of birth"), mh_born_read, mh_born_like },
	[MH_TRAIT_PHONE] = { N_("phone number"), mh_phone_read, mh_phone_like },
	[MH_TRAIT_ADDRESS] = { N_("address"), mh_address_read, mh_address_like },
	[MH_TRAIT_PLATE] = { N_("plate"), mh_plate_read, mh_plate_like },
};

static const struct { int sure; const char *text; } answers[MH_LIKENESS_COUNT] = {
#define MH_LIKENESS_ROW(name, sure, text) [MH_LIKE_##name] = { sure, text },
	MH_LIKENESSES(MH_LIKENESS_ROW)
#undef MH_LIKENESS_ROW
};

const char *mh_trait_label(enum mh_trait trait)
{
	return _(traits[trait].label);
}

int mh_likeness_sure(enum mh_likeness likeness)
{
	return answers[likeness].sure;
}

const char *mh_likeness_text(enum mh_likeness likeness)
{
	return likeness == MH_LIKE_NONE ? "" : _(answers[likeness].text);
}

void mh_pieces_init(struct mh_pieces *pieces)
{
	*pieces = (struct mh_pieces){ .list = NULL };
	mh_str_init_secret(&pieces->folded, TEXT_MOST);
}

void mh_pieces_free(struct mh_pieces *pieces)
{
	mh_str_free(&pieces->folded);
	free(pieces->list);
	*pieces = (struct mh_pieces){ .list = NULL };
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Letters of other scripts count as such: all that is no sign of ASCII. */
static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
}

static void add_piece(struct mh_pieces *pieces, const char *text, size_t len, const struct mh_piece *before)
{
	struct mh_piece piece = { .text = text, .len = len, .plus = before->plus, .comma = before->comma, .line = before->line };

	for (size_t i = 0; i < len; i++) {
		piece.digits |= is_digit(text[i]);
		piece.letters |= is_letter(text[i]);
	}
	if (pieces->count == pieces->room) {
		pieces->room = pieces->room > 0 ? 2 * pieces->room : 32;
		pieces->list = mh_grow(pieces->list, pieces->room, sizeof *pieces->list);
	}
	pieces->list[pieces->count++] = piece;
}

void mh_pieces_read(struct mh_pieces *pieces, const char *text, size_t len)
{
	struct mh_piece before = { .line = true };

	pieces->count = 0;
	if (pieces->folded.size > ROOM_KEPT)	/* one long text must not make the wiping of each later one long */
		mh_str_free(&pieces->folded);
	mh_str_clear(&pieces->folded);
	if (!mh_utf8_fold(&pieces->folded, text, len) || !mh_str_ok(&pieces->folded))
		return;
	const char *at = pieces->folded.s, *end = at + pieces->folded.len;
	while (at < end) {
		const char *start = at;

		while (at < end && (is_digit(*at) || is_letter(*at)))
			at++;
		if (at > start) {
			add_piece(pieces, start, (size_t)(at - start), &before);
			before = (struct mh_piece){ .line = false };
			continue;
		}
		before.plus = *at == '+';
		before.comma |= *at == ',';
		before.line |= *at == '\n' || *at == ';';
		at++;
	}
}

bool mh_piece_is(const struct mh_piece *piece, const char *text, size_t len)
{
	return piece->len == len && memcmp(piece->text, text, len) == 0;
}

static bool inside_letter(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* How many letters (not bytes) there are, as far as three. */
static int letters(const char *text, size_t len)
{
	int count = 0;

	for (size_t i = 0; i < len && count < 3; i++)
		count += !inside_letter(text[i]);
	return count;
}

/* Two letters in one are the same two in the other, swapped. */
static bool swapped(const char *a, const char *b, size_t len)
{
	size_t first = 1;

	while (first < len && inside_letter(a[first]))
		first++;
	return memcmp(a, b + len - first, first) == 0 && memcmp(a + first, b, len - first) == 0;
}

bool mh_one_letter(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t front = 0, back = 0, least = a_len < b_len ? a_len : b_len;

	while (front < least && a[front] == b[front])
		front++;
	while (front > 0 && ((front < a_len && inside_letter(a[front])) || (front < b_len && inside_letter(b[front]))))
		front--;
	while (back < least - front && a[a_len - 1 - back] == b[b_len - 1 - back])
		back++;
	while (back > 0 && (inside_letter(a[a_len - back]) || inside_letter(b[b_len - back])))
		back--;
	const size_t a_rest = a_len - front - back, b_rest = b_len - front - back;
	const int a_letters = letters(a + front, a_rest), b_letters = letters(b + front, b_rest);

	if (a_letters + b_letters > 0 && a_letters <= 1 && b_letters <= 1)
		return true;
	return a_letters == 2 && b_letters == 2 && a_rest == b_rest && swapped(a + front, b + front, a_rest);
}

enum mh_status mh_sought_read(struct mh_sought *sought, enum mh_trait trait, const char *text, size_t len, struct mh_err *err)
{
	*sought = (struct mh_sought){ .trait = trait };
	mh_pieces_init(&sought->pieces);
	mh_pieces_read(&sought->pieces, text, len);
	enum mh_status status = sought->pieces.count > 0 ? traits[trait].read(sought, err) :
		mh_fail(err, MH_INPUT, _("is empty, or holds neither letters nor digits"));
	return status == MH_OK ? MH_OK : mh_fail_in(err, mh_traits[trait]);
}

void mh_sought_free(struct mh_sought *sought)
{
	mh_pieces_free(&sought->pieces);
	mh_wipe(sought, sizeof *sought);
}

enum mh_likeness mh_like(const struct mh_sought *sought, const struct mh_pieces *value, bool whole)
{
	return traits[sought->trait].like(sought, value, whole);
}
