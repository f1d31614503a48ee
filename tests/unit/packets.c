/* The grammar of OpenPGP messages and of armour: what gpg gets to see. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "crypto/armor.h"
#include "crypto/packets.h"

enum { NEW = 0xc0, OLD = 0x80 };

static struct mh_blob blob_of(const struct mh_str *s)
{
	return (struct mh_blob){ s->s, s->len };
}

/* A packet of the new form with a short body: the given first bytes, then zeros. */
static void add(struct mh_str *out, int tag, size_t len, const char *first, size_t first_len)
{
	mh_str_putc(out, (char)(NEW | tag));
	mh_str_putc(out, (char)len);
	mh_str_add(out, first, first_len);
	for (size_t i = first_len; i < len; i++)
		mh_str_putc(out, '\0');
}

static void add_session_key(struct mh_str *out, char id)
{
	const char body[] = { 3, 0, 0, 0, 0, 0, 0, 0, id, 18 };

	add(out, MH_TAG_SESSION_KEY, 20, body, sizeof body);
}

static void add_protected(struct mh_str *out)
{
	add(out, MH_TAG_PROTECTED, 50, "\1", 1);
}

static void start(struct mh_str *out)
{
	mh_str_init(out, 1 << 20);
}

static void assert_encrypted(struct mh_str *message, enum mh_status status, const char *text)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_key_ids ids;

	assert_int_equal(mh_packets_encrypted(blob_of(message), &ids, &err), status);
	assert_string_equal(err.text, text);
	mh_str_free(message);
}

static void up_to_sixteen_readers(void **state)
{
	struct mh_str s;

	(void)state;
	for (int count = 1; count <= 17; count++) {
		struct mh_err err = MH_ERR_INIT;
		struct mh_key_ids ids;

		start(&s);
		for (int i = 0; i < count; i++)
			add_session_key(&s, (char)i);
		add_protected(&s);
		if (count == 17) {
			assert_encrypted(&s, MH_INPUT, "message: it is for more than 16 keys");
			break;
		}
		assert_int_equal(mh_packets_encrypted(blob_of(&s), &ids, &err), MH_OK);
		assert_int_equal(ids.count, count);
		assert_memory_equal(ids.list[count - 1], ((char[]){ 0, 0, 0, 0, 0, 0, 0, (char)(count - 1) }), MH_KEY_ID_SIZE);
		mh_str_free(&s);
	}
}

/* One packet of the tag, alone or behind a session key, and what is said of it. */
static const struct {
	int tag;
	const char *alone, *behind;
} misplaced[] = {
	{ MH_TAG_SIGNATURE, "message: it is not encrypted", "message: its signature stands before the text: have it made with a newer program" },
	{ MH_TAG_PASSPHRASE, "message: it is locked with a passphrase: have it encrypted to your key",
		"message: it is locked with a passphrase: have it encrypted to your key" },
	{ MH_TAG_ONE_PASS, "message: it is not encrypted", "message: it is not an OpenPGP message" },
	{ MH_TAG_SECRET_KEY, "message: it is a secret key: keep it to yourself", "message: it is a secret key: keep it to yourself" },
	{ MH_TAG_PUBLIC_KEY, "message: it is a public key", "message: it is a public key" },
	{ MH_TAG_COMPRESSED, "message: it is not encrypted", "message: it is compressed: have it made without compression (gpg: --compress-algo none)" },
	{ MH_TAG_UNPROTECTED, "message: it is encrypted without integrity protection: have it made with a newer program",
		"message: it is encrypted without integrity protection: have it made with a newer program" },
	{ 10, "message: it is not an OpenPGP message", "message: it is not an OpenPGP message" },
	{ MH_TAG_LITERAL, "message: it is not encrypted", "message: it is not signed" },
	{ MH_TAG_PROTECTED, "message: it names no key that could open it", "" },
	{ MH_TAG_NEWER, "message: it is encrypted in a newer way than is read here (gpg: --rfc4880 makes the usual one)",
		"message: it is encrypted in a newer way than is read here (gpg: --rfc4880 makes the usual one)" },
	{ 63, "message: it is not an OpenPGP message", "message: it is not an OpenPGP message" },
};

