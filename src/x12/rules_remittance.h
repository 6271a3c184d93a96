/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_remittance.h -- what rules_remittance.c (claims and lines) and
 * rules_payment.c (the payment as a whole) of an 835 share.
 */
#ifndef CC_X12_RULES_REMITTANCE_H
#define CC_X12_RULES_REMITTANCE_H

#include "x12/rules.h"

/*
 * The amount in `element` of `s`.  Nothing, and *unsure set, when it is no
 * amount: the guide has said so already.
 */
static inline money
amount_of(const struct segment *s, unsigned element, bool *unsure)
{
	money m = 0;

	if (!money_parse(segment_element(s, element), &m))
		*unsure = true;
	return m;
}

/* Add `m` to *sum; a sum past all money is unsure. */
static inline void
add_money(money *sum, money m, bool *unsure)
{
	if (!money_add(*sum, m, sum))
		*unsure = true;
}

/* a - b; a difference past all money is unsure. */
static inline money
less_money(money a, money b, bool *unsure)
{
	money left = 0;

	if (!money_sub(a, b, &left))
		*unsure = true;
	return left;
}

/* Amounts for the template of a finding. */
struct amounts { money value, a, b, c; };

/* Report `code` at an element met earlier, with amounts. */
void report_amounts(struct judge *j, enum finding_code code,
    const struct judge_mark *at, unsigned element,
    const struct amounts *amounts);

#endif
