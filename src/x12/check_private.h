/* SPDX-License-Identifier: Apache-2.0 */
/* check_private.h -- what check.c and crew.c share. */
#ifndef CC_X12_CHECK_PRIVATE_H
#define CC_X12_CHECK_PRIVATE_H

#include "x12/reviewer.h"

/* The file being read, by one thread. */
struct reading {
	const struct check_options *options;
	struct check_summary *sum;
	struct stream stream;
	struct envelope *envelope;
};

struct counting {
	enum check_depth depth;
	struct check_summary *sum;
	const struct finding_sink *out;
};

/* Read the next slab into `w` and let the envelope look at it. */
MUST_USE enum rc read_on(struct reading *r, struct work *w, struct err *err);

/* Judge the whole file with `threads` reviewers beside the reader. */
MUST_USE enum rc crew_run(struct reading *r, const struct finding_sink *sink,
    unsigned threads, struct err *err);

#endif
