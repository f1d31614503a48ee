/* One run of a command: its store, common options and terminal. What a command prints goes through here. */

#ifndef MH_CMD_SESSION_H
#define MH_CMD_SESSION_H

#include "cli/command.h"
#include "sink.h"
#include "out/rows.h"
#include "store/store.h"

struct mh_session {
	const char *program;		/* "mh-case" */
	const struct mh_command *command;
	struct mh_common common;
	struct mh_store_place place;	/* --store, --config, --wait */
	struct mh_store *store;		/* open as .takes asks; NULL where it asks for none */
	const char *log;		/* "mh-case open --signals": names only, for mh_store_begin and mh_store_unlock */
	bool terminal;			/* standard output is one */
	const char *output;		/* the file that standard output goes into (mh_session_output); NULL: none */
	struct mh_sink sink;		/* what is printed until it is written */
	FILE *saved;			/* standard output itself, meanwhile */
	bool color;
	bool committed;			/* set when the command has ended: mh_store_committed of its store */
	size_t width;			/* columns of the terminal; 0 where standard output is none */
	size_t page_width;		/* the same, of a page: $COLUMNS, else 80, where standard output is no terminal */
	bool page;			/* mh_session_page was called */
};

/* Opens the store to read, as of --as-of, for a command that takes a place (MH_TAKES_PLACE) and knows only now that it needs one. */
enum mh_status mh_session_open(struct mh_session *, struct mh_err *);

/* Talk: one line on standard error, escaped, not with --quiet. */
void mh_say(const struct mh_session *, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same with --quiet too: what somebody has to do now, and no program can. */
void mh_say_always(const struct mh_session *, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Prints the problems of an input on standard error. Those that are too many are counted by their kind, unless --verbose. */
void mh_say_problems(const struct mh_session *, const struct mh_problems *);

/* Every lock of the gate that is closed is named, in their order: the last one becomes the command's own error. */
void mh_say_locks(const struct mh_session *, const struct mh_problems *, struct mh_err *);

/*
 * From here on what is printed goes into this file ("-" or NULL: standard output as ever), which is written whole, 0600, when the command has
 * ended (mh_session_output_end): not when it failed. MH_INPUT: it is there already, or cannot be made; MH_USAGE: a spreadsheet is no text.
 */
enum mh_status mh_session_output(struct mh_session *, const char *path, struct mh_err *);
/* status: how the command ended; what it comes to is returned. */
enum mh_status mh_session_output_end(struct mh_session *, enum mh_status status, struct mh_err *);
/* From here on tables are of a page: they fit page_width columns, in a file or a pipe too, and nothing in them is cut. */
void mh_session_page(struct mh_session *);
/* The day that is looked at: --as-of, or today. */
struct mh_date mh_session_day(const struct mh_session *);
/* The moment that the data tells of: of the newest entry that wrote any, as of the day that is looked at; 0: no store is open. */
int64_t mh_session_made(const struct mh_session *);

/* The format that --format asks for; a table where it does not. */
enum mh_format mh_session_format(const struct mh_session *);
/* Starts rows on standard output as --format and the terminal ask; --format ids prints id_column. Labels are N_("..."): they are
 * translated here. */
struct mh_rows *mh_session_rows(const struct mh_session *, const struct mh_column *, size_t count, size_t id_column);
/* Ends them. MH_NO, said unless --quiet: there were none. err is NULL where something else has failed already: then nothing is said. */
enum mh_status mh_session_rows_end(const struct mh_session *, struct mh_rows *, struct mh_err *);

#endif
