/* Fuzzing the YAML reader: what it takes keeps its promises, and is read back alike once written. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "text/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
	if (!holds)
		abort();
}

static void check(const struct mh_node *node, size_t depth)
{
	const struct mh_node *child;
	size_t count = 0;

	demand(depth <= mh_yaml_partner.depth);
	demand(mh_utf8_valid(node->text, node->len) && strlen(node->text) == node->len);
	for (child = node->first; child; child = child->next, count++) {
		demand(child->line > 0 && child->column > 0);
		demand((child->key != NULL) == (node->type == MH_NODE_MAP));
		if (child->key)
			demand(child->key[0] != '\0' && mh_node_get(node, child->key) == child);
		check(child, depth + 1);
	}
	demand(count == node->count);
	demand(node->type != MH_NODE_SCALAR || count == 0);
}

static void write(struct mh_yaml_writer *writer, const struct mh_node *node)
{
	for (; node; node = node->next) {
		if (node->type == MH_NODE_SCALAR) {
			mh_yaml_write_text(writer, node->key, node->text);
			continue;
		}
		if (node->type == MH_NODE_MAP)
			mh_yaml_write_map(writer, node->key);
		else
			mh_yaml_write_list(writer, node->key);
		write(writer, node->first);
		mh_yaml_write_close(writer);
	}
}

static bool same(const struct mh_node *a, const struct mh_node *b)
{
	for (; a && b; a = a->next, b = b->next)
		if (a->type != b->type || strcmp(a->text, b->text) != 0 || (a->key && strcmp(a->key, b->key) != 0) || !same(a->first, b->first))
			return false;
	return !a && !b;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mh_tree tree = { NULL, NULL, true }, again = MH_TREE_INIT;
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_err err = MH_ERR_INIT;
	struct mh_yaml_writer *writer;
	struct mh_str out;

	if (mh_yaml_read("fuzz", (struct mh_blob){ data, size }, &mh_yaml_partner, &tree, &problems, &err) != MH_OK) {
		demand(problems.total > 0 && !tree.root && err.status == MH_INPUT);
		mh_problems_free(&problems);
		return 0;
	}
	check(tree.root, 1);
	mh_str_init(&out, 32 << 20);
	writer = mh_yaml_write_start(&out);
	write(writer, tree.root->first);
	demand(mh_yaml_write_end(writer, &err) == MH_OK);
	demand(mh_yaml_read("again", (struct mh_blob){ out.s, out.len }, &mh_yaml_usual, &again, NULL, &err) == MH_OK);
	demand(same(tree.root, again.root));
	mh_str_free(&out);
	mh_tree_free(&again);
	mh_tree_free(&tree);
	return 0;
}
