/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_acknowledgement.c -- a 999 and a TA1 agree with themselves: verdicts
 * with the faults listed, counts with the verdicts.
 */
#include "x12/rules.h"

#include <inttypes.h>
#include <stdio.h>

#define COUNT_TEXT_MAX 24

/* IK501 and AK901: accepted, with or without faults; all else refuses. */
static bool
accepts(str verdict)
{
	return str_eq(verdict, STR("A")) || str_eq(verdict, STR("E"));
}

/* Under AK2. */
void
rule_ack_set(struct judge *j, const struct segment *s)
{
	struct acknowledgement_facts *f = &j->facts->acknowledgement;

	(void)s;
	f->sets++;
	f->faults = 0;
}

/* Under IK3. */
void
rule_ack_fault(struct judge *j, const struct segment *s)
{
	struct acknowledgement_facts *f = &j->facts->acknowledgement;

	f->faults++;
	f->fault = judge_mark(j, s);
	f->of_elements = str_eq(segment_element(s, 4), STR("8"));
	f->elements = 0;
}

/* Under IK4. */
void
rule_ack_element(struct judge *j, const struct segment *s)
{
	(void)s;
	j->facts->acknowledgement.elements++;
}

/* At the end of an IK3 loop: fault 8 is told by IK4, and no other is. */
void
rule_ack_fault_end(struct judge *j, const struct segment *s)
{
	struct acknowledgement_facts *f = &j->facts->acknowledgement;
	struct finding bad;

	(void)s;
	if (f->of_elements == (f->elements > 0) || judge_broken(j))
		return;
	bad = judge_finding_at(j, FINDING_ACK_ELEMENTS, &f->fault, 4, 0);
	bad.want = f->of_elements ? STR("none follows") : STR("one follows");
	judge_add(j, &bad);
}

/* Under IK5: a verdict other than A has a reason, and A has none. */
void
rule_ack_verdict(struct judge *j, const struct segment *s)
{
	struct acknowledgement_facts *f = &j->facts->acknowledgement;
	str verdict = segment_element(s, 1);
	bool faults = f->faults > 0 || segment_has(s, 2);

	if (accepts(verdict))
		f->accepted++;
	else
		f->refused++;
	if (faults != str_eq(verdict, STR("A")) || judge_broken(j))
		return;
	rule_report(j, faults ? FINDING_ACK_ACCEPTED_FAULTS :
	    FINDING_ACK_NO_REASON, s, 1);
}

/* Report that the count in `element` is not between two others. */
static void
report_count(struct judge *j, const struct segment *s, unsigned element,
    uint64_t least, uint64_t most)
{
	struct finding f = judge_finding(j, FINDING_ACK_COUNT, s, element, 0);
	char a[COUNT_TEXT_MAX], b[COUNT_TEXT_MAX];

	f.a = (str){ a, (size_t)snprintf(a, sizeof a, "%" PRIu64, least) };
	f.b = (str){ b, (size_t)snprintf(b, sizeof b, "%" PRIu64, most) };
	judge_add(j, &f);
}

/*
 * AK903 counts at least the transactions listed, and AK904 those accepted: the
 * ones listed, and up to all that were not, since a 999 may leave out what it
 * accepts.
 */
static bool
check_counts(struct judge *j, const struct segment *s, uint64_t received,
    uint64_t accepted)
{
	const struct acknowledgement_facts *f = &j->facts->acknowledgement;
	uint64_t most = received - f->refused;

	if (received < f->sets)
		report_count(j, s, 3, f->sets, f->sets);
	else if (accepted < f->accepted || accepted > most)
		report_count(j, s, 4, f->accepted, most);
	else
		return true;
	return false;
}

/*
 * AK901 by its counts: A and E accept every transaction, P some, R none; M, W
 * and X refuse for security and say nothing of counts.
 */
static bool
verdict_fits(str verdict, uint64_t received, uint64_t accepted)
{
	if (accepts(verdict))
		return accepted == received;
	if (str_eq(verdict, STR("P")))
		return accepted > 0 && accepted < received;
	return !str_eq(verdict, STR("R")) || accepted == 0;
}

/* Under AK9. */
void
rule_ack_group(struct judge *j, const struct segment *s)
{
	uint64_t stated, received, accepted;

	if (!str_to_u64(segment_element(s, 2), UINT32_MAX, &stated) ||
	    !str_to_u64(segment_element(s, 3), UINT32_MAX, &received) ||
	    !str_to_u64(segment_element(s, 4), UINT32_MAX, &accepted) ||
	    judge_broken(j) || !check_counts(j, s, received, accepted))
		return;
	if (!verdict_fits(segment_element(s, 1), received, accepted))
		rule_report(j, FINDING_ACK_GROUP_VERDICT, s, 1);
	else if (stated != received && !segment_has(s, 5))
		rule_report(j, FINDING_ACK_STATED_COUNT, s, 2);
}

/* Under TA1: A goes with note 000, E and R with the fault that was found. */
void
rule_ack_interchange(struct judge *j, const struct segment *s)
{
	bool none = str_eq(segment_element(s, 5), STR("000"));

	if (!segment_has(s, 4) || !segment_has(s, 5) ||
	    none == str_eq(segment_element(s, 4), STR("A")))
		return;
	rule_report(j, FINDING_TA1_VERDICT, s, 5);
}
