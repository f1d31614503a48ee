#include "chain/diary.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/diary_own.h"
#include "chain/diary_parts.h"
#include "chain/retain.h"
#include "chain/signal_terms.h"

const char mh_diary_sources[] = "term planned signal feedback referral consent agreement key retention task review stay document conference";

struct diary {
	struct mh_store *store;
	const struct mh_casework *work;
	struct mh_agenda *agenda;
	bool terms, planned;	/* wanted of cases */
	char **labels;		/* of terms, by their place; NULL: not made yet */
};

static const struct mh_date no_day = { 0, 0, 0 };

static char *label_of(const struct diary *diary, const struct mh_term *term)
{
	char **const label = &diary->labels[term - diary->work->terms.list];

	if (*label == NULL)
		*label = mh_term_label(term);
	return *label;
}

static void add_running(const struct diary *diary, const char *id, const struct mh_running *running)
{
	const struct mh_term *term = running->term;
	struct mh_agenda_item item = {
		.day = running->due, .about = running->about, .warn = term->warn.count > 0 ? running->warn : no_day, .opens = term->kind == MH_TERM_EARLIEST,
		.urgent = true, .start = running->start->n, .source = "term", .id = (char *)id, .code = term->code, .what = label_of(diary, term), .who = term->who,
		.law = term->source, .checked = term->checked,
	};

	mh_agenda_add(diary->agenda, &item);
}

/* An event that is to come; when its day is past, somebody says whether it happened. */
static void add_planned(const struct diary *diary, const struct mh_happening *planned)
{
	const struct mh_track *track = NULL;
	const struct mh_track_event *event = NULL;
	struct mh_str what;
	char id[MH_ID_SIZE];

	if (mh_casework_track(diary->work, planned->track, &track, NULL) == MH_OK)
		event = mh_track_event(track, planned->event);
	mh_str_init(&what, 1000);
	mh_str_printf(&what, _("planned: %s"), event != NULL ? mh_label(event->en, event->nl) : planned->event);
	mh_id_format((struct mh_id){ &mh_event, planned->n }, id);
	struct mh_agenda_item item = {
		.day = planned->on, .urgent = true, .source = "planned", .id = id, .code = (char *)planned->event, .what = what.s,
		.who = (char[]){ "" }, .law = (char[]){ "" }, .checked = (char[]){ "" },
	};
	mh_agenda_add(diary->agenda, &item);
	mh_str_free(&what);
}

static enum mh_status add_case(void *arg, const struct mh_case_facts *facts, struct mh_events *events, struct mh_err *err)
{
	const struct diary *diary = arg;
	struct mh_running *running = NULL;
	char id[MH_ID_SIZE];

	(void)err;
	mh_id_format((struct mh_id){ &mh_case, facts->n }, id);
	size_t count = diary->terms ? mh_casework_terms(diary->work, facts, events, &running) : 0;
	for (size_t i = 0; i < count; i++)
		add_running(diary, id, &running[i]);
	for (size_t i = 0; diary->planned && i < events->planned_count; i++)
		add_planned(diary, &events->planned[i]);
	free(running);
	return MH_OK;
}

static void start(struct diary *diary)
{
	diary->labels = mh_alloc(diary->work->terms.count + 1, sizeof *diary->labels);
}

static void end(struct diary *diary)
{
	for (size_t i = 0; i < diary->work->terms.count; i++)
		free(diary->labels[i]);
	free(diary->labels);
}

struct due { struct diary diary; struct mh_date today; struct mh_length within; struct mh_id_list *cases; };

static enum mh_status take_due(void *arg, const struct mh_case_facts *facts, struct mh_events *events, struct mh_err *err)
{
	struct due *due = arg;
	struct mh_agenda agenda = MH_AGENDA_INIT;
	bool found = false;

	due->diary.agenda = &agenda;
	enum mh_status status = add_case(&due->diary, facts, events, err);
	for (size_t i = 0; i < agenda.count && !found; i++)
		found = mh_agenda_within(&agenda.list[i], due->today, due->within);
	if (status == MH_OK && found)
		mh_id_list_add(due->cases, (struct mh_id){ &mh_case, facts->n });
	mh_agenda_free(&agenda);
	return status;
}

enum mh_status mh_diary_due(struct mh_store *store, const struct mh_casework *work, struct mh_date today, struct mh_length within, struct mh_id_list *cases,
	struct mh_err *err)
{
	struct due due = { { store, work, NULL, true, true, NULL }, today, within, cases };

	start(&due.diary);
	enum mh_status status = mh_events_each(store, take_due, &due, err);
	end(&due.diary);
	return status;
}

