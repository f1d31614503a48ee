#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

/* Length of the well-formed character at text, or 0; its code point in *out. */
static size_t next(const char *text, size_t len, int32_t *out)
{
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, out);

	return n > 0 ? (size_t)n : 0;
}

static bool ascii(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((text[i] & 0x80) != 0 || text[i] == '\0')
			return false;
	return true;
}

/* How many bytes at the beginning are printable ASCII: one column each, and shown as they are. Nearly all text is nothing else. */
static size_t printable(const char *text, size_t len)
{
	size_t n = 0;

	while (n < len && text[n] >= ' ' && text[n] <= '~')
		n++;
	return n;
}

bool mh_utf8_valid(const char *text, size_t len)
{
	int32_t c;

	for (size_t i = 0, n; i < len; i += n)
		if ((n = next(text + i, len - i, &c)) == 0 || c == 0)
			return false;
	return true;
}

bool mh_utf8_nfc(struct mh_str *out, const char *text, size_t len)
{
	utf8proc_uint8_t *composed = NULL;

	if (ascii(text, len)) {
		mh_str_add(out, text, len);
		return true;
	}
	if (!mh_utf8_valid(text, len))
		return false;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, &composed,
		UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (n < 0)
		return false;
	mh_str_add(out, (const char *)composed, (size_t)n);
	explicit_bzero(composed, (size_t)n);
	free(composed);
	return true;
}

/* Letters that no accent is taken from, though people leave it out. */
static const struct { const char *letter, *plain; } plain_letters[] = {
	{ "\xc3\xb8", "o" }, { "\xc5\x82", "l" }, { "\xc4\x91", "d" }, { "\xc3\xb0", "d" }, { "\xc4\xb1", "i" },
	{ "\xc3\xa6", "ae" }, { "\xc5\x93", "oe" }, { "\xc3\xbe", "th" }, { "\xc4\xa7", "h" },
};

static void add_plain(struct mh_str *out, const char *text, size_t len)
{
	for (size_t i = 0, n; i < len; i += n) {
		const char *plain = NULL;

		n = 2;
		for (size_t j = 0; j < sizeof plain_letters / sizeof plain_letters[0] && i + 1 < len && plain == NULL; j++)
			if (memcmp(text + i, plain_letters[j].letter, 2) == 0)
				plain = plain_letters[j].plain;
		if (plain != NULL)
			mh_str_puts(out, plain);
		else
			mh_str_add(out, text + i, n = 1);
	}
}

bool mh_utf8_fold(struct mh_str *out, const char *text, size_t len)
{
	utf8proc_uint8_t *folded = NULL;

	if (ascii(text, len)) {
		size_t start = out->len;
		mh_str_add(out, text, len);
		for (size_t i = start; i < out->len; i++)
			if (out->s[i] >= 'A' && out->s[i] <= 'Z')
				out->s[i] = (char)(out->s[i] - 'A' + 'a');
		return true;
	}
	if (!mh_utf8_valid(text, len))
		return false;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, &folded,
		UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
	if (n < 0)
		return false;
	add_plain(out, (const char *)folded, (size_t)n);
	explicit_bzero(folded, (size_t)n);
	free(folded);
	return true;
}

/* Is it safe to send this character to a terminal as it is? */
static bool safe(int32_t c)
{
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:	/* bidirectional controls, zero-width joiners, tags */
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return false;
	default:
		return true;
	}
}

static void show_one(struct mh_str *out, const char *text, size_t n, int32_t c)
{
	if (c == '\n')
		mh_str_puts(out, "\\n");
	else if (c == '\t')
		mh_str_puts(out, "\\t");
	else if (c == '\r')
		mh_str_puts(out, "\\r");
	else if (!safe(c))
		mh_str_printf(out, "\\u{%x}", (unsigned)c);
	else
		mh_str_add(out, text, n);
}

void mh_utf8_show(struct mh_str *out, const char *text, size_t len)
{
	for (size_t i = 0, n; i < len; i += n) {
		int32_t c;
		if ((n = printable(text + i, len - i)) > 0) {
			mh_str_add(out, text + i, n);
		} else if ((n = next(text + i, len - i, &c)) == 0) {
			mh_str_printf(out, "\\x%02x", (unsigned char)text[i]);
			n = 1;
		} else {
			show_one(out, text + i, n, c);
		}
	}
}

size_t mh_utf8_width(const char *text, size_t len)
{
	size_t width = 0;

	for (size_t i = 0, n; i < len; i += n) {
		int32_t c;
		if ((n = printable(text + i, len - i)) > 0) {
			width += n;
			continue;
		}
		if ((n = next(text + i, len - i, &c)) == 0)
			n = 1, c = '?';
		int w = utf8proc_charwidth(c);
		width += w > 0 ? (size_t)w : 0;
	}
	return width;
}

/* Adds whole shown characters while they fit; returns how many bytes of text were used. */
static size_t fill(struct mh_str *out, const char *text, size_t len, size_t width)
{
	size_t used = 0, i = 0, n;
	struct mh_str one;

	mh_str_init(&one, 64);
	for (; i < len; i += n) {
		int32_t c;
		n = next(text + i, len - i, &c);
		if (n == 0)
			n = 1;
		mh_str_clear(&one);
		mh_utf8_show(&one, text + i, n);
		size_t w = mh_utf8_width(one.s, one.len);
		if (used + w > width)
			break;
		used += w;
		mh_str_add(out, one.s, one.len);
	}
	mh_str_free(&one);
	return i;
}

void mh_utf8_fit(struct mh_str *out, const char *text, size_t len, size_t width)
{
	struct mh_str whole;

	mh_str_init(&whole, len * 10 + 16);
	if (fill(&whole, text, len, width) == len) {
		mh_str_add(out, whole.s, whole.len);
	} else if (width > 0) {
		fill(out, text, len, width - 1);
		mh_str_puts(out, "\xe2\x80\xa6");
	}
	mh_str_free(&whole);
}

size_t mh_utf8_break(const char *text, size_t len, size_t width)
{
	size_t at = 0, blank = 0;

	while (at < len) {
		size_t next = at + 1;

		while (next < len && ((unsigned char)text[next] & 0xc0) == 0x80)
			next++;
		if (at > 0 && mh_utf8_width(text, next) > width)
			break;
		if (text[at] == ' ')
			blank = at;
		at = next;
	}
	return at == len || text[at] == ' ' || blank == 0 ? at : blank;
}
