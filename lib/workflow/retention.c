/* Retention rules from their YAML: every problem is reported with its place. */

#include "workflow/retention.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

static const char *const root_keys[] = { "format", "name", "en", "nl", "second-above", "rules", NULL };
static const char *const rule_keys[] = { "code", "en", "nl", "kind", "regime", "state", "role", "from", "length", "then", "source", "checked",
	"note", NULL };

/* Keys of conditions, which are fields of the kind too. */
static const char *const conditions[MH_RULE_CONDITIONS] = { "regime", "state", "role" };

/* Kinds that rules are about; what belongs to them goes along, and a person when nothing is left of it. */
static const struct mh_kind *const kinds[] = { &mh_case, &mh_signal, &mh_mention, &mh_referral };

/* *log: it is about no kind of record. */
static const struct mh_kind *read_kind(const struct mh_reader *r, const struct mh_node *map, bool *log)
{
	char *name = mh_read_text(r, map, "kind", true);
	const struct mh_kind *found = NULL;

	for (size_t i = 0; i < MH_COUNT(kinds); i++)
		if (strcmp(kinds[i]->name, name) == 0)
			found = kinds[i];
	*log = strcmp(name, "log") == 0;
	if (found == NULL && !*log && name[0] != '\0')
		mh_node_problem(r->file, mh_node_get(map, "kind"), false, r->problems, _("a rule is for a case, signal, mention or referral, or for the log"));
	free(name);
	return found;
}

static void check_conditions(const struct mh_reader *r, const struct mh_node *map, const struct mh_rule *rule)
{
	for (size_t i = 0; i < MH_COUNT(conditions); i++)
		if (rule->conditions[i].count > 0 && mh_field_find(rule->kind, conditions[i]) < 0)
			mh_node_problem(r->file, mh_node_get(map, conditions[i]), true, r->problems, _("a %s has no such field"),
				mh_name("kind", rule->kind->name));
}

static void check_from(const struct mh_reader *r, const struct mh_node *map, const struct mh_rule *rule)
{
	int field = mh_field_find(rule->kind, rule->from);

	if (strcmp(rule->from, "made") == 0 || strcmp(rule->from, "changed") == 0 || rule->from[0] == '\0')
		return;
	if (field < 0 || rule->kind->fields[field].type != MH_DATE || mh_field_sealed(&rule->kind->fields[field]))
		mh_node_problem(r->file, mh_node_get(map, "from"), false, r->problems, _("expected a day of a %s, or made, or changed"),
			mh_name("kind", rule->kind->name));
}

static struct mh_length read_length(const struct mh_reader *r, const struct mh_node *map)
{
	struct mh_length length = { 0, MH_DAYS };
	char *text = mh_read_text(r, map, "length", true);

	if (text[0] != '\0' && (!mh_length_parse(text, &length) || length.unit == MH_HOURS))
		mh_node_problem(r->file, mh_node_get(map, "length"), false, r->problems, _("a length is expected here: a number and %s"),
			"day, week, month or year");
	free(text);
	return length;
}

static bool read_lapse(const struct mh_reader *r, const struct mh_node *map, const struct mh_kind *kind)
{
	char *text = mh_read_text(r, map, "then", false);
	bool lapse = strcmp(text, "lapse") == 0;

	if (text[0] != '\0' && !lapse && strcmp(text, "erase") != 0)
		mh_node_problem(r->file, mh_node_get(map, "then"), false, r->problems, _("erase or lapse is expected here"));
	if (lapse && kind != NULL && kind != &mh_signal)
		mh_node_problem(r->file, mh_node_get(map, "then"), false, r->problems, _("only a signal can lapse"));
	free(text);
	return lapse;
}

static void read_checked(const struct mh_reader *r, const struct mh_node *map, struct mh_rule *rule)
{
	struct mh_date day;

	rule->checked = mh_read_text(r, map, "checked", true);
	if (rule->checked[0] != '\0' && strcmp(rule->checked, "unverified") != 0 && !mh_date_parse(rule->checked, &day))
		mh_node_problem(r->file, mh_node_get(map, "checked"), false, r->problems, _("a date, or unverified, is expected here"));
}

