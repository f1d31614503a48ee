/* Reads a command line by the option tables. */

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "cli/option.h"

struct reader {
	const struct mh_option *const *tables;
	void *const *args;
	char **argv;
	int argc, at;		/* at: the next word */
	bool *seen;		/* one for each option of all tables */
	struct mh_err *err;
};

/* An option as found: its place in the tables, and its struct of arguments. */
struct found {
	const struct mh_option *option;
	void *args;
	size_t index;
};

static size_t option_count(const struct mh_option *const tables[])
{
	size_t count = 0;

	for (; *tables; tables++)
		for (const struct mh_option *o = *tables; o->name; o++)
			count++;
	return count;
}

bool mh_option_in(const struct mh_option *table, const char *name)
{
	for (; table && table->name; table++)
		if (strcmp(table->name, name) == 0)
			return true;
	return false;
}

/* By long name (len bytes), or by letter where name is NULL. */
static bool option_find(const struct reader *r, const char *name, size_t len, char letter, struct found *out)
{
	size_t index = 0;

	for (size_t t = 0; r->tables[t]; t++)
		for (const struct mh_option *o = r->tables[t]; o->name; o++, index++) {
			if (name ? strncmp(o->name, name, len) != 0 || o->name[len] : o->letter != letter)
				continue;
			*out = (struct found){ o, r->args[t], index };
			return true;
		}
	return false;
}

static enum mh_status unknown_name(const struct reader *r, const char *name, size_t len)
{
	const size_t count = option_count(r->tables);
	const char **const names = mh_alloc(count + 1, sizeof *names);
	char *const word = mh_strndup(name, len);
	size_t i = 0;

	for (size_t t = 0; r->tables[t]; t++)
		for (const struct mh_option *o = r->tables[t]; o->name; o++)
			names[i++] = o->name;
	const char *const near = mh_word_nearest(word, names, count);
	const enum mh_status s = near
		? mh_fail(r->err, MH_USAGE, _("--%s: no such option; nearest: --%s"), word, near)
		: mh_fail(r->err, MH_USAGE, _("--%s: no such option"), word);
	free(word);
	free(names);
	return s;
}

static enum mh_status set_keyword(const struct mh_option *o, const char **slot, const char *value, struct mh_err *err)
{
	const size_t len = strlen(value);

	for (const char *word = o->of; *word; word += strspn(word, " ")) {
		const size_t n = strcspn(word, " ");

		if (n == len && strncmp(word, value, n) == 0) {
			*slot = value;
			return MH_OK;
		}
		word += n;
	}
	return mh_fail(err, MH_USAGE, _("--%s: \"%s\" is none of: %s"), o->name, value, o->of);
}

static enum mh_status set_number(const struct mh_option *o, long *slot, const char *value, struct mh_err *err)
{
	char *end;

	errno = 0;
	const long number = strtol(value, &end, 10);
	if (errno || end == value || *end || value[strspn(value, "0123456789")])
		return mh_fail(err, MH_USAGE, _("--%s: \"%s\" is not a whole number of 0 or more"), o->name, value);
	if (number == 0 && o->type == MH_OPT_POSITIVE)
		return mh_fail(err, MH_USAGE, _("--%s: 0: a number of 1 or more is expected"), o->name);
	*slot = number;
	return MH_OK;
}

static enum mh_status set_date(const struct mh_option *o, const char **slot, const char *value, struct mh_err *err)
{
	struct mh_date date;

	if (!mh_date_parse(value, &date) || !mh_date_whole(date))
		return mh_fail(err, MH_USAGE, _("--%s: \"%s\" is not a day such as 2026-03-01"), o->name, value);
	*slot = value;
	return MH_OK;
}

static void add_word(struct mh_words *words, const char *value)
{
	words->list = mh_grow(words->list, words->count + 1, sizeof *words->list);
	words->list[words->count++] = value;
}

static void add_pair(struct mh_pairs *pairs, const char *name, const char *value)
{
	pairs->list = mh_grow(pairs->list, pairs->count + 1, sizeof *pairs->list);
	pairs->list[pairs->count++] = (struct mh_pair){ name, value, NULL };
}

/* Stores a value that is there (NULL for a flag) where the table says. */
static enum mh_status store_value(const struct found *f, const char *value, struct mh_err *err)
{
	const struct mh_option *const o = f->option;
	void *const slot = (char *)f->args + o->offset;

	switch (o->type) {
	case MH_OPT_FLAG:
		*(bool *)slot = true;
		return MH_OK;
	case MH_OPT_TEXT:
	case MH_OPT_FILE:
		*(const char **)slot = value;
		return MH_OK;
	case MH_OPT_NUMBER:
	case MH_OPT_POSITIVE:
		return set_number(o, slot, value, err);
	case MH_OPT_DATE:
		return set_date(o, slot, value, err);
	case MH_OPT_KEYWORD:
		return set_keyword(o, slot, value, err);
	case MH_OPT_LIST:
		add_word(slot, value);
		return MH_OK;
	case MH_OPT_FIELD:
		add_pair(slot, o->name, value);
		return MH_OK;
	}
	return mh_fail(err, MH_USAGE, _("--%s: no such option"), o->name);
}

