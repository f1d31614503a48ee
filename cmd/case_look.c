#include "case_look.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/links.h"
#include "chain/lookup.h"

/* Values by which one record is looked up, in one go: a hit that differs in one of them counts for less. Without the first there is no look: a
 * birth date alone tells nobody. */
static const struct look { const struct mh_kind *kind; struct { const char *field; enum mh_trait trait; } by[2]; size_t count; } looks[] = {
	{ &mh_mention, { { "name", MH_TRAIT_NAME }, { "born", MH_TRAIT_BORN } }, 2 },
	{ &mh_mention, { { "contact", MH_TRAIT_PHONE } }, 1 },
	{ &mh_person, { { "name", MH_TRAIT_NAME }, { "born", MH_TRAIT_BORN } }, 2 },
	{ &mh_person, { { "contact", MH_TRAIT_PHONE } }, 1 },
	{ &mh_person, { { "address", MH_TRAIT_ADDRESS } }, 1 },
	{ &mh_signal, { { "place-detail", MH_TRAIT_ADDRESS } }, 1 },
	{ &mh_signal, { { "place-detail", MH_TRAIT_PLATE } }, 1 },
};

enum { SURE_ENOUGH = 50 };	/* less is a word in common: nothing to stop for */

struct records { struct mh_record *list; size_t count; };

#define PURPOSE_USUAL "coordination"

struct looking {
	struct mh_session *session;
	const struct case_look_args *args;
	const char *purpose;
	struct records own;		/* the signals and their mentions, or the person */
	struct mh_id *said;		/* what was said already */
	size_t said_count;
};

static enum mh_status take(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct records *own = arg;

	(void)err;
	own->list = mh_grow(own->list, own->count + 1, sizeof *own->list);
	mh_record_copy(&own->list[own->count++], rec);
	return MH_OK;
}

static enum mh_status read_signal(struct looking *l, const char *id, struct mh_err *err)
{
	struct mh_record signal;
	struct mh_query query;

	mh_record_init(&signal, &mh_signal);
	enum mh_status status = mh_store_get_text(l->session->store, id, &mh_signal, &signal, err);
	if (status == MH_OK)
		status = take(&l->own, &signal, err);
	mh_query_init(&query, &mh_mention);
	mh_query_is_number(&query, "signal", signal.n);
	if (status == MH_OK)
		status = mh_store_each(l->session->store, &query, take, &l->own, err);
	mh_query_free(&query);
	mh_record_free(&signal);
	return status;
}

static enum mh_status open_own(struct looking *l, struct mh_err *err)
{
	struct mh_id *ids = mh_alloc(l->own.count + 1, sizeof *ids);

	for (size_t i = 0; i < l->own.count; i++)
		ids[i] = (struct mh_id){ l->own.list[i].kind, l->own.list[i].n };
	enum mh_status status = mh_store_unlock(l->session->store, l->session->log, l->purpose, ids, l->own.count, err);
	for (size_t i = 0; i < l->own.count && status == MH_OK; i++)
		status = mh_store_open_values(l->session->store, &l->own.list[i], err);
	free(ids);
	return status;
}

/* Is it one of the records that are looked up themselves, or the person of one of them, or was it said already? */
static bool is_known(const struct looking *l, struct mh_id id, int64_t signal, int64_t person)
{
	for (size_t i = 0; i < l->own.count; i++) {
		const struct mh_record *own = &l->own.list[i];
		if ((own->kind == id.kind && own->n == id.n) || (own->kind == &mh_signal && own->n == signal) ||
		    (own->kind == &mh_mention && id.kind == &mh_person && mh_record_number(own, "person") == id.n) ||
		    (own->kind == &mh_person && own->n == person && person != 0))
			return true;
	}
	for (size_t i = 0; i < l->said_count; i++)
		if (l->said[i].kind == id.kind && l->said[i].n == id.n)
			return true;
	return false;
}

static void note(struct looking *l, struct mh_id id)
{
	l->said = mh_grow(l->said, l->said_count + 1, sizeof *l->said);
	l->said[l->said_count++] = id;
}

/* "C-2026-0003, C-2026-0007": a case of the same person may be there already. */
static enum mh_status cases_of(struct looking *l, const struct mh_lookup_hit *hit, struct mh_str *out, struct mh_err *err)
{
	struct mh_id_list cases = { NULL, 0, 0 };
	char id[MH_ID_SIZE];
	enum mh_status status = mh_lookup_cases(l->session->store, hit, &cases, err);

