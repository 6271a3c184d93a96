/* SPDX-License-Identifier: Apache-2.0 */
/*
 * walk_private.h -- what walk.c and repair.c share: the steps of the walk.
 */
#ifndef CC_X12_WALK_PRIVATE_H
#define CC_X12_WALK_PRIVATE_H

#include "x12/judge_private.h"

/* A place found: entry `e` among the children of level `level`. */
struct place_found {
	const struct guide_entry *e;
	unsigned level;
};

/* True when child `child` came in this loop, or was noted as missing. */
static inline bool
was_seen(const struct judge_level *l, unsigned child)
{
	return (l->seen[child / 64] >> child % 64 & 1) != 0;
}

/* True when `s` has one of the key codes of the entry, if it has any. */
static inline bool
key_fits(const struct guide_entry *e, const struct segment *s)
{
	if (e->keys == NULL)
		return true;
	return code_list_has_sent(e->keys, e->key_component == 0 ?
	    segment_element(s, e->key_element) :
	    segment_component(s, e->key_element, e->key_component));
}

/* The entries of level `level` for a segment name; *n of them. */
static inline const struct guide_entry *
entries_of(const struct judge *j, unsigned level, int dense, unsigned *n)
{
	const struct guide_node *loop = j->levels[level].loop;

	*n = loop->entry_n[dense];
	return loop->entries + loop->entry_first[dense];
}

/* Count `child` in `l`; true when it is now once more than it may be. */
static inline bool
walk_count(struct judge_level *l, const struct guide_node *child)
{
	unsigned i = child->index;
	uint64_t *seen = &l->seen[i / 64], bit = (uint64_t)1 << i % 64;

	if ((*seen & bit) == 0) {
		*seen |= bit;
		l->count[i] = 1;
		return false;
	}
	if (l->count[i] < UINT16_MAX)
		l->count[i]++;
	return child->max != GUIDE_NO_LIMIT && l->count[i] == child->max + 1;
}

/* Report the `max` + 1st time of a segment or loop. */
void walk_report_repeat(struct judge *j, const struct guide_node *node,
    const struct segment *s);

/* A finding about `node` at segment `s`. */
struct finding walk_about(const struct judge *j, enum finding_code code,
    const struct guide_node *node, const struct segment *s);

/* Report that child `child` of `loop`, required, never came. */
void walk_report_missing(struct judge *j, const struct guide_node *loop,
    unsigned child, const struct judge_mark *at);

/* Note all required children of level `level` below index `limit` that did not
 * come. */
void walk_pass_required(struct judge *j, unsigned level, unsigned limit,
    const struct segment *s);

/* Forget that `child` was missing: it came late.  True if it was noted. */
bool walk_forget(struct judge *j, unsigned level, unsigned child);

/* Level `level` goes back to `position`: what was passed over behind it may
 * still come. */
void walk_back(struct judge *j, unsigned level, unsigned position);

/* Take the step to place `p`: close the loops above it, count, and open the
 * loop that `s` begins. */
void walk_step(struct judge *j, const struct place_found *p,
    const struct segment *s);

/*
 * Look for `s`, whose name has number `dense`, from the innermost loop
 * outwards, among the children from the present position on.  *late is the
 * innermost place that fits but has passed.
 */
bool walk_find(const struct judge *j, const struct segment *s, int dense,
    struct place_found *out, struct place_found *late);

/*
 * Find the likeliest place for `s`, which walk_find() did not: see repair.c.
 * `next` is the segment behind it or NULL, `dense` the number of its name or
 * -1.  True when its key is wrong and was reported.
 */
bool walk_repair(struct judge *j, const struct segment *s,
    const struct segment *next, int dense, const struct place_found *late);

/*
 * The first segment of a loop that was entered without it, right behind the
 * one it was entered by: the two changed places.  But if the second comes
 * next, a new turn begins: false.
 */
bool walk_take_belated(struct judge *j, const struct segment *s,
    const struct segment *next, const struct place_found *p);

#endif
