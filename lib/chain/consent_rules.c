/* Rules of consent from their YAML: every problem is reported with its place. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/consent.h"

static const char *const root_keys[] = { "format", "name", "en", "nl", "rules", NULL };
static const char *const rule_keys[] = { "code", "en", "nl", "regime", "purpose", "age", "sign", "incapable", "source", "checked", "note", NULL };

const char *const mh_age_classes[MH_AGE_CLASSES] = {
	[MH_AGE_UNDER_12] = "under-12", [MH_AGE_12_15] = "12-15", [MH_AGE_16_17] = "16-17", [MH_AGE_ADULT] = "adult", [MH_AGE_MINOR] = "minor",
	[MH_AGE_UNKNOWN] = "unknown",
};

static void read_ages(const struct mh_reader *r, const struct mh_node *map, struct mh_consent_rule *rule)
{
	struct mh_word_list words = mh_read_words(r, map, "age");

	if (words.count == 0)
		mh_node_problem(r->file, map, false, r->problems, _("expected \"age\": under-12, 12-15, 16-17, adult, minor, unknown"));
	for (size_t i = 0; i < words.count; i++) {
		size_t class = 0;

		while (class < MH_AGE_CLASSES && strcmp(mh_age_classes[class], words.list[i]) != 0)
			class++;
		if (class < MH_AGE_CLASSES)
			rule->age[class] = true;
		else
			mh_node_problem(r->file, mh_node_get(map, "age"), false, r->problems,
				_("\"%s\" is no age here: under-12, 12-15, 16-17, adult, minor, unknown are"), words.list[i]);
	}
	mh_word_list_free(&words);
}

static void read_checked(const struct mh_reader *r, const struct mh_node *map, struct mh_consent_rule *rule)
{
	struct mh_date day;

	rule->checked = mh_read_text(r, map, "checked", true);
	if (rule->checked[0] != '\0' && strcmp(rule->checked, "unverified") != 0 && !mh_date_parse(rule->checked, &day))
		mh_node_problem(r->file, mh_node_get(map, "checked"), false, r->problems, _("a date, or unverified, is expected here"));
}

static void read_rule(const struct mh_reader *r, const struct mh_node *map, struct mh_consent_rule *rule)
{
	rule->code = mh_read_word(r, map, "code", true);
	rule->en = mh_read_text(r, map, "en", true);
	rule->nl = mh_read_text(r, map, "nl", true);
	rule->regime = mh_read_words(r, map, "regime");
	rule->purpose = mh_read_words(r, map, "purpose");
	read_ages(r, map, rule);
	rule->sign = mh_read_words(r, map, "sign");
	rule->incapable = mh_read_words(r, map, "incapable");
	if (rule->sign.count == 0)
		mh_node_problem(r->file, map, false, r->problems, _("expected \"sign\": codes of catalogue signatory"));
	rule->source = mh_read_text(r, map, "source", true);
	rule->note = mh_read_text(r, map, "note", false);
	read_checked(r, map, rule);
}

static void free_rule(struct mh_consent_rule *rule)
{
	char *const texts[] = { rule->code, rule->en, rule->nl, rule->source, rule->checked, rule->note };

	for (size_t i = 0; i < MH_COUNT(texts); i++)
		free(texts[i]);
	mh_word_list_free(&rule->regime);
	mh_word_list_free(&rule->purpose);
	mh_word_list_free(&rule->sign);
	mh_word_list_free(&rule->incapable);
	*rule = (struct mh_consent_rule){ .code = NULL };
}

void mh_consent_rules_free(struct mh_consent_rules *rules)
{
	for (size_t i = 0; i < rules->count; i++)
		free_rule(&rules->list[i]);
	free(rules->list);
	*rules = (struct mh_consent_rules)MH_CONSENT_RULES_INIT;
}

static struct mh_consent_rule *find(const struct mh_consent_rules *rules, const char *code)
{
	for (size_t i = 0; i < rules->count; i++)
		if (strcmp(rules->list[i].code, code) == 0)
			return &rules->list[i];
	return NULL;
}

static struct mh_consent_rule *add(struct mh_consent_rules *rules)
{
	rules->list = mh_grow(rules->list, rules->count + 1, sizeof *rules->list);
	rules->list[rules->count] = (struct mh_consent_rule){ .code = NULL };
	return &rules->list[rules->count++];
}

static void read_rules(const struct mh_reader *r, const struct mh_node *root, struct mh_consent_rules *rules)
{
	size_t count;
	const struct mh_node *node = mh_read_list(r, root, "rules", &count);

	for (; node != NULL; node = node->next) {
		struct mh_consent_rule rule = { .code = NULL };

		if (!mh_read_map(r, node, rule_keys))
			continue;
		read_rule(r, node, &rule);
		if (find(rules, rule.code) != NULL)
			mh_node_problem(r->file, mh_node_get(node, "code"), false, r->problems, _("rule \"%s\" stands here twice"), rule.code);
		*add(rules) = rule;
	}
}

/* Rules of a later document take the place of those of the same code; those that are new come first, since the first that fits counts. */
static void take_over(struct mh_consent_rules *rules, struct mh_consent_rules *added)
{
	size_t fresh = 0;

	for (size_t i = 0; i < added->count; i++) {
		struct mh_consent_rule *known = find(rules, added->list[i].code);

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

enum mh_status mh_consent_rules_read(const char *file, const struct mh_node *root, struct mh_consent_rules *rules, struct mh_problems *problems,
	struct mh_err *err)
{
	struct mh_problems own = MH_PROBLEMS_INIT;
	struct mh_reader r = { file, problems != NULL ? problems : &own };
	struct mh_consent_rules added = MH_CONSENT_RULES_INIT;
	const size_t before = r.problems->total;
	const char *format = mh_node_text(root, "format");
	enum mh_status status = MH_OK;

	if (format == NULL || strcmp(format, MH_CONSENT_FORMAT) != 0)
		mh_node_problem(file, root, false, r.problems, _("the format is not %s"), MH_CONSENT_FORMAT);
	mh_read_map(&r, root, root_keys);
	free(mh_read_word(&r, root, "name", true));
	read_rules(&r, root, &added);
	if (r.problems->total > before)
		status = mh_read_refused(&r, before, err);
	else
		take_over(rules, &added);
	mh_consent_rules_free(&added);
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
		status = mh_consent_rules_read(name, tree.root, arg, NULL, err);
	mh_tree_free(&tree);
	return status;
}

enum mh_status mh_consent_rules_load(struct mh_store *store, struct mh_consent_rules *rules, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_document);
	mh_query_is(&query, "format", MH_CONSENT_FORMAT);
	enum mh_status status = mh_store_each(store, &query, read_document, rules, err);
	mh_query_free(&query);
	if (status == MH_OK && rules->count == 0)
		status = mh_fail(err, MH_INPUT, _("no rules of consent are in the store: apply those that came with the programs: mh-store apply (consent/consent.yaml)"));
	return status;
}
