/* mh-store fields: the field tables, as people and the data-protection list read them. */

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/retain.h"
#include "commands_store.h"
#include "session.h"

struct args {
	bool dpia;
};

static const struct mh_option options[] = {
	{ 0, "dpia", MH_OPT_FLAG, offsetof(struct args, dpia), NULL, NULL, N_("for a data-protection assessment: purpose, basis and term of each field") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_fields = {
	.name = "fields", .operands = "[kind ...]", .min = 0, .max = -1,
	.summary = N_("list the fields of each kind: type, clear or sealed, and what a clear personal field is needed for"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_PLACE | MH_TAKES_FORMAT,
	.run = run,
};

static const struct mh_column columns[] = {
	{ "kind", N_("kind"), false, false }, { "field", N_("field"), false, false }, { "type", N_("type"), false, false },
	{ "of", N_("of"), false, false }, { "kept", N_("kept"), false, false }, { "clear-for", N_("clear for"), false, false },
	{ "required", N_("required"), false, false }, { "help", N_("what it is"), false, false },
};

static void list_kind(struct mh_rows *rows, const struct mh_kind *kind)
{
	for (size_t i = 0; i < kind->count; i++) {
		const struct mh_field *field = &kind->fields[i];
		const struct mh_cell cells[] = {
			mh_cell_text(kind->name), mh_cell_text(field->name), mh_cell_text(_(mh_type_name(field->type))), mh_cell_text(field->of),
			mh_cell_text((field->flags & MH_MATCHED) != 0 ? _("sealed, matched") : mh_field_sealed(field) ? _("sealed") : _("clear")),
			mh_cell_text(field->clear_for), mh_cell_text((field->flags & MH_REQUIRED) != 0 ? _("yes") : NULL), mh_cell_text(_(field->help)),
		};
		mh_rows_add(rows, cells);
	}
}

static const struct mh_column dpia_columns[] = {
	{ "kind", N_("kind"), false, false }, { "field", N_("field"), false, false }, { "kept", N_("kept"), false, false },
	{ "purpose", N_("purpose"), false, false }, { "basis", N_("basis"), false, false }, { "clear-for", N_("clear for"), false, false },
	{ "term", N_("term"), false, false },
};

/* What each kind is kept for, on which basis, and with what its records go. A region compares the basis with its own register. */
static const struct purpose { const struct mh_kind *kind; const char *purpose, *basis, *term; } purposes[] = {
	{ &mh_signal, N_("see trafficking, lead the signal to who can act"), N_("public task (AVG 6(1)(e); Wmo 2015)"), N_("with its case, where it has one") },
	{ &mh_mention, N_("know whom a signal is about, count persons once"), N_("public task (AVG 6(1)(e); 10 for suspects)"), N_("with its signal") },
	{ &mh_person, N_("help this person, reach safely"), N_("public task (AVG 6(1)(e), 9(2)(g))"), N_("with the last record about the person") },
	{ &mh_case, N_("coordinate help and terms of one person"), N_("public task (AVG 6(1)(e), 9(2)(g); Wmo 2015)"), NULL },
	{ &mh_event, N_("compute terms of residence, criminal law, care"), N_("public task (AVG 6(1)(e))"), N_("with its case") },
	{ &mh_consent, N_("prove what may be shared"), N_("legal obligation (AVG 7(1))"), N_("with its case") },
	{ &mh_partner, N_("reach and recognise organisations"), N_("public task (AVG 6(1)(e))"), N_("as long as it is a partner") },
	{ &mh_profile, N_("give a partner no more than it needs"), N_("legal obligation (AVG 5(1)(c))"), N_("as long as it is a partner") },
	{ &mh_agreement, N_("prove what was agreed"), N_("legal obligation (AVG 5(2))"), N_("as long as it is a partner") },
	{ &mh_agreed, N_("prove what was agreed"), N_("no personal data"), N_("with its agreement") },
	{ &mh_declaration, N_("prove what was declared"), N_("no personal data"), N_("kept") },
	{ &mh_signing, N_("prove and make public who signed"), N_("public task (AVG 6(1)(e))"), N_("kept") },
	{ &mh_referral, N_("lead a person to help"), N_("public task (AVG 6(1)(e)); what each disclosure names"), N_("with its case, where it has one") },
	{ &mh_message, N_("know what was asked and answered"), N_("public task (AVG 6(1)(e))"), N_("with its referral or signal; a notice, about nobody, as long as it is a partner") },
	{ &mh_disclosure, N_("account for what was given to whom"), N_("legal obligation (AVG 5(2))"), N_("with its person, case, referral or signal") },
	{ &mh_registration, N_("count victims nationally, ask for shelter"), N_("consent, or the reporter's own decree (AVG 6(1)(a), 6(1)(c))"), N_("with its case") },
	{ &mh_link, N_("see which signals and cases belong together"), N_("public task (AVG 6(1)(e); Wmo 2015)"), N_("with its signal") },
	{ &mh_assessment, N_("account for what was concluded from a signal"), N_("public task (AVG 6(1)(e); Wmo 2015)"), N_("with its signal") },
	{ &mh_feedback, N_("tell who reported what became of it"), N_("public task (AVG 6(1)(e))"), N_("with its signal") },
	{ &mh_advice, N_("count think-along calls"), N_("no personal data"), N_("kept") },
	{ &mh_outreach, N_("count trainings and campaigns, and what came after them"), N_("no personal data"), N_("kept") },
	{ &mh_hold, N_("keep longer what must be kept longer"), N_("legal obligation (AVG 17(3), 18)"), N_("with what it holds") },
	{ &mh_intake, N_("know what is unsafe, and what the victim wants"), N_("public task (AVG 6(1)(e), 9(2)(g), 9(2)(h); Wmo 2015)"), N_("with its case") },
	{ &mh_need, N_("make one offer of help"), N_("public task (AVG 6(1)(e), 9(2)(g); Wmo 2015)"), N_("with its case") },
	{ &mh_plan, N_("account for what was agreed with a person"), N_("public task (AVG 6(1)(e); Wmo 2015)"), N_("with its case") },
	{ &mh_stay, N_("find shelter, know the room there is"), N_("public task (AVG 6(1)(e), 9(2)(g); Wmo 2015)"), N_("with its case") },
	{ &mh_capacity, N_("know the room there is"), N_("no personal data"), N_("as long as it is a partner") },
	{ &mh_programme, N_("help to get out, coordinate loverboy care"), N_("public task (AVG 6(1)(e), 9(2)(g); Wmo 2015)"), N_("with its case") },
	{ &mh_conference, N_("take decisions together"), N_("public task (AVG 6(1)(e); Wmo 2015)"), N_("kept") },
	{ &mh_invitation, N_("take decisions together"), N_("no personal data"), N_("with its conference") },
	{ &mh_discussed, N_("account for what was decided about a person"), N_("public task (AVG 6(1)(e); Wmo 2015)"), N_("with its case") },
	{ &mh_party, N_("know who is involved, and reach them"), N_("public task (AVG 6(1)(e))"), N_("with its case") },
	{ &mh_task, N_("forget nothing that was promised"), N_("public task (AVG 6(1)(e))"), N_("with its case, where it has one") },
	{ &mh_paper, N_("know where papers are, give them back"), N_("public task (AVG 6(1)(e))"), N_("with its case") },
	{ &mh_note, N_("account for the help"), N_("public task (AVG 6(1)(e), 9(2)(g); Wmo 2015)"), N_("with its case") },
	{ &mh_cost, N_("settle costs between municipalities"), N_("public task (AVG 6(1)(e))"), N_("with its case") },
	{ &mh_assignment, N_("know who coordinates"), N_("public task (AVG 6(1)(e))"), N_("with its case") },
	{ &mh_request, N_("account for how a request about the own data was answered"), N_("legal obligation (AVG 12, 15 to 18)"), N_("with its case") },
	{ &mh_code, N_("say what codes mean"), N_("no personal data"), N_("kept") },
	{ &mh_document, N_("rules, terms and reports"), N_("no personal data"), N_("kept") },
};

static const struct purpose *purpose_of(const struct mh_kind *kind)
{
	static const struct purpose none = { NULL, NULL, NULL, NULL };

	for (size_t i = 0; i < MH_COUNT(purposes); i++)
		if (purposes[i].kind == kind)
			return &purposes[i];
	return &none;
}

static void list_dpia(struct mh_rows *rows, const struct mh_kind *kind, const struct mh_rules *rules)
{
	const struct purpose *p = purpose_of(kind);
	struct mh_str term;

	mh_str_init(&term, 8192);
	mh_retain_terms(rules, kind, &term);
	if (p->term != NULL)
		mh_str_printf(&term, "%s%s", term.len > 0 ? "; " : "", _(p->term));
	for (size_t i = 0; i < kind->count; i++) {
		const struct mh_field *field = &kind->fields[i];
		const struct mh_cell cells[] = {
			mh_cell_text(kind->name), mh_cell_text(field->name),
			mh_cell_text((field->flags & MH_MATCHED) != 0 ? _("sealed, matched") : mh_field_sealed(field) ? _("sealed") : _("clear")),
			mh_cell_text(p->purpose != NULL ? _(p->purpose) : NULL), mh_cell_text(p->basis != NULL ? _(p->basis) : NULL),
			mh_cell_text(field->clear_for), mh_cell_text(term.s),
		};
		mh_rows_add(rows, cells);
	}
	mh_str_free(&term);
}

static void list_all(struct mh_rows *rows, int argc, char **argv, const struct mh_rules *rules)
{
	for (size_t i = 0; mh_kinds[i] != NULL; i++) {
		bool wanted = argc == 0;
		for (int k = 0; k < argc; k++)
			wanted = wanted || strcmp(argv[k], mh_kinds[i]->name) == 0;
		if (wanted && rules != NULL)
			list_dpia(rows, mh_kinds[i], rules);
		else if (wanted)
			list_kind(rows, mh_kinds[i]);
	}
}

/* Terms are the rules of the store. */
static enum mh_status run_dpia(struct mh_session *session, int argc, char **argv, struct mh_err *err)
{
	struct mh_rules rules = MH_RULES_INIT;
	struct mh_store *store = NULL;
	enum mh_status status = mh_store_open(&session->place, false, &store, err);

	if (status == MH_OK)
		status = mh_retain_rules(store, &rules, err);
	if (status == MH_OK) {
		struct mh_rows *rows = mh_session_rows(session, dpia_columns, MH_COUNT(dpia_columns), 1);
		list_all(rows, argc, argv, &rules);
		status = mh_session_rows_end(session, rows, err);
	}
	mh_rules_free(&rules);
	mh_store_close(store);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;

	for (int i = 0; i < argc; i++)
		if (mh_kind_find(argv[i]) == NULL)
			return mh_fail(err, MH_USAGE, _("%.40s: no such kind"), argv[i]);
	if (args->dpia)
		return run_dpia(session, argc, argv, err);
	struct mh_rows *rows = mh_session_rows(session, columns, MH_COUNT(columns), 1);
	list_all(rows, argc, argv, NULL);
	return mh_session_rows_end(session, rows, err);
}
