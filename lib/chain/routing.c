#include "chain/routing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/group.h"

static const char *const root_keys[] = { "format", "name", "en", "nl", "rules", NULL };
static const char *const rule_keys[] = {
	"code", "en", "nl", "need", "when", "situation", "to", "places", "placed-by", "exclusive", "source", "checked", "note", NULL
};

/* A rule is chosen without a key, so it may ask for what a case says in the clear. */
static bool clear_field(const char *name)
{
	const int at = mh_field_find(&mh_case, name);

	return at >= 0 && !mh_field_sealed(&mh_case.fields[at]);
}

static void read_when(const struct mh_reader *r, const struct mh_node *map, struct mh_route *rule)
{
	if (map == NULL)
		return;
	if (map->type != MH_NODE_MAP) {
		mh_node_problem(r->file, map, true, r->problems, _("keys and values are expected here"));
		return;
	}
	for (const struct mh_node *node = map->first; node != NULL; node = node->next) {
		if (!clear_field(node->key))
			mh_node_problem(r->file, node, true, r->problems, _("\"%s\" is no field of a case that can be read without a key"), node->key);
		rule->when = mh_grow(rule->when, rule->when_count + 1, sizeof *rule->when);
		rule->when[rule->when_count++] = (struct mh_route_when){ mh_strdup(node->key), mh_read_words(r, map, node->key) };
	}
}

static void read_checked(const struct mh_reader *r, const struct mh_node *map, struct mh_route *rule)
{
	struct mh_date day;

	rule->checked = mh_read_text(r, map, "checked", true);
	if (rule->checked[0] != '\0' && strcmp(rule->checked, "unverified") != 0 && !mh_date_parse(rule->checked, &day))
		mh_node_problem(r->file, mh_node_get(map, "checked"), false, r->problems, _("a date, or unverified, is expected here"));
}

static void read_rule(const struct mh_reader *r, const struct mh_node *map, struct mh_route *rule)
{
	rule->code = mh_read_word(r, map, "code", true);
	rule->en = mh_read_text(r, map, "en", true);
	rule->nl = mh_read_text(r, map, "nl", true);
	rule->need = mh_read_words(r, map, "need");
	read_when(r, mh_node_get(map, "when"), rule);
	rule->situation = mh_read_words(r, map, "situation");
	rule->to = mh_read_words(r, map, "to");
	rule->places = mh_read_words(r, map, "places");
	rule->placed_by = mh_read_word(r, map, "placed-by", false);
	rule->exclusive = mh_read_yes(r, map, "exclusive", false);
	rule->source = mh_read_text(r, map, "source", true);
	rule->note = mh_read_text(r, map, "note", false);
	read_checked(r, map, rule);
	if (rule->need.count == 0 || rule->to.count == 0)
		mh_node_problem(r->file, map, false, r->problems, _("expected \"need\" and \"to\": codes of catalogue service"));
	if (rule->exclusive && rule->placed_by[0] == '\0')
		mh_node_problem(r->file, mh_node_get(map, "exclusive"), true, r->problems, _("expected \"placed-by\": who alone places there?"));
}

static void free_rule(struct mh_route *rule)
{
	char *const texts[] = { rule->code, rule->en, rule->nl, rule->placed_by, rule->source, rule->checked, rule->note };
	struct mh_word_list *const lists[] = { &rule->need, &rule->situation, &rule->to, &rule->places };

	for (size_t i = 0; i < MH_COUNT(texts); i++)
		free(texts[i]);
	for (size_t i = 0; i < MH_COUNT(lists); i++)
		mh_word_list_free(lists[i]);
	for (size_t i = 0; i < rule->when_count; i++) {
		free(rule->when[i].field);
		mh_word_list_free(&rule->when[i].values);
	}
	free(rule->when);
	*rule = (struct mh_route){ .code = NULL };
}

void mh_routes_free(struct mh_routes *rules)
{
	for (size_t i = 0; i < rules->count; i++)
		free_rule(&rules->list[i]);
	free(rules->list);
	*rules = (struct mh_routes)MH_ROUTES_INIT;
}

static struct mh_route *find(const struct mh_routes *rules, const char *code)
{
	for (size_t i = 0; i < rules->count; i++)
		if (strcmp(rules->list[i].code, code) == 0)
			return &rules->list[i];
	return NULL;
}

static struct mh_route *add(struct mh_routes *rules)
{
	rules->list = mh_grow(rules->list, rules->count + 1, sizeof *rules->list);
	rules->list[rules->count] = (struct mh_route){ .code = NULL };
	return &rules->list[rules->count++];
}

