/* mh-refer declaration status: who signed which version of the declaration of intent; for everyone with --public. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "commands_refer.h"
#include "exchange/declared.h"
#include "report/declared_page.h"
#include "report/html.h"
#include "session.h"

struct args {
	const char *format;
	bool public;
};

static const struct mh_option options[] = {
	{ 0, "public", MH_OPT_FLAG, offsetof(struct args, public), NULL, NULL, N_("what may be made public: who signed, or took that back") },
	{ 0, "format", MH_OPT_KEYWORD, offsetof(struct args, format), "format", "table csv jsonl html", N_("how it is written; html is a page, with --public") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_declaration_status = {
	.name = "declaration status", .operands = N_("declaration"), .min = 0, .max = 1,
	.summary = N_("show who signed which version, and whether that still holds"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT | MH_TAKES_AS_OF,
	.run = run,
};

static const struct mh_column columns[] = {
	{ "organisation", N_("organisation"), false, false }, { "name", N_("name"), false, false }, { "column", N_("column"), false, false },
	{ "state", N_("state"), false, false }, { "version", N_("version"), false, false }, { "on", N_("on"), false, false },
	{ "signatory", N_("signatory"), false, false }, { "key", N_("key"), false, false },
};
#define PUBLIC_COLUMNS 6	/* the first of them */

struct showing {
	struct mh_session *session;
	bool public;
	struct mh_rows *rows;	/* NULL: a page */
	struct mh_str page;
};

static enum mh_status show(void *arg, const struct mh_declared *d, struct mh_err *err)
{
	struct showing *s = arg;
	const bool people = mh_session_format(s->session) == MH_FORMAT_TABLE || s->rows == NULL;
	const char *column = people && d->column[0] != '\0' ? mh_code_label(mh_store_catalogues(s->session->store), "column", d->column) : d->column;
	const char *key = d->fingerprint[0] == '\0' ? "" : mh_key_state_word(d->key);
	const struct mh_cell cells[] = {
		mh_cell_text(d->code), mh_cell_text(d->name), mh_cell_text(column), mh_cell_text(people ? mh_declared_text(d->state) : mh_declared_word(d->state)),
		mh_cell_text(d->version), mh_cell_text(d->on), mh_cell_text(d->signatory), mh_cell_text(key),
	};

	(void)err;
	if (s->public && (d->state == MH_DECLARED_NOT || d->state == MH_DECLARED_UNPROVEN))
		return MH_OK;
	if (s->rows != NULL)
		mh_rows_add(s->rows, cells);
	else
		mh_declared_page_row(d, column, &s->page);
	return MH_OK;
}

static enum mh_status print(struct showing *s, const struct mh_record *declaration, struct mh_err *err)
{
	const mh_moment now = s->session->common.as_of != NULL ? mh_day_end(mh_session_day(s->session)) : mh_clock_system();
	char day[MH_DATE_SIZE];

	mh_date_format(mh_session_day(s->session), day);
	if (s->rows == NULL)
		mh_declared_page_start(mh_store_about(s->session->store), declaration, day, &s->page);
	enum mh_status status = mh_declared_each(s->session->store, declaration, now, show, s, err);
	if (s->rows != NULL) {
		enum mh_status ended = mh_session_rows_end(s->session, s->rows, status == MH_OK ? err : NULL);
		return status == MH_OK ? ended : status;
	}
	if (status == MH_OK)
		status = mh_declared_page_end(declaration, &s->page, err);
	if (status == MH_OK)
		fwrite(s->page.s, 1, s->page.len, stdout);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	const bool page = args->format != NULL && strcmp(args->format, "html") == 0;
	struct showing s = { .session = session, .public = args->public };
	struct mh_record declaration;

	if (page && !args->public)
		return mh_fail(err, MH_USAGE, _("--format html is a page for everyone: give --public with it"));
	session->common.format = args->format;
	mh_str_init(&s.page, MH_PAGE_LIMIT);
	mh_record_init(&declaration, &mh_declaration);
	enum mh_status status = argc == 1 ? mh_store_get_text(session->store, argv[0], &mh_declaration, &declaration, err) :
		mh_declaration_newest(session->store, &declaration, err);
	if (status == MH_OK && !page)
		s.rows = mh_session_rows(session, columns, args->public ? PUBLIC_COLUMNS : MH_COUNT(columns), 0);
	if (status == MH_OK)
		status = print(&s, &declaration, err);
	mh_record_free(&declaration);
	mh_str_free(&s.page);
	return status;
}
