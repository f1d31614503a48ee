/* Packet by packet through OpenPGP bytes, and the sentences about what does not belong there. */

#include "crypto/packets.h"

#include <stdint.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

enum {
	FIRST_PART_LEAST = 512,	/* RFC 4880, section 4.2.2.4 */
	NOTE_MADE = 2,		/* kinds of notes in a signature: when it was made, when it ends */
	NOTE_EXPIRES = 3,
	NOTE_KEY_ENDS = 9,	/* of a key: seconds after it was made; what it may do */
	NOTE_KEY_FLAGS = 27,
};

/* The length in front of a body or of a part of it. */
struct length {
	size_t value;
	bool part;		/* another length follows behind these bytes */
};

void mh_packets_start(struct mh_packets *packets, struct mh_blob blob)
{
	*packets = (struct mh_packets){ .at = blob.bytes, .left = blob.len };
}

/* The number in the next count bytes, the highest first. */
static bool take_number(struct mh_packets *packets, size_t count, size_t *out)
{
	if (packets->left < count)
		return false;
	*out = 0;
	for (size_t i = 0; i < count; i++)
		*out = *out << 8 | packets->at[i];
	packets->at += count;
	packets->left -= count;
	return true;
}

static bool take_new_length(struct mh_packets *packets, struct length *out)
{
	size_t first, second;

	if (!take_number(packets, 1, &first))
		return false;
	out->part = first >= 224 && first < 255;
	if (first == 255)
		return take_number(packets, 4, &out->value);
	if (out->part) {
		out->value = (size_t)1 << (first & 31);
		return true;
	}
	if (first < 192) {
		out->value = first;
		return true;
	}
	if (!take_number(packets, 1, &second))
		return false;
	out->value = ((first - 192) << 8) + second + 192;
	return true;
}

static bool take_bytes(struct mh_packets *packets, size_t len)
{
	if (packets->left < len)
		return false;
	packets->at += len;
	packets->left -= len;
	return true;
}

/* Goes behind the parts that follow the first. */
static bool skip_parts(struct mh_packets *packets)
{
	struct length length;

	do {
		if (!take_new_length(packets, &length) || !take_bytes(packets, length.value))
			return false;
	} while (length.part);
	return true;
}

static bool may_have_parts(int tag)
{
	return tag == MH_TAG_COMPRESSED || tag == MH_TAG_UNPROTECTED || tag == MH_TAG_LITERAL || tag == MH_TAG_PROTECTED
		|| tag == MH_TAG_NEWER;
}

static bool take_packet(struct mh_packets *packets, struct mh_packet *out)
{
	struct length length = { 0, false };
	size_t head;

	if (!take_number(packets, 1, &head) || !(head & 0x80))
		return false;
	if (head & 0x40) {
		out->tag = (int)(head & 63);
		if (!take_new_length(packets, &length))
			return false;
	} else {
		out->tag = (int)(head >> 2 & 15);
		if ((head & 3) == 3 || !take_number(packets, (size_t)1 << (head & 3), &length.value))
			return false;
	}
	if (out->tag == 0 || (length.part && (!may_have_parts(out->tag) || length.value < FIRST_PART_LEAST)))
		return false;
	out->body = packets->at;
	out->len = length.value;
	out->parts = length.part;
	return take_bytes(packets, length.value) && (!length.part || skip_parts(packets));
}

bool mh_packets_next(struct mh_packets *packets, struct mh_packet *out)
{
	if (packets->left == 0 || packets->broken)
		return false;
	packets->broken = !take_packet(packets, out);
	return !packets->broken;
}

