/* What the files of likeness share. Nothing else includes it. */

#ifndef MH_RECORD_LIKENESS_INSIDE_H
#define MH_RECORD_LIKENESS_INSIDE_H

#include "record/likeness.h"

/* Do they differ by one letter that was added, left out, changed, or swapped with its neighbour? Not where they are the same. */
bool mh_one_letter(const char *a, size_t a_len, const char *b, size_t b_len);
bool mh_piece_is(const struct mh_piece *, const char *text, size_t len);

/* By trait: how what is sought is read, and how it compares. */
enum mh_status mh_name_read(struct mh_sought *, struct mh_err *);
enum mh_likeness mh_name_like(const struct mh_sought *, const struct mh_pieces *, bool whole);
enum mh_status mh_born_read(struct mh_sought *, struct mh_err *);
enum mh_likeness mh_born_like(const struct mh_sought *, const struct mh_pieces *, bool whole);
enum mh_status mh_phone_read(struct mh_sought *, struct mh_err *);
enum mh_likeness mh_phone_like(const struct mh_sought *, const struct mh_pieces *, bool whole);
enum mh_status mh_address_read(struct mh_sought *, struct mh_err *);
enum mh_likeness mh_address_like(const struct mh_sought *, const struct mh_pieces *, bool whole);
enum mh_status mh_plate_read(struct mh_sought *, struct mh_err *);
enum mh_likeness mh_plate_like(const struct mh_sought *, const struct mh_pieces *, bool whole);

#endif
