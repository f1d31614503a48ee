#include "map.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/place.h"

enum { MAP_MOST = 1 << 20 };

enum mh_status map_find(struct mh_session *session, const char *name, struct mh_str *text, struct mh_err *err)
{
	struct mh_str path;
	bool shipped;

	if (strchr(name, '/') || strchr(name, '.') || access(name, F_OK) == 0)
		return mh_file_read(name, text, err);
	if (mh_store_document(session->store, MH_MAP_FORMAT, name, text, NULL) == MH_OK)
		return MH_OK;
	mh_str_clear(text);
	mh_str_init(&path, 4096);
	mh_str_printf(&path, "%s/share/mh/data/maps/%s.yaml", mh_prefix(), name);
	shipped = access(path.s, F_OK) == 0 && mh_file_read(path.s, text, NULL) == MH_OK;
	mh_str_free(&path);
	return shipped ? MH_OK : mh_fail(err, MH_INPUT, _("%s: no such file, and no applied or shipped map has this name"), name);
}

enum mh_status map_read(struct mh_session *session, const char *name, struct mh_map *map, struct mh_err *err)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_str text;

	mh_str_init(&text, MAP_MOST);
	enum mh_status status = map_find(session, name, &text, err);
	if (status == MH_OK) {
		status = mh_map_read(map, name, (struct mh_blob){ text.s, text.len }, &problems, err);
		mh_say_problems(session, &problems);
		if (status != MH_OK && problems.total > 0)
			mh_fail(err, status, ngettext("nothing was exported: %zu problem", "nothing was exported: %zu problems", problems.total), problems.total);
	}
	mh_problems_free(&problems);
	mh_str_free(&text);
	return status;
}

static void say_loss(const struct mh_session *session, const struct mh_map_loss *loss)
{
	static const char *const sentences[] = {
		[MH_LOSS_FIELD] = N_("%s: has no column (values: %llu)"),
		[MH_LOSS_CODE] = N_("%s: has no place there (times: %llu)"),
		[MH_LOSS_OTHER] = N_("%s: became the cell of all others (times: %llu)"),
		[MH_LOSS_YEAR] = N_("%s: of the day only the year is left (times: %llu)"),
		[MH_LOSS_SEALED] = N_("%s: was left out: it is kept sealed (values: %llu)"),
		[MH_LOSS_KEPT] = N_("%s: was left out: it is told to no partner (values: %llu)"),
	};
	char what[200];

	snprintf(what, sizeof what, "%s%s%s%s", loss->part > 0 ? "mention." : "", mh_map_kind(loss->part)->fields[loss->field].name,
		loss->code[0] != '\0' ? "=" : "", loss->code);
	mh_say(session, _(sentences[loss->of]), what, (unsigned long long)loss->count);
}

void map_say_losses(const struct mh_session *session, const struct mh_map_losses *losses)
{
	for (size_t i = 0; i < losses->count; i++)
		say_loss(session, &losses->list[i]);
}
