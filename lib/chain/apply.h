/*
 * What "mh-store apply" does with files that describe (catalogues, workflows, terms, maps, reports): read them all, and only
 * when all are right bring what differs into the store, dated, in one transaction. Nothing is deleted: a code that a file no
 * longer lists stays, and a region's own file overrides a shipped one by code.
 */

#ifndef MH_CHAIN_APPLY_H
#define MH_CHAIN_APPLY_H

#include "store/store.h"
#include "text/yaml.h"

/* A format of documents and who judges it. */
struct mh_document_format {
	const char *format;	/* "mh-workflow/1" */
	enum mh_status (*check)(const char *file, const struct mh_node *root, struct mh_problems *, struct mh_err *);
};

struct mh_applied_file { const char *name; struct mh_str text; struct mh_tree tree; };

/* Reads and judges a file. MH_INPUT: all problems are added. MH_INPUT too for a format that is neither a catalogue nor in
 * formats (ended by NULL). Free with mh_applied_file_free, whatever was returned. */
enum mh_status mh_applied_file_read(const char *name, const struct mh_document_format *formats, struct mh_applied_file *,
	struct mh_problems *, struct mh_err *);
void mh_applied_file_free(struct mh_applied_file *);

enum mh_change { MH_CHANGE_NEW, MH_CHANGE_FIELD };

/* Told of each difference: a new record, or one field of a known one (before and after as text). Borrowed. */
struct mh_difference { enum mh_change change; const struct mh_record *record; const char *field, *before, *after; };
typedef void mh_difference_fn(void *, const struct mh_difference *);

/* Brings one file into the store, within a transaction that the caller has begun, and tells every difference; *changed is
 * raised by the number of records that were put. */
enum mh_status mh_apply(struct mh_store *, const struct mh_applied_file *, mh_difference_fn *, void *arg, size_t *changed, struct mh_err *);

/* How a file's records stand to the store: those that it has in no version, and those that it has, but never had as the file has
 * them, so that the file is newer. Reads only. */
struct mh_apply_count { size_t records, unknown, newer; };
enum mh_status mh_apply_compare(struct mh_store *, const struct mh_applied_file *, struct mh_apply_count *, struct mh_err *);

#endif
