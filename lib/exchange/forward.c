#include "exchange/forward.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/persons.h"
#include "chain/signal_terms.h"
#include "exchange/page.h"
#include "exchange/post.h"
#include "exchange/refer.h"
#include "workflow/signal_states.h"

#define PAGE_MOST (1 << 17)

/* Groups of data that a signal and its mentions can hold. */
static const char travelling[] = MH_GROUP_MINIMAL ";contact;exploitation;identity;request";

void mh_forwarding_start(struct mh_forwarding *f)
{
	*f = (struct mh_forwarding){ .spool = NULL };
	mh_record_init(&f->h.partner, &mh_partner);
	mh_str_init(&f->path, 4096);
	mh_str_init_secret(&f->page, PAGE_MOST);
}

void mh_forwarding_free(struct mh_forwarding *f)
{
	for (size_t i = 0; i < f->mention_count; i++)
		mh_record_free(&f->mentions[i]);
	free(f->mentions);
	mh_record_free(&f->h.partner);
	mh_handover_free(&f->h);
	mh_str_free(&f->path);
	mh_str_free(&f->page);
}

static bool by_file(const struct mh_forwarding *f)
{
	return f->channel == NULL || strcmp(f->channel, "exchange") == 0;
}

static enum mh_status take_mention(void *arg, struct mh_record *mention, struct mh_err *err)
{
	struct mh_forwarding *const f = arg;

	if (mh_record_has_code(mention, "role", "suspect")) {
		f->suspects++;
		return MH_OK;
	}
	f->mentions = mh_grow(f->mentions, f->mention_count + 1, sizeof *f->mentions);
	mh_record_copy(&f->mentions[f->mention_count++], mention);
	return mh_store_row_true(f->h.store, mention, err);
}

/* Whom the signal mentions; a suspect stays here, and is not left out without being asked. */
static enum mh_status read_mentions(struct mh_forwarding *f, const struct mh_record *signal, struct mh_err *err)
{
	char id[MH_ID_SIZE];
	struct mh_query query;

	mh_query_init(&query, &mh_mention);
	mh_query_is_number(&query, "signal", signal->n);
	enum mh_status status = mh_store_each(f->h.store, &query, take_mention, f, err);
	mh_query_free(&query);
	if (status != MH_OK || f->suspects == 0 || f->without_suspects)
		return status;
	mh_record_id(signal, id);
	return mh_fail(err, MH_DENIED, _("%s: mentions a suspect, who does not leave with a signal: look whether its words name one, and give --without-suspects"), id);
}

/* Nobody is named who did not say that it may be. */
static enum mh_status may_name(const struct mh_forwarding *f, const struct mh_record *signal, struct mh_err *err)
{
	char id[MH_ID_SIZE];

	if (!f->reporter || mh_record_has_code(signal, "unnamed", "no"))
		return MH_OK;
	mh_record_id(signal, id);
	if (mh_record_has_code(signal, "unnamed", "yes"))
		return mh_fail(err, MH_DENIED, _("%s: its reporter wishes to stay unnamed: leave out --reporter"), id);
	return mh_fail(err, MH_DENIED, _("%s: nobody has recorded that its reporter may be named: ask, and record it with mh-signal edit %s --unnamed no"), id, id);
}

struct earlier { struct mh_forwarding *f; bool confirmed; };

static enum mh_status look_back(void *arg, struct mh_record *message, struct mh_err *err)
{
	struct earlier *const e = arg;
	const char *const on = mh_record_text(message, "on");
	struct mh_query query;
	int64_t count = 0;

	if (strcmp(on, e->f->before) > 0)
		snprintf(e->f->before, sizeof e->f->before, "%s", on);
	if (!mh_record_has(message, "conversation"))	/* a page: it was said, or handed over */
		return MH_OK;
	mh_query_init(&query, &mh_message);
	mh_query_is(&query, "conversation", mh_record_text(message, "conversation"));
	mh_query_is(&query, "direction", "in");
	enum mh_status status = mh_store_count(e->f->h.store, &query, &count, err);
	mh_query_free(&query);
	e->confirmed = e->confirmed || count > 0;
	return status;
}

/* A signal that has ended otherwise is first taken up again; one that was forwarded may go to others, and again to who did not confirm it. */
static enum mh_status may_go(struct mh_forwarding *f, const struct mh_record *signal, struct mh_err *err)
{
	struct earlier e = { f, false };
	char id[MH_ID_SIZE];
	struct mh_query query;
	enum mh_status status = mh_signal_may_go(mh_record_text(signal, "state"), "forwarded", err);

