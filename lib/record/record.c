#include "record/record.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

void mh_record_init(struct mh_record *rec, const struct mh_kind *kind)
{
	*rec = (struct mh_record){ .kind = kind };
	rec->values = mh_alloc(kind->count, sizeof *rec->values);
	rec->set = mh_alloc(kind->count, sizeof *rec->set);
}

void mh_value_set_empty(struct mh_value *value, bool wipe)
{
	if (wipe && value->text != NULL)
		mh_wipe(value->text, value->room);
	value->have = MH_HAVE_NONE;
	value->number = 0;
	value->len = 0;
}

bool mh_value_same(const struct mh_value *a, const struct mh_value *b)
{
	if (a->have != b->have || a->have == MH_HAVE_NONE)
		return a->have == b->have;
	return a->have == MH_HAVE_TEXT ? a->len == b->len && memcmp(a->text, b->text, a->len) == 0 : a->number == b->number;
}

void mh_record_clear(struct mh_record *rec)
{
	for (size_t i = 0; i < rec->kind->count; i++)
		mh_value_set_empty(&rec->values[i], mh_field_sealed(&rec->kind->fields[i]));
	memset(rec->set, 0, rec->kind->count * sizeof *rec->set);
	rec->n = rec->since = rec->until = 0;
	memset(rec->salt, 0, sizeof rec->salt);
	memset(rec->uid, 0, sizeof rec->uid);
}

void mh_record_free(struct mh_record *rec)
{
	if (rec->kind == NULL || rec->values == NULL)
		return;
	mh_record_clear(rec);
	for (size_t i = 0; i < rec->kind->count; i++)
		free(rec->values[i].text);
	free(rec->values);
	free(rec->set);
	*rec = (struct mh_record){ .kind = rec->kind };
}

void mh_record_copy(struct mh_record *out, const struct mh_record *rec)
{
	mh_record_init(out, rec->kind);
	out->n = rec->n;
	out->since = rec->since;
	out->until = rec->until;
	memcpy(out->salt, rec->salt, sizeof out->salt);
	memcpy(out->uid, rec->uid, sizeof out->uid);
	for (size_t i = 0; i < rec->kind->count; i++) {
		const struct mh_value *value = &rec->values[i];

		if (value->have == MH_HAVE_TEXT)
			mh_value_set_text(&out->values[i], value->text, value->len);
		out->values[i].have = value->have;
		out->values[i].number = value->number;
		out->set[i] = rec->set[i];
	}
}

void mh_value_set_text(struct mh_value *value, const char *text, size_t len)
{
	if (value->room < len + 1) {
		mh_wipe(value->text, value->room);
		value->room = len + 1 < 32 ? 32 : len + 1;
		free(value->text);
		value->text = mh_alloc(value->room, 1);
	}
	memcpy(value->text, text, len);
	value->text[len] = '\0';
	value->len = len;
	value->have = MH_HAVE_TEXT;
	value->number = 0;
}

void mh_record_set_number(struct mh_record *rec, int field, int64_t number)
{
	rec->values[field].have = MH_HAVE_NUMBER;
	rec->values[field].number = number;
	rec->set[field] = true;
}

static int field_of(const struct mh_record *rec, const char *name)
{
	int field = mh_field_find(rec->kind, name);

	assert(field >= 0);
	return field;
}

enum mh_status mh_record_put(struct mh_record *rec, const char *name, const char *text, struct mh_err *err)
{
	return mh_record_set(rec, field_of(rec, name), text, strlen(text), err);
}

void mh_record_put_number(struct mh_record *rec, const char *name, int64_t number)
{
	mh_record_set_number(rec, field_of(rec, name), number);
}

enum mh_status mh_stored_day(struct mh_id of, size_t field, const char *text, struct mh_date *out, struct mh_err *err)
{
	char id[MH_ID_SIZE];

