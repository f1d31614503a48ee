/* Reading the chain. How it looks is in chain_html.c. */

#include "report/chain.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "chain/answers.h"
#include "exchange/declared.h"
#include "report/chain_inside.h"
#include "report/report.h"

struct reading {
	struct mh_store *store;
	const struct mh_report_options *options;
	struct mh_casework work;
	struct mh_date from, to;	/* of the period; year 0: open */
	mh_moment now;			/* what the report tells of, not when it is made */
	struct mh_chain *chain;
};

static enum mh_status keep_moment(void *arg, const struct mh_log_entry *entry, struct mh_err *err)
{
	(void)err;
	*(mh_moment *)arg = entry->at;
	return MH_OK;
}

/* The same store and question give the same page, whenever it is made. */
static enum mh_status find_moment(struct reading *r, struct mh_err *err)
{
	if (r->options->as_of.year == 0)
		return mh_store_data_entry(r->store, keep_moment, &r->now, err);
	r->now = mh_day_end(r->options->as_of);
	return MH_OK;
}

static enum mh_status count_training(void *arg, struct mh_record *outreach, struct mh_err *err)
{
	const struct reading *r = arg;
	struct mh_chain_row *row = &r->chain->rows[r->chain->count - 1];
	struct mh_date on;

	(void)err;
	if (mh_date_parse(mh_record_text(outreach, "on"), &on) && (r->from.year == 0 || mh_date_compare(on, r->from) >= 0) &&
	    (r->to.year == 0 || mh_date_compare(on, r->to) <= 0))
		row->trainings++;
	return MH_OK;
}

static enum mh_status add_agreement(struct mh_chain_row *row, const struct mh_record *agreement, struct mh_date day)
{
	const char *kind = mh_record_text(agreement, "kind");
	struct mh_date until;

	if (mh_date_parse(mh_record_text(agreement, "until"), &until) && mh_date_compare(until, day) < 0)
		return MH_OK;
	for (size_t i = 0; i < MH_CHAIN_AGREEMENTS; i++)
		if (strcmp(kind, mh_chain_agreements[i]) == 0)
			row->agreements[i] = true;
	return MH_OK;
}

static enum mh_status take_agreement(void *arg, struct mh_record *agreement, struct mh_err *err)
{
	const struct reading *r = arg;

	(void)err;
	return add_agreement(&r->chain->rows[r->chain->count - 1], agreement, mh_moment_day(r->now));
}

static enum mh_status take_agreed(void *arg, struct mh_record *agreed, struct mh_err *err)
{
	const struct reading *r = arg;
	struct mh_record agreement;

	mh_record_init(&agreement, &mh_agreement);
	enum mh_status status = mh_store_get(r->store, (struct mh_id){ &mh_agreement, mh_record_number(agreed, "agreement") }, &agreement, err);
	if (status == MH_OK)
		status = take_agreement(arg, &agreement, err);
	mh_record_free(&agreement);
	return status;
}

static enum mh_status each_of(struct reading *r, const struct mh_kind *kind, int64_t partner, mh_row_fn *fn, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, kind);
	mh_query_is_number(&query, "partner", partner);
	enum mh_status status = mh_store_each(r->store, &query, fn, r, err);
	mh_query_free(&query);
	return status;
}

/* What a partner has besides where it stands with the declaration. Its places stay out where its address is secret. */
static enum mh_status fill(struct reading *r, struct mh_chain_row *row, int64_t n, struct mh_err *err)
{
	struct mh_record partner;

	mh_record_init(&partner, &mh_partner);
	enum mh_status status = mh_store_get(r->store, (struct mh_id){ &mh_partner, n }, &partner, err);
	if (status == MH_OK) {
		row->municipality = strcmp(mh_record_text(&partner, "type"), "LocalGovernmentOrganisation") == 0;
		row->officer = mh_record_has(&partner, "attention-officer");
		if (strcmp(mh_record_text(&partner, "address-secret"), "yes") != 0)
			row->places = mh_strdup(mh_record_text(&partner, "municipalities"));
		status = each_of(r, &mh_agreement, n, take_agreement, err);
	}
	if (status == MH_OK)
		status = each_of(r, &mh_agreed, n, take_agreed, err);
	if (status == MH_OK)
		status = each_of(r, &mh_outreach, n, count_training, err);
	if (status == MH_OK)
		status = mh_answers_of(r->store, &r->work, n, r->from, r->to, mh_moment_day(r->now), &row->answers, err);
	mh_record_free(&partner);
	return status;
}

