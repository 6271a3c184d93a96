/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_eligibility.c -- questions about persons, and the answers: 270, 271,
 * and the persons of 276 and 277.
 *
 * A subscriber who is the patient has no level below, and then what is asked
 * or answered stands with the subscriber; else it stands with the dependents,
 * where the guide's tree asks for it.
 */
#include "x12/rules.h"

/* `person`, under the HL of a subscriber or dependent, before `level`: a new
 * person, to whom what was lost before does not matter. */
void
rule_person(struct judge *j, const struct segment *s)
{
	str children = segment_element(s, 4);

	j->facts->level.broken |= judge_broken(j);
	judge_mend(j);
	j->facts->person = (struct person_facts){
		.at = judge_mark(j, s),
		.children = children.n == 1 ? children.p[0] : 0,
	};
}

/* `person-said`, under EQ, EB and a claim's TRN. */
void
rule_person_said(struct judge *j, const struct segment *s)
{
	(void)s;
	j->facts->person.said = true;
}

/*
 * `refused`, under AAA: it is an answer, and the levels below need not come
 * back, though HL04 speaks of them as the question did (so X12's example of a
 * receiver who may not ask).
 */
void
rule_refused(struct judge *j, const struct segment *s)
{
	(void)s;
	j->facts->person.said = true;
	if (j->facts->level.last_children == '1')
		j->facts->level.last_children = 0;
}

/* Report a person about whom nothing was said, once. */
static void
check_said(struct judge *j, enum finding_code code)
{
	struct person_facts *p = &j->facts->person;
	struct finding f;

	if (p->said || p->children == '1' || p->at.node == NULL ||
	    judge_broken(j))
		return;
	p->said = true;
	f = judge_finding_at(j, code, &p->at, 0, 0);
	judge_add(j, &f);
}

/* `person-asked`, at the end of a subscriber's loop in a 270 or 276 (guide,
 * 2110C and 2200D). */
void
rule_person_asked(struct judge *j, const struct segment *s)
{
	(void)s;
	check_said(j, FINDING_PERSON_UNASKED);
}

/* `person-answered`, at the end of a person's loop in a 271 or 277. */
void
rule_person_answered(struct judge *j, const struct segment *s)
{
	(void)s;
	check_said(j, FINDING_PERSON_UNANSWERED);
}

/* `patient-diagnoses`, under HI: how many there are. */
void
rule_patient_diagnoses(struct judge *j, const struct segment *s)
{
	unsigned n = j->node->def->n_elements;

	while (n > 0 && !segment_has(s, n))
		n--;
	j->facts->person.diagnoses = n;
}

/* `patient-pointers`, under EQ and EB: EQ05 and EB14 point into the HI of the
 * same person. */
void
rule_patient_pointers(struct judge *j, const struct segment *s)
{
	unsigned element = s->id == SEGMENT_ID2('E', 'Q') ? 5 : 14;

	if (!segment_has(s, element) || judge_broken(j))
		return;
	for (unsigned c = 1; c <= 4; c++) {
		uint64_t n;
		struct finding f;

		if (!str_to_u64(segment_component(s, element, c), 99, &n) ||
		    (n >= 1 && n <= j->facts->person.diagnoses))
			continue;
		f = judge_finding(j, FINDING_PATIENT_POINTER, s, element, c);
		judge_add(j, &f);
	}
}

/* True when a decimal is more than 1. */
static bool
exceeds_one(str s)
{
	str fraction = s, whole = str_cut(&fraction, '.');
	uint64_t n = 0;

	if (whole.n > 0 && !str_to_u64(whole, UINT64_MAX, &n))
		return false;
	for (size_t i = 0; n == 1 && i < fraction.n; i++)
		if (fraction.p[i] >= '1' && fraction.p[i] <= '9')
			return true;
	return n > 1;
}

/* `benefit-percent`, under EB: EB08 is a fraction of the whole (dictionary,
 * element 954). */
void
rule_benefit_percent(struct judge *j, const struct segment *s)
{
	if (exceeds_one(segment_element(s, 8)))
		rule_report(j, FINDING_BENEFIT_PERCENT, s, 8);
}
