/* Sealed values open in their own place and nowhere else; hashes, salts and hexadecimal text. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/mem.h"
#include "crypto/sealed.h"

static const unsigned char key[MH_DATA_KEY_SIZE] = "a data key of thirty-two bytes";
static const struct mh_seal_place place = { .store = "store's own uid", .epoch = 1, .kind = 2, .field = 3, .record = 4, .value = 5 };

static struct mh_blob blob(const char *text)
{
	return (struct mh_blob){ text, strlen(text) };
}

static struct mh_blob blob_of(const struct mh_str *s)
{
	return (struct mh_blob){ s->s, s->len };
}

static void seal(struct mh_str *out, struct mh_blob plain)
{
	mh_str_init(out, 100000);
	mh_value_seal(key, &place, plain, out);
	assert_true(mh_str_ok(out));
}

static void assert_opens(const struct mh_seal_place *where, struct mh_blob sealed, struct mh_blob plain)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_str out;

	mh_str_init_secret(&out, 100000);
	assert_int_equal(mh_value_open(key, where, sealed, &out, &err), MH_OK);
	assert_int_equal(out.len, plain.len);
	assert_memory_equal(out.s, plain.bytes, plain.len);
	mh_str_free(&out);
}

static void assert_refused(const unsigned char *with, const struct mh_seal_place *where, struct mh_blob sealed, const char *sentence)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_str out;

	mh_str_init_secret(&out, 100000);
	assert_int_equal(mh_value_open(with, where, sealed, &out, &err), MH_KEY);
	assert_string_equal(err.text, sentence);
	assert_int_equal(out.len, 0);
	mh_str_free(&out);
}

static const char elsewhere[] = "sealed value: it was changed, or does not belong in this place";
static const char resized[] = "sealed value: it has been cut or made longer";

static void value_opens_in_its_place(void **state)
{
	struct mh_str sealed;

	(void)state;
	seal(&sealed, blob("Zondagstraat 12, bij de buren"));
	assert_null(memmem(sealed.s, sealed.len, "Zondag", 6));
	assert_opens(&place, blob_of(&sealed), blob("Zondagstraat 12, bij de buren"));
	mh_str_free(&sealed);
}

static void every_part_of_the_place_binds(void **state)
{
	struct mh_seal_place other[6] = { place, place, place, place, place, place };
	struct mh_str sealed;

	(void)state;
	other[0].store[15] ^= 1;
	other[1].epoch++;
	other[2].kind++;
	other[3].field++;
	other[4].record++;
	other[5].value++;
	seal(&sealed, blob("text"));
	for (size_t i = 0; i < MH_COUNT(other); i++)
		assert_refused(key, &other[i], blob_of(&sealed), elsewhere);
	mh_str_free(&sealed);
}

static void numbers_of_a_place_do_not_shift(void **state)
{
	struct mh_seal_place a = place, b = place;
	struct mh_str sealed;

	(void)state;
	a.kind = 1;
	a.field = 256;
	b.kind = 256;
	b.field = 1;
	mh_str_init(&sealed, 1000);
	mh_value_seal(key, &a, blob("text"), &sealed);
	assert_refused(key, &b, blob_of(&sealed), elsewhere);
	mh_str_free(&sealed);
}

static void another_key_does_not_open(void **state)
{
	unsigned char other[MH_DATA_KEY_SIZE];
	struct mh_str sealed;

	(void)state;
	memcpy(other, key, sizeof other);
	other[31] ^= 0x80;
	seal(&sealed, blob("text"));
	assert_refused(other, &place, blob_of(&sealed), elsewhere);
	mh_str_free(&sealed);
}

static void every_changed_bit_is_seen(void **state)
{
	struct mh_str sealed;

	(void)state;
	seal(&sealed, blob("text"));
	for (size_t i = 0; i < sealed.len; i++) {
		sealed.s[i] ^= 1;
		assert_refused(key, &place, blob_of(&sealed), elsewhere);
		sealed.s[i] ^= 1;
	}
	assert_opens(&place, blob_of(&sealed), blob("text"));
	mh_str_free(&sealed);
}

static void cut_or_longer_is_seen(void **state)
{
	struct mh_str sealed;

	(void)state;
	seal(&sealed, blob("text"));
	for (size_t len = 0; len < sealed.len; len++)
		assert_refused(key, &place, (struct mh_blob){ sealed.s, len }, resized);
	mh_str_putc(&sealed, 'x');
	assert_refused(key, &place, blob_of(&sealed), resized);
	while (sealed.len < 64 + 16)
		mh_str_putc(&sealed, 'x');
	assert_refused(key, &place, blob_of(&sealed), elsewhere);
	mh_str_free(&sealed);
}

static void lengths_are_padded(void **state)
{
	static const struct { size_t plain, sealed; } cases[] = {
		{ 0, 32 }, { 1, 32 }, { 31, 32 }, { 32, 64 }, { 63, 64 }, { 64, 128 }, { 127, 128 }, { 128, 256 }, { 4095, 4096 }, { 4096, 8192 },
	};
	char text[4096];
	struct mh_str sealed;

	(void)state;
	memset(text, 0x80, sizeof text);
	for (size_t i = 0; i < MH_COUNT(cases); i++) {
		seal(&sealed, (struct mh_blob){ text, cases[i].plain });
		assert_int_equal(sealed.len, cases[i].sealed + 16);
		assert_opens(&place, blob_of(&sealed), (struct mh_blob){ text, cases[i].plain });
		mh_str_free(&sealed);
	}
}

static void longer_than_the_limit_is_refused(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_str sealed, out;

	(void)state;
	seal(&sealed, blob("twelve bytes"));
	mh_str_init_secret(&out, 11);
	assert_int_equal(mh_value_open(key, &place, blob_of(&sealed), &out, &err), MH_INPUT);
	assert_string_equal(err.text, "sealed value: it is longer than 11 bytes");
	assert_int_equal(out.len, 0);
	mh_str_free(&out);
	mh_str_free(&sealed);
}

static void data_key_opens_with_its_pair_only(void **state)
{
	unsigned char public_key[2][MH_PUBLIC_SIZE], secret[2][MH_SECRET_SIZE];
	unsigned char made[MH_DATA_KEY_SIZE], opened[MH_DATA_KEY_SIZE], wrapped[MH_WRAPPED_KEY_SIZE];
	static const unsigned char zero[MH_DATA_KEY_SIZE];
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	mh_keypair_make(public_key[0], secret[0]);
	mh_keypair_make(public_key[1], secret[1]);
	assert_false(mh_same_bytes(secret[0], secret[1], MH_SECRET_SIZE));
	assert_int_equal(mh_data_key_make(public_key[0], made, wrapped, &err), MH_OK);
	assert_int_equal(mh_data_key_open(wrapped, public_key[0], secret[0], opened, &err), MH_OK);
	assert_memory_equal(made, opened, sizeof made);
	assert_int_equal(mh_data_key_open(wrapped, public_key[1], secret[1], opened, &err), MH_KEY);
	assert_string_equal(err.text, "data key: it was changed, or wrapped for another store's key");
	assert_memory_equal(opened, zero, sizeof zero);
	wrapped[40] ^= 1;
	assert_int_equal(mh_data_key_open(wrapped, public_key[0], secret[0], opened, &err), MH_KEY);
}

static void useless_public_key_is_refused(void **state)
{
	static const unsigned char zero[MH_PUBLIC_SIZE];
	unsigned char made[MH_DATA_KEY_SIZE], wrapped[MH_WRAPPED_KEY_SIZE];
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	assert_int_equal(mh_data_key_make(zero, made, wrapped, &err), MH_KEY);
	assert_string_equal(err.text, "store's public key: it is not an X25519 key");
	assert_memory_equal(made, zero, sizeof made);
}

/* Hashes the parts given, up to NULL. */
static void hash_of(unsigned char out[MH_HASH_SIZE], const char *hash_key, ...)
{
	struct mh_hash hash;
	const char *part;
	va_list parts;

	mh_hash_start(&hash, (const unsigned char *)hash_key, hash_key ? strlen(hash_key) : 0);
	va_start(parts, hash_key);
	while ((part = va_arg(parts, const char *)))
		mh_hash_part(&hash, part, strlen(part));
	va_end(parts);
	mh_hash_end(&hash, out);
}

