/* Values that mean the same, nearly the same, and something else. Everybody in it is made up. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "record/likeness_inside.h"

struct pair { enum mh_trait trait; const char *sought, *value; enum mh_likeness answer; };

#define NAME MH_TRAIT_NAME
#define BORN MH_TRAIT_BORN
#define PHONE MH_TRAIT_PHONE
#define ADDRESS MH_TRAIT_ADDRESS
#define PLATE MH_TRAIT_PLATE

static const struct pair wholes[] = {
	/* the same */
	{ NAME, "Anna Jansen", "anna JANSEN", MH_LIKE_NAME_SAME },
	{ NAME, "Łukasz Żółw", "lukasz zolw", MH_LIKE_NAME_SAME },
	{ NAME, "Müller", "Muller", MH_LIKE_NAME_SAME },
	{ NAME, "Søren Straße", "soren strasse", MH_LIKE_NAME_SAME },
	{ NAME, "Jan van der Berg", "Jan Berg", MH_LIKE_NAME_SAME },
	{ NAME, "Anna-Marie de Wit", "Anna Marie Wit", MH_LIKE_NAME_SAME },
	{ NAME, "Fatima el Khadiri", "Fatima Khadiri", MH_LIKE_NAME_SAME },
	{ NAME, "Fatima el Khadiri", "Fatima Elkhadiri", MH_LIKE_NAME_JOINED },
	{ NAME, "Annemarie Jansen", "Anne Marie Jansen", MH_LIKE_NAME_JOINED },
	{ NAME, "Jansen, Anna", "Anna Jansen", MH_LIKE_NAME_ORDER },
	{ NAME, "Anna Jansen", "JANSEN, Anna", MH_LIKE_NAME_ORDER },
	{ NAME, "Mohammed Djamil", "Mohamed Jamil", MH_LIKE_NAME_SPELLING },
	{ NAME, "Joesoef Bakker", "Yusuf Bakker", MH_LIKE_NAME_SPELLING },
	{ NAME, "Philip Dijk", "Filip Dyk", MH_LIKE_NAME_SPELLING },
	{ NAME, "Sarah Smit", "Sara Smit", MH_LIKE_NAME_SPELLING },
	{ NAME, "Олена Ткач", "олена ткач", MH_LIKE_NAME_SAME },
	{ NAME, "Anna Jansen", "Bella\nAnna Jansen", MH_LIKE_NAME_SAME },	/* aliases, one a line */
	{ NAME, "van der", "Van Der", MH_LIKE_NAME_SAME },
	/* near */
	{ NAME, "Anna Jansen", "Anna Janssens", MH_LIKE_NAME_LETTER },
	{ NAME, "Anna Jansen", "Anna Jnasen", MH_LIKE_NAME_LETTER },
	{ NAME, "Anna Jansen", "Anna Janen", MH_LIKE_NAME_LETTER },
	{ NAME, "Anna Jansen", "Anne Jansem", MH_LIKE_NAME_LETTERS },
	{ NAME, "Олена Ткач", "Олина Ткач", MH_LIKE_NAME_LETTER },
	{ NAME, "A. Jansen", "Anna Jansen", MH_LIKE_NAME_INITIAL },
	{ NAME, "Anna Maria Jansen", "Anna Jansen", MH_LIKE_NAME_PART },
	{ NAME, "Anna Maria Jansen", "Anna Janssens", MH_LIKE_NAME_PART_LETTER },
	{ NAME, "Anna", "Anna Jansen", MH_LIKE_NAME_WORD },
	{ NAME, "Anna Maria Jansen", "Anna Maria Bakker", MH_LIKE_NAME_WORDS },
	{ NAME, "Bella", "Bela", MH_LIKE_NAME_SPELLING },
	{ NAME, "Bella", "Becla", MH_LIKE_NAME_WORD_LETTER },
	/* different */
	{ NAME, "Anna Jansen", "Anna Bakker", MH_LIKE_NONE },
	{ NAME, "Anna Jansen", "Piet Visser", MH_LIKE_NONE },
	{ NAME, "Ana", "Ina", MH_LIKE_NONE },				/* of three letters one is too many */
	{ NAME, "Jansen", "Jurgens", MH_LIKE_NONE },
	{ NAME, "Anna Jansen", "", MH_LIKE_NONE },
	{ NAME, "A. Jansen", "Bella Jansen", MH_LIKE_NONE },

	{ BORN, "1980-03-12", "1980-03-12", MH_LIKE_BORN_SAME },
	{ BORN, "12-03-1980", "1980-03-12", MH_LIKE_BORN_SAME },
	{ BORN, "12.3.1980", "1980-03-12", MH_LIKE_BORN_SAME },
	{ BORN, "1980", "1980", MH_LIKE_BORN_SAME },
	{ BORN, "1980-03-12", "1980-12-03", MH_LIKE_BORN_SWAPPED },
	{ BORN, "1980-03-12", "1980-03", MH_LIKE_BORN_MONTH },
	{ BORN, "1980-03-12", "1980-03-13", MH_LIKE_BORN_DIGIT },
	{ BORN, "1980-03-12", "1990-03-12", MH_LIKE_BORN_DIGIT },
	{ BORN, "1980-03-12", "1980-03-21", MH_LIKE_BORN_DIGITS },
	{ BORN, "1989-03-12", "1998-03-12", MH_LIKE_BORN_DIGITS },
	{ BORN, "1980-03-12", "1980", MH_LIKE_BORN_YEAR },
	{ BORN, "1980", "1980-03-12", MH_LIKE_BORN_YEAR },
	{ BORN, "1980-03-12", "1980-07-25", MH_LIKE_BORN_ONLY_YEAR },
	{ BORN, "1980-03", "1980-04", MH_LIKE_BORN_ONLY_YEAR },
	{ BORN, "1980-03-12", "1971-03-12", MH_LIKE_NONE },
	{ BORN, "1980", "1981", MH_LIKE_NONE },
	{ BORN, "1980-03-12", "", MH_LIKE_NONE },

	{ PHONE, "06 12345678", "+31 6 1234 5678", MH_LIKE_PHONE_SAME },
	{ PHONE, "0612345678", "0031612345678", MH_LIKE_PHONE_SAME },
	{ PHONE, "+31 (0)6-12345678", "06-12 34 56 78, after six", MH_LIKE_PHONE_SAME },
	{ PHONE, "0612345678", "612345678", MH_LIKE_PHONE_SAME },		/* a spreadsheet took the 0 */
	{ PHONE, "0612345678", "since 2026-03-01 06 1234 5678", MH_LIKE_PHONE_SAME },
	{ PHONE, "0612345678", "038 4211111 / 0612345678", MH_LIKE_PHONE_SAME },
	{ PHONE, "+40 721 234 567", "0040721234567", MH_LIKE_PHONE_SAME },
	{ PHONE, "0612345678", "06 12345687", MH_LIKE_PHONE_DIGIT },
	{ PHONE, "0612345678", "06 12345679", MH_LIKE_PHONE_DIGIT },
	{ PHONE, "0612345678", "06 87654321", MH_LIKE_NONE },
	{ PHONE, "0612345678", "12345678", MH_LIKE_NONE },
	{ PHONE, "0612345678", "no phone", MH_LIKE_NONE },

	{ ADDRESS, "8011 AB 12", "Dorpsstraat 12, 8011ab Zwolle", MH_LIKE_ADDRESS_SAME },
	{ ADDRESS, "Dorpsstraat 12, 8011 AB Zwolle", "8011AB 12", MH_LIKE_ADDRESS_SAME },
	{ ADDRESS, "Dorpsstraat 12a, 8011 AB", "8011 AB 12 A", MH_LIKE_ADDRESS_SAME },
	{ ADDRESS, "8011 AB 12", "8011AB 12-B", MH_LIKE_ADDRESS_ADDITION },
	{ ADDRESS, "Dorpsstraat 12", "at the back of dorpsstr. 12, Zwolle", MH_LIKE_ADDRESS_STREET },
	{ ADDRESS, "Lange Nieuwstraat 8 Zwolle", "Lange Nieuwstr 8", MH_LIKE_ADDRESS_STREET },
	{ ADDRESS, "Dorpsstraat 12", "Dorpstraat 12", MH_LIKE_ADDRESS_LETTER },
	{ ADDRESS, "8011 AB 12", "8011 AB 14", MH_LIKE_ADDRESS_POSTCODE },
	{ ADDRESS, "Dorpsstraat 12", "Dorpsstraat 14", MH_LIKE_ADDRESS_ONLY_STREET },
	{ ADDRESS, "Dorpsstraat", "Dorpsstraat 14", MH_LIKE_ADDRESS_ONLY_STREET },
	{ ADDRESS, "8011 AB 12", "8012 AB 12", MH_LIKE_NONE },
	{ ADDRESS, "Dorpsstraat 12", "Kerkweg 12", MH_LIKE_NONE },

	{ PLATE, "12-ABC-3", "12abc3", MH_LIKE_PLATE_SAME },
	{ PLATE, "12ABC3", "a white van, 12-ABC-3, every evening", MH_LIKE_PLATE_SAME },
	{ PLATE, "12 ABC 3", "12-ABC-8", MH_LIKE_PLATE_SIGN },
	{ PLATE, "B 123 XYZ", "B123XYZ", MH_LIKE_PLATE_SAME },
	{ PLATE, "12-ABC-3", "98-XYZ-7", MH_LIKE_NONE },
};

