/* Names: word by word, whatever their order, with the small words left out. */

#include "record/likeness_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { WORDS_MOST = 12, WORD_MOST = 40, LETTER_LEAST = 4 };

/* Words that are written, left out and joined at will. */
static const char *const particles[] = {
	"van", "von", "der", "den", "de", "het", "t", "ter", "ten", "te", "s", "in", "op", "aan", "zu", "el", "al", "ul", "bin", "ibn", "ben",
	"bint", "vd", "vdr", "da", "di", "do", "dos", "das", "du", "la", "le", "del", "della", "y", "e", "d", "mc", "mac",
};

/* Ways to write one sound, the longest first; what is on the left reads as what is on the right. */
static const struct { const char *written, *sound; } sounds[] = {
	{ "sch", "sh" }, { "tsj", "ch" }, { "tch", "ch" }, { "sj", "sh" }, { "dj", "y" }, { "ij", "y" }, { "j", "y" }, { "ph", "f" },
	{ "th", "t" }, { "kh", "h" }, { "gh", "g" }, { "ch", "ch" }, { "ck", "k" }, { "oe", "u" }, { "ou", "u" }, { "oo", "u" }, { "ee", "i" },
	{ "ie", "i" }, { "c", "k" }, { "q", "k" }, { "w", "v" }, { "z", "s" },
};

struct word { const char *text; size_t len; char sound[WORD_MOST]; size_t sound_len; };
struct name { struct word words[WORDS_MOST]; size_t count; };

/* A "v" is one only before a "d", as in v.d. and v/d: else it is an initial. */
static bool is_particle(const struct mh_piece *piece, const struct mh_piece *end)
{
	if (mh_piece_is(piece, "v", 1))
		return piece + 1 < end && mh_piece_is(piece + 1, "d", 1);
	for (size_t i = 0; i < MH_COUNT(particles); i++)
		if (particles[i][0] == piece->text[0] && mh_piece_is(piece, particles[i], strlen(particles[i])))
			return true;
	return false;
}

/* The word as it sounds: doubled letters are one, and an h at its end is not heard. */
static void make_sound(struct word *word)
{
	size_t used = 0;

	for (size_t i = 0; i < word->len && used + 2 < WORD_MOST; ) {
		const char *sound = NULL;
		size_t step = 1;

		for (size_t j = 0; j < MH_COUNT(sounds) && sound == NULL; j++) {
			if (sounds[j].written[0] != word->text[i])
				continue;
			const size_t len = strlen(sounds[j].written);
			if (len <= word->len - i && memcmp(word->text + i, sounds[j].written, len) == 0) {
				sound = sounds[j].sound;
				step = len;
			}
		}
		const char own[2] = { word->text[i] };
		for (const char *at = sound != NULL ? sound : own; *at != '\0'; at++) {
			const char c = *at;
			if (used == 0 || word->sound[used - 1] != c || (c & 0x80) != 0)
				word->sound[used++] = c;
		}
		i += step;
	}
	word->sound_len = used > 2 && word->sound[used - 1] == 'h' && word->sound[used - 2] != 'c' && word->sound[used - 2] != 's' ? used - 1 : used;
}

/* The words that count; where there are none but particles, those. */
static void read_words(const struct mh_piece *pieces, size_t count, struct name *name)
{
	name->count = 0;
	for (int all = 0; all < 2 && name->count == 0; all++) {
		for (size_t i = 0; i < count && name->count < WORDS_MOST; i++) {
			if (!all && is_particle(&pieces[i], pieces + count))
				continue;
			struct word *word = &name->words[name->count++];
			word->text = pieces[i].text;
			word->len = pieces[i].len;
			make_sound(word);
		}
	}
}

/* How two words can be the same, the surest first. */
enum sameness { SAME_WORD, SAME_SOUND, SAME_BUT_LETTER, SAME_INITIAL, SAMENESS_COUNT };

