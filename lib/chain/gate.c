#include "chain/gate.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/group.h"

/* A lock says by its sentence why it is closed; MH_OK: it is open. */
typedef enum mh_status lock_fn(const struct mh_gate_facts *, struct mh_err *);

/* A live, given consent for all groups; what names the lock that leans on it. */
static enum mh_status consent(const struct mh_gate_facts *f, const char *what, struct mh_err *err)
{
	static const char *const why[] = {
		[MH_CONSENT_NONE] = N_("%s: no consent of the person for purpose %s and partner %s is recorded: record it with mh-case consent add"),
		[MH_CONSENT_REFUSED] = N_("%s: the person refused consent for purpose %s and partner %s: it stays here"),
		[MH_CONSENT_WITHDRAWN] = N_("%s: the person withdrew consent for purpose %s and partner %s: nothing more may be sent"),
		[MH_CONSENT_ENDED] = N_("%s: the consent for purpose %s and partner %s has ended: ask again and record it with mh-case consent add"),
	};
	char lacking[64];

	if (f->consent == MH_CONSENT_UNFIT)
		return mh_fail(err, MH_DENIED, _("%s: the consent for purpose %s and partner %s can't be leaned on: %s"), what, f->purpose, f->partner, f->unfit.text);
	if (f->consent != MH_CONSENT_GIVEN)
		return mh_fail(err, MH_DENIED, _(why[f->consent]), what, f->purpose, f->partner);
	if (mh_set_lacks(f->groups, f->consent_groups, lacking))
		return mh_fail(err, MH_DENIED, _("%s: the consent for purpose %s and partner %s does not cover data group %s: "
			"ask for it, or send less"), what, f->purpose, f->partner, lacking);
	return MH_OK;
}

static enum mh_status basis(const struct mh_gate_facts *f, struct mh_err *err)
{
	if (f->basis[0] == '\0')
		return mh_fail(err, MH_DENIED, _("basis: no basis is recorded: give --basis (AVG art. 6), --special-basis (9(2) or 10) "
			"and --article"));
	if (f->special_basis[0] == '\0')
		return mh_fail(err, MH_DENIED, _("basis: no exception for special data is recorded: give --special-basis (AVG art. 9(2) "
			"or 10)"));
	if (f->article[0] == '\0')
		return mh_fail(err, MH_DENIED, _("basis: no national article is recorded: give --article"));
	if (strcmp(f->basis, "consent") == 0 || strcmp(f->special_basis, "explicit-consent") == 0)
		return consent(f, _("basis"), err);
	return MH_OK;
}

/* Acute danger overrides this lock and no other, where somebody answers for it in words. */
static enum mh_status override(const struct mh_gate_facts *f, struct mh_err *err)
{
	if (!f->acute)
		return mh_fail(err, MH_DENIED, _("secrecy: acute danger overrides it only where a person is led to a partner and that is acute: give --urgency "
			"acute with mh-refer send"));
	if (!f->consulted)
		return mh_fail(err, MH_DENIED, _("secrecy: acute danger is said in words: give --consulted - with what the danger is and who decided"));
	return MH_OK;
}

static enum mh_status secrecy(const struct mh_gate_facts *f, struct mh_err *err)
{
	if (f->secrecy[0] == '\0')
		return mh_fail(err, MH_DENIED, _("secrecy: nothing lifts the holder's secrecy: give --secrecy consent, legal-duty or "
			"conflict-of-duties"));
	if (strcmp(f->secrecy, "consent") == 0)
		return consent(f, _("secrecy"), err);
	if (strcmp(f->secrecy, "acute-danger") == 0)
		return override(f, err);
	if (strcmp(f->secrecy, "conflict-of-duties") == 0 && !f->consulted)
		return mh_fail(err, MH_DENIED, _("secrecy: a conflict of duties names who was consulted: give --consulted -"));
	if (strcmp(f->secrecy, "conflict-of-duties") != 0 && strcmp(f->secrecy, "legal-duty") != 0)
		return mh_fail(err, MH_DENIED, _("secrecy: %s lifts no secrecy: give --secrecy consent, legal-duty or conflict-of-duties"),
			f->secrecy);
	return MH_OK;
}

static enum mh_status onward(const struct mh_gate_facts *f, struct mh_err *err)
{
	if (strcmp(f->onward, "free") == 0)
		return MH_OK;
	if (strcmp(f->onward, "ask-source") == 0)
		return mh_fail(err, MH_DENIED, _("profile: %s may be passed on only when its source agrees: ask the source, then record its "
			"permission by setting onward to free"), f->onward_of);
	return mh_fail(err, MH_DENIED, _("profile: %s may not be passed on (onward: %s)"), f->onward_of, f->onward);
}

/* Asked before the others of its lock: what is restricted stays, whoever may have it. */
static enum mh_status restricted(const struct mh_gate_facts *f, struct mh_err *err)
{
	if (f->restricted[0] == '\0')
		return MH_OK;
	return mh_fail(err, MH_DENIED, _("profile: the use of %s is restricted since %s (AVG art. 18): nothing is passed on until it is lifted "
		"with mh-case restrict --lift"), f->restricted_of, f->restricted);
}

static enum mh_status profile(const struct mh_gate_facts *f, struct mh_err *err)
{
	char lacking[64];

	if (restricted(f, err) != MH_OK)
		return MH_DENIED;
	if (f->left)
		return mh_fail(err, MH_DENIED, _("profile: partner %s has left: nothing may be sent to it; mh-refer partner import takes it in again"), f->partner);
	if (!f->active)
		return mh_fail(err, MH_DENIED, _("profile: partner %s is suspended: nothing may be sent to it"), f->partner);
	if (!f->has_profile)
		return mh_fail(err, MH_DENIED, _("profile: partner %s has no profile for purpose %s: agree on one and import it with "
			"mh-refer partner import"), f->partner, f->purpose);
	if (mh_set_lacks(f->groups, f->profile, lacking))
		return mh_fail(err, MH_DENIED, _("profile: partner %s may not have data group %s for purpose %s: send less, or agree on it "
			"and import it with mh-refer partner import"), f->partner, lacking, f->purpose);
	return onward(f, err);
}

static const struct {
	const char *name;
	lock_fn *open;
} locks[] = {
	{ "basis", basis },
	{ "secrecy", secrecy },
	{ "profile", profile },
};

enum mh_status mh_gate(const struct mh_gate_facts *facts, struct mh_problems *problems, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < MH_COUNT(locks); i++) {
		struct mh_err why = MH_ERR_INIT;
		if (locks[i].open(facts, &why) == MH_OK)
			continue;
		mh_problem_add(problems, &(struct mh_problem){ .field = (char *)locks[i].name }, "%s", why.text);
		if (status == MH_OK)
			status = mh_fail(err, MH_DENIED, "%s", why.text);
	}
	return status;
}
