/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_claim_payers.c -- coordination of benefits: what other payers decided
 * must add up to what was billed.
 *
 * For each other payer that has decided (AMT*D), from RFI 1294 and the guides'
 * section on balancing:
 *
 *   P1  a line's charge = paid on the line (SVD02) + the line's adjustments
 *       (CAS in 2430), for each payer with a 2430 there
 *   P2  when the payer has a 2430 anywhere: paid on the claim (AMT*D) = paid
 *       on all lines - the claim's adjustments (CAS in 2320)
 *   P3  the claim's charge (CLM02) = AMT*D + the adjustments of both levels
 *
 * A line that fails P1 makes P2 or P3 fail, and a wrong total makes all fail;
 * only the first of them is told.  Allowed and approved amounts take no part
 * (RFI 1115).
 */
#include "x12/rules_claim.h"

/* The payer whose 2320 is at hand, or NULL. */
static struct claim_payer *
last_payer(struct claim_facts *c)
{
	unsigned n = c->now.n_payers;

	return n == 0 || n > CLAIM_PAYERS ? NULL : &c->payers[n - 1];
}

/* ---- the claim level: 2320 and 2330B -------------------------------- */

/*
 * `other-insurance`, under SBR of 2320.  P, S, T and the further turns stand
 * once in a claim, the subscriber's own included; U, not known, may repeat
 * (guide, SBR01).
 */
void
rule_other_insurance(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);
	str turn = segment_element(s, 1);
	uint32_t bit;

	if (++c->now.n_payers <= CLAIM_PAYERS)
		c->payers[c->now.n_payers - 1] = (struct claim_payer){ 0 };
	else
		c->now.payers_unclear = true;
	if (turn.n != 1 || turn.p[0] < 'A' || turn.p[0] > 'Z' ||
	    turn.p[0] == 'U')
		return;
	bit = BIT(turn.p[0] - 'A');
	if ((c->now.turns & bit) != 0 && !judge_broken(j))
		claim_report(j, FINDING_PAYER_TURN_REPEATED, s, 1, 0);
	c->now.turns |= bit;
}

/* `other-paid`, under AMT*D of 2320. */
void
rule_other_paid(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);
	struct claim_payer *p = last_payer(c);

	if (p == NULL)
		return;
	p->adjudicated = true;
	p->paid_at = judge_mark(j, s);
	p->paid = 0;
	if (!claim_add(s, 2, &p->paid))
		c->now.payers_unclear = true;
}

/* `other-payer`, under NM1 of 2330B.  Two payers of one id cannot be told
 * apart in 2430. */
void
rule_other_payer(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);
	struct claim_payer *p = last_payer(c);

	if (p == NULL)
		return;
	p->at = judge_mark(j, s);
	p->id = claim_hash(segment_element(s, 9));
	if (p->id == 0)
		c->now.payers_unclear = true;
	for (struct claim_payer *q = c->payers; q < p; q++)
		if (q->id == p->id)
			c->now.payers_unclear = true;
}

/* `other-payer-decided`, under DTP*573 of 2330B. */
void
rule_other_payer_decided(struct judge *j, const struct segment *s)
{
	struct claim_payer *p = last_payer(claim_facts(j));
	struct claim_period days = { 0 };

	if (p == NULL)
		return;
	p->dated = true;
	p->decided_at = judge_mark(j, s);
	if (claim_days(s, 3, &days))
		p->decided = days.from;
}

/* ---- adjustments ---------------------------------------------------- */

/* The bit of a CAS group code; 0 for another. */
static uint8_t
group_bit(str group)
{
	static const char codes[][2] = {
		{ 'C', 'O' }, { 'C', 'R' }, { 'O', 'A' }, { 'P', 'I' },
		{ 'P', 'R' },
	};

	if (group.n == 2)
		for (unsigned i = 0; i < sizeof codes / sizeof codes[0]; i++)
			if (memcmp(group.p, codes[i], 2) == 0)
				return (uint8_t)(1u << i);
	return 0;
}

/*
 * A CAS holds up to six adjustments of its group; a second CAS of the group
 * has its place only when the first is full (guide, CAS; RFI 213).  Receivers
 * read both, hence a warning, once a claim and only where the sums are right:
 * a CAS sent twice is told there.
 */
static void
check_group(struct judge *j, const struct segment *s, uint8_t *groups,
    uint8_t *full)
{
	struct claim_now *now = &claim_facts(j)->now;
	uint8_t bit = group_bit(segment_element(s, 1));

	if ((*groups & bit) != 0 && (*full & bit) == 0 && !now->group_again) {
		now->group_again = true;
		now->group_at = judge_mark(j, s);
		memcpy(now->group, segment_element(s, 1).p, 2);
	}
	*groups |= bit;
	*full &= (uint8_t)~bit;
	if (segment_has(s, 17))
		*full |= bit;
}

