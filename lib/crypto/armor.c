/* Writes armour, and reads it strictly: what gpg would guess about is refused, since gpg must see the very bytes that were checked here. */

#include "crypto/armor.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"

enum {
	SUM_START = 0xb704ce,
	LINE_BYTES = 48,	/* 64 digits */
	MADE_MOST = 3 * 1024,	/* bytes that are added to a string at once */
};

struct line {
	const char *text;
	size_t len;		/* without white space behind it */
};

struct lines {
	const char *at, *end;
};

/* Decoding in progress: bits that do not make a byte yet, and the sum of the bytes that were made. */
struct base64 {
	uint32_t bits;
	int digits;		/* of the group of four, padding included */
	int padding;
	uint32_t sum;
	char made[MADE_MOST];	/* not yet in the string */
	size_t made_count;
	struct mh_str *out;
};

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static bool next_line(struct lines *lines, struct line *line)
{
	const char *newline;

	if (lines->at == lines->end)
		return false;
	newline = memchr(lines->at, '\n', (size_t)(lines->end - lines->at));
	line->text = lines->at;
	line->len = (size_t)((newline ? newline : lines->end) - lines->at);
	lines->at = newline ? newline + 1 : lines->end;
	while (line->len > 0 && is_space(line->text[line->len - 1]))
		line->len--;
	return true;
}

static bool line_is(const struct line *line, const char *before, const char *block)
{
	char expected[80];

	if (line->len == 0 || line->text[0] != '-')
		return false;
	int len = snprintf(expected, sizeof expected, "-----%s %s-----", before, block);

	return line->len == (size_t)len && memcmp(line->text, expected, line->len) == 0;
}

static bool next_filled_line(struct lines *lines, struct line *line)
{
	while (next_line(lines, line))
		if (line->len > 0)
			return true;
	return false;
}