	mh_record_id(signal, id);
	if (status != MH_OK && status != MH_NO)
		return mh_fail_in(err, id);
	mh_query_init(&query, &mh_message);
	mh_query_is_number(&query, "signal", signal->n);
	mh_query_is_number(&query, "partner", f->h.partner.n);
	mh_query_is(&query, "kind", "signal");
	status = mh_store_each(f->h.store, &query, look_back, &e, err);
	mh_query_free(&query);
	if (status == MH_OK && e.confirmed)
		status = mh_fail(err, MH_NO, _("%s: %s has it already: it was forwarded on %s, and its receipt is here"), id,
			mh_record_text(&f->h.partner, "code"), f->before);
	return status;
}

/* The groups that go: those asked for, or all that may; the smallest is always among them. */
static void choose_groups(struct mh_forwarding *f, const struct mh_gate_facts *facts)
{
	char both[MH_GATE_SET - sizeof MH_GROUP_MINIMAL], more[MH_GATE_SET];

	mh_set_both(travelling, facts->profile, both, sizeof both);
	mh_set_both(both, mh_handover_by_consent(&f->h) ? facts->consent_groups : both, more, sizeof more);
	mh_set_minus(f->groups != NULL ? f->groups : more, MH_GROUP_MINIMAL, both, sizeof both);
	snprintf(f->h.groups, sizeof f->h.groups, MH_GROUP_MINIMAL "%s%s", both[0] != '\0' ? ";" : "", both);
}

static enum mh_status check_groups(const struct mh_forwarding *f, struct mh_err *err)
{
	char lacking[64];

	if (f->groups != NULL && mh_set_lacks(f->groups, travelling, lacking))
		return mh_fail(err, MH_USAGE, _("--groups %s: a signal has none of that; it has: %s"), lacking, travelling);
	return MH_OK;
}

static enum mh_status pass(struct mh_forwarding *f, const struct mh_record *signal, struct mh_err *err)
{
	struct mh_gate_facts facts;
	enum mh_status status = mh_store_authority_verify(f->h.store, err);

	if (status == MH_OK)
		status = mh_handover_facts(&f->h, signal, &facts, err);
	if (status != MH_OK)
		return status;
	choose_groups(f, &facts);
	facts.groups = f->h.groups;
	return mh_handover_pass(&f->h, signal, &facts, err);
}

/* Does this value go? Of the reporter only what may be told. */
static bool goes(const struct mh_forwarding *f, const struct mh_record *signal, const struct mh_record *rec, const char *name)
{
	const int field = mh_field_find(rec->kind, name);

	if (field < 0 || rec->values[field].have == MH_HAVE_NONE)
		return false;
	if (strcmp(name, "reporter") == 0)
		return f->reporter;
	if (mh_handover_kept_back(signal, rec->kind, name))
		return false;
	return mh_set_has(f->h.groups, mh_handover_group(rec->kind, name));
}

static enum mh_status fill_record(struct mh_forwarding *f, const struct mh_record *signal, const struct mh_record *from, struct mh_record *to,
	struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < to->kind->count && status == MH_OK; i++) {
		const char *const name = to->kind->fields[i].name;
		if (goes(f, signal, from, name))
			status = mh_record_put(to, name, mh_record_text(from, name), err);
	}
	return status;
}

/* "person-ref" is not the source's own number of the person, but ours for this partner: so it knows the same person again in another
 * signal of ours. */
static enum mh_status put_person(struct mh_forwarding *f, const struct mh_record *mention, struct mh_record *to, struct mh_err *err)
{
	char uid[MH_EXCHANGE_ID_SIZE];
	struct mh_record person;
	int64_t root = mh_record_number(mention, "person");

	if (root == 0 || !mh_set_has(f->h.groups, "identity"))
		return MH_OK;
	mh_record_init(&person, &mh_person);
	enum mh_status status = mh_person_root(f->h.store, root, &root, err);
	if (status == MH_OK)
		status = mh_store_get(f->h.store, (struct mh_id){ &mh_person, root }, &person, err);
	if (status == MH_OK) {
		mh_refer_person_uid(&person, mh_record_text(&f->h.partner, "code"), uid);
		status = mh_record_put(to, "person-ref", uid, err);
	}
	mh_record_free(&person);
	return status;
}

static enum mh_status fill(struct mh_forwarding *f, const struct mh_record *signal, struct mh_envelope *env, struct mh_err *err)
{
	char id[MH_ID_SIZE];
	enum mh_status status = fill_record(f, signal, signal, &env->body, err);

