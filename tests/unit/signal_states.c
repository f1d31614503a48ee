/* A signal's states: every pair of them. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "workflow/signal_states.h"

static const char *const names[] = { "received", "enriched", "assessed", "advice", "case", "forwarded", "closed", "lapsed" };
enum { STATES = 8 };

/* Rows: from; columns: to. */
static const char *const allowed[STATES] = {
	"=yyyyyyy",	/* received */
	"n=yyyyyy",	/* enriched */
	"ny=yyyyy",	/* assessed */
	"nny=ynnn",	/* advice */
	"nnyn=nnn",	/* case */
	"nnyny=nn",	/* forwarded */
	"nnynyn=n",	/* closed */
	"nnynynn=",	/* lapsed */
};

static void test_every_pair(void **state)
{
	(void)state;
	for (size_t from = 0; from < STATES; from++) {
		for (size_t to = 0; to < STATES; to++) {
			struct mh_err err = MH_ERR_INIT;
			enum mh_status want = allowed[from][to] == 'y' ? MH_OK : allowed[from][to] == '=' ? MH_NO : MH_INPUT;

			assert_int_equal(mh_signal_may_go(names[from], names[to], &err), want);
			assert_int_equal(err.text[0] == '\0', want == MH_OK);
		}
	}
}

static void test_refusals(void **state)
{
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	assert_int_equal(mh_signal_may_go("received", "gone", &err), MH_USAGE);
	assert_string_equal(err.text, "\"gone\" is no state of a signal");
	assert_int_equal(mh_signal_may_go("gone", "closed", &err), MH_USAGE);
	assert_int_equal(mh_signal_may_go("case", "closed", &err), MH_INPUT);
	assert_string_equal(err.text, "cannot go from case to closed; it can go to: assessed");
}

static void test_ends(void **state)
{
	(void)state;
	for (size_t i = 0; i < STATES; i++)
		assert_int_equal(mh_signal_ended(names[i]), i >= 3);
	assert_false(mh_signal_ended("gone"));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_every_pair), cmocka_unit_test(test_refusals), cmocka_unit_test(test_ends) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
