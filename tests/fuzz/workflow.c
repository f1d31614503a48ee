/* Any YAML as a workflow, as terms or as a list of indicators: refused with a place, or a track whose every event can be tried,
 * and terms that end. */

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "chain/indicators.h"
#include "workflow/term.h"
#include "workflow/track.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len);

/* Each event once, a day apart, as far as they fit. */
static void walk(const struct mh_track *track)
{
	struct mh_happening list[16] = { { 0 } };
	const struct mh_track_state *state = NULL;
	size_t count = 0;

	for (size_t i = 0; i < track->event_count && count < MH_COUNT(list); i++) {
		struct mh_err err = MH_ERR_INIT;

		list[count] = (struct mh_happening){ .track = track->name, .event = track->events[i].code, .scope = "",
			.on = { 2026, 3, (int)i % 28 + 1 }, .order = (int64_t)i };
		if (mh_track_replay(track, list, count + 1, &state, &err) == MH_OK)
			count++;
		else if (err.text[0] == '\0')
			abort();
	}
	if (mh_track_replay(track, list, count, &state, NULL) != MH_OK || state == NULL)
		abort();
}

static void run(const struct mh_terms *terms)
{
	struct mh_running running[4];

	for (size_t i = 0; i < terms->count; i++) {
		const char *word = terms->list[i].starts.list[0], *slash = strchr(word, '/');
		char *track = mh_strndup(word, (size_t)(slash - word));
		struct mh_happening start = { .track = track, .event = slash + 1, .scope = "", .on = { 2026, 3, 1 }, .order = 1 };

		mh_terms_run(terms, &start, 1, running, MH_COUNT(running));
		free(track);
	}
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len)
{
	struct mh_tree tree = MH_TREE_INIT;
	struct mh_track track = MH_TRACK_INIT;
	struct mh_terms terms = MH_TERMS_INIT;
	struct mh_indicator_list list;
	struct mh_err err = MH_ERR_INIT;

	if (mh_yaml_read("f", (struct mh_blob){ bytes, len }, &mh_yaml_partner, &tree, NULL, &err) != MH_OK)
		return 0;
	if (mh_track_read("f", tree.root, &track, NULL, &err) == MH_OK)
		walk(&track);
	else if (err.text[0] == '\0')
		abort();
	if (mh_terms_read("f", tree.root, &terms, NULL, &err) == MH_OK)
		run(&terms);
	else if (terms.count > 0)
		abort();
	if (mh_indicator_list_read("f", tree.root, &list, NULL, &err) == MH_OK && list.groups.count == 0)
		abort();
	mh_indicator_list_free(&list);
	mh_track_free(&track);
	mh_terms_free(&terms);
	mh_tree_free(&tree);
	return 0;
}
