/* From argv to exit status. */

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "session.h"
#include "tool.h"
#include "version.h"

#define TABLES_MOST (MH_COMMON_TABLES + 2)
#define WIDTH_USUAL 80
#define NO_WAIT_GIVEN (-1)

/* A command's options: its own, those of its fields, the common ones; and the structs that they are read into. */
struct tables {
	const struct mh_option *of[TABLES_MOST];
	void *args[TABLES_MOST];
};

static void gather_tables(struct tables *t, const struct mh_command *command, void *args, struct mh_common *common)
{
	const struct mh_option *shared[MH_COMMON_TABLES];
	size_t count = 0;

	memset(t, 0, sizeof *t);
	if (command->options)
		t->of[count++] = command->options;
	if (command->more)
		t->of[count++] = command->more();
	for (size_t i = 0; i < count; i++)
		t->args[i] = args;
	mh_common_tables(command->takes, shared);
	for (size_t i = 0; shared[i]; i++) {
		t->of[count] = shared[i];
		t->args[count++] = common;
	}
}

/* "mh-case open --signals": what stands in the log. */
static char *log_name(const struct mh_session *session, const struct tables *t)
{
	struct mh_str name;

	mh_str_init(&name, 4096);
	mh_str_printf(&name, "%s %s", session->program, session->command->name);
	mh_options_given(t->of, t->args, &name);
	return mh_str_steal(&name);
}

static size_t terminal_width(void)
{
	struct winsize size;
	const char *const columns = getenv("COLUMNS");

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	const long given = columns ? strtol(columns, NULL, 10) : 0;
	return given > 0 && given < 1000 ? (size_t)given : WIDTH_USUAL;
}

static void look_at_terminal(struct mh_session *session)
{
	const char *const term = getenv("TERM"), *const no_color = getenv("NO_COLOR");

	session->terminal = isatty(STDOUT_FILENO);
	session->page_width = terminal_width();
	if (!session->terminal)
		return;
	session->width = session->page_width;
	session->color = !session->common.no_color && !(no_color && *no_color) && term && strcmp(term, "dumb") != 0;
}

static enum mh_status check_operands(const struct mh_session *session, int count, struct mh_err *err)
{
	const struct mh_command *const c = session->command;

	if (count < c->min)
		return mh_fail(err, MH_USAGE, _("%s: an operand is missing: %s"), c->name, _(c->operands));
	if (c->max >= 0 && count > c->max)
		return c->max == 0 ? mh_fail(err, MH_USAGE, _("%s: takes no operand"), c->name)
			: mh_fail(err, MH_USAGE, _("%s: too many operands; it takes: %s"), c->name, _(c->operands));
	return MH_OK;
}

/* Options that mean nothing by themselves are refused, not ignored. */
static enum mh_status check_common(const struct mh_session *session, struct mh_err *err)
{
	if (session->common.excel_nl && mh_session_format(session) != MH_FORMAT_CSV)
		return mh_fail(err, MH_USAGE, _("--excel-nl goes with --format csv"));
	return MH_OK;
}

/* The log tells what was known when: only of a day that is over does it tell all, and of one to come nothing. */
static enum mh_status set_as_of(struct mh_session *session, struct mh_err *err)
{
	const struct mh_date today = mh_moment_day(mh_clock_system());
	struct mh_date day;

	if (!session->common.as_of || !mh_date_parse(session->common.as_of, &day))
		return MH_OK;
	const int order = mh_date_compare(day, today);
	if (order > 0)
		return mh_fail(err, MH_USAGE, _("--as-of %s: is in the future: give a day that has been"), session->common.as_of);
	if (order == 0)
		mh_say(session, _("as of today: the day is not over, so this can still change"));
	return mh_store_as_of(session->store, day, err);
}

/* --wait 0 is no waiting at all, which a place tells by a negative number: its 0 is the usual wait. */
static long wait_of(const struct mh_common *common)
{
	return common->wait == NO_WAIT_GIVEN ? 0 : common->wait == 0 ? -1 : common->wait;
}

