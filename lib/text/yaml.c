/* Reading YAML: libyaml's events become a tree. What is refused is refused with its place, and reading goes on where it can. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/complain.h"
#include "text/tree.h"

const struct mh_yaml_limits mh_yaml_usual = { 16 << 20, 200000, 24, 1 << 20 };
const struct mh_yaml_limits mh_yaml_partner = { 256 << 10, 2000, 8, 64 << 10 };

/* A list or map that is open. */
struct frame {
	struct mh_node *node;
	struct mh_node **tail;		/* where its next child is hung */
	const char *key;		/* read, its value not yet; NULL: a key comes next */
	yaml_mark_t key_mark;
};

struct reader {
	struct mh_complaints complaints;
	const struct mh_yaml_limits *limits;
	struct mh_tree *tree;
	struct frame *frames;		/* limits->depth of them */
	size_t depth;			/* frames in use */
	size_t skip;			/* depth inside a key that is no scalar: nothing of it is kept */
	size_t nodes, documents;
	bool stop;
};

/* The rest of the file cannot be read in a way that makes sense. */
#define STOP(reader, ...) do { complain_at(reader, __VA_ARGS__); (reader)->stop = true; } while (0)
#define complain_at(reader, mark, ...) \
	mh_complain(&(reader)->complaints, &(struct mh_problem){ .line = (mark).line + 1, .column = (mark).column + 1 }, __VA_ARGS__)

static struct frame *top(struct reader *reader)
{
	return reader->depth > 0 ? &reader->frames[reader->depth - 1] : NULL;
}

static bool key_is_next(struct reader *reader)
{
	struct frame *frame = top(reader);

	return frame && frame->node->type == MH_NODE_MAP && !frame->key;
}

/* Copies text in NFC into the tree; anything that is not text without NUL is reported and becomes "". */
static const char *keep(struct reader *reader, const yaml_event_t *event, size_t *len)
{
	const char *value = (const char *)event->data.scalar.value, *kept = "";
	size_t given = event->data.scalar.length;
	struct mh_str text;

	*len = 0;
	mh_str_init_secret(&text, 3 * reader->limits->scalar + 64);
	if (given > reader->limits->scalar)
		complain_at(reader, event->start_mark, _("text of %zu bytes: at most %zu are allowed"), given, reader->limits->scalar);
	else if (!mh_utf8_nfc(&text, value, given) || !mh_str_ok(&text))
		complain_at(reader, event->start_mark, _("text holds a NUL or is not UTF-8: remove the character"));
	else {
		kept = mh_tree_text(reader->tree, text.s, text.len);
		*len = text.len;
	}
	mh_str_free(&text);
	return kept;
}

static void take_key(struct reader *reader, const yaml_event_t *event)
{
	struct frame *frame = top(reader);
	size_t len = 0, found = reader->complaints.found;

	frame->key = "";
	frame->key_mark = event->start_mark;
	if (event->type == YAML_SCALAR_EVENT) {
		frame->key = keep(reader, event, &len);
		if (len == 0 && found == reader->complaints.found)
			complain_at(reader, event->start_mark, _("empty key: give it a name"));
	} else if (event->type != YAML_ALIAS_EVENT) {
		complain_at(reader, event->start_mark, _("a key must be text, not a list or a map"));
		reader->skip = 1;
	}
}

/* Hangs a new node under the list or map that is open. */
static struct mh_node *hang(struct reader *reader, enum mh_node_type type, yaml_mark_t mark)
{
	struct mh_node *node = mh_tree_take(reader->tree, sizeof(*node));
	struct frame *frame = top(reader);

	node->type = type;
	node->text = "";
	node->line = mark.line + 1;
	node->column = mark.column + 1;
	if (!frame) {
		reader->tree->root = node;
		return node;
	}
	if (frame->node->type == MH_NODE_MAP) {
		node->key = frame->key;
		node->key_line = frame->key_mark.line + 1;
		node->key_column = frame->key_mark.column + 1;
		frame->key = NULL;
	}
	*frame->tail = node;
	frame->tail = &node->next;
	frame->node->count++;
	return node;
}

static bool means_nothing(const char *text)
{
	static const char *const words[] = { "", "~", "null", "Null", "NULL" };

	for (size_t i = 0; i < MH_COUNT(words); i++)
		if (strcmp(text, words[i]) == 0)
			return true;
	return false;
}

static void take_scalar(struct reader *reader, const yaml_event_t *event)
{
	struct mh_node *node = hang(reader, MH_NODE_SCALAR, event->start_mark);

	if (event->type == YAML_ALIAS_EVENT)
		return;
	node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	node->text = keep(reader, event, &node->len);
	if (!node->quoted && means_nothing(node->text)) {
		node->text = "";
		node->len = 0;
	}
}

