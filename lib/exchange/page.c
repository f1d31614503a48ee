#include "exchange/page.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

static void line(struct mh_str *out, const char *label, const char *text)
{
	mh_str_puts(out, label);
	mh_str_puts(out, ": ");
	mh_utf8_show(out, text, strlen(text));
	mh_str_putc(out, '\n');
}

/* Codes as their labels: "shelter; medical help". */
static void codes(struct mh_str *out, struct mh_catalogues *catalogues, const struct mh_field *field, const char *set)
{
	char code[80];
	const char *separator = "";

	for (const char *p = set; *p != '\0'; ) {
		size_t n = strcspn(p, ";");
		snprintf(code, sizeof code, "%.*s", (int)n, p);
		mh_str_printf(out, "%s%s", separator, mh_code_label(catalogues, field->of, code));
		separator = "; ";
		p += n + (p[n] == ';');
	}
}

void mh_page_value(struct mh_str *out, struct mh_catalogues *catalogues, const struct mh_record *rec, int at)
{
	const struct mh_field *const field = &rec->kind->fields[at];

	if ((field->type == MH_CODE || field->type == MH_CODES) && rec->values[at].have == MH_HAVE_TEXT)
		codes(out, catalogues, field, rec->values[at].text);
	else
		mh_record_show(rec, at, out);
}

void mh_page_field(struct mh_str *out, struct mh_catalogues *catalogues, const struct mh_record *rec, int at)
{
	struct mh_str text;

	mh_str_init_secret(&text, MH_EXCHANGE_TEXT_MOST);
	mh_page_value(&text, catalogues, rec, at);
	line(out, mh_name("field", rec->kind->fields[at].name), text.s);
	mh_str_free(&text);
}

/* Our number stands at the head of the page. */
static void fields(struct mh_str *out, struct mh_catalogues *catalogues, const struct mh_record *rec)
{
	for (size_t i = 0; i < rec->kind->count; i++)
		if (rec->values[i].have != MH_HAVE_NONE && strcmp(rec->kind->fields[i].name, "reference") != 0)
			mh_page_field(out, catalogues, rec, (int)i);
}

static const struct { const char *letter, *title; } titles[] = {
	{ "referral", N_("REFERRAL (confidential)") }, { "update", N_("REFERRAL: IDENTITY (confidential)") }, { "signal", N_("SIGNAL (confidential)") },
	{ "transfer", N_("TRANSFER OF A CASE (confidential)") }, { "progress", N_("REFERRAL: PROGRESS (confidential)") },
	{ "answer", N_("REFERRAL: ANSWER (confidential)") }, { "withdrawal", N_("REFERRAL: WITHDRAWAL (confidential)") }, { "hand-back", N_("REFERRAL: HANDED BACK (confidential)") },
};

static const char *title_of(const struct mh_letter *letter)
{
	for (size_t i = 0; i < MH_COUNT(titles); i++)
		if (strcmp(titles[i].letter, letter->name) == 0)
			return _(titles[i].title);
	return letter->name;
}

void mh_page_write(struct mh_str *out, struct mh_catalogues *catalogues, struct mh_id about, const char *channel, const struct mh_record *partner,
	const char *organisation, const struct mh_envelope *env)
{
	char id[MH_ID_SIZE];

	mh_id_format(about, id);
	mh_str_printf(out, "%s\n\n", title_of(env->letter));
	line(out, _("our number"), id);
	line(out, _("from"), organisation);
	line(out, _("to"), mh_record_text(partner, "name"));
	line(out, _("way"), mh_code_label(catalogues, "exchange-channel", channel));
	mh_str_putc(out, '\n');
	fields(out, catalogues, &env->body);
	if (env->letter->part != NULL)
		fields(out, catalogues, &env->part);
	for (size_t i = 0; i < env->item_count; i++) {
		mh_str_putc(out, '\n');
		fields(out, catalogues, &env->items[i]);
	}
	mh_str_puts(out, _("\nThis page may be used for the purpose above alone. Answer by naming our number.\n"));
}
