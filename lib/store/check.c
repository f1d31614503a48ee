/* Is the whole store as the log says? Every problem is named; nothing is mended. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/erase.h"
#include "store/erasures.h"
#include "store/internal.h"
#include "store/kept.h"
#include "store/past.h"

static void found(struct mh_problems *problems, const char *object, const char *text)
{
	struct mh_problem where = { .file = object };

	mh_problem_add(problems, &where, "%s", text);
}

/* A sentence that begins with its object is not to say it twice. */
static void found_sentence(struct mh_problems *problems, const char *object, const char *sentence)
{
	size_t len = strlen(object);
	bool twice = strncmp(sentence, object, len) == 0 && strncmp(sentence + len, ": ", 2) == 0;

	found(problems, object, twice ? sentence + len + 2 : sentence);
}

/* Rows of a PRAGMA that finds faults; "ok" is none. */
static enum mh_status check_pragma(struct mh_store *store, const char *text, const char *fault, struct mh_problems *problems, struct mh_err *err)
{
	sqlite3_stmt *stmt;
	enum mh_status status = mh_sql_prepare(store, text, &stmt, err);

	if (status != MH_OK)
		return status;
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK) {
		const char *said = (const char *)sqlite3_column_text(stmt, 0);
		if (said == NULL || strcmp(said, "ok") != 0)
			found(problems, said != NULL ? said : _("store"), fault);
	}
	sqlite3_finalize(stmt);
	return status == MH_NO ? MH_OK : status;
}

/* The log without its MAC, which needs a keyholder: mh-store log --verify. */
static enum mh_status check_log(struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_log_state state;
	enum mh_status status = mh_log_check(store, NULL, false, &state, problems, err);

	store->log_true_from = 1;	/* what is wrong with it is said: not once more for each record */
	return status;
}

struct checking { struct mh_store *store; struct mh_problems *problems; };

static enum mh_status check_row(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct checking *c = arg;
	char id[MH_ID_SIZE];
	enum mh_status status = mh_store_row_true(c->store, rec, err);

	if (status == MH_STORE) {
		mh_record_id(rec, id);
		found_sentence(c->problems, id, err->text);
		return MH_OK;
	}
	return status;
}

/* Rows that the log knows, and neither the store nor a signed list of erasures: deleted by something else. */
static enum mh_status check_missing(struct mh_store *store, const struct mh_kind *kind, const struct mh_erasures *erased, struct mh_problems *problems,
	struct mh_err *err)
{
	struct mh_str sql;
	sqlite3_stmt *stmt;
	char id[MH_ID_SIZE];

	mh_str_init(&sql, 1000);
	mh_str_printf(&sql, "SELECT first, length(digests) / 32 AS many, (SELECT count(*) FROM \"%s\" WHERE n BETWEEN first AND "
		"first + length(digests) / 32 - 1) AS found FROM log_row WHERE kind = :kind AND many <> found GROUP BY first", kind->name);
	enum mh_status status = mh_sql_prepare(store, sql.s, &stmt, err);
	mh_str_free(&sql);
	if (status != MH_OK)
		return status;
	mh_bind_number(stmt, "kind", kind->number);
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK) {
		const int64_t first = sqlite3_column_int64(stmt, 0), many = sqlite3_column_int64(stmt, 1);
		if (sqlite3_column_int64(stmt, 2) + mh_erased_between(erased, kind, first, first + many - 1) == many)
			continue;	/* a signed list says that the others were erased */
		mh_id_format((struct mh_id){ kind, first }, id);
		found(problems, id, many == 1 ? _("is in the log and not in the store: it was deleted by something else") :
			_("it or one of those recorded with it is in the log and not in the store: deleted by something else"));
	}
	sqlite3_finalize(stmt);
	return status == MH_NO ? MH_OK : status;
}

static void check_one_code(struct mh_store *store, const struct mh_field *field, const char *code, size_t len, struct mh_problems *problems)
{
	const struct mh_code_list *list = mh_catalogue(&store->catalogues, field->of, NULL);
	struct mh_problem where = { .field = field->name };
	char copy[80] = "";

	if (list != NULL && mh_code_find(list, code, len) != NULL)
		return;
	memcpy(copy, code, len < sizeof copy - 1 ? len : sizeof copy - 1);
	where.value = copy;
	mh_problem_add(problems, &where, _("not a code of catalogue %s"), field->of);
}

