/* mh-signal template: write an empty form, spreadsheet or map, its codes explained. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "commands_signal.h"
#include "record/form_write.h"
#include "session.h"
#include "signal_form.h"
#include "value.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_template = {
	.name = "template", .operands = "csv | yaml | map", .min = 1, .max = 1,
	.summary = N_("write an empty form, spreadsheet or map, its codes explained"),
	.takes = MH_TAKES_STORE,
	.run = run,
};

enum { TEXT_MOST = 1 << 22 };

/* Fields of signals and, with this in front, of the first mention of a row. */
static const struct part { const struct mh_kind *kind; const char *before; } parts[] = { { &mh_signal, "" }, { &mh_mention, "mention." } };

typedef void field_fn(struct mh_session *, const struct part *, const struct mh_field *, struct mh_str *out);

/* The source of all rows is the map's own. */
static bool is_column(const struct mh_field *field)
{
	return !(field->flags & (MH_DERIVED | MH_PARENT)) && strcmp(field->name, "source") != 0;
}

static void each_field(struct mh_session *session, field_fn *fn, struct mh_str *out)
{
	for (size_t p = 0; p < MH_COUNT(parts); p++)
		for (size_t i = 0; i < parts[p].kind->count; i++)
			if (is_column(&parts[p].kind->fields[i]))
				fn(session, &parts[p], &parts[p].kind->fields[i], out);
}

static void write_yaml(struct mh_session *session, struct mh_str *out)
{
	struct mh_signal_draft draft;

	mh_draft_init(&draft);
	mh_signal_form_write(session, &draft, 0, out);
	mh_draft_free(&draft);
}

static void write_title(struct mh_session *session, const struct part *part, const struct mh_field *field, struct mh_str *out)
{
	(void)session;
	mh_str_printf(out, "%s%s%s", out->len > 0 ? "," : "", part->before, field->name);
}

/* A spreadsheet has no place for remarks that an import would not read: the codes go to standard error. */
static void say_field(struct mh_session *session, const struct part *part, const struct mh_field *field, struct mh_str *out)
{
	const struct mh_code_list *const list = field->of ? mh_catalogue(mh_store_catalogues(session->store), field->of, NULL) : NULL;
	const struct mh_code **codes;

	(void)out;
	mh_say(session, "%s%s: %s", part->before, field->name, _(field->help));
	if (!list)
		return;
	const size_t count = mh_codes_in_order(list, mh_today(), &codes);
	for (size_t i = 0; i < count; i++)
		mh_say(session, "  %-22s %s", codes[i]->code, mh_code_text(codes[i]));
	free(codes);
}

static void write_csv(struct mh_session *session, struct mh_str *out)
{
	each_field(session, write_title, out);
	mh_str_puts(out, "\r\n");
	each_field(session, say_field, NULL);
	mh_say(session, _("import it with mh-signal import FILE --map fields"));
}

/* Would this label name two codes? */
static bool is_ambiguous(const struct mh_code *const *codes, size_t count, size_t i)
{
	for (size_t j = 0; j < count; j++)
		if (j != i && (strcmp(mh_code_text(codes[i]), mh_code_text(codes[j])) == 0 || strcmp(mh_code_text(codes[i]), codes[j]->code) == 0))
			return true;
	return false;
}

/* "label: code" where cells may hold the label; cells with the code itself are right as well. */
static void write_values(struct mh_session *session, const struct mh_field *field, struct mh_str *out)
{
	const struct mh_code_list *const list = field->of ? mh_catalogue(mh_store_catalogues(session->store), field->of, NULL) : NULL;
	const struct mh_code **codes;

	if (!list)
		return;
	const size_t count = mh_codes_in_order(list, mh_today(), &codes);
	mh_str_puts(out, "    values:\n");
	for (size_t i = 0; i < count; i++) {
		mh_str_puts(out, is_ambiguous(codes, count, i) ? "    #" : "     ");
		mh_record_form_quote(mh_code_text(codes[i]), out);
		mh_str_printf(out, ": '%s'\n", codes[i]->code);
	}
	free(codes);
}

static void write_column(struct mh_session *session, const struct part *part, const struct mh_field *field, struct mh_str *out)
{
	mh_str_printf(out, "  # %s\n  '%s%s':\n    field: %s%s\n", _(field->help), part->before, field->name, part->before, field->name);
	if (strcmp(field->name, "external-id") != 0)
		mh_str_puts(out, "    optional: yes\n");
	write_values(session, field, out);
}

static void write_map(struct mh_session *session, struct mh_str *out)
{
	mh_str_printf(out, "# %s\n# %s\n# %s\n", _("How the columns of a spreadsheet become signals: put the titles of your columns in place of those here,"),
		_("take away the columns that you do not have, and put the words of your cells in front of the codes."),
		_("A cell may hold the code as well. Columns that are to be left out stand in ignore."));
	mh_str_puts(out, "format: mh-map/1\nname: our-map\nsource: our-list\ndate: dd-mm-yyyy\nignore: []\ncolumns:\n");
	each_field(session, write_column, out);
}

static const struct { const char *name; void (*write)(struct mh_session *, struct mh_str *out); } forms[] = {
	{ "csv", write_csv }, { "yaml", write_yaml }, { "map", write_map },
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_str text;

	(void)arg;
	(void)argc;
	for (size_t i = 0; i < MH_COUNT(forms); i++) {
		if (strcmp(forms[i].name, argv[0]) != 0)
			continue;
		mh_str_init(&text, TEXT_MOST);
		forms[i].write(session, &text);
		const bool whole = mh_str_ok(&text);
		fputs(text.s, stdout);
		mh_str_free(&text);
		return whole ? MH_OK : mh_fail(err, MH_STORE, _("%s: the catalogues are too large for it"), argv[0]);
	}
	return mh_fail(err, MH_USAGE, _("%.40s: is none of: csv, yaml, map"), argv[0]);
}
