/* What the commands of stays in shelter share. */

#ifndef MH_CMD_STAY_H
#define MH_CMD_STAY_H

#include "base/i18n.h"
#include "chain/stays.h"
#include "cli/option.h"
#include "session.h"

struct stay_args {
	const char *partner, *on;
	struct mh_pairs fields;		/* of a stay; each command has the options of those that fit it */
};

#define STAY_FIELD(name, argument, of, help) { 0, name, MH_OPT_FIELD, offsetof(struct stay_args, fields), argument, of, help }
#define STAY_ON { 0, "on", MH_OPT_DATE, offsetof(struct stay_args, on), N_("date"), NULL, N_("day on which it happened; today where it is not given") }
#define STAY_PARTNER { 0, "partner", MH_OPT_TEXT, offsetof(struct stay_args, partner), N_("partner"), "kind:partner", N_("short name of the shelter") }
#define STAY_PLACE STAY_FIELD("place", N_("code"), "catalogue:shelter", N_("kind of place"))
#define STAY_BEDS STAY_FIELD("beds", N_("number"), NULL, N_("beds that are taken, children included"))
#define STAY_UNTIL STAY_FIELD("until", N_("date"), NULL, N_("day on which it is to end"))
#define STAY_REFERENCE STAY_FIELD("reference", "-", NULL, N_("the shelter's own number for it"))
#define STAY_ADDRESS STAY_FIELD("address", "-", NULL, N_("address of the place, where it is secret"))
#define STAY_OVER STAY_FIELD("over-capacity", "-", NULL, N_("why a full shelter takes the person all the same"))

/* Makes the move for a case (a new stay) or a stay, whose id is the operand, and prints the stay's id. */
enum mh_status stay_move(struct mh_session *, enum mh_stay_move, const struct stay_args *, const char *operand, struct mh_err *);
/* Ends the stay and begins another, whose id is printed. */
enum mh_status stay_change(struct mh_session *, const struct stay_args *, const char *operand, struct mh_err *);

#endif
