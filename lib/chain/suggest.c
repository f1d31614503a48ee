#include "chain/suggest.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/group.h"

#define REASONS_MOST 8192

struct suggesting {
	const struct mh_suggesting *in;
	struct mh_suggestions *out;
	struct mh_rooms rooms;
	struct mh_catalogues *catalogues;
};

static void reason(struct mh_suggestion *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void against(struct mh_suggestion *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add_reason(struct mh_str *out, const char *format, va_list list)
{
	char text[1024];

	vsnprintf(text, sizeof text, format, list);
	mh_str_printf(out, "%s%s", out->len > 0 ? "; " : "", text);
}

static void reason(struct mh_suggestion *s, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	add_reason(&s->reasons, format, list);
	va_end(list);
}

/* What speaks against it stands in front, since it is why the partner can't be used. */
static void against(struct mh_suggestion *s, const char *format, ...)
{
	struct mh_str before;
	va_list list;

	mh_str_init(&before, REASONS_MOST);
	va_start(list, format);
	add_reason(&before, format, list);
	va_end(list);
	if (s->reasons.len > 0)
		mh_str_printf(&before, "; %s", s->reasons.s);
	mh_str_clear(&s->reasons);
	mh_str_add(&s->reasons, before.s, before.len);
	mh_str_free(&before);
	s->usable = false;
}

static const char *service_label(const struct suggesting *g, const char *code)
{
	return mh_code_label(g->catalogues, "service", code);
}

/* --- what is needed, and who offers it */

/* Index of the partner's first service in the rule's order; the count of them: none. */
static size_t place_in(const struct mh_route *route, const char *services)
{
	size_t i = 0;

	while (i < route->to.count && !mh_set_has(services, route->to.list[i]))
		i++;
	return i;
}

static bool relevant(const struct suggesting *g, const char *services)
{
	const struct mh_route *const route = g->out->route;

	return mh_set_has(services, g->in->need) || (route != NULL && (place_in(route, services) < route->to.count || mh_set_has(services, route->placed_by)));
}

static void judge_service(const struct suggesting *g, struct mh_suggestion *s)
{
	const struct mh_route *const route = g->out->route;
	const char *const services = mh_record_text(&s->partner, "services");
	const bool places = route != NULL && route->placed_by[0] != '\0' && mh_set_has(services, route->placed_by);

	s->order = route != NULL ? place_in(route, services) : 0;
	if (route == NULL)
		reason(s, _("offers %s"), service_label(g, g->in->need));
	else if (places)
		reason(s, _("places there: %s"), service_label(g, route->placed_by));
	else if (s->order < route->to.count)
		reason(s, _("offers %s"), service_label(g, route->to.list[s->order]));
	else
		against(s, _("offers %s, and by the rule of routing it goes elsewhere"), service_label(g, g->in->need));
	if (route != NULL && route->exclusive && !places && s->order < route->to.count)
		against(s, _("may not be asked by us: only who offers \"%s\" places there"), service_label(g, route->placed_by));
}

/* --- whom it is there for */

/* Target groups of one dimension: a partner that names some of them is there for those alone. */
static const char *const who[] = { "women", "men", "families", "couples", "minors", NULL };
static const char *const whence[] = { "own-or-eu", "third-country", NULL };

static bool names_some(const char *targets, const char *const dimension[])
{
	for (size_t i = 0; dimension[i] != NULL; i++)
		if (mh_set_has(targets, dimension[i]))
			return true;
	return false;
}

/* The group of this dimension to which the person belongs; "": not known. */
static const char *group_who(const struct mh_suggesting *in)
{
	const char *const sex = mh_record_text(in->person, "sex");

	if (strcmp(mh_route_value(in->the_case, in->person, "minor"), "yes") == 0)
		return "minors";
	if (mh_set_has(in->situation, "children"))
		return "families";
	if (mh_set_has(in->situation, "couple"))
		return "couples";
	return strcmp(sex, "female") == 0 ? "women" : strcmp(sex, "male") == 0 ? "men" : "";
}

static const char *group_whence(const struct mh_suggesting *in)
{
	const char *const group = mh_record_text(in->the_case, "group");

	return strcmp(group, "own") == 0 || strcmp(group, "eu") == 0 ? "own-or-eu" : strcmp(group, "third-country") == 0 ? "third-country" : "";
}

static void judge_dimension(const struct suggesting *g, struct mh_suggestion *s, const char *const dimension[], const char *group)
{
	const char *const targets = mh_record_text(&s->partner, "targets");

	if (!names_some(targets, dimension))
		return;
	if (group[0] == '\0')
		reason(s, _("is there for certain groups; what the case says is not enough to know whether for this person"));
	else if (mh_set_has(targets, group))
		reason(s, _("is there for %s"), mh_code_label(g->catalogues, "target-group", group));
	else
		against(s, _("target group: is not there for %s"), mh_code_label(g->catalogues, "target-group", group));
}

static void judge_targets(const struct suggesting *g, struct mh_suggestion *s)
{
	judge_dimension(g, s, who, group_who(g->in));
	judge_dimension(g, s, whence, group_whence(g->in));
	if (mh_set_has(g->in->situation, "complex") && mh_set_has(mh_record_text(&s->partner, "targets"), "complex"))
		reason(s, _("is there for %s"), mh_code_label(g->catalogues, "target-group", "complex"));
}

/* --- where, how full, how quick */

static void judge_area(const struct suggesting *g, struct mh_suggestion *s)
{
	static const char *const fields[] = { "stay", "municipality" };	/* where the person is now counts before where it was found */
	const char *const serves = mh_record_text(&s->partner, "municipalities");
	const char *named = "";

	if (serves[0] == '\0')
		return;
	for (size_t i = 0; i < MH_COUNT(fields); i++) {
		const char *const municipality = mh_record_text(g->in->the_case, fields[i]);

		if (municipality[0] != '\0' && mh_set_has(serves, municipality)) {
			reason(s, _("serves %s"), mh_code_label(g->catalogues, "municipality", municipality));
			return;
		}
		if (named[0] == '\0')
			named = municipality;
	}
	if (named[0] == '\0')
		reason(s, _("serves certain municipalities, and the case names none"));
	else
		against(s, _("does not serve %s"), mh_code_label(g->catalogues, "municipality", named));
}

/* Whoever places finds a bed elsewhere: its own beds say nothing. */
static void judge_room(const struct suggesting *g, struct mh_suggestion *s)
{
	const struct mh_route *const route = g->out->route;
	const bool sleeps = strncmp(g->in->need, "shelter", strlen("shelter")) == 0 || (route != NULL && route->places.count > 0);
	int64_t waiting = 0;

	s->beds = -1;
	if (!sleeps)
		return;
	for (size_t i = 0; i < g->rooms.count; i++) {
		const struct mh_room *const room = &g->rooms.list[i];

		if (room->partner != s->partner.n || (route != NULL && route->places.count > 0 && !mh_word_list_has(&route->places, room->place)))
			continue;
		if (room->beds >= 0)
			s->beds = (s->beds < 0 ? 0 : s->beds) + room->beds;
		s->taken += room->taken;
		waiting += room->waiting;
	}
	if (route == NULL || (route->placed_by[0] != '\0' && mh_set_has(mh_record_text(&s->partner, "services"), route->placed_by)))
		return;
	if (s->beds < 0)
		reason(s, _("nobody said how many beds it has"));
	else if (s->taken >= s->beds)
		against(s, _("full today: %lld of %lld beds are taken, %lld wait"), (long long)s->taken, (long long)s->beds, (long long)waiting);
	else
		reason(s, _("%lld of %lld beds free today, %lld wait"), (long long)(s->beds - s->taken), (long long)s->beds, (long long)waiting);
}

static enum mh_status judge_answers(const struct suggesting *g, struct mh_suggestion *s, struct mh_err *err)
{
	static const struct mh_date open = { 0, 0, 0 };
	enum mh_status status = mh_answers_of(g->in->store, g->in->work, s->partner.n, open, open, g->in->day, &s->answers, err);

	if (status == MH_OK && s->answers.in_time + s->answers.late > 0)
		reason(s, _("answered in time: %lld of %lld"), (long long)s->answers.in_time, (long long)(s->answers.in_time + s->answers.late));
	else if (status == MH_OK)
		reason(s, _("was not asked before"));
	return status;
}

static enum mh_status take_partner(void *arg, struct mh_record *partner, struct mh_err *err)
{
	struct suggesting *const g = arg;
	struct mh_err why = MH_ERR_INIT;

	if (!relevant(g, mh_record_text(partner, "services")))
		return MH_OK;
	g->out->list = mh_grow(g->out->list, g->out->count + 1, sizeof *g->out->list);
	struct mh_suggestion *const s = &g->out->list[g->out->count++];
	*s = (struct mh_suggestion){ .usable = true };
	mh_str_init(&s->reasons, REASONS_MOST);
	mh_record_copy(&s->partner, partner);
	judge_service(g, s);
	judge_targets(g, s);
	judge_area(g, s);
	judge_room(g, s);
	enum mh_status status = judge_answers(g, s, err);
	if (status == MH_OK)
		status = mh_store_row_true(g->in->store, partner, err);
	if (status == MH_OK && g->in->usable(g->in->store, partner, g->in->now, &why) != MH_OK)
		against(s, "%s", why.text);
	return status;
}

/* --- the order */

static int64_t free_beds(const struct mh_suggestion *s)
{
	return s->beds < 0 ? 0 : s->beds - s->taken;
}

/* Usable ones, then by the rule, by free beds, by answers in time as a share, by code. */
static int by_worth(const void *left, const void *right)
{
	const struct mh_suggestion *const a = left, *const b = right;
	const int64_t a_all = a->answers.in_time + a->answers.late, b_all = b->answers.in_time + b->answers.late;
	const int64_t share = b->answers.in_time * (a_all > 0 ? a_all : 1) - a->answers.in_time * (b_all > 0 ? b_all : 1);

	if (a->usable != b->usable)
		return a->usable ? -1 : 1;
	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	if (free_beds(a) != free_beds(b))
		return free_beds(a) > free_beds(b) ? -1 : 1;
	if (share != 0)
		return share < 0 ? -1 : 1;
	return strcmp(mh_record_text(&a->partner, "code"), mh_record_text(&b->partner, "code"));
}

/* What a rule would have asked for this need, and the case does not say. */
static void list_unknown(const struct mh_suggesting *in, struct mh_str *out)
{
	for (size_t i = 0; i < in->routes->count; i++) {
		const struct mh_route *const rule = &in->routes->list[i];

		for (size_t k = 0; mh_word_list_has(&rule->need, in->need) && k < rule->when_count; k++) {
			const char *const field = rule->when[k].field;

			if (mh_route_value(in->the_case, in->person, field)[0] == '\0' && !mh_set_has(out->s, field) && !mh_word_list_has(&rule->when[k].values, "none"))
				mh_str_printf(out, "%s%s", out->len > 0 ? ";" : "", field);
		}
	}
}

enum mh_status mh_suggest(const struct mh_suggesting *in, struct mh_suggestions *out, struct mh_err *err)
{
	struct suggesting g = { .in = in, .out = out, .rooms = MH_ROOMS_INIT, .catalogues = mh_store_catalogues(in->store) };
	struct mh_query query;

	*out = (struct mh_suggestions){ .route = mh_route_choose(in->routes, in->the_case, in->person, in->need, in->situation) };
	mh_str_init(&out->unknown, 1024);
	if (out->route == NULL)
		list_unknown(in, &out->unknown);
	enum mh_status status = mh_rooms_on(in->store, in->work, in->day, &g.rooms, err);
	mh_query_init(&query, &mh_partner);
	if (status == MH_OK)
		status = mh_store_each(in->store, &query, take_partner, &g, err);
	mh_query_free(&query);
	mh_rooms_free(&g.rooms);
	if (status == MH_OK && out->count > 0)
		qsort(out->list, out->count, sizeof *out->list, by_worth);
	if (status == MH_OK && out->count == 0)
		status = mh_fail(err, MH_NO, _("no partner offers %s: name in a partner's entry what it offers (services), and import it"),
			service_label(&g, out->route != NULL ? out->route->to.list[0] : in->need));
	return status;
}

void mh_suggestions_free(struct mh_suggestions *out)
{
	for (size_t i = 0; i < out->count; i++) {
		mh_record_free(&out->list[i].partner);
		mh_str_free(&out->list[i].reasons);
	}
	free(out->list);
	if (out->unknown.s != NULL)
		mh_str_free(&out->unknown);
	*out = (struct mh_suggestions){ .route = NULL };
}
