/* Catalogue files (format mh-catalogue/1) as records of kind code. */

#ifndef MH_RECORD_CATALOGUE_FILE_H
#define MH_RECORD_CATALOGUE_FILE_H

#include "record/record.h"
#include "text/yaml.h"

#define MH_CATALOGUE_FORMAT "mh-catalogue/1"

/*
 * Calls fn for each code of the file, in its order, as a record of kind code with all its fields set; the record is borrowed.
 * With fn NULL the file is only checked. MH_INPUT: something is wrong; all problems are added. fn's status other than MH_OK stops.
 */
enum mh_status mh_catalogue_file_each(const char *file, const struct mh_node *root,
	enum mh_status (*fn)(void *, struct mh_record *, struct mh_err *), void *arg, struct mh_problems *, struct mh_err *);

#endif
