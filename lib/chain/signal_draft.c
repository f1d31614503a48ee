/* A signal and its mentions: from YAML, from words, checked, put. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/persons.h"
#include "chain/signal_draft.h"
#include "record/form.h"
#include "record/options.h"
#include "record/signal_rules.h"
#include "text/complain.h"

void mh_draft_init(struct mh_signal_draft *draft)
{
	*draft = (struct mh_signal_draft){ .count = 0 };
	mh_record_init(&draft->signal, &mh_signal);
}

void mh_draft_free(struct mh_signal_draft *draft)
{
	mh_record_free(&draft->signal);
	for (size_t i = 0; i < draft->count; i++)
		mh_record_free(&draft->mentions[i]);
	free(draft->mentions);
}

struct mh_signal_draft *mh_drafts_add(struct mh_signal_drafts *drafts)
{
	drafts->list = mh_grow(drafts->list, drafts->count + 1, sizeof(*drafts->list));
	mh_draft_init(&drafts->list[drafts->count]);
	return &drafts->list[drafts->count++];
}

void mh_drafts_free(struct mh_signal_drafts *drafts)
{
	for (size_t i = 0; i < drafts->count; i++)
		mh_draft_free(&drafts->list[i]);
	free(drafts->list);
	mh_tree_free(&drafts->tree);
	*drafts = (struct mh_signal_drafts)MH_DRAFTS_INIT;
}

struct mh_record *mh_draft_add(struct mh_signal_draft *draft)
{
	draft->mentions = mh_grow(draft->mentions, draft->count + 1, sizeof(*draft->mentions));
	mh_record_init(&draft->mentions[draft->count], &mh_mention);
	return &draft->mentions[draft->count++];
}

static void keep_first(enum mh_status *status, enum mh_status one)
{
	if (*status == MH_OK)
		*status = one;
}

static enum mh_status read_mentions(struct mh_signal_draft *draft, const struct mh_node *list, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_complaints complaints = { draft->file, problems, err, 0 };
	enum mh_status status = MH_OK;

	if (list && list->type != MH_NODE_LIST) {
		mh_complain(&complaints, &(struct mh_problem){ .line = list->line, .column = list->column }, "%s",
			_("expected a list, \"- role: victim\" for each mention"));
		return MH_INPUT;
	}
	for (const struct mh_node *node = list ? list->first : NULL; node; node = node->next)
		keep_first(&status, mh_record_from_map(mh_draft_add(draft), node, draft->file, NULL, problems, status == MH_OK ? err : NULL));
	return status;
}

static enum mh_status read_one(struct mh_signal_drafts *drafts, const char *name, const struct mh_node *root, struct mh_problems *problems,
	struct mh_err *err)
{
	static const char *const others[] = { "mentions", NULL };
	struct mh_signal_draft *const draft = mh_drafts_add(drafts);
	enum mh_status status;

	draft->file = name;
	draft->root = root;
	status = mh_record_from_map(&draft->signal, root, name, others, problems, err);
	keep_first(&status, read_mentions(draft, mh_node_get(root, "mentions"), problems, status == MH_OK ? err : NULL));
	return status;
}

/* A file with "signals" has nothing beside it: what stood there would be lost. */
static enum mh_status read_many(struct mh_signal_drafts *drafts, const char *name, const struct mh_node *list, struct mh_problems *problems,
	struct mh_err *err)
{
	struct mh_complaints complaints = { name, problems, err, 0 };
	enum mh_status status = MH_OK;

	for (const struct mh_node *node = drafts->tree.root->first; node; node = node->next)
		if (node != list)
			mh_complain(&complaints, &(struct mh_problem){ .line = node->key_line, .column = node->key_column }, "%s",
				_("stands beside \"signals\": put it into the signals of the list"));
	if (list->type != MH_NODE_LIST || list->count == 0)
		mh_complain(&complaints, &(struct mh_problem){ .line = list->line, .column = list->column }, "%s",
			_("expected a list, \"- sector: police\" for each signal"));
	keep_first(&status, mh_complaints_status(&complaints));
	for (const struct mh_node *node = list->type == MH_NODE_LIST ? list->first : NULL; node; node = node->next)
		keep_first(&status, read_one(drafts, name, node, problems, status == MH_OK ? err : NULL));
	return status;
}

