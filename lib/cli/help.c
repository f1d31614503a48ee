/* --help, made of the tables: two aligned columns that fit 80. */

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cli/command.h"

#define WIDTH 80
#define LEFT_MOST 28	/* a longer left side gets a line of its own */

static void spaces(FILE *out, size_t count)
{
	fprintf(out, "%*s", (int)count, "");
}

/* Prints text from column indent on, broken at blanks before column WIDTH, and ends the line. */
static void paragraph(FILE *out, const char *text, size_t indent)
{
	size_t column = indent;

	while (*text) {
		const size_t len = strcspn(text, " ");
		const size_t width = mh_utf8_width(text, len);

		if (column > indent && column + 1 + width >= WIDTH) {
			fputc('\n', out);
			spaces(out, indent);
			column = indent;
		} else if (column > indent) {
			fputc(' ', out);
			column++;
		}
		fwrite(text, 1, len, out);
		column += width;
		text += len;
		text += strspn(text, " ");
	}
	fputc('\n', out);
}

/* One entry: left side, and the text that begins at column indent. */
static void entry(FILE *out, const char *left, const char *text, size_t indent)
{
	const size_t width = mh_utf8_width(left, strlen(left));

	fprintf(out, "  %s", left);
	if (width + 4 > indent) {
		fputc('\n', out);
		spaces(out, indent);
	} else {
		spaces(out, indent - width - 2);
	}
	paragraph(out, text, indent);
}

/* "-f, --format table|csv" as the left side of an entry. */
static void option_left(const struct mh_option *o, struct mh_str *out)
{
	mh_str_clear(out);
	if (o->letter)
		mh_str_printf(out, "-%c, ", o->letter);
	else
		mh_str_puts(out, "    ");
	mh_str_printf(out, "--%s", o->name);
	if (o->argument)
		mh_str_printf(out, " %s", _(o->argument));
}

/* Adds what a keyword may be to its help. */
static void option_text(const struct mh_option *o, struct mh_str *out)
{
	mh_str_clear(out);
	mh_str_puts(out, _(o->help));
	if (o->type != MH_OPT_KEYWORD)
		return;
	mh_str_puts(out, ": ");
	for (const char *c = o->of; *c; c++)
		mh_str_puts(out, *c == ' ' ? ", " : (char[]){ *c, '\0' });
}

static size_t widest(const struct mh_option *const tables[], struct mh_str *line)
{
	size_t most = 0;

	for (; *tables; tables++)
		for (const struct mh_option *o = *tables; o->name; o++) {
			option_left(o, line);
			const size_t width = mh_utf8_width(line->s, line->len);
			if (width > most && width <= LEFT_MOST)
				most = width;
		}
	return most;
}

/* Options of the tables, but for those that stand in hidden_by (NULL: none). */
static void print_options(FILE *out, const char *title, const struct mh_option *const tables[], const struct mh_option *hidden_by)
{
	struct mh_str left, text;

	mh_str_init(&left, 4096);
	mh_str_init(&text, 4096);
	const size_t indent = widest(tables, &left) + 4;
	fprintf(out, "\n%s\n", title);
	for (; *tables; tables++)
		for (const struct mh_option *o = *tables; o->name; o++) {
			if (mh_option_in(hidden_by, o->name))
				continue;
			option_left(o, &left);
			option_text(o, &text);
			entry(out, left.s, text.s, indent);
		}
	mh_str_free(&text);
	mh_str_free(&left);
}

static void print_own(FILE *out, const char *title, const struct mh_option *table, const struct mh_option *hidden_by)
{
	if (table && table->name)
		print_options(out, title, (const struct mh_option *const[]){ table, NULL }, hidden_by);
}

void mh_command_help(FILE *out, const char *program, const struct mh_command *command)
{
	const struct mh_option *tables[MH_COMMON_TABLES];
	const bool operands = command->operands && *command->operands;

	fprintf(out, "%s %s: ", program, command->name);
	paragraph(out, _(command->summary), strlen(program) + strlen(command->name) + 3);
	fprintf(out, "\n%s %s %s [%s ...]%s%s\n", _("usage:"), program, command->name, _("option"), operands ? " " : "",
		operands ? _(command->operands) : "");
	print_own(out, _("options:"), command->options, NULL);
	print_own(out, _("fields:"), command->more ? command->more() : NULL, command->options);
	mh_common_tables(command->takes, tables);
	print_options(out, _("common options (see mh(7)):"), tables, command->options);
}

/* The commands whose first word is this; word NULL: all of them. */
static void print_commands(FILE *out, const char *word, const struct mh_command *const commands[])
{
	size_t most = 0;

	fprintf(out, "%s\n", _("commands:"));
	for (size_t i = 0; commands[i]; i++)
		if ((!word || mh_command_of(commands[i], word)) && strlen(commands[i]->name) > most)
			most = strlen(commands[i]->name);
	for (size_t i = 0; commands[i]; i++)
		if (!word || mh_command_of(commands[i], word))
			entry(out, commands[i]->name, _(commands[i]->summary), most + 4);
}

void mh_program_help(FILE *out, const char *program, const char *summary, const struct mh_command *const commands[])
{
	fprintf(out, "%s: ", program);
	paragraph(out, _(summary), strlen(program) + 2);
	fprintf(out, "\n%s %s %s [%s ...] [%s ...]\n\n", _("usage:"), program, _("command"), _("option"), _("operand"));
	print_commands(out, NULL, commands);
	fprintf(out, _("\nA command's options: %s COMMAND --help\nThe whole story: man %s\n"), program, program);
}

void mh_group_help(FILE *out, const char *program, const char *word, const struct mh_command *const commands[])
{
	fprintf(out, "%s %s %s %s [%s ...] [%s ...]\n\n", _("usage:"), program, word, _("command"), _("option"), _("operand"));
	print_commands(out, word, commands);
	fprintf(out, _("\nA command's options: %s COMMAND --help\nThe whole story: man %s\n"), program, program);
}
