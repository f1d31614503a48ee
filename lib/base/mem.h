/* Memory. A command-line program that has no memory left stops at once: mh_out_of_memory() never returns. */

#ifndef MH_BASE_MEM_H
#define MH_BASE_MEM_H

#include <stddef.h>
#include <stdnoreturn.h>

noreturn void mh_out_of_memory(void);
void *mh_alloc(size_t count, size_t size);		/* zeroed; count * size is checked */
void *mh_grow(void *old, size_t count, size_t size);	/* realloc; new bytes are not set */
char *mh_strdup(const char *);				/* NULL gives NULL */
char *mh_strndup(const char *, size_t);

/* Many small things that go together: they are cut from large blocks, and freed all at once. */
struct mh_pool { struct mh_pool_block *last; };
#define MH_POOL_INIT { NULL }
void *mh_pool_alloc(struct mh_pool *, size_t);		/* not zeroed; for any type */
char *mh_pool_copy(struct mh_pool *, const char *, size_t len);
void mh_pool_free(struct mh_pool *);

void mh_wipe(void *, size_t);				/* zeroes, and the compiler may not drop it */

#define MH_COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
