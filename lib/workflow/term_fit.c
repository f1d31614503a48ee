/* Do terms and workflows fit together? */

#include <string.h>

#include "base/i18n.h"
#include "workflow/term.h"

struct fitting {
	const struct mh_track *tracks;
	size_t count;
	struct mh_problems *problems;
	size_t found;
};

/* The track of "track/event" among those that there are; NULL: it is none of them. */
static const struct mh_track *track_of(const struct fitting *f, const char *word)
{
	const char *slash = strchr(word, '/');

	for (size_t i = 0; slash != NULL && i < f->count; i++) {
		size_t len = strlen(f->tracks[i].name);

		if (len == (size_t)(slash - word) && strncmp(word, f->tracks[i].name, len) == 0)
			return &f->tracks[i];
	}
	return NULL;
}

static void fit_events(struct fitting *f, const struct mh_term *term, const char *key, const struct mh_word_list *events)
{
	for (size_t i = 0; i < events->count; i++) {
		const struct mh_track *track = track_of(f, events->list[i]);
		const struct mh_problem where = { .file = term->code, .field = (char *)key, .value = events->list[i] };

		if (track == NULL || mh_track_event(track, strchr(events->list[i], '/') + 1) != NULL)
			continue;
		mh_problem_add(f->problems, &where, _("the workflow has no such event"));
		f->found++;
	}
}

static void fit_scope(struct fitting *f, const struct mh_term *term, const char *scope)
{
	const struct mh_problem where = { .file = term->code, .field = (char[]){ "scope" }, .value = (char *)scope };
	bool found = false;

	for (size_t i = 0; i < term->starts.count && !found; i++) {
		const struct mh_track *track = track_of(f, term->starts.list[i]);
		const struct mh_track_event *event = track != NULL ? mh_track_event(track, strchr(term->starts.list[i], '/') + 1) : NULL;

		found = track == NULL || (event != NULL && mh_word_list_has(&event->scopes, scope));
	}
	if (found)
		return;
	mh_problem_add(f->problems, &where, _("no event that starts it has such a scope"));
	f->found++;
}

size_t mh_terms_fit(const struct mh_terms *terms, const struct mh_track *tracks, size_t count, struct mh_problems *problems)
{
	struct fitting f = { tracks, count, problems, 0 };

	for (size_t i = 0; i < terms->count; i++) {
		const struct mh_term *term = &terms->list[i];

		fit_events(&f, term, "starts", &term->starts);
		fit_events(&f, term, "stops", &term->stops);
		fit_events(&f, term, "met-by", &term->met_by);
		for (size_t k = 0; k < term->scopes.count; k++)
			fit_scope(&f, term, term->scopes.list[k]);
	}
	return f.found;
}
