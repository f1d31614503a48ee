/* Places: where the program was installed, and the user's own folders. */

#ifndef MH_BASE_PLACE_H
#define MH_BASE_PLACE_H

#include "base/str.h"

/* Folder of the program that runs, without its last part: "/usr/local" for /usr/local/bin/mh-case. Found once; "" if unknown. */
const char *mh_prefix(void);

/* Adds the user's folder by the XDG rules: $XDG_DATA_HOME/mh or ~/.local/share/mh; $XDG_CONFIG_HOME/mh or ~/.config/mh. */
void mh_data_folder(struct mh_str *);
void mh_config_folder(struct mh_str *);

#endif
