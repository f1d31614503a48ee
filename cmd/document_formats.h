/* Every format that "mh-store apply" takes beside catalogues, and the room that judges it. */

#ifndef MH_CMD_DOCUMENT_FORMATS_H
#define MH_CMD_DOCUMENT_FORMATS_H

#include "chain/apply.h"

extern const struct mh_document_format mh_document_formats[];	/* ended by a NULL format */

#endif
