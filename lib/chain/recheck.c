#include "chain/recheck.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/casework.h"
#include "chain/referral.h"
#include "chain/stays.h"
#include "chain/turns.h"
#include "workflow/signal_states.h"

/* A record on its way through its versions. */
struct walk {
	struct mh_store *store;
	struct mh_problems *problems;
	char id[MH_ID_SIZE];
	char state[64];		/* of the version before; "": this is the first */
};

static void found(const struct walk *walk, const char *field, const char *text)
{
	struct mh_problem where = { .file = walk->id, .field = field };

	mh_problem_add(walk->problems, &where, "%s", text);
}

static void found_step(const struct walk *walk, const char *to, const struct mh_log_entry *entry)
{
	char text[300];

	snprintf(text, sizeof text, _("log entry %lld took it from \"%s\" to \"%s\", which cannot be"), (long long)entry->n, walk->state, to);
	found(walk, "state", text);
}

static void remember(struct walk *walk, const char *state)
{
	snprintf(walk->state, sizeof walk->state, "%s", state);
}

/* An end has its reason, and nothing else has one. */
static void check_reason(const struct walk *walk, const struct mh_record *signal)
{
	bool ended = mh_signal_ended(mh_record_text(signal, "state")), reason = mh_record_has(signal, "reason");

	if (ended != reason)
		found(walk, "reason", ended ? _("the signal has ended, and no reason is given") : _("a reason is given, and the signal has not ended"));
}

static enum mh_status signal_version(void *arg, struct mh_record *signal, const struct mh_log_entry *entry, struct mh_err *err)
{
	struct walk *walk = arg;
	const char *state = mh_record_text(signal, "state"), *before = walk->state[0] != '\0' ? walk->state : "received";

	(void)err;
	if (strcmp(state, before) != 0 && mh_signal_may_go(before, state, NULL) != MH_OK)
		found_step(walk, state, entry);
	remember(walk, state);
	return MH_OK;
}

/* Most signals were never moved: their versions are not asked for. */
static enum mh_status check_signal(void *arg, struct mh_record *signal, struct mh_err *err)
{
	struct walk *walk = arg;

	mh_record_id(signal, walk->id);
	walk->state[0] = '\0';
	check_reason(walk, signal);
	if (strcmp(mh_record_text(signal, "state"), "received") == 0)
		return MH_OK;
	return mh_store_history(walk->store, (struct mh_id){ &mh_signal, signal->n }, signal_version, walk, err);
}

/* Where a referral stands follows from its messages; that its file has ended may not have been written yet. */
static enum mh_status check_referral(void *arg, struct mh_record *referral, struct mh_err *err)
{
	struct walk *walk = arg;
	const char *word = mh_record_text(referral, "state");
	const enum mh_side own = mh_referral_side(mh_record_text(referral, "direction"));
	struct mh_turns turns = MH_TURNS_INIT;
	char text[300];
	enum mh_status status = mh_turns_of(walk->store, referral, &turns, err);

	mh_record_id(referral, walk->id);
	const char *alive = mh_referral_word(mh_turns_state(&turns, own, false)), *ended = mh_referral_word(mh_turns_state(&turns, own, true));
	if (status == MH_OK && strcmp(word, alive) != 0 && strcmp(word, ended) != 0) {
		snprintf(text, sizeof text, _("it stands at \"%s\", and its %zu messages come to \"%s\""), word, turns.count, alive);
		found(walk, "state", text);
	}
	mh_turns_free(&turns);
	return status;
}

/* A case that is closed says when, and one that is open does not. */
static enum mh_status check_closed(void *arg, struct mh_record *the_case, struct mh_err *err)
{
	struct walk *walk = arg;
	bool closed = strcmp(mh_record_text(the_case, "state"), "closed") == 0, day = mh_record_has(the_case, "closed");

	(void)err;
	mh_record_id(the_case, walk->id);
	if (closed != day)
		found(walk, "state", closed ? _("the case is closed, and no day is given") : _("the case is open, and a day of closing is given"));
	return MH_OK;
}

static const struct { const struct mh_kind *kind; mh_row_fn *check; } walks[] = {
	{ &mh_signal, check_signal }, { &mh_case, check_closed }, { &mh_referral, check_referral },
};

enum mh_status mh_recheck(struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	struct walk walk = { .store = store, .problems = problems };
	size_t first = problems->count;
	enum mh_status status = mh_casework_check(store, problems, err);

	if (status == MH_NO)	/* what was found is among the problems */
		status = MH_OK;
	if (status == MH_OK)
		status = mh_stays_check(store, problems, err);
	for (size_t i = 0; i < MH_COUNT(walks) && status == MH_OK; i++) {
		struct mh_query all;
		mh_query_init(&all, walks[i].kind);
		status = mh_store_each(store, &all, walks[i].check, &walk, err);
		mh_query_free(&all);
	}
	mh_problems_remedy(problems, first, _("look at mh-store history of it: if something else wrote it, restore the newest backup from before"));
	return status;
}