enum mh_status mh_session_open(struct mh_session *session, struct mh_err *err)
{
	const enum mh_status s = mh_store_open(&session->place, false, &session->store, err);

	return s == MH_OK ? set_as_of(session, err) : s;
}

static enum mh_status open_store(struct mh_session *session, struct mh_err *err)
{
	const struct mh_common *const common = &session->common;

	session->place = (struct mh_store_place){ common->store, common->config, wait_of(common) };
	if (!(session->command->takes & (MH_TAKES_STORE | MH_TAKES_WRITE)))
		return MH_OK;
	enum mh_status s = mh_store_open(&session->place, (session->command->takes & MH_TAKES_WRITE) != 0, &session->store, err);
	return s == MH_OK ? set_as_of(session, err) : s;
}

/* One that has an --output of its own says itself what goes there. */
static bool prints_rows(const struct mh_command *command)
{
	return (command->takes & (MH_TAKES_ROWS | MH_TAKES_FORMAT)) != 0;
}

/* Runs a command whose options are read. */
static enum mh_status run_open(struct mh_session *session, const struct tables *t, void *args, int argc, char **argv, struct mh_err *err)
{
	char *const log = log_name(session, t);
	enum mh_status s = check_operands(session, argc, err);

	session->log = log;
	look_at_terminal(session);
	if (s == MH_OK)
		s = check_common(session, err);
	if (s == MH_OK)
		s = open_store(session, err);
	if (s == MH_OK && prints_rows(session->command) && !mh_option_in(session->command->options, "output"))
		s = mh_session_output(session, session->common.output, err);
	if (s == MH_OK)
		s = session->command->run(session, args, argc, argv, err);
	s = mh_session_output_end(session, s, err);
	if (session->store) {
		session->committed = mh_store_committed(session->store);
		mh_store_rollback(session->store);
		mh_store_close(session->store);
	}
	free(log);
	return s;
}

static void say_version(const char *program)
{
	printf("%s %s\n", program, MH_VERSION);
}

static enum mh_status run_command(struct mh_session *session, int argc, char **argv, struct mh_err *err)
{
	void *const args = mh_alloc(1, session->command->args_size);
	struct tables t;
	int count = 0;

	gather_tables(&t, session->command, args, &session->common);
	enum mh_status s = mh_options_read(t.of, t.args, argc, argv, &count, err);
	if (session->common.help) {
		mh_command_help(stdout, session->program, session->command);
		s = MH_OK;
	} else if (session->common.version) {
		say_version(session->program);
		s = MH_OK;
	} else if (s == MH_OK) {
		s = run_open(session, &t, args, count, argv, err);
	}
	mh_options_free(t.of, t.args);
	free(args);
	return s;
}

/* "partner" alone: which second words are there? Adds them to out; false when there are none. */
static bool second_words(const struct mh_command *const commands[], const char *first, struct mh_str *out)
{
	for (; *commands; commands++)
		if (mh_command_of(*commands, first))
			mh_str_printf(out, "%s%s", out->len > 0 ? ", " : "", (*commands)->name + strlen(first) + 1);
	return out->len > 0;
}

