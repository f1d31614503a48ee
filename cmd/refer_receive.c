/* mh-refer receive: read exchange files of partners; each is booked, or refused with its own sentence. */

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "commands_refer.h"
#include "exchange/conversation.h"
#include "exchange/receive.h"
#include "exchange/spool.h"
#include "refer.h"

struct args {
	const char *spool, *settled, *reason;
	bool no_receipt;
};

static const struct mh_option options[] = {
	{ 0, "no-receipt", MH_OPT_FLAG, offsetof(struct args, no_receipt), NULL, NULL, N_("do not answer with receipts") },
	{ 0, "settled", MH_OPT_TEXT, offsetof(struct args, settled), N_("partner"), "kind:partner", N_("read nothing: an alarm of two histories with this partner was dealt with") },
	{ 0, "reason", MH_OPT_TEXT, offsetof(struct args, reason), N_("text"), NULL, N_("with --settled: how; it stands in the log (required with it)") },
	REFER_SPOOL_OPTION(struct args),
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_receive = {
	.name = "receive", .operands = N_("[file | folder | -] ..."), .min = 0, .max = -1,
	.summary = N_("read partners' files; those of the inbox where none is named"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE | MH_TAKES_FORMAT,
	.run = run,
};

static const struct mh_column columns[] = {
	{ "id", "id", false, false }, { "kind", N_("kind"), false, false }, { "partner", N_("partner"), false, false },
	{ "state", N_("state"), false, false }, { "result", N_("result"), false, false },
};

/* One run over files: those that name a conversation that is not known yet are tried again behind the others. */
struct reading {
	struct mh_session *session;
	struct mh_receiving in;
	struct mh_rows *rows;
	char **later;
	size_t later_count, seen, refused, waiting;
	bool last;		/* nothing is put off any more */
	struct mh_err first;	/* the first refusal */
	struct mh_err early;	/* the first that waits for the file which begins its conversation */
};

static const char *result_of(const struct mh_receipt *r)
{
	switch (r->what) {
	case MH_RECEIVED_LATE: return N_("came too late to change it");
	case MH_RECEIVED_KNOWN: return N_("is here already: stays as it is");
	case MH_RECEIVED_LOST: return N_("its sender's store was restored since: not counted");
	case MH_RECEIVED_AGAIN: return N_("came before: nothing was done");
	case MH_RECEIVED_BOOKED: break;
	}
	return N_("booked");
}

static void say_result(struct reading *all, const char *name, const struct mh_receipt *r)
{
	struct mh_catalogues *catalogues = mh_store_catalogues(all->session->store);
	const char *const states = r->id[0] == mh_signal.prefix[0] ? "signal-state" : "referral-state";
	bool people = mh_session_format(all->session) == MH_FORMAT_TABLE;
	const struct mh_cell cells[] = {
		mh_cell_text(r->id[0] != '\0' ? r->id : NULL), mh_cell_text(people ? mh_code_label(catalogues, "message-kind", r->kind) : r->kind),
		mh_cell_text(r->partner), mh_cell_text(people ? mh_code_label(catalogues, states, r->state) : r->state),
		mh_cell_text(people ? _(result_of(r)) : result_of(r)),
	};

	mh_rows_add(all->rows, cells);
	if (r->their_view_unknown)
		mh_say(all->session, _("%s: %s has seen a message of ours that this store does not know: is this store an older backup?"),
			name, r->partner);
	if (r->their_restore != 0)
		mh_say(all->session, _("%s: the store of %s was put back from a backup, with entry %lld of its log: what it got and answered since the backup is "
			"lost there: mh-refer resend what is open with it"), name, r->partner, (long long)r->their_restore);
	if (r->their_state[0] != '\0')
		mh_say(all->session, _("%s: for %s it is %s since its store was restored, and %s here: mh-refer resend %s"), r->id, r->partner,
			mh_code_label(catalogues, "referral-state", r->their_state), mh_code_label(catalogues, "referral-state", r->state), r->id);
	if (r->path.len > 0)
		mh_say(all->session, _("%s: our receipt, to be carried to %s: %s"), r->id, r->partner, r->path.s);
	if (strcmp(r->kind, "answer") == 0 && strcmp(r->state, "accepted") == 0 && r->what == MH_RECEIVED_BOOKED)
		mh_say(all->session, _("%s: identity may follow: mh-refer send %s"), r->id, r->id);
}

/* One problem is the sentence itself; several are said each, and the sentence counts them. */
static void refuse(struct reading *all, const char *path, const char *name, struct mh_err *why, const struct mh_problems *problems)
{
	if (path != NULL && why->status != MH_BUSY && why->status != MH_STORE)
		mh_spool_refused(all->in.spool, path, why->text, all->in.now, NULL);
	if (problems->total > 1) {
		mh_say_problems(all->session, problems);
		mh_fail(why, why->status, _("%s: is refused: %zu problems"), name, problems->total);
	}
	if (all->refused++ == 0)
		all->first = *why;
	else
		mh_say(all->session, "%s", why->text);
}

/* It is kept where receive finds it again: one of standard input goes into the inbox, others stay where they are. */
static enum mh_status keep(struct reading *all, const char *path, struct mh_blob message, const struct mh_err *why, struct mh_err *err)
{
	enum mh_status status = path != NULL ? MH_OK : mh_spool_keep(all->in.spool, message, err);
	struct mh_err sentence = MH_ERR_INIT;

	mh_fail(&sentence, MH_BUSY, _("%s; it waits for the file that begins it, until it expires: %s"), why->text,
		path != NULL ? _("it stays where it is") : _("it lies in the inbox"));
	if (all->waiting++ == 0)
		all->early = sentence;
	else
		mh_say(all->session, "%s", sentence.text);
	return status;
}

static void put_off(struct reading *all, const char *path)
{
	all->later = mh_grow(all->later, all->later_count + 1, sizeof *all->later);
	all->later[all->later_count++] = mh_strdup(path);
}

/* path: NULL for standard input, which is one message. Only a store that fails ends the run. */
static enum mh_status receive_one(struct reading *all, const char *path, struct mh_err *err)
{
	const char *name = path != NULL ? path : _("standard input");
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_err why = MH_ERR_INIT;
	struct mh_receipt receipt = { .what = MH_RECEIVED_BOOKED };
	struct mh_str message;
	bool retry = false;
	enum mh_status status, kept = MH_OK;

	mh_str_init(&message, MH_SPOOL_FILE_MOST);
	status = mh_file_read(path != NULL ? path : "-", &message, &why);
	if (status == MH_OK) {
		status = mh_receive(&all->in, name, (struct mh_blob){ message.s, message.len }, &receipt, &retry, &problems, &why);
		if (status == MH_OK)
			say_result(all, name, &receipt);
		mh_str_free(&receipt.path);
	}
	if (status == MH_OK && path != NULL)
		status = mh_spool_done(all->in.spool, path, all->in.now, &why);
	if (status != MH_OK && retry && path != NULL && !all->last)
		put_off(all, path);
	else if (status != MH_OK && retry)
		kept = keep(all, path, (struct mh_blob){ message.s, message.len }, &why, err);
	else if (status != MH_OK)
		refuse(all, path, name, &why, &problems);
	all->seen += status == MH_OK || !retry || path == NULL || all->last;
	mh_problems_free(&problems);
	mh_str_free(&message);
	return status == MH_STORE || status == MH_BUSY ? mh_fail(err, status, "%s", why.text) : kept;
}

static enum mh_status visit(void *arg, const char *path, struct mh_err *err)
{
	return receive_one(arg, path, err);
}

/* A folder's files; those that are passed over for their names are said. */
static enum mh_status receive_folder(struct reading *all, const char *folder, struct mh_err *err)
{
	struct mh_str first, shown;

	mh_str_init(&first, 1024);
	mh_str_init(&shown, 4096);
	const size_t others = mh_spool_others(folder, &first);
	mh_utf8_show(&shown, first.s, first.len);
	if (others > 0)
		mh_say(all->session, ngettext("%s: %zu file is passed over (%s): exchange files are called *.asc, *.gpg or *.pgp",
			"%s: %zu files are passed over (%s is the first): exchange files are called *.asc, *.gpg or *.pgp", others), folder, others, shown.s);
	mh_str_free(&shown);
	mh_str_free(&first);
	return mh_spool_each(folder, visit, all, err);
}

static enum mh_status operand(struct reading *all, const char *word, struct mh_err *err)
{
	struct stat found;

	if (strcmp(word, "-") == 0)
		return receive_one(all, NULL, err);
	if (stat(word, &found) == 0 && S_ISDIR(found.st_mode))
		return receive_folder(all, word, err);
	if (stat(word, &found) == 0 && !S_ISREG(found.st_mode))	/* a pipe that nobody writes to would be waited for for ever */
		return mh_fail(err, MH_INPUT, _("%s: is no regular file: give - to read one on standard input"), word);
	return receive_one(all, word, err);
}

/* Those that were put off: each is tried until a round takes none of them; what is left then waits. */
static enum mh_status again(struct reading *all, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	while (all->later_count > 0 && status == MH_OK) {
		char **list = all->later;
		size_t count = all->later_count;
		all->later = NULL;
		all->later_count = 0;
		for (size_t i = 0; i < count; i++) {
			if (status == MH_OK)
				status = receive_one(all, list[i], err);
			free(list[i]);
		}
		free(list);
		all->last = all->later_count == count;
	}
	return status;
}

static enum mh_status read_all(struct reading *all, int argc, char **argv, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	struct mh_str inbox;

	mh_str_init(&inbox, 4096);
	mh_spool_tray(all->in.spool, MH_TRAY_INBOX, &inbox);
	for (int i = 0; i < argc && status == MH_OK; i++)
		status = operand(all, argv[i], err);
	if (argc == 0)
		status = receive_folder(all, inbox.s, err);
	if (status == MH_OK)
		status = again(all, err);
	mh_str_free(&inbox);
	return status;
}

/* One refusal is the command's own; of several, each was said and the whole is counted. */
static enum mh_status outcome(const struct reading *all, struct mh_err *err)
{
	if (all->refused == 0 && all->waiting > 0)
		return mh_fail(err, all->early.status, "%s", all->early.text);
	if (all->waiting > 0)
		mh_say(all->session, "%s", all->early.text);
	if (all->refused == 0)
		return MH_OK;
	if (all->refused == 1)
		return mh_fail(err, all->first.status, "%s", all->first.text);
	mh_say(all->session, "%s", all->first.text);
	return mh_fail(err, all->first.status, _("%zu of %zu files were refused"), all->refused, all->seen);
}

static enum mh_status settle(struct mh_session *session, const struct args *args, int argc, struct mh_err *err)
{
	if (args->settled == NULL || args->reason == NULL || args->reason[0] == '\0' || argc > 0 || args->no_receipt || args->spool != NULL)
		return mh_fail(err, MH_USAGE, _("--settled and --reason: go together, and alone: say how it was dealt with"));
	enum mh_status status = mh_store_alarm_settle(session->store, session->log, args->settled, args->reason, err);
	if (status == MH_OK)
		mh_say(session, _("%s: the alarm is settled; the log says how"), args->settled);
	return status;
}

/* What moves files of the inbox keeps others off: two runs would take each other's away. A message on standard input moves none. */
static enum mh_status begin(const char *spool, int argc, char **argv, int *lock, struct mh_err *err)
{
	bool files = argc == 0;

	for (int i = 0; i < argc; i++)
		files = files || strcmp(argv[i], "-") != 0;
	return files ? mh_spool_lock(spool, "receive", lock, err) : mh_spool_make(spool, err);
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct reading all = { .session = session };
	struct mh_str spool;
	enum mh_status status, ended;
	int lock = -1;

	if (args->settled != NULL || args->reason != NULL)
		return settle(session, args, argc, err);
	mh_str_init(&spool, 4096);
	status = refer_spool(session, args->spool, &spool, err);
	if (status == MH_OK)
		status = begin(spool.s, argc, argv, &lock, err);
	all.in = (struct mh_receiving){ session->store, spool.s, session->log, mh_clock_system(), !args->no_receipt };
	if (status == MH_OK)
		status = mh_spool_tidy(spool.s, mh_clock_system(), err);
	if (status == MH_OK)
		status = mh_conversations_expire(session->store, session->log, all.in.now, NULL, NULL, err);
	all.rows = mh_session_rows(session, columns, MH_COUNT(columns), 0);
	if (status == MH_OK)
		status = read_all(&all, argc, argv, err);
	ended = mh_rows_end(all.rows, NULL, status == MH_OK ? err : NULL);
	if (status == MH_OK)
		status = ended;
	if (status == MH_OK)
		status = outcome(&all, err);
	if (lock >= 0)
		close(lock);
	mh_str_free(&spool);
	return status;
}
