/* Windows-1252 to UTF-8 and back, and quoting. */

#include <string.h>

#include "text/csv.h"

/* 0x80 to 0x9f; 0: no character. All other bytes are the character of their number. */
static const unsigned upper[32] = {
	0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
	0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
};

static void add_character(struct mh_str *out, unsigned c)
{
	char bytes[3];
	size_t len = 0;

	if (c >= 0x800) {
		bytes[len++] = (char)(0xe0 | c >> 12);
		bytes[len++] = (char)(0x80 | (c >> 6 & 0x3f));
	} else {
		bytes[len++] = (char)(0xc0 | c >> 6);
	}
	bytes[len++] = (char)(0x80 | (c & 0x3f));
	mh_str_add(out, bytes, len);
}

bool mh_csv_decode(struct mh_str *out, const char *raw, size_t len)
{
	bool good = true;

	for (size_t i = 0; i < len; i++) {
		unsigned c = (unsigned char)raw[i];

		if (c >= 0x80 && c < 0xa0)
			c = upper[c - 0x80];
		if (c < 0x80 && (c != 0 || raw[i] == 0))
			mh_str_putc(out, (char)c);
		else if (c != 0)
			add_character(out, c);
		else
			good = false;
	}
	return good;
}

static char byte_of(unsigned c)
{
	if (c < 0x80 || (c >= 0xa0 && c <= 0xff))
		return (char)c;
	for (unsigned i = 0; i < 32; i++)
		if (upper[i] == c)
			return (char)(0x80 + i);
	return '?';
}

void mh_csv_encode(struct mh_str *out, const char *text, size_t len, enum mh_csv_encoding encoding)
{
	unsigned c = 0;

	if (encoding != MH_CSV_WINDOWS_1252) {
		mh_str_add(out, text, len);
		return;
	}
	for (size_t i = 0; i < len; i++) {
		unsigned char b = (unsigned char)text[i];

		c = b < 0x80 ? b : b < 0xc0 ? c << 6 | (b & 0x3f) : b < 0xe0 ? b & 0x1f : b < 0xf0 ? b & 0x0f : b & 0x07;
		if (i + 1 == len || ((unsigned char)text[i + 1] & 0xc0) != 0x80)
			mh_str_putc(out, byte_of(c));
	}
}

void mh_csv_put(struct mh_str *out, const char *raw, size_t len, char delimiter)
{
	bool quote = len > 0 && (strchr(" \t", raw[0]) || strchr(" \t", raw[len - 1]));

	for (size_t i = 0; i < len && !quote; i++)
		quote = raw[i] == delimiter || raw[i] == '"' || raw[i] == '\r' || raw[i] == '\n';
	if (!quote) {
		mh_str_add(out, raw, len);
		return;
	}
	mh_str_putc(out, '"');
	for (size_t i = 0; i < len; i++) {
		if (raw[i] == '"')
			mh_str_putc(out, '"');
		mh_str_putc(out, raw[i]);
	}
	mh_str_putc(out, '"');
}
