#include "chain/erase_plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/referral.h"

/*
 * What goes along: records whose field points to one that goes. Disclosures go too: they say of a person what was given to whom; that it
 * was given stays in the log. A signal of a case's file goes when nobody else is mentioned in it (alone).
 */
static const struct link { const struct mh_kind *kind; const char *field; const struct mh_kind *of; bool alone; } along[] = {
	{ &mh_mention, "signal", &mh_signal, false },
	{ &mh_mention, "person", &mh_person, false },
	{ &mh_case, "person", &mh_person, false },
	{ &mh_person, "same-as", &mh_person, false },
	{ &mh_event, "case", &mh_case, false },
	{ &mh_consent, "case", &mh_case, false },
	{ &mh_signal, "case", &mh_case, true },
	{ &mh_referral, "case", &mh_case, false },
	{ &mh_referral, "person", &mh_person, false },
	{ &mh_message, "referral", &mh_referral, false },
	{ &mh_message, "signal", &mh_signal, false },
	{ &mh_disclosure, "case", &mh_case, false },
	{ &mh_disclosure, "person", &mh_person, false },
	{ &mh_disclosure, "referral", &mh_referral, false },
	{ &mh_disclosure, "signal", &mh_signal, false },
	{ &mh_registration, "case", &mh_case, false },
	{ &mh_link, "signal", &mh_signal, false },
	{ &mh_link, "other", &mh_signal, false },
	{ &mh_link, "case", &mh_case, false },
	{ &mh_link, "other-case", &mh_case, false },
	{ &mh_assessment, "signal", &mh_signal, false },
	{ &mh_feedback, "signal", &mh_signal, false },
	{ &mh_feedback, "disclosure", &mh_disclosure, false },
	{ &mh_intake, "case", &mh_case, false },
	{ &mh_need, "case", &mh_case, false },
	{ &mh_plan, "case", &mh_case, false },
	{ &mh_stay, "case", &mh_case, false },
	{ &mh_programme, "case", &mh_case, false },
	{ &mh_party, "case", &mh_case, false },
	{ &mh_task, "case", &mh_case, false },
	{ &mh_paper, "case", &mh_case, false },
	{ &mh_note, "case", &mh_case, false },
	{ &mh_cost, "case", &mh_case, false },
	{ &mh_discussed, "case", &mh_case, false },
	{ &mh_assignment, "case", &mh_case, false },
	{ &mh_request, "case", &mh_case, false },
	{ &mh_consent, "party", &mh_party, false },
	{ &mh_stay, "moved-from", &mh_stay, false },
	{ &mh_task, "conference", &mh_conference, false },
	{ &mh_invitation, "conference", &mh_conference, false },
	{ &mh_discussed, "conference", &mh_conference, false },
	{ &mh_hold, "signal", &mh_signal, false },
	{ &mh_hold, "case", &mh_case, false },
	{ &mh_hold, "person", &mh_person, false },
	{ &mh_hold, "referral", &mh_referral, false },
};

/* Records that keep a person, and those that keep a signal: when the last of them goes, it goes. */
static const struct link keeps[] = {
	{ &mh_mention, "person", &mh_person, false },
	{ &mh_case, "person", &mh_person, false },
	{ &mh_referral, "person", &mh_person, false },
	{ &mh_mention, "signal", &mh_signal, false },
};

/* What a hold keeps along with the record that it names: what belongs to a file, and the person whom the file is about. */
static const struct link held_along[] = {
	{ &mh_signal, "case", &mh_case, false },
	{ &mh_referral, "case", &mh_case, false },
	{ &mh_mention, "signal", &mh_signal, false },
};

void mh_id_list_add(struct mh_id_list *list, struct mh_id id)
{
	if (list->count == list->room) {
		list->room = list->room > 0 ? 2 * list->room : 32;
		list->list = mh_grow(list->list, list->room, sizeof *list->list);
	}
	list->list[list->count++] = id;
}

static bool same(struct mh_id a, struct mh_id b)
{
	return a.kind == b.kind && a.n == b.n;
}

/* Where the id is, or would be. What was taken back leaves slots behind that no longer agree with the erasure. */
static struct mh_plan_slot *slot_of(const struct mh_erase_plan *plan, struct mh_id id)
{
	uint64_t mixed = ((uint64_t)id.n << 6 | (uint64_t)id.kind->number) * UINT64_C(0x9e3779b97f4a7c15);
	size_t at = (size_t)(mixed ^ mixed >> 32) & (plan->slot_room - 1);

	while (plan->slots[at].id.kind != NULL && !same(plan->slots[at].id, id))
		at = (at + 1) & (plan->slot_room - 1);
	return &plan->slots[at];
}