	for (size_t i = 0; i < cases.count; i++) {
		mh_id_format(cases.list[i], id);
		mh_str_printf(out, "%s%s", i > 0 ? ", " : "", id);
	}
	free(cases.list);
	return status;
}

static void add_reasons(const struct mh_lookup_hit *hit, struct mh_str *out)
{
	for (size_t i = 0; i < MH_TRAIT_COUNT; i++)
		if (hit->likes[i] != MH_LIKE_NONE)
			mh_str_printf(out, "%s%s", out->len > 0 ? "; " : "", mh_likeness_text(hit->likes[i]));
}

/* "may be the same: M-2026-0004 S-2026-0003 suspect: the same name; case C-2026-0002" */
static enum mh_status say_hit(struct looking *l, const struct mh_lookup_hit *hit, struct mh_err *err)
{
	char id[MH_ID_SIZE], where[MH_ID_SIZE] = "";
	struct mh_str reason, cases;

	if (hit->score < SURE_ENOUGH || is_known(l, hit->id, hit->signal, hit->person))
		return MH_OK;
	note(l, hit->id);
	mh_str_init(&reason, 2000);
	mh_str_init(&cases, 2000);
	add_reasons(hit, &reason);
	enum mh_status status = cases_of(l, hit, &cases, err);
	mh_id_format(hit->id, id);
	if (hit->signal != 0)
		mh_id_format((struct mh_id){ &mh_signal, hit->signal }, where);
	const char *const role = hit->role[0] != '\0' ? mh_code_label(mh_store_catalogues(l->session->store), "role", hit->role) : "";
	const char *const space = where[0] != '\0' ? " " : "", *const before = role[0] != '\0' ? " " : "";
	if (cases.len > 0)
		mh_say(l->session, _("may be the same: %s%s%s%s%s: %s; case %s"), id, space, where, before, role, reason.s, cases.s);
	else
		mh_say(l->session, _("may be the same: %s%s%s%s%s: %s"), id, space, where, before, role, reason.s);
	mh_str_free(&cases);
	mh_str_free(&reason);
	return status;
}

static size_t read_sought(const struct look *look, const struct mh_record *rec, struct mh_sought *sought)
{
	struct mh_err none = MH_ERR_INIT;
	size_t count = 0;

	for (size_t i = 0; i < look->count; i++) {
		const char *text = mh_record_text(rec, look->by[i].field);
		if (text[0] == '\0' && i == 0)
			return 0;
		if (text[0] == '\0')
			continue;
		if (mh_sought_read(&sought[count], look->by[i].trait, text, strlen(text), &none) == MH_OK)
			count++;	/* what is no phone, or no plate, is nothing to look up */
		else
			mh_sought_free(&sought[count]);
	}
	return count;
}

static enum mh_status look_up(struct looking *l, const struct look *look, const struct mh_record *rec, struct mh_err *err)
{
	struct mh_sought sought[2] = { { .trait = MH_TRAIT_NAME } };
	const size_t count = read_sought(look, rec, sought);
	struct mh_lookup lookup = { .command = l->session->log, .purpose = l->purpose, .sought = sought, .count = count };
	enum mh_status status = count > 0 ? mh_lookup_run(l->session->store, &lookup, err) : MH_OK;

	for (size_t i = 0; i < lookup.hit_count && status == MH_OK; i++)
		status = say_hit(l, &lookup.hits[i], err);
	for (size_t i = 0; i < count; i++)
		mh_sought_free(&sought[i]);
	return status;
}

/* What somebody has linked the signal to, needs no look. */
static enum mh_status say_links(struct looking *l, const struct mh_record *signal, struct mh_err *err)
{
	struct mh_linked_list linked = MH_LINKED_LIST_INIT;
	enum mh_status status = mh_links_of(l->session->store, signal, &linked, err);
	char id[MH_ID_SIZE], to[MH_ID_SIZE];

	mh_record_id(signal, id);
	for (size_t i = 0; i < linked.count && status == MH_OK; i++) {
		if (is_known(l, linked.list[i].to, 0, 0))
			continue;
		note(l, linked.list[i].to);
		mh_id_format(linked.list[i].to, to);
		mh_say(l->session, _("%s is linked to %s: %s"), id, to, mh_code_label(mh_store_catalogues(l->session->store), "link", linked.list[i].how));
	}
	free(linked.list);
	return status;
}

