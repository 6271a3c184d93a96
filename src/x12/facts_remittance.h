/* SPDX-License-Identifier: Apache-2.0 */
/* facts_remittance.h -- what rules_remittance.c remembers within a transaction. */
#ifndef CC_X12_FACTS_REMITTANCE_H
#define CC_X12_FACTS_REMITTANCE_H

#include "x12/judge.h"

struct remittance_facts {
	uint64_t begun;
};

#endif
