/*
 * The form of an export of a whole store, "mh-export/1": a tar archive of YAML and CSV, signed and encrypted as one OpenPGP message.
 * What writes it (export*.c) and what reads it (import*.c) share this. It is made of the field tables alone. Of this room only.
 *
 *	README, store.yaml, log.csv
 *	KIND.csv		every version of every record of that kind, sealed fields in plain
 *	authority/NUMBER.asc	authority statements, as they were signed
 *	erasures/UID.asc	signed lists of what was erased: of this store, and of those that it was made of
 *	catalogues/, documents/	copies for reading: what is read back are code.csv and document.csv, with which they must agree
 */

#ifndef MH_STORE_EXPORT_H
#define MH_STORE_EXPORT_H

#include "store/internal.h"

#define MH_EXPORT_FORMAT "mh-export/1"
#define MH_EXPORT_README "README"
#define MH_EXPORT_STORE "store.yaml"
#define MH_EXPORT_LOG "log.csv"
#define MH_EXPORT_STATEMENT "authority/%06lld.asc"
#define MH_EXPORT_LISTS "erasures/%s.asc"
#define MH_EXPORT_NAME_SIZE 128		/* more than a member's name can be */

/* Columns of log.csv, in the order of struct mh_log_entry. */
enum mh_export_log { MH_LOG_N, MH_LOG_AT, MH_LOG_ACTOR, MH_LOG_COMMAND, MH_LOG_PURPOSE, MH_LOG_SUBJECTS, MH_LOG_NOTE, MH_LOG_COLUMNS };
extern const char *const mh_export_log_titles[MH_LOG_COLUMNS];

/*
 * Columns of KIND.csv: id, entry (that made this version), replaced (by which entry; empty: it is the present one), uid where the kind
 * has one, the fields, and where some of them are sealed "written": those that this version sealed anew, which a history shows.
 */
enum mh_export_column { MH_EXPORT_ID, MH_EXPORT_ENTRY, MH_EXPORT_REPLACED, MH_EXPORT_UID };
size_t mh_export_field(const struct mh_kind *, size_t field);	/* column of a field; of kind->count: that of "written" */
size_t mh_export_columns(const struct mh_kind *);
const char *mh_export_title(const struct mh_kind *, size_t column);
bool mh_export_has_sealed(const struct mh_kind *);
/* Adds the value so that mh_record_set reads it to the same; empty: nothing. */
void mh_export_value(const struct mh_record *, size_t field, struct mh_str *out);
/* Adds names of sealed fields, those that were written, in the order of the table. */
void mh_export_written(const struct mh_kind *, const bool written[], struct mh_str *out);

/* The copies for reading, made of the present codes and documents. fn's status other than MH_OK stops and is returned. */
typedef enum mh_status mh_member_fn(void *, const char *name, struct mh_blob text, struct mh_err *);
enum mh_status mh_export_copies(struct mh_store *, mh_member_fn *, void *, struct mh_err *);

/* Lists of erasures, verified; store is a uid in hexadecimal digits. */
enum mh_status mh_export_lists(struct mh_store *, enum mh_status (*fn)(void *, const char *store, const char *lists, struct mh_err *), void *,
	struct mh_err *);

/* Adds store.yaml and README. */
enum mh_status mh_export_store_text(struct mh_store *, mh_moment made, struct mh_str *out, struct mh_err *);
void mh_export_readme(struct mh_str *out);

#endif
