#include "store/call.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define BATCHES 4
#define BATCH_FULL (256 * 1024)		/* bytes at which a batch is handed over */
#define STATEMENTS 16			/* in a batch, of which an import has a handful */
#define BATCH_LIMIT (64 * 1024 * 1024)

/* Batches go round: the first thread fills one while the second carries out those that are handed over. */
struct mh_calls {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct mh_str batches[BATCHES];
	size_t filled, done;		/* how many were handed over, and carried out, since the start */
	bool stop;
	enum mh_status status;		/* of the first call that failed */
	struct mh_err err;
};

enum part { PART_NULL, PART_NUMBER, PART_TEXT, PART_BLOB };

struct part_head { sqlite3_stmt *stmt; int64_t number; size_t len; enum part part; int at; bool last; };

static void bind_part(sqlite3_stmt *stmt, int at, enum part part, int64_t number, const char *bytes, size_t len)
{
	switch (part) {
	case PART_NULL: break;
	case PART_NUMBER: sqlite3_bind_int64(stmt, at, number); break;
	case PART_TEXT: sqlite3_bind_text(stmt, at, bytes, (int)len, SQLITE_STATIC); break;
	case PART_BLOB: sqlite3_bind_blob64(stmt, at, bytes, len, SQLITE_STATIC); break;
	}
}

/* A statement of the batch, and its parameters that were bound in the last call and in this one: bits 1 to 63; 0: one of the others. */
struct in_use { sqlite3_stmt *stmt; uint64_t before, now; };

/* The statement's place. There is always one: where all are taken, the first is done with. */
static struct in_use *use(struct in_use all[STATEMENTS], sqlite3_stmt *stmt)
{
	for (size_t i = 0; i < STATEMENTS; i++) {
		if (all[i].stmt == NULL)
			all[i].stmt = stmt;
		if (all[i].stmt == stmt)
			return &all[i];
	}
	mh_sql_done(all[0].stmt);
	all[0] = (struct in_use){ .stmt = stmt };
	return &all[0];
}

static uint64_t bit_of(int at)
{
	return at < 64 ? UINT64_C(1) << at : 1;
}

/*
 * One step, after which nothing is cleared: the calls of a statement mostly bind the same parameters, and clearing all thirty
 * costs as much as binding them. What the last call bound and this one leaves out is cleared before.
 */
static enum mh_status step(struct mh_store *store, struct in_use *one, struct mh_err *err)
{
	for (uint64_t stale = one->before & ~one->now; stale != 0; stale &= stale - 1)
		sqlite3_bind_null(one->stmt, __builtin_ctzll(stale));
	int code = sqlite3_step(one->stmt);
	enum mh_status status = code == SQLITE_DONE || code == SQLITE_ROW ? MH_OK : mh_sql_error(store, err);
	sqlite3_reset(one->stmt);
	one->before = one->now;
	if ((one->now & 1) != 0) {
		sqlite3_clear_bindings(one->stmt);
		one->before = 0;
	}
	one->now = 0;
	return status;
}

/* Carries out the calls of a batch, up to the first that fails. */
static enum mh_status run_batch(struct mh_store *store, const struct mh_str *batch, struct mh_err *err)
{
	struct in_use all[STATEMENTS] = { { 0 } }, *one = all;
	enum mh_status status = MH_OK;
	struct part_head head;

	for (size_t i = 0; i < batch->len && status == MH_OK; i += head.len) {
		memcpy(&head, batch->s + i, sizeof head);
		i += sizeof head;
		if (one->stmt != head.stmt)
			one = use(all, head.stmt);
		if (head.at > 0) {
			bind_part(head.stmt, head.at, head.part, head.number, batch->s + i, head.len);
			one->now |= bit_of(head.at);
		}
		if (head.last)
			status = step(store, one, err);
	}
	for (size_t i = 0; i < STATEMENTS; i++)
		mh_sql_done(all[i].stmt);
	return status;
}

static void *work(void *arg)
{
	struct mh_store *store = arg;
	struct mh_calls *calls = store->calls;
	struct mh_err err = MH_ERR_INIT;
	enum mh_status status = MH_OK;

	pthread_mutex_lock(&calls->lock);
	while (!calls->stop || calls->done < calls->filled) {
		if (calls->done == calls->filled) {
			pthread_cond_wait(&calls->changed, &calls->lock);
			continue;
		}
		struct mh_str *batch = &calls->batches[calls->done % BATCHES];
		pthread_mutex_unlock(&calls->lock);
		if (status == MH_OK)	/* after a failure nothing more is done */
			status = run_batch(store, batch, &err);
		mh_str_clear(batch);
		pthread_mutex_lock(&calls->lock);
		calls->status = status;
		calls->err = err;
		calls->done++;
		pthread_cond_broadcast(&calls->changed);
	}
	pthread_mutex_unlock(&calls->lock);
	return NULL;
}

