/*
 * Searching sealed values: one statement a kind joins records with their values and streams them; each is opened, handed over and
 * wiped. Data keys that were opened are kept for the length of the search, since a signal and its mentions share one: in a store
 * that was filled by hand there are as many keys as signals, and to open a key costs fifty times what a value does.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/secret.h"

#define SQL_MOST 65536
#define KINDS_MOST 8
#define KEY_SLOTS 65536		/* a key is kept in the slot of its number; 3 MB */
#define ROOM_KEPT 4096
#define VALUE_MOST (1024 * 1024)

struct kept_key { int64_t n, epoch; unsigned char key[MH_DATA_KEY_SIZE]; };

struct search {
	struct mh_store *store;
	const struct mh_search_plan *plan;
	struct mh_range ranges[KINDS_MOST];
	struct kept_key *keys;
	struct mh_str plain;
	mh_row_fn *fn;
	void *arg;
	uint64_t done, total;
};

/* The values of the i-th field named come as columns s<i>.data_key and s<i>.value behind those of the record. */
static void compose(const struct mh_store *store, const struct mh_search *of, struct mh_str *sql)
{
	char before[80];
	struct mh_str joins;

	mh_str_init(&joins, SQL_MOST);
	mh_str_printf(&joins, "\"%s\".", of->kind->name);
	snprintf(before, sizeof before, "%s", joins.s);
	mh_str_clear(&joins);
	mh_str_puts(sql, "SELECT ");
	mh_sql_columns(sql, of->kind, before);
	for (size_t i = 0; i < of->count; i++) {
		mh_str_printf(sql, ", s%zu.data_key, s%zu.value", i, i);
		mh_str_printf(&joins, " LEFT JOIN sealed AS s%zu ON s%zu.n = %s", i, i, before);
		mh_sql_column(&joins, of->fields[i]);
	}
	mh_sql_from(store, sql, of->kind);
	mh_str_puts(sql, joins.s);
	mh_str_printf(sql, " WHERE %sn BETWEEN :low AND :high ORDER BY %sn", before, before);
	mh_str_free(&joins);
}

/* What the log is to tell: the first and last record there is, and how many. Later ones are not searched. */
static enum mh_status measure(struct search *s, size_t i, struct mh_str *note, struct mh_err *err)
{
	const struct mh_search *of = &s->plan->kinds[i];
	sqlite3_stmt *stmt;
	struct mh_str sql;

	mh_str_init(&sql, SQL_MOST);
	mh_str_puts(&sql, "SELECT coalesce(min(n), 0), coalesce(max(n), 0), count(*)");
	mh_sql_from(s->store, &sql, of->kind);
	enum mh_status status = mh_sql_prepare(s->store, sql.s, &stmt, err);
	mh_str_free(&sql);
	if (status != MH_OK)
		return status;
	if (s->store->as_of >= 0)
		mh_bind_number(stmt, "as_of", s->store->as_of);
	status = mh_sql_row(s->store, stmt, err);
	if (status == MH_OK)
		s->ranges[i] = (struct mh_range){ of->kind, sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1), sqlite3_column_int64(stmt, 2) };
	s->total += (uint64_t)s->ranges[i].count;
	sqlite3_finalize(stmt);
	mh_str_printf(note, "%s%s", i == 0 ? "searched: " : "; ", of->kind->name);
	for (size_t f = 0; f < of->count; f++)
		mh_str_printf(note, "%s%s", f == 0 ? " " : ",", of->fields[f]);
	return status;
}

static enum mh_status log_look(struct search *s, struct mh_err *err)
{
	struct mh_str note;
	enum mh_status status = MH_OK;

	mh_str_init(&note, 2000);
	for (size_t i = 0; i < s->plan->count && status == MH_OK; i++)
		status = measure(s, i, &note, err);
	const struct mh_look look = {
		.command = s->plan->command, .purpose = s->plan->purpose, .note = note.s, .ranges = s->ranges, .range_count = s->plan->count,
	};
	if (status == MH_OK)
		status = mh_look_begin(s->store, &look, err);
	mh_str_free(&note);
	return status;
}

/* The data key, from its slot or opened into it. */
static enum mh_status find_key(struct search *s, int64_t n, const struct kept_key **out, struct mh_err *err)
{
	struct kept_key *slot = &s->keys[(uint64_t)n % KEY_SLOTS];

