/* The one table of a signal's states. */

#include "workflow/signal_states.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

/* A signal that has ended is taken up again by assessing it anew. */
static const struct state { const char *name; bool end; const char *to; } states[] = {
	{ "received", false, "enriched assessed advice case forwarded closed lapsed" },
	{ "enriched", false, "assessed advice case forwarded closed lapsed" },
	{ "assessed", false, "enriched advice case forwarded closed lapsed" },
	{ "advice", true, "assessed case" },
	{ "case", true, "assessed" },
	{ "forwarded", true, "assessed case" },
	{ "closed", true, "assessed case" },
	{ "lapsed", true, "assessed case" },
};

static const struct state *find(const char *name)
{
	for (size_t i = 0; i < MH_COUNT(states); i++)
		if (strcmp(states[i].name, name) == 0)
			return &states[i];
	return NULL;
}

static bool listed(const char *words, const char *word)
{
	size_t len = strlen(word), step;

	for (; *words; words += step + (words[step] == ' ')) {
		step = strcspn(words, " ");
		if (step == len && memcmp(words, word, len) == 0)
			return true;
	}
	return false;
}

enum mh_status mh_signal_may_go(const char *from, const char *to, struct mh_err *err)
{
	const struct state *state = find(from);

	if (!state || !find(to))
		return mh_fail(err, MH_USAGE, _("\"%s\" is no state of a signal"), state ? to : from);
	if (strcmp(from, to) == 0)
		return mh_fail(err, MH_NO, _("is %s already"), to);
	if (!listed(state->to, to))
		return mh_fail(err, MH_INPUT, _("cannot go from %s to %s; it can go to: %s"), from, to, state->to);
	return MH_OK;
}

bool mh_signal_ended(const char *name)
{
	const struct state *state = find(name);

	return state && state->end;
}