enum mh_status mh_drafts_read(struct mh_signal_drafts *drafts, const char *name, struct mh_blob text, struct mh_problems *problems,
	struct mh_err *err)
{
	const struct mh_node *list;
	enum mh_status status;

	status = mh_yaml_read(name, text, &mh_yaml_usual, &drafts->tree, problems, err);
	if (status != MH_OK)
		return status;
	list = mh_node_get(drafts->tree.root, "signals");
	return list ? read_many(drafts, name, list, problems, err) : read_one(drafts, name, drafts->tree.root, problems, err);
}

/* Adds "sex, age-band": the fields whose catalogue has this code (all: every coded field). Returns how many; *last is one. */
static size_t fields_of_code(struct mh_catalogues *catalogues, const char *code, bool all, struct mh_str *names, int *last)
{
	size_t found = 0;

	for (size_t i = 0; i < mh_mention.count; i++) {
		const struct mh_field *field = &mh_mention.fields[i];
		const struct mh_code_list *list;

		if (field->type != MH_CODE || strcmp(field->name, "role") == 0)
			continue;
		list = mh_catalogue(catalogues, field->of, NULL);
		if (!all && (!list || !mh_code_find(list, code, strlen(code))))
			continue;
		mh_str_printf(names, "%s%s", found++ > 0 ? ", " : "", field->name);
		*last = (int)i;
	}
	return found;
}

/* One person has one of each: the last of two would be taken in silence. */
static enum mh_status not_twice(const struct mh_record *mention, int field, struct mh_err *err)
{
	const char *const name = mention->kind->fields[field].name;

	if (!mention->set[field])
		return MH_OK;
	if (strcmp(name, "role") == 0)
		return mh_fail(err, MH_USAGE, _("the role is that of the option: leave out role="));
	return mh_fail(err, MH_USAGE, _("%s is given twice: give it once, and another person as an option of its own"), name);
}

static enum mh_status take_code(struct mh_catalogues *catalogues, struct mh_record *mention, const char *word, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	struct mh_str names;
	int field = 0;
	size_t found;

	mh_str_init(&names, 1024);
	found = fields_of_code(catalogues, word, false, &names, &field);
	if (found == 1) {
		status = not_twice(mention, field, err);
		if (status == MH_OK)
			status = mh_record_set(mention, field, word, strlen(word), err);
	} else if (found > 1) {
		status = mh_fail(err, MH_USAGE, _("\"%s\": is a code of %s: write FIELD=%s"), word, names.s, word);
	} else {
		fields_of_code(catalogues, word, true, &names, &field);
		status = mh_fail(err, MH_USAGE, _("\"%.60s\": is no code of %s: write a code of these, or FIELD=VALUE"), word, names.s);
	}
	mh_str_free(&names);
	return status;
}

static enum mh_status take_pair(struct mh_record *mention, const char *name, const char *value, struct mh_err *err)
{
	struct mh_pair pair = { name, value, NULL };
	const struct mh_pairs pairs = { &pair, 1 };
	int field = mh_field_find(&mh_mention, name);

	if (field < 0 || (mh_mention.fields[field].flags & (MH_DERIVED | MH_PARENT)))
		return mh_fail(err, MH_USAGE, _("\"%.60s\": a mention has no such field"), name);
	const enum mh_status status = not_twice(mention, field, err);
	return status == MH_OK ? mh_record_assign(mention, &pairs, err) : status;
}

enum mh_status mh_draft_mention(struct mh_signal_draft *draft, struct mh_catalogues *catalogues, const char *role, const char *words,
	struct mh_err *err)
{
	struct mh_record *mention = mh_draft_add(draft);
	enum mh_status status = mh_record_put(mention, "role", role, err);
	char *copy = mh_strdup(words), *rest = copy, *word, *value;