static void open_node(struct reader *reader, const yaml_event_t *event)
{
	enum mh_node_type type = event->type == YAML_MAPPING_START_EVENT ? MH_NODE_MAP : MH_NODE_LIST;
	struct frame *frame;

	if (reader->depth == reader->limits->depth) {
		STOP(reader, event->start_mark, _("nested deeper than %zu levels"), reader->limits->depth);
		return;
	}
	frame = &reader->frames[reader->depth];
	frame->node = hang(reader, type, event->start_mark);
	frame->tail = &frame->node->first;
	frame->key = NULL;
	reader->depth++;
}

static int by_key(const void *left, const void *right)
{
	const struct mh_node *a = *(const struct mh_node *const *)left, *b = *(const struct mh_node *const *)right;
	int order = strcmp(a->key, b->key);

	if (order == 0)
		order = (a->key_line > b->key_line) - (a->key_line < b->key_line);
	return order != 0 ? order : (a->key_column > b->key_column) - (a->key_column < b->key_column);
}

/* Sorted, so that a large map costs no more than it must. */
static void refuse_duplicates(struct reader *reader, const struct mh_node *map)
{
	const struct mh_node **sorted = mh_alloc(map->count, sizeof(*sorted)), *node = map->first;

	for (size_t i = 0; i < map->count; i++, node = node->next)
		sorted[i] = node;
	qsort(sorted, map->count, sizeof(*sorted), by_key);
	for (size_t i = 1; i < map->count; i++) {
		if (sorted[i]->key[0] == '\0' || strcmp(sorted[i]->key, sorted[i - 1]->key) != 0)
			continue;
		mh_complain(&reader->complaints, &(struct mh_problem){ .line = sorted[i]->key_line, .column = sorted[i]->key_column },
			_("key \"%s\" stands twice: first in line %zu"), sorted[i]->key, sorted[i - 1]->key_line);
	}
	free(sorted);
}

static void close_node(struct reader *reader)
{
	struct frame *frame = top(reader);

	if (frame->node->type == MH_NODE_MAP && frame->node->count > 1)
		refuse_duplicates(reader, frame->node);
	reader->depth--;
}

static void skip_event(struct reader *reader, const yaml_event_t *event)
{
	if (event->type == YAML_SEQUENCE_START_EVENT || event->type == YAML_MAPPING_START_EVENT)
		reader->skip++;
	else if (event->type == YAML_SEQUENCE_END_EVENT || event->type == YAML_MAPPING_END_EVENT)
		reader->skip--;
}

static void refuse_decoration(struct reader *reader, const yaml_event_t *event, const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor)
		complain_at(reader, event->start_mark, _("anchors (&) are not allowed: write the text out"));
	if (tag)
		complain_at(reader, event->start_mark, _("tags (!) are not allowed: remove it"));
}

static void take_document(struct reader *reader, const yaml_event_t *event)
{
	if (event->data.document_start.tag_directives.start != event->data.document_start.tag_directives.end)
		complain_at(reader, event->start_mark, _("%%TAG is not allowed: remove it"));
	if (++reader->documents > 1)
		STOP(reader, event->start_mark, _("a second document begins: one file holds one document"));
}

/* Any event that is a node or the beginning of one. */
static void take_node(struct reader *reader, const yaml_event_t *event)
{
	if (++reader->nodes > reader->limits->nodes)
		STOP(reader, event->start_mark, _("more than %zu values"), reader->limits->nodes);
	else if (event->type == YAML_ALIAS_EVENT)
		complain_at(reader, event->start_mark, _("aliases (*) are not allowed: write the text out"));
	else if (event->type == YAML_SCALAR_EVENT)
		refuse_decoration(reader, event, event->data.scalar.anchor, event->data.scalar.tag);
	else if (event->type == YAML_SEQUENCE_START_EVENT)
		refuse_decoration(reader, event, event->data.sequence_start.anchor, event->data.sequence_start.tag);
	else
		refuse_decoration(reader, event, event->data.mapping_start.anchor, event->data.mapping_start.tag);
	if (reader->stop)
		return;
	if (reader->skip > 0)
		skip_event(reader, event);
	else if (key_is_next(reader))
		take_key(reader, event);
	else if (event->type == YAML_SCALAR_EVENT || event->type == YAML_ALIAS_EVENT)
		take_scalar(reader, event);
	else
		open_node(reader, event);
}

static void take_event(struct reader *reader, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		take_document(reader, event);
		break;
	case YAML_ALIAS_EVENT:
	case YAML_SCALAR_EVENT:
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		take_node(reader, event);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		if (reader->skip > 0)
			skip_event(reader, event);
		else
			close_node(reader);
		break;
	default:
		break;
	}
}

/* A character that libyaml's reader does not take is known by its offset only. */
static yaml_mark_t mark_of_offset(struct mh_blob text, size_t offset)
{
	const unsigned char *bytes = text.bytes;
	yaml_mark_t mark = { 0, 0, 0 };

	for (size_t i = 0; i < offset && i < text.len; i++) {
		if (bytes[i] == '\n') {
			mark.line++;
			mark.column = 0;
		} else if ((bytes[i] & 0xc0) != 0x80) {
			mark.column++;
		}
	}
	return mark;
}

