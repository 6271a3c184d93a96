/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_remittance.c -- the claims and lines of an 835: do they balance, and
 * do they agree with their status (facts_remittance.h tells the equations).
 *
 * Not judged, because published examples of the guide do otherwise: that one
 * CAS carries all reasons of its group (RFI 196 wants it; the guide's own
 * example of a secondary payment repeats the group); the numbers of LX, which
 * are sorting keys of the payer; DTM*405, whose need cannot be seen here.
 */
#include "x12/rules_remittance.h"

#include <stdio.h>

/* CLP02. */
enum {
	STATUS_DENIED = 4,
	STATUS_PRIMARY_FORWARDED = 19,
	STATUS_TERTIARY_FORWARDED = 21,
	STATUS_REVERSAL = 22,
	STATUS_NOT_OURS_FORWARDED = 23,
	STATUS_PREDETERMINATION = 25,
};

/* See rules_remittance.h. */
void
report_amounts(struct judge *j, enum finding_code code,
    const struct judge_mark *at, unsigned element,
    const struct amounts *amounts)
{
	struct finding f = judge_finding_at(j, code, at, element, 0);
	char value[MONEY_TEXT_MAX], a[MONEY_TEXT_MAX], b[MONEY_TEXT_MAX];
	char c[MONEY_TEXT_MAX];

	f.value = money_format(amounts->value, value);
	f.a = money_format(amounts->a, a);
	f.b = money_format(amounts->b, b);
	f.c = money_format(amounts->c, c);
	judge_add(j, &f);
}

/* ---- a claim begins ------------------------------------------------- */

/*
 * A reversal repeats the claim with every amount negated (RFI 1429), so that
 * neither charge nor payment can be positive; what the patient owed is not
 * repeated (RFI 319, 2548).  The rest of a claim with a wrong sign would not
 * balance either, and is not judged.
 */
static void
check_reversal(struct judge *j, const struct segment *s,
    struct remittance_claim *c)
{
	if (c->charge > 0 || c->paid > 0) {
		rule_report(j, FINDING_REVERSAL_SIGN, s,
		    c->charge > 0 ? 3 : 4);
		c->unsure = true;
	} else if (c->owes != 0) {
		rule_report(j, FINDING_REVERSAL_PATIENT, s, 5);
	}
}

/*
 * Status 25 prices a claim that is not paid (RFI 1941); status 4 is left for a
 * patient that the payer does not know (RFI 1423), who is paid nothing.
 */
static void
check_status(struct judge *j, const struct segment *s,
    struct remittance_claim *c)
{
	if (c->status == STATUS_REVERSAL) {
		check_reversal(j, s, c);
	} else if (c->status == STATUS_PREDETERMINATION && c->paid != 0) {
		rule_report(j, FINDING_PREDETERMINATION_PAID, s, 4);
		c->unsure = true;
	} else if (c->status == STATUS_DENIED && c->paid != 0) {
		rule_report(j, FINDING_DENIED_PAID, s, 4);
	}
}

/*
 * Beside its neighbour: the same claim, paid the same again; or a reversal
 * behind the correction that should follow it (RFI 791).
 */
static void
compare_claims(struct judge *j, const struct segment *s,
    const struct remittance_claim *before, const struct remittance_claim *c)
{
	if (before->at.node == NULL || before->name != c->name ||
	    str_eq(segment_element(s, 1), STR("0")))
		return;
	if (before->status == c->status && before->charge == c->charge &&
	    before->paid == c->paid && before->payer_name == c->payer_name)
		rule_report(j, FINDING_REMIT_CLAIM_TWICE, s, 1);
	else if (before->status != STATUS_REVERSAL &&
	    c->status == STATUS_REVERSAL && before->charge == -c->charge)
		rule_report(j, FINDING_REVERSAL_LATE, s, 2);
}

/* A number that stands for `s`, eight bytes at a time: equal texts, equal
 * numbers.  It only tells neighbours apart. */
