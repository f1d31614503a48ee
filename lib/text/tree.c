/* The tree that a YAML file becomes: its arena, its end, and how others ask it for a child. */

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/tree.h"

/* Memory is taken in large pieces that are given back, and wiped, together. */
struct piece {
	struct piece *next;
	size_t size, used;
	_Alignas(max_align_t) unsigned char bytes[];
};

enum { PIECE_SIZE = 16 * 1024 };

static struct piece *piece_add(struct mh_tree *tree, size_t least)
{
	size_t size = least > PIECE_SIZE ? least : PIECE_SIZE;
	struct piece *piece = mh_alloc(1, sizeof(*piece) + size);

	piece->size = size;
	piece->next = tree->memory;
	tree->memory = piece;
	return piece;
}

void *mh_tree_take(struct mh_tree *tree, size_t size)
{
	struct piece *piece = tree->memory;
	void *taken;

	size = (size + _Alignof(max_align_t) - 1) & ~(_Alignof(max_align_t) - 1);
	if (!piece || piece->size - piece->used < size)
		piece = piece_add(tree, size);
	taken = piece->bytes + piece->used;
	piece->used += size;
	return taken;
}

char *mh_tree_text(struct mh_tree *tree, const char *text, size_t len)
{
	char *copy = mh_tree_take(tree, len + 1);

	memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

void mh_tree_free(struct mh_tree *tree)
{
	struct piece *piece = tree->memory, *next;

	for (; piece; piece = next) {
		next = piece->next;
		if (tree->secret)
			mh_wipe(piece->bytes, piece->used);
		free(piece);
	}
	tree->memory = NULL;
	tree->root = NULL;
}

struct mh_node *mh_node_get(const struct mh_node *map, const char *key)
{
	struct mh_node *child;

	if (!map || map->type != MH_NODE_MAP)
		return NULL;
	for (child = map->first; child; child = child->next)
		if (strcmp(child->key, key) == 0)
			return child;
	return NULL;
}

const char *mh_node_text(const struct mh_node *map, const char *key)
{
	const struct mh_node *child = mh_node_get(map, key);

	return child && child->type == MH_NODE_SCALAR ? child->text : NULL;
}

void mh_node_problem(const char *file, const struct mh_node *node, bool at_key, struct mh_problems *problems,
	const char *format, ...)
{
	struct mh_problem where = { 0 };
	char text[1000];
	va_list list;

	va_start(list, format);
	vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	at_key = at_key && node->key;
	where.file = file;
	where.line = at_key ? node->key_line : node->line;
	where.column = at_key ? node->key_column : node->column;
	mh_problem_add(problems, &where, "%s", text);
}
