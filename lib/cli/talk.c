/* Prompts and operands. A prompt that is interrupted gives the terminal its echo back before the signal has its way. */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/talk.h"

static const int watched[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP };
static volatile sig_atomic_t caught;

static void note_signal(int number)
{
	caught = number;
}

/* What a prompt changes of the process, to be put back. */
struct watch {
	struct sigaction old[MH_COUNT(watched)];
	sigset_t mask;		/* of before: signals come in only while ppoll() waits, so that none is missed before it */
};

static void watch_start(struct watch *w)
{
	struct sigaction action;
	sigset_t block;

	memset(&action, 0, sizeof action);
	sigemptyset(&action.sa_mask);
	action.sa_handler = note_signal;
	caught = 0;
	sigemptyset(&block);
	for (size_t i = 0; i < MH_COUNT(watched); i++) {
		sigaddset(&block, watched[i]);
		sigaction(watched[i], &action, &w->old[i]);
	}
	sigprocmask(SIG_BLOCK, &block, &w->mask);
}

static void watch_end(const struct watch *w)
{
	for (size_t i = 0; i < MH_COUNT(watched); i++)
		sigaction(watched[i], &w->old[i], NULL);
	sigprocmask(SIG_SETMASK, &w->mask, NULL);
}

/* Writes all of text to the terminal; a terminal that does not take it is found out by the read that follows. */
static void say(int fd, const char *text)
{
	size_t len = strlen(text);

	while (len > 0) {
		const ssize_t n = write(fd, text, len);

		if (n <= 0)
			return;
		text += n;
		len -= (size_t)n;
	}
}

/* Reads up to the end of the line; false when there was none (end of file, or a signal). */
static bool read_line(int fd, const struct watch *w, struct mh_str *out)
{
	struct pollfd wait = { .fd = fd, .events = POLLIN };
	char c = '\0';
	bool complete = false;

	while (!complete && ppoll(&wait, 1, NULL, &w->mask) == 1 && read(fd, &c, 1) == 1) {
		complete = c == '\n';
		if (!complete)
			mh_str_putc(out, c);
	}
	mh_wipe(&c, sizeof c);
	return complete;
}

/* Reads a line with the echo as wanted; the terminal is as before when this returns. */
static bool ask(int fd, const char *question, bool secret, struct mh_str *out)
{
	struct watch w;
	struct termios before, quiet;
	const bool terminal = tcgetattr(fd, &before) == 0;

	watch_start(&w);
	if (secret && terminal) {
		quiet = before;
		quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
		tcsetattr(fd, TCSAFLUSH, &quiet);
	}
	say(fd, question);
	const bool complete = read_line(fd, &w, out);
	if (secret && terminal) {
		tcsetattr(fd, TCSAFLUSH, &before);
		say(fd, "\n");
	}
	watch_end(&w);
	return complete;
}

enum mh_status mh_prompt(const char *question, bool secret, struct mh_str *out, struct mh_err *err)
{
	const int fd = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);

	mh_str_clear(out);
	if (fd < 0)
		return mh_fail(err, MH_USAGE, _("there is no terminal to ask on: give the value on standard input"));
	const bool complete = ask(fd, question, secret, out);
	close(fd);
	if (caught)
		raise(caught);	/* the handler of before has it now: usually this ends the command */
	if (!complete || !mh_str_ok(out)) {
		mh_str_clear(out);
		return mh_fail(err, MH_USAGE, _("no answer was given, or it was too long"));
	}
	return MH_OK;
}

/* Calls fn for each line of standard input. */
static enum mh_status each_line(enum mh_status (*fn)(void *, const char *, struct mh_err *), void *arg, struct mh_err *err)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t len;
	enum mh_status s = MH_OK;

	while (s == MH_OK && (len = getline(&line, &size, stdin)) > 0) {
		while (len > 0 && strchr(" \t\r\n", line[len - 1]))
			line[--len] = '\0';
		const char *const word = line + strspn(line, " \t");

		if (*word)
			s = fn(arg, word, err);
	}
	if (s == MH_OK && ferror(stdin))
		s = mh_fail(err, MH_INPUT, _("standard input: cannot be read: %s"), strerror(errno));
	free(line);
	return s;
}

enum mh_status mh_each_operand(int argc, char **argv, enum mh_status (*fn)(void *, const char *, struct mh_err *), void *arg,
	struct mh_err *err)
{
	enum mh_status s = MH_OK;

	for (int i = 0; i < argc && s == MH_OK; i++)
		s = strcmp(argv[i], "-") == 0 ? each_line(fn, arg, err) : fn(arg, argv[i], err);
	return s;
}
