#include "exchange/receive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "crypto/openpgp.h"
#include "exchange/book.h"
#include "exchange/conversation.h"
#include "exchange/post.h"
#include "exchange/spool.h"
#include "exchange/witness.h"
#include "store/erase.h"

#define CLOCKS_DIFFER 600	/* seconds that two clocks may be apart */
#define DAY 86400

/* Partners who have a key, also those whose signature does not count now, so that it can be said why. */
struct signers {
	int64_t *partners;
	char (*fingerprints)[MH_FINGERPRINT_SIZE];
	const char **list;
	size_t count, active;
};

static enum mh_status signer(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct signers *s = arg;

	(void)err;
	if (!mh_record_has(rec, "fingerprint"))
		return MH_OK;
	s->partners = mh_grow(s->partners, s->count + 1, sizeof *s->partners);
	s->fingerprints = mh_grow(s->fingerprints, s->count + 1, sizeof *s->fingerprints);
	s->partners[s->count] = rec->n;
	s->active += strcmp(mh_record_text(rec, "state"), "active") == 0;
	snprintf(s->fingerprints[s->count++], MH_FINGERPRINT_SIZE, "%s", mh_record_text(rec, "fingerprint"));
	return MH_OK;
}

static enum mh_status signers_read(struct mh_store *store, struct signers *s, struct mh_err *err)
{
	struct mh_query query;
	enum mh_status status;

	*s = (struct signers){ .count = 0 };
	mh_query_init(&query, &mh_partner);
	status = mh_store_each(store, &query, signer, s, err);
	mh_query_free(&query);
	s->list = mh_alloc(s->count + 1, sizeof *s->list);
	for (size_t i = 0; i < s->count; i++)
		s->list[i] = s->fingerprints[i];
	return status;
}

static void signers_free(struct signers *s)
{
	free(s->partners);
	free(s->fingerprints);
	free((void *)s->list);
}

/* One file on its way through the checks. */
struct work {
	const struct mh_receiving *in;
	const char *name;
	struct mh_str text;
	struct mh_envelope env;
	struct mh_record partner, referral, signal;	/* a conversation is about one of the last two */
	struct mh_booking booking;
	struct mh_envelope confirmation;	/* our receipt to it */
	bool again;
	struct mh_problems *problems;
	struct mh_receipt *receipt;
	bool *retry;
	char file[MH_EXCHANGE_DIGEST_SIZE];	/* digest of the file's bytes */
	struct mh_alarm alarm;			/* that it raised; no partner: none */
};

/* Nothing of it is taken, and the sentence says what would have to change. */
static enum mh_status check_active(const struct work *w, struct mh_err *err)
{
	const char *code = mh_record_text(&w->partner, "code"), *state = mh_record_text(&w->partner, "state");

	if (strcmp(state, "active") == 0)
		return MH_OK;
	return mh_fail(err, MH_DENIED, strcmp(state, "left") == 0 ? _("%s: is signed by %s, which is no partner any more: import it again to make it one") :
		_("%s: is signed by %s, which is suspended: nothing of it is taken until mh-refer partner suspend --lift"), w->name, code);
}

/* 1: opens it; the partner who signed is read. */
static enum mh_status open_message(struct work *w, struct mh_blob message, struct mh_err *err)
{
	struct signers signers;
	struct mh_pgp *pgp;
	size_t who = 0;
	enum mh_status status;

	if (message.len > MH_SPOOL_FILE_MOST)
		return mh_fail(err, MH_INPUT, _("%s: larger than %d bytes: no exchange file is"), w->name, MH_SPOOL_FILE_MOST);
	status = mh_store_authority_verify(w->in->store, err);
	if (status != MH_OK)
		return mh_fail_in(err, w->name);
	status = signers_read(w->in->store, &signers, err);
	if (status == MH_OK && signers.active == 0)
		status = mh_fail(err, MH_KEY, _("%s: no active partner has a key on record: import partners first"), w->name);
	if (status == MH_OK)
		status = mh_store_pgp(w->in->store, &pgp, err);
	if (status == MH_OK) {
		status = mh_pgp_open(pgp, message, signers.list, signers.count, &who, &w->text, err);
		if (status != MH_OK)
			mh_fail_in(err, w->name);
	}
	if (status == MH_OK)
		status = mh_store_get(w->in->store, (struct mh_id){ &mh_partner, signers.partners[who] }, &w->partner, err);
	if (status == MH_OK)
		status = mh_store_row_true(w->in->store, &w->partner, err);
	if (status == MH_OK)
		status = check_active(w, err);
	signers_free(&signers);
	return status;
}

