#include "exchange/preview.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/group.h"
#include "exchange/page.h"

#define VALUE_MOST (1 << 17)
#define WHY_MOST 1200

const char *const mh_preview_words[MH_PREVIEW_PARTS] = {
	[MH_PREVIEW_HEAD] = "head", [MH_PREVIEW_NOW] = "now", [MH_PREVIEW_LATER] = "on-acceptance", [MH_PREVIEW_OPEN] = "open", [MH_PREVIEW_CLOSED] = "closed",
	[MH_PREVIEW_KEPT] = "kept",
};

const char *mh_preview_label(enum mh_preview_part part)
{
	static const char *const labels[MH_PREVIEW_PARTS] = {
		[MH_PREVIEW_HEAD] = N_("head"), [MH_PREVIEW_NOW] = N_("goes now"), [MH_PREVIEW_LATER] = N_("on acceptance"), [MH_PREVIEW_OPEN] = N_("lock open"),
		[MH_PREVIEW_CLOSED] = N_("lock closed"), [MH_PREVIEW_KEPT] = N_("stays here"),
	};

	return _(labels[part]);
}

struct previewing {
	const struct mh_preview *preview;
	struct mh_referring *r;
	const struct mh_record *referral;
	const struct mh_gate_facts *facts;
	struct mh_catalogues *catalogues;
	bool identity;			/* of a referral that is there: who it is */
	char allowed[MH_GATE_SET];	/* groups of the identity that the gate lets through */
};

/* Words that are no field of a kind. */
static const char *label_of(const char *what)
{
	static const struct { const char *what, *label; } own[] = { { "from", N_("from") }, { "to", N_("to") }, { "profile", N_("profile and passing on") } };

	for (size_t i = 0; i < MH_COUNT(own); i++)
		if (strcmp(own[i].what, what) == 0)
			return _(own[i].label);
	return mh_name("field", what);
}

static void tell(const struct previewing *p, enum mh_preview_part part, const char *what, const char *value, const char *why)
{
	p->preview->line(p->preview->arg, &(struct mh_preview_line){ part, what, label_of(what), value, why });
}

static void tell_field(const struct previewing *p, enum mh_preview_part part, const struct mh_record *rec, const char *name, const char *why)
{
	const int at = mh_field_find(rec->kind, name);
	struct mh_str value;

	mh_str_init_secret(&value, VALUE_MOST);
	if (rec->values[at].have == MH_HAVE_SEALED)
		mh_str_printf(&value, _("sealed: %s"), mh_name("field", name));
	else
		mh_page_value(&value, p->catalogues, rec, at);
	tell(p, part, name, value.s, why);
	mh_str_free(&value);
}

static void tell_head(const struct previewing *p)
{
	const char *const channel = p->r->channel != NULL ? p->r->channel : "exchange";
	struct mh_str to;

	mh_str_init(&to, WHY_MOST);
	mh_str_printf(&to, "%s (%s)", mh_record_text(&p->r->partner, "name"), mh_record_text(&p->r->partner, "code"));
	if (strcmp(channel, "exchange") == 0 && mh_record_has(&p->r->partner, "fingerprint"))
		mh_str_printf(&to, ", %s", mh_record_text(&p->r->partner, "fingerprint"));
	tell(p, MH_PREVIEW_HEAD, "from", mh_store_about(p->r->store)->name, "");
	tell(p, MH_PREVIEW_HEAD, "to", to.s, "");
	tell(p, MH_PREVIEW_HEAD, "channel", mh_code_label(p->catalogues, "exchange-channel", channel), "");
	mh_str_free(&to);
}

/* The first message has these fields of the referral, and no other. */
static void tell_first(const struct previewing *p)
{
	for (size_t i = 0; mh_refer_shown[i] != NULL; i++)
		if (mh_record_has(p->referral, mh_refer_shown[i]))
			tell_field(p, MH_PREVIEW_NOW, p->referral, mh_refer_shown[i], "");
}

