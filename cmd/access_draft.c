/* The draft of a copy of what is kept of a person: every value, and what is to be decided about it. */

#include <stdio.h>
#include <string.h>

#include "access.h"
#include "base/clock.h"
#include "text/yaml.h"
#include "value.h"

static void marks_text(unsigned marks, char *out, size_t size)
{
	out[0] = '\0';
	for (size_t i = 0; mh_dossier_marks[i].mark != 0; i++)
		if ((marks & mh_dossier_marks[i].mark) != 0)
			snprintf(out + strlen(out), size - strlen(out), "%s%s", out[0] != '\0' ? " " : "", mh_dossier_marks[i].name);
}

static void write_value(const struct mh_session *session, struct mh_yaml_writer *w, const struct mh_dossier *dossier, size_t record, size_t field,
	size_t *asks)
{
	const struct mh_record *rec = &dossier->list[record];
	const unsigned marks = mh_dossier_marks_of(dossier, record, field);
	char names[100];
	struct mh_str text;

	marks_text(marks, names, sizeof names);
	mh_str_init_secret(&text, ACCESS_MOST);
	mh_value_for_people(session, rec, (int)field, &text);
	mh_yaml_write_map(w, NULL);
	mh_yaml_write_text(w, "field", rec->kind->fields[field].name);
	if (marks != 0)
		mh_yaml_write_text(w, "marks", names);
	mh_yaml_write_text(w, "give", marks != 0 ? "ask" : "yes");
	if (marks != 0)
		mh_yaml_write_text(w, "ground", "");
	mh_yaml_write_text(w, "text", text.s);
	mh_yaml_write_close(w);
	mh_str_free(&text);
	*asks += marks != 0;
}

static void write_record(const struct mh_session *session, struct mh_yaml_writer *w, const struct mh_dossier *dossier, size_t record, size_t *asks)
{
	const struct mh_record *rec = &dossier->list[record];
	char id[MH_ID_SIZE];

	mh_record_id(rec, id);
	mh_yaml_write_map(w, NULL);
	mh_yaml_write_text(w, "id", id);
	mh_yaml_write_number(w, "version", rec->since);
	mh_yaml_write_list(w, "values");
	for (size_t i = 0; i < rec->kind->count; i++)
		if (mh_dossier_tells(rec, i))
			write_value(session, w, dossier, record, i, asks);
	mh_yaml_write_close(w);
	mh_yaml_write_close(w);
}

enum mh_status access_draft(struct mh_session *session, const struct mh_record *the_case, const char *by, const struct mh_dossier *dossier,
	struct mh_str *out, size_t *asks, struct mh_err *err)
{
	struct mh_yaml_writer *w = mh_yaml_write_start(out);
	char id[MH_ID_SIZE], today[MH_DATE_SIZE];

	*asks = 0;
	mh_record_id(the_case, id);
	mh_date_format(mh_moment_day(mh_clock_system()), today);
	mh_yaml_write_text(w, "format", ACCESS_FORMAT);
	mh_yaml_write_text(w, "case", id);
	mh_yaml_write_text(w, "by", by);
	mh_yaml_write_text(w, "made", today);
	mh_yaml_write_list(w, "records");
	for (size_t i = 0; i < dossier->count; i++)
		write_record(session, w, dossier, i, asks);
	mh_yaml_write_close(w);
	return mh_yaml_write_end(w, err);
}
