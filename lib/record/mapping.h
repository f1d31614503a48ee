/*
 * Mappings (mh-map/1, YAML): how the columns of somebody's CSV become a signal and its mentions.
 *
 *	format: mh-map/1
 *	name: regional-desk
 *	source: regional-desk           # becomes the signals' source
 *	delimiter: ";"                  # else found in the titles
 *	encoding: utf-8                 # or windows-1252; else found in the first row that is not ASCII
 *	date: dd-mm-yyyy                # or yyyy-mm-dd; else both are read, and with / neither
 *	constants: {channel: form, mention.role: victim, mention-2.role: witness}
 *	columns:
 *	  Meldnummer: external-id
 *	  Vorm: {field: form, values: {arbeid: labour}, empty: unknown}
 *	  Geslacht: {field: mention.sex, values: {v: female, m: male}}
 *	  Geslacht 2: {field: mention-2.sex, optional: yes, as-empty: ["-", nvt]}
 *	  Middelen: {field: mention.control, values: {dreiging: threats}, separator: /}
 *	  Ook arbeid: {field: form, values: {ja: labour}, as-empty: [nee]}    # several columns may fill one set
 *	ignore: [Opmerking]
 *
 * A column that is neither mapped nor ignored is an error, and so is a mapped one that is not there, unless it is optional.
 *
 * The other way round the same map says how a signal becomes a row (mapping_write.c). A standard that cannot be read back has a map
 * with "use: export", in whose columns several may be of one field, and which also have
 *	  Kind: {field: form, values: {Labour: labour, Sex: [sexual-domestic, sexual-cross-border]}, other: Other}
 *	  Sex: {field: mention.sex, values: {Woman: female}, empty: [unknown, not-asked]}   # codes that say nothing
 *	  Year: {field: received, as: year}            # or label-en, label-nl
 *	  Country: {field: municipality, blank: abroad, other: NLD}    # blank: codes that the column has no cell for, and that is told
 *	  Kind of place: {cell: Exploitation}          # the same in each row; "" for a column that we cannot fill
 *	  Number: {field: id, checked: unverified}     # also mention.id, and fields that the program writes
 * "rows: victims" says that each row of the target is a victim: other mentions, and signals without one, have no row.
 */

#ifndef MH_RECORD_MAPPING_H
#define MH_RECORD_MAPPING_H

#include "record/record.h"
#include "text/csv.h"
#include "text/yaml.h"

#define MH_MAP_PARTS 9		/* the signal, and up to eight mentions a row */
#define MH_MAP_REASON "mh-reason"	/* title of the column that rejected rows get; always ignored */

/* Export: how much of a value a cell has. */
enum mh_map_as { MH_MAP_WHOLE, MH_MAP_YEAR, MH_MAP_LABEL_EN, MH_MAP_LABEL_NL };

struct mh_map_value { const char *cell, *code; const struct mh_node *node; bool blank; /* export: no cell, and that is a loss */ };

struct mh_map_column {
	const char *title;
	int part;			/* 0: the signal; from 1: a mention */
	int field;
	struct mh_map_value *values;	/* sorted by cell; NULL: cells hold codes */
	size_t value_count;
	const char *empty;		/* code for an empty cell; NULL: none */
	const char **as_empty;		/* cells that say nothing */
	size_t as_empty_count;
	const char *separator;		/* of the values of a set; NULL: ; , | or a new line */
	bool shared;			/* other columns give values of the same set */
	bool optional;
	bool closed;			/* export: a code that the map does not name has no cell of its own */
	const char *other;		/* export: cell of a code that has none; NULL: it has no place */
	const char *cell;		/* export: what stands in each row; NULL: the field */
	enum mh_map_as as;
	bool unverified;		/* export: nobody has compared it with its source */
	const struct mh_node *node;	/* its place in the map; NULL: of mh_map_own */
};

#define MH_MAP_ID (-2)		/* export: the record's own id as a field */
#define MH_MAP_CELL (-3)	/* export: no field, a cell */

struct mh_map_constant { int part, field; const char *text; const struct mh_node *node; };

/* Found: 31-12-2026 and 31.12.2026 beside 2026-12-31. Which number of 3/4/2026 is the month nobody can see. */
enum mh_map_date { MH_MAP_DATE_FOUND, MH_MAP_YEAR_FIRST, MH_MAP_DAY_FIRST };

