/* Do terms and workflows fit together, and does a definition of each term hold on every day? */

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/option.h"
#include "record/kind.h"
#include "workflow/term.h"

/* Happenings that no workflow has, since records of other kinds say them: whoever makes one has a line here. codes: the terms that are asked for
 * when it happens, by their code; NULL: whatever it starts runs. Words are ended by a NULL. */
static const struct fact {
	const char *track, *events[6], *scopes[4], *codes[6];
} facts[] = {
	{ "case", { "opened" }, { "acute", "high", "normal" }, { NULL } },
	{ "age", { "12", "16", "18" }, { NULL }, { NULL } },
	{ "request", { "erase" }, { NULL }, { "erasure" } },
	{ "signal", { "received", "ended", "forwarded" }, { "acute", "high", "normal" },
		{ "signal-triage", "feedback-received", "feedback-outcome", "feedback-ask", "forward-receipt" } },
	{ "referral", { "sent", "expires", "handed-back", "taken-over", "withdrawn" }, { "acute", "high", "normal" },
		{ "referral-answer", "referral-expires", "referral-hand-back", "transfer-close", "referral-withdrawal" } },
	{ "consent", { "given" }, { NULL }, { "consent-end" } },
	{ "agreement", { "signed" }, { NULL }, { "agreement-review", "declaration-evaluation" } },
};

/* Whom a law gives something to do, whether they are partners of ours or not. */
static const char *const parties[] = {
	"ind", "municipality", "police", "prosecutor", "court", "veilig-thuis", "child-protection", "nidos", "coa", "shelter", "schadefonds", "comensha",
	NULL
};

struct fitting {
	const struct mh_track *tracks;
	size_t count;
	const char *file;	/* NULL: the term's code says where */
	struct mh_problems *problems;
	size_t found;
};

struct words { const char *list[64]; size_t count; };

static void add_word(struct words *words, const char *word)
{
	if (words->count < MH_COUNT(words->list))
		words->list[words->count++] = word;
}

static void add_words(struct words *words, const char *const list[])
{
	for (size_t i = 0; list[i] != NULL; i++)
		add_word(words, list[i]);
}

static bool has(const struct words *words, const char *word)
{
	for (size_t i = 0; i < words->count; i++) {
		if (strcmp(words->list[i], word) == 0)
			return true;
	}
	return false;
}

/* "did you mean "x"?", or all that there are. */
static void say_allowed(const struct words *words, const char *wrong, struct mh_str *out)
{
	const char *nearest = mh_word_nearest(wrong, words->list, words->count);

	if (nearest != NULL) {
		mh_str_printf(out, _("did you mean \"%s\"?"), nearest);
		return;
	}
	mh_str_puts(out, words->count > 0 ? _("there are: ") : _("there are none"));
	for (size_t i = 0; i < words->count; i++)
		mh_str_printf(out, "%s%s", i > 0 ? ", " : "", words->list[i]);
}

/* What is wrong with a word of a term, and what may stand there. */
struct wrong { const char *key, *word; size_t line; const char *sentence; const struct words *allowed; const char *part; };

static void complain(struct fitting *f, const struct mh_term *term, const struct wrong *wrong)
{
	struct mh_problem where = { .file = f->file != NULL ? f->file : term->code, .field = wrong->key, .value = wrong->word };
	struct mh_str allowed;

	if (f->file != NULL)
		where.line = wrong->line;
	mh_str_init(&allowed, 4000);
	say_allowed(wrong->allowed, wrong->part, &allowed);
	mh_problem_add(f->problems, &where, "%s; %s", wrong->sentence, allowed.s);
	mh_str_free(&allowed);
	f->found++;
}

static bool is_track(const char *word, const char *name)
{
	const size_t len = strlen(name);

	return strncmp(word, name, len) == 0 && word[len] == '/';
}

/* The track of "track/event" among those that there are; NULL: it is none of them. */
static const struct mh_track *track_of(const struct fitting *f, const char *word)
{
	for (size_t i = 0; i < f->count; i++) {
		if (is_track(word, f->tracks[i].name))
			return &f->tracks[i];
	}
	return NULL;
}

static const struct fact *fact_of(const char *word)
{
	for (size_t i = 0; i < MH_COUNT(facts); i++) {
		if (is_track(word, facts[i].track))
			return &facts[i];
	}
	return NULL;
}

/* A track of a case whose workflow is not here: nothing can be said of its events. */
static bool is_absent(const char *word)
{
	for (size_t i = 0; i < mh_case.count; i++) {
		const struct mh_field *field = &mh_case.fields[i];

		if (field->type == MH_WORD && (field->flags & MH_DERIVED) != 0 && is_track(word, field->name))
			return true;
	}
	return false;
}

