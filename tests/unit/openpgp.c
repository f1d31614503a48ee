/*
 * OpenPGP against stock gpg: what is sealed opens for the recipients only, and every message that is bad in some way is refused
 * with its own sentence, with nothing given out. Keys and messages are made by tests/gpg/unit.sh.
 */

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "crypto/openpgp.h"

#define WHOLE ": give it as it came, from its line BEGIN to its line END, or ask for it again"

static char folder[60];
static struct mh_pgp *alice, *bob;	/* the sender, with GnuPG home a; the receiver, with b */

static const char *path(const char *name)
{
	static char paths[4][100];
	static unsigned turn;
	char *out = paths[turn++ % 4];

	snprintf(out, 100, "%s/%s", folder, name);
	return out;
}

static struct mh_pgp *as(struct mh_pgp *who)
{
	setenv("GNUPGHOME", path(who == alice ? "a" : "b"), 1);
	return who;
}

static struct mh_str file(const char *name)
{
	struct mh_str out;

	mh_str_init(&out, 1 << 20);
	if (mh_file_read(path(name), &out, NULL) != MH_OK)
		fail_msg("%s cannot be read", path(name));
	return out;
}

static struct mh_blob blob_of(const struct mh_str *s)
{
	return (struct mh_blob){ s->s, s->len };
}

static struct mh_blob blob(const char *text)
{
	return (struct mh_blob){ text, strlen(text) };
}

/* The primary fingerprint of a key of unit.sh. */
static const char *fpr(const char *name)
{
	static char fingerprints[8][MH_FINGERPRINT_SIZE];
	static unsigned turn;
	char *out = fingerprints[turn++ % 8], in[50];
	struct mh_str text;

	snprintf(in, sizeof in, "%s.fpr", name);
	text = file(in);
	assert_int_equal(text.len, 41);
	snprintf(out, MH_FINGERPRINT_SIZE, "%.40s", text.s);
	mh_str_free(&text);
	return out;
}

static const char *sentence(const char *before, const char *fingerprint, const char *behind)
{
	static char out[1200];

	snprintf(out, sizeof out, "%s%s%s", before, fingerprint, behind);
	return out;
}

static enum mh_status take(struct mh_pgp *who, const char *key_file, const char *fingerprint, struct mh_err *err)
{
	struct mh_str key = file(key_file);
	enum mh_status status = mh_pgp_take_key(as(who), blob_of(&key), fingerprint, err);

	mh_str_free(&key);
	return status;
}

static void take_all(struct mh_pgp *who, const char *const names[])
{
	struct mh_err err = MH_ERR_INIT;
	char key[50];

	for (; *names; names++) {
		snprintf(key, sizeof key, "%s.asc", *names);
		if (take(who, key, fpr(*names), &err) != MH_OK)
			fail_msg("%s: %s", *names, err.text);
	}
}

/* Writes a hostile or usual gpg.conf for the sender or the receiver. */
static void configure(const char *home, const char *lines)
{
	struct mh_str name;

	mh_str_init(&name, 200);
	mh_str_printf(&name, "%s/gpg.conf", path(home));
	assert_int_equal(mh_file_write(name.s, blob(lines), true, NULL), MH_OK);
	mh_str_free(&name);
}

/* ---- sealing and opening ---- */

static enum mh_status seal(const char *text, const char *to, const char *signer, struct mh_str *out, struct mh_err *err)
{
	const char *const recipients[] = { to };

	mh_str_init(out, 100000);
	return mh_pgp_seal(as(alice), blob(text), recipients, 1, signer, out, err);
}

static enum mh_status unseal_limited(struct mh_blob message, const char *signer, size_t limit, struct mh_str *out, struct mh_err *err)
{
	const char *const allowed[] = { fpr("carol"), signer };
	size_t which = 99;
	enum mh_status status;

	mh_str_init_secret(out, limit);
	status = mh_pgp_open(as(bob), message, allowed, 2, &which, out, err);
	assert_int_equal(which, status == MH_OK ? 1 : 99);
	if (status != MH_OK)
		assert_int_equal(out->len, 0);
	return status;
}

static enum mh_status unseal(struct mh_blob message, const char *signer, struct mh_str *out, struct mh_err *err)
{
	return unseal_limited(message, signer, 100000, out, err);
}

static void assert_opens(struct mh_blob message, const char *signer, const char *text)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_str out;

	if (unseal(message, signer, &out, &err) != MH_OK)
		fail_msg("%s", err.text);
	assert_string_equal(out.s, text);
	mh_str_free(&out);
}

static void assert_refused(struct mh_blob message, const char *signer, enum mh_status status, const char *text)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_str out;

	assert_int_equal(unseal(message, signer, &out, &err), status);
	assert_string_equal(err.text, text);
	mh_str_free(&out);
}

static void sealed_opens_for_its_reader(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_str message;

	(void)state;
	if (seal("format: test/1\r\nna\xc3\xafve", fpr("bob"), fpr("alice"), &message, &err) != MH_OK)
		fail_msg("%s", err.text);
	assert_non_null(strstr(message.s, "-----BEGIN PGP MESSAGE-----"));
	assert_null(strstr(message.s, "Version"));
	assert_opens(blob_of(&message), fpr("alice"), "format: test/1\r\nna\xc3\xafve");
	assert_refused(blob_of(&message), fpr("rsa3072"), MH_KEY,
		sentence("message: it is signed by a key from which it is not accepted: ", fpr("alice"), ""));
	mh_str_free(&message);
}

static void stock_gpg_opens_what_is_sealed(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_str message, said;
	char command[400];

	(void)state;
	if (seal("format: test/1", fpr("bob"), fpr("alice"), &message, &err) != MH_OK)
		fail_msg("%s", err.text);
	assert_int_equal(mh_file_write(path("sealed"), blob_of(&message), true, NULL), MH_OK);
	snprintf(command, sizeof command, "cd %s && gpg --homedir b --batch --quiet --import alice.asc 2> /dev/null && "
		"gpg --homedir b --batch --quiet --status-fd 3 --decrypt sealed > opened 2> /dev/null 3> said", folder);
	assert_int_equal(system(command), 0);
	said = file("opened");
	assert_string_equal(said.s, "format: test/1");
	mh_str_free(&said);
	said = file("said");
	assert_non_null(strstr(said.s, "GOODSIG"));
	assert_non_null(strstr(said.s, "GOODMDC"));
	mh_str_free(&said);
	mh_str_free(&message);
}

