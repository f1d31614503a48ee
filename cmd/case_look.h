/* Looking, before something is written, whether a person, place or suspect is known already. */

#ifndef MH_CMD_CASE_LOOK_H
#define MH_CMD_CASE_LOOK_H

#include "cli/option.h"
#include "session.h"

/* Arguments of a command that looks, and their options: without any it looks where a keyholder's key can be used without asking, or on a terminal. */
struct case_look_args { bool look, no_look; const char *purpose; };

#define CASE_LOOK_OPTIONS(args, member) \
	{ 0, "look", MH_OPT_FLAG, offsetof(struct args, member.look), NULL, NULL, N_("look up what is known already, or stop: needs --purpose and a keyholder's key") }, \
	{ 0, "no-look", MH_OPT_FLAG, offsetof(struct args, member.no_look), NULL, NULL, N_("look nothing up, also where a keyholder's key is there") }, \
	{ 0, "purpose", MH_OPT_TEXT, offsetof(struct args, member.purpose), N_("code"), "catalogue:purpose", N_("what is looked up for, which is logged; coordination where it is not given") }

/* MH_USAGE: options that do not go together. there: is there anything to look up? nothing: the sentence that says that there is not. */
enum mh_status case_look_check(const struct case_look_args *, bool there, const char *nothing, struct mh_err *);

/*
 * Says what the signals are linked to, looks up what they say (names and birth dates of mentions, contacts, the place) in all that is kept
 * sealed, and says what is like it; *found is the number of both. Where nobody asked to look, and no key can be used, one line says that nothing
 * was looked up. Each look is logged. Before any transaction. Statuses of mh_store_unlock.
 */
enum mh_status case_look(struct mh_session *, const struct case_look_args *, const char *const *signals, size_t count, size_t *found, struct mh_err *);
/* The same for what was just given of a person: name with birth date, contact, address. */
enum mh_status case_look_person(struct mh_session *, const struct case_look_args *, const struct mh_record *person, struct mh_err *);

#endif