struct mh_map {
	const char *file;		/* stands in problems */
	const char *name, *source;
	struct mh_csv_options csv;
	enum mh_map_date date;
	struct mh_map_column *columns;
	size_t column_count;
	struct mh_map_constant *constants;
	size_t constant_count;
	const char **ignore;
	size_t ignore_count;
	size_t ignore_own;		/* how many of them the map itself has; the others were asked for */
	int parts;			/* in use */
	bool shares;			/* some columns are shared */
	bool exports;			/* it only writes */
	bool victims;			/* export: each row is a victim */
	char *titles;			/* texts of mh_map_own */
	int *column_of_cell;		/* by mh_map_bind: index in columns, -1 for an ignored cell */
	size_t cells;
	struct mh_tree tree;		/* owns the texts */
};

/* Reads a map. file is borrowed and must live as long. MH_INPUT: every problem is added, map needs no mh_map_free then. */
enum mh_status mh_map_read(struct mh_map *, const char *file, struct mh_blob text, struct mh_problems *, struct mh_err *);
void mh_map_free(struct mh_map *);
/* Judges a map that was read as YAML, for "mh-store apply". MH_INPUT: every problem is added. */
enum mh_status mh_map_check(const char *file, const struct mh_node *root, struct mh_problems *, struct mh_err *);
#define MH_MAP_FORMAT "mh-map/1"

/* What is said beside the map, of one file; NULL: the map's own. */
struct mh_map_beside {
	const char *delimiter, *encoding, *date;	/* words that a map has for it, and that were checked */
	const char *source;
	const char *const *ignore;		/* titles */
	size_t ignore_count;
};
/* Puts it in the map's place; its texts are borrowed and must live as long. MH_USAGE names what cannot be. */
enum mh_status mh_map_say(struct mh_map *, const struct mh_map_beside *, struct mh_err *);

/* The kind of a part: mh_signal or mh_mention. */
const struct mh_kind *mh_map_kind(int part);

/* Compares the map with a file's titles, and its codes with the catalogues. MH_INPUT: every problem is added. */
enum mh_status mh_map_bind(struct mh_map *, const struct mh_csv *, const char *csv_name, struct mh_catalogues *, struct mh_problems *,
	struct mh_err *);

/* A row as records; used again row after row. */
struct mh_map_row {
	struct mh_record records[MH_MAP_PARTS];	/* [0] the signal, [1] and on its mentions */
	bool given[MH_MAP_PARTS];		/* a cell of this mention has something in it */
	int source[MH_MAP_PARTS];		/* index of the field "source" */
	bool day_first;				/* some row had a date that was found to have its day first */
	struct mh_str text, word;		/* room to work in */
};

void mh_map_row_init(struct mh_map_row *, const struct mh_map *);
void mh_map_row_free(struct mh_map_row *, const struct mh_map *);

/* Fills the records from the cells alone, so that .set says what the file gave. Problems are named by row and column. MH_INPUT:
 * some were found. */
enum mh_status mh_map_fill(const struct mh_map *, const struct mh_csv_row *, struct mh_map_row *, struct mh_complaints *);
/* Adds what a new record gets where its cells gave nothing: constants, the source, initial values. */
void mh_map_complete(const struct mh_map *, struct mh_map_row *, int part);
/* Title of the column that gives the field, else the field's name. */
const char *mh_map_title(const struct mh_map *, int part, const char *field);

/* Makes a map for export of all fields: id, state and what else a list can show, titles as the fields are called. */
void mh_map_own(struct mh_map *);

/* What of the records has no place in the target: of a field (code NULL), or of one of its codes. */
enum mh_map_loss_of { MH_LOSS_FIELD, MH_LOSS_CODE, MH_LOSS_OTHER, MH_LOSS_YEAR, MH_LOSS_SEALED, MH_LOSS_KEPT };
struct mh_map_loss { int part, field; enum mh_map_loss_of of; char code[72]; uint64_t count; };
struct mh_map_losses { struct mh_map_loss *list; size_t count; };
void mh_map_losses_free(struct mh_map_losses *);
/* Counts a value that is told to nobody outside. */
void mh_map_kept(struct mh_map_losses *, int part, int field);

/* Adds the column's cell of the record (of the column's part; NULL: there is none) to out. Sealed values that are not opened are left out. */
void mh_map_cell(const struct mh_map *, const struct mh_map_column *, const struct mh_record *, struct mh_catalogues *, struct mh_str *out);
/* Counts what of the record the map's columns leave out. */
void mh_map_account(const struct mh_map *, int part, const struct mh_record *, struct mh_map_losses *);

#endif