static void other_packets_are_named(void **state)
{
	struct mh_str s;

	(void)state;
	for (size_t i = 0; i < MH_COUNT(misplaced); i++) {
		start(&s);
		add(&s, misplaced[i].tag, 30, "\1", 1);
		assert_encrypted(&s, MH_INPUT, misplaced[i].alone);
		start(&s);
		add_session_key(&s, 1);
		add(&s, misplaced[i].tag, 30, "\1", 1);
		assert_encrypted(&s, misplaced[i].tag == MH_TAG_PROTECTED ? MH_OK : MH_INPUT, misplaced[i].behind);
	}
}

static void versions_are_those_known(void **state)
{
	struct mh_str s;

	(void)state;
	start(&s);
	add(&s, MH_TAG_SESSION_KEY, 20, "\2", 1);
	add_protected(&s);
	assert_encrypted(&s, MH_INPUT, "message: one of its session keys is damaged");
	start(&s);
	add(&s, MH_TAG_SESSION_KEY, 9, "\3", 1);
	add_protected(&s);
	assert_encrypted(&s, MH_INPUT, "message: one of its session keys is damaged");
	start(&s);
	add_session_key(&s, 1);
	add(&s, MH_TAG_PROTECTED, 50, "\2", 1);
	assert_encrypted(&s, MH_INPUT, "message: it is encrypted in a way that is not known here");
	start(&s);
	add_session_key(&s, 1);
	add(&s, MH_TAG_PROTECTED, 0, "", 0);
	assert_encrypted(&s, MH_INPUT, "message: it is encrypted in a way that is not known here");
}

static void nothing_behind_the_end(void **state)
{
	struct mh_str s;

	(void)state;
	start(&s);
	add_session_key(&s, 1);
	add_protected(&s);
	add_protected(&s);
	assert_encrypted(&s, MH_INPUT, "message: there is something behind its end");
	start(&s);
	add_session_key(&s, 1);
	add_protected(&s);
	mh_str_putc(&s, '\n');
	assert_encrypted(&s, MH_INPUT, "message: there is something behind its end");
}

static void every_cut_is_seen(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_key_ids ids;
	struct mh_str s;

	(void)state;
	start(&s);
	add_session_key(&s, 1);
	add_protected(&s);
	assert_int_equal(mh_packets_encrypted(blob_of(&s), &ids, &err), MH_OK);
	for (size_t len = 0; len < s.len; len++)
		assert_int_equal(mh_packets_encrypted((struct mh_blob){ s.s, len }, &ids, &err), MH_INPUT);
	mh_str_free(&s);
}

/* The head of a packet, the length of the body that follows, and whether that is a packet. */
static const struct {
	unsigned char head[7];
	size_t head_len, body_len;
	bool good;
} heads[] = {
	{ { NEW | 11, 191 }, 2, 191, true },
	{ { NEW | 11, 192, 0 }, 3, 192, true },
	{ { NEW | 11, 223, 255 }, 3, 8383, true },
	{ { NEW | 11, 255, 0, 0, 0x20, 0xc0 }, 6, 8384, true },
	{ { NEW | 11, 255, 0xff, 0xff, 0xff, 0xff }, 6, 8384, false },
	{ { NEW | 11, 255, 0, 0 }, 4, 0, false },
	{ { NEW | 11, 233 }, 2, 512, false },			/* a part, and nothing behind it */
	{ { NEW | 11, 200 }, 2, 0, false },
	{ { NEW | 11 }, 1, 0, false },
	{ { OLD | 11 << 2, 30 }, 2, 30, true },
	{ { OLD | 11 << 2 | 1, 1, 0 }, 3, 256, true },
	{ { OLD | 11 << 2 | 2, 0, 0, 1, 1 }, 5, 257, true },
	{ { OLD | 11 << 2 | 2, 0xff, 0, 1, 1 }, 5, 257, false },
	{ { OLD | 11 << 2 | 3 }, 1, 30, false },			/* up to the end of the file */
	{ { NEW | 0, 30 }, 2, 30, false },
	{ { OLD | 0, 30 }, 2, 30, false },
	{ { 11, 30 }, 2, 30, false },
	{ { 0x4b, 30 }, 2, 30, false },
};

