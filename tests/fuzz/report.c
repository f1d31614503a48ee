/*
 * Any bytes as a definition, as a period, and as the numbers of a table: a definition is refused with its problems or read
 * whole; a period that is read reads back to itself; no number below the threshold is left to be seen.
 */

#include <stdlib.h>
#include <string.h>

#include "report/definition.h"
#include "report/period.h"
#include "report/protect.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len);

static void try_definition(struct mh_blob text)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_err err = MH_ERR_INIT;
	struct mh_definition def;
	enum mh_status status = mh_definition_read("input", text, &def, &problems, &err);

	if (status == MH_OK ? def.name == NULL || problems.count != 0 : problems.count == 0 || err.text[0] == '\0')
		abort();
	if (status == MH_OK)
		mh_definition_free(&def);
	mh_problems_free(&problems);
}

static void try_period(const char *text)
{
	const struct mh_date today = { 2026, 3, 2 };
	struct mh_period period, again;
	struct mh_err err = MH_ERR_INIT;
	struct mh_str back;

	if (mh_period_parse(text, today, &period, &err) != MH_OK)
		return;
	mh_str_init(&back, 100);
	mh_period_text(&period, &back);
	if (mh_period_parse(back.s, today, &again, &err) != MH_OK || mh_date_compare(mh_period_from(&period), mh_period_from(&again)) != 0
	    || mh_date_compare(mh_period_to(&period), mh_period_to(&again)) != 0 || mh_period_count(&period, MH_STEP_MONTH) > MH_PERIOD_STEPS)
		abort();
	mh_str_free(&back);
}

/* Three bytes are a row or two, a column and a count. */
static void try_table(const unsigned char *bytes, size_t len)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_protection protection;
	struct mh_cube cube, *list[] = { &cube };
	char row[4], column[2] = "A";

	mh_cube_init(&cube, "signals", "", "form", "year");
	len = len < 240 ? len : 240;
	for (; len >= 3 && cube.rows.count < 8; bytes += 3, len -= 3) {
		row[0] = (char)('a' + bytes[0] % 8);
		row[1] = bytes[0] & 64 ? ';' : '\0';
		row[2] = (char)('a' + bytes[0] / 8 % 8);
		row[3] = '\0';
		column[0] = (char)('A' + bytes[1] % 6);
		mh_cube_add(&cube, row, column, bytes[1] & 64 ? bytes[2] + 1 : 0, bytes[1] & 64 ? 1 : bytes[2] % 9, &err);
	}
	mh_cube_finish(&cube);
	if (mh_protect(list, 1, 5, &protection, &err) != MH_OK)
		abort();
	for (size_t r = 0; !cube.withheld && r <= cube.rows.count; r++)
		for (size_t c = 0; c <= cube.columns.count; c++)
			if (!mh_cube_hidden(&cube, r, c) && mh_cube_at(&cube, r, c) > 0 && mh_cube_at(&cube, r, c) < 5)
				abort();
	mh_cube_free(&cube);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len)
{
	char text[64] = "";

	memcpy(text, bytes, len < sizeof text - 1 ? len : sizeof text - 1);
	try_period(text);
	try_table(bytes, len);
	try_definition((struct mh_blob){ bytes, len });
	return 0;
}
