/* Prints schema_digest.h: the digest of a schema that the migrations have just made. Run by the build; not a part of the library. */

#include <stdio.h>

#include "store/internal.h"

int main(void)
{
	unsigned char digest[MH_HASH_SIZE];
	struct mh_err err = MH_ERR_INIT;
	sqlite3 *db = NULL;

	if (mh_crypto_init(&err) != MH_OK || sqlite3_open(":memory:", &db) != SQLITE_OK ||
	    mh_schema_make(db, &err) != MH_OK || mh_schema_digest(db, digest) != MH_OK) {
		fprintf(stderr, "make_digest: %s\n", err.text);
		return 1;
	}
	sqlite3_close(db);
	printf("static const unsigned char schema_digest[] = {");
	for (size_t i = 0; i < sizeof digest; i++)
		printf("%u,", digest[i]);
	printf("};\n");
	return fclose(stdout) != 0;
}
