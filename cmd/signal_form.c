#include "signal_form.h"

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/editor.h"
#include "record/form_write.h"

enum { FORM_MOST = 1 << 20, CODES_MOST = 40 };

static void write_mentions(const struct mh_signal_draft *draft, const struct mh_record_form_style *style, struct mh_str *out)
{
	struct mh_record empty;
	struct mh_str text;

	if (draft->count > 0)
		mh_str_puts(out, "mentions:\n");
	for (size_t i = 0; i < draft->count; i++)
		mh_record_form_write(&draft->mentions[i], style, out);
	if (draft->count > 0)
		return;
	mh_record_init(&empty, &mh_mention);
	mh_record_put(&empty, "role", "victim", NULL);
	mh_str_init(&text, FORM_MOST);
	mh_str_puts(&text, "mentions:\n");
	mh_record_form_write(&empty, style, &text);
	mh_str_printf(out, "\n# %s\n", _("Who is mentioned: take away the first # of these lines, and repeat them from \"- role\" on for each person."));
	mh_record_form_comment(text.s, out);
	mh_str_free(&text);
	mh_record_free(&empty);
}

void mh_signal_form_write(struct mh_session *session, struct mh_signal_draft *draft, size_t most, struct mh_str *out)
{
	struct mh_record_form_style style = { .catalogues = mh_store_catalogues(session->store), .on = mh_today(), .most = most };
	char today[MH_DATE_SIZE];

	mh_date_format(mh_today(), today);
	if (!mh_record_has(&draft->signal, "received"))
		mh_record_put(&draft->signal, "received", today, NULL);
	mh_record_initial(&draft->signal);
	mh_str_printf(out, "# %s\n# %s\n\n", _("A signal. Fill in what is known behind the colons; lines that begin with # are explanations."),
		_("unknown: was asked, and is not known. not-asked: was not asked."));
	mh_record_form_write(&draft->signal, &style, out);
	style.item = true;
	write_mentions(draft, &style, out);
}

/* Reads and checks what was written. */
static enum mh_status judge(struct mh_session *session, const struct mh_str *text, struct mh_signal_drafts *drafts, struct mh_problems *problems,
	struct mh_err *err)
{
	enum mh_status status;

	mh_drafts_free(drafts);
	mh_problems_free(problems);
	status = mh_drafts_read(drafts, _("the form"), (struct mh_blob){ text->s, text->len }, problems, err);
	for (size_t i = 0; i < drafts->count && (status == MH_OK || problems->total > 0); i++) {
		enum mh_status one = mh_draft_check(&drafts->list[i], session->store, problems, status == MH_OK ? err : NULL);

		status = status == MH_OK ? one : status;
	}
	return status;
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " \t\r\n")] == '\0';
}

/* One look into the editor. MH_NO: nothing was changed. */
static enum mh_status edit_once(struct mh_str *text, struct mh_err *err)
{
	struct mh_str before;
	enum mh_status status;

	mh_str_init_secret(&before, FORM_MOST);
	mh_str_add(&before, text->s, text->len);
	status = mh_edit(text, "signal.yaml", err);
	if (status == MH_OK && (is_blank(text->s) || strcmp(before.s, text->s) == 0))
		status = MH_NO;
	mh_str_free(&before);
	return status;
}

/* Back to the form with its problems marked, until there are none or nothing was changed any more. */
static enum mh_status edit_all(struct mh_session *session, struct mh_str *form, struct mh_signal_drafts *drafts, struct mh_problems *problems, struct mh_err *err)
{
	enum mh_status status, found = MH_NO;
	struct mh_str marked;

	while ((status = edit_once(form, err)) == MH_OK) {
		found = judge(session, form, drafts, problems, err);
		if (found == MH_OK || problems->total == 0)
			break;
		mh_str_init_secret(&marked, FORM_MOST);
		mh_record_form_mark(form->s, problems, &marked);
		mh_str_clear(form);
		mh_str_add(form, marked.s, marked.len);
		mh_str_free(&marked);
	}
	if (status == MH_NO && problems->total == 0)
		return mh_fail(err, MH_NO, _("nothing was written: the form was left as it was"));
	return status == MH_OK || status == MH_NO ? found : status;
}

enum mh_status mh_signal_form_edit(struct mh_session *session, struct mh_signal_drafts *drafts, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_str text;

	mh_str_init_secret(&text, FORM_MOST);
	mh_signal_form_write(session, &drafts->list[0], CODES_MOST, &text);
	const enum mh_status status = edit_all(session, &text, drafts, problems, err);
	mh_str_free(&text);
	return status;
}

/* What an import finds it by is no part of the form. */
static const char *const fixed[] = { "external-id", "source", NULL };

static void take_changes(const struct mh_record *before, const struct mh_record *after, struct mh_record *changed)
{
	for (size_t i = 0; i < mh_signal.count; i++) {
		const struct mh_value *const was = &before->values[i], *const is = &after->values[i];
		const bool text = is->have == MH_HAVE_TEXT;

		if ((mh_signal.fields[i].flags & MH_DERIVED) || mh_form_fixed(fixed, mh_signal.fields[i].name))
			continue;
		if (was->have == MH_HAVE_SEALED ? !text : strcmp(was->have == MH_HAVE_TEXT ? was->text : "", text ? is->text : "") == 0)
			continue;
		mh_record_set(changed, (int)i, text ? is->text : "", text ? is->len : 0, NULL);
	}
}

static bool any_set(const struct mh_record *rec)
{
	for (size_t i = 0; i < rec->kind->count; i++)
		if (rec->set[i])
			return true;
	return false;
}

enum mh_status mh_signal_form_change(struct mh_session *session, const struct mh_record *signal, struct mh_record *changed, struct mh_problems *problems,
	struct mh_err *err)
{
	const struct mh_record_form_style style = { .catalogues = mh_store_catalogues(session->store), .on = mh_today(), .most = CODES_MOST, .fixed = fixed };
	struct mh_signal_drafts drafts = MH_DRAFTS_INIT;
	struct mh_str text;
	char id[MH_ID_SIZE];

	mh_record_id(signal, id);
	mh_str_init_secret(&text, FORM_MOST);
	mh_str_printf(&text, "# %s: %s\n\n", id, _("change what is behind the colons; what is taken away there is taken away from the signal"));
	mh_record_form_write(signal, &style, &text);
	enum mh_status status = edit_all(session, &text, &drafts, problems, err);
	if (status == MH_OK && (drafts.count != 1 || drafts.list[0].count > 0))
		status = mh_fail(err, MH_INPUT, _("%s: the form is of this one signal: mh-signal mention adds to whom it mentions"), id);
	if (status == MH_OK)
		take_changes(signal, &drafts.list[0].signal, changed);
	if (status == MH_OK && !any_set(changed))
		status = mh_fail(err, MH_NO, _("nothing was written: the form was left as it was"));
	mh_drafts_free(&drafts);
	mh_str_free(&text);
	return status;
}
