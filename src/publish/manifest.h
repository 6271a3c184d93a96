/* SPDX-License-Identifier: Apache-2.0 */
/*
 * manifest.h -- where each code set is published, as a text of ours.
 *
 * `codes/publishers.manifest` has a block for each set:
 *
 *	licence ama
 *	    page   https://www.cms.gov/license/ama
 *	    says   "CPT is a trademark of the AMA ..."
 *
 *	set mue-dme
 *	    page   https://www.cms.gov/medicare/...
 *	    needs  ama			# must have been accepted
 *	    rows   2500		# fewer cannot be right
 *	    change 10%			# between two releases
 *	    each			# a release holds its own time only
 *	    file   table
 *	        link  *-dme-supplier-services-mue-table.zip
 *	        try   https://www.cms.gov/files/zip/...{YYYY}-{quarter}-...zip
 *	        try   april https://...
 *
 * A set consists of *files*; each has *ways* to it, tried in their order: a
 * `link` is looked for on the set's page, a `try` is an address.  Months before
 * a way say for releases of which months it holds.  Addresses have placeholders
 * that the day of a release fills, listed at manifest_fill().  Indentation and
 * blank lines mean nothing, `#` begins a comment.
 *
 *   Z1  every address of a manifest, filled for whatever day, is one that may
 *       be fetched (address.h), of a host that the text itself names
 *   Z2  a mistake in the text is told with its line and column
 *   Z3  the same manifest and day give the same addresses: no clock, no net
 */
#ifndef CC_PUBLISH_MANIFEST_H
#define CC_PUBLISH_MANIFEST_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

/* Terms that somebody must accept before files are fetched. */
struct manifest_licence {
	const struct manifest_licence *next;
	str	 name;		/* "ama" */
	str	 page;		/* where its text stands */
	str	 says;		/* what is accepted, in a sentence */
};

/* One way to a file. */
struct manifest_way {
	const struct manifest_way *next;	/* tried after this one */
	bool	 link;		/* look on the page for this name */
	uint16_t months;	/* bit 0 is January; for releases of these */
	str	 pattern;	/* address, or name with "*" */
};

struct manifest_file {
	const struct manifest_file *next;
	str	 name;		/* "part-1" */
	const struct manifest_way *ways;
};

struct manifest_set {
	const struct manifest_set *next;
	str	 name;		/* as in sets.def */
	str	 page;		/* a pattern too */
	const struct manifest_licence *needs;	/* or NULL */
	uint64_t rows;		/* at least; 0: not said */
	unsigned change;	/* per cent; 0: not said */
	bool	 each;		/* releases do not hold their forerunners */
	const struct manifest_file *files;	/* NULL: fetched by hand */
};

struct manifest {
	const struct manifest_licence *licences;
	const struct manifest_set *sets;
};

/* The manifest that was compiled into the program. */
extern const char publishers_manifest[];
extern const unsigned long publishers_manifest_size;

/*
 * Read `text`, called `name` in messages.  What *out holds is in `arena`, its
 * texts are borrowed from `text`.  RC_SYNTAX: "name:line:column: what" (Z2);
 * RC_MEMORY.  On failure *out is untouched.
 */
MUST_USE enum rc manifest_read(str name, str text, struct arena *arena,
    struct manifest *out, struct err *err);

/* The set of that name, or NULL. */
const struct manifest_set *manifest_find(const struct manifest *m, str name);

/* The licence of that name, or NULL. */
const struct manifest_licence *manifest_licence(const struct manifest *m,
    str name);

/* True when this way is for releases of the month of `due`. */
bool manifest_way_fits(const struct manifest_way *w, date due);

/*
 * `pattern` for the release of `due`, which is a day; the text is in `arena`.
 *
 *	{YYYY} {YY} {MM} {DD}	2026 26 10 01
 *	{FY} {fy}		fiscal year, from October on the next: 2027 27
 *	{month-name} {Month-name} {Mon} {MON}	october October Oct OCT
 *	{q} {quarter} {Q}	4 q4 Q4
 *	{letter}		a to d, of the quarter: rvu26d
 *	{half}			0 or 1: nucc_taxonomy_261
 *	{vNNN}			version of the NCCI: 32.3 is v323
 *	{drg}			version of MS-DRG and MCE: 44, in April 441
 *
 * RC_SYNTAX: another placeholder, or one that is not closed; RC_RANGE: longer
 * than an address may be; RC_MEMORY.
 */
MUST_USE enum rc manifest_fill(str pattern, date due, struct arena *arena,
    str *out, struct err *err);

/* A link found on a page. */
struct manifest_link {
	str	 url;		/* absolute */
	bool	 gated;		/* it led to a page with terms to accept first;
				   `url` is what comes behind them */
};

/*
 * The first link in `html`, the page at `page`, to a file whose name is like
 * `name` ("*" stands for anything), on the same host and allowed.  False when
 * there is none, or no memory.
 */
bool manifest_find_link(str html, str page, str name, struct arena *arena,
    struct manifest_link *out);

/* Is that many rows what a release of this set may have? */
enum manifest_verdict {
	MANIFEST_PLAUSIBLE,
	MANIFEST_TOO_FEW,	/* fewer than `rows` */
	MANIFEST_SHRANK,	/* by more than `change` */
	MANIFEST_GREW,
};

/* Judge `rows` against the set and the release `before` it (0: none). */
enum manifest_verdict manifest_judge(const struct manifest_set *set,
    uint64_t before, uint64_t rows);

#endif