static bool initial_of(const struct word *a, const struct word *b)
{
	return a->len == 1 && b->len > 1 && a->text[0] == b->text[0];
}

static bool same(enum sameness how, const struct word *a, const struct word *b)
{
	switch (how) {
	case SAME_WORD: return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
	case SAME_SOUND: return a->sound_len == b->sound_len && memcmp(a->sound, b->sound, a->sound_len) == 0;
	case SAME_BUT_LETTER: return (a->len >= LETTER_LEAST || b->len >= LETTER_LEAST) &&
		(mh_one_letter(a->text, a->len, b->text, b->len) || mh_one_letter(a->sound, a->sound_len, b->sound, b->sound_len));
	case SAME_INITIAL: return initial_of(a, b) || initial_of(b, a);
	case SAMENESS_COUNT: break;
	}
	return false;
}

struct match { int found[SAMENESS_COUNT]; int left_a, left_b; bool moved; };

/* Each word has one partner at most; surer pairs are made first. */
static void match_words(const struct name *a, const struct name *b, struct match *m)
{
	bool a_used[WORDS_MOST] = { false }, b_used[WORDS_MOST] = { false };

	*m = (struct match){ .left_a = (int)a->count, .left_b = (int)b->count };
	for (enum sameness how = 0; how < SAMENESS_COUNT; how++)
		for (size_t i = 0; i < a->count; i++)
			for (size_t j = 0; j < b->count && !a_used[i]; j++) {
				if (b_used[j] || !same(how, &a->words[i], &b->words[j]))
					continue;
				a_used[i] = b_used[j] = true;
				m->found[how]++;
				m->left_a--;
				m->left_b--;
				m->moved |= i != j;
			}
}

static enum mh_likeness judge_all(const struct match *m, size_t words)
{
	const int letter = m->found[SAME_BUT_LETTER], sure = m->found[SAME_WORD] + m->found[SAME_SOUND];

	if (m->found[SAME_INITIAL] > 0)
		return sure > 0 && letter == 0 ? MH_LIKE_NAME_INITIAL : MH_LIKE_NONE;
	if (letter == 0 && m->found[SAME_SOUND] > 0)
		return MH_LIKE_NAME_SPELLING;
	if (letter == 0)
		return m->moved ? MH_LIKE_NAME_ORDER : MH_LIKE_NAME_SAME;
	if (words == 1)
		return MH_LIKE_NAME_WORD_LETTER;
	return letter == 1 ? MH_LIKE_NAME_LETTER : letter == 2 ? MH_LIKE_NAME_LETTERS : MH_LIKE_NONE;
}

static enum mh_likeness judge_part(const struct match *m)
{
	const int letter = m->found[SAME_BUT_LETTER], sure = m->found[SAME_WORD] + m->found[SAME_SOUND];

	if (m->left_a > 0 && m->left_b > 0)
		return sure >= 2 ? MH_LIKE_NAME_WORDS : MH_LIKE_NONE;
	if (sure >= 2 && letter == 0)
		return MH_LIKE_NAME_PART;
	if (sure >= 1 && letter == 1)
		return MH_LIKE_NAME_PART_LETTER;
	return sure == 1 ? MH_LIKE_NAME_WORD : MH_LIKE_NONE;
}

/* Letters of all pieces in a row, whatever stands between them. */
static size_t join(const struct mh_piece *pieces, size_t count, char *out, size_t size)
{
	size_t used = 0;

	for (size_t i = 0; i < count && used + pieces[i].len < size; i++) {
		memcpy(out + used, pieces[i].text, pieces[i].len);
		used += pieces[i].len;
	}
	return used;
}

static enum mh_likeness compare(const struct name *sought, const struct mh_pieces *pieces, const struct mh_piece *value, size_t count)
{
	char a[200], b[200];
	struct name other;
	struct match m;

