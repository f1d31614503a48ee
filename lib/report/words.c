/* The fixed words of reports in both languages. */

#include "report/words.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "report/cube.h"
#include "report/period.h"

static const char *const words[MH_W_COUNT][2] = {
	[MH_W_TOTAL] = { "Total", "Totaal" },
	[MH_W_CONTENTS] = { "Contents", "Inhoud" },
	[MH_W_PERIOD] = { "Period", "Periode" },
	[MH_W_STATE_OF] = { "As of", "Stand van" },
	[MH_W_SOURCE] = { "Source", "Bron" },
	[MH_W_SOURCE_OF] = { "registration of %s", "registratie van %s" },	/* organisation */
	[MH_W_AUDIENCE] = { "For", "Voor" },
	[MH_W_EMPTY] = { "not filled in", "niet ingevuld" },
	[MH_W_UNKNOWN] = { "unknown", "onbekend" },
	[MH_W_NOT_ASKED] = { "not asked", "niet gevraagd" },
	[MH_W_ERASED] = { "erased", "vernietigd" },
	[MH_W_CHANGE] = { "Change", "Verandering" },
	[MH_W_PERCENT] = { "Change in per cent", "Verandering in procent" },
	[MH_W_REPORTED_BY] = { "Of these, by %s", "Waarvan naar %s" },		/* dimension, lower case */
	[MH_W_INTERNAL_LONG] = { "Internal: small numbers are not hidden. Not to be passed on.",
		"Intern: kleine aantallen zijn niet afgeschermd. Niet verspreiden." },
	[MH_W_ACCOUNT] = { "How these numbers were made", "Verantwoording" },
	[MH_W_HIDDEN_NOTE] = {	/* threshold - 1 */
		"Numbers from 1 to %" PRId64 " are not shown, so that nobody can be recognised; they read x. Where a small number could "
		"be found by subtraction, also by a partner who knows its own reports, another number is not shown either and reads x as well. "
		"0 means that there were none.",
		"Aantallen van 1 tot en met %" PRId64 " worden niet getoond, zodat niemand te herkennen is; er staat dan x. Waar zo'n klein "
		"aantal door aftrekken te vinden zou zijn, ook voor een partner die de eigen meldingen kent, is ook een ander aantal niet getoond; ook daar staat x. Een 0 betekent dat er geen waren." },
	[MH_W_ROUNDED_NOTE] = { "All numbers are rounded to multiples of %" PRId64 ", so that nobody can be recognised; sums still hold, and a number is less "
		"than that from the truth. 0 can mean that there were a few.",
		"Alle aantallen zijn afgerond op veelvouden van %" PRId64 ", zodat niemand te herkennen is; optellingen kloppen, en een aantal wijkt minder "
		"dan dat van de werkelijkheid af. Een 0 kan betekenen dat het er enkele waren." },
	[MH_W_NOTHING_HIDDEN] = { "All numbers are shown, small ones too. 0 means that there were none.",
		"Alle aantallen worden getoond, ook kleine. Een 0 betekent dat er geen waren." },
	[MH_W_OVERLAP] = {	/* measure */
		"%s can count in more than one row or column, and count once in a total; so the parts can sum to more.",
		"%s kunnen in meer dan één rij of kolom meetellen en tellen in een totaal één keer; de delen kunnen samen dus meer zijn." },
	[MH_W_PERSONS] = { "Persons count once, however often they were reported. A mention that nobody has linked to a person counts as a person.",
		"Personen tellen één keer, hoe vaak zij ook gemeld zijn. Een vermelding die nog niet aan een persoon is gekoppeld, telt als een persoon." },
	[MH_W_ZERO] = { "Unknown means: asked, and not known. That is something else than 0.",
		"Onbekend betekent: gevraagd, maar niet bekend. Dat is iets anders dan 0." },
	[MH_W_ERASED_NOTE] = { "Erased: records that were destroyed at the end of their term. They still count by year, municipality and form, as far as "
		"these are not too rare; nothing else is known of them.",
		"Vernietigd: gegevens die aan het einde van hun termijn zijn vernietigd. Zij tellen nog mee naar jaar, gemeente en vorm, voor zover "
		"die niet te zeldzaam zijn; verder is er niets meer van bekend." },
	[MH_W_LEFT_OUT] = {	/* number */
		"Not in these numbers: %s erased since. These are known by year, municipality and form only.",
		"Niet in deze aantallen: %s sindsdien vernietigd. Daarvan zijn alleen jaar, gemeente en vorm bekend." },
	[MH_W_SOME] = { "some", "enkele" },
	[MH_W_WITHHELD] = { "These numbers are too small to be shown without giving somebody away.",
		"Deze aantallen zijn te klein om te tonen zonder dat iemand herkenbaar wordt." },
	[MH_W_TREND_NOTE] = { "A change in these numbers says first of all who reported, and whether those concerned agreed to it. It does not say that "
		"there was more or less trafficking. Read the total together with the rows of reporters.",
		"Een verandering van deze aantallen zegt eerst en vooral wie er meldde, en of betrokkenen daarmee instemden. Zij zegt niet "
		"dat er meer of minder mensenhandel was. Lees het totaal daarom samen met de regels van de melders." },
	[MH_W_SPARSE] = { "More than 30 per cent of the numbers are small. Coarser groups or a longer period would show more.",
		"Meer dan 30 procent van de aantallen is klein. Met grovere groepen of een langere periode is er meer te tonen." },
	[MH_W_PART_PERIOD] = { "The first or last column is not a whole period.", "De eerste of laatste kolom is geen hele periode." },
	[MH_W_ENTRY] = { "%s (entry %" PRId64 ")", "%s (regel %" PRId64 ")" },	/* moment, log entry */
	[MH_W_END_OF_DAY] = { "the end of %s", "het einde van %s" },		/* day */
	[MH_W_DIGESTS] = { "Definition and lists of codes used, by digest", "Gebruikte definitie en codelijsten, met kenmerk" },
	[MH_W_DEFINITION] = { "definition %s", "definitie %s" },		/* name */
	[MH_W_CATALOGUE] = { "codes %s", "codelijst %s" },			/* name */
	[MH_W_NO_DATA] = { "There was nothing to count in this period.", "In deze periode was er niets te tellen." },
	[MH_W_SKIP] = { "To the text", "Naar de tekst" },
	[MH_W_FOR_PUBLIC] = { "everyone", "iedereen" },
	[MH_W_FOR_PARTNERS] = { "partners in the chain", "ketenpartners" },
	[MH_W_FOR_INTERNAL] = { "internal use", "intern gebruik" },
	[MH_W_HIDDEN_POINT] = { "x: not shown", "x: niet getoond" },
	[MH_W_REPORT] = { "Report", "Rapport" },
	[MH_W_DRAWN] = { "The columns on the right have the same numbers once more, for the chart alone: a spreadsheet would draw a sign as 0.",
		"De kolommen rechts bevatten dezelfde aantallen nog eens, alleen voor de grafiek: een rekenblad zou een teken als 0 tekenen." },
	[MH_W_OTHER_SERIES] = { "The %zu largest series are drawn.", "De %zu grootste reeksen zijn getekend." },
};

