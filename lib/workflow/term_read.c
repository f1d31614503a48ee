/* Terms from their YAML: every problem is reported with its place. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/option.h"
#include "workflow/term.h"

static const char *const root_keys[] = { "format", "name", "en", "nl", "track", "terms", NULL };
static const char *const term_keys[] = { "code", "en", "nl", "starts", "stops", "pauses", "resumes", "unless", "met-by", "goes-on", "keeps", "within", "scope", "length", "kind", "from",
	"to", "shift", "until", "who", "warn", "source", "checked", NULL };

/* Events named without a track are of the document's track. */
static struct mh_word_list read_events(const struct mh_reader *r, const struct mh_node *map, const char *key, const char *track)
{
	struct mh_word_list words = mh_read_words(r, map, key);

	for (size_t i = 0; i < words.count; i++) {
		struct mh_str whole;

		if (strchr(words.list[i], '/') != NULL)
			continue;
		mh_str_init(&whole, 4096);
		mh_str_printf(&whole, "%s/%s", track, words.list[i]);
		free(words.list[i]);
		words.list[i] = mh_strdup(whole.s);
		mh_str_free(&whole);
	}
	return words;
}

static struct mh_length read_length(const struct mh_reader *r, const struct mh_node *map, const char *key, bool required)
{
	struct mh_length length = { 0, MH_DAYS };
	char *text = mh_read_text(r, map, key, required);

	if (text[0] != '\0' && !mh_length_parse(text, &length))
		mh_node_problem(r->file, mh_node_get(map, key), false, r->problems, _("a length is expected here: a number and %s"), MH_LENGTH_UNITS);
	free(text);
	return length;
}

static struct mh_date read_day(const struct mh_reader *r, const struct mh_node *map, const char *key)
{
	struct mh_date day = { 0, 0, 0 };
	char *text = mh_read_text(r, map, key, false);

	if (text[0] != '\0' && (!mh_date_parse(text, &day) || !mh_date_whole(day)))
		mh_node_problem(r->file, mh_node_get(map, key), false, r->problems, _("a day such as 2026-03-01 is expected here"));
	free(text);
	return day;
}

static enum mh_term_kind read_kind(const struct mh_reader *r, const struct mh_node *map)
{
	char *text = mh_read_text(r, map, "kind", true);
	enum mh_term_kind kind = MH_TERM_DEADLINE;

	while (kind <= MH_TERM_TARGET && strcmp(text, mh_term_kind_word(kind)) != 0)
		kind++;
	if (kind > MH_TERM_TARGET) {
		if (text[0] != '\0')
			mh_node_problem(r->file, mh_node_get(map, "kind"), false, r->problems,
				_("a term is a deadline, a maximum, earliest, recurring or a target"));
		kind = MH_TERM_DEADLINE;
	}
	free(text);
	return kind;
}

static void read_checked(const struct mh_reader *r, const struct mh_node *map, struct mh_term *term)
{
	struct mh_date day;

	term->checked = mh_read_text(r, map, "checked", true);
	if (term->checked[0] != '\0' && strcmp(term->checked, "unverified") != 0 && !mh_date_parse(term->checked, &day))
		mh_node_problem(r->file, mh_node_get(map, "checked"), false, r->problems, _("a date, or unverified, is expected here"));
}

static void check_among_starts(const struct mh_reader *r, const struct mh_node *map, const char *key, const struct mh_word_list *events,
	const struct mh_word_list *starts)
{
	for (size_t i = 0; i < events->count; i++) {
		if (!mh_word_list_has(starts, events->list[i]))
			mh_node_problem(r->file, mh_node_get(map, key), false, r->problems, _("\"%s\" has an event that does not start the term"), key);
	}
}

#define YEARS_MOST 100

static int64_t days_of(struct mh_length length)
{
	const struct mh_date start = { 2001, 1, 1 };

	return mh_date_number(mh_date_after(start, length)) - mh_date_number(start);
}

