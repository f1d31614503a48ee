/* The pin of a store that a unit test makes by SQL: it has no authority statement. Include it behind cmocka.h. */

#ifndef MH_TEST_PIN_H
#define MH_TEST_PIN_H

#include "base/file.h"
#include "store/authority.h"

/* Writes it into the store's configuration folder. */
static inline void write_pin(const char *in, const unsigned char uid[MH_UID_SIZE], const unsigned char public_key[MH_PUBLIC_SIZE])
{
	struct mh_trust pin = { .number = 0, .epoch = 1 };
	unsigned char digest[MH_HASH_SIZE];
	struct mh_str path, text;
	struct mh_err err = MH_ERR_INIT;

	mh_hex(uid, MH_UID_SIZE, pin.store);
	mh_digest(public_key, MH_PUBLIC_SIZE, digest);
	mh_hex(digest, sizeof digest, pin.public_key);
	mh_str_init(&path, 200);
	mh_str_init(&text, 2000);
	mh_str_printf(&path, "%s/pin", in);
	mh_pin_text(&pin, &text);
	assert_int_equal(mh_file_write(path.s, (struct mh_blob){ text.s, text.len }, false, &err), MH_OK);
	mh_str_free(&text);
	mh_str_free(&path);
}

#endif
