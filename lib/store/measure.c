/* Measures and dimensions of reports. To add one: a line here, its name in mh-report(1), a test in tests/unit/tally.c. */

#include "store/measure.h"

#include <string.h>

#include "base/mem.h"

#define PERIODS \
	{ "year", MH_VALUES_PERIOD, NULL, NULL, "Year", "Jaar" }, \
	{ "quarter", MH_VALUES_PERIOD, NULL, NULL, "Quarter", "Kwartaal" }, \
	{ "month", MH_VALUES_PERIOD, NULL, NULL, "Month", "Maand" }
#define END { NULL, 0, NULL, NULL, NULL, NULL }

#define SIGNAL \
	{ "form", MH_VALUES_CODES, "form", "s.form", "Form of exploitation", "Vorm van uitbuiting" }, \
	{ "municipality", MH_VALUES_CODE, "municipality", "s.municipality", "Municipality", "Gemeente" }, \
	{ "sector", MH_VALUES_CODE, "sector", "s.sector", "Sector of the reporter", "Sector van de melder" }, \
	{ "reporter", MH_VALUES_CODE, "reporter", "s.reporter", "Reporter", "Melder" }, \
	{ "place", MH_VALUES_CODE, "place", "s.place", "Kind of place", "Soort plaats" }, \
	{ "industry", MH_VALUES_CODE, "industry", "s.industry", "Industry", "Bedrijfstak" }, \
	{ "urgency", MH_VALUES_CODE, "urgency", "s.urgency", "Urgency", "Urgentie" }, \
	{ "state", MH_VALUES_CODE, "signal-state", "s.state", "State", "Stand" }, \
	{ "channel", MH_VALUES_CODE, "channel", "s.channel", "Channel", "Kanaal" }, \
	{ "subject", MH_VALUES_CODE, "subject", "s.subject", "Subject", "Onderwerp" }, \
	{ "regime", MH_VALUES_CODE, "regime", "s.regime", "Law", "Wettelijk regime" }, \
	{ "reason", MH_VALUES_CODE, "signal-end", "s.reason", "Reason of the end", "Reden van afsluiting" }

/*
 * Of a person who was merged (p.same_as says into whom), the record that counts: the one at the end, since it may have been merged in
 * its turn. None in a circle, which a merge does not make; then each counts for itself.
 */
#define KEPT_OF_P "CASE WHEN p.same_as IS NOT NULL THEN (WITH RECURSIVE up (n, next) AS (" \
	"SELECT x.n, x.same_as FROM {person} AS x WHERE x.n = p.same_as UNION SELECT y.n, y.same_as FROM up JOIN {person} AS y ON y.n = up.next) " \
	"SELECT up.n FROM up WHERE up.next IS NULL) END"

/* A person's own record beats the mention; the record that a merge kept beats both. */
#define PERSON_OF(column) "coalesce(q." column ", p." column ", m." column ")"

static const struct mh_dimension signal_dimensions[] = { PERIODS, SIGNAL, END };

static const struct mh_dimension victim_dimensions[] = {
	PERIODS, SIGNAL,
	{ "sex", MH_VALUES_CODE, "sex", PERSON_OF("sex"), "Sex", "Geslacht" },
	{ "age-band", MH_VALUES_CODE, "age-band", PERSON_OF("age_band"), "Age", "Leeftijd" },
	{ "country", MH_VALUES_CODE, "country", PERSON_OF("country"), "Citizenship", "Nationaliteit" },
	END,
};

static const struct mh_dimension case_dimensions[] = {
	PERIODS,
	{ "form", MH_VALUES_CODES, "form", "c.form", "Form of exploitation", "Vorm van uitbuiting" },
	{ "municipality", MH_VALUES_CODE, "municipality", "c.municipality", "Municipality where found", "Gemeente van aantreffen" },
	{ "stay", MH_VALUES_CODE, "municipality", "c.stay", "Municipality of stay", "Gemeente van verblijf" },
	{ "group", MH_VALUES_CODE, "citizenship-group", "c.\"group\"", "Citizenship", "Nationaliteitsgroep" },
	{ "minor", MH_VALUES_CODE, "yes-no", "c.minor", "Under 18", "Minderjarig" },
	{ "urgency", MH_VALUES_CODE, "urgency", "c.urgency", "Urgency", "Urgentie" },
	{ "state", MH_VALUES_CODE, "case-state", "c.state", "State", "Stand" },
	{ "residence", MH_VALUES_WORD, NULL, "c.residence", "Residence", "Verblijfsrecht" },
	{ "criminal", MH_VALUES_WORD, NULL, "c.criminal", "Criminal proceedings", "Strafrecht" },
	{ "care", MH_VALUES_WORD, NULL, "c.care", "Care", "Zorg" },
	{ "sex", MH_VALUES_CODE, "sex", "coalesce(q.sex, p.sex)", "Sex", "Geslacht" },
	{ "age-band", MH_VALUES_CODE, "age-band", "coalesce(q.age_band, p.age_band)", "Age", "Leeftijd" },
	{ "country", MH_VALUES_CODE, "country", "coalesce(q.country, p.country)", "Citizenship", "Nationaliteit" },
	END,
};

