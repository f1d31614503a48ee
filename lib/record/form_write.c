/* Forms: an empty record as YAML, with each field explained. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "record/form_write.h"

static int by_position(const void *a, const void *b)
{
	const struct mh_code *const *x = a, *const *y = b;

	if ((*x)->position != (*y)->position)
		return (*x)->position < (*y)->position ? -1 : 1;
	return strcmp((*x)->code, (*y)->code);
}

size_t mh_codes_in_order(const struct mh_code_list *list, struct mh_date on, const struct mh_code ***out)
{
	size_t count = 0;

	*out = mh_alloc(list->count + 1, sizeof **out);
	for (size_t i = 0; i < list->count; i++)
		if (mh_code_valid(&list->codes[i], on))
			(*out)[count++] = &list->codes[i];
	qsort(*out, count, sizeof **out, by_position);
	return count;
}

const char *mh_code_text(const struct mh_code *code)
{
	return mh_language_dutch() && code->nl[0] != '\0' ? code->nl : code->en;
}

static void write_codes(const struct mh_record_form_style *style, const struct mh_field *field, struct mh_str *out)
{
	const char *const before = style->item ? "  " : "";
	const struct mh_code_list *const list = mh_catalogue(style->catalogues, field->of, NULL);
	const struct mh_code **codes;

	if (!list)
		return;
	const size_t count = mh_codes_in_order(list, style->on, &codes);
	if (style->most > 0 && count > style->most) {
		mh_str_printf(out, "%s#   ", before);
		mh_str_printf(out, _("%zu codes: mh-store codes %s"), count, field->of);
		mh_str_putc(out, '\n');
	} else {
		for (size_t i = 0; i < count; i++) {
			mh_str_printf(out, "%s#   %-22s ", before, codes[i]->code);
			mh_utf8_show(out, mh_code_text(codes[i]), strlen(mh_code_text(codes[i])));
			mh_str_putc(out, '\n');
		}
	}
	free(codes);
}

static const char *type_of(const struct mh_field *field)
{
	if (field->type == MH_CODES)
		return _("codes, as [one, two]");
	if (field->type == MH_DATE)
		return (field->flags & MH_PARTIAL) ? _("day, month or year, as 2026-03-01, 2026-03 or 2026") : _("day, as 2026-03-01");
	return NULL;
}

static void write_note(const char *note, struct mh_str *out)
{
	if (note)
		mh_str_printf(out, "; %s", note);
}

/* Text of several lines, as a block: a quoted scalar would join them. */
static void write_lines(const char *text, bool item, struct mh_str *out)
{
	mh_str_puts(out, " |2-");
	for (size_t len; *text != '\0'; text += len + (text[len] == '\n')) {
		len = strcspn(text, "\n");
		mh_str_puts(out, len == 0 ? "\n" : item ? "\n    " : "\n  ");
		mh_str_add(out, text, len);
	}
}

static void write_value(const struct mh_record *rec, size_t i, bool item, struct mh_str *out)
{
	struct mh_str value;

	mh_str_init_secret(&value, 65536);
	if (rec->values[i].have == MH_HAVE_TEXT || rec->values[i].have == MH_HAVE_NUMBER)
		mh_record_show(rec, (int)i, &value);
	if (strchr(value.s, '\n') != NULL)
		write_lines(value.s, item, out);
	else if (value.len > 0)
		mh_record_form_quote(value.s, out);
	mh_str_free(&value);
}

void mh_record_form_quote(const char *text, struct mh_str *out)
{
	mh_str_puts(out, " '");
	for (; *text != '\0'; text++)
		mh_str_puts(out, *text == '\'' ? "''" : (char[]){ *text, '\0' });
	mh_str_putc(out, '\'');
}

/* "# sector of the reporter; required" */
static void write_help(const struct mh_record_form_style *style, const struct mh_field *field, bool has, struct mh_str *out)
{
	mh_str_printf(out, "%s# %s", style->item ? "  " : "", _(field->help));
	write_note((field->flags & MH_REQUIRED) && !field->initial ? _("required") : NULL, out);
	write_note(mh_field_sealed(field) ? _("kept sealed") : NULL, out);
	write_note(has ? _("has a value, which stays unless another is written here") : NULL, out);
	write_note(type_of(field), out);
	mh_str_putc(out, '\n');
	if (field->type == MH_CODE || field->type == MH_CODES)
		write_codes(style, field, out);
}

bool mh_form_fixed(const char *const *fixed, const char *field)
{
	for (; fixed != NULL && *fixed != NULL; fixed++)
		if (strcmp(*fixed, field) == 0)
			return true;
	return false;
}

void mh_record_form_write(const struct mh_record *rec, const struct mh_record_form_style *style, struct mh_str *out)
{
	bool first = true;

	for (size_t i = 0; i < rec->kind->count; i++) {
		const struct mh_field *const field = &rec->kind->fields[i];

		if (field->flags & (MH_DERIVED | MH_PARENT))
			continue;
		if (mh_form_fixed(style->fixed, field->name))
			continue;
		write_help(style, field, rec->values[i].have == MH_HAVE_SEALED, out);
		mh_str_printf(out, "%s%s:", !style->item ? "" : first ? "- " : "  ", field->name);
		write_value(rec, i, style->item, out);
		mh_str_putc(out, '\n');
		first = false;
	}
}

void mh_record_form_comment(const char *text, struct mh_str *out)
{
	for (size_t len; *text != '\0'; text += len + (text[len] == '\n')) {
		len = strcspn(text, "\n");
		mh_str_putc(out, '#');
		mh_str_add(out, text, len);
		mh_str_putc(out, '\n');
	}
}

/* One line of the list of problems, as it stands above the line that it is about. */
static void write_problem(const struct mh_problem *problem, struct mh_str *out)
{
	const struct mh_problem bare = { .field = problem->field, .value = problem->value, .text = problem->text };
	char text[1100];

	mh_problem_text(&bare, text, sizeof text);
	mh_str_printf(out, MH_FORM_MARK " %s\n", text);
}

void mh_record_form_mark(const char *text, const struct mh_problems *problems, struct mh_str *out)
{
	size_t line = 0;

	for (size_t len; *text != '\0'; text += len + (text[len] == '\n')) {
		len = strcspn(text, "\n");
		line++;
		for (size_t i = 0; i < problems->count; i++)
			if (problems->list[i].line == line || (line == 1 && problems->list[i].line == 0))
				write_problem(&problems->list[i], out);
		if (strncmp(text, MH_FORM_MARK, strlen(MH_FORM_MARK)) == 0)
			continue;
		mh_str_add(out, text, len);
		mh_str_putc(out, '\n');
	}
}
