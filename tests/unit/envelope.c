/* The text of exchange files: what is written reads back the same; what is not exactly so is refused with its place. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "crypto/sealed.h"
#include "exchange/envelope.h"

#define KEY_A "0123456789ABCDEF0123456789ABCDEF01234567"
#define KEY_B "89ABCDEF0123456789ABCDEF0123456789ABCDEF"
#define ID "00112233445566778899aabbccddeeff"

/* Catalogues of the test: a few codes each, in byte order. */
static enum mh_status load(void *arg, struct mh_code_list *list, struct mh_err *err)
{
	static const struct { const char *name, *codes; } known[] = {
		{ "yes-no", "no yes" }, { "purpose", "care shelter" }, { "urgency", "acute high normal" }, { "service", "medical shelter" },
		{ "age-band", "18-22 under-18" }, { "sex", "f m" }, { "referral-state", "accepted declined" }, { "decline-reason", "full" },
		{ "data-group", "contact identity minimal" }, { "country", "NLD ROU" },
	};

	(void)arg;
	for (size_t i = 0; i < MH_COUNT(known); i++) {
		if (strcmp(known[i].name, list->name) != 0)
			continue;
		for (const char *p = known[i].codes; *p != '\0'; p += strspn(p, " ")) {
			size_t n = strcspn(p, " ");
			list->codes = mh_grow(list->codes, list->count + 1, sizeof *list->codes);
			list->codes[list->count++] = (struct mh_code){
				.code = mh_strndup(p, n), .en = mh_strndup(p, n), .nl = mh_strdup(""), .parent = mh_strdup(""),
			};
			p += n;
		}
		return MH_OK;
	}
	return mh_fail(err, MH_NO, "%s: no such catalogue", list->name);
}

static const struct mh_date today = { 2026, 3, 2 };

#define HEAD "format: mh-exchange/1\nkind: referral\nid: " ID "\nconversation: " ID "\nnumber: 1\n" \
	"from: region\nfrom-key: " KEY_A "\nto: shelter\nto-key: " KEY_B "\n" \
	"created: 2026-03-02T10:00:00Z\nexpires: 2026-03-12T10:00:00Z\ndemo: no\n"
#define BODY "body:\n  purpose: shelter\n  urgency: high\n  help: [shelter, medical]\n  sex: f\n"

static enum mh_status read_text(const char *text, size_t len, struct mh_envelope *env, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_catalogues catalogues = { .load = load };
	enum mh_status status = mh_envelope_read("x.asc", (struct mh_blob){ text, len }, env, &catalogues, problems, err);

	if (status == MH_OK)
		status = mh_envelope_read_body("x.asc", env, &catalogues, today, problems, err);
	mh_catalogues_free(&catalogues);
	return status;
}

static void refused(const char *text, const char *sentence)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_err err = MH_ERR_INIT;
	struct mh_envelope env;

	assert_int_equal(read_text(text, strlen(text), &env, &problems, &err), MH_INPUT);
	if (strstr(err.text, sentence) == NULL)
		fail_msg("\"%s\" is not in: %s", sentence, err.text);
	mh_envelope_free(&env);
	mh_problems_free(&problems);
}

static void fill(struct mh_envelope *env)
{
	mh_envelope_stamp(env, 1772445600, 10);
	mh_record_put(&env->head, "conversation", ID, NULL);
	mh_record_put_number(&env->head, "number", 3);
	mh_record_put(&env->head, "from", "region", NULL);
	mh_record_put(&env->head, "from-key", KEY_A, NULL);
	mh_record_put(&env->head, "to", "shelter", NULL);
	mh_record_put(&env->head, "to-key", KEY_B, NULL);
	mh_record_put(&env->head, "demo", "no", NULL);
}