static const struct mh_dimension referral_dimensions[] = {
	PERIODS,
	{ "partner", MH_VALUES_WORD, NULL, "t.code", "Partner", "Partner" },
	{ "direction", MH_VALUES_CODE, "direction", "r.direction", "Direction", "Richting" },
	{ "purpose", MH_VALUES_CODE, "purpose", "r.purpose", "Purpose", "Doel" },
	{ "help", MH_VALUES_CODES, "service", "r.help", "Help asked", "Gevraagde hulp" },
	{ "urgency", MH_VALUES_CODE, "urgency", "r.urgency", "Urgency", "Urgentie" },
	{ "state", MH_VALUES_CODE, "referral-state", "r.state", "State", "Stand" },
	{ "channel", MH_VALUES_CODE, "exchange-channel", "r.channel", "Channel", "Kanaal" },
	{ "reason", MH_VALUES_CODE, "decline-reason", "r.reason", "Reason of a refusal", "Reden van weigering" },
	{ "sex", MH_VALUES_CODE, "sex", "r.sex", "Sex", "Geslacht" },
	{ "age-band", MH_VALUES_CODE, "age-band", "r.age_band", "Age", "Leeftijd" },
	END,
};

static const struct mh_dimension registration_dimensions[] = {
	PERIODS,
	{ "dossier", MH_VALUES_CODE, "dossier", "g.dossier", "Type of dossier", "Soort dossier" },
	{ "ground", MH_VALUES_CODE, "registration-ground", "g.ground", "Ground", "Grond" },
	{ "already-by", MH_VALUES_CODE, "reporter", "g.already_by", "Registered already by", "Al geregistreerd door" },
	{ "channel", MH_VALUES_CODE, "exchange-channel", "g.channel", "Channel", "Kanaal" },
	{ "partner", MH_VALUES_WORD, NULL, "t.code", "Partner", "Partner" },
	END,
};

static const struct mh_dimension consent_dimensions[] = {
	PERIODS,
	{ "answer", MH_VALUES_CODE, "consent", "n.answer", "Answer", "Antwoord" },
	{ "purpose", MH_VALUES_CODE, "purpose", "n.purpose", "Purpose", "Doel" },
	{ "partner", MH_VALUES_WORD, NULL, "t.code", "Partner", "Partner" },
	END,
};

static const struct mh_dimension advice_dimensions[] = {
	PERIODS,
	{ "sector", MH_VALUES_CODE, "sector", "v.sector", "Sector of who asked", "Sector van de vrager" },
	{ "reporter", MH_VALUES_CODE, "reporter", "v.reporter", "Who asked", "Vrager" },
	{ "theme", MH_VALUES_CODES, "theme", "v.theme", "Theme", "Thema" },
	{ "municipality", MH_VALUES_CODE, "municipality", "v.municipality", "Municipality", "Gemeente" },
	{ "channel", MH_VALUES_CODE, "channel", "v.channel", "Channel", "Kanaal" },
	END,
};

static const struct mh_dimension outreach_dimensions[] = {
	PERIODS,
	{ "activity", MH_VALUES_CODE, "activity", "u.activity", "Activity", "Activiteit" },
	{ "audience", MH_VALUES_CODE, "audience", "u.audience", "Audience", "Doelgroep" },
	{ "municipality", MH_VALUES_CODE, "municipality", "u.municipality", "Municipality", "Gemeente" },
	{ "theme", MH_VALUES_CODES, "theme", "u.theme", "Theme", "Thema" },
	END,
};

