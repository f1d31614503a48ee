/* The signed lists of erasures as the store has them: verified, searched, and what they mean for a check. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/erasures.h"
#include "store/kept.h"

static void digest_of(const char *text, char out[MH_DIGEST_TEXT_SIZE])
{
	unsigned char digest[MH_HASH_SIZE];

	mh_digest(text, strlen(text), digest);
	mh_hex(digest, sizeof digest, out);
}

void mh_eras_free(struct mh_eras *eras)
{
	free(eras->list);
	*eras = (struct mh_eras){ 0 };
}

const struct mh_trust *mh_era_of(const struct mh_eras *eras, int64_t entry)
{
	for (size_t i = 0; i < eras->count; i++)
		if (eras->list[i].entry <= entry)
			return &eras->list[i].trust;
	return NULL;
}

struct names { const char *list[2 * MH_KEYHOLDERS_MOST + 2]; char texts[2 * MH_KEYHOLDERS_MOST][MH_FINGERPRINT_SIZE]; size_t count; };

static enum mh_status take_person(void *arg, const struct mh_allowed_key *key, struct mh_err *err)
{
	struct names *names = arg;

	(void)err;
	if (strcmp(key->role, "exchange") == 0 || names->count == MH_COUNT(names->texts))
		return MH_OK;
	snprintf(names->texts[names->count], MH_FINGERPRINT_SIZE, "%s", key->fingerprint);
	names->list[names->count] = names->texts[names->count];
	names->count++;
	return MH_OK;
}

/* The digest is what makes an older statement true; the signature only gives its text. */
static enum mh_status read_era(struct mh_store *store, const struct names *names, const char *signed_text, struct mh_trust *out, struct mh_err *err)
{
	struct mh_str text;
	struct mh_pgp *pgp;
	size_t signer;
	enum mh_status status = mh_store_pgp(store, &pgp, err);

	mh_str_init(&text, MH_STATEMENT_MOST);
	if (status == MH_OK)
		status = mh_pgp_verify(pgp, (struct mh_blob){ signed_text, strlen(signed_text) }, names->list, names->count, true, &signer, &text, err);
	if (status == MH_OK && !mh_trust_read(text.s, "mh-authority/1", out))
		status = mh_fail(err, MH_KEY, _("authority statement: is another text"));
	mh_str_free(&text);
	return status == MH_OK ? MH_OK : mh_fail(err, MH_KEY, "%s", err != NULL ? err->text : "");
}

enum mh_status mh_eras_read(struct mh_store *store, struct mh_eras *eras, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_AUTHORITY_BACK, err);
	char expected[MH_DIGEST_TEXT_SIZE], digest[MH_DIGEST_TEXT_SIZE];
	struct names names = { .count = 0 };
	struct mh_trust pin, says;
	enum mh_status status = stmt != NULL ? mh_pin_check(store, &pin, err) : MH_STORE;

	*eras = (struct mh_eras){ 0 };
	if (status == MH_OK)
		status = mh_store_keys(store, take_person, &names, err);
	if (status != MH_OK)
		return status;
	snprintf(expected, sizeof expected, "%s", pin.statement);
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK) {
		const char *signed_text = (const char *)sqlite3_column_text(stmt, 2);
		digest_of(signed_text, digest);
		if (strcmp(digest, expected) != 0)
			status = mh_fail(err, MH_KEY, _("authority statement %lld: is not the one that the next one follows on"), (long long)sqlite3_column_int64(stmt, 0));
		else
			status = read_era(store, &names, signed_text, &says, err);
		if (status == MH_OK)
			status = mh_authority_entry(says.number, sqlite3_column_int64(stmt, 1), &says, err);
		if (status != MH_OK) {
			mh_sql_done(stmt);
			return status;
		}
		eras->list = mh_grow(eras->list, eras->count + 1, sizeof *eras->list);
		eras->list[eras->count++] = (struct mh_era){ sqlite3_column_int64(stmt, 1), says };
		snprintf(expected, sizeof expected, "%s", says.previous);
	}
	return status == MH_NO ? MH_OK : status;
}

enum mh_status mh_authority_check(struct mh_store *store, struct mh_err *err)
{
	struct mh_eras eras = { 0 };
	enum mh_status status = mh_store_authority_verify(store, err);

