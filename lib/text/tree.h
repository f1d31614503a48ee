/* The tree's arena, for the reader that fills it. What others may do with a tree is in text/yaml.h. */

#ifndef MH_TEXT_TREE_H
#define MH_TEXT_TREE_H

#include "text/yaml.h"

/* Zeroed memory that lives as long as the tree. */
void *mh_tree_take(struct mh_tree *, size_t size);
/* A NUL-terminated copy that lives as long as the tree. */
char *mh_tree_text(struct mh_tree *, const char *, size_t len);

#endif
