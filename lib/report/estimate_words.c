/* What an estimate says to people. */

#include "report/estimate_words.h"

#include "base/mem.h"

static const char *const words[MH_E_COUNT][2] = {
	[MH_E_TITLE] = { "The hidden number", "Het verborgen aantal" },
	[MH_E_LABEL] = { "An estimate under assumptions, which stand below; not a count of victims.",
		"Een schatting onder aannames, die hieronder staan; geen telling van slachtoffers." },
	[MH_E_ABOUT] = { "In all about %s: between %s and %s.", "In totaal ongeveer %s: tussen %s en %s." },	/* total, from, to */
	[MH_E_METHOD] = { "The interval (95%%, %s) says how far chance alone can move the number; that the assumptions are wrong is not in it.",
		"Het interval (95%%, %s) zegt hoe ver toeval alleen het getal kan verschuiven; dat aannames onjuist zijn, zit er niet in." },
	[MH_E_CHAPMAN_METHOD] = { "Chapman's formula for two lists", "formule van Chapman voor twee lijsten" },
	[MH_E_LOW_OPEN] = { "The lower end is not resolved: the replicates do not reach it, so it can lie lower.",
		"De ondergrens is niet bepaald: de herhalingen reiken niet zo ver, dus hij kan lager liggen." },
	[MH_E_HIGH_OPEN] = { "The upper end is not resolved: the replicates do not reach it, so it can lie higher.",
		"De bovengrens is niet bepaald: de herhalingen reiken niet zo ver, dus hij kan hoger liggen." },
	[MH_E_BELOW_CHAO] = { "Chao's lower bound lies above this interval. Either the number is too low, or being on one list keeps persons off another.",
		"De ondergrens van Chao ligt boven dit interval. Of het getal is te laag, of wie op de ene lijst staat, komt minder snel op een andere." },
	[MH_E_MISFIT] = { "The model misses what was seen by more than chance explains (deviance, p < 0.01): its number and interval are doubtful.",
		"Het model wijkt meer af van wat gezien is dan toeval verklaart (deviantie, p < 0,01): getal en interval zijn twijfelachtig." },
	[MH_E_NONE] = { "No number can be given.", "Er is geen getal te geven." },
	[MH_E_SEEN_ONLY] = { "Seen were %s persons. How many were not seen cannot be said from these lists: say only that number, and that it is a "
		"floor. A longer period, a larger area or better links between the lists can help; another method on the same lists cannot.",
		"Gezien zijn %s personen. Hoeveel er niet gezien zijn, is uit deze lijsten niet te zeggen: noem alleen dat aantal, en dat het een "
		"ondergrens is. Een langere periode, een groter gebied of betere koppeling van de lijsten kan helpen; een andere methode op dezelfde "
		"lijsten niet." },	/* n */
	[MH_E_FLOOR] = { "Chapman's formula gives %s, which is no more than a floor.", "De formule van Chapman geeft %s; dat is niet meer dan een ondergrens." },
	[MH_E_WHO] = { "Who was seen", "Wie er gezien is" },
	[MH_E_PERSONS] = { "%s persons on %zu lists.", "%s personen op %zu lijsten." },	/* n, lists */
	[MH_E_ONCE] = { "%s%% of them stand on one list only.", "%s%% van hen staat op maar één lijst." },
	[MH_E_EMPTY_PAIRS] = { "Of %zu pairs of lists, %zu have nobody in common.", "Van %zu paren van lijsten hebben er %zu niemand gemeen." },
	[MH_E_LIST] = { "List", "Lijst" },
	[MH_E_MEMBERS] = { "On it", "Erop" },
	[MH_E_ALONE] = { "Only there", "Alleen daar" },
	[MH_E_HIDDEN] = { "Numbers from 1 to %lld read x, and one more where these could else be found by subtraction.",
		"Aantallen van 1 tot en met %lld zijn een x, en nog een ander waar die anders door aftrekken te vinden zouden zijn." },
	[MH_E_UNKNOWN] = { "%s times it was not known whether a person is on a list, and that was read as not on it, as asked.",
		"%s keer was niet bekend of iemand op een lijst staat; dat is gelezen als niet, zoals gevraagd." },
	[MH_E_REPEATED] = { "%s rows said the same as another and count once.", "%s regels zeiden hetzelfde als een andere en tellen één keer." },
	[MH_E_UNPLACED] = { "Not among them: %s persons of whom it is not known who reported them.",
		"Niet meegeteld: %s personen van wie niet bekend is wie hen meldde." },
	[MH_E_PARTLY] = { "%s persons were also reported by somebody unknown; that was read as on none of the lists.",
		"%s personen zijn ook door iemand onbekends gemeld; dat is gelezen als op geen van de lijsten." },
	[MH_E_UNLINKED] = { "%s mentions are linked to no person. Each counts as a person on one list; if some are the same person, the estimate is too high.",
		"%s vermeldingen zijn aan geen persoon gekoppeld. Elk telt als een persoon op één lijst; zijn het soms dezelfde personen, dan is de "
		"schatting te hoog." },
	[MH_E_LEFT_OUT] = { "Not among them: %s persons whose records were erased.", "Niet meegeteld: %s personen van wie de gegevens vernietigd zijn." },
	[MH_E_MODEL] = { "The model", "Het model" },
	[MH_E_MODEL_OF] = { "Pairs of lists that go together more or less often than chance, in the model: %s.",
		"Paren van lijsten die vaker of minder vaak samengaan dan bij toeval, in het model: %s." },
	[MH_E_MODEL_MAIN] = { "No pair of lists is in the model: all are taken to be independent.",
		"Er is geen paar van lijsten in het model: alle worden onafhankelijk geacht." },
	[MH_E_PAIR] = { "Pair", "Paar" },
	[MH_E_CHANCE] = { "p", "p" },
	[MH_E_EXPECTED] = { "Expected", "Verwacht" },
	[MH_E_OVERLAP] = { "Seen", "Gezien" },
	[MH_E_VERDICT_0] = { "The model has one estimate: it exists and is identified.", "Het model heeft één schatting: die bestaat en is bepaald." },
	[MH_E_VERDICT_1] = { "The model has no estimate: its likelihood has no highest point with these empty overlaps (code 1).",
		"Het model heeft geen schatting: bij deze lege overlappen heeft de likelihood geen hoogste punt (code 1)." },
	[MH_E_VERDICT_2] = { "The model has more than one estimate: it is not identified (code 2).",
		"Het model heeft meer dan één schatting: het is niet bepaald (code 2)." },
	[MH_E_VERDICT_3] = { "The model has no estimate and is not identified (code 3).", "Het model heeft geen schatting en is niet bepaald (code 3)." },
	[MH_E_REFUSED] = { "Refused, since the model with it has no estimate: %s (code %u).",
		"Geweigerd, omdat het model daarmee geen schatting heeft: %s (code %u)." },	/* pair, code */
	[MH_E_SATURATED] = { "The model fits without any room left: the data cannot speak against it.",
		"Het model past zonder enige ruimte: de gegevens kunnen het niet tegenspreken." },
	[MH_E_FREEDOM] = { "Degrees of freedom: %zu.", "Vrijheidsgraden: %zu." },
	[MH_E_LIKELIHOOD] = { "Deviance %s, AIC %s, BIC %s.", "Deviantie %s, AIC %s, BIC %s." },
	[MH_E_BESIDE] = { "What other ways say", "Wat andere manieren zeggen" },
	[MH_E_WHAT] = { "Way", "Manier" },
	[MH_E_ESTIMATE] = { "Estimate", "Schatting" },
	[MH_E_FROM] = { "From", "Van" },
	[MH_E_TO] = { "To", "Tot" },
	[MH_E_OPEN_NOTE] = { "≤ and ≥: this end is not resolved.", "≤ en ≥: deze grens is niet bepaald." },
	[MH_E_NO_RANKING] = { "With more than %d lists there are too many models to rank them all by BIC.",
		"Met meer dan %d lijsten zijn er te veel modellen om ze alle op BIC te rangschikken." },
	[MH_E_CAUTION] = { "Ways that differ much say that the lists do not decide: then the widest of them is the answer, not the nicest.",
		"Manieren die veel verschillen, zeggen dat de lijsten het niet beslissen: dan is de ruimste het antwoord, niet de mooiste." },
	[MH_E_BCA] = { "Model, BCa bootstrap", "Model, BCa-bootstrap" },
	[MH_E_BCA80] = { "Model, BCa bootstrap, 80%", "Model, BCa-bootstrap, 80%" },
	[MH_E_PERCENTILE] = { "Model, percentile bootstrap", "Model, percentielbootstrap" },
	[MH_E_MEDIAN] = { "Median of the replicates", "Mediaan van de herhalingen" },
	[MH_E_WALD] = { "Model, Wald", "Model, Wald" },
	[MH_E_PROFILE] = { "Model, profile likelihood", "Model, profiel-likelihood" },
	[MH_E_MAIN] = { "All lists independent", "Alle lijsten onafhankelijk" },
	[MH_E_BIC_BEST] = { "Best model by BIC", "Beste model naar BIC" },
	[MH_E_BIC_MEAN] = { "All models, weighted by BIC", "Alle modellen, gewogen naar BIC" },
	[MH_E_BIC_2] = { "Models within 2 of the best BIC", "Modellen binnen 2 van de beste BIC" },
	[MH_E_BIC_6] = { "Models within 6 of the best BIC", "Modellen binnen 6 van de beste BIC" },
	[MH_E_CHAPMAN] = { "Two lists at a time (Chapman)", "Twee lijsten tegelijk (Chapman)" },
	[MH_E_CHAPMAN_ONE] = { "Chapman", "Chapman" },
	[MH_E_CHAO] = { "Chao's lower bound", "Ondergrens van Chao" },
	[MH_E_COVERAGE] = { "Sample coverage (Chao and Tsay)", "Steekproefdekking (Chao en Tsay)" },
	[MH_E_WITHOUT] = { "One list left out", "Eén lijst weggelaten" },
	[MH_E_CHECKS] = { "List by list", "Lijst voor lijst" },
	[MH_E_KNOWN] = { "Members, known", "Leden, bekend" },
	[MH_E_BY_OTHERS] = { "Estimated by the others", "Geschat met de andere" },
	[MH_E_WITHOUT_IT] = { "All, without this list", "Totaal, zonder deze lijst" },
	[MH_E_CHECKS_NOTE] = { "The members of a list are known. Where the other lists estimate them badly, they estimate the hidden badly too.",
		"De leden van een lijst zijn bekend. Schatten de andere lijsten die slecht, dan schatten zij de verborgenen ook slecht." },
	[MH_E_HOW] = { "How it was computed", "Hoe het berekend is" },
	[MH_E_SELECTION] = { "Log-linear Poisson model by extended maximum likelihood; pairs selected step by step at p < %s.",
		"Log-lineair Poissonmodel met uitgebreide maximum likelihood; paren stap voor stap gekozen bij p < %s." },
	[MH_E_BY_MAIN] = { "Log-linear Poisson model of main effects alone, as asked.", "Log-lineair Poissonmodel met alleen hoofdeffecten, zoals gevraagd." },
	[MH_E_BY_PAIRS] = { "Log-linear Poisson model with all pairs, as asked.", "Log-lineair Poissonmodel met alle paren, zoals gevraagd." },
	[MH_E_BY_BIC] = { "Log-linear Poisson model with the smallest BIC of all; its choice is part of each replicate.",
		"Log-lineair Poissonmodel met de kleinste BIC van alle; de keuze is deel van elke herhaling." },
	[MH_E_BY_MODEL] = { "Log-linear Poisson model that was given; that it was chosen is not in any interval.",
		"Log-lineair Poissonmodel dat is opgegeven; dat het gekozen is, zit in geen interval." },
	[MH_E_REPLICATES] = { "%zu replicates with seed %llu: %zu without an estimate, %zu equal to the data's, %zu below it.",
		"%zu herhalingen met zaad %llu: %zu zonder schatting, %zu gelijk aan die van de gegevens, %zu eronder." },
	[MH_E_ONE_PERSON] = { "One person less changes it by %s%% at most.", "Eén persoon minder verandert het met hoogstens %s%%." },
	[MH_E_COVERAGE_SHARE] = { "Sample coverage is %s; below about 0.55 estimates by it are not reliable.",
		"De steekproefdekking is %s; onder ongeveer 0,55 zijn schattingen daarmee niet betrouwbaar." },
	[MH_E_EMPTY_LIST] = { "A replicate in which a list is empty is estimated without that list.",
		"Een herhaling waarin een lijst leeg is, wordt zonder die lijst geschat." },
	[MH_E_ROUNDED] = { "All estimates have two digits that count; the others could give small overlaps away.",
		"Alle schattingen hebben twee cijfers die tellen; meer cijfers zouden kleine overlappen kunnen verraden." },
	[MH_E_TWO] = { "With two lists it cannot be tested at all whether they are independent. If being on one makes it likelier to be on the other, "
		"the true number is higher; if it makes it less likely, lower.",
		"Met twee lijsten is niet te toetsen of zij onafhankelijk zijn. Maakt op de ene staan het waarschijnlijker om op de andere te staan, "
		"dan is het werkelijke aantal hoger; maakt het dat minder waarschijnlijk, dan lager." },
	[MH_E_ASSUMPTIONS] = { "What has to be true", "Wat er waar moet zijn" },
	[MH_E_CRITICISM] = { "What science holds against it", "Wat de wetenschap ertegen inbrengt" },
	[MH_E_CRITICISM_TEXT] = { "Models that fit what was seen equally well can differ without limit in what was not (Aleshin-Guendel and others). Leaving terms "
		"out because they are not significant makes a number look surer than it is; for the data of the United Kingdom the method was called "
		"unsuitable (Whitehead and others 2019). Few overlaps make results hang on which lists are joined (Sharifi Far and others 2021). So never "
		"pass the number on without its interval and this page.",
		"Modellen die even goed passen bij wat gezien is, kunnen onbegrensd verschillen in wat niet gezien is (Aleshin-Guendel e.a.). Termen weglaten "
		"omdat zij niet significant zijn, laat een getal zekerder lijken dan het is; voor de Britse gegevens is de methode ongeschikt genoemd "
		"(Whitehead e.a. 2019). Bij weinig overlap hangt de uitkomst af van welke lijsten zijn samengevoegd (Sharifi Far e.a. 2021). Geef het getal "
		"dus nooit door zonder het interval en deze pagina." },
	[MH_E_CHART] = { "Estimates and their intervals", "Schattingen met hun intervallen" },
	[MH_E_SOURCE_FILE] = { "Source: the table %s.", "Bron: de tabel %s." },
	[MH_E_NO_LISTS] = { "No number can be given: fewer than two lists have members, or nobody is on two of them.",
		"Er is geen getal te geven: minder dan twee lijsten hebben leden, of niemand staat op twee lijsten." },
};

