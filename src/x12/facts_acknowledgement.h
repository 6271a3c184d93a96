/* SPDX-License-Identifier: Apache-2.0 */
/*
 * facts_acknowledgement.h -- what the rules of a 999 remember: the verdicts
 * it gave, and the faults it listed for the transaction at hand.
 */
#ifndef CC_X12_FACTS_ACKNOWLEDGEMENT_H
#define CC_X12_FACTS_ACKNOWLEDGEMENT_H

#include "x12/judge.h"

struct acknowledgement_facts {
	uint64_t sets;			/* AK2: transactions listed */
	uint64_t accepted, refused;	/* by IK501 */
	uint64_t faults;		/* IK3 of the transaction at hand */
	struct judge_mark fault;	/* the last IK3 */
	bool	 of_elements;		/* its IK304 is 8 */
	uint64_t elements;		/* IK4 under it */
};

#endif