/* The length of a message tells nothing about what it says but its length. */
static void sealed_is_not_compressed(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	char same[3001], mixed[3001];
	struct mh_str a, b;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		same[i] = 'a';
		mixed[i] = (char)('!' + (i * i + i / 7) % 90);
	}
	same[3000] = mixed[3000] = '\0';
	assert_int_equal(seal(same, fpr("bob"), fpr("alice"), &a, &err), MH_OK);
	assert_int_equal(seal(mixed, fpr("bob"), fpr("alice"), &b, &err), MH_OK);
	assert_in_range(a.len, b.len - 8, b.len + 8);
	assert_true(a.len > 4000);
	mh_str_free(&a);
	mh_str_free(&b);
}

static void nothing_and_much_can_be_sealed(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	char text[60001];
	struct mh_str message;

	(void)state;
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	assert_int_equal(seal("", fpr("bob"), fpr("alice"), &message, &err), MH_OK);
	assert_opens(blob_of(&message), fpr("alice"), "");
	mh_str_free(&message);
	assert_int_equal(seal(text, fpr("bob"), fpr("alice"), &message, &err), MH_OK);
	assert_opens(blob_of(&message), fpr("alice"), text);
	mh_str_free(&message);
	mh_str_init(&message, 1000);
	const char *const to[] = { fpr("bob") };
	assert_int_equal(mh_pgp_seal(as(alice), blob(text), to, 1, fpr("alice"), &message, &err), MH_INPUT);
	assert_string_equal(err.text, "message: it is larger than 1000 bytes");
	assert_int_equal(message.len, 0);
	mh_str_free(&message);
}

static void several_readers_and_one_named_twice(void **state)
{
	const char *const to[] = { fpr("bob"), fpr("carol"), fpr("rsa3072"), fpr("bob") };
	struct mh_err err = MH_ERR_INIT;
	struct mh_str message;

	(void)state;
	mh_str_init(&message, 100000);
	if (mh_pgp_seal(as(alice), blob("text"), to, 4, fpr("subkey"), &message, &err) != MH_OK)
		fail_msg("%s", err.text);
	assert_opens(blob_of(&message), fpr("subkey"), "text");
	mh_str_free(&message);
}

static void signer_in_another_letter_case_is_the_same(void **state)
{
	struct mh_str message = file("m/good");
	char lower[MH_FINGERPRINT_SIZE];

	(void)state;
	snprintf(lower, sizeof lower, "%s", fpr("alice"));
	for (char *c = lower; *c; c++)
		if (*c >= 'A')
			*c = (char)(*c + 32);
	assert_opens(blob_of(&message), lower, "format: test/1\n");
	mh_str_free(&message);
}

/* ---- messages of stock gpg: every row of what GPGME does, with what is to be done ---- */

static const struct {
	const char *message;
	const char *signer;		/* allowed; its fingerprint stands behind the sentence where that ends with ": " */
	enum mh_status status;
	const char *text;		/* the sentence, or the plain text */
} messages[] = {
	{ "good", "alice", MH_OK, "format: test/1\n" },
	{ "good-rsa", "rsa3072", MH_OK, "format: test/1\n" },
	{ "good-subkey", "subkey", MH_OK, "format: test/1\n" },
	{ "hidden-reader", "alice", MH_OK, "format: test/1\n" },
	{ "unsigned", "alice", MH_INPUT, "message: it is not signed" },
	{ "signed-only", "alice", MH_INPUT, "message: it is not encrypted" },
	{ "clear-signed", "alice", MH_INPUT, "message: it is not one whole \"PGP MESSAGE\"" WHOLE },
	{ "two-signatures", "alice", MH_INPUT, "message: it has more than one signature" },
	{ "compressed", "alice", MH_INPUT, "message: it is compressed: have it made without compression (gpg: --compress-algo none)" },
	{ "bomb", "alice", MH_INPUT, "message: it is compressed: have it made without compression (gpg: --compress-algo none)" },
	{ "large", "alice", MH_INPUT, "message: its text is too large" },
	{ "passphrase", "alice", MH_INPUT, "message: it is locked with a passphrase: have it encrypted to your key" },
	{ "key-and-passphrase", "alice", MH_INPUT, "message: it is locked with a passphrase: have it encrypted to your key" },
	{ "twice", "alice", MH_INPUT, "message: there is another encrypted message in it" },
	{ "text-signature", "alice", MH_INPUT, "message: it has no signature over its bytes (made as text, cut off or damaged)" },
	{ "damaged", "alice", MH_KEY, "message: it was damaged on its way, or changed" },
	{ "for-another", "alice", MH_KEY, "message: the secret key that this needs is not here: use the account or card that has it, or have it made anew for a key of yours" },
	{ "unknown-signer", "alice", MH_KEY, "message: it is signed by a key that is not known here: " },
	{ "revoked-signer", "revoked", MH_KEY, "message: the key that signed it was revoked: " },
	{ "expired-signer", "expired", MH_KEY, "message: the key that signed it has expired: " },
	{ "ended-signature", "early", MH_KEY, "message: its signature has expired: " },
	{ "critical-note", "alice", MH_KEY, "message: its signature is wrong, so it was changed: " },
	{ "sha1", "rsa3072", MH_KEY, "message: its signature rests on a weak digest; SHA-256 is needed: " },
	{ "sha224", "rsa3072", MH_KEY, "message: its signature rests on a weak digest; SHA-256 is needed: " },
	{ "weak-signer", "rsa2048", MH_KEY, "message: it is signed by a weak key; RSA needs 3072 bits: " },
	{ "weaker-signer", "rsa1024", MH_KEY, "message: it is signed by a weak key; RSA needs 3072 bits: " },
};

