/* Copies for reading: catalogues as the files that mh-store apply takes, and documents as they were applied. */

#include "store/export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "text/tar.h"
#include "text/yaml.h"

#define COPY_MOST ((size_t)64 * 1024 * 1024)

struct copying {
	mh_member_fn *fn;
	void *arg;
	char catalogue[80];		/* the one that is being written; "": none */
	struct mh_yaml_writer *yaml;
	struct mh_str text;
};

/* "mh-map/1", "police" -> "documents/mh-map-1/police.yaml" */
static enum mh_status tell(struct copying *c, const char *folder, const char *format, const char *name, struct mh_err *err)
{
	char path[2 * MH_EXPORT_NAME_SIZE];

	int len = snprintf(path, sizeof path, "%s/%s%s%s.yaml", folder, format, *format != '\0' ? "/" : "", name);
	for (char *at = path + strlen(folder) + 1; at < path + strlen(folder) + 1 + strlen(format); at++)
		if (*at == '/')
			*at = '-';
	if (len < 0 || (size_t)len >= sizeof path || !mh_tar_name_good(path))
		return mh_fail(err, MH_INPUT, _("%.60s (%.60s): its name cannot be that of a file in an export"), name, format);
	return c->fn(c->arg, path, (struct mh_blob){ c->text.s, c->text.len }, err);
}

static enum mh_status end_catalogue(struct copying *c, struct mh_err *err)
{
	if (c->yaml == NULL)
		return MH_OK;
	enum mh_status status = mh_yaml_write_end(c->yaml, err);
	c->yaml = NULL;
	return status == MH_OK ? tell(c, "catalogues", "", c->catalogue, err) : status;
}

static void begin_catalogue(struct copying *c, const char *name)
{
	snprintf(c->catalogue, sizeof c->catalogue, "%s", name);
	mh_str_clear(&c->text);
	c->yaml = mh_yaml_write_start(&c->text);
	mh_yaml_write_text(c->yaml, "format", "mh-catalogue/1");
	mh_yaml_write_text(c->yaml, "name", name);
	mh_yaml_write_map(c->yaml, "catalogues");
	mh_yaml_write_map(c->yaml, name);
	mh_yaml_write_list(c->yaml, "codes");
}

/* Does a line of details begin a key, "wave: 700"? Else it goes on with the value before it. */
static bool begins_key(const char *line)
{
	size_t len = strspn(line, "abcdefghijklmnopqrstuvwxyz0123456789-_");

	return len > 0 && strncmp(line + len, ": ", 2) == 0;
}

static void put_details(struct copying *c, const char *details)
{
	while (*details != '\0') {
		size_t key = begins_key(details) ? strcspn(details, ":") : 0, len = strcspn(details, "\n");
		while (details[len] == '\n' && !begins_key(details + len + 1))
			len += 1 + strcspn(details + len + 1, "\n");
		char *name = key > 0 ? mh_strndup(details, key) : mh_strdup("details");
		char *value = mh_strndup(details + (key > 0 ? key + 2 : 0), len - (key > 0 ? key + 2 : 0));
		mh_yaml_write_text(c->yaml, name, value);
		free(value);
		free(name);
		details += len + (details[len] == '\n');
	}
}

static enum mh_status put_code(void *arg, struct mh_record *code, struct mh_err *err)
{
	static const char *const keys[] = { "code", "en", "nl", "parent", "from", "to", "source", "checked" };
	struct copying *c = arg;
	const char *catalogue = mh_record_text(code, "catalogue");
	enum mh_status status = MH_OK;

	if (c->yaml == NULL || strcmp(c->catalogue, catalogue) != 0) {
		status = end_catalogue(c, err);
		if (status == MH_OK)
			begin_catalogue(c, catalogue);
	}
	if (status != MH_OK)
		return status;
	mh_yaml_write_map(c->yaml, NULL);
	for (size_t i = 0; i < MH_COUNT(keys); i++)
		if (mh_record_has(code, keys[i]))
			mh_yaml_write_text(c->yaml, keys[i], mh_record_text(code, keys[i]));
	put_details(c, mh_record_text(code, "details"));
	mh_yaml_write_close(c->yaml);
	return MH_OK;
}

static enum mh_status put_document(void *arg, struct mh_record *document, struct mh_err *err)
{
	struct copying *c = arg;

	mh_str_clear(&c->text);
	mh_str_printf(&c->text, "%s\n", mh_record_text(document, "text"));
	return tell(c, "documents", mh_record_text(document, "format"), mh_record_text(document, "name"), err);
}

static enum mh_status each(struct mh_store *store, const struct mh_kind *kind, const char *sort, mh_row_fn *fn, struct copying *c, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, kind);
	enum mh_status status = mh_query_sort(&query, sort, err);
	if (status == MH_OK)
		status = mh_store_each(store, &query, fn, c, err);
	mh_query_free(&query);
	return status;
}

enum mh_status mh_export_copies(struct mh_store *store, mh_member_fn *fn, void *arg, struct mh_err *err)
{
	struct copying c = { .fn = fn, .arg = arg };

	mh_str_init(&c.text, COPY_MOST);
	enum mh_status status = each(store, &mh_code, "catalogue,position", put_code, &c, err);
	if (status == MH_OK)
		status = end_catalogue(&c, err);
	else if (c.yaml != NULL)
		mh_yaml_write_end(c.yaml, NULL);
	if (status == MH_OK)
		status = each(store, &mh_document, "format,name", put_document, &c, err);
	mh_str_free(&c.text);
	return status;
}