static const struct mh_measure measures[] = {
	{ "signals", &mh_signal, false, "{signal} AS s", NULL, NULL,
		{ "received", "observed-from", NULL }, { "s.received", "s.observed_from", NULL },
		signal_dimensions, "Signals", "Signalen" },
	{ "victims", &mh_mention, true,
		"{mention} AS m JOIN {signal} AS s ON s.n = m.signal LEFT JOIN {person} AS p ON p.n = m.person"
		" LEFT JOIN {person} AS q ON q.n = " KEPT_OF_P,
		"m.role = 'victim'", "coalesce(q.n, m.person, 0)",
		{ "received", "observed-from", NULL }, { "s.received", "s.observed_from", NULL },
		victim_dimensions, "Presumed victims", "Vermoedelijke slachtoffers" },
	{ "cases", &mh_case, false,
		"{case} AS c LEFT JOIN {person} AS p ON p.n = c.person LEFT JOIN {person} AS q ON q.n = " KEPT_OF_P, NULL, NULL,
		{ "opened", NULL, NULL }, { "c.opened", NULL, NULL },
		case_dimensions, "Cases opened", "Geopende casussen" },
	{ "referrals", &mh_referral, false, "{referral} AS r LEFT JOIN {partner} AS t ON t.n = r.partner", NULL, NULL,
		{ "sent", "answered", NULL }, { "r.sent", "r.answered", NULL },
		referral_dimensions, "Referrals", "Toeleidingen" },
	{ "registrations", &mh_registration, true,
		"{registration} AS g LEFT JOIN {partner} AS t ON t.n = g.partner JOIN {case} AS c ON c.n = g.\"case\""
		" LEFT JOIN {person} AS p ON p.n = c.person LEFT JOIN {person} AS q ON q.n = " KEPT_OF_P,
		NULL, "coalesce(q.n, c.person, 0)",
		{ "on", NULL, NULL }, { "g.\"on\"", NULL, NULL },
		registration_dimensions, "Victims registered with the national centre", "Slachtoffers geregistreerd bij het landelijk centrum" },
	{ "consents", &mh_consent, true,
		"{consent} AS n LEFT JOIN {partner} AS t ON t.n = n.partner JOIN {case} AS c ON c.n = n.\"case\""
		" LEFT JOIN {person} AS p ON p.n = c.person LEFT JOIN {person} AS q ON q.n = " KEPT_OF_P,
		NULL, "coalesce(q.n, c.person, 0)",
		{ "on", NULL, NULL }, { "n.\"on\"", NULL, NULL },
		consent_dimensions, "Persons asked for consent", "Personen die om toestemming is gevraagd" },
	{ "advice", &mh_advice, false, "{advice} AS v", NULL, NULL, { "on", NULL, NULL }, { "v.\"on\"", NULL, NULL },
		advice_dimensions, "Advice given", "Gegeven adviezen" },
	{ "outreach", &mh_outreach, false, "{outreach} AS u", NULL, NULL, { "on", NULL, NULL }, { "u.\"on\"", NULL, NULL },
		outreach_dimensions, "Outreach", "Voorlichting" },
};

#define DIMENSION_MOST 24

const struct mh_measure *mh_measure_find(const char *name)
{
	size_t i;

	for (i = 0; i < MH_COUNT(measures); i++) {
		if (strcmp(measures[i].name, name) == 0)
			return &measures[i];
	}
	return NULL;
}

const struct mh_dimension *mh_dimension_find(const struct mh_measure *measure, const char *name)
{
	const struct mh_dimension *dimension;

	for (dimension = measure->dimensions; dimension->name; dimension++) {
		if (strcmp(dimension->name, name) == 0)
			return dimension;
	}
	return NULL;
}

bool mh_measure_has_date(const struct mh_measure *measure, const char *field)
{
	size_t i;

	for (i = 0; measure->dates[i]; i++) {
		if (strcmp(measure->dates[i], field) == 0)
			return true;
	}
	return false;
}

const char *const *
mh_tally_measures(void)
{
	static const char *names[MH_COUNT(measures) + 1];
	size_t i;

	for (i = 0; i < MH_COUNT(measures); i++)
		names[i] = measures[i].name;
	return names;
}

const char *const *
mh_tally_dimensions(const char *measure)
{
	static const char *names[MH_COUNT(measures)][DIMENSION_MOST];
	const struct mh_measure *found = mh_measure_find(measure);
	size_t row, i;

	if (!found)
		return NULL;
	row = (size_t) (found - measures);
	for (i = 0; found->dimensions[i].name && i < DIMENSION_MOST - 1; i++)
		names[row][i] = found->dimensions[i].name;
	return names[row];
}