static void stock_message(void **state)
{
	const size_t i = (size_t)(uintptr_t)*state;
	struct mh_str message;
	char name[50];

	snprintf(name, sizeof name, "m/%s", messages[i].message);
	message = file(name);
	if (messages[i].status == MH_OK) {
		assert_opens(blob_of(&message), fpr(messages[i].signer), messages[i].text);
	} else {
		size_t len = strlen(messages[i].text);
		const char *named = fpr(strcmp(messages[i].message, "unknown-signer") == 0 ? "mallory" : messages[i].signer);

		if (strcmp(messages[i].message, "critical-note") == 0)
			named += 24;	/* gpg gives no more of who made a wrong signature */
		assert_refused(blob_of(&message), fpr(messages[i].signer), messages[i].status,
			messages[i].text[len - 1] == ' ' ? sentence(messages[i].text, named, "") : messages[i].text);
	}
	mh_str_free(&message);
}

/* ---- what is changed, cut or put around it ---- */

static void a_changed_message_is_refused(void **state)
{
	static const size_t from_end[] = { 40, 60, 90, 120, 160 };
	struct mh_str message;

	(void)state;
	for (size_t i = 0; i < MH_COUNT(from_end); i++) {
		struct mh_err err = MH_ERR_INIT;
		struct mh_str out, binary = file("good.bin");

		binary.s[binary.len - from_end[i]] ^= 1;
		assert_int_equal(unseal(blob_of(&binary), fpr("alice"), &out, &err), MH_KEY);
		assert_string_equal(err.text, "message: it was damaged on its way, or changed");
		mh_str_free(&out);
		mh_str_free(&binary);
	}
	message = file("m/good");
	message.s[100] = message.s[100] == 'A' ? 'B' : 'A';
	assert_refused(blob_of(&message), fpr("alice"), MH_INPUT, "message: it is not one whole \"PGP MESSAGE\"" WHOLE);
	mh_str_free(&message);
}

static void a_cut_message_is_refused(void **state)
{
	struct mh_str binary = file("good.bin");

	(void)state;
	assert_refused((struct mh_blob){ binary.s, binary.len - 1 }, fpr("alice"), MH_INPUT, "message: it is damaged or cut off");
	assert_refused((struct mh_blob){ binary.s, 90 }, fpr("alice"), MH_INPUT, "message: it is not an OpenPGP message");
	assert_refused((struct mh_blob){ binary.s, 0 }, fpr("alice"), MH_INPUT, "message: it is not one whole \"PGP MESSAGE\"" WHOLE);
	mh_str_free(&binary);
}

static void nothing_may_stand_around_a_message(void **state)
{
	struct mh_str binary = file("good.bin"), armored = file("m/good");

	(void)state;
	mh_str_putc(&binary, (char)0xd2);
	assert_refused(blob_of(&binary), fpr("alice"), MH_INPUT, "message: there is something behind its end");
	mh_str_puts(&armored, "PS: see also");
	assert_refused(blob_of(&armored), fpr("alice"), MH_INPUT, "message: it is not one whole \"PGP MESSAGE\"" WHOLE);
	mh_str_free(&binary);
	mh_str_free(&armored);
}

static void bytes_and_blank_lines_are_fine(void **state)
{
	struct mh_str binary = file("good.bin"), armored = file("m/good"), spaced;

	(void)state;
	assert_opens(blob_of(&binary), fpr("alice"), "format: test/1\n");
	mh_str_init(&spaced, 10000);
	mh_str_puts(&spaced, "\n \r\n");
	for (const char *c = armored.s; *c; c++) {
		if (*c == '\n')
			mh_str_putc(&spaced, '\r');
		mh_str_putc(&spaced, *c);
	}
	mh_str_puts(&spaced, "\r\n\n");
	assert_opens(blob_of(&spaced), fpr("alice"), "format: test/1\n");
	mh_str_free(&spaced);
	mh_str_free(&binary);
	mh_str_free(&armored);
}

static void the_limit_holds_to_the_byte(void **state)
{
	struct mh_str message = file("m/good"), out;
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	assert_int_equal(unseal_limited(blob_of(&message), fpr("alice"), 15, &out, &err), MH_OK);
	assert_int_equal(out.len, 15);
	mh_str_free(&out);
	assert_int_equal(unseal_limited(blob_of(&message), fpr("alice"), 14, &out, &err), MH_INPUT);
	assert_string_equal(err.text, "message: its text is larger than 14 bytes");
	mh_str_free(&out);
	mh_str_free(&message);
}

static void no_allowed_signer_means_none(void **state)
{
	struct mh_str message = file("m/good"), out;
	struct mh_err err = MH_ERR_INIT;
	const char *const wrong[] = { "", "alice", fpr("alice") + 1 };
	size_t which;

	(void)state;
	mh_str_init_secret(&out, 1000);
	assert_int_equal(mh_pgp_open(as(bob), blob_of(&message), NULL, 0, &which, &out, &err), MH_KEY);
	assert_int_equal(mh_pgp_open(as(bob), blob_of(&message), wrong, 3, &which, &out, &err), MH_KEY);
	assert_string_equal(err.text, sentence("message: it is signed by a key from which it is not accepted: ", fpr("alice"), ""));
	assert_int_equal(out.len, 0);
	mh_str_free(&out);
	mh_str_free(&message);
}

/* ---- the user's gpg.conf ---- */

/* A line "group" sends even a full fingerprint to another key, for gpg in the user's home; here it does not. */
static void hostile_lines_do_not_choose_readers(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_str message, lines;

	(void)state;
	mh_str_init(&lines, 4000);
	mh_str_printf(&lines, "group %s = %s\ngroup %s=%s\nencrypt-to %s\nhidden-encrypt-to %s\nhidden-recipient %s\nrecipient %s\n"
		"default-recipient %s\ncompress-algo zip\nbzip2-compress-level 9\nthrow-keyids\nrequire-cross-certification\ncomment hello\n"
		"default-key %s\ntrust-model always\n", fpr("bob"), fpr("mallory"), fpr("alice"), fpr("mallory"), fpr("mallory"),
		fpr("mallory"), fpr("mallory"), fpr("mallory"), fpr("mallory"), fpr("mallory"));
	configure("a", lines.s);
	if (seal("text", fpr("bob"), fpr("alice"), &message, &err) != MH_OK)
		fail_msg("%s", err.text);
	assert_opens(blob_of(&message), fpr("alice"), "text");
	assert_null(strstr(message.s, "hello"));
	mh_str_free(&message);
	mh_str_free(&lines);
	configure("a", "");
}

