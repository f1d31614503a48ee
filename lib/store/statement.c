/* The text of the authority statement, made from the store; what differs between two of them; and reading its head. */

#include "store/authority.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/log_key.h"

#define LINE_MOST 8192

struct partner { int64_t n; char *code; };

struct writing {
	struct mh_str *out;
	struct partner *partners;
	size_t count;
};

/* One line; a sign that would end it reads "?", so that no value can pass for a line. */
static void line(struct mh_str *out, const char *key, const char *a, const char *b, const char *c)
{
	const char *const words[] = { a, b, c };

	mh_str_printf(out, "%s:", key);
	for (size_t i = 0; i < MH_COUNT(words) && words[i] != NULL; i++) {
		mh_str_putc(out, ' ');
		for (const char *p = words[i]; *p != '\0'; p++)
			mh_str_putc(out, (unsigned char)*p < ' ' ? '?' : *p);
	}
	mh_str_putc(out, '\n');
}

static void line_number(struct mh_str *out, const char *key, int64_t number)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)number);
	line(out, key, text, NULL, NULL);
}

static void line_digest(struct mh_str *out, const char *key, const char *of, const void *bytes, size_t len)
{
	unsigned char digest[MH_HASH_SIZE];
	char hex[MH_DIGEST_TEXT_SIZE];

	mh_digest(bytes, len, digest);
	mh_hex(digest, sizeof digest, hex);
	line(out, key, of != NULL ? of : hex, of != NULL ? hex : NULL, NULL);
}

static const char *column(sqlite3_stmt *stmt, int at)
{
	const unsigned char *text = sqlite3_column_text(stmt, at);

	return text != NULL ? (const char *)text : "";
}

static enum mh_status put_store(struct mh_store *store, int64_t number, int64_t entry, const char *previous, struct mh_str *out, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_STORE_READ, err);
	enum mh_status status = stmt != NULL ? mh_sql_row(store, stmt, err) : MH_STORE;
	char uid[2 * MH_UID_SIZE + 1] = "";

	if (status != MH_OK)
		return status == MH_NO ? mh_fail(err, MH_STORE, _("%s: holds no store"), store->info.file) : status;
	if (sqlite3_column_bytes(stmt, 0) == MH_UID_SIZE)
		mh_hex(sqlite3_column_blob(stmt, 0), MH_UID_SIZE, uid);
	line(out, "format", "mh-authority/1", NULL, NULL);
	line_number(out, "number", number);
	line_number(out, "entry", entry);
	line(out, "previous", previous, NULL, NULL);
	line(out, "store", uid, NULL, NULL);
	line(out, "organisation", column(stmt, 1), NULL, NULL);
	line(out, "name", column(stmt, 2), NULL, NULL);
	line(out, "zone", column(stmt, 3), NULL, NULL);
	line(out, "demo", sqlite3_column_int(stmt, 5) != 0 ? "yes" : "no", NULL, NULL);
	line_number(out, "epoch", sqlite3_column_int64(stmt, 6));
	line_digest(out, "public-key", NULL, sqlite3_column_blob(stmt, 7), (size_t)sqlite3_column_bytes(stmt, 7));
	line_digest(out, "secret", NULL, column(stmt, 8), strlen(column(stmt, 8)));
	line(out, "exchange-key", column(stmt, 4), NULL, NULL);
	line_number(out, "created", sqlite3_column_int64(stmt, 9));
	mh_sql_done(stmt);
	return MH_OK;
}

/* Every key with all that is kept of it: what the table says of a key, and since when, is what a keyholder signed. */
static enum mh_status put_keys(struct mh_store *store, struct mh_str *out, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_KEY_EACH, err);
	enum mh_status status = MH_STORE;
	char number[24];

	while (stmt != NULL && (status = mh_sql_row(store, stmt, err)) == MH_OK) {
		const char *fingerprint = column(stmt, 0);
		snprintf(number, sizeof number, "%lld", (long long)sqlite3_column_int64(stmt, 4));
		line(out, "key", fingerprint, column(stmt, 1), number);
		line_digest(out, "key-name", fingerprint, column(stmt, 2), strlen(column(stmt, 2)));
		line_digest(out, "key-public", fingerprint, column(stmt, 3), strlen(column(stmt, 3)));
		snprintf(number, sizeof number, "%lld", (long long)sqlite3_column_int64(stmt, 5));
		line(out, "key-end", fingerprint, number, NULL);
	}
	return status == MH_NO ? MH_OK : status;
}