	if (status == MH_OK)
		status = mh_eras_read(store, &eras, err);
	mh_eras_free(&eras);
	return status;
}

enum mh_status mh_erasure_signed(const struct mh_erasure_judge *judge, const char *signed_text, struct mh_erasure *out, size_t *signer,
	struct mh_err *err)
{
	struct mh_str text;
	size_t which = 0;

	*out = (struct mh_erasure){ 0 };
	mh_str_init(&text, MH_ERASURE_MOST);
	enum mh_status status = mh_pgp_verify(judge->pgp, (struct mh_blob){ signed_text, strlen(signed_text) }, judge->allowed, judge->count, true, &which,
		&text, err);
	if (status == MH_OK && !mh_erasure_read(text.s, out))
		status = mh_fail(err, MH_KEY, _("a keyholder signed it, but it is no list of erasures"));
	if (status == MH_OK && strcmp(out->store, judge->store) != 0)
		status = mh_fail(err, MH_KEY, _("is a list of another store"));
	if (signer != NULL)
		*signer = which;
	mh_str_free(&text);
	return status == MH_INPUT ? mh_fail(err, MH_KEY, "%s", err != NULL ? err->text : "") : status;
}

static enum mh_status judge_of(struct mh_store *store, const char *const allowed[], size_t count, struct mh_erasure_judge *out, struct mh_err *err)
{
	*out = (struct mh_erasure_judge){ .allowed = allowed, .count = count };
	mh_hex(store->info.uid, MH_UID_SIZE, out->store);
	return mh_store_pgp(store, &out->pgp, err);
}

enum mh_status mh_erasure_one(struct mh_store *store, const char *signed_text, const char *const allowed[], size_t count, struct mh_erasure *out,
	size_t *signer, struct mh_err *err)
{
	struct mh_erasure_judge judge;
	enum mh_status status = judge_of(store, allowed, count, &judge, err);

	*out = (struct mh_erasure){ 0 };
	return status == MH_OK ? mh_erasure_signed(&judge, signed_text, out, signer, err) : status;
}

static bool same_text(const struct mh_erasure *a, const struct mh_erasure *b)
{
	struct mh_str left, right;

	mh_str_init(&left, MH_ERASURE_MOST);
	mh_str_init(&right, MH_ERASURE_MOST);
	mh_erasure_text(a, &left);
	mh_erasure_text(b, &right);
	bool same = strcmp(left.s, right.s) == 0;
	mh_str_free(&right);
	mh_str_free(&left);
	return same;
}

enum mh_status mh_erasure_signed_twice(const struct mh_erasure_judge *judge, const char *signed_text, const char *second, struct mh_erasure *out,
	struct mh_err *err)
{
	struct mh_erasure again = { 0 };
	size_t first = 0, other = 0;
	enum mh_status status = mh_erasure_signed(judge, signed_text, out, &first, err);

	if (status == MH_OK && second[0] != '\0')
		status = mh_erasure_signed(judge, second, &again, &other, err);
	if (status == MH_OK && (out->two || second[0] != '\0') && (second[0] == '\0' || first == other || !same_text(out, &again)))
		status = mh_fail(err, MH_KEY, _("two different keyholders must have signed it"));
	mh_erasure_free(&again);
	return status;
}

enum mh_status mh_erasure_verify(struct mh_store *store, const char *signed_text, const char *second, const char *const allowed[], size_t count,
	struct mh_erasure *out, struct mh_err *err)
{
	struct mh_erasure_judge judge;
	enum mh_status status = judge_of(store, allowed, count, &judge, err);

	*out = (struct mh_erasure){ 0 };
	return status == MH_OK ? mh_erasure_signed_twice(&judge, signed_text, second, out, err) : status;
}

/* An entry whose words were taken out at a checkpoint tells of nothing any more: its command is empty. */
enum mh_status mh_erasure_told(struct mh_store *store, int64_t entry, const char *text, bool *told, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_ONE, err);

	*told = false;
	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "n", entry);
	enum mh_status status = mh_sql_row(store, stmt, err);
	if (status == MH_OK) {
		*told = sqlite3_column_bytes(stmt, 3) == 0 || strstr((const char *)sqlite3_column_text(stmt, 6), text) != NULL;
		mh_sql_done(stmt);
	}
	return status == MH_NO ? MH_OK : status;
}