static void no_track(struct fitting *f, const struct mh_term *term, const char *key, const char *word, size_t line)
{
	struct words tracks = { .count = 0 };
	char own[65];

	for (size_t i = 0; i < f->count; i++)
		add_word(&tracks, f->tracks[i].name);
	for (size_t i = 0; i < MH_COUNT(facts); i++)
		add_word(&tracks, facts[i].track);
	snprintf(own, sizeof own, "%.*s", (int)strcspn(word, "/"), word);
	complain(f, term, &(struct wrong){ key, word, line, _("there is no such track"), &tracks, own });
}

static void fit_event(struct fitting *f, const struct mh_term *term, const char *key, const char *word, size_t line)
{
	const struct mh_track *track = track_of(f, word);
	const struct fact *fact = fact_of(word);
	const char *slash = strchr(word, '/'), *event = slash != NULL ? slash + 1 : word;
	struct words events = { .count = 0 };

	if (track == NULL && fact == NULL) {
		if (!is_absent(word))
			no_track(f, term, key, word, line);
		return;
	}
	if (track != NULL && mh_track_event(track, event) != NULL)
		return;
	for (size_t i = 0; track != NULL && i < track->event_count; i++)
		add_word(&events, track->events[i].code);
	if (fact != NULL)
		add_words(&events, fact->events);
	if (fact == NULL || !has(&events, event))
		complain(f, term, &(struct wrong){ key, word, line, _("the workflow has no such event"), &events, event });
}

static void fit_events(struct fitting *f, const struct mh_term *term, const char *key, const struct mh_word_list *events)
{
	for (size_t i = 0; i < events->count; i++)
		fit_event(f, term, key, events->list[i], events->line);
}

/* Adds the scopes of the events that start the term; false: one of them is of a workflow that is not here. */
static bool add_scopes(const struct fitting *f, const struct mh_term *term, struct words *scopes)
{
	for (size_t i = 0; i < term->starts.count; i++) {
		const char *word = term->starts.list[i];
		const struct mh_track *track = track_of(f, word);
		const struct fact *fact = fact_of(word);
		const struct mh_track_event *event = track != NULL ? mh_track_event(track, strchr(word, '/') + 1) : NULL;

		if (track == NULL && fact == NULL)
			return false;
		if (fact != NULL)
			add_words(scopes, fact->scopes);
		for (size_t k = 0; event != NULL && k < event->scopes.count; k++)
			add_word(scopes, event->scopes.list[k]);
	}
	return true;
}

static void fit_scopes(struct fitting *f, const struct mh_term *term)
{
	struct words scopes = { .count = 0 };

	if (!add_scopes(f, term, &scopes))
		return;
	for (size_t i = 0; i < term->scopes.count; i++) {
		const char *scope = term->scopes.list[i];

		if (!has(&scopes, scope))
			complain(f, term, &(struct wrong){ "scope", scope, term->scopes.line, _("no event that starts it has such a scope"), &scopes, scope });
	}
}

/* What a signal, a referral ... starts is asked for by its code: under another one it would never be found. */
static void fit_code(struct fitting *f, const struct mh_term *term)
{
	for (size_t i = 0; i < term->starts.count; i++) {
		const struct fact *fact = fact_of(term->starts.list[i]);
		struct words codes = { .count = 0 };

		if (fact == NULL || fact->codes[0] == NULL)
			continue;
		add_words(&codes, fact->codes);
		if (!has(&codes, term->code))
			complain(f, term, &(struct wrong){ "code", term->code, term->line, _("nothing asks for a term of this code"), &codes, term->code });
	}
}

size_t mh_terms_fit(const struct mh_terms *terms, const char *file, const struct mh_track *tracks, size_t count, struct mh_problems *problems)
{
	struct fitting f = { tracks, count, file, problems, 0 };

	for (size_t i = 0; i < terms->count; i++) {
		const struct mh_term *term = &terms->list[i];

		fit_events(&f, term, "starts", &term->starts);
		fit_events(&f, term, "stops", &term->stops);
		fit_events(&f, term, "pauses", &term->pauses);
		fit_events(&f, term, "resumes", &term->resumes);
		fit_events(&f, term, "unless", &term->unless);
		fit_events(&f, term, "met-by", &term->met_by);
		fit_scopes(&f, term);
		fit_code(&f, term);
	}
	return f.found;
}