const char *mh_phrase(enum mh_phrase word, bool dutch)
{
	return words[word][dutch];
}

void mh_number_text(int64_t number, bool dutch, struct mh_str *out)
{
	char digits[24];
	size_t len, i;

	snprintf(digits, sizeof(digits), "%" PRId64, number < 0 ? -number : number);
	len = strlen(digits);
	if (number < 0)
		mh_str_puts(out, "\xe2\x88\x92");	/* minus sign */
	for (i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			mh_str_putc(out, dutch ? '.' : ',');
		mh_str_putc(out, digits[i]);
	}
}

void mh_day_text(struct mh_date day, bool dutch, struct mh_str *out)
{
	struct mh_period period = { { MH_STEP_DAY, day, day }, { MH_STEP_DAY, day, day } };

	mh_period_label(&period, dutch, out);
}

void mh_left_out_text(const struct mh_cube *cube, int64_t threshold, bool dutch, struct mh_str *out)
{
	struct mh_str number;

	mh_str_init(&number, 100);
	if (cube->left_out < threshold)
		mh_str_puts(&number, mh_phrase(MH_W_SOME, dutch));
	else
		mh_number_text(cube->left_out, dutch, &number);
	if (cube->left_out > 0)
		mh_str_printf(out, mh_phrase(MH_W_LEFT_OUT, dutch), number.s);
	mh_str_free(&number);
}
