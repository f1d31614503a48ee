#include "exchange/refer.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/group.h"
#include "crypto/sealed.h"
#include "exchange/conversation.h"
#include "exchange/post.h"

#define PAGE_MOST (1 << 17)

const char *const mh_refer_shown[] = { "purpose", "help", "urgency", "age-band", "sex", "answer-due", NULL };

void mh_referring_start(struct mh_referring *r, struct mh_store *store, const char *spool, const char *command, mh_moment now)
{
	*r = (struct mh_referring){ .store = store, .spool = spool, .command = command, .now = now };
	mh_record_init(&r->partner, &mh_partner);
	mh_record_init(&r->person, &mh_person);
	mh_str_init(&r->path, 4096);
	mh_str_init_secret(&r->page, PAGE_MOST);
}

void mh_referring_free(struct mh_referring *r)
{
	mh_record_free(&r->partner);
	mh_record_free(&r->person);
	mh_problems_free(&r->problems);
	mh_str_free(&r->path);
	mh_str_free(&r->page);
}

static bool by_file(const struct mh_referring *r)
{
	return r->channel == NULL || strcmp(r->channel, "exchange") == 0;
}

/* The gate's facts: what is recorded with the referral, and what the store knows. */
static enum mh_status facts(struct mh_referring *r, const struct mh_record *referral, const char *groups, struct mh_gate_facts *f,
	struct mh_err *err)
{
	enum mh_status status = mh_store_authority_verify(r->store, err);

	if (status != MH_OK)
		return status;
	*f = (struct mh_gate_facts){
		.partner = mh_record_text(&r->partner, "code"), .purpose = mh_record_text(referral, "purpose"), .groups = groups,
		.basis = mh_record_text(referral, "basis"), .special_basis = mh_record_text(referral, "special-basis"),
		.article = mh_record_text(referral, "article"), .secrecy = mh_record_text(referral, "secrecy"),
		.consulted = mh_record_has(referral, "consulted"), .acute = strcmp(mh_record_text(referral, "urgency"), "acute") == 0,
	};
	return mh_gate_facts(r->store, &r->partner, mh_record_number(referral, "case"), mh_moment_day(r->now), f, err);
}

enum mh_status mh_refer_gate(struct mh_referring *r, const struct mh_record *referral, const char *groups, struct mh_gate_facts *f,
	struct mh_err *err)
{
	struct mh_gate_facts own;
	enum mh_status status = facts(r, referral, groups, f != NULL ? f : &own, err);

	return status == MH_OK ? mh_gate(f != NULL ? f : &own, &r->problems, err) : status;
}

bool mh_refer_by_consent(const struct mh_gate_facts *f)
{
	return strcmp(f->basis, "consent") == 0 || strcmp(f->special_basis, "explicit-consent") == 0 || strcmp(f->secrecy, "consent") == 0;
}

/* What left: names of the fields that have a value, and of which groups. */
static void names_of(const struct mh_record *rec, struct mh_str *out)
{
	for (size_t i = 0; i < rec->kind->count; i++)
		if (rec->values[i].have != MH_HAVE_NONE && strcmp(rec->kind->fields[i].name, "reference") != 0)
			mh_str_printf(out, "%s%s", out->len > 0 ? " " : "", rec->kind->fields[i].name);
}

/* Whose secrecy was overridden is told of it: today, by who coordinates. Once for a referral. */
static enum mh_status promise_to_inform(const struct mh_referring *r, const struct mh_record *referral, const struct mh_gate_facts *f, struct mh_err *err)
{
	char id[MH_ID_SIZE], day[MH_DATE_SIZE], text[200];
	struct mh_record task;

	if (strcmp(f->secrecy, "acute-danger") != 0 || strcmp(f->groups, MH_GROUP_MINIMAL) != 0)
		return MH_OK;
	mh_record_id(referral, id);
	mh_date_format(mh_moment_day(r->now), day);
	snprintf(text, sizeof text, _("%s: tell the person that secrecy was overridden in acute danger: what went to %s, and why"), id, f->partner);
	mh_record_init(&task, &mh_task);
	mh_record_initial(&task);
	if (mh_record_number(referral, "case") != 0)
		mh_record_put_number(&task, "case", mh_record_number(referral, "case"));
	mh_record_put(&task, "do", "inform", NULL);
	mh_record_put(&task, "due", day, NULL);
	enum mh_status status = mh_record_put(&task, "text", text, err);
	if (status == MH_OK)
		status = mh_store_put(r->store, &task, err);
	mh_record_free(&task);
	return status;
}

