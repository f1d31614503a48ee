#include "case_head.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "chain/ages.h"
#include "show.h"
#include "value.h"

#define COLUMN 39		/* width of the left column; two of them and what is between fit a terminal of 80 */
#define PAIR_MOST (MH_FIELD_MOST * 2 + 2)

/* What a coordinator looks for first, in this order; whatever else a case has follows in the order of its fields. */
static const char *const first[] = { "coordinator", "urgency", "opened", "state", "restricted", "closed", "outcome", "form", "municipality", "group", "stay", "minor" };

struct pair { const char *label; struct mh_str value; };
struct pairs { struct pair list[PAIR_MOST]; size_t count; };

static void add_pair(struct pairs *pairs, const char *label, const char *text)
{
	struct pair *pair = &pairs->list[pairs->count++];
	struct mh_str value;

	pair->label = label;
	mh_str_init(&value, 4096);
	mh_str_init(&pair->value, 16384);
	mh_str_puts(&value, text);
	mh_utf8_show(&pair->value, value.s, value.len);
	mh_str_free(&value);
}

static void add_field(struct pairs *pairs, const struct mh_session *session, const struct mh_record *rec, int field)
{
	struct mh_str value;

	if (rec->values[field].have == MH_HAVE_NONE || (mh_field_sealed(&rec->kind->fields[field]) && rec->kind == &mh_person) ||
	    (mh_field_sealed(&rec->kind->fields[field]) && rec->values[field].have == MH_HAVE_TEXT))
		return;
	mh_str_init(&value, 4096);
	mh_value_for_people(session, rec, field, &value);
	add_pair(pairs, mh_field_label(&rec->kind->fields[field]), value.s);
	mh_str_free(&value);
}

static bool is_first(const char *name)
{
	for (size_t i = 0; i < MH_COUNT(first); i++) {
		if (strcmp(first[i], name) == 0)
			return true;
	}
	return false;
}

/* Does the field stand elsewhere on the page: in the head, the tracks, the terms? */
static bool is_elsewhere(const struct mh_casework *work, const char *name)
{
	bool found = is_first(name) || strcmp(name, "person") == 0;

	for (size_t i = 0; i < work->track_count; i++)
		found = found || strcmp(work->tracks[i].name, name) == 0;
	for (size_t i = 0; i < MH_AGES; i++)
		found = found || strcmp(mh_ages[i].field, name) == 0;
	return found;
}

static void gather(struct pairs *pairs, const struct mh_session *session, const struct mh_casework *work, const struct mh_record *the_case,
	const struct mh_record *person, const char *meanwhile)
{
	char id[MH_ID_SIZE];

	mh_record_id(the_case, id);
	add_pair(pairs, _("id"), id);
	mh_record_id(person, id);
	add_pair(pairs, mh_field_label(&mh_case.fields[mh_field_find(&mh_case, "person")]), id);
	if (meanwhile[0] != '\0')
		add_pair(pairs, _("meanwhile"), meanwhile);
	for (size_t i = 0; i < MH_COUNT(first); i++)
		add_field(pairs, session, the_case, mh_field_find(&mh_case, first[i]));
	for (size_t i = 0; i < person->kind->count; i++)
		add_field(pairs, session, person, (int)i);
	for (size_t i = 0; i < mh_case.count; i++) {
		if (!is_elsewhere(work, mh_case.fields[i].name))
			add_field(pairs, session, the_case, (int)i);
	}
}

static size_t width_of(const char *text)
{
	return mh_utf8_width(text, strlen(text));
}

/* Prints "label: " up to the column of values. */
static void print_label(const struct pair *pair, size_t indent)
{
	printf("%s:%*s", pair->label, (int)(indent - width_of(pair->label) - 1), "");
}

static bool fits(const struct pair *pair, size_t indent)
{
	return indent + width_of(pair->value.s) <= COLUMN;
}

/* Two in a line where both fit their columns; a value that is longer than the page is wide goes on below. */
static void print_pairs(const struct pairs *pairs, size_t width)
{
	size_t indent = 0;

	for (size_t i = 0; i < pairs->count; i++) {
		size_t label = width_of(pairs->list[i].label) + 2;

		indent = label > indent ? label : indent;
	}
	for (size_t i = 0; i < pairs->count; i++) {
		const struct pair *pair = &pairs->list[i];

		print_label(pair, indent);
		if (i + 1 == pairs->count || !fits(pair, indent) || !fits(pair + 1, indent)) {
			mh_show_wrapped(pair->value.s, pair->value.len, indent, width);
			continue;
		}
		printf("%s%*s", pair->value.s, (int)(COLUMN + 1 - indent - width_of(pair->value.s)), "");
		print_label(pair + 1, indent);
		puts(pair[1].value.s);
		i++;
	}
}

/* The values that were opened, each in lines of its own. */
static void print_opened(const struct mh_session *session, const struct mh_record *rec)
{
	struct mh_record opened;
	bool any = false;

	mh_record_copy(&opened, rec);
	for (size_t i = 0; i < rec->kind->count; i++) {
		bool keep = mh_field_sealed(&rec->kind->fields[i]) && rec->values[i].have == MH_HAVE_TEXT;

		any = any || keep;
		if (!keep)
			mh_value_set_empty(&opened.values[i], false);
	}
	if (any) {
		putchar('\n');
		mh_show_record(session, &opened);
	}
	mh_record_free(&opened);
}

void mh_case_head_print(const struct mh_session *session, const struct mh_casework *work, const struct mh_record *the_case,
	const struct mh_record *person, const char *meanwhile)
{
	struct pairs *pairs = mh_alloc(1, sizeof *pairs);

	gather(pairs, session, work, the_case, person, meanwhile);
	print_pairs(pairs, session->width);
	for (size_t i = 0; i < pairs->count; i++)
		mh_str_free(&pairs->list[i].value);
	free(pairs);
	print_opened(session, person);
	print_opened(session, the_case);
}
