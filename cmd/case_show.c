/* mh-case show: a case on one page: who coordinates, its tracks with their next terms, consents, referrals, last events. */

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "case_page.h"
#include "cli/talk.h"
#include "commands_case.h"
#include "show.h"

struct args {
	bool identity;
	const char *purpose;
};

static const struct mh_option options[] = {
	{ 0, "identity", MH_OPT_FLAG, offsetof(struct args, identity), NULL, NULL, N_("show who the person is: needs --purpose and a keyholder's key, and is logged") },
	{ 0, "purpose", MH_OPT_TEXT, offsetof(struct args, purpose), N_("code"), "catalogue:purpose", N_("what the identity is needed for") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_show = {
	.name = "show", .operands = N_("case ..."), .min = 1, .max = -1,
	.summary = N_("show cases, each on one page"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT | MH_TAKES_AS_OF,
	.run = run,
};

struct pages {
	struct mh_session *session;
	bool identity;
	struct mh_casework work;
	struct mh_id *ids;	/* case, person, case, person ... */
	size_t count;
};

static enum mh_status add_case(void *arg, const char *text, struct mh_err *err)
{
	struct pages *pages = arg;
	struct mh_record rec;

	mh_record_init(&rec, &mh_case);
	enum mh_status status = mh_store_get_text(pages->session->store, text, &mh_case, &rec, err);
	if (status == MH_OK) {
		pages->ids = mh_grow(pages->ids, pages->count + 2, sizeof *pages->ids);
		pages->ids[pages->count++] = (struct mh_id){ &mh_case, rec.n };
		pages->ids[pages->count++] = (struct mh_id){ &mh_person, mh_record_number(&rec, "person") };
	}
	mh_record_free(&rec);
	return status;
}

static enum mh_status print_pages(struct pages *pages, const char *purpose, int argc, char **argv, struct mh_err *err)
{
	const struct mh_case_page page = { pages->session, &pages->work, pages->identity };
	enum mh_status status = mh_casework_load(pages->session->store, &pages->work, err);

	if (status == MH_OK)
		status = mh_each_operand(argc, argv, add_case, pages, err);
	if (status == MH_OK && pages->identity && pages->count > 0)
		status = mh_store_unlock(pages->session->store, pages->session->log, purpose, pages->ids, pages->count, err);
	for (size_t i = 0; i < pages->count && status == MH_OK; i += 2) {
		if (i > 0)
			putchar('\n');
		status = mh_case_page_print(&page, pages->ids[i], pages->ids[i + 1], err);
	}
	mh_casework_free(&pages->work);
	free(pages->ids);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	const struct mh_show rows = { .kind = &mh_case };
	struct pages pages = { .session = session, .identity = args->identity, .work = MH_CASEWORK_INIT };

	if (args->identity && args->purpose == NULL)
		return mh_fail(err, MH_USAGE, _("--identity: say what it is needed for: --purpose CODE"));
	if (args->purpose != NULL && !args->identity)
		return mh_fail(err, MH_USAGE, _("--purpose: goes with --identity"));
	if (mh_session_format(session) != MH_FORMAT_TABLE)
		return args->identity ? mh_fail(err, MH_USAGE, _("--identity: is shown in a table only")) : mh_show(session, &rows, argc, argv, err);
	mh_session_page(session);
	return print_pages(&pages, args->purpose, argc, argv, err);
}