/* Starts the second thread; signals stay with the first. Without a thread calls go on being carried out at once. */
static void start(struct mh_store *store)
{
	struct mh_calls *calls = mh_alloc(1, sizeof *calls);
	sigset_t all, before;

	pthread_mutex_init(&calls->lock, NULL);
	pthread_cond_init(&calls->changed, NULL);
	for (size_t i = 0; i < BATCHES; i++)
		mh_str_init(&calls->batches[i], BATCH_LIMIT);
	store->calls = calls;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int failed = pthread_create(&calls->thread, NULL, work, store);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (failed != 0) {
		store->calls = NULL;
		free(calls);
	}
}

/* Hands the batch that is being filled over, and waits until at most left are not carried out. */
static enum mh_status hand_over(struct mh_calls *calls, size_t left, struct mh_err *err)
{
	pthread_mutex_lock(&calls->lock);
	if (calls->batches[calls->filled % BATCHES].len > 0) {
		calls->filled++;
		pthread_cond_broadcast(&calls->changed);
	}
	while (calls->filled - calls->done > left)
		pthread_cond_wait(&calls->changed, &calls->lock);
	enum mh_status status = calls->status;
	if (status != MH_OK && err != NULL)
		*err = calls->err;
	pthread_mutex_unlock(&calls->lock);
	return status;
}

enum mh_status mh_calls_wait(struct mh_store *store, struct mh_err *err)
{
	if (store->calls == NULL || pthread_equal(pthread_self(), store->calls->thread))
		return MH_OK;
	return hand_over(store->calls, 0, err);
}

enum mh_status mh_calls_end(struct mh_store *store, struct mh_err *err)
{
	struct mh_calls *calls = store->calls;

	if (calls == NULL)
		return MH_OK;
	enum mh_status status = mh_calls_wait(store, err);
	pthread_mutex_lock(&calls->lock);
	calls->stop = true;
	pthread_cond_broadcast(&calls->changed);
	pthread_mutex_unlock(&calls->lock);
	pthread_join(calls->thread, NULL);
	store->calls = NULL;
	for (size_t i = 0; i < BATCHES; i++)
		mh_str_free(&calls->batches[i]);
	pthread_cond_destroy(&calls->changed);
	pthread_mutex_destroy(&calls->lock);
	free(calls);
	return status;
}

static enum mh_status begin(struct mh_store *store, sqlite3_stmt *stmt, struct mh_call *call)
{
	/* As long as an index answers, each question would wait for the second thread. */
	if (store->calls == NULL && store->transaction.known != NULL)
		start(store);
	struct mh_calls *calls = store->calls;
	*call = (struct mh_call){ store, stmt, 1, calls != NULL ? &calls->batches[calls->filled % BATCHES] : NULL };
	return stmt != NULL ? MH_OK : MH_STORE;
}

/* What is compiled already is taken without waiting for the second thread. */
enum mh_status mh_call_fixed(struct mh_store *store, enum mh_sql name, struct mh_call *call, struct mh_err *err)
{
	return begin(store, store->fixed[name] != NULL ? store->fixed[name] : mh_sql_fixed(store, name, err), call);
}

enum mh_status mh_call_insert(struct mh_store *store, const struct mh_kind *kind, enum mh_kind_sql which, struct mh_call *call, struct mh_err *err)
{
	sqlite3_stmt *stmt = store->of_kind[kind->number][which];

	return begin(store, stmt != NULL ? stmt : mh_sql_of_kind(store, kind, which, err), call);
}

static void add_part(struct mh_call *call, enum part part, int64_t number, const void *bytes, size_t len)
{
	int at = call->at++;

	if (part == PART_NULL)	/* parameters are clear after each call */
		return;
	if (call->gathered == NULL) {
		bind_part(call->stmt, at, part, number, bytes, len);
		return;
	}
	struct part_head head = { call->stmt, number, len, part, at, false };
	mh_str_add(call->gathered, (const char *)&head, sizeof head);
	mh_str_add(call->gathered, bytes, len);
}

void mh_call_null(struct mh_call *call)
{
	add_part(call, PART_NULL, 0, NULL, 0);
}

void mh_call_number(struct mh_call *call, int64_t number)
{
	add_part(call, PART_NUMBER, number, NULL, 0);
}

void mh_call_text(struct mh_call *call, const char *text, size_t len)
{
	add_part(call, PART_TEXT, 0, text, len);
}

void mh_call_blob(struct mh_call *call, const void *bytes, size_t len)
{
	add_part(call, PART_BLOB, 0, bytes, len);
}

enum mh_status mh_call_end(struct mh_call *call, struct mh_err *err)
{
	if (call->gathered == NULL)
		return mh_sql_step(call->store, call->stmt, err);
	struct part_head head = { .stmt = call->stmt, .last = true };
	mh_str_add(call->gathered, (const char *)&head, sizeof head);
	return call->gathered->len < BATCH_FULL ? MH_OK : hand_over(call->store->calls, BATCHES - 1, err);
}