static void read_rules(const struct mh_reader *r, const struct mh_node *root, struct mh_routes *rules)
{
	size_t count;
	const struct mh_node *node = mh_read_list(r, root, "rules", &count);

	for (; node != NULL; node = node->next) {
		struct mh_route rule = { .code = NULL };

		if (!mh_read_map(r, node, rule_keys))
			continue;
		read_rule(r, node, &rule);
		if (find(rules, rule.code) != NULL)
			mh_node_problem(r->file, mh_node_get(node, "code"), false, r->problems, _("rule \"%s\" stands here twice"), rule.code);
		*add(rules) = rule;
	}
}

/* As rules of consent: those of a later document take the place of those of the same code, and new ones come first. */
static void take_over(struct mh_routes *rules, struct mh_routes *added)
{
	size_t fresh = 0;

	for (size_t i = 0; i < added->count; i++) {
		struct mh_route *known = find(rules, added->list[i].code);

		if (known == NULL) {
			add(rules);
			memmove(&rules->list[fresh + 1], &rules->list[fresh], (rules->count - 1 - fresh) * sizeof *rules->list);
			rules->list[fresh++] = added->list[i];
		} else {
			free_rule(known);
			*known = added->list[i];
		}
	}
	added->count = 0;
}

enum mh_status mh_routes_read(const char *file, const struct mh_node *root, struct mh_routes *rules, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_problems own = MH_PROBLEMS_INIT;
	struct mh_reader r = { file, problems != NULL ? problems : &own };
	struct mh_routes added = MH_ROUTES_INIT;
	const size_t before = r.problems->total;
	const char *format = mh_node_text(root, "format");
	enum mh_status status = MH_OK;

	if (format == NULL || strcmp(format, MH_ROUTING_FORMAT) != 0)
		mh_node_problem(file, root, false, r.problems, _("the format is not %s"), MH_ROUTING_FORMAT);
	mh_read_map(&r, root, root_keys);
	free(mh_read_word(&r, root, "name", true));
	read_rules(&r, root, &added);
	if (r.problems->total > before)
		status = mh_read_refused(&r, before, err);
	else
		take_over(rules, &added);
	mh_routes_free(&added);
	mh_problems_free(&own);
	return status;
}

static enum mh_status read_document(void *arg, struct mh_record *rec, struct mh_err *err)
{
	const char *text = mh_record_text(rec, "text");
	struct mh_tree tree = MH_TREE_INIT;
	char name[100];

	snprintf(name, sizeof name, "%s %s", mh_record_text(rec, "format"), mh_record_text(rec, "name"));
	enum mh_status status = mh_yaml_read(name, (struct mh_blob){ text, strlen(text) }, &mh_yaml_usual, &tree, NULL, err);
	if (status == MH_OK)
		status = mh_routes_read(name, tree.root, arg, NULL, err);
	mh_tree_free(&tree);
	return status;
}

enum mh_status mh_routes_load(struct mh_store *store, struct mh_routes *rules, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_document);
	mh_query_is(&query, "format", MH_ROUTING_FORMAT);
	enum mh_status status = mh_store_each(store, &query, read_document, rules, err);
	mh_query_free(&query);
	if (status == MH_OK && rules->count == 0)
		status = mh_fail(err, MH_INPUT, _("no rules of routing are in the store: apply those that came with the programs: mh-store apply (routing/shelter.yaml)"));
	return status;
}

const char *mh_route_value(const struct mh_record *the_case, const struct mh_record *person, const char *field)
{
	const char *value = mh_record_text(the_case, field), *band = mh_record_text(person, "age-band");

	if (value[0] != '\0' || strcmp(field, "minor") != 0)
		return value;
	return strcmp(band, "minor") == 0 ? "yes" : strcmp(band, "18-22") == 0 || strcmp(band, "23-plus") == 0 || strcmp(band, "adult") == 0 ? "no" : "";
}

static bool fits(const struct mh_route *rule, const struct mh_record *the_case, const struct mh_record *person, const char *need, const char *situation)
{
	bool said = rule->situation.count == 0;

	for (size_t i = 0; i < rule->situation.count; i++)
		said = said || mh_set_has(situation, rule->situation.list[i]);
	if (!said || !mh_word_list_has(&rule->need, need))
		return false;
	for (size_t i = 0; i < rule->when_count; i++) {
		const char *const value = mh_route_value(the_case, person, rule->when[i].field);

		if (!mh_word_list_has(&rule->when[i].values, value[0] != '\0' ? value : "none"))
			return false;
	}
	return true;
}

const struct mh_route *mh_route_choose(const struct mh_routes *rules, const struct mh_record *the_case, const struct mh_record *person, const char *need,
	const char *situation)
{
	for (size_t i = 0; i < rules->count; i++)
		if (fits(&rules->list[i], the_case, person, need, situation))
			return &rules->list[i];
	return NULL;
}
