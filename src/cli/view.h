/* SPDX-License-Identifier: Apache-2.0 */
/*
 * view.h -- what of a file may be seen, and what to count of its findings.
 *
 * With --no-phi nothing that stands inside the file may appear in an output.
 * All renderers take their findings through view_finding(), so that the rule
 * is kept in one place.
 *
 *   W1  with FINDING_HIDE, a seen finding holds no text from inside the file:
 *       each reads VIEW_HIDDEN instead, if there was one
 */
#ifndef CC_CLI_VIEW_H
#define CC_CLI_VIEW_H

#include "base/finding.h"
#include "x12/check.h"
#include "x12/guide.h"

#define VIEW_HIDDEN "(hidden)"

struct view {
	const struct guide_set *guides;
	enum finding_words words;
};

/* `f` as it may be seen (W1); borrows what `f` borrows. */
struct finding view_finding(const struct view *v, const struct finding *f);

/* A segment's name as it may be seen: hidden when no guide knows it. */
str view_segment(const struct view *v, str name);

/* A kind of transaction as it may be seen: hidden when no guide is so called,
 * and it thus was copied from ST01. */
str view_kind(const struct view *v, str name);

/* True when `s` was hidden. */
static inline bool
view_is_hidden(const struct view *v, str s)
{
	return v->words == FINDING_HIDE && str_eq(s, STR(VIEW_HIDDEN));
}

/* ---- counting ------------------------------------------------------- */

/* What the findings of one file come to. */
struct tally {
	uint64_t severity[3];		/* by enum severity */
	uint64_t codes[FINDING_N];
	uint64_t rejected;	/* claims with an error */
	uint64_t outside;	/* errors outside any claim */
	uint64_t left_out;	/* findings that were not asked for */
	uint64_t group;		/* changes with the envelope or claim at hand */
	uint64_t claim;		/* the last one that had an error */
};

/* Count `f`, as it came from the checker. */
void tally_add(struct tally *t, const struct finding *f);

#endif
