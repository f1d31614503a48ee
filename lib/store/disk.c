/* What a store lies on: a network disk is refused, a disk that is not seen to be encrypted is asked about. */

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

#include "base/mem.h"
#include "store/internal.h"

/* Magic numbers of statfs(2) for network file systems: nfs, smb, smb2, cifs, ceph, afs, 9p, ncp, coda. */
static const unsigned long network[] = {
	0x6969, 0x517b, 0xfe534d42, 0xff534d42, 0x00c36400, 0x5346414f, 0x01021997, 0x564c, 0x73757245,
};
#define ECRYPTFS 0xf15f
#define FUSE 0x65735546

/* Is the block device, or one that it is made of, a dm-crypt device? depth bounds odd arrangements. */
static bool crypt_device(const char *folder, int depth)
{
	char path[512], text[64] = "";
	struct dirent *entry;
	bool found = false;

	snprintf(path, sizeof path, "%s/dm/uuid", folder);
	FILE *file = fopen(path, "re");
	if (file != NULL) {
		if (fgets(text, sizeof text, file) == NULL)
			text[0] = '\0';
		fclose(file);
	}
	if (strncmp(text, "CRYPT-", 6) == 0)
		return true;
	snprintf(path, sizeof path, "%s/slaves", folder);
	DIR *slaves = depth > 0 ? opendir(path) : NULL;
	while (slaves != NULL && !found && (entry = readdir(slaves)) != NULL) {
		char below[800];
		if (entry->d_name[0] == '.')
			continue;
		snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
		found = crypt_device(below, depth - 1);
	}
	if (slaves != NULL)
		closedir(slaves);
	return found;
}

/* A file system in user space says what it is in the table of mounts: sshfs is a network, gocryptfs and encfs encrypt. */
static enum mh_disk fuse_kind(dev_t device)
{
	char line[4096], wanted[32];
	enum mh_disk kind = MH_DISK_PLAIN;
	FILE *file = fopen("/proc/self/mountinfo", "re");

	snprintf(wanted, sizeof wanted, " %u:%u ", major(device), minor(device));
	while (file != NULL && fgets(line, sizeof line, file) != NULL) {
		if (strstr(line, wanted) == NULL)
			continue;
		if (strstr(line, " - fuse.gocryptfs ") != NULL || strstr(line, " - fuse.encfs ") != NULL || strstr(line, " - fuse.cryfs ") != NULL)
			kind = MH_DISK_ENCRYPTED;
		if (strstr(line, " - fuse.sshfs ") != NULL || strstr(line, " - fuse.glusterfs ") != NULL || strstr(line, " - fuse.rclone ") != NULL)
			kind = MH_DISK_NETWORK;
	}
	if (file != NULL)
		fclose(file);
	return kind;
}

enum mh_disk mh_disk_of(const char *folder)
{
	struct statfs fs;
	struct stat st;
	char path[128];

	if (statfs(folder, &fs) != 0 || stat(folder, &st) != 0)
		return MH_DISK_PLAIN;
	for (size_t i = 0; i < MH_COUNT(network); i++)
		if (((unsigned long)fs.f_type & 0xffffffff) == network[i])
			return MH_DISK_NETWORK;
	if (fs.f_type == ECRYPTFS)
		return MH_DISK_ENCRYPTED;
	if (fs.f_type == FUSE)
		return fuse_kind(st.st_dev);
	snprintf(path, sizeof path, "/sys/dev/block/%u:%u", major(st.st_dev), minor(st.st_dev));
	return crypt_device(path, 8) ? MH_DISK_ENCRYPTED : MH_DISK_PLAIN;
}

void mh_store_file_folder(const struct mh_store *store, struct mh_str *out)
{
	const char *slash = strrchr(store->info.file, '/');

	mh_str_add(out, store->info.file, slash != NULL ? (size_t)(slash - store->info.file) : 0);
	if (out->len == 0)
		mh_str_puts(out, slash != NULL ? "/" : ".");
}

bool mh_store_disk_encrypted(const struct mh_store *store)
{
	struct mh_str folder;

	mh_str_init(&folder, 4096);
	mh_store_file_folder(store, &folder);
	bool encrypted = mh_disk_of(folder.s) == MH_DISK_ENCRYPTED;
	mh_str_free(&folder);
	return encrypted;
}