static void lines_that_spoil_signatures_are_named(void **state)
{
	static const struct { const char *line, *option; } cases[] = {
		{ "digest-algo SHA1", "digest-algo" },
		{ "textmode", "textmode" },
		{ "sig-notation !asked@example.org=yes", "sig-notation" },
		{ "default-sig-expire 2d", "default-sig-expire" },
		{ "local-user mallory", "local-user" },
	};

	(void)state;
	for (size_t i = 0; i < MH_COUNT(cases); i++) {
		struct mh_err err = MH_ERR_INIT;
		struct mh_str message;
		char text[200];

		configure("a", cases[i].line);
		assert_int_equal(seal("text", fpr("bob"), fpr(i == 0 ? "rsa3072" : "alice"), &message, &err), MH_KEY);
		snprintf(text, sizeof text, "signature: partners would refuse the one that gpg made: remove %s from your gpg.conf",
			cases[i].option);
		assert_string_equal(err.text, text);
		assert_int_equal(message.len, 0);
		mh_str_free(&message);
	}
	configure("a", "");
}

static void hostile_lines_do_not_soften_opening(void **state)
{
	struct mh_str binary = file("good.bin"), unknown = file("m/unknown-signer");

	(void)state;
	configure("b", "ignore-mdc-error\nallow-multiple-messages\nskip-verify\ntrust-model always\nverbose\nallow-weak-digest-algos\n");
	assert_opens(blob_of(&binary), fpr("alice"), "format: test/1\n");
	binary.s[binary.len - 1] ^= 1;
	assert_refused(blob_of(&binary), fpr("alice"), MH_KEY, "message: it was damaged on its way, or changed");
	assert_refused(blob_of(&unknown), fpr("mallory"), MH_KEY,
		sentence("message: it is signed by a key that is not known here: ", fpr("mallory"), ""));
	mh_str_free(&binary);
	mh_str_free(&unknown);
	configure("b", "");
}

/* ---- keys ---- */

static const struct {
	const char *reader, *signer;
	const char *named;	/* whose fingerprint stands in front of the sentence */
	const char *text;
} unusable[] = {
	{ "mallory", "alice", "mallory", ": this key is not known here: import its partner with its key first" },
	{ "revoked", "alice", "revoked", ": this key was revoked: ask its owner for a new one" },
	{ "expired", "alice", "expired", ": this key has expired: ask its owner to prolong it" },
	{ "signonly", "alice", "signonly", ": this key cannot encrypt" },
	{ "rsa1024", "alice", "rsa1024", ": this key is weak: RSA needs 3072 bits" },
	{ "rsa2048", "alice", "rsa2048", ": this key is weak: RSA needs 3072 bits" },
	{ "bob", "carol", "carol", ": the secret of this key is not here, so it cannot sign" },
	{ "bob", "revoked", "revoked", ": this key was revoked" },
	{ "bob", "expired", "expired", ": this key has expired: prolong it" },
	{ "bob", "rsa2048", "rsa2048", ": this key is weak: RSA needs 3072 bits" },
	{ "bob", "locked", "locked", ": a passphrase is needed and there is nobody to ask: unlock the key at a terminal first" },
};

/* Verifies what stands in the string with the signers that bob accepts. */
static enum mh_status verified(const struct mh_str *message, struct mh_str *out, struct mh_err *err)
{
	const char *const allowed[] = { fpr("bob"), fpr("alice") };
	size_t which = 7;
	enum mh_status status = mh_pgp_verify(as(bob), blob_of(message), allowed, 2, false, &which, out, err);

	assert_int_equal(which, status == MH_OK ? 1 : 7);
	assert_true(status == MH_OK || out->len == 0);
	return status;
}

static void a_signed_statement_is_verified(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_str signed_text, out, stock = file("m/signed-only");
	char command[300];

	(void)state;
	mh_str_init(&signed_text, 10000);
	mh_str_init(&out, 10000);
	assert_int_equal(mh_pgp_sign(as(alice), blob("format: test/1\nwho: me\n"), fpr("alice"), &signed_text, &err), MH_OK);
	assert_int_equal(verified(&signed_text, &out, &err), MH_OK);
	assert_string_equal(out.s, "format: test/1\nwho: me\n");
	assert_int_equal(verified(&stock, &out, &err), MH_OK);
	assert_int_equal(mh_file_write(path("statement.asc"), blob_of(&signed_text), true, NULL), MH_OK);
	snprintf(command, sizeof command, "gpg --homedir %s/a --batch --quiet --trust-model always --verify %s/statement.asc 2>/dev/null", folder, folder);
	assert_int_equal(system(command), 0);
	mh_str_free(&stock);
	mh_str_free(&out);
	mh_str_free(&signed_text);
}

/* Known bytes are read without gpg; what is no signed text, or only a part of one, is not. */
static void a_known_statement_is_read(void **state)
{
	static const char *const others[] = { "m/good", "m/clear-signed", "alice.asc" };
	struct mh_err err = MH_ERR_INIT;
	struct mh_str signed_text, out;

	(void)state;
	mh_str_init(&signed_text, 10000);
	mh_str_init(&out, 24);
	assert_int_equal(mh_pgp_sign(as(alice), blob("format: test/1\nwho: me\n"), fpr("alice"), &signed_text, &err), MH_OK);
	assert_int_equal(mh_pgp_text(blob_of(&signed_text), &out, &err), MH_OK);
	assert_string_equal(out.s, "format: test/1\nwho: me\n");
	mh_str_free(&out);
	mh_str_init(&out, 10);
	assert_int_equal(mh_pgp_text(blob_of(&signed_text), &out, &err), MH_INPUT);
	assert_string_equal(err.text, "message: its text is larger than 10 bytes");
	mh_str_clear(&out);
	assert_int_equal(mh_pgp_text((struct mh_blob){ signed_text.s, signed_text.len / 2 }, &out, &err), MH_INPUT);
	for (size_t i = 0; i < MH_COUNT(others); i++) {
		struct mh_str other = file(others[i]);

		assert_int_equal(mh_pgp_text(blob_of(&other), &out, &err), MH_INPUT);
		mh_str_free(&other);
	}
	assert_int_equal(out.len, 0);
	mh_str_free(&out);
	mh_str_free(&signed_text);
}

