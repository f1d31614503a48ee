/* Values of records as they are printed. */

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "value.h"

const char *mh_field_label(const struct mh_field *field)
{
	return mh_name("field", field->name);
}

bool mh_field_is_number(const struct mh_field *field)
{
	return field->type == MH_INT || field->type == MH_MONEY;
}

/* Labels of a set, in its order, joined by ", ". */
static void add_labels(const struct mh_session *session, const char *catalogue, const char *codes, struct mh_str *out)
{
	for (bool first = true; *codes; first = false) {
		const size_t len = strcspn(codes, ";");
		char code[200];

		snprintf(code, sizeof code, "%.*s", (int)len, codes);
		mh_str_puts(out, first ? "" : ", ");
		mh_str_puts(out, mh_code_label(mh_store_catalogues(session->store), catalogue, code));
		codes += len;
		codes += *codes == ';';
	}
}

/* A partner's short name says more than its number; false where it can't be read. */
static bool add_partner(const struct mh_session *session, int64_t n, struct mh_str *out)
{
	struct mh_record partner;

	mh_record_init(&partner, &mh_partner);
	const bool found = mh_store_get(session->store, (struct mh_id){ &mh_partner, n }, &partner, NULL) == MH_OK;
	if (found)
		mh_str_puts(out, mh_record_text(&partner, "code"));
	mh_record_free(&partner);
	return found;
}

void mh_value_for_people(const struct mh_session *session, const struct mh_record *rec, int field, struct mh_str *out)
{
	const struct mh_field *const f = &rec->kind->fields[field];
	const struct mh_value *const value = &rec->values[field];

	if ((f->type == MH_CODE || f->type == MH_CODES) && value->have == MH_HAVE_TEXT)
		add_labels(session, f->of, value->text, out);
	else if (f->type == MH_ID && strcmp(f->of, "partner") == 0 && value->have == MH_HAVE_NUMBER && add_partner(session, value->number, out))
		return;
	else
		mh_record_show(rec, field, out);
}

void mh_value_for_programs(const struct mh_record *rec, int field, struct mh_str *out)
{
	const struct mh_value *const value = &rec->values[field];
	char moment[MH_MOMENT_SIZE];

	if (value->have == MH_HAVE_SEALED) {
		mh_str_puts(out, "(sealed)");
	} else if (rec->kind->fields[field].type == MH_MOMENT && value->have == MH_HAVE_NUMBER) {
		mh_moment_format(value->number, moment);
		mh_str_puts(out, moment);
	} else {
		mh_record_show(rec, field, out);
	}
}
