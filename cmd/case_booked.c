#include "case_booked.h"

#include <string.h>

#include "base/i18n.h"

static void say_missing(const struct mh_session *session, const struct mh_casework *work, const struct mh_happening *h)
{
	const struct mh_term *term;
	char on[MH_DATE_SIZE];
	size_t at = 0;

	mh_date_format(h->on, on);
	while ((term = mh_terms_missing(&work->terms, h, &at)) != NULL)
		mh_say(session, _("%s on %s: no definition of term \"%s\" (%s) holds on that day, so none runs: mend \"from\" and \"to\" in its file, and mh-store apply it"),
			h->event, on, term->code, mh_label(term->en, term->nl));
}

/* The workflow says what follows from the event for a field of the case; a person changes it, since reports lean on it too. */
static void say_then(const struct mh_session *session, const struct mh_track_event *event, const struct mh_record *the_case)
{
	const char *has = event->then_field[0] != '\0' ? mh_record_text(the_case, event->then_field) : "";
	char id[MH_ID_SIZE];

	if (strcmp(has, event->then_value) == 0)
		return;
	mh_record_id(the_case, id);
	mh_say(session, _("%s: %s is \"%s\" here; after %s it is \"%s\": mh-case edit %s --%s %s"), id, event->then_field, has, event->code,
		event->then_value, id, event->then_field, event->then_value);
}

void mh_case_booked(const struct mh_session *session, const struct mh_casework *work, const struct mh_record *the_case, const struct mh_happening *h)
{
	const struct mh_track *track = NULL;
	const struct mh_track_event *event = NULL;

	say_missing(session, work, h);
	if (mh_casework_track(work, h->track, &track, NULL) == MH_OK)
		event = mh_track_event(track, h->event);
	if (event != NULL)
		say_then(session, event, the_case);
}
