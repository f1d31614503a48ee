/* Definitions of reports: from YAML to a struct, with every problem named. */

#include "report/definition.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/option.h"
#include "report/period.h"
#include "store/measure.h"
#include "text/yaml.h"

enum { OF_TEXT = 1, OF_TABLE = 2, OF_TREND = 4, OF_CHART = 8, OF_ESTIMATE = 16, OF_CHAIN = 32, OF_COUNT = OF_TABLE | OF_TREND | OF_CHART };

/* The key that comes first says what a part is; its value is the title (text: the text). */
static const struct { const char *key; enum mh_part_type type; unsigned bit; } part_types[] = {
	{ "text", MH_PART_TEXT, OF_TEXT },
	{ "table", MH_PART_TABLE, OF_TABLE },
	{ "trend", MH_PART_TREND, OF_TREND },
	{ "chart", MH_PART_CHART, OF_CHART },
	{ "estimate", MH_PART_ESTIMATE, OF_ESTIMATE },
	{ "chain", MH_PART_CHAIN, OF_CHAIN },
};

static const struct { const char *key; unsigned allowed, required; } part_keys[] = {
	{ "text", OF_TEXT, 0 },
	{ "table", OF_TABLE, 0 },
	{ "trend", OF_TREND, 0 },
	{ "chart", OF_CHART, 0 },
	{ "estimate", OF_ESTIMATE, 0 },
	{ "chain", OF_CHAIN, 0 },
	{ "lists", OF_ESTIMATE, 0 },
	{ "merge", OF_ESTIMATE, 0 },
	{ "measure", OF_COUNT, OF_COUNT },
	{ "rows", OF_COUNT, OF_COUNT },
	{ "columns", OF_COUNT, OF_TREND },
	{ "where", OF_COUNT | OF_ESTIMATE, 0 },
	{ "date", OF_COUNT | OF_ESTIMATE, 0 },
	{ "shape", OF_CHART, 0 },
	{ "zero-rows", OF_TABLE | OF_TREND, 0 },
	{ "note", OF_COUNT | OF_ESTIMATE | OF_CHAIN, 0 },
};

static const char *const top_keys[] = { "format", "name", "audience", "title", "summary", "sections", NULL };
static const char *const section_keys[] = { "title", "parts", NULL };
static const char *const audiences[] = { "public", "partners", "internal", NULL };

struct reader {
	const char *file;
	struct mh_problems *problems;
	size_t before;		/* problems that were there already */
};

static size_t word_count(const char *const *words)
{
	size_t count = 0;

	while (words[count])
		count++;
	return count;
}

static int word_find(const char *word, const char *const *words)
{
	int i;

	for (i = 0; words[i]; i++) {
		if (strcmp(words[i], word) == 0)
			return i;
	}
	return -1;
}

static void unknown_key(struct reader *rd, const struct mh_node *node, const char *const *words)
{
	const char *near = mh_word_nearest(node->key, words, word_count(words));

	mh_node_problem(rd->file, node, true, rd->problems, _("unknown key%s%s%s"), near ? _(": did you mean \"") : "", near ? near : "",
		near ? "\"?" : "");
}

static void check_keys(struct reader *rd, const struct mh_node *map, const char *const *words)
{
	const struct mh_node *node;

	for (node = map->first; node; node = node->next) {
		if (word_find(node->key, words) < 0)
			unknown_key(rd, node, words);
	}
}

/* A child that must be there and of this type. */
static const struct mh_node *need(struct reader *rd, const struct mh_node *map, const char *key, enum mh_node_type type)
{
	static const char *const names[] = { N_("a text"), N_("a list"), N_("a map") };
	const struct mh_node *node = mh_node_get(map, key);

	if (!node)
		mh_node_problem(rd->file, map, false, rd->problems, _("\"%s\" is missing"), key);
	else if (node->type != type)
		mh_node_problem(rd->file, node, false, rd->problems, _("\"%s\" must be %s"), key, _(names[type]));
	else
		return node;
	return NULL;
}

