/* mh-signal merge: two records are of one person, or were not after all. */

#include <stdio.h>

#include "base/i18n.h"
#include "chain/merge.h"
#include "cli/talk.h"
#include "commands_signal.h"
#include "session.h"

struct args {
	bool undo, anyway;
};

static const struct mh_option options[] = {
	{ 0, "undo", MH_OPT_FLAG, offsetof(struct args, undo), NULL, NULL, N_("they were not the same: the records stand for themselves again") },
	{ 0, "anyway", MH_OPT_FLAG, offsetof(struct args, anyway), NULL, NULL, N_("also where one is mentioned as a victim and the other as a suspect") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_merge = {
	.name = "merge", .operands = N_("person | mention ..."), .min = 1, .max = -1,
	.summary = N_("say that persons or mentions are one person, the first; prints who counts"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

struct merging { struct mh_session *session; char keep[MH_ID_SIZE]; struct mh_merge merge; size_t done; };

static enum mh_status merge_one(void *arg, const char *id, struct mh_err *err)
{
	struct merging *m = arg;

	if (m->keep[0] == '\0') {
		snprintf(m->keep, sizeof m->keep, "%s", id);
		return MH_OK;
	}
	const enum mh_status status = mh_merge_persons(m->session->store, m->keep, id, &m->merge, err);
	if (status == MH_OK && m->merge.differ[0] != '\0')
		mh_say(m->session, _("%s and %s differ in %s: if they are not one person, mh-signal merge --undo %s"), m->keep, id, m->merge.differ, id);
	if (status == MH_OK && m->merge.suspected)
		mh_say(m->session, _("%s and %s: mentioned as a victim and as a suspect: if they are not one person, mh-signal merge --undo %s"), m->keep, id, id);
	m->done++;
	return status;
}

static enum mh_status undo_one(void *arg, const char *id, struct mh_err *err)
{
	struct merging *m = arg;

	m->done++;
	return mh_merge_undo(m->session->store, id, err);
}

static enum mh_status finish(struct mh_session *session, const struct merging *m, bool undo, struct mh_err *err)
{
	char id[MH_ID_SIZE];

	if (!undo && m->done == 0)
		return mh_fail(err, MH_USAGE, _("merge: name the person who counts, and who is the same"));
	if (session->common.dry_run) {
		mh_say(session, _("nothing was written: --dry-run"));
		return MH_OK;
	}
	const enum mh_status status = mh_store_commit(session->store, err);
	if (status != MH_OK || undo)
		return status;
	mh_id_format((struct mh_id){ &mh_person, m->merge.kept }, id);
	puts(id);
	return MH_OK;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct merging m = { .session = session, .merge.anyway = args->anyway };
	enum mh_status status = mh_store_begin(session->store, session->log, err);

	if (status == MH_OK)
		status = mh_each_operand(argc, argv, args->undo ? undo_one : merge_one, &m, err);
	if (status == MH_OK)
		status = finish(session, &m, args->undo, err);
	mh_store_rollback(session->store);
	return status;
}