/* Why a group of data does not go; "": it does. */
static void why_kept(const struct previewing *p, const char *group, char *out, size_t size)
{
	const struct mh_gate_facts *const f = p->facts;
	char consent[MH_ID_SIZE];

	out[0] = '\0';
	if (!f->has_profile)
		snprintf(out, size, _("partner %s has no profile for purpose %s"), f->partner, f->purpose);
	else if (!mh_set_has(f->profile, group))
		snprintf(out, size, _("the profile of partner %s for purpose %s has no data group %s"), f->partner, f->purpose, group);
	else if (mh_refer_by_consent(f) && f->consent != MH_CONSENT_GIVEN)
		snprintf(out, size, _("no consent holds that covers data group %s"), group);
	else if (mh_refer_by_consent(f) && !mh_set_has(f->consent_groups, group)) {
		mh_id_format((struct mh_id){ &mh_consent, f->consent_n }, consent);
		snprintf(out, size, _("consent %s does not cover data group %s"), consent, group);
	} else if (p->preview->groups != NULL && !mh_set_has(p->preview->groups, group))
		snprintf(out, size, _("data group %s is not among --groups"), group);
}

/* Who it is: field by field, what goes and what stays. */
static void tell_person(const struct previewing *p, const struct mh_record *rec, const char *field, const char *group)
{
	char why[WHY_MOST], with[WHY_MOST];

	if (!mh_record_has(rec, field))
		return;
	why_kept(p, group, why, sizeof why);
	snprintf(with, sizeof with, _("data group %s"), group);
	if (why[0] == '\0')
		tell_field(p, p->identity ? MH_PREVIEW_NOW : MH_PREVIEW_LATER, rec, field, with);
	else	/* its value is nobody's business here */
		tell(p, MH_PREVIEW_KEPT, field, "", why);
}

static void tell_identity(const struct previewing *p)
{
	for (size_t i = 0; i < mh_group_field_count; i++)
		if (strcmp(mh_group_fields[i].group, MH_GROUP_MINIMAL) != 0)
			tell_person(p, &p->r->person, mh_group_fields[i].field, mh_group_fields[i].group);
	tell_person(p, p->referral, "request", "request");
	tell(p, MH_PREVIEW_KEPT, "case", "", _("talks, notes, signals, papers, places of stay and all else: no data group opens them to a partner"));
}

static const char *problem_of(const struct mh_problems *problems, const char *lock)
{
	for (size_t i = 0; i < problems->count; i++)
		if (strcmp(problems->list[i].field, lock) == 0)
			return problems->list[i].text;
	return NULL;
}

static void add_code(struct mh_str *out, struct mh_catalogues *catalogues, const char *catalogue, const char *code)
{
	if (code[0] != '\0')
		mh_str_printf(out, "%s%s", out->len > 0 ? "; " : "", mh_code_label(catalogues, catalogue, code));
}

/* On what a lock leans: the consent by its number, or who says so. */
static void source_of(const struct previewing *p, bool by_consent, struct mh_str *out)
{
	char consent[MH_ID_SIZE];

	mh_id_format((struct mh_id){ &mh_consent, p->facts->consent_n }, consent);
	if (by_consent)
		mh_str_printf(out, _("consent %s, data groups %s"), consent, p->facts->consent_groups);
	else
		mh_str_puts(out, p->identity ? _("as it was given with the referral") : _("as it is given here, and will stand in the disclosure"));
}

static void tell_lock(const struct previewing *p, const char *lock, const struct mh_str *value, const struct mh_str *source)
{
	const char *const closed = problem_of(&p->r->problems, lock);

	if (closed != NULL)
		tell(p, MH_PREVIEW_CLOSED, lock, value->s, closed);
	else
		tell(p, MH_PREVIEW_OPEN, lock, value->s, source->s);
}

static void tell_basis(const struct previewing *p)
{
	const struct mh_gate_facts *const f = p->facts;
	struct mh_str value, source;

	mh_str_init(&value, WHY_MOST);
	mh_str_init(&source, WHY_MOST);
	add_code(&value, p->catalogues, "basis", f->basis);
	add_code(&value, p->catalogues, "special-basis", f->special_basis);
	add_code(&value, p->catalogues, "article", f->article);
	source_of(p, strcmp(f->basis, "consent") == 0 || strcmp(f->special_basis, "explicit-consent") == 0, &source);
	tell_lock(p, "basis", &value, &source);
	mh_str_free(&value);
	mh_str_free(&source);
}

