#include "text/tar.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

/* A header of POSIX.1-1988, byte by byte. Numbers are octal digits with a NUL behind them. */
struct header {
	char name[100], mode[8], owner[8], group[8], size[12], modified[12], checksum[8], type, link[100];
	char magic[6], version[2], owner_name[32], group_name[32], major[8], minor[8], prefix[155], rest[12];
};

_Static_assert(sizeof(struct header) == MH_TAR_BLOCK, "a header is one block");

static const char magic[6] = "ustar";	/* and its NUL */
static const char version[2] = { '0', '0' };

static bool name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

bool mh_tar_name_good(const char *name)
{
	size_t part = 0;

	if (*name == '\0' || strlen(name) >= MH_TAR_NAME_SIZE)
		return false;
	for (const char *at = name; ; at++) {
		if (*at != '/' && *at != '\0') {
			if (!name_char(*at))
				return false;
			part++;
			continue;
		}
		if (part == 0 || strspn(at - part, ".") >= part)	/* nothing but dots */
			return false;
		if (*at == '\0')
			return true;
		part = 0;
	}
}

/* Sum of the header's bytes, its checksum taken as blanks. */
static unsigned long sum_of(const struct header *header)
{
	const unsigned char *bytes = (const unsigned char *)header;
	const size_t from = offsetof(struct header, checksum), to = from + sizeof header->checksum;
	unsigned long sum = 0;

	for (size_t i = 0; i < sizeof *header; i++)
		sum += i >= from && i < to ? ' ' : bytes[i];
	return sum;
}

size_t mh_tar_begin(struct mh_str *out, const char *name, int64_t modified)
{
	struct header header = { .type = '0', .mode = "0000600", .owner = "0000000", .group = "0000000", .major = "0000000", .minor = "0000000" };
	size_t start = out->len;

	assert(mh_tar_name_good(name));
	memcpy(header.name, name, strlen(name));
	snprintf(header.modified, sizeof header.modified, "%011llo", (unsigned long long)(modified > 0 ? modified : 0) & 077777777777);
	memcpy(header.magic, magic, sizeof magic);
	memcpy(header.version, version, sizeof version);
	mh_str_add(out, (const char *)&header, sizeof header);
	return start;
}

static void pad(struct mh_str *out, size_t len)
{
	static const char zeros[MH_TAR_BLOCK];

	mh_str_add(out, zeros, (MH_TAR_BLOCK - len % MH_TAR_BLOCK) % MH_TAR_BLOCK);
}

void mh_tar_end(struct mh_str *out, size_t start)
{
	struct header header;
	size_t len = out->len - start - sizeof header;

	if (!mh_str_ok(out))
		return;
	memcpy(&header, out->s + start, sizeof header);
	snprintf(header.size, sizeof header.size, "%011llo", (unsigned long long)len);
	snprintf(header.checksum, sizeof header.checksum, "%06lo", sum_of(&header));
	header.checksum[7] = ' ';
	memcpy(out->s + start, &header, sizeof header);
	pad(out, len);
}

void mh_tar_finish(struct mh_str *out)
{
	static const char zeros[2 * MH_TAR_BLOCK];

	mh_str_add(out, zeros, sizeof zeros);
}

static bool all_zero(const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (bytes[i] != '\0')
			return false;
	return true;
}

/* Octal digits up to a NUL or a blank. */
static bool octal(const char *field, size_t size, uint64_t *out)
{
	size_t i = 0;

	*out = 0;
	for (; i < size && field[i] >= '0' && field[i] <= '7'; i++)
		*out = *out * 8 + (uint64_t)(field[i] - '0');
	return i > 0 && (i == size || field[i] == '\0' || field[i] == ' ');
}

/* What is wrong with a header; NULL: nothing. */
static const char *fault_of(const struct header *header, const char *name, size_t left, uint64_t *size)
{
	uint64_t checksum;

	if (memcmp(header->magic, magic, sizeof magic) != 0 || memcmp(header->version, version, sizeof version) != 0)
		return _("is no ustar header: make the archive with tar --format=ustar");
	if (!octal(header->checksum, sizeof header->checksum, &checksum) || checksum != sum_of(header))
		return _("its header was altered: the checksum is another");
	if (header->type != '0' && header->type != '\0')
		return _("is no regular file: only regular files stand in an archive of ours");
	if (!all_zero(header->prefix, sizeof header->prefix) || !mh_tar_name_good(name))
		return _("has a name that is not allowed: letters, digits, - _ . and / between parts, 100 bytes at most");
	if (!octal(header->size, sizeof header->size, size) || *size > left)
		return _("is cut off: the archive ends before it does");
	return NULL;
}

static void complain(struct mh_complaints *complaints, const char *name, const char *text)
{
	struct mh_problem where = { .value = name };

	mh_complain(complaints, &where, "%s", text);
}

/* Reads the member at *at and goes behind it. False: nothing more can be read. */
static bool read_member(struct mh_tar *tar, struct mh_blob archive, size_t *at, struct mh_complaints *complaints)
{
	const char *bytes = archive.bytes;
	struct mh_tar_member member = { .taken = false };
	struct header header;
	uint64_t size = 0;

	memcpy(&header, bytes + *at, sizeof header);
	memcpy(member.name, header.name, sizeof header.name);
	*at += sizeof header;
	const char *fault = fault_of(&header, member.name, archive.len - *at, &size);
	if (fault == NULL && tar->count == MH_TAR_MEMBERS_MOST)
		fault = _("is one member more than an archive may have");
	if (fault != NULL) {
		complain(complaints, member.name, fault);
		return false;
	}
	for (size_t i = 0; i < tar->count; i++)
		if (strcmp(tar->list[i].name, member.name) == 0)
			complain(complaints, member.name, _("stands in the archive twice"));
	member.text = (struct mh_blob){ bytes + *at, (size_t)size };
	tar->list = mh_grow(tar->list, tar->count + 1, sizeof *tar->list);
	tar->list[tar->count++] = member;
	size_t padded = ((size_t)size + MH_TAR_BLOCK - 1) / MH_TAR_BLOCK * MH_TAR_BLOCK;
	if (padded <= archive.len - *at && all_zero(bytes + *at + size, padded - size)) {
		*at += padded;
		return true;
	}
	complain(complaints, member.name, _("is cut off: the archive ends before it does"));
	return false;
}

enum mh_status mh_tar_read(struct mh_tar *tar, struct mh_blob archive, struct mh_complaints *complaints)
{
	const char *bytes = archive.bytes;
	size_t at = 0;

	*tar = (struct mh_tar){ NULL, 0 };
	while (archive.len - at >= MH_TAR_BLOCK && !all_zero(bytes + at, MH_TAR_BLOCK))
		if (!read_member(tar, archive, &at, complaints))
			return MH_INPUT;
	if (archive.len - at < sizeof(struct header) * 2 || !all_zero(bytes + at, archive.len - at))
		complain(complaints, NULL, _("the archive does not end as one does: it was cut off, or something stands behind its end"));
	return mh_complaints_status(complaints);
}

struct mh_tar_member *mh_tar_take(struct mh_tar *tar, const char *name)
{
	for (size_t i = 0; i < tar->count; i++)
		if (strcmp(tar->list[i].name, name) == 0) {
			tar->list[i].taken = true;
			return &tar->list[i];
		}
	return NULL;
}

void mh_tar_free(struct mh_tar *tar)
{
	free(tar->list);
	*tar = (struct mh_tar){ NULL, 0 };
}