static void complain_parser(struct reader *reader, const yaml_parser_t *parser, struct mh_blob text)
{
	const char *problem = parser->problem ? parser->problem : _("not understood");

	if (parser->error == YAML_MEMORY_ERROR)
		mh_out_of_memory();
	if (parser->error == YAML_READER_ERROR)
		STOP(reader, mark_of_offset(text, parser->problem_offset), _("not YAML: %s"), problem);
	else if (parser->context)
		STOP(reader, parser->problem_mark, _("not YAML: %s (%s that begins in line %zu)"), problem, parser->context,
			parser->context_mark.line + 1);
	else
		STOP(reader, parser->problem_mark, _("not YAML: %s"), problem);
}

static void wipe_event(yaml_event_t *event)
{
	if (event->type == YAML_SCALAR_EVENT)
		mh_wipe(event->data.scalar.value, event->data.scalar.length);
	yaml_event_delete(event);
}

static void wipe_parser(yaml_parser_t *parser)
{
	mh_wipe(parser->buffer.start, (size_t)(parser->buffer.end - parser->buffer.start));
	mh_wipe(parser->raw_buffer.start, (size_t)(parser->raw_buffer.end - parser->raw_buffer.start));
	yaml_parser_delete(parser);
}

static void parse(struct reader *reader, struct mh_blob text)
{
	yaml_parser_t parser;
	yaml_event_t event;
	bool end = false;

	if (!yaml_parser_initialize(&parser))
		mh_out_of_memory();
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, text.bytes, text.len);
	while (!end && !reader->stop) {
		if (!yaml_parser_parse(&parser, &event)) {
			complain_parser(reader, &parser, text);
			break;
		}
		end = event.type == YAML_STREAM_END_EVENT;
		take_event(reader, &event);
		wipe_event(&event);
	}
	wipe_parser(&parser);
}

/* Characters of the longest beginning that is well-formed, plus one: the column of the first bad byte. */
static size_t bad_column(const char *line, size_t len)
{
	size_t at = 0, column = 1, step;

	for (; at < len; at += step, column++) {
		for (step = 1; step <= 4 && at + step <= len && !mh_utf8_valid(line + at, step); step++)
			;
		if (step > 4 || at + step > len)
			break;
	}
	return column;
}

/* Every line that is not text is named: such a file has often been saved in another encoding. */
static void refuse_bytes(struct reader *reader, struct mh_blob text)
{
	const char *at = text.bytes, *end = at + text.len, *next;
	size_t number = 1;

	for (; at < end; at = next + 1, number++) {
		next = memchr(at, '\n', (size_t)(end - at));
		if (!next)
			next = end;
		if (mh_utf8_valid(at, (size_t)(next - at)))
			continue;
		mh_complain(&reader->complaints,
			&(struct mh_problem){ .line = number, .column = bad_column(at, (size_t)(next - at)) },
			_("not UTF-8 text, or a NUL: save the file as UTF-8"));
	}
}

static struct mh_blob without_mark(struct mh_blob text)
{
	if (text.len >= 3 && memcmp(text.bytes, "\xef\xbb\xbf", 3) == 0) {
		text.bytes = (const char *)text.bytes + 3;
		text.len -= 3;
	}
	return text;
}

static void read_all(struct reader *reader, struct mh_blob text)
{
	const struct mh_node *root;

	if (text.len > reader->limits->bytes) {
		mh_complain(&reader->complaints, &(struct mh_problem){ 0 }, _("%zu bytes: at most %zu are allowed"), text.len,
			reader->limits->bytes);
		return;
	}
	text = without_mark(text);
	if (text.len > 0 && !mh_utf8_valid(text.bytes, text.len)) {
		refuse_bytes(reader, text);
		return;
	}
	parse(reader, text);
	root = reader->tree->root;
	if (reader->stop)
		return;
	if (!root)
		mh_complain(&reader->complaints, &(struct mh_problem){ .line = 1, .column = 1 }, _("empty: \"key: value\" lines are expected"));
	else if (root->type != MH_NODE_MAP)
		mh_complain(&reader->complaints, &(struct mh_problem){ .line = root->line, .column = root->column },
			_("\"key: value\" lines are expected at the outermost level"));
}

enum mh_status mh_yaml_read(const char *name, struct mh_blob text, const struct mh_yaml_limits *limits, struct mh_tree *tree,
	struct mh_problems *problems, struct mh_err *err)
{
	struct reader reader = { .complaints = { name, problems, err, 0 }, .limits = limits, .tree = tree };

	tree->root = NULL;
	tree->memory = NULL;
	reader.frames = mh_alloc(limits->depth, sizeof(*reader.frames));
	read_all(&reader, text);
	free(reader.frames);
	if (reader.complaints.found > 0)
		mh_tree_free(tree);
	return mh_complaints_status(&reader.complaints);
}
