#include "exchange/envelope.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "crypto/openpgp.h"
#include "crypto/sealed.h"
#include "exchange/form.h"

void mh_envelope_start(struct mh_envelope *env, const struct mh_letter *letter)
{
	*env = (struct mh_envelope){ .letter = letter };
	mh_record_init(&env->head, &mh_envelope_head);
	mh_record_init(&env->body, letter->body);
	if (letter->part_kind != NULL)
		mh_record_init(&env->part, letter->part_kind);
}

void mh_envelope_free(struct mh_envelope *env)
{
	mh_record_free(&env->head);
	mh_record_free(&env->body);
	mh_record_free(&env->part);
	for (size_t i = 0; i < env->item_count; i++)
		mh_record_free(&env->items[i]);
	free(env->items);
	mh_tree_free(&env->tree);
	*env = (struct mh_envelope){ .letter = NULL };
}

struct mh_record *mh_envelope_item(struct mh_envelope *env)
{
	env->items = mh_grow(env->items, env->item_count + 1, sizeof *env->items);
	mh_record_init(&env->items[env->item_count], env->letter->item_kind);
	return &env->items[env->item_count++];
}

void mh_exchange_id(char out[MH_EXCHANGE_ID_SIZE])
{
	unsigned char bits[16];

	mh_random(bits, sizeof bits);
	mh_hex(bits, sizeof bits, out);
}

void mh_exchange_digest(struct mh_blob text, char out[MH_EXCHANGE_DIGEST_SIZE])
{
	unsigned char hash[MH_HASH_SIZE];

	mh_digest(text.bytes, text.len, hash);
	mh_hex(hash, sizeof hash, out);
}

void mh_envelope_stamp(struct mh_envelope *env, mh_moment now, int days)
{
	char id[MH_EXCHANGE_ID_SIZE];

	mh_exchange_id(id);
	if (!mh_record_has(&env->head, "id"))
		mh_record_put(&env->head, "id", id, NULL);
	mh_record_put(&env->head, "format", MH_EXCHANGE_FORMAT, NULL);
	mh_record_put(&env->head, "kind", env->letter->name, NULL);
	mh_record_put_number(&env->head, "created", now);
	mh_record_put_number(&env->head, "expires", now + (mh_moment)days * 86400);
}

void mh_envelope_pad(struct mh_str *out)
{
	size_t fill = MH_EXCHANGE_PAD - out->len % MH_EXCHANGE_PAD;

	for (size_t i = 0; i < fill; i++)
		mh_str_putc(out, i + 1 == fill || i % 79 == 78 ? '\n' : i % 79 == 0 ? '#' : '.');
}

static void write_items(struct mh_yaml_writer *writer, const struct mh_envelope *env)
{
	if (env->item_count == 0)
		return;
	mh_yaml_write_list(writer, env->letter->items);
	for (size_t i = 0; i < env->item_count; i++) {
		mh_yaml_write_map(writer, NULL);
		mh_form_write(writer, &env->items[i]);
		mh_yaml_write_close(writer);
	}
	mh_yaml_write_close(writer);
}

enum mh_status mh_envelope_write(struct mh_envelope *env, struct mh_str *out, struct mh_err *err)
{
	if (env->item_count > MH_EXCHANGE_ITEMS)
		return mh_fail(err, MH_INPUT, _("message: has more than %d of %s"), MH_EXCHANGE_ITEMS, env->letter->items);
	struct mh_yaml_writer *writer = mh_yaml_write_start(out);

	mh_form_write(writer, &env->head);
	mh_yaml_write_map(writer, "body");
	mh_form_write(writer, &env->body);
	if (env->letter->part != NULL) {
		mh_yaml_write_map(writer, env->letter->part);
		mh_form_write(writer, &env->part);
		mh_yaml_write_close(writer);
	}
	write_items(writer, env);
	mh_yaml_write_close(writer);
	if (mh_yaml_write_end(writer, err) != MH_OK)
		return MH_INPUT;
	mh_envelope_pad(out);
	if (!mh_str_ok(out))
		return mh_fail(err, MH_INPUT, _("message: larger than %zu bytes: shorten its texts"), out->limit);
	mh_exchange_digest((struct mh_blob){ out->s, out->len }, env->digest);
	return MH_OK;
}

/* A field of the head that must be so many hexadecimal digits, lower case. */
static bool hexadecimal(const struct mh_record *head, const char *name, size_t digits)
{
	const char *text = mh_record_text(head, name);

	return strlen(text) == digits && strspn(text, "0123456789abcdef") == digits;
}

static enum mh_status fingerprint(const char *file, struct mh_record *head, const char *name, struct mh_err *err)
{
	char parsed[MH_FINGERPRINT_SIZE];

