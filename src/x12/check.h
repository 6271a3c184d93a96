/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check.h -- a whole file judged: envelopes, transactions, in file order.
 *
 * A file of any size goes through in windows of bounded memory.  With several
 * threads its transactions are judged side by side and their findings put
 * back in file order, so that any number of threads gives the same findings.
 *
 *   C1  memory does not grow with the file, the transaction or the findings
 *   C2  findings come in the order of the file: a finding made at a loop's
 *       end may point back, but never before the start of its transaction
 *   C3  the findings and the summary do not depend on the number of threads
 *   C4  nor on where the caller pauses
 */
#ifndef CC_X12_CHECK_H
#define CC_X12_CHECK_H

#include "base/file.h"
#include "base/finding.h"
#include "x12/guide.h"
#include "x12/judge.h"

#define CHECK_KINDS 24		/* kinds of transaction counted apart */

struct check_options {
	const struct guide_set *guides;
	unsigned threads;		/* 0, 1: work in the caller's thread */
	enum check_depth depth;		/* 0: everything */
	/* Called now and then with the bytes read so far; may be NULL. */
	void	(*progress)(void *ctx, uint64_t bytes);
	void	*progress_ctx;
	/*
	 * Called for every segment in file order, after the finding_sink saw
	 * what was found there; needs `threads` 0 or 1; may be NULL.  `j` and
	 * `node` are NULL outside transactions that have a guide.
	 */
	void	(*watch)(void *ctx, const struct judge *j,
		    const struct segment *s, const struct guide_node *node);
	/*
	 * Called with watch_ctx before the memory of the segments shown so far,
	 * `block`, is used for others or freed: until then a watcher may keep
	 * pointers into them, but not to the struct segment.  May be NULL.
	 */
	void	(*release)(void *ctx, str block);
	void	*watch_ctx;
	/* Set by another thread or a sink to stop early; may be NULL. */
	const volatile bool *stop;
};

struct check_summary {
	uint64_t bytes, segments, interchanges, groups;
	uint64_t claims;		/* as the guides tell (CLM01, CLP01) */
	uint64_t counts[3];		/* findings by enum severity */
	/* Transactions by kind, "837P" or, without a guide, ST01, in order of
	 * appearance; kinds past the table are counted under "other". */
	struct { char name[8]; uint64_t n; } kinds[CHECK_KINDS];
	unsigned n_kinds;
};

/*
 * Judge everything that `in` gives, report to `sink`, fill *sum.  RC_IO: the
 * stream failed in the middle; RC_MEMORY; RC_STOPPED.  In each case the
 * findings so far were reported.  A bad file is RC_OK: its faults are findings.
 */
MUST_USE enum rc check_run(struct file_stream *in,
    const struct check_options *options, const struct finding_sink *sink,
    struct check_summary *sum, struct err *err);

/* ---- the same in steps, for who wants to pull ----------------------- */

struct check;

/*
 * Begin to judge what `in` gives, in the caller's thread.  `in`, `sink`, `sum`
 * and what *options points to must live until check_close(); *options itself
 * is copied.  RC_MEMORY; then *out is NULL.
 */
MUST_USE enum rc check_open(struct file_stream *in,
    const struct check_options *options, const struct finding_sink *sink,
    struct check_summary *sum, struct check **out, struct err *err);

/*
 * Go on until the watcher asks for a pause or the file ends; then *more is
 * false and *sum is filled.  Fails as check_run() does, and then it is over.
 */
MUST_USE enum rc check_step(struct check *c, bool *more, struct err *err);

/* For a watcher or a sink: come back from check_step() right behind this
 * segment. */
void check_pause(struct check *c);

/* Free `c`, at its end or before; NULL is fine. */
void check_close(struct check *c);

#endif
