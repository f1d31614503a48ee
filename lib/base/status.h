/* Exit statuses: the one list of what an answer can be. The suite's commands exit with these numbers (mh.7). */

#ifndef MH_BASE_STATUS_H
#define MH_BASE_STATUS_H

#define MH_STATUSES(X) \
	X(MH_OK, 0, "done") \
	X(MH_NO, 1, "the answer is no, or nothing was found") \
	X(MH_USAGE, 2, "the command line was not understood") \
	X(MH_INPUT, 3, "input was refused; the place is given") \
	X(MH_STORE, 4, "the store cannot be used") \
	X(MH_KEY, 5, "a key, a signature or a decryption failed") \
	X(MH_DENIED, 6, "not allowed: the gate is closed") \
	X(MH_BUSY, 7, "busy or pending: try again")

enum mh_status {
#define MH_STATUS_ENUM(name, number, text) name = number,
	MH_STATUSES(MH_STATUS_ENUM)
#undef MH_STATUS_ENUM
};

/* The sentence of a status, for mh.7 and --describe; never NULL. */
const char *mh_status_text(enum mh_status);

#endif