/* What was verified in time stays verified when its signer's key has ended. */
static void a_statement_outlives_its_key(void **state)
{
	static const struct { const char *signer, *why; } ended[] = {
		{ "expired", "the key that signed it has expired" }, { "revoked", "the key that signed it was revoked" },
	};
	struct mh_err err = MH_ERR_INIT;
	struct mh_str message, out;
	char name[40];

	(void)state;
	mh_str_init(&out, 10000);
	for (size_t i = 0; i < 2; i++) {
		const char *const allowed[] = { fpr(ended[i].signer) };
		size_t which = 7;

		snprintf(name, sizeof name, "m/%s-statement", ended[i].signer);
		message = file(name);
		assert_int_equal(mh_pgp_verify(as(bob), blob_of(&message), allowed, 1, false, &which, &out, &err), MH_KEY);
		assert_non_null(strstr(err.text, ended[i].why));
		assert_int_equal(mh_pgp_verify(as(bob), blob_of(&message), allowed, 1, true, &which, &out, &err), MH_OK);
		assert_string_equal(out.s, "format: test/1\n");
		mh_str_free(&message);
	}
	mh_str_free(&out);
}

static void other_statements_are_refused(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_str signed_text, out, other;

	(void)state;
	mh_str_init(&signed_text, 10000);
	mh_str_init(&out, 10000);
	assert_int_equal(mh_pgp_sign(as(alice), blob("format: test/1\n"), fpr("alice"), &signed_text, &err), MH_OK);
	assert_int_equal(mh_pgp_verify(as(bob), blob_of(&signed_text), (const char *const[]){ fpr("bob") }, 1, false, &(size_t){ 0 }, &out, &err), MH_KEY);
	assert_int_equal(mh_pgp_sign(as(bob), blob("format: test/1\n"), fpr("alice"), &out, &err), MH_KEY);
	char *digit = strchr(signed_text.s + 40, 'm');
	*digit = *digit == 'm' ? 'n' : 'm';
	assert_int_not_equal(verified(&signed_text, &out, &err), MH_OK);
	other = file("m/good");
	assert_int_equal(verified(&other, &out, &err), MH_INPUT);
	mh_str_free(&other);
	other = file("m/clear-signed");
	assert_int_equal(verified(&other, &out, &err), MH_INPUT);
	mh_str_free(&other);
	mh_str_free(&out);
	mh_str_free(&signed_text);
}

static void unusable_keys_are_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < MH_COUNT(unusable); i++) {
		struct mh_err err = MH_ERR_INIT;
		struct mh_str message;

		assert_int_equal(seal("text", fpr(unusable[i].reader), fpr(unusable[i].signer), &message, &err), MH_KEY);
		assert_string_equal(err.text, sentence("", fpr(unusable[i].named), unusable[i].text));
		assert_int_equal(message.len, 0);
		mh_str_free(&message);
	}
}

static void a_locked_key_asks_nobody(void **state)
{
	const char *const to[] = { fpr("locked") }, *const allowed[] = { fpr("alice") };
	struct mh_err err = MH_ERR_INIT;
	struct mh_str message, out;
	size_t which;

	(void)state;
	assert_int_equal(take(alice, "locked.asc", fpr("locked"), &err), MH_OK);
	mh_str_init(&message, 100000);
	mh_str_init_secret(&out, 100000);
	assert_int_equal(mh_pgp_seal(as(alice), blob("text"), to, 1, fpr("alice"), &message, &err), MH_OK);
	assert_int_equal(mh_pgp_open(as(alice), blob_of(&message), allowed, 1, &which, &out, &err), MH_KEY);
	assert_string_equal(err.text, "message: a passphrase is needed and there is nobody to ask: unlock the key at a terminal first");
	assert_int_equal(out.len, 0);
	mh_str_free(&message);
	mh_str_free(&out);
}

/* gpgme_get_key("eve@example.org") finds steve@example.org: here a key has one name, its whole primary fingerprint. */
static void keys_have_one_name(void **state)
{
	const char *const names[] = { "bob", "0x0123456789ABCDEF", fpr("bob") + 24, "", "<bob@example.org>" };
	struct mh_pgp_key key;

	(void)state;
	for (size_t i = 0; i < MH_COUNT(names); i++) {
		struct mh_err err = MH_ERR_INIT;
		struct mh_str message;
		char text[150];

		snprintf(text, sizeof text, "%s: not a fingerprint: give the 40 digits of the primary key", names[i]);
		assert_int_equal(seal("text", names[i], fpr("alice"), &message, &err), MH_INPUT);
		assert_string_equal(err.text, text);
		mh_str_free(&message);
		assert_int_equal(mh_pgp_look(as(bob), names[i], &key, &err), MH_INPUT);
		assert_string_equal(err.text, text);
	}
}

static void a_subkey_is_no_name(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	char command[300], subkey[MH_FINGERPRINT_SIZE];
	struct mh_pgp_key key;
	struct mh_str list;

	(void)state;
	snprintf(command, sizeof command, "gpg --homedir %s --batch --with-colons --with-subkey-fingerprint -k %s 2> /dev/null | "
		"grep ^fpr | cut -d: -f10 > %s", path("a"), fpr("subkey"), path("list"));
	assert_int_equal(system(command), 0);
	list = file("list");
	snprintf(subkey, sizeof subkey, "%.40s", list.s + 41);
	mh_str_free(&list);
	assert_int_equal(mh_pgp_look(as(bob), subkey, &key, &err), MH_NO);
	assert_string_equal(err.text, sentence("", subkey, ": this is a subkey: name the key by its primary fingerprint"));
}

static void more_than_sixteen_readers_are_refused(void **state)
{
	const char *to[17] = { NULL };
	struct mh_err err = MH_ERR_INIT;
	struct mh_str message;

	(void)state;
	for (size_t i = 0; i < 17; i++)
		to[i] = "0000000000000000000000000000000000000000";
	mh_str_init(&message, 1000);
	assert_int_equal(mh_pgp_seal(as(alice), blob("text"), to, 17, fpr("alice"), &message, &err), MH_KEY);
	assert_int_equal(message.len, 0);
	mh_str_free(&message);
}

