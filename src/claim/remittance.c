/* SPDX-License-Identifier: Apache-2.0 */
/* remittance.c -- sums that users of a remittance ask for. */
#include "claim/remittance.h"

static const str any;

/* ---- adjustments ---------------------------------------------------- */

/* See remittance.h. */
bool
adjustment_is(const struct adjustment *a, str group, str reason)
{
	return (group.n == 0 || str_eq(a->group, group)) &&
	    (reason.n == 0 || str_eq(a->reason, reason));
}

/*
 * Deductible (1, 66 of blood, 247 and 248 for professional services on a
 * hospital's bill), coinsurance (2, 122), copay (3, 241).
 */
static bool
is_cost_share(const struct adjustment *a)
{
	static const str reasons[] = { STR_INIT("1"), STR_INIT("2"),
		STR_INIT("3"), STR_INIT("66"), STR_INIT("122"),
		STR_INIT("241"), STR_INIT("247"), STR_INIT("248") };

	for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
		if (adjustment_is(a, STR("PR"), reasons[i]))
			return true;
	return false;
}

/* Add the adjustments from `a` on with this group and reason to *sum. */
static bool
add_adjustments(const struct adjustment *a, str group, str reason, money *sum)
{
	for (; a != NULL; a = a->next)
		if (adjustment_is(a, group, reason) &&
		    !money_add(*sum, a->amount.cents, sum))
			return false;
	return true;
}

static bool
add_cost_share(const struct adjustment *a, money *sum)
{
	for (; a != NULL; a = a->next)
		if (is_cost_share(a) && !money_add(*sum, a->amount.cents, sum))
			return false;
	return true;
}

/* See remittance.h. */
bool
paid_line_adjusted(const struct paid_line *line, str group, str reason,
    money *out)
{
	money sum = 0;

	if (!add_adjustments(line->adjustments.first, group, reason, &sum))
		return false;
	*out = sum;
	return true;
}

/* See remittance.h. */
bool
paid_claim_adjusted(const struct paid_claim *claim, str group, str reason,
    money *out)
{
	money sum = 0;

	if (!add_adjustments(claim->adjustments.first, group, reason, &sum))
		return false;
	for (const struct paid_line *l = claim->lines.first; l != NULL;
	    l = l->next)
		if (!add_adjustments(l->adjustments.first, group, reason,
		    &sum))
			return false;
	*out = sum;
	return true;
}

/* ---- the patient's share and the allowed amount --------------------- */

/* See remittance.h. */
bool
paid_line_cost_share(const struct paid_line *line, money *out)
{
	money sum = 0;

	if (!add_cost_share(line->adjustments.first, &sum))
		return false;
	*out = sum;
	return true;
}

/* See remittance.h. */
bool
paid_claim_cost_share(const struct paid_claim *claim, money *out)
{
	money sum = 0;

	if (!add_cost_share(claim->adjustments.first, &sum))
		return false;
	for (const struct paid_line *l = claim->lines.first; l != NULL;
	    l = l->next)
		if (!add_cost_share(l->adjustments.first, &sum))
			return false;
	*out = sum;
	return true;
}

/* The amount that the payer states as allowed, or NULL. */
static const struct stated_amount *
stated_allowed(const struct paid_line *line)
{
	const struct stated_amount *a = line->amounts.first;

	while (a != NULL && !str_eq(a->kind, STR("B6")))
		a = a->next;
	return a;
}

/* See remittance.h. */
bool
paid_line_allowed(const struct paid_line *line, money *out)
{
	const struct stated_amount *stated = stated_allowed(line);
	money share;

	if (stated != NULL) {
		*out = stated->amount.cents;
		return true;
	}
	return paid_line_cost_share(line, &share) &&
	    money_add(line->paid.cents, share, out);
}

/* True when the claim has lines and each states what is allowed. */
static bool
lines_state_allowed(const struct paid_claim *claim)
{
	const struct paid_line *l = claim->lines.first;

	if (l == NULL)
		return false;
	while (l != NULL && stated_allowed(l) != NULL)
		l = l->next;
	return l == NULL;
}

/* See remittance.h. */
bool
paid_claim_allowed(const struct paid_claim *claim, money *out)
{
	money sum = 0;

	if (!lines_state_allowed(claim))
		return paid_claim_cost_share(claim, &sum) &&
		    money_add(claim->paid.cents, sum, out);
	for (const struct paid_line *l = claim->lines.first; l != NULL;
	    l = l->next)
		if (!money_add(sum, stated_allowed(l)->amount.cents, &sum))
			return false;
	*out = sum;
	return true;
}

/* ---- does it balance ------------------------------------------------ */

/* charge - adjusted - paid */
static bool
rest_of(money charge, money adjusted, money paid, money *out)
{
	money left;

	return money_sub(charge, adjusted, &left) &&
	    money_sub(left, paid, out);
}

/* See remittance.h. */
bool
paid_line_rest(const struct paid_line *line, money *out)
{
	money adjusted;

	return paid_line_adjusted(line, any, any, &adjusted) &&
	    rest_of(line->charge.cents, adjusted, line->paid.cents, out);
}

/* See remittance.h. */
bool
paid_claim_rest(const struct paid_claim *claim, money *out)
{
	money adjusted;

	return paid_claim_adjusted(claim, any, any, &adjusted) &&
	    rest_of(claim->charge.cents, adjusted, claim->paid.cents, out);
}

/* ---- what became of a claim ----------------------------------------- */

/* See remittance.h. */
bool
paid_claim_is_reversal(const struct paid_claim *claim)
{
	return str_eq(claim->status, STR("22"));
}

/* True when an adjustment says that somebody else's money, or money paid by
 * another way, stands for this. */
static bool
is_settled_by(const struct adjustment *a)
{
	for (; a != NULL; a = a->next)
		if (a->amount.cents != 0 && (is_cost_share(a) ||
		    adjustment_is(a, STR("OA"), STR("23")) ||
		    adjustment_is(a, STR("CO"), STR("24"))))
			return true;
	return false;
}

/* See remittance.h. */
bool
paid_claim_is_denied(const struct paid_claim *claim)
{
	if (claim->charge.cents == 0 || claim->paid.cents != 0 ||
	    paid_claim_is_reversal(claim) ||
	    str_eq(claim->status, STR("23")) ||
	    str_eq(claim->status, STR("25")) ||
	    is_settled_by(claim->adjustments.first))
		return false;
	for (const struct paid_line *l = claim->lines.first; l != NULL;
	    l = l->next)
		if (is_settled_by(l->adjustments.first))
			return false;
	return true;
}

/* ---- provider adjustments ------------------------------------------- */

/* See remittance.h. */
bool
provider_adjusted(const struct provider_adjustment *adjustment, str reason,
    money *out)
{
	money sum = 0;

	for (const struct provider_reason *r = adjustment->reasons.first;
	    r != NULL; r = r->next)
		if ((reason.n == 0 || str_eq(r->reason, reason)) &&
		    !money_add(sum, r->amount.cents, &sum))
			return false;
	*out = sum;
	return true;
}