static void check_who(struct fitting *f, const struct mh_term *term, const char *const *partners, size_t count)
{
	struct words known = { .count = 0 };
	bool is_known = term->who[0] == '\0';

	for (size_t i = 0; parties[i] != NULL; i++)
		is_known = is_known || strcmp(parties[i], term->who) == 0;
	for (size_t i = 0; i < count; i++)
		is_known = is_known || strcmp(partners[i], term->who) == 0;
	if (is_known)
		return;
	add_words(&known, parties);
	for (size_t i = 0; i < count; i++)
		add_word(&known, partners[i]);
	complain(f, term, &(struct wrong){ "who", term->who, term->line, _("neither a party whom the law names nor a partner"), &known, term->who });
}

static void check_checked(struct fitting *f, const struct mh_term *term, struct mh_date today)
{
	const struct mh_problem where = { .file = f->file != NULL ? f->file : term->code, .line = f->file != NULL ? term->line : 0, .field = "checked",
		.value = term->checked };
	struct mh_date day;

	if (!mh_date_parse(term->checked, &day) || mh_date_compare(mh_date_from_number(mh_date_number(day)), today) <= 0)
		return;
	mh_problem_add(f->problems, &where, "%s", _("is still to come, and nobody has compared the term with its source then: write the day on which it was done, or unverified"));
	f->found++;
}

size_t mh_terms_hold(const struct mh_terms *terms, const char *file, const char *const *partners, size_t count, struct mh_date today,
	struct mh_problems *problems)
{
	struct fitting f = { NULL, 0, file, problems, 0 };

	for (size_t i = 0; i < terms->count; i++) {
		check_who(&f, &terms->list[i], partners, count);
		check_checked(&f, &terms->list[i], today);
	}
	return f.found;
}

/* Does a definition of the code hold for this start on the day, with or without a length? */
static bool is_defined(const struct mh_terms *terms, const char *code, const char *event, const char *scope, struct mh_date on)
{
	const struct mh_term *best = NULL;

	for (size_t i = 0; i < terms->count; i++) {
		const struct mh_term *term = &terms->list[i];

		if (strcmp(term->code, code) == 0 && mh_word_list_has(&term->starts, event))
			best = mh_term_better(best, term, scope, on);
	}
	return best != NULL;
}

/* A definition that ends on a day after which none holds for one of its starts. */
static bool has_gap(const struct mh_terms *terms, const struct mh_term *term, struct mh_date next)
{
	for (size_t i = 0; i < term->starts.count; i++) {
		if (term->scopes.count == 0 && !is_defined(terms, term->code, term->starts.list[i], "", next))
			return true;
		for (size_t k = 0; k < term->scopes.count; k++) {
			if (!is_defined(terms, term->code, term->starts.list[i], term->scopes.list[k], next))
				return true;
		}
	}
	return false;
}

static void say_gap(const struct mh_term *term, const char *file, struct mh_date next, struct mh_problems *problems)
{
	char to[MH_DATE_SIZE], from[MH_DATE_SIZE];
	const struct mh_problem where = { .file = file != NULL ? file : term->code, .line = file != NULL ? term->line : 0, .field = "to", .value = to,
		.warning = true };

	mh_date_format(term->to, to);
	mh_date_format(next, from);
	mh_problem_add(problems, &where, _("no definition of term \"%s\" follows: what starts it from %s on has no such term"), term->code, from);
}

size_t mh_terms_gaps(const struct mh_terms *all, const struct mh_terms *of, const char *file, struct mh_problems *problems)
{
	size_t found = 0;

	for (size_t i = 0; i < of->count; i++) {
		const struct mh_term *term = &of->list[i];

		if (term->to.year == 0)
			continue;
		const struct mh_date next = mh_date_after(term->to, (struct mh_length){ 1, MH_DAYS });
		if (!has_gap(all, term, next))
			continue;
		say_gap(term, file, next, problems);
		found++;
	}
	return found;
}

/* Is the definition meant for such a start, on whatever day? */
static bool is_meant(const struct mh_term *term, const char *event, const char *scope)
{
	return mh_word_list_has(&term->starts, event) && (term->scopes.count == 0 || mh_word_list_has(&term->scopes, scope));
}

const struct mh_term *mh_terms_missing(const struct mh_terms *terms, const struct mh_happening *start, size_t *at)
{
	const struct mh_term *found = NULL;
	struct mh_str event;

	mh_str_init(&event, 200);
	mh_str_printf(&event, "%s/%s", start->track, start->event);
	for (; *at < terms->count && found == NULL; ++*at) {
		const struct mh_term *term = &terms->list[*at];
		size_t first = 0;

		while (strcmp(terms->list[first].code, term->code) != 0 || !is_meant(&terms->list[first], event.s, start->scope)) {
			if (first == *at)
				break;
			first++;
		}
		if (first == *at && is_meant(term, event.s, start->scope) && !is_defined(terms, term->code, event.s, start->scope, start->on))
			found = term;
	}
	mh_str_free(&event);
	return found;
}
