#include "chain/indicators.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

static const char *const root_keys[] = { "format", "name", "order", "en", "nl", "groups", "forms", "sectors", "places", "adults", "source",
	"checked", "met", "results", NULL };
static const char *const met_keys[] = { "strong", "medium", "weak", "other", NULL };
static const char *const result_keys[] = { "code", "en", "nl", "needs", "without", NULL };

enum { NUMBER_MOST = 9999 };

static long read_number(const struct mh_reader *r, const struct mh_node *map, const char *key)
{
	char *const text = mh_read_text(r, map, key, false), *end;
	const long number = strtol(text, &end, 10);

	if (*end != '\0' || number < 0 || number > NUMBER_MOST)
		mh_node_problem(r->file, mh_node_get(map, key), false, r->problems, _("a whole number, 0 or more, is expected here"));
	free(text);
	return number;
}

static void read_met(const struct mh_reader *r, const struct mh_node *node, struct mh_met *met)
{
	if (!mh_read_map(r, node, met_keys))
		return;
	*met = (struct mh_met){ read_number(r, node, "strong"), read_number(r, node, "medium"), read_number(r, node, "weak"), read_number(r, node, "other") };
	if (met->strong + met->medium + met->weak + met->other == 0)
		mh_node_problem(r->file, node, false, r->problems, _("a line that asks for nothing is always met"));
}

/* "a|b" names groups of the list. */
static void check_groups(const struct mh_reader *r, const struct mh_node *map, const char *key, const struct mh_word_list *words,
	const struct mh_word_list *groups)
{
	for (size_t i = 0; i < words->count; i++) {
		for (const char *at = words->list[i]; *at != '\0'; ) {
			const size_t len = strcspn(at, "|");
			char *const word = mh_strndup(at, len);

			if (!mh_word_list_has(groups, word))
				mh_node_problem(r->file, mh_node_get(map, key), false, r->problems, _("\"%s\" is none of the groups of this list"), word);
			free(word);
			at += len + (at[len] == '|');
		}
	}
}

static void read_result(const struct mh_reader *r, const struct mh_node *node, struct mh_rule_result *result, const struct mh_word_list *groups)
{
	if (!mh_read_map(r, node, result_keys))
		return;
	result->code = mh_read_word(r, node, "code", true);
	result->en = mh_read_text(r, node, "en", true);
	result->nl = mh_read_text(r, node, "nl", false);
	result->needs = mh_read_words(r, node, "needs");
	result->without = mh_read_words(r, node, "without");
	if (result->needs.count == 0)
		mh_node_problem(r->file, node, false, r->problems, _("\"%s\" is missing"), "needs");
	check_groups(r, node, "needs", &result->needs, groups);
	check_groups(r, node, "without", &result->without, groups);
}

static void read_rule(const struct mh_reader *r, const struct mh_node *root, struct mh_indicator_list *list)
{
	const struct mh_node *node;
	size_t count;

	if (!mh_node_get(root, "met") && !mh_node_get(root, "results"))
		return;
	node = mh_read_list(r, root, "met", &count);
	list->met = mh_alloc(count + 1, sizeof *list->met);
	for (; node; node = node->next)
		read_met(r, node, &list->met[list->met_count++]);
	node = mh_read_list(r, root, "results", &count);
	list->results = mh_alloc(count + 1, sizeof *list->results);
	for (; node; node = node->next)
		read_result(r, node, &list->results[list->result_count++], &list->groups);
}