	mh_record_id(signal, id);
	mh_record_put(&env->body, "reference", id, NULL);
	mh_record_put(&env->body, "purpose", f->h.purpose, NULL);
	mh_record_put(&env->body, "groups", f->h.groups, NULL);
	for (size_t i = 0; i < f->mention_count && status == MH_OK; i++) {
		struct mh_record *const item = mh_envelope_item(env);
		status = fill_record(f, signal, &f->mentions[i], item, err);
		if (status == MH_OK)
			status = put_person(f, &f->mentions[i], item, err);
	}
	return status;
}

/* What would go, sealed values as such. */
static void preview_record(struct mh_forwarding *f, const struct mh_record *signal, const struct mh_record *rec, const struct mh_kind *body)
{
	for (size_t i = 0; i < body->count; i++)
		if (goes(f, signal, rec, body->fields[i].name))
			mh_page_field(&f->page, mh_store_catalogues(f->h.store), rec, mh_field_find(rec->kind, body->fields[i].name));
}

static void preview(struct mh_forwarding *f, const struct mh_record *signal, const struct mh_letter *letter)
{
	preview_record(f, signal, signal, letter->body);
	for (size_t i = 0; i < f->mention_count; i++) {
		mh_str_putc(&f->page, '\n');
		preview_record(f, signal, &f->mentions[i], letter->item_kind);
	}
}

static bool sealed_goes(const struct mh_forwarding *f, const struct mh_record *signal, const struct mh_record *rec, const struct mh_kind *body)
{
	for (size_t i = 0; i < body->count; i++) {
		const int field = mh_field_find(rec->kind, body->fields[i].name);
		if (field >= 0 && rec->values[field].have == MH_HAVE_SEALED && goes(f, signal, rec, body->fields[i].name))
			return true;
	}
	return false;
}

/* Opens what is sealed, where something of it goes; then a keyholder is needed. */
static enum mh_status open_sealed(struct mh_forwarding *f, struct mh_record *signal, const struct mh_letter *letter, struct mh_err *err)
{
	struct mh_id *const ids = mh_alloc(f->mention_count + 1, sizeof *ids);
	bool any = sealed_goes(f, signal, signal, letter->body);
	enum mh_status status = MH_OK;
	char note[120];

	ids[0] = (struct mh_id){ &mh_signal, signal->n };
	for (size_t i = 0; i < f->mention_count; i++) {
		ids[i + 1] = (struct mh_id){ &mh_mention, f->mentions[i].n };
		any = any || sealed_goes(f, signal, &f->mentions[i], letter->item_kind);
	}
	snprintf(note, sizeof note, "for partner %.60s", mh_record_text(&f->h.partner, "code"));
	if (any)
		status = mh_store_unlock_noted(f->h.store, f->h.command, f->h.purpose, note, ids, f->mention_count + 1, err);
	if (any && status == MH_OK)
		status = mh_store_open_values(f->h.store, signal, err);
	for (size_t i = 0; i < f->mention_count && any && status == MH_OK; i++)
		status = mh_store_open_values(f->h.store, &f->mentions[i], err);
	free(ids);
	return status;
}

struct again { const struct mh_forwarding *f; size_t at; bool same; };

static enum mh_status is_same(void *arg, struct mh_record *mention, struct mh_err *err)
{
	struct again *const a = arg;

	(void)err;
	if (mh_record_has_code(mention, "role", "suspect"))
		return MH_OK;
	a->same = a->same && a->at < a->f->mention_count && a->f->mentions[a->at].n == mention->n && a->f->mentions[a->at].since == mention->since;
	a->at++;
	return MH_OK;
}

/* What another command wrote since has passed no gate. */
static enum mh_status still_same(const struct mh_forwarding *f, const struct mh_record *signal, struct mh_err *err)
{
	struct again a = { f, 0, true };
	char id[MH_ID_SIZE];
	struct mh_record now;
	struct mh_query query;

	mh_record_init(&now, &mh_signal);
	mh_query_init(&query, &mh_mention);
	mh_query_is_number(&query, "signal", signal->n);
	enum mh_status status = mh_store_get(f->h.store, (struct mh_id){ &mh_signal, signal->n }, &now, err);
	if (status == MH_OK)
		status = mh_store_each(f->h.store, &query, is_same, &a, err);
	mh_record_id(signal, id);
	if (status == MH_OK && (now.since != signal->since || !a.same || a.at != f->mention_count))
		status = mh_fail(err, MH_BUSY, _("%s: was changed meanwhile by another command: try again"), id);
	mh_query_free(&query);
	mh_record_free(&now);
	return status;
}

