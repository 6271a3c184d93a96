/* SPDX-License-Identifier: Apache-2.0 */
/* facts_claim.h -- what rules_claim.c remembers within a transaction. */
#ifndef CC_X12_FACTS_CLAIM_H
#define CC_X12_FACTS_CLAIM_H

#include "x12/judge.h"

struct claim_facts {
	uint64_t begun;
};

#endif
