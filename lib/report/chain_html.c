/* The table of the chain. */

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "out/rows.h"
#include "report/chain.h"
#include "report/chain_inside.h"
#include "report/report.h"
#include "report/words.h"

const char *const mh_chain_agreements[MH_CHAIN_AGREEMENTS] = { "data", "shelter-flow", "reporting-route" };

/* Words in the language of the report. */
struct both { const char *en, *nl; };

static const struct both heads[] = {
	{ "Organisation", "Organisatie" }, { "Municipalities served", "Gemeenten waarvoor zij werkt" }, { "Declaration of intent", "Intentieverklaring" },
	{ "Data", "Gegevens" }, { "Shelter flow", "Opvangstroom" }, { "Reporting route", "Meldroute" },
	{ "Attention officer", "Aandachtsfunctionaris" }, { "Trainings", "Trainingen" }, { "Answers in time", "Antwoorden op tijd" },
};

static const struct both declared[MH_DECLARED_STATE_COUNT] = {
	[MH_DECLARED_NOT] = { "no", "nee" }, [MH_DECLARED_SIGNED] = { "signed", "ondertekend" }, [MH_DECLARED_PAPER] = { "signed on paper", "op papier ondertekend" },
	[MH_DECLARED_WITHDRAWN] = { "withdrawn", "ingetrokken" }, [MH_DECLARED_UNPROVEN] = { "does not hold", "klopt niet" },
};

static const struct both yes = { "yes", "ja" }, no = { "no", "nee" }, of = { "of", "van de" };

static bool is_own(const struct mh_chain_row *row) { return row->own; }
static bool is_municipality(const struct mh_chain_row *row) { return !row->own && row->municipality; }
static bool is_care(const struct mh_chain_row *row) { return !row->own && !row->municipality && strcmp(row->column, "care") == 0; }
static bool is_security(const struct mh_chain_row *row) { return !row->own && !row->municipality && strcmp(row->column, "care") != 0; }

static const struct { struct both title; bool (*has)(const struct mh_chain_row *); } groups[] = {
	{ { "This organisation", "Deze organisatie" }, is_own },
	{ { "Municipalities", "Gemeenten" }, is_municipality },
	{ { "Care", "Zorg" }, is_care },
	{ { "Security", "Veiligheid" }, is_security },
};

struct writing { const struct mh_report_options *options; struct mh_str *out; };

static const char *word(const struct writing *w, const struct both *both)
{
	return w->options->dutch ? both->nl : both->en;
}

static void put(struct mh_str *out, const char *text)
{
	mh_html_text(out, text, strlen(text));
}

static void cell(const struct writing *w, const char *text)
{
	mh_str_puts(w->out, "<td>");
	put(w->out, text);
	mh_str_puts(w->out, "</td>");
}

static void declared_cell(const struct writing *w, const struct mh_chain_row *row)
{
	mh_str_puts(w->out, "<td>");
	put(w->out, word(w, &declared[row->declared]));
	if (row->version != NULL && row->version[0] != '\0') {
		mh_str_puts(w->out, " (");
		put(w->out, row->version);
		mh_str_puts(w->out, ", ");
		put(w->out, row->on);
		mh_str_puts(w->out, ")");
	}
	mh_str_puts(w->out, "</td>");
}

static bool small(int64_t number, int64_t threshold)
{
	return number > 0 && number < threshold;
}

static void answers_cell(const struct writing *w, const struct mh_chain_row *row)
{
	const int64_t threshold = w->options->threshold, in_time = row->answers.in_time, all = in_time + row->answers.late;

	if (all == 0)
		mh_str_puts(w->out, "<td></td>");
	else if (threshold <= 1)
		mh_str_printf(w->out, "<td>%" PRId64 " %s %" PRId64 "</td>", in_time, word(w, &of), all);
	else if (small(in_time, threshold) || small(row->answers.late, threshold))
		mh_str_puts(w->out, "<td class=\"x\">x</td>");
	else
		mh_str_printf(w->out, "<td>%" PRId64 "%%</td>", (in_time * 20 + all) / (2 * all) * 10);
}

static void row_of(const struct writing *w, const struct mh_chain_row *row)
{
	mh_str_puts(w->out, "<tr><th scope=\"row\">");
	put(w->out, row->name);
	mh_str_puts(w->out, "</th>");
	cell(w, row->places != NULL ? row->places : "");
	declared_cell(w, row);
	for (size_t i = 0; i < MH_CHAIN_AGREEMENTS; i++)
		cell(w, row->own ? "" : word(w, row->agreements[i] ? &yes : &no));
	cell(w, row->own ? "" : word(w, row->officer ? &yes : &no));
	mh_str_puts(w->out, "<td>");
	if (!row->own)
		mh_number_text(row->trainings, w->options->dutch, w->out);
	mh_str_puts(w->out, "</td>");
	answers_cell(w, row);
	mh_str_puts(w->out, "</tr>\n");
}

static void open_table(const struct writing *w, const char *title)
{
	mh_str_puts(w->out, "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"");
	put(w->out, title);
	mh_str_puts(w->out, "\"><table><caption>");
	put(w->out, title);
	mh_str_puts(w->out, "</caption>\n<thead><tr>");
	for (size_t i = 0; i < MH_COUNT(heads); i++) {
		mh_str_puts(w->out, "<th scope=\"col\">");
		put(w->out, word(w, &heads[i]));
		mh_str_puts(w->out, "</th>");
	}
	mh_str_puts(w->out, "</tr></thead>\n");
}

static void group_of(const struct writing *w, const struct mh_chain *chain, size_t group)
{
	bool any = false;

	for (size_t i = 0; i < chain->count; i++) {
		if (!groups[group].has(&chain->rows[i]))
			continue;
		if (!any) {
			mh_str_printf(w->out, "<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"%zu\">", MH_COUNT(heads));
			put(w->out, word(w, &groups[group].title));
			mh_str_puts(w->out, "</th></tr>\n");
		}
		any = true;
		row_of(w, &chain->rows[i]);
	}
	mh_str_puts(w->out, any ? "</tbody>\n" : "");
}

void mh_chain_html(const struct mh_chain *chain, const char *title, const struct mh_report_options *options, struct mh_str *out)
{
	const struct writing w = { options, out };

	open_table(&w, title);
	for (size_t i = 0; i < MH_COUNT(groups); i++)
		group_of(&w, chain, i);
	mh_str_puts(out, "</table></div>\n");
}
