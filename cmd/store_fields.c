/* mh-store fields: the field tables, as people and the data-protection list read them. */

#include "base/i18n.h"
#include "base/mem.h"
#include "commands_store.h"
#include "session.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_fields = {
	.name = "fields", .operands = "[kind ...]", .min = 0, .max = -1,
	.summary = N_("list the fields of each kind: type, clear or sealed, and what a clear personal field is needed for"),
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

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	(void)arg;
	for (int i = 0; i < argc; i++)
		if (mh_kind_find(argv[i]) == NULL)
			return mh_fail(err, MH_USAGE, _("%.40s: no such kind"), argv[i]);
	struct mh_rows *rows = mh_session_rows(session, columns, MH_COUNT(columns), 1);
	for (int i = 0; i < argc; i++)
		list_kind(rows, mh_kind_find(argv[i]));
	for (size_t i = 0; argc == 0 && mh_kinds[i] != NULL; i++)
		list_kind(rows, mh_kinds[i]);
	return mh_session_rows_end(session, rows, err);
}
