/* Making a store: keys are looked at, the secret is wrapped for the keyholders, and only then does the file get its name. */

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/authority.h"
#include "store/log_key.h"
#include "store/make.h"
#include "store/secret.h"

#define ZONE_USUAL "Europe/Amsterdam"
#define NAME_MOST 200

/* What is being made; every path is removed again when it fails. */
struct making {
	const struct mh_store_new *new;
	const struct mh_filling *filling;
	struct mh_store store;		/* on the unfinished file */
	struct mh_str file, config, unfinished;
	struct mh_str public_keys[MH_KEYHOLDERS_MOST + 1];	/* keyholders, then the exchange key */
	struct mh_pgp_key looked[MH_KEYHOLDERS_MOST + 1];
	struct mh_str wrapped;
	gid_t group;
};

/* The name of an organisation stands in reports and letters. */
static enum mh_status check_name(const char *name, struct mh_err *err)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < len; i++)
		if ((unsigned char)name[i] < 0x20 || name[i] == 0x7f)
			return mh_fail(err, MH_INPUT, _("name: holds a control character (U+%04X): remove it"), (unsigned)name[i]);
	if (len == 0 || len > NAME_MOST)
		return mh_fail(err, MH_INPUT, _("name: expected 1 to %d bytes"), NAME_MOST);
	return mh_utf8_valid(name, len) ? MH_OK : mh_fail(err, MH_INPUT, _("name: is not valid UTF-8 text"));
}

static enum mh_status check_names(struct making *m, struct mh_err *err)
{
	struct mh_record partner;
	enum mh_status status;

	mh_record_init(&partner, &mh_partner);	/* an organisation's code is read as a partner's */
	status = mh_record_put(&partner, "code", m->new->organisation, err);
	if (status != MH_OK)
		mh_fail_in(err, _("organisation"));
	mh_record_free(&partner);
	if (status == MH_OK && m->new->organisation[0] == '\0')
		status = mh_fail(err, MH_USAGE, _("organisation: give its code"));
	if (status == MH_OK)
		status = check_name(m->new->name, err);
	if (status == MH_OK && m->new->plain_disk != NULL && m->new->plain_disk[0] == '\0')
		status = mh_fail(err, MH_USAGE, _("reason to accept the disk: is empty, and it is what the log is to say"));
	for (size_t i = 0; i < m->new->keyholder_count && status == MH_OK; i++)
		if (strcasecmp(m->new->keyholders[i], m->new->exchange_key) == 0)
			status = mh_fail(err, MH_USAGE, _("%.60s: is named as exchange key and as keyholder: the organisation's key is no person's"),
				m->new->exchange_key);
	if (status == MH_OK && m->new->keyholder_count == 0)
		status = mh_fail(err, MH_USAGE, _("keyholder: at least one is needed, by the full fingerprint of a person's key"));
	if (status == MH_OK && m->new->keyholder_count > MH_KEYHOLDERS_MOST)
		status = mh_fail(err, MH_USAGE, _("keyholder: more than %d"), MH_KEYHOLDERS_MOST);
	if (status == MH_OK && m->new->group != NULL) {
		const struct group *group = getgrnam(m->new->group);
		if (group == NULL)
			return mh_fail(err, MH_INPUT, _("group %s: no such Unix group"), m->new->group);
		m->group = group->gr_gid;
	}
	return status == MH_OK ? mh_zone_set(m->new->zone != NULL ? m->new->zone : ZONE_USUAL, err) : status;
}

static enum mh_status take_key(struct making *m, size_t i, const char *named, struct mh_err *err)
{
	return mh_key_take(m->store.pgp, named, m->new->demo, &m->public_keys[i], &m->looked[i], err);
}

static enum mh_status take_keys(struct making *m, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	struct mh_str home;

	mh_str_init(&home, 4096);
	mh_str_printf(&home, "%s/gnupg", m->store.info.folder);
	status = mh_pgp_start(home.s, &m->store.pgp, err);
	mh_str_free(&home);
	for (size_t i = 0; i < m->new->keyholder_count && status == MH_OK; i++)
		status = take_key(m, i, m->new->keyholders[i], err);
	return status == MH_OK ? take_key(m, m->new->keyholder_count, m->new->exchange_key, err) : status;
}

/* Wraps the secret: the first keyholder whose secret key is at hand signs. */
static enum mh_status wrap(struct making *m, struct mh_err *err)
{
	const char *holders[MH_KEYHOLDERS_MOST];
	unsigned char secret[MH_SECRET_SIZE];
	struct mh_str text;

