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

#define BLOCK 65536

struct mh_pool_block { struct mh_pool_block *before; size_t used, size; max_align_t bytes[]; };

void *mh_pool_alloc(struct mh_pool *pool, size_t size)
{
	struct mh_pool_block *block = pool->last;

	if (size > SIZE_MAX / 2)
		mh_out_of_memory();
	size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
	if (block == NULL || size > block->size - block->used) {
		const size_t room = size > BLOCK ? size : BLOCK;

		block = malloc(sizeof *block + room);
		if (block == NULL)
			mh_out_of_memory();
		*block = (struct mh_pool_block){ .before = pool->last, .size = room };
		pool->last = block;
	}
	void *const place = (char *)block->bytes + block->used;
	block->used += size;
	return place;
}

char *mh_pool_copy(struct mh_pool *pool, const char *text, size_t len)
{
	char *const copy = mh_pool_alloc(pool, len + 1);

	memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

void mh_pool_free(struct mh_pool *pool)
{
	for (struct mh_pool_block *block = pool->last, *before; block != NULL; block = before) {
		before = block->before;
		free(block);
	}
	pool->last = NULL;
}

void mh_wipe(void *p, size_t len)
{
	if (p != NULL && len > 0)
		explicit_bzero(p, len);
}