/* The chains of the log's keys, so that none can be added or replaced. */
static enum mh_status put_log_keys(struct mh_store *store, struct mh_str *out, struct mh_err *err)
{
	char first[24], hex[MH_DIGEST_TEXT_SIZE];
	struct mh_log_keys keys;
	enum mh_status status = mh_log_keys_read(store, &keys, err);

	for (size_t i = 0; i < keys.count; i++) {
		snprintf(first, sizeof first, "%lld", (long long)keys.list[i].first);
		mh_hex(keys.list[i].commitment, MH_HASH_SIZE, hex);
		line(out, "log-key", first, hex, keys.list[i].restored ? "restored" : NULL);
	}
	mh_log_keys_free(&keys);
	return status;
}

/* All checkpoints, so that none can be taken away. */
static enum mh_status put_checkpoints(struct mh_store *store, struct mh_str *out, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_CHECKPOINT_EACH, err);
	char number[24];
	struct mh_str digests;
	enum mh_status status = MH_STORE;
	int64_t count = 0;

	mh_str_init(&digests, MH_STATEMENT_MOST);
	while (stmt != NULL && (status = mh_sql_row(store, stmt, err)) == MH_OK) {
		mh_str_add(&digests, column(stmt, 6), strlen(column(stmt, 6)));
		count++;
	}
	snprintf(number, sizeof number, "%lld", (long long)count);
	if (status == MH_NO && count > 0)
		line_digest(out, "checkpoints", number, digests.s, digests.len);
	mh_str_free(&digests);
	return status == MH_NO ? MH_OK : status;
}

static const char *code_of(const struct writing *w, const struct mh_record *rec)
{
	for (size_t i = 0; i < w->count; i++)
		if (w->partners[i].n == mh_record_number(rec, "partner"))
			return w->partners[i].code;
	return "?";
}

static enum mh_status put_partner(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct writing *w = arg;
	const char *code = mh_record_text(rec, "code"), *key = mh_record_text(rec, "public-key");

	(void)err;
	w->partners = mh_grow(w->partners, w->count + 1, sizeof *w->partners);
	w->partners[w->count++] = (struct partner){ rec->n, mh_strdup(code) };
	/* the day of a suspension that was lifted, so that lifting is signed even where the suspension was not */
	line(w->out, "partner", code, mh_record_text(rec, "state"),
		mh_record_has(rec, "suspended") && strcmp(mh_record_text(rec, "state"), "active") == 0 ? mh_record_text(rec, "suspended") : NULL);
	if (mh_record_has(rec, "fingerprint"))
		line(w->out, "fingerprint", code, mh_record_text(rec, "fingerprint"), NULL);
	if (key[0] != '\0')
		line_digest(w->out, "partner-key", code, key, strlen(key));
	if (mh_record_has(rec, "accepts"))
		line(w->out, "accepts", code, mh_record_text(rec, "accepts"), NULL);
	return MH_OK;
}

static enum mh_status put_profile(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct writing *w = arg;

	(void)err;
	line(w->out, "profile", code_of(w, rec), mh_record_text(rec, "purpose"), mh_record_text(rec, "groups"));
	return MH_OK;
}

static enum mh_status put_agreement(void *arg, struct mh_record *rec, struct mh_err *err)
{
	static const char *const fields[] = { "kind", "name", "signed", "review", "until", "digest" };
	struct writing *w = arg;
	unsigned char digest[MH_HASH_SIZE];
	char hex[MH_DIGEST_TEXT_SIZE], id[MH_ID_SIZE];
	struct mh_hash hash;

	(void)err;
	mh_record_id(rec, id);
	mh_hash_start(&hash, NULL, 0);
	for (size_t i = 0; i < MH_COUNT(fields); i++)
		mh_hash_part(&hash, mh_record_text(rec, fields[i]), strlen(mh_record_text(rec, fields[i])));
	mh_hash_end(&hash, digest);
	mh_hex(digest, sizeof digest, hex);
	line(w->out, "agreement", id, code_of(w, rec), hex);
	return MH_OK;
}

static enum mh_status put_agreed(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct writing *w = arg;
	char id[MH_ID_SIZE];

	(void)err;
	mh_id_format((struct mh_id){ &mh_agreement, mh_record_number(rec, "agreement") }, id);
	line(w->out, "agreement-party", id, code_of(w, rec), NULL);
	return MH_OK;
}