	mh_str_init_secret(&text, 4096);
	mh_keypair_make(m->store.public_key, secret);
	mh_secret_text(&text, m->store.info.uid, m->store.info.epoch, m->store.public_key, secret);
	for (size_t i = 0; i < m->new->keyholder_count; i++)
		holders[i] = m->looked[i].fingerprint;
	enum mh_status status = mh_secret_wrap(m->store.pgp, &text, holders, m->new->keyholder_count, holders, m->new->keyholder_count,
		&m->wrapped, err);
	mh_wipe(secret, sizeof secret);
	mh_str_free(&text);
	return status;
}

static enum mh_status write_match_key(struct making *m, struct mh_err *err)
{
	unsigned char key[MH_MATCH_KEY_SIZE];
	char hex[2 * MH_MATCH_KEY_SIZE + 2];
	struct mh_str path;

	mh_random(key, sizeof key);
	mh_hex(key, sizeof key, hex);
	hex[2 * MH_MATCH_KEY_SIZE] = '\n';
	mh_str_init(&path, 4096);
	mh_str_printf(&path, "%s/match-key", m->store.info.folder);
	enum mh_status status = mh_file_write(path.s, (struct mh_blob){ hex, 2 * MH_MATCH_KEY_SIZE + 1 }, false, err);
	mh_str_free(&path);
	mh_wipe(hex, sizeof hex);
	mh_wipe(key, sizeof key);
	return status;
}

static enum mh_status make_file(struct making *m, struct mh_err *err)
{
	char setting[80];
	int fd = open(m->unfinished.s, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		return mh_fail(err, MH_STORE, _("%s: cannot be made: %s"), m->unfinished.s, strerror(errno));
	close(fd);
	snprintf(setting, sizeof setting, "PRAGMA application_id = %d", MH_APPLICATION_ID);
	enum mh_status status = mh_store_connect(&m->store, m->unfinished.s, true, 0, err);
	if (status == MH_OK)
		status = mh_sql_run(&m->store, "PRAGMA journal_mode = WAL", err);
	if (status == MH_OK)
		status = mh_sql_run(&m->store, setting, err);
	return status == MH_OK ? mh_schema_make(m->store.db, mh_schema_version(), err) : status;
}

static enum mh_status put_about(struct making *m, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(&m->store, MH_SQL_STORE_MAKE, err);
	const struct mh_store_new *new = m->new;

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_blob(stmt, "uid", m->store.info.uid, MH_UID_SIZE);
	mh_bind_text(stmt, "organisation", new->organisation);
	mh_bind_text(stmt, "name", new->name);
	mh_bind_text(stmt, "zone", new->zone != NULL ? new->zone : ZONE_USUAL);
	mh_bind_text(stmt, "exchange_key", m->looked[new->keyholder_count].fingerprint);
	mh_bind_number(stmt, "demo", new->demo);
	mh_bind_number(stmt, "epoch", m->store.info.epoch);
	mh_bind_blob(stmt, "public_key", m->store.public_key, MH_PUBLIC_SIZE);
	mh_bind_text(stmt, "secret", m->wrapped.s);
	mh_bind_number(stmt, "created", m->filling->created != 0 ? m->filling->created : m->store.transaction.at);
	return mh_sql_step(&m->store, stmt, err);
}

static enum mh_status put_key(struct making *m, size_t i, const char *role, struct mh_err *err)
{
	return mh_key_put(&m->store, &m->looked[i], role, m->public_keys[i].s, err);
}

static enum mh_status fill_file(struct making *m, struct mh_err *err)
{
	enum mh_status status = mh_store_begin(&m->store, m->filling->command, err);

	if (status == MH_OK)
		status = mh_log_key_begin(&m->store, m->store.public_key, m->store.info.epoch, m->store.transaction.entry,
			m->filling->fill != NULL ? "import" : "init", err);
	if (status == MH_OK && m->filling->fill != NULL)
		status = m->filling->fill(m->filling->arg, &m->store, err);
	if (status == MH_OK)
		status = put_about(m, err);
	for (size_t i = 0; i < m->new->keyholder_count && status == MH_OK; i++)
		status = put_key(m, i, "keyholder", err);
	if (status == MH_OK)
		status = put_key(m, m->new->keyholder_count, "exchange", err);
	if (status == MH_OK && m->new->plain_disk != NULL) {
		mh_transaction_note(&m->store, m->store.transaction.note.len > 0 ? "; disk without encryption accepted: " :
			"disk without encryption accepted: ");
		mh_transaction_note(&m->store, m->new->plain_disk);
	}
	if (status == MH_OK)
		status = mh_store_authority_renew(&m->store, err);
	if (status == MH_OK)
		status = mh_store_commit(&m->store, err);
	return status == MH_OK && m->filling->check != NULL ? m->filling->check(m->filling->arg, &m->store, err) : status;
}

/* The configuration folder gets its name before the file: a folder without a store does no harm, a store without its folder does. */
static enum mh_status name_folder(struct making *m, struct mh_err *err)
{
	struct mh_str folder;
	enum mh_status status = MH_OK;

