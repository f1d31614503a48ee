/* mh-case read: what was written down in cases, opened: the notes, needs, plans, intakes ... of one, or single ones by their id. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/parts.h"
#include "cli/talk.h"
#include "commands_case.h"
#include "intake_page.h"
#include "show.h"
#include "value.h"

struct args {
	const char *purpose, *part;
	bool request;
};

static const struct mh_option options[] = {
	{ 0, "purpose", MH_OPT_TEXT, offsetof(struct args, purpose), N_("code"), "catalogue:purpose", N_("what it is read for; it is logged") },
	{ 0, "part", MH_OPT_TEXT, offsetof(struct args, part), N_("kind"), NULL, N_("only parts of this kind, such as note") },
	{ 0, "request", MH_OPT_FLAG, offsetof(struct args, request), NULL, NULL, N_("intakes only, each as the page with which shelter is asked for") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_read = {
	.name = "read", .operands = N_("id ..."), .min = 1, .max = -1,
	.summary = N_("read what was written down in cases, or single parts of one: needs a keyholder's key, and is logged"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE,
	.run = run,
};

struct reading { struct mh_session *session; const struct mh_kind *part; bool request; struct mh_parts parts; };

static enum mh_status add_id(void *arg, const char *text, struct mh_err *err)
{
	struct reading *reading = arg;
	struct mh_record rec;

	mh_record_init(&rec, &mh_case);
	enum mh_status status = mh_store_get_text(reading->session->store, text, NULL, &rec, err);
	if (status == MH_OK && rec.kind == &mh_case)
		status = mh_parts_of_case(reading->session->store, rec.n, reading->part, &reading->parts, err);
	else if (status == MH_OK && reading->request && rec.kind != &mh_intake)
		status = mh_fail(err, MH_USAGE, _("%.40s: is no intake: --request takes a case, or an intake as IN-2026-0001"), text);
	else if (status == MH_OK && mh_part_of_case(rec.kind))
		mh_parts_add(&reading->parts, &rec);
	else if (status == MH_OK)
		status = mh_fail(err, MH_USAGE, _("%.40s: is neither a case nor a part of one"), text);
	mh_record_free(&rec);
	return status;
}

static enum mh_status print_one(struct reading *reading, const struct mh_record *rec, struct mh_err *err)
{
	if (reading->request)
		return intake_page(reading->session, rec, err);
	puts(mh_name("kind", rec->kind->name));
	mh_show_record(reading->session, rec);
	return MH_OK;
}

static enum mh_status print(struct reading *reading, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < reading->parts.count && status == MH_OK; i++) {
		struct mh_record *rec = &reading->parts.list[i];

		status = mh_store_open_values(reading->session->store, rec, err);
		if (status != MH_OK)
			break;
		if (i > 0)
			putchar('\n');
		status = print_one(reading, rec, err);
	}
	return status;
}

static enum mh_status unlock(struct reading *reading, const char *purpose, struct mh_err *err)
{
	struct mh_id *ids = mh_alloc(reading->parts.count + 1, sizeof *ids);

	for (size_t i = 0; i < reading->parts.count; i++)
		ids[i] = (struct mh_id){ reading->parts.list[i].kind, reading->parts.list[i].n };
	enum mh_status status = mh_store_unlock(reading->session->store, reading->session->log, purpose, ids, reading->parts.count, err);
	free(ids);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct reading reading = { .session = session, .part = args->request ? &mh_intake : NULL, .request = args->request, .parts = MH_PARTS_INIT };

	if (args->purpose == NULL)
		return mh_fail(err, MH_USAGE, _("--purpose: is required and was not given: say what it is read for, as --purpose coordination"));
	if (args->request && args->part != NULL)
		return mh_fail(err, MH_USAGE, _("--request: is of intakes: leave --part out"));
	if (args->part != NULL && ((reading.part = mh_kind_find(args->part)) == NULL || !mh_part_of_case(reading.part)))
		return mh_fail(err, MH_USAGE, _("--part %.40s: no part of a case is of this kind; there are: %s"), args->part, mh_part_names());
	enum mh_status status = mh_each_operand(argc, argv, add_id, &reading, err);
	if (status == MH_OK && reading.parts.count == 0)
		status = mh_fail(err, MH_NO, _("nothing was written down"));
	if (status == MH_OK)
		status = unlock(&reading, args->purpose, err);
	if (status == MH_OK)
		status = print(&reading, err);
	if (status == MH_OK && args->request)
		mh_say(session, _("it leaves this organisation by the gate alone: mh-refer send CASE --to PARTNER --purpose shelter"));
	mh_parts_free(&reading.parts);
	return status;
}
