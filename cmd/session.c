/* Sessions: talk and rows as the common options and the terminal ask. */

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "session.h"

#define LINE_LIMIT 4096

/* More than these is no list that somebody reads: the rest is counted, unless --verbose. */
enum { ALIKE_MOST = 50, SAID_MOST = 200 };

/* Writes "program: text" to standard error, text escaped. */
static void print_line(const struct mh_session *session, const char *text)
{
	struct mh_str line;

	mh_str_init(&line, 8 * LINE_LIMIT);
	mh_utf8_show(&line, text, strlen(text));
	fprintf(stderr, "%s: %s\n", session->program, line.s);
	mh_str_free(&line);
}

void mh_say(const struct mh_session *session, const char *format, ...)
{
	char text[LINE_LIMIT];
	va_list args;

	if (session->common.quiet)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	print_line(session, text);
}

void mh_say_always(const struct mh_session *session, const char *format, ...)
{
	char text[LINE_LIMIT];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	print_line(session, text);
}

/* Problems with the same sentence about the same column: how many were said and how many were not. */
struct alike { const struct mh_problem *first; size_t said, more; };

static bool is_same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* NULL: the first of its kind, and there is no room for another. */
static struct alike *alike_of(struct alike *list, size_t *count, const struct mh_problem *problem)
{
	for (size_t i = 0; i < *count; i++)
		if (is_same(list[i].first->text, problem->text) && is_same(list[i].first->field, problem->field) &&
			is_same(list[i].first->file, problem->file))
			return &list[i];
	if (*count == SAID_MOST)
		return NULL;
	list[*count] = (struct alike){ problem, 0, 0 };
	return &list[(*count)++];
}

static void print_problem(const struct mh_session *session, const struct mh_problem *problem)
{
	char text[LINE_LIMIT];

	mh_problem_text(problem, text, sizeof text);
	print_line(session, text);
}

/* "bad.csv: town: is not a value of the map: and 111 more of this kind" */
static void print_more(const struct mh_session *session, const struct alike *alike)
{
	const struct mh_problem kind = { .file = alike->first->file, .field = alike->first->field, .text = alike->first->text };
	char text[LINE_LIMIT], line[LINE_LIMIT + 100];

	mh_problem_text(&kind, text, sizeof text);
	snprintf(line, sizeof line, _("%s: and %zu more of this kind (--verbose says them all)"), text, alike->more);
	print_line(session, line);
}

void mh_say_problems(const struct mh_session *session, const struct mh_problems *problems)
{
	struct alike *const list = mh_alloc(SAID_MOST, sizeof *list), *alike;
	size_t count = 0, said = 0, other = problems->total - problems->count;

	for (size_t i = 0; i < problems->count; i++) {
		alike = session->common.verbose ? NULL : alike_of(list, &count, &problems->list[i]);
		if (session->common.verbose || (alike != NULL && alike->said < ALIKE_MOST && said < SAID_MOST)) {
			print_problem(session, &problems->list[i]);
			said++;
			if (alike != NULL)
				alike->said++;
		} else if (alike != NULL && alike->said > 0)
			alike->more++;
		else
			other++;
	}
	for (size_t i = 0; i < count; i++)
		if (list[i].more > 0)
			print_more(session, &list[i]);
	if (other > 0)
		fprintf(stderr, ngettext("%s: and %zu more problem\n", "%s: and %zu more problems\n", other), session->program, other);
	free(list);
}

struct mh_date mh_session_day(const struct mh_session *session)
{
	struct mh_date day;

	return session->common.as_of && mh_date_parse(session->common.as_of, &day) ? day : mh_today();
}

void mh_say_locks(const struct mh_session *session, const struct mh_problems *problems, struct mh_err *err)
{
	for (size_t i = 0; i + 1 < problems->count; i++)
		mh_say(session, "%s", problems->list[i].text);
	if (problems->count > 1)
		mh_fail(err, MH_DENIED, "%s", problems->list[problems->count - 1].text);
}

enum mh_format mh_session_format(const struct mh_session *session)
{
	enum mh_format format = MH_FORMAT_TABLE;

	if (session->common.format)
		mh_format_parse(session->common.format, session->common.format, &format, NULL);
	return format;
}

void mh_session_page(struct mh_session *session)
{
	session->page = true;
	session->width = session->page_width;
}

struct mh_rows *mh_session_rows(const struct mh_session *session, const struct mh_column *columns, size_t count, size_t id_column)
{
	const struct mh_rows_options options = {
		.format = mh_session_format(session),
		.color = session->color,
		.width = session->width,
		.wrap = session->page,
		.excel_nl = session->common.excel_nl,
		.id_column = id_column,
		.made = mh_session_format(session) == MH_FORMAT_XLSX ? mh_session_made(session) : 0,
	};

	struct mh_column *const shown = mh_alloc(count, sizeof *shown);

	for (size_t i = 0; i < count; i++) {
		shown[i] = columns[i];
		shown[i].label = columns[i].label ? _(columns[i].label) : NULL;
	}
	struct mh_rows *const rows = mh_rows_start(stdout, &options, shown, count);
	free(shown);
	return rows;
}

enum mh_status mh_session_rows_end(const struct mh_session *session, struct mh_rows *rows, struct mh_err *err)
{
	size_t count = 0;
	enum mh_status s = mh_rows_end(rows, &count, err);

	if (s == MH_OK && count == 0 && err) {
		mh_say(session, _("nothing was found"));
		s = MH_NO;
	}
	return s;
}
