#include "exchange/register.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "chain/case_row.h"
#include "chain/group.h"
#include "crypto/sealed.h"
#include "exchange/refer.h"

#define PAGE_MOST (1 << 17)
#define PURPOSE "registration"

void mh_registering_start(struct mh_registering *r)
{
	*r = (struct mh_registering){ .channel = NULL };
	mh_record_init(&r->h.partner, &mh_partner);
	mh_str_init_secret(&r->page, PAGE_MOST);
	mh_str_init_secret(&r->list, 2 * PAGE_MOST);
	mh_str_init(&r->kept, 8000);
}

void mh_registering_free(struct mh_registering *r)
{
	if (r->h.fields.s != NULL)
		mh_handover_free(&r->h);
	mh_record_free(&r->h.partner);
	mh_str_free(&r->page);
	mh_str_free(&r->list);
	mh_str_free(&r->kept);
}

/* --- what may be told */

static const char *group_of(const struct mh_map_column *column)
{
	const struct mh_kind *const kind = mh_map_kind(column->part);

	return column->field >= 0 ? mh_handover_group(kind, kind->fields[column->field].name) : MH_GROUP_MINIMAL;
}

static bool told(const struct mh_registering *r, const struct mh_map_column *column)
{
	return column->field != MH_MAP_ID && mh_set_has(r->h.groups, group_of(column));	/* our own number is ours */
}

/* The profile, and the consent where it leans on one, as far as the map has a column of the group. */
static void choose_groups(struct mh_registering *r, const struct mh_gate_facts *f)
{
	char asked[MH_GATE_SET] = MH_GROUP_MINIMAL, may[MH_GATE_SET];

	for (size_t i = 0; i < r->map->column_count; i++) {
		const char *const group = group_of(&r->map->columns[i]);
		const size_t len = strlen(asked);

		if (group[0] != '\0' && !mh_set_has(asked, group))
			snprintf(asked + len, sizeof asked - len, ";%s", group);
	}
	mh_set_both(asked, f->profile, may, sizeof may);
	mh_set_both(may, mh_refer_by_consent(f) ? f->consent_groups : may, r->h.groups, sizeof r->h.groups);
	if (!mh_set_has(r->h.groups, MH_GROUP_MINIMAL))	/* without it there is nothing to register: the gate says what is missing */
		snprintf(r->h.groups, sizeof r->h.groups, "%s", MH_GROUP_MINIMAL);
}

static enum mh_status ask_gate(struct mh_registering *r, const struct mh_record *the_case, const struct mh_record *registration, struct mh_gate_facts *f,
	struct mh_err *err)
{
	*f = (struct mh_gate_facts){
		.partner = mh_record_text(&r->h.partner, "code"), .purpose = PURPOSE, .groups = MH_GROUP_MINIMAL, .basis = r->h.basis,
		.special_basis = r->h.special_basis, .article = r->h.article, .secrecy = r->h.secrecy, .consulted = r->h.consulted[0] != '\0',
	};
	enum mh_status status = mh_store_authority_verify(r->h.store, err);

	if (status == MH_OK)
		status = mh_gate_facts(r->h.store, &r->h.partner, the_case->n, mh_moment_day(r->h.now), f, err);
	if (status != MH_OK)
		return status;
	choose_groups(r, f);
	f->groups = r->h.groups;
	status = mh_gate(f, &r->h.problems, err);
	if (status == MH_OK && mh_record_has_code(registration, "dossier", "with-shelter") && f->consent != MH_CONSENT_GIVEN)
		status = mh_fail(err, MH_DENIED, _("dossier with-shelter: shelter is asked for with the person's consent alone: record it with mh-case consent "
			"add, or register without shelter"));
	return status;
}

/* --- the row */

/* What is sealed of the person, where its group may go. */
static enum mh_status open_person(struct mh_registering *r, struct mh_case_row *row, struct mh_err *err)
{
	const struct mh_id subject = { &mh_person, row->person.n };
	enum mh_status status;