static void there_and_back(void **state)
{
	struct mh_envelope out, in;
	struct mh_err err = MH_ERR_INIT;
	struct mh_str text;

	(void)state;
	mh_str_init(&text, MH_EXCHANGE_TEXT_MOST);
	mh_envelope_start(&out, mh_letter_find("update"));
	fill(&out);
	mh_record_put(&out.body, "groups", "identity;contact", NULL);
	mh_record_put(&out.body, "request", "No: a place for two.\n# not a comment\n", NULL);
	mh_record_put(&out.part, "name", "Müller: \"Ana\" 'x'", NULL);
	mh_record_put(&out.part, "born", "1999", NULL);
	assert_int_equal(mh_envelope_write(&out, &text, &err), MH_OK);
	assert_int_equal(text.len % MH_EXCHANGE_PAD, 0);
	if (read_text(text.s, text.len, &in, NULL, &err) != MH_OK)
		fail_msg("%s\n%s", err.text, text.s);
	assert_string_equal(in.letter->name, "update");
	assert_string_equal(in.digest, out.digest);
	assert_string_equal(mh_record_text(&in.head, "id"), mh_record_text(&out.head, "id"));
	assert_int_equal(mh_record_number(&in.head, "number"), 3);
	assert_int_equal(mh_record_number(&in.head, "expires") - mh_record_number(&in.head, "created"), 864000);
	assert_string_equal(mh_record_text(&in.body, "groups"), "contact;identity");
	assert_string_equal(mh_record_text(&in.body, "request"), "No: a place for two.\n# not a comment");
	assert_string_equal(mh_record_text(&in.part, "name"), "Müller: \"Ana\" 'x'");
	assert_string_equal(mh_record_text(&in.part, "born"), "1999");
	mh_envelope_free(&in);
	mh_envelope_free(&out);
	mh_str_free(&text);
}

/* The size of the text says nothing: every body up to a page long has the same. */
static void sizes(void **state)
{
	(void)state;
	for (size_t n = 0; n < 3000; n += 37) {
		struct mh_envelope env;
		struct mh_str text;
		char note[3001];
		memset(note, 'n', n);
		note[n] = '\0';
		mh_str_init(&text, MH_EXCHANGE_TEXT_MOST);
		mh_envelope_start(&env, mh_letter_find("answer"));
		fill(&env);
		mh_record_put(&env.body, "answer", "accepted", NULL);
		mh_record_put(&env.body, "on", "2026-03-02", NULL);
		mh_record_put(&env.body, "note", note, NULL);
		assert_int_equal(mh_envelope_write(&env, &text, NULL), MH_OK);
		assert_int_equal(text.len, MH_EXCHANGE_PAD);
		mh_envelope_free(&env);
		mh_str_free(&text);
	}
}

static void too_large(void **state)
{
	struct mh_envelope env;
	struct mh_err err = MH_ERR_INIT;
	struct mh_str text;
	char *note = mh_alloc(65401, 1);

	(void)state;
	memset(note, 'n', 65400);
	mh_str_init(&text, MH_EXCHANGE_TEXT_MOST);
	mh_envelope_start(&env, mh_letter_find("withdrawal"));
	fill(&env);
	mh_record_put(&env.body, "on", "2026-03-02", NULL);
	mh_record_put(&env.body, "note", note, NULL);
	assert_int_equal(mh_envelope_write(&env, &text, &err), MH_INPUT);
	mh_envelope_free(&env);
	mh_str_free(&text);
	free(note);
}

static void by_hand(void **state)
{
	struct mh_envelope env;
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	if (read_text(HEAD BODY, strlen(HEAD BODY), &env, NULL, &err) != MH_OK)
		fail_msg("%s", err.text);
	assert_string_equal(mh_record_text(&env.body, "help"), "medical;shelter");
	mh_envelope_free(&env);
}