static uint64_t
number_of(str s)
{
	uint64_t h = s.n;

	while (s.n > 0) {
		size_t n = s.n < 8 ? s.n : 8;

		h = (h ^ pack_code(s)) * 0x9E3779B97F4A7C15u;
		h ^= h >> 32;
		s = (str){ s.p + n, s.n - n };
	}
	return h;
}

static struct remittance_claim
read_claim(const struct judge *j, const struct segment *s)
{
	struct remittance_claim c = {
		.at = judge_mark(j, s),
		.name = number_of(segment_element(s, 1)),
		.payer_name = number_of(segment_element(s, 7)),
		.open = true,
		.states_owes = segment_has(s, 5),
	};
	uint64_t status = 0;

	str_to_u64(segment_element(s, 2), 99, &status);
	c.status = (uint8_t)status;
	c.charge = amount_of(s, 3, &c.unsure);
	c.paid = amount_of(s, 4, &c.unsure);
	if (c.states_owes)
		c.owes = amount_of(s, 5, &c.unsure);
	return c;
}

/* Under CLP. */
void
rule_remit_claim(struct judge *j, const struct segment *s)
{
	struct remittance_facts *f = &j->facts->remittance;
	struct remittance_claim c = read_claim(j, s);

	judge_mend(j);
	f->claims++;
	if (!c.unsure) {
		check_status(j, s, &c);
		compare_claims(j, s, &f->claim, &c);
	}
	add_money(&f->paid, c.paid, &c.unsure);
	add_money(&f->group.charge, c.charge, &c.unsure);
	f->group.claims++;
	f->group.unsure |= c.unsure || c.status == STATUS_REVERSAL;
	f->unsure |= c.unsure;
	f->line.open = false;
	f->claim = c;
}

/* Under NM1*TT: the payer that the claim was sent on to. */
void
rule_remit_forwarded(struct judge *j, const struct segment *s)
{
	(void)s;
	j->facts->remittance.claim.forwarded = true;
}

/* ---- lines, adjustments, dates -------------------------------------- */

/* Under SVC. */
void
rule_remit_line(struct judge *j, const struct segment *s)
{
	struct remittance_line *l = &j->facts->remittance.line;

	*l = (struct remittance_line){ .at = judge_mark(j, s), .open = true };
	l->charge = amount_of(s, 2, &l->unsure);
	l->paid = amount_of(s, 3, &l->unsure);
	if (segment_has(s, 6) &&
	    str_eq(segment_element(s, 1), segment_element(s, 6)))
		rule_report(j, FINDING_REMIT_BILLED_SAME, s, 6);
}

/*
 * One reason of a CAS and its amount, which may not be missing (RFI 1532) nor
 * zero (RFI 277, 998, 1941).  The first amount is required by the guide, and
 * the syntax notes ask for an amount or a count: only where a count comes
 * alone is there something left to say.
 */
static money
read_adjustment(struct judge *j, const struct segment *s, unsigned reason,
    bool *unsure)
{
	money m;

	if (!segment_has(s, reason + 1)) {
		*unsure |= segment_has(s, reason);
		if (reason > 2 && segment_has(s, reason) &&
		    segment_has(s, reason + 2))
			rule_report(j, FINDING_REMIT_ADJUSTMENT_AMOUNT, s,
			    reason + 1);
		return 0;
	}
	m = amount_of(s, reason + 1, unsure);
	if (m == 0 && !*unsure)
		rule_report(j, FINDING_REMIT_ADJUSTMENT_ZERO, s, reason + 1);
	return m;
}

/* Under CAS, of the claim or of the line that is open. */
void
rule_remit_adjustments(struct judge *j, const struct segment *s)
{
	struct remittance_facts *f = &j->facts->remittance;
	struct remittance_claim *c = &f->claim;
	bool of_line = f->line.open, unsure = false;
	money all = 0;

	for (unsigned reason = 2; reason <= 17 && reason <= s->n; reason += 3)
		add_money(&all, read_adjustment(j, s, reason, &unsure),
		    &unsure);
	add_money(of_line ? &f->line.adjusted : &c->adjusted, all, &unsure);
	if (str_eq(segment_element(s, 1), STR("PR")))
		add_money(&c->patient, all, &unsure);
	if (of_line)
		f->line.unsure |= unsure;
	c->unsure |= unsure;
}

