/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_payment.c -- the payment of an 835 as a whole: how it is made, what
 * is taken from or added to it, and whether its claims come to it
 * (facts_remittance.h tells the equations).
 */
#include "x12/rules_remittance.h"

#include <inttypes.h>
#include <stdio.h>

#define BIT(element)	((uint64_t)1 << (element))

/* ---- BPR and TRN ---------------------------------------------------- */

/*
 * Both banks and accounts, and who sends the money, are required when it goes
 * from bank to bank (RFI 473); an ACH payment also says in which format.  A
 * bank or account without its number or kind is told by the syntax notes.
 */
static void
check_banks(struct judge *j, const struct segment *s)
{
	str means = segment_element(s, 4);
	bool ach = str_eq(means, STR("ACH"));
	uint64_t missing = (BIT(6) | BIT(8) | BIT(10) | BIT(12) | BIT(14) |
	    (ach ? BIT(5) : 0)) & ~s->present;
	struct finding f;

	if (segment_has(s, 7))
		missing &= ~BIT(6);
	if (segment_has(s, 13))
		missing &= ~BIT(12);
	if (missing == 0 || (!ach && !str_eq(means, STR("BOP")) &&
	    !str_eq(means, STR("FWT"))))
		return;
	f = judge_finding(j, FINDING_PAYMENT_BANKS, s,
	    (unsigned)__builtin_ctzll(missing), 0);
	f.a = means;
	judge_add(j, &f);
}

/* Under BPR. */
void
rule_remit_payment(struct judge *j, const struct segment *s)
{
	struct remittance_facts *f = &j->facts->remittance;
	str handling = segment_element(s, 1), payer = segment_element(s, 10);

	if (money_parse(segment_element(s, 2), &f->amount))
		f->at = judge_mark(j, s);
	f->handling = handling.n == 1 ? handling.p[0] : '?';
	f->without_money = str_eq(segment_element(s, 4), STR("NON"));
	if (payer.n > 0 && payer.n <= sizeof f->payer) {
		f->payer_n = (uint8_t)payer.n;
		memcpy(f->payer, payer.n != 0 ? payer.p : "", payer.n);
	}
	check_banks(j, s);
}

/* True for "1" and the nine digits of a tax number. */
static bool
is_payer_number(str s)
{
	uint64_t n;

	return s.n == 10 && s.p[0] == '1' && str_to_u64(s, UINT64_MAX, &n);
}

/*
 * Under TRN.  TRN03 repeats BPR10, for the trace goes through the bank with
 * it; a warning, since a Medicaid agency's published sample has two numbers.
 * Data element 509 also knows 3 for a DUNS number and 9 for one agreed between
 * partners; the guide asks for the tax number: a warning too.
 */
void
rule_remit_trace(struct judge *j, const struct segment *s)
{
	struct remittance_facts *f = &j->facts->remittance;
	str payer = segment_element(s, 3);
	struct finding bad;

	if (payer.n == 0)
		return;
	if (f->payer_n > 0 && !str_eq(payer, (str){ f->payer, f->payer_n })) {
		bad = judge_finding(j, FINDING_TRACE_PAYER, s, 3, 0);
		bad.a = (str){ f->payer, f->payer_n };
		judge_add(j, &bad);
	} else if (!is_payer_number(payer)) {
		rule_report(j, FINDING_TRACE_PAYER_FORM, s, 3);
	}
}

/* ---- TS3 ------------------------------------------------------------ */

static str
count_text(uint64_t n, char to[24])
{
	return (str){ to, (size_t)snprintf(to, 24, "%" PRIu64, n) };
}

/* Under LX. */
void
rule_remit_group(struct judge *j, const struct segment *s)
{
	(void)s;
	j->facts->remittance.group = (struct remittance_group){ 0 };
}

/* Under TS3. */
void
rule_remit_group_totals(struct judge *j, const struct segment *s)
{
	struct remittance_group *g = &j->facts->remittance.group;

	g->at = judge_mark(j, s);
	if (!str_to_u64(segment_element(s, 4), UINT32_MAX, &g->states_claims))
		g->unsure = true;
	g->states_charge = amount_of(s, 5, &g->unsure);
}

/*
 * At the end of an LX loop.  The guide does not say whether a reversal counts,
 * so a group with one is not judged.
 */