static void parts_of_a_hash_do_not_shift(void **state)
{
	unsigned char digests[7][MH_HASH_SIZE];

	(void)state;
	hash_of(digests[0], NULL, "ab", "c", (char *)NULL);
	hash_of(digests[1], NULL, "a", "bc", (char *)NULL);
	hash_of(digests[2], NULL, "abc", (char *)NULL);
	hash_of(digests[3], NULL, "abc", "", (char *)NULL);
	hash_of(digests[4], NULL, "", "abc", (char *)NULL);
	hash_of(digests[5], "key", "abc", (char *)NULL);
	hash_of(digests[6], "kez", "abc", (char *)NULL);
	for (size_t i = 0; i < MH_COUNT(digests); i++)
		for (size_t j = 0; j < i; j++)
			assert_false(mh_same_bytes(digests[i], digests[j], MH_HASH_SIZE));
}

/* The stored form is fixed for ever: these digests were computed with Python's hashlib.blake2b(digest_size=32). */
static void hash_is_the_same_for_ever(void **state)
{
	unsigned char digest[MH_HASH_SIZE];
	char text[2 * MH_HASH_SIZE + 1];
	struct mh_hash hash;

	(void)state;
	hash_of(digest, "key", "S-2026-0042", "", (char *)NULL);
	mh_hex(digest, sizeof digest, text);
	assert_string_equal(text, "a64296e6af2ac925ee53376e172fe9dc995dce1216bd2f0cbeeeea3f2b5516db");
	mh_hash_start(&hash, NULL, 0);
	mh_hash_part(&hash, "text", 4);
	mh_hash_number(&hash, -2);
	mh_hash_end(&hash, digest);
	mh_hex(digest, sizeof digest, text);
	assert_string_equal(text, "c22508c68a1a8235623a78819176feea43f1e3d3556d5429383b9f57c41349ca");
}

