/* mh-store history: every change of a record. */

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "commands_store.h"
#include "session.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_history = {
	.name = "history", .operands = "id", .min = 1, .max = 1,
	.summary = N_("show every change of a record: when, by whom, by which command, from what to what"),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT,
	.run = run,
};

static const struct mh_column columns[] = {
	{ "entry", N_("entry"), true, false }, { "at", N_("at"), false, false }, { "actor", N_("actor"), false, false },
	{ "command", N_("command"), false, false }, { "field", N_("field"), false, false },
	{ "before", N_("before"), false, false }, { "after", N_("after"), false, false },
};

struct telling { struct mh_rows *rows; struct mh_record before; bool first; };

static void add_row(struct telling *t, const struct mh_log_entry *entry, const char *field, const char *before, const char *after)
{
	char at[MH_MOMENT_SIZE];

	mh_moment_show(entry->at, at);
	const struct mh_cell cells[] = {
		mh_cell_number(entry->n), mh_cell_text(at), mh_cell_text(entry->actor), mh_cell_text(entry->command),
		mh_cell_text(field), mh_cell_text(before), mh_cell_text(after),
	};
	mh_rows_add(t->rows, cells);
}

/* A sealed field that changed says so and no more. */
static enum mh_status tell(void *arg, struct mh_record *rec, const struct mh_log_entry *entry, struct mh_err *err)
{
	struct telling *t = arg;
	struct mh_str before, after;

	(void)err;
	mh_str_init(&before, 1024 * 1024);
	mh_str_init(&after, 1024 * 1024);
	for (int i = 0; i < (int)rec->kind->count; i++) {
		if (mh_value_same(&t->before.values[i], &rec->values[i]))
			continue;
		mh_str_clear(&before);
		mh_str_clear(&after);
		mh_record_show(&t->before, i, &before);
		mh_record_show(rec, i, &after);
		add_row(t, entry, rec->kind->fields[i].name, before.s, after.s);
	}
	mh_str_free(&after);
	mh_str_free(&before);
	for (size_t i = 0; i < rec->kind->count; i++) {
		const struct mh_value *value = &rec->values[i];
		if (value->have == MH_HAVE_TEXT) {
			mh_value_set_text(&t->before.values[i], value->text, value->len);
		} else {
			t->before.values[i].have = value->have;
			t->before.values[i].number = value->number;
		}
	}
	return MH_OK;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct telling t = { .first = true };
	struct mh_id id;

	(void)arg, (void)argc;
	if (!mh_id_parse(argv[0], &id))
		return mh_fail(err, MH_USAGE, _("%.60s: not an id, such as S-2026-0042"), argv[0]);
	mh_record_init(&t.before, id.kind);
	t.rows = mh_session_rows(session, columns, MH_COUNT(columns), 0);
	enum mh_status status = mh_store_history(session->store, id, tell, &t, err);
	enum mh_status ended = mh_session_rows_end(session, t.rows, status == MH_OK ? err : NULL);
	mh_record_free(&t.before);
	return status == MH_OK ? ended : status;
}
