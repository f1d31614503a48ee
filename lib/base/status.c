#include "base/status.h"

#include "base/i18n.h"

const char *mh_status_text(enum mh_status status)
{
	switch (status) {
#define MH_STATUS_TEXT(name, number, text) case name: return _(text);
	MH_STATUSES(MH_STATUS_TEXT)
#undef MH_STATUS_TEXT
	}
	return "";
}