static enum mh_status disclose(const struct mh_referring *r, const struct mh_record *referral, const struct mh_gate_facts *f,
	const struct mh_envelope *env, const char *digest, struct mh_err *err)
{
	static const char *const links[] = { "person", "case" };
	struct mh_record rec;
	struct mh_str names;
	enum mh_status status;

	mh_record_init(&rec, &mh_disclosure);
	mh_str_init(&names, 4096);
	names_of(&env->body, &names);
	if (env->letter->part != NULL)
		names_of(&env->part, &names);
	for (size_t i = 0; i < MH_COUNT(links); i++)
		if (mh_record_number(referral, links[i]) != 0)
			mh_record_put_number(&rec, links[i], mh_record_number(referral, links[i]));
	mh_record_put_number(&rec, "referral", referral->n);
	mh_record_put_number(&rec, "partner", r->partner.n);
	mh_record_put_number(&rec, "at", r->now);
	if (mh_refer_by_consent(f))
		mh_record_put_number(&rec, "consent", f->consent_n);
	mh_record_put(&rec, "purpose", f->purpose, NULL);
	mh_record_put(&rec, "groups", f->groups, NULL);
	mh_record_put(&rec, "fields", names.s, NULL);
	mh_record_put(&rec, "basis", f->basis, NULL);
	mh_record_put(&rec, "secrecy", f->secrecy, NULL);
	mh_record_put(&rec, "channel", by_file(r) ? "exchange" : r->channel, NULL);
	status = mh_record_put(&rec, "digest", digest, err);
	if (status == MH_OK)
		status = mh_store_put(r->store, &rec, err);
	if (status == MH_OK)
		status = promise_to_inform(r, referral, f, err);
	mh_str_free(&names);
	mh_record_free(&rec);
	return status;
}

struct sending {
	struct mh_referring *r;
	struct mh_record *referral;	/* of the caller; it gets what was written behind the commit */
	struct mh_record written;
	const struct mh_gate_facts *f;
	struct mh_envelope *env;
};

/* Referral, message with its file, disclosure: together or not at all. */
static enum mh_status write_all(void *arg, struct mh_post *post, struct mh_err *err)
{
	struct sending *s = arg;
	char id[MH_ID_SIZE];
	enum mh_status status = MH_OK;

	mh_record_free(&s->written);
	mh_record_copy(&s->written, s->referral);
	post->referral = &s->written;
	if (s->written.n == 0)
		status = mh_store_put(s->r->store, &s->written, err);
	if (status == MH_OK) {
		mh_record_id(&s->written, id);
		mh_record_put(&s->env->body, "reference", id, NULL);
		status = by_file(s->r) ? mh_post_send(post, s->env, err) : mh_post_page(post, s->r->channel, s->env, &s->r->page, err);
	}
	return status == MH_OK ? disclose(s->r, &s->written, s->f, s->env, s->env->digest, err) : status;
}

enum mh_status mh_refer_send(struct mh_referring *r, struct mh_record *referral, const struct mh_gate_facts *f, struct mh_envelope *env,
	struct mh_err *err)
{
	struct mh_post post = { .store = r->store, .spool = r->spool, .partner = &r->partner, .now = r->now, .days = r->days };
	struct sending s = { .r = r, .referral = referral, .f = f, .env = env };

	mh_record_init(&s.written, &mh_referral);
	enum mh_status status = mh_post_write(&post, r->command, write_all, &s, &r->path, err);
	if (status == MH_OK) {
		mh_record_free(referral);
		mh_record_copy(referral, &s.written);
	} else {
		mh_str_clear(&r->page);
	}
	mh_record_free(&s.written);
	return status;
}

/* A call or a meeting is heard at once; a letter and a mail are on their way. */
static enum mh_status begin(const struct mh_referring *r, struct mh_record *referral, struct mh_err *err)
{
	const bool at_once = !by_file(r) && (strcmp(r->channel, "phone") == 0 || strcmp(r->channel, "hand") == 0);
	char conversation[MH_EXCHANGE_ID_SIZE], day[MH_DATE_SIZE];

