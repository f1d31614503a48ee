/* The printable page of what goes to a partner by another way than an exchange file. Plain text, in the user's language. */

#ifndef MH_EXCHANGE_PAGE_H
#define MH_EXCHANGE_PAGE_H

#include "exchange/envelope.h"

/* Adds the page to out: heading, who to whom, and each field of body and part that has a value, with its label. */
void mh_page_write(struct mh_str *out, struct mh_catalogues *, struct mh_id about, const char *channel, const struct mh_record *partner,
	const char *organisation, const struct mh_envelope *);

/* One field as it stands on a page: its label, and its value in words; "(sealed)" where it was not opened. */
void mh_page_field(struct mh_str *, struct mh_catalogues *, const struct mh_record *, int field);
/* The value alone. */
void mh_page_value(struct mh_str *, struct mh_catalogues *, const struct mh_record *, int field);

#endif