static void tell_secrecy(const struct previewing *p)
{
	const struct mh_gate_facts *const f = p->facts;
	struct mh_str value, source;

	mh_str_init(&value, WHY_MOST);
	mh_str_init(&source, WHY_MOST);
	add_code(&value, p->catalogues, "secrecy", f->secrecy);
	source_of(p, strcmp(f->secrecy, "consent") == 0, &source);
	tell_lock(p, "secrecy", &value, &source);
	mh_str_free(&value);
	mh_str_free(&source);
}

static void tell_profile(const struct previewing *p)
{
	const struct mh_gate_facts *const f = p->facts;
	struct mh_str value, source;

	mh_str_init(&value, WHY_MOST);
	mh_str_init(&source, WHY_MOST);
	mh_str_puts(&value, f->groups);
	mh_str_printf(&source, _("profile of partner %s for purpose %s, which keyholders signed: %s; nothing of the person's cases and signals forbids passing on"),
		f->partner, f->purpose, f->profile);
	tell_lock(p, "profile", &value, &source);
	mh_str_free(&value);
	mh_str_free(&source);
}

/* What sending would set too, so that the same rules find the same faults. */
static enum mh_status complete(struct mh_referring *r, struct mh_record *referral, struct mh_err *err)
{
	if (referral->n != 0)
		return MH_OK;
	mh_record_initial(referral);
	mh_record_put_number(referral, "partner", r->partner.n);
	mh_record_put(referral, "direction", "out", NULL);
	mh_record_put(referral, "channel", r->channel != NULL ? r->channel : "exchange", NULL);
	enum mh_status status = mh_refer_due(r, referral, err);
	return status == MH_OK ? mh_record_check(referral, mh_store_catalogues(r->store), mh_moment_day(r->now), NULL, NULL, err) : status;
}

static enum mh_status open_all(struct mh_referring *r, struct mh_record *referral, struct mh_err *err)
{
	const struct mh_id subjects[] = { { &mh_person, r->person.n }, { &mh_referral, referral->n } };
	enum mh_status status;

	if (r->person.n == 0)
		return MH_OK;
	status = mh_store_unlock(r->store, r->command, mh_record_text(referral, "purpose"), subjects, referral->n != 0 ? 2 : 1, err);
	if (status == MH_OK)
		status = mh_store_open_values(r->store, &r->person, err);
	if (status == MH_OK && referral->n != 0)
		status = mh_store_open_values(r->store, referral, err);
	return status;
}

/* The gate is asked for what goes now. Of the identity that is what may go, where nothing was chosen. */
static enum mh_status ask_gate(struct previewing *p, struct mh_gate_facts *f, struct mh_err *err)
{
	struct mh_referring *const r = p->r;
	const char *groups = p->identity && p->preview->groups != NULL ? p->preview->groups : MH_GROUP_MINIMAL;
	enum mh_status status = mh_refer_gate(r, p->referral, groups, f, err);

	if (status != MH_OK && status != MH_DENIED)
		return status;
	mh_refer_allowed(f, p->allowed, sizeof p->allowed);
	if (!p->identity || p->preview->groups != NULL)
		return status;
	mh_problems_free(&r->problems);
	f->groups = p->allowed[0] != '\0' ? p->allowed : "identity";
	return mh_gate(f, &r->problems, err);
}

enum mh_status mh_refer_preview(struct mh_referring *r, struct mh_record *referral, const struct mh_preview *preview, struct mh_err *err)
{
	struct mh_gate_facts facts;
	struct previewing p = {
		.preview = preview, .r = r, .referral = referral, .facts = &facts, .catalogues = mh_store_catalogues(r->store), .identity = referral->n != 0,
	};
	enum mh_status status = complete(r, referral, err);

	if (status == MH_OK)
		status = mh_refer_case_open(r, referral, err);
	if (status == MH_OK)
		status = ask_gate(&p, &facts, err);
	if (status != MH_OK && status != MH_DENIED)
		return status;
	if (r->problems.count == 0 && status == MH_DENIED)	/* no lock: the case is closed */
		return status;
	if (preview->open && status == MH_OK && (status = open_all(r, referral, err)) != MH_OK)
		return status;
	tell_head(&p);
	if (!p.identity)
		tell_first(&p);
	tell_identity(&p);
	tell_basis(&p);
	tell_secrecy(&p);
	tell_profile(&p);
	return status;
}
