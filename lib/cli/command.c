/* Commands: options that all of them share, finding one by name, and --describe. */

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/command.h"

#define OFFSET(member) offsetof(struct mh_common, member)

static const struct mh_option place_options[] = {
	{ 0, "store", MH_OPT_FILE, OFFSET(store), N_("file"), NULL, N_("the store (default: $MH_STORE)") },
	{ 0, "config", MH_OPT_FILE, OFFSET(config), N_("folder"), NULL, N_("folder of the configuration") },
	{ 0 },
};

static const struct mh_option wait_options[] = {
	{ 0, "wait", MH_OPT_NUMBER, OFFSET(wait), N_("seconds"), NULL, N_("how long to wait for another writer; 0: not at all (default: 10)") },
	{ 0 },
};

static const struct mh_option format_options[] = {
	{ 'f', "format", MH_OPT_KEYWORD, OFFSET(format), N_("format"), "table csv jsonl ids xlsx", N_("how rows are printed (default: table)") },
	{ 'o', "output", MH_OPT_FILE, OFFSET(output), N_("file"), NULL, N_("print into this file, mode 0600, not over one that is there") },
	{ 0, "excel-nl", MH_OPT_FLAG, OFFSET(excel_nl), NULL, NULL, N_("CSV as a Dutch Excel reads it: semicolons, decimal commas") },
	{ 0, "no-color", MH_OPT_FLAG, OFFSET(no_color), NULL, NULL, N_("no colour, as $NO_COLOR says") },
	{ 0 },
};

static const struct mh_option calendar_options[] = {
	{ 'f', "format", MH_OPT_KEYWORD, OFFSET(format), N_("format"), "table csv jsonl ids ics", N_("how it is printed (default: table); ics: for a calendar") },
	{ 0, "excel-nl", MH_OPT_FLAG, OFFSET(excel_nl), NULL, NULL, N_("CSV as a Dutch Excel reads it: semicolons, decimal commas") },
	{ 0, "no-color", MH_OPT_FLAG, OFFSET(no_color), NULL, NULL, N_("no colour, as $NO_COLOR says") },
	{ 0 },
};

static const struct mh_option list_options[] = {
	{ 'c', "columns", MH_OPT_TEXT, OFFSET(columns), N_("names"), NULL, N_("columns to print, joined by commas") },
	{ 'w', "where", MH_OPT_TEXT, OFFSET(where), N_("expression"), NULL, N_("only records such as \"state=open and form=labour\"") },
	{ 's', "sort", MH_OPT_TEXT, OFFSET(sort), N_("names"), NULL, N_("order by fields; -NAME turns the order round") },
	{ 'n', "limit", MH_OPT_NUMBER, OFFSET(limit), N_("number"), NULL, N_("at most so many records; 0: all of them") },
	{ 0 },
};

static const struct mh_option as_of_options[] = {
	{ 0, "as-of", MH_OPT_DATE, OFFSET(as_of), N_("day"), NULL, N_("the store as it was at the end of that day") },
	{ 0 },
};

static const struct mh_option dry_run_options[] = {
	{ 0, "dry-run", MH_OPT_FLAG, OFFSET(dry_run), NULL, NULL, N_("say what would be done and write nothing") },
	{ 0 },
};

static const struct mh_option usual_options[] = {
	{ 'q', "quiet", MH_OPT_FLAG, OFFSET(quiet), NULL, NULL, N_("no talk and no progress on standard error") },
	{ 'v', "verbose", MH_OPT_FLAG, OFFSET(verbose), NULL, NULL, N_("say more on standard error") },
	{ 'h', "help", MH_OPT_FLAG, OFFSET(help), NULL, NULL, N_("print this help") },
	{ 0, "version", MH_OPT_FLAG, OFFSET(version), NULL, NULL, N_("print the program's version") },
	{ 0 },
};

/* Which of them a command has; usual_options are everybody's. */
static const struct {
	unsigned takes;
	const struct mh_option *table;
} common[] = {
	{ MH_TAKES_STORE | MH_TAKES_WRITE | MH_TAKES_PLACE, place_options },
	{ MH_TAKES_STORE | MH_TAKES_WRITE, wait_options },
	{ MH_TAKES_ROWS | MH_TAKES_FORMAT, format_options },
	{ MH_TAKES_CALENDAR, calendar_options },
	{ MH_TAKES_ROWS, list_options },
	{ MH_TAKES_AS_OF, as_of_options },
	{ MH_TAKES_DRY_RUN, dry_run_options },
	{ ~0u, usual_options },
};

void mh_common_tables(unsigned takes, const struct mh_option *out[MH_COMMON_TABLES])
{
	size_t count = 0;

	_Static_assert(MH_COUNT(common) < MH_COMMON_TABLES, "room for every table and the NULL behind them");
	for (size_t i = 0; i < MH_COUNT(common); i++)
		if (common[i].takes == ~0u || common[i].takes & takes)
			out[count++] = common[i].table;
	out[count] = NULL;
}

/* How many words of argv are the name; 0: it is another command. */
static int name_words(const char *name, int argc, char **argv)
{
	int words = 0;

	while (*name) {
		const size_t len = strcspn(name, " ");

		if (words >= argc || strlen(argv[words]) != len || strncmp(argv[words], name, len) != 0)
			return 0;
		words++;
		name += len;
		name += strspn(name, " ");
	}
	return words;
}

const struct mh_command *mh_command_find(const struct mh_command *const commands[], int argc, char **argv, int *words)
{
	const struct mh_command *found = NULL;

	*words = 0;
	for (; *commands; commands++) {
		const int n = name_words((*commands)->name, argc, argv);

		if (n > *words) {
			*words = n;
			found = *commands;
		}
	}
	return found;
}

bool mh_command_of(const struct mh_command *command, const char *word)
{
	const size_t len = strlen(word);

	return strncmp(command->name, word, len) == 0 && command->name[len] == ' ';
}

const char *mh_command_nearest(const struct mh_command *const commands[], const char *name)
{
	const char *names[256];
	size_t count = 0;

	for (; *commands && count < MH_COUNT(names); commands++)
		names[count++] = (*commands)->name;
	return mh_word_nearest(name, names, count);
}

static void describe_option(FILE *out, const struct mh_command *command, const struct mh_option *o, const char *group)
{
	const char *const kind = o->type == MH_OPT_KEYWORD ? "words:" : o->type == MH_OPT_FILE ? "file:" : "";

	fprintf(out, "option\t%s\t", command->name);
	if (o->letter)
		fputc(o->letter, out);
	fprintf(out, "\t%s\t%s\t%s%s\t%s\t%s\n", o->name, o->argument ? o->argument : "", kind, o->of ? o->of : "", group, o->help);
}

static void describe_table(FILE *out, const struct mh_command *command, const struct mh_option *table, const char *group)
{
	for (; table && table->name; table++)
		if (strcmp(group, "own") == 0 || !mh_option_in(command->options, table->name))
			describe_option(out, command, table, group);
}

void mh_program_describe(FILE *out, const struct mh_command *const commands[])
{
	for (; *commands; commands++) {
		const struct mh_command *const c = *commands;
		const struct mh_option *tables[MH_COMMON_TABLES];

		fprintf(out, "command\t%s\t%s\t%s\n", c->name, c->operands ? c->operands : "", c->summary);
		describe_table(out, c, c->options, "own");
		describe_table(out, c, c->more ? c->more() : NULL, "field");
		mh_common_tables(c->takes, tables);
		for (size_t i = 0; tables[i]; i++)
			describe_table(out, c, tables[i], "common");
	}
}
