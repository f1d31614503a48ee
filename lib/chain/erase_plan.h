/*
 * What goes when a record is erased: one table of links says what goes along. A person goes with the last record about that person,
 * a signal with its last mention. What is held, and a referral that is under way, keeps everything that would go with it.
 */

#ifndef MH_CHAIN_ERASE_PLAN_H
#define MH_CHAIN_ERASE_PLAN_H

#include "store/erase.h"

/* Why a record stays. */
enum mh_stay { MH_STAY_NO, MH_STAY_LATER, MH_STAY_UNVERIFIED, MH_STAY_HELD, MH_STAY_PART, MH_STAY_RUNS };

struct mh_id_list { struct mh_id *list; size_t count, room; };
void mh_id_list_add(struct mh_id_list *, struct mh_id);

struct mh_held { struct mh_id id, hold; };

struct mh_erase_plan {
	struct mh_store *store;
	struct mh_erasure erasure;	/* ids, grounds and files */
	struct mh_id_list persons;	/* whom it is about; may name one twice until mh_erase_plan_persons */
	struct mh_id_list named;	/* mentions without a person: one each */
	struct mh_id_list words;	/* signals that stay while one mentioned in them goes: their words may name that person */
	struct mh_id_list candidates;	/* persons and signals that may have lost their last record */
	struct mh_held *holds;		/* in force on the day, with what is held along */
	size_t hold_count;
	struct mh_plan_slot { struct mh_id id; size_t at; } *slots;	/* where an id stands in the erasure */
	size_t slot_room, slot_used;
	enum mh_stay why;		/* of the last that was added */
	struct mh_id by;
};

/* Reads the holds that are in force on the day. A held case holds its signals with their mentions, its referrals and its person. */
enum mh_status mh_erase_plan_start(struct mh_erase_plan *, struct mh_store *, struct mh_date day, struct mh_err *);
void mh_erase_plan_free(struct mh_erase_plan *);

/* Adds a record with all that goes along. plan->why is MH_STAY_NO when it goes; else nothing was added, and plan->by keeps it. */
enum mh_status mh_erase_plan_add(struct mh_erase_plan *, struct mh_id, const char *ground, struct mh_err *);
/* Is the record itself held? by gets the hold. */
bool mh_erase_plan_held(const struct mh_erase_plan *, struct mh_id, struct mh_id *by);
bool mh_erase_plan_has(const struct mh_erase_plan *, struct mh_id);
/* How many persons it is about. */
int64_t mh_erase_plan_persons(struct mh_erase_plan *);

#endif
