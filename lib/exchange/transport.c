#include "exchange/transport.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "workflow/read.h"

static const char *const root_keys[] = { "format", "send", "partners", "fetch", NULL };

/* Whoever may write the file decides what is run in our name. */
static enum mh_status ours_alone(const char *path, struct mh_err *err)
{
	struct stat about;

	if (stat(path, &about) != 0)
		return mh_fail(err, MH_INPUT, _("%s: cannot be read: %s: write there which command carries the files, as mh-refer(1) shows under sync"),
			path, strerror(errno));
	if (!S_ISREG(about.st_mode) || (about.st_mode & 0022) != 0)
		return mh_fail(err, MH_INPUT, _("%s: others can write it, and its commands are run in your name: chmod 600 %s"), path, path);
	if (about.st_uid != geteuid() && about.st_uid != 0)
		return mh_fail(err, MH_INPUT, _("%s: belongs to somebody else, and its commands would be run in your name"), path);
	return MH_OK;
}

static void read_partners(const struct mh_reader *r, const struct mh_node *map, struct mh_transport *out)
{
	if (map == NULL)
		return;
	if (map->type != MH_NODE_MAP) {
		mh_node_problem(r->file, map, true, r->problems, _("codes of partners with their commands are expected here"));
		return;
	}
	for (const struct mh_node *node = map->first; node != NULL; node = node->next) {
		out->partners = mh_grow(out->partners, out->partner_count + 1, sizeof *out->partners);
		out->partners[out->partner_count++] = (struct mh_carrier){ mh_strdup(node->key), mh_read_text(r, map, node->key, false) };
	}
}

static enum mh_status read_tree(const char *path, const struct mh_node *root, struct mh_transport *out, struct mh_problems *problems, struct mh_err *err)
{
	const struct mh_reader r = { path, problems };
	const size_t before = problems->total;
	const char *format = mh_node_text(root, "format");

	if (format == NULL || strcmp(format, MH_TRANSPORT_FORMAT) != 0)
		mh_node_problem(path, root, false, problems, _("the format is not %s"), MH_TRANSPORT_FORMAT);
	mh_read_map(&r, root, root_keys);
	out->send = mh_read_text(&r, root, "send", false);
	out->fetch = mh_read_text(&r, root, "fetch", false);
	read_partners(&r, mh_node_get(root, "partners"), out);
	return problems->total > before ? mh_read_refused(&r, before, err) : MH_OK;
}

enum mh_status mh_transport_read(const char *path, struct mh_transport *out, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_problems own = MH_PROBLEMS_INIT;
	struct mh_tree tree = MH_TREE_INIT;
	struct mh_str text;
	enum mh_status status = ours_alone(path, err);

	mh_str_init(&text, mh_yaml_partner.bytes);
	if (status == MH_OK)
		status = mh_file_read(path, &text, err);
	if (status == MH_OK)
		status = mh_yaml_read(path, (struct mh_blob){ text.s, text.len }, &mh_yaml_partner, &tree, problems != NULL ? problems : &own, err);
	if (status == MH_OK)
		status = read_tree(path, tree.root, out, problems != NULL ? problems : &own, err);
	mh_tree_free(&tree);
	mh_str_free(&text);
	mh_problems_free(&own);
	return status;
}

void mh_transport_free(struct mh_transport *transport)
{
	for (size_t i = 0; i < transport->partner_count; i++) {
		free(transport->partners[i].partner);
		free(transport->partners[i].send);
	}
	free(transport->partners);
	free(transport->send);
	free(transport->fetch);
	*transport = (struct mh_transport)MH_TRANSPORT_INIT;
}

const char *mh_transport_to(const struct mh_transport *transport, const char *partner)
{
	const char *command = transport->send;

	for (size_t i = 0; i < transport->partner_count; i++)
		if (strcmp(transport->partners[i].partner, partner) == 0)
			command = transport->partners[i].send;
	return command != NULL && command[0] != '\0' ? command : NULL;
}

static enum mh_status wait_for(pid_t pid, struct mh_err *err)
{
	int state = 0;

	while (waitpid(pid, &state, 0) < 0)
		if (errno != EINTR)
			return mh_fail(err, MH_BUSY, _("the transport command cannot be waited for: %s"), strerror(errno));
	if (WIFSIGNALED(state))
		return mh_fail(err, MH_BUSY, _("the transport command was ended by signal %d"), WTERMSIG(state));
	if (WEXITSTATUS(state) != 0)
		return mh_fail(err, MH_BUSY, _("the transport command ended with status %d"), WEXITSTATUS(state));
	return MH_OK;
}

enum mh_status mh_transport_run(const char *command, const char *first, const char *second, struct mh_err *err)
{
	extern char **environ;
	char *const argv[] = { (char[]){ "sh" }, (char[]){ "-c" }, (char *)command, (char[]){ "mh-refer" }, (char *)first, (char *)second, NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t usual;
	pid_t pid;

	sigemptyset(&usual);
	sigaddset(&usual, SIGPIPE);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigdefault(&attributes, &usual);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
	const int failed = posix_spawn(&pid, "/bin/sh", &files, &attributes, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attributes);
	if (failed != 0)
		return mh_fail(err, MH_BUSY, _("the transport command cannot be started: %s"), strerror(failed));
	return wait_for(pid, err);
}
