/* mh-store status: what the store is, in a dozen lines. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "commands_store.h"
#include "session.h"
#include "store_keys.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_status = {
	.name = "status", .operands = "", .min = 0, .max = 0,
	.summary = N_("say whose store it is, what is in it and who can open it"),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT,
	.run = run,
};

static const struct mh_column columns[] = { { "what", N_("what"), false, false }, { "value", N_("value"), false, false } };

static void say(struct mh_rows *rows, const char *what, const char *value)
{
	const struct mh_cell cells[] = { mh_cell_text(what), mh_cell_text(value) };

	mh_rows_add(rows, cells);
}

static void say_number(struct mh_rows *rows, const char *what, int64_t number)
{
	const struct mh_cell cells[] = { mh_cell_text(what), mh_cell_number(number) };

	mh_rows_add(rows, cells);
}

static enum mh_status say_key(void *arg, const struct mh_allowed_key *key, struct mh_err *err)
{
	struct mh_str text;

	(void)err;
	if (strcmp(key->role, "former") == 0)
		return MH_OK;
	mh_str_init(&text, 1000);
	mh_str_printf(&text, "%s %s", key->fingerprint, key->name);
	store_key_ends(key->expires, &text);
	say(arg, strcmp(key->role, "keyholder") == 0 ? _("keyholder") : _("exchange key"), text.s);
	mh_str_free(&text);
	return MH_OK;
}

static enum mh_status say_last(void *arg, const struct mh_log_entry *entry, struct mh_err *err)
{
	char at[MH_MOMENT_SIZE];
	struct mh_str text;

	(void)err;
	mh_moment_show(entry->at, at);
	mh_str_init(&text, 4000);
	mh_str_printf(&text, "%lld, %s, %s, %s", (long long)entry->n, at, entry->actor, entry->command);
	say(arg, _("last log entry"), text.s);
	mh_str_free(&text);
	return MH_OK;
}

static enum mh_status say_counts(struct mh_store *store, struct mh_rows *rows, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; mh_kinds[i] != NULL && status == MH_OK; i++) {
		struct mh_query all;
		int64_t count = 0;
		mh_query_init(&all, mh_kinds[i]);
		status = mh_store_count(store, &all, &count, err);
		if (status == MH_OK && count > 0)
			say_number(rows, mh_kinds[i]->name, count);
	}
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct mh_store_info *about = mh_store_about(session->store);
	struct mh_rows *rows = mh_session_rows(session, columns, MH_COUNT(columns), 0);

	(void)arg, (void)argc, (void)argv;
	say(rows, _("store"), about->file);
	say(rows, _("organisation"), about->organisation);
	say(rows, _("name"), about->name);
	say(rows, _("time zone"), about->zone);
	say(rows, _("data"), about->demo ? _("made up: a demo store") : _("real"));
	say(rows, _("disk"), mh_store_disk_encrypted(session->store) ? _("encrypted") : _("not seen to be encrypted"));
	enum mh_status status = mh_store_keys(session->store, say_key, rows, err);
	if (status == MH_OK)
		status = say_counts(session->store, rows, err);
	if (status == MH_OK)
		status = mh_store_log(session->store, 1, say_last, rows, err);
	enum mh_status ended = mh_session_rows_end(session, rows, status == MH_OK ? err : NULL);
	return status == MH_OK ? ended : status;
}
