/* mh-store apply: bring catalogues, workflows, terms, maps and reports into the store. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "chain/apply.h"
#include "chain/casework.h"
#include "commands_store.h"
#include "document_formats.h"
#include "session.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_apply = {
	.name = "apply", .operands = "file ...", .min = 1, .max = -1,
	.summary = N_("show what YAML files would change, and apply it"),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

static void print_shown(const char *text)
{
	struct mh_str out;

	mh_str_init(&out, 4 * 1024 * 1024);
	mh_utf8_fit(&out, text, strlen(text), 60);
	fputs(out.s, stdout);
	mh_str_free(&out);
}

/* "form/labour: new" or "form/labour: nl: "arbeid" -> "arbeidsuitbuiting"". */
static void show_difference(void *arg, const struct mh_difference *d)
{
	bool code = d->record->kind == &mh_code;

	(void)arg;
	printf("%s/%s: ", mh_record_text(d->record, code ? "catalogue" : "format"), mh_record_text(d->record, code ? "code" : "name"));
	if (d->change == MH_CHANGE_NEW) {
		printf("%s\n", _("new"));
		return;
	}
	printf("%s: \"", d->field);
	print_shown(d->before);
	printf("\" -> \"");
	print_shown(d->after);
	printf("\"\n");
}

/* New codes are counted a catalogue, unless --verbose; changes are always shown one by one. */
struct telling { struct mh_session *session; char last[80]; size_t new; };

static void tell_new(struct telling *t)
{
	if (t->new > 0)
		printf(ngettext("%s: %zu new\n", "%s: %zu new\n", t->new), t->last, t->new);
	t->new = 0;
}

static void tell(void *arg, const struct mh_difference *d)
{
	struct telling *t = arg;
	const char *group = mh_record_text(d->record, d->record->kind == &mh_code ? "catalogue" : "format");

	if (d->change == MH_CHANGE_FIELD || t->session->common.verbose) {
		tell_new(t);
		show_difference(NULL, d);
		return;
	}
	if (strcmp(group, t->last) != 0)
		tell_new(t);
	snprintf(t->last, sizeof t->last, "%s", group);
	t->new++;
}

static enum mh_status apply_all(struct mh_session *session, struct mh_applied_file *files, size_t count, size_t *changed, struct mh_err *err)
{
	struct telling t = { .session = session };
	enum mh_status status = mh_store_begin(session->store, session->log, err);

	for (size_t i = 0; i < count && status == MH_OK; i++) {
		status = mh_apply(session->store, &files[i], tell, &t, changed, err);
		tell_new(&t);
	}
	if (status == MH_OK && *changed > 0 && !session->common.dry_run)
		return mh_store_commit(session->store, err);
	mh_store_rollback(session->store);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_applied_file *files = mh_alloc((size_t)argc, sizeof *files);
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_err first = MH_ERR_INIT;
	size_t read = 0, changed = 0;
	enum mh_status status = MH_OK;

	(void)arg;
	for (; read < (size_t)argc; read++) {	/* all files are read, so that all their problems are said at once */
		enum mh_status one = mh_applied_file_read(argv[read], mh_document_formats, &files[read], &problems, status == MH_OK ? err : &first);
		status = status == MH_OK ? one : status;
	}
	if (status == MH_OK)
		status = mh_casework_fit(session->store, files, read, &problems, err);
	const size_t faults = problems.total - problems.warnings;
	mh_say_problems(session, &problems);
	if (status == MH_OK)
		status = apply_all(session, files, read, &changed, err);
	else if (faults > 0)
		mh_fail(err, status, ngettext("nothing was applied: %zu problem", "nothing was applied: %zu problems", faults), faults);
	if (status == MH_OK)
		mh_say(session, changed == 0 ? _("nothing changes") : session->common.dry_run ? _("%zu records would change") : _("%zu records changed"), changed);
	mh_problems_free(&problems);
	for (size_t i = 0; i < read; i++)
		mh_applied_file_free(&files[i]);
	free(files);
	return status;
}
