#include "stay.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "case_booked.h"
#include "part.h"
#include "record/options.h"

/* What a move needs; the case is that of the stay. */
struct moving {
	struct mh_session *session;
	const struct stay_args *args;
	struct mh_casework work;
	struct mh_record the_case, stay;
	struct mh_date on;
};

static enum mh_status read_operand(struct moving *m, const char *operand, struct mh_err *err)
{
	struct mh_record rec;

	mh_record_init(&rec, &mh_stay);
	enum mh_status status = mh_store_get_text(m->session->store, operand, NULL, &rec, err);
	if (status == MH_OK && rec.kind != &mh_stay && rec.kind != &mh_case)
		status = mh_fail(err, MH_USAGE, _("%.40s: is neither a case nor a stay"), operand);
	if (status == MH_OK && rec.kind == &mh_case) {
		mh_record_free(&m->the_case);
		mh_record_copy(&m->the_case, &rec);
	} else if (status == MH_OK) {
		mh_record_free(&m->stay);
		mh_record_copy(&m->stay, &rec);
		status = mh_store_get(m->session->store, (struct mh_id){ &mh_case, mh_record_number(&rec, "case") }, &m->the_case, err);
	}
	mh_record_free(&rec);
	return status;
}

/* What was given goes into the stay. */
static enum mh_status assign(struct moving *m, struct mh_record *stay, struct mh_err *err)
{
	enum mh_status status = mh_record_assign(stay, &m->args->fields, err);

	if (status == MH_OK && m->args->partner != NULL)
		status = mh_part_put_partner(m->session, stay, "partner", m->args->partner, err);
	return status;
}

static enum mh_status finish(struct moving *m, const struct mh_record *stay, enum mh_stay_move move, struct mh_err *err)
{
	const struct mh_happening h = mh_stay_event(stay, move, m->on);
	char id[MH_ID_SIZE];
	enum mh_status status = m->session->common.dry_run ? MH_OK : mh_store_commit(m->session->store, err);

	mh_record_id(stay, id);
	if (status == MH_OK && m->session->common.dry_run)
		mh_say(m->session, _("nothing was written: --dry-run"));
	else if (status == MH_OK)
		printf("%s\n", id);
	if (status == MH_OK)
		mh_case_booked(m->session, &m->work, &m->the_case, &h);
	return status;
}

static enum mh_status start(struct moving *m, const char *operand, struct mh_err *err)
{
	char day[MH_DATE_SIZE];

	mh_record_init(&m->the_case, &mh_case);
	mh_record_init(&m->stay, &mh_stay);
	enum mh_status status = mh_part_day("on", m->args->on, day, err);
	if (status == MH_OK)
		mh_date_parse(day, &m->on);
	if (status == MH_OK)
		status = mh_store_begin(m->session->store, m->session->log, err);
	if (status == MH_OK)
		status = mh_casework_load(m->session->store, &m->work, err);
	return status == MH_OK ? read_operand(m, operand, err) : status;
}

static void end(struct moving *m)
{
	mh_store_rollback(m->session->store);
	mh_casework_free(&m->work);
	mh_record_free(&m->stay);
	mh_record_free(&m->the_case);
}

static bool names(const struct mh_err *err, const char *object)
{
	const size_t len = strlen(object);

	return len > 0 && strncmp(err->text, object, len) == 0 && err->text[len] == ':';
}

/* Names the stay or case before a sentence; the care track has named its case already, and a shelter that is full names itself. */
static void name_operand(struct mh_err *err, const char *operand, const struct mh_record *stay)
{
	if (!names(err, operand) && !names(err, mh_record_text(stay, "source")))
		mh_fail_in(err, operand);
}

enum mh_status stay_move(struct mh_session *session, enum mh_stay_move move, const struct stay_args *args, const char *operand, struct mh_err *err)
{
	struct moving m = { .session = session, .args = args, .work = MH_CASEWORK_INIT };
	enum mh_status status = start(&m, operand, err);
	const bool begun = status == MH_OK;

	if (status == MH_OK)
		status = assign(&m, &m.stay, err);
	if (status == MH_OK)
		status = mh_stay_move(session->store, &m.work, &m.the_case, &m.stay, move, m.on, err);
	if (begun && status == MH_INPUT)
		name_operand(err, operand, &m.stay);
	if (status == MH_OK)
		status = finish(&m, &m.stay, move, err);
	end(&m);
	return status;
}

enum mh_status stay_change(struct mh_session *session, const struct stay_args *args, const char *operand, struct mh_err *err)
{
	struct moving m = { .session = session, .args = args, .work = MH_CASEWORK_INIT };
	struct mh_record next;
	enum mh_status status = start(&m, operand, err);
	const bool begun = status == MH_OK;

	mh_record_init(&next, &mh_stay);
	if (status == MH_OK && m.stay.n == 0)
		status = mh_fail(err, MH_USAGE, _("%.40s: is no stay: mh-case stay list shows them"), operand);
	if (status == MH_OK)
		status = assign(&m, &next, err);
	if (status == MH_OK && m.args->partner != NULL && !mh_record_has(&next, "beds"))
		mh_record_put_number(&next, "beds", mh_record_number(&m.stay, "beds"));
	if (status == MH_OK)
		status = mh_stay_change(session->store, &m.work, &m.the_case, &m.stay, &next, m.on, err);
	if (begun && status == MH_INPUT)
		name_operand(err, operand, &next);
	if (status == MH_OK)
		status = finish(&m, &next, MH_STAY_ADMIT, err);
	mh_record_free(&next);
	end(&m);
	return status;
}
