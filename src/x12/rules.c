/* SPDX-License-Identifier: Apache-2.0 */
/* rules.c -- the table of rules, made from rules.def. */
#include "x12/rules.h"

#include <stdlib.h>

#define RULE(name, function) { STR_INIT(name), function, NULL },
#define RULE_FORM(name, function, form) { STR_INIT(name), function, form },
static const struct rule rules[] = {
#include "x12/rules.def"
	{ STR_INIT(""), NULL, NULL }
};
#undef RULE
#undef RULE_FORM

/* See judge.h. */
const struct rule *
rule_by_name(str name)
{
	for (const struct rule *r = rules; r->run != NULL; r++)
		if (str_eq(r->name, name))
			return r;
	return NULL;
}

/* See judge.h. */
struct rule_facts *
rule_facts_new(void)
{
	return calloc(1, sizeof(struct rule_facts));
}

/* See judge.h. */
void
rule_facts_begin(struct rule_facts *facts)
{
	*facts = (struct rule_facts){ 0 };
}

/* See judge.h. */
void
rule_facts_free(struct rule_facts *facts)
{
	free(facts);
}
