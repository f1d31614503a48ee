/*
 * Definitions of reports: YAML of format mh-report/1 (mh-report(5)), kept in the store by "mh-store apply", read from there.
 * A definition has sections; a section has parts: text, table, trend, chart, estimate or chain.
 */

#ifndef MH_REPORT_DEFINITION_H
#define MH_REPORT_DEFINITION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"
#include "text/yaml.h"

#define MH_REPORT_FORMAT "mh-report/1"

enum mh_audience { MH_FOR_PUBLIC, MH_FOR_PARTNERS, MH_FOR_INTERNAL };

/* A text in both languages; where one is missing it is the other. "" when there is none. */
struct mh_both { char *en, *nl; };

enum mh_part_type { MH_PART_TEXT, MH_PART_TABLE, MH_PART_TREND, MH_PART_CHART, MH_PART_ESTIMATE, MH_PART_CHAIN };

struct mh_part {
	enum mh_part_type type;
	struct mh_both title;	/* text: the text itself; paragraphs are parted by an empty line */
	struct mh_both note;	/* under a table, trend, chart, estimate or chain */
	char *measure;		/* NULL in a text, and of the chain */
	char *rows;
	char *columns;		/* NULL: none */
	char *where;		/* NULL: none */
	char *date;		/* field by which the period is taken; NULL: the measure's own */
	char *merge;		/* estimate: lists taken as one, "a,b=c d,e=f"; NULL: none. Its rows are the lists, its measure victims */
	bool lines;		/* chart: lines, not bars */
	bool zero_rows;		/* declared codes without any unit are shown */
};

struct mh_section { struct mh_both title; struct mh_part *parts; size_t count; };

struct mh_definition {
	char *name;
	enum mh_audience audience;
	struct mh_both title, summary;
	struct mh_section *sections;
	size_t count;
};

/*
 * Reads a definition; file stands in problems. MH_INPUT: refused; every problem was added, with line and column, and the
 * first is err's sentence. The definition is empty then.
 */
enum mh_status mh_definition_read(const char *file, struct mh_blob text, struct mh_definition *, struct mh_problems *,
	struct mh_err *);
/* The same from a tree that was read; nothing of the tree is kept. */
enum mh_status mh_definition_of_tree(const char *file, const struct mh_node *root, struct mh_definition *, struct mh_problems *,
	struct mh_err *);
void mh_definition_free(struct mh_definition *);

const char *mh_both_in(const struct mh_both *, bool dutch);
/* Adds text with each "{period}" replaced. Other braces are kept. */
void mh_text_fill(const char *text, const char *period, struct mh_str *out);
const char *mh_audience_name(enum mh_audience);

#endif
