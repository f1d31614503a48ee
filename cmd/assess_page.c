#include "assess_page.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "list.h"
#include "workflow/track.h"

enum { LONG_LIST = 20 };	/* more that was not asked than these is counted, and not printed */

static const struct mh_column columns[] = {
	{ .name = "signal" }, { .name = "list" }, { .name = "group" }, { .name = "indicator" }, { .name = "label" }, { .name = "answer" },
	{ .name = "strength" }, { .name = "group-met" }, { .name = "result" }, { .name = "checked" },
};

static const char *const answer_words[] = { [MH_NOT_ASKED] = "not-asked", [MH_SEEN] = "seen", [MH_ABSENT] = "absent" };
static const char *const answer_labels[] = { [MH_NOT_ASKED] = N_("not asked"), [MH_SEEN] = N_("seen"), [MH_ABSENT] = N_("absent") };
static const char *const strength_words[] = { [MH_STRENGTH_NONE] = "", [MH_STRONG] = "strong", [MH_MEDIUM] = "medium", [MH_WEAK] = "weak" };
static const char *const strength_labels[] = { [MH_STRENGTH_NONE] = "", [MH_STRONG] = N_("strong"), [MH_MEDIUM] = N_("medium"), [MH_WEAK] = N_("weak") };

/* Labels come out of files that were applied: they are shown, and can't drive a terminal. */
static void print_text(const char *text)
{
	struct mh_str shown;

	mh_str_init(&shown, 65536);
	mh_utf8_show(&shown, text, strlen(text));
	fputs(shown.s, stdout);
	mh_str_free(&shown);
}

/* Who is mentioned as a presumed victim: how many, and how many of them are minors. */
struct victims { struct mh_session *session; size_t count, minors; };

/* What is known of the person beats what was said in the mention. */
static enum mh_status is_minor(struct mh_session *session, const struct mh_record *mention, bool *out, struct mh_err *err)
{
	struct mh_record person;
	enum mh_status status = MH_OK;

	*out = mh_record_has_code(mention, "age-band", "minor");
	if (!mh_record_has(mention, "person"))
		return MH_OK;
	mh_record_init(&person, &mh_person);
	status = mh_store_get(session->store, (struct mh_id){ &mh_person, mh_record_number(mention, "person") }, &person, err);
	if (status == MH_OK && mh_record_has(&person, "age-band"))
		*out = mh_record_has_code(&person, "age-band", "minor");
	mh_record_free(&person);
	return status;
}

static enum mh_status count_victim(void *arg, struct mh_record *mention, struct mh_err *err)
{
	struct victims *const victims = arg;
	bool minor = false;
	enum mh_status status = is_minor(victims->session, mention, &minor, err);

	victims->count++;
	victims->minors += minor;
	return status;
}

static enum mh_status count_victims(struct mh_session *session, const struct mh_record *signal, struct victims *out, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_mention);
	mh_query_is_number(&query, "signal", signal->n);
	mh_query_is(&query, "role", "victim");
	enum mh_status status = mh_store_each(session->store, &query, count_victim, out, err);
	mh_query_free(&query);
	return status;
}

/* The rule's result as programs read it. */
static const char *result_word(const struct mh_assessed *assessed)
{
	if (assessed->list->result_count == 0)
		return NULL;
	if (assessed->minors)
		return "not-for-minors";
	return assessed->result ? assessed->result->code : "none";
}

static void add_rows(const struct mh_assess_page *page, const char *id, const struct mh_assessed *assessed)
{
	for (size_t i = 0; i < assessed->count; i++) {
		const struct mh_indicator *const indicator = &assessed->indicators[i];
		const bool ruled = assessed->list->met_count > 0 && !assessed->minors;
		bool met = false;

		for (size_t g = 0; g < assessed->list->groups.count; g++)
			met |= assessed->groups[g].met && strcmp(assessed->groups[g].code, indicator->group) == 0;
		const struct mh_cell cells[MH_COUNT(columns)] = {
			mh_cell_text(id), mh_cell_text(assessed->list->name), mh_cell_text(indicator->group), mh_cell_text(indicator->code),
			mh_cell_text(mh_label(indicator->en, indicator->nl)), mh_cell_text(answer_words[indicator->answer]),
			mh_cell_text(strength_words[indicator->strength]), mh_cell_text(!ruled ? NULL : met ? "yes" : "no"),
			mh_cell_text(result_word(assessed)), mh_cell_text(assessed->list->checked),
		};
		mh_rows_add(page->rows, cells);
	}
}

static bool is_unverified(const struct mh_indicator_list *list)
{
	return strcmp(list->checked, "unverified") == 0;
}

static void print_answers(const struct mh_assessed *assessed, enum mh_answer answer)
{
	for (size_t i = 0; i < assessed->count; i++) {
		const struct mh_indicator *const indicator = &assessed->indicators[i];

		if (indicator->answer != answer)
			continue;
		printf("  %-10s %-24s ", _(answer_labels[answer]), indicator->code);
		print_text(mh_label(indicator->en, indicator->nl));
		if (indicator->strength != MH_STRENGTH_NONE)
			printf(" (%s)", _(strength_labels[indicator->strength]));
		putchar('\n');
	}
}

