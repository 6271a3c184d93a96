/* SPDX-License-Identifier: Apache-2.0 */
/*
 * judge_private.h -- what the files of the judge share.
 *
 *   judge.c	a transaction's life, and what rules use
 *   walk.c	which place in the guide a segment has
 *   repair.c	what is done when it has none
 *   element.c	whether its elements fit that place
 *   note.c	whether its elements go together
 */
#ifndef CC_X12_JUDGE_PRIVATE_H
#define CC_X12_JUDGE_PRIVATE_H

#include "x12/judge.h"

/*
 * Find the place of `s`, close and open loops on the way, report what is
 * missing, misplaced or too often.  Sets j->node, NULL when `s` has no place.
 * Returns true when the key element itself is wrong and was reported.  For
 * steps that were not taken before; those are step.h's.
 */
bool walk_unknown(struct judge *j, const struct segment *s,
    const struct segment *next);

/* Remember no steps; to be called before the first. */
void walk_forget_steps(struct judge *j);

/* All that is judged of `s` when its step was not taken before. */
void judge_unknown(struct judge *j, const struct segment *s,
    const struct segment *next);

/* Remember the number of the claim that begins with `s`. */
void judge_begin_claim(struct judge *j, const struct segment *s);

/* Show `s` to whoever watches. */
static inline void
judge_show(const struct judge *j, const struct segment *s)
{
	if (j->watch != NULL)
		j->watch(j->watch_ctx, j, s, j->node);
}

/* Remember that `s`, whose name is not known or none, was passed over: it may
 * be one that is missing. */
void walk_past(struct judge *j, const struct segment *s);

/* Close all loops but `keep` levels; `s` is the segment that ends them. */
void walk_close(struct judge *j, unsigned keep, const struct segment *s);

/* Check the elements of `s` against j->node; `skip` is an element already
 * reported, or 0. */
void check_elements(struct judge *j, const struct segment *s, unsigned skip);

/* Which elements or components were sent, and of which it was already said
 * that they are missing or not used: a bit for each, bit 1 the first. */
struct sent { uint64_t present, reported; };

/*
 * Check `n` syntax notes among the elements of `s`, or the components of its
 * element `element` if that is not 0.  One that speaks of what was reported
 * would be a second finding for one fault, and is passed over.
 */
void check_notes(struct judge *j, const struct segment *s, unsigned element,
    const struct syntax_note *notes, unsigned n, struct sent sent);

/* True when all notes hold. */
bool notes_hold(const struct syntax_note *notes, unsigned n,
    uint64_t present);

/* Check that element `i` of `s` is there and fits j->node. */
void check_one(struct judge *j, const struct segment *s, unsigned i);

/* Run the rules of `node`. */
static inline void
run_rules(struct judge *j, const struct guide_node *node,
    const struct segment *s)
{
	for (unsigned i = 0; i < node->rules[j->judges].n; i++)
		node->rules[j->judges].v[i](j, s);
}

/* The innermost open loop. */
static inline const struct guide_node *
open_loop(const struct judge *j)
{
	return j->levels[j->depth - 1].loop;
}

#endif