static bool asks_help(const char *word)
{
	return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

/* What no command is: a first word alone, for which help may be asked, or a mistake. */
static enum mh_status no_such_command(const char *program, const struct mh_command *const commands[], int argc, char **argv,
	struct mh_err *err)
{
	const char *const nearest = mh_command_nearest(commands, argv[0]);
	struct mh_str words;
	enum mh_status s = MH_OK;

	mh_str_init(&words, 1000);
	const bool group = second_words(commands, argv[0], &words);
	if (group && argc > 1 && asks_help(argv[1]))
		mh_group_help(stdout, program, argv[0], commands);
	else if (group && argc > 1 && strcmp(argv[1], "--version") == 0)
		say_version(program);
	else if (group)
		s = argc > 1 && argv[1][0] != '-'
			? mh_fail(err, MH_USAGE, _("%s %s: no such command; there are: %s"), argv[0], argv[1], words.s)
			: mh_fail(err, MH_USAGE, _("%s: a second word is missing: %s"), argv[0], words.s);
	else if (nearest)
		s = mh_fail(err, MH_USAGE, _("%s: no such command; nearest: %s"), argv[0], nearest);
	else
		s = mh_fail(err, MH_USAGE, _("%s: no such command; --help lists them"), argv[0]);
	mh_str_free(&words);
	return s;
}

/* Everything after the program's name. */
static enum mh_status run(struct mh_session *session, const char *summary, const struct mh_command *const commands[], int argc,
	char **argv, struct mh_err *err)
{
	int words;
	enum mh_status s = mh_clock_init(err);

	if (s != MH_OK)
		return s;
	if (argc == 0) {
		mh_program_help(stderr, session->program, summary, commands);
		return MH_USAGE;
	}
	session->command = mh_command_find(commands, argc, argv, &words);
	if (session->command)
		return run_command(session, argc - words, argv + words, err);
	if (asks_help(argv[0]))
		mh_program_help(stdout, session->program, summary, commands);
	else if (strcmp(argv[0], "--version") == 0)
		say_version(session->program);
	else if (strcmp(argv[0], "--describe") == 0)
		mh_program_describe(stdout, commands);
	else
		return no_such_command(session->program, commands, argc, argv, err);
	return MH_OK;
}

/*
 * Closes standard output. GPGME makes the process ignore SIGPIPE, so a reader that has gone away is found here, and the
 * command ends as the signal would have ended it, unless whoever started us had the signal ignored.
 */
static enum mh_status close_output(const struct mh_session *session, bool ignored_before, enum mh_status s, struct mh_err *err)
{
	struct pollfd out = { .fd = STDOUT_FILENO, .events = POLLOUT };
	const bool failed = fflush(stdout) != 0 || ferror(stdout);

	if (failed && !ignored_before && poll(&out, 1, 0) > 0 && (out.revents & POLLERR)) {
		signal(SIGPIPE, SIG_DFL);
		raise(SIGPIPE);
	}
	if (fclose(stdout) == 0 && !failed)
		return s;
	if (session->committed && (s == MH_OK || s == MH_STORE))
		return mh_fail(err, MH_STORE, _("standard output: could not be written; what was asked is done and in the store: don't repeat it"));
	return s == MH_OK ? mh_fail(err, MH_STORE, _("standard output: could not be written")) : s;
}

/*
 * A command that was started with a standard stream closed gets one that can be read to its end at once and not be written,
 * so that no file of ours takes its number and is written to by mistake.
 */
static void fill_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) != fd)
			_exit(MH_STORE);
}

static bool pipe_signal_ignored(void)
{
	struct sigaction action;

	return sigaction(SIGPIPE, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

int mh_tool_main(int argc, char **argv, const char *summary, const struct mh_command *const commands[])
{
	const bool ignored_before = pipe_signal_ignored();
	const char *const slash = argc > 0 ? strrchr(argv[0], '/') : NULL;
	struct mh_session session = { .common.wait = NO_WAIT_GIVEN, .program = slash ? slash + 1 : argc > 0 ? argv[0] : "mh" };
	struct mh_err err = MH_ERR_INIT;

	fill_streams();
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });	/* what was unsealed must not lie in a core file */
	mh_language_init();
	enum mh_status s = run(&session, summary, commands, argc > 0 ? argc - 1 : 0, argv + (argc > 0), &err);
	s = close_output(&session, ignored_before, s, &err);
	if (s != MH_OK && err.text[0]) {
		session.common.quiet = false;
		mh_say(&session, "%s", err.text);
	}
	if (session.common.verbose)
		mh_say(&session, _("exit status %d: %s"), (int)s, mh_status_text(s));
	return (int)s;
}