static void lengths_of_all_forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < MH_COUNT(heads); i++) {
		struct mh_packets packets;
		struct mh_packet packet;
		struct mh_str s;

		start(&s);
		mh_str_add(&s, (const char *)heads[i].head, heads[i].head_len);
		for (size_t j = 0; j < heads[i].body_len; j++)
			mh_str_putc(&s, 'x');
		mh_packets_start(&packets, blob_of(&s));
		assert_int_equal(mh_packets_next(&packets, &packet), heads[i].good);
		assert_int_equal(packets.broken, !heads[i].good);
		if (heads[i].good) {
			assert_int_equal(packet.tag, 11);
			assert_int_equal(packet.len, heads[i].body_len);
			assert_int_equal(packets.left, 0);
		}
		assert_false(mh_packets_next(&packets, &packet));
		mh_str_free(&s);
	}
}

/* A packet in parts: the length of the first as a power of two, then one more part of it, then a last one. */
static void add_parts(struct mh_str *out, int tag, int power, char first)
{
	mh_str_putc(out, (char)(NEW | tag));
	for (int part = 0; part < 2; part++) {
		mh_str_putc(out, (char)(224 | power));
		for (int i = 0; i < 1 << power; i++)
			mh_str_putc(out, part == 0 && i == 0 ? first : 'x');
	}
	mh_str_puts(out, "\3xxx");
}

static void only_data_come_in_parts(void **state)
{
	struct mh_str s;

	(void)state;
	start(&s);
	add_session_key(&s, 1);
	add_parts(&s, MH_TAG_PROTECTED, 9, 1);
	assert_encrypted(&s, MH_OK, "");
	start(&s);
	add_session_key(&s, 1);
	add_parts(&s, MH_TAG_PROTECTED, 8, 1);
	assert_encrypted(&s, MH_INPUT, "message: it is damaged or cut off");
	start(&s);
	add_session_key(&s, 1);
	add_parts(&s, MH_TAG_PROTECTED, 9, 1);
	s.len--;
	assert_encrypted(&s, MH_INPUT, "message: it is damaged or cut off");
	start(&s);
	add_parts(&s, MH_TAG_SESSION_KEY, 9, 3);
	add_protected(&s);
	assert_encrypted(&s, MH_INPUT, "message: it is not an OpenPGP message");
}

/* ---- what is inside ---- */

/* A signature packet with the notes given (their length first) in the signed and the unsigned list. */
static struct mh_str signature(const char *notes, size_t len, bool outside)
{
	struct mh_str s;

	start(&s);
	mh_str_putc(&s, (char)(NEW | MH_TAG_SIGNATURE));
	mh_str_putc(&s, (char)(4 + 2 + 2 + len + 3));
	mh_str_add(&s, "\4\0\26\10\0", 5);
	mh_str_putc(&s, outside ? '\0' : (char)len);
	if (outside)
		mh_str_add(&s, (char[]){ 0, (char)len }, 2);
	mh_str_add(&s, notes, len);
	if (!outside)
		mh_str_add(&s, "\0\0", 2);
	mh_str_puts(&s, "sum");
	return s;
}

static const struct {
	const char *notes;
	size_t len;
	bool good, expires, critical;
} notes[] = {
	{ "", 0, true, false, false },
	{ "\5\2....", 6, true, false, false },
	{ "\5\202....", 6, true, false, false },			/* when it was made, critical: every program knows it */
	{ "\5\3....", 6, true, true, false },
	{ "\5\203....", 6, true, true, true },
	{ "\5\24....\5\2....", 12, true, false, false },
	{ "\5\2....\5\224....", 12, true, false, true },
	{ "\300\0\2...", 6, false, false, false },			/* longer than the list */
	{ "\377\0\0\0\2\2.", 7, true, false, false },
	{ "\377\0\0\0\2\203.", 7, true, true, true },
	{ "\377\377\377\377\377\203.", 7, false, false, false },
	{ "\0", 1, false, false, false },
	{ "\6\2....", 6, false, false, false },
	{ "\300", 1, false, false, false },
};

