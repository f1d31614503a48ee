#include "exchange/page.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
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

static void fields(struct mh_str *out, struct mh_catalogues *catalogues, const struct mh_record *rec)
{
	struct mh_str text;

	for (size_t i = 0; i < rec->kind->count; i++) {
		const struct mh_field *field = &rec->kind->fields[i];
		/* Our number stands at the head of the page. */
		if (rec->values[i].have == MH_HAVE_NONE || strcmp(field->name, "reference") == 0)
			continue;
		mh_str_init_secret(&text, MH_EXCHANGE_TEXT_MOST);
		if (field->type == MH_CODE || field->type == MH_CODES)
			codes(&text, catalogues, field, rec->values[i].text);
		else
			mh_record_show(rec, (int)i, &text);
		line(out, mh_name("field", field->name), text.s);
		mh_str_free(&text);
	}
}

void mh_page_write(struct mh_str *out, struct mh_catalogues *catalogues, const struct mh_record *referral, const struct mh_record *partner,
	const char *organisation, const struct mh_envelope *env)
{
	char id[MH_ID_SIZE];

	mh_record_id(referral, id);
	mh_str_printf(out, "%s\n\n", strcmp(env->letter->name, "update") == 0 ? _("REFERRAL: IDENTITY (confidential)") :
		_("REFERRAL (confidential)"));
	line(out, _("our number"), id);
	line(out, _("from"), organisation);
	line(out, _("to"), mh_record_text(partner, "name"));
	line(out, _("way"), mh_code_label(catalogues, "exchange-channel", mh_record_text(referral, "channel")));
	mh_str_putc(out, '\n');
	fields(out, catalogues, &env->body);
	if (env->letter->part != NULL)
		fields(out, catalogues, &env->part);
	mh_str_puts(out, _("\nThis page may be used for the purpose above alone. Answer by naming our number.\n"));
}
