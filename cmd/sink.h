/* Where rows go: standard output, or memory that is wiped, for a file that is written whole or not at all. */

#ifndef MH_CMD_SINK_H
#define MH_CMD_SINK_H

#include <stdio.h>

#include "base/err.h"
#include "base/str.h"

struct mh_sink { FILE *stream; struct mh_str text; bool memory; };

void mh_sink_start(struct mh_sink *, bool memory);
FILE *mh_sink_file(struct mh_sink *);
/* Nothing more will come. MH_STORE: it did not fit. */
enum mh_status mh_sink_end(struct mh_sink *, struct mh_err *);
struct mh_blob mh_sink_text(const struct mh_sink *);	/* of memory; borrowed */
void mh_sink_free(struct mh_sink *);

#endif
