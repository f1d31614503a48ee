#include "chain/group.h"

#include <string.h>

#include "base/mem.h"

const struct mh_group_field mh_group_fields[] = {
	{ MH_GROUP_MINIMAL, "sex" },
	{ MH_GROUP_MINIMAL, "age-band" },
	{ "identity", "name" },
	{ "identity", "aliases" },
	{ "identity", "born" },
	{ "identity", "country" },
	{ "contact", "contact" },
	{ "contact", "language" },
	{ "address", "address" },
	{ "residence", "v-number" },
};
const size_t mh_group_field_count = MH_COUNT(mh_group_fields);

/* Steps over a set: the next code and its length; NULL at the end. */
static const char *step(const char **at, size_t *len)
{
	const char *code = *at;

	*len = strcspn(code, ";");
	*at = code + *len + (code[*len] == ';');
	return *len > 0 ? code : NULL;
}

static bool has(const char *set, const char *code, size_t len)
{
	const char *other;
	size_t other_len;

	while ((other = step(&set, &other_len)) != NULL)
		if (other_len == len && memcmp(other, code, len) == 0)
			return true;
	return false;
}

bool mh_set_has(const char *set, const char *code)
{
	return has(set, code, strlen(code));
}

/* Codes of a whose being in b is as asked. */
static void choose(const char *a, const char *b, bool in, char *out, size_t size)
{
	const char *code;
	size_t len, used = 0;

	out[0] = '\0';
	while ((code = step(&a, &len)) != NULL) {
		if (has(b, code, len) != in)
			continue;
		if (used + len + 2 > size)
			return;
		if (used > 0)
			out[used++] = ';';
		memcpy(out + used, code, len);
		used += len;
		out[used] = '\0';
	}
}

void mh_set_both(const char *a, const char *b, char *out, size_t size)
{
	choose(a, b, true, out, size);
}

void mh_set_minus(const char *a, const char *b, char *out, size_t size)
{
	choose(a, b, false, out, size);
}

bool mh_set_lacks(const char *a, const char *b, char out[64])
{
	const char *code;
	size_t len;

	while ((code = step(&a, &len)) != NULL)
		if (!has(b, code, len)) {
			size_t n = len < 63 ? len : 63;
			memcpy(out, code, n);
			out[n] = '\0';
			return true;
		}
	return false;
}
