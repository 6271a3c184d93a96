/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_level.c -- HL: levels are counted, and know what is above and below.
 *
 * The guides number levels 1, 2, 3 ... through the transaction (HL01), name
 * the level above by its number (HL02) and say whether levels follow below
 * (HL04).  Which level may stand under which is the guide's tree: the level
 * above is the nearest loop around that begins with an HL.  So these rules
 * know no level codes, and serve claims (20, 22, 23), eligibility (20, 21, 22,
 * 23), claim status (with 19 and PT) and authorizations (with EV and SS) alike.
 *
 * Levels stand in the order of the tree, so a level has one below it exactly
 * when the very next HL is its child.
 */
#include <inttypes.h>
#include <stdio.h>

#include "x12/rules.h"

#define HL SEGMENT_ID2('H', 'L')
#define LEVEL_MAX 999999999999u		/* HL01 has at most 12 characters */
#define NUMBER_TEXT 24

static str
number_text(uint64_t n, char to[NUMBER_TEXT])
{
	return (str){ to, (size_t)snprintf(to, NUMBER_TEXT, "%" PRIu64, n) };
}

/* True when a level may have been lost since the last one. */
static bool
is_broken(const struct judge *j)
{
	return j->facts->level.broken || judge_broken(j);
}

/* The loop above `loop` that begins with an HL, or NULL. */
static const struct guide_node *
level_above(const struct guide_node *loop)
{
	do
		loop = loop->parent;
	while (loop != NULL && loop->segment != HL);
	return loop;
}

/* HL04 of the last level against what came after it. */
static void
check_children(struct judge *j, const struct level_facts *l, bool has_child)
{
	struct finding f;

	if (is_broken(j) || l->last_children != (has_child ? '0' : '1'))
		return;
	f = judge_finding_at(j, has_child ? FINDING_LEVEL_HAS_CHILD :
	    FINDING_LEVEL_NO_CHILD, &l->last_at, 4, 0);
	f.value = (str){ &l->last_children, 1 };
	judge_add(j, &f);
}

/*
 * HL01: one more than the last, as stated or as counted.  When something was
 * lost before, the count begins anew here.
 */
static struct level_number
check_number(struct judge *j, const struct segment *s,
    const struct level_number *last)
{
	struct level_number n = { 0, last->counted + 1 };
	char want[NUMBER_TEXT];
	struct finding f;

	if (!str_to_u64(segment_element(s, 1), LEVEL_MAX, &n.stated))
		n.stated = 0;
	if (n.stated == n.counted)
		return n;
	if (n.stated != 0 &&
	    (n.stated == last->stated + 1 || is_broken(j))) {
		n.counted = n.stated;
		return n;
	}
	if (is_broken(j) || !segment_has(s, 1))
		return n;
	f = judge_finding(j, FINDING_LEVEL_NUMBER, s, 1, 0);
	f.want = number_text(n.counted, want);
	judge_add(j, &f);
	return n;
}

/* HL02: the number of the level that stands open above.  When that may have
 * been lost, it is learned from here. */
static void
check_parent(struct judge *j, const struct segment *s,
    struct level_number *above)
{
	char want[NUMBER_TEXT];
	uint64_t says = 0;
	struct finding f;

	if (!segment_has(s, 2))
		return;
	str_to_u64(segment_element(s, 2), LEVEL_MAX, &says);
	if (is_broken(j) && says != 0)
		*above = (struct level_number){ says, says };
	if (is_broken(j) || (says != 0 &&
	    (says == above->stated || says == above->counted)))
		return;
	f = judge_finding(j, FINDING_LEVEL_PARENT, s, 2, 0);
	f.want = number_text(above->stated != 0 ? above->stated :
	    above->counted, want);
	judge_add(j, &f);
}

/* `level`, under every HL. */
void
rule_level(struct judge *j, const struct segment *s)
{
	struct level_facts *l = &j->facts->level;
	const struct guide_node *loop = j->node->parent;
	const struct guide_node *above = level_above(loop);

	if (l->last_loop != NULL)
		check_children(j, l, above == l->last_loop);
	l->last = check_number(j, s, &l->last);
	if (above != NULL)
		check_parent(j, s, &l->open[above->depth]);
	l->open[loop->depth] = l->last;
	l->last_loop = loop;
	l->last_at = judge_mark(j, s);
	l->broken = false;
	l->last_children = segment_element(s, 4).n == 1 ?
	    segment_element(s, 4).p[0] : 0;
}

/* `last-level`, under SE: the last level has none below it. */
void
rule_last_level(struct judge *j, const struct segment *s)
{
	const struct level_facts *l = &j->facts->level;

	(void)s;
	if (l->last_loop != NULL)
		check_children(j, l, false);
}
