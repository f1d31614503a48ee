#include "sink.h"

#include "base/i18n.h"

#define TEXT_MOST ((size_t)512 << 20)

static ssize_t take(void *arg, const char *bytes, size_t len)
{
	struct mh_sink *sink = arg;

	mh_str_add(&sink->text, bytes, len);
	return mh_str_ok(&sink->text) ? (ssize_t)len : 0;
}

void mh_sink_start(struct mh_sink *sink, bool memory)
{
	*sink = (struct mh_sink){ .stream = stdout, .memory = memory };
	mh_str_init_secret(&sink->text, TEXT_MOST);
	if (!memory)
		return;
	sink->stream = fopencookie(sink, "w", (cookie_io_functions_t){ .write = take });
	if (sink->stream != NULL)
		setvbuf(sink->stream, NULL, _IONBF, 0);	/* a buffer of the C library would not be wiped */
}

FILE *mh_sink_file(struct mh_sink *sink)
{
	return sink->stream;
}

enum mh_status mh_sink_end(struct mh_sink *sink, struct mh_err *err)
{
	bool good = true;

	if (sink->memory && sink->stream != NULL)
		good = fclose(sink->stream) == 0;
	sink->stream = sink->memory ? NULL : sink->stream;
	return good && mh_str_ok(&sink->text) ? MH_OK : mh_fail(err, MH_STORE, _("the list is longer than %zu MiB: export it in parts"), TEXT_MOST >> 20);
}

struct mh_blob mh_sink_text(const struct mh_sink *sink)
{
	return (struct mh_blob){ sink->text.s, sink->text.len };
}

void mh_sink_free(struct mh_sink *sink)
{
	if (sink->memory && sink->stream != NULL)
		fclose(sink->stream);
	mh_str_free(&sink->text);
}
