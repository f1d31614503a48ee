/* A message from elsewhere: opened before anything is known of the store that it is to become. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/backup.h"

enum mh_status mh_guest_start(struct mh_guest *guest, const char *config, struct mh_err *err)
{
	guest->pgp = NULL;
	mh_str_init(&guest->home, 4300);
	mh_str_printf(&guest->home, "%s/" MH_UNFINISHED "%ld", config, (long)getpid());
	return mh_pgp_start(guest->home.s, &guest->pgp, err);
}

static enum mh_status take_signers(struct mh_guest *guest, const char *const signers[], size_t count, struct mh_own_keys *keys, struct mh_err *err)
{
	struct mh_str key;
	enum mh_status status = MH_OK;

	mh_str_init(&key, 256 * 1024);
	for (size_t i = 0; i < count && status == MH_OK; i++) {
		if (i == MH_BACKUP_KEYS_MOST || !mh_fingerprint_parse(signers[i], keys->list[i])) {
			status = mh_fail(err, MH_USAGE, _("%.60s: not a full fingerprint of 40 digits (gpg --list-keys --with-colons shows it)"), signers[i]);
			break;
		}
		keys->names[keys->count++] = keys->list[i];
		mh_str_clear(&key);
		status = mh_pgp_user_key(guest->pgp, keys->list[i], &key, err);
		if (status == MH_OK)
			status = mh_pgp_take_key(guest->pgp, (struct mh_blob){ key.s, key.len }, keys->list[i], err);
	}
	mh_str_free(&key);
	return status;
}

enum mh_status mh_guest_open(struct mh_guest *guest, struct mh_blob message, const char *what, const char *const signers[], size_t count,
	struct mh_str *out, char signer[MH_FINGERPRINT_SIZE], struct mh_err *err)
{
	struct mh_own_keys *keys = mh_alloc(1, sizeof *keys);
	size_t which = 0;
	enum mh_status status = take_signers(guest, signers, count, keys, err);

	if (status == MH_OK && (status = mh_pgp_open(guest->pgp, message, keys->names, keys->count, &which, out, err)) != MH_OK)
		mh_fail_in(err, what);
	if (status == MH_OK)
		memcpy(signer, keys->list[which], MH_FINGERPRINT_SIZE);
	free(keys);
	return status;
}

void mh_guest_end(struct mh_guest *guest)
{
	mh_pgp_stop(guest->pgp);
	if (guest->home.len > 0)
		mh_folder_remove(guest->home.s);
	mh_str_free(&guest->home);
	guest->pgp = NULL;
}
