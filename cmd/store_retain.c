/* mh-store retain: what has come to the end of its term, and erasing it. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/retain.h"
#include "cli/talk.h"
#include "commands_store.h"
#include "session.h"
#include "store_erase.h"

struct args {
	const char *kind, *within, *reason, *propose, *proposal, *output;
	bool early, apply, finish, lists;
};

#define AT(field) offsetof(struct args, field)

static const struct mh_option options[] = {
	{ 0, "kind", MH_OPT_KEYWORD, AT(kind), N_("kind"), "case signal mention referral", N_("only records of this kind") },
	{ 0, "within", MH_OPT_TEXT, AT(within), N_("length"), NULL, N_("also what ends within this time, such as 30d") },
	{ 0, "apply", MH_OPT_FLAG, AT(apply), NULL, NULL, N_("erase what is due; a keyholder signs the list") },
	{ 0, "before-term", MH_OPT_FLAG, AT(early), NULL, NULL, N_("the records that are named, before their term; two keyholders sign") },
	{ 0, "reason", MH_OPT_TEXT, AT(reason), N_("code"), "catalogue:erase-reason", N_("why before the term (required with it)") },
	{ 0, "propose", MH_OPT_FILE, AT(propose), N_("file"), NULL, N_("sign the list only, and write it for a second keyholder") },
	{ 0, "proposal", MH_OPT_FILE, AT(proposal), N_("file"), NULL, N_("with --apply: the list as another keyholder signed it") },
	{ 'o', "output", MH_OPT_FILE, AT(output), N_("file"), NULL, N_("where the signed statement is written, or what is due; else standard output") },
	{ 0, "finish", MH_OPT_FLAG, AT(finish), NULL, NULL, N_("finish an erasure that somebody who was reading kept from its end") },
	{ 0, "lists", MH_OPT_FLAG, AT(lists), NULL, NULL, N_("write all signed lists of erasures, for mh-store restore --erasures") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_retain = {
	.name = "retain", .operands = N_("[record ...]"), .min = 0, .max = -1,
	.summary = N_("list what has come to the end of its term; erase it with --apply"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE | MH_TAKES_FORMAT,
	.run = run,
};

static const struct mh_column columns[] = {
	{ "id", N_("id"), false, false }, { "regime", N_("law"), false, false }, { "state", N_("state"), false, false },
	{ "from", N_("counted from"), false, false }, { "end", N_("kept until"), false, false }, { "rule", N_("rule"), false, false },
	{ "then", N_("then"), false, false }, { "by", N_("kept by"), false, false },
};

/* What happens to it now; a word for programs as well. */
static const char *outcome(const struct mh_retained *one)
{
	static const char *const stays[] = {
		[MH_STAY_LATER] = N_("later"), [MH_STAY_UNVERIFIED] = N_("unverified"), [MH_STAY_HELD] = N_("held"),
		[MH_STAY_PART] = N_("part of a case"), [MH_STAY_RUNS] = N_("under way"),
	};

	return one->why != MH_STAY_NO ? stays[one->why] : one->rule->lapse ? N_("lapse") : N_("erase");
}

static void add_row(struct mh_rows *rows, const struct mh_retained *one)
{
	char id[MH_ID_SIZE], by[MH_ID_SIZE] = "", from[MH_DATE_SIZE], end[MH_DATE_SIZE];

	mh_id_format(one->id, id);
	if (one->why >= MH_STAY_HELD)
		mh_id_format(one->by, by);
	mh_date_format(one->from, from);
	mh_date_format(one->end, end);
	const struct mh_cell cells[] = {
		mh_cell_text(id), mh_cell_text(one->regime), mh_cell_text(one->state), mh_cell_text(from), mh_cell_text(end),
		mh_cell_text(one->rule->code), mh_cell_text(_(outcome(one))), mh_cell_text(by),
	};
	mh_rows_add(rows, cells);
}

/* What goes without having a line of its own: parts, and persons with the last record about them. */
static void say_plan(const struct mh_session *session, struct mh_retain *retain, bool done)
{
	int64_t persons = mh_erase_plan_persons(&retain->plan);
	char id[MH_ID_SIZE];

	if (retain->plan.erasure.count > 0)
		mh_say(session, done ? _("erased: %zu records with all that belongs to them; persons: %lld") : _("would be erased: %zu records with all that belongs to them; persons: %lld"),
			retain->plan.erasure.count, (long long)persons);
	if (retain->lapses > 0)
		mh_say(session, done ? _("signals that lapsed: %zu") : _("signals that would lapse: %zu"), retain->lapses);
	for (size_t i = 0; i < retain->plan.words.count; i++) {
		if (mh_erase_plan_has(&retain->plan, retain->plan.words.list[i]))
			continue;
		mh_id_format(retain->plan.words.list[i], id);
		mh_say(session, _("%s: stays, since it is about others too: look whether its words name who is erased"), id);
	}
}

