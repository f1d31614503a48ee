/*
 * Options: a const table says what a command takes; the parser, --help, --describe, the completion and the tests read it.
 * Names are exact (no abbreviation); "--name value" and "--name=value"; "-x value" and "-xvalue", letters of flags may be
 * bundled; "--" ends options; "-" is an operand. A value that begins with "--" is given with "=". Only an option that makes a
 * list may be given twice.
 */

#ifndef MH_CLI_OPTION_H
#define MH_CLI_OPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum mh_option_type {
	MH_OPT_FLAG,		/* bool */
	MH_OPT_TEXT,		/* const char * */
	MH_OPT_FILE,		/* const char *; completed as a file */
	MH_OPT_NUMBER,		/* long, 0 or more */
	MH_OPT_POSITIVE,	/* long, 1 or more: 0 in its slot is an option that was not given */
	MH_OPT_DATE,		/* const char *, checked to be a whole day */
	MH_OPT_KEYWORD,		/* const char *, one of the words in .of */
	MH_OPT_LIST,		/* struct mh_words: may be given more than once */
	MH_OPT_FIELD,		/* struct mh_pairs: name and value of a record's field */
};

struct mh_option {
	char letter;		/* 0: none */
	const char *name;	/* long name without dashes; NULL ends a table */
	enum mh_option_type type;
	size_t offset;		/* offsetof in the command's struct of arguments */
	const char *argument;	/* "file", "date" ...; NULL for a flag */
	const char *of;		/* KEYWORD: words separated by a space; else what completes it: "catalogue:form", "kind:signal", or NULL */
	const char *help;	/* N_("...") one line, lower case */
};

struct mh_words { const char **list; size_t count; };
struct mh_pair { const char *name, *value, *option; };	/* option: what the user wrote, where it is called otherwise; NULL: like name */
struct mh_pairs { struct mh_pair *list; size_t count; };

/*
 * Reads argv[0..argc) by the tables (a NULL-ended array of tables, each ended by a NULL name) into the structs of args, which
 * are zeroed (args[i] belongs to tables[i]). Operands are moved to the front of argv in their order; *count is how many.
 * MH_USAGE names the option and, for a wrong name, the nearest right one. Strings are borrowed from argv; lists are freed by
 * mh_options_free, also after an error.
 */
enum mh_status mh_options_read(const struct mh_option *const tables[], void *const args[], int argc, char **argv, int *count,
	struct mh_err *);
void mh_options_free(const struct mh_option *const tables[], void *const args[]);

/* Is there an option of this name in the table (NULL: no table)? A command's own option hides a common one of the same name. */
bool mh_option_in(const struct mh_option *table, const char *name);

/* Adds " --name" for each option that got a value: what may stand in a log, where values may not. */
struct mh_str;
void mh_options_given(const struct mh_option *const tables[], void *const args[], struct mh_str *out);

/* Distance for "nearest": edit distance with transpositions; words of more than MH_WORD_MOST bytes are far from everything. */
#define MH_WORD_MOST 64
size_t mh_word_distance(const char *, const char *);
/* The nearest of count words, or NULL when none is near: a few letters differ, or word is the beginning of it. */
const char *mh_word_nearest(const char *, const char *const words[], size_t count);

#endif
