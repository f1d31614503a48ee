/* The user's language: gettext of libc. N_() marks a text of a const table, _() translates where it is shown. */

#ifndef MH_BASE_I18N_H
#define MH_BASE_I18N_H

#include <libintl.h>
#include <stdbool.h>

#define _(text) gettext(text)
#define N_(text) text

/* A name in the user's language, where the same word means different things in different places; the name itself where it has
 * no translation. Contexts: "kind", "field" (lib/po/template finds their names in the kinds' tables). */
const char *mh_name(const char *context, const char *name);

/* Sets locale and message catalogue; the catalogue lies at ../share/locale beside the program's folder. Call once from main. */
void mh_language_init(void);

/* True where labels of catalogues are to be shown in Dutch (the language of messages is nl). */
bool mh_language_dutch(void);

#endif