static struct mh_date date_of(const struct mh_record *rec, const char *field)
{
	struct mh_date day;

	return mh_date_parse(mh_record_text(rec, field), &day) ? day : no_day;
}

static char *partner_name(struct mh_store *store, int64_t n)
{
	return mh_diary_partner(store, n);
}

static const struct own own_signal = { "signal", "signal-triage", N_("decide on signal"), true };
static const struct own own_forward = { "signal", "forward-receipt", N_("receipt of forwarded signal"), true };
static const struct own own_feedback[] = {
	{ "feedback", "feedback-received", N_("tell the reporter that it was received"), true },
	{ "feedback", "feedback-outcome", N_("tell the reporter the outcome"), true },
	{ "feedback", "feedback-ask", N_("ask what the reporter may be told"), true },
};
static const struct own own_referral = { "referral", "referral-answer", N_("answer to referral"), true };
static const struct own own_handed_back = { "referral", "referral-hand-back", N_("accept or decline what is handed back"), true };
static const struct own own_file_end = { "referral", "referral-expires", N_("referral expires without an answer"), false };
static const struct own own_taken_over = { "referral", "transfer-close", N_("case was taken over: close it"), true };
static const struct own own_declaration = { "agreement", "declaration-evaluation", N_("evaluate the declaration of intent"), false };
static const struct own own_agreement = { "agreement", "agreement-review", N_("review agreement"), false };

static void add_own(struct diary *diary, const struct mh_record *rec, const struct own *own, const struct mh_happening *start, const char *who)
{
	mh_diary_own(diary->work, diary->agenda, (struct mh_id){ rec->kind, rec->n }, own, start, who);
}

static enum mh_status take_signal(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct mh_signal_due due;

	(void)err;
	if (mh_signal_response(rec, &due))
		add_own(arg, rec, &own_signal, &due.start, "");
	return MH_OK;
}

struct reply { const struct mh_record *message; bool there; };

/* A receipt, or a later file of the same signal: that is the one that waits then. */
static enum mh_status is_reply(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct reply *const reply = arg;

	(void)err;
	if (strcmp(mh_record_text(rec, "direction"), "in") == 0 || rec->n > reply->message->n)
		reply->there = true;
	return MH_OK;
}

/* A signal that was forwarded in a file waits for the receipt until the file ends: then nobody has it for certain. */
static enum mh_status take_forward(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct diary *diary = arg;
	const struct mh_happening start = { .track = "signal", .event = "forwarded", .on = date_of(rec, "on"),
		.until = mh_moment_day(mh_record_number(rec, "expires")), .scope = "normal" };
	struct reply reply = { rec, false };
	struct mh_record signal;
	struct mh_query query;

	if (strcmp(mh_record_text(rec, "direction"), "out") != 0 || !mh_record_has(rec, "conversation"))
		return MH_OK;
	mh_query_init(&query, &mh_message);
	mh_query_is_number(&query, "signal", mh_record_number(rec, "signal"));
	mh_query_is_number(&query, "partner", mh_record_number(rec, "partner"));
	enum mh_status status = mh_store_each(diary->store, &query, is_reply, &reply, err);
	mh_query_free(&query);
	if (status != MH_OK || reply.there)
		return status;
	mh_record_init(&signal, &mh_signal);
	status = mh_store_get(diary->store, (struct mh_id){ &mh_signal, mh_record_number(rec, "signal") }, &signal, err);
	char *const who = partner_name(diary->store, mh_record_number(rec, "partner"));
	if (status == MH_OK)
		add_own(diary, &signal, &own_forward, &start, who);
	free(who);
	mh_record_free(&signal);
	return status;
}

static enum mh_status take_feedback(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct mh_signal_due due;

	(void)err;
	if (!mh_signal_feedback(rec, &due))
		return MH_OK;
	for (size_t i = 0; i < MH_COUNT(own_feedback); i++)
		if (strcmp(own_feedback[i].code, due.code) == 0)
			add_own(arg, rec, &own_feedback[i], &due.start, "");
	return MH_OK;
}

/* A request of ours that expired, and whether the same was asked of the same partner later. */
struct asking { const struct mh_record *referral; bool again; };

static enum mh_status is_again(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct asking *asking = arg;
	const char *whose = mh_record_number(asking->referral, "case") != 0 ? "case" : "person";
	int64_t n = mh_record_number(asking->referral, whose);

	(void)err;
	if (rec->n > asking->referral->n && n != 0 && mh_record_number(rec, whose) == n && mh_record_has(rec, "sent"))
		asking->again = true;
	return MH_OK;
}

