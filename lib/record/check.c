/* Is a record whole? Required fields and declared codes, every problem of it in one pass. */

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "record/record.h"

enum { UNKNOWN_MOST = 900 };

struct checking {
	const struct mh_record *rec;
	struct mh_catalogues *catalogues;
	struct mh_date on;
	const struct mh_problem *where;
	struct mh_problems *problems;
	struct mh_err *err;
	bool bad;
};

/* Books one problem; the first is the sentence of the whole. */
static void refuse(struct checking *c, const struct mh_field *field, const char *value, const char *text)
{
	struct mh_problem place = { .file = NULL };
	char shown[1100];

	if (c->where != NULL)
		place = *c->where;
	if (place.field == NULL)
		place.field = field->name;
	place.value = (mh_field_sealed(field) && value != NULL ? _("(sealed)") : value);
	mh_problem_add(c->problems, &place, "%s", text);
	if (!c->bad) {
		place.text = text;
		mh_problem_text(&place, shown, sizeof shown);
		mh_fail(c->err, MH_INPUT, "%s", shown);
	}
	c->bad = true;
}

static void check_code(struct checking *c, const struct mh_field *field, const char *code, size_t len)
{
	const struct mh_code_list *list = mh_catalogue(c->catalogues, field->of, NULL);
	const struct mh_code *found = list != NULL ? mh_code_find(list, code, len) : NULL;
	char text[400], copy[80];
	struct mh_str unknown;

	if (found != NULL && mh_code_valid(found, c->on))
		return;	/* an import comes here ten times a row */
	snprintf(copy, sizeof copy, "%.*s", (int)len, code);
	if (list == NULL) {
		snprintf(text, sizeof text, _("catalogue %s is not in the store: apply it with mh-store apply"), field->of);
		refuse(c, field, copy, text);
	} else if (found == NULL) {
		mh_str_init(&unknown, UNKNOWN_MOST);
		mh_code_say_unknown(list, copy, c->on, &unknown);
		refuse(c, field, copy, unknown.s);
		mh_str_free(&unknown);
	} else {
		snprintf(text, sizeof text, _("code of catalogue %s that does not hold on that day"), field->of);
		refuse(c, field, copy, text);
	}
}

static void check_field(struct checking *c, size_t i)
{
	const struct mh_field *field = &c->rec->kind->fields[i];
	const struct mh_value *value = &c->rec->values[i];

	if (value->have == MH_HAVE_NONE && (field->flags & MH_REQUIRED) != 0)
		refuse(c, field, NULL, _("is required and was not given: give it"));
	if (value->have != MH_HAVE_TEXT || !c->rec->set[i])
		return;
	if (field->type == MH_CODE)
		check_code(c, field, value->text, value->len);
	for (const char *p = value->text; field->type == MH_CODES && *p != '\0'; ) {
		size_t n = strcspn(p, ";");
		check_code(c, field, p, n);
		p += n + (p[n] == ';');
	}
}

enum mh_status mh_record_check(const struct mh_record *rec, struct mh_catalogues *catalogues, struct mh_date on,
	const struct mh_problem *where, struct mh_problems *problems, struct mh_err *err)
{
	struct checking c = { rec, catalogues, on, where, problems, err, false };

	for (size_t i = 0; i < rec->kind->count; i++)
		check_field(&c, i);
	return c.bad ? MH_INPUT : MH_OK;
}
