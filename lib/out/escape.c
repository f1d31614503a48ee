/* Single values made safe for CSV, JSON and HTML. What drives a terminal comes out escaped everywhere (base/utf8.h says how). */

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "out/format.h"

/* Bytes that are shown as they are without a look; '\\' is dealt with by who asks. */
static bool plain(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)text[i] < ' ' || (unsigned char)text[i] > '~')
			return false;
	return true;
}

/* Length of the character that begins at text; 1 for a byte that is no UTF-8. */
static size_t character(const char *text, size_t len)
{
	static const unsigned char lengths[16] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4 };
	const size_t n = lengths[(unsigned char)*text >> 4];

	return n <= len && mh_utf8_valid(text, n) ? n : 1;
}

void mh_shown_text(struct mh_str *out, const char *text, size_t len)
{
	while (len > 0) {
		size_t n = 0;

		while (n < len && text[n] != '\n' && text[n] != '\t')
			n++;
		if (plain(text, n))
			mh_str_add(out, text, n);
		else
			mh_utf8_show(out, text, n);
		if (n < len)
			mh_str_putc(out, text[n++]);
		text += n;
		len -= n;
	}
}

/* Would a spreadsheet take the text for a formula? Also by the wide forms of the signs, which some read as the narrow ones. */
static bool formula(const char *text, size_t len)
{
	static const char *const wide[] = { "\uff1d", "\uff0b", "\uff0d", "\uff20" };

	if (len > 0 && memchr("=+-@\t\r\n", *text, 7))
		return true;
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (len >= 3 && memcmp(text, wide[i], 3) == 0)
			return true;
	return false;
}

/* Quoted also for the other usual delimiters, so that a spreadsheet that guesses wrong does not split a cell. */
static bool needs_quotes(const char *text, size_t len, char delimiter)
{
	for (size_t i = 0; i < len; i++)
		if (text[i] == delimiter || memchr("\",;\t\r\n", text[i], 6))
			return true;
	return len > 0 && (text[0] == ' ' || text[len - 1] == ' ');
}

void mh_csv_cell(struct mh_str *out, const char *text, size_t len, char delimiter)
{
	const bool quotes = needs_quotes(text, len, delimiter);

	if (quotes)
		mh_str_putc(out, '"');
	if (formula(text, len))
		mh_str_putc(out, '\'');
	while (len > 0) {
		const char *const quote = memchr(text, '"', len);
		const size_t n = quote ? (size_t)(quote - text) : len;

		mh_shown_text(out, text, n);
		if (quote)
			mh_str_puts(out, "\"\"");
		len -= quote ? n + 1 : n;
		text += quote ? n + 1 : n;
	}
	if (quotes)
		mh_str_putc(out, '"');
}

/* \uXXXX, as two halves where the code point needs them. */
static void json_unit(struct mh_str *out, unsigned long c)
{
	if (c > 0xffff)
		mh_str_printf(out, "\\u%04lx\\u%04lx", 0xd800 + ((c - 0x10000) >> 10), 0xdc00 + ((c - 0x10000) & 0x3ff));
	else
		mh_str_printf(out, "\\u%04lx", c);
}

/* One character by what mh_utf8_show makes of it: itself, or an escape that names the code point or a byte that is no UTF-8. */
static void json_character(struct mh_str *out, const char *text, size_t n)
{
	struct mh_str shown;

	if (n == 1 && *text == '\n') {
		mh_str_puts(out, "\\n");
		return;
	}
	mh_str_init(&shown, 64);
	mh_utf8_show(&shown, text, n);
	if (shown.len == n && memcmp(shown.s, text, n) == 0)
		mh_str_add(out, text, n);
	else if (strncmp(shown.s, "\\u{", 3) == 0)
		json_unit(out, strtoul(shown.s + 3, NULL, 16));
	else if (strncmp(shown.s, "\\x", 2) == 0)
		json_unit(out, 0xfffd);
	else
		mh_str_add(out, shown.s, shown.len);	/* \t and \r are JSON's too */
	mh_str_free(&shown);
}

void mh_json_text(struct mh_str *out, const char *text, size_t len)
{
	mh_str_putc(out, '"');
	while (len > 0) {
		size_t n = 0;

		while (n < len && text[n] >= ' ' && text[n] <= '~' && text[n] != '"' && text[n] != '\\')
			n++;
		mh_str_add(out, text, n);
		text += n;
		len -= n;
		if (len == 0)
			break;
		n = 1;
		if (*text == '"' || *text == '\\') {
			mh_str_putc(out, '\\');
			mh_str_putc(out, *text);
		} else {
			n = character(text, len);
			json_character(out, text, n);
		}
		text += n;
		len -= n;
	}
	mh_str_putc(out, '"');
}

void mh_html_text(struct mh_str *out, const char *text, size_t len)
{
	static const struct {
		char c;
		const char *entity;
	} entities[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" }, { '\'', "&#39;" } };

	while (len > 0) {
		size_t n = 0, e = 0;

		while (n < len && !memchr("&<>\"'", text[n], 5))
			n++;
		mh_shown_text(out, text, n);
		text += n;
		len -= n;
		if (len == 0)
			break;
		while (entities[e].c != *text)
			e++;
		mh_str_puts(out, entities[e].entity);
		text++;
		len--;
	}
}
