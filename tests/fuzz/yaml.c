/* Any bytes as a partner's YAML: refused with a sentence, or a map that is written and read again as the same. */

#include <stdlib.h>

#include "text/yaml.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len)
{
	struct mh_tree tree = MH_TREE_INIT;
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_err err = MH_ERR_INIT;
	enum mh_status status = mh_yaml_read("input", (struct mh_blob){ bytes, len }, &mh_yaml_partner, &tree, &problems, &err);

	if (status == MH_OK ? tree.root == NULL || tree.root->type != MH_NODE_MAP : problems.count == 0 || err.text[0] == '\0')
		abort();
	mh_tree_free(&tree);
	mh_problems_free(&problems);
	return 0;
}