	if (!mh_fingerprint_parse(mh_record_text(head, name), parsed))
		return mh_fail(err, MH_INPUT, _("%s: %s: expected a fingerprint of 40 hexadecimal digits"), file, name);
	return mh_record_put(head, name, parsed, err);
}

static enum mh_status check_head(const char *file, struct mh_envelope *env, struct mh_err *err)
{
	const char *kind = mh_record_text(&env->head, "kind");

	env->letter = mh_letter_find(kind);
	if (env->letter == NULL)
		return mh_fail(err, MH_INPUT, _("%s: kind %s is not known here: this program may be older than the sender's"), file, kind);
	if (!hexadecimal(&env->head, "id", 32) || !hexadecimal(&env->head, "conversation", 32))
		return mh_fail(err, MH_INPUT, _("%s: id and conversation are 32 hexadecimal digits each"), file);
	if (mh_record_has(&env->head, "seen") && !hexadecimal(&env->head, "seen", 64))
		return mh_fail(err, MH_INPUT, _("%s: seen is a digest of 64 hexadecimal digits"), file);
	if (mh_record_number(&env->head, "number") < 1)
		return mh_fail(err, MH_INPUT, _("%s: number counts from 1"), file);
	if (fingerprint(file, &env->head, "from-key", err) != MH_OK || fingerprint(file, &env->head, "to-key", err) != MH_OK)
		return MH_INPUT;
	return MH_OK;
}

enum mh_status mh_envelope_read(const char *name, struct mh_blob text, struct mh_envelope *env, struct mh_catalogues *catalogues,
	struct mh_problems *problems, struct mh_err *err)
{
	static const char *const body[] = { "body", NULL };
	enum mh_status status;

	*env = (struct mh_envelope){ .letter = NULL, .tree = { .secret = true } };
	mh_record_init(&env->head, &mh_envelope_head);
	mh_exchange_digest(text, env->digest);
	status = mh_yaml_read(name, text, &mh_yaml_partner, &env->tree, problems, err);
	if (status != MH_OK)
		return status;
	const char *format = mh_node_text(env->tree.root, "format");
	if (format == NULL || strcmp(format, MH_EXCHANGE_FORMAT) != 0)
		return mh_fail(err, MH_INPUT, _("%s: is no exchange file: its text must begin with format: %s"), name, MH_EXCHANGE_FORMAT);
	status = mh_form_read(name, env->tree.root, body, &env->head, catalogues, mh_moment_day(mh_clock_system()), problems, err);
	return status == MH_OK ? check_head(name, env, err) : status;
}

/* The list may be left out: a signal need not mention anybody. */
static enum mh_status read_items(const char *name, struct mh_envelope *env, const struct mh_node *list, struct mh_catalogues *catalogues,
	struct mh_date on, struct mh_problems *problems, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	if (list == NULL)
		return MH_OK;
	if (list->type != MH_NODE_LIST || list->count > MH_EXCHANGE_ITEMS)
		return mh_fail(err, MH_INPUT, _("%s: %s is no list, or has more than %d entries"), name, env->letter->items, MH_EXCHANGE_ITEMS);
	for (const struct mh_node *node = list->first; node != NULL && status == MH_OK; node = node->next)
		status = node->type == MH_NODE_MAP ? mh_form_read(name, node, NULL, mh_envelope_item(env), catalogues, on, problems, err) :
			mh_fail(err, MH_INPUT, _("%s:%zu:%zu: expected a map"), name, node->line, node->column);
	return status;
}

enum mh_status mh_envelope_read_body(const char *name, struct mh_envelope *env, struct mh_catalogues *catalogues,
	struct mh_date on, struct mh_problems *problems, struct mh_err *err)
{
	const char *const also[] = { env->letter->part != NULL ? env->letter->part : env->letter->items, NULL };
	const struct mh_node *body = mh_node_get(env->tree.root, "body"), *part = NULL;
	enum mh_status status;

	if (body == NULL || body->type != MH_NODE_MAP)
		return mh_fail(err, MH_INPUT, _("%s: body is missing, or no map"), name);
	mh_record_init(&env->body, env->letter->body);
	status = mh_form_read(name, body, also, &env->body, catalogues, on, problems, err);
	if (status == MH_OK && env->letter->items != NULL)
		status = read_items(name, env, mh_node_get(body, env->letter->items), catalogues, on, problems, err);
	if (status != MH_OK || env->letter->part == NULL)
		return status;
	part = mh_node_get(body, env->letter->part);
	if (part == NULL || part->type != MH_NODE_MAP)
		return mh_fail(err, MH_INPUT, _("%s: %s is missing, or no map"), name, env->letter->part);
	mh_record_init(&env->part, env->letter->part_kind);
	return mh_form_read(name, part, NULL, &env->part, catalogues, on, problems, err);
}
