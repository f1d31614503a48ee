#include "record/query.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/option.h"
#include "record/record.h"

/* Longer ones first, so that "<=" is not read as "<". */
static const struct { const char *text; enum mh_op op; } ops[] = {
	{ "!=", MH_IS_NOT }, { "<=", MH_LESS_IS }, { ">=", MH_MORE_IS },
	{ "=", MH_IS }, { "<", MH_LESS }, { ">", MH_MORE }, { "~", MH_CONTAINS },
};

void mh_query_init(struct mh_query *query, const struct mh_kind *kind)
{
	*query = (struct mh_query){ .kind = kind };
}

void mh_query_free(struct mh_query *query)
{
	for (size_t i = 0; i < query->condition_count; i++)
		free(query->conditions[i].text);
	query->condition_count = 0;
}

/* Finds a clear field by name; -1 with a sentence otherwise. */
static int clear_field(const struct mh_kind *kind, const char *name, struct mh_err *err)
{
	const char *names[MH_FIELD_MOST];

	if (strcmp(name, "id") == 0)
		return MH_FIELD_ID;
	int field = mh_field_find(kind, name);
	if (field >= 0 && mh_field_sealed(&kind->fields[field])) {
		mh_fail(err, MH_USAGE, _("%s: a sealed field cannot be asked for"), name);
		return -1;
	}
	if (field < 0) {
		for (size_t i = 0; i < kind->count; i++)
			names[i] = kind->fields[i].name;
		const char *near = mh_word_nearest(name, names, kind->count);
		mh_fail(err, MH_USAGE, near != NULL ? _("%s: no such field of %s; nearest: %s") : _("%s: no such field of %s"),
			name, mh_name("kind", kind->name), near);
	}
	return field;
}

/* Reads an id or a number of a field that is kept as one. */
static enum mh_status read_number(const struct mh_query *query, struct mh_condition *c, struct mh_err *err)
{
	const struct mh_kind *of = query->kind;
	struct mh_record rec;
	struct mh_id id;

	if (c->text[0] == '\0')
		return MH_OK;
	if (c->field == MH_FIELD_ID) {
		if (!mh_id_parse(c->text, &id) || id.kind != of)
			return mh_fail(err, MH_USAGE, _("%.40s: not the id of a %s, as %s-2026-0042"), c->text, mh_name("kind", of->name), of->prefix);
		c->number = id.n;
		return MH_OK;
	}
	mh_record_init(&rec, of);
	enum mh_status status = mh_record_set(&rec, c->field, c->text, strlen(c->text), err);
	if (status == MH_OK)
		c->number = rec.values[c->field].number;
	else
		mh_fail(err, MH_USAGE, "%s \"%.60s\": %s", of->fields[c->field].name, c->text, err != NULL ? err->text : "");
	mh_record_free(&rec);
	return status == MH_OK ? MH_OK : MH_USAGE;
}

static bool kept_as_number(const struct mh_kind *kind, int field)
{
	if (field == MH_FIELD_ID)
		return true;
	switch (kind->fields[field].type) {
	case MH_MOMENT: case MH_INT: case MH_MONEY: case MH_ID:
		return true;
	default:
		return false;
	}
}

static enum mh_status add(struct mh_query *query, int field, enum mh_op op, const char *text, size_t len, struct mh_err *err)
{
	if (query->condition_count == MH_COUNT(query->conditions))
		return mh_fail(err, MH_USAGE, _("--where: more than %zu conditions"), MH_COUNT(query->conditions));
	struct mh_condition *c = &query->conditions[query->condition_count];
	*c = (struct mh_condition){ field, op, mh_strndup(text, len), 0 };
	if (kept_as_number(query->kind, field)) {
		enum mh_status status = read_number(query, c, err);
		if (status != MH_OK) {
			free(c->text);
			return status;
		}
	}
	query->condition_count++;
	return MH_OK;
}

/* The day, month or year behind this one. */
static struct mh_date next_period(struct mh_date date)
{
	if (mh_date_whole(date))
		return mh_date_from_number(mh_date_number(date) + 1);
	if (date.month == 0 || date.month == 12)
		return (struct mh_date){ date.year + 1, date.month ? 1 : 0, 0 };
	return (struct mh_date){ date.year, date.month + 1, 0 };
}

