/* mh-case identity set: keep who the person of a case is, sealed. No value is ever read from the command line. */

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "case_look.h"
#include "chain/ages.h"
#include "commands_case.h"
#include "record/options.h"
#include "record/signal_rules.h"
#include "session.h"
#include "text/yaml.h"

struct args {
	const char *file;
	struct case_look_args look;
	struct mh_pairs fields;
};

static const struct mh_option options[] = {
	{ 'f', "file", MH_OPT_FILE, offsetof(struct args, file), N_("file"), NULL, N_("YAML of fields and values; \"-\" is standard input") },
	CASE_LOOK_OPTIONS(args, look),
	{ 0 }
};

static const struct mh_option *field_options(void)
{
	return mh_kind_options(&mh_person, offsetof(struct args, fields));
}

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_identity_set = {
	.name = "identity set", .operands = N_("case"), .min = 1, .max = 1,
	.summary = N_("keep who the person of a case is, sealed"),
	.options = options, .more = field_options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

/* One line of the file. Its value never stands in a sentence. */
static void take_field(const char *file, const struct mh_node *node, struct mh_record *person, struct mh_problems *problems)
{
	int field = mh_field_find(person->kind, node->key);
	struct mh_err err = MH_ERR_INIT;

	if (field < 0 || (person->kind->fields[field].flags & MH_DERIVED) != 0)
		mh_node_problem(file, node, true, problems, _("a person has no such field"));
	else if (node->type != MH_NODE_SCALAR)
		mh_node_problem(file, node, true, problems, _("one value is expected here"));
	else if (mh_record_set(person, field, node->text, node->len, &err) != MH_OK)
		mh_node_problem(file, node, true, problems, "%s", err.text);
}

static enum mh_status read_file(struct mh_session *session, const char *path, struct mh_record *person, struct mh_err *err)
{
	const char *file = strcmp(path, "-") == 0 ? _("standard input") : path;
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_tree tree = MH_TREE_INIT;
	struct mh_str text;
	enum mh_status status;

	tree.secret = true;
	mh_str_init_secret(&text, mh_yaml_usual.scalar);
	status = mh_file_read(path, &text, err);
	if (status == MH_OK)
		status = mh_yaml_read(file, (struct mh_blob){ text.s, text.len }, &mh_yaml_usual, &tree, &problems, err);
	for (const struct mh_node *node = status == MH_OK ? tree.root->first : NULL; node != NULL; node = node->next)
		take_field(file, node, person, &problems);
	mh_say_problems(session, &problems);
	if (problems.total > 0)
		status = mh_fail(err, MH_INPUT, _("%s: refused; nothing was written"), file);
	mh_problems_free(&problems);
	mh_tree_free(&tree);
	mh_str_free(&text);
	return status;
}

static enum mh_status check_args(const struct args *args, struct mh_err *err)
{
	if (args->file == NULL && args->fields.count == 0)
		return mh_fail(err, MH_USAGE, _("nothing to keep: give fields such as --name -, or --file FILE"));
	for (size_t i = 0; args->file != NULL && strcmp(args->file, "-") == 0 && i < args->fields.count; i++) {
		if (strcmp(args->fields.list[i].value, "-") == 0)
			return mh_fail(err, MH_USAGE, _("--%s: standard input is already read for --file"), args->fields.list[i].name);
	}
	return MH_OK;
}

static enum mh_status write_person(struct mh_session *session, struct mh_record *person, struct mh_err *err)
{
	enum mh_status status = mh_record_check(person, mh_store_catalogues(session->store), mh_today(), NULL, NULL, err);

	if (status == MH_OK)
		status = mh_birth_rules(person, NULL, mh_today(), &(struct mh_problem){ 0 }, NULL, err);
	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_ages_follow(session->store, person, mh_today(), err);
	if (status == MH_OK)
		status = mh_store_put(session->store, person, err);
	return status == MH_OK ? mh_store_commit(session->store, err) : status;
}

/* Whether somebody is a minor decides on tracks and shelter, and stands in the case, since nothing there reads a birth date. */
static void say_minor(const struct mh_session *session, const struct mh_record *the_case, const char *minor)
{
	char id[MH_ID_SIZE];

	if (minor[0] == '\0' || strcmp(mh_record_text(the_case, "minor"), minor) == 0)
		return;
	mh_record_id(the_case, id);
	if (strcmp(minor, "yes") == 0)
		mh_say(session, _("%s: by the birth date the person is under 18, and the case does not say so: mh-case edit %s --minor yes"), id, id);
	else
		mh_say(session, _("%s: by the birth date the person is 18 or older, and the case does not say so: mh-case edit %s --minor no"), id, id);
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record the_case, person;
	char id[MH_ID_SIZE];

	(void)argc;
	mh_record_init(&the_case, &mh_case);
	mh_record_init(&person, &mh_person);
	enum mh_status status = check_args(args, err);
	if (status == MH_OK)
		status = case_look_check(&args->look, true, "", err);
	if (status == MH_OK)
		status = mh_store_get_text(session->store, argv[0], &mh_case, &the_case, err);
	if (status == MH_OK)
		status = mh_store_get(session->store, (struct mh_id){ &mh_person, mh_record_number(&the_case, "person") }, &person, err);
	if (status == MH_OK && args->file != NULL)
		status = read_file(session, args->file, &person, err);
	if (status == MH_OK)
		status = mh_record_assign(&person, &args->fields, err);
	const char *const minor = status == MH_OK && person.set[mh_field_find(&mh_person, "born")] ? mh_ages_minor(mh_record_text(&person, "born"), mh_today()) : "";
	if (status == MH_OK)	/* before anything is written: a look begins no transaction of its own in another */
		status = case_look_person(session, &args->look, &person, err);
	if (status == MH_OK)
		status = write_person(session, &person, err);
	if (status == MH_OK) {
		say_minor(session, &the_case, minor);
		mh_record_id(&person, id);
		printf("%s\n", id);
	}
	mh_record_free(&person);
	mh_record_free(&the_case);
	return status;
}
