/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_claim_patient.c -- who is insured, and who was treated.
 *
 * The subscriber (2000B) is the patient himself, or patients (2000C) stand
 * under him; what is asked of each depends on it.
 */
#include "x12/rules_claim.h"

enum { PART_STREET = 1, PART_CITY = 2, PART_BIRTH = 4 };

/* Of `subscriber`, for its form: what was lost before does not matter to this
 * subscriber. */
void
rule_subscriber_form(struct judge *j, const struct segment *s)
{
	(void)s;
	j->facts->level.broken |= judge_broken(j);
	judge_mend(j);
}

/* `subscriber`, under SBR of 2000B. */
void
rule_subscriber(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);
	str relationship = segment_element(s, 2);

	rule_subscriber_form(j, s);
	c->subscriber = (struct claim_subscriber){
		.at = judge_mark(j, s),
		.turn = segment_has(s, 1) ? segment_element(s, 1).p[0] : 0,
		.is_patient = IS(relationship, "18"),
		.children = j->facts->level.last_children,
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
	str turn = segment_element(s, 1);
	bool first = IS(turn, "P");
	bool later = turn.n == 1 && memchr("STABCDEFGH", turn.p[0], 10);

	if (medicare && later && !segment_has(s, 5))
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

/* `subscriber-patient`, under PAT of 2000B. */
void
rule_subscriber_patient(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);

	c->subscriber.has_details = true;
	c->subscriber.details_at = judge_mark(j, s);
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
 * Of a subscriber who is the patient the address, birth date and sex are
 * required (guide, 2010BA N3, N4, DMG).  Asked for when a claim of his own
 * comes, so that a wrong SBR02 is not told thrice.
 */
static void
check_parts(struct judge *j, const struct claim_subscriber *sub)
{
	static const struct { uint8_t part; str id; } parts[] = {
		{ PART_STREET, STR_INIT("N3") }, { PART_CITY, STR_INIT("N4") },
		{ PART_BIRTH, STR_INIT("DMG") },
	};
	struct finding f;

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

/* See rules_claim.h. */
void
claim_of_subscriber(struct judge *j)
{
	struct claim_subscriber *sub = &claim_facts(j)->subscriber;

	sub->broken |= judge_broken(j);
	if (sub->patients == 0 && sub->claims++ == 0)
		check_parts(j, sub);
}

/* Birth date and sex of the patient, in DMG of either level. */
static void
take_birth(struct judge *j, const struct segment *s)
{
	struct claim_patient *p = &claim_facts(j)->patient;
	str sex = segment_element(s, 3);

	p->birth = claim_day(segment_element(s, 2));
	p->sex = sex.n == 1 ? sex.p[0] : 0;
	if (p->death != 0 && p->death < p->birth) {
		claim_report(j, FINDING_DEATH_BEFORE_BIRTH, s, 2, 0);
		p->death = 0;	/* no more of it: the services are after */
	}
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
 * SBR02 is 18 if and only if claims of the subscriber's own follow; others
 * stand under their patient (guide, SBR02).  Both may follow one subscriber (a
 * parent and a child treated together).  Where HL04 promised a patient, that
 * he is missing is told by the levels.  PAT under the subscriber is for one
 * who is the patient (guide, 2000B PAT).
 */
static void
check_self(struct judge *j, const struct claim_subscriber *sub)
{
	if (sub->patients == 0 && sub->children == '1')
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
	else if (!sub->is_patient && sub->has_details)
		claim_report_at(j, FINDING_PATIENT_DETAILS_MISPLACED,
		    &sub->details_at, 0, 0, STR(""));
}

/* `subscriber-end`, when 2000B ends: nothing of him is left for a next one
 * whose SBR is missing. */
void
rule_subscriber_end(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);

	(void)s;
	if (!c->subscriber.broken && !judge_broken(j) &&
	    !c->subscriber.is_unclear)
		check_self(j, &c->subscriber);
	c->subscriber = (struct claim_subscriber){ 0 };
	c->patient = (struct claim_patient){ 0 };
}
