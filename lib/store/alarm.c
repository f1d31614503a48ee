/*
 * Alarms of two histories. A file that raises one is refused and forgotten; what it showed is not: it is an entry of the log, which
 * nobody takes out unseen, until another entry says how it was dealt with.
 */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/internal.h"

/* Notes of the log; programs read them, so that they are in no language of a user. */
#define RAISED "two histories %s of %s: entry %" PRId64
#define SETTLED "two histories settled with "

struct alarms { struct mh_alarm *list; size_t count; };

static void add(struct alarms *all, const char *note, int64_t n)
{
	struct mh_alarm alarm = { .n = n };
	char whose[8];

	if (sscanf(note, "two histories %7s of %64[^: ]: entry %18" SCNd64, whose, alarm.partner, &alarm.entry) != 3)
		return;
	alarm.ours = strcmp(whose, "ours") == 0;
	all->list = mh_grow(all->list, all->count + 1, sizeof *all->list);
	all->list[all->count++] = alarm;
}

static void settle(struct alarms *all, const char *settled)
{
	const size_t len = strcspn(settled, ":");
	size_t kept = 0;

	for (size_t i = 0; i < all->count; i++)
		if (strlen(all->list[i].partner) != len || strncmp(all->list[i].partner, settled, len) != 0)
			all->list[kept++] = all->list[i];
	all->count = kept;
}

static enum mh_status read_alarms(struct mh_store *store, struct alarms *all, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_ALARMS, err);
	enum mh_status status = MH_STORE;

	*all = (struct alarms){ .count = 0 };
	while (stmt != NULL && (status = mh_sql_row(store, stmt, err)) == MH_OK) {
		const char *note = (const char *)sqlite3_column_text(stmt, 1);
		if (strncmp(note, SETTLED, sizeof SETTLED - 1) == 0)
			settle(all, note + sizeof SETTLED - 1);
		else
			add(all, note, sqlite3_column_int64(stmt, 0));
	}
	return status == MH_NO ? MH_OK : status;
}

enum mh_status mh_store_alarms(struct mh_store *store, mh_alarm_fn *fn, void *arg, struct mh_err *err)
{
	struct alarms all;
	enum mh_status status = read_alarms(store, &all, err);

	for (size_t i = 0; i < all.count && status == MH_OK; i++)
		status = fn(arg, &all.list[i], err);
	free(all.list);
	return status;
}

static size_t count_of(const struct alarms *all, const char *partner, const struct mh_alarm *same)
{
	size_t count = 0;

	for (size_t i = 0; i < all->count; i++)
		count += strcmp(all->list[i].partner, partner) == 0 &&
			(same == NULL || (same->ours == all->list[i].ours && same->entry == all->list[i].entry));
	return count;
}

/* One entry of the log that holds nothing but the note. */
static enum mh_status book(struct mh_store *store, const char *note, struct mh_err *err)
{
	mh_transaction_note(store, note);
	enum mh_status status = mh_store_commit(store, err);
	if (status != MH_OK)
		mh_store_rollback(store);
	return status;
}

enum mh_status mh_store_alarm(struct mh_store *store, const char *command, const struct mh_alarm *alarm, struct mh_err *err)
{
	struct alarms all = { .count = 0 };
	char note[200];
	enum mh_status status = mh_store_begin(store, command, err);

	if (status == MH_OK)
		status = read_alarms(store, &all, err);
	snprintf(note, sizeof note, RAISED, alarm->ours ? "ours" : "theirs", alarm->partner, alarm->entry);
	if (status == MH_OK && count_of(&all, alarm->partner, alarm) == 0)
		status = book(store, note, err);
	mh_store_rollback(store);
	free(all.list);
	return status;
}

enum mh_status mh_store_alarm_settle(struct mh_store *store, const char *command, const char *partner, const char *reason, struct mh_err *err)
{
	struct alarms all = { .count = 0 };
	struct mh_str note;
	enum mh_status status = mh_store_begin(store, command, err);

	mh_str_init(&note, 2000);
	mh_str_printf(&note, SETTLED "%.64s: %.1000s", partner, reason);
	if (status == MH_OK)
		status = read_alarms(store, &all, err);
	if (status == MH_OK && count_of(&all, partner, NULL) == 0)
		status = mh_fail(err, MH_NO, _("%.64s: no alarm of two histories is open with this partner (mh-store check names those that are)"), partner);
	if (status == MH_OK)
		status = book(store, note.s, err);
	mh_store_rollback(store);
	mh_str_free(&note);
	free(all.list);
	return status;
}
