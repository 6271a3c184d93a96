/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reviewer.h -- judges the parts of slabs, one slab after the other.
 *
 * A reviewer is the part of the checker that may run in a thread of its own:
 * give it the slabs of a run in which no transaction is cut (but by the slabs
 * themselves), and it reports everything found in them, the envelope's
 * findings among its own, in the order of the file.
 */
#ifndef CC_X12_REVIEWER_H
#define CC_X12_REVIEWER_H

#include "x12/envelope.h"

struct reviewer {
	struct judge judge;
	const struct finding_sink *sink;
	struct part_name interchange, group, transaction;
	uint32_t position;	/* of the last segment in its transaction */
	bool	 basic;		/* the open transaction has no guide */
	uint64_t claims;	/* in all transactions so far */
	void	(*watch)(void *ctx, const struct judge *j,
		    const struct segment *s, const struct guide_node *node);
	void	*watch_ctx;
};

/* Make a reviewer that reports to `sink`.  RC_MEMORY. */
MUST_USE enum rc reviewer_init(struct reviewer *r,
    const struct finding_sink *sink, struct err *err);
void reviewer_fini(struct reviewer *r);

/* Judge the parts of `w`. */
void reviewer_take(struct reviewer *r, const struct work *w);

#endif
