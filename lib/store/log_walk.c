/* The walk along the log, entry by entry, rows beside it: everything is read once and in order, so that a million entries take seconds. */

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/log_key.h"

enum column { N, AT, ACTOR, COMMAND, PURPOSE, SUBJECTS, NOTE, SALT, TOLD, ROWS, DIGEST, MAC };

struct walking {
	struct mh_store *store;
	struct mh_log_walk *walk;
	sqlite3_stmt *rows;		/* stands on the next chunk of digests; NULL: behind the last */
	int64_t expected;
	unsigned char previous[MH_HASH_SIZE];	/* digest of the entry before */
	unsigned char key[MH_MAC_KEY_SIZE];
	size_t next_key;		/* of walk->keys */
	bool mac_lost;			/* one was wrong: those after it say nothing */
	bool stopped;
};

static void tell(struct walking *w, int64_t entry, const char *what)
{
	w->walk->good = false;
	if (!w->stopped && !w->walk->found(w->walk->arg, entry, what))
		w->stopped = true;
}

/* An entry as it lies in the page; borrowed until the next step. */
struct entry { struct mh_log_text text; const unsigned char *digest; };

/* A column of digest size; anything else reads as zeros, which no digest is. */
static const unsigned char *digest_of(sqlite3_stmt *stmt, enum column column)
{
	static const unsigned char none[MH_HASH_SIZE];

	return sqlite3_column_bytes(stmt, (int)column) == MH_HASH_SIZE ? sqlite3_column_blob(stmt, (int)column) : none;
}

/* Text as the bytes that lie in the page: asked for as text it would be copied to end with NUL. */
static struct mh_blob text_of(sqlite3_stmt *stmt, enum column column)
{
	const int len = sqlite3_column_bytes(stmt, (int)column);

	return (struct mh_blob){ len > 0 ? sqlite3_column_blob(stmt, (int)column) : "", (size_t)len };
}

static struct entry read_entry(const struct walking *w, sqlite3_stmt *stmt)
{
	bool told = sqlite3_column_type(stmt, TOLD) != SQLITE_NULL;

	return (struct entry){ {
		sqlite3_column_int64(stmt, N), sqlite3_column_int64(stmt, AT), text_of(stmt, ACTOR), text_of(stmt, COMMAND), text_of(stmt, PURPOSE),
		text_of(stmt, SUBJECTS), text_of(stmt, NOTE), text_of(stmt, SALT), told ? digest_of(stmt, TOLD) : NULL, digest_of(stmt, ROWS), w->previous,
	}, digest_of(stmt, DIGEST) };
}

static enum mh_status next_rows(struct walking *w, struct mh_err *err)
{
	enum mh_status status = mh_sql_row(w->store, w->rows, err);

	if (status == MH_NO)
		w->rows = NULL;
	return status == MH_NO ? MH_OK : status;
}

/* The digest of the rows that the entry wrote, made again from what is kept of them. Chunks of an entry that is gone are passed over. */
static enum mh_status rows_again(struct walking *w, int64_t entry, unsigned char out[MH_HASH_SIZE], struct mh_err *err)
{
	enum mh_status status = MH_OK;
	struct mh_hash hash;
	int64_t of;

	mh_hash_start(&hash, NULL, 0);
	while (status == MH_OK && w->rows != NULL && (of = sqlite3_column_int64(w->rows, 0)) <= entry) {
		if (of == entry)
			mh_hash_chunk(&hash, sqlite3_column_int64(w->rows, 1), sqlite3_column_int64(w->rows, 2),
				sqlite3_column_blob(w->rows, 3), (size_t)sqlite3_column_bytes(w->rows, 3));
		status = next_rows(w, err);
	}
	mh_hash_end(&hash, out);
	return status;
}

static void check_mac(struct walking *w, const struct entry *entry, const unsigned char *written)
{
	const struct mh_log_keys *keys = w->walk->keys;
	unsigned char mac[MH_MAC_SIZE];

	if (w->next_key < keys->count && keys->list[w->next_key].first == entry->text.n)
		memcpy(w->key, keys->list[w->next_key++].key, sizeof w->key);
	mh_mac_step(w->key, entry->digest, mac);
	if (memcmp(mac, written, sizeof mac) == 0)
		return;
	w->mac_lost = true;
	tell(w, entry->text.n, _("was not written when it says: its MAC is another"));
}

/* Nothing vouches for words that stand beside the digest of those that were taken out. */
static bool wordless(const struct mh_log_text *text)
{
	return text->actor.len + text->command.len + text->purpose.len + text->subjects.len + text->note.len + text->salt.len == 0;
}

/* It is made of the digest of the one before it too, so that each hangs on all that came before. */
static bool hangs_together(const struct entry *entry)
{
	unsigned char digest[MH_HASH_SIZE];

	mh_entry_digest(&entry->text, digest);
	return memcmp(digest, entry->digest, sizeof digest) == 0;
}

