/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_claim.c -- the frame of claims: subscriber, patient, and the claim.
 *
 * Here the parts of facts_claim.h are begun, and what the claim's own segment
 * (CLM) asks of others is checked when the claim ends.
 */
#include "x12/rules_claim.h"

enum { PART_STREET = 1, PART_CITY = 2, PART_BIRTH = 4 };

/* ---- shared ------------------------------------------------------------- */

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
claim_report(struct judge *j, enum finding_code code,
    const struct segment *s, unsigned element, unsigned component)
{
	struct finding f = judge_finding(j, code, s, element, component);

	judge_add(j, &f);
}

/* ---- batch, subscriber, patient ----------------------------------------- */

/* `batch`, under BHT: the day it was made. */
void
rule_batch(struct judge *j, const struct segment *s)
{
	claim_facts(j)->made = claim_day(segment_element(s, 4));
}

/* `subscriber`, under SBR of 2000B. */
void
rule_subscriber(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);
	str relationship = segment_element(s, 2);

	/* what was lost before does not matter to this subscriber */
	judge_mend(j);
	c->subscriber = (struct claim_subscriber){
		.at = judge_mark(j, s),
		.turn = segment_has(s, 1) ? segment_element(s, 1).p[0] : 0,
		.is_patient = IS(relationship, "18"),
	};
	c->subscriber.is_unclear =
	    relationship.n > 0 && !c->subscriber.is_patient;
	c->patient = (struct claim_patient){ 0 };
}

/*
 * `medicare-second`, under the professional SBRs: SBR05 tells why Medicare
 * does not pay first, and belongs to no other payer (guide, SBR05; CMS
 * Medicare Secondary Payer Manual, chapter 3).  Medicare is known by SBR09 MA
 * or MB; a plan may use other codes, hence no more than a warning.
 */
void
rule_medicare_second(struct judge *j, const struct segment *s)
{
	str filing = segment_element(s, 9);
	bool medicare = IS(filing, "MA") || IS(filing, "MB");
	bool first = IS(segment_element(s, 1), "P");

	if (medicare && !first && !segment_has(s, 5))
		claim_report(j, FINDING_MEDICARE_REASON_MISSING, s, 5, 0);
	else if (first && segment_has(s, 5))
		claim_report(j, FINDING_MEDICARE_REASON_UNEXPECTED, s, 5, 0);
}

/* Death and pregnancy, in PAT of either level. */
static void
take_patient(struct judge *j, const struct segment *s,
    struct claim_patient *p)
{
	*p = (struct claim_patient){ 0 };
	if (IS(segment_element(s, 5), "D8"))
		p->death = claim_day(segment_element(s, 6));
	p->pregnant = IS(segment_element(s, 9), "Y");
	if (p->pregnant)
		p->pregnant_at = judge_mark(j, s);
}

/* `patient`, under PAT of 2000C. */
void
rule_patient(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);

	c->subscriber.patients++;
	take_patient(j, s, &c->patient);
}

/*
 * `subscriber-patient`, under PAT of 2000B: only for a subscriber who is the
 * patient; another patient has a PAT of his own (guide, 2000B PAT).
 */
void
rule_subscriber_patient(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);

	if (!c->subscriber.is_patient && !c->subscriber.is_unclear)
		claim_report(j, FINDING_PATIENT_DETAILS_MISPLACED, s, 0, 0);
	take_patient(j, s, &c->patient);
}

/* `subscriber-name`, under NM1 of 2010BA. */
void
rule_subscriber_name(struct judge *j, const struct segment *s)
{
	struct claim_subscriber *sub = &claim_facts(j)->subscriber;

	sub->name_at = judge_mark(j, s);
	sub->parts = 0;
}

/* `subscriber-part`, under N3, N4 and DMG of 2010BA. */
void
rule_subscriber_part(struct judge *j, const struct segment *s)
{
	struct claim_subscriber *sub = &claim_facts(j)->subscriber;

	if (s->id == SEGMENT_ID2('N', '3'))
		sub->parts |= PART_STREET;
	else if (s->id == SEGMENT_ID2('N', '4'))
		sub->parts |= PART_CITY;
	else
		sub->parts |= PART_BIRTH;
}

/*
 * `subscriber-parts`, when 2010BA ends: of a subscriber who is the patient the
 * address, birth date and sex are required (guide, 2010BA N3, N4, DMG).
 */