static const struct pair texts[] = {
	{ NAME, "Anna Jansen", "She said that Anna van Jansen was there too.", MH_LIKE_NAME_IN_TEXT },
	{ NAME, "Mohammed Djamil", "with one Mohamed Jamil", MH_LIKE_NAME_IN_TEXT },
	{ NAME, "Anna Jansen", "Anna works with Piet Jansen", MH_LIKE_NONE },
	{ NAME, "Anna", "Anna works there", MH_LIKE_NONE },
	{ BORN, "1980-03-12", "1980-03-12", MH_LIKE_NONE },			/* days of a text are of anything */
	{ PHONE, "0612345678", "she can be called on 06-12345678 after six", MH_LIKE_PHONE_SAME },
};

static void compare(const struct pair *pair, bool whole)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_sought sought;
	struct mh_pieces value;

	mh_pieces_init(&value);
	mh_pieces_read(&value, pair->value, strlen(pair->value));
	enum mh_status status = mh_sought_read(&sought, pair->trait, pair->sought, strlen(pair->sought), &err);
	enum mh_likeness answer = status == MH_OK ? mh_like(&sought, &value, whole) : MH_LIKE_NONE;
	if (status != MH_OK || answer != pair->answer)
		fail_msg("%s \"%s\" and \"%s\": %s (%d), not %s", mh_traits[pair->trait], pair->sought, pair->value,
			status == MH_OK ? mh_likeness_text(answer) : err.text, mh_likeness_sure(answer), mh_likeness_text(pair->answer));
	mh_pieces_free(&value);
	mh_sought_free(&sought);
}