static enum mh_status check_codes(struct mh_store *store, const struct mh_kind *kind, const struct mh_field *field, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_str sql;
	sqlite3_stmt *stmt;

	mh_str_init(&sql, 1000);
	mh_str_puts(&sql, "SELECT DISTINCT ");
	mh_sql_column(&sql, field->name);
	mh_str_printf(&sql, " FROM \"%s\" WHERE ", kind->name);
	mh_sql_column(&sql, field->name);
	mh_str_puts(&sql, " IS NOT NULL");
	enum mh_status status = mh_sql_prepare(store, sql.s, &stmt, err);
	mh_str_free(&sql);
	if (status != MH_OK)
		return status;
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK) {
		for (const char *p = (const char *)sqlite3_column_text(stmt, 0); *p != '\0'; ) {
			size_t n = strcspn(p, ";");
			check_one_code(store, field, p, n, problems);
			p += n + (p[n] == ';');
		}
	}
	sqlite3_finalize(stmt);
	return status == MH_NO ? MH_OK : status;
}

static enum mh_status check_kind(struct mh_store *store, const struct mh_kind *kind, const struct mh_erasures *erased, struct mh_problems *problems,
	struct mh_err *err)
{
	struct checking c = { store, problems };
	struct mh_query all;

	mh_query_init(&all, kind);
	enum mh_status status = mh_store_each(store, &all, check_row, &c, err);
	if (status == MH_OK)
		status = check_missing(store, kind, erased, problems, err);
	if (status == MH_OK)
		status = mh_past_check(store, kind, erased, problems, err);
	if (status == MH_OK)
		status = mh_counters_check(store, kind, erased, problems, err);
	for (size_t i = 0; i < kind->count && status == MH_OK; i++)
		if (!mh_field_sealed(&kind->fields[i]) && (kind->fields[i].type == MH_CODE || kind->fields[i].type == MH_CODES))
			status = check_codes(store, kind, &kind->fields[i], problems, err);
	return status;
}

static enum mh_status check_integrity(struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	return check_pragma(store, "PRAGMA integrity_check", _("SQLite finds it damaged"), problems, err);
}

static enum mh_status check_references(struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	return check_pragma(store, "PRAGMA foreign_key_check", _("a row of it points to a record that does not exist"), problems, err);
}

static enum mh_status check_kinds(struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_erasures erased = { 0 };
	size_t first = problems->count;
	enum mh_status status = mh_erasures_check(store, &erased, problems, err);

	if (status == MH_OK)
		status = mh_former_check(store, problems, err);
	mh_problems_remedy(problems, first, _("finish it with mh-store retain --finish; where a list is wrong, restore the newest backup: mh-store restore"));
	for (size_t i = 0; mh_kinds[i] != NULL && status == MH_OK; i++)
		status = check_kind(store, mh_kinds[i], &erased, problems, err);
	mh_erasures_free(&erased);
	return status;
}

/* The statement of who may read and who is who, and the pin. */
static enum mh_status check_authority(struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	enum mh_status status = mh_authority_check(store, err);

	if (status == MH_KEY || status == MH_INPUT) {
		found_sentence(problems, store->info.file, err->text);
		status = MH_OK;
	}
	return status;
}

/* The key of matched fields: what is missing is no matter of modes. */
static enum mh_status check_files(struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_str path;

	(void)err;
	mh_str_init(&path, 4200);
	mh_str_printf(&path, "%s/match-key", store->info.folder);
	if (access(path.s, F_OK) != 0)
		found(problems, path.s, _("is missing: the same external number is not found again"));
	mh_str_free(&path);
	return MH_OK;
}

/* What is looked at, and how what is found is mended. */
static const struct {
	enum mh_status (*run)(struct mh_store *, struct mh_problems *, struct mh_err *);
	const char *remedy;
} checks[] = {
	{ check_integrity, N_("do not write to it any more; restore the newest backup: mh-store restore, and look at the disk") },
	{ check_references, N_("something else wrote to the store: restore the newest backup from before: mh-store restore") },
	{ check_log, N_("do not use the store; restore the newest backup from before, and find out who could write to the file") },
	{ check_kinds, N_("look at mh-store history of it and at mh-store log; restore the newest backup from before it was changed") },
	{ mh_kept_check, N_("something else wrote to the store: restore the newest backup from before it was changed: mh-store restore") },
	{ mh_match_check, N_("something else wrote to the store: restore the newest backup from before it was changed: mh-store restore") },
	{ check_authority, N_("send nothing; restore the newest backup from before, and find out who could write to the file") },
	{ check_files, N_("take it from a backup: mh-store restore into another place, and copy the file of its configuration folder") },
};

enum mh_status mh_store_check(struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	size_t before = problems->total;
	int64_t as_of = store->as_of;
	enum mh_status status = MH_OK;

	store->as_of = -1;
	for (size_t i = 0; i < MH_COUNT(checks) && status == MH_OK; i++) {
		size_t first = problems->count;
		status = checks[i].run(store, problems, err);
		mh_problems_remedy(problems, first, _(checks[i].remedy));
	}
	store->as_of = as_of;
	if (status != MH_OK)
		return status;
	return problems->total == before ? MH_OK : mh_fail(err, MH_NO, _("%s: %zu problems"), store->info.file, problems->total - before);
}