/* Add the amounts of a CAS to *sum; false when one is none or missing.  An
 * adjustment of nothing says nothing; the guides do not forbid it, hence a
 * warning. */
static bool
add_adjustments(struct judge *j, const struct segment *s, money *sum)
{
	bool all = true;

	for (unsigned i = 3; i <= 18; i += 3) {
		money m;

		if (!segment_has(s, i)) {
			all &= !segment_has(s, i - 1);
			continue;
		}
		if (!money_parse(segment_element(s, i), &m) ||
		    !money_add(*sum, m, sum))
			all = false;
		else if (m == 0)
			claim_report(j, FINDING_ADJUSTMENT_ZERO, s, i, 0);
	}
	return all;
}

/* `other-adjustments`, under CAS of 2320. */
void
rule_other_adjustments(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);
	struct claim_payer *p = last_payer(c);

	if (p == NULL)
		return;
	check_group(j, s, &p->groups, &p->full);
	if (!add_adjustments(j, s, &p->adjusted))
		c->now.payers_unclear = true;
}

/* ---- the line level: 2430 ------------------------------------------- */

/* The place of the payer with this id, or -1. */
static int
find_payer(const struct claim_facts *c, uint64_t id)
{
	for (unsigned i = 0; i < c->now.n_payers && i < CLAIM_PAYERS; i++)
		if (c->payers[i].id == id)
			return (int)i;
	return -1;
}

/*
 * `line-paid`, under SVD: SVD01 is the id (2330B NM109) of one of the claim's
 * other payers (guide, SVD01).  Told once a claim: one wrong NM109 shows on
 * every line.
 */
void
rule_line_paid(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);
	int i = find_payer(c, claim_hash(segment_element(s, 1)));
	struct claim_payer *p = i < 0 ? NULL : &c->payers[i];
	money paid = 0;

	c->line.groups = c->line.full = 0;
	c->line.payer = p;
	if (p == NULL) {
		if (!judge_broken(j) && !c->now.payer_reported &&
		    !c->now.payers_unclear && segment_has(s, 1))
			claim_report(j, FINDING_LINE_PAYER_UNKNOWN, s, 1, 0);
		c->now.payer_reported = c->now.payers_unclear = true;
		return;
	}
	if ((c->line.payers & BIT(i)) == 0)
		p->this_line = 0;
	c->line.payers |= (uint16_t)BIT(i);
	p->lines++;
	if (!claim_add(s, 2, &paid) ||
	    !money_add(p->line_paid, paid, &p->line_paid) ||
	    !money_add(p->this_line, paid, &p->this_line))
		c->now.payers_unclear = true;
}

/* `line-adjustments`, under CAS of 2430. */
void
rule_line_adjustments(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);
	struct claim_payer *p = c->line.payer;
	money sum = 0;

	check_group(j, s, &c->line.groups, &c->line.full);
	if (!add_adjustments(j, s, &sum))
		c->now.payers_unclear = true;
	else if (p != NULL && (!money_add(p->line_adjusted, sum,
	    &p->line_adjusted) || !money_add(p->this_line, sum,
	    &p->this_line)))
		c->now.payers_unclear = true;
}

/* A payer does not decide before the service (payers reject it; the guides do
 * not say it, hence a warning). */
static void
check_decided(struct judge *j, const struct segment *s,
    const struct judge_mark *at, ccyymmdd decided, ccyymmdd service)
{
	struct claim_facts *c = claim_facts(j);
	struct finding f;
	char day[DATE_TEXT_MAX], than[DATE_TEXT_MAX];

	if (decided == 0 || service == 0 || decided >= service ||
	    c->now.decided_reported || judge_broken(j))
		return;
	c->now.decided_reported = true;
	f = s != NULL ? judge_finding(j, FINDING_DECIDED_BEFORE_SERVICE, s, 3,
	    0) : judge_finding_at(j, FINDING_DECIDED_BEFORE_SERVICE, at, 3, 0);
	f.value = claim_day_text(decided, day);
	f.a = claim_day_text(service, than);
	judge_add(j, &f);
}

/* `line-decided`, under DTP*573 of 2430. */
void
rule_line_decided(struct judge *j, const struct segment *s)
{
	struct claim_period days = { 0 };

	if (claim_days(s, 3, &days))
		check_decided(j, s, NULL, days.from,
		    claim_facts(j)->line.from);
}

/* `line-end`, when 2400 ends: P1.  Kept until the claim ends, when it is
 * known whether the line's charge or the payer's amounts are at fault. */