static enum mh_status case_closed(struct mh_store *store, int64_t n, bool *closed, struct mh_err *err)
{
	struct mh_record the_case;

	*closed = false;
	if (n == 0)
		return MH_OK;
	mh_record_init(&the_case, &mh_case);
	enum mh_status status = mh_store_get(store, (struct mh_id){ &mh_case, n }, &the_case, err);
	*closed = status == MH_OK && strcmp(mh_record_text(&the_case, "state"), "closed") == 0;
	mh_record_free(&the_case);
	return status;
}

/* That nobody answered does not end the waiting: only what is done about it does. One that came in and expired is the asker's to send again. */
static enum mh_status still_waits(struct diary *diary, const struct mh_record *rec, bool *waits, struct mh_err *err)
{
	struct asking asking = { rec, false };
	struct mh_query query;
	bool closed;

	*waits = strcmp(mh_record_text(rec, "state"), "expired") != 0;
	if (*waits || strcmp(mh_record_text(rec, "direction"), "out") != 0)
		return MH_OK;
	enum mh_status status = case_closed(diary->store, mh_record_number(rec, "case"), &closed, err);
	if (status != MH_OK || closed)
		return status;
	mh_query_init(&query, &mh_referral);
	mh_query_is_number(&query, "partner", mh_record_number(rec, "partner"));
	mh_query_is(&query, "purpose", mh_record_text(rec, "purpose"));
	mh_query_is(&query, "direction", "out");
	status = mh_store_each(diary->store, &query, is_again, &asking, err);
	mh_query_free(&query);
	*waits = !asking.again;
	return status;
}

/* A referral that went out waits for the partner; one that came in waits for us. */
static enum mh_status take_referral(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct diary *diary = arg;
	const struct mh_happening start = { .track = "referral", .event = "sent", .on = date_of(rec, "sent"),
		.until = date_of(rec, "answer-due"), .scope = mh_record_text(rec, "urgency") };
	char *who;
	bool waits;
	enum mh_status status = still_waits(diary, rec, &waits, err);

	if (status != MH_OK || !waits || start.on.year == 0)
		return status;
	who = strcmp(mh_record_text(rec, "direction"), "in") == 0 ? mh_strdup("") : partner_name(diary->store, mh_record_number(rec, "partner"));
	add_own(diary, rec, &own_referral, &start, who);
	free(who);
	return MH_OK;
}

/* Since when it stands where it does: the day of the newest message. */
static enum mh_status take_day(void *arg, struct mh_record *message, struct mh_err *err)
{
	struct mh_date *day = arg;

	(void)err;
	*day = date_of(message, "on");
	return MH_OK;
}

static enum mh_status day_of(struct diary *diary, const struct mh_record *referral, struct mh_date *day, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_message);
	mh_query_is_number(&query, "referral", referral->n);
	enum mh_status status = mh_store_each(diary->store, &query, take_day, day, err);
	mh_query_free(&query);
	return status;
}

/* What is handed back waits for the one who asked; the other side may not let go of it before. */
static enum mh_status take_handed_back(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct diary *diary = arg;
	struct mh_happening start = { .track = "referral", .event = "handed-back", .scope = mh_record_text(rec, "urgency") };
	enum mh_status status = day_of(diary, rec, &start.on, err);

	char *const who = strcmp(mh_record_text(rec, "direction"), "out") == 0 ? mh_strdup("") : partner_name(diary->store, mh_record_number(rec, "partner"));
	if (status == MH_OK)
		add_own(diary, rec, &own_handed_back, &start, who);
	free(who);
	return status;
}

/* A case that was handed over and is in the other's hands is still open here. */
static enum mh_status take_started(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct diary *diary = arg;
	struct mh_happening start = { .track = "referral", .event = "taken-over", .scope = mh_record_text(rec, "urgency") };
	bool closed = true;

	if (strcmp(mh_record_text(rec, "transfer"), "yes") != 0 || strcmp(mh_record_text(rec, "direction"), "out") != 0)
		return MH_OK;
	enum mh_status status = case_closed(diary->store, mh_record_number(rec, "case"), &closed, err);
	if (status == MH_OK && !closed && (status = day_of(diary, rec, &start.on, err)) == MH_OK)
		add_own(diary, rec, &own_taken_over, &start, "");
	return status;
}

