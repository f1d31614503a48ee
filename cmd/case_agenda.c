/* mh-case agenda: the one morning command: what is due, overdue first. Needs no key. */

#include <stdlib.h>
#include <string.h>

#include "agenda_calendar.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/diary.h"
#include "commands_case.h"
#include "exchange/spool.h"
#include "session.h"

#define CUT 10		/* lines of one source and group in a table; the urgent ones always stand there */

struct args {
	const char *within, *who, *source;
	bool check;
};

static const struct mh_option options[] = {
	{ 0, "within", MH_OPT_TEXT, offsetof(struct args, within), N_("length"), NULL, N_("only what is due within this length, such as 14d, or is warned of") },
	{ 0, "who", MH_OPT_TEXT, offsetof(struct args, who), N_("code"), "kind:partner", N_("only what this organisation is to do; our own code: what we are to do") },
	{ 0, "source", MH_OPT_KEYWORD, offsetof(struct args, source), "word", "term planned signal feedback referral consent agreement key inbox retention task review stay document conference", N_("only items of this source") },
	{ 0, "check", MH_OPT_FLAG, offsetof(struct args, check), NULL, NULL, N_("exit status 1 when something is overdue") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_agenda = {
	.name = "agenda", .operands = "", .min = 0, .max = 0,
	.summary = N_("everything that waits: terms, what is planned, signals, feedback, referrals, agreements, files, retention"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_CALENDAR | MH_TAKES_AS_OF,
	.run = run,
};

enum { COLUMN_WHEN, COLUMN_DAY, COLUMN_SOURCE, COLUMN_ID, COLUMN_CODE, COLUMN_WHAT, COLUMN_WHO, COLUMN_LAW, COLUMN_CHECKED, COLUMN_COUNT };

/* A table leaves out what only programs need; its first line of a group bears the group's name. */
static const int table_columns[] = { COLUMN_WHEN, COLUMN_DAY, COLUMN_ID, COLUMN_WHAT, COLUMN_WHO };

struct page {
	struct mh_session *session;
	const struct args *args;
	struct mh_rows *rows;
	struct mh_date today;
	struct mh_length within;
	bool table, past;	/* past: as of a day */
	int last_group;
	size_t printed[MH_LATER + 1], left_out[MH_LATER + 1], overdue;
};

static const char *group_label(enum mh_agenda_group group)
{
	static const char *const labels[] = { [MH_OVERDUE] = N_("overdue"), [MH_TODAY] = N_("today"), [MH_THIS_WEEK] = N_("this week"), [MH_LATER] = N_("later") };

	return _(labels[group]);
}

static void start_rows(struct page *page)
{
	static const char *const names[COLUMN_COUNT] = { "when", "day", "source", "id", "code", "what", "who", "law", "checked" };
	const char *labels[COLUMN_COUNT] = { [COLUMN_WHEN] = _("when"), [COLUMN_DAY] = _("day"), [COLUMN_WHAT] = _("what"), [COLUMN_WHO] = _("who") };
	struct mh_column columns[COLUMN_COUNT] = { { 0 } };
	size_t count = page->table ? MH_COUNT(table_columns) : COLUMN_COUNT;

	for (size_t i = 0; i < count; i++) {
		int column = page->table ? table_columns[i] : (int)i;

		columns[i] = (struct mh_column){ .name = names[column], .label = labels[column] };
	}
	page->rows = mh_session_rows(page->session, columns, count, COLUMN_ID);
}

static void add_row(struct page *page, const struct mh_agenda_item *item, enum mh_agenda_group group)
{
	struct mh_cell cells[COLUMN_COUNT], shown[COLUMN_COUNT];
	char day[MH_DATE_SIZE];

	mh_agenda_day(item, day);
	cells[COLUMN_WHEN] = mh_cell_text(!page->table ? mh_agenda_group_word(group) : page->last_group == (int)group ? NULL : group_label(group));
	cells[COLUMN_DAY] = mh_cell_text(day);
	cells[COLUMN_SOURCE] = mh_cell_text(item->source);
	cells[COLUMN_ID] = mh_cell_text(item->id);
	cells[COLUMN_CODE] = mh_cell_text(item->code);
	cells[COLUMN_WHAT] = mh_cell_text(item->what);
	cells[COLUMN_WHO] = mh_cell_text(item->who[0] != '\0' ? item->who : NULL);
	cells[COLUMN_LAW] = mh_cell_text(item->law);
	cells[COLUMN_CHECKED] = mh_cell_text(item->checked);
	for (size_t i = 0; i < MH_COUNT(table_columns); i++)
		shown[i] = cells[table_columns[i]];
	mh_rows_add(page->rows, page->table ? shown : cells);
	page->last_group = (int)group;
}

/* Everyone who can stand in the column who. */
struct parties { char **words; size_t count; };

static void add_party(struct parties *parties, const char *word)
{
	if (word[0] == '\0')
		return;
	parties->words = mh_grow(parties->words, parties->count + 1, sizeof *parties->words);
	parties->words[parties->count++] = mh_strdup(word);
}

static enum mh_status add_partner(void *parties, struct mh_record *rec, struct mh_err *err)
{
	(void)err;
	add_party(parties, mh_record_text(rec, "code"));
	return MH_OK;
}

static enum mh_status known_party(const struct parties *parties, const char *who, struct mh_err *err)
{
	for (size_t i = 0; i < parties->count; i++)
		if (strcmp(parties->words[i], who) == 0)
			return MH_OK;
	const char *const near = mh_word_nearest(who, (const char *const *)parties->words, parties->count);
	return mh_fail(err, MH_USAGE, near ? _("--who %.40s: neither a partner nor a party of a term; nearest: %s")
		: _("--who %.40s: neither a partner nor a party of a term; mh-refer partner list shows the partners"), who, near);
}

/* A word that is mistyped must not say that nothing is due. */
static enum mh_status check_who(const struct page *page, const struct mh_casework *work, struct mh_err *err)
{
	struct parties parties = { NULL, 0 };
	struct mh_query query;

	if (page->args->who == NULL)
		return MH_OK;
	add_party(&parties, mh_store_about(page->session->store)->organisation);
	for (size_t i = 0; i < work->terms.count; i++)
		add_party(&parties, work->terms.list[i].who);
	mh_query_init(&query, &mh_partner);
	enum mh_status status = mh_store_each(page->session->store, &query, add_partner, &parties, err);
	mh_query_free(&query);
	if (status == MH_OK)
		status = known_party(&parties, page->args->who, err);
	for (size_t i = 0; i < parties.count; i++)
		free(parties.words[i]);
	free(parties.words);
	return status;
}

/* Keys and the inbox have no past: of a day that has been they are left out. */
static bool is_of_now(const char *source)
{
	return strcmp(source, "key") == 0 || strcmp(source, "inbox") == 0;
}

static bool is_wanted(const struct page *page, const struct mh_agenda_item *item)
{
	if (page->past && is_of_now(item->source))
		return false;
	const char *who = page->args->who, *ours = mh_store_about(page->session->store)->organisation;

	if (page->args->within != NULL && !mh_agenda_within(item, page->today, page->within))
		return false;
	return who == NULL || strcmp(item->who[0] != '\0' ? item->who : ours, who) == 0;
}

/* For a calendar, which has no groups. */
static bool is_in_calendar(void *arg, const struct mh_agenda_item *item)
{
	struct page *page = arg;

	if (!is_wanted(page, item))
		return false;
	page->overdue += mh_agenda_group(item, page->today) == MH_OVERDUE;
	return true;
}

/* Hundreds of signals must not hide a term: a table shows the first of the others, and says how many it left out. */
static bool is_cut(struct page *page, const struct mh_agenda_item *item, enum mh_agenda_group group)
{
	if (!page->table || page->args->source != NULL || item->urgent)
		return false;
	if (page->printed[group] < CUT) {
		page->printed[group]++;
		return false;
	}
	page->left_out[group]++;
	return true;
}

static void add_item(struct page *page, const struct mh_agenda_item *item, enum mh_agenda_group group)
{
	if (!is_wanted(page, item))
		return;
	page->overdue += group == MH_OVERDUE;
	if (!is_cut(page, item, group))
		add_row(page, item, group);
}

static enum mh_status print_rows(struct page *page, const struct mh_agenda *agenda, struct mh_err *err)
{
	unsigned char *groups = mh_alloc(agenda->count + 1, sizeof *groups);
	size_t count = 0;

	for (size_t i = 0; i < agenda->count; i++)
		groups[i] = (unsigned char)mh_agenda_group(&agenda->list[i], page->today);
	start_rows(page);
	for (enum mh_agenda_group group = MH_OVERDUE; group <= MH_LATER; group++) {
		for (size_t i = 0; i < agenda->count; i++) {
			if (groups[i] == group)
				add_item(page, &agenda->list[i], group);
		}
	}
	free(groups);
	enum mh_status status = mh_rows_end(page->rows, &count, err);
	if (status == MH_OK && count == 0)
		mh_say(page->session, _("nothing is due"));
	for (enum mh_agenda_group group = MH_OVERDUE; group <= MH_LATER; group++) {
		if (page->left_out[group] > 0)
			mh_say(page->session, _("%s: and %zu more; --source shows all of one source"), group_label(group), page->left_out[group]);
	}
	return status;
}

static enum mh_status print_agenda(struct page *page, const struct mh_agenda *agenda, struct mh_err *err)
{
	const bool calendar = mh_session_format(page->session) == MH_FORMAT_ICS;
	enum mh_status status = calendar ? mh_agenda_calendar(page->session, agenda, is_in_calendar, page, err) : print_rows(page, agenda, err);

	if (status == MH_OK && page->args->check && page->overdue > 0)
		return mh_fail(err, MH_NO, _("overdue: %zu"), page->overdue);
	return status;
}

static enum mh_status count_file(void *arg, const char *path, struct mh_err *err)
{
	size_t *count = arg;

	(void)path, (void)err;
	++*count;
	return MH_OK;
}

/* Files of partners that nobody has read yet wait in the inbox; what is in them is for mh-refer receive. */
static enum mh_status add_inbox(const struct page *page, struct mh_agenda *agenda, struct mh_err *err)
{
	struct mh_str spool, tray, what;
	size_t count = 0;

	mh_str_init(&spool, 4096);
	mh_str_init(&tray, 4200);
	mh_str_init(&what, 400);
	mh_spool_of(mh_store_about(page->session->store)->file, &spool);
	mh_spool_tray(spool.s, MH_TRAY_INBOX, &tray);
	enum mh_status status = mh_spool_each(tray.s, count_file, &count, err);
	if (status == MH_NO)	/* no folder, or nothing in it */
		status = MH_OK;
	mh_str_printf(&what, ngettext("%zu file of a partner waits: mh-refer receive", "%zu files of partners wait: mh-refer receive", count), count);
	const struct mh_agenda_item item = {
		.day = page->today, .source = "inbox", .id = (char[]){ "inbox" }, .code = (char[]){ "inbox" }, .what = what.s, .urgent = true,
		.who = (char[]){ "" }, .law = (char[]){ "" }, .checked = (char[]){ "" },
	};
	if (status == MH_OK && count > 0)
		mh_agenda_add(agenda, &item);
	mh_str_free(&what);
	mh_str_free(&tray);
	mh_str_free(&spool);
	return status;
}

static enum mh_status gather(const struct page *page, const struct mh_casework *work, struct mh_agenda *agenda, struct mh_err *err)
{
	const char *source = page->args->source;
	enum mh_status status = mh_diary_gather(page->session->store, work, source, agenda, err);

	if (status == MH_OK && !page->past && (source == NULL || strcmp(source, "inbox") == 0))
		status = add_inbox(page, agenda, err);
	mh_agenda_sort(agenda);
	return status;
}

static enum mh_status check_args(struct page *page, struct mh_err *err)
{
	const struct args *args = page->args;

	if (args->within != NULL && !mh_length_parse(args->within, &page->within))
		return mh_fail(err, MH_USAGE, _("--within \"%.40s\": a length is expected, such as 14d, 2w or \"5 workday\""), args->within);
	page->past = page->session->common.as_of != NULL;
	if (page->past && args->source != NULL && is_of_now(args->source))
		return mh_fail(err, MH_USAGE, _("--source %s: is known as it is now only; leave --as-of out"), args->source);
	page->table = mh_session_format(page->session) == MH_FORMAT_TABLE;
	return MH_OK;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct page page = { .session = session, .args = arg, .today = mh_session_day(session), .last_group = -1 };
	struct mh_casework work = MH_CASEWORK_INIT;
	struct mh_agenda agenda = MH_AGENDA_INIT;

	(void)argc, (void)argv;
	enum mh_status status = check_args(&page, err);
	if (status == MH_OK)
		status = mh_casework_load(session->store, &work, err);
	if (status == MH_OK)
		status = check_who(&page, &work, err);
	if (status == MH_OK)
		status = gather(&page, &work, &agenda, err);
	if (status == MH_OK)
		status = print_agenda(&page, &agenda, err);
	mh_agenda_free(&agenda);
	mh_casework_free(&work);
	return status;
}
