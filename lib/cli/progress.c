/* Progress of something long: one line on standard error that is drawn over itself. */

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/talk.h"

#define EVERY 100	/* milliseconds between two drawings */

void mh_progress_start(struct mh_progress *p, const char *what, uint64_t total, bool quiet)
{
	*p = (struct mh_progress){ .what = what, .total = total, .started = mh_clock_ticks() };
	p->on = !quiet && isatty(STDERR_FILENO);
}

static void draw(const struct mh_progress *p)
{
	const double seconds = (double)(p->shown - p->started) / 1000;
	const double each = seconds > 0 ? (double)p->done / seconds : 0;
	const double rate = seconds > 0 ? (double)p->count / seconds : 0;

	fprintf(stderr, "\r\033[K%s: %" PRIu64, p->what, p->count);
	if (p->total > 0 && !p->counts)
		fprintf(stderr, " / %" PRIu64, p->total);
	if (p->total > 0)
		fprintf(stderr, " (%d%%)", (int)(100.0 * (double)p->done / (double)p->total));
	if (rate >= 1)
		fprintf(stderr, _(", %.0f a second"), rate);
	if (each > 0 && p->total > p->done)
		fprintf(stderr, _(", %.0f s to go"), (double)(p->total - p->done) / each);
	fflush(stderr);
}

static void step(struct mh_progress *p, uint64_t count, uint64_t done)
{
	p->count = count;
	p->done = done;
	if (!p->on)
		return;
	const int64_t t = mh_clock_ticks();

	if (t - p->shown < EVERY)
		return;
	p->shown = t;
	draw(p);
}

void mh_progress_step(struct mh_progress *p, uint64_t done)
{
	step(p, done, done);
}

void mh_progress_share(struct mh_progress *p, uint64_t count, uint64_t done, uint64_t total)
{
	p->counts = true;
	p->total = total;
	step(p, count, done);
}

void mh_progress_end(struct mh_progress *p)
{
	if (p->on && p->shown > 0)
		fputs("\r\033[K", stderr);
	p->on = false;
}
