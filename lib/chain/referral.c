#include "chain/referral.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

#define IN(name) (1u << MH_REFERRAL_##name)

#define UNBEGUN (IN(NONE) | IN(RECEIVED) | IN(WAITING))

const struct mh_referral_step mh_referral_steps[MH_MOVE_COUNT] = {
	[MH_MOVE_SEND] = { "send", MH_ASKER, IN(DRAFT), 0, MH_REFERRAL_SENT },
	[MH_MOVE_RECEIVE] = { "receive", MH_ASKED, IN(NONE), IN(NONE), MH_REFERRAL_RECEIVED },
	[MH_MOVE_ACCEPT] = { "accept", MH_ASKED, IN(RECEIVED) | IN(WAITING), UNBEGUN, MH_REFERRAL_ACCEPTED },
	[MH_MOVE_DECLINE] = { "decline", MH_ASKED, IN(RECEIVED) | IN(WAITING), UNBEGUN, MH_REFERRAL_DECLINED },
	[MH_MOVE_WAIT] = { "wait", MH_ASKED, IN(RECEIVED), IN(NONE) | IN(RECEIVED), MH_REFERRAL_WAITING },
	[MH_MOVE_START] = { "start", MH_ASKED, IN(ACCEPTED), UNBEGUN | IN(ACCEPTED) | IN(RETURNING), MH_REFERRAL_STARTED },
	[MH_MOVE_FINISH] = { "finish", MH_ASKED, IN(ACCEPTED) | IN(STARTED),
		UNBEGUN | IN(ACCEPTED) | IN(STARTED) | IN(RETURNING), MH_REFERRAL_DONE },
	[MH_MOVE_HAND_BACK] = { "hand-back", MH_ASKED, IN(ACCEPTED) | IN(STARTED),
		UNBEGUN | IN(ACCEPTED) | IN(STARTED) | IN(RETURNING), MH_REFERRAL_RETURNING },
	[MH_MOVE_TAKE_BACK] = { "take-back", MH_ASKER, IN(RETURNING), 0, MH_REFERRAL_RETURNED },
	[MH_MOVE_REFUSE_BACK] = { "refuse-back", MH_ASKER, IN(RETURNING), 0, MH_REFERRAL_DECLINED },	/* what is declined is the handing back */
	[MH_MOVE_WITHDRAW] = { "withdraw", MH_ASKER,
		IN(DRAFT) | IN(SENT) | IN(RECEIVED) | IN(WAITING) | IN(ACCEPTED) | IN(EXPIRED), 0, MH_REFERRAL_WITHDRAWN },
	[MH_MOVE_EXPIRE] = { "expire", MH_CLOCK, IN(SENT) | IN(RECEIVED), 0, MH_REFERRAL_EXPIRED },
};

static const char *const words[MH_REFERRAL_STATE_COUNT] = {
	[MH_REFERRAL_NONE] = "", [MH_REFERRAL_DRAFT] = N_("draft"), [MH_REFERRAL_SENT] = N_("sent"),
	[MH_REFERRAL_RECEIVED] = N_("received"), [MH_REFERRAL_WAITING] = N_("waiting"), [MH_REFERRAL_ACCEPTED] = N_("accepted"),
	[MH_REFERRAL_DECLINED] = N_("declined"), [MH_REFERRAL_STARTED] = N_("started"), [MH_REFERRAL_DONE] = N_("done"),
	[MH_REFERRAL_RETURNING] = N_("returning"), [MH_REFERRAL_RETURNED] = N_("returned"),
	[MH_REFERRAL_WITHDRAWN] = N_("withdrawn"), [MH_REFERRAL_EXPIRED] = N_("expired"),
};

const char *mh_referral_word(enum mh_referral_state state)
{
	return words[state];
}

const char *mh_referral_label(enum mh_referral_state state)
{
	return state == MH_REFERRAL_NONE ? "" : _(words[state]);
}

enum mh_referral_state mh_referral_state_of(const char *word)
{
	enum mh_referral_state state = MH_REFERRAL_NONE;

	while (state < MH_REFERRAL_STATE_COUNT && strcmp(words[state], word) != 0)
		state++;
	return state;
}

enum mh_referral_move mh_referral_move_to(enum mh_side side, const char *word)
{
	enum mh_referral_move move = MH_MOVE_SEND;

	while (move < MH_MOVE_COUNT && (mh_referral_steps[move].side != side || strcmp(words[mh_referral_steps[move].to], word) != 0))
		move++;
	return move;
}

enum mh_referral_move mh_referral_move_of(const char *name)
{
	enum mh_referral_move move = MH_MOVE_SEND;

	while (move < MH_MOVE_COUNT && strcmp(mh_referral_steps[move].name, name) != 0)
		move++;
	return move;
}

enum mh_side mh_referral_side(const char *direction)
{
	return strcmp(direction, "out") == 0 ? MH_ASKER : MH_ASKED;
}

static bool may(enum mh_side side, const struct mh_referral_step *step, enum mh_referral_state state)
{
	return (step->side == side || step->side == MH_CLOCK) && (step->act & (1u << state)) != 0;
}

enum mh_status mh_referral_may(enum mh_side side, enum mh_referral_move move, enum mh_referral_state state, struct mh_err *err)
{
	const struct mh_referral_step *step = &mh_referral_steps[move];
	char allowed[200];

	if (step->side != side && step->side != MH_CLOCK)
		return mh_fail(err, MH_DENIED, side == MH_ASKER ? _("%s is for the side that was asked: this referral is our own request") :
			_("%s is for the side that asks: this referral was sent to us"), step->name);
	if (may(side, step, state))
		return MH_OK;
	mh_referral_allowed(side, state, allowed, sizeof allowed);
	return mh_fail(err, MH_DENIED, _("%s is not possible in state %s: possible now: %s"), step->name, mh_referral_label(state), allowed);
}

void mh_referral_allowed(enum mh_side side, enum mh_referral_state state, char *out, size_t size)
{
	size_t used = 0;

	snprintf(out, size, "%s", _("nothing"));
	for (size_t i = 0; i < MH_MOVE_COUNT; i++)
		if (mh_referral_steps[i].side == side && may(side, &mh_referral_steps[i], state) && used < size)
			used += (size_t)snprintf(out + used, size - used, "%s%s", used > 0 ? ", " : "", mh_referral_steps[i].name);
}
