/* Reading store.yaml: every key is known, none is missing, and what it holds is as we write it. */

#include "store/import.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

typedef bool take_fn(struct mh_brought_store *, const struct mh_node *);

static bool take_format(struct mh_brought_store *s, const struct mh_node *node)
{
	(void)s;
	return strcmp(node->text, MH_EXPORT_FORMAT) == 0;
}

static bool take_uid(struct mh_brought_store *s, const struct mh_node *node)
{
	return mh_unhex(node->text, s->uid, sizeof s->uid);
}

static bool take_digest(struct mh_brought_store *s, const struct mh_node *node)
{
	return mh_unhex(node->text, s->digest, sizeof s->digest);
}

static bool take_organisation(struct mh_brought_store *s, const struct mh_node *node)
{
	s->organisation = node->text;
	return node->len > 0 && node->len < sizeof ((struct mh_export *)NULL)->organisation;
}

static bool take_name(struct mh_brought_store *s, const struct mh_node *node)
{
	s->name = node->text;
	return node->len > 0;
}

static bool take_zone(struct mh_brought_store *s, const struct mh_node *node)
{
	s->zone = node->text;
	return node->len > 0;
}

static bool take_demo(struct mh_brought_store *s, const struct mh_node *node)
{
	s->demo = strcmp(node->text, "yes") == 0;
	return s->demo || strcmp(node->text, "no") == 0;
}

static bool take_epoch(struct mh_brought_store *s, const struct mh_node *node)
{
	return mh_bring_number(node->text, &s->epoch) && s->epoch > 0;
}

static bool take_created(struct mh_brought_store *s, const struct mh_node *node)
{
	return mh_moment_parse(node->text, &s->created);
}

static bool take_made(struct mh_brought_store *s, const struct mh_node *node)
{
	return mh_moment_parse(node->text, &s->made);
}

static bool take_entries(struct mh_brought_store *s, const struct mh_node *node)
{
	return mh_bring_number(node->text, &s->entries);
}

static bool take_statements(struct mh_brought_store *s, const struct mh_node *node)
{
	return mh_bring_number(node->text, &s->statements) && s->statements <= MH_TAR_MEMBERS_MOST;
}

static bool take_exchange_key(struct mh_brought_store *s, const struct mh_node *node)
{
	return node->len == MH_FINGERPRINT_SIZE - 1 && mh_fingerprint_parse(node->text, s->exchange_key);
}

static bool good_role(const char *role)
{
	static const char *const roles[] = { "keyholder", "former", "exchange" };

	for (size_t i = 0; i < MH_COUNT(roles); i++)
		if (role != NULL && strcmp(roles[i], role) == 0)
			return true;
	return false;
}

/* Are the map's keys these and no others? optional may be NULL. */
static bool has_keys(const struct mh_node *map, const char *const keys[], size_t count, const char *optional)
{
	size_t found = 0;

	for (const struct mh_node *node = map->first; map->type == MH_NODE_MAP && node != NULL; node = node->next) {
		size_t i = 0;
		while (i < count && strcmp(keys[i], node->key) != 0)
			i++;
		if (node->type != MH_NODE_SCALAR || (i == count && (optional == NULL || strcmp(optional, node->key) != 0)))
			return false;
		found += i < count;
	}
	return found == count;
}

static bool take_key(struct mh_brought_store *s, const struct mh_node *node)
{
	static const char *const keys[] = { "fingerprint", "role", "name", "entry", "public-key" };
	struct mh_brought_key key = { .role = mh_node_text(node, "role"), .public_key = mh_node_text(node, "public-key") };
	mh_moment expires;
	int64_t entry;

	if (!has_keys(node, keys, MH_COUNT(keys), "expires") || !mh_fingerprint_parse(mh_node_text(node, "fingerprint"), key.fingerprint) ||
	    !good_role(key.role) || !mh_bring_number(mh_node_text(node, "entry"), &entry) || entry > s->entries ||
	    (mh_node_get(node, "expires") != NULL && !mh_moment_parse(mh_node_text(node, "expires"), &expires)))
		return false;
	s->keys = mh_grow(s->keys, s->key_count + 1, sizeof *s->keys);
	s->keys[s->key_count++] = key;
	return true;
}

static bool take_counter(struct mh_brought_store *s, const struct mh_node *node)
{
	static const char *const keys[] = { "kind", "year", "last" };
	struct mh_brought_counter counter = { .kind = NULL };

	if (!has_keys(node, keys, MH_COUNT(keys), NULL) || (counter.kind = mh_kind_find(mh_node_text(node, "kind"))) == NULL ||
	    !mh_bring_number(mh_node_text(node, "year"), &counter.year) || counter.year > 9999 ||
	    !mh_bring_number(mh_node_text(node, "last"), &counter.last) || counter.last >= MH_ID_YEAR)
		return false;
	for (size_t i = 0; i < s->counter_count; i++)
		if (s->counters[i].kind == counter.kind && s->counters[i].year == counter.year)
			return false;
	s->counters = mh_grow(s->counters, s->counter_count + 1, sizeof *s->counters);
	s->counters[s->counter_count++] = counter;
	return true;
}

