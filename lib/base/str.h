/*
 * Strings that are born with a limit. Overflow is a sticky state and never a silent truncation:
 * append freely, ask mh_str_ok() once before use.
 */

#ifndef MH_BASE_STR_H
#define MH_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct mh_str {
	char *s;		/* always NUL-terminated after init; "" when empty */
	size_t len;
	size_t size;
	size_t limit;		/* bytes without the NUL */
	bool over;		/* something did not fit: the content is not complete */
	bool secret;		/* wiped before memory is given back */
};

/* Makes an empty string that may hold limit bytes. */
void mh_str_init(struct mh_str *, size_t limit);
/* The same, wiped whenever memory is given back or moved. */
void mh_str_init_secret(struct mh_str *, size_t limit);
void mh_str_clear(struct mh_str *);
void mh_str_free(struct mh_str *);
bool mh_str_ok(const struct mh_str *);

void mh_str_add(struct mh_str *, const char *bytes, size_t len);
void mh_str_puts(struct mh_str *, const char *text);
void mh_str_putc(struct mh_str *, char c);
void mh_str_printf(struct mh_str *, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Hands the bytes over to the caller, who frees them; the string is empty afterwards. NULL when over. */
char *mh_str_steal(struct mh_str *);

/* Bytes that somebody else owns. */
struct mh_blob {
	const void *bytes;
	size_t len;
};

/* The bytes of a text, borrowed. */
struct mh_blob mh_blob_text(const char *);

#endif
