/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_claim_lines.c -- the lines of a claim: numbered, added up, pointing at
 * diagnoses that were sent.
 */
#include <stdio.h>

#include "x12/rules_claim.h"

/* Where the three kinds of line keep what is asked of all; 0: not there. */
struct line_shape { uint8_t charge, pointers, place; };

static const struct line_shape professional = { 2, 7, 5 };
static const struct line_shape institutional = { 3, 0, 0 };
static const struct line_shape dental = { 2, 11, 3 };

/* ---- line numbers --------------------------------------------------- */

/* `line`, under LX: lines are numbered 1, 2, 3 ... in each claim (guide,
 * LX01).  After a wrong number the next may go on from it or from the count. */
void
rule_line(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);
	uint64_t n;
	struct finding f;
	char want[16];

	c->now.lines++;
	c->line.has_charge = c->line.dated = false;
	c->line.from = c->line.through = 0;
	c->line.payers = 0;
	c->line.payer = NULL;
	if (!str_to_u64(segment_element(s, 1), 999999, &n))
		return;
	if (n != c->now.lines && n != c->now.last_line + 1 &&
	    !judge_broken(j)) {
		f = judge_finding(j, FINDING_LINE_NUMBER, s, 1, 0);
		f.want = (str){ want, (size_t)snprintf(want, sizeof want,
		    "%u", (unsigned)c->now.lines) };
		judge_add(j, &f);
	}
	c->now.last_line = (uint32_t)n;
}

/*
 * `line-control`, under REF*6R: the number by which the payer's answer is
 * matched to the line is unique in the claim (guide, 2400 REF*6R).  A slot
 * holds the claim's generation and 48 bits of hash; when the table is full
 * (institutional claims may have 999 lines) the rest goes unchecked (C2).
 */
void
rule_line_control(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);
	uint64_t hash = claim_hash(segment_element(s, 2)) *
	    0x9E3779B97F4A7C15u;
	uint64_t tag = hash >> 16 | (uint64_t)c->generation << 48;

	for (unsigned i = 0; i < CLAIM_CONTROLS; i++) {
		uint64_t *slot =
		    &c->controls[(hash >> 32 ^ i) & (CLAIM_CONTROLS - 1)];

		if (*slot == tag) {
			if (judge_broken(j))
				return;
			claim_report(j, FINDING_LINE_CONTROL_REPEATED, s, 2,
			    0);
			return;
		}
		if (*slot >> 48 != c->generation) {
			*slot = tag;
			return;
		}
	}
}

/* ---- diagnoses and the pointers at them ----------------------------- */

/* Remember element `i` of HI; true when its diagnosis was sent before in this
 * claim. */
static bool
take_diagnosis(struct claim_facts *c, const struct segment *s, unsigned i)
{
	str code = segment_component(s, i, 2);
	uint64_t packed;

	c->now.diagnoses |= BIT(i);
	if (code.n == 0)
		return false;
	packed = claim_hash(code);
	for (unsigned k = 0; k < c->now.n_codes; k++)
		if (c->diagnosis_codes[k] == packed)
			return true;
	if (c->now.n_codes < CLAIM_DIAGNOSES)
		c->diagnosis_codes[c->now.n_codes++] = packed;
	return false;
}

/* The decimal point of an ICD code is understood, not sent (guide, HI). */
static void
check_point(struct judge *j, const struct segment *s, unsigned i)
{
	str code = segment_component(s, i, 2);

	if (code.n > 3 && code.p[3] == '.')
		claim_report(j, FINDING_DIAGNOSIS_POINT, s, i, 2);
}

/* Of `diagnoses`, for its form. */
void
rule_diagnoses_form(struct judge *j, const struct segment *s)
{
	if (memchr(s->text + s->begin, '.', s->ends[s->n] - s->begin) == NULL)
		return;
	for (unsigned i = 1; i <= 12 && i <= s->n; i++)
		check_point(j, s, i);
}

/*
 * `diagnoses`, under the HI of diagnoses (professional, dental), or those of
 * the principal and the other diagnoses (institutional): without the decimal
 * point, and each stands once (RFI 2561; CMS returns such claims, too).  The
 * latter is told once a segment.
 */
void
rule_diagnoses(struct judge *j, const struct segment *s)
{
	bool told = judge_broken(j);

	for (unsigned i = 1; i <= 12 && i <= s->n; i++) {
		check_point(j, s, i);
		if (!segment_has(s, i) ||
		    !take_diagnosis(claim_facts(j), s, i) || told)
			continue;
		claim_report(j, FINDING_DIAGNOSIS_REPEATED, s, i, 2);
		told = true;
	}
}

