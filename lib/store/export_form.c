/* Columns and values of an export, from the field tables. */

#include "store/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

const char *const mh_export_log_titles[MH_LOG_COLUMNS] = { "n", "at", "actor", "command", "purpose", "subjects", "note" };

static size_t before_fields(const struct mh_kind *kind)
{
	return (kind->flags & MH_TRAVELS) != 0 ? MH_EXPORT_UID + 1 : MH_EXPORT_UID;
}

size_t mh_export_field(const struct mh_kind *kind, size_t field)
{
	return before_fields(kind) + field;
}

bool mh_export_has_sealed(const struct mh_kind *kind)
{
	for (size_t i = 0; i < kind->count; i++)
		if (mh_field_sealed(&kind->fields[i]))
			return true;
	return false;
}

size_t mh_export_columns(const struct mh_kind *kind)
{
	return mh_export_field(kind, kind->count) + mh_export_has_sealed(kind);
}

const char *mh_export_title(const struct mh_kind *kind, size_t column)
{
	static const char *const first[] = { "id", "entry", "replaced", "uid" };
	const size_t before = before_fields(kind);

	if (column < before)
		return first[column];
	return column < before + kind->count ? kind->fields[column - before].name : "written";
}

static void add_number(const struct mh_field *field, int64_t number, struct mh_str *out)
{
	char moment[MH_MOMENT_SIZE], id[MH_ID_SIZE];

	switch (field->type) {
	case MH_ID:
		mh_id_format((struct mh_id){ mh_kind_find(field->of), number }, id);
		mh_str_puts(out, id);
		break;
	case MH_MOMENT:
		mh_moment_format(number, moment);
		mh_str_puts(out, moment);
		break;
	case MH_MONEY:
		mh_str_printf(out, "%s%lld.%02lld", number < 0 ? "-" : "", llabs(number) / 100, llabs(number) % 100);
		break;
	default:
		mh_str_printf(out, "%lld", (long long)number);
	}
}

void mh_export_value(const struct mh_record *rec, size_t field, struct mh_str *out)
{
	const struct mh_value *value = &rec->values[field];

	if (value->have == MH_HAVE_TEXT)
		mh_str_add(out, value->text, value->len);
	else if (value->have == MH_HAVE_NUMBER)
		add_number(&rec->kind->fields[field], value->number, out);
}

void mh_export_written(const struct mh_kind *kind, const bool written[], struct mh_str *out)
{
	const size_t start = out->len;

	for (size_t i = 0; i < kind->count; i++)
		if (written[i] && mh_field_sealed(&kind->fields[i]))
			mh_str_printf(out, "%s%s", out->len > start ? ";" : "", kind->fields[i].name);
}
