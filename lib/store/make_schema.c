/*
 * Prints schema/0001-init.sql: the fixed tables, and for each kind its now and past, made from the field tables.
 * "make schema" runs it; a test compares its output with the committed file. Not a part of the library.
 */

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "record/kind.h"

static const char fixed[] =
	"-- Made by \"make schema\" from the field tables of lib/record until the first release; then migrations by hand.\n"
	"\n"
	"CREATE TABLE store (\n"
	"\tone INTEGER PRIMARY KEY CHECK (one = 1),\n"
	"\tuid BLOB NOT NULL,\n"
	"\torganisation TEXT NOT NULL,\n"
	"\tname TEXT NOT NULL,\n"
	"\tzone TEXT NOT NULL,\n"
	"\texchange_key TEXT NOT NULL,\n"
	"\tdemo INTEGER NOT NULL,\n"
	"\tepoch INTEGER NOT NULL,\n"
	"\tpublic_key BLOB NOT NULL,\n"
	"\tsecret TEXT NOT NULL,\n"
	"\tcreated INTEGER NOT NULL\n"
	") STRICT;\n"
	"\n"
	"CREATE TABLE allowed_key (\n"
	"\tfingerprint TEXT NOT NULL,\n"
	"\trole TEXT NOT NULL CHECK (role IN ('keyholder', 'former', 'exchange')),\n"
	"\tname TEXT NOT NULL,\n"
	"\tpublic_key TEXT NOT NULL,\n"
	"\texpires INTEGER NOT NULL,\n"
	"\tentry INTEGER NOT NULL,\n"
	"\tPRIMARY KEY (fingerprint, role)\n"
	") STRICT, WITHOUT ROWID;\n"
	"\n"
	"CREATE TABLE authority (\n"
	"\tn INTEGER PRIMARY KEY,\n"
	"\tentry INTEGER NOT NULL,\n"
	"\tsigned TEXT NOT NULL\n"
	") STRICT;\n"
	"\n"
	"CREATE TABLE counter (\n"
	"\tkind INTEGER NOT NULL,\n"
	"\tyear INTEGER NOT NULL,\n"
	"\tlast INTEGER NOT NULL,\n"
	"\tPRIMARY KEY (kind, year)\n"
	") STRICT, WITHOUT ROWID;\n"
	"\n"
	"CREATE TABLE log (\n"
	"\tn INTEGER PRIMARY KEY,\n"
	"\tat INTEGER NOT NULL,\n"
	"\tactor TEXT NOT NULL,\n"
	"\tcommand TEXT NOT NULL,\n"
	"\tpurpose TEXT NOT NULL,\n"
	"\tsubjects TEXT NOT NULL,\n"
	"\tnote TEXT NOT NULL,\n"
	"\tsalt BLOB NOT NULL,\n"
	"\ttold BLOB,\n"
	"\trows BLOB NOT NULL,\n"
	"\tdigest BLOB NOT NULL,\n"
	"\tmac BLOB NOT NULL\n"
	") STRICT;\n"
	"\n"
	"CREATE TABLE log_key (\n"
	"\tfirst INTEGER PRIMARY KEY,\n"
	"\tepoch INTEGER NOT NULL,\n"
	"\twrapped BLOB NOT NULL,\n"
	"\tcommitment BLOB NOT NULL,\n"
	"\treason TEXT NOT NULL CHECK (reason IN ('init', 'restore', 'import'))\n"
	") STRICT;\n"
	"\n"
	"CREATE TABLE log_next (\n"
	"\tone INTEGER PRIMARY KEY CHECK (one = 1),\n"
	"\tn INTEGER NOT NULL,\n"
	"\tkey BLOB NOT NULL\n"
	") STRICT;\n"
	"\n"
	"CREATE TABLE checkpoint (\n"
	"\tn INTEGER PRIMARY KEY,\n"
	"\tepoch INTEGER NOT NULL,\n"
	"\tentry INTEGER NOT NULL,\n"
	"\tdigest BLOB NOT NULL,\n"
	"\tpruned INTEGER NOT NULL,\n"
	"\tmade INTEGER NOT NULL,\n"
	"\tsigned TEXT NOT NULL\n"
	") STRICT;\n"
	"\n"
	"CREATE TABLE log_row (\n"
	"\tkind INTEGER NOT NULL,\n"
	"\tfirst INTEGER NOT NULL,\n"
	"\tentry INTEGER NOT NULL,\n"
	"\tpart INTEGER NOT NULL,\n"
	"\tdigests BLOB NOT NULL,\n"
	"\tPRIMARY KEY (entry, part)\n"
	") STRICT, WITHOUT ROWID;\n"
	"\n"
	"CREATE INDEX log_row_of ON log_row (kind, first);\n"
	"\n"
	"CREATE TABLE data_key (\n"
	"\tn INTEGER PRIMARY KEY,\n"
	"\tepoch INTEGER NOT NULL,\n"
	"\twrapped BLOB NOT NULL\n"
	") STRICT;\n"
	"\n"
	"CREATE TABLE sealed (\n"
	"\tn INTEGER PRIMARY KEY,\n"
	"\tdata_key INTEGER NOT NULL REFERENCES data_key (n),\n"
	"\tfield INTEGER NOT NULL,\n"
	"\tvalue BLOB NOT NULL\n"
	") STRICT;\n"
	"\n"
	"CREATE TABLE erasure (\n"
	"\tn INTEGER PRIMARY KEY,\n"
	"\tentry INTEGER NOT NULL,\n"
	"\tsigned TEXT NOT NULL,\n"
	"\tsecond TEXT NOT NULL,\n"
	"\tdone INTEGER NOT NULL\n"
	") STRICT;\n"
	"\n"
	"CREATE TABLE erasure_former (\n"
	"\tstore TEXT PRIMARY KEY,\n"
	"\tentry INTEGER NOT NULL,\n"
	"\tlists TEXT NOT NULL\n"
	") STRICT, WITHOUT ROWID;\n"
	"\n"
	"CREATE TABLE erased_file (\n"
	"\tdigest TEXT PRIMARY KEY\n"
	") STRICT, WITHOUT ROWID;\n"
	"\n"
	"CREATE TABLE erased_count (\n"
	"\tmeasure TEXT NOT NULL,\n"
	"\tyears TEXT NOT NULL,\n"
	"\tmunicipality TEXT NOT NULL,\n"
	"\tform TEXT NOT NULL,\n"
	"\tcount INTEGER NOT NULL,\n"
	"\tPRIMARY KEY (measure, years, municipality, form)\n"
	") STRICT, WITHOUT ROWID;\n";

