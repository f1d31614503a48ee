#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"

enum mh_status mh_fd_read(int fd, const char *name, struct mh_str *out, struct mh_err *err)
{
	char block[65536];
	enum mh_status status = MH_OK;

	for (;;) {
		ssize_t got = read(fd, block, sizeof block);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			status = mh_fail(err, MH_INPUT, _("%s: cannot be read: %s"), name, strerror(errno));
			break;
		}
		if (got == 0)
			break;
		mh_str_add(out, block, (size_t)got);
		if (!mh_str_ok(out)) {
			status = mh_fail(err, MH_INPUT, _("%s: larger than %zu bytes"), name, out->limit);
			break;
		}
	}
	mh_wipe(block, sizeof block);
	return status;
}

enum mh_status mh_file_read(const char *path, struct mh_str *out, struct mh_err *err)
{
	if (strcmp(path, "-") == 0)
		return mh_fd_read(STDIN_FILENO, _("standard input"), out, err);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return mh_fail(err, MH_INPUT, "%s: %s", path, strerror(errno));
	enum mh_status status = mh_fd_read(fd, path, out, err);
	close(fd);
	return status;
}

static bool write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t done = write(fd, bytes, len);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		bytes += done;
		len -= (size_t)done;
	}
	return true;
}

/* The folder of path into out ("." when it has none). */
static void folder_of(const char *path, struct mh_str *out)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		mh_str_putc(out, '.');
	else
		mh_str_add(out, path, slash == path ? 1 : (size_t)(slash - path));
}

static void sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
}

/* Gives the finished file its name; link refuses to replace, rename replaces. */
static bool name_file(const char *temporary, const char *path, bool replace)
{
	if (replace)
		return rename(temporary, path) == 0;
	if (link(temporary, path) != 0)
		return false;
	unlink(temporary);
	return true;
}

/* A file that is renamed over replaces what has its name: only a file may be there, or nothing; *old is what is there. */
static enum mh_status look_at(const char *path, struct stat *old, bool *there, struct mh_err *err)
{
	*there = lstat(path, old) == 0;
	if (!*there || S_ISREG(old->st_mode))
		return MH_OK;
	if (S_ISDIR(old->st_mode))
		return mh_fail(err, MH_INPUT, _("%s: is a folder: name a file in it"), path);
	if (S_ISLNK(old->st_mode))
		return mh_fail(err, MH_INPUT, _("%s: is a link: name the file itself"), path);
	return mh_fail(err, MH_INPUT, S_ISFIFO(old->st_mode) ? _("%s: is a pipe: write to standard output and send that there with >")
		: _("%s: is a device or a socket: write to standard output and send that there with >"), path);
}

#define TEMPORARY ".mh-"	/* and 16 hexadecimal digits */

bool mh_file_is_temporary(const char *name)
{
	const size_t start = sizeof TEMPORARY - 1;

	return strncmp(name, TEMPORARY, start) == 0 && strlen(name) == start + 16 && strspn(name + start, "0123456789abcdef") == 16;
}

/* A name beside path that nobody has. */
static void name_temporary(const char *folder, struct mh_str *out)
{
	unsigned char random[8];

	mh_random(random, sizeof random);
	mh_str_printf(out, "%s/" TEMPORARY "%02x%02x%02x%02x%02x%02x%02x%02x", folder, random[0], random[1], random[2], random[3], random[4],
		random[5], random[6], random[7]);
}

/* The group first: a change of it takes bits of the mode away. Whoever may not give the group away keeps the mode at least. */
static void keep_shape(int fd, const struct stat *old)
{
	if (fchown(fd, (uid_t)-1, old->st_gid) != 0)
		errno = 0;
	fchmod(fd, old->st_mode & 0777);
}

static enum mh_status write_file(const char *path, struct mh_blob blob, bool replace, bool readable, struct mh_err *err)
{
	struct mh_str folder, temporary;
	struct stat old;
	bool there;
	enum mh_status status = look_at(path, &old, &there, err);

	if (status != MH_OK)
		return status;
	mh_str_init(&folder, 4096);
	mh_str_init(&temporary, 4160);
	folder_of(path, &folder);
	name_temporary(folder.s, &temporary);
	int fd = open(temporary.s, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, readable && !there ? 0666 : 0600);
	if (fd >= 0 && readable && there)
		keep_shape(fd, &old);
	bool good = fd >= 0 && write_all(fd, blob.bytes, blob.len) && fsync(fd) == 0;
	if (fd >= 0 && close(fd) != 0)
		good = false;
	if (!good || !name_file(temporary.s, path, replace)) {
		status = mh_fail(err, MH_INPUT, _("%s: cannot be written: %s"), path, strerror(errno));
		if (fd >= 0)
			unlink(temporary.s);
	} else {
		sync_folder(folder.s);
	}
	mh_str_free(&temporary);
	mh_str_free(&folder);
	return status;
}

enum mh_status mh_file_write(const char *path, struct mh_blob blob, bool replace, struct mh_err *err)
{
	return write_file(path, blob, replace, false, err);
}

enum mh_status mh_file_try(const char *path, struct mh_err *err)
{
	const enum mh_status status = mh_file_write(path, (struct mh_blob){ "", 0 }, false, err);

	if (status == MH_OK)
		unlink(path);
	return status;
}

enum mh_status mh_file_publish(const char *path, struct mh_blob blob, struct mh_err *err)
{
	return write_file(path, blob, true, true, err);
}

void mh_file_private(const char *path, unsigned bits, struct mh_problems *problems)
{
	char remedy[4200];
	struct mh_problem where = { .file = path, .remedy = remedy };
	struct stat st;

	if (stat(path, &st) != 0 || (st.st_mode & bits) == 0)
		return;
	snprintf(remedy, sizeof remedy, "chmod %03o %s", (unsigned)st.st_mode & 0770 & ~bits, path);
	mh_problem_add(problems, &where, _("others can read it or change it: its mode is %03o"), (unsigned)st.st_mode & 0777);
}

enum mh_status mh_folder_make(const char *path, struct mh_err *err)
{
	struct mh_str part;
	enum mh_status status = MH_OK;

	mh_str_init(&part, 4096);
	for (const char *p = path; *p != '\0' && status == MH_OK; ) {
		size_t n = strcspn(p + 1, "/") + 1;
		mh_str_add(&part, p, n);
		p += n;
		if (mkdir(part.s, 0700) != 0 && errno != EEXIST)
			status = mh_fail(err, MH_INPUT, _("%s: folder cannot be made: %s"), part.s, strerror(errno));
	}
	mh_str_free(&part);
	return status;
}