void
rule_line_end(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);

	(void)s;
	if (!c->line.dated && c->now.undated++ == 0)
		c->now.undated_at = c->line.at;
	if (c->line.payers == 0 || !c->line.has_charge)
		return;
	for (unsigned i = 0; i < c->now.n_payers && i < CLAIM_PAYERS; i++) {
		const struct claim_payer *p = &c->payers[i];

		if ((c->line.payers & BIT(i)) == 0 || !p->adjudicated ||
		    p->this_line == c->line.charge)
			continue;
		if (c->now.n_uneven < CLAIM_UNEVEN)
			c->uneven[c->now.n_uneven++] = (struct claim_uneven){
				c->line.at, c->line.charge, p->this_line };
	}
}

/* ---- the sums ------------------------------------------------------- */

static void
report_sum(struct judge *j, enum finding_code code,
    const struct judge_mark *at, unsigned element, money stated, money sum)
{
	char value[MONEY_TEXT_MAX], a[MONEY_TEXT_MAX];
	struct finding f = judge_finding_at(j, code, at, element, 0);

	f.value = money_format(stated, value);
	f.a = money_format(sum, a);
	judge_add(j, &f);
}

static bool
report_uneven_lines(struct judge *j, const struct claim_facts *c)
{
	unsigned element = c->now.kind == CLAIM_INSTITUTIONAL ? 3 : 2;

	for (unsigned i = 0; i < c->now.n_uneven; i++)
		report_sum(j, FINDING_PAYER_LINE_BALANCE, &c->uneven[i].at,
		    element, c->uneven[i].charge, c->uneven[i].decided);
	return c->now.n_uneven > 0;
}

/*
 * P2 or, where P2 has nothing to judge, P3; true when they hold.  With a 2430
 * on every line P2 and P3 say the same; a line without one shows in P3 alone.
 */
static bool
check_payer_sums(struct judge *j, const struct claim_now *now,
    const struct claim_payer *p)
{
	money of_lines, all;

	if (!money_sub(p->line_paid, p->adjusted, &of_lines) ||
	    !money_add(p->paid, p->adjusted, &all) ||
	    !money_add(all, p->line_adjusted, &all))
		return false;
	if (p->lines > 0 && p->paid != of_lines)
		report_sum(j, FINDING_PAYER_PAID, &p->paid_at, 2, p->paid,
		    of_lines);
	else if (all != now->total)
		report_sum(j, FINDING_PAYER_BALANCE, &p->paid_at, 2,
		    now->total, all);
	else
		return true;
	return false;
}

/*
 * A payer who decided says when: on the lines, or else in 2330B (guide, 2330B
 * DTP*573); and that he decided, as adjustments or decided lines show, he says
 * with AMT*D, be it of 0 (guide, 2320 AMT*D).
 */
static void
check_payer_parts(struct judge *j, const struct claim_facts *c,
    const struct claim_payer *p)
{
	if ((p->lines > 0 || p->groups != 0) && !p->adjudicated)
		claim_report_at(j, FINDING_PAYER_PAID_MISSING, &p->at, 0, 0,
		    STR(""));
	else if (p->adjudicated && p->lines == 0 && !p->dated)
		claim_report_at(j, FINDING_PAYER_DATE_MISSING, &p->at, 0, 0,
		    STR(""));
	if (p->dated && (c->now.events & BIT(EVENT_SERVICE)) != 0)
		check_decided(j, NULL, &p->decided_at, p->decided,
		    c->periods[EVENT_SERVICE].from);
}

/* The sums of each payer, and what he told. */
static void
check_payers(struct judge *j, const struct claim_facts *c)
{
	const struct claim_now *now = &c->now;
	bool sums = !now->payers_unclear && !now->lines_unclear &&
	    now->has_total && !report_uneven_lines(j, c);
	bool even = sums;

	for (unsigned i = 0; i < now->n_payers && i < CLAIM_PAYERS; i++) {
		const struct claim_payer *p = &c->payers[i];

		if (sums && p->adjudicated)
			even &= check_payer_sums(j, now, p);
		if (!now->payers_unclear)
			check_payer_parts(j, c, p);
	}
	if (even && now->group_again)
		claim_report_at(j, FINDING_ADJUSTMENT_GROUP_REPEATED,
		    &now->group_at, 1, 0, (str){ now->group, 2 });
}

/* `claim-payers`, when 2300 ends. */
void
rule_claim_payers(struct judge *j, const struct segment *s)
{
	const struct claim_facts *c = claim_facts(j);

	(void)s;
	if (c->now.n_payers > 0 && !judge_broken(j) &&
	    !c->now.total_reported)
		check_payers(j, c);
}
