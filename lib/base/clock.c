#include "base/clock.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#include "base/i18n.h"
#include "base/mem.h"

static struct mh_date moved_day;	/* $MH_NOW as a day: noon in the store's zone, which is not known yet when it is read */
static mh_moment moved_moment;
static bool moved, demo;

enum mh_status mh_clock_init(struct mh_err *err)
{
	const char *now = getenv("MH_NOW");

	if (now == NULL || *now == '\0')
		return MH_OK;
	if (mh_moment_parse(now, &moved_moment)) {
		moved = true;
		return MH_OK;
	}
	if (!mh_date_parse(now, &moved_day) || !mh_date_whole(moved_day))
		return mh_fail(err, MH_USAGE, _("MH_NOW=%.40s: neither a day (2026-03-01) nor a moment (2026-03-01T12:00:00Z)"), now);
	moved = true;
	return MH_OK;
}

void mh_clock_demo(bool is_demo)
{
	demo = is_demo;
}

static mh_moment moved_now(void)
{
	return moved_day.year > 0 ? mh_day_start(moved_day) + 12 * 3600 : moved_moment;
}

mh_moment mh_clock_system(void)
{
	return demo && moved ? moved_now() : (mh_moment)time(NULL);
}

mh_moment mh_clock_machine(void)
{
	return (mh_moment)time(NULL);
}

mh_moment mh_clock_agenda(void)
{
	return moved ? moved_now() : (mh_moment)time(NULL);
}

struct mh_date mh_today(void)
{
	return mh_moment_day(mh_clock_agenda());
}

int64_t mh_clock_ticks(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void mh_random(void *out, size_t len)
{
	unsigned char *p = out;

	while (len > 0) {
		ssize_t got = getrandom(p, len > 256 ? 256 : len, 0);
		if (got < 0 && errno != EINTR)
			abort();	/* a machine without random numbers must not make keys */
		if (got > 0) {
			p += got;
			len -= (size_t)got;
		}
	}
}
