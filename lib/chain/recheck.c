#include "chain/recheck.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/casework.h"
#include "chain/referral.h"
#include "chain/stays.h"
#include "workflow/signal_states.h"

/* A record on its way through its versions. */
struct walk {
	struct mh_store *store;
	struct mh_problems *problems;
	char id[MH_ID_SIZE];
	char state[64];		/* of the version before; "": this is the first */
	int needed[MH_MOVE_COUNT][2];	/* of a referral: messages that its moves call for, by direction: out, in */
	bool by_file;
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

/* The move that leads from one state to the other, made by this side or heard from the other. MH_MOVE_COUNT: none does. */
static enum mh_referral_move move_between(enum mh_side own, enum mh_referral_state from, enum mh_referral_state to)
{
	for (enum mh_referral_move move = MH_MOVE_SEND; move < MH_MOVE_COUNT; move++) {
		const struct mh_referral_step *step = &mh_referral_steps[move];
		unsigned states = step->side == own || step->side == MH_CLOCK ? step->act : step->hear;
		if (step->to == to && (states & (1u << from)) != 0)
			return move;
	}
	return MH_MOVE_COUNT;
}

/* What we say goes in a message only where the other side takes files; what we hear is always booked as one. */
static void need_message(struct walk *walk, enum mh_side own, enum mh_referral_move move)
{
	enum mh_side side = mh_referral_steps[move].side;
	bool in = side != own || (own == MH_ASKED && move == MH_MOVE_RECEIVE);

	if (side != MH_CLOCK && (in || walk->by_file))
		walk->needed[move][in]++;
}

static enum mh_status referral_version(void *arg, struct mh_record *referral, const struct mh_log_entry *entry, struct mh_err *err)
{
	struct walk *walk = arg;
	const char *word = mh_record_text(referral, "state");
	enum mh_side own = mh_referral_side(mh_record_text(referral, "direction"));
	enum mh_referral_state to = mh_referral_state_of(word), from = own == MH_ASKER ? MH_REFERRAL_DRAFT : MH_REFERRAL_NONE;

	(void)err;
	walk->by_file = strcmp(mh_record_text(referral, "channel"), "exchange") == 0;
	if (walk->state[0] != '\0')
		from = mh_referral_state_of(walk->state);
	else if (own == MH_ASKER && !walk->by_file && to == MH_REFERRAL_RECEIVED)
		from = to;	/* who is told by phone or on paper has received it */
	if (to != from) {
		enum mh_referral_move move = to < MH_REFERRAL_STATE_COUNT ? move_between(own, from, to) : MH_MOVE_COUNT;
		if (move == MH_MOVE_COUNT)
			found_step(walk, word, entry);
		else
			need_message(walk, own, move);
	}
	remember(walk, word);
	return MH_OK;
}

/* Which kind of message tells of a move. */
static const char *kind_of(enum mh_referral_move move, bool asked)
{
	switch (move) {
	case MH_MOVE_SEND:
		return "referral";
	case MH_MOVE_RECEIVE:
		return asked ? "referral" : "receipt";
	case MH_MOVE_WITHDRAW:
		return "withdrawal";
	default:
		return "answer";
	}
}

static enum mh_status check_messages(struct walk *walk, const struct mh_record *referral, struct mh_err *err)
{
	static const char *const directions[] = { "out", "in" }, *const kinds[] = { "referral", "receipt", "answer", "withdrawal" };
	bool asked = mh_referral_side(mh_record_text(referral, "direction")) == MH_ASKED;
	enum mh_status status = MH_OK;
	char text[200];

	for (size_t i = 0; i < MH_COUNT(directions) * MH_COUNT(kinds) && status == MH_OK; i++) {
		const char *direction = directions[i % 2], *kind = kinds[i / 2];
		struct mh_query query;
		int64_t needed = 0, there = 0;
		for (enum mh_referral_move move = MH_MOVE_SEND; move < MH_MOVE_COUNT; move++)
			needed += strcmp(kind_of(move, asked), kind) == 0 ? walk->needed[move][i % 2] : 0;
		if (needed == 0)
			continue;
		mh_query_init(&query, &mh_message);
		mh_query_is_number(&query, "referral", referral->n);
		mh_query_is(&query, "direction", direction);
		mh_query_is(&query, "kind", kind);
		status = mh_store_count(walk->store, &query, &there, err);
		mh_query_free(&query);
		snprintf(text, sizeof text, _("its states call for %lld messages (%s, %s), and there are %lld"), (long long)needed, kind, direction, (long long)there);
		if (status == MH_OK && there < needed)
			found(walk, "state", text);
	}
	return status;
}

static enum mh_status check_referral(void *arg, struct mh_record *referral, struct mh_err *err)
{
	struct walk *walk = arg;

	mh_record_id(referral, walk->id);
	walk->state[0] = '\0';
	memset(walk->needed, 0, sizeof walk->needed);
	enum mh_status status = mh_store_history(walk->store, (struct mh_id){ &mh_referral, referral->n }, referral_version, walk, err);
	return status == MH_OK ? check_messages(walk, referral, err) : status;
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
