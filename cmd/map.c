#include "map.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/place.h"
#include "record/mapping.h"

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
