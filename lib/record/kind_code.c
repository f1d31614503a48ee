/* Kinds that "mh-store apply" brings in: codes of catalogues, and whole documents (workflows, terms, maps, reports). */

#include "base/i18n.h"
#include "base/mem.h"
#include "record/kind.h"

static const struct mh_field code_fields[] = {
	{ "catalogue", 1, MH_WORD, MH_REQUIRED | MH_INDEXED, NULL, NULL, NULL, N_("catalogue") },
	{ "code", 2, MH_TEXT, MH_REQUIRED, NULL, NULL, NULL, N_("code") },
	{ "en", 3, MH_TEXT, MH_REQUIRED, NULL, NULL, NULL, N_("English label") },
	{ "nl", 4, MH_TEXT, 0, NULL, NULL, NULL, N_("Dutch label") },
	{ "parent", 5, MH_TEXT, 0, NULL, NULL, NULL, N_("code of its group") },
	{ "from", 6, MH_DATE, 0, NULL, NULL, NULL, N_("first day on which it holds") },
	{ "to", 7, MH_DATE, 0, NULL, NULL, NULL, N_("last day on which it holds") },
	{ "source", 8, MH_TEXT, 0, NULL, NULL, NULL, N_("where it comes from") },
	{ "checked", 9, MH_TEXT, 0, NULL, NULL, NULL, N_("day on which it was compared with its source, or unverified") },
	{ "position", 10, MH_INT, 0, NULL, NULL, NULL, N_("order in its catalogue") },
	{ "details", 11, MH_TEXT, 0, NULL, NULL, NULL, N_("more facts, \"key: value\" one a line") },
};

const struct mh_kind mh_code = {
	"code", 13, "K", 0, code_fields, MH_COUNT(code_fields), N_("a code of a catalogue"),
};

static const struct mh_field document_fields[] = {
	{ "format", 1, MH_TEXT, MH_REQUIRED, NULL, NULL, NULL, N_("format, such as mh-workflow/1") },
	{ "name", 2, MH_WORD, MH_REQUIRED | MH_INDEXED, NULL, NULL, NULL, N_("name") },
	{ "text", 3, MH_TEXT, MH_REQUIRED, NULL, NULL, NULL, N_("text, YAML") },
	{ "digest", 4, MH_WORD, MH_REQUIRED, NULL, NULL, NULL, N_("digest of the text") },
};

const struct mh_kind mh_document = {
	"document", 14, "T", 0, document_fields, MH_COUNT(document_fields), N_("a workflow, terms, map or report definition"),
};