bool mh_erase_plan_has(const struct mh_erase_plan *plan, struct mh_id id)
{
	if (plan->slot_room == 0)
		return false;
	const struct mh_plan_slot *slot = slot_of(plan, id);
	return slot->id.kind != NULL && slot->at < plan->erasure.count && same(plan->erasure.ids[slot->at].id, id);
}

static void grow_slots(struct mh_erase_plan *plan)
{
	free(plan->slots);
	plan->slot_room = plan->slot_room > 0 ? 2 * plan->slot_room : 256;
	plan->slots = mh_alloc(plan->slot_room, sizeof *plan->slots);
	plan->slot_used = plan->erasure.count;
	for (size_t i = 0; i < plan->erasure.count; i++)
		*slot_of(plan, plan->erasure.ids[i].id) = (struct mh_plan_slot){ plan->erasure.ids[i].id, i };
}

static void take(struct mh_erase_plan *plan, struct mh_id id, size_t ground)
{
	if (mh_erase_plan_has(plan, id))
		return;
	if (2 * (plan->slot_used + 1) >= plan->slot_room)
		grow_slots(plan);
	*slot_of(plan, id) = (struct mh_plan_slot){ id, plan->erasure.count };
	plan->slot_used++;
	mh_erasure_id(&plan->erasure, id, ground);
}

static void stays(struct mh_erase_plan *plan, enum mh_stay why, struct mh_id by)
{
	if (plan->why == MH_STAY_NO) {
		plan->why = why;
		plan->by = by;
	}
}

bool mh_erase_plan_held(const struct mh_erase_plan *plan, struct mh_id id, struct mh_id *by)
{
	for (size_t i = 0; i < plan->hold_count; i++)
		if (same(plan->holds[i].id, id)) {
			*by = plan->holds[i].hold;
			return true;
		}
	return false;
}

static void check_held(struct mh_erase_plan *plan, struct mh_id id)
{
	struct mh_id by;

	if (mh_erase_plan_held(plan, id, &by))
		stays(plan, MH_STAY_HELD, by);
}

static enum mh_status collect(void *arg, struct mh_record *rec, struct mh_err *err)
{
	(void)err;
	mh_id_list_add(arg, (struct mh_id){ rec->kind, rec->n });
	return MH_OK;
}

static enum mh_status children(struct mh_erase_plan *plan, const struct link *link, int64_t n, struct mh_id_list *out, struct mh_err *err)
{
	out->count = 0;
	return mh_store_children(plan->store, link->kind, link->field, n, collect, out, err);
}

/* Is everybody who is mentioned in the signal the person of the case, or nobody in particular? */
static enum mh_status is_alone(struct mh_erase_plan *plan, struct mh_id signal, int64_t person, bool *alone, struct mh_err *err)
{
	struct mh_id_list mentions = { NULL, 0, 0 };
	struct mh_record rec;
	enum mh_status status = children(plan, &along[0], signal.n, &mentions, err);

	*alone = true;
	mh_record_init(&rec, &mh_mention);
	for (size_t i = 0; i < mentions.count && status == MH_OK; i++) {
		status = mh_store_get(plan->store, mentions.list[i], &rec, err);
		int64_t of = status == MH_OK ? mh_record_number(&rec, "person") : 0;
		*alone = *alone && (of == 0 || of == person);
	}
	mh_record_free(&rec);
	free(mentions.list);
	return status;
}

static enum mh_status take_along(struct mh_erase_plan *plan, const struct mh_record *rec, size_t ground, struct mh_err *err)
{
	struct mh_id_list found = { NULL, 0, 0 };
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < MH_COUNT(along) && status == MH_OK; i++) {
		if (along[i].of != rec->kind)
			continue;
		status = children(plan, &along[i], rec->n, &found, err);
		for (size_t k = 0; k < found.count && status == MH_OK; k++) {
			bool alone = true;
			if (along[i].alone)
				status = is_alone(plan, found.list[k], mh_record_number(rec, "person"), &alone, err);
			if (alone)
				take(plan, found.list[k], ground);
		}
	}
	free(found.list);
	return status;
}

static bool under_way(const struct mh_record *referral)
{
	static const char *const ended[] = { "draft", "declined", "done", "withdrawn", "returned", "expired" };
	const char *state = mh_record_text(referral, "state");

	for (size_t i = 0; i < MH_COUNT(ended); i++)
		if (strcmp(state, ended[i]) == 0)
			return false;
	return true;
}

static void take_files(struct mh_erase_plan *plan, const struct mh_record *message)
{
	char file[65];

	for (const char *at = mh_record_text(message, "files"); *at != '\0'; at += strcspn(at, " ")) {
		at += strspn(at, " ");
		size_t len = strcspn(at, " ");
		if (len != sizeof file - 1)
			continue;
		memcpy(file, at, len);
		file[len] = '\0';
		mh_erasure_file(&plan->erasure, file);
	}
}

