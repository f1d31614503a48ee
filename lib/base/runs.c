/* A table of the newest, sorted runs of the others; two runs of one size are merged, so that there are few. */

#include "base/runs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"

enum {
	FULL = 32768,		/* numbers in the table when it becomes a run */
	PLACES = 2 * FULL,
	LEVELS = 40,		/* a run of level n holds FULL times 2 to the n: more than any disk */
	BLOCK = 1024,		/* numbers that are read or written at once */
	WINDOW = 64,		/* numbers that are read where a key should be */
	LINE = 8,		/* words of a filter that belong together, and are one line of the processor's cache */
	PER_LINE = 32,
	MARKS = 6,		/* bits of a key in its line */
};

struct entry { uint64_t key; int64_t number; };		/* number 0: none */

struct run { int fd, level; size_t count, lines; uint64_t *filter; };

struct mh_runs {
	char *beside;
	struct entry *table;	/* open addressing */
	size_t used;
	struct run runs[LEVELS];
	size_t count;
};

struct writer { struct mh_runs *runs; struct run run; struct entry block[BLOCK]; size_t used; uint64_t key; int same; };

struct reader { const struct run *run; struct entry block[BLOCK]; size_t at, used, have; };

struct mh_runs *mh_runs_new(const char *beside)
{
	struct mh_runs *runs = mh_alloc(1, sizeof *runs);

	runs->beside = mh_strdup(beside);
	runs->table = mh_alloc(PLACES, sizeof *runs->table);
	return runs;
}

static void free_run(struct run *run)
{
	if (run->fd >= 0)
		close(run->fd);
	free(run->filter);
	*run = (struct run){ .fd = -1 };
}

void mh_runs_free(struct mh_runs *runs)
{
	if (runs == NULL)
		return;
	for (size_t i = 0; i < runs->count; i++)
		free_run(&runs->runs[i]);
	free(runs->table);
	free(runs->beside);
	free(runs);
}

static enum mh_status failed(const struct mh_runs *runs, struct mh_err *err)
{
	return mh_fail(err, MH_STORE, _("%s: the disk is full or failed: %s"), runs->beside, strerror(errno));
}

/* A file without a name; where the file system has none, one whose name is taken away at once. */
static int open_unnamed(const char *beside)
{
	const char *slash = strrchr(beside, '/');
	struct mh_str path;

	mh_str_init(&path, 4096);
	mh_str_add(&path, slash != NULL ? beside : ".", slash == NULL ? 1 : slash == beside ? 1 : (size_t)(slash - beside));
	int fd = open(path.s, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0) {
		mh_str_puts(&path, "/.mh-unfinished-XXXXXX");
		fd = mh_str_ok(&path) ? mkostemp(path.s, O_CLOEXEC) : -1;
		if (fd >= 0)
			unlink(path.s);
	}
	mh_str_free(&path);
	return fd;
}

/* Reads up to count numbers of a run, from the place at. */
static bool read_entries(const struct run *run, size_t at, struct entry *out, size_t count)
{
	size_t len = count * sizeof *out, done = 0;

	while (done < len) {
		ssize_t got = pread(run->fd, (char *)out + done, len - done, (off_t)(at * sizeof *out + done));
		if (got == 0)
			errno = EIO;	/* shorter than it was written */
		if (got <= 0 && errno != EINTR)
			return false;
		done += got > 0 ? (size_t)got : 0;
	}
	return true;
}

static bool write_block(struct writer *w)
{
	const char *bytes = (const char *)w->block;
	size_t len = w->used * sizeof *w->block;

	while (len > 0) {
		ssize_t done = write(w->run.fd, bytes, len);
		if (done < 0 && errno != EINTR)
			return false;
		bytes += done > 0 ? done : 0;
		len -= done > 0 ? (size_t)done : 0;
	}
	w->used = 0;
	return true;
}

/* The line of a key in the filter. */
static uint64_t *line_of(const struct run *run, uint64_t key)
{
	return run->filter + ((key >> 32) * run->lines >> 32) * LINE;
}

/* The nth mark of a key in its line: one of 512 bits. */
static size_t mark_of(uint64_t key, int n)
{
	return key * UINT64_C(0x9e3779b97f4a7c15) >> (55 - 9 * n) & 511;
}

