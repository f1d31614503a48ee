/* mh-refer suggest: partners for what a person needs, the best first, with reasons in words. Needs no key. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/group.h"
#include "chain/suggest.h"
#include "commands_refer.h"
#include "exchange/usable.h"
#include "session.h"

struct args { const char *need, *situation; };

static const struct mh_option options[] = {
	{ 0, "need", MH_OPT_TEXT, offsetof(struct args, need), N_("code"), "catalogue:service", N_("help that is needed; the open needs of the case if left out") },
	{ 0, "situation", MH_OPT_TEXT, offsetof(struct args, situation), N_("codes"), "catalogue:situation", N_("what the case does not hold in the clear, such as children or dublin, joined by ;") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_suggest = {
	.name = "suggest", .operands = N_("case"), .min = 1, .max = 1,
	.summary = N_("propose partners for what a person needs, with reasons, and say who can't be used and why"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT,
	.run = run,
};

static const struct mh_column columns[] = {
	{ "need", N_("need"), false, false }, { "partner", N_("partner"), false, false }, { "usable", N_("usable"), false, false },
	{ "column", N_("column"), false, false }, { "free", N_("free"), true, false }, { "in-time", N_("in time"), true, false },
	{ "answered", N_("answers due"), true, false }, { "rule", N_("rule"), false, false }, { "why", N_("why"), false, false },
};

struct showing {
	struct mh_session *session;
	struct mh_suggesting in;
	struct mh_rows *rows;
	bool people;
};

static void add_row(const struct showing *s, const struct mh_suggestions *found, const struct mh_suggestion *one)
{
	struct mh_catalogues *const catalogues = mh_store_catalogues(s->session->store);
	const char *const column = mh_record_text(&one->partner, "column");
	const int64_t answered = one->answers.in_time + one->answers.late;
	const struct mh_cell cells[] = {
		mh_cell_text(s->people ? mh_code_label(catalogues, "service", s->in.need) : s->in.need), mh_cell_text(mh_record_text(&one->partner, "code")),
		mh_cell_text(s->people ? mh_code_label(catalogues, "yes-no", one->usable ? "yes" : "no") : one->usable ? "yes" : "no"),
		mh_cell_text(s->people ? mh_code_label(catalogues, "column", column) : column),
		one->beds >= 0 ? mh_cell_number(one->beds - one->taken) : mh_cell_text(NULL), mh_cell_number(one->answers.in_time), mh_cell_number(answered),
		mh_cell_text(found->route != NULL ? found->route->code : NULL), mh_cell_text(one->reasons.s),
	};

	mh_rows_add(s->rows, cells);
}

/* The rule by which it was proposed, or why none was. */
static void say_rule(const struct showing *s, const struct mh_suggestions *found)
{
	const struct mh_route *const route = found->route;
	const char *const need = mh_code_label(mh_store_catalogues(s->session->store), "service", s->in.need);

	if (route == NULL && found->unknown.len > 0)
		mh_say(s->session, _("%s: no rule of routing fits: the case does not say: %s"), need, found->unknown.s);
	else if (route == NULL)
		mh_say(s->session, _("%s: no rule of routing speaks of it: all who offer it are shown"), need);
	else
		mh_say(s->session, _("%s: rule %s: %s (source: %s%s)"), need, route->code, mh_label(route->en, route->nl), route->source,
			strcmp(route->checked, "unverified") == 0 ? _("; unverified") : "");
	if (route != NULL && route->note[0] != '\0')
		mh_say(s->session, "%s", route->note);
}

static enum mh_status suggest_for(struct showing *s, const char *need, struct mh_err *err)
{
	struct mh_suggestions found;

	s->in.need = need;
	enum mh_status status = mh_suggest(&s->in, &found, err);
	if (status == MH_OK)
		say_rule(s, &found);
	for (size_t i = 0; status == MH_OK && i < found.count; i++)
		add_row(s, &found, &found.list[i]);
	mh_suggestions_free(&found);
	return status;
}

static enum mh_status take_need(void *arg, struct mh_record *need, struct mh_err *err)
{
	struct mh_str *const set = arg;

