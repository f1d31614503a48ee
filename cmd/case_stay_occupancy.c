/* mh-case stay occupancy: how full shelters are on a day, and who waits. Needs no key. */

#include "base/clock.h"
#include "base/i18n.h"
#include "chain/stays.h"
#include "commands_case.h"
#include "session.h"

struct args {
	const char *on;
};

static const struct mh_option options[] = {
	{ 0, "on", MH_OPT_DATE, offsetof(struct args, on), N_("date"), NULL, N_("the night that begins on this day; today where it is not given") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_stay_occupancy = {
	.name = "stay occupancy", .operands = "", .min = 0, .max = 0,
	.summary = N_("show how full shelters are on a day: beds, taken, free, waiting, overstay, refused in the week before"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT | MH_TAKES_AS_OF,
	.run = run,
};

static const struct mh_column columns[] = {
	{ "partner", N_("partner"), false, false }, { "place", N_("kind of place"), false, false }, { "beds", N_("beds"), true, false },
	{ "taken", N_("taken"), true, false }, { "free", N_("free"), true, false }, { "waiting", N_("waiting"), true, false },
	{ "overstay", N_("overstay"), true, false }, { "refused", N_("refused"), true, false },
};

static enum mh_status add_room(struct mh_session *session, struct mh_rows *rows, const struct mh_room *room, struct mh_err *err)
{
	struct mh_record partner;

	mh_record_init(&partner, &mh_partner);
	enum mh_status status = mh_store_get(session->store, (struct mh_id){ &mh_partner, room->partner }, &partner, err);
	const bool people = mh_session_format(session) == MH_FORMAT_TABLE;
	const struct mh_cell cells[] = {
		mh_cell_text(mh_record_text(&partner, "code")),
		mh_cell_text(people ? mh_code_label(mh_store_catalogues(session->store), "shelter", room->place) : room->place),
		room->beds >= 0 ? mh_cell_number(room->beds) : mh_cell_text(NULL), mh_cell_number(room->taken),
		room->beds >= 0 ? mh_cell_number(room->beds - room->taken) : mh_cell_text(NULL), mh_cell_number(room->waiting),
		mh_cell_number(room->overstay), mh_cell_number(room->refused),
	};
	mh_rows_add(rows, cells);
	mh_record_free(&partner);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_casework work = MH_CASEWORK_INIT;
	struct mh_rooms rooms = MH_ROOMS_INIT;
	struct mh_date on = mh_today();

	(void)argc, (void)argv;
	if (args->on != NULL)
		mh_date_parse(args->on, &on);
	enum mh_status status = mh_casework_load(session->store, &work, err);
	if (status == MH_OK)
		status = mh_rooms_on(session->store, &work, on, &rooms, err);
	if (status == MH_OK) {
		struct mh_rows *rows = mh_session_rows(session, columns, sizeof columns / sizeof *columns, 0);

		for (size_t i = 0; i < rooms.count && status == MH_OK; i++)
			status = add_room(session, rows, &rooms.list[i], err);
		enum mh_status ended = mh_session_rows_end(session, rows, status == MH_OK ? err : NULL);
		status = status == MH_OK ? ended : status;
	}
	mh_rooms_free(&rooms);
	mh_casework_free(&work);
	return status;
}