static void keys_are_looked_at(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_pgp_key key;

	(void)state;
	assert_int_equal(mh_pgp_look(as(bob), fpr("alice"), &key, &err), MH_OK);
	assert_string_equal(key.fingerprint, fpr("alice"));
	assert_string_equal(key.name, "alice (THROW-AWAY TEST KEY, INSECURE)");
	assert_true(key.can_encrypt && key.can_sign && key.strong && key.throwaway);
	assert_false(key.revoked || key.expired || key.disabled);
	assert_int_equal(key.expires, 0);
	assert_int_equal(mh_pgp_look(as(bob), fpr("expired"), &key, &err), MH_OK);
	assert_true(key.expired && !key.can_encrypt && !key.can_sign);
	assert_int_equal(key.expires, 1738368000);
	assert_int_equal(mh_pgp_look(as(bob), fpr("revoked"), &key, &err), MH_OK);
	assert_true(key.revoked && !key.can_encrypt && !key.can_sign);
	assert_int_equal(mh_pgp_look(as(bob), fpr("rsa2048"), &key, &err), MH_OK);
	assert_true(!key.strong && key.can_encrypt);
	assert_int_equal(mh_pgp_look(as(bob), fpr("rsa3072"), &key, &err), MH_OK);
	assert_true(key.strong);
	assert_int_equal(mh_pgp_look(as(bob), fpr("mallory"), &key, &err), MH_NO);
	assert_string_equal(err.text, sentence("", fpr("mallory"), ": this key is not known here"));
}

/* What is read of the bytes of a key is what GnuPG says of it. */
static void the_end_of_a_key_is_read_of_its_bytes(void **state)
{
	static const char *const names[] = { "alice", "expired", "rsa2048", "rsa3072" };
	struct mh_pgp_key key;
	mh_moment end;
	char name[40];

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(name, sizeof name, "%s.asc", names[i]);
		struct mh_str armored = file(name);
		end = -1;
		assert_int_equal(mh_pgp_look(as(bob), fpr(names[i]), &key, NULL), MH_OK);
		assert_true(mh_pgp_key_end(blob_of(&armored), &end));
		assert_int_equal(end, key.expires);
		armored.s[armored.len / 2] = '!';
		assert_false(mh_pgp_key_end(blob_of(&armored), &end));
		mh_str_free(&armored);
	}
	assert_false(mh_pgp_key_end(blob(""), &end));
	assert_false(mh_pgp_key_end(blob("no key"), &end));
}

static const struct {
	const char *file, *wanted;
	enum mh_status status;
	const char *before, *named, *behind;
} offered[] = {
	{ "mallory.asc", "bob", MH_KEY, ": another key was given: ", "mallory", "" },
	{ "alice.asc", "bob", MH_KEY, ": another key was given: ", "alice", "" },
	{ "alice-secret.asc", "alice", MH_INPUT, ": it is not one whole \"PGP PUBLIC KEY BLOCK\"" WHOLE, NULL, "" },
	{ "alice-secret.bin", "alice", MH_INPUT, ": key: it is a secret key: keep it to yourself and give the public one", NULL, "" },
	{ "two.asc", "mallory", MH_INPUT, ": it is not one whole \"PGP PUBLIC KEY BLOCK\"" WHOLE, NULL, "" },
	{ "both.asc", "mallory", MH_INPUT, ": key: there is more than one key: give them one by one", NULL, "" },
	{ "m/good", "mallory", MH_INPUT, ": it is not one whole \"PGP PUBLIC KEY BLOCK\"" WHOLE, NULL, "" },
	{ "good.bin", "mallory", MH_INPUT, ": key: it is not an OpenPGP public key", NULL, "" },
	{ "plain", "mallory", MH_INPUT, ": it is not one whole \"PGP PUBLIC KEY BLOCK\"" WHOLE, NULL, "" },
	{ "sha1-key.asc", "sha1-key", MH_KEY, ": gpg does not take this key: it is damaged, or its own signatures are made with SHA-1", NULL, "" },
};

static void only_the_key_asked_for_is_taken(void **state)
{
	struct mh_pgp_key key;

	(void)state;
	for (size_t i = 0; i < MH_COUNT(offered); i++) {
		struct mh_err err = MH_ERR_INIT;
		char text[400];

		snprintf(text, sizeof text, "%s%s%s", fpr(offered[i].wanted), offered[i].before, offered[i].named ? fpr(offered[i].named) : "");
		assert_int_equal(take(bob, offered[i].file, fpr(offered[i].wanted), &err), offered[i].status);
		assert_string_equal(err.text, text);
	}
	assert_int_equal(mh_pgp_look(as(bob), fpr("mallory"), &key, NULL), MH_NO);
	assert_int_equal(mh_pgp_look(as(bob), fpr("sha1-key"), &key, NULL), MH_NO);
	assert_int_not_equal(access(path("ours-b/private-keys-v1.d"), F_OK), 0);
}

/* Our home is listed once; a key that another program has put there since is found all the same. */
static void a_key_that_came_since_is_found(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_pgp *one, *other;
	struct mh_pgp_key key;

	(void)state;
	as(bob);
	assert_int_equal(mh_pgp_start(path("ours-c"), &one, &err), MH_OK);
	assert_int_equal(mh_pgp_start(path("ours-c"), &other, &err), MH_OK);
	assert_int_equal(mh_pgp_look(one, fpr("alice"), &key, &err), MH_NO);
	assert_int_equal(take(other, "alice.asc", fpr("alice"), &err), MH_OK);
	assert_int_equal(mh_pgp_look(one, fpr("alice"), &key, &err), MH_OK);
	assert_string_equal(key.fingerprint, fpr("alice"));
	mh_pgp_stop(other);
	mh_pgp_stop(one);
}

static void a_revocation_is_taken_over(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_pgp_key key;
	struct mh_pgp *third;

	(void)state;
	assert_int_equal(mh_pgp_start(path("ours-c"), &third, &err), MH_OK);
	assert_int_equal(take(third, "revoked.asc", fpr("revoked"), &err), MH_OK);
	assert_int_equal(mh_pgp_look(third, fpr("revoked"), &key, &err), MH_OK);
	assert_true(!key.revoked && key.can_sign);
	assert_int_equal(take(third, "revoked-now.asc", fpr("revoked"), &err), MH_OK);
	assert_int_equal(mh_pgp_look(third, fpr("revoked"), &key, &err), MH_OK);
	assert_true(key.revoked && !key.can_sign);
	assert_int_equal(take(third, "revoked.asc", fpr("revoked"), &err), MH_OK);
	assert_int_equal(mh_pgp_look(third, fpr("revoked"), &key, &err), MH_OK);
	assert_true(key.revoked);
	mh_pgp_stop(third);
}