void
rule_subscriber_parts(struct judge *j, const struct segment *s)
{
	static const struct { uint8_t part; str id; } parts[] = {
		{ PART_STREET, STR_INIT("N3") }, { PART_CITY, STR_INIT("N4") },
		{ PART_BIRTH, STR_INIT("DMG") },
	};
	const struct claim_subscriber *sub = &claim_facts(j)->subscriber;
	struct finding f;

	(void)s;
	if (!sub->is_patient || judge_broken(j))
		return;
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		if ((sub->parts & parts[i].part) != 0)
			continue;
		f = judge_finding_at(j, FINDING_PATIENT_PART_MISSING,
		    &sub->name_at, 0, 0);
		f.want = parts[i].id;
		judge_add(j, &f);
	}
}

/* Birth date and sex of the patient, in DMG of either level. */
static void
take_birth(struct judge *j, const struct segment *s)
{
	struct claim_patient *p = &claim_facts(j)->patient;
	str sex = segment_element(s, 3);

	p->birth = claim_day(segment_element(s, 2));
	p->sex = sex.n == 1 ? sex.p[0] : 0;
	if (p->pregnant && p->sex == 'M')
		claim_report_at(j, FINDING_PREGNANT_MALE, &p->pregnant_at, 9,
		    0, STR("Y"));
}

/* `patient-birth`, under DMG of 2010CA. */
void
rule_patient_birth(struct judge *j, const struct segment *s)
{
	take_birth(j, s);
}

/* `subscriber-birth`, under DMG of 2010BA. */
void
rule_subscriber_birth(struct judge *j, const struct segment *s)
{
	rule_subscriber_part(j, s);
	if (claim_facts(j)->subscriber.is_patient)
		take_birth(j, s);
}

/*
 * `subscriber-end`, when 2000B ends: SBR02 is 18 if and only if claims of the
 * subscriber's own follow; others stand under their patient (guide, SBR02).
 * Both may follow one subscriber (a parent and a child treated together).
 */
void
rule_subscriber_end(struct judge *j, const struct segment *s)
{
	const struct claim_subscriber *sub = &claim_facts(j)->subscriber;

	(void)s;
	if (sub->broken || judge_broken(j) || sub->is_unclear)
		return;
	if (!sub->is_patient && sub->claims > 0)
		claim_report_at(j, FINDING_SUBSCRIBER_NOT_SELF, &sub->at, 2, 0,
		    STR(""));
	else if (sub->is_patient && sub->claims == 0 && sub->patients > 0)
		claim_report_at(j, FINDING_SUBSCRIBER_SELF, &sub->at, 2, 0,
		    STR("18"));
	else if (sub->claims == 0 && sub->patients == 0)
		claim_report_at(j, FINDING_SUBSCRIBER_EMPTY, &sub->at, 0, 0,
		    STR(""));
}

/* ---- the claim ---------------------------------------------------------- */

/*
 * The guides ask for a CLM01 of its own for each claim, as the number by which
 * the payer's answers are matched; they recommend it strongly and do not
 * require it.  Only the claim just before is compared.
 */
static void
check_claim_id(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);
	uint64_t id = claim_hash(segment_element(s, 1));

	if (id != 0 && id == c->last_id)
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
	str place = segment_component(s, 5, 1);
	str frequency = segment_component(s, 5, 3);

	c->subscriber.broken |= judge_broken(j);
	j->facts->level.broken |= judge_broken(j);
	judge_mend(j);
	if (c->subscriber.patients == 0)
		c->subscriber.claims++;
	c->generation++;
	c->line.payer = NULL;
	*now = (struct claim_now){ .at = judge_mark(j, s), .kind = kind };
	now->has_total = money_parse(segment_element(s, 2), &now->total);
	if (place.n == 2)
		memcpy(now->place, place.p, 2);
	now->frequency = frequency.n == 1 ? frequency.p[0] : 0;
	now->predetermination = IS(segment_element(s, 19), "PB");
	if (c->subscriber.turn >= 'A' && c->subscriber.turn <= 'Z')
		now->turns = BIT(c->subscriber.turn - 'A');
	check_claim_id(j, s);
	if (now->has_total && now->total < 0)
		claim_report(j, FINDING_AMOUNT_NEGATIVE, s, 2, 0);
	if (segment_has(s, 11))
		take_causes(j, s);
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

/* ---- what the claim asks for -------------------------------------------- */

/*
 * A replacement (7) or void (8) names the payer's number of the claim that it
 * replaces (RFI 1538); an original (1) has none to name, but some payers ask
 * for it when a denied claim is sent again, hence a warning.
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
	 * yet: CLM19 PB (guide, DTP*472 of 2300 and 2400).
	 */
	if (now->undated > 0 && !now->predetermination && !now->service_dated)
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