/*
 * A pointer at position `n` of HI.  A professional claim without any
 * diagnosis misses a required segment, which is told already; a position that
 * several lines point at is told once.
 */
static void
check_pointer(struct judge *j, const struct segment *s, unsigned element,
    unsigned component, unsigned n)
{
	struct claim_now *now = &claim_facts(j)->now;

	if ((now->diagnoses & BIT(n)) != 0 || judge_broken(j) ||
	    (now->pointers_reported & BIT(n)) != 0)
		return;
	if (now->diagnoses == 0 && now->kind == CLAIM_PROFESSIONAL)
		return;
	now->pointers_reported |= BIT(n);
	claim_report(j, FINDING_POINTER_DANGLING, s, element, component);
}

/*
 * The pointers of a line, "1:2:5" (guide, SV107 and SV311: the place of the
 * diagnosis in HI; RFI 433).  What is no number from 1 to 12 is told
 * elsewhere.
 */
static void
check_pointers(struct judge *j, const struct segment *s, unsigned element)
{
	str list = segment_element(s, element);
	uint32_t seen = 0;
	unsigned n = 0, component = 1;

	for (size_t i = 0; i <= list.n; i++) {
		unsigned char c = i < list.n ? (unsigned char)list.p[i] :
		    s->d->component;

		if (c >= '0' && c <= '9' && n < 100) {
			n = n * 10 + (c - '0');
			continue;
		}
		if (c != s->d->component)
			return;
		if (n >= 1 && n <= 12) {
			check_pointer(j, s, element, component, n);
			if ((seen & BIT(n)) != 0)
				claim_report(j, FINDING_POINTER_REPEATED, s,
				    element, component);
			seen |= BIT(n);
		}
		component++;
		n = 0;
	}
}

/* ---- charges -------------------------------------------------------- */

/* What all lines have: a charge, perhaps pointers and a place of its own. */
static void
take_line(struct judge *j, const struct segment *s,
    const struct line_shape *shape)
{
	struct claim_facts *c = claim_facts(j);
	str place = segment_element(s, shape->place);

	c->line.at = judge_mark(j, s);
	c->line.charge = 0;
	c->line.has_charge = claim_add(s, shape->charge, &c->line.charge);
	if (!c->line.has_charge || !money_add(c->now.lines_total,
	    c->line.charge, &c->now.lines_total))
		c->now.lines_unclear = true;
	else if (c->line.charge < 0) {
		c->now.lines_unclear = true;
		claim_report(j, FINDING_AMOUNT_NEGATIVE, s, shape->charge, 0);
	}
	if (shape->pointers != 0 && segment_has(s, shape->pointers))
		check_pointers(j, s, shape->pointers);
	if (shape->place != 0 && place.n == 2) {
		c->now.hospital_line |= IS(place, "21");
		c->now.facility_line |= IS(place, "51") || IS(place, "61");
	}
}

/* Of `professional-line` and `dental-line`, for their form. */
void
rule_line_form(struct judge *j, const struct segment *s)
{
	claim_not_negative(j, s, professional.charge);
}

/* Of `institutional-line`, for its form. */
void
rule_institutional_line_form(struct judge *j, const struct segment *s)
{
	claim_not_negative(j, s, institutional.charge);
}

/* `professional-line`, under SV1. */
void
rule_professional_line(struct judge *j, const struct segment *s)
{
	take_line(j, s, &professional);
}

/* `institutional-line`, under SV2. */
void
rule_institutional_line(struct judge *j, const struct segment *s)
{
	str revenue = segment_element(s, 1);

	take_line(j, s, &institutional);
	if (!str_starts(revenue, STR("054")))
		claim_facts(j)->now.other_than_transport = true;
}

/* `dental-line`, under SV3. */
void
rule_dental_line(struct judge *j, const struct segment *s)
{
	take_line(j, s, &dental);
}

/*
 * `claim-total`, when 2300 ends: CLM02 is the sum of the line charges (guide,
 * CLM02; RFI 1294).  Institutional lines count alike: revenue code 0001, the
 * total, is for paper only.  Comes before the other payers' sums, which rest
 * on it.
 */
void
rule_claim_total(struct judge *j, const struct segment *s)
{
	struct claim_now *now = &claim_facts(j)->now;
	char stated[MONEY_TEXT_MAX], sum[MONEY_TEXT_MAX];
	struct finding f;

	(void)s;
	if (judge_broken(j) || !now->has_total || now->lines_unclear ||
	    now->lines == 0 || now->lines_total == now->total)
		return;
	now->total_reported = true;
	f = judge_finding_at(j, FINDING_CLAIM_TOTAL, &now->at, 2, 0);
	f.value = money_format(now->total, stated);
	f.a = money_format(now->lines_total, sum);
	judge_add(j, &f);
}