/* What a message is that begins with another packet than it should. */
static const struct {
	int tag;
	const char *text;
} beginnings[] = {
	{ MH_TAG_SESSION_KEY, N_("message: there is another encrypted message in it") },
	{ MH_TAG_PASSPHRASE, N_("message: it is locked with a passphrase: have it encrypted to your key") },
	{ MH_TAG_UNPROTECTED, N_("message: it is encrypted without integrity protection: have it made with a newer program") },
	{ MH_TAG_NEWER, N_("message: it is encrypted in a newer way than is read here (gpg: --rfc4880 makes the usual one)") },
	{ MH_TAG_PROTECTED, N_("message: it names no key that could open it") },
	{ MH_TAG_LITERAL, N_("message: it is not signed") },
	{ MH_TAG_SIGNATURE, N_("message: its signature stands before the text: have it made with a newer program") },
	{ MH_TAG_COMPRESSED, N_("message: it is compressed: have it made without compression (gpg: --compress-algo none)") },
	{ MH_TAG_PUBLIC_KEY, N_("message: it is a public key") },
	{ MH_TAG_SECRET_KEY, N_("message: it is a secret key: keep it to yourself") },
};

static enum mh_status refuse_beginning(int tag, struct mh_err *err)
{
	for (size_t i = 0; i < MH_COUNT(beginnings); i++)
		if (beginnings[i].tag == tag)
			return mh_fail(err, MH_INPUT, "%s", _(beginnings[i].text));
	return mh_fail(err, MH_INPUT, _("message: it is not an OpenPGP message"));
}

static bool is_signed_or_plain(int tag)
{
	return tag == MH_TAG_ONE_PASS || tag == MH_TAG_SIGNATURE || tag == MH_TAG_LITERAL || tag == MH_TAG_COMPRESSED;
}

enum mh_status mh_packets_encrypted(struct mh_blob message, struct mh_key_ids *ids, struct mh_err *err)
{
	struct mh_packets packets;
	struct mh_packet packet = { 0 };
	bool there;

	ids->count = 0;
	mh_packets_start(&packets, message);
	while ((there = mh_packets_next(&packets, &packet)) && packet.tag == MH_TAG_SESSION_KEY) {
		if (ids->count == MH_MOST_RECIPIENTS)
			return mh_fail(err, MH_INPUT, _("message: it is for more than %d keys"), MH_MOST_RECIPIENTS);
		if (packet.len < 10 || packet.body[0] != 3)
			return mh_fail(err, MH_INPUT, _("message: one of its session keys is damaged"));
		memcpy(ids->list[ids->count++], packet.body + 1, MH_KEY_ID_SIZE);
	}
	if (!there && ids->count > 0)
		return mh_fail(err, MH_INPUT, _("message: it is damaged or cut off"));
	if (ids->count == 0 && is_signed_or_plain(packet.tag))	/* one of no stated length has a tag, too */
		return mh_fail(err, MH_INPUT, _("message: it is not encrypted"));
	if (!there || packet.tag != MH_TAG_PROTECTED || ids->count == 0)
		return refuse_beginning(there ? packet.tag : 0, err);
	if (packet.len == 0 || packet.body[0] != 1)
		return mh_fail(err, MH_INPUT, _("message: it is encrypted in a way that is not known here"));
	if (packets.left > 0)
		return mh_fail(err, MH_INPUT, _("message: there is something behind its end"));
	return MH_OK;
}

/* The next note in a signature (RFC 4880, section 5.2.3.1): its kind is its first byte. */
static bool take_note(struct mh_packets *at, struct mh_blob *note)
{
	struct length length;

	if (at->at[0] >= 192 && at->at[0] < 255) {
		if (!take_number(at, 2, &length.value))
			return false;
		length.value = length.value - (192 << 8) + 192;
	} else if (!take_new_length(at, &length)) {
		return false;
	}
	*note = (struct mh_blob){ at->at, length.value };
	return length.value > 0 && take_bytes(at, length.value);
}

/* Looks for notes that end its life or that others may refuse. */
static bool read_notes(struct mh_blob notes, struct mh_signature *out)
{
	struct mh_packets at;
	struct mh_blob found;

	mh_packets_start(&at, notes);
	while (at.left > 0) {
		if (!take_note(&at, &found))
			return false;
		const unsigned char *note = found.bytes;
		out->expires = out->expires || (note[0] & 127) == NOTE_EXPIRES;
		out->critical = out->critical || ((note[0] & 128) && (note[0] & 127) != NOTE_MADE);
	}
	return true;
}