static enum mh_status put_chain(struct mh_store *store, struct mh_str *out, struct mh_err *err)
{
	const struct { const struct mh_kind *kind; const char *sort; mh_row_fn *put; } parts[] = {
		{ &mh_partner, "code", put_partner }, { &mh_profile, "partner,purpose", put_profile }, { &mh_agreement, "id", put_agreement },
		{ &mh_agreed, "agreement,partner", put_agreed },
	};
	struct writing w = { out, NULL, 0 };
	struct mh_query query;
	int64_t as_of = store->as_of;
	enum mh_status status = MH_OK;

	store->as_of = -1;
	for (size_t i = 0; i < MH_COUNT(parts) && status == MH_OK; i++) {
		mh_query_init(&query, parts[i].kind);
		status = mh_query_sort(&query, parts[i].sort, err);
		if (status == MH_OK)
			status = mh_store_each(store, &query, parts[i].put, &w, err);
		mh_query_free(&query);
	}
	store->as_of = as_of;
	for (size_t i = 0; i < w.count; i++)
		free(w.partners[i].code);
	free(w.partners);
	return status;
}

enum mh_status mh_statement_text(struct mh_store *store, int64_t number, int64_t entry, const char *previous, struct mh_str *out, struct mh_err *err)
{
	char holders[MH_KEYHOLDERS_MOST][MH_FINGERPRINT_SIZE];
	size_t count = 0;
	enum mh_status status = put_store(store, number, entry, previous, out, err);

	if (status == MH_OK)
		status = mh_keyholders(store, holders, &count, err);
	for (size_t i = 0; i < count && status == MH_OK; i++)
		line(out, "keyholder", holders[i], NULL, NULL);
	if (status == MH_OK)
		status = put_keys(store, out, err);
	if (status == MH_OK)
		status = put_log_keys(store, out, err);
	if (status == MH_OK)
		status = put_checkpoints(store, out, err);
	if (status == MH_OK)
		status = put_chain(store, out, err);
	return status == MH_OK && !mh_str_ok(out) ? mh_fail(err, MH_INPUT, _("authority statement: it is too large")) : status;
}

const char *mh_statement_body(const char *text)
{
	const char *at = strstr(text, "\nstore: ");

	return at != NULL ? at + 1 : "";
}

/* What a line is about; %s is its first word. */
static const struct { const char *key, *text; } subjects[] = {
	{ "store", N_("the store's own number") },
	{ "organisation", N_("the organisation") },
	{ "name", N_("the organisation's name") },
	{ "zone", N_("the store's time zone") },
	{ "demo", N_("whether its data are real") },
	{ "epoch", N_("the number of the store's key") },
	{ "public-key", N_("the store's public key") },
	{ "secret", N_("the store's wrapped secret") },
	{ "exchange-key", N_("the fingerprint of the organisation's exchange key") },
	{ "created", N_("the day on which the store was made") },
	{ "keyholder", N_("keyholder %s") },
	{ "key", N_("what key %s is or was to the store, and since when,") },
	{ "key-name", N_("the name of key %s") },
	{ "key-public", N_("the public key %s") },
	{ "key-end", N_("the day on which key %s ends") },
	{ "log-key", N_("the key of the log that begins with entry %s") },
	{ "checkpoints", N_("the checkpoints of the log") },
	{ "partner", N_("the state of partner %s") },
	{ "fingerprint", N_("the fingerprint of partner %s") },
	{ "partner-key", N_("the public key of partner %s") },
	{ "accepts", N_("what partner %s may send") },
	{ "profile", N_("the profile of partner %s") },
	{ "agreement", N_("agreement %s") },
	{ "agreement-party", N_("the parties of agreement %s") },
};

static void name_line(const char *text, size_t len, struct mh_str *out)
{
	size_t key = strcspn(text, ":"), behind = key + 2 < len ? key + 2 : len;
	char word[80];

	snprintf(word, sizeof word, "%.*s", (int)strcspn(text + behind, " \n"), text + behind);
	for (size_t i = 0; i < MH_COUNT(subjects); i++)
		if (strlen(subjects[i].key) == key && strncmp(subjects[i].key, text, key) == 0)
			mh_str_printf(out, _(subjects[i].text), word);
}

