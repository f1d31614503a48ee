#include "document_formats.h"

const struct mh_document_format mh_document_formats[] = {
	{ NULL, NULL }
};
