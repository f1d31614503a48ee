/* The head of a case's page: who coordinates, what the case and its person are, in two columns. */

#ifndef MH_CMD_CASE_HEAD_H
#define MH_CMD_CASE_HEAD_H

#include "chain/casework.h"
#include "session.h"

/*
 * Tracks are left out: they stand in a table of their own. What is sealed and was opened follows in lines of its own. meanwhile: the colleague
 * who has the case for a time, and until when; "" where it is the coordinator's own.
 */
void mh_case_head_print(const struct mh_session *, const struct mh_casework *, const struct mh_record *the_case, const struct mh_record *person,
	const char *meanwhile);

#endif
