/* mh-store init: make the store of an organisation. */

#include <unistd.h>

#include "base/place.h"
#include "base/i18n.h"
#include "cli/talk.h"
#include "commands_store.h"
#include "session.h"

struct args {
	const char *organisation, *name, *zone, *exchange_key, *plain_disk, *group;
	struct mh_words keyholders;
	bool demo;
};

#define AT(field) offsetof(struct args, field)

static const struct mh_option options[] = {
	{ 0, "org", MH_OPT_TEXT, AT(organisation), N_("word"), NULL, N_("code of the organisation, as partners name it (required)") },
	{ 0, "name", MH_OPT_TEXT, AT(name), N_("text"), NULL, N_("name of the organisation (required)") },
	{ 0, "org-key", MH_OPT_TEXT, AT(exchange_key), N_("fingerprint"), NULL, N_("the organisation's exchange key, 40 digits (required)") },
	{ 0, "keyholder", MH_OPT_LIST, AT(keyholders), N_("fingerprint"), NULL, N_("key of a person who may open sealed values; may be repeated (required)") },
	{ 0, "zone", MH_OPT_TEXT, AT(zone), N_("zone"), NULL, N_("time zone of its days; Europe/Amsterdam where not given") },
	{ 0, "group", MH_OPT_TEXT, AT(group), N_("group"), NULL, N_("Unix group that shares the store") },
	{ 0, "accept-plain-disk", MH_OPT_TEXT, AT(plain_disk), N_("reason"), NULL, N_("accept a disk that is not seen to be encrypted; the reason is logged") },
	{ 0, "demo", MH_OPT_FLAG, AT(demo), NULL, NULL, N_("a demo store: made-up data, throw-away keys, a clock that MH_NOW moves") },
	{ .name = NULL }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_init = {
	.name = "init", .operands = "", .min = 0, .max = 0,
	.summary = N_("make the store of an organisation"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_PLACE,
	.run = run,
};

static enum mh_status check_required(const struct args *args, struct mh_err *err)
{
	if (args->organisation == NULL)
		return mh_fail(err, MH_USAGE, _("--org: is required: the code of the organisation"));
	if (args->name == NULL)
		return mh_fail(err, MH_USAGE, _("--name: is required: the name of the organisation"));
	if (args->exchange_key == NULL)
		return mh_fail(err, MH_USAGE, _("--org-key: is required: the fingerprint of the organisation's exchange key"));
	if (args->keyholders.count == 0)
		return mh_fail(err, MH_USAGE, _("--keyholder: is required: the fingerprint of the key of a person who may open sealed values"));
	return MH_OK;
}

#define ONE_KEYHOLDER N_("there is one keyholder: without that key nobody opens anything: name a second, a manager or the data protection officer: " \
	"mh-store keyholder add")

/* On a terminal a second keyholder is asked for; holders has room for both. */
static enum mh_status ask_second(struct mh_session *session, struct mh_store_new *new, const char *holders[2], struct mh_str *answer, struct mh_err *err)
{
	if (new->keyholder_count != 1 || new->demo || !isatty(STDIN_FILENO))
		return MH_OK;
	mh_say(session, "%s", _(ONE_KEYHOLDER));
	enum mh_status status = mh_prompt(_("fingerprint of a second keyholder (empty: go on with one): "), false, answer, err);
	if (status == MH_OK && answer->len > 0) {
		holders[0] = new->keyholders[0];
		holders[1] = answer->s;
		new->keyholders = holders;
		new->keyholder_count = 2;
	}
	return status;
}

/* On a terminal the question about a disk without encryption is asked; a script has to say the reason. */
static enum mh_status make(struct mh_session *session, struct mh_store_new *new, struct mh_err *err)
{
	struct mh_str reason;
	enum mh_status status = mh_store_create(&session->place, new, err);

	if (status != MH_DENIED || new->plain_disk != NULL || new->demo || !isatty(STDIN_FILENO))
		return status;
	mh_say(session, "%s", err->text);
	mh_str_init(&reason, 1000);
	status = mh_prompt(_("reason to accept this disk (empty: stop): "), false, &reason, err);
	if (status == MH_OK && reason.len > 0) {
		new->plain_disk = reason.s;
		status = mh_store_create(&session->place, new, err);
		new->plain_disk = NULL;
	} else if (status == MH_OK) {
		status = mh_fail(err, MH_DENIED, _("no store was made"));
	}
	mh_str_free(&reason);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_store_new new = {
		.organisation = args->organisation, .name = args->name, .zone = args->zone, .exchange_key = args->exchange_key,
		.keyholders = args->keyholders.list, .keyholder_count = args->keyholders.count,
		.plain_disk = args->plain_disk, .demo = args->demo, .group = args->group,
	};
	const char *holders[2];
	struct mh_store *store;
	struct mh_str second;

	(void)argc, (void)argv;
	mh_str_init(&second, 200);
	enum mh_status status = check_required(args, err);
	if (status == MH_OK)
		status = ask_second(session, &new, holders, &second, err);
	if (status == MH_OK)
		status = make(session, &new, err);
	mh_str_free(&second);
	if (status == MH_OK)
		status = mh_store_open(&session->place, false, &store, err);
	if (status != MH_OK)
		return status;
	mh_say(session, new.demo ? _("made demo store %s") : _("made store %s"), mh_store_about(store)->file);
	if (new.keyholder_count < 2)
		mh_say(session, "%s", _(ONE_KEYHOLDER));
	mh_say(session, _("next: mh-store apply %s/share/mh/data/{catalogues,workflows,terms,consent,routing,indicators,maps,reports,retention}/*.yaml"), mh_prefix());
	mh_store_close(store);
	return MH_OK;
}