static char *scalar(struct reader *rd, const struct mh_node *map, const char *key, bool required)
{
	const struct mh_node *node = mh_node_get(map, key);

	if (!node && !required)
		return NULL;
	node = need(rd, map, key, MH_NODE_SCALAR);
	if (node && !node->text[0]) {
		mh_node_problem(rd->file, node, false, rd->problems, _("\"%s\" is empty"), key);
		node = NULL;
	}
	return node ? mh_strdup(node->text) : NULL;
}

/* "text", or { en: text, nl: text } with at least one of them. */
static void read_both(struct reader *rd, const struct mh_node *node, struct mh_both *out)
{
	static const char *const languages[] = { "en", "nl", NULL };
	const char *en, *nl;

	if (!node || node->type == MH_NODE_LIST) {
		if (node)
			mh_node_problem(rd->file, node, false, rd->problems, _("must be a text, or a map of en and nl"));
		return;
	}
	if (node->type == MH_NODE_SCALAR) {
		en = nl = node->text;
	} else {
		check_keys(rd, node, languages);
		en = mh_node_text(node, "en");
		nl = mh_node_text(node, "nl");
	}
	if ((!en || !en[0]) && (!nl || !nl[0])) {
		mh_node_problem(rd->file, node, false, rd->problems, _("a text is missing: give it in en, nl or both"));
		return;
	}
	free(out->en);
	free(out->nl);
	out->en = mh_strdup(en && en[0] ? en : nl);
	out->nl = mh_strdup(nl && nl[0] ? nl : en);
}

static void read_part_keys(struct reader *rd, const struct mh_node *map, unsigned bit)
{
	const char *allowed[MH_COUNT(part_keys) + 1] = { NULL };
	size_t count = 0, i;

	for (i = 0; i < MH_COUNT(part_keys); i++) {
		if (part_keys[i].allowed & bit)
			allowed[count++] = part_keys[i].key;
		if ((part_keys[i].required & bit) && !mh_node_get(map, part_keys[i].key))
			mh_node_problem(rd->file, map, false, rd->problems, _("\"%s\" is missing"), part_keys[i].key);
	}
	check_keys(rd, map, allowed);
}

static void check_dimension(struct reader *rd, const struct mh_node *map, const char *key, const struct mh_measure *measure, const char *name)
{
	const char *near;

	if (!name || !measure || mh_dimension_find(measure, name))
		return;
	near = mh_word_nearest(name, mh_tally_dimensions(measure->name), word_count(mh_tally_dimensions(measure->name)));
	mh_node_problem(rd->file, mh_node_get(map, key), false, rd->problems, _("%s cannot be counted by \"%s\"%s%s%s"), measure->name,
		name, near ? _(": did you mean \"") : "", near ? near : "", near ? "\"?" : "");
}

/* A word of two: true for the second. */
static bool read_word(struct reader *rd, const struct mh_node *map, const char *key, const char *no, const char *yes, bool usual)
{
	const struct mh_node *node = mh_node_get(map, key);

	if (!node)
		return usual;
	if (node->type == MH_NODE_SCALAR && strcmp(node->text, yes) == 0)
		return true;
	if (node->type != MH_NODE_SCALAR || strcmp(node->text, no) != 0)
		mh_node_problem(rd->file, node, false, rd->problems, _("must be %s or %s"), yes, no);
	return false;
}

