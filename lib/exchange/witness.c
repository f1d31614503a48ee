#include "exchange/witness.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "crypto/sealed.h"

#define TEXT_SIZE 110

static void write_point(const struct mh_log_point *point, char out[TEXT_SIZE])
{
	char hex[2 * MH_HASH_SIZE + 1];

	mh_hex(point->digest, MH_HASH_SIZE, hex);
	snprintf(out, TEXT_SIZE, "%" PRId64 " %" PRId64 " %s", point->epoch, point->entry, hex);
}

/* The text must be the one that write_point makes. */
static bool read_point(const char *text, struct mh_log_point *point)
{
	char hex[2 * MH_HASH_SIZE + 1] = "", again[TEXT_SIZE];

	*point = (struct mh_log_point){ .epoch = 0 };
	if (sscanf(text, "%18" SCNd64 " %18" SCNd64 " %64[0-9a-f]", &point->epoch, &point->entry, hex) != 3 || point->epoch < 1 ||
	    point->entry < 1 || !mh_unhex(hex, point->digest, MH_HASH_SIZE))
		return false;
	write_point(point, again);
	return strcmp(again, text) == 0;
}

/* What came of a partner's log in its files: the newest, and one that is compared with it. */
struct heard {
	const struct mh_log_point *now;		/* NULL: only the newest is asked */
	struct mh_log_point newest;		/* epoch 0: nothing was heard */
	bool conflict;				/* the same entry with another digest */
};

static enum mh_status hear(void *arg, struct mh_record *message, struct mh_err *err)
{
	struct heard *heard = arg;
	struct mh_log_point point;

	(void)err;
	if (!read_point(mh_record_text(message, "checkpoint"), &point))
		return MH_OK;
	if (point.epoch > heard->newest.epoch || (point.epoch == heard->newest.epoch && point.entry > heard->newest.entry))
		heard->newest = point;
	if (heard->now != NULL && point.epoch == heard->now->epoch && point.entry == heard->now->entry &&
	    !mh_same_bytes(point.digest, heard->now->digest, MH_HASH_SIZE))
		heard->conflict = true;
	return MH_OK;
}

static enum mh_status each_in(struct mh_store *store, const struct mh_record *partner, mh_row_fn *fn, void *arg, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_message);
	if (partner != NULL)
		mh_query_is_number(&query, "partner", partner->n);
	mh_query_is(&query, "direction", "in");
	enum mh_status status = mh_store_each(store, &query, fn, arg, err);
	mh_query_free(&query);
	return status;
}

enum mh_status mh_witness_put(struct mh_store *store, const struct mh_record *partner, struct mh_record *head, struct mh_err *err)
{
	struct mh_log_point end;
	struct heard heard = { .now = NULL };
	char text[TEXT_SIZE];
	int64_t restored = 0;
	enum mh_status status = mh_store_log_end(store, &end, &restored, err);

	if (status != MH_OK)
		return status;
	write_point(&end, text);
	status = mh_record_put(head, "checkpoint", text, err);
	if (restored != 0)
		mh_record_put_number(head, "restored", restored);
	if (status == MH_OK)
		status = each_in(store, partner, hear, &heard, err);
	if (status != MH_OK || heard.newest.epoch == 0)
		return status;
	write_point(&heard.newest, text);
	return mh_record_put(head, "witness", text, err);
}

static void note_alarm(struct mh_alarm *alarm, bool ours, const char *code, int64_t entry)
{
	*alarm = (struct mh_alarm){ .ours = ours, .entry = entry };
	snprintf(alarm->partner, sizeof alarm->partner, "%s", code);
}

/* What the partner has seen of our log. */
static enum mh_status check_ours(struct mh_store *store, const char *name, const char *code, const struct mh_record *head, struct mh_alarm *alarm,
	struct mh_err *err)
{
	struct mh_log_point point;

	if (!mh_record_has(head, "witness"))
		return MH_OK;
	if (!read_point(mh_record_text(head, "witness"), &point))
		return mh_fail(err, MH_INPUT, _("%s: witness: expected epoch, entry and digest of a log"), name);
	enum mh_status status = mh_store_log_holds(store, &point, err);
	if (status == MH_KEY)
		note_alarm(alarm, true, code, point.entry);
	if (status == MH_KEY)
		return mh_fail(err, MH_KEY, _("%s: ALARM: %s has seen entry %lld of our log as another than it is here: this store was put back or written anew, "
			"or a copy of it is in use: mh-store log --verify"), name, code, (long long)point.entry);
	return status == MH_NO ? MH_OK : status;
}