/* Is the line (with its end) in the text? */
static bool stands_in(const char *text, const char *wanted, size_t len)
{
	for (const char *at = text; *at != '\0'; at += strcspn(at, "\n") + 1)
		if (strncmp(at, wanted, len) == 0)
			return true;
	return false;
}

void mh_statement_difference(const char *was, const char *is, struct mh_str *out)
{
	const char *const pairs[][2] = { { was, is }, { is, was } };

	for (size_t i = 0; i < MH_COUNT(pairs) && out->len == 0; i++)
		for (const char *at = pairs[i][0]; *at != '\0' && out->len == 0; at += strcspn(at, "\n") + 1)
			if (!stands_in(pairs[i][1], at, strcspn(at, "\n") + 1))
				name_line(at, strcspn(at, "\n"), out);
	if (out->len == 0)
		mh_str_puts(out, _("the order of what was signed"));
}

/* Both lines say of the same partner: first that it is active, then that it is suspended. */
static bool suspends(const char *was, const char *is)
{
	static const char begins[] = "partner: ", active[] = " active", suspended[] = " suspended\n";

	if (strncmp(was, begins, strlen(begins)) != 0)
		return false;
	const size_t code = strlen(begins) + strcspn(was + strlen(begins), " \n");
	return strncmp(is, was, code) == 0 && strncmp(was + code, active, strlen(active)) == 0 &&
	       strncmp(is + code, suspended, strlen(suspended)) == 0;
}

bool mh_statement_holds(const char *was, const char *is)
{
	while (*was != '\0' && *is != '\0') {
		const size_t len = strcspn(was, "\n"), is_len = strcspn(is, "\n");

		if ((len != is_len || strncmp(was, is, len) != 0) && !suspends(was, is))
			return false;
		was += len + (was[len] == '\n');
		is += is_len + (is[is_len] == '\n');
	}
	return *was == *is;
}

/* Takes one line's value where it belongs; keys that say nothing of trust are passed over. */
static bool take_line(struct mh_trust *trust, const char *key, size_t key_len, const char *value, size_t len)
{
	const struct { const char *key; char *to; size_t size; } texts[] = {
		{ "store", trust->store, sizeof trust->store },
		{ "statement", trust->statement, sizeof trust->statement },
		{ "previous", trust->previous, sizeof trust->previous },
		{ "public-key", trust->public_key, sizeof trust->public_key },
		{ "keyholder", trust->count < MH_KEYHOLDERS_MOST ? trust->holders[trust->count] : NULL, MH_FINGERPRINT_SIZE },
	};
	const struct { const char *key; int64_t *to; } numbers[] = { { "number", &trust->number }, { "epoch", &trust->epoch }, { "entry", &trust->entry } };

	for (size_t i = 0; i < MH_COUNT(texts); i++) {
		if (strlen(texts[i].key) != key_len || strncmp(texts[i].key, key, key_len) != 0)
			continue;
		if (texts[i].to == NULL || len >= texts[i].size)
			return false;
		memcpy(texts[i].to, value, len);
		texts[i].to[len] = '\0';
		trust->count += texts[i].size == MH_FINGERPRINT_SIZE;
	}
	for (size_t i = 0; i < MH_COUNT(numbers); i++)
		if (strlen(numbers[i].key) == key_len && strncmp(numbers[i].key, key, key_len) == 0)
			*numbers[i].to = strtoll(value, NULL, 10);
	return true;
}

bool mh_trust_read(const char *text, const char *format, struct mh_trust *out)
{
	char first[80];

	*out = (struct mh_trust){ .number = -1 };
	snprintf(first, sizeof first, "format: %s\n", format);
	if (strncmp(text, first, strlen(first)) != 0)
		return false;
	for (const char *at = text; *at != '\0'; ) {
		size_t len = strcspn(at, "\n"), key = strcspn(at, ":");
		if (at[len] != '\n' || key + 2 > len || at[key + 1] != ' ' || !take_line(out, at, key, at + key + 2, len - key - 2))
			return false;
		at += len + 1;
	}
	return out->number >= 0;
}

bool mh_trust_holder(const struct mh_trust *trust, const char *fingerprint)
{
	for (size_t i = 0; i < trust->count; i++)
		if (strcmp(trust->holders[i], fingerprint) == 0)
			return true;
	return false;
}