/* "2026-03-01" as the shortest date with this first day: "2026-03"; so that a kept "2026-03" is equal to it in order. */
static size_t first_day_length(struct mh_date date)
{
	return date.day != 1 ? 10 : date.month != 1 ? 7 : 4;
}

/* A month or a year is a period: = is within it, < before it, > after it. Days are kept as text, whose order is that of time. */
static enum mh_status add_date(struct mh_query *query, int field, enum mh_op op, const char *text, size_t len, struct mh_err *err)
{
	char value[MH_DATE_SIZE] = "", next[MH_DATE_SIZE];
	struct mh_date date;

	if (len == 0 || op == MH_CONTAINS)
		return add(query, field, op, text, len, err);
	memcpy(value, text, len < sizeof value ? len : 0);
	if (!mh_date_parse(value, &date))
		return mh_fail(err, MH_USAGE, _("--where: %s: \"%.*s\" is no day, month or year such as 2026-03-01, 2026-03 or 2026"),
			query->kind->fields[field].name, (int)len, text);
	if (mh_date_whole(date))
		return add(query, field, op, text, op == MH_LESS || op == MH_MORE_IS ? first_day_length(date) : len, err);
	mh_date_format(next_period(date), next);
	switch (op) {
	case MH_IS:
		return add(query, field, MH_MORE_IS, text, len, err) == MH_OK ? add(query, field, MH_LESS, next, strlen(next), err) : MH_USAGE;
	case MH_LESS_IS:
		return add(query, field, MH_LESS, next, strlen(next), err);
	case MH_MORE:
		return add(query, field, MH_MORE_IS, next, strlen(next), err);
	case MH_IS_NOT:
		return mh_fail(err, MH_USAGE, _("--where: %s: != takes a whole day"), query->kind->fields[field].name);
	default:
		return add(query, field, op, text, len, err);
	}
}

static enum mh_status add_at(struct mh_query *query, int field, enum mh_op op, mh_moment at, struct mh_err *err)
{
	char text[MH_MOMENT_SIZE];

	mh_moment_format(at, text);
	return add(query, field, op, text, strlen(text), err);
}

static mh_moment first_second(struct mh_date date)
{
	return mh_day_start(mh_date_from_number(mh_date_number(date)));
}

/* A day, month or year of a moment is the time from its first to its last second in the zone; a moment is itself. */
static enum mh_status add_moment(struct mh_query *query, int field, enum mh_op op, const char *text, size_t len, struct mh_err *err)
{
	char value[MH_DATE_SIZE] = "";
	struct mh_date date;

	memcpy(value, text, len < sizeof value ? len : 0);
	if (op == MH_CONTAINS || !mh_date_parse(value, &date))
		return add(query, field, op, text, len, err);
	const mh_moment first = first_second(date), after = first_second(next_period(date));
	switch (op) {
	case MH_IS:
		return add_at(query, field, MH_MORE_IS, first, err) == MH_OK ? add_at(query, field, MH_LESS, after, err) : MH_USAGE;
	case MH_LESS_IS:
		return add_at(query, field, MH_LESS, after, err);
	case MH_MORE:
		return add_at(query, field, MH_MORE_IS, after, err);
	case MH_IS_NOT:
		return mh_fail(err, MH_USAGE, _("--where: %s: != takes a moment"), query->kind->fields[field].name);
	default:
		return add_at(query, field, op, first, err);
	}
}

/* Reads one "field op value"; the value may stand in double quotes. */
static enum mh_status read_condition(struct mh_query *query, const char *part, size_t len, struct mh_err *err)
{
	char name[64] = "";
	size_t n = strspn(part, "abcdefghijklmnopqrstuvwxyz0123456789-");