/* The log has no records: what is due of it is said, with the command that does it. */
static enum mh_status say_log(const struct mh_session *session, struct mh_retain *retain, bool *said, struct mh_err *err)
{
	struct mh_retained_log log;
	enum mh_status status = mh_retain_log(retain, &log, err);

	*said = status == MH_OK && log.first != 0;
	if (*said)
		mh_say(session, mh_rule_checked(log.rule) ? _("log: the words of entries %lld to %lld are past their term (%s): mh-store log --checkpoint --prune") :
			_("log: the words of entries %lld to %lld are past their term (%s), by a rule that is unverified"),
			(long long)log.first, (long long)log.last, log.rule->code);
	return status;
}

static enum mh_status take_id(void *arg, const char *text, struct mh_err *err)
{
	struct mh_id id;

	if (!mh_id_parse(text, &id))
		return mh_fail(err, MH_USAGE, _("%.60s: not an id, such as %s-2026-0042"), text, "C");
	mh_id_list_add(arg, id);
	return MH_OK;
}

static enum mh_status check_args(const struct args *args, int argc, struct mh_err *err)
{
	if ((args->finish || args->lists) && (argc > 0 || args->apply || args->early || args->propose != NULL || (args->finish && args->lists)))
		return mh_fail(err, MH_USAGE, args->finish ? _("--finish: stands alone") : _("--lists: stands alone, or with --output"));
	if (args->early && (argc == 0 || args->reason == NULL))
		return mh_fail(err, MH_USAGE, _("--before-term: name the records, and say why with --reason"));
	if (args->reason != NULL && !args->early)
		return mh_fail(err, MH_USAGE, _("--reason: goes with --before-term"));
	if (args->early && (args->kind != NULL || args->within != NULL))
		return mh_fail(err, MH_USAGE, _("--before-term: takes neither --kind nor --within"));
	if (args->propose != NULL && args->apply)
		return mh_fail(err, MH_USAGE, _("--propose: signs only; --apply is for the second keyholder"));
	if (args->proposal != NULL && !args->apply)
		return mh_fail(err, MH_USAGE, _("--proposal: goes with --apply"));
	if (args->output != NULL && (args->propose != NULL || args->finish))
		return mh_fail(err, MH_USAGE, _("--output: a proposal is written where --propose says"));
	return MH_OK;
}

/* A statement that could not be written is in the store, from which --lists writes it. */
static enum mh_status write_out(const char *path, const struct mh_str *text, struct mh_err *err)
{
	if (path == NULL || strcmp(path, "-") == 0) {
		fwrite(text->s, 1, text->len, stdout);
		return MH_OK;
	}
	return mh_file_write(path, (struct mh_blob){ text->s, text->len }, false, err);
}

static enum mh_status export_lists(struct mh_session *session, const struct args *args, struct mh_err *err)
{
	struct mh_str text;

	mh_str_init(&text, 4 * MH_ERASURE_MOST);
	enum mh_status status = mh_erasures_export(session->store, &text, err);
	if (status == MH_NO)
		mh_say(session, _("nothing was erased yet"));
	if (status == MH_OK)
		status = write_out(args->output, &text, err);
	mh_str_free(&text);
	return status;
}

/* Lists of the configuration folder that an older store lacks are carried out first. */
static enum mh_status finish(struct mh_session *session, struct mh_err *err)
{
	const struct mh_catching_up asked = { .command = session->log };
	size_t again = 0;
	enum mh_status status = mh_store_erase_again(session->store, &asked, &again, err);

	if (status == MH_OK && again > 0)
		mh_say(session, ngettext("%zu list of erasures was carried out again", "%zu lists of erasures were carried out again", again), again);
	return status == MH_OK ? store_erase_end(session, session->store, err) : status;
}

static enum mh_status plan(struct mh_retain *retain, const struct args *args, const struct mh_id_list *ids, struct mh_err *err)
{
	struct mh_date before = retain->today;
	struct mh_length within;

	if (args->early)
		return mh_retain_early(retain, ids, args->reason, err);
	if (args->within != NULL && !mh_length_parse(args->within, &within))
		return mh_fail(err, MH_USAGE, _("--within %.20s: expected a length, such as 30d or 2 month"), args->within);
	if (args->within != NULL)
		before = mh_date_from_number(mh_date_number(mh_date_after(before, within)) + 1);
	return mh_retain_look(retain, args->kind != NULL ? mh_kind_find(args->kind) : NULL, before, ids, err);
}

