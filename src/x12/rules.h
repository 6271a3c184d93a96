/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules.h -- what the rules of one transaction remember.
 *
 * Each family of rules keeps its facts in a struct of its own; a judge owns
 * one of each, cleared when a transaction begins.  Facts are values: nothing
 * here points into a block of the file (judge.h, J3).
 */
#ifndef CC_X12_RULES_H
#define CC_X12_RULES_H

#include "x12/judge.h"
#include "x12/facts_acknowledgement.h"
#include "x12/facts_claim.h"
#include "x12/facts_eligibility.h"
#include "x12/facts_level.h"
#include "x12/facts_remittance.h"
#include "x12/facts_status.h"

struct rule_facts {
	struct level_facts level;
	struct claim_facts claim;
	struct remittance_facts remittance;
	struct acknowledgement_facts acknowledgement;
	struct person_facts person;
	struct status_facts status;
};

#define RULE(name, function) rule_fn function;
#define RULE_FORM(name, function, form) rule_fn function, form;
#include "x12/rules.def"
#undef RULE
#undef RULE_FORM

/* Report `code` at an element of the segment at hand; nothing to fill in. */
static inline void
rule_report(struct judge *j, enum finding_code code, const struct segment *s,
    unsigned element)
{
	struct finding f = judge_finding(j, code, s, element, 0);

	judge_add(j, &f);
}

#endif
