/*
 * The outer grammar of OpenPGP (RFC 4880, section 4): packets, their lengths, and which may stand where. It decides what gpg gets
 * to see, and holds what gpg made against what was asked. Of this room only. Every reader takes any bytes.
 */

#ifndef MH_CRYPTO_PACKETS_H
#define MH_CRYPTO_PACKETS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

#define MH_KEY_ID_SIZE 8
#define MH_MOST_RECIPIENTS 16

enum mh_tag {
	MH_TAG_SESSION_KEY = 1,		/* a session key for one public key */
	MH_TAG_SIGNATURE = 2,
	MH_TAG_PASSPHRASE = 3,		/* a session key for a passphrase */
	MH_TAG_ONE_PASS = 4,		/* announces a signature */
	MH_TAG_SECRET_KEY = 5,
	MH_TAG_PUBLIC_KEY = 6,
	MH_TAG_SECRET_SUBKEY = 7,
	MH_TAG_COMPRESSED = 8,
	MH_TAG_UNPROTECTED = 9,		/* encrypted without integrity protection */
	MH_TAG_LITERAL = 11,
	MH_TAG_USER_ID = 13,
	MH_TAG_PUBLIC_SUBKEY = 14,
	MH_TAG_USER_ATTRIBUTE = 17,
	MH_TAG_PROTECTED = 18,		/* encrypted with integrity protection */
	MH_TAG_NEWER = 20,		/* encrypted by OCB, as GnuPG 2.3 and later do among themselves */
};

struct mh_packets {
	const unsigned char *at;
	size_t left;
	bool broken;		/* what comes next is no packet */
};

struct mh_packet {
	int tag;
	const unsigned char *body;
	size_t len;		/* of the body; of its first part when it is in parts */
	bool parts;
};

struct mh_key_ids {
	unsigned char list[MH_MOST_RECIPIENTS][MH_KEY_ID_SIZE];
	size_t count;
};

/* What a version 4 signature says of itself. */
struct mh_signature {
	int type;		/* 0: of a binary document */
	int key_algorithm, hash_algorithm;
	bool expires;
	bool critical;		/* asks something that other programs may refuse */
};

/* What a signature says of the key before it. */
struct mh_about_key {
	int type;		/* 16 to 19: of a user id; 24: of a subkey; 31: of the key; 32 and 40: revokes */
	size_t made;		/* second */
	size_t lasts;		/* seconds after the key was made; 0: for ever */
	size_t flags;		/* bits of what the key may do */
};

void mh_packets_start(struct mh_packets *, struct mh_blob);
/* The next packet; false at the end, and when the bytes are broken. Only packets of data may come in parts. */
bool mh_packets_next(struct mh_packets *, struct mh_packet *);

/* MH_INPUT unless these are 1 to 16 session keys for public keys, then one protected data packet, nothing else. */
enum mh_status mh_packets_encrypted(struct mh_blob, struct mh_key_ids *, struct mh_err *);
/* MH_INPUT unless this is text with exactly one signature, not compressed. */
enum mh_status mh_packets_signed(struct mh_blob, struct mh_err *);
/* The text of a signed message, whose signature is not looked at. False: there is none, or it comes in parts. */
bool mh_packets_text(struct mh_blob, struct mh_blob *text);
/* MH_INPUT unless this is one public key with its user ids, subkeys and signatures. */
enum mh_status mh_packets_public_key(struct mh_blob, struct mh_err *);
/* Are these one signature that revokes a key, alone, as gpg --gen-revoke makes it? */
bool mh_packets_revocation(struct mh_blob);
/* Reads a lone signature packet. */
bool mh_packets_signature(struct mh_blob, struct mh_signature *);
/* Reads a signature that stands in a public key. False: it is none of version 4, or broken. */
bool mh_packets_about_key(const struct mh_packet *, struct mh_about_key *);

/* Adds plain with its signature as one OpenPGP message: announcement, text as it is, signature packet. */
void mh_packets_write_signed(struct mh_str *out, struct mh_blob plain, struct mh_blob signature, const struct mh_signature *,
	const unsigned char key_id[MH_KEY_ID_SIZE]);

#endif
