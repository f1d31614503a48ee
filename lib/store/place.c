/* The place of a new store: whether one may be made there, its name until it is whole, and removing what was not finished. */

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/internal.h"

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

void mh_folder_remove(const char *path)
{
	nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void mh_place_leftovers(const char *folder, void (*fn)(void *, const char *path), void *arg)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	char path[4600];

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		if (strncmp(entry->d_name, MH_UNFINISHED, sizeof MH_UNFINISHED - 1) != 0)
			continue;
		long process = strtol(entry->d_name + sizeof MH_UNFINISHED - 1, NULL, 10);
		if (process <= 0 || kill((pid_t)process, 0) == 0 || errno != ESRCH)
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		fn(arg, path);
	}
	if (dir != NULL)
		closedir(dir);
}

static void remove_leftover(void *arg, const char *path)
{
	(void)arg;
	mh_folder_remove(path);
}

enum mh_status mh_place_for_new(const char *file, const char *config, bool plain, struct mh_str *unfinished, struct mh_err *err)
{
	struct mh_str folder;
	const char *slash = strrchr(file, '/');
	enum mh_status status = MH_OK;

	mh_str_init(&folder, 4096);
	mh_str_add(&folder, file, slash != NULL ? (size_t)(slash - file) : 0);
	if (slash == NULL)
		mh_str_putc(&folder, '.');
	if (access(file, F_OK) == 0)
		status = mh_fail(err, MH_INPUT, _("%s: exists: a store is never overwritten"), file);
	else if (slash != NULL && slash != file)
		status = mh_folder_make(folder.s, err);
	enum mh_disk disk = status == MH_OK ? mh_disk_of(folder.s) : MH_DISK_PLAIN;
	if (status == MH_OK && disk == MH_DISK_NETWORK)
		status = mh_fail(err, MH_INPUT, _("%s: is on a network disk, where a store can be damaged: choose a disk of this machine"), file);
	if (status == MH_OK && disk == MH_DISK_PLAIN && !plain)
		status = mh_fail(err, MH_DENIED, _("%s: no encryption is seen on this disk, and the columns that are not sealed "
			"(municipality, day, country) identify people in a small region: use an encrypted disk, or --accept-plain-disk REASON"), file);
	if (status == MH_OK)
		mh_str_printf(unfinished, "%s/" MH_UNFINISHED "%ld.db", folder.s, (long)getpid());
	mh_place_leftovers(folder.s, remove_leftover, NULL);
	mh_place_leftovers(config, remove_leftover, NULL);
	mh_str_free(&folder);
	return status;
}

enum mh_status mh_place_name(const char *unfinished, const char *file, struct mh_err *err)
{
	if (link(unfinished, file) != 0)
		return mh_fail(err, MH_INPUT, _("%s: cannot be made: %s"), file, strerror(errno));
	unlink(unfinished);
	return MH_OK;
}

void mh_place_remove(const char *unfinished)
{
	static const char *const endings[] = { "", "-wal", "-shm", "-journal" };
	char path[4200];

	for (size_t i = 0; i < MH_COUNT(endings) && *unfinished != '\0'; i++) {
		snprintf(path, sizeof path, "%s%s", unfinished, endings[i]);
		unlink(path);
	}
}
