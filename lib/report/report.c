/* Making a report: counting, protecting, and saying what the numbers lean on. */

#include "report/report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "crypto/sealed.h"
#include "report/contribution.h"
#include "report/count.h"
#include "report/words.h"
#include "store/measure.h"

#define DIGEST_SHOWN 8		/* bytes of a digest that are printed: to compare, not to prove */

static void lean_on(struct mh_report *report, const char *name, struct mh_hash *hash)
{
	unsigned char digest[MH_HASH_SIZE];
	struct mh_leaned *leaned;

	mh_hash_end(hash, digest);
	report->leaned = mh_grow(report->leaned, report->leaned_count + 1, sizeof(*report->leaned));
	leaned = &report->leaned[report->leaned_count++];
	leaned->name = mh_strdup(name);
	mh_hex(digest, DIGEST_SHOWN, leaned->digest);
}

static void hash_text(struct mh_hash *hash, const char *text)
{
	mh_hash_part(hash, text ? text : "", text ? strlen(text) : 0);
}

static enum mh_status lean_on_catalogue(struct mh_report *report, struct mh_store *store, const char *name, struct mh_err *err)
{
	const struct mh_code_list *list = mh_catalogue(mh_store_catalogues(store), name, err);
	struct mh_hash hash;
	size_t i;

	if (!list)
		return err->status;
	mh_hash_start(&hash, NULL, 0);
	for (i = 0; i < list->count; i++) {
		hash_text(&hash, list->codes[i].code);
		hash_text(&hash, list->codes[i].en);
		hash_text(&hash, list->codes[i].nl);
		hash_text(&hash, list->codes[i].parent);
		mh_hash_number(&hash, list->codes[i].position);
	}
	lean_on(report, name, &hash);
	return MH_OK;
}

static bool leans_on(const struct mh_report *report, const char *name)
{
	size_t i;

	for (i = 0; i < report->leaned_count; i++) {
		if (strcmp(report->leaned[i].name, name) == 0)
			return true;
	}
	return false;
}

/* The catalogues of a part's rows and columns, each once. */
static enum mh_status lean_on_part(struct mh_report *report, struct mh_store *store, const struct mh_part *part, struct mh_err *err)
{
	const char *names[] = { part->rows, part->columns };
	const struct mh_measure *measure = mh_measure_find(part->measure);
	const struct mh_dimension *dimension;
	enum mh_status status = MH_OK;
	size_t i;

	for (i = 0; i < MH_COUNT(names) && status == MH_OK; i++) {
		dimension = names[i] ? mh_dimension_find(measure, names[i]) : NULL;
		if (dimension && dimension->catalogue && !leans_on(report, dimension->catalogue))
			status = lean_on_catalogue(report, store, dimension->catalogue, err);
	}
	return status;
}

static size_t part_count(const struct mh_definition *def)
{
	size_t s, parts = 0;

	for (s = 0; s < def->count; s++)
		parts += def->sections[s].count;
	return parts;
}

static enum mh_status count_part(struct mh_report *report, struct mh_store *store, const struct mh_part *part,
	struct mh_contributions *partners, struct mh_err *err)
{
	struct mh_cube *cube = &report->cubes[report->count++];
	struct mh_count count = { part->measure, part->rows, part->columns, part->where, part->date, part->zero_rows,
		report->options.period, report->options.dutch };
	enum mh_status status;

	if (part->type == MH_PART_CHAIN) {
		report->chains[report->count - 1] = mh_chain_read(store, &report->options, err);
		return report->chains[report->count - 1] != NULL ? MH_OK : err->status;
	}
	if (part->type == MH_PART_TEXT)
		return MH_OK;
	status = mh_count(store, &count, cube, err);
	if (status == MH_OK && report->options.threshold > 1 && !report->options.round)
		status = mh_contributions_count(store, &count, cube, report->count - 1, part_count(report->definition), partners, err);
	if (status == MH_OK)
		status = lean_on_part(report, store, part, err);
	if (status == MH_OK && part->type == MH_PART_ESTIMATE) {
		report->estimates[report->count - 1] = mh_estimated(store, part, &report->options, err);
		status = report->estimates[report->count - 1] != NULL ? MH_OK : err->status;
	}
	if (report->definition->name && (status == MH_USAGE || status == MH_INPUT))
		return mh_fail_in(err, mh_both_in(&part->title, report->options.dutch));
	return status;
}

static enum mh_status count_all(struct mh_report *report, struct mh_store *store, struct mh_contributions *partners, struct mh_err *err)
{
	const struct mh_definition *def = report->definition;
	enum mh_status status = MH_OK;
	const size_t parts = part_count(def);
	size_t s, p;

	report->cubes = mh_alloc(parts + 1, sizeof(*report->cubes));
	report->estimates = mh_alloc(parts + 1, sizeof(*report->estimates));
	report->chains = mh_alloc(parts + 1, sizeof(*report->chains));
	for (s = 0; s < def->count; s++) {
		for (p = 0; p < def->sections[s].count && status == MH_OK; p++)
			status = count_part(report, store, &def->sections[s].parts[p], partners, err);
	}
	return status;
}

static enum mh_status protect_all(struct mh_report *report, const struct mh_contributions *partners, struct mh_err *err)
{
	struct mh_cube **counted = mh_alloc(report->count + 1, sizeof(*counted));
	enum mh_status status;
	size_t i, used = 0;

