/*
 * A command: its entry is the title page of its file in cmd/. The list of a program's commands is an array in cmd/mh-*.c.
 *
 * To add a command: a file cmd/PROGRAM_NAME.c with its entry; its line in cmd/mh-PROGRAM.c; a section with an example in
 * man/mh-PROGRAM.1 (tests/cli/21-man.bats compares options and runs examples); a test of its success and of each refusal;
 * "make completions" (23-completions.bats); "make po" and its Dutch in lib/po/nl.po (22-language.bats).
 */

#ifndef MH_CLI_COMMAND_H
#define MH_CLI_COMMAND_H

#include <stdio.h>

#include "cli/option.h"

struct mh_session;	/* store, common options, output: defined in cmd/session.h */

enum mh_command_takes {
	MH_TAKES_STORE = 1,	/* opens the store to read; and --store --config --wait */
	MH_TAKES_WRITE = 2,	/* opens it to write */
	MH_TAKES_ROWS = 4,	/* prints rows: --format --output --excel-nl --no-color --columns --where --sort --limit */
	MH_TAKES_AS_OF = 8,	/* --as-of */
	MH_TAKES_DRY_RUN = 16,	/* --dry-run */
	MH_TAKES_FORMAT = 64,	/* prints rows that are no records: --format --output --excel-nl --no-color */
	MH_TAKES_CALENDAR = 128,	/* as MH_TAKES_FORMAT, and --format ics */
	MH_TAKES_PLACE = 32,	/* --store --config, but the command opens (or makes) the store itself */
};

struct mh_command {
	const char *name;		/* "add"; two words for a sub-command: "partner import" */
	const char *operands;		/* "signal ..." or "" */
	int min, max;			/* operands; max -1: any number */
	const char *summary;		/* N_("...") one line */
	const struct mh_option *options;	/* own options; may be NULL */
	const struct mh_option *(*more)(void);	/* options derived from a field table; may be NULL */
	size_t args_size;		/* of the struct of arguments; zeroed before reading */
	unsigned takes;			/* enum mh_command_takes */
	/* argv[0..argc) are the operands */
	enum mh_status (*run)(struct mh_session *, void *args, int argc, char **argv, struct mh_err *);
};

/* Options that are the same everywhere; which of them a command has follows from .takes. */
struct mh_common {
	const char *store, *config, *format, *output, *columns, *where, *sort, *as_of;
	long limit, wait;	/* wait -1: not given */
	bool quiet, verbose, dry_run, no_color, excel_nl, help, version;
};

#define MH_COMMON_TABLES 9
/* Writes the tables of common options for .takes (ended by NULL) into out; their offsets are of struct mh_common. */
void mh_common_tables(unsigned takes, const struct mh_option *out[MH_COMMON_TABLES]);

/* The program's command that argv begins with (its name may be two words); *words is how many words the name took. NULL: none. */
const struct mh_command *mh_command_find(const struct mh_command *const commands[], int argc, char **argv, int *words);
/* Is the command's name of two words, of which this is the first? */
bool mh_command_of(const struct mh_command *, const char *word);
/* The nearest name to a wrong one, NULL: none near. */
const char *mh_command_nearest(const struct mh_command *const commands[], const char *name);

/* Help of one command (synopsis, summary, options) and of a program (its commands), made of the tables; 80 columns. */
void mh_command_help(FILE *, const char *program, const struct mh_command *);
void mh_program_help(FILE *, const char *program, const char *summary, const struct mh_command *const commands[]);
/* Help of a first word that commands share ("partner"): those commands. */
void mh_group_help(FILE *, const char *program, const char *word, const struct mh_command *const commands[]);
/*
 * Tables as TSV, never translated: "command NAME OPERANDS SUMMARY" and "option COMMAND LETTER NAME ARGUMENT OF GROUP HELP". OF
 * is "words:table csv" of a keyword, "file:" of a file, else the option's .of; GROUP is own, field or common.
 */
void mh_program_describe(FILE *, const struct mh_command *const commands[]);

#endif
