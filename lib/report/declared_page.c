#include "report/declared_page.h"

#include <string.h>

#include "base/i18n.h"
#include "out/rows.h"
#include "report/html.h"

static void put(struct mh_str *out, const char *text)
{
	mh_html_text(out, text, strlen(text));
}

static void element(struct mh_str *out, const char *open, const char *text, const char *close)
{
	mh_str_puts(out, open);
	put(out, text);
	mh_str_puts(out, close);
}

static void fact(struct mh_str *out, const char *name, const char *text)
{
	if (text[0] == '\0')
		return;
	element(out, "<dt>", name, "</dt>");
	element(out, "<dd>", text, "</dd>\n");
}

void mh_declared_page_start(const struct mh_store_info *about, const struct mh_record *declaration, const char *day, struct mh_str *out)
{
	const char *const heads[] = { _("organisation"), _("column"), _("state"), _("version"), _("day"), _("fingerprint of the key") };

	mh_str_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", mh_language_dutch() ? "nl" : "en");
	mh_str_puts(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
	element(out, "<title>", mh_record_text(declaration, "name"), "</title>\n");
	mh_str_printf(out, "<style>\n%s</style>\n</head>\n<body>\n<header>\n", mh_page_style);
	element(out, "<p class=\"kicker\">", about->name, "</p>\n");
	element(out, "<h1>", mh_record_text(declaration, "name"), "</h1>\n<dl class=\"facts\">\n");
	fact(out, _("version"), mh_record_text(declaration, "edition"));
	fact(out, _("day of its text"), mh_record_text(declaration, "on"));
	fact(out, _("is evaluated on"), mh_record_text(declaration, "evaluate"));
	fact(out, _("state of"), day);
	mh_str_puts(out, "</dl>\n</header>\n<main>\n<figure>\n<div class=\"wide\"><table>\n<thead><tr>");
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		element(out, "<th scope=\"col\">", heads[i], "</th>");
	mh_str_puts(out, "</tr></thead>\n<tbody>\n");
}

void mh_declared_page_row(const struct mh_declared *d, const char *column, struct mh_str *out)
{
	const char *const cells[] = { column, mh_declared_text(d->state), d->version, d->on, d->fingerprint };

	element(out, "<tr><th scope=\"row\">", d->name, "</th>");
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		element(out, "<td>", cells[i], "</td>");
	mh_str_puts(out, "</tr>\n");
}

enum mh_status mh_declared_page_end(const struct mh_record *declaration, struct mh_str *out, struct mh_err *err)
{
	mh_str_puts(out, "</tbody></table></div>\n<figcaption>");
	element(out, "<p>", _("A signature says what an organisation intends. It gives nobody a right to data."), "</p>");
	element(out, "<p>", _("Signed: by a statement of the organisation's own, verified by its key. Signed on paper: as it was recorded."), "</p>");
	mh_str_puts(out, "<p>");
	put(out, _("Digest of the text (b2sum -l 256):"));
	element(out, " <code>", mh_record_text(declaration, "digest"), "</code></p>");
	mh_str_puts(out, "</figcaption>\n</figure>\n</main>\n</body>\n</html>\n");
	return mh_str_ok(out) ? MH_OK : mh_fail(err, MH_INPUT, _("the page is larger than %zu bytes"), out->limit);
}