static bool is_there(const struct mh_record *rec)
{
	for (size_t i = 0; i < MH_COUNT(looks); i++) {
		if (looks[i].kind != rec->kind)
			continue;
		const struct mh_value *value = &rec->values[mh_field_find(rec->kind, looks[i].by[0].field)];
		if (value->have == MH_HAVE_TEXT || (value->have == MH_HAVE_SEALED && rec->kind != &mh_person))
			return true;
	}
	return false;
}

static bool anything(const struct looking *l)
{
	bool there = false;

	for (size_t i = 0; i < l->own.count; i++)
		there = there || is_there(&l->own.list[i]);
	return there;
}

/* Where nobody asked for a look, that there is no key is no failure: the case is opened all the same. */
static enum mh_status say_nothing(const struct looking *l, const char *why)
{
	mh_say(l->session, _("nothing was looked up: no keyholder's key can be used here without asking; --look --purpose CODE asks for it (%s)"), why);
	return MH_OK;
}

static enum mh_status look_all(struct looking *l, struct mh_err *err)
{
	enum mh_status status = l->own.list[0].kind == &mh_person ? MH_OK : open_own(l, err);

	for (size_t i = 0; i < l->own.count && status == MH_OK; i++)
		for (size_t k = 0; k < MH_COUNT(looks) && status == MH_OK; k++)
			if (looks[k].kind == l->own.list[i].kind)
				status = look_up(l, &looks[k], &l->own.list[i], err);
	return status;
}

/* Looks where it was asked for, where somebody is there to be asked, or where a key opens without asking; a periodic job is never asked. */
static enum mh_status look_or_say(struct looking *l, struct mh_err *err)
{
	struct mh_err why = MH_ERR_INIT;
	enum mh_status status = MH_OK;

	if (l->args->no_look || l->own.count == 0 || (!l->args->look && !anything(l)))
		return MH_OK;
	if (l->args->look)
		return look_all(l, err);
	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		status = mh_store_check_unattended(l->session->store, &why);
	if (status == MH_OK)
		status = look_all(l, &why);
	if (status == MH_KEY)
		return say_nothing(l, why.text);
	if (status != MH_OK)
		return mh_fail(err, status, "%s", why.text);
	mh_say(l->session, l->said_count > 0 ? _("looked up for purpose %s, which is logged; --no-look skips it") :
		_("looked up for purpose %s, which is logged: nothing that is kept is like it; --no-look skips it"), l->purpose);
	return MH_OK;
}

static void end(struct looking *l)
{
	for (size_t i = 0; i < l->own.count; i++)
		mh_record_free(&l->own.list[i]);
	free(l->own.list);
	free(l->said);
}

enum mh_status case_look_check(const struct case_look_args *args, bool there, const char *nothing, struct mh_err *err)
{
	if (args->look && args->no_look)
		return mh_fail(err, MH_USAGE, _("--look: does not go with --no-look: give one of both"));
	if (args->look && args->purpose == NULL)
		return mh_fail(err, MH_USAGE, _("--look: say what is looked up for: --purpose CODE"));
	if ((args->look || args->purpose != NULL) && !there)
		return mh_fail(err, MH_USAGE, "--%s: %s", args->look ? "look" : "purpose", nothing);
	if (args->purpose != NULL && args->no_look)
		return mh_fail(err, MH_USAGE, _("--purpose: does not go with --no-look"));
	return MH_OK;
}

enum mh_status case_look(struct mh_session *session, const struct case_look_args *args, const char *const *signals, size_t count, size_t *found,
	struct mh_err *err)
{
	struct looking l = { .session = session, .args = args, .purpose = args->purpose != NULL ? args->purpose : PURPOSE_USUAL };
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < count && status == MH_OK; i++)
		status = read_signal(&l, signals[i], err);
	for (size_t i = 0; i < l.own.count && status == MH_OK; i++)
		if (l.own.list[i].kind == &mh_signal)
			status = say_links(&l, &l.own.list[i], err);
	if (status == MH_OK)
		status = look_or_say(&l, err);
	*found = l.said_count;
	end(&l);
	return status;
}

enum mh_status case_look_person(struct mh_session *session, const struct case_look_args *args, const struct mh_record *person, struct mh_err *err)
{
	struct looking l = { .session = session, .args = args, .purpose = args->purpose != NULL ? args->purpose : PURPOSE_USUAL };
	struct mh_record rec;

	mh_record_copy(&rec, person);
	enum mh_status status = take(&l.own, &rec, err);
	mh_record_free(&rec);
	if (status == MH_OK)
		status = look_or_say(&l, err);
	end(&l);
	return status;
}