/* 2: from is the signer, to is us, demo to demo. */
static enum mh_status check_parties(const struct work *w, struct mh_err *err)
{
	const struct mh_store_info *about = mh_store_about(w->in->store);
	const struct mh_record *head = &w->env.head;
	const char *code = mh_record_text(&w->partner, "code");

	if (strcmp(mh_record_text(head, "from-key"), mh_record_text(&w->partner, "fingerprint")) != 0 ||
	    strcmp(mh_record_text(head, "from"), code) != 0)
		return mh_fail(err, MH_DENIED, _("%s: says that it is from %s, but %s signed it"), w->name, mh_record_text(head, "from"), code);
	if (about->exchange_key == NULL || strcmp(mh_record_text(head, "to-key"), about->exchange_key) != 0)
		return mh_fail(err, MH_DENIED, _("%s: %s made it for %s with key %s, which is not ours: somebody passed it on"), w->name, code,
			mh_record_text(head, "to"), mh_record_text(head, "to-key"));
	if (strcmp(mh_record_text(head, "to"), about->organisation) != 0)
		return mh_fail(err, MH_DENIED, _("%s: %s made it for %s, not for %s: somebody passed it on"), w->name, code,
			mh_record_text(head, "to"), about->organisation);
	if ((strcmp(mh_record_text(head, "demo"), "yes") == 0) != about->demo)
		return mh_fail(err, MH_DENIED, about->demo ? _("%s: comes from a real store, and this is a demo store") :
			_("%s: comes from a demo store, and this is a real one"), w->name);
	return MH_OK;
}

/* 3: alive now. */
static enum mh_status check_time(const struct work *w, struct mh_err *err)
{
	mh_moment created = mh_record_number(&w->env.head, "created"), expires = mh_record_number(&w->env.head, "expires");
	const char *code = mh_record_text(&w->partner, "code");
	char shown[MH_MOMENT_SIZE];

	if (created > w->in->now + CLOCKS_DIFFER) {
		mh_moment_show(created, shown);
		return mh_fail(err, MH_INPUT, _("%s: was made in the future (%s): one of the two clocks is wrong"), w->name, shown);
	}
	if (expires <= created || expires - created > (mh_moment)MH_EXCHANGE_DAYS * DAY)
		return mh_fail(err, MH_INPUT, _("%s: lives longer than %d days, or ends before it was made"), w->name, MH_EXCHANGE_DAYS);
	if (expires <= w->in->now) {
		mh_moment_show(expires, shown);
		return mh_fail(err, MH_INPUT, _("%s: expired on %s: ask %s to send it again"), w->name, shown, code);
	}
	return MH_OK;
}

/* 4: a kind that this partner may send. A notice says no more than the head of any file, and is heard of everybody who may send one. */
static enum mh_status check_kind(const struct work *w, struct mh_err *err)
{
	if (!w->env.letter->alone && !mh_record_has_code(&w->partner, "accepts", w->env.letter->name))
		return mh_fail(err, MH_DENIED, _("%s: %s may not send us a message of kind %s (accepts of the partner)"), w->name,
			mh_record_text(&w->partner, "code"), w->env.letter->name);
	return MH_OK;
}

/* What a message is about. */
static struct mh_id about(const struct mh_record *message)
{
	const int64_t signal = mh_record_number(message, "signal");

	return signal != 0 ? (struct mh_id){ &mh_signal, signal } : (struct mh_id){ &mh_referral, mh_record_number(message, "referral") };
}

/* 5: seen before? MH_NO: it is the same message, which is then all there is to do. */
static enum mh_status check_seen(struct work *w, struct mh_err *err)
{
	const char *code = mh_record_text(&w->partner, "code");
	struct mh_record message;
	enum mh_status status;
	bool same;