	if (!mh_set_has(r->h.groups, "identity") && !mh_set_has(r->h.groups, "contact"))
		return MH_OK;
	status = mh_store_unlock(r->h.store, r->h.command, PURPOSE, &subject, 1, err);
	if (status == MH_OK)
		status = mh_store_open_values(r->h.store, &row->person, err);
	for (size_t i = 0; i < mh_group_field_count && status == MH_OK; i++) {
		const char *const field = mh_group_fields[i].field;

		if (mh_set_has(r->h.groups, mh_group_fields[i].group) && mh_field_find(&mh_mention, field) >= 0 && mh_record_has(&row->person, field))
			status = mh_record_put(&row->mention, field, mh_record_text(&row->person, field), err);
	}
	return status;
}

/* Does the person have something of it that stays sealed here? */
static bool stays_sealed(const struct mh_map_column *column, const struct mh_case_row *row)
{
	if (column->part != 1 || column->field < 0)
		return false;
	const char *const name = mh_mention.fields[column->field].name;
	return mh_field_find(&mh_person, name) >= 0 && mh_record_has(&row->person, name);
}

static void add_title(struct mh_str *out, const char *title, const char *separator)
{
	mh_str_printf(out, "%s%s", out->len > 0 ? separator : "", title);
}

static void page_line(struct mh_str *page, const char *title, const struct mh_str *cell)
{
	mh_str_printf(page, "%s: ", title);
	mh_utf8_show(page, cell->s, cell->len);
	mh_str_putc(page, '\n');
}

static void quote(struct mh_str *out, const struct mh_str *cell)
{
	mh_str_putc(out, '"');
	for (size_t i = 0; i < cell->len; i++) {
		if (cell->s[i] == '"')
			mh_str_putc(out, '"');
		mh_str_putc(out, cell->s[i]);
	}
	mh_str_putc(out, '"');
}

/* Every column has its place in the list; on the page those that say something. */
static void write_row(struct mh_registering *r, const struct mh_case_row *row, struct mh_str *list)
{
	struct mh_str cell;

	mh_str_init_secret(&cell, PAGE_MOST);
	for (size_t i = 0; i < r->map->column_count; i++)
		mh_str_printf(list, "%s%s", i > 0 ? "," : "", r->map->columns[i].title);
	mh_str_puts(list, "\r\n");
	for (size_t i = 0; i < r->map->column_count; i++) {
		const struct mh_map_column *const column = &r->map->columns[i];
		const bool goes = told(r, column);

		mh_str_clear(&cell);
		mh_map_cell(r->map, column, column->part == 0 ? &row->signal : column->part == 1 ? &row->mention : NULL, mh_store_catalogues(r->h.store), &cell);
		if (!goes && (cell.len > 0 || stays_sealed(column, row)))
			add_title(&r->kept, column->title, ", ");
		if (i > 0)
			mh_str_putc(list, ',');
		if (!goes || cell.len == 0)
			continue;
		quote(list, &cell);
		page_line(&r->page, column->title, &cell);
		add_title(&r->h.fields, column->title, " ");
	}
	mh_str_puts(list, "\r\n");
	mh_str_free(&cell);
}

static void page_head(struct mh_registering *r, const struct mh_record *registration)
{
	struct mh_catalogues *const catalogues = mh_store_catalogues(r->h.store);

	mh_str_printf(&r->page, "%s\n\n", _("REGISTRATION (confidential)"));
	mh_str_printf(&r->page, "%s: %s\n", _("from"), mh_store_about(r->h.store)->name);
	mh_str_printf(&r->page, "%s: %s\n", _("to"), mh_record_text(&r->h.partner, "name"));
	mh_str_printf(&r->page, "%s: %s\n", mh_name("field", "dossier"), mh_code_label(catalogues, "dossier", mh_record_text(registration, "dossier")));
	mh_str_printf(&r->page, "%s: %s\n\n", mh_name("field", "ground"), mh_code_label(catalogues, "registration-ground", mh_record_text(registration, "ground")));
}

static enum mh_status make(struct mh_registering *r, const struct mh_record *the_case, const struct mh_record *registration, struct mh_err *err)
{
	struct mh_case_row row;
	struct mh_str list;

