#include "record/options.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/talk.h"

/* What completes its value: "catalogue:form", "kind:partner", or nothing. */
static const char *completed_by(const struct mh_field *field)
{
	char text[80];

	if (field->of == NULL || mh_field_sealed(field))
		return NULL;
	snprintf(text, sizeof text, "%s:%s", field->type == MH_ID ? "kind" : "catalogue", field->of);
	return mh_strdup(text);
}

/* A table that was made: several commands have the fields of a kind, each at another place in its arguments. They live as long as the program. */
struct made { size_t offset; struct mh_option *table; struct made *next; };

const struct mh_option *mh_kind_options(const struct mh_kind *kind, size_t offset)
{
	static struct made *made[MH_KIND_MOST];
	struct made **const first = &made[kind->number];
	size_t count = 0;

	for (const struct made *m = *first; m != NULL; m = m->next)
		if (m->offset == offset)
			return m->table;
	struct mh_option *table = mh_alloc(kind->count + 1, sizeof *table);
	for (size_t i = 0; i < kind->count; i++) {
		const struct mh_field *field = &kind->fields[i];
		if ((field->flags & (MH_DERIVED | MH_PARENT)) != 0)
			continue;
		table[count++] = (struct mh_option){
			.name = field->name, .type = MH_OPT_FIELD, .offset = offset, .argument = mh_field_sealed(field) ? "-" : mh_type_name(field->type),
			.of = completed_by(field), .help = field->help,
		};
	}
	struct made *const one = mh_alloc(1, sizeof *one);
	*one = (struct made){ offset, table, *first };
	*first = one;
	return table;
}

/* Nothing at all is a program before the pipe that failed, not a wish to erase; an empty line is one, where there is something to erase. */
static enum mh_status read_input(const struct mh_field *field, const char *option, bool filled, struct mh_str *out, struct mh_err *err)
{
	enum mh_status status = mh_fd_read(STDIN_FILENO, _("standard input"), out, err);
	size_t end = out->len;

	if (status != MH_OK)
		return status;
	if (end == 0)
		return filled ? mh_fail(err, MH_INPUT, _("--%s: standard input is empty: nothing was changed; an empty line empties the field"), option) :
			mh_fail(err, MH_INPUT, _("--%s: standard input is empty: nothing was changed; give the words on standard input"), option);
	while (end > 0 && strchr("\r\n", out->s[end - 1]) != NULL)
		end--;
	if ((field->flags & MH_LINE) != 0 && memchr(out->s, '\n', end) != NULL)
		return mh_fail(err, MH_INPUT, _("--%s: standard input holds more than one line, and this field is one: nothing was changed"), option);
	return MH_OK;
}

/* Reads a sealed value from where no other process sees it. */
static enum mh_status read_sealed(const struct mh_field *field, const char *option, bool filled, bool *stdin_used, struct mh_str *out, struct mh_err *err)
{
	char question[200];

	if (isatty(STDIN_FILENO)) {
		snprintf(question, sizeof question, "%s: ", _(field->help));
		return mh_prompt(question, true, out, err);
	}
	if (*stdin_used)
		return mh_fail(err, MH_USAGE, _("--%s: standard input is already read for another field"), option);
	*stdin_used = true;
	return read_input(field, option, filled, out, err);
}

static enum mh_status assign_one(struct mh_record *rec, const struct mh_pair *pair, bool *stdin_used, struct mh_err *err)
{
	int index = mh_field_find(rec->kind, pair->name);
	const struct mh_field *field = &rec->kind->fields[index];
	const char *option = pair->option != NULL ? pair->option : pair->name;
	struct mh_str secret;
	enum mh_status status;

	if (!mh_field_sealed(field)) {
		status = mh_record_set(rec, index, pair->value, strlen(pair->value), err);
		return status == MH_OK ? MH_OK : mh_fail(err, status, "--%s \"%.80s\": %s", option, pair->value, err->text);
	}
	if (strcmp(pair->value, "-") != 0)
		return mh_fail(err, MH_USAGE, _("--%s: is kept sealed and takes no value on the command line: give - and its value on standard input"), option);
	mh_str_init_secret(&secret, 65536);
	status = read_sealed(field, option, mh_record_has(rec, pair->name), stdin_used, &secret, err);
	if (status == MH_OK) {
		status = mh_record_set(rec, index, secret.s, secret.len, err);
		if (status != MH_OK)
			mh_fail(err, status, "--%s: %s", option, err->text);
	}
	mh_str_free(&secret);
	return status;
}

enum mh_status mh_record_assign(struct mh_record *rec, const struct mh_pairs *pairs, struct mh_err *err)
{
	struct mh_err own = MH_ERR_INIT;
	bool stdin_used = false;

	for (size_t i = 0; i < pairs->count; i++) {
		enum mh_status status = assign_one(rec, &pairs->list[i], &stdin_used, err != NULL ? err : &own);
		if (status != MH_OK)
			return status;
	}
	return MH_OK;
}
