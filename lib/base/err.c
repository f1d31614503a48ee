#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

#define PROBLEMS_USUAL 10000
#define VALUE_SHOWN 60	/* columns of a wrong value that a sentence repeats */
#define FIELD_SHOWN 100	/* and of the name of its column or key */

enum mh_status mh_fail(struct mh_err *err, enum mh_status status, const char *format, ...)
{
	va_list args;

	if (err == NULL)
		return status;
	char text[sizeof err->text];	/* the sentence may quote the one that is there */
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	err->status = status;
	memcpy(err->text, text, sizeof text);
	return status;
}

enum mh_status mh_fail_in(struct mh_err *err, const char *object)
{
	if (err == NULL)
		return MH_STORE;
	return mh_fail(err, err->status, "%s: %s", object, err->text);
}

void mh_problem_add(struct mh_problems *list, const struct mh_problem *where, const char *format, ...)
{
	char text[1000];
	va_list args;

	if (list == NULL)
		return;
	list->total++;
	list->warnings += where != NULL && where->warning;
	if (list->count >= (list->most > 0 ? list->most : PROBLEMS_USUAL))
		return;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if ((list->count & (list->count + 1)) == 0 || list->list == NULL)
		list->list = mh_grow(list->list, 2 * list->count + 2, sizeof *list->list);
	struct mh_problem *p = &list->list[list->count++];
	*p = (struct mh_problem){ .text = mh_strdup(text) };
	if (where != NULL) {
		p->file = mh_strdup(where->file);
		p->line = where->line;
		p->column = where->column;
		p->row = where->row;
		p->field = mh_strdup(where->field);
		p->value = mh_strdup(where->value);
		p->remedy = mh_strdup(where->remedy);
		p->warning = where->warning;
	}
}

void mh_problems_remedy(struct mh_problems *list, size_t first, const char *remedy)
{
	for (size_t i = first; i < list->count; i++)
		if (list->list[i].remedy == NULL)
			list->list[i].remedy = mh_strdup(remedy);
}

/* A column or key is cut where it is long: it may be a stranger's, and what is wrong with it must still be said. */
static void add_field(struct mh_str *s, const struct mh_problem *p)
{
	struct mh_str name;

	mh_str_init(&name, 4000);
	mh_utf8_fit(&name, p->field, strlen(p->field), FIELD_SHOWN);
	if (p->row > 0)
		mh_str_printf(s, _(", column %s"), name.s);
	else
		mh_str_printf(s, "%s%s", s->len > 0 ? ": " : "", name.s);
	mh_str_free(&name);
}

static void add_place(struct mh_str *s, const struct mh_problem *p)
{
	if (p->file != NULL)
		mh_str_puts(s, p->file);
	if (p->row > 0)
		mh_str_printf(s, _("%srow %zu"), s->len > 0 ? ": " : "", p->row);
	else if (p->line > 0)
		mh_str_printf(s, ":%zu", p->line);
	if (p->row == 0 && p->line > 0 && p->column > 0)
		mh_str_printf(s, ":%zu", p->column);
	if (p->field != NULL)
		add_field(s, p);
}

static void add_object(struct mh_str *s, const struct mh_problem *p)
{
	add_place(s, p);
	if (p->value == NULL)
		return;
	mh_str_puts(s, p->row > 0 ? _(", value \"") : " \"");
	mh_utf8_fit(s, p->value, strlen(p->value), VALUE_SHOWN);
	mh_str_putc(s, '"');
}

void mh_problem_sentence(struct mh_problems *list, const struct mh_problem *where, const char *sentence)
{
	const size_t len = where->file != NULL ? strlen(where->file) : 0;
	const bool twice = len > 0 && strncmp(sentence, where->file, len) == 0 && strncmp(sentence + len, ": ", 2) == 0;
	const char *text = twice ? sentence + len + 2 : sentence;
	const size_t remedy = where->remedy != NULL ? strlen(where->remedy) : 0;
	size_t shown = strlen(text);

	if (remedy > 0 && shown > remedy + 2 && strcmp(text + shown - remedy, where->remedy) == 0 && strncmp(text + shown - remedy - 2, ": ", 2) == 0)
		shown -= remedy + 2;
	mh_problem_add(list, where, "%.*s", (int)shown, text);
}

size_t mh_problem_object(const struct mh_problem *p, char *out, size_t size)
{
	struct mh_str s;

	mh_str_init(&s, 4000);
	add_object(&s, p);
	snprintf(out, size, "%s", s.s);
	mh_str_free(&s);
	return strlen(out);
}

size_t mh_problem_text(const struct mh_problem *p, char *out, size_t size)
{
	struct mh_str s;

	mh_str_init(&s, 4000);
	add_object(&s, p);
	mh_str_printf(&s, "%s%s", s.len > 0 ? ": " : "", p->text);
	if (p->remedy != NULL)
		mh_str_printf(&s, ": %s", p->remedy);
	snprintf(out, size, "%s", s.s);
	mh_str_free(&s);
	return strlen(out);
}

void mh_problems_free(struct mh_problems *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free((void *)list->list[i].file);
		free((void *)list->list[i].field);
		free((void *)list->list[i].value);
		free((void *)list->list[i].text);
		free((void *)list->list[i].remedy);
	}
	free(list->list);
	*list = (struct mh_problems){ .most = list->most };
}
