/*
 * The container of a backup, "mh-backup/1": lines "name: value" in a fixed order, those of the pin, an empty line, the database. The text is
 * ours and begins with its format line, so that nothing else that our keys signed can stand in for it.
 */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/backup.h"

#define FORMAT "mh-backup/1"
#define VALUE_MOST 100

enum line { LINE_FORMAT, LINE_STORE, LINE_FOLDER, LINE_ORGANISATION, LINE_DEMO, LINE_MADE, LINE_ENTRY, LINE_DIGEST, LINE_MATCH_KEY, LINE_SIZE,
	LINE_DATABASE, LINE_COUNT };

static const char *const names[LINE_COUNT] = {
	"format: ", "store: ", "folder: ", "organisation: ", "demo: ", "made: ", "entry: ", "digest: ", "match-key: ", "size: ", "database: ",
};

struct lines { char values[LINE_COUNT][VALUE_MOST]; };

static void write_head(struct mh_str *out, const struct mh_backup_parts *parts, const unsigned char database[MH_HASH_SIZE])
{
	const struct mh_backup *about = &parts->about;
	struct lines lines = { .values = { FORMAT } };
	char (*const values)[VALUE_MOST] = lines.values;

	mh_hex(about->uid, MH_UID_SIZE, values[LINE_STORE]);
	mh_hex(about->uid, MH_UID_SIZE, values[LINE_FOLDER]);
	values[LINE_FOLDER][12] = '\0';		/* as mh_store_folder names it */
	snprintf(values[LINE_ORGANISATION], VALUE_MOST, "%s", about->organisation);
	snprintf(values[LINE_DEMO], VALUE_MOST, "%s", about->demo ? "yes" : "no");
	mh_moment_format(about->made, values[LINE_MADE]);
	snprintf(values[LINE_ENTRY], VALUE_MOST, "%lld", (long long)about->entry);
	mh_hex(about->digest, MH_HASH_SIZE, values[LINE_DIGEST]);
	mh_hex(parts->match_key, MH_MATCH_KEY_SIZE, values[LINE_MATCH_KEY]);
	snprintf(values[LINE_SIZE], VALUE_MOST, "%zu", parts->database.len);
	mh_hex(database, MH_HASH_SIZE, values[LINE_DATABASE]);
	for (size_t i = 0; i < LINE_COUNT; i++)
		mh_str_printf(out, "%s%s\n", names[i], values[i]);
	mh_str_puts(out, parts->pin);
	mh_str_putc(out, '\n');
	mh_wipe(&lines, sizeof lines);
}

void mh_backup_write(struct mh_str *out, const struct mh_backup_parts *parts)
{
	unsigned char database[MH_HASH_SIZE];

	mh_digest(parts->database.bytes, parts->database.len, database);
	write_head(out, parts, database);
	mh_str_add(out, parts->database.bytes, parts->database.len);
}

/* The value of the line that *at begins with; *at goes behind it. */
static bool take_line(const char **at, const char *name, char out[VALUE_MOST])
{
	size_t len = strlen(name);

	if (strncmp(*at, name, len) != 0)
		return false;
	*at += len;
	len = strcspn(*at, "\n");
	if (len >= VALUE_MOST || (*at)[len] != '\n')
		return false;
	memcpy(out, *at, len);
	out[len] = '\0';
	*at += len + 1;
	return true;
}

/* Values into parts; what was written in another way than ours shows when the head is written again. */
static bool take_values(struct lines *lines, struct mh_backup_parts *parts)
{
	char (*const values)[VALUE_MOST] = lines->values;
	struct mh_backup *about = &parts->about;

	if (strlen(values[LINE_ORGANISATION]) >= sizeof about->organisation)
		return false;
	memcpy(about->organisation, values[LINE_ORGANISATION], strlen(values[LINE_ORGANISATION]) + 1);
	about->demo = strcmp(values[LINE_DEMO], "yes") == 0;
	about->entry = strtoll(values[LINE_ENTRY], NULL, 10);
	return mh_unhex(values[LINE_STORE], about->uid, MH_UID_SIZE) && mh_moment_parse(values[LINE_MADE], &about->made) &&
		about->entry > 0 && mh_unhex(values[LINE_DIGEST], about->digest, MH_HASH_SIZE) &&
		mh_unhex(values[LINE_MATCH_KEY], parts->match_key, MH_MATCH_KEY_SIZE);
}

/* Is what was read, written again, the very head that was there? */
static bool same_again(const struct mh_backup_parts *parts, const char *head, size_t len)
{
	unsigned char database[MH_HASH_SIZE];
	struct mh_str again;

	mh_str_init_secret(&again, MH_BACKUP_HEAD_MOST);
	mh_digest(parts->database.bytes, parts->database.len, database);
	write_head(&again, parts, database);
	bool same = again.len == len && mh_same_bytes(again.s, head, len);
	mh_str_free(&again);
	return same;
}

enum mh_status mh_backup_read(struct mh_blob container, struct mh_backup_parts *parts, struct mh_err *err)
{
	static const char first[] = "format: " FORMAT "\n";
	struct lines lines = { 0 };
	struct mh_str head;
	enum mh_status status = MH_OK;
	size_t most = container.len < MH_BACKUP_HEAD_MOST ? container.len : MH_BACKUP_HEAD_MOST;

	*parts = (struct mh_backup_parts){ 0 };
	if (container.len < sizeof first || memcmp(container.bytes, first, sizeof first - 1) != 0)
		return mh_fail(err, MH_INPUT, _("backup: it is signed, but is no backup of this version (%s)"), FORMAT);
	mh_str_init_secret(&head, MH_BACKUP_HEAD_MOST);
	mh_str_add(&head, container.bytes, most);
	const char *at = head.s;
	bool good = true;
	for (size_t i = 0; i < LINE_COUNT && good; i++)
		good = take_line(&at, names[i], lines.values[i]);
	const char *end = good ? strstr(at, "\n\n") : NULL;
	size_t len = end != NULL ? (size_t)(end - head.s) + 2 : 0, pin = end != NULL ? (size_t)(end - at) + 1 : 0;
	good = end != NULL && pin < sizeof parts->pin;
	if (good) {
		memcpy(parts->pin, at, pin);
		parts->database = (struct mh_blob){ (const char *)container.bytes + len, container.len - len };
		good = take_values(&lines, parts) && same_again(parts, head.s, len);
	}
	if (!good)
		status = mh_fail(err, MH_INPUT, _("backup: what it holds is not as its head says: it was altered or is not whole"));
	mh_str_free(&head);
	mh_wipe(&lines, sizeof lines);
	return status;
}
