/* Fuzzing the CSV reader: what it takes is text, and is read back alike once written. The first byte chooses the encoding. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/utf8.h"
#include "text/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
	if (!holds)
		abort();
}

struct reading {
	struct mh_str all;	/* texts of good rows, with their lengths */
	struct mh_str again;	/* the same rows, written */
	size_t rows;
	enum mh_status status;
};

static void write_row(struct reading *reading, const struct mh_csv_text *cells, size_t count, char delimiter)
{
	for (size_t i = 0; i < count; i++) {
		demand(mh_utf8_valid(cells[i].text, cells[i].len) && strlen(cells[i].text) == cells[i].len);
		mh_str_printf(&reading->all, "%zu:%s;", cells[i].len, cells[i].text);
		if (i > 0)
			mh_str_putc(&reading->again, delimiter);
		if (cells[i].len > 0)
			mh_csv_put(&reading->again, cells[i].text, cells[i].len, delimiter);
		else
			mh_str_puts(&reading->again, "\"\"");	/* a row of one empty cell is a blank line */
	}
	mh_str_putc(&reading->again, '\n');
	reading->rows++;
}

static struct reading read_bytes(const void *bytes, size_t len, enum mh_csv_encoding encoding, char delimiter)
{
	struct mh_csv_options options = { delimiter, encoding, 200, 1000, 50 };
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_complaints complaints = { "fuzz", &problems, NULL, 0 };
	struct reading reading = { .rows = 0 };
	struct mh_csv_row row;
	struct mh_csv *csv;
	char path[40];
	int fd = memfd_create("csv", 0);

	demand(fd >= 0 && write(fd, bytes, len) == (ssize_t)len);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	mh_str_init(&reading.all, 16 << 20);
	mh_str_init(&reading.again, 16 << 20);
	reading.status = mh_csv_open(&csv, path, &options, &complaints);
	if (reading.status == MH_OK) {
		write_row(&reading, mh_csv_titles(csv), mh_csv_columns(csv), ',');
		while ((reading.status = mh_csv_next(csv, &row)) == MH_OK)
			if (!row.bad)
				write_row(&reading, row.cells, mh_csv_columns(csv), ',');
	}
	demand((reading.status == MH_INPUT) <= (problems.total > 0));
	mh_csv_close(csv);
	mh_problems_free(&problems);
	close(fd);
	return reading;
}

static void release(struct reading *reading)
{
	mh_str_free(&reading->all);
	mh_str_free(&reading->again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reading first, second;

	if (size == 0)
		return 0;
	first = read_bytes(data + 1, size - 1, data[0] & 1 ? MH_CSV_WINDOWS_1252 : MH_CSV_UTF8, 0);
	if (first.rows > 0 && strncmp(first.again.s, "sep=", 4) != 0 && strncmp(first.again.s, "\xef\xbb\xbf", 3) != 0) {
		second = read_bytes(first.again.s, first.again.len, MH_CSV_UTF8, ',');
		if (first.rows == second.rows)
			demand(strcmp(first.all.s, second.all.s) == 0);
		else
			demand(second.status == MH_INPUT);	/* UTF-8 takes more room, so a limit may be met */
		release(&second);
	}
	release(&first);
	return 0;
}
