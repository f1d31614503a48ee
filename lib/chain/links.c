#include "chain/links.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Of these subjects all the signals that are linked in this way are of one place or one group of people. */
static const struct { const char *subject, *how; } closed[] = {
	{ "location", "same-location" },
	{ "network", "same-network" },
};

struct walk {
	struct mh_store *store;
	struct mh_linked_list *out;
	int64_t from;		/* signal whose links are read */
	int64_t start;
	const char *only;	/* links of this kind; NULL: of all */
	int steps;
};

static bool is_live(const struct mh_record *link)
{
	return !mh_record_has_code(link, "undone", "yes");
}

/* The end that is not the signal from which one looks. */
static struct mh_id other_end(const struct mh_record *link, int64_t from)
{
	if (mh_record_number(link, "case") != 0)
		return (struct mh_id){ &mh_case, mh_record_number(link, "case") };
	return (struct mh_id){ &mh_signal, mh_record_number(link, mh_record_number(link, "signal") == from ? "other" : "signal") };
}

/* A second link to the same signal is a link of its own only next door: further on it says nothing new. */
static bool is_known(const struct walk *walk, const struct mh_record *link, struct mh_id to)
{
	for (size_t i = 0; i < walk->out->count; i++) {
		const struct mh_linked *const known = &walk->out->list[i];

		if (known->link == link->n || (walk->steps > 1 && known->to.kind == to.kind && known->to.n == to.n))
			return true;
	}
	return walk->steps > 1 && to.kind == &mh_signal && to.n == walk->start;
}

static enum mh_status take_link(void *arg, struct mh_record *link, struct mh_err *err)
{
	struct walk *const walk = arg;
	const struct mh_id to = other_end(link, walk->from);

	(void)err;
	if (!is_live(link) || (walk->only && strcmp(mh_record_text(link, "link"), walk->only) != 0) || is_known(walk, link, to))
		return MH_OK;
	walk->out->list = mh_grow(walk->out->list, walk->out->count + 1, sizeof *walk->out->list);
	struct mh_linked *const linked = &walk->out->list[walk->out->count++];
	*linked = (struct mh_linked){ .link = link->n, .to = to, .steps = walk->steps };
	snprintf(linked->how, sizeof linked->how, "%s", mh_record_text(link, "link"));
	return MH_OK;
}

static enum mh_status links_from(struct walk *walk, struct mh_err *err)
{
	static const char *const ends[] = { "signal", "other" };
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < MH_COUNT(ends) && status == MH_OK; i++) {
		struct mh_query query;

		mh_query_init(&query, &mh_link);
		mh_query_is_number(&query, ends[i], walk->from);
		status = mh_store_each(walk->store, &query, take_link, walk, err);
		mh_query_free(&query);
	}
	return status;
}

enum mh_status mh_links_of(struct mh_store *store, const struct mh_record *signal, struct mh_linked_list *out, struct mh_err *err)
{
	struct walk walk = { .store = store, .out = out, .from = signal->n, .start = signal->n, .steps = 1 };
	enum mh_status status = links_from(&walk, err);

	for (size_t i = 0; i < MH_COUNT(closed); i++)
		if (mh_record_has_code(signal, "subject", closed[i].subject))
			walk.only = closed[i].how;
	/* The list grows while it is walked: what is found is looked at in its turn. */
	for (size_t i = 0; walk.only && i < out->count && status == MH_OK; i++) {
		if (out->list[i].to.kind != &mh_signal || strcmp(out->list[i].how, walk.only) != 0)
			continue;
		walk.from = out->list[i].to.n;
		walk.steps = out->list[i].steps + 1;
		status = links_from(&walk, err);
	}
	return status;
}

struct finding { int64_t signal; struct mh_id to; const char *how; struct mh_record *link; bool found; };

static enum mh_status take_same(void *arg, struct mh_record *link, struct mh_err *err)
{
	struct finding *const finding = arg;
	const struct mh_id to = other_end(link, finding->signal);

	(void)err;
	if (finding->found || !is_live(link) || to.kind != finding->to.kind || to.n != finding->to.n ||
	    (finding->how && strcmp(mh_record_text(link, "link"), finding->how) != 0))
		return MH_OK;
	finding->found = true;
	finding->link->n = link->n;
	return MH_OK;
}

enum mh_status mh_link_find(struct mh_store *store, int64_t signal, struct mh_id to, const char *how, struct mh_record *link, struct mh_err *err)
{
	static const char *const ends[] = { "signal", "other" };
	struct finding finding = { signal, to, how, link, false };
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < MH_COUNT(ends) && status == MH_OK; i++) {
		struct mh_query query;

		mh_query_init(&query, &mh_link);
		mh_query_is_number(&query, ends[i], signal);
		status = mh_store_each(store, &query, take_same, &finding, err);
		mh_query_free(&query);
	}
	if (status != MH_OK || !finding.found)
		return status == MH_OK ? MH_NO : status;
	return mh_store_get(store, (struct mh_id){ &mh_link, link->n }, link, err);
}

struct of_case { int64_t case_n; struct mh_linked_list *out; };

static enum mh_status take_of_case(void *arg, struct mh_record *link, struct mh_err *err)
{
	struct of_case *const of = arg;
	const int64_t one = mh_record_number(link, "case"), other = mh_record_number(link, "other-case"), signal = mh_record_number(link, "signal");

	(void)err;
	if (!is_live(link))
		return MH_OK;
	of->out->list = mh_grow(of->out->list, of->out->count + 1, sizeof *of->out->list);
	struct mh_linked *const linked = &of->out->list[of->out->count++];
	*linked = (struct mh_linked){ .link = link->n, .steps = 1,
		.to = signal != 0 ? (struct mh_id){ &mh_signal, signal } : (struct mh_id){ &mh_case, one == of->case_n ? other : one } };
	snprintf(linked->how, sizeof linked->how, "%s", mh_record_text(link, "link"));
	return MH_OK;
}

static int by_link(const void *a, const void *b)
{
	const struct mh_linked *x = a, *y = b;

	return x->link < y->link ? -1 : x->link > y->link;
}

enum mh_status mh_links_of_case(struct mh_store *store, int64_t case_n, struct mh_linked_list *out, struct mh_err *err)
{
	static const char *const ends[] = { "case", "other-case" };
	struct of_case of = { case_n, out };
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < MH_COUNT(ends) && status == MH_OK; i++) {
		struct mh_query query;

		mh_query_init(&query, &mh_link);
		mh_query_is_number(&query, ends[i], case_n);
		status = mh_store_each(store, &query, take_of_case, &of, err);
		mh_query_free(&query);
	}
	if (out->count > 0)
		qsort(out->list, out->count, sizeof *out->list, by_link);
	return status;
}

enum mh_status mh_case_link_find(struct mh_store *store, int64_t case_n, struct mh_id to, const char *how, struct mh_record *link, struct mh_err *err)
{
	struct mh_linked_list list = MH_LINKED_LIST_INIT;
	enum mh_status status = mh_links_of_case(store, case_n, &list, err);
	int64_t found = 0;

	for (size_t i = 0; i < list.count && found == 0; i++)
		if (list.list[i].to.kind == to.kind && list.list[i].to.n == to.n && strcmp(list.list[i].how, how) == 0)
			found = list.list[i].link;
	free(list.list);
	if (status != MH_OK || found == 0)
		return status == MH_OK ? MH_NO : status;
	return mh_store_get(store, (struct mh_id){ &mh_link, found }, link, err);
}