/* Whom the record is about, and which signal it is a part of: they may have lost their last record. */
static void look_up(struct mh_erase_plan *plan, const struct mh_record *rec)
{
	const struct mh_id id = { rec->kind, rec->n };

	if (rec->kind == &mh_person)
		mh_id_list_add(&plan->persons, id);
	for (size_t i = 0; i < MH_COUNT(keeps); i++) {
		if (keeps[i].kind != rec->kind)
			continue;
		struct mh_id of = { keeps[i].of, mh_record_number(rec, keeps[i].field) };
		if (of.n != 0)
			mh_id_list_add(&plan->candidates, of);
		if (of.kind == &mh_person && of.n != 0) {
			mh_id_list_add(&plan->persons, of);
			check_held(plan, of);
		} else if (of.kind == &mh_person && rec->kind == &mh_mention) {
			mh_id_list_add(&plan->named, id);
		}
	}
}

static enum mh_status visit(struct mh_erase_plan *plan, size_t at, struct mh_err *err)
{
	const struct mh_id id = plan->erasure.ids[at].id;
	struct mh_record rec;

	mh_record_init(&rec, id.kind);
	enum mh_status status = mh_store_get(plan->store, id, &rec, err);
	if (status == MH_OK) {
		check_held(plan, id);
		look_up(plan, &rec);
		if (id.kind == &mh_referral && under_way(&rec))
			stays(plan, MH_STAY_RUNS, id);
		if (id.kind == &mh_message)
			take_files(plan, &rec);
		if (id.kind == &mh_person && mh_record_number(&rec, "same-as") != 0)	/* the same person */
			take(plan, (struct mh_id){ &mh_person, mh_record_number(&rec, "same-as") }, plan->erasure.ids[at].ground);
		status = take_along(plan, &rec, plan->erasure.ids[at].ground, err);
	}
	mh_record_free(&rec);
	return status;
}

/* Is there a record left that keeps it? */
static enum mh_status is_kept(struct mh_erase_plan *plan, struct mh_id id, bool *kept, struct mh_err *err)
{
	struct mh_id_list found = { NULL, 0, 0 };
	enum mh_status status = MH_OK;

	*kept = false;
	for (size_t i = 0; i < MH_COUNT(keeps) && status == MH_OK && !*kept; i++) {
		if (keeps[i].of != id.kind)
			continue;
		status = children(plan, &keeps[i], id.n, &found, err);
		for (size_t k = 0; k < found.count && !*kept; k++)
			*kept = !mh_erase_plan_has(plan, found.list[k]);
	}
	free(found.list);
	return status;
}

/* Takes what lost its last record; true when there was any. */
static enum mh_status take_lost(struct mh_erase_plan *plan, size_t from, size_t ground, bool *any, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	bool kept;

	*any = false;
	for (size_t i = from; i < plan->candidates.count && status == MH_OK; i++) {
		struct mh_id id = plan->candidates.list[i];
		if (mh_erase_plan_has(plan, id))
			continue;
		status = is_kept(plan, id, &kept, err);
		if (status == MH_OK && !kept) {
			take(plan, id, ground);
			*any = true;
		}
	}
	return status;
}

static void note_words(struct mh_erase_plan *plan, size_t from)
{
	for (size_t i = from; i < plan->candidates.count; i++)
		if (plan->candidates.list[i].kind == &mh_signal && !mh_erase_plan_has(plan, plan->candidates.list[i]))
			mh_id_list_add(&plan->words, plan->candidates.list[i]);
}

struct mark { size_t ids, grounds, files, persons, named, candidates, words; };

static void take_back(struct mh_erase_plan *plan, const struct mark *mark)
{
	while (plan->erasure.file_count > mark->files)
		free(plan->erasure.files[--plan->erasure.file_count]);
	while (plan->erasure.ground_count > mark->grounds)
		free(plan->erasure.grounds[--plan->erasure.ground_count]);
	plan->erasure.count = mark->ids;
	plan->persons.count = mark->persons;
	plan->named.count = mark->named;
	plan->candidates.count = mark->candidates;
	plan->words.count = mark->words;
}

enum mh_status mh_erase_plan_add(struct mh_erase_plan *plan, struct mh_id root, const char *ground, struct mh_err *err)
{
	const struct mark mark = { plan->erasure.count, plan->erasure.ground_count, plan->erasure.file_count, plan->persons.count, plan->named.count, plan->candidates.count, plan->words.count };
	enum mh_status status = MH_OK;
	size_t at = mark.ids;
	bool any = true;