static enum mh_status add_row(struct reading *r, int64_t partner, const char *name, const char *column, struct mh_err *err)
{
	struct mh_chain *const chain = r->chain;

	chain->rows = mh_grow(chain->rows, chain->count + 1, sizeof *chain->rows);
	struct mh_chain_row *row = &chain->rows[chain->count++];
	*row = (struct mh_chain_row){ .name = mh_strdup(name), .column = mh_strdup(column), .own = partner == 0 };
	return partner != 0 ? fill(r, row, partner, err) : MH_OK;
}

static enum mh_status add_declared(void *arg, const struct mh_declared *d, struct mh_err *err)
{
	struct reading *r = arg;
	enum mh_status status = add_row(r, d->partner, d->name, d->column, err);
	struct mh_chain_row *row = &r->chain->rows[r->chain->count - 1];

	row->declared = d->state;
	row->version = mh_strdup(d->version);
	row->on = mh_strdup(d->on);
	return status;
}

static enum mh_status add_partner(void *arg, struct mh_record *partner, struct mh_err *err)
{
	if (strcmp(mh_record_text(partner, "state"), "left") == 0)
		return MH_OK;
	return add_row(arg, partner->n, mh_record_text(partner, "name"), mh_record_text(partner, "column"), err);
}

/* Where no declaration is on record the organisations are shown all the same. */
static enum mh_status read_partners(struct reading *r, struct mh_err *err)
{
	struct mh_query query;

	enum mh_status status = add_row(r, 0, mh_store_about(r->store)->name, "", err);
	mh_query_init(&query, &mh_partner);
	if (status == MH_OK && (status = mh_query_sort(&query, "code", err)) == MH_OK)
		status = mh_store_each(r->store, &query, add_partner, r, err);
	mh_query_free(&query);
	return status;
}

static enum mh_status read_rows(struct reading *r, struct mh_err *err)
{
	struct mh_err none = MH_ERR_INIT;
	struct mh_record declaration;

	mh_record_init(&declaration, &mh_declaration);
	enum mh_status status = mh_declaration_newest(r->store, &declaration, &none);
	if (status == MH_OK)
		status = mh_declared_each(r->store, &declaration, r->now, add_declared, r, err);
	else
		status = status == MH_NO ? read_partners(r, err) : mh_fail(err, status, "%s", none.text);
	mh_record_free(&declaration);
	return status;
}

static void read_labels(struct mh_chain *chain, struct mh_catalogues *catalogues, bool dutch)
{
	const struct mh_code_list *const list = mh_catalogue(catalogues, "municipality", NULL);

	for (size_t i = 0; i < chain->count; i++) {
		struct mh_str text;
		const char *p = chain->rows[i].places != NULL ? chain->rows[i].places : "";

		mh_str_init(&text, 65536);
		while (*p != '\0') {
			const size_t len = strcspn(p, ";");
			const struct mh_code *const code = list != NULL ? mh_code_find(list, p, len) : NULL;

			mh_str_puts(&text, text.len > 0 ? ", " : "");
			if (code != NULL)
				mh_str_puts(&text, dutch ? code->nl : code->en);
			else
				mh_str_add(&text, p, len);
			p += len + (p[len] == ';');
		}
		free(chain->rows[i].places);
		chain->rows[i].places = mh_str_steal(&text);
	}
}

struct mh_chain *mh_chain_read(struct mh_store *store, const struct mh_report_options *options, struct mh_err *err)
{
	struct reading r = { .store = store, .options = options, .work = MH_CASEWORK_INIT, .chain = mh_alloc(1, sizeof *r.chain) };

	if (options->period != NULL) {
		r.from = mh_period_from(options->period);
		r.to = mh_period_to(options->period);
	}
	enum mh_status status = mh_casework_load(store, &r.work, err);
	if (status == MH_OK)
		status = find_moment(&r, err);
	if (status == MH_OK)
		status = read_rows(&r, err);
	mh_casework_free(&r.work);
	if (status == MH_OK) {
		read_labels(r.chain, mh_store_catalogues(store), options->dutch);
		return r.chain;
	}
	mh_chain_free(r.chain);
	return NULL;
}

void mh_chain_free(struct mh_chain *chain)
{
	if (chain == NULL)
		return;
	for (size_t i = 0; i < chain->count; i++) {
		free(chain->rows[i].name);
		free(chain->rows[i].column);
		free(chain->rows[i].places);
		free(chain->rows[i].version);
		free(chain->rows[i].on);
	}
	free(chain->rows);
	free(chain);
}
