/* From text to a value: one reader per type. Codes are looked up later (check.c), since that needs the catalogues. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "record/record.h"

#define TEXT_MOST 65536
#define WORD_MOST 64
#define CODES_MOST 64	/* codes in a set */

/* What is written down here is of people who live, or lived not long ago; any other year is a slip of the pen. Code that counts on from a day,
 * and programs that read what we write, are never near an end of the calendar. */
enum { YEAR_FIRST = 1900, YEAR_LAST = 2199 };

/* A cleaned text and where it is to go. */
struct reading {
	struct mh_record *rec;
	int field;
	const struct mh_field *def;
	const char *text;
	size_t len;
	struct mh_err *err;
};

static void take_text(struct reading *r, const char *text, size_t len)
{
	mh_value_set_text(&r->rec->values[r->field], text, len);
	r->rec->set[r->field] = true;
}

static bool word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

static bool code_char(char c)
{
	return word_char(c) || (c >= 'A' && c <= 'Z');
}

static enum mh_status read_text(struct reading *r)
{
	for (size_t i = 0; i < r->len; i++)
		if ((unsigned char)r->text[i] < 0x20 && r->text[i] != '\n' && r->text[i] != '\t')
			return mh_fail(r->err, MH_INPUT, _("holds a control character (U+%04X): remove it"), (unsigned)r->text[i]);
	take_text(r, r->text, r->len);
	return MH_OK;
}

static enum mh_status read_word(struct reading *r)
{
	bool good = r->len <= WORD_MOST;

	for (size_t i = 0; i < r->len && good; i++)
		good = word_char(r->text[i]);
	if (!good)
		return mh_fail(r->err, MH_INPUT, _("expected a word of lower-case letters, digits, - . _ (at most %d)"), WORD_MOST);
	take_text(r, r->text, r->len);
	return MH_OK;
}

static enum mh_status read_date(struct reading *r)
{
	char text[MH_DATE_SIZE] = "";
	struct mh_date date;

	if (r->len < sizeof text)
		memcpy(text, r->text, r->len);
	if (!mh_date_parse(text, &date))
		return mh_fail(r->err, MH_INPUT, (r->def->flags & MH_PARTIAL) != 0 ?
			_("expected a day, month or year that exists, as 2026-03-01, 2026-03 or 2026") :
			_("expected a day that exists, as 2026-03-01"));
	if (!mh_date_whole(date) && (r->def->flags & MH_PARTIAL) == 0)
		return mh_fail(r->err, MH_INPUT, _("expected a whole day, as 2026-03-01"));
	if (date.year < YEAR_FIRST)
		return mh_fail(r->err, MH_INPUT, _("lies before 1900: mend the year"));
	if (date.year > YEAR_LAST)
		return mh_fail(r->err, MH_INPUT, _("lies after 2199: mend the year, or leave out an end that is not known"));
	take_text(r, text, r->len);
	return MH_OK;
}

static enum mh_status read_moment(struct reading *r)
{
	char text[MH_MOMENT_SIZE] = "";
	mh_moment moment;

	if (r->len < sizeof text)
		memcpy(text, r->text, r->len);
	if (!mh_moment_parse(text, &moment))
		return mh_fail(r->err, MH_INPUT, _("expected a moment in UTC, as 2026-03-01T12:00:00Z"));
	mh_record_set_number(r->rec, r->field, moment);
	return MH_OK;
}

/* Digits with an optional sign, at most 15 of them. */
static bool integer(const char *text, size_t len, int64_t *out)
{
	bool minus = len > 0 && text[0] == '-';

	if (len - minus == 0 || len - minus > 15 || len == 0)
		return false;
	*out = 0;
	for (size_t i = minus; i < len; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*out = *out * 10 + (text[i] - '0');
	}
	if (minus)
		*out = -*out;
	return true;
}

/* What one record can't say more than: a number beyond it was mistyped. Money in cents. */
static const struct { const char *kind, *field; int64_t most; } limits[] = {
	{ "note", "minutes", 24 * 60 },
	{ "cost", "minutes", 366 * 24 * 60 },
	{ "cost", "amount", 100 * 1000000 },
	{ "capacity", "beds", 10000 },
};

static enum mh_status put_number(struct reading *r, int64_t number, int64_t unit)
{
	for (size_t i = 0; i < MH_COUNT(limits); i++) {
		if (strcmp(limits[i].kind, r->rec->kind->name) == 0 && strcmp(limits[i].field, r->def->name) == 0 && number > limits[i].most)
			return mh_fail(r->err, MH_INPUT, _("more than %lld, the most that one record can say: mend the number, or write down several"),
				(long long)(limits[i].most / unit));
	}
	mh_record_set_number(r->rec, r->field, number);
	return MH_OK;
}

static enum mh_status read_int(struct reading *r)
{
	int64_t number;

	if (!integer(r->text, r->len, &number) || number < 0)
		return mh_fail(r->err, MH_INPUT, _("expected a whole number, 0 or more"));
	return put_number(r, number, 1);
}

static enum mh_status read_money(struct reading *r)
{
	const char *point = memchr(r->text, '.', r->len);
	size_t whole_len = point != NULL ? (size_t)(point - r->text) : r->len;
	int64_t whole, cents = 0;