	mh_case_row_init(&row);
	mh_str_init_secret(&list, PAGE_MOST);
	mh_record_free(&row.the_case);
	mh_record_copy(&row.the_case, the_case);
	enum mh_status status = mh_case_row_read(r->h.store, &row, err);
	if (status == MH_OK)
		status = mh_store_row_true(r->h.store, &row.person, err);
	if (status == MH_OK)
		status = open_person(r, &row, err);
	if (status == MH_OK) {
		page_head(r, registration);
		write_row(r, &row, &list);
		if (!mh_str_ok(&r->page) || !mh_str_ok(&list))
			status = mh_fail(err, MH_INPUT, _("the registration is too long for a page"));
	}
	if (status == MH_OK && r->channel == NULL)
		status = mh_handover_seal(&r->h, r->map, (struct mh_blob){ list.s, list.len }, &r->list, err);
	mh_str_free(&list);
	mh_case_row_free(&row);
	return status;
}

/* --- on record */

static enum mh_status check(const struct mh_registering *r, const struct mh_record *the_case, struct mh_record *registration, const char *ground, struct mh_err *err)
{
	char id[MH_ID_SIZE];

	mh_record_id(the_case, id);
	if (strcmp(mh_record_text(the_case, "state"), "closed") == 0)
		return mh_fail(err, MH_DENIED, _("%s: the case is closed; mh-case reopen %s takes it up again"), id, id);
	mh_record_initial(registration);
	mh_record_put_number(registration, "case", the_case->n);
	mh_record_put_number(registration, "partner", r->h.partner.n);
	mh_record_put(registration, "channel", r->channel != NULL ? r->channel : "exchange", NULL);
	mh_record_put(registration, "ground", ground, NULL);
	return mh_record_check(registration, mh_store_catalogues(r->h.store), mh_moment_day(r->h.now), NULL, NULL, err);
}

static enum mh_status book(struct mh_registering *r, struct mh_record *registration, bool disclosed, struct mh_err *err)
{
	const struct mh_str *const given = r->channel == NULL ? &r->list : &r->page;
	unsigned char digest[MH_HASH_SIZE];
	char hex[2 * MH_HASH_SIZE + 1];
	enum mh_status status = mh_store_begin(r->h.store, r->h.command, err);

	mh_digest(given->s, given->len, digest);
	mh_hex(digest, sizeof digest, hex);
	if (status == MH_OK)
		status = mh_store_put(r->h.store, registration, err);
	if (status == MH_OK && disclosed)
		status = mh_handover_disclose(&r->h, hex, err);
	if (status == MH_OK)
		status = mh_store_commit(r->h.store, err);
	mh_store_rollback(r->h.store);
	return status;
}

enum mh_status mh_register(struct mh_registering *r, const struct mh_record *the_case, struct mh_record *registration, struct mh_err *err)
{
	const bool already = mh_record_has(registration, "already-by");
	struct mh_gate_facts f;
	enum mh_status status;

	r->h.purpose = PURPOSE;
	r->h.channel = r->channel;
	status = mh_handover_codes(&r->h, err);
	if (status == MH_OK)
		status = mh_store_row_true(r->h.store, the_case, err);
	if (status == MH_OK)
		status = check(r, the_case, registration, already ? "already" : mh_handover_by_consent(&r->h) ? "consent" : "decree", err);
	if (status != MH_OK || already)
		return status == MH_OK ? book(r, registration, false, err) : status;
	status = ask_gate(r, the_case, registration, &f, err);
	if (status == MH_OK)
		status = make(r, the_case, registration, err);
	if (status != MH_OK)
		return status;
	r->h.whom = mh_grow(r->h.whom, 1, sizeof *r->h.whom);
	r->h.whom_count = 1;
	r->h.whom[0] = (struct mh_whom){ mh_record_number(the_case, "person"), the_case->n, mh_handover_by_consent(&r->h) ? f.consent_n : 0 };
	return book(r, registration, true, err);
}