static void refusals(void **state)
{
	(void)state;
	refused("kind: referral\n", "is no exchange file: its text must begin with format: mh-exchange/1");
	refused("format: mh-exchange/2\n", "is no exchange file");
	refused("format: mh-exchange/1\n" BODY, "is required and was not given");
	refused(HEAD, "body is missing");
	refused(HEAD "body: [1]\n", "body is missing, or no map");
	refused(HEAD "colour: red\n" BODY, "colour: unknown key");
	refused(HEAD "format: mh-exchange/1\n" BODY, "format");
	refused(HEAD BODY "  urgencies: high\n", "x.asc:18:3: urgencies: unknown key; nearest: urgency");
	refused(HEAD BODY "  person: {name: x}\n", "person: unknown key");
	refused(HEAD "body:\n  purpose: shelter\n", "urgency: is required");
	refused(HEAD "body:\n  purpose: shleter\n  urgency: high\n", "nearest: shelter");
	refused(HEAD "body:\n  purpose: [shelter]\n  urgency: high\n", "expected one value");
	refused(HEAD "body:\n  purpose: {a: b}\n  urgency: high\n", "expected one value");
	refused(HEAD "body:\n  purpose: shelter\n  urgency: high\n  help: {a: b}\n", "expected a list of words");
	refused(HEAD "body:\n  purpose: shelter\n  urgency: high\n  help: [[shelter]]\n", "expected a list of words");
	refused(HEAD "body:\n  purpose: shelter\n  urgency: high\n  answer-due: soon\n", "expected a day that exists");
	refused(HEAD "body:\n  purpose: &a shelter\n  urgency: high\n", "anchor");
	refused(HEAD BODY "---\nformat: mh-exchange/1\n", "document");
	refused(HEAD BODY "  reference: \"\\a\"\n", "control character");
}

/* The head's own rules, one replaced line each. */
static void heads(void **state)
{
	static const struct { const char *line, *instead, *sentence; } cases[] = {
		{ "kind: referral", "kind: love-letter", "kind love-letter is not known here" },
		{ "id: " ID "\nc", "id: 0011\nc", "32 hexadecimal digits" },
		{ "id: " ID "\nc", "id: 00112233445566778899aabbccddeefg\nc", "32 hexadecimal digits" },
		{ "number: 1", "number: 0", "number counts from 1" },
		{ "number: 1", "number: -1", "expected a whole number" },
		{ "number: 1", "number: 1e3", "expected a whole number" },
		{ "number: 1", "number: 1\nseen: abc", "seen is a digest" },
		{ "from-key: " KEY_A, "from-key: " ID, "from-key: expected a fingerprint" },
		{ "to: shelter", "to: De Linde", "expected a word" },
		{ "created: 2026-03-02T10:00:00Z", "created: 2026-03-02", "expected a moment" },
		{ "demo: no", "demo: perhaps", "not a code of catalogue yes-no" },
	};

	(void)state;
	for (size_t i = 0; i < MH_COUNT(cases); i++) {
		const char *text = HEAD BODY, *at = strstr(text, cases[i].line);
		char changed[2000];
		assert_non_null(at);
		snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - text), text, cases[i].instead, at + strlen(cases[i].line));
		refused(changed, cases[i].sentence);
	}
}

/* A sealed field's value never stands in a sentence. */
static void sealed(void **state)
{
	const char *text = "format: mh-exchange/1\nkind: update\nid: " ID "\nconversation: " ID "\nnumber: 1\n"
		"from: region\nfrom-key: " KEY_A "\nto: shelter\nto-key: " KEY_B "\n"
		"created: 2026-03-02T10:00:00Z\nexpires: 2026-03-12T10:00:00Z\ndemo: no\n"
		"body:\n  groups: [identity]\n  person:\n    name: Ana\n    born: tomorrow Ana\n";
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_err err = MH_ERR_INIT;
	struct mh_envelope env;

	(void)state;
	assert_int_equal(read_text(text, strlen(text), &env, &problems, &err), MH_INPUT);
	assert_non_null(strstr(err.text, "(sealed)"));
	assert_null(strstr(err.text, "Ana"));
	mh_envelope_free(&env);
	mh_problems_free(&problems);
}

static int start(void **state)
{
	(void)state;
	return mh_crypto_init(NULL) == MH_OK && mh_zone_set("Europe/Amsterdam", NULL) == MH_OK ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_and_back), cmocka_unit_test(sizes), cmocka_unit_test(too_large), cmocka_unit_test(by_hand),
		cmocka_unit_test(refusals), cmocka_unit_test(heads), cmocka_unit_test(sealed),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