static void mark(struct run *run, uint64_t key)
{
	uint64_t *line = line_of(run, key);

	for (int n = 0; n < MARKS; n++)
		line[mark_of(key, n) / 64] |= UINT64_C(1) << mark_of(key, n) % 64;
}

static bool may_have(const struct run *run, uint64_t key)
{
	const uint64_t *line = line_of(run, key);

	for (int n = 0; n < MARKS; n++)
		if ((line[mark_of(key, n) / 64] >> mark_of(key, n) % 64 & 1) == 0)
			return false;
	return true;
}

/* Begins a run that will have at most count numbers. */
static struct writer *start_run(struct mh_runs *runs, size_t count, int level)
{
	struct writer *w = mh_alloc(1, sizeof *w);

	w->runs = runs;
	w->run = (struct run){ .fd = open_unnamed(runs->beside), .level = level, .lines = count / PER_LINE + 1 };
	w->run.filter = mh_alloc(w->run.lines * LINE, sizeof *w->run.filter);
	return w;
}

/* The next of a run, in order of key and number; those of one key that nobody will be told are left out. */
static bool add_entry(struct writer *w, const struct entry *entry)
{
	w->same = w->run.count > 0 && entry->key == w->key ? w->same + 1 : 1;
	w->key = entry->key;
	if (w->same > MH_RUNS_SAME)
		return true;
	mark(&w->run, entry->key);
	w->block[w->used++] = *entry;
	w->run.count++;
	return w->used < BLOCK || write_block(w);
}

/* Gives the run to its owner if all went well. */
static enum mh_status end_run(struct writer *w, bool good, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	if (good && write_block(w))
		w->runs->runs[w->runs->count++] = w->run;
	else
		status = failed(w->runs, err);
	if (status != MH_OK)
		free_run(&w->run);
	free(w);
	return status;
}

/* What the reader stands at; NULL: at the end, or it cannot be read (*good). */
static const struct entry *look(struct reader *r, bool *good)
{
	if (r->used == r->have) {
		r->at += r->have;
		r->used = 0;
		r->have = r->run->count - r->at < BLOCK ? r->run->count - r->at : BLOCK;
		if (!read_entries(r->run, r->at, r->block, r->have)) {
			*good = false;
			return NULL;
		}
	}
	return r->have > 0 ? &r->block[r->used] : NULL;
}