static void read_measure(struct reader *rd, const struct mh_node *map, struct mh_part *part)
{
	const struct mh_measure *measure;
	const char *near;

	part->measure = part->type == MH_PART_ESTIMATE ? mh_strdup("victims") : scalar(rd, map, "measure", false);
	part->rows = part->type == MH_PART_ESTIMATE ? mh_strdup(read_word(rd, map, "lists", "sector", "reporter", false) ? "reporter" : "sector")
		: scalar(rd, map, "rows", false);
	part->merge = scalar(rd, map, "merge", false);
	part->columns = scalar(rd, map, "columns", false);
	part->where = scalar(rd, map, "where", false);
	part->date = scalar(rd, map, "date", false);
	measure = part->measure ? mh_measure_find(part->measure) : NULL;
	if (part->measure && !measure) {
		near = mh_word_nearest(part->measure, mh_tally_measures(), word_count(mh_tally_measures()));
		mh_node_problem(rd->file, mh_node_get(map, "measure"), false, rd->problems, _("no such measure%s%s%s"),
			near ? _(": did you mean \"") : "", near ? near : "", near ? "\"?" : "");
	}
	check_dimension(rd, map, "rows", measure, part->rows);
	check_dimension(rd, map, "columns", measure, part->columns);
	if (part->rows && part->columns && strcmp(part->rows, part->columns) == 0)
		mh_node_problem(rd->file, mh_node_get(map, "columns"), false, rd->problems, _("rows and columns are the same"));
	if (measure && part->date && !mh_measure_has_date(measure, part->date))
		mh_node_problem(rd->file, mh_node_get(map, "date"), false, rd->problems, _("%s have no such date"), measure->name);
}

static void read_part(struct reader *rd, const struct mh_node *map, struct mh_part *part)
{
	enum mh_step step;
	size_t i;

	if (map->type != MH_NODE_MAP) {
		mh_node_problem(rd->file, map, false, rd->problems, _("a part must be a map that begins with text, table, trend, chart, estimate or chain"));
		return;
	}
	for (i = 0; i < MH_COUNT(part_types) && (!map->first || strcmp(map->first->key, part_types[i].key) != 0); i++)
		;
	if (i == MH_COUNT(part_types)) {
		mh_node_problem(rd->file, map, false, rd->problems, _("a part must begin with text, table, trend, chart, estimate or chain"));
		return;
	}
	part->type = part_types[i].type;
	read_part_keys(rd, map, part_types[i].bit);
	read_both(rd, map->first, &part->title);
	read_both(rd, mh_node_get(map, "note"), &part->note);
	part->lines = read_word(rd, map, "shape", "bars", "lines", false);
	part->zero_rows = read_word(rd, map, "zero-rows", "no", "yes", true);
	if (part->type != MH_PART_TEXT && part->type != MH_PART_CHAIN)
		read_measure(rd, map, part);
	if (part->type == MH_PART_CHART && part->columns && !part->lines)
		mh_node_problem(rd->file, mh_node_get(map, "columns"), false, rd->problems, _("bars have no columns: add \"shape: lines\""));
	if (part->lines && part->rows && !mh_step_of(part->rows, &step))
		mh_node_problem(rd->file, mh_node_get(map, "rows"), false, rd->problems, _("lines run over time: year, quarter or month"));
}

static void read_section(struct reader *rd, const struct mh_node *map, struct mh_section *section)
{
	const struct mh_node *parts, *node;

	if (map->type != MH_NODE_MAP) {
		mh_node_problem(rd->file, map, false, rd->problems, _("a section must be a map of title and parts"));
		return;
	}
	check_keys(rd, map, section_keys);
	if (mh_node_get(map, "title"))
		read_both(rd, mh_node_get(map, "title"), &section->title);
	else
		mh_node_problem(rd->file, map, false, rd->problems, _("\"title\" is missing"));
	parts = need(rd, map, "parts", MH_NODE_LIST);
	if (!parts)
		return;
	section->parts = mh_alloc(parts->count + 1, sizeof(*section->parts));
	for (node = parts->first; node; node = node->next)
		read_part(rd, node, &section->parts[section->count++]);
}

