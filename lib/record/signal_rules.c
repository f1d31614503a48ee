/* Rules between fields of signals and mentions. */

#include <stdint.h>

#include "base/date.h"
#include "base/i18n.h"
#include "record/signal_rules.h"

static enum mh_status refuse(const struct mh_problem *where, const char *field, const char *value, struct mh_problems *problems,
	struct mh_err *err, const char *text)
{
	struct mh_problem problem = *where;
	char sentence[1100];

	problem.field = field;
	problem.value = value;
	problem.text = text;
	mh_problem_add(problems, &problem, "%s", text);
	mh_problem_text(&problem, sentence, sizeof(sentence));
	return mh_fail(err, MH_INPUT, "%s", sentence);
}

static enum mh_status check_observed(const struct mh_record *rec, const struct mh_problem *where, struct mh_problems *problems,
	struct mh_err *err)
{
	struct mh_date from, to;

	if (!mh_date_parse(mh_record_text(rec, "observed-from"), &from) || !mh_date_parse(mh_record_text(rec, "observed-to"), &to))
		return MH_OK;
	/* A month or year that ends it may begin before a day within it. */
	if (!mh_date_whole(to) && to.year == from.year && (to.month == 0 || to.month == from.month || from.month == 0))
		return MH_OK;
	if (mh_date_number(to) >= mh_date_number(from))
		return MH_OK;
	return refuse(where, "observed-to", mh_record_text(rec, "observed-to"), problems, err, _("lies before observed-from"));
}

enum mh_status mh_signal_rules(const struct mh_record *rec, const struct mh_problem *where, struct mh_problems *problems, struct mh_err *err)
{
	if (rec->kind == &mh_signal)
		return check_observed(rec, where, problems, err);
	if (rec->kind == &mh_mention && mh_record_has_code(rec, "role", "suspect") && !mh_record_has(rec, "ground"))
		return refuse(where, "ground", NULL, problems, err, _("a suspect is recorded on a ground only (AVG art. 10): give it"));
	return MH_OK;
}
