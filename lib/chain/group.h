/* Groups of data: which fields of a person each group of a partner's profile stands for. The only home of that fact. */

#ifndef MH_CHAIN_GROUP_H
#define MH_CHAIN_GROUP_H

#include <stdbool.h>
#include <stddef.h>

/* One field of a person that a group of data opens. */
struct mh_group_field {
	const char *group;	/* code of catalogue data-group */
	const char *field;	/* field of kind person, and key of an exchange file's update */
};

extern const struct mh_group_field mh_group_fields[];
extern const size_t mh_group_field_count;

#define MH_GROUP_MINIMAL "minimal"	/* what the first file of a referral shows */
#define MH_GROUP_NONE "none"		/* a profile that was taken back */

/* Is code in the set ("a;b;c")? */
bool mh_set_has(const char *set, const char *code);
/* Writes the codes of a that are in b too, in their order, to out (size bytes; a set that does not fit ends earlier, whole). */
void mh_set_both(const char *a, const char *b, char *out, size_t size);
/* The same, the codes of a that are not in b. */
void mh_set_minus(const char *a, const char *b, char *out, size_t size);
/* First code of a that is not in b, in a small buffer of the caller; false: every one is. */
bool mh_set_lacks(const char *a, const char *b, char out[64]);

#endif
