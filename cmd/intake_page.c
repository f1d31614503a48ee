#include "intake_page.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/page.h"

#define PAGE_MOST (1 << 20)

/* What a shelter asks first stands first; what was not asked is said, so that nobody takes it for no. */
static const struct section { const char *title, *fields[6]; } sections[] = {
	{ N_("Safety"), { "danger", "offender-knows", "contact" } },
	{ N_("Health and care"), { "pregnant", "children", "medical", "addiction", "disability" } },
	{ N_("Language"), { "language" } },
	{ N_("What the victim wants"), { "wish" } },
	{ N_("What else was said"), { "note" } },
};

static void add_section(struct mh_session *session, const struct mh_record *intake, const struct section *section, struct mh_str *out)
{
	mh_str_printf(out, "\n%s\n", _(section->title));
	for (size_t i = 0; section->fields[i] != NULL; i++) {
		const int field = mh_field_find(&mh_intake, section->fields[i]);

		mh_str_puts(out, "  ");
		if (intake->values[field].have != MH_HAVE_NONE)
			mh_page_field(out, mh_store_catalogues(session->store), intake, field);
		else
			mh_str_printf(out, "%s: %s\n", mh_name("field", section->fields[i]), _("not asked, or not written down"));
	}
}

/* Of the person what stands in the clear: nothing by which somebody is found. */
static void add_person(struct mh_session *session, const struct mh_record *rec, const char *const *fields, struct mh_str *out)
{
	for (size_t i = 0; fields[i] != NULL; i++) {
		if (!mh_record_has(rec, fields[i]))
			continue;
		mh_str_puts(out, "  ");
		mh_page_field(out, mh_store_catalogues(session->store), rec, mh_field_find(rec->kind, fields[i]));
	}
}

static void add_head(struct mh_session *session, const struct mh_record *intake, const struct mh_record *the_case, const struct mh_record *person,
	struct mh_str *out)
{
	static const char *const of_person[] = { "sex", "age-band", NULL }, *const of_case[] = { "minor", "group", "form", "urgency", NULL };
	char id[MH_ID_SIZE], case_id[MH_ID_SIZE];

	mh_record_id(intake, id);
	mh_record_id(the_case, case_id);
	mh_str_printf(out, _("Request for shelter\n%s\ncase %s; talk of %s (%s)\n"), mh_store_about(session->store)->name, case_id,
		mh_record_text(intake, "on"), id);
	mh_str_printf(out, "\n%s\n", _("For whom"));
	add_person(session, person, of_person, out);
	add_person(session, the_case, of_case, out);
}

enum mh_status intake_page(struct mh_session *session, const struct mh_record *intake, struct mh_err *err)
{
	struct mh_record the_case, person;
	struct mh_str page;

	mh_str_init_secret(&page, PAGE_MOST);
	mh_record_init(&the_case, &mh_case);
	mh_record_init(&person, &mh_person);
	enum mh_status status = mh_store_get(session->store, (struct mh_id){ &mh_case, mh_record_number(intake, "case") }, &the_case, err);
	if (status == MH_OK)
		status = mh_store_get(session->store, (struct mh_id){ &mh_person, mh_record_number(&the_case, "person") }, &person, err);
	if (status == MH_OK) {
		add_head(session, intake, &the_case, &person, &page);
		for (size_t i = 0; i < MH_COUNT(sections); i++)
			add_section(session, intake, &sections[i], &page);
		fwrite(page.s, 1, page.len, stdout);
	}
	mh_record_free(&person);
	mh_record_free(&the_case);
	mh_str_free(&page);
	return status;
}
