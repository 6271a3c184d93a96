/* SPDX-License-Identifier: Apache-2.0 */
/*
 * facts_level.h -- what rules_level.c remembers within a transaction.
 *
 * An HL segment numbers a level, names the level above it and says whether
 * levels follow below.  Two numbers are kept for each: what it says, and what
 * it should say by counting; a later level may go by either, so that one wrong
 * number is one finding.
 */
#ifndef CC_X12_FACTS_LEVEL_H
#define CC_X12_FACTS_LEVEL_H

#include "x12/judge.h"

struct level_number { uint64_t stated, counted; };

struct level_facts {
	struct level_number last;	/* of the HL met last; 0: none yet */
	struct level_number open[GUIDE_DEPTH]; /* by the depth of its loop */
	const struct guide_node *last_loop;
	struct judge_mark last_at;
	char	 last_children;		/* its HL04; 0: not said */
	bool	 broken;		/* something was lost since (J1) */
};

#endif