	mh_str_init(&folder, 4096);
	mh_store_folder(&folder, m->config.s, m->store.info.uid);
	if (rename(m->store.info.folder, folder.s) != 0)
		status = mh_fail(err, MH_STORE, _("%s: cannot be made: %s"), folder.s, strerror(errno));
	if (status == MH_OK) {
		free(m->store.info.folder);
		m->store.info.folder = mh_str_steal(&folder);
	}
	mh_str_free(&folder);
	return status;
}

/* A group's members may write the file. */
static enum mh_status name_file(struct making *m, struct mh_err *err)
{
	if (m->new->group != NULL && (chown(m->unfinished.s, (uid_t)-1, m->group) != 0 || chmod(m->unfinished.s, 0660) != 0))
		return mh_fail(err, MH_STORE, _("%s: cannot be given to group %s: %s"), m->file.s, m->new->group, strerror(errno));
	return mh_place_name(m->unfinished.s, m->file.s, err);
}

static enum mh_status make(struct making *m, struct mh_err *err)
{
	struct mh_str folder;
	enum mh_status status = check_names(m, err);

	if (status == MH_OK)
		status = mh_place_for_new(m->file.s, m->config.s, m->new->demo || m->new->plain_disk != NULL, &m->unfinished, err);
	if (status != MH_OK)
		return status;
	mh_random(m->store.info.uid, MH_UID_SIZE);
	m->store.info.epoch = m->filling->epoch + 1;
	mh_clock_demo(m->new->demo);
	mh_str_init(&folder, 4096);
	mh_str_printf(&folder, "%s/" MH_UNFINISHED "%ld", m->config.s, (long)getpid());
	m->store.info.folder = mh_str_steal(&folder);
	status = mh_folder_make(m->store.info.folder, err);
	if (status == MH_OK)
		status = take_keys(m, err);
	if (status == MH_OK)
		status = wrap(m, err);
	if (status == MH_OK)
		status = write_match_key(m, err);
	if (status == MH_OK)
		status = make_file(m, err);
	if (status == MH_OK)
		status = fill_file(m, err);
	if (m->store.db != NULL)
		mh_store_disconnect(&m->store);
	if (status == MH_OK && !m->filling->dry_run)
		status = name_folder(m, err);
	if (status == MH_OK && !m->filling->dry_run)
		status = name_file(m, err);
	if (status != MH_OK || m->filling->dry_run) {
		mh_place_remove(m->unfinished.s);
		mh_folder_remove(m->store.info.folder);
	}
	return status;
}

enum mh_status mh_store_make(const struct mh_store_place *place, const struct mh_store_new *new, const struct mh_filling *filling, struct mh_err *err)
{
	struct making *m = mh_alloc(1, sizeof *m);
	enum mh_status status = mh_crypto_init(err);

	m->new = new;
	m->filling = filling;
	m->store.as_of = -1;
	m->store.making = true;
	m->store.catalogues = (struct mh_catalogues){ .load = mh_catalogue_load, .arg = &m->store };
	mh_str_init(&m->file, 4096);
	mh_str_init(&m->config, 4096);
	mh_str_init(&m->unfinished, 4200);
	mh_str_init(&m->wrapped, 256 * 1024);
	for (size_t i = 0; i < MH_COUNT(m->public_keys); i++)
		mh_str_init(&m->public_keys[i], 256 * 1024);
	mh_store_paths(place, &m->file, &m->config);
	if (status == MH_OK)
		status = make(m, err);
	mh_pgp_stop(m->store.pgp);
	mh_catalogues_free(&m->store.catalogues);
	free(m->store.statement);
	for (size_t i = 0; i < MH_COUNT(m->public_keys); i++)
		mh_str_free(&m->public_keys[i]);
	mh_str_free(&m->wrapped);
	mh_str_free(&m->unfinished);
	mh_str_free(&m->config);
	mh_str_free(&m->file);
	free(m->store.info.file);
	free(m->store.info.folder);
	free(m);
	return status;
}

enum mh_status mh_store_create(const struct mh_store_place *place, const struct mh_store_new *new, struct mh_err *err)
{
	static const struct mh_filling nothing = { .command = "mh-store init" };
	sigset_t stops, before;

	/* A key that is pressed in this half second waits until all or nothing is made. */
	sigemptyset(&stops);
	sigaddset(&stops, SIGINT);
	sigaddset(&stops, SIGTERM);
	sigaddset(&stops, SIGHUP);
	sigprocmask(SIG_BLOCK, &stops, &before);
	enum mh_status status = mh_store_make(place, new, &nothing, err);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return status;
}
