#include "chain/apply.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "crypto/sealed.h"
#include "record/catalogue_file.h"

struct applying {
	struct mh_store *store;
	mh_difference_fn *tell;
	void *arg;
	size_t *changed;
};

static const struct mh_document_format *find_format(const struct mh_document_format *formats, const char *name)
{
	for (; formats->format != NULL; formats++)
		if (strcmp(formats->format, name) == 0)
			return formats;
	return NULL;
}

/* A document is found again by format and name. */
static enum mh_status check_name(const struct mh_applied_file *file, struct mh_problems *problems, struct mh_err *err)
{
	const char *name = mh_node_text(file->tree.root, "name");
	struct mh_record document;
	struct mh_err why = MH_ERR_INIT;

	if (name == NULL || *name == '\0') {
		mh_node_problem(file->name, file->tree.root, false, problems, "%s", _("expected \"name\""));
		return mh_fail(err, MH_INPUT, _("%s: expected \"name\""), file->name);
	}
	mh_record_init(&document, &mh_document);
	enum mh_status status = mh_record_put(&document, "name", name, &why);
	mh_record_free(&document);
	if (status == MH_OK)
		return MH_OK;
	mh_node_problem(file->name, mh_node_get(file->tree.root, "name"), false, problems, "%s", why.text);
	return mh_fail(err, MH_INPUT, "%s: name: %s", file->name, why.text);
}

static enum mh_status judge(const struct mh_applied_file *file, const struct mh_document_format *formats, struct mh_problems *problems, struct mh_err *err)
{
	const struct mh_node *node = mh_node_get(file->tree.root, "format");
	const char *name = mh_node_text(file->tree.root, "format");

	if (name != NULL && strcmp(name, MH_CATALOGUE_FORMAT) == 0)
		return mh_catalogue_file_each(file->name, file->tree.root, NULL, NULL, problems, err);
	const struct mh_document_format *format = name != NULL ? find_format(formats, name) : NULL;
	if (format == NULL) {
		mh_node_problem(file->name, node != NULL ? node : file->tree.root, false, problems, "%s", _("not a format that can be applied"));
		return mh_fail(err, MH_INPUT, _("%s: format \"%.60s\": cannot be applied"), file->name, name != NULL ? name : "");
	}
	enum mh_status status = check_name(file, problems, err);
	return status == MH_OK ? format->check(file->name, file->tree.root, problems, err) : status;
}

enum mh_status mh_applied_file_read(const char *name, const struct mh_document_format *formats, struct mh_applied_file *file,
	struct mh_problems *problems, struct mh_err *err)
{
	struct mh_problem where = { .file = name };

	*file = (struct mh_applied_file){ .name = name, .tree = MH_TREE_INIT };
	mh_str_init(&file->text, mh_yaml_usual.bytes);
	enum mh_status status = mh_file_read(name, &file->text, err);
	if (status != MH_OK) {
		mh_problem_add(problems, &where, "%s", _("cannot be read"));
		return status;
	}
	status = mh_yaml_read(name, (struct mh_blob){ file->text.s, file->text.len }, &mh_yaml_usual, &file->tree, problems, err);
	return status == MH_OK ? judge(file, formats, problems, err) : status;
}

void mh_applied_file_free(struct mh_applied_file *file)
{
	mh_tree_free(&file->tree);
	mh_str_free(&file->text);
}

static enum mh_status take_first(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct mh_record *out = arg;

	(void)err;
	out->n = rec->n;
	return MH_OK;
}

/* The record of the store that has the same two keys. MH_NO: none. */
static enum mh_status find_known(struct mh_store *store, const struct mh_record *rec, struct mh_record *known, struct mh_err *err)
{
	static const char *const of_code[] = { "catalogue", "code" }, *const of_document[] = { "format", "name" };
	const char *const *keys = rec->kind == &mh_code ? of_code : of_document;
	struct mh_query query;

	mh_query_init(&query, rec->kind);
	mh_query_is(&query, keys[0], mh_record_text(rec, keys[0]));
	mh_query_is(&query, keys[1], mh_record_text(rec, keys[1]));
	query.limit = 1;
	enum mh_status status = mh_store_each(store, &query, take_first, known, err);
	mh_query_free(&query);
	if (status != MH_OK || known->n == 0)
		return status == MH_OK ? MH_NO : status;
	return mh_store_get(store, (struct mh_id){ rec->kind, known->n }, known, err);
}

static void tell_field(struct applying *a, const struct mh_record *known, const struct mh_record *rec, int field)
{
	struct mh_str before, after;

	mh_str_init(&before, 1024 * 1024);
	mh_str_init(&after, 1024 * 1024);
	mh_record_show(known, field, &before);
	mh_record_show(rec, field, &after);
	a->tell(a->arg, &(struct mh_difference){ MH_CHANGE_FIELD, rec, rec->kind->fields[field].name, before.s, after.s });
	mh_str_free(&after);
	mh_str_free(&before);
}

