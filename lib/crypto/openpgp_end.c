/* When a key ends, and whether it says that it is revoked, read of its own packets: so that what a table says of it need not be believed. */

#include "crypto/openpgp.h"

#include "crypto/armor.h"
#include "crypto/packets.h"

enum { KEY_MOST = 256 * 1024 };
enum { MAY_SIGN = 0x02, MAY_ENCRYPT = 0x0c };	/* bits of a key's flags (RFC 4880, section 5.2.3.21) */
enum { REVOKES_KEY = 32, REVOKES_SUBKEY = 40 };

/* A key or subkey while the packets behind it are read. */
struct part { mh_moment made; struct mh_about_key newest; bool known, revoked; };

/* The last moment of each purpose; 0: no end; -1: no key serves it. */
struct ends { mh_moment primary, sign, encrypt; };

static mh_moment end_of(const struct part *part)
{
	return part->newest.lasts == 0 ? 0 : part->made + (mh_moment)part->newest.lasts;
}

static void later(mh_moment *last, mh_moment end)
{
	if (*last != 0 && (end == 0 || end > *last))
		*last = end;
}

static mh_moment earlier(mh_moment a, mh_moment b)
{
	if (a <= 0 || b <= 0)
		return a <= 0 ? b : a;
	return a < b ? a : b;
}

/* A part is whole when the next one begins. */
static void close_part(const struct part *part, bool primary, struct ends *ends)
{
	if (!part->known)
		return;
	if (primary)
		ends->primary = end_of(part);
	if (!part->revoked && (part->newest.flags & MAY_SIGN) != 0)
		later(&ends->sign, end_of(part));
	if (!part->revoked && (part->newest.flags & MAY_ENCRYPT) != 0)
		later(&ends->encrypt, end_of(part));
}

static bool begin_part(const struct mh_packet *packet, struct part *part)
{
	*part = (struct part){ .made = 0 };
	if (packet->len < 5 || packet->body[0] != 4)
		return false;
	for (size_t i = 1; i <= 4; i++)
		part->made = part->made << 8 | packet->body[i];
	return true;
}

/* The newest of its own signatures counts. */
static bool take_signature(const struct mh_packet *packet, struct part *part)
{
	struct mh_about_key about;

	if (!mh_packets_about_key(packet, &about))
		return false;
	if (about.type == REVOKES_KEY || about.type == REVOKES_SUBKEY) {
		part->revoked = true;
	} else if (!part->known || about.made >= part->newest.made) {
		part->newest = about;
		part->known = true;
	}
	return true;
}

static bool read_ends(struct mh_blob key, struct ends *ends)
{
	struct mh_packets packets;
	struct mh_packet packet;
	struct part part = { .known = false };
	bool primary = true, good = true;

	mh_packets_start(&packets, key);
	while (good && mh_packets_next(&packets, &packet)) {
		if (packet.tag == MH_TAG_PUBLIC_SUBKEY) {
			close_part(&part, primary, ends);
			primary = false;
		}
		if (packet.tag == MH_TAG_PUBLIC_KEY || packet.tag == MH_TAG_PUBLIC_SUBKEY)
			good = begin_part(&packet, &part);
		else if (packet.tag == MH_TAG_SIGNATURE)
			good = take_signature(&packet, &part);
	}
	close_part(&part, primary, ends);
	return good && !packets.broken && ends->primary >= 0;
}

bool mh_pgp_key_end(struct mh_blob armored, mh_moment *end)
{
	struct ends ends = { -1, -1, -1 };
	struct mh_str key;

	mh_str_init(&key, KEY_MOST);
	const bool good = mh_armor_read(armored, "PGP PUBLIC KEY BLOCK", "", &key, NULL) == MH_OK && read_ends((struct mh_blob){ key.s, key.len }, &ends);
	mh_str_free(&key);
	if (good)
		*end = earlier(ends.primary, earlier(ends.encrypt, ends.sign));
	if (good && *end < 0)
		*end = 0;
	return good;
}

bool mh_pgp_key_says_revoked(struct mh_blob armored)
{
	struct mh_packets packets;
	struct mh_packet packet;
	struct mh_about_key about;
	struct mh_str key;
	bool revoked = false;

	mh_str_init(&key, KEY_MOST);
	if (mh_armor_read(armored, "PGP PUBLIC KEY BLOCK", "", &key, NULL) == MH_OK) {
		mh_packets_start(&packets, (struct mh_blob){ key.s, key.len });
		while (!revoked && mh_packets_next(&packets, &packet))
			revoked = packet.tag == MH_TAG_SIGNATURE && mh_packets_about_key(&packet, &about) && about.type == REVOKES_KEY;
	}
	mh_str_free(&key);
	return revoked;
}