static void pairs_are_judged_as_the_table_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < MH_COUNT(wholes); i++)
		compare(&wholes[i], true);
	for (size_t i = 0; i < MH_COUNT(texts); i++)
		compare(&texts[i], false);
}

static void one_letter_is_one_letter(void **state)
{
	static const struct { const char *a, *b; bool one; } words[] = {
		{ "jansen", "jansen", false }, { "jansen", "janssen", true }, { "jansen", "jnasen", true }, { "jansen", "hansen", true },
		{ "jansen", "janse", true }, { "jansen", "jassn", false }, { "", "a", true }, { "", "", false }, { "ab", "ba", true },
		{ "\xd1\x82\xd0\xba", "\xd0\xba\xd1\x82", true }, { "\xd1\x82\xd0\xba", "\xd1\x82\xd0\xb0", true }, { "abc", "cba", false },
	};

	(void)state;
	for (size_t i = 0; i < MH_COUNT(words); i++) {
		assert_int_equal(mh_one_letter(words[i].a, strlen(words[i].a), words[i].b, strlen(words[i].b)), words[i].one);
		assert_int_equal(mh_one_letter(words[i].b, strlen(words[i].b), words[i].a, strlen(words[i].a)), words[i].one);
	}
}

static void what_is_none_is_refused_without_its_value(void **state)
{
	static const struct { enum mh_trait trait; const char *text, *sentence; } wrong[] = {
		{ NAME, " - ", "name: is empty, or holds neither letters nor digits" },
		{ NAME, "1234", "name: is no name: it has no letters" },
		{ BORN, "12 march", "born: is no day, month or year that exists, as 1980-03-12, 12-03-1980, 1980-03 or 1980" },
		{ BORN, "1980-02-30", "born: is no day, month or year that exists, as 1980-03-12, 12-03-1980, 1980-03 or 1980" },
		{ BORN, "80-03-12", "born: is no day, month or year that exists, as 1980-03-12, 12-03-1980, 1980-03 or 1980" },
		{ PHONE, "12345", "phone: is no phone number, as 06 12345678 or +40 721 234 567" },
		{ PHONE, "call me", "phone: is no phone number, as 06 12345678 or +40 721 234 567" },
		{ ADDRESS, "12", "address: is no address: give a postcode and a house number, or a street and a number" },
		{ PLATE, "ABCDEF", "plate: is no plate: 4 to 8 letters and digits, as 12-ABC-3" },
		{ PLATE, "A1", "plate: is no plate: 4 to 8 letters and digits, as 12-ABC-3" },
		{ NAME, "\xff\xfe", "name: is empty, or holds neither letters nor digits" },
	};

	(void)state;
	for (size_t i = 0; i < MH_COUNT(wrong); i++) {
		struct mh_err err = MH_ERR_INIT;
		struct mh_sought sought;

		assert_int_equal(mh_sought_read(&sought, wrong[i].trait, wrong[i].text, strlen(wrong[i].text), &err), MH_INPUT);
		assert_string_equal(err.text, wrong[i].sentence);
		mh_sought_free(&sought);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_are_judged_as_the_table_says),
		cmocka_unit_test(one_letter_is_one_letter),
		cmocka_unit_test(what_is_none_is_refused_without_its_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
