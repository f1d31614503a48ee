#include "workflow/read.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/option.h"

#define WORD_MOST 64

bool mh_word_list_has(const struct mh_word_list *words, const char *word)
{
	for (size_t i = 0; i < words->count; i++) {
		if (strcmp(words->list[i], word) == 0)
			return true;
	}
	return false;
}

void mh_word_list_free(struct mh_word_list *words)
{
	for (size_t i = 0; i < words->count; i++)
		free(words->list[i]);
	free(words->list);
	*words = (struct mh_word_list){ NULL, 0, 0 };
}

static void unknown_key(const struct mh_reader *r, const struct mh_node *node, const char *const allowed[])
{
	size_t count = 0;
	const char *nearest;

	while (allowed[count] != NULL)
		count++;
	nearest = mh_word_nearest(node->key, allowed, count);
	if (nearest != NULL)
		mh_node_problem(r->file, node, true, r->problems, _("no such key; did you mean \"%s\"?"), nearest);
	else
		mh_node_problem(r->file, node, true, r->problems, _("no such key here"));
}

bool mh_read_map(const struct mh_reader *r, const struct mh_node *map, const char *const allowed[])
{
	if (map->type != MH_NODE_MAP) {
		mh_node_problem(r->file, map, false, r->problems, _("keys and values are expected here"));
		return false;
	}
	for (const struct mh_node *node = map->first; node != NULL; node = node->next) {
		size_t i = 0;

		while (allowed[i] != NULL && strcmp(allowed[i], node->key) != 0)
			i++;
		if (allowed[i] == NULL)
			unknown_key(r, node, allowed);
	}
	return true;
}

char *mh_read_text(const struct mh_reader *r, const struct mh_node *map, const char *key, bool required)
{
	const struct mh_node *node = mh_node_get(map, key);

	if (node != NULL && node->type != MH_NODE_SCALAR)
		mh_node_problem(r->file, node, true, r->problems, _("one value is expected here"));
	else if (required && (node == NULL || node->len == 0))
		mh_node_problem(r->file, node != NULL ? node : map, node != NULL, r->problems, _("\"%s\" is missing"), key);
	return mh_strdup(node != NULL && node->type == MH_NODE_SCALAR ? node->text : "");
}

static bool is_word(const char *text)
{
	return strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-._") == strlen(text) && strlen(text) <= WORD_MOST;
}

static void check_word(const struct mh_reader *r, const struct mh_node *node, const char *text)
{
	if (!is_word(text))
		mh_node_problem(r->file, node, false, r->problems, _("not a word of lower-case letters, digits, '-', '.' and '_'"));
}

char *mh_read_word(const struct mh_reader *r, const struct mh_node *map, const char *key, bool required)
{
	char *text = mh_read_text(r, map, key, required);

	if (text[0] != '\0')
		check_word(r, mh_node_get(map, key), text);
	return text;
}

static void add_word(const struct mh_reader *r, const struct mh_node *node, struct mh_word_list *words)
{
	if (node->type != MH_NODE_SCALAR || node->len == 0) {
		mh_node_problem(r->file, node, false, r->problems, _("a word, or a list of words, is expected here"));
		return;
	}
	if (mh_word_list_has(words, node->text)) {
		mh_node_problem(r->file, node, false, r->problems, _("\"%s\" stands here twice"), node->text);
		return;
	}
	words->list = mh_grow(words->list, words->count + 1, sizeof *words->list);
	words->list[words->count++] = mh_strdup(node->text);
}

struct mh_word_list mh_read_words(const struct mh_reader *r, const struct mh_node *map, const char *key)
{
	struct mh_word_list words = { NULL, 0, 0 };
	const struct mh_node *node = mh_node_get(map, key);

	if (node == NULL)
		return words;
	words.line = node->line;
	if (node->type != MH_NODE_LIST) {
		add_word(r, node, &words);
		return words;
	}
	for (node = node->first; node != NULL; node = node->next)
		add_word(r, node, &words);
	return words;
}

bool mh_read_yes(const struct mh_reader *r, const struct mh_node *map, const char *key, bool usual)
{
	const struct mh_node *node = mh_node_get(map, key);

	if (node == NULL)
		return usual;
	if (node->type == MH_NODE_SCALAR && strcmp(node->text, "yes") == 0)
		return true;
	if (node->type != MH_NODE_SCALAR || strcmp(node->text, "no") != 0)
		mh_node_problem(r->file, node, false, r->problems, _("yes or no is expected here"));
	return false;
}

const struct mh_node *mh_read_list(const struct mh_reader *r, const struct mh_node *map, const char *key, size_t *count)
{
	const struct mh_node *node = mh_node_get(map, key);

	*count = 0;
	if (node == NULL || node->type != MH_NODE_LIST || node->count == 0) {
		mh_node_problem(r->file, node != NULL ? node : map, node != NULL, r->problems, _("a list \"%s\" is expected"), key);
		return NULL;
	}
	*count = node->count;
	return node->first;
}

enum mh_status mh_read_refused(const struct mh_reader *r, size_t before, struct mh_err *err)
{
	char text[sizeof err->text];

	if (before >= r->problems->count)
		return mh_fail(err, MH_INPUT, "%s: refused", r->file);
	mh_problem_text(&r->problems->list[before], text, sizeof text);
	return mh_fail(err, MH_INPUT, "%s", text);
}
