/* SPDX-License-Identifier: Apache-2.0 */
/*
 * facts_eligibility.h -- the person at hand, subscriber or dependent, in the
 * transactions that ask about persons and answer: 270, 271, 276, 277.
 */
#ifndef CC_X12_FACTS_ELIGIBILITY_H
#define CC_X12_FACTS_ELIGIBILITY_H

#include "x12/judge.h"

struct person_facts {
	struct judge_mark at;		/* its HL */
	char	 children;		/* HL04; 0: not said */
	bool	 said;			/* something is asked or answered */
	unsigned diagnoses;		/* in its HI */
};

#endif
