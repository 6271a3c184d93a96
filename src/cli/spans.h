/* SPDX-License-Identifier: Apache-2.0 */
/*
 * spans.h -- when something was so, out of the releases that say it.
 *
 * A mask of releases (facts.h) becomes a few spans of days: releases that
 * follow each other are one.  A release speaks until the next one begins.
 */
#ifndef CC_CLI_SPANS_H
#define CC_CLI_SPANS_H

#include "base/buf.h"
#include "codes/book.h"

struct span {
	date	 from, until;	/* until DATE_LAST: the newest release says so */
	bool	 first;		/* from is that of the oldest release: it may
				 * have been so before */
};

/* The spans of `in`, of releases of `set`, in order; returns how many. */
unsigned release_spans(const struct book *b, enum code_set set, releases in,
    struct span to[RELEASES_MAX]);

/* Of a code that its publisher dates, one span of those dates; else those of
 * its releases; only where it may be billed, if `billable`. */
unsigned code_spans(const struct book *b, const struct book_code *c,
    bool billable, struct span to[RELEASES_MAX]);

/* "2021-10-01 to 2023-09-30", "since 2021-10-01", "until ...". */
void span_text(const struct span *s, struct buf *to);

#endif