/* value: what was joined to the option ("--name=value", "-xvalue"), or NULL: then the next word is the value. */
static enum mh_status take(struct reader *r, const struct found *f, const char *value)
{
	const struct mh_option *const o = f->option;

	if (r->seen[f->index] && o->type != MH_OPT_LIST && o->type != MH_OPT_FLAG)
		return mh_fail(r->err, MH_USAGE, _("--%s: given twice"), o->name);
	r->seen[f->index] = true;
	if (o->type == MH_OPT_FLAG) {
		if (value)
			return mh_fail(r->err, MH_USAGE, _("--%s: takes no value"), o->name);
	} else if (!value) {
		if (r->at >= r->argc)
			return mh_fail(r->err, MH_USAGE, _("--%s: a value is missing: %s"), o->name, _(o->argument));
		value = r->argv[r->at++];
		if (strncmp(value, "--", 2) == 0)
			return mh_fail(r->err, MH_USAGE, _("--%s: a value is missing: %s (a value that begins with -- is given as --%s=VALUE)"),
				o->name, _(o->argument), o->name);
	}
	return store_value(f, value, r->err);
}

static enum mh_status take_long(struct reader *r, const char *word)
{
	const char *const equals = strchr(word, '=');
	const size_t len = equals ? (size_t)(equals - word) : strlen(word);
	struct found f;

	if (!option_find(r, word, len, 0, &f))
		return unknown_name(r, word, len);
	return take(r, &f, equals ? equals + 1 : NULL);
}

/* "-q", "-qv" (flags), "-x value", "-xvalue". */
static enum mh_status take_letters(struct reader *r, const char *letters)
{
	struct found f;
	enum mh_status s = MH_OK;

	for (const char *l = letters; *l && s == MH_OK; l++) {
		if (!option_find(r, NULL, 0, *l, &f))
			return mh_fail(r->err, MH_USAGE, _("-%c: no such option"), *l);
		if (f.option->type == MH_OPT_FLAG)
			s = take(r, &f, NULL);
		else if (l == letters)
			return take(r, &f, l[1] ? l + 1 : NULL);
		else
			return mh_fail(r->err, MH_USAGE, _("-%c: takes a value, so it can't stand behind other letters"), *l);
	}
	return s;
}

enum mh_status mh_options_read(const struct mh_option *const tables[], void *const args[], int argc, char **argv, int *count,
	struct mh_err *err)
{
	struct reader r = { tables, args, argv, argc, 0, NULL, err };
	enum mh_status s = MH_OK;
	bool ended = false;

	r.seen = mh_alloc(option_count(tables) + 1, sizeof *r.seen);
	*count = 0;
	while (r.at < argc && s == MH_OK) {
		char *const word = argv[r.at++];

		if (ended || word[0] != '-' || !word[1])
			argv[(*count)++] = word;
		else if (strcmp(word, "--") == 0)
			ended = true;
		else
			s = word[1] == '-' ? take_long(&r, word + 2) : take_letters(&r, word + 1);
	}
	free(r.seen);
	return s;
}

void mh_options_free(const struct mh_option *const tables[], void *const args[])
{
	for (size_t t = 0; tables[t]; t++)
		for (const struct mh_option *o = tables[t]; o->name; o++) {
			void *const slot = (char *)args[t] + o->offset;

			if (o->type == MH_OPT_LIST) {
				free(((struct mh_words *)slot)->list);
				*(struct mh_words *)slot = (struct mh_words){ NULL, 0 };
			} else if (o->type == MH_OPT_FIELD) {
				free(((struct mh_pairs *)slot)->list);
				*(struct mh_pairs *)slot = (struct mh_pairs){ NULL, 0 };
			}
		}
}

static bool given(const struct mh_option *o, const void *slot)
{
	switch (o->type) {
	case MH_OPT_FLAG:
		return *(const bool *)slot;
	case MH_OPT_NUMBER:
	case MH_OPT_POSITIVE:
		return *(const long *)slot > 0;	/* -1 stands for an option that was not given and may be 0 */
	case MH_OPT_LIST:
		return ((const struct mh_words *)slot)->count > 0;
	case MH_OPT_FIELD:
		for (size_t i = 0; i < ((const struct mh_pairs *)slot)->count; i++)
			if (strcmp(((const struct mh_pairs *)slot)->list[i].name, o->name) == 0)
				return true;
		return false;
	case MH_OPT_TEXT:
	case MH_OPT_FILE:
	case MH_OPT_DATE:
	case MH_OPT_KEYWORD:
		return *(const char *const *)slot != NULL;
	}
	return false;
}

void mh_options_given(const struct mh_option *const tables[], void *const args[], struct mh_str *out)
{
	for (size_t t = 0; tables[t]; t++)
		for (const struct mh_option *o = tables[t]; o->name; o++)
			if (given(o, (const char *)args[t] + o->offset))
				mh_str_printf(out, " --%s", o->name);
}
