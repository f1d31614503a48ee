/* Any text as --where and --sort: refused with a sentence, or a query within its bounds. */

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "record/query.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len)
{
	struct mh_query query;
	struct mh_str text;
	struct mh_err err = MH_ERR_INIT;

	mh_str_init(&text, len);
	mh_str_add(&text, (const char *)bytes, len);
	mh_query_init(&query, &mh_signal);
	if (mh_query_where(&query, text.s, &err) != MH_OK && err.text[0] == '\0')
		abort();
	if (mh_query_sort(&query, text.s, &err) != MH_OK && err.text[0] == '\0')
		abort();
	if (query.condition_count > 16 || query.order_count > 4)
		abort();
	mh_query_free(&query);
	mh_str_free(&text);
	return 0;
}
