/* Is the store's place as it should be: who else can use its files, what disk it lies on, whether there is room? */

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/internal.h"

#define ROOM_TIMES 2	/* a backup or an upgrade needs about this many times the store's size */

/* In the configuration folder. */
static const char *const own_files[] = { "", "/match-key", "/pin", "/head", "/gnupg" };
/* Beside the store; "" is the store itself. */
static const char *const database_files[] = { "", "-wal", "-shm" };

/* The group reads and writes a store that was made for it, and what belongs to it. */
unsigned mh_store_others(const struct mh_store *store)
{
	struct stat st;

	return stat(store->info.file, &st) == 0 && (st.st_mode & 0060) == 0060 ? 0007 : 0077;
}

static void check_modes(const struct mh_store *store, struct mh_problems *problems)
{
	size_t before = problems->total;
	struct mh_str path;

	mh_str_init(&path, 4300);
	for (size_t i = 0; i < MH_COUNT(database_files) && problems->total == before; i++) {	/* SQLite gives the others the store's mode */
		mh_str_clear(&path);
		mh_str_printf(&path, "%s%s", store->info.file, database_files[i]);
		mh_file_private(path.s, mh_store_others(store), problems);
	}
	for (size_t i = 0; i < MH_COUNT(own_files); i++) {
		mh_str_clear(&path);
		mh_str_printf(&path, "%s%s", store->info.folder, own_files[i]);
		mh_file_private(path.s, mh_store_others(store), problems);
	}
	mh_str_free(&path);
}

/* Whoever may write in the folder can put another file in the place of the store. */
static void check_folder(const char *folder, struct mh_problems *problems)
{
	char remedy[4200];
	struct mh_problem where = { .file = folder, .remedy = remedy };
	struct stat st;

	snprintf(remedy, sizeof remedy, "chmod o-w %s", folder);
	if (stat(folder, &st) == 0 && (st.st_mode & 0002) != 0 && (st.st_mode & S_ISVTX) == 0)
		mh_problem_add(problems, &where, "%s", _("everybody can put another file in the place of the store"));
}

static void check_disk(const struct mh_store *store, const char *folder, struct mh_problems *problems)
{
	struct mh_problem network = { .file = store->info.file, .remedy = _("move the store and its configuration folder to a disk of this machine") };
	struct mh_problem plain = { .file = store->info.file, .warning = true, .remedy = _("move the store to an encrypted disk, such as one of cryptsetup") };
	enum mh_disk disk = mh_disk_of(folder);

	if (disk == MH_DISK_NETWORK)
		mh_problem_add(problems, &network, "%s", _("is on a network disk, where a store can be damaged"));
	if (disk == MH_DISK_PLAIN && !store->info.demo)
		mh_problem_add(problems, &plain, "%s", _("no encryption is seen on this disk: columns that are not sealed identify people in a small region"));
}

/* The store with what is not yet written into it. */
static int64_t size_of(const struct mh_store *store)
{
	char path[4200];
	struct stat st;
	int64_t size = 0;

	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof path, "%s%s", store->info.file, database_files[i]);
		size += stat(path, &st) == 0 ? (int64_t)st.st_size : 0;
	}
	return size;
}

static void check_room(const struct mh_store *store, const char *folder, struct mh_problems *problems)
{
	struct mh_problem where = { .file = folder, .remedy = _("free some room, or move the store to a larger disk") };
	const int64_t megabyte = 1024 * 1024, size = size_of(store);
	struct statvfs fs;

	if (statvfs(folder, &fs) != 0)
		return;
	int64_t room = (int64_t)(fs.f_bavail * fs.f_frsize);
	if (room / ROOM_TIMES < size)
		mh_problem_add(problems, &where, _("%lld MB are free, less than twice the store's %lld MB: writing and backups will fail"),
			(long long)(room / megabyte), (long long)((size + megabyte - 1) / megabyte));
}

static void add_leftover(void *problems, const char *path)
{
	char remedy[4700];

	snprintf(remedy, sizeof remedy, "rm -r %s", path);
	mh_problem_add(problems, &(struct mh_problem){ .file = path, .remedy = remedy }, "%s",
		_("was left by a restore or an import that was killed: it may hold a whole store, and no erasure reaches it"));
}

/* Beside the store, and in the folder of all configuration folders. */
static void check_leftovers(const struct mh_store *store, const char *folder, struct mh_problems *problems)
{
	const char *slash = strrchr(store->info.folder, '/');
	struct mh_str config;

	mh_str_init(&config, 4096);
	mh_str_add(&config, store->info.folder, slash != NULL ? (size_t)(slash - store->info.folder) : 0);
	mh_place_leftovers(folder, add_leftover, problems);
	if (strcmp(folder, config.s) != 0)
		mh_place_leftovers(config.s, add_leftover, problems);
	mh_str_free(&config);
}

void mh_store_check_place(struct mh_store *store, struct mh_problems *problems)
{
	struct mh_str folder;

	mh_str_init(&folder, 4096);
	mh_store_file_folder(store, &folder);
	check_modes(store, problems);
	check_folder(folder.s, problems);
	check_disk(store, folder.s, problems);
	check_room(store, folder.s, problems);
	check_leftovers(store, folder.s, problems);
	mh_str_free(&folder);
}
