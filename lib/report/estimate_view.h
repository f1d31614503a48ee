/*
 * An estimate as somebody may see it: which counts are hidden, how far numbers are rounded, and the one list of figures that the terminal,
 * the page, its chart and the rows for programs all show.
 */

#ifndef MH_REPORT_ESTIMATE_VIEW_H
#define MH_REPORT_ESTIMATE_VIEW_H

#include "base/str.h"
#include "report/estimate_words.h"

/* What the lists were made of; counts of persons. */
struct mh_estimate_source {
	char *labels[MH_LISTS_MOST];	/* of each list, for people; NULL: its name */
	double unplaced, partly, unlinked, left_out;
};

struct mh_estimate_view {
	const struct mh_estimate *e;
	const struct mh_estimate_source *source;
	bool dutch;
	int64_t threshold;	/* counts below it are hidden; 0: none */
	bool rounded;		/* estimates to two digits, nothing from which a count could be computed */
	const char *file;	/* the table of --histories; NULL: the store */
	const char *period, *organisation, *stand;	/* of the store; "" where there is none */
	bool internal;
	unsigned number;	/* of the part in its report, for ids */
	bool hide[MH_LISTS_MOST][MH_LISTS_MOST];	/* of two lists, the first by order first: is their overlap hidden? Twice the same: the list */
	size_t hidden;
};

/* Decides what is hidden. */
void mh_estimate_view_protect(struct mh_estimate_view *);

/* One figure. Not a number: there is none. */
struct mh_figure {
	const char *name;		/* for programs */
	enum mh_estimate_phrase label;
	double value, low, high;
	bool low_open, high_open;
	bool model;			/* of the model that was chosen */
};
#define MH_FIGURES_MOST 24

size_t mh_estimate_figures(const struct mh_estimate_view *, struct mh_figure out[MH_FIGURES_MOST]);

/* The number with so many digits that count, the rest 0. */
double mh_two_digits(double);
/* Adds an estimate as people read it: whole, or with two digits; "" where there is none. */
void mh_estimate_number(const struct mh_estimate_view *, double, struct mh_str *out);
/* Adds a count, or x. */
void mh_estimate_persons(const struct mh_estimate_view *, double count, bool hidden, struct mh_str *out);
/* Would it be hidden by itself? */
bool mh_estimate_small(const struct mh_estimate_view *, double count);
/* Adds the names of a set, "A × B". */
void mh_estimate_set(const struct mh_estimate_view *, unsigned set, struct mh_str *out);
const char *mh_estimate_label(const struct mh_estimate_view *, size_t list);

#endif