/* The log entry that the list belongs to has its digest, also where the entry's words were pruned. */
static enum mh_status in_log(struct mh_store *store, int64_t entry, const char *signed_text, struct mh_err *err)
{
	unsigned char digest[MH_HASH_SIZE];
	bool there = false;

	mh_digest(signed_text, strlen(signed_text), digest);
	enum mh_status status = mh_kept_in_entry(store, MH_KEPT_LIST, entry, digest, &there, err);
	return status != MH_OK || there ? status : mh_fail(err, MH_KEY, _("log entry %lld does not tell of it"), (long long)entry);
}

static enum mh_status read_row(struct mh_store *store, sqlite3_stmt *row, const struct mh_eras *eras, struct mh_erasures *out, struct mh_err *err)
{
	const char *signed_text = (const char *)sqlite3_column_text(row, 2), *second = (const char *)sqlite3_column_text(row, 3);
	const struct mh_trust *trust = mh_era_of(eras, sqlite3_column_int64(row, 1));
	const char *allowed[MH_KEYHOLDERS_MOST] = { NULL };
	char digest[MH_DIGEST_TEXT_SIZE];
	struct mh_erasure one = { 0 };

	for (size_t i = 0; trust != NULL && i < trust->count; i++)
		allowed[i] = trust->holders[i];
	enum mh_status status = trust == NULL ? mh_fail(err, MH_KEY, _("is older than the store's first keyholders")) :
		mh_erasure_verify(store, signed_text, second, allowed, trust->count, &one, err);
	digest_of(signed_text, digest);
	if (status == MH_OK && (one.number != (int64_t)out->count + 1 || strcmp(one.previous, out->last) != 0))
		status = mh_fail(err, MH_KEY, _("does not follow on the list before it"));
	if (status == MH_OK)
		status = in_log(store, sqlite3_column_int64(row, 1), signed_text, err);
	if (status != MH_OK) {
		mh_erasure_free(&one);
		return status == MH_KEY ? mh_fail(err, MH_KEY, _("list of erasures %lld: %s"), (long long)sqlite3_column_int64(row, 0), err != NULL ? err->text : "") : status;
	}
	out->list = mh_grow(out->list, out->count + 1, sizeof *out->list);
	out->list[out->count++] = one;
	out->unfinished = out->unfinished || sqlite3_column_int(row, 4) == 0;
	memcpy(out->last, digest, sizeof out->last);
	return MH_OK;
}

static int by_id(const void *a, const void *b)
{
	const struct mh_erased *left = a, *right = b;

	if (left->id.kind != right->id.kind)
		return left->id.kind->number < right->id.kind->number ? -1 : 1;
	return left->id.n < right->id.n ? -1 : left->id.n > right->id.n;
}

static void gather(struct mh_erasures *out)
{
	size_t total = 0;

	for (size_t i = 0; i < out->count; i++)
		total += out->list[i].count;
	out->ids = mh_alloc(total + 1, sizeof *out->ids);
	for (size_t i = 0; i < out->count; i++)
		for (size_t k = 0; k < out->list[i].count; k++) {
			out->ids[out->id_count] = out->list[i].ids[k];
			out->ids[out->id_count++].list = out->list[i].number;
		}
	qsort(out->ids, out->id_count, sizeof *out->ids, by_id);
}

enum mh_status mh_erasures_read(struct mh_store *store, struct mh_erasures *out, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ERASURE_EACH, err);
	struct mh_eras eras = { 0 };
	enum mh_status status;

	*out = (struct mh_erasures){ 0 };
	if (stmt == NULL)
		return MH_STORE;
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK) {
		if (eras.list == NULL)
			status = mh_eras_read(store, &eras, err);
		if (status == MH_OK)
			status = read_row(store, stmt, &eras, out, err);
		if (status != MH_OK) {
			mh_sql_done(stmt);
			break;
		}
	}
	mh_eras_free(&eras);
	gather(out);
	return status == MH_NO ? MH_OK : status;
}

