/*
 * Numbers by key in little memory, however many there are: the newest in a small table, the others in sorted runs in unlinked
 * files, each with a filter (2 bytes a number) that says of nearly every key that is not there that it is not.
 * Keys are keyed hashes or random: evenly spread, and telling nothing to one who reads the disk.
 */

#ifndef MH_BASE_RUNS_H
#define MH_BASE_RUNS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define MH_RUNS_SAME 8	/* so many numbers of one key are known at most, the smallest */

struct mh_runs;

/* Files are made in the folder of the file beside, without a name; none before there are tens of thousands of numbers. */
struct mh_runs *mh_runs_new(const char *beside);
void mh_runs_free(struct mh_runs *);	/* NULL is harmless */
/* MH_STORE: the disk is full or failed. */
enum mh_status mh_runs_add(struct mh_runs *, uint64_t key, int64_t number, struct mh_err *);
/* The numbers of a key, smallest first. */
enum mh_status mh_runs_find(struct mh_runs *, uint64_t key, int64_t numbers[MH_RUNS_SAME], size_t *count, struct mh_err *);

#endif
