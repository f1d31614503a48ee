/* Questions for a signal at the terminal. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/talk.h"
#include "record/form_write.h"
#include "signal_form.h"

enum { ANSWER_MOST = 1024 };

/* A question was asked, so the answer comes with --quiet too. */
static void say_codes(const struct mh_code_list *list)
{
	const struct mh_code **codes;
	const size_t count = mh_codes_in_order(list, mh_today(), &codes);
	struct mh_str line;

	mh_str_init(&line, 65536);
	for (size_t i = 0; i < count; i++) {
		mh_str_clear(&line);
		mh_utf8_show(&line, mh_code_text(codes[i]), strlen(mh_code_text(codes[i])));
		fprintf(stderr, "  %-22s %s\n", codes[i]->code, line.s);
	}
	mh_str_free(&line);
	free(codes);
}

/* Is every code of the answer one of the catalogue? What is not is said. */
static bool is_declared(struct mh_session *session, const struct mh_code_list *list, const char *text)
{
	for (size_t len; *text != '\0'; text += len + (text[len] == ';')) {
		const struct mh_code *code;
		char word[MH_WORD_MOST + 1];

		len = strcspn(text, ";");
		code = mh_code_find(list, text, len);
		if (code && mh_code_valid(code, mh_today()))
			continue;
		snprintf(word, sizeof word, "%.*s", (int)len, text);
		const char *const near = mh_code_nearest(list, word);
		mh_say(session, near ? _("\"%s\": no such code; nearest: %s") : _("\"%s\": no such code; ? lists them"), word, near);
		return false;
	}
	return true;
}

/* Takes an answer; false: the question is to be asked again. */
static bool take(struct mh_session *session, struct mh_record *rec, int field, const struct mh_str *answer)
{
	const struct mh_field *const f = &rec->kind->fields[field];
	const struct mh_code_list *const list = mh_catalogue(mh_store_catalogues(session->store), f->of, NULL);
	struct mh_err why = MH_ERR_INIT;

	if (answer->len == 0)
		return f->initial != NULL;
	if (strcmp(answer->s, "?") == 0 && list) {
		say_codes(list);
		return false;
	}
	if (mh_record_set(rec, field, answer->s, answer->len, &why) != MH_OK) {
		mh_say(session, "%s: %s", f->name, why.text);
		return false;
	}
	return !list || is_declared(session, list, mh_record_text(rec, f->name));
}

static enum mh_status ask(struct mh_session *session, struct mh_record *rec, int field, struct mh_err *err)
{
	const struct mh_field *const f = &rec->kind->fields[field];
	char question[300];
	struct mh_str answer;
	enum mh_status status;

	if (f->initial)
		snprintf(question, sizeof question, _("%s [%s] (? lists the codes): "), _(f->help), f->initial);
	else
		snprintf(question, sizeof question, _("%s (? lists the codes): "), _(f->help));
	mh_str_init(&answer, ANSWER_MOST);
	do
		status = mh_prompt(question, false, &answer, err);
	while (status == MH_OK && !take(session, rec, field, &answer));
	mh_str_free(&answer);
	return status;
}

enum mh_status mh_signal_form_ask(struct mh_session *session, struct mh_record *signal, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < signal->kind->count && status == MH_OK; i++) {
		const struct mh_field *const f = &signal->kind->fields[i];
		const bool usual = f->initial && strcmp(f->initial, "not-asked") != 0;

		if ((f->flags & (MH_REQUIRED | MH_DERIVED)) == MH_REQUIRED && f->of && !usual && !mh_record_has(signal, f->name))
			status = ask(session, signal, (int)i, err);
	}
	return status;
}