/* Goes behind the opening line, its "Name: value" lines and the blank line; false when they are not there. */
static bool skip_head(struct lines *lines, const char *block)
{
	struct line line;

	if (!next_filled_line(lines, &line) || !line_is(&line, "BEGIN", block))
		return false;
	while (next_line(lines, &line)) {
		if (line.len == 0)
			return true;
		if (!memchr(line.text, ':', line.len))
			return false;
	}
	return false;
}

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Each byte's value as a digit, and one more; 0: it is none. A backup has hundreds of millions of digits. */
static const unsigned char values[256] = {
	['A'] = 1, ['B'] = 2, ['C'] = 3, ['D'] = 4, ['E'] = 5, ['F'] = 6, ['G'] = 7, ['H'] = 8, ['I'] = 9, ['J'] = 10, ['K'] = 11, ['L'] = 12, ['M'] = 13,
	['N'] = 14, ['O'] = 15, ['P'] = 16, ['Q'] = 17, ['R'] = 18, ['S'] = 19, ['T'] = 20, ['U'] = 21, ['V'] = 22, ['W'] = 23, ['X'] = 24, ['Y'] = 25,
	['Z'] = 26, ['a'] = 27, ['b'] = 28, ['c'] = 29, ['d'] = 30, ['e'] = 31, ['f'] = 32, ['g'] = 33, ['h'] = 34, ['i'] = 35, ['j'] = 36, ['k'] = 37,
	['l'] = 38, ['m'] = 39, ['n'] = 40, ['o'] = 41, ['p'] = 42, ['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48, ['w'] = 49,
	['x'] = 50, ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54, ['2'] = 55, ['3'] = 56, ['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60, ['8'] = 61,
	['9'] = 62, ['+'] = 63, ['/'] = 64,
};

static int digit_value(char c)
{
	return values[(unsigned char)c] - 1;
}

/* What four bits that fall out of the sum at its top put into it: the CRC-24 of RFC 4880, section 6.1, with generator 0x864cfb. */
static const uint32_t sum_steps[16] = {
	0x000000, 0x864cfb, 0x8ad50d, 0x0c99f6, 0x93e6e1, 0x15aa1a, 0x1933ec, 0x9f7f17,
	0xa18139, 0x27cdc2, 0x2b5434, 0xad18cf, 0x3267d8, 0xb42b23, 0xb8b2d5, 0x3efe2e,
};

static uint32_t sum_byte(uint32_t sum, unsigned char byte)
{
	sum = (sum << 4 & 0xffffff) ^ sum_steps[(sum >> 20 ^ byte >> 4) & 15];
	return (sum << 4 & 0xffffff) ^ sum_steps[(sum >> 20 ^ byte) & 15];
}

/* What was made goes into the string. */
static void hand_over(struct base64 *state)
{
	mh_str_add(state->out, state->made, state->made_count);
	state->made_count = 0;
}

static void add_byte(struct base64 *state, unsigned char byte)
{
	state->sum = sum_byte(state->sum, byte);
	state->made[state->made_count++] = (char)byte;
	if (state->made_count == MADE_MOST)
		hand_over(state);
}

static bool add_digit(struct base64 *state, char c)
{
	int value = c == '=' ? 0 : digit_value(c);

	if (c == '=')
		state->padding++;
	if (value < 0 || (c != '=' && state->padding > 0))
		return false;
	state->bits = state->bits << 6 | (uint32_t)value;
	if (++state->digits < 4)
		return true;
	if (state->padding > 2)
		return false;
	for (int i = 0; i < 3 - state->padding; i++)
		add_byte(state, (unsigned char)(state->bits >> (16 - 8 * i) & 0xff));
	state->digits = 0;
	state->bits = 0;
	return true;
}

/* Whole groups of four digits at the line's beginning, which is nearly all there is; returns how many digits they were. */
static size_t add_groups(struct base64 *state, const struct line *line)
{
	size_t at = 0;

	if (state->digits != 0 || state->padding > 0)
		return 0;
	for (; at + 4 <= line->len; at += 4) {
		const char *const group = line->text + at;
		const int a = digit_value(group[0]), b = digit_value(group[1]), c = digit_value(group[2]), d = digit_value(group[3]);
		if ((a | b | c | d) < 0)
			break;
		add_byte(state, (unsigned char)(a << 2 | b >> 4));
		add_byte(state, (unsigned char)((b << 4 | c >> 2) & 0xff));
		add_byte(state, (unsigned char)((c << 6 | d) & 0xff));
	}
	return at;
}

/* The line "=abcd" says what the sum of all bytes must be. */
static bool sum_agrees(const struct line *line, uint32_t sum)
{
	uint32_t said = 0;

	if (line->len != 5)
		return false;
	for (size_t i = 1; i < 5; i++) {
		int value = digit_value(line->text[i]);

		if (value < 0)
			return false;
		said = said << 6 | (uint32_t)value;
	}
	return said == sum;
}

/* Reads up to and with the closing line. */
static bool read_body(struct lines *lines, const char *block, struct mh_str *out)
{
	struct base64 state = { .sum = SUM_START, .out = out };
	struct line line;
	bool summed = false;

	while (next_line(lines, &line)) {
		if (line_is(&line, "END", block)) {
			hand_over(&state);
			return state.digits == 0 && (out->len > 0 || !mh_str_ok(out));
		}
		if (summed)
			return false;
		if (line.len > 0 && line.text[0] == '=' && state.digits == 0) {
			summed = sum_agrees(&line, state.sum);
			if (!summed)
				return false;
			continue;
		}
		for (size_t i = add_groups(&state, &line); i < line.len; i++)
			if ((state.padding > 0 && state.digits == 0) || !add_digit(&state, line.text[i]))
				return false;
	}
	return false;
}

enum mh_status mh_armor_read(struct mh_blob text, const char *block, const char *object, struct mh_str *out, struct mh_err *err)
{
	const char *bytes = text.len > 0 ? text.bytes : "";
	struct lines lines = { bytes, bytes + text.len };
	struct line line;
	bool good;

	if (text.len > 0 && (bytes[0] & 0x80)) {
		mh_str_add(out, bytes, text.len);
		good = true;
	} else {
		good = skip_head(&lines, block) && read_body(&lines, block, out) && !next_filled_line(&lines, &line);
	}
	if (good && mh_str_ok(out))
		return MH_OK;
	mh_str_clear(out);
	if (good)
		return mh_fail(err, MH_INPUT, _("%s: it is larger than %zu bytes"), object, out->limit);
	return mh_fail(err, MH_INPUT, _("%s: it is not one whole \"%s\": give it as it came, from its line BEGIN to its line END, or ask for it again"), object, block);
}

/* Three bytes, or what is left of them, as four digits. */
static void put_group(struct mh_str *out, const unsigned char *bytes, size_t len)
{
	uint32_t bits = 0;

	for (size_t i = 0; i < 3; i++)
		bits = bits << 8 | (i < len ? bytes[i] : 0);
	for (size_t i = 0; i < 4; i++)
		mh_str_putc(out, i <= len ? digits[bits >> (18 - 6 * i) & 63] : '=');
}

void mh_armor_write(struct mh_blob blob, const char *block, struct mh_str *out)
{
	const unsigned char *bytes = blob.bytes;
	uint32_t sum = SUM_START;

	mh_str_printf(out, "-----BEGIN %s-----\n", block);
	for (size_t i = 0; i < blob.len; i += 3) {
		if (i % LINE_BYTES == 0)
			mh_str_putc(out, '\n');
		put_group(out, bytes + i, blob.len - i < 3 ? blob.len - i : 3);
	}
	for (size_t i = 0; i < blob.len; i++)
		sum = sum_byte(sum, bytes[i]);
	const unsigned char three[] = { (unsigned char)(sum >> 16), (unsigned char)(sum >> 8), (unsigned char)sum };
	mh_str_puts(out, "\n=");
	put_group(out, three, sizeof three);
	mh_str_printf(out, "\n-----END %s-----\n", block);
}