/* Words of the log are kept from the day of their entry, whatever it was about. */
static void check_log(const struct mh_reader *r, const struct mh_node *map, const struct mh_rule *rule)
{
	for (size_t i = 0; i < MH_COUNT(conditions); i++)
		if (rule->conditions[i].count > 0)
			mh_node_problem(r->file, mh_node_get(map, conditions[i]), true, r->problems, _("a rule of the log has no conditions"));
	if (rule->from[0] != '\0' && strcmp(rule->from, "made") != 0)
		mh_node_problem(r->file, mh_node_get(map, "from"), false, r->problems, _("an entry of the log counts from the day on which it was made: made"));
	if (rule->lapse)
		mh_node_problem(r->file, mh_node_get(map, "then"), false, r->problems, _("only a signal can lapse"));
}

static void read_rule(const struct mh_reader *r, const struct mh_node *map, struct mh_rule *rule)
{
	bool log = false;

	rule->code = mh_read_word(r, map, "code", true);
	rule->en = mh_read_text(r, map, "en", true);
	rule->nl = mh_read_text(r, map, "nl", true);
	rule->kind = read_kind(r, map, &log);
	for (size_t i = 0; i < MH_COUNT(conditions); i++)
		rule->conditions[i] = mh_read_words(r, map, conditions[i]);
	rule->from = mh_read_word(r, map, "from", true);
	rule->length = read_length(r, map);
	rule->lapse = read_lapse(r, map, rule->kind);
	rule->source = mh_read_text(r, map, "source", true);
	rule->note = mh_read_text(r, map, "note", false);
	read_checked(r, map, rule);
	if (log)
		check_log(r, map, rule);
	if (rule->kind != NULL) {
		check_conditions(r, map, rule);
		check_from(r, map, rule);
	}
}

static void free_rule(struct mh_rule *rule)
{
	char *const texts[] = { rule->code, rule->en, rule->nl, rule->source, rule->checked, rule->note, rule->from };

	for (size_t i = 0; i < MH_COUNT(texts); i++)
		free(texts[i]);
	for (size_t i = 0; i < MH_RULE_CONDITIONS; i++)
		mh_word_list_free(&rule->conditions[i]);
	*rule = (struct mh_rule){ .code = NULL };
}

void mh_rules_free(struct mh_rules *rules)
{
	for (size_t i = 0; i < rules->count; i++)
		free_rule(&rules->list[i]);
	free(rules->list);
	*rules = (struct mh_rules)MH_RULES_INIT;
}

static void read_rules(const struct mh_reader *r, const struct mh_node *root, struct mh_rules *rules)
{
	size_t count;
	const struct mh_node *node = mh_read_list(r, root, "rules", &count);

	rules->list = mh_grow(rules->list, count + 1, sizeof *rules->list);
	for (; node != NULL; node = node->next) {
		struct mh_rule *rule = &rules->list[rules->count];

		if (!mh_read_map(r, node, rule_keys))
			continue;
		*rule = (struct mh_rule){ .code = NULL };
		read_rule(r, node, rule);
		if (mh_rule_find(rules, rule->code) != NULL)
			mh_node_problem(r->file, mh_node_get(node, "code"), false, r->problems, _("rule \"%s\" stands here twice"), rule->code);
		rules->count++;
	}
}

static void read_second(const struct mh_reader *r, const struct mh_node *root, struct mh_rules *rules)
{
	char *text = mh_read_text(r, root, "second-above", false);

	if (text[0] != '\0' && (strlen(text) > 6 || strspn(text, "0123456789") != strlen(text)))
		mh_node_problem(r->file, mh_node_get(root, "second-above"), false, r->problems, _("a number of persons is expected here"));
	else if (text[0] != '\0')
		rules->second_above = strtol(text, NULL, 10);
	else
		rules->second_above = -1;
	free(text);
}