	(void)err;
	if (!mh_set_has(set->s, mh_record_text(need, "service")))
		mh_str_printf(set, "%s%s", set->len > 0 ? ";" : "", mh_record_text(need, "service"));
	return MH_OK;
}

static enum mh_status read_needs(const struct mh_session *session, const struct mh_record *the_case, const char *need, struct mh_str *set, struct mh_err *err)
{
	char id[MH_ID_SIZE];
	struct mh_query query;

	if (need != NULL) {
		mh_str_puts(set, need);
		return MH_OK;
	}
	mh_query_init(&query, &mh_need);
	mh_query_is_number(&query, "case", the_case->n);
	mh_query_is(&query, "state", "open");
	enum mh_status status = mh_store_each(session->store, &query, take_need, set, err);
	mh_query_free(&query);
	mh_record_id(the_case, id);
	if (status == MH_OK && set->len == 0)
		status = mh_fail(err, MH_NO, _("%s: no need is open: give --need, or record one with mh-case need add"), id);
	return status;
}

/* Every code of the set is one of the catalogue. */
static enum mh_status check_codes(struct mh_session *session, const char *option, const char *catalogue, const char *set, struct mh_err *err)
{
	const struct mh_code_list *const list = mh_catalogue(mh_store_catalogues(session->store), catalogue, err);

	if (list == NULL)
		return MH_STORE;
	for (const char *p = set; *p != '\0'; ) {
		const size_t n = strcspn(p, ";");

		if (mh_code_find(list, p, n) == NULL)
			return mh_fail(err, MH_USAGE, _("%s %.*s: is no code of catalogue %s: mh-store codes %s lists them"), option, (int)n, p, catalogue, catalogue);
		p += n + (p[n] == ';');
	}
	return MH_OK;
}

static enum mh_status show(struct showing *s, struct mh_str *needs, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	mh_session_page(s->session);
	s->rows = mh_session_rows(s->session, columns, MH_COUNT(columns), 1);
	for (char *need = needs->s, *next; status == MH_OK && *need != '\0'; need = next) {
		next = need + strcspn(need, ";");
		if (*next != '\0')
			*next++ = '\0';
		status = suggest_for(s, need, err);
	}
	const enum mh_status ended = mh_session_rows_end(s->session, s->rows, status == MH_OK ? err : NULL);
	return status == MH_OK ? ended : status;
}

static enum mh_status read_case(struct mh_session *session, const char *id, struct mh_record *the_case, struct mh_record *person, struct mh_err *err)
{
	enum mh_status status = mh_store_get_text(session->store, id, &mh_case, the_case, err);

	if (status == MH_OK)
		status = mh_store_get(session->store, (struct mh_id){ &mh_person, mh_record_number(the_case, "person") }, person, err);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *const args = arg;
	struct mh_casework work = MH_CASEWORK_INIT;
	struct mh_routes routes = MH_ROUTES_INIT;
	struct mh_record the_case, person;
	struct mh_str needs;
	struct showing s = {
		.session = session, .people = mh_session_format(session) == MH_FORMAT_TABLE,
		.in = {
			.store = session->store, .work = &work, .routes = &routes, .the_case = &the_case, .person = &person, .day = mh_today(),
			.situation = args->situation != NULL ? args->situation : "", .now = mh_clock_system(), .usable = mh_partner_usable,
		},
	};

	(void)argc;
	mh_record_init(&the_case, &mh_case);
	mh_record_init(&person, &mh_person);
	mh_str_init(&needs, 1024);
	enum mh_status status = read_case(session, argv[0], &the_case, &person, err);
	if (status == MH_OK)
		status = check_codes(session, "--situation", "situation", s.in.situation, err);
	if (status == MH_OK && args->need != NULL)
		status = check_codes(session, "--need", "service", args->need, err);
	if (status == MH_OK)
		status = read_needs(session, &the_case, args->need, &needs, err);
	if (status == MH_OK)
		status = mh_casework_load(session->store, &work, err);
	if (status == MH_OK)
		status = mh_routes_load(session->store, &routes, err);
	if (status == MH_OK)
		status = show(&s, &needs, err);
	mh_str_free(&needs);
	mh_routes_free(&routes);
	mh_casework_free(&work);
	mh_record_free(&person);
	mh_record_free(&the_case);
	return status;
}
