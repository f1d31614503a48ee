/* Maps of columns, by the name that was typed. */

#ifndef MH_CMD_MAP_H
#define MH_CMD_MAP_H

#include "base/str.h"
#include "record/mapping.h"
#include "session.h"

/* Reads a map's text: a word names one that was applied to the store, or a shipped one; anything else is a file. MH_INPUT: no such map. */
enum mh_status map_find(struct mh_session *, const char *name, struct mh_str *text, struct mh_err *);

/* Reads the map itself, for an export. MH_INPUT: no such map, or every problem of it was said. */
enum mh_status map_read(struct mh_session *, const char *name, struct mh_map *, struct mh_err *);
/* Says what an export left out. */
void map_say_losses(const struct mh_session *, const struct mh_map_losses *);

#endif