	mh_record_init(&message, &mh_message);
	status = mh_store_find(w->in->store, &mh_message, "uid", mh_record_text(&w->env.head, "id"), &message, err);
	if (status == MH_NO) {
		status = MH_OK;
	} else if (status == MH_OK) {
		same = strcmp(mh_record_text(&message, "digest"), w->env.digest) == 0;
		w->again = same && mh_record_number(&message, "partner") == w->partner.n;
		if (w->again && about(&message).n != 0)
			mh_id_format(about(&message), w->receipt->id);
		status = w->again ? MH_NO : mh_fail(err, MH_INPUT, _("%s: ALARM: a message with its id came before with another text: ask %s by "
				"another way what it sent"), w->name, code);
	}
	mh_record_free(&message);
	return status;
}

static enum mh_status check_name_free(const struct work *w, const char *conversation, struct mh_err *err)
{
	enum mh_status status = mh_conversation_taken(w->in->store, conversation, err);

	if (status == MH_OK)
		return mh_fail(err, MH_DENIED, _("%s: begins a conversation whose name is taken"), w->name);
	return status == MH_NO ? MH_OK : status;
}

/* 7: a conversation with this partner, and a side that may send the kind. About a signal there is nothing to say but that it came. */
static enum mh_status check_conversation(struct work *w, struct mh_err *err)
{
	const char *conversation = mh_record_text(&w->env.head, "conversation");
	const char *code = mh_record_text(&w->partner, "code"), *kind = w->env.letter->name;
	enum mh_status status;
	bool asker;

	if (w->env.letter->opens)
		return check_name_free(w, conversation, err);
	status = mh_conversation_find(w->in->store, conversation, w->partner.n, &w->referral, err);
	if (status == MH_NO) {
		mh_record_clear(&w->referral);
		status = mh_conversation_signal(w->in->store, conversation, w->partner.n, &w->signal, err);
		if (status == MH_OK)
			return strcmp(kind, "receipt") == 0 ? MH_OK :
				mh_fail(err, MH_DENIED, _("%s: a message of kind %s has no place in a conversation about a signal"), w->name, kind);
	}
	if (status == MH_NO) {
		*w->retry = true;
		return mh_fail(err, MH_DENIED, _("%s: belongs to no conversation with %s that is known here"), w->name, code);
	}
	if (status != MH_OK)
		return status;
	asker = mh_referral_side(mh_record_text(&w->referral, "direction")) == MH_ASKED;
	if (asker ? !w->env.letter->asker : !w->env.letter->asked)
		return mh_fail(err, MH_DENIED, asker ? _("%s: a message of kind %s is not for %s to send: it is the side that asks") :
			_("%s: a message of kind %s is not for %s to send: it is the side that was asked"), w->name, kind, code);
	return MH_OK;
}

/* Messages of the conversation in one direction. */
static void query_conversation(const struct work *w, struct mh_query *query, const char *direction)
{
	mh_query_init(query, &mh_message);
	if (w->signal.n != 0)
		mh_query_is(query, "conversation", mh_record_text(&w->env.head, "conversation"));
	else
		mh_query_is_number(query, "referral", w->referral.n);
	mh_query_is(query, "direction", direction);
}

/* 8: a fresh number, or one of a time that its sender has lost. */
static enum mh_status check_number(struct work *w, struct mh_err *err)
{
	const enum mh_side own = w->signal.n != 0 ? MH_ASKER : mh_referral_side(mh_record_text(&w->referral, "direction"));
	const struct mh_turn turn = {
		.side = own == MH_ASKER ? MH_ASKED : MH_ASKER, .epoch = mh_turn_epoch(mh_record_text(&w->env.head, "checkpoint")),
		.number = mh_record_number(&w->env.head, "number"),
	};
	enum mh_status status;

