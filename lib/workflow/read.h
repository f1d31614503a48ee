/* Reading the maps of a workflow or of terms: every problem is added with its place, and reading goes on. */

#ifndef MH_WORKFLOW_READ_H
#define MH_WORKFLOW_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "text/yaml.h"

struct mh_word_list { char **list; size_t count; size_t line; };	/* line: where they stand in the file */

bool mh_word_list_has(const struct mh_word_list *, const char *word);
void mh_word_list_free(struct mh_word_list *);

/* What is read: the file's name for problems, and the list that they go to. */
struct mh_reader { const char *file; struct mh_problems *problems; };

/* Adds a problem for each key that is not in allowed (ended by NULL), naming the nearest that is. False: node is no map. */
bool mh_read_map(const struct mh_reader *, const struct mh_node *, const char *const allowed[]);
/* Copy of a scalar child, owned by the caller; "" where it is absent, which is a problem when required. */
char *mh_read_text(const struct mh_reader *, const struct mh_node *map, const char *key, bool required);
/* The same, and it must be a word: lower-case letters, digits, '-', '.', '_'. */
char *mh_read_word(const struct mh_reader *, const struct mh_node *map, const char *key, bool required);
/* Words of a child that is one scalar or a list of them. */
struct mh_word_list mh_read_words(const struct mh_reader *, const struct mh_node *map, const char *key);
/* A child that is yes or no; usual where it is absent. */
bool mh_read_yes(const struct mh_reader *, const struct mh_node *map, const char *key, bool usual);
/* A list child's maps; count is 0 when it is absent or no list, which is a problem. */
const struct mh_node *mh_read_list(const struct mh_reader *, const struct mh_node *map, const char *key, size_t *count);
/* MH_INPUT with the first of the problems added since there were before of them as sentence. */
enum mh_status mh_read_refused(const struct mh_reader *, size_t before, struct mh_err *);

#endif
