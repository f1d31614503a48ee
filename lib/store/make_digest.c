/* Prints schema_digest.h: the digest of the schema after each migration. Run by the build; not a part of the library. */

#include <stdio.h>

#include "base/mem.h"
#include "schema.h"
#include "store/internal.h"

static const struct { const unsigned char *text; size_t size; } texts[] = { SCHEMA_TEXTS };

int mh_schema_version(void)
{
	return (int)MH_COUNT(texts);
}

const char *mh_schema_step(int version)
{
	return (const char *)texts[version - 1].text;
}

int main(void)
{
	unsigned char digest[MH_HASH_SIZE];
	struct mh_err err = MH_ERR_INIT;
	sqlite3 *db = NULL;

	if (mh_crypto_init(&err) != MH_OK || sqlite3_open(":memory:", &db) != SQLITE_OK)
		return 1;
	printf("static const unsigned char schema_digests[][%d] = {\n", MH_HASH_SIZE);
	for (int version = 1; version <= mh_schema_version(); version++) {
		if (mh_schema_make(db, version, &err) != MH_OK || mh_schema_digest(db, digest) != MH_OK) {
			fprintf(stderr, "make_digest: %s\n", err.text);
			return 1;
		}
		printf("\t{");
		for (size_t i = 0; i < sizeof digest; i++)
			printf("%u,", digest[i]);
		printf("},\n");
	}
	sqlite3_close(db);
	printf("};\n");
	return fclose(stdout) != 0;
}