/* CCYYMMDD as a number that orders days: its bytes, the first one highest. */
static uint64_t
day_of(str s)
{
	return s.n == 8 ? __builtin_bswap64(pack_code(s)) : 0;
}

/*
 * Under DTM of a claim (232 to 233) and of a line (150 to 151, or 472 alone):
 * no span ends before it begins.
 */
void
rule_remit_date(struct judge *j, const struct segment *s)
{
	struct remittance_facts *f = &j->facts->remittance;
	struct remittance_span *days =
	    f->line.open ? &f->line.days : &f->claim.days;
	uint64_t day = day_of(segment_element(s, 2));

	if (!segment_has(s, 1))
		return;
	switch (pack_code(segment_element(s, 1))) {
	case SEGMENT_ID('4', '7', '2'):
		days->from = days->to = day;
		break;
	case SEGMENT_ID('2', '3', '2'):
	case SEGMENT_ID('1', '5', '0'):
		days->from = day;
		break;
	case SEGMENT_ID('2', '3', '3'):
	case SEGMENT_ID('1', '5', '1'):
		days->to = day;
		break;
	}
	if (days->from > days->to && days->to != 0)
		rule_report(j, FINDING_REMIT_DATES_ORDER, s, 2);
}

/* A line's own days, if it has any: both ends of a span. */
static void
check_line_days(struct judge *j, const struct remittance_line *l,
    struct remittance_claim *c)
{
	struct finding f;

	if (l->days.from == 0 && l->days.to == 0) {
		if (c->undated.node == NULL)
			c->undated = l->at;
	} else if ((l->days.from == 0 || l->days.to == 0) &&
	    !judge_broken(j)) {
		f = judge_finding_at(j, FINDING_REMIT_DATE_ALONE, &l->at, 0,
		    0);
		f.want = l->days.from == 0 ? STR("DTM*150") : STR("DTM*151");
		judge_add(j, &f);
	}
}

/* R1. */
static void
balance_line(struct judge *j, struct remittance_line *l,
    struct remittance_claim *c)
{
	money left = less_money(l->charge, l->adjusted, &l->unsure);

	if (l->unsure || judge_broken(j)) {
		c->unsure = true;
		return;
	}
	if (left == l->paid)
		return;
	c->lines_out++;
	report_amounts(j, FINDING_REMIT_LINE_BALANCE, &l->at, 3,
	    &(struct amounts){ l->paid, l->charge, l->adjusted, left });
}

/* At the end of a line's loop. */
void
rule_remit_line_end(struct judge *j, const struct segment *s)
{
	struct remittance_facts *f = &j->facts->remittance;
	struct remittance_line *l = &f->line;
	struct remittance_claim *c = &f->claim;

	(void)s;
	if (!l->open) {		/* its SVC was lost */
		c->unsure = true;
		return;
	}
	l->open = false;
	c->lines++;
	balance_line(j, l, c);
	add_money(&c->lines_charge, l->charge, &c->unsure);
	add_money(&c->lines_paid, l->paid, &c->unsure);
	add_money(&c->lines_adjusted, l->adjusted, &c->unsure);
	check_line_days(j, l, c);
}

/* ---- a claim ends --------------------------------------------------- */

/*
 * Dates stand at the claim, for all of its lines, or at every line (RFI 2055).
 * What is only priced has no date yet; a line that does not balance may have
 * lost its date together with its adjustments.
 */
static void
check_claim_days(struct judge *j, const struct remittance_claim *c)
{
	bool undated = c->lines == 0 || c->undated.node != NULL;
	struct finding f;

	if (!undated || c->days.from != 0 || c->days.to != 0 ||
	    c->status == STATUS_PREDETERMINATION || c->lines_out > 0 ||
	    judge_broken(j))
		return;
	f = judge_finding_at(j, FINDING_REMIT_DATES_MISSING,
	    c->lines == 0 ? &c->at : &c->undated, 0, 0);
	judge_add(j, &f);
}

