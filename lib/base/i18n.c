#include "base/i18n.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/place.h"

void mh_language_init(void)
{
	char folder[4096];

	/* Characters and messages only: numbers, order and days are the same everywhere. */
	setlocale(LC_CTYPE, "");
	setlocale(LC_MESSAGES, "");
	snprintf(folder, sizeof folder, "%s/share/locale", mh_prefix());
	bindtextdomain("mh-keten", folder);
	bind_textdomain_codeset("mh-keten", "UTF-8");
	textdomain("mh-keten");
}

bool mh_language_dutch(void)
{
	const char *locale = setlocale(LC_MESSAGES, NULL), *language = getenv("LANGUAGE");

	if (locale == NULL || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0)
		return false;
	if (language != NULL && *language != '\0')
		return strncmp(language, "nl", 2) == 0;
	return strncmp(locale, "nl", 2) == 0;
}

const char *mh_name(const char *context, const char *name)
{
	char key[200];	/* as pgettext() makes its keys */

	snprintf(key, sizeof key, "%s\004%s", context, name);
	const char *translated = gettext(key);
	return translated == key ? name : translated;
}
