#include "chain/signal_terms.h"

#include <string.h>

#include "base/clock.h"
#include "workflow/signal_states.h"

static struct mh_date day_of(const struct mh_record *rec, const char *field)
{
	struct mh_date day;

	return mh_date_parse(mh_record_text(rec, field), &day) ? day : (struct mh_date){ 0, 0, 0 };
}

bool mh_signal_response(const struct mh_record *signal, struct mh_signal_due *due)
{
	*due = (struct mh_signal_due){ "signal-triage", { .track = "signal", .event = "received", .on = day_of(signal, "received"),
		.scope = mh_record_text(signal, "urgency") } };
	return !mh_signal_ended(mh_record_text(signal, "state"));
}

/* Nobody asked: without the question feedback would fall away in silence. A reporter who said nothing of it was asked (unknown). */
static bool nobody_asked(const struct mh_record *signal)
{
	const char *const may = mh_record_text(signal, "may-be-told");

	return (may[0] == '\0' || strcmp(may, "not-asked") == 0) && !mh_record_has_code(signal, "sector", "anonymous");
}

bool mh_signal_feedback(const struct mh_record *signal, struct mh_signal_due *due)
{
	const char *const may = mh_record_text(signal, "may-be-told"), *const told = mh_record_text(signal, "told");
	const bool outcome = strcmp(may, "outcome") == 0 && mh_signal_ended(mh_record_text(signal, "state"));

	*due = (struct mh_signal_due){ outcome ? "feedback-outcome" : "feedback-received", { .track = "signal", .event = outcome ? "ended" : "received",
		.on = day_of(signal, outcome && mh_record_has(signal, "ended") ? "ended" : "received"), .scope = "" } };
	if (nobody_asked(signal)) {
		due->code = "feedback-ask";
		return true;
	}
	if (outcome)
		return strcmp(told, "outcome") != 0;
	return told[0] == '\0' && (strcmp(may, "received") == 0 || strcmp(may, "outcome") == 0);
}

const struct mh_term *mh_signal_term(const struct mh_casework *work, const struct mh_signal_due *due)
{
	struct mh_str event;

	mh_str_init(&event, 200);
	mh_str_printf(&event, "%s/%s", due->start.track, due->start.event);
	const struct mh_term *const term = mh_term_choose(&work->terms, due->code, event.s, due->start.scope, due->start.on);
	mh_str_free(&event);
	return term;
}

struct mh_date mh_signal_due_day(const struct mh_casework *work, const struct mh_signal_due *due)
{
	const struct mh_term *const term = mh_signal_term(work, due);

	return term ? mh_term_due(term, &due->start) : due->start.on;
}

enum mh_status mh_signal_move(struct mh_record *signal, const char *to, const char *reason, struct mh_err *err)
{
	const bool ends = mh_signal_ended(to);
	char today[MH_DATE_SIZE];
	enum mh_status status = mh_record_put(signal, "state", to, err);

	mh_date_format(mh_today(), today);
	if (status == MH_OK)
		status = mh_record_put(signal, "reason", reason, err);
	if (status == MH_OK)
		status = mh_record_put(signal, "ended", ends ? today : "", err);
	if (status == MH_OK && mh_record_has_code(signal, "told", "outcome"))
		status = mh_record_put(signal, "told", "received", err);
	return status;
}
