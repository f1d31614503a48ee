#include "partner_change.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"

static void add(struct mh_str *line, const char *text)
{
	mh_utf8_show(line, text, strcspn(text, "\n"));
}

static void keep_absent(struct partner_changes *shown, const struct mh_partner_change *c)
{
	mh_str_puts(&shown->absent, shown->absent.len > 0 ? ", " : "");
	add(&shown->absent, c->partner);
	if (strcmp(c->what, "partner") != 0) {
		mh_str_puts(&shown->absent, " ");
		add(&shown->absent, c->what);
	}
}

void partner_change_show(void *arg, const struct mh_partner_change *c)
{
	struct partner_changes *const shown = arg;
	struct mh_str line;

	if (c->after == NULL && !shown->remove) {
		keep_absent(shown, c);
		return;
	}
	mh_str_init(&line, 1 << 18);
	mh_str_puts(&line, c->before == NULL ? "+ " : c->after == NULL ? "- " : "~ ");
	add(&line, c->partner);
	mh_str_puts(&line, ": ");
	add(&line, c->what);
	mh_str_puts(&line, ": ");
	if (c->before != NULL)
		add(&line, c->before);
	if (c->before != NULL && c->after != NULL)
		mh_str_puts(&line, " -> ");
	if (c->after != NULL)
		add(&line, c->after);
	puts(line.s);
	mh_str_free(&line);
}

enum mh_status partner_changes_write(struct mh_session *session, struct mh_partner_import *in, struct mh_partner_file *file, struct mh_err *err)
{
	enum mh_status status = mh_store_begin(session->store, session->log, err);

	in->write = true;
	in->change = NULL;
	if (status == MH_OK)
		status = mh_store_authority_verify(session->store, err);
	if (status == MH_OK)
		status = mh_partners_import(in, file, err);
	if (status == MH_OK)
		status = mh_store_authority_renew(session->store, err);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	else
		mh_store_rollback(session->store);
	return status;
}