/* A file of ours that nobody answers ends on its day, and the referral with it. */
static enum mh_status take_opening(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct diary *diary = arg;
	const struct mh_happening start = { .track = "referral", .event = "expires", .on = date_of(rec, "on"),
		.until = mh_moment_day(mh_record_number(rec, "expires")), .scope = "normal" };
	struct mh_record referral;

	if (mh_record_number(rec, "expires") == 0 || strcmp(mh_record_text(rec, "direction"), "out") != 0)
		return MH_OK;
	mh_record_init(&referral, &mh_referral);
	enum mh_status status = mh_store_get(diary->store, (struct mh_id){ &mh_referral, mh_record_number(rec, "referral") }, &referral, err);
	const char *state = mh_record_text(&referral, "state");
	if (status == MH_OK && (strcmp(state, "sent") == 0 || strcmp(state, "received") == 0))
		add_own(diary, &referral, &own_file_end, &start, "");
	mh_record_free(&referral);
	return status;
}

static enum mh_status take_agreement(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct diary *diary = arg;
	struct mh_date review = date_of(rec, "review");
	const struct mh_happening start = { .track = "agreement", .event = "signed", .on = date_of(rec, "signed"),
		.until = review.year != 0 ? review : date_of(rec, "until"), .scope = "" };
	char *who = partner_name(diary->store, mh_record_number(rec, "partner"));

	(void)err;
	add_own(diary, rec, &own_agreement, &start, who);
	free(who);
	return MH_OK;
}

/* The last version of the declaration of intent: one that another replaces is not evaluated any more. */
static enum mh_status take_declaration(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct diary *diary = arg;
	const struct mh_happening start = { .track = "declaration", .event = "made", .on = date_of(rec, "on"), .until = date_of(rec, "evaluate"), .scope = "" };
	struct mh_query query;
	int64_t newer = 0;

	mh_query_init(&query, &mh_declaration);
	mh_query_is_number(&query, "replaces", rec->n);
	enum mh_status status = mh_store_count(diary->store, &query, &newer, err);
	mh_query_free(&query);
	if (status == MH_OK && newer == 0)
		add_own(diary, rec, &own_declaration, &start, "");
	return status;
}

/* Keys of the store's own list; those of partners are looked at by mh-store check, since that takes gpg. */
static enum mh_status take_key(void *arg, const struct mh_allowed_key *key, struct mh_err *err)
{
	struct diary *diary = arg;
	struct mh_agenda_item item = {
		.day = mh_moment_day(key->expires), .source = "key", .id = (char *)key->fingerprint, .code = (char[]){ "key-end" },
		.what = (char *)_("key expires"), .who = (char[]){ "" }, .law = (char[]){ "" }, .checked = (char[]){ "" }, .urgent = true,
	};

	(void)err;
	item.warn = mh_date_before(item.day, (struct mh_length){ MH_KEY_WARN_DAYS, MH_DAYS });
	if (strcmp(key->role, "former") != 0 && key->expires != 0 && mh_date_compare(item.warn, mh_today()) <= 0)
		mh_agenda_add(diary->agenda, &item);
	return MH_OK;
}

/* Where items come from: records of a kind in one of some states. */
static const struct source {
	const char *name;
	const struct mh_kind *kind;
	const char *field, *states[5];	/* ended by NULL */
	mh_row_fn *take;
} sources[] = {
	{ "signal", &mh_signal, "state", { "received", "enriched", "assessed", NULL }, take_signal },
	{ "signal", &mh_message, "kind", { "signal", NULL }, take_forward },
	{ "feedback", &mh_signal, "may-be-told", { "received", "outcome", "not-asked", "", NULL }, take_feedback },
	{ "referral", &mh_referral, "state", { "sent", "received", "waiting", "expired", NULL }, take_referral },
	{ "referral", &mh_referral, "state", { "returning", NULL }, take_handed_back },
	{ "referral", &mh_referral, "state", { "started", "done", NULL }, take_started },
	{ "referral", &mh_message, "move", { "send", NULL }, take_opening },
	{ "agreement", &mh_agreement, NULL, { "", NULL }, take_agreement },
	{ "agreement", &mh_declaration, NULL, { "", NULL }, take_declaration },
};

struct taking { struct diary *diary; mh_row_fn *take; };

/* A day that was damaged is no day to wait for, and none to pass over. */
static enum mh_status take_whole(void *arg, struct mh_record *rec, struct mh_err *err)
{
	const struct taking *taking = arg;
	enum mh_status status = mh_record_days(rec, err);

	return status == MH_OK ? taking->take(taking->diary, rec, err) : status;
}

static enum mh_status gather(struct diary *diary, const struct source *source, struct mh_err *err)
{
	struct taking taking = { diary, source->take };
	enum mh_status status = MH_OK;

