/* SPDX-License-Identifier: Apache-2.0 */
/* facts_acknowledgement.h -- what rules_acknowledgement.c remembers within a transaction. */
#ifndef CC_X12_FACTS_ACKNOWLEDGEMENT_H
#define CC_X12_FACTS_ACKNOWLEDGEMENT_H

#include "x12/judge.h"

struct acknowledgement_facts {
	uint64_t begun;
};

#endif
