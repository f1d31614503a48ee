/* The text of a list of erasures: lines "key: value" in a fixed order, written and read. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/erase.h"

static const char format[] = "mh-erasure/1";
static const char method[] = "rows, their earlier versions, sealed values and salts deleted and overwritten in the store's file; exchange files removed";

#define IDS_MOST 4000000	/* of one list */

size_t mh_erasure_ground(struct mh_erasure *e, const char *ground)
{
	for (size_t i = 0; i < e->ground_count; i++)
		if (strcmp(e->grounds[i], ground) == 0)
			return i;
	e->grounds = mh_grow(e->grounds, e->ground_count + 1, sizeof *e->grounds);
	e->grounds[e->ground_count] = mh_strdup(ground);
	return e->ground_count++;
}

void mh_erasure_id(struct mh_erasure *e, struct mh_id id, size_t ground)
{
	if (e->count == e->room) {
		e->room = e->room > 0 ? 2 * e->room : 64;
		e->ids = mh_grow(e->ids, e->room, sizeof *e->ids);
	}
	e->ids[e->count++] = (struct mh_erased){ .id = id, .ground = ground };
}

void mh_erasure_file(struct mh_erasure *e, const char *digest)
{
	e->files = mh_grow(e->files, e->file_count + 1, sizeof *e->files);
	e->files[e->file_count++] = mh_strdup(digest);
}

static void free_texts(char **list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(list[i]);
	free(list);
}

void mh_erasure_free(struct mh_erasure *e)
{
	free_texts(e->grounds, e->ground_count);
	free_texts(e->files, e->file_count);
	free(e->ids);
	free(e->organisation);
	free(e->name);
	free(e->by);
	*e = (struct mh_erasure){ 0 };
}

/* One line; a sign that would end it reads "?". */
static void line(struct mh_str *out, const char *key, const char *value)
{
	mh_str_printf(out, "%s: ", key);
	for (const char *p = value; *p != '\0'; p++)
		mh_str_putc(out, (unsigned char)*p < ' ' ? '?' : *p);
	mh_str_putc(out, '\n');
}

static void line_number(struct mh_str *out, const char *key, int64_t number)
{
	mh_str_printf(out, "%s: %lld\n", key, (long long)number);
}

/* How many of each kind; made of the ids, so it is never read. */
static void counts(const struct mh_erasure *e, struct mh_str *out)
{
	for (size_t k = 0; mh_kinds[k] != NULL; k++) {
		size_t count = 0;
		for (size_t i = 0; i < e->count; i++)
			count += e->ids[i].id.kind == mh_kinds[k];
		if (count > 0)
			mh_str_printf(out, "count: %s %zu\n", mh_kinds[k]->name, count);
	}
}

static size_t code_length(const char *ground)
{
	return strcspn(ground, " ");
}

static void head(const struct mh_erasure *e, struct mh_str *out)
{
	char day[MH_DATE_SIZE];

	mh_date_format(e->day, day);
	line(out, "format", format);
	line_number(out, "number", e->number);
	line(out, "previous", e->previous);
	line(out, "store", e->store);
	line(out, "organisation", e->organisation);
	line(out, "name", e->name);
	line(out, "day", day);
	line(out, "by", e->by);
	line(out, "second", e->two ? "yes" : "no");
	line(out, "method", method);
	line_number(out, "persons", e->persons);
}

void mh_erasure_text(const struct mh_erasure *e, struct mh_str *out)
{
	char id[MH_ID_SIZE];

	head(e, out);
	for (size_t i = 0; i < e->ground_count; i++)
		line(out, "ground", e->grounds[i]);
	counts(e, out);
	for (size_t i = 0; i < e->count; i++) {
		const char *ground = e->grounds[e->ids[i].ground];
		mh_id_format(e->ids[i].id, id);
		mh_str_printf(out, "erased: %s %.*s\n", id, (int)code_length(ground), ground);
	}
	for (size_t i = 0; i < e->file_count; i++)
		line(out, "file", e->files[i]);
}

static bool take_text(char **to, const char *value)
{
	if (*to != NULL)
		return false;
	*to = mh_strdup(value);
	return true;
}

static bool take_word(char *to, size_t size, const char *value)
{
	if (strlen(value) >= size)
		return false;
	memcpy(to, value, strlen(value) + 1);
	return true;
}

/* "C-2010-0001 wmo-case" */
static bool take_id(struct mh_erasure *e, const char *value)
{
	const char *space = strchr(value, ' ');
	char text[MH_ID_SIZE];
	struct mh_id id;

	if (space == NULL || (size_t)(space - value) >= sizeof text || e->count >= IDS_MOST)
		return false;
	memcpy(text, value, (size_t)(space - value));
	text[space - value] = '\0';
	if (!mh_id_parse(text, &id))
		return false;
	for (size_t i = 0; i < e->ground_count; i++) {
		size_t len = code_length(e->grounds[i]);
		if (strlen(space + 1) == len && strncmp(e->grounds[i], space + 1, len) == 0) {
			mh_erasure_id(e, id, i);
			return true;
		}
	}
	return false;
}

/* Keys that are passed over are made of other lines, or always the same: they are compared when the text is written again. */
static bool take(struct mh_erasure *e, const char *key, const char *value)
{
	if (strcmp(key, "number") == 0)
		return (e->number = strtoll(value, NULL, 10)) > 0;
	if (strcmp(key, "persons") == 0)
		return (e->persons = strtoll(value, NULL, 10)) >= 0;
	if (strcmp(key, "previous") == 0)
		return take_word(e->previous, sizeof e->previous, value);
	if (strcmp(key, "store") == 0)
		return take_word(e->store, sizeof e->store, value);
	if (strcmp(key, "organisation") == 0)
		return take_text(&e->organisation, value);
	if (strcmp(key, "name") == 0)
		return take_text(&e->name, value);
	if (strcmp(key, "by") == 0)
		return take_text(&e->by, value);
	if (strcmp(key, "day") == 0)
		return mh_date_parse(value, &e->day) && mh_date_whole(e->day);
	if (strcmp(key, "second") == 0)
		return (e->two = strcmp(value, "yes") == 0) || strcmp(value, "no") == 0;
	if (strcmp(key, "ground") == 0)
		return mh_erasure_ground(e, value) == e->ground_count - 1;
	if (strcmp(key, "erased") == 0)
		return take_id(e, value);
	if (strcmp(key, "file") == 0)
		mh_erasure_file(e, value);
	return true;
}

static bool take_lines(char *text, struct mh_erasure *e)
{
	char *next;

	for (char *at = text; *at != '\0'; at = next) {
		char *end = strchr(at, '\n'), *colon = strstr(at, ": ");
		if (end == NULL || colon == NULL || colon > end)
			return false;
		*end = *colon = '\0';
		next = end + 1;
		if (!take(e, at, colon + 2))
			return false;
	}
	return e->organisation != NULL && e->name != NULL && e->by != NULL;
}

bool mh_erasure_read(const char *text, struct mh_erasure *out)
{
	char *copy = mh_strdup(text);
	struct mh_str again;

	*out = (struct mh_erasure){ 0 };
	bool good = take_lines(copy, out);
	free(copy);
	if (!good)
		return false;
	mh_str_init(&again, MH_ERASURE_MOST);
	mh_erasure_text(out, &again);
	good = mh_str_ok(&again) && strcmp(again.s, text) == 0;
	mh_str_free(&again);
	return good;
}
