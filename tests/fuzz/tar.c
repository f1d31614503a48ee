/* Any bytes as an archive: every member lies within it and has a good name of its own. */

#include <stdlib.h>
#include <string.h>

#include "text/tar.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_complaints complaints = { .name = "input", .list = &problems };
	struct mh_tar tar;
	enum mh_status status = mh_tar_read(&tar, (struct mh_blob){ bytes, len }, &complaints);

	if ((status == MH_OK) != (problems.total == 0))
		abort();
	for (size_t i = 0; i < tar.count; i++) {
		const struct mh_blob *text = &tar.list[i].text;
		const unsigned char *from = text->bytes;
		if (from < bytes || text->len > (size_t)(bytes + len - from) || !mh_tar_name_good(tar.list[i].name))
			abort();
		if (status == MH_OK && mh_tar_take(&tar, tar.list[i].name) != &tar.list[i])
			abort();
	}
	mh_tar_free(&tar);
	mh_problems_free(&problems);
	return 0;
}
