/* The text that a person gets: what is kept, who got it, how often it was looked at, and what was left out on which ground. */

#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "chain/retain.h"
#include "value.h"

static void write_records(struct mh_session *session, const struct mh_dossier *dossier, const struct access_decided *decided, struct mh_str *out)
{
	size_t last = dossier->count;

	(void)session;
	for (size_t i = 0; i < decided->count; i++) {
		const struct access_given *given = &decided->list[i];
		const struct mh_record *rec = &dossier->list[given->record];
		char id[MH_ID_SIZE];

		mh_record_id(rec, id);
		if (given->record != last)
			mh_str_printf(out, "\n%s (%s)\n", mh_name("kind", rec->kind->name), id);
		last = given->record;
		mh_str_printf(out, "%s: ", mh_field_label(&rec->kind->fields[given->field]));
		mh_utf8_show(out, given->text, strlen(given->text));
		mh_str_puts(out, "\n");
	}
}

static enum mh_status write_looks(struct mh_session *session, const struct mh_dossier *dossier, struct mh_str *out, struct mh_err *err)
{
	struct mh_looks *list = NULL;
	size_t count = 0;
	enum mh_status status = mh_dossier_looks(session->store, dossier, &list, &count, err);

	if (status == MH_OK && count > 0)
		mh_str_printf(out, "\n%s\n", _("How often what is sealed was looked at, and for what"));
	for (size_t i = 0; i < count && status == MH_OK; i++) {
		char first[MH_DATE_SIZE], last[MH_DATE_SIZE];

		mh_date_format(mh_moment_day(list[i].first), first);
		mh_date_format(mh_moment_day(list[i].last), last);
		mh_str_printf(out, _("%s: %llu times, from %s to %s"), mh_code_label(mh_store_catalogues(session->store), "purpose", list[i].purpose),
			(unsigned long long)list[i].count, first, last);
		mh_str_puts(out, "\n");
	}
	free(list);
	return status;
}

static enum mh_status write_terms(struct mh_session *session, struct mh_str *out, struct mh_err *err)
{
	struct mh_rules rules = MH_RULES_INIT;
	enum mh_status status = mh_retain_rules(session->store, &rules, err);

	if (status == MH_OK && rules.count > 0) {
		struct mh_str terms;

		mh_str_init(&terms, 8192);
		mh_retain_terms(&rules, &mh_case, &terms);
		mh_str_printf(out, "\n%s\n%s\n", _("How long a case is kept"), terms.s);
		mh_str_free(&terms);
	}
	mh_rules_free(&rules);
	return status;
}

static void write_kept_back(struct mh_session *session, const struct access_decided *decided, struct mh_str *out)
{
	const char *at = decided->grounds.s;

	if (decided->kept_back == 0)
		return;
	mh_str_puts(out, "\n");
	mh_str_printf(out, ngettext("%zu value was left out. Grounds on which values were judged:", "%zu values were left out. Grounds on which values were judged:",
		decided->kept_back), decided->kept_back);
	mh_str_puts(out, "\n");
	while (*at != '\0') {
		const size_t len = strcspn(at, ";");
		char code[72];

		snprintf(code, sizeof code, "%.*s", (int)len, at);
		mh_str_printf(out, "- %s\n", mh_code_label(mh_store_catalogues(session->store), "access-ground", code));
		at += len + (at[len] == ';');
	}
}

enum mh_status access_text(struct mh_session *session, const struct mh_dossier *dossier, const struct access_decided *decided, struct mh_str *out,
	struct mh_err *err)
{
	char today[MH_DATE_SIZE];

	mh_date_format(mh_moment_day(mh_clock_system()), today);
	mh_str_printf(out, _("What %s keeps about you, as of %s"), mh_store_about(session->store)->name, today);
	mh_str_puts(out, "\n");
	write_records(session, dossier, decided, out);
	enum mh_status status = write_looks(session, dossier, out, err);
	if (status == MH_OK)
		status = write_terms(session, out, err);
	write_kept_back(session, decided, out);
	mh_str_printf(out, "\n%s\n", _("You may ask to have this corrected, erased, or its use restricted, and you may complain to the data-protection authority."));
	return status;
}