static void public_keys_come_out_of_the_users_home(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_pgp *third;
	struct mh_str key;

	(void)state;
	mh_str_init(&key, 100000);
	assert_int_equal(mh_pgp_user_key(as(alice), fpr("mallory"), &key, &err), MH_OK);
	assert_int_equal(mh_pgp_start(path("ours-d"), &third, &err), MH_OK);
	assert_int_equal(mh_pgp_take_key(third, blob_of(&key), fpr("mallory"), &err), MH_OK);
	mh_str_clear(&key);
	assert_int_equal(mh_pgp_user_key(as(bob), fpr("mallory"), &key, &err), MH_KEY);
	assert_string_equal(err.text, sentence("", fpr("mallory"), ": this key is not in your GnuPG home: import it there first"));
	assert_int_equal(key.len, 0);
	mh_pgp_stop(third);
	mh_str_free(&key);
}

static void own_secret_is_found_among_keys(void **state)
{
	const char *const keys[] = { fpr("carol"), fpr("mallory"), fpr("bob") };
	struct mh_err err = MH_ERR_INIT;
	size_t which = 99;

	(void)state;
	assert_int_equal(mh_pgp_choose_own(as(bob), keys, 3, &which, &err), MH_OK);
	assert_int_equal(which, 2);
	assert_int_equal(mh_pgp_choose_own(as(bob), keys, 2, &which, &err), MH_KEY);
	assert_string_equal(err.text, "GnuPG home: the secret of none of these 2 keys is here");
}

static void fingerprints_are_whole_or_nothing(void **state)
{
	static const char whole[] = "0123456789ABCDEF0123456789ABCDEF01234567";
	static const char *const wrong[] = {
		"", "0123456789abcdef0123456789abcdef0123456", "0123456789abcdef0123456789abcdef012345678",
		"0x23456789abcdef0123456789abcdef01234567", "0123456789abcdef0123456789abcdef0123456g",
		" 0123456789abcdef0123456789abcdef01234567", "0123456789abcdef0123456789abcdef01234567 ", "0123456789abcdef0123456789abcdef01234567!",
	};
	char out[MH_FINGERPRINT_SIZE] = "x";

	(void)state;
	for (size_t i = 0; i < MH_COUNT(wrong); i++)
		assert_false(mh_fingerprint_parse(wrong[i], out));
	assert_string_equal(out, "x");
	assert_true(mh_fingerprint_parse("0123 4567 89ab cdef 0123  4567 89ab cdef 0123 4567", out));
	assert_string_equal(out, whole);
	assert_true(mh_fingerprint_parse(whole, NULL));
}

/* ---- our home, the process around it ---- */