	plan->why = MH_STAY_NO;
	if (mh_erase_plan_has(plan, root))	/* it goes along with another */
		return MH_OK;
	const size_t index = mh_erasure_ground(&plan->erasure, ground);
	take(plan, root, index);
	while (any && status == MH_OK && plan->why == MH_STAY_NO) {
		for (; at < plan->erasure.count && status == MH_OK; at++)
			status = visit(plan, at, err);
		if (status == MH_OK)
			status = take_lost(plan, mark.candidates, index, &any, err);
	}
	if (status != MH_OK || plan->why != MH_STAY_NO)
		take_back(plan, &mark);
	else
		note_words(plan, mark.candidates);
	return status;
}

static void hold(struct mh_erase_plan *plan, struct mh_id id, struct mh_id by)
{
	plan->holds = mh_grow(plan->holds, plan->hold_count + 1, sizeof *plan->holds);
	plan->holds[plan->hold_count++] = (struct mh_held){ id, by };
}

static enum mh_status hold_person(struct mh_erase_plan *plan, struct mh_held of, struct mh_err *err)
{
	struct mh_record rec;

	mh_record_init(&rec, &mh_case);
	enum mh_status status = mh_store_get(plan->store, of.id, &rec, err);
	if (status == MH_OK && mh_record_number(&rec, "person") != 0)
		hold(plan, (struct mh_id){ &mh_person, mh_record_number(&rec, "person") }, of.hold);
	mh_record_free(&rec);
	return status;
}

/* What is held along stands behind what is held, and is looked at in its turn. */
static enum mh_status hold_along(struct mh_erase_plan *plan, struct mh_err *err)
{
	struct mh_id_list found = { NULL, 0, 0 };
	enum mh_status status = MH_OK;

	for (size_t at = 0; at < plan->hold_count && status == MH_OK; at++) {
		const struct mh_held of = plan->holds[at];
		if (of.id.kind == &mh_case)
			status = hold_person(plan, of, err);
		for (size_t i = 0; i < MH_COUNT(held_along) && status == MH_OK; i++) {
			if (held_along[i].of != of.id.kind)
				continue;
			status = children(plan, &held_along[i], of.id.n, &found, err);
			for (size_t k = 0; k < found.count && status == MH_OK; k++)
				hold(plan, found.list[k], of.hold);
		}
	}
	free(found.list);
	return status;
}

struct reading { struct mh_erase_plan *plan; char day[MH_DATE_SIZE]; };

static enum mh_status take_hold(void *arg, struct mh_record *rec, struct mh_err *err)
{
	static const char *const links[] = { "signal", "case", "person", "referral" };
	const struct reading *r = arg;
	const char *until = mh_record_text(rec, "until");

	(void)err;
	if (mh_record_has(rec, "lifted") || (until[0] != '\0' && strcmp(until, r->day) < 0))
		return MH_OK;
	for (size_t i = 0; i < MH_COUNT(links); i++) {
		int64_t n = mh_record_number(rec, links[i]);
		if (n != 0)
			hold(r->plan, (struct mh_id){ mh_kind_find(links[i]), n }, (struct mh_id){ &mh_hold, rec->n });
	}
	return MH_OK;
}

enum mh_status mh_erase_plan_start(struct mh_erase_plan *plan, struct mh_store *store, struct mh_date day, struct mh_err *err)
{
	struct reading r = { .plan = plan };
	struct mh_query all;

	*plan = (struct mh_erase_plan){ .store = store };
	mh_date_format(day, r.day);
	mh_query_init(&all, &mh_hold);
	enum mh_status status = mh_store_each(store, &all, take_hold, &r, err);
	return status == MH_OK ? hold_along(plan, err) : status;
}

void mh_erase_plan_free(struct mh_erase_plan *plan)
{
	mh_erasure_free(&plan->erasure);
	free(plan->persons.list);
	free(plan->named.list);
	free(plan->words.list);
	free(plan->candidates.list);
	free(plan->holds);
	free(plan->slots);
	*plan = (struct mh_erase_plan){ .store = NULL };
}

static int by_number(const void *a, const void *b)
{
	const struct mh_id *left = a, *right = b;

	return left->n < right->n ? -1 : left->n > right->n;
}

int64_t mh_erase_plan_persons(struct mh_erase_plan *plan)
{
	int64_t count = (int64_t)plan->named.count;

	if (plan->persons.count > 0)
		qsort(plan->persons.list, plan->persons.count, sizeof *plan->persons.list, by_number);
	for (size_t i = 0; i < plan->persons.count; i++)
		count += i == 0 || plan->persons.list[i].n != plan->persons.list[i - 1].n;
	return count;
}
