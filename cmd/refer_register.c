/* mh-refer register: register a victim with the national centre, through the gate; or book that it was done. */

#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "commands_refer.h"
#include "exchange/register.h"
#include "map.h"
#include "put.h"
#include "record/options.h"
#include "refer.h"

struct args {
	const char *to, *basis, *special_basis, *article, *secrecy, *by, *map, *output;
	struct mh_pairs pairs, grounds;
};

#define FIELD(name, argument, of, help) { 0, name, MH_OPT_FIELD, offsetof(struct args, pairs), argument, of, help }
#define CODE(option, member, help) { 0, option, MH_OPT_TEXT, offsetof(struct args, member), N_("code"), "catalogue:" option, help }

static const struct mh_option options[] = {
	{ 0, "to", MH_OPT_TEXT, offsetof(struct args, to), N_("code"), "kind:partner", N_("the national centre, as a partner (required for a new registration)") },
	FIELD("dossier", N_("code"), "catalogue:dossier", N_("type of the dossier from that day on (default: registration)")),
	FIELD("on", N_("date"), NULL, N_("day of the registration; today if left out")),
	FIELD("reference", "-", NULL, N_("number that the centre gave, from standard input")),
	FIELD("already-by", N_("code"), "catalogue:reporter", N_("organisation that has registered the person already: nothing is sent")),
	CODE("basis", basis, N_("basis (AVG art. 6)")),
	CODE("special-basis", special_basis, N_("exception for special data (AVG art. 9(2) or 10)")),
	CODE("article", article, N_("national article")),
	CODE("secrecy", secrecy, N_("what lifts the holder's secrecy")),
	{ 0, "consulted", MH_OPT_FIELD, offsetof(struct args, grounds), "-", NULL, N_("who was consulted on a conflict of duties, from standard input") },
	{ 0, "map", MH_OPT_FILE, offsetof(struct args, map), N_("file"), NULL, N_("columns and their cells (mh-map/1): a file, or the name of an applied or shipped map (default: htcds)") },
	{ 0, "by", MH_OPT_KEYWORD, offsetof(struct args, by), N_("way"), "phone secure-mail post hand", N_("by another way than a file: prints a page to say or send") },
	{ 'o', "output", MH_OPT_FILE, offsetof(struct args, output), N_("file"), NULL, N_("where the sealed list, or the page, goes") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_register = {
	.name = "register", .operands = N_("case | registration"), .min = 1, .max = 1,
	.summary = N_("register a victim with the national centre, by consent or by the reporter's own decree"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE,
	.run = run,
};

static enum mh_status check_args(const struct args *args, const struct mh_record *registration, struct mh_err *err)
{
	const bool already = mh_record_has(registration, "already-by");
	const bool bases = args->basis != NULL || args->special_basis != NULL || args->article != NULL || args->secrecy != NULL || args->grounds.count > 0;

	if (args->to == NULL)
		return mh_fail(err, MH_USAGE, _("--to is missing: the national centre, as a partner"));
	if (already && (bases || args->by != NULL || args->output != NULL))
		return mh_fail(err, MH_USAGE, _("--already-by: nothing is sent, so it has no basis, way or file"));
	if (!already && args->by == NULL && args->output == NULL)
		return mh_fail(err, MH_USAGE, _("--output is missing: the sealed list goes into a file; or say with --by which other way it goes"));
	if (args->output != NULL && access(args->output, F_OK) == 0)
		return mh_fail(err, MH_INPUT, _("%s: exists: it is not overwritten; name another file"), args->output);
	return args->output != NULL ? mh_file_try(args->output, err) : MH_OK;	/* before the disclosure is on record */
}

static enum mh_status deliver(struct mh_session *session, const struct mh_registering *r, const struct args *args, const struct mh_record *registration,
	struct mh_err *err)
{
	const struct mh_str *const given = r->channel == NULL ? &r->list : &r->page;
	char id[MH_ID_SIZE];

	mh_record_id(registration, id);
	if (r->kept.len > 0)
		mh_say(session, _("%s: known, and not told, by profile or consent: %s"), id, r->kept.s);
	if (mh_record_has(registration, "already-by") || args->output != NULL)
		puts(id);
	if (mh_record_has(registration, "already-by"))
		return MH_OK;
	if (args->output != NULL)
		return mh_file_write(args->output, (struct mh_blob){ given->s, given->len }, false, err);
	fwrite(given->s, 1, given->len, stdout);
	fflush(stdout);
	mh_say(session, _("%s: the page above is for %s"), id, mh_record_text(&r->h.partner, "code"));
	return MH_OK;
}

static enum mh_status register_case(struct mh_session *session, const struct args *args, const char *id, struct mh_record *registration, struct mh_err *err)
{
	struct mh_registering r;
	struct mh_record the_case, grounds;
	struct mh_map map;
	char today[MH_DATE_SIZE];
	enum mh_status status = check_args(args, registration, err);

	mh_registering_start(&r);
	mh_record_init(&the_case, &mh_case);
	mh_record_init(&grounds, &mh_referral);
	mh_date_format(mh_today(), today);
	r.h.store = session->store, r.h.command = session->log, r.h.now = mh_clock_system();
	r.h.basis = args->basis, r.h.special_basis = args->special_basis, r.h.article = args->article, r.h.secrecy = args->secrecy;
	r.channel = args->by;
	r.map = &map;
	if (status == MH_OK)
		status = mh_record_assign(&grounds, &args->grounds, err);
	r.h.consulted = mh_record_text(&grounds, "consulted");
	if (status == MH_OK && !mh_record_has(registration, "on"))
		status = mh_record_put(registration, "on", today, err);
	if (status == MH_OK)
		status = refer_partner(session, args->to, &r.h.partner, err);
	if (status == MH_OK)
		status = mh_store_get_text(session->store, id, &mh_case, &the_case, err);
	if (status == MH_OK && (status = map_read(session, args->map != NULL ? args->map : "htcds", &map, err)) == MH_OK) {
		status = mh_register(&r, &the_case, registration, err);
		if (status == MH_OK)
			status = deliver(session, &r, args, registration, err);
		else
			mh_say_locks(session, &r.h.problems, err);
		mh_map_free(&map);
	}
	mh_registering_free(&r);
	mh_record_free(&grounds);
	mh_record_free(&the_case);
	return status;
}

/* The number that the centre gave later. */
static enum mh_status set_number(struct mh_session *session, const struct args *args, const char *id, const struct mh_record *given, struct mh_err *err)
{
	struct mh_record registration;
	enum mh_status status;

	if (args->to != NULL || args->by != NULL || args->output != NULL || args->grounds.count > 0 || args->pairs.count != 1 || !mh_record_has(given, "reference"))
		return mh_fail(err, MH_USAGE, _("%s: of a registration --reference - alone is added: the number that the centre gave"), id);
	mh_record_init(&registration, &mh_registration);
	status = mh_store_get_text(session->store, id, &mh_registration, &registration, err);
	if (status == MH_OK)
		status = mh_record_put(&registration, "reference", mh_record_text(given, "reference"), err);
	if (status == MH_OK)
		status = mh_put_and_say(session, &registration, err);
	mh_record_free(&registration);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *const args = arg;
	struct mh_record registration;
	struct mh_id id;

	(void)argc;
	mh_record_init(&registration, &mh_registration);
	enum mh_status status = mh_record_assign(&registration, &args->pairs, err);
	if (status == MH_OK && mh_id_parse(argv[0], &id) && id.kind == &mh_registration)
		status = set_number(session, args, argv[0], &registration, err);
	else if (status == MH_OK)
		status = register_case(session, args, argv[0], &registration, err);
	mh_record_free(&registration);
	return status;
}
