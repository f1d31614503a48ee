#include "workflow/term.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

static const char *const kind_words[] = {
	[MH_TERM_DEADLINE] = "deadline",
	[MH_TERM_MAXIMUM] = "maximum",
	[MH_TERM_EARLIEST] = "earliest",
	[MH_TERM_RECURRING] = "recurring",
	[MH_TERM_TARGET] = "target",
};

const char *mh_term_kind_word(enum mh_term_kind kind)
{
	return kind_words[kind];
}

char *mh_term_label(const struct mh_term *term)
{
	struct mh_str text;
	char *label;

	mh_str_init(&text, 1 << 20);
	mh_str_puts(&text, mh_label(term->en, term->nl));
	if (strcmp(term->checked, "unverified") == 0)
		mh_str_printf(&text, " (%s)", _("unverified"));
	label = mh_str_steal(&text);
	return label != NULL ? label : mh_strdup(term->code);
}

/* Is the happening one of the events in the list of "track/event"? */
static bool is_one(const struct mh_happening *h, const struct mh_word_list *events)
{
	size_t track = strlen(h->track);

	for (size_t i = 0; i < events->count; i++) {
		const char *word = events->list[i];

		if (strncmp(word, h->track, track) == 0 && word[track] == '/' && strcmp(word + track + 1, h->event) == 0)
			return true;
	}
	return false;
}

static bool holds_on(const struct mh_term *term, struct mh_date on)
{
	return (term->from.year == 0 || mh_date_compare(on, term->from) >= 0) && (term->to.year == 0 || mh_date_compare(on, term->to) <= 0);
}

const struct mh_term *mh_term_choose(const struct mh_terms *terms, const char *code, const char *event, const char *scope, struct mh_date on)
{
	const struct mh_term *best = NULL;

	for (size_t i = 0; i < terms->count; i++) {
		const struct mh_term *term = &terms->list[i];

		if (strcmp(term->code, code) != 0 || !mh_word_list_has(&term->starts, event) || !holds_on(term, on))
			continue;
		if (mh_word_list_has(&term->scopes, scope))
			best = term;
		else if (term->scopes.count == 0 && (best == NULL || best->scopes.count == 0))
			best = term;
	}
	return best;
}

struct mh_date mh_term_due(const struct mh_term *term, const struct mh_happening *start)
{
	if (term->until && start->until.year != 0)
		return start->until;
	return term->shift ? mh_terms_act_end(start->on, term->length) : mh_date_after(start->on, term->length);
}

/* Is this definition the one that counts for the start? */
static bool chosen(const struct mh_terms *terms, const struct mh_term *term, const struct mh_happening *start)
{
	for (size_t i = 0; i < term->starts.count; i++) {
		const char *word = term->starts.list[i];
		size_t track = strlen(start->track);

		if (strncmp(word, start->track, track) == 0 && word[track] == '/' && strcmp(word + track + 1, start->event) == 0)
			return mh_term_choose(terms, term->code, word, start->scope, start->on) == term;
	}
	return false;
}

/* Follows one code's definition through the happenings; NULL: it does not run at the end. */
static const struct mh_happening *follow(const struct mh_terms *terms, const struct mh_term *term, const struct mh_happening *list, size_t count)
{
	const struct mh_happening *start = NULL;

	for (size_t i = 0; i < count; i++) {
		if (is_one(&list[i], &term->stops))
			start = NULL;
		if (is_one(&list[i], &term->starts))
			start = chosen(terms, term, &list[i]) ? &list[i] : NULL;
		else if (start != NULL && is_one(&list[i], &term->met_by))
			start = &list[i];
	}
	return start;
}

/* Does a recurring term end before this day, because the term that it lies in does? */
static bool is_past(const struct mh_terms *terms, const struct mh_term *term, struct mh_date due, const struct mh_happening *list, size_t count)
{
	for (size_t i = 0; term->within[0] != '\0' && i < terms->count; i++) {
		const struct mh_term *outer = &terms->list[i];
		const struct mh_happening *start;

		if (strcmp(outer->code, term->within) != 0)
			continue;
		start = follow(terms, outer, list, count);
		if (start != NULL)
			return mh_date_compare(due, mh_term_due(outer, start)) > 0;
	}
	return term->within[0] != '\0';
}

static int by_due(const void *a, const void *b)
{
	const struct mh_running *x = a, *y = b;
	int days = mh_date_compare(x->due, y->due);

	return days != 0 ? days : strcmp(x->term->code, y->term->code);
}

size_t mh_terms_run(const struct mh_terms *terms, const struct mh_happening *list, size_t count, struct mh_running *out, size_t room)
{
	size_t found = 0;

	for (size_t i = 0; i < terms->count; i++) {
		const struct mh_term *term = &terms->list[i];
		const struct mh_happening *start = follow(terms, term, list, count);
		struct mh_date due;

		if (start == NULL)
			continue;
		due = mh_term_due(term, start);
		if (is_past(terms, term, due, list, count))
			continue;
		if (found < room)
			out[found] = (struct mh_running){ term, start, due, mh_date_before(due, term->warn), term->until && start->until.year != 0 };
		found++;
	}
	if (found > 0)
		qsort(out, found < room ? found : room, sizeof *out, by_due);
	return found;
}

static void term_free(struct mh_term *term)
{
	free(term->code);
	free(term->en);
	free(term->nl);
	free(term->source);
	free(term->checked);
	free(term->within);
	free(term->who);
	mh_word_list_free(&term->starts);
	mh_word_list_free(&term->stops);
	mh_word_list_free(&term->met_by);
	mh_word_list_free(&term->scopes);
}

void mh_terms_free(struct mh_terms *terms)
{
	for (size_t i = 0; i < terms->count; i++)
		term_free(&terms->list[i]);
	free(terms->list);
	*terms = (struct mh_terms)MH_TERMS_INIT;
}