/* The status says that the claim was sent on: NM1*TT tells to whom. */
static void
check_forwarded(struct judge *j, const struct remittance_claim *c)
{
	char status[4];
	struct finding f;

	if (c->forwarded || judge_broken(j) ||
	    c->status < STATUS_PRIMARY_FORWARDED ||
	    (c->status > STATUS_TERTIARY_FORWARDED &&
	    c->status != STATUS_NOT_OURS_FORWARDED))
		return;
	f = judge_finding_at(j, FINDING_REMIT_FORWARDED, &c->at, 2, 0);
	f.value = (str){ status,
	    (size_t)snprintf(status, sizeof status, "%u", c->status) };
	judge_add(j, &f);
}

/*
 * CLP05 is the sum of all adjustments with group PR, except in a reversal
 * (RFI 2548); it may be left out when that is nothing (RFI 396, 680).  Of what
 * is only priced nobody owes anything yet, and payers' examples differ.
 */
static void
check_patient_share(struct judge *j, const struct remittance_claim *c)
{
	if (c->status == STATUS_REVERSAL ||
	    c->status == STATUS_PREDETERMINATION || c->owes == c->patient ||
	    (!c->states_owes && c->patient < 0))
		return;
	report_amounts(j, FINDING_PATIENT_SHARE, &c->at, 5,
	    &(struct amounts){ .value = c->owes, .a = c->patient });
}

/*
 * R2 and R3 for a claim whose lines balance in themselves.  `left` is what R2
 * leaves to be paid.  True when they hold, or R3 alone does not.
 */
static bool
balance_claim(struct judge *j, const struct remittance_claim *c, money left)
{
	bool fits = c->lines == 0 || c->lines_charge == c->charge;
	bool unsure = false;
	money lines_left = less_money(c->lines_paid, c->adjusted, &unsure);
	money adjusted = c->adjusted;

	if (left == c->paid && fits)
		return true;
	if (left == c->paid) {
		report_amounts(j, FINDING_REMIT_LINES_CHARGE, &c->at, 3,
		    &(struct amounts){ c->charge, c->lines_charge, 0, 0 });
		return true;
	}
	add_money(&adjusted, c->lines_adjusted, &unsure);
	if (!fits && !unsure && lines_left == c->paid)
		report_amounts(j, FINDING_REMIT_CLAIM_CHARGE, &c->at, 3,
		    &(struct amounts){ c->charge, c->lines_charge, 0, 0 });
	else
		report_amounts(j, FINDING_REMIT_CLAIM_BALANCE, &c->at, 4,
		    &(struct amounts){ c->paid, c->charge, adjusted, left });
	return false;
}

/* R2 and R3, if every amount is known and nothing around them was lost. */
static void
judge_sums(struct judge *j, struct remittance_facts *f)
{
	struct remittance_claim *c = &f->claim;
	money left = less_money(c->charge, c->adjusted, &c->unsure);

	left = less_money(left, c->lines_adjusted, &c->unsure);
	if (c->unsure || judge_broken(j)) {
		f->group.unsure = true;
	} else if (c->lines_out == 0 && balance_claim(j, c, left)) {
		check_patient_share(j, c);
	} else {
		f->out++;
		f->group.unsure = true;
		add_money(&f->out_by, less_money(left, c->paid, &f->unsure),
		    &f->unsure);
	}
}

/*
 * At the end of a claim's loop.  What was lost in it does not matter to the
 * payment, whose sum needs CLP04 alone; unless the CLP itself was lost, or
 * this is the last claim, and a PLB was lost behind it.
 */
void
rule_remit_claim_end(struct judge *j, const struct segment *s)
{
	struct remittance_facts *f = &j->facts->remittance;
	struct remittance_claim *c = &f->claim;

	(void)s;
	f->last_broken = judge_broken(j);
	if (c->open) {
		check_forwarded(j, c);
		check_claim_days(j, c);
		judge_sums(j, f);
	} else {
		f->unsure = f->group.unsure = true;
	}
	c->open = false;
	judge_mend(j);
}