	read_words(value, count, &other);
	match_words(sought, &other, &m);
	enum mh_likeness found = m.left_a == 0 && m.left_b == 0 ? judge_all(&m, sought->count) : judge_part(&m);
	if (mh_likeness_sure(found) < mh_likeness_sure(MH_LIKE_NAME_JOINED)) {
		const size_t a_len = join(pieces->list, pieces->count, a, sizeof a), b_len = join(value, count, b, sizeof b);
		if (a_len == b_len && memcmp(a, b, a_len) == 0)
			found = MH_LIKE_NAME_JOINED;
		mh_wipe(a, sizeof a);
		mh_wipe(b, sizeof b);
	}
	mh_wipe(&other, sizeof other);
	return found;
}

/* Does the name stand in the text, its words one after another, small words between them or not? */
static bool stands_at(const struct name *sought, const struct mh_pieces *text, size_t at)
{
	for (size_t i = 0; i < sought->count; at++) {
		struct word word;

		if (at >= text->count)
			return false;
		word.text = text->list[at].text;
		word.len = text->list[at].len;
		make_sound(&word);
		if (same(SAME_WORD, &sought->words[i], &word) || same(SAME_SOUND, &sought->words[i], &word))
			i++;
		else if (i == 0 || !is_particle(&text->list[at], text->list + text->count))
			return false;
	}
	return true;
}

enum mh_status mh_name_read(struct mh_sought *sought, struct mh_err *err)
{
	bool letters = false;

	for (size_t i = 0; i < sought->pieces.count; i++)
		letters |= sought->pieces.list[i].letters;
	return letters ? MH_OK : mh_fail(err, MH_INPUT, _("is no name: it has no letters"));
}

/* Several names can stand in one value, one a line. In a text a first name alone says nothing. */
enum mh_likeness mh_name_like(const struct mh_sought *sought, const struct mh_pieces *value, bool whole)
{
	enum mh_likeness best = MH_LIKE_NONE, one;
	struct name name;

	read_words(sought->pieces.list, sought->pieces.count, &name);
	for (size_t i = 0, next; whole && i < value->count; i = next) {
		for (next = i + 1; next < value->count && !value->list[next].line; )
			next++;
		one = compare(&name, &sought->pieces, value->list + i, next - i);
		best = mh_likeness_sure(one) > mh_likeness_sure(best) ? one : best;
	}
	for (size_t i = 0; !whole && name.count > 1 && best == MH_LIKE_NONE && i < value->count; i++)
		if (stands_at(&name, value, i))
			best = MH_LIKE_NAME_IN_TEXT;
	mh_wipe(&name, sizeof name);
	return best;
}

static int by_byte(const void *a, const void *b)
{
	return *(const unsigned char *)a - *(const unsigned char *)b;
}

/* "jansen" of "Anna Maria Jansen" gives "yansen|am". */
static size_t make_key(const struct name *name, size_t at, char key[WORD_MOST + WORDS_MOST + 1])
{
	const struct word *word = &name->words[at];
	size_t used = word->sound_len;

	memcpy(key, word->sound, used);
	key[used++] = '|';
	const size_t firsts = used;
	for (size_t i = 0; i < name->count; i++)
		if (i != at && name->words[i].sound_len > 0)
			key[used++] = name->words[i].sound[0];
	qsort(key + firsts, used - firsts, 1, by_byte);
	return used;
}

void mh_name_keys(const struct mh_piece *pieces, size_t count, void (*fn)(void *, const char *key, size_t len), void *arg)
{
	char key[WORD_MOST + WORDS_MOST + 1], joined[200];
	struct name name;

	read_words(pieces, count, &name);
	for (size_t i = 0; i < name.count; i++)
		fn(arg, key, make_key(&name, i, key));
	fn(arg, joined, join(pieces, count, joined, sizeof joined));
	mh_wipe(key, sizeof key);
	mh_wipe(joined, sizeof joined);
	mh_wipe(&name, sizeof name);
}
