#include "case_costs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "value.h"

/* A sum of nothing that was said is no 0: it is said of how many records it is. */
enum { AMOUNT, MINUTES, SUMS };
static const char *const summed[SUMS] = { "amount", "minutes" };

struct sum { int64_t total; bool any; };
struct payer { char code[MH_WORD_MOST + 1]; struct sum sums[SUMS]; };
struct payers { struct payer *list; size_t count; };

static struct payer *payer_of(struct payers *payers, const char *code)
{
	for (size_t i = 0; i < payers->count; i++)
		if (strcmp(payers->list[i].code, code) == 0)
			return &payers->list[i];
	payers->list = mh_grow(payers->list, payers->count + 1, sizeof *payers->list);
	struct payer *const payer = &payers->list[payers->count++];
	*payer = (struct payer){ .sums = { { 0, false } } };
	snprintf(payer->code, sizeof payer->code, "%s", code);
	return payer;
}

static enum mh_status add_cost(void *arg, struct mh_record *cost, struct mh_err *err)
{
	struct payer *const payer = payer_of(arg, mh_record_text(cost, "payer"));

	(void)err;
	for (size_t i = 0; i < SUMS; i++) {
		if (!mh_record_has(cost, summed[i]))
			continue;
		payer->sums[i].total += mh_record_number(cost, summed[i]);
		payer->sums[i].any = true;
	}
	return MH_OK;
}

/* The sum as the field itself is shown: euros with their cents, minutes as they are. */
static void show_sum(const struct mh_session *session, size_t which, const struct sum *sum, struct mh_str *out)
{
	struct mh_record cost;

	mh_record_init(&cost, &mh_cost);
	mh_record_put_number(&cost, summed[which], sum->total);
	if (sum->any)
		mh_value_for_people(session, &cost, mh_field_find(&mh_cost, summed[which]), out);
	mh_record_free(&cost);
}

static void add_row(const struct mh_session *session, struct mh_rows *rows, const char *label, const struct sum *sums, bool total)
{
	struct mh_cell cells[1 + SUMS] = { mh_cell_text(label) };
	struct mh_str texts[SUMS];

	for (size_t i = 0; i < SUMS; i++) {
		mh_str_init(&texts[i], 100);
		show_sum(session, i, &sums[i], &texts[i]);
		cells[1 + i] = mh_cell_text(sums[i].any ? texts[i].s : NULL);
	}
	if (total)
		mh_rows_total(rows, cells);
	else
		mh_rows_add(rows, cells);
	for (size_t i = 0; i < SUMS; i++)
		mh_str_free(&texts[i]);
}

static enum mh_status print(struct mh_session *session, const struct payers *payers, struct mh_err *err)
{
	const struct mh_column columns[1 + SUMS] = {
		{ .name = "payer", .label = mh_field_label(&mh_cost.fields[mh_field_find(&mh_cost, "payer")]) },
		{ .name = "amount", .label = mh_field_label(&mh_cost.fields[mh_field_find(&mh_cost, "amount")]), .number = true },
		{ .name = "minutes", .label = mh_field_label(&mh_cost.fields[mh_field_find(&mh_cost, "minutes")]), .number = true },
	};
	struct mh_rows *const rows = mh_session_rows(session, columns, MH_COUNT(columns), 0);
	struct sum all[SUMS] = { { 0, false } };

	for (size_t i = 0; i < payers->count; i++) {
		const struct payer *const payer = &payers->list[i];

		add_row(session, rows, mh_code_label(mh_store_catalogues(session->store), "payer", payer->code), payer->sums, false);
		for (size_t s = 0; s < SUMS; s++)
			all[s] = (struct sum){ all[s].total + payer->sums[s].total, all[s].any || payer->sums[s].any };
	}
	add_row(session, rows, _("total"), all, true);
	return mh_rows_end(rows, NULL, err);
}

enum mh_status mh_case_costs_print(struct mh_session *session, int64_t case_n, struct mh_err *err)
{
	struct payers payers = { NULL, 0 };
	struct mh_query query;

	mh_query_init(&query, &mh_cost);
	mh_query_is_number(&query, "case", case_n);
	enum mh_status status = mh_query_sort(&query, "payer", err);
	if (status == MH_OK)
		status = mh_store_each(session->store, &query, add_cost, &payers, err);
	mh_query_free(&query);
	if (status == MH_OK && payers.count > 0) {
		printf("\n%s\n", _("costs by payer"));
		status = print(session, &payers, err);
	}
	free(payers.list);
	return status;
}