void
rule_remit_group_end(struct judge *j, const struct segment *s)
{
	struct remittance_group *g = &j->facts->remittance.group;
	struct finding f;
	char said[24], sent[24];

	(void)s;
	if (g->at.node == NULL || g->unsure || judge_broken(j))
		return;
	if (g->claims != g->states_claims) {
		f = judge_finding_at(j, FINDING_GROUP_CLAIMS, &g->at, 4, 0);
		f.value = count_text(g->states_claims, said);
		f.a = count_text(g->claims, sent);
		judge_add(j, &f);
	} else if (g->charge != g->states_charge) {
		report_amounts(j, FINDING_GROUP_CHARGE, &g->at, 5,
		    &(struct amounts){ g->states_charge, g->charge, 0, 0 });
	}
}

/* ---- PLB ------------------------------------------------------------ */

/*
 * A balance carried forward names the payment it comes from (RFI 1114), a
 * recovery the claim (RFI 227); without it the provider cannot match them.
 */
static void
check_reference(struct judge *j, const struct segment *s, unsigned reason)
{
	str code = segment_component(s, reason, 1);
	struct finding f;

	if (segment_component(s, reason, 2).n > 0 ||
	    (!str_eq(code, STR("FB")) && !str_eq(code, STR("WO"))))
		return;
	f = judge_finding(j, FINDING_PLB_REFERENCE, s, reason, 2);
	f.a = code;
	judge_add(j, &f);
}

/* Under PLB: up to six reasons, each with an amount that is not 0 (RFI 264). */
void
rule_remit_provider(struct judge *j, const struct segment *s)
{
	struct remittance_facts *f = &j->facts->remittance;

	for (unsigned i = 3; i <= 13 && i <= s->n; i += 2) {
		bool unsure = false;
		money m;

		if (!segment_has(s, i) && !segment_has(s, i + 1))
			continue;
		m = amount_of(s, i + 1, &unsure);
		if (m == 0 && !unsure)
			rule_report(j, FINDING_PLB_ZERO, s, i + 1);
		check_reference(j, s, i);
		add_money(&f->adjusted, m, &unsure);
		f->adjustments++;
		f->unsure |= unsure;
	}
}

/* ---- the end -------------------------------------------------------- */

/* R4, where there is anything to add up; true when it was found not to hold. */
static bool
payment_is_out(struct judge *j, const struct remittance_facts *f)
{
	bool unsure = f->unsure || f->last_broken;
	money sum = less_money(f->paid, f->adjusted, &unsure);
	money off = less_money(f->amount, sum, &unsure);

	if (unsure || judge_broken(j) || off == 0 ||
	    f->claims + f->adjustments == 0)
		return false;
	if (f->out > 1 || (f->out == 1 && off == f->out_by))
		return false;
	report_amounts(j, FINDING_REMIT_PAYMENT_BALANCE, &f->at, 2,
	    &(struct amounts){ f->amount, f->paid, f->adjusted, sum });
	return true;
}

/*
 * Nothing is paid: BPR01 is H and BPR04 NON, unless accounts are being tried
 * out (RFI 352, 2228).  Something is paid: neither of the two (RFI 1581).  A
 * payment cannot be negative: the balance is carried forward (RFI 738, 1114).
 */
static void
check_means(struct judge *j, const struct remittance_facts *f)
{
	struct amounts said = { .value = f->amount };
	bool notice = f->handling == 'H';

	if (f->amount < 0)
		report_amounts(j, FINDING_PAYMENT_NEGATIVE, &f->at, 2, &said);
	else if (f->amount > 0 && (notice || f->without_money))
		report_amounts(j, FINDING_PAYMENT_NOT_ZERO, &f->at, 2, &said);
	else if (f->amount == 0 && f->handling != 'P' &&
	    !(notice && f->without_money))
		report_amounts(j, FINDING_PAYMENT_ZERO, &f->at,
		    notice ? 4 : 1, &said);
}

/*
 * A payment that brings its remittance (C) or has it sent beside (I) holds
 * claims or provider adjustments (RFI 1870); one that only moves money need
 * not.
 */
static bool
is_empty(const struct judge *j, const struct remittance_facts *f)
{
	return f->claims + f->adjustments == 0 && !judge_broken(j) &&
	    (f->handling == 'I' || f->handling == 'C');
}

/* Under SE, when all loops are closed. */
void
rule_remit_end(struct judge *j, const struct segment *s)
{
	struct remittance_facts *f = &j->facts->remittance;
	struct finding empty;

	(void)s;
	if (f->at.node == NULL)
		return;
	if (is_empty(j, f)) {
		empty = judge_finding_at(j, FINDING_REMIT_EMPTY, &f->at, 1, 0);
		judge_add(j, &empty);
	} else if (!payment_is_out(j, f)) {
		check_means(j, f);
	}
}