static bool take_erased(struct mh_brought_store *s, const struct mh_node *node)
{
	static const char *const keys[] = { "measure", "years", "municipality", "form", "count" };
	struct mh_brought_erased erased = { .measure = mh_node_text(node, "measure"), .years = mh_node_text(node, "years"),
		.municipality = mh_node_text(node, "municipality"), .form = mh_node_text(node, "form") };

	if (!has_keys(node, keys, MH_COUNT(keys), NULL) || erased.measure == NULL || erased.measure[0] == '\0' || erased.years == NULL ||
	    erased.municipality == NULL || erased.form == NULL || !mh_bring_number(mh_node_text(node, "count"), &erased.count))
		return false;
	for (size_t i = 0; i < s->erased_count; i++)
		if (strcmp(s->erased[i].measure, erased.measure) == 0 && strcmp(s->erased[i].years, erased.years) == 0 &&
		    strcmp(s->erased[i].municipality, erased.municipality) == 0 && strcmp(s->erased[i].form, erased.form) == 0)
			return false;
	s->erased = mh_grow(s->erased, s->erased_count + 1, sizeof *s->erased);
	s->erased[s->erased_count++] = erased;
	return true;
}

static bool take_erased_file(struct mh_brought_store *s, const struct mh_node *node)
{
	unsigned char digest[MH_HASH_SIZE];

	if (node->type != MH_NODE_SCALAR || !mh_unhex(node->text, digest, sizeof digest))
		return false;
	s->erased_files = mh_grow(s->erased_files, s->erased_file_count + 1, sizeof *s->erased_files);
	s->erased_files[s->erased_file_count++] = node->text;
	return true;
}

static bool take_lists(struct mh_brought_store *s, const struct mh_node *node)
{
	unsigned char uid[MH_UID_SIZE];

	if (node->type != MH_NODE_SCALAR || !mh_unhex(node->text, uid, sizeof uid))
		return false;
	for (size_t i = 0; i < s->list_count; i++)
		if (strcmp(s->lists[i], node->text) == 0)
			return false;
	s->lists = mh_grow(s->lists, s->list_count + 1, sizeof *s->lists);
	s->lists[s->list_count++] = node->text;
	return true;
}

/* Keys in the order in which they are read: entries come before what is numbered by them. */
static const struct { const char *key; bool list; take_fn *take; const char *expected; } parts[] = {
	{ "format", false, take_format, N_("expected mh-export/1: this program knows no other form of an export") },
	{ "store", false, take_uid, N_("expected 32 hexadecimal digits") },
	{ "organisation", false, take_organisation, N_("expected the organisation's code") },
	{ "name", false, take_name, N_("expected the organisation's name") },
	{ "zone", false, take_zone, N_("expected a time zone, as Europe/Amsterdam") },
	{ "demo", false, take_demo, N_("expected yes or no") },
	{ "epoch", false, take_epoch, N_("expected the number of the store's key, from 1") },
	{ "created", false, take_created, N_("expected a moment in UTC, as 2026-03-01T12:00:00Z") },
	{ "made", false, take_made, N_("expected a moment in UTC, as 2026-03-01T12:00:00Z") },
	{ "entries", false, take_entries, N_("expected the number of the last entry of log.csv") },
	{ "digest", false, take_digest, N_("expected 64 hexadecimal digits") },
	{ "statements", false, take_statements, N_("expected the number of authority statements") },
	{ "exchange-key", false, take_exchange_key, N_("expected a full fingerprint of 40 digits") },
	{ "keys", true, take_key, N_("expected fingerprint, role (keyholder, former or exchange), name, entry (of log.csv), public-key, and expires where it does") },
	{ "counters", true, take_counter, N_("expected kind, year and last (the number given last in it), once for each kind and year") },
	{ "erased", true, take_erased, N_("expected measure, years, municipality, form and count (from 1) of what was erased, each once") },
	{ "erased-files", true, take_erased_file, N_("expected 64 hexadecimal digits") },
	{ "erasure-lists", true, take_lists, N_("expected 32 hexadecimal digits of a store, each once") },
};

static void take_list(struct mh_bringing *b, const struct mh_node *list, size_t part)
{
	for (const struct mh_node *node = list->first; node != NULL; node = node->next)
		if (!parts[part].take(&b->about, node))
			mh_node_problem(MH_EXPORT_STORE, node, false, b->problems, "%s", _(parts[part].expected));
}

static void take_part(struct mh_bringing *b, size_t part)
{
	const struct mh_node *root = b->about.tree.root, *node = mh_node_get(root, parts[part].key);

	if (node == NULL)
		mh_node_problem(MH_EXPORT_STORE, root, false, b->problems, _("\"%s\" is missing"), parts[part].key);
	else if (node->type == (parts[part].list ? MH_NODE_SCALAR : MH_NODE_LIST) || node->type == MH_NODE_MAP)
		mh_node_problem(MH_EXPORT_STORE, node, false, b->problems, "%s", _(parts[part].expected));
	else if (parts[part].list)
		take_list(b, node, part);
	else if (!parts[part].take(&b->about, node))
		mh_node_problem(MH_EXPORT_STORE, node, false, b->problems, "%s", _(parts[part].expected));
}

void mh_bring_store_text(struct mh_bringing *b)
{
	const struct mh_tar_member *member = mh_tar_take(&b->tar, MH_EXPORT_STORE);
	const struct mh_problem where = { .file = MH_EXPORT_STORE };

	if (member == NULL) {
		mh_problem_add(b->problems, &where, "%s", _("is missing in the archive"));
		return;
	}
	if (mh_yaml_read(MH_EXPORT_STORE, member->text, &mh_yaml_usual, &b->about.tree, b->problems, NULL) != MH_OK)
		return;
	for (const struct mh_node *node = b->about.tree.root->first; node != NULL; node = node->next) {
		size_t i = 0;
		while (i < MH_COUNT(parts) && strcmp(parts[i].key, node->key) != 0)
			i++;
		if (i == MH_COUNT(parts))
			mh_node_problem(MH_EXPORT_STORE, node, true, b->problems, "%s", _("is no key of this file"));
	}
	for (size_t i = 0; i < MH_COUNT(parts); i++)
		take_part(b, i);
}
