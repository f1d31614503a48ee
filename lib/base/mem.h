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
void mh_wipe(void *, size_t);				/* zeroes, and the compiler may not drop it */

#define MH_COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
