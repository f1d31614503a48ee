#include "document_formats.h"

#include "chain/consent.h"
#include "chain/indicators.h"
#include "chain/routing.h"
#include "record/mapping.h"
#include "report/definition.h"
#include "workflow/retention.h"
#include "workflow/term.h"
#include "workflow/track.h"

static enum mh_status check_workflow(const char *file, const struct mh_node *root, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_track track = { 0 };
	enum mh_status status = mh_track_read(file, root, &track, problems, err);

	mh_track_free(&track);
	return status;
}

static enum mh_status check_terms(const char *file, const struct mh_node *root, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_terms terms = { 0 };
	enum mh_status status = mh_terms_read(file, root, &terms, problems, err);

	mh_terms_free(&terms);
	return status;
}

static enum mh_status check_report(const char *file, const struct mh_node *root, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_definition def = { 0 };
	enum mh_status status = mh_definition_of_tree(file, root, &def, problems, err);

	mh_definition_free(&def);
	return status;
}

static enum mh_status check_indicators(const char *file, const struct mh_node *root, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_indicator_list list = { .name = NULL };
	enum mh_status status = mh_indicator_list_read(file, root, &list, problems, err);

	mh_indicator_list_free(&list);
	return status;
}

static enum mh_status check_retention(const char *file, const struct mh_node *root, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_rules rules = MH_RULES_INIT;
	enum mh_status status = mh_rules_read(file, root, &rules, problems, err);

	mh_rules_free(&rules);
	return status;
}

static enum mh_status check_consent(const char *file, const struct mh_node *root, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_consent_rules rules = MH_CONSENT_RULES_INIT;
	enum mh_status status = mh_consent_rules_read(file, root, &rules, problems, err);

	mh_consent_rules_free(&rules);
	return status;
}

static enum mh_status check_routing(const char *file, const struct mh_node *root, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_routes routes = MH_ROUTES_INIT;
	enum mh_status status = mh_routes_read(file, root, &routes, problems, err);

	mh_routes_free(&routes);
	return status;
}

/* To add a format: its line here, and its page in the manual. */
const struct mh_document_format mh_document_formats[] = {
	{ MH_WORKFLOW_FORMAT, check_workflow },
	{ MH_TERMS_FORMAT, check_terms },
	{ MH_RETENTION_FORMAT, check_retention },
	{ MH_CONSENT_FORMAT, check_consent },
	{ MH_ROUTING_FORMAT, check_routing },
	{ MH_MAP_FORMAT, mh_map_check },
	{ MH_INDICATORS_FORMAT, check_indicators },
	{ MH_REPORT_FORMAT, check_report },
	{ NULL, NULL }
};
