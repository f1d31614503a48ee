/* mh-refer preview: what would be sent to a partner, why it may, and what stays here; sends and writes nothing. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "commands_refer.h"
#include "exchange/preview.h"
#include "record/options.h"
#include "refer.h"

struct args {
	const char *to, *ask, *by, *groups;
	bool open;
	struct mh_pairs pairs;
};

static const struct mh_option options[] = {
	REFER_NEW_OPTIONS(struct args),
	{ 0, "groups", MH_OPT_TEXT, offsetof(struct args, groups), N_("codes"), "catalogue:data-group", N_("groups of data of the identity; all that may go if left out") },
	{ 0, "by", MH_OPT_KEYWORD, offsetof(struct args, by), N_("way"), "exchange phone secure-mail post hand", N_("the way that it would go (default: exchange, a file)") },
	{ 0, "open", MH_OPT_FLAG, offsetof(struct args, open), NULL, NULL, N_("open what is sealed, with a keyholder's key, for the purpose; stands in the log") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_preview = {
	.name = "preview", .operands = N_("case | referral"), .min = 1, .max = 1,
	.summary = N_("show exactly what send would send, why it may, and what stays here; sends nothing"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT,
	.run = run,
};

static const struct mh_column columns[] = {
	{ "part", N_("part"), false, false }, { "what", N_("what"), false, false }, { "value", N_("value"), false, false }, { "why", N_("why"), false, false },
};

struct showing { struct mh_session *session; struct mh_rows *rows; bool people; };

static void add_line(void *arg, const struct mh_preview_line *line)
{
	const struct showing *const s = arg;
	const struct mh_cell cells[] = {
		mh_cell_text(s->people ? mh_preview_label(line->part) : mh_preview_words[line->part]), mh_cell_text(s->people ? line->label : line->what),
		mh_cell_text(line->value[0] != '\0' ? line->value : NULL), mh_cell_text(line->why[0] != '\0' ? line->why : NULL),
	};

	mh_rows_add(s->rows, cells);
}

static enum mh_status check_args(const struct args *args, bool is_new, struct mh_err *err)
{
	if (is_new && args->to == NULL)
		return mh_fail(err, MH_USAGE, _("--to is missing: the partner that it would go to"));
	if (!is_new && (args->to != NULL || args->ask != NULL || args->by != NULL || args->pairs.count > 0))
		return mh_fail(err, MH_USAGE, _("the identity goes to the partner of the referral, for its purpose and on its basis: give "
			"--groups alone"));
	return MH_OK;
}

/* The identity of a referral of ours: partner and person are those of the referral. */
static enum mh_status of_referral(struct mh_session *session, struct mh_referring *r, struct mh_record *referral, struct mh_err *err)
{
	const int64_t person = mh_record_number(referral, "person");
	enum mh_status status = mh_store_row_true(session->store, referral, err);

	r->channel = mh_record_text(referral, "channel");
	if (status == MH_OK)
		status = mh_store_get(session->store, (struct mh_id){ &mh_partner, mh_record_number(referral, "partner") }, &r->partner, err);
	if (status == MH_OK && person != 0)
		status = mh_store_get(session->store, (struct mh_id){ &mh_person, person }, &r->person, err);
	return status;
}

/* Rows are printed also where the gate is closed: what is closed stands in them. */
static enum mh_status show(struct mh_session *session, struct mh_referring *r, struct mh_record *referral, const struct args *args, struct mh_err *err)
{
	struct showing s = { session, NULL, mh_session_format(session) == MH_FORMAT_TABLE };
	const struct mh_preview preview = { .groups = args->groups, .open = args->open, .line = add_line, .arg = &s };

	mh_session_page(session);
	s.rows = mh_session_rows(session, columns, MH_COUNT(columns), 1);
	enum mh_status status = mh_refer_preview(r, referral, &preview, err);
	enum mh_status ended = mh_session_rows_end(session, s.rows, status == MH_OK ? err : NULL);
	if (status == MH_OK && ended == MH_OK)
		mh_say(session, _("nothing was sent, and nothing was written"));
	else if (status == MH_DENIED)
		mh_say_locks(session, &r->problems, err);
	return status == MH_OK ? ended : status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *const args = arg;
	struct mh_record source, referral;
	struct mh_referring r;
	struct mh_id id;
	const bool of_case = mh_id_parse(argv[0], &id) && id.kind == &mh_case;
	bool is_new = false;

	(void)argc;
	mh_referring_start(&r, session->store, NULL, session->log, mh_clock_system());
	r.channel = args->by;
	mh_record_init(&referral, &mh_referral);
	mh_record_init(&source, of_case ? &mh_case : &mh_referral);
	enum mh_status status = mh_store_get_text(session->store, argv[0], source.kind, &source, err);
	if (status == MH_OK) {
		is_new = of_case || strcmp(mh_record_text(&source, "direction"), "in") == 0;
		status = check_args(args, is_new, err);
	}
	if (status == MH_OK)
		status = is_new ? refer_new(session, &r, args->to, args->ask, &args->pairs, &source, &referral, err) : of_referral(session, &r, &source, err);
	if (status == MH_OK)
		status = show(session, &r, is_new ? &referral : &source, args, err);
	mh_referring_free(&r);
	mh_record_free(&source);
	mh_record_free(&referral);
	return status;
}
