/* What the table of the chain says, cell by cell, for whatever it is written in. */

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "report/chain.h"
#include "report/chain_inside.h"
#include "report/report.h"
#include "report/words.h"

const char *const mh_chain_agreements[MH_CHAIN_AGREEMENTS] = { "data", "shelter-flow", "reporting-route" };

/* Words in the language of the report. */
struct both { const char *en, *nl; };

static const struct both heads[MH_CHAIN_COLUMNS] = {
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

static const struct { struct both title; bool (*has)(const struct mh_chain_row *); } groups[MH_CHAIN_GROUPS] = {
	{ { "This organisation", "Deze organisatie" }, is_own },
	{ { "Municipalities", "Gemeenten" }, is_municipality },
	{ { "Care", "Zorg" }, is_care },
	{ { "Security", "Veiligheid" }, is_security },
};

static const char *word(const struct both *both, bool dutch)
{
	return dutch ? both->nl : both->en;
}

const char *mh_chain_head(size_t column, bool dutch)
{
	return word(&heads[column], dutch);
}

const char *mh_chain_group(size_t group, bool dutch)
{
	return word(&groups[group].title, dutch);
}

bool mh_chain_in_group(const struct mh_chain_row *row, size_t group)
{
	return groups[group].has(row);
}

static void declared_text(const struct mh_chain_row *row, bool dutch, struct mh_str *out)
{
	mh_str_puts(out, word(&declared[row->declared], dutch));
	if (row->version != NULL && row->version[0] != '\0')
		mh_str_printf(out, " (%s, %s)", row->version, row->on);
}

static bool small(int64_t number, int64_t threshold)
{
	return number > 0 && number < threshold;
}

static enum mh_chain_cell answers_text(const struct mh_chain_row *row, const struct mh_report_options *options, struct mh_str *out)
{
	const int64_t threshold = options->threshold, in_time = row->answers.in_time, all = in_time + row->answers.late;

	if (all == 0)
		return MH_CHAIN_TEXT;
	if (threshold > 1 && (small(in_time, threshold) || small(row->answers.late, threshold))) {
		mh_str_putc(out, 'x');
		return MH_CHAIN_HIDDEN;
	}
	if (threshold > 1) {
		mh_str_printf(out, "%" PRId64 "%%", (in_time * 20 + all) / (2 * all) * 10);
		return MH_CHAIN_SHARE;
	}
	mh_str_printf(out, "%" PRId64 " %s %" PRId64, in_time, word(&of, options->dutch), all);
	return MH_CHAIN_TEXT;
}

enum mh_chain_cell mh_chain_cell(const struct mh_chain_row *row, size_t column, const struct mh_report_options *options, struct mh_str *out)
{
	const bool dutch = options->dutch;

	if (column == 0) {
		mh_str_puts(out, row->name);
	} else if (column == 1) {
		mh_str_puts(out, row->places != NULL ? row->places : "");
	} else if (column == 2) {
		declared_text(row, dutch, out);
	} else if (column == MH_CHAIN_COLUMNS - 1) {
		return answers_text(row, options, out);
	} else if (row->own) {
		return MH_CHAIN_TEXT;
	} else if (column == MH_CHAIN_TRAININGS) {
		mh_number_text(row->trainings, dutch, out);
		return MH_CHAIN_NUMBER;
	} else {
		mh_str_puts(out, word((column < MH_CHAIN_TRAININGS - 1 ? row->agreements[column - 3] : row->officer) ? &yes : &no, dutch));
	}
	return MH_CHAIN_TEXT;
}