static void read_top(struct reader *rd, const struct mh_node *root, struct mh_definition *def)
{
	const struct mh_node *sections, *node, *audience;
	const char *format = mh_node_text(root, "format");
	int word;

	check_keys(rd, root, top_keys);
	if (!format || strcmp(format, MH_REPORT_FORMAT) != 0)
		mh_node_problem(rd->file, mh_node_get(root, "format") ? mh_node_get(root, "format") : root, false, rd->problems,
			_("\"format\" must be %s"), MH_REPORT_FORMAT);
	def->name = scalar(rd, root, "name", true);
	audience = need(rd, root, "audience", MH_NODE_SCALAR);
	word = audience ? word_find(audience->text, audiences) : 0;
	if (word < 0)
		mh_node_problem(rd->file, audience, false, rd->problems, _("must be public, partners or internal"));
	def->audience = word < 0 ? MH_FOR_PUBLIC : (enum mh_audience) word;
	if (mh_node_get(root, "title"))
		read_both(rd, mh_node_get(root, "title"), &def->title);
	else
		mh_node_problem(rd->file, root, false, rd->problems, _("\"title\" is missing"));
	read_both(rd, mh_node_get(root, "summary"), &def->summary);
	sections = need(rd, root, "sections", MH_NODE_LIST);
	if (!sections)
		return;
	def->sections = mh_alloc(sections->count + 1, sizeof(*def->sections));
	for (node = sections->first; node; node = node->next)
		read_section(rd, node, &def->sections[def->count++]);
}

enum mh_status mh_definition_of_tree(const char *file, const struct mh_node *root, struct mh_definition *def, struct mh_problems *problems,
	struct mh_err *err)
{
	struct reader rd = { file, problems, problems->total };
	char sentence[1000] = "";

	memset(def, 0, sizeof(*def));
	read_top(&rd, root, def);
	if (problems->total == rd.before)
		return MH_OK;
	if (problems->count > rd.before)
		mh_problem_text(&problems->list[rd.before], sentence, sizeof(sentence));
	mh_definition_free(def);
	return mh_fail(err, MH_INPUT, "%s", sentence);
}

enum mh_status mh_definition_read(const char *file, struct mh_blob text, struct mh_definition *def, struct mh_problems *problems,
	struct mh_err *err)
{
	struct mh_tree tree = MH_TREE_INIT;
	enum mh_status status;

	memset(def, 0, sizeof(*def));
	status = mh_yaml_read(file, text, &mh_yaml_usual, &tree, problems, err);
	if (status == MH_OK)
		status = mh_definition_of_tree(file, tree.root, def, problems, err);
	mh_tree_free(&tree);
	return status;
}

static void both_free(struct mh_both *both)
{
	free(both->en);
	free(both->nl);
}

static void part_free(struct mh_part *part)
{
	both_free(&part->title);
	both_free(&part->note);
	free(part->measure);
	free(part->rows);
	free(part->columns);
	free(part->where);
	free(part->date);
	free(part->merge);
}

void mh_definition_free(struct mh_definition *def)
{
	size_t s, p;

	for (s = 0; s < def->count; s++) {
		for (p = 0; p < def->sections[s].count; p++)
			part_free(&def->sections[s].parts[p]);
		both_free(&def->sections[s].title);
		free(def->sections[s].parts);
	}
	both_free(&def->title);
	both_free(&def->summary);
	free(def->sections);
	free(def->name);
	memset(def, 0, sizeof(*def));
}

const char *mh_both_in(const struct mh_both *both, bool dutch)
{
	const char *text = dutch ? both->nl : both->en;

	return text ? text : "";
}

void mh_text_fill(const char *text, const char *period, struct mh_str *out)
{
	const char *at;

	for (; (at = strstr(text, "{period}")) != NULL; text = at + 8) {
		mh_str_add(out, text, (size_t) (at - text));
		mh_str_puts(out, period);
	}
	mh_str_puts(out, text);
}

const char *mh_audience_name(enum mh_audience audience)
{
	return audiences[audience];
}
