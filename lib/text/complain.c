/* Problems of an input: kept in the caller's list, the first one said as the error. */

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include "text/complain.h"

void mh_complain(struct mh_complaints *complaints, const struct mh_problem *where, const char *format, ...)
{
	char text[1000], sentence[1200];
	struct mh_problem problem = *where;
	va_list list;

	va_start(list, format);
	vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	problem.file = complaints->name;
	problem.text = text;
	mh_problem_add(complaints->list, &problem, "%s", text);
	if (complaints->found++ > 0)
		return;
	mh_problem_text(&problem, sentence, sizeof(sentence));
	mh_fail(complaints->err, MH_INPUT, "%s", sentence);
}

enum mh_status mh_complaints_status(const struct mh_complaints *complaints)
{
	return complaints->found > 0 ? MH_INPUT : MH_OK;
}
