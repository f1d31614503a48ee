/* Any bytes as somebody's CSV: every row has its cells as text, or is marked bad with its problem; it always ends. */

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "text/csv.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len);

static void rows(struct mh_csv *csv, const struct mh_problems *problems)
{
	struct mh_csv_row row;
	size_t before = 0;

	while (mh_csv_next(csv, &row) == MH_OK) {
		if (row.number <= before || (row.bad && problems->total == 0))
			abort();
		before = row.number;
		for (size_t i = 0; !row.bad && i < row.count; i++)
			if (row.cells[i].text[row.cells[i].len] != '\0')
				abort();
	}
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len)
{
	const struct mh_csv_options options = { .cell = 256, .row = 4096, .columns = 20, .encoding = (enum mh_csv_encoding)(len % 3) };
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_err err = MH_ERR_INIT;
	struct mh_complaints complaints = { "input", &problems, &err, 0 };
	struct mh_csv *csv = NULL;
	char path[64];
	int fd = memfd_create("input", 0);

	if (fd < 0 || write(fd, bytes, len) != (ssize_t)len)
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (mh_csv_open(&csv, path, &options, &complaints) == MH_OK)
		rows(csv, &problems);
	else if (csv != NULL || problems.total == 0)
		abort();
	mh_csv_close(csv);
	mh_problems_free(&problems);
	close(fd);
	return 0;
}
