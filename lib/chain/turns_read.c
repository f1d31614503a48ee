/* The turns of a conversation as the store has its messages. */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "chain/turns.h"

#define UID_SIZE 33

/* What a message answers is named by its random id; that becomes the number of the record, once all are read. */
struct name { int64_t n; char uid[UID_SIZE], answers[UID_SIZE]; };

struct reading {
	struct mh_turns *turns;
	struct name *names;
	size_t count;
	enum mh_side own;
	int64_t newest[2];	/* number of each side that was read so far */
	int64_t seen_epoch, seen_number;
};

int64_t mh_turn_epoch(const char *checkpoint)
{
	int64_t epoch = 0;

	return sscanf(checkpoint, "%18" SCNd64 " ", &epoch) == 1 ? epoch : 0;
}

/* A digest of the newest message that came in: of the newest epoch, and the highest number of that. */
static void note_seen(struct reading *r, const struct mh_record *message, const struct mh_turn *turn)
{
	if (turn->said || turn->epoch < r->seen_epoch || (turn->epoch == r->seen_epoch && turn->number <= r->seen_number))
		return;
	r->seen_epoch = turn->epoch;
	r->seen_number = turn->number;
	snprintf(r->turns->seen, sizeof r->turns->seen, "%s", mh_record_text(message, "digest"));
}

static void note_name(struct reading *r, const struct mh_record *message)
{
	struct name *name;

	r->names = mh_grow(r->names, r->count + 1, sizeof *r->names);
	name = &r->names[r->count++];
	name->n = message->n;
	snprintf(name->uid, UID_SIZE, "%s", mh_record_text(message, "uid"));
	snprintf(name->answers, UID_SIZE, "%s", mh_record_text(message, "answers"));
}

/* Who is called or gets a page by hand has it at once. */
static void note_heard(struct reading *r, const struct mh_record *message, const struct mh_turn *opening)
{
	const char *channel = mh_record_text(message, "channel");
	const struct mh_turn heard = { .side = MH_ASKED, .move = MH_MOVE_RECEIVE, .said = true };

	if (opening->said && (strcmp(channel, "phone") == 0 || strcmp(channel, "hand") == 0))
		mh_turns_add(r->turns, &heard);
}

static enum mh_status take(void *arg, struct mh_record *message, struct mh_err *err)
{
	struct reading *r = arg;
	const bool in = strcmp(mh_record_text(message, "direction"), "in") == 0;
	struct mh_turn turn = {
		.side = in == (r->own == MH_ASKER) ? MH_ASKED : MH_ASKER, .move = mh_referral_move_of(mh_record_text(message, "move")), .id = message->n,
		.epoch = mh_turn_epoch(mh_record_text(message, "checkpoint")), .number = mh_record_number(message, "number"),
		.said = strcmp(mh_record_text(message, "signed"), "no") == 0,
	};

	(void)err;
	if (turn.said)
		turn.number = r->newest[in];
	else if (turn.number > r->newest[in])
		r->newest[in] = turn.number;
	if (turn.move == MH_MOVE_SEND) {
		r->turns->expires = mh_record_number(message, "expires");
		note_heard(r, message, &turn);
	}
	if (in)
		note_seen(r, message, &turn);
	note_name(r, message);
	mh_turns_add(r->turns, &turn);
	return MH_OK;
}

static int64_t named(const struct reading *r, const char *uid)
{
	for (size_t i = 0; i < r->count; i++)
		if (strcmp(r->names[i].uid, uid) == 0)
			return r->names[i].n;
	return 0;
}

static void resolve(const struct reading *r)
{
	for (size_t i = 0; i < r->count; i++) {
		if (r->names[i].answers[0] == '\0')
			continue;
		for (size_t t = 0; t < r->turns->count; t++)
			if (r->turns->list[t].id == r->names[i].n)
				r->turns->list[t].answers = named(r, r->names[i].answers);
	}
}

enum mh_status mh_turns_read(struct mh_store *store, const struct mh_query *query, enum mh_side own, struct mh_turns *turns, struct mh_err *err)
{
	struct reading r = { .turns = turns, .own = own };
	enum mh_status status = mh_store_each(store, query, take, &r, err);

	if (status == MH_OK)
		resolve(&r);
	free(r.names);
	return status;
}

enum mh_status mh_turns_of(struct mh_store *store, const struct mh_record *referral, struct mh_turns *turns, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_message);
	mh_query_is_number(&query, "referral", referral->n);
	const enum mh_side own = mh_referral_side(mh_record_text(referral, "direction"));
	enum mh_status status = mh_turns_read(store, &query, own, turns, err);
	mh_query_free(&query);
	return status;
}
