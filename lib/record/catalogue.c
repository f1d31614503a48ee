#include "record/catalogue.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/option.h"

enum { FEW = 10 };	/* codes that a sentence can hold */

/* Codes of every catalogue: asked and not known; not asked. */
static const struct mh_code implicit[] = {
	{ .code = "unknown", .en = N_("unknown"), .nl = "onbekend", .parent = "", .checked = true, .position = 9998 },
	{ .code = "not-asked", .en = N_("not asked"), .nl = "niet gevraagd", .parent = "", .checked = true, .position = 9999 },
};

const struct mh_code_list *mh_catalogue(struct mh_catalogues *catalogues, const char *name, struct mh_err *err)
{
	for (size_t i = 0; i < catalogues->count; i++)
		if (catalogues->lists[i]->name[0] == name[0] && strcmp(catalogues->lists[i]->name, name) == 0)
			return catalogues->lists[i];
	struct mh_code_list *list = mh_alloc(1, sizeof *list);
	list->name = mh_strdup(name);
	if (catalogues->load(catalogues->arg, list, err) != MH_OK) {
		free(list->name);
		free(list);
		return NULL;
	}
	catalogues->lists = mh_grow(catalogues->lists, catalogues->count + 1, sizeof(struct mh_code_list *));
	catalogues->lists[catalogues->count++] = list;
	return list;
}

static int order(const char *code, size_t len, const char *other)
{
	int by_bytes = strncmp(code, other, len);

	return by_bytes != 0 ? by_bytes : -(other[len] != '\0');
}

const struct mh_code *mh_code_find(const struct mh_code_list *list, const char *code, size_t len)
{
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int way = order(code, len, list->codes[middle].code);
		if (way == 0)
			return &list->codes[middle];
		if (way < 0)
			high = middle;
		else
			low = middle + 1;
	}
	for (size_t i = 0; i < MH_COUNT(implicit); i++)
		if (order(code, len, implicit[i].code) == 0)
			return &implicit[i];
	return NULL;
}

bool mh_code_valid(const struct mh_code *code, struct mh_date on)
{
	return (code->from.year == 0 || mh_date_number(on) >= mh_date_number(code->from)) &&
	       (code->to.year == 0 || mh_date_number(on) <= mh_date_number(code->to));
}

const char *mh_code_nearest(const struct mh_code_list *list, const char *code)
{
	const char **words = mh_alloc(list->count, sizeof *words);

	for (size_t i = 0; i < list->count; i++)
		words[i] = list->codes[i].code;
	const char *near = mh_word_nearest(code, words, list->count);
	free(words);
	return near;
}

void mh_code_say_unknown(const struct mh_code_list *list, const char *code, struct mh_date on, struct mh_str *out)
{
	const char *near = mh_code_nearest(list, code);
	size_t said = 0;

	mh_str_printf(out, near != NULL ? _("not a code of catalogue %s; nearest: %s") : _("not a code of catalogue %s"), list->name, near);
	if (near == NULL && list->count > FEW)
		mh_str_printf(out, _("; mh-store codes %s lists them"), list->name);
	for (size_t i = 0; near == NULL && list->count <= FEW && i < list->count; i++)
		if (mh_code_valid(&list->codes[i], on))
			mh_str_printf(out, "%s%s", said++ == 0 ? _("; there are: ") : ", ", list->codes[i].code);
}

const char *mh_code_label(struct mh_catalogues *catalogues, const char *catalogue, const char *code)
{
	const struct mh_code_list *list = mh_catalogue(catalogues, catalogue, NULL);
	const struct mh_code *found = list != NULL ? mh_code_find(list, code, strlen(code)) : NULL;

	if (found == NULL)
		return code;
	return mh_language_dutch() && found->nl[0] != '\0' ? found->nl : found->en;
}

void mh_catalogues_free(struct mh_catalogues *catalogues)
{
	for (size_t i = 0; i < catalogues->count; i++) {
		struct mh_code_list *list = catalogues->lists[i];
		for (size_t j = 0; j < list->count; j++) {
			free((void *)list->codes[j].code);
			free((void *)list->codes[j].en);
			free((void *)list->codes[j].nl);
			free((void *)list->codes[j].parent);
		}
		free(list->codes);
		free(list->name);
		free(list);
	}
	free(catalogues->lists);
	catalogues->lists = NULL;
	catalogues->count = 0;
}