/* One of the two lists of notes, each behind its length. */
static bool take_notes(struct mh_packets *at, struct mh_signature *out)
{
	struct mh_blob notes;

	if (!take_number(at, 2, &notes.len))
		return false;
	notes.bytes = at->at;
	return take_bytes(at, notes.len) && read_notes(notes, out);
}

static bool read_signature(const struct mh_packet *packet, struct mh_signature *out)
{
	struct mh_packets at;

	if (packet->tag != MH_TAG_SIGNATURE || packet->len < 4 || packet->body[0] != 4)
		return false;
	*out = (struct mh_signature){ packet->body[1], packet->body[2], packet->body[3], false, false };
	mh_packets_start(&at, (struct mh_blob){ packet->body + 4, packet->len - 4 });
	return take_notes(&at, out) && take_notes(&at, out);
}

bool mh_packets_signature(struct mh_blob blob, struct mh_signature *out)
{
	struct mh_packets packets;
	struct mh_packet packet;

	mh_packets_start(&packets, blob);
	return mh_packets_next(&packets, &packet) && packets.left == 0 && read_signature(&packet, out);
}

bool mh_packets_about_key(const struct mh_packet *packet, struct mh_about_key *out)
{
	struct mh_packets at, notes;
	struct mh_blob note;
	size_t len;

	if (packet->tag != MH_TAG_SIGNATURE || packet->len < 4 || packet->body[0] != 4)
		return false;
	*out = (struct mh_about_key){ .type = packet->body[1] };
	mh_packets_start(&at, (struct mh_blob){ packet->body + 4, packet->len - 4 });
	if (!take_number(&at, 2, &len) || len > at.left)
		return false;
	mh_packets_start(&notes, (struct mh_blob){ at.at, len });	/* only what is signed */
	while (notes.left > 0) {
		if (!take_note(&notes, &note))
			return false;
		const int kind = ((const unsigned char *)note.bytes)[0] & 127;
		struct mh_packets value = { .at = (const unsigned char *)note.bytes + 1, .left = note.len - 1 };
		if ((kind == NOTE_MADE && !take_number(&value, 4, &out->made)) || (kind == NOTE_KEY_ENDS && !take_number(&value, 4, &out->lasts)) ||
		    (kind == NOTE_KEY_FLAGS && !take_number(&value, 1, &out->flags)))
			return false;
	}
	return true;
}

/* An announcement and its signature, alone and over bytes as they are. */
static bool signature_of_bytes(const struct mh_packet *announced, const struct mh_packet *signature)
{
	struct mh_signature said;

	return announced->len == 13 && announced->body[0] == 3 && announced->body[1] == 0 && announced->body[12] == 1
		&& read_signature(signature, &said) && said.type == 0;
}

enum mh_status mh_packets_signed(struct mh_blob message, struct mh_err *err)
{
	struct mh_packet first = { 0 }, text, last;	/* a packet of no stated length has a tag, too */
	struct mh_packets packets;

	mh_packets_start(&packets, message);
	if (!mh_packets_next(&packets, &first) || first.tag != MH_TAG_ONE_PASS)
		return refuse_beginning(first.tag, err);
	if (!mh_packets_next(&packets, &text))
		return mh_fail(err, MH_INPUT, _("message: what is signed in it is damaged or cut off"));
	if (text.tag == MH_TAG_ONE_PASS)
		return mh_fail(err, MH_INPUT, _("message: it has more than one signature"));
	if (text.tag != MH_TAG_LITERAL)
		return refuse_beginning(text.tag, err);
	if (!mh_packets_next(&packets, &last) || !signature_of_bytes(&first, &last))
		return mh_fail(err, MH_INPUT, _("message: it has no signature over its bytes (made as text, cut off or damaged)"));
	if (packets.left > 0)
		return mh_fail(err, MH_INPUT, _("message: there is something behind its signature"));
	return MH_OK;
}