	mh_exchange_id(conversation);
	mh_date_format(mh_moment_day(r->now), day);
	mh_record_put_number(referral, "partner", r->partner.n);
	if (r->person.n != 0)
		mh_record_put_number(referral, "person", r->person.n);
	mh_record_put(referral, "direction", "out", NULL);
	mh_record_put(referral, "conversation", conversation, NULL);
	mh_record_put(referral, "channel", by_file(r) ? "exchange" : r->channel, NULL);
	mh_record_put(referral, "sent", day, NULL);
	return mh_record_put(referral, "state", mh_referral_word(at_once ? MH_REFERRAL_RECEIVED : MH_REFERRAL_SENT), err);
}

enum mh_status mh_refer_due(const struct mh_referring *r, const struct mh_record *referral, struct mh_err *err)
{
	struct mh_date due;

	if (!mh_date_parse(mh_record_text(referral, "answer-due"), &due) || mh_date_compare(due, mh_moment_day(r->now)) >= 0)
		return MH_OK;
	return mh_fail(err, MH_INPUT, _("--answer-due %s: lies in the past: give today or a later day"), mh_record_text(referral, "answer-due"));
}

/* Nothing leaves for a case that is over. */
enum mh_status mh_refer_case_open(const struct mh_referring *r, const struct mh_record *referral, struct mh_err *err)
{
	const struct mh_id of = { &mh_case, mh_record_number(referral, "case") };
	struct mh_record the_case;
	char id[MH_ID_SIZE];

	if (of.n == 0)
		return MH_OK;
	mh_record_init(&the_case, &mh_case);
	enum mh_status status = mh_store_get(r->store, of, &the_case, err);
	if (status == MH_OK && strcmp(mh_record_text(&the_case, "state"), "closed") == 0) {
		mh_id_format(of, id);
		status = mh_fail(err, MH_DENIED, _("%s: the case is closed; mh-case reopen %s takes it up again"), id, id);
	}
	mh_record_free(&the_case);
	return status;
}

enum mh_status mh_refer_first(struct mh_referring *r, struct mh_record *referral, struct mh_err *err)
{
	struct mh_gate_facts f;
	struct mh_envelope env;
	enum mh_status status;

	mh_envelope_start(&env, mh_letter_find(r->transfer ? "transfer" : "referral"));
	mh_record_initial(referral);
	mh_record_put(referral, "transfer", r->transfer ? "yes" : "no", NULL);
	status = mh_refer_case_open(r, referral, err);
	if (status == MH_OK)
		status = begin(r, referral, err);
	if (status == MH_OK)
		status = mh_refer_due(r, referral, err);
	if (status == MH_OK)
		status = mh_record_check(referral, mh_store_catalogues(r->store), mh_moment_day(r->now), NULL, NULL, err);
	if (status == MH_OK)
		status = mh_refer_gate(r, referral, MH_GROUP_MINIMAL, &f, err);
	for (size_t i = 0; mh_refer_shown[i] != NULL && status == MH_OK; i++)
		status = mh_record_put(&env.body, mh_refer_shown[i], mh_record_text(referral, mh_refer_shown[i]), err);
	if (status == MH_OK)
		status = mh_refer_send(r, referral, &f, &env, err);
	mh_envelope_free(&env);
	return status;
}

/* Only somebody who accepted gets to know who it is. */
static enum mh_status may_follow(const struct mh_referring *r, const struct mh_record *referral, struct mh_err *err)
{
	char id[MH_ID_SIZE];
	const char *state = mh_record_text(referral, "state");

	mh_record_id(referral, id);
	if (strcmp(mh_record_text(referral, "direction"), "out") != 0)
		return mh_fail(err, MH_DENIED, _("%s: was sent to us: identity follows from the side that asks"), id);
	if (strcmp(state, "accepted") != 0 && strcmp(state, "started") != 0)
		return mh_fail(err, MH_DENIED, _("%s: identity follows on acceptance: it is %s"), id,
			mh_referral_label(mh_referral_state_of(state)));
	if (mh_record_number(referral, "person") == 0)
		return mh_fail(err, MH_NO, _("%s: nobody is known with it yet"), id);
	return mh_store_row_true(r->store, referral, err);
}

void mh_refer_allowed(const struct mh_gate_facts *f, char *out, size_t size)
{
	char both[MH_GATE_SET];

	mh_set_both(f->profile, mh_refer_by_consent(f) ? f->consent_groups : f->profile, both, sizeof both);
	mh_set_minus(both, MH_GROUP_MINIMAL ";" MH_GROUP_NONE, out, size);
}

