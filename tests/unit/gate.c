/* The gate: three locks, and one lock never opens another. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "chain/gate.h"
#include "chain/group.h"

/* Everything open: a public task, a legal duty, a profile, no consent needed. */
static struct mh_gate_facts open_facts(void)
{
	struct mh_gate_facts f = {
		.partner = "shelter", .purpose = "shelter", .groups = "minimal;identity", .basis = "public-task",
		.special_basis = "social-protection", .article = "wmo-5.1.1", .secrecy = "legal-duty", .active = true, .has_profile = true,
	};

	snprintf(f.profile, sizeof f.profile, "contact;identity;minimal");
	snprintf(f.onward, sizeof f.onward, "free");
	return f;
}

static struct mh_gate_facts consent_facts(enum mh_gate_consent consent, const char *groups)
{
	struct mh_gate_facts f = open_facts();

	f.basis = "consent";
	f.special_basis = "explicit-consent";
	f.secrecy = "consent";
	f.consent = consent;
	snprintf(f.consent_groups, sizeof f.consent_groups, "%s", groups);
	return f;
}

static void denied(const struct mh_gate_facts *f, const char *sentence, size_t locks)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_err err = MH_ERR_INIT;

	assert_int_equal(mh_gate(f, &problems, &err), MH_DENIED);
	if (strstr(err.text, sentence) == NULL)
		fail_msg("\"%s\" is not in: %s", sentence, err.text);
	assert_int_equal(problems.total, locks);
	mh_problems_free(&problems);
}

static void open_gate(const struct mh_gate_facts *f)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_err err = MH_ERR_INIT;

	if (mh_gate(f, &problems, &err) != MH_OK)
		fail_msg("closed: %s", err.text);
	assert_int_equal(problems.total, 0);
}

static void opens(void **state)
{
	struct mh_gate_facts f = open_facts();

	(void)state;
	open_gate(&f);
	f = consent_facts(MH_CONSENT_GIVEN, "contact;identity;minimal");
	open_gate(&f);
	f = open_facts();
	f.secrecy = "conflict-of-duties";
	f.consulted = true;
	open_gate(&f);
	f.secrecy = "acute-danger";
	f.acute = true;
	open_gate(&f);
}

static void basis(void **state)
{
	struct mh_gate_facts f = open_facts();

	(void)state;
	f.basis = "";
	denied(&f, "basis: no basis is recorded: give --basis", 1);
	f = open_facts();
	f.special_basis = "";
	denied(&f, "give --special-basis", 1);
	f = open_facts();
	f.article = "";
	denied(&f, "give --article", 1);
}

static void consent(void **state)
{
	struct mh_gate_facts f = consent_facts(MH_CONSENT_NONE, "");

	(void)state;
	denied(&f, "basis: no consent of the person for purpose shelter and partner shelter is recorded", 2);
	f = consent_facts(MH_CONSENT_REFUSED, "minimal;identity");
	denied(&f, "refused consent", 2);
	f = consent_facts(MH_CONSENT_WITHDRAWN, "minimal;identity");
	denied(&f, "withdrew consent", 2);
	f = consent_facts(MH_CONSENT_ENDED, "minimal;identity");
	denied(&f, "has ended", 2);
	f = consent_facts(MH_CONSENT_GIVEN, "minimal");
	denied(&f, "does not cover data group identity", 2);
	f = consent_facts(MH_CONSENT_UNFIT, "contact;identity;minimal");
	snprintf(f.unfit.text, sizeof f.unfit.text, "signatory person: too young");
	denied(&f, "basis: the consent for purpose shelter and partner shelter can't be leaned on: signatory person: too young", 2);
	/* Explicit consent as the exception needs it just the same. */
	f = open_facts();
	f.special_basis = "explicit-consent";
	denied(&f, "basis: no consent", 1);
}