	*out = slot;
	if (slot->n == n)
		return MH_OK;
	sqlite3_stmt *stmt = mh_sql_fixed(s->store, MH_SQL_DATA_KEY_ONE, err);
	if (stmt == NULL)
		return MH_STORE;
	slot->n = 0;
	mh_bind_number(stmt, "n", n);
	enum mh_status status = mh_sql_row(s->store, stmt, err);
	if (status == MH_NO || (status == MH_OK && sqlite3_column_bytes(stmt, 1) != MH_WRAPPED_KEY_SIZE))
		status = mh_fail(err, MH_KEY, _("data key %lld: is damaged"), (long long)n);
	else if (status == MH_OK)
		status = mh_data_key_open(sqlite3_column_blob(stmt, 1), s->store->public_key, s->store->secret, slot->key, err);
	if (status == MH_OK) {
		slot->epoch = sqlite3_column_int64(stmt, 0);
		slot->n = n;
	}
	mh_sql_done(stmt);
	return status;
}

static enum mh_status open_one(struct search *s, sqlite3_stmt *stmt, int column, struct mh_record *rec, int field, struct mh_err *err)
{
	struct mh_value *value = &rec->values[field];
	const struct kept_key *key;
	int64_t number = value->number;

	if (sqlite3_column_type(stmt, column) == SQLITE_NULL)
		return mh_fail(err, MH_STORE, _("%s: its sealed value is missing"), rec->kind->fields[field].name);
	enum mh_status status = find_key(s, sqlite3_column_int64(stmt, column), &key, err);
	if (status != MH_OK)
		return status;
	struct mh_seal_place place = mh_seal_place_of(s->store, rec, field, key->epoch, number);
	if (s->plain.size > ROOM_KEPT)	/* one long text must not make the wiping of each later one long */
		mh_str_free(&s->plain);
	mh_str_clear(&s->plain);
	status = mh_value_open(key->key, &place, (struct mh_blob){ sqlite3_column_blob(stmt, column + 1),
		(size_t)sqlite3_column_bytes(stmt, column + 1) }, &s->plain, err);
	if (status == MH_OK) {
		mh_value_set_text(value, s->plain.s, s->plain.len);
		value->number = number;
	}
	return status;
}

static enum mh_status one_row(struct search *s, const struct mh_search *of, sqlite3_stmt *stmt, const int *fields, struct mh_record *rec,
	struct mh_err *err)
{
	int column = sqlite3_column_count(stmt) - 2 * (int)of->count;
	enum mh_status status = MH_OK;
	char id[MH_ID_SIZE];

	mh_read_record(stmt, rec);
	for (size_t i = 0; i < of->count && status == MH_OK; i++, column += 2)
		if (rec->values[fields[i]].have == MH_HAVE_SEALED)
			status = open_one(s, stmt, column, rec, fields[i], err);
	if (status != MH_OK) {
		mh_record_id(rec, id);
		return mh_fail_in(err, id);
	}
	if (s->plan->progress != NULL)
		s->plan->progress(s->arg, ++s->done, s->total);
	return s->fn(s->arg, rec, err);
}

static enum mh_status search_kind(struct search *s, size_t k, struct mh_err *err)
{
	const struct mh_search *of = &s->plan->kinds[k];
	int fields[MH_FIELD_MOST];
	sqlite3_stmt *stmt;
	struct mh_record rec;
	struct mh_str sql;
	bool stopped = false;

	for (size_t i = 0; i < of->count; i++)
		fields[i] = mh_field_find(of->kind, of->fields[i]);
	mh_str_init(&sql, SQL_MOST);
	compose(s->store, of, &sql);
	enum mh_status status = mh_sql_prepare(s->store, sql.s, &stmt, err);
	mh_str_free(&sql);
	if (status != MH_OK)
		return status;
	if (s->store->as_of >= 0)
		mh_bind_number(stmt, "as_of", s->store->as_of);
	mh_bind_number(stmt, "low", s->ranges[k].low);
	mh_bind_number(stmt, "high", s->ranges[k].high);
	mh_record_init(&rec, of->kind);
	while (!stopped && (status = mh_sql_row(s->store, stmt, err)) == MH_OK) {
		status = one_row(s, of, stmt, fields, &rec, err);
		stopped = status != MH_OK;
	}
	mh_record_free(&rec);
	sqlite3_finalize(stmt);
	return !stopped && status == MH_NO ? MH_OK : status;
}

enum mh_status mh_store_search(struct mh_store *store, const struct mh_search_plan *plan, mh_row_fn *fn, void *arg, struct mh_err *err)
{
	struct search s = { .store = store, .plan = plan, .fn = fn, .arg = arg };
	enum mh_status status = plan->count <= KINDS_MOST ? log_look(&s, err) : mh_fail(err, MH_USAGE, _("too many kinds to search at once"));

	if (status != MH_OK)
		return status;
	s.keys = mh_alloc(KEY_SLOTS, sizeof *s.keys);
	mh_str_init_secret(&s.plain, VALUE_MOST);
	for (size_t i = 0; i < plan->count && status == MH_OK; i++)
		status = search_kind(&s, i, err);
	mh_str_free(&s.plain);
	mh_wipe(s.keys, KEY_SLOTS * sizeof *s.keys);
	free(s.keys);
	return status;
}