	if (text != NULL && mh_date_parse(text, out) && (mh_date_whole(*out) || (of.kind->fields[field].flags & MH_PARTIAL) != 0))
		return MH_OK;
	mh_id_format(of, id);
	return mh_fail(err, MH_STORE, _("%s: %s: holds no day that exists, since something else than these programs wrote it: see mh-store check, and restore the newest backup from before"),
		id, of.kind->fields[field].name);
}

enum mh_status mh_record_days(const struct mh_record *rec, struct mh_err *err)
{
	struct mh_date day;

	for (size_t i = 0; i < rec->kind->count; i++) {
		const struct mh_field *field = &rec->kind->fields[i];

		if (field->type != MH_DATE || mh_field_sealed(field) || rec->values[i].have == MH_HAVE_NONE)
			continue;
		if (mh_stored_day((struct mh_id){ rec->kind, rec->n }, i, rec->values[i].have == MH_HAVE_TEXT ? rec->values[i].text : NULL, &day, err) != MH_OK)
			return MH_STORE;
	}
	return MH_OK;
}

void mh_record_initial(struct mh_record *rec)
{
	for (size_t i = 0; i < rec->kind->count; i++) {
		const char *initial = rec->kind->fields[i].initial;
		if (initial == NULL || rec->values[i].have != MH_HAVE_NONE)
			continue;
		if (rec->kind->fields[i].type == MH_INT)
			mh_record_set(rec, (int)i, initial, strlen(initial), NULL);
		else	/* an import comes here for every row */
			mh_value_set_text(&rec->values[i], initial, strlen(initial));
		rec->set[i] = true;
	}
}

const char *mh_record_text(const struct mh_record *rec, const char *name)
{
	const struct mh_value *value = &rec->values[field_of(rec, name)];

	return value->have == MH_HAVE_TEXT ? value->text : "";
}

int64_t mh_record_number(const struct mh_record *rec, const char *name)
{
	const struct mh_value *value = &rec->values[field_of(rec, name)];

	return value->have == MH_HAVE_NUMBER ? value->number : 0;
}

bool mh_record_has(const struct mh_record *rec, const char *name)
{
	return rec->values[field_of(rec, name)].have != MH_HAVE_NONE;
}

bool mh_record_has_code(const struct mh_record *rec, const char *name, const char *code)
{
	size_t len = strlen(code);

	for (const char *p = mh_record_text(rec, name); *p != '\0'; ) {
		size_t n = strcspn(p, ";");
		if (n == len && memcmp(p, code, n) == 0)
			return true;
		p += n + (p[n] == ';');
	}
	return false;
}

void mh_record_id(const struct mh_record *rec, char out[MH_ID_SIZE])
{
	mh_id_format((struct mh_id){ rec->kind, rec->n }, out);
}

static void show_number(const struct mh_field *field, int64_t number, struct mh_str *out)
{
	char id[MH_ID_SIZE], moment[MH_MOMENT_SIZE];

	switch (field->type) {
	case MH_ID:
		mh_id_format((struct mh_id){ mh_kind_find(field->of), number }, id);
		mh_str_puts(out, id);
		break;
	case MH_MOMENT:
		mh_moment_show(number, moment);
		mh_str_puts(out, moment);
		break;
	case MH_MONEY:
		mh_str_printf(out, "%s%lld.%02lld", number < 0 ? "-" : "", llabs(number) / 100, llabs(number) % 100);
		break;
	default:
		mh_str_printf(out, "%lld", (long long)number);
	}
}

void mh_record_show(const struct mh_record *rec, int field, struct mh_str *out)
{
	const struct mh_value *value = &rec->values[field];

	switch (value->have) {
	case MH_HAVE_NONE:
		break;
	case MH_HAVE_SEALED:
		mh_str_puts(out, _("(sealed)"));
		break;
	case MH_HAVE_TEXT:
		mh_str_add(out, value->text, value->len);
		break;
	case MH_HAVE_NUMBER:
		show_number(&rec->kind->fields[field], value->number, out);
		break;
	}
}
