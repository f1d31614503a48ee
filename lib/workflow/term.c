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

static bool holds_on(const struct mh_term *term, struct mh_date on)
{
	return (term->from.year == 0 || mh_date_compare(on, term->from) >= 0) && (term->to.year == 0 || mh_date_compare(on, term->to) <= 0);
}

const struct mh_term *mh_term_better(const struct mh_term *best, const struct mh_term *term, const char *scope, struct mh_date on)
{
	if (!holds_on(term, on))
		return best;
	if (mh_word_list_has(&term->scopes, scope) || (term->scopes.count == 0 && (best == NULL || best->scopes.count == 0)))
		return term;
	return best;
}

const struct mh_term *mh_term_choose(const struct mh_terms *terms, const char *code, const char *event, const char *scope, struct mh_date on)
{
	const struct mh_term *best = NULL;

	for (size_t i = 0; i < terms->count; i++) {
		const struct mh_term *term = &terms->list[i];

		if (strcmp(term->code, code) == 0 && mh_word_list_has(&term->starts, event))
			best = mh_term_better(best, term, scope, on);
	}
	return best != NULL && best->unset ? NULL : best;
}

struct mh_date mh_term_due(const struct mh_term *term, const struct mh_happening *start)
{
	if (term->until && start->until.year != 0)
		return start->until;
	return term->shift ? mh_terms_act_end(start->on, term->length) : mh_date_after(start->on, term->length);
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
	mh_word_list_free(&term->pauses);
	mh_word_list_free(&term->resumes);
	mh_word_list_free(&term->unless);
	mh_word_list_free(&term->met_by);
	mh_word_list_free(&term->goes_on);
	mh_word_list_free(&term->keeps);
	mh_word_list_free(&term->scopes);
}

void mh_terms_free(struct mh_terms *terms)
{
	for (size_t i = 0; i < terms->count; i++)
		term_free(&terms->list[i]);
	free(terms->list);
	mh_terms_index_free(terms);
	*terms = (struct mh_terms)MH_TERMS_INIT;
}