static void our_home_is_private_and_has_no_agent(void **state)
{
	struct stat st;
	struct mh_str text;

	(void)state;
	assert_int_equal(stat(path("ours-b"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(stat(path("ours-b/gpg.conf"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_not_equal(access(path("ours-b/S.gpg-agent"), F_OK), 0);
	assert_int_not_equal(access(path("ours-a/S.gpg-agent"), F_OK), 0);
	text = file("ours-b/gpg.conf");
	assert_non_null(strstr(text.s, "no-autostart\n"));
	mh_str_free(&text);
}

static void a_changed_configuration_is_put_back(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_str text;
	struct mh_pgp *again;

	(void)state;
	configure("ours-b", "group x = y\n");
	assert_int_equal(mh_pgp_start(path("ours-b"), &again, &err), MH_OK);
	mh_pgp_stop(again);
	text = file("ours-b/gpg.conf");
	assert_null(strstr(text.s, "group"));
	assert_non_null(strstr(text.s, "weak-digest SHA1\n"));
	mh_str_free(&text);
}

static void a_broken_pipe_still_ends_the_program(void **state)
{
	struct sigaction now;

	(void)state;
	sigaction(SIGPIPE, NULL, &now);
	assert_true(now.sa_handler == SIG_DFL);
}

/* In a process of its own, since GPGME asks once for GnuPG's folders. Ends with the status and says the sentence. */
static int start_in_long_home(void)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_pgp *pgp;

	if (mh_pgp_start("/tmp/mh-never-made", &pgp, &err) == MH_OK || pgp)
		return 0;
	puts(err.text);
	return (int)err.status;
}

static const char *program;

static void a_long_home_is_named(void **state)
{
	char command[400];
	struct mh_str said;

	(void)state;
	snprintf(command, sizeof command, "GNUPGHOME=/%095d %s --long-home > %s", 0, program, path("said"));
	assert_int_equal(WEXITSTATUS(system(command)), MH_KEY);
	said = file("said");
	assert_string_equal(said.s, "GNUPGHOME: its path has 96 bytes, and gpg-agent takes 85 at most: choose a shorter one\n");
	mh_str_free(&said);
	assert_int_not_equal(access("/tmp/mh-never-made", F_OK), 0);
}

static void a_home_that_cannot_be_made_is_named(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_pgp *third;

	(void)state;
	assert_int_equal(mh_pgp_start("/proc/mh/gnupg", &third, &err), MH_INPUT);
	assert_non_null(strstr(err.text, "/proc/mh"));
	assert_null(third);
}

/* Is the text, given with the lowest bit of each byte turned, in anything that this process may write to? What is looked
 * for must be there often, since a page is looked at without its neighbours. */
static bool is_in_memory(const char *turned)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	int memory = open("/proc/self/mem", O_RDONLY);
	unsigned long from, to;
	char line[500], rights[5];
	bool found = false;

	assert_non_null(maps);
	assert_true(memory >= 0);
	while (fgets(line, sizeof line, maps)) {
		if (sscanf(line, "%lx-%lx %4s", &from, &to, rights) != 3 || rights[1] != 'w' || to - from > 1UL << 28)
			continue;
		for (; from < to && !found; from += 4096) {
			static _Alignas(4096) unsigned char page[4096];	/* itself a page, so that what was turned in it is not met again */
			ssize_t got = pread(memory, page, sizeof page, (off_t)from);

			for (ssize_t i = 0; i < got; i++)
				page[i] ^= 1;
			found = got > 0 && memmem(page, (size_t)got, turned, strlen(turned));
		}
	}
	close(memory);
	fclose(maps);
	return found;
}

/* What was said goes nowhere but into secret strings, which are wiped. */
static void no_text_stays_in_memory(void **state)
{
	char turned[] = "unmc!nrk!vdssh!nr!`mmd`mmdoe";
	struct mh_err err = MH_ERR_INIT;
	struct mh_str plain, message, out;
	const char *const to[] = { fpr("bob") }, *const allowed[] = { fpr("alice") };
	size_t which;

	(void)state;
	if (getenv("MH_VALGRIND") != NULL)	/* valgrind keeps copies of memory that are its own */
		skip();
	mh_str_init_secret(&plain, 100000);
	mh_str_init(&message, 100000);
	mh_str_init_secret(&out, 100000);
	for (size_t i = 0; i < 1000 * (sizeof turned - 1); i++)
		mh_str_putc(&plain, (char)(turned[i % (sizeof turned - 1)] ^ 1));
	assert_int_equal(mh_pgp_seal(as(alice), blob_of(&plain), to, 1, fpr("alice"), &message, &err), MH_OK);
	assert_true(is_in_memory(turned));
	mh_str_free(&plain);
	assert_false(is_in_memory(turned));
	assert_int_equal(mh_pgp_open(as(bob), blob_of(&message), allowed, 1, &which, &out, &err), MH_OK);
	assert_true(is_in_memory(turned));
	mh_str_free(&out);
	assert_false(is_in_memory(turned));
	mh_str_free(&message);
}

static int start(void **state)
{
	static const char *const senders_know[] = { "bob", "carol", "alice", "revoked", "expired", "signonly", "rsa1024", "rsa2048", "rsa3072", NULL };
	static const char *const receiver_knows[] = { "alice", "subkey", "revoked", "expired", "early", "rsa1024", "rsa2048", "rsa3072", "carol", NULL };
	struct mh_err err = MH_ERR_INIT;
	char command[200];

	(void)state;
	const char *const tests = getenv("MH_TESTS");	/* whatever becomes of us, tests/run ends the agents of what is below */
	snprintf(folder, sizeof folder, "%s/pXXXXXX", tests ? tests : "/tmp");
	if (!mkdtemp(folder))
		return -1;
	snprintf(command, sizeof command, "tests/gpg/unit.sh %s", folder);
	if (system(command) != 0)
		return -1;
	setenv("GNUPGHOME", path("a"), 1);
	if (mh_pgp_start(path("ours-a"), &alice, &err) != MH_OK || mh_pgp_start(path("ours-b"), &bob, &err) != MH_OK) {
		fprintf(stderr, "%s\n", err.text);
		return -1;
	}
	take_all(alice, senders_know);
	take_all(bob, receiver_knows);
	take(alice, "revoked-now.asc", fpr("revoked"), &err);
	take(bob, "revoked-now.asc", fpr("revoked"), &err);
	return 0;
}

/* Also after a start that failed half-way. */
static int stop(void)
{
	char command[200];

	mh_pgp_stop(alice);
	mh_pgp_stop(bob);
	snprintf(command, sizeof command, "tests/gpg/unit.sh --end %s", folder);
	return system(command) == 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(sealed_opens_for_its_reader),
		cmocka_unit_test(stock_gpg_opens_what_is_sealed),
		cmocka_unit_test(sealed_is_not_compressed),
		cmocka_unit_test(nothing_and_much_can_be_sealed),
		cmocka_unit_test(several_readers_and_one_named_twice),
		cmocka_unit_test(signer_in_another_letter_case_is_the_same),
		cmocka_unit_test(a_changed_message_is_refused),
		cmocka_unit_test(a_cut_message_is_refused),
		cmocka_unit_test(nothing_may_stand_around_a_message),
		cmocka_unit_test(bytes_and_blank_lines_are_fine),
		cmocka_unit_test(the_limit_holds_to_the_byte),
		cmocka_unit_test(no_allowed_signer_means_none),
		cmocka_unit_test(hostile_lines_do_not_choose_readers),
		cmocka_unit_test(lines_that_spoil_signatures_are_named),
		cmocka_unit_test(hostile_lines_do_not_soften_opening),
		cmocka_unit_test(a_signed_statement_is_verified),
		cmocka_unit_test(a_known_statement_is_read),
		cmocka_unit_test(a_statement_outlives_its_key),
		cmocka_unit_test(other_statements_are_refused),
		cmocka_unit_test(unusable_keys_are_named),
		cmocka_unit_test(a_locked_key_asks_nobody),
		cmocka_unit_test(keys_have_one_name),
		cmocka_unit_test(a_subkey_is_no_name),
		cmocka_unit_test(more_than_sixteen_readers_are_refused),
		cmocka_unit_test(keys_are_looked_at),
		cmocka_unit_test(the_end_of_a_key_is_read_of_its_bytes),
		cmocka_unit_test(only_the_key_asked_for_is_taken),
		cmocka_unit_test(a_key_that_came_since_is_found),
		cmocka_unit_test(a_revocation_is_taken_over),
		cmocka_unit_test(public_keys_come_out_of_the_users_home),
		cmocka_unit_test(own_secret_is_found_among_keys),
		cmocka_unit_test(fingerprints_are_whole_or_nothing),
		cmocka_unit_test(our_home_is_private_and_has_no_agent),
		cmocka_unit_test(a_changed_configuration_is_put_back),
		cmocka_unit_test(a_broken_pipe_still_ends_the_program),
		cmocka_unit_test(a_long_home_is_named),
		cmocka_unit_test(a_home_that_cannot_be_made_is_named),
		cmocka_unit_test(no_text_stays_in_memory),
	};
	struct CMUnitTest tests[MH_COUNT(messages) + MH_COUNT(others)];
	int failed;

	program = argv[0];
	if (argc > 1)
		return start_in_long_home();
	for (size_t i = 0; i < MH_COUNT(messages); i++)
		tests[i] = (struct CMUnitTest){ messages[i].message, stock_message, NULL, NULL, (void *)(uintptr_t)i };
	memcpy(tests + MH_COUNT(messages), others, sizeof others);
	failed = cmocka_run_group_tests_name("openpgp", tests, start, NULL);
	return stop() == 0 ? failed : 1;
}
