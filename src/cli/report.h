/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report.h -- findings for a person to read.
 *
 * Each file has its heading, the findings grouped by claim or transaction as
 * they come, then what they come to.  Nothing is kept but counts, so that any
 * number of findings fits; of one code only the first `max` are shown.
 */
#ifndef CC_CLI_REPORT_H
#define CC_CLI_REPORT_H

#include "cli/page.h"
#include "cli/view.h"

struct report {
	struct page *page;
	const struct view *view;
	uint64_t max;		/* shown of one code; UINT64_MAX: all */
	const char *snip, *severity;	/* only these were asked for, or NULL */
	const char *file;
	bool	 headed;	/* the file's heading was written */
	bool	 gap;		/* the last file's report takes several lines */
	uint64_t group;		/* of the finding last shown */
	uint64_t files, with_errors, with_warnings;
	uint64_t with_others;	/* only findings that were not asked for */
};

/* Begin the report of `file`; its heading waits for the first finding. */
void report_begin(struct report *r, const char *file);

/* Show `f`, as view_finding() gave it; *t has counted it. */
void report_finding(struct report *r, const struct finding *f,
    const struct tally *t);

/* What the file's findings come to.  `sum` is NULL when the file could not be
 * read to its end. */
void report_end(struct report *r, const struct check_summary *sum,
    const struct tally *t);

/* After several files: how many were clean. */
void report_total(struct report *r);

/*
 * One finding as a block at `indent`: severity, sentence, what to do, and a
 * dim line with the code and, if `placed`, where it stands.
 */
void report_block(struct page *p, const struct view *v,
    const struct finding *f, unsigned indent, bool placed);

#endif
