#include "chain/duplicates.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { SCORE_LEAST = 60, NAME_LEAST = 85, GROUP_MOST = 400, PAIRS_MOST = 1000000 };

/* A name, and the birth date of whom it is; text is "name NUL born NUL" in the pool. */
struct entry { struct mh_id unit; size_t name, name_len, born, born_len; };
struct key { uint64_t hash; size_t entry; };
struct merged { int64_t n, same_as; };

struct finding {
	struct mh_duplicates *d;
	struct mh_store *store;
	struct entry *entries;
	size_t entry_count, entry_room;
	struct mh_str pool;		/* secret */
	struct key *keys;
	size_t key_count, key_room;
	size_t at;			/* entry whose keys are made */
	struct merged *merged;		/* persons who were, by number */
	size_t merged_count;
	struct mh_pieces pieces;
	size_t pair_room;
	struct mh_id first;		/* of the group with the same number */
	int64_t group;
};

static int by_merged(const void *a, const void *b)
{
	const struct merged *x = a, *y = b;

	return (x->n > y->n) - (x->n < y->n);
}

/* The person who counts; the steps are bounded as in a circle they would not end. */
static int64_t root_of(const struct finding *f, int64_t n)
{
	for (size_t step = 0; step <= f->merged_count; step++) {
		const struct merged wanted = { n, 0 };
		const struct merged *found = f->merged_count == 0 ? NULL : bsearch(&wanted, f->merged, f->merged_count, sizeof wanted, by_merged);
		if (found == NULL)
			return n;
		n = found->same_as;
	}
	return n;
}

static enum mh_status take_merged(void *arg, struct mh_record *person, struct mh_err *err)
{
	struct finding *f = arg;

	(void)err;
	f->merged = mh_grow(f->merged, f->merged_count + 1, sizeof *f->merged);
	f->merged[f->merged_count++] = (struct merged){ person->n, mh_record_number(person, "same-as") };
	return MH_OK;
}

static enum mh_status read_merged(struct finding *f, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_person);
	mh_query_cmp(&query, "same-as", MH_IS_NOT, "");
	const enum mh_status status = mh_store_each(f->store, &query, take_merged, f, err);
	mh_query_free(&query);
	return status;
}

static struct mh_id unit_of(const struct finding *f, const struct mh_record *rec)
{
	const int64_t person = rec->kind == &mh_person ? rec->n : mh_record_number(rec, "person");

	return person != 0 ? (struct mh_id){ &mh_person, root_of(f, person) } : (struct mh_id){ rec->kind, rec->n };
}

static bool same_unit(struct mh_id a, struct mh_id b)
{
	return a.kind == b.kind && a.n == b.n;
}

static int by_unit(struct mh_id a, struct mh_id b)
{
	if (a.kind != b.kind)
		return a.kind == &mh_person ? -1 : 1;
	return (a.n > b.n) - (a.n < b.n);
}

static enum mh_status add_pair(struct finding *f, struct mh_duplicate pair, struct mh_err *err)
{
	if (by_unit(pair.one, pair.other) > 0) {
		const struct mh_id one = pair.one;
		pair.one = pair.other;
		pair.other = one;
	}
	if (f->d->count == PAIRS_MOST)
		return mh_fail(err, MH_INPUT, _("more than %d pairs are alike: merge the surest, or mend what the names stand for"), PAIRS_MOST);
	if (f->d->count == f->pair_room) {
		f->pair_room = f->pair_room > 0 ? 2 * f->pair_room : 64;
		f->d->list = mh_grow(f->d->list, f->pair_room, sizeof *f->d->list);
	}
	f->d->list[f->d->count++] = pair;
	return MH_OK;
}

/* Mentions with the same number of the same source: each with the first. */
static enum mh_status same_number(void *arg, struct mh_record *mention, int64_t group, struct mh_err *err)
{
	struct finding *f = arg;
	const struct mh_id unit = unit_of(f, mention);

	if (group != f->group) {
		f->group = group;
		f->first = unit;
		return MH_OK;
	}
	if (same_unit(unit, f->first))
		return MH_OK;
	return add_pair(f, (struct mh_duplicate){ .one = f->first, .other = unit, .score = 100, .number = true }, err);
}