/* A notice is there to say it; an entry that its log has not reached is none. */
static enum mh_status check_notice(const char *name, const struct mh_record *head, const struct mh_log_point *point, struct mh_err *err)
{
	const int64_t entry = mh_record_number(head, "restored");

	if (point->entry == 0 || entry < 1 || entry > point->entry)
		return mh_fail(err, MH_INPUT, _("%s: a notice says in its head where its sender's log ends (checkpoint) and with which entry of it the store was "
			"restored (restored)"), name);
	return MH_OK;
}

/* Files tell it once: the next one is of an epoch that was heard of. */
static bool says_restored(const struct mh_envelope *env, const struct mh_log_point *now, const struct mh_log_point *newest)
{
	if (env->letter->alone)
		return now->epoch >= newest->epoch;
	return mh_record_has(&env->head, "restored") && newest->epoch != 0 && now->epoch > newest->epoch &&
		newest->entry >= mh_record_number(&env->head, "restored");
}

enum mh_status mh_witness_check(struct mh_store *store, const char *name, const struct mh_record *partner, const struct mh_envelope *env, int64_t *restored,
	struct mh_alarm *alarm, struct mh_err *err)
{
	const struct mh_record *const head = &env->head;
	const char *code = mh_record_text(partner, "code");
	struct mh_log_point point = { .epoch = 0 };
	struct heard heard = { .now = &point };
	enum mh_status status = check_ours(store, name, code, head, alarm, err);

	*restored = 0;
	if (status == MH_OK && mh_record_has(head, "checkpoint") && !read_point(mh_record_text(head, "checkpoint"), &point))
		status = mh_fail(err, MH_INPUT, _("%s: checkpoint: expected epoch, entry and digest of a log"), name);
	if (status == MH_OK && env->letter->alone)
		status = check_notice(name, head, &point, err);
	if (status != MH_OK || point.epoch == 0)
		return status;
	status = each_in(store, partner, hear, &heard, err);
	if (status == MH_OK && heard.conflict)
		note_alarm(alarm, false, code, point.entry);
	if (status == MH_OK && heard.conflict)
		return mh_fail(err, MH_KEY, _("%s: ALARM: entry %lld of the log of %s was another in a file that came before: its store has two histories: "
			"ask by another way"), name, (long long)point.entry, code);
	if (status == MH_OK && says_restored(env, &point, &heard.newest))
		*restored = mh_record_number(head, "restored");
	return status;
}

struct witnesses { struct mh_store *store; size_t count; struct mh_problems *problems; };

static enum mh_status hold(void *arg, struct mh_record *message, struct mh_err *err)
{
	struct witnesses *all = arg;
	struct mh_log_point point;
	char id[MH_ID_SIZE];
	struct mh_problem where = { .file = id };

	if (!read_point(mh_record_text(message, "witness"), &point))
		return MH_OK;
	enum mh_status status = mh_store_log_holds(all->store, &point, err);
	if (status == MH_OK)
		all->count++;
	mh_record_id(message, id);
	if (status == MH_KEY)
		mh_problem_add(all->problems, &where, _("entry %lld of the log is not the one that a partner has seen"), (long long)point.entry);
	return status == MH_NO || status == MH_KEY ? MH_OK : status;
}

enum mh_status mh_witness_all(struct mh_store *store, size_t *count, struct mh_problems *problems, struct mh_err *err)
{
	struct witnesses all = { store, 0, problems };
	enum mh_status status = each_in(store, NULL, hold, &all, err);

	*count = all.count;
	return status;
}

struct alarming { bool ours_only; struct mh_problems *problems; };

static enum mh_status alarm_open(void *arg, const struct mh_alarm *alarm, struct mh_err *err)
{
	const struct alarming *a = arg;
	struct mh_problem where = { .file = alarm->partner };

	(void)err;
	if (alarm->ours)
		where.remedy = _("mh-store log --verify, and compare the store with a backup; when it is dealt with: mh-refer receive --settled PARTNER --reason TEXT");
	else
		where.remedy = _("ask the partner by another way; when it is dealt with: mh-refer receive --settled PARTNER --reason TEXT");
	if (alarm->ours || !a->ours_only)
		mh_problem_add(a->problems, &where, alarm->ours ? _("ALARM: has seen entry %lld of our log as another than it was here (log entry %lld): the store has two histories") :
			_("ALARM: entry %lld of its log came as two (log entry %lld): its store has two histories"), (long long)alarm->entry, (long long)alarm->n);
	return MH_OK;
}

enum mh_status mh_witness_alarms(struct mh_store *store, bool ours_only, struct mh_problems *problems, struct mh_err *err)
{
	struct alarming a = { ours_only, problems };

	return mh_store_alarms(store, alarm_open, &a, err);
}