static void secrecy(void **state)
{
	struct mh_gate_facts f = open_facts();

	(void)state;
	f.secrecy = "";
	denied(&f, "secrecy: nothing lifts", 1);
	f.secrecy = "conflict-of-duties";
	denied(&f, "names who was consulted", 1);
	f.secrecy = "unknown";
	denied(&f, "unknown lifts no secrecy", 1);
	f.secrecy = "acute-danger";	/* only what is acute, and only in words */
	denied(&f, "a person is led to a partner and that is acute", 1);
	f.acute = true;
	denied(&f, "acute danger is said in words", 1);
	f.acute = false, f.consulted = true;
	denied(&f, "a person is led to a partner and that is acute", 1);
	f.acute = true, f.basis = "", f.has_profile = false;	/* it opens no other lock */
	denied(&f, "basis: no basis is recorded", 2);
	f = open_facts();
	f.secrecy = "consent";
	denied(&f, "secrecy: no consent", 1);
}

static void profile(void **state)
{
	struct mh_gate_facts f = open_facts();

	(void)state;
	f.active = false;
	denied(&f, "is suspended", 1);
	f = open_facts();
	f.has_profile = false;
	denied(&f, "has no profile for purpose shelter", 1);
	f = open_facts();
	f.groups = "minimal;residence";
	denied(&f, "may not have data group residence", 1);
	f = open_facts();
	snprintf(f.profile, sizeof f.profile, "none");
	denied(&f, "may not have data group minimal", 1);
	f = open_facts();
	snprintf(f.onward, sizeof f.onward, "ask-source");
	snprintf(f.onward_of, sizeof f.onward_of, "S-2026-0001");
	denied(&f, "S-2026-0001 may be passed on only when its source agrees", 1);
	snprintf(f.onward, sizeof f.onward, "no");
	denied(&f, "S-2026-0001 may not be passed on", 1);
	snprintf(f.onward, sizeof f.onward, "unknown");
	denied(&f, "may not be passed on (onward: unknown)", 1);
}

/* Every lock closed on its own stays closed whatever opens the others: all combinations of one fault per lock. */
static void one_lock_never_opens_another(void **state)
{
	(void)state;
	for (unsigned faults = 0; faults < 8; faults++) {
		struct mh_gate_facts f = consent_facts(MH_CONSENT_GIVEN, "identity;minimal");
		struct mh_problems problems = MH_PROBLEMS_INIT;
		size_t closed = 0;
		if (faults & 1)
			f.basis = "";
		if (faults & 2)
			f.secrecy = "";
		if (faults & 4)
			f.has_profile = false;
		for (unsigned bit = 1; bit < 8; bit <<= 1)
			closed += (faults & bit) != 0;
		assert_int_equal(mh_gate(&f, &problems, NULL), closed == 0 ? MH_OK : MH_DENIED);
		assert_int_equal(problems.total, closed);
		mh_problems_free(&problems);
	}
}

static void sets(void **state)
{
	char out[64], small[7];

	(void)state;
	assert_true(mh_set_has("a;bc", "bc"));
	assert_false(mh_set_has("a;bc", "b"));
	assert_false(mh_set_has("", "a"));
	mh_set_both("a;b;c", "c;a", out, sizeof out);
	assert_string_equal(out, "a;c");
	mh_set_minus("a;b;c", "c;a", out, sizeof out);
	assert_string_equal(out, "b");
	mh_set_both("aaa;bbb;ccc", "aaa;bbb;ccc", small, sizeof small);
	assert_string_equal(small, "aaa");
	assert_true(mh_set_lacks("a;b", "a", out));
	assert_string_equal(out, "b");
	assert_false(mh_set_lacks("a;b", "b;a", out));
	assert_false(mh_set_lacks("", "", out));
}

/* What is restricted stays here, also where everything else is open. */
static void restricted(void **state)
{
	struct mh_gate_facts f = open_facts();

	(void)state;
	snprintf(f.restricted, sizeof f.restricted, "2026-03-02");
	snprintf(f.restricted_of, sizeof f.restricted_of, "C-2026-0001");
	denied(&f, "profile: the use of C-2026-0001 is restricted since 2026-03-02", 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opens), cmocka_unit_test(basis), cmocka_unit_test(consent), cmocka_unit_test(secrecy),
		cmocka_unit_test(profile), cmocka_unit_test(one_lock_never_opens_another), cmocka_unit_test(sets), cmocka_unit_test(restricted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
