#include "exchange/sync.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/envelope.h"
#include "exchange/outgoing.h"
#include "exchange/spool.h"
#include "exchange/usable.h"

#define PATH_MOST 4096

/* Files of one partner, or those that were fetched. */
struct carrying {
	const struct mh_sync *sync;
	const char *command;	/* NULL: they stay, and .why says why */
	struct mh_outgoing ours;
	struct mh_carried now;
	struct mh_err why;
};

/* Behind its name of the folder a file is the other side's, or done: it lies there whole, as of now, for its owner alone. */
static enum mh_status move(const struct mh_sync *sync, const char *path, enum mh_tray tray, struct mh_err *err)
{
	const struct timespec times[2] = { { .tv_sec = (time_t)sync->now }, { .tv_sec = (time_t)sync->now } };
	const char *const end = path + strlen(path) - 4;	/* .asc, .gpg or .pgp: mh_spool_each */
	char name[MH_EXCHANGE_ID_SIZE];
	struct mh_str to;
	enum mh_status status = MH_OK;

	mh_str_init(&to, PATH_MOST);
	mh_spool_tray(sync->spool, tray, &to);
	mh_str_puts(&to, strrchr(path, '/'));
	if (mh_str_ok(&to) && access(to.s, F_OK) == 0) {	/* another file of that name is not lost for it */
		mh_exchange_id(name);
		mh_spool_tray(sync->spool, tray, &to);
		mh_str_printf(&to, "/%s%s", name, end);
	}
	if (!mh_str_ok(&to) || chmod(path, 0600) != 0 || rename(path, to.s) != 0)
		status = mh_fail(err, MH_INPUT, _("%s: cannot be moved to %s: %s"), path, to.s, strerror(errno));
	else
		utimensat(AT_FDCWD, to.s, times, AT_SYMLINK_NOFOLLOW);	/* done counts its days from here */
	mh_str_free(&to);
	return status;
}

static enum mh_status carry(void *arg, const char *path, struct mh_err *err)
{
	struct carrying *c = arg;

	if (c->command == NULL || c->now.failed || mh_outgoing_may(&c->ours, path, &c->why) != MH_OK) {
		c->now.left++;
		return MH_OK;
	}
	if (!c->sync->dry_run && mh_transport_run(c->command, path, c->now.partner, &c->why) != MH_OK) {
		c->now.failed = true;
		c->now.left++;
		return MH_OK;
	}
	c->now.done++;
	return c->sync->dry_run ? MH_OK : move(c->sync, path, MH_TRAY_DONE, err);
}

/* Why nothing may be carried to it, or by what command it goes. */
static enum mh_status prepare(struct carrying *c, const char *folder, struct mh_err *err)
{
	struct mh_record partner;
	struct mh_err why = MH_ERR_INIT;
	enum mh_status status;

	mh_record_init(&partner, &mh_partner);
	status = mh_store_find(c->sync->store, &mh_partner, "code", c->now.partner, &partner, err);
	if (status == MH_NO) {
		mh_fail(&c->why, MH_NO, _("no partner of this code is known here"));
		status = MH_OK;
	} else if (status == MH_OK && mh_partner_active(&partner, &why) != MH_OK) {
		c->why = why;	/* a key that ended meanwhile keeps nobody from reading what was made before */
	} else if (status == MH_OK && mh_spool_folder(folder, &why) != MH_OK) {
		c->why = why;
	} else if (status == MH_OK) {
		status = mh_outgoing_read(c->sync->store, partner.n, &c->ours, err);
		c->command = mh_transport_to(c->sync->transport, c->now.partner);
		if (c->command == NULL)
			mh_fail(&c->why, MH_NO, _("no command carries files to it: carry them by hand"));
	}
	mh_record_free(&partner);
	return status;
}

static void tell(struct carrying *c, bool *failed)
{
	c->now.why = c->now.left > 0 ? c->why.text : "";
	*failed = *failed || c->now.failed;
	if (c->now.done > 0 || c->now.left > 0 || c->now.failed)
		c->sync->tell(c->sync->arg, &c->now);
}

