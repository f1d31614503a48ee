/* The migrations as they are committed in schema/, one for each version, and what each makes. Programs of the tests bring one more (tests/next). */

#include "base/mem.h"
#include "schema.h"
#include "schema_digest.h"
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

const unsigned char *mh_schema_known(int version)
{
	return version >= 1 && version <= mh_schema_version() ? schema_digests[version - 1] : NULL;
}
