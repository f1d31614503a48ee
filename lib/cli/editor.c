#include "cli/editor.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"

extern char **environ;

#define DEEPEST 4		/* folders that an editor may have made in ours */
#define OURS "mh-edit-"		/* and the number of the process: begins the names of our folders */

/* What keeps an editor from writing elsewhere. vi and its kin read it from the environment, whatever their name. */
static const struct { const char *name, *arguments; } editors[] = {
	{ "nano", " --ignorercfiles" },
	{ "emacs", " -Q --eval '(setq make-backup-files nil auto-save-default nil create-lockfiles nil)'" },
};
static const char of_vi[] = "VIMINIT=set noswapfile nobackup nowritebackup noundofile viminfo=";

static const int watched[] = { SIGINT, SIGQUIT, SIGTERM, SIGHUP };
static volatile sig_atomic_t caught;
static volatile pid_t child;

/* Keys that interrupt are the editor's; what is to end us ends the editor first. */
static void note_signal(int number)
{
	if (number != SIGTERM && number != SIGHUP)
		return;
	caught = number;
	if (child > 0)
		kill(child, number);
}

static void watch(struct sigaction old[MH_COUNT(watched)])
{
	struct sigaction action;

	memset(&action, 0, sizeof action);
	sigemptyset(&action.sa_mask);
	action.sa_handler = note_signal;
	caught = 0;
	for (size_t i = 0; i < MH_COUNT(watched); i++)
		sigaction(watched[i], &action, &old[i]);
}

static void unwatch(const struct sigaction old[MH_COUNT(watched)])
{
	for (size_t i = 0; i < MH_COUNT(watched); i++)
		sigaction(watched[i], &old[i], NULL);
}

/* Name of a program without its path and arguments. */
static size_t base_name(const char *command, const char **name)
{
	const size_t word = strcspn(command, " ");
	size_t start = word;

	while (start > 0 && command[start - 1] != '/')
		start--;
	*name = command + start;
	return word - start;
}

static const char *editor(void)
{
	static const char *const names[] = { "VISUAL", "EDITOR" };

	for (size_t i = 0; i < MH_COUNT(names); i++)
		if (getenv(names[i]) && *getenv(names[i]))
			return getenv(names[i]);
	return "vi";
}

/* The line for the shell: people keep arguments in $EDITOR. The editor takes the shell's place, so that our child is the editor. */
static void command_line(struct mh_str *out)
{
	const char *const command = editor(), *name;
	const size_t len = base_name(command, &name);

	mh_str_printf(out, "exec %s", command);
	for (size_t i = 0; i < MH_COUNT(editors); i++)
		if (strlen(editors[i].name) == len && strncmp(editors[i].name, name, len) == 0)
			mh_str_puts(out, editors[i].arguments);
	mh_str_puts(out, " \"$1\"");
}

/* The environment of the editor; the caller frees the array. */
static const char **environment(void)
{
	size_t count = 0, kept = 0;

	while (environ[count])
		count++;
	const char **const out = mh_alloc(count + 2, sizeof *out);
	for (size_t i = 0; i < count; i++)
		if (strncmp(environ[i], "VIMINIT=", 8) != 0)
			out[kept++] = environ[i];
	out[kept++] = of_vi;
	return out;
}

static enum mh_status wait_for(pid_t pid, struct mh_err *err)
{
	int state = 0;

	while (waitpid(pid, &state, 0) < 0)
		if (errno != EINTR)
			return mh_fail(err, MH_INPUT, _("%s: %s"), editor(), strerror(errno));
	if (WIFEXITED(state) && WEXITSTATUS(state) == 0)
		return MH_OK;
	return mh_fail(err, MH_INPUT, _("%s: the editor failed, and nothing was taken: set $VISUAL or $EDITOR"), editor());
}

static enum mh_status run_editor(const char *path, struct mh_err *err)
{
	posix_spawnattr_t attributes;
	struct mh_str line;
	sigset_t usual;
	pid_t pid = 0;

	mh_str_init(&line, 8192);
	command_line(&line);
	char *const argv[] = { (char[]){ "sh" }, (char[]){ "-c" }, line.s, (char[]){ "sh" }, (char *)path, NULL };
	const char **const env = environment();
	sigemptyset(&usual);
	for (size_t i = 0; i < MH_COUNT(watched); i++)
		sigaddset(&usual, watched[i]);
	sigaddset(&usual, SIGPIPE);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigdefault(&attributes, &usual);
	const int failed = mh_str_ok(&line) ? posix_spawn(&pid, "/bin/sh", NULL, &attributes, argv, (char *const *)env) : E2BIG;
	child = failed ? 0 : pid;
	const enum mh_status s = failed ? mh_fail(err, MH_INPUT, _("%s: %s"), editor(), strerror(failed)) : wait_for(pid, err);
	child = 0;
	posix_spawnattr_destroy(&attributes);
	free(env);
	mh_str_free(&line);
	return s;
}