static enum mh_status send_to(const struct mh_sync *sync, const char *outbox, const char *partner, bool *failed, struct mh_err *err)
{
	struct carrying c = { .sync = sync, .ours = MH_OUTGOING_INIT, .now = { .partner = partner }, .why = MH_ERR_INIT };
	struct mh_err none = MH_ERR_INIT;
	struct mh_str folder;

	mh_str_init(&folder, PATH_MOST);
	mh_str_printf(&folder, "%s/%s", outbox, partner);
	enum mh_status status = prepare(&c, folder.s, err);
	if (status == MH_OK)
		status = mh_spool_each(folder.s, carry, &c, &none);
	if (status != MH_OK && status != MH_NO && none.status == status)
		mh_fail(err, status, "%s", none.text);
	tell(&c, failed);
	mh_outgoing_free(&c.ours);
	mh_str_free(&folder);
	return status == MH_NO ? MH_OK : status;
}

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static enum mh_status send_all(const struct mh_sync *sync, bool *failed, struct mh_err *err)
{
	struct dirent **names;
	struct mh_str outbox;
	enum mh_status status = MH_OK;

	mh_str_init(&outbox, PATH_MOST);
	mh_spool_tray(sync->spool, MH_TRAY_OUTBOX, &outbox);
	const int found = scandir(outbox.s, &names, visible, by_bytes);
	for (int i = 0; i < found; i++) {
		if (status == MH_OK)
			status = send_to(sync, outbox.s, names[i]->d_name, failed, err);
		free(names[i]);
	}
	if (found >= 0)
		free(names);
	mh_str_free(&outbox);
	return status;
}

static enum mh_status take_in(void *arg, const char *path, struct mh_err *err)
{
	struct carrying *c = arg;

	c->now.done++;
	return move(c->sync, path, MH_TRAY_INBOX, err);
}

static int other(const struct dirent *entry)
{
	return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

/* What the command put there and is no exchange file by its name stays, and is said. */
static void count_other(const char *folder, struct carrying *c)
{
	struct dirent **names;
	const int found = scandir(folder, &names, other, by_bytes);

	for (int i = 0; i < found; i++)
		free(names[i]);
	if (found >= 0)
		free(names);
	c->now.left = found > 0 ? (size_t)found : 0;
	if (c->now.left > 0)
		mh_fail(&c->why, MH_NO, _("they are no files *.asc, *.gpg or *.pgp, and stay in %s"), folder);
}

/* A file that is only partly there stays out of the inbox: the command has its own folder, and only what it ended with 0 for is moved. */
static enum mh_status fetch(const struct mh_sync *sync, bool *failed, struct mh_err *err)
{
	struct carrying c = { .sync = sync, .command = sync->transport->fetch, .why = MH_ERR_INIT };
	struct mh_err none = MH_ERR_INIT;
	struct mh_str folder;
	enum mh_status status = MH_OK;

	if (c.command == NULL || c.command[0] == '\0' || sync->dry_run)
		return MH_OK;
	mh_str_init(&folder, PATH_MOST);
	mh_spool_tray(sync->spool, MH_TRAY_FETCHED, &folder);
	c.now.failed = mh_transport_run(c.command, folder.s, "", &c.why) != MH_OK;
	if (!c.now.failed) {
		status = mh_spool_each(folder.s, take_in, &c, &none);
		if (status != MH_OK && status != MH_NO)
			mh_fail(err, status, "%s", none.text);
		count_other(folder.s, &c);
	}
	c.now.why = c.why.text;
	*failed = *failed || c.now.failed;
	if (c.now.failed || c.now.done > 0 || c.now.left > 0)
		sync->tell(sync->arg, &c.now);
	mh_str_free(&folder);
	return status == MH_NO ? MH_OK : status;
}

enum mh_status mh_sync(const struct mh_sync *sync, struct mh_err *err)
{
	bool failed = false;
	int fd = -1;
	enum mh_status status = mh_spool_lock(sync->spool, "sync", &fd, err);

	if (status == MH_OK)
		status = send_all(sync, &failed, err);
	if (status == MH_OK)
		status = fetch(sync, &failed, err);
	if (fd >= 0)
		close(fd);
	if (status == MH_OK && failed)
		status = mh_fail(err, MH_BUSY, _("some files could not be carried: they go with the next mh-refer sync"));
	return status;
}