/* Copies what the groups open; has gets the groups that held something. */
static enum mh_status fill(struct mh_referring *r, const struct mh_record *referral, const char *groups, struct mh_envelope *env,
	struct mh_str *has, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < mh_group_field_count && status == MH_OK; i++) {
		const struct mh_group_field *g = &mh_group_fields[i];
		if (!mh_set_has(groups, g->group) || !mh_record_has(&r->person, g->field))
			continue;
		status = mh_record_put(&env->part, g->field, mh_record_text(&r->person, g->field), err);
		if (!mh_set_has(has->s, g->group))
			mh_str_printf(has, "%s%s", has->len > 0 ? ";" : "", g->group);
	}
	if (status == MH_OK && mh_set_has(groups, "request") && mh_record_has(referral, "request")) {
		status = mh_record_put(&env->body, "request", mh_record_text(referral, "request"), err);
		mh_str_printf(has, "%srequest", has->len > 0 ? ";" : "");
	}
	return status;
}

void mh_refer_person_uid(const struct mh_record *person, const char *partner, char out[MH_EXCHANGE_ID_SIZE])
{
	unsigned char hash[MH_HASH_SIZE];
	struct mh_hash h;

	mh_hash_start(&h, person->uid, sizeof person->uid);
	mh_hash_part(&h, "mh-person/1", 11);
	mh_hash_part(&h, partner, strlen(partner));
	mh_hash_end(&h, hash);
	mh_hex(hash, 16, out);
}

static enum mh_status open_person(struct mh_referring *r, struct mh_record *referral, struct mh_err *err)
{
	const struct mh_id subjects[] = {
		{ &mh_person, mh_record_number(referral, "person") }, { &mh_referral, referral->n },
	};
	enum mh_status status = mh_store_unlock(r->store, r->command, mh_record_text(referral, "purpose"), subjects, 2, err);

	if (status == MH_OK)
		status = mh_store_get(r->store, subjects[0], &r->person, err);
	if (status == MH_OK)
		status = mh_store_open_values(r->store, &r->person, err);
	if (status == MH_OK)
		status = mh_store_open_values(r->store, referral, err);
	return status;
}

enum mh_status mh_refer_identity(struct mh_referring *r, struct mh_record *referral, const char *groups, struct mh_err *err)
{
	struct mh_gate_facts f;
	struct mh_envelope env;
	struct mh_str has;
	char set[MH_GATE_SET], id[MH_ID_SIZE], uid[MH_EXCHANGE_ID_SIZE];
	enum mh_status status = may_follow(r, referral, err);

	mh_envelope_start(&env, mh_letter_find("update"));
	mh_str_init(&has, MH_GATE_SET);
	mh_record_id(referral, id);
	r->channel = mh_record_text(referral, "channel");
	if (status == MH_OK)
		status = mh_refer_case_open(r, referral, err);
	if (status == MH_OK)
		status = mh_store_get(r->store, (struct mh_id){ &mh_partner, mh_record_number(referral, "partner") }, &r->partner, err);
	if (status == MH_OK)
		status = facts(r, referral, groups != NULL ? groups : MH_GROUP_MINIMAL, &f, err);
	if (status == MH_OK && groups == NULL) {
		mh_refer_allowed(&f, set, sizeof set);
		f.groups = set[0] != '\0' ? set : "identity";
	}
	if (status == MH_OK)
		status = mh_gate(&f, &r->problems, err);
	if (status == MH_OK)
		status = open_person(r, referral, err);
	if (status == MH_OK)
		status = fill(r, referral, f.groups, &env, &has, err);
	if (status == MH_OK && has.len == 0)
		status = mh_fail(err, MH_NO, _("%s: nothing of %s is known of the person"), id, f.groups);
	if (status == MH_OK)
		status = mh_record_put(&env.body, "groups", has.s, err);
	if (status == MH_OK) {
		mh_refer_person_uid(&r->person, mh_record_text(&r->partner, "code"), uid);
		mh_record_put(&env.body, "person-uid", uid, NULL);
		f.groups = mh_record_text(&env.body, "groups");
		status = mh_refer_send(r, referral, &f, &env, err);
	}
	mh_str_free(&has);
	mh_envelope_free(&env);
	return status;
}