static void print_groups(const struct mh_assessed *assessed)
{
	for (size_t i = 0; i < assessed->list->groups.count; i++) {
		const struct mh_assessed_group *const group = &assessed->groups[i];

		fputs("  ", stdout);
		print_text(mh_label(group->en ? group->en : group->code, group->nl ? group->nl : ""));
		printf(": %s (", group->met ? _("met") : _("not met"));
		printf(_("%ld strong, %ld medium, %ld weak; %ld not asked"), group->strong, group->medium, group->weak, group->not_asked);
		puts(")");
	}
}

static void print_rule(const struct mh_assessed *assessed)
{
	if (assessed->list->result_count == 0)
		return;
	if (assessed->minors) {
		printf("  %s\n", _("result of its rule: none, since it is for adults"));
		return;
	}
	print_groups(assessed);
	printf("  %s", is_unverified(assessed->list) ? _("result of its rule (unverified): ") : _("result of its rule: "));
	print_text(assessed->result ? mh_label(assessed->result->en, assessed->result->nl) : _("none"));
	putchar('\n');
}

static void print_list(const struct mh_assess_page *page, const struct mh_assessed *assessed)
{
	const struct mh_indicator_list *const list = assessed->list;

	putchar('\n');
	print_text(mh_label(list->en, list->nl));
	puts(is_unverified(list) ? _(" (unverified)") : "");
	printf(_("  %ld seen, %ld absent, %ld not asked\n"), assessed->seen, assessed->absent, assessed->not_asked);
	print_answers(assessed, MH_SEEN);
	print_answers(assessed, MH_ABSENT);
	if (page->all || assessed->not_asked <= LONG_LIST)
		print_answers(assessed, MH_NOT_ASKED);
	print_rule(assessed);
}

/* Whatever the numbers, this holds. */
static void print_limits(const struct victims *victims)
{
	printf("\n%s\n", _("What this does not say:"));
	printf("  - %s\n", _("Absence clears nobody: what was not seen, or not asked, says nothing."));
	printf("  - %s\n", _("A single sign means little, and the same sign can come from another trouble."));
	printf("  - %s\n", victims->minors > 0 ? _("A minor is mentioned: for a minor no means are needed, so force or deceit need not be seen.") :
		_("For a minor no means are needed: force or deceit need not be seen."));
	printf("  - %s\n", _("The police offer the reflection period at the slightest indication, below what any rule asks for."));
	printf("  - %s\n", _("No score decides: you do. Record it with --conclusion, and where the signal goes with triage."));
}

static enum mh_status show_list(struct mh_assess_page *page, const struct mh_indicator_list *list, const struct mh_record *signal,
	const struct victims *victims, struct mh_err *err)
{
	struct mh_assessed assessed;
	char id[MH_ID_SIZE];
	enum mh_status status = mh_assess(page->session->store, list, signal, mh_session_day(page->session), victims->count > 0 && victims->minors == victims->count, &assessed, err);

	mh_record_id(signal, id);
	if (status == MH_OK && (page->all || mh_assess_wanted(list, signal, &assessed))) {
		if (page->rows)
			add_rows(page, id, &assessed);
		else
			print_list(page, &assessed);
	}
	mh_assessed_free(&assessed);
	return status;
}

static void print_head(struct mh_assess_page *page, const struct mh_record *signal)
{
	struct mh_catalogues *const catalogues = mh_store_catalogues(page->session->store);
	const char *form = mh_record_text(signal, "form");
	char id[MH_ID_SIZE], code[80];

	mh_record_id(signal, id);
	printf("%s%s: ", page->printed > 0 ? "\n" : "", id);
	for (size_t len; *form != '\0'; form += len + (form[len] == ';')) {
		len = strcspn(form, ";");
		snprintf(code, sizeof code, "%.*s", (int)len, form);
		print_text(mh_code_label(catalogues, "form", code));
		fputs(form[len] == ';' ? ", " : "", stdout);
	}
	putchar('\n');
}

/* Conclusions that were recorded, below what they rest on. */
static enum mh_status print_conclusions(struct mh_session *session, const struct mh_record *signal, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_assessment);
	mh_query_is_number(&query, "signal", signal->n);
	enum mh_status status = mh_list_parts(session, &query, _("concluded"), "id,on,conclusion", err);
	mh_query_free(&query);
	return status;
}

void mh_assess_page_start(struct mh_assess_page *page)
{
	if (mh_session_format(page->session) != MH_FORMAT_TABLE)
		page->rows = mh_session_rows(page->session, columns, MH_COUNT(columns), 3);
}

enum mh_status mh_assess_page_add(struct mh_assess_page *page, struct mh_record *signal, struct mh_err *err)
{
	struct victims victims = { page->session, 0, 0 };
	enum mh_status status = count_victims(page->session, signal, &victims, err);

	if (status == MH_OK && !page->rows)
		print_head(page, signal);
	for (size_t i = 0; i < page->lists->count && status == MH_OK; i++)
		status = show_list(page, &page->lists->list[i], signal, &victims, err);
	page->printed++;
	if (status != MH_OK || page->rows)
		return status;
	print_limits(&victims);
	return print_conclusions(page->session, signal, err);
}
