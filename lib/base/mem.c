#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

noreturn void mh_out_of_memory(void)
{
	static const char text[] = "out of memory\n";
	ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);

	(void)written;
	_exit(4);
}

void *mh_alloc(size_t count, size_t size)
{
	void *p = calloc(count > 0 ? count : 1, size > 0 ? size : 1);

	if (p == NULL)
		mh_out_of_memory();
	return p;
}

void *mh_grow(void *old, size_t count, size_t size)
{
	if (size > 0 && count > SIZE_MAX / size)
		mh_out_of_memory();
	void *p = realloc(old, count * size > 0 ? count * size : 1);
	if (p == NULL)
		mh_out_of_memory();
	return p;
}

char *mh_strndup(const char *s, size_t len)
{
	char *copy = mh_alloc(len + 1, 1);

	memcpy(copy, s, len);
	return copy;
}

char *mh_strdup(const char *s)
{
	return s == NULL ? NULL : mh_strndup(s, strlen(s));
}

void mh_wipe(void *p, size_t len)
{
	if (p != NULL && len > 0)
		explicit_bzero(p, len);
}
