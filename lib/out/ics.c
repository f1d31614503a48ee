#include "out/ics.h"

#include <errno.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

#define FOLD 75		/* octets of a line, its CRLF not counted */

static bool inside_character(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* Adds what is in whole, in lines of at most FOLD octets: the next begin with a space, which counts. */
static void fold(struct mh_str *out, const struct mh_str *whole)
{
	size_t at = 0, room = FOLD;

	while (whole->len - at > room) {
		size_t len = room;

		while (len > 1 && inside_character(whole->s[at + len]))
			len--;
		mh_str_add(out, whole->s + at, len);
		mh_str_puts(out, "\r\n ");
		at += len;
		room = FOLD - 1;
	}
	mh_str_add(out, whole->s + at, whole->len - at);
	mh_str_puts(out, "\r\n");
}

void mh_ics_line(struct mh_str *out, const char *name, const char *text)
{
	struct mh_str whole;

	mh_str_init(&whole, 1 << 20);
	mh_str_printf(&whole, "%s:", name);
	for (; *text != '\0'; text++) {
		if (*text == '\n')
			mh_str_puts(&whole, "\\n");
		else if ((unsigned char)*text < ' ' || *text == 0x7f)
			continue;
		else if (strchr("\\;,", *text) != NULL)
			mh_str_printf(&whole, "\\%c", *text);
		else
			mh_str_putc(&whole, *text);
	}
	fold(out, &whole);
	mh_str_free(&whole);
}

/* "20260301", or "20260301T080000Z" out of "2026-03-01T08:00:00Z". */
static void squeeze(const char *text, char *out)
{
	for (; *text != '\0'; text++) {
		if (*text != '-' && *text != ':')
			*out++ = *text;
	}
	*out = '\0';
}

static void add_day(struct mh_str *out, const char *name, struct mh_date day)
{
	char text[MH_DATE_SIZE], plain[MH_DATE_SIZE];

	mh_date_format(day, text);
	squeeze(text, plain);
	mh_ics_line(out, name, plain);
}

static void flush(FILE *file, struct mh_str *out)
{
	fwrite(out->s, 1, out->len, file);
	mh_str_free(out);
}

void mh_ics_start(FILE *file)
{
	struct mh_str out;

	mh_str_init(&out, 1000);
	mh_str_puts(&out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//mh-keten//agenda//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n");
	flush(file, &out);
}

void mh_ics_add(FILE *file, const struct mh_ics_event *event, mh_moment stamp)
{
	char text[MH_MOMENT_SIZE], plain[MH_MOMENT_SIZE];
	struct mh_str out;

	mh_moment_format(stamp, text);
	squeeze(text, plain);
	mh_str_init(&out, 2 << 20);
	mh_str_puts(&out, "BEGIN:VEVENT\r\n");
	mh_ics_line(&out, "UID", event->uid);
	mh_ics_line(&out, "DTSTAMP", plain);
	add_day(&out, "DTSTART;VALUE=DATE", event->from);
	add_day(&out, "DTEND;VALUE=DATE", event->before);
	mh_ics_line(&out, "SUMMARY", event->summary);
	mh_str_puts(&out, "CLASS:CONFIDENTIAL\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
	flush(file, &out);
}

enum mh_status mh_ics_end(FILE *file, struct mh_err *err)
{
	fputs("END:VCALENDAR\r\n", file);
	if (fflush(file) != 0 || ferror(file))
		return mh_fail(err, MH_STORE, _("output: cannot be written: %s"), errno ? strerror(errno) : _("a write failed"));
	return MH_OK;
}