static enum mh_status show(struct mh_session *session, struct mh_retain *retain, const struct args *args, struct mh_err *err)
{
	if (args->early) {
		say_plan(session, retain, false);
		return MH_OK;
	}
	enum mh_status status = mh_session_output(session, args->output, err);
	if (status != MH_OK)
		return status;
	struct mh_rows *rows = mh_session_rows(session, columns, MH_COUNT(columns), 0);
	for (size_t i = 0; i < retain->count; i++)
		add_row(rows, &retain->list[i]);
	bool said = false;
	status = mh_rows_end(rows, NULL, err);
	say_plan(session, retain, false);
	if (status == MH_OK && args->kind == NULL)
		status = say_log(session, retain, &said, err);
	return status == MH_OK && retain->count == 0 && !said ? mh_fail(err, MH_NO, _("nothing was found")) : status;
}

/* Why nothing is left to be done. */
static enum mh_status nothing(struct mh_session *session, const struct mh_retain *retain, struct mh_err *err)
{
	char id[MH_ID_SIZE], by[MH_ID_SIZE];

	for (size_t i = 0; i < retain->count; i++) {
		const struct mh_retained *one = &retain->list[i];
		mh_id_format(one->id, id);
		if (one->why == MH_STAY_UNVERIFIED)
			return mh_fail(err, MH_DENIED, _("%s: rule %s is unverified: compare it with its source (%s), set \"checked\" in its file and apply that"),
				id, one->rule->code, one->rule->source);
		if (one->why >= MH_STAY_HELD) {
			mh_id_format(one->by, by);
			return mh_fail(err, MH_DENIED, _("%s: is kept by %s"), id, by);
		}
	}
	mh_say(session, _("nothing is due"));
	return MH_NO;
}

/* The statement is written and the erasure finished, whichever of the two fails. */
static enum mh_status end(struct mh_session *session, struct mh_retain *retain, const struct args *args, const struct mh_str *statement, struct mh_err *err)
{
	const char *path = args->propose != NULL ? args->propose : args->output;
	struct mh_err why = MH_ERR_INIT;

	if (args->propose == NULL)
		say_plan(session, retain, true);
	enum mh_status written = statement->len > 0 ? write_out(path, statement, err) : MH_OK;
	if (args->propose != NULL)
		return written;
	enum mh_status status = store_erase_end(session, session->store, written == MH_OK ? err : &why);
	return written == MH_OK ? status : mh_fail(err, written, _("%s; the erasure itself is done: mh-store retain --lists writes its statement"), err->text);
}

static enum mh_status carry_out(struct mh_session *session, struct mh_retain *retain, const struct args *args, const char *first, struct mh_err *err)
{
	struct mh_str statement;
	const struct mh_retain_order order = { first, args->propose != NULL, &statement };
	enum mh_status status;

	if (retain->plan.erasure.count == 0 && (retain->lapses == 0 || args->propose != NULL))
		return nothing(session, retain, err);
	mh_str_init(&statement, 3 * MH_ERASURE_MOST);
	status = mh_retain_apply(retain, &order, err);
	if (status == MH_OK && args->propose == NULL)
		status = mh_store_commit(session->store, err);
	mh_store_rollback(session->store);
	if (status == MH_OK)
		status = end(session, retain, args, &statement, err);
	mh_str_free(&statement);
	return status;
}

/* A place that is taken is said before anything is erased. */
static enum mh_status check_places(const struct args *args, struct mh_err *err)
{
	const char *const places[] = { args->output, args->propose };

	for (size_t i = 0; i < MH_COUNT(places); i++)
		if (places[i] != NULL && strcmp(places[i], "-") != 0 && access(places[i], F_OK) == 0)
			return mh_fail(err, MH_INPUT, _("%s: exists: name another file"), places[i]);
	return MH_OK;
}

static enum mh_status retain_all(struct mh_session *session, const struct args *args, const struct mh_id_list *ids, struct mh_err *err)
{
	const bool writes = args->apply || args->propose != NULL;
	struct mh_retain retain = { .store = NULL };
	struct mh_str first;
	enum mh_status status = check_places(args, err);

	mh_str_init(&first, MH_ERASURE_MOST);
	if (status == MH_OK && args->proposal != NULL)
		status = mh_file_read(args->proposal, &first, err);
	if (status == MH_OK && writes)
		status = finish(session, err);
	if (status == MH_OK && writes)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_retain_start(&retain, session->store, err);
	if (status == MH_OK)
		status = plan(&retain, args, ids, err);
	if (status == MH_OK)
		status = writes ? carry_out(session, &retain, args, args->proposal != NULL ? first.s : NULL, err) : show(session, &retain, args, err);
	mh_store_rollback(session->store);
	mh_retain_free(&retain);
	mh_str_free(&first);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_id_list ids = { NULL, 0, 0 };
	enum mh_status status = check_args(args, argc, err);

	if (status == MH_OK && args->finish)
		return finish(session, err);
	if (status == MH_OK && args->lists)
		return export_lists(session, args, err);
	if (status == MH_OK)
		status = mh_each_operand(argc, argv, take_id, &ids, err);
	if (status == MH_OK)
		status = retain_all(session, args, &ids, err);
	free(ids.list);
	return status;
}