static void read_list(const struct mh_reader *r, const struct mh_node *root, struct mh_indicator_list *list)
{
	struct mh_date day;

	mh_read_map(r, root, root_keys);
	list->name = mh_read_word(r, root, "name", true);
	list->order = read_number(r, root, "order");
	list->en = mh_read_text(r, root, "en", true);
	list->nl = mh_read_text(r, root, "nl", false);
	list->source = mh_read_text(r, root, "source", true);
	list->checked = mh_read_text(r, root, "checked", true);
	list->adults = mh_read_yes(r, root, "adults", false);
	list->groups = mh_read_words(r, root, "groups");
	list->forms = mh_read_words(r, root, "forms");
	list->sectors = mh_read_words(r, root, "sectors");
	list->places = mh_read_words(r, root, "places");
	if (list->groups.count == 0)
		mh_node_problem(r->file, root, false, r->problems, _("\"%s\" is missing"), "groups");
	if (list->checked[0] != '\0' && strcmp(list->checked, "unverified") != 0 && !mh_date_parse(list->checked, &day))
		mh_node_problem(r->file, mh_node_get(root, "checked"), false, r->problems, _("a date, or unverified, is expected here"));
	read_rule(r, root, list);
}

enum mh_status mh_indicator_list_read(const char *file, const struct mh_node *root, struct mh_indicator_list *list, struct mh_problems *problems,
	struct mh_err *err)
{
	struct mh_problems own = MH_PROBLEMS_INIT;
	const struct mh_reader r = { file, problems ? problems : &own };
	const size_t before = r.problems->total;
	enum mh_status status = MH_OK;

	*list = (struct mh_indicator_list){ .name = NULL };
	read_list(&r, root, list);
	if (r.problems->total > before) {
		mh_indicator_list_free(list);
		status = mh_read_refused(&r, before, err);
	}
	mh_problems_free(&own);
	return status;
}

void mh_indicator_list_free(struct mh_indicator_list *list)
{
	for (size_t i = 0; i < list->result_count; i++) {
		free(list->results[i].code);
		free(list->results[i].en);
		free(list->results[i].nl);
		mh_word_list_free(&list->results[i].needs);
		mh_word_list_free(&list->results[i].without);
	}
	free(list->results);
	free(list->met);
	mh_word_list_free(&list->groups);
	mh_word_list_free(&list->forms);
	mh_word_list_free(&list->sectors);
	mh_word_list_free(&list->places);
	free(list->name);
	free(list->en);
	free(list->nl);
	free(list->source);
	free(list->checked);
	*list = (struct mh_indicator_list){ .name = NULL };
}

static enum mh_status take_document(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct mh_indicator_lists *const lists = arg;
	const char *const text = mh_record_text(rec, "text");
	struct mh_tree tree = MH_TREE_INIT;
	char name[100];

	snprintf(name, sizeof name, MH_INDICATORS_FORMAT " %s", mh_record_text(rec, "name"));
	enum mh_status status = mh_yaml_read(name, (struct mh_blob){ text, strlen(text) }, &mh_yaml_usual, &tree, NULL, err);
	lists->list = mh_grow(lists->list, lists->count + 1, sizeof *lists->list);
	if (status == MH_OK)
		status = mh_indicator_list_read(name, tree.root, &lists->list[lists->count], NULL, err);
	if (status == MH_OK)
		lists->count++;
	mh_tree_free(&tree);
	return status;
}

static int by_order(const void *a, const void *b)
{
	const struct mh_indicator_list *const x = a, *const y = b;

	return x->order != y->order ? (x->order > y->order) - (x->order < y->order) : strcmp(x->name, y->name);
}

enum mh_status mh_indicator_lists_load(struct mh_store *store, struct mh_indicator_lists *lists, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_document);
	mh_query_is(&query, "format", MH_INDICATORS_FORMAT);
	enum mh_status status = mh_store_each(store, &query, take_document, lists, err);
	mh_query_free(&query);
	if (status != MH_OK)
		return status;
	if (lists->count == 0)
		return mh_fail(err, MH_INPUT, _("lists of indicators: none is in the store: apply them with mh-store apply"));
	qsort(lists->list, lists->count, sizeof *lists->list, by_order);
	return MH_OK;
}

void mh_indicator_lists_free(struct mh_indicator_lists *lists)
{
	for (size_t i = 0; i < lists->count; i++)
		mh_indicator_list_free(&lists->list[i]);
	free(lists->list);
	*lists = (struct mh_indicator_lists)MH_INDICATOR_LISTS_INIT;
}