static void add_key(void *arg, const char *text, size_t len)
{
	struct finding *f = arg;
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
	if (f->key_count == f->key_room) {
		f->key_room = f->key_room > 0 ? 2 * f->key_room : 1024;
		f->keys = mh_grow(f->keys, f->key_room, sizeof *f->keys);
	}
	f->keys[f->key_count++] = (struct key){ hash, f->at };
}

/* Those born on one day meet too, and where day and month may be swapped. */
static void add_born_key(struct finding *f, const char *born)
{
	struct mh_sought day;
	char key[12] = "";

	if (mh_sought_read(&day, MH_TRAIT_BORN, born, strlen(born), NULL) == MH_OK && memcmp(day.key + 6, "00", 2) != 0) {
		const bool as_is = memcmp(day.key + 4, day.key + 6, 2) <= 0;
		memcpy(key, day.key, 4);
		memcpy(key + 4, day.key + (as_is ? 4 : 6), 2);
		memcpy(key + 6, day.key + (as_is ? 6 : 4), 2);
		add_key(f, key, 8);
	}
	mh_wipe(key, sizeof key);
	mh_sought_free(&day);
}

static void add_entry(struct finding *f, struct mh_id unit, const char *name, size_t len, const char *born)
{
	if (f->entry_count == f->entry_room) {
		f->entry_room = f->entry_room > 0 ? 2 * f->entry_room : 1024;
		f->entries = mh_grow(f->entries, f->entry_room, sizeof *f->entries);
	}
	struct entry *entry = &f->entries[f->entry_count];
	*entry = (struct entry){ unit, f->pool.len, len, f->pool.len + len, strlen(born) };
	mh_str_add(&f->pool, name, len);
	mh_str_puts(&f->pool, born);
	mh_pieces_read(&f->pieces, name, len);
	if (f->pieces.count == 0 || !mh_str_ok(&f->pool))
		return;
	f->at = f->entry_count++;
	mh_name_keys(f->pieces.list, f->pieces.count, add_key, f);
	add_born_key(f, born);
}

/* A record's name, and each alias, one a line. */
static enum mh_status take_record(void *arg, struct mh_record *rec, struct mh_err *err)
{
	static const char *const fields[] = { "name", "aliases" };
	struct finding *f = arg;
	const struct mh_id unit = unit_of(f, rec);

	for (size_t i = 0; i < MH_COUNT(fields); i++) {
		const char *at = mh_field_find(rec->kind, fields[i]) >= 0 ? mh_record_text(rec, fields[i]) : "";

		while (*at != '\0') {
			const size_t len = strcspn(at, "\n");
			add_entry(f, unit, at, len, mh_record_text(rec, "born"));
			at += len + (at[len] != '\0');
		}
	}
	return mh_str_ok(&f->pool) ? MH_OK : mh_fail(err, MH_INPUT, _("the names are too many to be compared"));
}

/* How sure: both say the same; a birth date that differs speaks against it, one that is not known makes it doubtful. */
static int score(enum mh_likeness name, enum mh_likeness born, bool both_born)
{
	const int sure = mh_likeness_sure(name);

	if (!both_born)
		return sure >= NAME_LEAST ? sure * 7 / 10 + 5 : 0;
	return born != MH_LIKE_NONE ? (sure + mh_likeness_sure(born)) / 2 : 0;
}

static enum mh_likeness like(struct finding *f, const struct mh_sought *sought, const char *text, size_t len)
{
	mh_pieces_read(&f->pieces, text, len);
	return mh_like(sought, &f->pieces, true);
}

/* One entry with those behind it in its group. */
static enum mh_status compare_one(struct finding *f, const struct key *group, size_t count, struct mh_err *err)
{
	const struct entry *a = &f->entries[group[0].entry];
	struct mh_sought name, born = { .trait = MH_TRAIT_BORN };
	enum mh_status status = mh_sought_read(&name, MH_TRAIT_NAME, f->pool.s + a->name, a->name_len, NULL);
	bool named = status == MH_OK;
	bool known = a->born_len > 0 && mh_sought_read(&born, MH_TRAIT_BORN, f->pool.s + a->born, a->born_len, NULL) == MH_OK;

