/* mh-signal lookup: is this person, address, phone or plate known already? What is sought never stands on the command line. */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/lookup.h"
#include "cli/talk.h"
#include "commands_signal.h"
#include "session.h"

struct args {
	const char *by, *purpose;
};

static const struct mh_option options[] = {
	{ 0, "by", MH_OPT_TEXT, offsetof(struct args, by), N_("what"), NULL, N_("what is sought, joined by commas: name, born, phone, address, plate") },
	{ 0, "purpose", MH_OPT_TEXT, offsetof(struct args, purpose), N_("code"), "catalogue:purpose", N_("what it is looked up for") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_lookup = {
	.name = "lookup", .operands = "", .min = 0, .max = 0,
	.summary = N_("find a person, address, phone or plate in what is kept sealed"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT | MH_TAKES_AS_OF,
	.run = run,
};

enum { LINE_MOST = 4096, INPUT_MOST = 65536 };

struct wanted { enum mh_trait traits[MH_TRAIT_COUNT]; size_t count; };

static enum mh_status add_trait(struct wanted *w, const char *word, struct mh_err *err)
{
	for (size_t i = 0; i < w->count; i++)
		if (strcmp(mh_traits[w->traits[i]], word) == 0)
			return mh_fail(err, MH_USAGE, _("--by: %s is named twice"), word);
	for (enum mh_trait trait = 0; trait < MH_TRAIT_COUNT; trait++)
		if (strcmp(mh_traits[trait], word) == 0) {
			w->traits[w->count++] = trait;
			return MH_OK;
		}
	const char *const near = mh_word_nearest(word, mh_traits, MH_TRAIT_COUNT);
	return near != NULL ? mh_fail(err, MH_USAGE, _("--by: \"%.40s\": nothing that can be looked up; nearest: %s"), word, near) :
		mh_fail(err, MH_USAGE, _("--by: \"%.40s\": nothing that can be looked up: name, born, phone, address, plate can"), word);
}

static enum mh_status read_by(const char *by, struct wanted *w, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	char word[200];

	while (status == MH_OK) {
		const size_t len = strcspn(by, ",");

		snprintf(word, sizeof word, "%.*s", (int)(len < sizeof word ? len : sizeof word - 1), by);
		status = add_trait(w, word, err);
		by += len;
		if (*by++ == '\0')
			break;
	}
	return status;
}

static enum mh_status ask(enum mh_trait trait, struct mh_sought *out, struct mh_err *err)
{
	char question[200];
	struct mh_str line;

	mh_str_init_secret(&line, LINE_MOST);
	snprintf(question, sizeof question, "%s: ", mh_trait_label(trait));
	enum mh_status status = mh_prompt(question, true, &line, err);
	if (status == MH_OK)
		status = mh_sought_read(out, trait, line.s, line.len, err);
	mh_str_free(&line);
	return status;
}

/* One line for each, in the order of --by, and nothing behind them. */
static enum mh_status read_lines(const struct wanted *w, struct mh_sought *sought, size_t *count, struct mh_err *err)
{
	struct mh_str text;

	mh_str_init_secret(&text, INPUT_MOST);
	enum mh_status status = mh_fd_read(STDIN_FILENO, _("standard input"), &text, err);
	const char *at = text.s;
	while (status == MH_OK && *count < w->count) {
		const size_t len = strcspn(at, "\n");

		if (len == 0) {
			status = mh_fail(err, MH_USAGE, _("standard input: has no line for %s: give one line for each word of --by, in their order"),
				mh_traits[w->traits[*count]]);
			break;
		}
		status = mh_sought_read(&sought[*count], w->traits[*count], at, len, err);
		(*count)++;
		at += len + (at[len] != '\0');
	}
	if (status == MH_OK && at[strspn(at, " \r\n")] != '\0')
		status = mh_fail(err, MH_USAGE, _("standard input: holds more lines than --by has words"));
	mh_str_free(&text);
	return status;
}

static enum mh_status read_values(const struct wanted *w, struct mh_sought *sought, size_t *count, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	if (!isatty(STDIN_FILENO))
		return read_lines(w, sought, count, err);
	for (; *count < w->count && status == MH_OK; (*count)++)
		status = ask(w->traits[*count], &sought[*count], err);
	return status;
}

static void show_progress(void *arg, uint64_t done, uint64_t total)
{
	struct mh_progress *progress = arg;

	progress->total = total;
	mh_progress_step(progress, done);
}

static struct mh_cell id_cell(const struct mh_kind *kind, int64_t n, char text[MH_ID_SIZE])
{
	if (n == 0)
		return mh_cell_text(NULL);
	mh_id_format((struct mh_id){ kind, n }, text);
	return mh_cell_text(text);
}

static void add_hit(const struct mh_session *session, struct mh_rows *rows, const struct mh_lookup *lookup, const struct mh_lookup_hit *hit)
{
	const bool table = mh_session_format(session) == MH_FORMAT_TABLE;
	char id[MH_ID_SIZE], signal[MH_ID_SIZE], person[MH_ID_SIZE];
	struct mh_str matched, reason;

	mh_str_init(&matched, 200);
	mh_str_init(&reason, 4000);
	for (size_t i = 0; i < lookup->count; i++) {
		const enum mh_trait trait = lookup->sought[i].trait;

		if (hit->likes[trait] == MH_LIKE_NONE)
			continue;
		mh_str_printf(&matched, "%s%s", matched.len > 0 ? "," : "", mh_traits[trait]);
		mh_str_printf(&reason, "%s%s", reason.len > 0 ? "; " : "", mh_likeness_text(hit->likes[trait]));
	}
	const struct mh_cell cells[] = {
		id_cell(hit->id.kind, hit->id.n, id), mh_cell_number(hit->score), mh_cell_text(matched.s),
		id_cell(&mh_signal, hit->signal, signal), id_cell(&mh_person, hit->person, person),
		mh_cell_text(hit->role[0] == '\0' ? NULL : table ? mh_code_label(mh_store_catalogues(session->store), "role", hit->role) : hit->role),
		mh_cell_text(reason.s),
	};
	mh_rows_add(rows, cells);
	mh_str_free(&reason);
	mh_str_free(&matched);
}

static enum mh_status print_hits(const struct mh_session *session, const struct mh_lookup *lookup, struct mh_err *err)
{
	static const struct mh_column columns[] = {
		{ .name = "id", .label = N_("id") }, { .name = "score", .label = N_("score"), .number = true }, { .name = "matched", .label = N_("matched") },
		{ .name = "signal", .label = N_("signal") }, { .name = "person", .label = N_("person") }, { .name = "role", .label = N_("role") },
		{ .name = "reason", .label = N_("reason") },
	};
	struct mh_rows *const rows = mh_session_rows(session, columns, MH_COUNT(columns), 0);

	for (size_t i = 0; i < lookup->hit_count; i++)
		add_hit(session, rows, lookup, &lookup->hits[i]);
	const enum mh_status status = mh_session_rows_end(session, rows, err);
	if (lookup->found > lookup->hit_count)
		mh_say(session, _("%llu were found, the surest %zu are shown: look up by more to be more certain"), (unsigned long long)lookup->found,
			lookup->hit_count);
	return status;
}

static enum mh_status look_up(struct mh_session *session, const struct args *args, const struct mh_sought *sought, size_t count,
	struct mh_err *err)
{
	struct mh_progress progress = { 0 };
	struct mh_lookup lookup = {
		.command = session->log, .purpose = args->purpose, .sought = sought, .count = count, .progress = show_progress, .arg = &progress,
	};

	mh_progress_start(&progress, _("looking up"), 0, session->common.quiet);
	const enum mh_status status = mh_lookup_run(session->store, &lookup, err);
	mh_progress_end(&progress);
	return status == MH_OK ? print_hits(session, &lookup, err) : status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_sought sought[MH_TRAIT_COUNT] = { { .trait = MH_TRAIT_NAME } };
	const struct args *args = arg;
	struct wanted wanted = { .count = 0 };
	size_t count = 0;
	enum mh_status status;

	(void)argc;
	(void)argv;
	if (args->by == NULL)
		return mh_fail(err, MH_USAGE, _("--by is missing: what is sought, as --by name,born"));
	if (args->purpose == NULL)
		return mh_fail(err, MH_USAGE, _("--purpose is missing: what is it looked up for?"));
	status = read_by(args->by, &wanted, err);
	if (status == MH_OK)
		status = read_values(&wanted, sought, &count, err);
	if (status == MH_OK)
		status = look_up(session, args, sought, count, err);
	for (size_t i = 0; i < count; i++)
		mh_sought_free(&sought[i]);
	return status;
}
