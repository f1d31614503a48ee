#include "store_shipped.h"

#include <glob.h>

#include "base/i18n.h"
#include "base/place.h"
#include "document_formats.h"

#define SHIPPED "/share/mh/data/{catalogues,workflows,terms,consent,routing,maps,reports}/*.yaml"

static void judge(const char *path, const struct mh_apply_count *count, struct mh_problems *problems)
{
	char remedy[4300];
	struct mh_problem where = { .file = path, .warning = true, .remedy = remedy };
	size_t older = count->newer + (count->unknown < count->records ? count->unknown : 0);

	snprintf(remedy, sizeof remedy, _("look with mh-store apply --dry-run %s, then apply it"), path);
	if (older > 0)
		mh_problem_add(problems, &where, ngettext("%zu record of it is newer than what was applied", "%zu records of it are newer than what was applied", older),
			older);
}

static enum mh_status check_file(struct mh_session *session, const char *path, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_problems own = MH_PROBLEMS_INIT;
	struct mh_apply_count count;
	struct mh_applied_file file;
	enum mh_status status = mh_applied_file_read(path, mh_document_formats, &file, &own, err);

	if (status == MH_OK)
		status = mh_apply_compare(session->store, &file, &count, err);
	if (status == MH_OK)
		judge(path, &count, problems);
	mh_applied_file_free(&file);
	mh_problems_free(&own);
	return status;
}

enum mh_status store_shipped_check(struct mh_session *session, struct mh_problems *problems, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	struct mh_str pattern;
	glob_t shipped;

	mh_str_init(&pattern, 4200);
	mh_str_printf(&pattern, "%s" SHIPPED, mh_prefix());
	if (glob(pattern.s, GLOB_BRACE, NULL, &shipped) == 0) {
		for (size_t i = 0; i < shipped.gl_pathc && status == MH_OK; i++)
			status = check_file(session, shipped.gl_pathv[i], problems, err);
		globfree(&shipped);
	}
	mh_str_free(&pattern);
	return status;
}