/* A length that no term has was mistyped. Nothing is the length of what falls on the day itself: a birthday. */
static void check_lengths(const struct mh_reader *r, const struct mh_node *map, const struct mh_term *term)
{
	const struct mh_node *length = mh_node_get(map, "length");

	if (term->unset || length == NULL)
		return;
	if (days_of(term->length) > days_of((struct mh_length){ YEARS_MOST, MH_YEARS }))
		mh_node_problem(r->file, length, false, r->problems, _("longer than %d years: mend the number or the unit"), YEARS_MOST);
	else if (term->length.count == 0 && term->length.unit != MH_DAYS)
		mh_node_problem(r->file, length, false, r->problems, _("a term of no length falls on the day itself, and is written as \"0 day\""));
	else if (term->length.count > 0 && days_of(term->warn) > days_of(term->length))
		mh_node_problem(r->file, mh_node_get(map, "warn"), false, r->problems, _("warns before the term begins: mend \"warn\" or \"length\""));
}

static void check_term(const struct mh_reader *r, const struct mh_node *map, const struct mh_term *term)
{
	if (term->starts.count == 0)
		mh_node_problem(r->file, map, false, r->problems, _("\"starts\" is missing: the event that starts it"));
	if (term->kind == MH_TERM_RECURRING && (term->met_by.count == 0 || term->length.count == 0))
		mh_node_problem(r->file, map, false, r->problems, _("a recurring term needs a length and \"met-by\""));
	if (term->kind != MH_TERM_RECURRING && (term->met_by.count > 0 || term->within[0] != '\0'))
		mh_node_problem(r->file, map, false, r->problems, _("\"met-by\" and \"within\" are for recurring terms"));
	if ((term->pauses.count == 0) != (term->resumes.count == 0))
		mh_node_problem(r->file, map, false, r->problems, _("\"pauses\" and \"resumes\" go together: what pauses a term, and what lets it run on"));
	check_lengths(r, map, term);
	check_among_starts(r, map, "goes-on", &term->goes_on, &term->starts);
	check_among_starts(r, map, "keeps", &term->keeps, &term->starts);
	if (term->shift && term->length.unit != MH_WORKDAYS && !mh_terms_act_holds(term->length))
		mh_node_problem(r->file, mh_node_get(map, "shift"), false, r->problems,
			_("the Algemene termijnenwet does not hold for a term of this length (article 4)"));
	if (term->from.year != 0 && term->to.year != 0 && mh_date_compare(term->from, term->to) > 0)
		mh_node_problem(r->file, mh_node_get(map, "to"), false, r->problems, _("ends before it begins"));
}

/* "none": the term is known, its length is not. */
static void read_length_of(const struct mh_reader *r, const struct mh_node *map, struct mh_term *term)
{
	const char *text = mh_node_text(map, "length");

	term->unset = text != NULL && strcmp(text, "none") == 0;
	term->length = term->unset ? (struct mh_length){ 0, MH_DAYS } : read_length(r, map, "length", true);
}

static void read_term(const struct mh_reader *r, const struct mh_node *map, const char *track, struct mh_term *term)
{
	term->line = map->line;
	term->code = mh_read_word(r, map, "code", true);
	term->en = mh_read_text(r, map, "en", true);
	term->nl = mh_read_text(r, map, "nl", true);
	term->starts = read_events(r, map, "starts", track);
	term->stops = read_events(r, map, "stops", track);
	term->pauses = read_events(r, map, "pauses", track);
	term->resumes = read_events(r, map, "resumes", track);
	term->unless = read_events(r, map, "unless", track);
	term->met_by = read_events(r, map, "met-by", track);
	term->goes_on = read_events(r, map, "goes-on", track);
	term->keeps = read_events(r, map, "keeps", track);
	term->within = mh_read_word(r, map, "within", false);
	term->who = mh_read_word(r, map, "who", false);
	term->scopes = mh_read_words(r, map, "scope");
	read_length_of(r, map, term);
	term->warn = read_length(r, map, "warn", false);
	term->kind = read_kind(r, map);
	term->from = read_day(r, map, "from");
	term->to = read_day(r, map, "to");
	term->shift = mh_read_yes(r, map, "shift", false);
	term->until = mh_read_yes(r, map, "until", term->kind == MH_TERM_MAXIMUM);
	term->source = mh_read_text(r, map, "source", true);
	read_checked(r, map, term);
	check_term(r, map, term);
}

static bool share_a_word(const struct mh_word_list *a, const struct mh_word_list *b)
{
	for (size_t i = 0; i < a->count; i++) {
		if (mh_word_list_has(b, a->list[i]))
			return true;
	}
	return false;
}

static bool ends_before(struct mh_date to, struct mh_date from)
{
	return to.year != 0 && from.year != 0 && mh_date_compare(to, from) < 0;
}