	if (w->env.letter->opens)
		return turn.number == 1 ? MH_OK : mh_fail(err, MH_INPUT, _("%s: a conversation begins with number 1"), w->name);
	status = w->signal.n == 0 ? mh_turns_of(w->in->store, &w->referral, &w->booking.turns, err) :
		mh_conversation_named(w->in->store, mh_record_text(&w->env.head, "conversation"), &w->booking.turns, err);
	if (status != MH_OK)
		return status;
	switch (mh_turns_news(&w->booking.turns, &turn)) {
	case MH_TURN_TAKEN:
		return mh_fail(err, MH_INPUT, _("%s: number %lld of its conversation came before with another message: the store of %s may "
			"be an older backup: ask"), w->name, (long long)turn.number, mh_record_text(&w->partner, "code"));
	case MH_TURN_DEAD:
		w->booking.dead = true;
		break;
	case MH_TURN_NEW:
		break;
	}
	return MH_OK;
}

/* Has its sender seen something that we do not know to have sent? */
static enum mh_status check_view(struct work *w, struct mh_err *err)
{
	const char *seen = mh_record_text(&w->env.head, "seen");
	struct mh_query query;
	int64_t count = 0;
	enum mh_status status;

	if (seen[0] == '\0' || w->env.letter->opens)
		return MH_OK;
	query_conversation(w, &query, "out");
	mh_query_is(&query, "digest", seen);
	status = mh_store_count(w->in->store, &query, &count, err);
	mh_query_free(&query);
	w->receipt->their_view_unknown = count == 0;
	return status;
}

/* The record that the conversation is about. */
static const struct mh_record *topic(const struct work *w)
{
	return w->signal.n != 0 ? &w->signal : &w->referral;
}

/* Our receipt to it, a message of its own. */
static enum mh_status confirm(struct work *w, struct mh_post *post, struct mh_err *err)
{
	struct mh_record *body = &w->confirmation.body;
	char id[MH_ID_SIZE];

	mh_record_id(topic(w), id);
	post->referral = w->signal.n != 0 ? NULL : &w->referral;
	post->signal = w->signal.n;
	post->conversation = mh_record_text(&w->env.head, "conversation");
	mh_record_put(body, "reference", id, NULL);
	mh_record_put(body, "of", mh_record_text(&w->env.head, "id"), NULL);
	mh_record_put(body, "digest", w->env.digest, NULL);
	return mh_post_send(post, &w->confirmation, err);
}

static void report(struct work *w)
{
	struct mh_receipt *r = w->receipt;

	r->what = w->booking.dead ? MH_RECEIVED_LOST : w->booking.known ? MH_RECEIVED_KNOWN : w->booking.late ? MH_RECEIVED_LATE : MH_RECEIVED_BOOKED;
	if (w->env.letter->alone)
		return;
	mh_record_id(topic(w), r->id);
	snprintf(r->state, sizeof r->state, "%s", mh_record_text(topic(w), "state"));
	if (strcmp(w->env.letter->name, "standing") == 0 && strcmp(mh_record_text(&w->env.body, "state"), r->state) != 0)
		snprintf(r->their_state, sizeof r->their_state, "%s", mh_record_text(&w->env.body, "state"));
}

/* As if nothing had been read yet: what an earlier run wrote was undone. */
static void start_again(struct work *w)
{
	mh_turns_free(&w->booking.turns);
	mh_record_clear(&w->referral);
	mh_record_clear(&w->signal);
	w->booking = (struct mh_booking){ .store = w->in->store, .name = w->name, .now = w->in->now, .partner = &w->partner, .referral = &w->referral,
		.signal = &w->signal, .env = &w->env, .problems = w->problems };
}

/* About a referral the one who wrote is the other side. */
static enum mh_side sender_of(const struct work *w)
{
	if (w->env.letter->alone || topic(w)->kind != &mh_referral)
		return MH_CLOCK;
	return mh_referral_side(mh_record_text(&w->referral, "direction")) == MH_ASKER ? MH_ASKED : MH_ASKER;
}

/* Checks 5 to 9 and all writing. */
static enum mh_status book_all(void *arg, struct mh_post *post, struct mh_err *err)
{
	struct work *w = arg;
	struct mh_store *store = w->in->store;
	enum mh_status status;