/* Overwrites what a file has before its name goes. */
static void wipe_file(int folder, const char *name, off_t size)
{
	static const char zeros[4096];
	const int fd = openat(folder, name, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);

	for (off_t done = 0; fd >= 0 && done < size; ) {
		const size_t len = size - done < (off_t)sizeof zeros ? (size_t)(size - done) : sizeof zeros;
		const ssize_t n = write(fd, zeros, len);

		if (n <= 0)
			break;
		done += n;
	}
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	unlinkat(folder, name, 0);
}

static void wipe_folder(int fd, int deep)
{
	DIR *const dir = fdopendir(fd);
	struct stat what;

	if (!dir) {
		close(fd);
		return;
	}
	for (struct dirent *entry; (entry = readdir(dir)); ) {
		const char *const name = entry->d_name;

		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || fstatat(fd, name, &what, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		if (S_ISREG(what.st_mode)) {
			wipe_file(fd, name, what.st_size);
		} else if (!S_ISDIR(what.st_mode)) {
			unlinkat(fd, name, 0);
		} else if (deep < DEEPEST) {
			const int inner = openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

			if (inner >= 0)
				wipe_folder(inner, deep + 1);
			unlinkat(fd, name, AT_REMOVEDIR);
		}
	}
	closedir(dir);
}

static void remove_folder(int runtime, const char *name)
{
	const int fd = openat(runtime, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd >= 0)
		wipe_folder(fd, 0);
	unlinkat(runtime, name, AT_REMOVEDIR);
}

/* Ends what a command that was killed outright has left: folders of processes that are no more. */
static void sweep(const char *runtime)
{
	DIR *const dir = opendir(runtime);
	long process;

	for (struct dirent *entry; dir && (entry = readdir(dir)); )
		if (sscanf(entry->d_name, OURS "%ld-", &process) == 1 && process > 0 && kill((pid_t)process, 0) != 0 && errno == ESRCH)
			remove_folder(dirfd(dir), entry->d_name);
	if (dir)
		closedir(dir);
}

/* Makes our folder below the one of the session. */
static enum mh_status make_folder(char *path, size_t size, struct mh_err *err)
{
	const char *const runtime = getenv("XDG_RUNTIME_DIR");
	struct stat what;

	if (!runtime || *runtime != '/')
		return mh_fail(err, MH_USAGE, _("XDG_RUNTIME_DIR is not set: an editor needs a folder in memory that only you can read"));
	if (stat(runtime, &what) != 0 || !S_ISDIR(what.st_mode) || what.st_uid != geteuid() || (what.st_mode & 077) != 0)
		return mh_fail(err, MH_USAGE, _("XDG_RUNTIME_DIR %s: is no folder that only you can read"), runtime);
	sweep(runtime);
	if (snprintf(path, size, "%s/" OURS "%ld-XXXXXX", runtime, (long)getpid()) >= (int)size || !mkdtemp(path))
		return mh_fail(err, MH_INPUT, _("XDG_RUNTIME_DIR %s: no folder can be made there"), runtime);
	return MH_OK;
}

static enum mh_status edit_in(const char *folder, const char *name, struct mh_str *text, struct mh_err *err)
{
	struct mh_str path;
	enum mh_status s;

	mh_str_init(&path, 4096);
	mh_str_printf(&path, "%s/%s", folder, name);
	s = mh_file_write(path.s, (struct mh_blob){ text->s, text->len }, false, err);
	if (s == MH_OK)
		s = run_editor(path.s, err);
	if (s == MH_OK) {
		mh_str_clear(text);
		s = mh_file_read(path.s, text, err);
	}
	mh_str_free(&path);
	return s;
}

enum mh_status mh_edit(struct mh_str *text, const char *name, struct mh_err *err)
{
	struct sigaction old[MH_COUNT(watched)];
	char folder[4000];
	enum mh_status s = make_folder(folder, sizeof folder, err);

	if (s != MH_OK)
		return s;
	watch(old);
	s = edit_in(folder, name, text, err);
	remove_folder(AT_FDCWD, folder);
	unwatch(old);
	if (caught)
		raise(caught);
	return s;
}