static void notes_of_a_signature(void **state)
{
	(void)state;
	for (size_t i = 0; i < MH_COUNT(notes); i++)
		for (int outside = 0; outside < 2; outside++) {
			struct mh_str s = signature(notes[i].notes, notes[i].len, outside);
			struct mh_signature said;

			assert_int_equal(mh_packets_signature(blob_of(&s), &said), notes[i].good);
			if (notes[i].good) {
				assert_int_equal(said.type, 0);
				assert_int_equal(said.key_algorithm, 22);
				assert_int_equal(said.hash_algorithm, 8);
				assert_int_equal(said.expires, notes[i].expires);
				assert_int_equal(said.critical, notes[i].critical);
			}
			mh_str_free(&s);
		}
}

static void a_signature_stands_alone(void **state)
{
	struct mh_str s = signature("\5\2....", 6, false);
	struct mh_signature said;

	(void)state;
	for (size_t len = 0; len < s.len; len++)
		assert_false(mh_packets_signature((struct mh_blob){ s.s, len }, &said));
	s.s[2] = 3;
	assert_false(mh_packets_signature(blob_of(&s), &said));
	s.s[2] = 4;
	assert_true(mh_packets_signature(blob_of(&s), &said));
	mh_str_putc(&s, 'x');
	assert_false(mh_packets_signature(blob_of(&s), &said));
	mh_str_free(&s);
	start(&s);
	add(&s, MH_TAG_LITERAL, 30, "\4", 1);
	assert_false(mh_packets_signature(blob_of(&s), &said));
	mh_str_free(&s);
}

static struct mh_str signed_message(void)
{
	static const unsigned char id[MH_KEY_ID_SIZE] = "sub-key";
	struct mh_signature said = { 0, 22, 8, false, false };
	struct mh_str s, sig = signature("\5\2....", 6, false);

	start(&s);
	mh_packets_write_signed(&s, (struct mh_blob){ "text", 4 }, blob_of(&sig), &said, id);
	mh_str_free(&sig);
	return s;
}

static void assert_signed(struct mh_str *message, enum mh_status status, const char *text)
{
	struct mh_err err = MH_ERR_INIT;

	assert_int_equal(mh_packets_signed(blob_of(message), &err), status);
	assert_string_equal(err.text, text);
	mh_str_free(message);
}

static const char no_signature[] = "message: it has no signature over its bytes (made as text, cut off or damaged)";

static void written_messages_are_read(void **state)
{
	struct mh_str s = signed_message();
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	assert_memory_equal(s.s, "\xc4\xff\0\0\0\x0d\3\0\10\26sub-key\0\1\xcb\xff\0\0\0\x0a" "b\0\0\0\0\0text\xc2", 36);
	for (size_t len = 0; len < s.len; len++)
		assert_int_equal(mh_packets_signed((struct mh_blob){ s.s, len }, &err), MH_INPUT);
	assert_signed(&s, MH_OK, "");
}

static void inside_is_one_signed_text(void **state)
{
	static const char one_pass[] = { 3, 0, 8, 22, 0, 0, 0, 0, 0, 0, 0, 0, 1 };
	struct mh_str s = signed_message(), sig = signature("", 0, false);

	(void)state;
	mh_str_add(&s, "\xd2\0", 2);
	assert_signed(&s, MH_INPUT, "message: there is something behind its signature");
	start(&s);
	assert_signed(&s, MH_INPUT, "message: it is not an OpenPGP message");
	start(&s);
	mh_str_add(&s, sig.s, sig.len);
	add(&s, MH_TAG_LITERAL, 30, "b", 1);
	assert_signed(&s, MH_INPUT, "message: its signature stands before the text: have it made with a newer program");
	start(&s);
	add(&s, MH_TAG_ONE_PASS, 13, one_pass, 13);
	add(&s, MH_TAG_ONE_PASS, 13, one_pass, 13);
	assert_signed(&s, MH_INPUT, "message: it has more than one signature");
	start(&s);
	add(&s, MH_TAG_ONE_PASS, 13, one_pass, 13);
	add(&s, MH_TAG_COMPRESSED, 13, "\1", 1);
	assert_signed(&s, MH_INPUT, "message: it is compressed: have it made without compression (gpg: --compress-algo none)");
	start(&s);
	add(&s, MH_TAG_ONE_PASS, 13, one_pass, 13);
	assert_signed(&s, MH_INPUT, "message: what is signed in it is damaged or cut off");
	start(&s);
	add(&s, MH_TAG_ONE_PASS, 13, one_pass, 13);
	add(&s, MH_TAG_LITERAL, 30, "b", 1);
	assert_signed(&s, MH_INPUT, no_signature);
	mh_str_free(&sig);
}