	for (size_t i = 0; source->states[i] != NULL && status == MH_OK; i++) {
		struct mh_query query;

		mh_query_init(&query, source->kind);
		if (source->field != NULL)
			mh_query_is(&query, source->field, source->states[i]);
		status = mh_store_each(diary->store, &query, take_whole, &taking, err);
		mh_query_free(&query);
	}
	return status;
}

static void add_rule(struct diary *diary, const struct mh_rule *rule, const char *code, struct mh_date day, const char *what)
{
	const struct mh_agenda_item item = {
		.day = day, .source = "retention", .id = rule->code, .code = (char *)code, .what = (char *)what, .who = (char[]){ "" },
		.law = rule->source, .checked = rule->checked, .opens = !mh_rule_checked(rule),	/* a rule that nobody checked is kept by nobody */
	};

	mh_agenda_add(diary->agenda, &item);
}

/* Due on the last day on which the first of them is kept. What something else keeps waits for that. */
static void add_due(struct diary *diary, const struct mh_retain *retain, const struct mh_rule *rule)
{
	struct mh_date day = no_day;
	struct mh_str what;
	size_t count = 0;

	for (size_t i = 0; i < retain->count; i++) {
		const struct mh_retained *one = &retain->list[i];
		if (one->rule != rule || (one->why != MH_STAY_NO && one->why != MH_STAY_UNVERIFIED))
			continue;
		if (count++ == 0 || mh_date_compare(one->end, day) < 0)
			day = one->end;
	}
	if (count == 0)
		return;
	mh_str_init(&what, 1000);
	mh_str_printf(&what, mh_rule_checked(rule) ? _("past its term: %s (%zu): mh-store retain") : _("past its term by an unverified rule: %s (%zu): mh-store retain"),
		mh_label(rule->en, rule->nl), count);
	add_rule(diary, rule, rule->lapse ? "retention-lapse" : "retention-erase", day, what.s);
	mh_str_free(&what);
}

static enum mh_status add_log(struct diary *diary, struct mh_retain *retain, struct mh_err *err)
{
	struct mh_retained_log log;
	enum mh_status status = mh_retain_log(retain, &log, err);

	if (status == MH_OK && log.first != 0)
		add_rule(diary, log.rule, "retention-log", retain->today, mh_rule_checked(log.rule) ?
			_("past its term: words of the log: mh-store log --checkpoint --prune") : _("past its term by an unverified rule: words of the log: mh-store retain"));
	return status;
}

/* A store without rules has nothing to say of it. */
static enum mh_status gather_retention(struct diary *diary, struct mh_err *err)
{
	struct mh_retain retain;
	struct mh_err why = MH_ERR_INIT;
	enum mh_status status = mh_retain_start(&retain, diary->store, &why);
	const bool none = status == MH_INPUT && retain.rules.count == 0;

	if (status == MH_OK)
		status = mh_retain_due(&retain, err);
	else if (!none)
		mh_fail(err, status, "%s", why.text);
	for (size_t i = 0; i < retain.rules.count && status == MH_OK; i++)
		add_due(diary, &retain, &retain.rules.list[i]);
	if (status == MH_OK)
		status = add_log(diary, &retain, err);
	mh_retain_free(&retain);
	return none ? MH_OK : status;
}

static bool is_asked(const char *source, const char *name)
{
	return source == NULL || strcmp(source, name) == 0;
}

enum mh_status mh_diary_gather(struct mh_store *store, const struct mh_casework *work, const char *source, struct mh_agenda *agenda,
	struct mh_err *err)
{
	struct diary diary = { store, work, agenda, is_asked(source, "term"), is_asked(source, "planned"), NULL };

	start(&diary);
	enum mh_status status = diary.terms || diary.planned ? mh_events_each(store, add_case, &diary, err) : MH_OK;

	for (size_t i = 0; i < MH_COUNT(sources) && status == MH_OK; i++) {
		if (is_asked(source, sources[i].name))
			status = gather(&diary, &sources[i], err);
	}
	if (status == MH_OK && is_asked(source, "consent"))
		status = mh_diary_consents(store, work, agenda, err);
	if (status == MH_OK && diary.terms)
		status = mh_diary_requests(store, work, agenda, err);
	if (status == MH_OK && is_asked(source, "referral"))
		status = mh_diary_withdrawals(store, work, agenda, err);
	if (status == MH_OK && is_asked(source, "key"))
		status = mh_store_keys(store, take_key, &diary, err);
	if (status == MH_OK && is_asked(source, "retention"))
		status = gather_retention(&diary, err);
	if (status == MH_OK)
		status = mh_diary_parts(store, source, agenda, err);
	end(&diary);
	if (status == MH_OK)
		mh_agenda_sort(agenda);
	return status;
}
