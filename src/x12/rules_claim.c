/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_claim.c -- the claim itself, and what it asks of its other segments.
 *
 * CLM says what kind of claim it is; when the claim ends it is known whether
 * what that kind needs was sent.
 */
#include "x12/rules_claim.h"

/* ---- shared --------------------------------------------------------- */

/* See rules_claim.h. */
ccyymmdd
claim_day(str s)
{
	static const unsigned char days[12] = {
		31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	uint32_t v = 0, month, day;

	if (s.n < 8)
		return 0;
	for (int i = 0; i < 8; i++) {
		uint32_t d = (unsigned char)s.p[i] - (uint32_t)'0';

		if (d > 9)
			return 0;
		v = v * 10 + d;
	}
	month = v / 100 % 100;
	day = v % 100;
	if (month < 1 || month > 12 || day < 1 || day > days[month - 1])
		return 0;
	return v;
}

/* See rules_claim.h. */
bool
claim_days(const struct segment *s, unsigned element, struct claim_period *p)
{
	str v = segment_element(s, element);
	ccyymmdd from = claim_day(v), through = from;

	if (v.n == 17 && v.p[8] == '-')
		through = claim_day((str){ v.p + 9, 8 });
	else if (v.n != 8 && v.n != 12)
		return false;
	if (from == 0 || through == 0)
		return false;
	p->from = from;
	p->through = through;
	return true;
}

/* See rules_claim.h. */
str
claim_day_text(ccyymmdd day, char to[DATE_TEXT_MAX])
{
	date d = 0;

	if (!date_from_ymd((int)(day / 10000), (int)(day / 100 % 100),
	    (int)(day % 100), &d))
		return (str){ NULL, 0 };
	return date_format(d, to);
}

/* See rules_claim.h. */
bool
claim_add(const struct segment *s, unsigned i, money *sum)
{
	money m;

	return money_parse(segment_element(s, i), &m) &&
	    money_add(*sum, m, sum);
}

/* See rules_claim.h. */
void
claim_report_at(struct judge *j, enum finding_code code,
    const struct judge_mark *m, unsigned element, unsigned component,
    str value)
{
	struct finding f = judge_finding_at(j, code, m, element, component);

	f.value = value;
	judge_add(j, &f);
}

/* See rules_claim.h. */
void
claim_not_negative(struct judge *j, const struct segment *s, unsigned element)
{
	str v = segment_element(s, element);
	money m;

	if (v.n != 0 && v.p[0] == '-' && money_parse(v, &m) && m < 0)
		claim_report(j, FINDING_AMOUNT_NEGATIVE, s, element, 0);
}

/* See rules_claim.h. */
void
claim_report(struct judge *j, enum finding_code code,
    const struct segment *s, unsigned element, unsigned component)
{
	struct finding f = judge_finding(j, code, s, element, component);

	judge_add(j, &f);
}

/* ---- the claim ------------------------------------------------------ */

/* `batch`, under BHT: the day it was made. */
void
rule_batch(struct judge *j, const struct segment *s)
{
	claim_facts(j)->made = claim_day(segment_element(s, 4));
}

/*
 * The guides ask for a CLM01 of its own for each claim, as the number by which
 * the payer's answers are matched; they recommend it strongly and do not
 * require it.  Only the claim just before is compared, and not when something
 * around them is `broken`: then it may be the same claim.
 */
static void
check_claim_id(struct judge *j, const struct segment *s, bool broken)
{
	struct claim_facts *c = claim_facts(j);
	uint64_t id = claim_hash(segment_element(s, 1));

	if (id != 0 && id == c->last_id && !broken)
		claim_report(j, FINDING_CLAIM_ID_REPEATED, s, 1, 0);
	c->last_id = id;
}

/*
 * CLM11: an auto accident names its state or, abroad, its country (guide,
 * CLM11-4 and CLM11-5).
 */
static void
take_causes(struct judge *j, const struct segment *s)
{
	struct claim_now *now = &claim_facts(j)->now;
	str first = segment_component(s, 11, 1);
	str second = segment_component(s, 11, 2);
	bool auto_accident = IS(first, "AA") || IS(second, "AA");

	now->has_causes = true;
	now->accident = auto_accident || IS(first, "OA") || IS(second, "OA");
	if (auto_accident && segment_component(s, 11, 4).n == 0 &&
	    segment_component(s, 11, 5).n == 0)
		claim_report(j, FINDING_ACCIDENT_STATE, s, 11, 4);
}

static void
begin_claim(struct judge *j, const struct segment *s, enum claim_kind kind)
{
	struct claim_facts *c = claim_facts(j);
	struct claim_now *now = &c->now;
	bool broken = judge_broken(j);
	str place = segment_component(s, 5, 1);
	str frequency = segment_component(s, 5, 3);

	j->facts->level.broken |= broken;
	claim_of_subscriber(j);
	judge_mend(j);
	if (++c->generation == 0) {	/* a number's second turn: forget all */
		memset(c->controls, 0, sizeof c->controls);
		c->generation = 1;
	}
	c->line.payer = NULL;
	*now = (struct claim_now){ .at = judge_mark(j, s), .kind = kind };
	now->has_total = money_parse(segment_element(s, 2), &now->total);
	if (place.n == 2)
		memcpy(now->place, place.p, 2);
	now->frequency = frequency.n == 1 ? frequency.p[0] : 0;
	now->predetermination = IS(segment_element(s, 19), "PB");
	if (!broken && c->subscriber.turn >= 'A' && c->subscriber.turn <= 'Z')
		now->turns = BIT(c->subscriber.turn - 'A');
	check_claim_id(j, s, broken);
	if (now->has_total && now->total < 0)
		claim_report(j, FINDING_AMOUNT_NEGATIVE, s, 2, 0);
	if (segment_has(s, 11))
		take_causes(j, s);
}

/* Of the three below, for their form. */
void
rule_claim_form(struct judge *j, const struct segment *s)
{
	struct claim_now *now = &claim_facts(j)->now;

	j->facts->level.broken |= judge_broken(j);
	judge_mend(j);
	now->lines = now->last_line = 0;
	claim_not_negative(j, s, 2);
}

/* `professional-claim`, under CLM. */
void
rule_professional_claim(struct judge *j, const struct segment *s)
{
	begin_claim(j, s, CLAIM_PROFESSIONAL);
}

/* `institutional-claim`, under CLM. */
void
rule_institutional_claim(struct judge *j, const struct segment *s)
{
	begin_claim(j, s, CLAIM_INSTITUTIONAL);
}

/* `dental-claim`, under CLM. */
void
rule_dental_claim(struct judge *j, const struct segment *s)
{
	begin_claim(j, s, CLAIM_DENTAL);
}

/* `original-number`, under REF*F8 of 2300. */
void
rule_original_number(struct judge *j, const struct segment *s)
{
	struct claim_now *now = &claim_facts(j)->now;

	now->has_original = true;
	now->original_at = judge_mark(j, s);
}

/* `admission`, under CL1 of 2300. */
void
rule_admission(struct judge *j, const struct segment *s)
{
	claim_facts(j)->now.has_origin = segment_has(s, 2);
}

/* `attachment`, under PWK: unless the paper waits at the provider's (AA), a
 * control number ties it to the claim (guide, PWK05 and PWK06). */
void
rule_attachment(struct judge *j, const struct segment *s)
{
	if (!segment_has(s, 2) || IS(segment_element(s, 2), "AA"))
		return;
	/* one of the two alone is told by the segment's syntax note */
	if (!segment_has(s, 5) && !segment_has(s, 6))
		claim_report(j, FINDING_ATTACHMENT_NUMBER, s, 6, 0);
}

/* ---- what the claim asks for ---------------------------------------- */

/*
 * A replacement (7) or void (8) names the payer's number of the claim that it
 * replaces (RFI 1538, RFI 2173).  An original (1) has none to name (RFI 2110),
 * but some payers ask for it when a denied claim is sent again, hence a
 * warning.
 */
static void
check_original(struct judge *j, const struct claim_now *now)
{
	bool corrects = now->frequency == '7' || now->frequency == '8';

	if (corrects && !now->has_original)
		claim_report_at(j, FINDING_ORIGINAL_NUMBER_MISSING, &now->at,
		    5, 3, (str){ &now->frequency, 1 });
	else if (now->frequency == '1' && now->has_original)
		claim_report_at(j, FINDING_ORIGINAL_NUMBER_UNEXPECTED,
		    &now->original_at, 0, 0, STR(""));
}

/*
 * An accident (CLM11 AA or OA) has a date; one at work (EM) may have none, as
 * it may be an illness (guide, 2300 DTP*439).  A date without a cause does no
 * harm, and published claims carry one.
 */
static void
check_accident(struct judge *j, const struct claim_facts *c)
{
	const struct claim_now *now = &c->now;

	if (now->accident && !now->accident_dated)
		claim_report_at(j, FINDING_ACCIDENT_DATE, &now->at, 11, 0,
		    STR(""));
	else if (!now->has_causes &&
	    (now->events & BIT(EVENT_ACCIDENT)) != 0)
		claim_report_at(j, FINDING_ACCIDENT_CAUSE,
		    &c->periods[EVENT_ACCIDENT].at, 0, 0, STR(""));
}

/* True when the claim's place or type of bill is `code`. */
static bool
is_at(const struct claim_now *now, const char code[2])
{
	return memcmp(now->place, code, 2) == 0;
}

/*
 * A professional claim with an inpatient visit, by the claim's place or any
 * line's, tells when the patient was admitted (RFI 154, RFI 2130).  Place 21
 * is the inpatient hospital; for 51 and 61 (psychiatric, rehabilitation) that
 * is how many payers read it, but no answer of X12's names them.
 */
static void
check_admission(struct judge *j, const struct claim_now *now)
{
	bool hospital = now->hospital_line || is_at(now, "21");
	bool facility = now->facility_line || is_at(now, "51") ||
	    is_at(now, "61");

	if (now->admission_dated)
		return;
	if (hospital)
		claim_report_at(j, FINDING_ADMISSION_DATE, &now->at, 0, 0,
		    STR("21"));
	else if (facility)
		claim_report_at(j, FINDING_ADMISSION_DATE_LIKELY, &now->at, 0,
		    0, STR(""));
}

/* `professional-claim-end`, when 2300 ends. */
void
rule_professional_claim_end(struct judge *j, const struct segment *s)
{
	const struct claim_facts *c = claim_facts(j);

	(void)s;
	if (judge_broken(j))
		return;
	check_original(j, &c->now);
	check_accident(j, c);
	check_admission(j, &c->now);
}

/* `dental-claim-end`, when 2300 ends. */
void
rule_dental_claim_end(struct judge *j, const struct segment *s)
{
	const struct claim_facts *c = claim_facts(j);
	const struct claim_now *now = &c->now;

	(void)s;
	if (judge_broken(j))
		return;
	check_original(j, now);
	check_accident(j, c);
	/*
	 * The day stands on the claim or on each line, unless nothing was done
	 * yet: CLM19 PB (guide, DTP*472 of 2300 and 2400).  X12's published
	 * claims leave it out here and there, hence a warning; braces have the
	 * day they were put on.
	 */
	if (now->undated > 0 && !now->predetermination &&
	    !now->service_dated &&
	    (now->events & BIT(EVENT_APPLIANCE)) == 0)
		claim_report_at(j, FINDING_SERVICE_DATE_MISSING,
		    &now->undated_at, 0, 0, STR(""));
}

/*
 * `institutional-claim-end`, when 2300 ends.  Inpatient bills are those whose
 * facility and kind of care are 11, 18, 21 or 41 (CMS Claims Processing
 * Manual, chapter 25, FL 12 and FL 15); they tell the admission (guide, 2300
 * DTP*435) and where the patient came from.  All but rides called for at need
 * (revenue codes 054x, ambulance) have an attending provider (guide, 2310A;
 * same manual, FL 76).
 */
void
rule_institutional_claim_end(struct judge *j, const struct segment *s)
{
	const struct claim_now *now = &claim_facts(j)->now;
	bool inpatient = is_at(now, "11") || is_at(now, "18") ||
	    is_at(now, "21") || is_at(now, "41");

	(void)s;
	if (judge_broken(j))
		return;
	check_original(j, now);
	if (inpatient && !now->admission_dated)
		claim_report_at(j, FINDING_ADMISSION_DATE, &now->at, 0, 0,
		    (str){ now->place, 2 });
	if (inpatient && !now->has_origin)
		claim_report_at(j, FINDING_ADMISSION_SOURCE, &now->at, 0, 0,
		    (str){ now->place, 2 });
	if (now->other_than_transport && now->providers[ROLE_ATTENDING] == 0)
		claim_report_at(j, FINDING_ATTENDING_MISSING, &now->at, 0, 0,
		    STR(""));
}