static void the_announcement_is_of_one_signature_over_bytes(void **state)
{
	static const struct { size_t at; char as; } changes[] = { { 6, 4 }, { 7, 1 }, { 18, 0 }, { 38, 1 }, { 37, 3 } };

	(void)state;
	for (size_t i = 0; i < MH_COUNT(changes); i++) {
		struct mh_str s = signed_message();

		s.s[changes[i].at] = changes[i].as;
		assert_signed(&s, MH_INPUT, no_signature);
	}
}

static void a_public_key_is_one(void **state)
{
	static const struct { int tags[5]; const char *text; } cases[] = {
		{ { 6, 13, 2, 14, 2 }, "" },
		{ { 6, 17, 2 }, "" },
		{ { 6, 13, 2, 6 }, "key: there is more than one key: give them one by one" },
		{ { 6, 13, 2, 5 }, "key: it is a secret key: keep it to yourself and give the public one" },
		{ { 6, 13, 2, 7 }, "key: it is a secret key: keep it to yourself and give the public one" },
		{ { 13, 6 }, "key: it is not an OpenPGP public key" },
		{ { 6, 12 }, "key: it is not an OpenPGP public key" },
		{ { 6, 1 }, "key: it is not an OpenPGP public key" },
		{ { 0 }, "key: it is damaged, or not an OpenPGP public key" },
	};

	(void)state;
	for (size_t i = 0; i < MH_COUNT(cases); i++) {
		struct mh_err err = MH_ERR_INIT;
		struct mh_str s;

		start(&s);
		for (size_t j = 0; j < 5 && cases[i].tags[j]; j++)
			add(&s, cases[i].tags[j], 10, "", 0);
		assert_int_equal(mh_packets_public_key(blob_of(&s), &err), *cases[i].text ? MH_INPUT : MH_OK);
		assert_string_equal(err.text, cases[i].text);
		mh_str_free(&s);
	}
}

/* ---- armour ---- */

#define WHOLE ": give it as it came, from its line BEGIN to its line END, or ask for it again"
#define BEGIN "-----BEGIN PGP MESSAGE-----\n"
#define END "-----END PGP MESSAGE-----\n"

/* What is read of it; NULL: refused. */
static const struct {
	const char *text, *bytes;
} armors[] = {
	{ BEGIN "\naGVsbG8=\n=R/WK\n" END, "hello" },
	{ BEGIN "\naGVsbG8=\n" END, "hello" },
	{ BEGIN "\naGVsbG8=\n-----END PGP MESSAGE-----", "hello" },
	{ BEGIN "Version: 1\nComment: x\n \naGVs\nbG8=\n" END, "hello" },
	{ BEGIN "\naGVsbG8h\n=2uKX\n" END, NULL },
	{ "\n\t\r\n" BEGIN "\r\naGVsbG8=\r\n" END "\n\n", "hello" },
	{ BEGIN "\naGVsbA==\n" END, "hell" },
	{ BEGIN "\naGVsbG8=\n=AAAA\n" END, NULL },
	{ BEGIN "\naGVsbG8=\n=Rlg\n" END, NULL },
	{ BEGIN "\naGVsbG8=\n=Rl!z\n" END, NULL },
	{ BEGIN "\naGVsbG8=\n=R/WK\n=R/WK\n" END, NULL },
	{ BEGIN "\naGVsbG8=\n=R/WK\naGVs\n" END, NULL },
	{ BEGIN "\naGVsbG8=\naGVs\n" END, NULL },
	{ BEGIN "\naGVsbG8\n" END, NULL },
	{ BEGIN "\na===\n" END, NULL },
	{ BEGIN "\na=Vs\n" END, NULL },
	{ BEGIN "\naGV bG8=\n" END, NULL },
	{ BEGIN "\n" END, NULL },
	{ BEGIN "\n=twTO\n" END, NULL },
	{ BEGIN "aGVsbG8=\n" END, NULL },
	{ BEGIN "Version\n\naGVsbG8=\n" END, NULL },
	{ BEGIN "\naGVsbG8=\n", NULL },
	{ BEGIN, NULL },
	{ "", NULL },
	{ "aGVsbG8=", NULL },
	{ "hello\n" BEGIN "\naGVsbG8=\n" END, NULL },
	{ BEGIN "\naGVsbG8=\n" END "hello", NULL },
	{ BEGIN "\naGVsbG8=\n" END BEGIN "\naGVsbG8=\n" END, NULL },
	{ " " BEGIN "\naGVsbG8=\n" END, NULL },
	{ "-----BEGIN PGP SIGNED MESSAGE-----\n\naGVsbG8=\n" END, NULL },
	{ BEGIN "\naGVsbG8=\n-----END PGP SIGNATURE-----\n", NULL },
	{ "\xff" "bytes as they are", "\xff" "bytes as they are" },
};

