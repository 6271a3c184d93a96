/* SPDX-License-Identifier: Apache-2.0 */
/*
 * envelope.h -- interchanges, groups and transactions, slab after slab.
 *
 * The envelope looks only at the control segments.  It checks them (counts,
 * control numbers, versions) and cuts each slab into parts: stretches of one
 * transaction, each with the guide to judge it by and its names, so that the
 * parts can be judged without knowing what came before.
 *
 *   P1  a slab's segments that are in no part are control segments, or strays
 *       that were reported
 *   P2  memory is bounded: of control numbers 49,152 are remembered to find
 *       repeated ones; then it begins anew
 */
#ifndef CC_X12_ENVELOPE_H
#define CC_X12_ENVELOPE_H

#include "x12/check.h"
#include "x12/judge.h"
#include "x12/stream.h"

#define NAME_MAX_KEPT 15	/* control numbers have 9 digits at most */

struct part_name { uint8_t n; char text[NAME_MAX_KEPT]; };

/* A stretch of one transaction within a slab. */
struct part {
	uint32_t first, n;	/* segments; n may be 0 when it only ends */
	bool	 begins, ends;	/* here, or in another slab */
	bool	 cut;		/* it ends because the file does */
	const struct guide *guide;	/* NULL: there is none */
	struct part_name interchange, group, transaction;
};

/* A slab with what the envelope made of it. */
struct work {
	struct slab slab;
	struct arena arena;	/* of the findings */
	struct { struct part *v; size_t n, size; } parts;
	struct { const struct finding **v; size_t n, size; } findings;
	bool	 failed;	/* out of memory */
};

struct envelope;

/* Make an envelope.  `sum` gets its counts.  RC_MEMORY. */
MUST_USE enum rc envelope_new(const struct guide_set *guides,
    struct check_summary *sum, struct envelope **out, struct err *err);
void envelope_free(struct envelope *e);

/* Take the next slab of the file, in w->slab; fill the rest of *w. */
MUST_USE enum rc envelope_take(struct envelope *e, struct work *w,
    struct err *err);

/* True when a transaction goes on into the next slab. */
bool envelope_is_inside(const struct envelope *e);

/* Give *w its memory.  RC_MEMORY; then also to be freed. */
MUST_USE enum rc work_init(struct work *w, struct err *err);

/* Free the memory of *w. */
void work_fini(struct work *w);

/* The name as a str, borrowed from `n`. */
static inline str
part_name(const struct part_name *n)
{
	return (str){ n->text, n->n };
}

#endif