	if (n == 0 || n >= sizeof name || n >= len)
		return mh_fail(err, MH_USAGE, _("--where: \"%.*s\": expected field=value"), (int)len, part);
	memcpy(name, part, n);
	int field = clear_field(query->kind, name, err);
	if (field == -1)
		return MH_USAGE;
	const char *p = part + n, *end = part + len;
	while (p < end && *p == ' ')
		p++;
	for (size_t i = 0; i < MH_COUNT(ops); i++) {
		size_t op_len = strlen(ops[i].text);
		if ((size_t)(end - p) < op_len || memcmp(p, ops[i].text, op_len) != 0)
			continue;
		p += op_len;
		while (p < end && *p == ' ')
			p++;
		if (end - p >= 2 && *p == '"' && end[-1] == '"')
			p++, end--;
		if (field != MH_FIELD_ID && query->kind->fields[field].type == MH_MOMENT)
			return add_moment(query, field, ops[i].op, p, (size_t)(end - p), err);
		if (field != MH_FIELD_ID && query->kind->fields[field].type == MH_DATE)
			return add_date(query, field, ops[i].op, p, (size_t)(end - p), err);
		return add(query, field, ops[i].op, p, (size_t)(end - p), err);
	}
	return mh_fail(err, MH_USAGE, _("--where: %s: expected one of = != < <= > >= ~ behind it"), name);
}

enum mh_status mh_query_where(struct mh_query *query, const char *text, struct mh_err *err)
{
	if (text == NULL)
		return MH_OK;
	for (const char *p = text; *p != '\0'; ) {
		size_t len = 0;
		bool quoted = false;
		p += strspn(p, " ");
		while (p[len] != '\0' && (quoted || strncmp(p + len, " and ", 5) != 0)) {
			quoted ^= p[len] == '"';
			len++;
		}
		const char *next = p + len + (p[len] != '\0' ? 5 : 0);
		while (len > 0 && p[len - 1] == ' ')
			len--;
		if (len > 0 || *next != '\0') {
			enum mh_status status = read_condition(query, p, len, err);
			if (status != MH_OK)
				return status;
		}
		p = next;
	}
	return MH_OK;
}

enum mh_status mh_query_sort(struct mh_query *query, const char *text, struct mh_err *err)
{
	if (text == NULL)
		return MH_OK;
	for (const char *p = text; *p != '\0'; ) {
		char name[64] = "";
		size_t n = strcspn(p, ",");
		bool down = *p == '-';
		if (n - down == 0 || n - down >= sizeof name)
			return mh_fail(err, MH_USAGE, _("--sort: expected field names separated by a comma"));
		memcpy(name, p + down, n - down);
		if (query->order_count == MH_COUNT(query->orders))
			return mh_fail(err, MH_USAGE, _("--sort: more than %zu fields"), MH_COUNT(query->orders));
		int field = clear_field(query->kind, name, err);
		if (field == -1)
			return MH_USAGE;
		query->orders[query->order_count++] = (struct mh_order){ field, down };
		p += n + (p[n] == ',');
	}
	return MH_OK;
}

void mh_query_cmp(struct mh_query *query, const char *field, enum mh_op op, const char *text)
{
	int index = strcmp(field, "id") == 0 ? MH_FIELD_ID : mh_field_find(query->kind, field);

	assert(index != -1);
	enum mh_status status = add(query, index, op, text, strlen(text), NULL);
	assert(status == MH_OK);
	(void)status;
}

void mh_query_is(struct mh_query *query, const char *field, const char *text)
{
	mh_query_cmp(query, field, MH_IS, text);
}

void mh_query_is_number(struct mh_query *query, const char *field, int64_t number)
{
	int index = strcmp(field, "id") == 0 ? MH_FIELD_ID : mh_field_find(query->kind, field);

	assert(index != -1 && query->condition_count < MH_COUNT(query->conditions));
	query->conditions[query->condition_count++] = (struct mh_condition){ index, MH_IS, mh_strdup("."), number };
}

void mh_query_of(struct mh_query *query, const char *field, const char *of_field, const char *of_text)
{
	query->of = mh_field_find(query->kind, field);
	assert(query->of >= 0 && query->kind->fields[query->of].type == MH_ID);
	query->of_field = of_field;
	query->of_text = of_text;
}

void mh_query_only(struct mh_query *query, const char *fields)
{
	char name[65];

	for (const char *at = fields; *at != '\0'; at += *at == ' ') {
		size_t len = strcspn(at, " ");

		assert(len < sizeof name);
		memcpy(name, at, len);
		name[len] = '\0';
		int field = mh_field_find(query->kind, name);
		assert(field >= 0);
		query->only |= UINT64_C(1) << field;
		at += len;
	}
}