	status = MH_OK;
	for (size_t i = 1; i < count && named && status == MH_OK; i++) {
		const struct entry *b = &f->entries[group[i].entry];
		if (same_unit(a->unit, b->unit))
			continue;
		const bool both_born = known && b->born_len > 0;
		struct mh_duplicate pair = { .one = a->unit, .other = b->unit };
		pair.born = both_born ? like(f, &born, f->pool.s + b->born, b->born_len) : MH_LIKE_NONE;
		if (both_born && pair.born == MH_LIKE_NONE)	/* most are told apart by this, which is the cheaper */
			continue;
		pair.name = like(f, &name, f->pool.s + b->name, b->name_len);
		pair.score = score(pair.name, pair.born, both_born);
		if (pair.score >= SCORE_LEAST && pair.name != MH_LIKE_NONE)
			status = add_pair(f, pair, err);
	}
	mh_sought_free(&name);
	if (born.pieces.folded.limit > 0)
		mh_sought_free(&born);
	return status;
}

static int by_key(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->entry > y->entry) - (x->entry < y->entry);
}

static enum mh_status compare_all(struct finding *f, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	qsort(f->keys, f->key_count, sizeof *f->keys, by_key);
	for (size_t i = 0, next; i < f->key_count && status == MH_OK; i = next) {
		for (next = i + 1; next < f->key_count && f->keys[next].hash == f->keys[i].hash; )
			next++;
		if (next - i > GROUP_MOST)
			f->d->common++;
		for (size_t j = i; next - i <= GROUP_MOST && j + 1 < next && status == MH_OK; j++)
			status = compare_one(f, f->keys + j, next - j, err);
	}
	return status;
}

static void step(void *arg, uint64_t done, uint64_t total)
{
	const struct finding *f = arg;

	f->d->progress(f->d->arg, done, total);
}

static enum mh_status search_names(struct finding *f, struct mh_err *err)
{
	static const char *const of_person[] = { "name", "aliases", "born" }, *const of_mention[] = { "name", "born" };
	static const struct mh_search kinds[] = { { &mh_person, of_person, MH_COUNT(of_person) }, { &mh_mention, of_mention, MH_COUNT(of_mention) } };
	const struct mh_search_plan plan = {
		.command = f->d->command, .purpose = f->d->purpose, .kinds = kinds, .count = MH_COUNT(kinds),
		.progress = f->d->progress != NULL ? step : NULL,
	};
	enum mh_status status = mh_store_search(f->store, &plan, take_record, f, err);

	return status == MH_OK ? compare_all(f, err) : status;
}

static int by_pair(const void *a, const void *b)
{
	const struct mh_duplicate *x = a, *y = b;
	const int one = by_unit(x->one, y->one), other = by_unit(x->other, y->other);

	return one != 0 ? one : other != 0 ? other : y->score - x->score;
}

static int by_score(const void *a, const void *b)
{
	const struct mh_duplicate *x = a, *y = b;

	return x->score != y->score ? y->score - x->score : by_pair(a, b);
}

/* A pair that was found in several ways stays once, as the surest of them. */
static void settle(struct mh_duplicates *d)
{
	size_t kept = 0;

	if (d->count == 0)
		return;
	qsort(d->list, d->count, sizeof *d->list, by_pair);
	for (size_t i = 0; i < d->count; i++)
		if (kept == 0 || !same_unit(d->list[kept - 1].one, d->list[i].one) || !same_unit(d->list[kept - 1].other, d->list[i].other))
			d->list[kept++] = d->list[i];
	d->count = kept;
	qsort(d->list, d->count, sizeof *d->list, by_score);
}

enum mh_status mh_duplicates_find(struct mh_store *store, struct mh_duplicates *d, struct mh_err *err)
{
	struct finding f = { .d = d, .store = store };

	d->list = NULL;
	d->count = 0;
	d->common = 0;
	mh_str_init_secret(&f.pool, (size_t)256 * 1024 * 1024);
	mh_pieces_init(&f.pieces);
	enum mh_status status = read_merged(&f, err);
	if (status == MH_OK)
		status = mh_store_each_matched(store, &mh_mention, "person-ref", same_number, &f, err);
	if (status == MH_OK && d->purpose != NULL)
		status = search_names(&f, err);
	settle(d);
	mh_pieces_free(&f.pieces);
	mh_str_free(&f.pool);
	if (f.keys != NULL)
		mh_wipe(f.keys, f.key_count * sizeof *f.keys);
	free(f.keys);
	free(f.entries);
	free(f.merged);
	return status;
}

void mh_duplicates_free(struct mh_duplicates *d)
{
	free(d->list);
	d->list = NULL;
	d->count = 0;
}