static void name_fields(struct mh_str *out, const struct mh_record *rec, const char *before)
{
	for (size_t i = 0; i < rec->kind->count; i++)
		if (rec->values[i].have != MH_HAVE_NONE && strcmp(rec->kind->fields[i].name, "reference") != 0)
			mh_str_printf(out, "%s%s%s", out->len > 0 ? " " : "", before, rec->kind->fields[i].name);
}

/* The disclosure names each field once, of whichever mention. */
static void note_fields(struct mh_forwarding *f, const struct mh_envelope *env)
{
	struct mh_record all;

	mh_record_init(&all, env->letter->item_kind);
	name_fields(&f->h.fields, &env->body, "");
	for (size_t m = 0; m < env->item_count; m++)
		for (size_t i = 0; i < all.kind->count; i++)
			if (env->items[m].values[i].have != MH_HAVE_NONE)
				all.values[i].have = MH_HAVE_NUMBER;
	name_fields(&f->h.fields, &all, "mention.");
	mh_record_free(&all);
}

/* Of the signal only what the store has now: it is moved in a copy, so that the caller's is as it was when others wrote meanwhile. */
static enum mh_status move(const struct mh_forwarding *f, const struct mh_record *signal, struct mh_err *err)
{
	struct mh_record moved;

	if (strcmp(mh_record_text(signal, "state"), "forwarded") == 0)
		return MH_OK;
	mh_record_copy(&moved, signal);
	enum mh_status status = mh_signal_move(&moved, "forwarded", f->reason, err);
	if (status == MH_OK)
		status = mh_store_put(f->h.store, &moved, err);
	mh_record_free(&moved);
	return status;
}

struct sending { struct mh_forwarding *f; struct mh_record *signal; struct mh_envelope *env; };

/* State, message with its file, disclosures: together or not at all. */
static enum mh_status write_all(void *arg, struct mh_post *post, struct mh_err *err)
{
	struct sending *s = arg;
	enum mh_status status = still_same(s->f, s->signal, err);

	if (status == MH_OK)
		status = move(s->f, s->signal, err);
	if (status == MH_OK)
		status = by_file(s->f) ? mh_post_send(post, s->env, err) : mh_post_page(post, s->f->channel, s->env, &s->f->page, err);
	return status == MH_OK ? mh_handover_disclose(&s->f->h, s->env->digest, err) : status;
}

static enum mh_status send(struct mh_forwarding *f, struct mh_record *signal, struct mh_envelope *env, struct mh_err *err)
{
	char conversation[MH_EXCHANGE_ID_SIZE];
	struct mh_post post = { .store = f->h.store, .spool = f->spool, .partner = &f->h.partner, .now = f->h.now, .days = f->days,
		.signal = signal->n, .conversation = conversation };
	struct sending s = { f, signal, env };

	mh_exchange_id(conversation);
	f->h.signal = signal->n;
	enum mh_status status = mh_post_write(&post, f->h.command, write_all, &s, &f->path, err);
	if (status == MH_OK)	/* as it is on disk now */
		status = mh_store_get(f->h.store, (struct mh_id){ &mh_signal, signal->n }, signal, err);
	else
		mh_str_clear(&f->page);
	return status;
}

static enum mh_status check(struct mh_forwarding *f, struct mh_record *signal, struct mh_err *err)
{
	enum mh_status status = mh_handover_codes(&f->h, err);

	f->h.channel = f->channel;
	if (status == MH_OK)
		status = check_groups(f, err);
	if (status == MH_OK)
		status = may_go(f, signal, err);
	if (status == MH_OK)
		status = may_name(f, signal, err);
	if (status == MH_OK)
		status = read_mentions(f, signal, err);
	return status == MH_OK ? pass(f, signal, err) : status;
}

enum mh_status mh_forward(struct mh_forwarding *f, struct mh_record *signal, struct mh_err *err)
{
	struct mh_envelope env;
	enum mh_status status = check(f, signal, err);

	mh_envelope_start(&env, mh_letter_find("signal"));
	if (status == MH_OK && f->preview) {
		preview(f, signal, env.letter);
	} else if (status == MH_OK) {
		status = open_sealed(f, signal, env.letter, err);
		if (status == MH_OK)
			status = fill(f, signal, &env, err);
		note_fields(f, &env);
		if (status == MH_OK)
			status = send(f, signal, &env, err);
	}
	mh_envelope_free(&env);
	return status;
}
