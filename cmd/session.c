/* Sessions: talk and rows as the common options and the terminal ask. */

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "session.h"

#define LINE_LIMIT 4096

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

void mh_say_problems(const struct mh_session *session, const struct mh_problems *problems)
{
	char text[LINE_LIMIT];

	for (size_t i = 0; i < problems->count; i++) {
		mh_problem_text(&problems->list[i], text, sizeof text);
		print_line(session, text);
	}
	if (problems->total > problems->count)
		fprintf(stderr, _("%s: and %zu more problems\n"), session->program, problems->total - problems->count);
}

enum mh_format mh_session_format(const struct mh_session *session)
{
	enum mh_format format = MH_FORMAT_TABLE;

	if (session->common.format)
		mh_format_parse(session->common.format, session->common.format, &format, NULL);
	return format;
}

struct mh_rows *mh_session_rows(const struct mh_session *session, const struct mh_column *columns, size_t count, size_t id_column)
{
	const struct mh_rows_options options = {
		.format = mh_session_format(session),
		.color = session->color,
		.width = session->width,
		.excel_nl = session->common.excel_nl,
		.id_column = id_column,
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