static enum mh_status check_entry(struct walking *w, sqlite3_stmt *stmt, struct mh_err *err)
{
	const struct entry entry = read_entry(w, stmt);
	const struct mh_log_text *text = &entry.text;
	const bool gap = text->n != w->expected;	/* on what it hung is not known */
	unsigned char rows[MH_HASH_SIZE];
	enum mh_status status = w->walk->rows ? rows_again(w, text->n, rows, err) : MH_OK;

	if (gap)
		tell(w, w->expected, text->n == w->expected + 1 ? _("is missing") : _("is missing, and those after it too"));
	if (text->told != NULL && text->n > w->walk->pruned)
		tell(w, text->n, _("its words were taken out, and no keyholder signed that"));
	else if (text->told != NULL && !wordless(text))
		tell(w, text->n, _("has words, which were taken out before: something else put them there"));
	else if (!gap && !hangs_together(&entry))
		tell(w, text->n, _("was changed"));
	if (status == MH_OK && w->walk->rows && memcmp(rows, text->rows, sizeof rows) != 0)
		tell(w, text->n, _("the digests of its rows were changed"));
	if (w->walk->keys != NULL && !w->mac_lost)
		check_mac(w, &entry, digest_of(stmt, MAC));
	w->expected = text->n + 1;
	memcpy(w->previous, entry.digest, sizeof w->previous);
	w->walk->count++;
	return status;
}

/* The store's key must be that of the entry to come: otherwise entries were cut off the end, or added to it. */
static enum mh_status check_end(struct walking *w, struct mh_err *err)
{
	const struct mh_log_keys *keys = w->walk->keys;
	sqlite3_stmt *stmt = mh_sql_fixed(w->store, MH_SQL_LOG_NEXT_READ, err);
	enum mh_status status = stmt != NULL ? mh_sql_row(w->store, stmt, err) : MH_STORE;

	if (status != MH_OK && status != MH_NO)
		return status;
	if (status == MH_NO || sqlite3_column_bytes(stmt, 1) != MH_MAC_KEY_SIZE) {
		tell(w, w->expected, _("the key for it is missing"));
	} else if (sqlite3_column_int64(stmt, 0) > w->expected) {
		tell(w, w->expected, _("is missing: the end of the log was cut off"));
	} else if (sqlite3_column_int64(stmt, 0) < w->expected) {
		tell(w, sqlite3_column_int64(stmt, 0), _("was added by something else"));
	} else if (keys != NULL && !w->mac_lost) {
		if (w->next_key < keys->count && keys->list[w->next_key].first == w->expected)
			memcpy(w->key, keys->list[w->next_key].key, sizeof w->key);
		if (memcmp(w->key, sqlite3_column_blob(stmt, 1), sizeof w->key) != 0)
			tell(w, w->expected, _("the key for it is another: the end of the log was cut off or written anew"));
	}
	mh_sql_done(stmt);
	return MH_OK;
}

/* The digest on which the first entry of the walk hangs. */
static enum mh_status find_start(struct walking *w, struct mh_err *err)
{
	sqlite3_stmt *stmt;

	w->expected = w->walk->from;
	if (w->walk->from <= 1)
		return MH_OK;
	stmt = mh_sql_fixed(w->store, MH_SQL_LOG_DIGEST, err);
	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "n", w->walk->from - 1);
	enum mh_status status = mh_sql_row(w->store, stmt, err);
	if (status == MH_OK && sqlite3_column_bytes(stmt, 0) == MH_HASH_SIZE)
		memcpy(w->previous, sqlite3_column_blob(stmt, 0), MH_HASH_SIZE);
	mh_sql_done(stmt);
	return status == MH_NO ? MH_OK : status;
}

static enum mh_status walk_entries(struct walking *w, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(w->store, MH_SQL_LOG_CHAIN, err);
	enum mh_status status = MH_STORE;

	if (stmt == NULL)
		return status;
	mh_bind_number(stmt, "from", w->walk->from);
	while (!w->stopped && (status = mh_sql_row(w->store, stmt, err)) == MH_OK)
		if ((status = check_entry(w, stmt, err)) != MH_OK)
			break;
	mh_sql_done(stmt);
	return w->stopped || status == MH_NO ? MH_OK : status;
}

enum mh_status mh_log_walk(struct mh_store *store, struct mh_log_walk *walk, struct mh_err *err)
{
	struct walking w = { .store = store, .walk = walk };
	sqlite3_stmt *rows = walk->rows ? mh_sql_fixed(store, MH_SQL_ROWS_FROM, err) : NULL;
	enum mh_status status = walk->rows && rows == NULL ? MH_STORE : find_start(&w, err);

	walk->good = true;
	walk->count = 0;
	if (status == MH_OK && walk->rows) {
		w.rows = rows;
		mh_bind_number(rows, "from", walk->from);
		status = next_rows(&w, err);
	}
	if (status == MH_OK)
		status = walk_entries(&w, err);
	walk->last = w.expected - 1;
	if (status == MH_OK && !w.stopped)
		status = check_end(&w, err);
	mh_sql_done(rows);
	mh_wipe(&w, sizeof w);
	return status;
}
