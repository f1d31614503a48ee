#include "record/kind.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"

const struct mh_kind *const mh_kinds[] = {
	&mh_code, &mh_document,
	&mh_person, &mh_partner, &mh_profile, &mh_agreement, &mh_agreed, &mh_declaration, &mh_signing,
	&mh_case, &mh_event, &mh_party, &mh_consent,
	&mh_signal, &mh_mention,
	&mh_referral, &mh_message, &mh_disclosure, &mh_registration,
	&mh_link, &mh_assessment, &mh_feedback,
	&mh_advice, &mh_outreach,
	&mh_hold,
	&mh_intake, &mh_need, &mh_plan, &mh_stay, &mh_capacity, &mh_programme,
	&mh_conference, &mh_invitation, &mh_discussed,
	&mh_task, &mh_paper, &mh_note, &mh_cost, &mh_assignment,
	&mh_request,
	NULL
};

const struct mh_kind *mh_kind_find(const char *name)
{
	for (size_t i = 0; mh_kinds[i] != NULL; i++)
		if (strcmp(mh_kinds[i]->name, name) == 0)
			return mh_kinds[i];
	return NULL;
}

const struct mh_kind *mh_kind_of_number(int number)
{
	for (size_t i = 0; mh_kinds[i] != NULL; i++)
		if (mh_kinds[i]->number == number)
			return mh_kinds[i];
	return NULL;
}

int mh_field_find(const struct mh_kind *kind, const char *name)
{
	/* An import asks for fields by name all the time; their first letters mostly differ. */
	for (size_t i = 0; i < kind->count; i++)
		if (kind->fields[i].name[0] == name[0] && strcmp(kind->fields[i].name, name) == 0)
			return (int)i;
	return -1;
}

const char *mh_type_name(enum mh_type type)
{
	switch (type) {
	case MH_TEXT: return N_("text");
	case MH_WORD: return N_("word");
	case MH_DATE: return N_("date");
	case MH_MOMENT: return N_("moment");
	case MH_INT: return N_("number");
	case MH_MONEY: return N_("amount");
	case MH_CODE: return N_("code");
	case MH_CODES: return N_("codes");
	case MH_ID: return N_("id");
	}
	return "";
}

bool mh_field_sealed(const struct mh_field *field)
{
	return (field->flags & (MH_SEALED | MH_MATCHED)) != 0;
}

void mh_id_format(struct mh_id id, char out[MH_ID_SIZE])
{
	snprintf(out, MH_ID_SIZE, "%s-%04u-%04u", id.kind->prefix, (unsigned)(id.n / MH_ID_YEAR) % 10000,
		(unsigned)(id.n % MH_ID_YEAR));
}

/* Reads count digits or more, at most 8, and nothing that is no digit. */
static bool read_digits(const char *text, size_t len, int64_t *out)
{
	if (len == 0 || len > 8)
		return false;
	*out = 0;
	for (size_t i = 0; i < len; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*out = *out * 10 + (text[i] - '0');
	}
	return true;
}

bool mh_id_parse(const char *text, struct mh_id *out)
{
	size_t prefix = strcspn(text, "-");
	int64_t year, counter;

	if (text[prefix] != '-')
		return false;
	const char *digits = text + prefix + 1;
	size_t year_len = strcspn(digits, "-");
	if (digits[year_len] != '-' || year_len != 4 || !read_digits(digits, year_len, &year) ||
	    !read_digits(digits + 5, strlen(digits + 5), &counter) || counter == 0)
		return false;
	for (size_t i = 0; mh_kinds[i] != NULL; i++) {
		if (strlen(mh_kinds[i]->prefix) == prefix && memcmp(mh_kinds[i]->prefix, text, prefix) == 0) {
			*out = (struct mh_id){ mh_kinds[i], year * MH_ID_YEAR + counter };
			return true;
		}
	}
	return false;
}
