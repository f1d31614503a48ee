/* Nearest words: what to suggest for a name that does not exist. */

#include <string.h>

#include "cli/option.h"

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t mh_word_distance(const char *a, const char *b)
{
	size_t rows[3][MH_WORD_MOST + 1];
	size_t *before = rows[0], *last = rows[1], *now = rows[2];
	const size_t n = strlen(a), m = strlen(b);

	if (n > MH_WORD_MOST || m > MH_WORD_MOST)
		return n + m;
	for (size_t j = 0; j <= m; j++)
		before[j] = last[j] = j;
	for (size_t i = 1; i <= n; i++) {
		now[0] = i;
		for (size_t j = 1; j <= m; j++) {
			now[j] = least(least(last[j], now[j - 1]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
		size_t *const old = before;
		before = last;
		last = now;
		now = old;
	}
	return last[m];
}

const char *mh_word_nearest(const char *word, const char *const words[], size_t count)
{
	const size_t len = strlen(word);
	size_t best = len / 4 + 1;
	const char *found = NULL;

	for (size_t i = 0; i < count; i++) {
		const size_t distance = mh_word_distance(word, words[i]);

		if (distance >= len)	/* nothing of it is left */
			continue;
		if (distance < best || (distance == best && !found)) {
			best = distance;
			found = words[i];
		}
	}
	for (size_t i = 0; i < count && !found; i++)
		if (len > 1 && strncmp(word, words[i], len) == 0)
			found = words[i];
	return found;
}