/* The commonest report (year, municipality, form) is answered from an index alone. */
static const char reports[] =
	"CREATE INDEX signal_report ON \"signal\" (substr(received, 1, 4), municipality, form);\n";

static const char *column(const char *name)
{
	static char out[80];
	size_t i;

	for (i = 0; name[i] != '\0' && i < sizeof out - 1; i++)
		out[i] = name[i] == '-' ? '_' : name[i];
	out[i] = '\0';
	return out;
}

static const char *type_of(const struct mh_field *field)
{
	if (mh_field_sealed(field))
		return "INTEGER";
	switch (field->type) {
	case MH_MOMENT: case MH_INT: case MH_MONEY: case MH_ID:
		return "INTEGER";
	default:
		return "TEXT";
	}
}

static void columns(const struct mh_kind *kind, bool past)
{
	for (size_t i = 0; i < kind->count; i++) {
		const struct mh_field *field = &kind->fields[i];
		printf(",\n\t\"%s\" %s", column(field->name), type_of(field));
		if ((field->flags & MH_REQUIRED) != 0)
			printf(" NOT NULL");
		if (field->type == MH_ID && !past)
			printf(" REFERENCES \"%s\" (n)", field->of);
		if ((field->flags & MH_MATCHED) != 0)
			printf(",\n\t\"%s_hash\" BLOB", column(field->name));
	}
}

static void names(const struct mh_kind *kind, const char *before)
{
	for (size_t i = 0; i < kind->count; i++) {
		printf(", %s\"%s\"", before, column(kind->fields[i].name));
		if ((kind->fields[i].flags & MH_MATCHED) != 0)
			printf(", %s\"%s_hash\"", before, column(kind->fields[i].name));
	}
}

static void indexes(const struct mh_kind *kind)
{
	for (size_t i = 0; i < kind->count; i++) {
		const struct mh_field *field = &kind->fields[i];
		const char *hash = (field->flags & MH_MATCHED) != 0 ? "_hash" : "";
		if ((field->flags & (MH_INDEXED | MH_UNIQUE)) == 0)
			continue;
		printf("CREATE %sINDEX %s_%s", (field->flags & MH_UNIQUE) != 0 ? "UNIQUE " : "", kind->name, column(field->name));
		printf(" ON \"%s\" (\"%s%s\")", kind->name, column(field->name), hash);
		if ((field->flags & MH_REQUIRED) == 0)
			printf(" WHERE \"%s%s\" IS NOT NULL", column(field->name), hash);
		printf(";\n");
	}
}

static void tables(const struct mh_kind *kind)
{
	const char *uid = (kind->flags & MH_TRAVELS) != 0 ? ",\n\tuid BLOB NOT NULL" : "";
	bool travels = (kind->flags & MH_TRAVELS) != 0;

	printf("\nCREATE TABLE \"%s\" (\n\tn INTEGER PRIMARY KEY,\n\tentry INTEGER NOT NULL,\n\tsalt BLOB NOT NULL%s", kind->name, uid);
	columns(kind, false);
	printf("\n) STRICT;\n\nCREATE TABLE %s_past (\n\tn INTEGER NOT NULL,\n\tentry INTEGER NOT NULL,\n"
	       "\treplaced INTEGER NOT NULL,\n\tsalt BLOB NOT NULL%s", kind->name, uid);
	columns(kind, true);
	printf("\n) STRICT;\n\nCREATE INDEX %s_past_n ON %s_past (n, entry);\n", kind->name, kind->name);
	indexes(kind);
	printf("\nCREATE TRIGGER %s_keep BEFORE UPDATE ON \"%s\" BEGIN\n\tINSERT INTO %s_past (n, entry, replaced, salt%s",
		kind->name, kind->name, kind->name, travels ? ", uid" : "");
	names(kind, "");
	printf(")\n\tVALUES (old.n, old.entry, new.entry, old.salt%s", travels ? ", old.uid" : "");
	names(kind, "old.");
	printf(");\nEND;\n");
}

int main(void)
{
	fputs(fixed, stdout);
	for (size_t i = 0; mh_kinds[i] != NULL; i++)
		tables(mh_kinds[i]);
	printf("\n%s", reports);
	return ferror(stdout) != 0 || fclose(stdout) != 0;
}
