/* Writes armour, and reads it strictly: what gpg would guess about is refused, since gpg must see the very bytes that were checked here. */

#include "crypto/armor.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"

enum {
	SUM_START = 0xb704ce,
	LINE_BYTES = 48,	/* 64 digits */
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

static int digit_value(char c)
{
	const char *found = c ? strchr(digits, c) : NULL;

	return found ? (int)(found - digits) : -1;
}

/* One byte into the CRC-24 of RFC 4880, section 6.1. */
static uint32_t sum_byte(uint32_t sum, unsigned char byte)
{
	sum ^= (uint32_t)byte << 16;
	for (int i = 0; i < 8; i++)
		sum = sum & 0x800000 ? (sum << 1 ^ 0x864cfb) & 0xffffff : sum << 1;
	return sum;
}

static bool add_digit(struct base64 *state, char c, struct mh_str *out)
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
	for (int i = 0; i < 3 - state->padding; i++) {
		unsigned char byte = (unsigned char)(state->bits >> (16 - 8 * i) & 0xff);

		state->sum = sum_byte(state->sum, byte);
		mh_str_putc(out, (char)byte);
	}
	state->digits = 0;
	state->bits = 0;
	return true;
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
	struct base64 state = { .sum = SUM_START };
	struct line line;
	bool summed = false;

	while (next_line(lines, &line)) {
		if (line_is(&line, "END", block))
			return state.digits == 0 && out->len > 0;
		if (summed)
			return false;
		if (line.len > 0 && line.text[0] == '=' && state.digits == 0) {
			summed = sum_agrees(&line, state.sum);
			if (!summed)
				return false;
			continue;
		}
		for (size_t i = 0; i < line.len; i++)
			if ((state.padding > 0 && state.digits == 0) || !add_digit(&state, line.text[i], out))
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
