/* libsodium is started here; its random bytes come from mh_random, so that unit tests can replace them in one place. */

#include <sodium.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "crypto/sealed.h"

static const char *random_name(void)
{
	return "mh";
}

static uint32_t random_word(void)
{
	uint32_t word;

	mh_random(&word, sizeof word);
	return word;
}

static void random_bytes(void *const out, const size_t len)
{
	mh_random(out, len);
}

static randombytes_implementation source = {
	.implementation_name = random_name,
	.random = random_word,
	.buf = random_bytes,
};

enum mh_status mh_crypto_init(struct mh_err *err)
{
	static bool ready;

	if (ready)
		return MH_OK;
	if (randombytes_set_implementation(&source) != 0 || sodium_init() < 0)
		return mh_fail(err, MH_KEY, _("libsodium: it cannot be started on this machine"));
	ready = true;
	return MH_OK;
}
