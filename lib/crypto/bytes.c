/* Bytes: as hexadecimal text, compared in constant time, and random ones in bulk. */

#include <sodium.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "crypto/sealed.h"

void mh_hex(const void *bytes, size_t len, char *out)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *in = bytes;

	for (size_t i = 0; i < len; i++) {
		*out++ = digits[in[i] >> 4];
		*out++ = digits[in[i] & 15];
	}
	*out = '\0';
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool mh_unhex(const char *text, void *out, size_t len)
{
	unsigned char *to = out;

	for (size_t i = 0; i < len; i++, text += 2) {
		int high = digit(text[0]), low = high < 0 ? -1 : digit(text[1]);

		if (low < 0)
			return false;
		to[i] = (unsigned char)(high << 4 | low);
	}
	return *text == '\0';
}

bool mh_same_bytes(const void *a, const void *b, size_t len)
{
	return sodium_memcmp(a, b, len) == 0;
}

/* The first bytes of a block become the next seed, and a salt is erased where it was taken: what is here later does not
 * tell what was given out before. */
static void refill(struct mh_salts *salts)
{
	randombytes_buf_deterministic(salts->block, sizeof salts->block, salts->seed);
	memcpy(salts->seed, salts->block, sizeof salts->seed);
	mh_wipe(salts->block, sizeof salts->seed);
	salts->used = sizeof salts->seed;
}

void mh_salts_start(struct mh_salts *salts)
{
	mh_random(salts->seed, sizeof salts->seed);
	refill(salts);
}

void mh_salts_next(struct mh_salts *salts, unsigned char out[MH_SALT_SIZE])
{
	if (salts->used + MH_SALT_SIZE > sizeof salts->block)
		refill(salts);
	memcpy(out, salts->block + salts->used, MH_SALT_SIZE);
	memset(salts->block + salts->used, 0, MH_SALT_SIZE);
	salts->used += MH_SALT_SIZE;
}
