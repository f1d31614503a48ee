/* Numbers as bytes: eight of them, the lowest first, whatever the machine. Of this room, and of what store digests. */

#ifndef MH_CRYPTO_BYTES_H
#define MH_CRYPTO_BYTES_H

#include <endian.h>
#include <stdint.h>
#include <string.h>

static inline void mh_put_number(unsigned char out[8], int64_t number)
{
	uint64_t little = htole64((uint64_t)number);

	memcpy(out, &little, sizeof little);
}

#endif
