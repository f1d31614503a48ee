/* Writing YAML by libyaml's emitter. Text that another reader would take for a number, a date or a yes is quoted. */

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yaml.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/yaml.h"

enum { DEPTH_MOST = 64 };

struct mh_yaml_writer {
	yaml_emitter_t emitter;
	struct mh_str *out;
	bool list[DEPTH_MOST];	/* what is open: a list, or else a map */
	size_t depth;
	bool bad_text;		/* something was not UTF-8 */
	bool failed;		/* the emitter said no: out is full */
};

static int write_bytes(void *arg, unsigned char *bytes, size_t len)
{
	struct mh_yaml_writer *writer = arg;

	mh_str_add(writer->out, (const char *)bytes, len);
	return mh_str_ok(writer->out);
}

/* made: what the event's initialiser returned. The emitter owns the event from here on, also when it fails. */
static void emit(struct mh_yaml_writer *writer, yaml_event_t *event, int made)
{
	if (!made)
		mh_out_of_memory();
	if (writer->failed)
		yaml_event_delete(event);
	else if (!yaml_emitter_emit(&writer->emitter, event))
		writer->failed = true;
}

/* Words that YAML 1.1 or 1.2 readers take for something that is not text. */
static bool is_word_of_yaml(const char *text)
{
	static const char *const words[] = { "", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "<<", "=" };

	for (size_t i = 0; i < MH_COUNT(words); i++)
		if (strcasecmp(text, words[i]) == 0)
			return true;
	return isdigit((unsigned char)text[0]) || strchr("+-.", text[0]) != NULL;
}

static yaml_scalar_style_t style_of(const char *text)
{
	if (!strchr(text, '\n'))
		return is_word_of_yaml(text) ? YAML_SINGLE_QUOTED_SCALAR_STYLE : YAML_PLAIN_SCALAR_STYLE;
	/* A block that begins with space, or holds other breaks, is not read back alike everywhere. */
	if (isspace((unsigned char)text[0]) || strpbrk(text, "\r\t\v\f") || strstr(text, " \n") || strstr(text, "\xc2\x85") ||
	    strstr(text, "\xe2\x80\xa8") || strstr(text, "\xe2\x80\xa9"))
		return YAML_DOUBLE_QUOTED_SCALAR_STYLE;
	return YAML_LITERAL_SCALAR_STYLE;
}

static void emit_scalar(struct mh_yaml_writer *writer, const char *text, size_t len, yaml_scalar_style_t style)
{
	yaml_event_t event;

	if (!mh_utf8_valid(text, len)) {
		writer->bad_text = true;
		text = "";
		len = 0;
	}
	emit(writer, &event, yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)text, (int)len, 1, 1, style));
}

static void emit_key(struct mh_yaml_writer *writer, const char *key)
{
	if (key)
		emit_scalar(writer, key, strlen(key), is_word_of_yaml(key) ? YAML_SINGLE_QUOTED_SCALAR_STYLE : YAML_PLAIN_SCALAR_STYLE);
}

static void open_node(struct mh_yaml_writer *writer, const char *key, bool list)
{
	yaml_event_t event;

	emit_key(writer, key);
	if (writer->depth == DEPTH_MOST)
		abort();	/* the program's own nesting, never the input's */
	writer->list[writer->depth++] = list;
	if (list)
		emit(writer, &event, yaml_sequence_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_SEQUENCE_STYLE));
	else
		emit(writer, &event, yaml_mapping_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE));
}

struct mh_yaml_writer *mh_yaml_write_start(struct mh_str *out)
{
	struct mh_yaml_writer *writer = mh_alloc(1, sizeof(*writer));
	yaml_event_t event;

	writer->out = out;
	if (!yaml_emitter_initialize(&writer->emitter))
		mh_out_of_memory();
	yaml_emitter_set_output(&writer->emitter, write_bytes, writer);
	yaml_emitter_set_unicode(&writer->emitter, 1);
	yaml_emitter_set_width(&writer->emitter, -1);
	emit(writer, &event, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING));
	emit(writer, &event, yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1));
	open_node(writer, NULL, false);
	return writer;
}

void mh_yaml_write_text(struct mh_yaml_writer *writer, const char *key, const char *text)
{
	emit_key(writer, key);
	emit_scalar(writer, text, strlen(text), style_of(text));
}

void mh_yaml_write_number(struct mh_yaml_writer *writer, const char *key, long long number)
{
	char text[32];

	emit_key(writer, key);
	snprintf(text, sizeof(text), "%lld", number);
	emit_scalar(writer, text, strlen(text), YAML_PLAIN_SCALAR_STYLE);
}

void mh_yaml_write_map(struct mh_yaml_writer *writer, const char *key)
{
	open_node(writer, key, false);
}

void mh_yaml_write_list(struct mh_yaml_writer *writer, const char *key)
{
	open_node(writer, key, true);
}

void mh_yaml_write_close(struct mh_yaml_writer *writer)
{
	yaml_event_t event;

	if (writer->list[--writer->depth])
		emit(writer, &event, yaml_sequence_end_event_initialize(&event));
	else
		emit(writer, &event, yaml_mapping_end_event_initialize(&event));
}

enum mh_status mh_yaml_write_end(struct mh_yaml_writer *writer, struct mh_err *err)
{
	yaml_emitter_t *emitter = &writer->emitter;
	enum mh_status status = MH_OK;
	yaml_event_t event;

	while (writer->depth > 0)
		mh_yaml_write_close(writer);
	emit(writer, &event, yaml_document_end_event_initialize(&event, 1));
	emit(writer, &event, yaml_stream_end_event_initialize(&event));
	if (writer->bad_text)
		status = mh_fail(err, MH_INPUT, _("text to be written is not UTF-8"));
	else if (writer->failed || !mh_str_ok(writer->out))
		status = mh_fail(err, MH_INPUT, _("text to be written is larger than %zu bytes"), writer->out->limit);
	mh_wipe(emitter->buffer.start, (size_t)(emitter->buffer.end - emitter->buffer.start));
	yaml_emitter_delete(emitter);
	free(writer);
	return status;
}
