/* mh-case conference show: one page for each party: purpose first, then the cases that it is involved in, decisions and its actions. */

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "chain/conference.h"
#include "commands_case.h"
#include "list.h"
#include "value.h"

struct args {
	const char *partner;
};

static const struct mh_option options[] = {
	{ 0, "partner", MH_OPT_TEXT, offsetof(struct args, partner), N_("partner"), "kind:partner", N_("only the page of this party") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_conference_show = {
	.name = "conference show", .operands = N_("conference"), .min = 1, .max = 1,
	.summary = N_("show a conference: a page for each party, with the cases that it is involved in"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT | MH_TAKES_AS_OF,
	.run = run,
};

struct page {
	struct mh_session *session;
	struct mh_record *conference;
	int64_t partner;
	struct mh_numbers cases;		/* of the party */
	size_t left_out, pages;
	const char *only;
	struct mh_rows *rows;		/* of all pages; NULL: pages are printed for people */
};

static const struct mh_column columns[] = {
	{ "partner", N_("partner"), false, false }, { "case", N_("case"), false, false }, { "informed", N_("victim told"), false, false },
	{ "decision", N_("decision"), false, false },
};

static enum mh_status take_case(void *arg, struct mh_record *discussed, struct mh_err *err)
{
	struct page *page = arg;
	bool involved = false;
	enum mh_status status = mh_partner_involved(page->session->store, mh_record_number(discussed, "case"), page->partner, &involved, err);

	if (status == MH_OK && involved)
		mh_numbers_add(&page->cases, discussed->n);
	page->left_out += status == MH_OK && !involved;
	return status;
}

static enum mh_status add_case(struct page *page, const char *code, int64_t n, struct mh_rows *rows, struct mh_err *err)
{
	struct mh_record discussed;
	char id[MH_ID_SIZE];

	mh_record_init(&discussed, &mh_discussed);
	enum mh_status status = mh_store_get(page->session->store, (struct mh_id){ &mh_discussed, n }, &discussed, err);
	mh_id_format((struct mh_id){ &mh_case, mh_record_number(&discussed, "case") }, id);
	const struct mh_cell cells[] = {
		mh_cell_text(code), mh_cell_text(id), mh_cell_text(mh_record_has(&discussed, "informed") ? mh_record_text(&discussed, "informed") : NULL),
		mh_cell_text(mh_record_has(&discussed, "decision") ? _("(sealed)") : NULL),
	};
	mh_rows_add(rows, page->rows != NULL ? cells : cells + 1);
	mh_record_free(&discussed);
	return status;
}

static enum mh_status print_tasks(struct page *page, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_task);
	mh_query_is_number(&query, "conference", page->conference->n);
	mh_query_is_number(&query, "partner", page->partner);
	enum mh_status status = mh_list_parts(page->session, &query, _("actions"), "id,case,do,due,state", err);
	mh_query_free(&query);
	return status;
}

static enum mh_status print_page(struct page *page, const char *code, const char *name, struct mh_err *err)
{
	char id[MH_ID_SIZE];
	struct mh_str purpose;
	enum mh_status status = MH_OK;

	mh_record_id(page->conference, id);
	mh_str_init(&purpose, 1000);
	mh_value_for_people(page->session, page->conference, mh_field_find(&mh_conference, "purpose"), &purpose);
	printf(_("%s%s on %s, for %s (%s)\npurpose: %s\n"), page->pages > 0 ? "\f\n" : "", id, mh_record_text(page->conference, "on"), name, code, purpose.s);
	mh_str_free(&purpose);
	if (page->cases.count > 0) {
		struct mh_rows *rows = mh_session_rows(page->session, columns + 1, sizeof columns / sizeof *columns - 1, 0);

		putchar('\n');
		for (size_t i = 0; i < page->cases.count && status == MH_OK; i++)
			status = add_case(page, code, page->cases.list[i], rows, err);
		enum mh_status ended = mh_rows_end(rows, NULL, status == MH_OK ? err : NULL);
		status = status == MH_OK ? ended : status;
	}
	if (page->left_out > 0)
		printf(ngettext("%zu other case: this party is not involved in it\n", "%zu other cases: this party is not involved in them\n", page->left_out),
			page->left_out);
	return status == MH_OK ? print_tasks(page, err) : status;
}

static enum mh_status take_party(void *arg, struct mh_record *invitation, struct mh_err *err)
{
	struct page *page = arg;
	struct mh_record partner;
	struct mh_query query;

	mh_record_init(&partner, &mh_partner);
	mh_query_init(&query, &mh_discussed);
	page->partner = mh_record_number(invitation, "partner");
	page->left_out = 0;
	page->cases.count = 0;
	enum mh_status status = mh_store_get(page->session->store, (struct mh_id){ &mh_partner, page->partner }, &partner, err);
	const char *code = mh_record_text(&partner, "code");
	if (status == MH_OK && (page->only == NULL || strcmp(page->only, code) == 0)) {
		mh_query_is_number(&query, "conference", page->conference->n);
		status = mh_store_each(page->session->store, &query, take_case, page, err);
		for (size_t i = 0; page->rows != NULL && i < page->cases.count && status == MH_OK; i++)
			status = add_case(page, code, page->cases.list[i], page->rows, err);
		if (status == MH_OK && page->rows == NULL)
			status = print_page(page, code, mh_record_text(&partner, "name"), err);
		page->pages++;
	}
	mh_query_free(&query);
	mh_record_free(&partner);
	return status;
}

static enum mh_status print_pages(struct page *page, const char *id, struct mh_err *err)
{
	struct mh_query query;

	if (mh_session_format(page->session) != MH_FORMAT_TABLE)
		page->rows = mh_session_rows(page->session, columns, sizeof columns / sizeof *columns, 1);
	mh_query_init(&query, &mh_invitation);
	mh_query_is_number(&query, "conference", page->conference->n);
	enum mh_status status = mh_store_each(page->session->store, &query, take_party, page, err);
	mh_query_free(&query);
	if (page->rows != NULL) {
		enum mh_status ended = mh_rows_end(page->rows, NULL, status == MH_OK ? err : NULL);
		status = status == MH_OK ? ended : status;
	}
	if (status == MH_OK && page->pages == 0)
		status = mh_fail(err, MH_NO, _("%s: %.60s was not invited"), id, page->only);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record conference;
	struct page page = { .session = session, .conference = &conference, .cases = MH_NUMBERS_INIT, .only = args->partner };

	(void)argc;
	mh_record_init(&conference, &mh_conference);
	enum mh_status status = mh_store_get_text(session->store, argv[0], &mh_conference, &conference, err);
	if (status == MH_OK)
		status = print_pages(&page, argv[0], err);
	mh_numbers_free(&page.cases);
	mh_record_free(&conference);
	return status;
}
