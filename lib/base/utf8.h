/* Text of people: UTF-8, normalised to NFC, and shown so that it cannot drive a terminal. */

#ifndef MH_BASE_UTF8_H
#define MH_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* True for well-formed UTF-8 without NUL. */
bool mh_utf8_valid(const char *, size_t len);
/* Adds the NFC form; false when the input is not valid UTF-8. Plain ASCII is copied without a look-up. */
bool mh_utf8_nfc(struct mh_str *out, const char *, size_t len);
/* Adds the form in which two spellings of a word are compared: small letters without accents ("Łukasz" is "lukasz"), ligatures and
 * full-width letters as usual ones. False when the input is not valid UTF-8. What it works in is wiped. */
bool mh_utf8_fold(struct mh_str *out, const char *, size_t len);
/* Adds text for a terminal: C0 and C1 controls, DEL, bidirectional controls, line and paragraph separators, zero-width and
 * unassigned characters, and bytes that are no UTF-8 come out as \n, \t or \u{202e}; a backslash stays itself. */
void mh_utf8_show(struct mh_str *out, const char *, size_t len);
/* Columns on a terminal (wide characters count two, combining none). */
size_t mh_utf8_width(const char *, size_t len);
/* Bytes of text that fit width columns of a line, up to a blank where there is one; what is behind a blank that was broken at begins with it.
 * At least one character, so that it comes to an end. */
size_t mh_utf8_break(const char *, size_t len, size_t width);
/* Adds at most width columns of text, with an ellipsis where it was cut. */
void mh_utf8_fit(struct mh_str *out, const char *, size_t len, size_t width);

#endif
