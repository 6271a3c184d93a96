/* SPDX-License-Identifier: Apache-2.0 */
/*
 * step.h -- the walk's short way: a step that was taken before. (private)
 *
 * Claims are alike, so the walk takes the same few steps over and over.  As
 * long as nothing was repaired, the loops that are open follow from where the
 * walk stands, and the place of a segment from that, its name and its key.  So
 * the step is remembered (walk.c), if its key is a short element or first
 * component, or no place asked for one, and taken again without looking.
 */
#ifndef CC_X12_STEP_H
#define CC_X12_STEP_H

#include "x12/sure.h"
#include "x12/walk_private.h"

/* The first of the two places where the step from `from` by a segment named
 * `id` may be remembered. */
static inline struct judge_step *
step_slot(struct judge *j, const struct guide_node *from, segment_id id)
{
	uint64_t h = ((uintptr_t)from >> 4) + id;

	return &j->steps[(h * 0x9E3779B97F4A7C15u >>
	    (64 - JUDGE_STEP_BITS)) & ~(uint64_t)1];
}

/* Is it this step?  The key is compared as it stands, with the separator behind
 * it if it is a component. */
static inline __attribute__((always_inline)) bool
is_step(const struct judge_step *t, const struct guide_node *from,
    const struct segment *s)
{
	const uint32_t *end;
	uint32_t begin;
	uint64_t bytes;

	if (t->from != from || t->id != s->id || t->key_element > s->n)
		return false;
	end = s->ends + t->key_element;
	begin = end[-1] + 1;
	memcpy(&bytes, s->text + begin, sizeof bytes);
	return (((bytes ^ t->key) & t->mask) |
	    ((*end - begin - t->key_n) & t->whole)) == 0;
}

/* The step taken before, if it was, else NULL. */
static inline __attribute__((always_inline)) const struct judge_step *
recall_step(struct judge *j, const struct segment *s)
{
	const struct judge_step *t = step_slot(j, j->node, s->id);

	if (!is_step(t, j->node, s) && !is_step(++t, j->node, s))
		return NULL;
	return j->repaired ? NULL : t;
}

/* The children that had to come before `child` came; else they are noted as
 * missing.  The loop stands at the position of `child` then. */
static inline __attribute__((always_inline)) void
advance_to(struct judge *j, unsigned level, const struct guide_node *child,
    const struct segment *s)
{
	struct judge_level *l = &j->levels[level];

	if (((child->before[0] & ~l->seen[0]) |
	    (child->before[1] & ~l->seen[1])) != 0)
		walk_pass_required(j, level, child->group, s);
	l->position = child->position;
}

/* Open `loop` on top of the stack; of it only the first child was seen. */
static inline void
open_level(struct judge *j, const struct guide_node *loop)
{
	struct judge_level *l = &j->levels[j->depth++];

	l->loop = loop;
	l->position = 0;
	l->seen[0] = 1;
	l->seen[1] = 0;
	l->count[0] = 1;
}

/* Count the child that was met on level `level`, and open it if it is a loop;
 * `node` is the segment met. */
static inline __attribute__((always_inline)) void
enter_child(struct judge *j, unsigned level, const struct guide_node *child,
    const struct guide_node *node, const struct segment *s)
{
	if (walk_count(&j->levels[level], child))
		walk_report_repeat(j, child, s);
	if (child != node)
		open_level(j, child);
	j->node = node;
}

/* Take the step of before. */
static inline __attribute__((always_inline)) void
repeat_step(struct judge *j, const struct judge_step *t,
    const struct segment *s)
{
	unsigned level = t->level;

	if (j->depth > level + 1)
		walk_close(j, level + 1, s);
	if (t->advances)
		advance_to(j, level, t->child, s);
	enter_child(j, level, t->child, t->node, s);
}

/* All that is judged of `s`, if its step was taken before; else false, and
 * nothing was. */
static inline __attribute__((always_inline)) bool
judge_known(struct judge *j, const struct segment *s)
{
	const struct judge_step *t = recall_step(j, s);

	if (t == NULL)
		return false;
	repeat_step(j, t, s);
	if (t->claim)
		judge_begin_claim(j, s);
	if (!sure_segment(s, t->node, 0))
		check_elements(j, s, 0);
	if (t->rules)
		run_rules(j, t->node, s);
	return true;
}

#endif