	for (i = 0; i < report->count; i++) {
		if (report->cubes[i].measure)
			counted[used++] = &report->cubes[i];
	}
	if (report->options.round)
		status = mh_protect_by_rounding(counted, used, &report->protection, err);
	else
		status = mh_protect_from(counted, used, report->options.threshold, partners->list, partners->count, &report->protection, err);
	free(counted);
	return status;
}

static enum mh_status count_and_protect(struct mh_report *report, struct mh_store *store, struct mh_err *err)
{
	struct mh_contributions partners = { NULL, NULL, 0 };
	enum mh_status status = count_all(report, store, &partners, err);

	if (status == MH_OK) {
		mh_contributions_finish(&partners);
		status = protect_all(report, &partners, err);
	}
	mh_contributions_free(&partners);
	return status;
}

static enum mh_status keep_entry(void *arg, const struct mh_log_entry *entry, struct mh_err *err)
{
	struct mh_report *report = arg;
	char shown[MH_MOMENT_SIZE];
	struct mh_str moment, text;

	(void) err;
	mh_moment_show(entry->at, shown);		/* "2026-03-01 13:00" */
	mh_str_init(&moment, 200);
	mh_day_text(mh_moment_day(entry->at), report->options.dutch, &moment);
	mh_str_printf(&moment, ", %s", shown + 11);
	mh_str_init(&text, 400);
	mh_str_printf(&text, mh_phrase(MH_W_ENTRY, report->options.dutch), moment.s, entry->n);
	mh_str_free(&moment);
	free(report->stand);
	report->stand = mh_str_steal(&text);
	return MH_OK;
}

enum mh_status mh_report_stand(struct mh_report *report, struct mh_store *store, struct mh_err *err)
{
	struct mh_str day, text;

	if (!report->options.as_of.year)
		return mh_store_data_entry(store, keep_entry, report, err);
	mh_str_init(&day, 100);
	mh_str_init(&text, 200);
	mh_day_text(report->options.as_of, report->options.dutch, &day);
	mh_str_printf(&text, mh_phrase(MH_W_END_OF_DAY, report->options.dutch), day.s);
	report->stand = mh_str_steal(&text);
	mh_str_free(&day);
	return MH_OK;
}

enum mh_status mh_report_make(struct mh_store *store, const struct mh_definition *def, struct mh_blob definition_text,
	const struct mh_report_options *options, struct mh_report *report, struct mh_err *err)
{
	const struct mh_store_info *info = mh_store_about(store);
	enum mh_status status;
	struct mh_hash hash;
	struct mh_str text;

	memset(report, 0, sizeof(*report));
	report->definition = def;
	report->options = *options;
	report->organisation = mh_strdup(info->name && info->name[0] ? info->name : info->organisation);
	mh_str_init(&text, 400);
	if (options->period)
		mh_period_label(options->period, options->dutch, &text);
	report->period = mh_str_steal(&text);
	status = mh_crypto_init(err);
	if (status != MH_OK)
		return status;
	if (definition_text.len) {
		mh_hash_start(&hash, NULL, 0);
		mh_hash_part(&hash, definition_text.bytes, definition_text.len);
		lean_on(report, def->name, &hash);
	}
	status = mh_report_stand(report, store, err);
	if (status == MH_OK)
		status = count_and_protect(report, store, err);
	return status;
}

void mh_report_free(struct mh_report *report)
{
	size_t i;

	for (i = 0; i < report->count; i++) {
		mh_cube_free(&report->cubes[i]);
		if (report->estimates)
			mh_estimated_free(report->estimates[i]);
		if (report->chains)
			mh_chain_free(report->chains[i]);
	}
	for (i = 0; i < report->leaned_count; i++)
		free(report->leaned[i].name);
	free(report->cubes);
	free(report->estimates);
	free(report->chains);
	free(report->leaned);
	free(report->period);
	free(report->organisation);
	free(report->stand);
	memset(report, 0, sizeof(*report));
}

static struct mh_both both(const char *en, const char *nl)
{
	return (struct mh_both) { mh_strdup(en), mh_strdup(nl) };
}

void mh_definition_of_table(struct mh_definition *def, const char *measure, const char *rows, const char *columns, const char *where,
	const char *date)
{
	struct mh_section *section = mh_alloc(1, sizeof(*section));
	struct mh_part *part = mh_alloc(1, sizeof(*part));
	struct mh_str en, nl;

	mh_str_init(&en, 1000);
	mh_str_init(&nl, 1000);
	mh_str_printf(&en, "By: %s", mh_dimension_label(measure, rows, false));
	mh_str_printf(&nl, "Naar: %s", mh_dimension_label(measure, rows, true));
	if (columns) {
		mh_str_printf(&en, " / %s", mh_dimension_label(measure, columns, false));
		mh_str_printf(&nl, " / %s", mh_dimension_label(measure, columns, true));
	}
	*part = (struct mh_part) { .type = MH_PART_TABLE, .title = both(en.s, nl.s), .zero_rows = true };
	part->measure = mh_strdup(measure);
	part->rows = mh_strdup(rows);
	part->columns = mh_strdup(columns);
	part->where = mh_strdup(where);
	part->date = mh_strdup(date);
	if (where)
		part->note = both(where, where);
	*section = (struct mh_section) { both(mh_measure_label(measure, false), mh_measure_label(measure, true)), part, 1 };
	*def = (struct mh_definition) { NULL, MH_FOR_PUBLIC,
		both(mh_measure_label(measure, false), mh_measure_label(measure, true)), both("", ""), section, 1 };
	mh_str_free(&en);
	mh_str_free(&nl);
}