static int order(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

/* Makes one run of the last two. */
static enum mh_status merge(struct mh_runs *runs, struct mh_err *err)
{
	struct run two[] = { runs->runs[runs->count - 2], runs->runs[runs->count - 1] };
	struct reader *readers = mh_alloc(2, sizeof *readers);
	struct writer *w = start_run(runs, two[0].count + two[1].count, two[1].level + 1);
	bool good = w->run.fd >= 0;

	readers[0].run = &two[0];
	readers[1].run = &two[1];
	while (good) {
		const struct entry *first = look(&readers[0], &good), *second = good ? look(&readers[1], &good) : NULL;
		if (!good || (first == NULL && second == NULL))
			break;
		int of = second == NULL || (first != NULL && order(first, second) <= 0) ? 0 : 1;
		good = add_entry(w, of == 0 ? first : second);
		readers[of].used++;
	}
	runs->count -= 2;
	enum mh_status status = end_run(w, good, err);
	free_run(&two[0]);
	free_run(&two[1]);
	free(readers);
	return status;
}

/* Makes a run of the table. */
static enum mh_status spill(struct mh_runs *runs, struct mh_err *err)
{
	struct writer *w = start_run(runs, runs->used, 0);
	bool good = w->run.fd >= 0;
	size_t count = 0;

	for (size_t i = 0; i < PLACES; i++)
		if (runs->table[i].number != 0)
			runs->table[count++] = runs->table[i];
	qsort(runs->table, count, sizeof *runs->table, order);
	for (size_t i = 0; i < count && good; i++)
		good = add_entry(w, &runs->table[i]);
	memset(runs->table, 0, PLACES * sizeof *runs->table);
	runs->used = 0;
	enum mh_status status = end_run(w, good, err);
	while (status == MH_OK && runs->count >= 2 && runs->runs[runs->count - 2].level == runs->runs[runs->count - 1].level)
		status = merge(runs, err);
	return status;
}

enum mh_status mh_runs_add(struct mh_runs *runs, uint64_t key, int64_t number, struct mh_err *err)
{
	size_t i = key % PLACES;
	int same = 0;

	if (runs->used == FULL) {
		enum mh_status status = spill(runs, err);
		if (status != MH_OK)
			return status;
	}
	for (; runs->table[i].number != 0; i = (i + 1) % PLACES) {
		int64_t other = runs->table[i].number;
		if (runs->table[i].key != key)
			continue;
		if (other == number || ++same == MH_RUNS_SAME) {
			runs->table[i].number = other < number ? other : number;
			return MH_OK;
		}
		if (other > number) {	/* the smaller stays here, the larger goes on */
			runs->table[i].number = number;
			number = other;
		}
	}
	runs->table[i] = (struct entry){ key, number };
	runs->used++;
	return MH_OK;
}

static void keep_smallest(int64_t numbers[MH_RUNS_SAME], size_t *count, int64_t n)
{
	size_t at = *count;

	while (at > 0 && numbers[at - 1] > n)
		at--;
	if (at == MH_RUNS_SAME || (at > 0 && numbers[at - 1] == n))
		return;
	*count += *count < MH_RUNS_SAME;
	memmove(numbers + at + 1, numbers + at, (*count - at - 1) * sizeof *numbers);
	numbers[at] = n;
}

/* A run's part from low to high, whose keys lie between from and to. */
struct part { size_t low, high; uint64_t from, to; };

/* Keys are evenly spread, so where one stands is nearly known; every other time the middle is taken, should they not be. */
static size_t guess(const struct part *part, uint64_t key, int tries)
{
	double share = tries % 2 != 0 || part->to <= part->from ? 0.5 : (double)(key - part->from) / (double)(part->to - part->from);
	size_t size = part->high - part->low, at = (size_t)(share * (double)size);

	if (size <= WINDOW || at < WINDOW / 2)
		return part->low;
	return part->low + (at + WINDOW / 2 > size ? size - WINDOW : at - WINDOW / 2);
}

/* The place of the first number of a key or of one behind it. */
static bool find_first(const struct run *run, uint64_t key, size_t *first)
{
	struct part part = { 0, run->count, 0, UINT64_MAX };
	struct entry window[WINDOW];

	for (int tries = 0; part.low < part.high; tries++) {
		size_t start = guess(&part, key, tries), count = part.high - start < WINDOW ? part.high - start : WINDOW, i = 0;
		if (!read_entries(run, start, window, count))
			return false;
		if (window[0].key >= key && start > part.low) {
			part.high = start;
			part.to = window[0].key;
		} else if (window[count - 1].key < key) {
			part.low = start + count;
			part.from = window[count - 1].key;
		} else {
			while (window[i].key < key)
				i++;
			part.low = part.high = start + i;
		}
	}
	*first = part.low;
	return true;
}

static bool search(const struct run *run, uint64_t key, int64_t numbers[MH_RUNS_SAME], size_t *count)
{
	struct entry found[MH_RUNS_SAME];
	size_t first;

	if (!find_first(run, key, &first))
		return false;
	size_t most = run->count - first < MH_RUNS_SAME ? run->count - first : MH_RUNS_SAME;
	if (!read_entries(run, first, found, most))
		return false;
	for (size_t i = 0; i < most && found[i].key == key; i++)
		keep_smallest(numbers, count, found[i].number);
	return true;
}

enum mh_status mh_runs_find(struct mh_runs *runs, uint64_t key, int64_t numbers[MH_RUNS_SAME], size_t *count, struct mh_err *err)
{
	*count = 0;
	for (size_t i = key % PLACES; runs->table[i].number != 0; i = (i + 1) % PLACES)
		if (runs->table[i].key == key)
			keep_smallest(numbers, count, runs->table[i].number);
	for (size_t i = 0; i < runs->count; i++)
		if (may_have(&runs->runs[i], key) && !search(&runs->runs[i], key, numbers, count))
			return failed(runs, err);
	return MH_OK;
}