	if (!integer(r->text, whole_len, &whole) || whole < 0 ||
	    (point != NULL && (r->len - whole_len != 3 || !integer(point + 1, 2, &cents) || cents < 0)))
		return mh_fail(r->err, MH_INPUT, _("expected an amount, as 1250 or 1250.50"));
	return put_number(r, whole * 100 + cents, 100);
}

static enum mh_status read_code(struct reading *r)
{
	bool good = r->len <= WORD_MOST;

	for (size_t i = 0; i < r->len && good; i++)
		good = code_char(r->text[i]);
	if (!good)
		return mh_fail(r->err, MH_INPUT, _("expected a code of catalogue %s"), r->def->of);
	take_text(r, r->text, r->len);
	return MH_OK;
}

struct piece { const char *text; size_t len; };

static int by_bytes(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;
	int order = memcmp(x->text, y->text, x->len < y->len ? x->len : y->len);

	return order != 0 ? order : (x->len > y->len) - (x->len < y->len);
}

/* Splits at ';' or ','; returns how many pieces, or -1 for too many or a wrong character. */
static int split(struct reading *r, struct piece pieces[CODES_MOST])
{
	int count = 0;

	for (size_t i = 0; i < r->len; ) {
		while (i < r->len && (r->text[i] == ';' || r->text[i] == ',' || r->text[i] == ' '))
			i++;
		size_t start = i;
		while (i < r->len && code_char(r->text[i]))
			i++;
		if (i == start && i < r->len)
			return -1;
		if (i > start && (count == CODES_MOST || i - start > WORD_MOST))
			return -1;
		if (i > start)
			pieces[count++] = (struct piece){ r->text + start, i - start };
	}
	return count;
}

static enum mh_status read_codes(struct reading *r)
{
	struct piece pieces[CODES_MOST];
	struct mh_str joined;
	int count = split(r, pieces);

	if (count <= 0)
		return mh_fail(r->err, MH_INPUT, _("expected codes of catalogue %s, separated by ;"), r->def->of);
	qsort(pieces, (size_t)count, sizeof pieces[0], by_bytes);
	mh_str_init(&joined, TEXT_MOST);
	for (int i = 0; i < count; i++) {
		if (i > 0 && by_bytes(&pieces[i - 1], &pieces[i]) == 0)
			continue;
		if (joined.len > 0)
			mh_str_putc(&joined, ';');
		mh_str_add(&joined, pieces[i].text, pieces[i].len);
	}
	take_text(r, joined.s, joined.len);
	mh_str_free(&joined);
	return MH_OK;
}

static enum mh_status read_id(struct reading *r)
{
	char text[MH_ID_SIZE] = "";
	struct mh_id id;

	if (r->len < sizeof text)
		memcpy(text, r->text, r->len);
	if (!mh_id_parse(text, &id) || strcmp(id.kind->name, r->def->of) != 0)
		return mh_fail(r->err, MH_INPUT, _("expected the id of a %s, as %s-2026-0042"), r->def->of,
			mh_kind_find(r->def->of)->prefix);
	mh_record_set_number(r->rec, r->field, id.n);
	return MH_OK;
}

static enum mh_status read_value(struct reading *r)
{
	switch (r->def->type) {
	case MH_TEXT: return read_text(r);
	case MH_WORD: return read_word(r);
	case MH_DATE: return read_date(r);
	case MH_MOMENT: return read_moment(r);
	case MH_INT: return read_int(r);
	case MH_MONEY: return read_money(r);
	case MH_CODE: return read_code(r);
	case MH_CODES: return read_codes(r);
	case MH_ID: return read_id(r);
	}
	return MH_OK;
}

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool plain(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((text[i] & 0x80) != 0 || text[i] == '\r' || text[i] == '\0')
			return false;
	return true;
}

/* NFC, with CRLF and CR as LF. */
static bool clean(struct mh_str *out, const char *text, size_t len)
{
	struct mh_str lines;
	bool good;

	mh_str_init_secret(&lines, TEXT_MOST);
	for (size_t i = 0; i < len; i++)
		if (text[i] != '\r')
			mh_str_putc(&lines, text[i]);
		else if (i + 1 == len || text[i + 1] != '\n')
			mh_str_putc(&lines, '\n');
	good = mh_str_ok(&lines) && mh_utf8_nfc(out, lines.s, lines.len) && mh_str_ok(out);
	mh_str_free(&lines);
	return good;
}

enum mh_status mh_record_set(struct mh_record *rec, int field, const char *text, size_t len, struct mh_err *err)
{
	const struct mh_field *def = &rec->kind->fields[field];
	struct mh_str cleaned;
	enum mh_status status;

	while (len > 0 && blank(text[len - 1]))
		len--;
	while (len > 0 && blank(*text))
		text++, len--;
	if (len == 0) {
		mh_value_set_empty(&rec->values[field], mh_field_sealed(def));
		rec->set[field] = true;
		return MH_OK;
	}
	if (len > TEXT_MOST)
		return mh_fail(err, MH_INPUT, _("longer than %d bytes"), TEXT_MOST);
	struct reading r = { rec, field, def, text, len, err };
	if (plain(text, len))
		return read_value(&r);
	mh_str_init_secret(&cleaned, TEXT_MOST);
	if (clean(&cleaned, text, len)) {
		r.text = cleaned.s;
		r.len = cleaned.len;
		status = read_value(&r);
	} else {
		status = mh_fail(err, MH_INPUT, _("is not valid UTF-8 text"));
	}
	mh_str_free(&cleaned);
	return status;
}