	start_again(w);
	if ((status = check_seen(w, err)) != MH_OK ||
	    (status = mh_witness_check(store, w->name, &w->partner, &w->env, &w->receipt->their_restore, &w->alarm, err)) != MH_OK ||
	    (status = check_conversation(w, err)) != MH_OK || (status = check_number(w, err)) != MH_OK ||
	    (status = check_view(w, err)) != MH_OK)
		return status;
	if (w->env.body.kind == NULL)
		status = mh_envelope_read_body(w->name, &w->env, mh_store_catalogues(store), mh_moment_day(w->in->now), w->problems, err);
	if (status == MH_OK)
		status = mh_book(&w->booking, err);
	if (status == MH_OK)
		status = mh_post_book(store, &w->partner, (struct mh_id){ topic(w)->kind, topic(w)->n }, "in", sender_of(w), &w->env, w->text.s, w->file,
			w->in->now, err);
	if (status == MH_OK && w->in->receipts && w->env.letter->confirm && !w->booking.dead)
		status = confirm(w, post, err);
	return status;
}

/* In one transaction that ends here. */
static enum mh_status book(struct work *w, struct mh_err *err)
{
	struct mh_post post = { .store = w->in->store, .spool = w->in->spool, .partner = &w->partner, .now = w->in->now };

	mh_envelope_start(&w->confirmation, mh_letter_find("receipt"));
	enum mh_status status = mh_post_write(&post, w->in->command, book_all, w, &w->receipt->path, err);
	mh_envelope_free(&w->confirmation);
	mh_turns_free(&w->booking.turns);
	if (status == MH_OK)
		report(w);
	if (status == MH_NO && w->again) {
		w->receipt->what = MH_RECEIVED_AGAIN;
		status = MH_OK;
	}
	return status;
}

/* A file of a message that was erased would come in as a new one, since nothing is known of it any more. */
static enum mh_status check_erased(const struct work *w, struct mh_err *err)
{
	enum mh_status status = mh_store_erased_file(w->in->store, w->file, err);

	if (status == MH_OK)
		return mh_fail(err, MH_DENIED, _("%s: was taken before, and its message was erased since: it is not taken again"), w->name);
	return status == MH_NO ? MH_OK : status;
}

enum mh_status mh_receive(const struct mh_receiving *in, const char *name, struct mh_blob message, struct mh_receipt *receipt,
	bool *retry, struct mh_problems *problems, struct mh_err *err)
{
	struct work w = { .in = in, .name = name, .problems = problems, .receipt = receipt, .retry = retry };
	enum mh_status status;

	*receipt = (struct mh_receipt){ .what = MH_RECEIVED_BOOKED };
	mh_exchange_digest(message, w.file);
	*retry = false;
	mh_str_init(&receipt->path, 4096);
	mh_str_init_secret(&w.text, MH_EXCHANGE_TEXT_MOST);
	mh_record_init(&w.partner, &mh_partner);
	mh_record_init(&w.referral, &mh_referral);
	mh_record_init(&w.signal, &mh_signal);
	status = check_erased(&w, err);
	if (status == MH_OK)
		status = open_message(&w, message, err);
	if (status == MH_OK)
		status = mh_envelope_read(name, (struct mh_blob){ w.text.s, w.text.len }, &w.env, mh_store_catalogues(in->store),
			problems, err);
	if (status == MH_OK)
		status = check_parties(&w, err);
	if (status == MH_OK)
		status = check_time(&w, err);
	if (status == MH_OK)
		status = check_kind(&w, err);
	if (status == MH_OK) {
		snprintf(receipt->kind, sizeof receipt->kind, "%s", w.env.letter->name);
		snprintf(receipt->partner, sizeof receipt->partner, "%s", mh_record_text(&w.partner, "code"));
		status = book(&w, err);
	}
	if (status == MH_KEY && w.alarm.partner[0] != '\0') {
		struct mh_err why = MH_ERR_INIT;
		const enum mh_status kept = mh_store_alarm(in->store, in->command, &w.alarm, &why);
		status = kept == MH_OK ? status : mh_fail(err, kept, _("%s: an alarm of two histories could not be kept: %s"), name, why.text);
	}
	mh_envelope_free(&w.env);
	mh_record_free(&w.referral);
	mh_record_free(&w.signal);
	mh_record_free(&w.partner);
	mh_str_free(&w.text);
	return status;
}