/* Copies what differs into the known record; returns how many fields did. */
static size_t take_over(struct applying *a, struct mh_record *known, const struct mh_record *rec)
{
	size_t differ = 0;

	for (int i = 0; i < (int)rec->kind->count; i++) {
		const struct mh_value *value = &rec->values[i];
		if (mh_value_same(&known->values[i], value))
			continue;
		tell_field(a, known, rec, i);
		differ++;
		if (value->have == MH_HAVE_NUMBER)
			mh_record_set_number(known, i, value->number);
		else
			mh_record_set(known, i, value->have == MH_HAVE_TEXT ? value->text : "", value->len, NULL);
	}
	return differ;
}

static enum mh_status apply_record(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct applying *a = arg;
	struct mh_record known;

	mh_record_init(&known, rec->kind);
	enum mh_status status = find_known(a->store, rec, &known, err);
	if (status == MH_NO) {
		rec->n = 0;
		a->tell(a->arg, &(struct mh_difference){ MH_CHANGE_NEW, rec, NULL, NULL, NULL });
		status = mh_store_put(a->store, rec, err);
		(*a->changed)++;
	} else if (status == MH_OK && take_over(a, &known, rec) > 0) {
		status = mh_store_put(a->store, &known, err);
		(*a->changed)++;
	}
	mh_record_free(&known);
	return status;
}

/* Hands the document's record to fn. */
static enum mh_status each_document(const struct mh_applied_file *file, mh_row_fn *fn, void *arg, struct mh_err *err)
{
	unsigned char digest[MH_HASH_SIZE];
	char hex[2 * MH_HASH_SIZE + 1];
	struct mh_hash hash;
	struct mh_record rec;

	mh_hash_start(&hash, NULL, 0);
	mh_hash_part(&hash, file->text.s, file->text.len);
	mh_hash_end(&hash, digest);
	mh_hex(digest, sizeof digest, hex);
	mh_record_init(&rec, &mh_document);
	mh_record_put(&rec, "format", mh_node_text(file->tree.root, "format"), err);
	mh_record_put(&rec, "name", mh_node_text(file->tree.root, "name"), err);
	mh_record_put(&rec, "digest", hex, err);
	enum mh_status status = mh_record_put(&rec, "text", file->text.s, err);
	if (status == MH_OK)
		status = fn(arg, &rec, err);
	else
		mh_fail_in(err, file->name);
	mh_record_free(&rec);
	return status;
}

/* A catalogue has a record for each code, another document is one. */
static enum mh_status each_record(const struct mh_applied_file *file, mh_row_fn *fn, void *arg, struct mh_err *err)
{
	if (strcmp(mh_node_text(file->tree.root, "format"), MH_CATALOGUE_FORMAT) == 0)
		return mh_catalogue_file_each(file->name, file->tree.root, fn, arg, NULL, err);
	return each_document(file, fn, arg, err);
}

enum mh_status mh_apply(struct mh_store *store, const struct mh_applied_file *file, mh_difference_fn *tell, void *arg, size_t *changed, struct mh_err *err)
{
	struct applying a = { store, tell, arg, changed };

	return each_record(file, apply_record, &a, err);
}

struct comparing {
	struct mh_store *store;
	struct mh_apply_count *count;
	const struct mh_record *shipped;
	bool had;
};

static enum mh_status compare_version(void *arg, struct mh_record *version, const struct mh_log_entry *entry, struct mh_err *err)
{
	struct comparing *c = arg;
	bool same = true;

	(void)entry, (void)err;
	for (size_t i = 0; i < version->kind->count && same; i++)
		same = mh_value_same(&version->values[i], &c->shipped->values[i]);
	c->had |= same;
	return MH_OK;
}

static enum mh_status compare_record(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct comparing *c = arg;
	struct mh_record known;

	c->count->records++;
	c->shipped = rec;
	c->had = false;
	mh_record_init(&known, rec->kind);
	enum mh_status status = find_known(c->store, rec, &known, err);
	if (status == MH_OK)
		status = compare_version(c, &known, NULL, err);
	if (status == MH_OK && !c->had)
		status = mh_store_history(c->store, (struct mh_id){ rec->kind, known.n }, compare_version, c, err);
	c->count->unknown += status == MH_NO;
	c->count->newer += status == MH_OK && !c->had;
	mh_record_free(&known);
	return status == MH_NO ? MH_OK : status;
}

enum mh_status mh_apply_compare(struct mh_store *store, const struct mh_applied_file *file, struct mh_apply_count *count, struct mh_err *err)
{
	struct comparing c = { .store = store, .count = count };

	*count = (struct mh_apply_count){ 0, 0, 0 };
	return each_record(file, compare_record, &c, err);
}