/* Could two definitions of a code both be meant on one day? */
static bool collide(const struct mh_term *a, const struct mh_term *b)
{
	bool scopes = (a->scopes.count == 0 && b->scopes.count == 0) || share_a_word(&a->scopes, &b->scopes);

	return strcmp(a->code, b->code) == 0 && scopes && share_a_word(&a->starts, &b->starts) &&
		!ends_before(a->to, b->from) && !ends_before(b->to, a->from);
}

static void read_terms(const struct mh_reader *r, const struct mh_node *root, const char *track, struct mh_terms *terms)
{
	size_t count, first = terms->count;
	const struct mh_node *node = mh_read_list(r, root, "terms", &count);

	terms->list = mh_grow(terms->list, first + count + 1, sizeof *terms->list);
	for (; node != NULL; node = node->next) {
		struct mh_term *term = &terms->list[terms->count];

		if (!mh_read_map(r, node, term_keys))
			continue;
		*term = (struct mh_term){ 0 };
		read_term(r, node, track, term);
		for (size_t i = first; i < terms->count; i++) {
			if (collide(&terms->list[i], term))
				mh_node_problem(r->file, node, false, r->problems, _("term \"%s\" stands here twice for the same scope and day"), term->code);
		}
		terms->count++;
	}
}

static bool has_code(const struct mh_terms *terms, const char *code)
{
	size_t k = 0;

	while (k < terms->count && strcmp(terms->list[k].code, code) != 0)
		k++;
	return k < terms->count;
}

/* What "within" names is a term of this document. */
static void check_within(const struct mh_reader *r, const struct mh_node *map, const struct mh_terms *terms)
{
	const char *within = mh_node_text(map, "within"), *code = mh_node_text(map, "code");
	const char **codes, *nearest;

	if (within == NULL || within[0] == '\0' || has_code(terms, within))
		return;
	codes = mh_alloc(terms->count + 1, sizeof *codes);
	for (size_t i = 0; i < terms->count; i++)
		codes[i] = terms->list[i].code;
	nearest = mh_word_nearest(within, codes, terms->count);
	free(codes);
	if (nearest != NULL)
		mh_node_problem(r->file, mh_node_get(map, "within"), false, r->problems, _("\"%s\" lies within \"%s\", which is not here; did you mean \"%s\"?"),
			code != NULL ? code : "", within, nearest);
	else
		mh_node_problem(r->file, mh_node_get(map, "within"), false, r->problems, _("\"%s\" lies within \"%s\", which is not here: name a term of this file"),
			code != NULL ? code : "", within);
}

/* Each definition, once all are known. */
static void check_all_within(const struct mh_reader *r, const struct mh_node *root, const struct mh_terms *terms)
{
	const struct mh_node *list = mh_node_get(root, "terms");

	for (const struct mh_node *node = list != NULL ? list->first : NULL; node != NULL; node = node->next) {
		if (node->type == MH_NODE_MAP)
			check_within(r, node, terms);
	}
}

enum mh_status mh_terms_read(const char *file, const struct mh_node *root, struct mh_terms *terms, struct mh_problems *problems,
	struct mh_err *err)
{
	struct mh_problems own = MH_PROBLEMS_INIT;
	struct mh_reader r = { file, problems != NULL ? problems : &own };
	struct mh_terms added = MH_TERMS_INIT;
	size_t before = r.problems->total;
	enum mh_status status = MH_OK;
	const char *format = mh_node_text(root, "format");
	char *track, *name;

	if (format == NULL || strcmp(format, MH_TERMS_FORMAT) != 0)
		mh_node_problem(file, root, false, r.problems, _("the format is not %s"), MH_TERMS_FORMAT);
	mh_read_map(&r, root, root_keys);
	name = mh_read_word(&r, root, "name", true);
	track = mh_read_word(&r, root, "track", true);
	read_terms(&r, root, track, &added);
	check_all_within(&r, root, &added);
	if (r.problems->total > before) {
		status = mh_read_refused(&r, before, err);
	} else {
		terms->list = mh_grow(terms->list, terms->count + added.count, sizeof *terms->list);
		memcpy(terms->list + terms->count, added.list, added.count * sizeof *added.list);
		terms->count += added.count;
		added.count = 0;
		mh_terms_index(terms);
	}
	mh_terms_free(&added);
	free(track);
	free(name);
	mh_problems_free(&own);
	return status;
}