bool mh_packets_text(struct mh_blob message, struct mh_blob *text)
{
	enum { BEFORE_NAME = 2, TIME = 4 };	/* format and the length of a name; behind the name, a time */
	struct mh_packets packets;
	struct mh_packet packet;

	mh_packets_start(&packets, message);
	if (!mh_packets_next(&packets, &packet) || packet.tag != MH_TAG_ONE_PASS || !mh_packets_next(&packets, &packet))
		return false;
	if (packet.tag != MH_TAG_LITERAL || packet.parts || packet.len < BEFORE_NAME)
		return false;
	const size_t before = (size_t)BEFORE_NAME + packet.body[1] + TIME;
	if (packet.len < before)
		return false;
	*text = (struct mh_blob){ packet.body + before, packet.len - before };
	return true;
}

static bool belongs_to_a_public_key(int tag)
{
	return tag == MH_TAG_SIGNATURE || tag == MH_TAG_USER_ID || tag == MH_TAG_PUBLIC_SUBKEY || tag == MH_TAG_USER_ATTRIBUTE;
}

enum mh_status mh_packets_public_key(struct mh_blob key, struct mh_err *err)
{
	struct mh_packets packets;
	struct mh_packet packet;
	size_t keys = 0;

	mh_packets_start(&packets, key);
	while (mh_packets_next(&packets, &packet)) {
		if (packet.tag == MH_TAG_SECRET_KEY || packet.tag == MH_TAG_SECRET_SUBKEY)
			return mh_fail(err, MH_INPUT, _("key: it is a secret key: keep it to yourself and give the public one"));
		keys += packet.tag == MH_TAG_PUBLIC_KEY;
		if (keys > 1)
			return mh_fail(err, MH_INPUT, _("key: there is more than one key: give them one by one"));
		if (keys == 0 || (packet.tag != MH_TAG_PUBLIC_KEY && !belongs_to_a_public_key(packet.tag)))
			return mh_fail(err, MH_INPUT, _("key: it is not an OpenPGP public key"));
	}
	if (packets.broken || keys == 0)
		return mh_fail(err, MH_INPUT, _("key: it is damaged, or not an OpenPGP public key"));
	return MH_OK;
}

bool mh_packets_revocation(struct mh_blob bytes)
{
	enum { REVOKES_KEY = 32 };
	struct mh_packets packets;
	struct mh_packet packet, more;
	struct mh_about_key about;

	mh_packets_start(&packets, bytes);
	return mh_packets_next(&packets, &packet) && packet.tag == MH_TAG_SIGNATURE && mh_packets_about_key(&packet, &about) &&
	       about.type == REVOKES_KEY && !mh_packets_next(&packets, &more) && !packets.broken;
}

static void write_head(struct mh_str *out, int tag, size_t len)
{
	mh_str_putc(out, (char)(0xc0 | tag));
	mh_str_putc(out, (char)0xff);
	for (int shift = 24; shift >= 0; shift -= 8)
		mh_str_putc(out, (char)(len >> shift & 0xff));
}

void mh_packets_write_signed(struct mh_str *out, struct mh_blob plain, struct mh_blob signature, const struct mh_signature *said,
	const unsigned char key_id[MH_KEY_ID_SIZE])
{
	const char announcement[] = { 3, 0, (char)said->hash_algorithm, (char)said->key_algorithm };
	static const char literal[] = { 'b', 0, 0, 0, 0, 0 };	/* bytes; no file name; no time */

	write_head(out, MH_TAG_ONE_PASS, 13);
	mh_str_add(out, announcement, sizeof announcement);
	mh_str_add(out, (const char *)key_id, MH_KEY_ID_SIZE);
	mh_str_putc(out, 1);
	write_head(out, MH_TAG_LITERAL, sizeof literal + plain.len);
	mh_str_add(out, literal, sizeof literal);
	mh_str_add(out, plain.bytes, plain.len);
	mh_str_add(out, signature.bytes, signature.len);
}