void mh_erasures_free(struct mh_erasures *out)
{
	for (size_t i = 0; i < out->count; i++)
		mh_erasure_free(&out->list[i]);
	free(out->list);
	free(out->ids);
	*out = (struct mh_erasures){ 0 };
}

/* Index of the first that is not before the id. */
static size_t place(const struct mh_erasures *erasures, struct mh_id id)
{
	const struct mh_erased wanted = { .id = id };
	size_t low = 0, high = erasures->id_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (by_id(&erasures->ids[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct mh_erased *mh_erased_find(const struct mh_erasures *erasures, struct mh_id id)
{
	size_t at = place(erasures, id);

	return at < erasures->id_count && erasures->ids[at].id.kind == id.kind && erasures->ids[at].id.n == id.n ? &erasures->ids[at] : NULL;
}

int64_t mh_erased_between(const struct mh_erasures *erasures, const struct mh_kind *kind, int64_t low, int64_t high)
{
	int64_t count = 0;

	for (size_t i = place(erasures, (struct mh_id){ kind, low }); i < erasures->id_count && erasures->ids[i].id.kind == kind &&
		erasures->ids[i].id.n <= high; i++)
		count += !erasures->ids[i].back;
	return count;
}

/* Is there a row of it, now or past? One statement a kind; the ids come in the order of kinds. */
static enum mh_status look_back(struct mh_store *store, struct mh_erasures *erasures, struct mh_problems *problems, struct mh_err *err)
{
	const struct mh_kind *kind = NULL;
	sqlite3_stmt *stmt = NULL;
	enum mh_status status = MH_OK;
	char id[MH_ID_SIZE];

	for (size_t i = 0; i < erasures->id_count && status == MH_OK; i++) {
		struct mh_erased *one = &erasures->ids[i];
		if (one->id.kind != kind) {
			struct mh_str sql;
			kind = one->id.kind;
			sqlite3_finalize(stmt);
			mh_str_init(&sql, 1000);
			mh_str_printf(&sql, "SELECT 1 FROM \"%s\" WHERE n = :n UNION ALL SELECT 1 FROM %s_past WHERE n = :n", kind->name, kind->name);
			status = mh_sql_prepare(store, sql.s, &stmt, err);
			mh_str_free(&sql);
			if (status != MH_OK)
				break;
		}
		mh_bind_number(stmt, "n", one->id.n);
		status = mh_sql_row(store, stmt, err);
		one->back = status == MH_OK;
		if (one->back) {
			mh_sql_done(stmt);
			mh_id_format(one->id, id);
			mh_problem_add(problems, &(struct mh_problem){ .file = id }, _("was erased (list %lld), and is in the store again: put there by something else"),
				(long long)one->list);
		}
		status = status == MH_NO ? MH_OK : status;
	}
	sqlite3_finalize(stmt);
	return status;
}

enum mh_status mh_erasures_check(struct mh_store *store, struct mh_erasures *out, struct mh_problems *problems, struct mh_err *err)
{
	enum mh_status status = mh_erasures_read(store, out, err);

	if (status == MH_KEY || status == MH_INPUT) {
		mh_problem_sentence(problems, &(struct mh_problem){ .file = store->info.file }, err != NULL ? err->text : "");
		status = MH_OK;
	}
	if (status == MH_OK && out->unfinished)
		mh_problem_add(problems, &(struct mh_problem){ .file = store->info.file }, "%s",
			_("an erasure is not finished: what was erased may still be in free pages or in the log of SQLite: mh-store retain --finish"));
	return status == MH_OK ? look_back(store, out, problems, err) : status;
}

enum mh_status mh_erasures_export(struct mh_store *store, struct mh_str *out, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ERASURE_EACH, err);
	enum mh_status status = MH_STORE;
	size_t count = 0;

	while (stmt != NULL && (status = mh_sql_row(store, stmt, err)) == MH_OK) {
		mh_str_puts(out, (const char *)sqlite3_column_text(stmt, 2));
		mh_str_puts(out, (const char *)sqlite3_column_text(stmt, 3));
		count++;
	}
	if (status == MH_NO && !mh_str_ok(out))
		return mh_fail(err, MH_INPUT, _("the lists of erasures are too long for one file"));
	return status == MH_NO && count > 0 ? MH_OK : status;
}
