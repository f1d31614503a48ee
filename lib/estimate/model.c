/* Models: terms, their names. */

#include "estimate/model.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

#define LISTS_OF_THREES 4	/* with more lists there are too many models */

bool mh_model_has(const struct mh_model *model, unsigned term)
{
	for (size_t i = 0; i < model->count; i++)
		if (model->terms[i] == term)
			return true;
	return false;
}

void mh_model_add(struct mh_model *model, unsigned term)
{
	model->terms[model->count++] = (uint16_t)term;
}

size_t mh_pairs(size_t lists, uint16_t out[MH_PAIRS_MOST])
{
	size_t count = 0;

	for (size_t i = 0; i < lists; i++)
		for (size_t j = i + 1; j < lists; j++)
			out[count++] = (uint16_t)(1U << i | 1U << j);
	return count;
}

void mh_model_all_pairs(size_t lists, struct mh_model *model)
{
	model->count = mh_pairs(lists, model->terms);
}

void mh_term_text(const struct mh_histories *h, unsigned term, struct mh_str *out)
{
	const char *joint = "";

	for (size_t i = 0; i < h->lists; i++)
		if ((term >> i & 1) != 0) {
			mh_str_printf(out, "%s%s", joint, h->names[i]);
			joint = "*";
		}
}

void mh_model_text(const struct mh_histories *h, const struct mh_model *model, struct mh_str *out)
{
	for (size_t i = 0; i < model->count; i++) {
		if (i > 0)
			mh_str_putc(out, ' ');
		mh_term_text(h, model->terms[i], out);
	}
}

/* One term, its names parted by "*". */
static enum mh_status parse_term(const struct mh_histories *h, const char *text, unsigned *term, struct mh_err *err)
{
	const char *at = text;

	for (*term = 0; *at != '\0';) {
		const size_t len = strcspn(at, "*");
		char *const name = mh_strndup(at, len);
		const unsigned bit = mh_histories_bit(h, name);

		free(name);
		if (bit == 0)
			return mh_fail(err, MH_USAGE, _("--model: %.*s: no such list"), (int)len, at);
		*term |= bit;
		at += len + (at[len] == '*');
	}
	const int lists = __builtin_popcount(*term);
	if (lists < 2 || lists > 3)
		return mh_fail(err, MH_USAGE, _("--model: %s: a term is two lists, or three, such as A*B"), text);
	if (lists == 3 && h->lists > LISTS_OF_THREES)
		return mh_fail(err, MH_USAGE, _("--model: %s: terms of three lists are for %d lists at most"), text, LISTS_OF_THREES);
	return MH_OK;
}

static enum mh_status check_threes(const struct mh_histories *h, const struct mh_model *model, struct mh_err *err)
{
	for (size_t t = 0; t < model->count; t++)
		for (size_t i = 0; i < h->lists && __builtin_popcount(model->terms[t]) == 3; i++) {
			const unsigned pair = model->terms[t] & ~(1U << i);

			if (pair != model->terms[t] && !mh_model_has(model, pair))
				return mh_fail(err, MH_USAGE, _("--model: a term of three lists needs all their pairs in the model too"));
		}
	return MH_OK;
}

enum mh_status mh_model_parse(const struct mh_histories *h, const char *text, struct mh_model *model, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	unsigned term;

	model->count = 0;
	while (*text != '\0' && status == MH_OK) {
		const size_t len = strcspn(text, ", ");
		char *const word = mh_strndup(text, len);

		if (len > 0)
			status = parse_term(h, word, &term, err);
		if (len > 0 && status == MH_OK && !mh_model_has(model, term))
			mh_model_add(model, term);
		free(word);
		text += len + (text[len] != '\0');
	}
	return status == MH_OK ? check_threes(h, model, err) : status;
}
