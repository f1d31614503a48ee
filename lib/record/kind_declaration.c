/* Kinds of the declaration of intent: its text, by digest, and who signed it or took that back. Neither gives a right to data. */

#include "base/i18n.h"
#include "base/mem.h"
#include "record/kind.h"

static const struct mh_field declaration_fields[] = {
	{ "name", 1, MH_TEXT, MH_REQUIRED | MH_LINE, NULL, NULL, NULL, N_("name of the declaration") },
	{ "edition", 2, MH_WORD, MH_REQUIRED, NULL, "1", NULL, N_("version of its text") },
	{ "digest", 3, MH_WORD, MH_REQUIRED | MH_UNIQUE | MH_DERIVED, NULL, NULL, NULL, N_("digest of its text, as b2sum -l 256 prints it") },
	{ "on", 4, MH_DATE, MH_REQUIRED, NULL, NULL, NULL, N_("day of its text; today where it is not given") },
	{ "evaluate", 5, MH_DATE, 0, NULL, NULL, NULL, N_("day on which it is to be evaluated") },
	{ "replaces", 6, MH_ID, MH_INDEXED, "declaration", NULL, NULL, N_("the version before it") },
};

const struct mh_kind mh_declaration = {
	"declaration", 51, "DV", 0, declaration_fields, MH_COUNT(declaration_fields), N_("a text of the declaration of intent"),
};

static const struct mh_field signing_fields[] = {
	{ "declaration", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "declaration", NULL, NULL, N_("declaration") },
	{ "partner", 2, MH_ID, MH_INDEXED | MH_DERIVED, "partner", NULL, NULL, N_("organisation that signed; empty: this one") },
	{ "says", 3, MH_CODE, MH_REQUIRED | MH_DERIVED, "signing", NULL, NULL, N_("signed, or withdrawn") },
	{ "on", 4, MH_DATE, MH_REQUIRED, NULL, NULL, NULL, N_("day on which it was signed or withdrawn") },
	{ "at", 5, MH_MOMENT, MH_DERIVED, NULL, NULL, NULL, N_("moment that its statement names") },
	{ "paper", 6, MH_CODE, MH_REQUIRED | MH_DERIVED, "yes-no", "no", NULL, N_("on paper, without a statement that proves it") },
	{ "signatory", 7, MH_TEXT, MH_LINE, NULL, NULL, "chain", N_("role of who signed, such as mayor: not a name") },
	{ "fingerprint", 8, MH_TEXT, MH_DERIVED, NULL, NULL, NULL, N_("fingerprint of the key by which the statement was signed") },
	{ "statement", 9, MH_TEXT, MH_DERIVED, NULL, NULL, NULL, N_("the signed statement") },
	{ "reason", 10, MH_TEXT, MH_SEALED | MH_DERIVED, NULL, NULL, NULL, N_("why it was withdrawn") },
};

const struct mh_kind mh_signing = {
	"signing", 52, "SG", 0, signing_fields, MH_COUNT(signing_fields), N_("an organisation signed a declaration, or took that back"),
};