/* Rules of a later document take the place of those of the same code. */
static void take_over(struct mh_rules *rules, struct mh_rules *added)
{
	for (size_t i = 0; i < added->count; i++) {
		struct mh_rule *known = (struct mh_rule *)mh_rule_find(rules, added->list[i].code);
		if (known == NULL) {
			rules->list = mh_grow(rules->list, rules->count + 1, sizeof *rules->list);
			known = &rules->list[rules->count++];
		} else {
			free_rule(known);
		}
		*known = added->list[i];
	}
	if (added->second_above >= 0)
		rules->second_above = added->second_above;
	added->count = 0;
}

enum mh_status mh_rules_read(const char *file, const struct mh_node *root, struct mh_rules *rules, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_problems own = MH_PROBLEMS_INIT;
	struct mh_reader r = { file, problems != NULL ? problems : &own };
	struct mh_rules added = MH_RULES_INIT;
	size_t before = r.problems->total;
	const char *format = mh_node_text(root, "format");
	enum mh_status status = MH_OK;

	if (format == NULL || strcmp(format, MH_RETENTION_FORMAT) != 0)
		mh_node_problem(file, root, false, r.problems, _("the format is not %s"), MH_RETENTION_FORMAT);
	mh_read_map(&r, root, root_keys);
	free(mh_read_word(&r, root, "name", true));
	read_second(&r, root, &added);
	read_rules(&r, root, &added);
	if (r.problems->total > before)
		status = mh_read_refused(&r, before, err);
	else
		take_over(rules, &added);
	mh_rules_free(&added);
	mh_problems_free(&own);
	return status;
}

const struct mh_rule *mh_rule_find(const struct mh_rules *rules, const char *code)
{
	for (size_t i = 0; i < rules->count; i++)
		if (strcmp(rules->list[i].code, code) == 0)
			return &rules->list[i];
	return NULL;
}

static bool fits(const struct mh_rule *rule, const struct mh_record *rec)
{
	if (rule->kind != rec->kind)
		return false;
	for (size_t i = 0; i < MH_RULE_CONDITIONS; i++)
		if (rule->conditions[i].count > 0 && !mh_word_list_has(&rule->conditions[i], mh_record_text(rec, conditions[i])))
			return false;
	return true;
}

const struct mh_rule *mh_rule_of(const struct mh_rules *rules, const struct mh_record *rec)
{
	for (size_t i = 0; i < rules->count; i++)
		if (fits(&rules->list[i], rec))
			return &rules->list[i];
	return NULL;
}

const struct mh_rule *mh_rule_log(const struct mh_rules *rules)
{
	for (size_t i = 0; i < rules->count; i++)
		if (rules->list[i].kind == NULL)
			return &rules->list[i];
	return NULL;
}

static bool is_over(const struct mh_rule *rule, struct mh_date day, struct mh_date today)
{
	return mh_date_compare(mh_date_after(day, rule->length), today) < 0;
}

static struct mh_date move(struct mh_date day, int by)
{
	return mh_date_from_number(mh_date_number(day) + by);
}

#define SEARCH_MOST 31	/* days; a term of thousands of years has no first day, and keeps everything */

/* Months have no length of their own: counting back is where the search begins. */
struct mh_date mh_rule_keeps_from(const struct mh_rule *rule, struct mh_date today)
{
	struct mh_date day = mh_date_before(today, rule->length);

	for (int i = 0; i < SEARCH_MOST && is_over(rule, day, today); i++)
		day = move(day, 1);
	for (int i = 0; i < SEARCH_MOST && !is_over(rule, move(day, -1), today); i++)
		day = move(day, -1);
	return day;
}

bool mh_rule_checked(const struct mh_rule *rule)
{
	return strcmp(rule->checked, "unverified") != 0;
}

void mh_rule_ground(const struct mh_rule *rule, struct mh_str *out)
{
	char length[MH_LENGTH_SIZE];

	mh_length_format(rule->length, length);
	mh_str_printf(out, "%s %s after %s; %s; checked %s", rule->code, length, rule->from, rule->source, rule->checked);
}
