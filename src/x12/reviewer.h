/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reviewer.h -- judges the parts of slabs, one slab after the other.
 *
 * A reviewer is the part of the checker that may run in a thread of its own:
 * give it the slabs of a run in which no transaction is cut (but by the slabs
 * themselves), and it reports everything found in them, the envelope's
 * findings among its own, in the order of the file.
 *
 *   R1  pausing behind any segment changes nothing of what is reported and
 *       shown, nor its order
 */
#ifndef CC_X12_REVIEWER_H
#define CC_X12_REVIEWER_H

#include "x12/envelope.h"

/* How far the slab at hand is reviewed; all zero: it begins. */
struct reviewed {
	size_t	 parts, findings;	/* those of the envelope */
	uint32_t segments;
	bool	 inside;		/* the part at hand has begun */
	struct slab_cursor cursor;
};

struct reviewer {
	struct judge judge;
	const struct finding_sink *sink;
	struct part_name interchange, group, transaction;
	uint32_t position;	/* of the last segment in its transaction */
	bool	 basic;		/* the open transaction has no guide */
	uint64_t claims;	/* in all transactions so far */
	struct reviewed at;
	struct segment views[2];	/* of a segment and the next, in turn */
	bool	 pause;			/* asked for by the watcher */
};

/* Make a reviewer that judges to `depth` and reports to `sink`.  RC_MEMORY. */
MUST_USE enum rc reviewer_init(struct reviewer *r,
    const struct finding_sink *sink, enum check_depth depth, struct err *err);
void reviewer_fini(struct reviewer *r);

/* Show every segment to `watch`, as check_options says. */
void reviewer_watch(struct reviewer *r, void (*watch)(void *ctx,
    const struct judge *j, const struct segment *s,
    const struct guide_node *node), void *ctx);

/* Judge the parts of `w`.  False when it paused: then call again, with the same
 * `w`, to go on. */
bool reviewer_take(struct reviewer *r, const struct work *w);

#endif