static void armour_is_read_strictly(void **state)
{
	(void)state;
	for (size_t i = 0; i < MH_COUNT(armors); i++) {
		struct mh_blob in = { armors[i].text, strlen(armors[i].text) };
		struct mh_err err = MH_ERR_INIT;
		struct mh_str out;

		start(&out);
		if (mh_armor_read(in, "PGP MESSAGE", "file", &out, &err) != (armors[i].bytes ? MH_OK : MH_INPUT))
			fail_msg("%s", armors[i].text);
		assert_string_equal(out.s, armors[i].bytes ? armors[i].bytes : "");
		assert_string_equal(err.text, armors[i].bytes ? "" : "file: it is not one whole \"PGP MESSAGE\"" WHOLE);
		mh_str_free(&out);
	}
}

/* Every digit in every place, and more than is added to the string at once; the sum is written and read by the same steps, so one of gpg's own
 * stands above. One digit changed is found by the sum. */
static void armour_is_read_as_it_was_written(void **state)
{
	char bytes[10007];
	struct mh_err err = MH_ERR_INIT;
	struct mh_str text, out;

	(void)state;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i * i * 7 + i / 256);
	for (size_t len = sizeof bytes - 4; len <= sizeof bytes; len++) {
		mh_str_init(&text, 20000);
		start(&out);
		mh_armor_write((struct mh_blob){ bytes, len }, "PGP MESSAGE", &text);
		assert_int_equal(mh_armor_read((struct mh_blob){ text.s, text.len }, "PGP MESSAGE", "file", &out, &err), MH_OK);
		assert_int_equal(out.len, len);
		assert_memory_equal(out.s, bytes, len);
		text.s[5000] = text.s[5000] == 'A' ? 'B' : 'A';
		assert_int_equal(mh_armor_read((struct mh_blob){ text.s, text.len }, "PGP MESSAGE", "file", &out, &err), MH_INPUT);
		mh_str_free(&out);
		mh_str_free(&text);
	}
}

static void armour_keeps_to_the_limit(void **state)
{
	static const char text[] = BEGIN "\naGVsbG8=\n" END;
	struct mh_err err = MH_ERR_INIT;
	struct mh_str out;

	(void)state;
	mh_str_init(&out, 4);
	assert_int_equal(mh_armor_read((struct mh_blob){ text, strlen(text) }, "PGP MESSAGE", "file", &out, &err), MH_INPUT);
	assert_string_equal(err.text, "file: it is larger than 4 bytes");
	assert_int_equal(out.len, 0);
	mh_str_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(up_to_sixteen_readers),
		cmocka_unit_test(other_packets_are_named),
		cmocka_unit_test(versions_are_those_known),
		cmocka_unit_test(nothing_behind_the_end),
		cmocka_unit_test(every_cut_is_seen),
		cmocka_unit_test(lengths_of_all_forms),
		cmocka_unit_test(only_data_come_in_parts),
		cmocka_unit_test(notes_of_a_signature),
		cmocka_unit_test(a_signature_stands_alone),
		cmocka_unit_test(written_messages_are_read),
		cmocka_unit_test(inside_is_one_signed_text),
		cmocka_unit_test(the_announcement_is_of_one_signature_over_bytes),
		cmocka_unit_test(a_public_key_is_one),
		cmocka_unit_test(armour_is_read_strictly),
		cmocka_unit_test(armour_is_read_as_it_was_written),
		cmocka_unit_test(armour_keeps_to_the_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
