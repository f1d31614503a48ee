/* OpenPGP: starting GPGME, and the two homes. */

#include "crypto/openpgp.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "crypto/pgp.h"

enum {
	SOCKET_FOLDER_MOST = 85,	/* "/S.gpg-agent.browser" behind it must fit a socket's name of 107 bytes */
};

static bool home_is_long(void)
{
	const char *home = getenv("GNUPGHOME");

	return home && strlen(home) > SOCKET_FOLDER_MOST;
}

static const char engine_least[] = "2.2.0";

/* Our home's configuration, which replaces the user's wherever keys are chosen or judged. */
static const char configuration[] =
	"# Written by mh, and again whenever it was changed. This home holds public keys only.\n"
	"batch\n"
	"no-tty\n"
	"no-autostart\n"
	"disable-dirmngr\n"
	"trust-model always\n"
	"no-auto-check-trustdb\n"
	"no-auto-key-retrieve\n"
	"no-auto-key-locate\n"
	"no-random-seed-file\n"
	"import-options import-minimal\n"
	"weak-digest SHA1\n"
	"weak-digest RIPEMD160\n"
	"personal-cipher-preferences AES256 AES192 AES\n"
	"no-emit-version\n"
	"no-comments\n";

void mh_pgp_begin(struct sigaction *before)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	sigaction(SIGPIPE, &ignore, before);
}

void mh_pgp_end(const struct sigaction *before)
{
	sigaction(SIGPIPE, before, NULL);
}

/* A pinentry on the terminal needs its name, also where standard output goes to a file. */
static void name_terminal(void)
{
	const char *terminal = isatty(STDERR_FILENO) ? ttyname(STDERR_FILENO) : NULL;

	if (terminal)
		setenv("GPG_TTY", terminal, 0);
}

static enum mh_status check_engine(struct mh_err *err)
{
	gpgme_engine_info_t info = NULL;

	if (gpgme_engine_check_version(GPGME_PROTOCOL_OpenPGP) || gpgme_get_engine_info(&info))
		return mh_fail(err, MH_KEY, _("gpg: it is not there: install the package gnupg"));
	while (info && info->protocol != GPGME_PROTOCOL_OpenPGP)
		info = info->next;
	if (!info || !info->version || strverscmp(info->version, engine_least) < 0)
		return mh_fail(err, MH_KEY, _("gpg: it is older than %s: install a newer one"), engine_least);
	return MH_OK;
}

/*
 * GPGME ignores SIGPIPE from here on; the caller puts back what was. Without gpgconf it starts gpg alone, the first of the path, and not
 * six programs to find where their files are and which versions of S/MIME there are; only where the agent has its socket is asked of gpgconf.
 */
static enum mh_status start_once(struct mh_err *err)
{
	static bool started;

	if (started)
		return MH_OK;
	if (!home_is_long())
		gpgme_set_global_flag("disable-gpgconf", "1");
	if (!gpgme_check_version("1.18.0"))
		return mh_fail(err, MH_KEY, _("GPGME: it is older than 1.18: install a newer one"));
	gpgme_set_locale(NULL, LC_CTYPE, setlocale(LC_CTYPE, NULL));
	gpgme_set_locale(NULL, LC_MESSAGES, setlocale(LC_MESSAGES, NULL));
	name_terminal();
	if (check_engine(err) != MH_OK)
		return MH_KEY;
	started = true;
	return MH_OK;
}

/* With a longer path gpg-agent does not start, and gpg says "no secret key". GnuPG may have another place for its sockets. */
static enum mh_status check_users_home(struct mh_err *err)
{
	const char *socket, *name;

	if (!home_is_long())
		return MH_OK;
	socket = gpgme_get_dirinfo("agent-socket");
	name = socket ? strrchr(socket, '/') : NULL;
	if (name && name - socket <= SOCKET_FOLDER_MOST)
		return MH_OK;
	return mh_fail(err, MH_KEY, _("GNUPGHOME: its path has %zu bytes, and gpg-agent takes %d at most: choose a shorter one"),
		strlen(getenv("GNUPGHOME")), SOCKET_FOLDER_MOST);
}

/* Writes our gpg.conf unless it is as it should be. */
static enum mh_status write_configuration(const char *home, struct mh_err *err)
{
	const size_t len = sizeof configuration - 1;
	enum mh_status status = MH_OK;
	struct mh_str path, there;

	mh_str_init(&path, 8192);
	mh_str_init(&there, len + 1);
	mh_str_printf(&path, "%s/gpg.conf", home);
	if (mh_file_read(path.s, &there, NULL) != MH_OK || there.len != len || memcmp(there.s, configuration, len) != 0)
		status = mh_file_write(path.s, (struct mh_blob){ configuration, len }, true, err);
	mh_str_free(&there);
	mh_str_free(&path);
	return status;
}

static enum mh_status make_home(const char *home, struct mh_err *err)
{
	struct stat st;

	if (stat(home, &st) != 0 && mh_folder_make(home, err) != MH_OK)
		return err ? err->status : MH_KEY;
	return write_configuration(home, err);
}

/* A context for that home (NULL: the user's, as every context has it at first), which never goes on line. */
static gpgme_error_t make_context(const char *home, gpgme_ctx_t *out)
{
	gpgme_error_t error = gpgme_new(out);

	if (!error)
		error = gpgme_set_protocol(*out, GPGME_PROTOCOL_OpenPGP);
	if (!error && home)
		error = gpgme_ctx_set_engine_info(*out, GPGME_PROTOCOL_OpenPGP, NULL, home);
	if (!error)
		error = gpgme_set_pinentry_mode(*out, home || !isatty(STDERR_FILENO) ? GPGME_PINENTRY_MODE_ERROR : GPGME_PINENTRY_MODE_DEFAULT);
	if (!error)
		gpgme_set_offline(*out, 1);
	return error;
}

enum mh_status mh_pgp_start(const char *home, struct mh_pgp **out, struct mh_err *err)
{
	struct mh_pgp *pgp = mh_alloc(1, sizeof *pgp);
	enum mh_status status;
	struct sigaction before;
	gpgme_error_t error;

	*out = NULL;
	mh_pgp_begin(&before);
	if ((status = start_once(err)) != MH_OK || (status = check_users_home(err)) != MH_OK
		|| (status = make_home(home, err)) != MH_OK)
		goto out;
	error = make_context(home, &pgp->ours);
	if (!error)
		error = make_context(NULL, &pgp->users);
	if (error)
		status = mh_pgp_fail(err, "GPGME", error);
out:
	mh_pgp_end(&before);
	if (status == MH_OK)
		*out = pgp;
	else
		mh_pgp_stop(pgp);
	return status;
}

void mh_pgp_unattended(struct mh_pgp *pgp)
{
	gpgme_set_pinentry_mode(pgp->users, GPGME_PINENTRY_MODE_ERROR);
}

void mh_pgp_stop(struct mh_pgp *pgp)
{
	if (!pgp)
		return;
	mh_pgp_forget(pgp);
	if (pgp->ours)
		gpgme_release(pgp->ours);
	if (pgp->users)
		gpgme_release(pgp->users);
	free(pgp);
}