	while (status == MH_OK && (word = strsep(&rest, ", "))) {
		value = strchr(word, '=');
		if (value)
			*value++ = '\0';
		if (value)
			status = take_pair(mention, word, value, err);
		else if (*word)
			status = take_code(catalogues, mention, word, err);
	}
	if (status != MH_OK) {
		status = MH_USAGE;
		mh_fail(err, status, "--%s: %s", role, err ? err->text : "");
	}
	free(copy);
	return status;
}

static enum mh_status check_one(const struct mh_signal_draft *draft, const struct mh_record *rec, const struct mh_node *node,
	struct mh_catalogues *catalogues, struct mh_problems *problems, struct mh_err *err)
{
	const struct mh_problem where = { .file = draft->file };
	size_t before = problems->count;
	enum mh_status status;

	status = mh_record_check(rec, catalogues, mh_today(), &where, problems, err);
	keep_first(&status, mh_signal_rules(rec, mh_today(), &where, problems, status == MH_OK ? err : NULL));
	keep_first(&status, mh_birth_rules(rec, &draft->signal, mh_today(), &where, problems, status == MH_OK ? err : NULL));
	if (node)
		mh_problems_place(problems, before, node);
	return status;
}

enum mh_status mh_draft_check(struct mh_signal_draft *draft, struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_catalogues *catalogues = mh_store_catalogues(store);
	const struct mh_node *root = draft->root, *list = mh_node_get(root, "mentions"), *node = list ? list->first : NULL;
	char today[MH_DATE_SIZE];
	enum mh_status status;

	mh_date_format(mh_today(), today);
	if (!mh_record_has(&draft->signal, "received"))
		mh_record_put(&draft->signal, "received", today, NULL);
	mh_record_initial(&draft->signal);
	status = check_one(draft, &draft->signal, root, catalogues, problems, err);
	for (size_t i = 0; i < draft->count; i++) {
		struct mh_record *mention = &draft->mentions[i];

		mh_record_put_number(mention, "signal", 1);	/* its number comes when the signal is put */
		mh_record_put(mention, "source", mh_record_text(&draft->signal, "source"), NULL);
		mh_record_initial(mention);
		keep_first(&status, check_one(draft, mention, node, catalogues, problems, status == MH_OK ? err : NULL));
		node = node ? node->next : NULL;
	}
	return status;
}

/* The source's number may be there already: then this is the same signal. */
static enum mh_status check_new(struct mh_signal_draft *draft, struct mh_store *store, struct mh_err *err)
{
	const char *number = mh_record_text(&draft->signal, "external-id"), *source = mh_record_text(&draft->signal, "source");
	struct mh_record known;
	enum mh_status status;
	char id[MH_ID_SIZE];

	if (number[0] == '\0')
		return MH_OK;
	mh_record_init(&known, &mh_signal);
	status = mh_store_find_matched(store, &mh_signal, "external-id", source, (struct mh_blob){ number, strlen(number) }, &known, err);
	if (status == MH_OK) {
		mh_record_id(&known, id);
		status = mh_fail(err, MH_INPUT, _("%s: has this external-id of the same source: it is that signal"), id);
	} else if (status == MH_NO) {
		status = MH_OK;
	}
	mh_record_free(&known);
	return status;
}

enum mh_status mh_draft_put(struct mh_signal_draft *draft, struct mh_store *store, struct mh_err *err)
{
	enum mh_status status = check_new(draft, store, err);
	uint64_t fresh = 0;

	if (status == MH_OK)
		status = mh_store_put(store, &draft->signal, err);
	for (size_t i = 0; i < draft->count && status == MH_OK; i++) {
		mh_record_put_number(&draft->mentions[i], "signal", draft->signal.n);
		status = mh_mention_link(store, &draft->mentions[i], &fresh, err);
		if (status == MH_OK)
			status = mh_store_put(store, &draft->mentions[i], err);
	}
	return status;
}
