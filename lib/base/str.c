#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static char nothing[1] = "";

void mh_str_init(struct mh_str *str, size_t limit)
{
	*str = (struct mh_str){ .s = nothing, .limit = limit };
}

void mh_str_init_secret(struct mh_str *str, size_t limit)
{
	mh_str_init(str, limit);
	str->secret = true;
}

void mh_str_clear(struct mh_str *str)
{
	if (str->secret && str->size > 0)
		mh_wipe(str->s, str->size);
	str->len = 0;
	str->over = false;
	if (str->size > 0)
		str->s[0] = '\0';
}

void mh_str_free(struct mh_str *str)
{
	if (str->size > 0) {
		if (str->secret)
			mh_wipe(str->s, str->size);
		free(str->s);
	}
	*str = (struct mh_str){ .s = nothing, .limit = str->limit, .secret = str->secret };
}

bool mh_str_ok(const struct mh_str *str)
{
	return !str->over;
}

/* Makes room for more bytes; a secret is never left behind in memory that realloc gave back. */
static void make_room(struct mh_str *str, size_t more)
{
	size_t need = str->len + more + 1, size = str->size > 0 ? str->size : 64;

	if (need <= str->size)
		return;
	while (size < need)
		size *= 2;
	if (str->size == 0) {
		str->s = mh_alloc(size, 1);
	} else if (str->secret) {
		char *bigger = mh_alloc(size, 1);
		memcpy(bigger, str->s, str->len + 1);
		mh_wipe(str->s, str->size);
		free(str->s);
		str->s = bigger;
	} else {
		str->s = mh_grow(str->s, size, 1);
	}
	str->size = size;
}

void mh_str_add(struct mh_str *str, const char *bytes, size_t len)
{
	if (str->over || len > str->limit - str->len) {
		str->over = true;
		return;
	}
	if (len == 0)
		return;
	make_room(str, len);
	memcpy(str->s + str->len, bytes, len);
	str->len += len;
	str->s[str->len] = '\0';
}

void mh_str_puts(struct mh_str *str, const char *text)
{
	mh_str_add(str, text, strlen(text));
}

void mh_str_putc(struct mh_str *str, char c)
{
	mh_str_add(str, &c, 1);
}

void mh_str_printf(struct mh_str *str, const char *format, ...)
{
	va_list args, again;

	va_start(args, format);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0 || str->over || (size_t)len > str->limit - str->len) {
		str->over = true;
	} else {
		make_room(str, (size_t)len);
		vsnprintf(str->s + str->len, (size_t)len + 1, format, again);
		str->len += (size_t)len;
	}
	va_end(again);
}

char *mh_str_steal(struct mh_str *str)
{
	char *bytes = NULL;

	if (!str->over) {
		make_room(str, 0);
		bytes = str->s;
		str->size = 0;
	}
	mh_str_free(str);
	return bytes;
}

struct mh_blob mh_blob_text(const char *text)
{
	return (struct mh_blob){ text, strlen(text) };
}