static void hexadecimal_text(void **state)
{
	static const unsigned char bytes[] = { 0x00, 0x9a, 0xff };
	unsigned char back[3];
	char text[7];

	(void)state;
	mh_hex(bytes, sizeof bytes, text);
	assert_string_equal(text, "009aff");
	assert_true(mh_unhex("009AfF", back, 3));
	assert_memory_equal(back, bytes, 3);
	assert_false(mh_unhex("009af", back, 3));
	assert_false(mh_unhex("009aff0", back, 3));
	assert_false(mh_unhex("009aff00", back, 3));
	assert_false(mh_unhex("009agf", back, 3));
	assert_false(mh_unhex("", back, 3));
	assert_false(mh_unhex(" 09aff", back, 3));
	assert_true(mh_unhex("", back, 0));
}

static int compare_salts(const void *a, const void *b)
{
	return memcmp(a, b, MH_SALT_SIZE);
}

static void salts_differ(void **state)
{
	static unsigned char taken[5000][MH_SALT_SIZE];
	struct mh_salts salts;

	(void)state;
	mh_salts_start(&salts);
	for (size_t i = 0; i < MH_COUNT(taken); i++) {
		mh_salts_next(&salts, taken[i]);
		assert_null(memmem(salts.block, sizeof salts.block, taken[i], MH_SALT_SIZE));
	}
	qsort(taken, MH_COUNT(taken), MH_SALT_SIZE, compare_salts);
	for (size_t i = 1; i < MH_COUNT(taken); i++)
		assert_int_not_equal(compare_salts(taken[i - 1], taken[i]), 0);
}

static void two_streams_of_salts_differ(void **state)
{
	unsigned char salt[2][MH_SALT_SIZE];
	struct mh_salts salts[2];

	(void)state;
	for (int i = 0; i < 2; i++) {
		mh_salts_start(&salts[i]);
		mh_salts_next(&salts[i], salt[i]);
	}
	assert_int_not_equal(compare_salts(salt[0], salt[1]), 0);
}

static int start(void **state)
{
	(void)state;
	return (int)mh_crypto_init(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(value_opens_in_its_place),
		cmocka_unit_test(every_part_of_the_place_binds),
		cmocka_unit_test(numbers_of_a_place_do_not_shift),
		cmocka_unit_test(another_key_does_not_open),
		cmocka_unit_test(every_changed_bit_is_seen),
		cmocka_unit_test(cut_or_longer_is_seen),
		cmocka_unit_test(lengths_are_padded),
		cmocka_unit_test(longer_than_the_limit_is_refused),
		cmocka_unit_test(data_key_opens_with_its_pair_only),
		cmocka_unit_test(useless_public_key_is_refused),
		cmocka_unit_test(parts_of_a_hash_do_not_shift),
		cmocka_unit_test(hash_is_the_same_for_ever),
		cmocka_unit_test(hexadecimal_text),
		cmocka_unit_test(salts_differ),
		cmocka_unit_test(two_streams_of_salts_differ),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
