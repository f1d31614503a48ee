/* Any bytes as the text of an exchange file: refused with a sentence, or a message that is written and read again as the same. */

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "crypto/sealed.h"
#include "exchange/envelope.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len);

/* Every catalogue has the codes that are a word of this list. */
static enum mh_status load(void *arg, struct mh_code_list *list, struct mh_err *err)
{
	static const char *const codes[] = { "accepted", "acute", "contact", "declined", "full", "identity", "minimal", "no", "shelter", "yes" };

	(void)arg, (void)err;
	list->codes = mh_alloc(MH_COUNT(codes), sizeof *list->codes);
	for (; list->count < MH_COUNT(codes); list->count++)
		list->codes[list->count] = (struct mh_code){
			.code = mh_strdup(codes[list->count]), .en = mh_strdup(""), .nl = mh_strdup(""), .parent = mh_strdup(""),
		};
	return MH_OK;
}

static enum mh_status read_all(struct mh_blob text, struct mh_envelope *env, struct mh_catalogues *catalogues, struct mh_err *err)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	enum mh_status status = mh_envelope_read("input", text, env, catalogues, &problems, err);

	if (status == MH_OK)
		status = mh_envelope_read_body("input", env, catalogues, (struct mh_date){ 2026, 3, 2 }, &problems, err);
	if (status != MH_OK && err->text[0] == '\0')
		abort();
	mh_problems_free(&problems);
	return status;
}

static void write_and_read(struct mh_envelope *env, struct mh_catalogues *catalogues)
{
	struct mh_envelope again;
	struct mh_err err = MH_ERR_INIT;
	struct mh_str text;

	mh_str_init(&text, MH_EXCHANGE_TEXT_MOST * 8);
	if (mh_envelope_write(env, &text, &err) == MH_OK) {
		if (read_all((struct mh_blob){ text.s, text.len }, &again, catalogues, &err) != MH_OK || again.letter != env->letter)
			abort();
		mh_envelope_free(&again);
	}
	mh_str_free(&text);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len)
{
	struct mh_catalogues catalogues = { .load = load };
	struct mh_envelope env;
	struct mh_err err = MH_ERR_INIT;

	if (mh_crypto_init(&err) != MH_OK)
		abort();
	if (read_all((struct mh_blob){ bytes, len }, &env, &catalogues, &err) == MH_OK)
		write_and_read(&env, &catalogues);
	mh_envelope_free(&env);
	mh_catalogues_free(&catalogues);
	return 0;
}
