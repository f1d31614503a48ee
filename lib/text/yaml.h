/*
 * YAML for people's files: libyaml's events become a small tree with positions and limits.
 * Strict: UTF-8, one document, no aliases, no anchors, no tags, no duplicate keys, keys are scalars.
 * Every problem that can be found in one pass is reported with line and column.
 */

#ifndef MH_TEXT_YAML_H
#define MH_TEXT_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

enum mh_node_type { MH_NODE_SCALAR, MH_NODE_LIST, MH_NODE_MAP };

struct mh_node {
	enum mh_node_type type;
	const char *key;		/* in a map: NUL-terminated key; otherwise NULL */
	const char *text;		/* scalar: NUL-terminated, NFC; plain null or ~ or nothing gives "" */
	size_t len;
	bool quoted;			/* scalar was quoted or a block */
	size_t line, column;		/* of the value, from 1 */
	size_t key_line, key_column;	/* of the key */
	size_t count;			/* list, map: children */
	struct mh_node *first, *next;	/* children in the order of the file */
};

struct mh_yaml_limits {
	size_t bytes;		/* of the file */
	size_t nodes;
	size_t depth;
	size_t scalar;		/* bytes of one scalar */
};

extern const struct mh_yaml_limits mh_yaml_usual;	/* files of our own user: 16 MiB, 200,000 nodes, 24 deep, 1 MiB a scalar */
extern const struct mh_yaml_limits mh_yaml_partner;	/* from a partner: 256 KiB, 2,000 nodes, 8 deep, 64 KiB a scalar */

struct mh_tree {
	struct mh_node *root;
	void *memory;		/* one arena; freed by mh_tree_free */
	bool secret;		/* wiped when freed */
};

#define MH_TREE_INIT { NULL, NULL, false }

/*
 * Reads text (name stands in problems). MH_OK: root is a map. MH_INPUT: refused, with at least one problem added and the
 * first one as err's sentence; tree is empty. The tree does not point into text.
 */
enum mh_status mh_yaml_read(const char *name, struct mh_blob text, const struct mh_yaml_limits *, struct mh_tree *,
	struct mh_problems *, struct mh_err *);
void mh_tree_free(struct mh_tree *);

/* Child of a map by key; NULL when absent (or when map is NULL or no map). */
struct mh_node *mh_node_get(const struct mh_node *map, const char *key);
/* Text of a scalar child; NULL when absent or not a scalar. */
const char *mh_node_text(const struct mh_node *map, const char *key);

/* Adds a problem at the node's place (at its key when at_key). */
void mh_node_problem(const char *file, const struct mh_node *, bool at_key, struct mh_problems *, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* Writer: libyaml's emitter with a small face; scalars are quoted where a reader would take them for something else. */
struct mh_yaml_writer;
struct mh_yaml_writer *mh_yaml_write_start(struct mh_str *out);	/* begins the root map */
void mh_yaml_write_text(struct mh_yaml_writer *, const char *key, const char *text);	/* key NULL in a list; many lines become a | block */
void mh_yaml_write_number(struct mh_yaml_writer *, const char *key, long long number);
void mh_yaml_write_map(struct mh_yaml_writer *, const char *key);	/* opens */
void mh_yaml_write_list(struct mh_yaml_writer *, const char *key);	/* opens */
void mh_yaml_write_close(struct mh_yaml_writer *);			/* closes what was opened last */
/* Closes the root, frees the writer. MH_INPUT when text was not UTF-8 or out is over its limit. */
enum mh_status mh_yaml_write_end(struct mh_yaml_writer *, struct mh_err *);

#endif
