/* Numbers as bytes: eight of them, the lowest first, whatever the machine. Of this room only. */

#ifndef MH_CRYPTO_BYTES_H
#define MH_CRYPTO_BYTES_H

#include <stdint.h>

static inline void mh_put_number(unsigned char out[8], int64_t number)
{
	uint64_t left = (uint64_t)number;

	for (int i = 0; i < 8; i++, left >>= 8)
		out[i] = (unsigned char)(left & 0xff);
}

#endif
