/* mh-signal import: take signals from somebody's CSV. */

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/import.h"
#include "cli/talk.h"
#include "commands_signal.h"
#include "map.h"
#include "session.h"

struct args {
	const char *map, *rejects, *source, *delimiter, *encoding, *date;
	struct mh_words ignore;
	bool update, update_sealed;
};

static const struct mh_option options[] = {
	{ 0, "map", MH_OPT_FILE, offsetof(struct args, map), N_("file"), NULL, N_("how its columns become fields (mh-map/1), or the name of an applied or shipped map") },
	{ 0, "rejects", MH_OPT_FILE, offsetof(struct args, rejects), N_("file"), NULL, N_("import the good rows, and write the others there with the reason") },
	{ 0, "ignore", MH_OPT_LIST, offsetof(struct args, ignore), N_("column"), NULL, N_("leave out a column that the map does not know (may be given again)") },
	{ 0, "source", MH_OPT_TEXT, offsetof(struct args, source), N_("name"), NULL, N_("the source of all rows, instead of the map's") },
	{ 0, "delimiter", MH_OPT_KEYWORD, offsetof(struct args, delimiter), N_("word"), "comma semicolon tab bar", N_("what stands between two cells; else the map says it, or the titles") },
	{ 0, "encoding", MH_OPT_KEYWORD, offsetof(struct args, encoding), N_("word"), "utf-8 windows-1252", N_("how letters are written; else the map says it, or the rows") },
	{ 0, "date", MH_OPT_KEYWORD, offsetof(struct args, date), N_("form"), "yyyy-mm-dd dd-mm-yyyy", N_("how days are written; else the map says it, or each cell") },
	{ 0, "update", MH_OPT_FLAG, offsetof(struct args, update), NULL, NULL, N_("let clear fields of known signals follow the file") },
	{ 0, "update-sealed", MH_OPT_FLAG, offsetof(struct args, update_sealed), NULL, NULL, N_("let sealed fields follow it too") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_import = {
	.name = "import", .operands = "file", .min = 1, .max = 1,
	.summary = N_("take signals from a CSV file, by a map of its columns"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

enum { MAP_MOST = 1 << 20 };

static void show_progress(void *arg, uint64_t rows, uint64_t done, uint64_t size)
{
	mh_progress_share(arg, rows, done, size);
}

/* How the file was read: what was found can be wrong, and then this is where it shows. */
static void tell_dialect(const struct mh_session *session, const struct mh_map *map, const struct mh_import_counts *counts)
{
	static const char *const delimiters[][2] = { { ",", N_("comma") }, { ";", N_("semicolon") }, { "\t", N_("tab") }, { "|", N_("bar") }, { ":", N_("colon") } };
	static const char *const encodings[] = { "ASCII", "UTF-8", "Windows-1252" };
	static const char *const dates[] = { "yyyy-mm-dd", "yyyy-mm-dd", "dd-mm-yyyy" };
	const struct mh_csv_dialect *const dialect = &counts->dialect;
	const bool day_found = map->date == MH_MAP_DATE_FOUND;
	const char *delimiter = "";

	for (size_t i = 0; i < MH_COUNT(delimiters); i++)
		if (delimiters[i][0][0] == dialect->delimiter)
			delimiter = _(delimiters[i][1]);
	const char *const how = dialect->delimiter_found ? _("found") : _("given");
	const char *const coded = dialect->encoding_found || dialect->encoding == MH_CSV_FOUND ? _("found") : _("given");
	if (counts->read == 0)
		mh_say(session, _("read as: %s (%s), %s (%s)"), delimiter, how, encodings[dialect->encoding], coded);
	else
		mh_say(session, _("read as: %s (%s), %s (%s), days as %s (%s)"), delimiter, how, encodings[dialect->encoding], coded,
			counts->day_first && day_found ? "dd-mm-yyyy" : dates[map->date], day_found ? _("found") : _("given"));
}

static unsigned long long number(uint64_t n)
{
	return n;
}

static void tell(const struct mh_session *session, const struct mh_import_counts *counts)
{
	mh_say(session, ngettext("%llu row read: %llu new, %llu with a further person, %llu updated, %llu unchanged, %llu different, %llu refused",
		"%llu rows read: %llu new, %llu with a further person, %llu updated, %llu unchanged, %llu different, %llu refused", counts->read),
		number(counts->read), number(counts->fresh), number(counts->added), number(counts->updated), number(counts->unchanged),
		number(counts->different), number(counts->rejected));
	if (counts->mentions > 0)
		mh_say(session, _("mentions that are new: %llu; persons that are new: %llu"), number(counts->mentions), number(counts->persons));
	if (counts->different > 0)
		mh_say(session, _("what is different was left as it is; --update lets it follow the file"));
	if (counts->read == 0)
		mh_say(session, _("the file has titles and no rows"));
	else if (counts->fresh + counts->added + counts->updated + counts->rejected + counts->different == 0)
		mh_say(session, _("nothing changes: the store has all of it"));
	else if (session->common.dry_run)
		mh_say(session, _("nothing was written: --dry-run"));
}

static enum mh_status import(struct mh_session *session, struct mh_map *map, const struct args *args, const char *path,
	struct mh_problems *problems, struct mh_err *err)
{
	struct mh_progress progress = { 0 };
	struct mh_import_counts counts;
	const struct mh_import import = {
		.path = path, .rejects = args->rejects, .command = session->log, .update = args->update || args->update_sealed,
		.update_sealed = args->update_sealed, .dry_run = session->common.dry_run, .progress = show_progress, .arg = &progress,
	};
	enum mh_status status;

	mh_progress_start(&progress, _("importing"), 0, session->common.quiet);
	status = mh_import_run(session->store, map, &import, &counts, problems, err);
	mh_progress_end(&progress);
	mh_say_problems(session, problems);
	if (status == MH_OK || (status == MH_INPUT && counts.written))
		tell(session, &counts);
	if (counts.opened)
		tell_dialect(session, map, &counts);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_problems problems = { .most = session->common.verbose ? SIZE_MAX : 0 };
	const struct args *args = arg;
	const struct mh_map_beside beside = { args->delimiter, args->encoding, args->date, args->source, args->ignore.list, args->ignore.count };
	enum mh_status status;
	struct mh_str text;
	struct mh_map map;

	(void)argc;
	if (!args->map)
		return mh_fail(err, MH_USAGE, _("--map is missing: it says what the columns mean"));
	mh_str_init(&text, MAP_MOST);
	status = map_find(session, args->map, &text, err);
	if (status == MH_OK) {
		status = mh_map_read(&map, args->map, (struct mh_blob){ text.s, text.len }, &problems, err);
		if (status != MH_OK)
			mh_say_problems(session, &problems);
		if (status != MH_OK && problems.total > 0)
			mh_fail(err, status, ngettext("nothing was imported: %zu problem", "nothing was imported: %zu problems", problems.total), problems.total);
	}
	if (status == MH_OK) {
		status = mh_map_say(&map, &beside, err);
		if (status == MH_OK)
			status = import(session, &map, args, argv[0], &problems, err);
		mh_map_free(&map);
	}
	mh_problems_free(&problems);
	mh_str_free(&text);
	return status;
}
