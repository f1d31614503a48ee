#include "base/place.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *mh_prefix(void)
{
	static char prefix[4096];
	static bool known;

	if (known)
		return prefix;
	known = true;
	ssize_t len = readlink("/proc/self/exe", prefix, sizeof prefix - 1);
	prefix[len > 0 ? len : 0] = '\0';
	for (int parts = 0; parts < 2; parts++) {
		char *slash = strrchr(prefix, '/');
		if (slash != NULL)
			*slash = '\0';
	}
	return prefix;
}

static void user_folder(struct mh_str *out, const char *variable, const char *below_home)
{
	const char *folder = getenv(variable), *home = getenv("HOME");
	const struct passwd *user = home == NULL || *home != '/' ? getpwuid(geteuid()) : NULL;

	if (user != NULL)	/* a job of cron may have no $HOME */
		home = user->pw_dir;

	if (folder != NULL && folder[0] == '/')
		mh_str_printf(out, "%s/mh", folder);
	else
		mh_str_printf(out, "%s/%s/mh", home != NULL ? home : "", below_home);
}

void mh_data_folder(struct mh_str *out)
{
	user_folder(out, "XDG_DATA_HOME", ".local/share");
}

void mh_config_folder(struct mh_str *out)
{
	user_folder(out, "XDG_CONFIG_HOME", ".config");
}