static const char *const whys[MH_WHYS][2] = {
	{ "The model has no estimate, or more than one: too many overlaps between the lists are empty.",
		"Het model heeft geen schatting, of meer dan één: te veel overlappen tussen de lijsten zijn leeg." },
	{ "Nobody is on both lists.", "Niemand staat op beide lijsten." },
	{ "Fewer than 50 persons were seen.", "Er zijn minder dan 50 personen gezien." },
	{ "Fewer than 10 persons were seen on two lists or more.", "Er zijn minder dan 10 personen op twee of meer lijsten gezien." },
	{ "The interval is too wide: its upper end is more than ten times its lower end.",
		"Het interval is te ruim: de bovengrens is meer dan tien keer de ondergrens." },
	{ "One person less would change the estimate by more than a quarter.", "Eén persoon minder zou de schatting met meer dan een kwart veranderen." },
};

static const char *const assumptions[][2] = {
	{ "Nobody came or went in the period: the population is closed.", "Er kwam of ging niemand in de periode: de populatie is gesloten." },
	{ "All lists mean the same by a victim, and everybody on them is one.", "Alle lijsten verstaan onder slachtoffer hetzelfde, en ieder erop is er een." },
	{ "The same person is found on all lists, and no two persons are taken for one. A link that was missed makes the number too high.",
		"Dezelfde persoon is op alle lijsten gevonden en geen twee personen zijn voor één gehouden. Een gemiste koppeling maakt het getal te hoog." },
	{ "Every victim had some chance to be on some list. Who had none is not in the number.",
		"Elk slachtoffer had enige kans om op een lijst te komen. Wie geen kans had, zit niet in het getal." },
	{ "Apart from the pairs in the model lists are independent, for those who were not seen as well. This cannot be tested.",
		"Buiten de paren in het model zijn de lijsten onafhankelijk, ook voor wie niet gezien is. Dat is niet te toetsen." },
	{ "Persons had like chances to be on a list, or the pairs make up for the differences.",
		"Personen hadden gelijke kansen om op een lijst te komen, of de paren vangen de verschillen op." },
	{ "No list is filled from another by rule, as by a duty to refer.", "Geen lijst wordt volgens een regel uit een andere gevuld, zoals door een meldplicht." },
};

static const char *const interval_names[MH_INTERVALS][2] = {
	[MH_BCA] = { "BCa bootstrap", "BCa-bootstrap" },
	[MH_PERCENTILE] = { "percentile bootstrap", "percentielbootstrap" },
	[MH_WALD] = { "Wald, this model taken as true", "Wald, met dit model als waar" },
	[MH_PROFILE] = { "profile likelihood, this model taken as true", "profiel-likelihood, met dit model als waar" },
};

const char *mh_estimate_phrase(enum mh_estimate_phrase phrase, bool dutch)
{
	return words[phrase][dutch];
}

const char *mh_estimate_why(size_t i, bool dutch)
{
	return whys[i][dutch];
}

const char *mh_estimate_assumption(size_t i, bool dutch)
{
	return i < MH_COUNT(assumptions) ? assumptions[i][dutch] : NULL;
}

const char *mh_estimate_interval_name(enum mh_interval_kind kind, bool dutch)
{
	return interval_names[kind][dutch];
}
