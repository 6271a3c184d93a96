/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fill.h -- one segment's elements put into the fields of a struct. (private)
 */
#ifndef CC_CLAIM_FILL_H
#define CC_CLAIM_FILL_H

#include "claim/bind.h"

/* All but the simple texts, see fill_segment(). */
bool fill_rest(const struct bound *b, void *object, const struct segment *s,
    struct arena *a);

/*
 * Fill the fields that `b`'s ops name in `object` from `s`.  Lists grow in `a`;
 * texts stay in the segment's block.  False when there is no memory.
 */
static inline __attribute__((always_inline)) bool
fill_segment(const struct bound *b, void *object, const struct segment *s,
    struct arena *a)
{
	for (uint64_t m = s->present & b->layout.texts; m != 0; m &= m - 1) {
		unsigned i = (unsigned)__builtin_ctzll(m);
		uint32_t from = s->ends[i - 1] + 1;

		*(str *)(void *)((char *)object +
		    b->layout.offsets[i]) =
		    (str){ s->text + from, s->ends[i] - from };
	}
	return (s->present & b->rest) == 0 || fill_rest(b, object, s, a);
}

/*
 * Copy into `a` every text of `object` that lies in [from, to), which is about
 * to go.  False when there is no memory.
 */
bool fill_adopt(const struct schema *schema, void *object, const char *from,
    const char *to, struct arena *a);

/* True when group items `x` and `y` may share a segment: the fields that the
 * segment has once for all are the same. */
bool fill_same_head(const struct op *groups, const void *x, const void *y);

#endif
