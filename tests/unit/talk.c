/* Operands from standard input, and prompts on a terminal of our own making. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "cli/talk.h"

static char seen[500];

static enum mh_status note(void *arg, const char *word, struct mh_err *err)
{
	const size_t len = strlen(seen);

	(void)arg;
	snprintf(seen + len, sizeof seen - len, "[%s]", word);
	return strcmp(word, "bad") == 0 ? mh_fail(err, MH_NO, "bad: no such thing") : MH_OK;
}

/* Runs mh_each_operand with this text on standard input. */
static enum mh_status each(const char *input, int argc, char **argv, struct mh_err *err)
{
	char path[] = "/tmp/mhXXXXXX";
	const int fd = mkstemp(path);

	assert_int_equal(write(fd, input, strlen(input)), strlen(input));
	assert_non_null(freopen(path, "r", stdin));
	close(fd);
	unlink(path);
	seen[0] = '\0';
	return mh_each_operand(argc, argv, note, NULL, err);
}

static void operands_in_order(void **state)
{
	static char a[] = "S-1", dash[] = "-", b[] = "S-2";
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	assert_int_equal(each("", 2, (char *[]){ a, b }, &err), MH_OK);
	assert_string_equal(seen, "[S-1][S-2]");
	assert_int_equal(each("x\r\n\n  y  \nz", 3, (char *[]){ a, dash, b }, &err), MH_OK);
	assert_string_equal(seen, "[S-1][x][y][z][S-2]");
	assert_int_equal(each("", 1, (char *[]){ dash }, &err), MH_OK);
	assert_string_equal(seen, "");
	assert_int_equal(each("x\n", 0, NULL, &err), MH_OK);
	assert_string_equal(seen, "");
}

static void the_first_refusal_stops(void **state)
{
	static char dash[] = "-", b[] = "S-2";
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	assert_int_equal(each("x\nbad\ny\n", 2, (char *[]){ dash, b }, &err), MH_NO);
	assert_string_equal(seen, "[x][bad]");
	assert_string_equal(err.text, "bad: no such thing");
}

/* Starts a process whose terminal is the other end of *master; it asks and exits with 100 when the answer is "geheim". */
static pid_t ask(int *master, bool secret)
{
	const pid_t child = forkpty(master, NULL, NULL, NULL);

	if (child == 0) {
		struct mh_str answer;
		struct mh_err err = MH_ERR_INIT;

		mh_str_init_secret(&answer, 20);
		const enum mh_status s = mh_prompt("ask: ", secret, &answer, &err);
		const bool right = strcmp(answer.s, "geheim") == 0;
		mh_str_free(&answer);
		_exit(s != MH_OK ? (int)s : right ? 100 : 101);
	}
	assert_true(child > 0);
	return child;
}

/* Reads from the terminal until the text was seen, or it is closed. */
static void read_until(int master, const char *text)
{
	size_t len = 0;

	seen[0] = '\0';
	while (!(text && strstr(seen, text)) && len < sizeof seen - 1) {
		const ssize_t n = read(master, seen + len, sizeof seen - 1 - len);

		if (n <= 0)
			return;
		len += (size_t)n;
		seen[len] = '\0';
	}
}

static bool echoes(int master)
{
	struct termios now;

	assert_int_equal(tcgetattr(master, &now), 0);
	return (now.c_lflag & ECHO) != 0;
}

/* The status of the process, -SIGNAL when one ended it. */
static int answer(int master, pid_t child, const char *keys)
{
	int status;

	assert_int_equal(write(master, keys, strlen(keys)), strlen(keys));
	read_until(master, NULL);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void a_secret_is_not_echoed(void **state)
{
	int master;
	const pid_t child = ask(&master, true);

	(void)state;
	read_until(master, "ask: ");
	assert_false(echoes(master));
	assert_int_equal(answer(master, child, "geheim\n"), 100);
	assert_null(strstr(seen, "geheim"));
	close(master);
}

static void an_answer_is_echoed(void **state)
{
	int master;
	const pid_t child = ask(&master, false);

	(void)state;
	read_until(master, "ask: ");
	assert_true(echoes(master));
	assert_int_equal(answer(master, child, "geheim\n"), 100);
	assert_non_null(strstr(seen, "geheim"));
	close(master);
}

static void an_interrupt_ends_the_command_and_gives_the_echo_back(void **state)
{
	int master, status;
	const pid_t child = ask(&master, true);

	(void)state;
	read_until(master, "ask: ");
	assert_false(echoes(master));
	assert_int_equal(write(master, "geh\003", 4), 4);
	read_until(master, "\n");
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
	assert_true(echoes(master));
	close(master);
}

static void no_answer_and_too_long_an_answer_are_refused(void **state)
{
	int master;
	pid_t child = ask(&master, true);

	(void)state;
	read_until(master, "ask: ");
	assert_int_equal(answer(master, child, "\004"), MH_USAGE);
	close(master);
	child = ask(&master, true);
	read_until(master, "ask: ");
	assert_int_equal(answer(master, child, "123456789012345678901234567890\n"), MH_USAGE);
	close(master);
}

static void without_a_terminal_nothing_is_asked(void **state)
{
	const pid_t child = fork();
	int status;

	(void)state;
	if (child == 0) {
		struct mh_str answer_text;
		struct mh_err err = MH_ERR_INIT;

		setsid();
		mh_str_init(&answer_text, 20);
		_exit(mh_prompt("ask: ", false, &answer_text, &err) == MH_USAGE && strncmp(err.text, "there is no terminal", 20) == 0 ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void progress_is_silent_without_a_terminal(void **state)
{
	struct mh_progress p;
	char path[] = "/tmp/mhXXXXXX";
	const int fd = mkstemp(path), old = dup(STDERR_FILENO);

	(void)state;
	unlink(path);
	dup2(fd, STDERR_FILENO);
	mh_progress_start(&p, "import", 10, false);
	mh_progress_step(&p, 5);
	mh_progress_end(&p);
	fflush(stderr);
	dup2(old, STDERR_FILENO);
	assert_int_equal(lseek(fd, 0, SEEK_END), 0);
	close(fd);
	close(old);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(operands_in_order),
		cmocka_unit_test(the_first_refusal_stops),
		cmocka_unit_test(a_secret_is_not_echoed),
		cmocka_unit_test(an_answer_is_echoed),
		cmocka_unit_test(an_interrupt_ends_the_command_and_gives_the_echo_back),
		cmocka_unit_test(no_answer_and_too_long_an_answer_are_refused),
		cmocka_unit_test(without_a_terminal_nothing_is_asked),
		cmocka_unit_test(progress_is_silent_without_a_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
