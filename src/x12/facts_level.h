/* SPDX-License-Identifier: Apache-2.0 */
/* facts_level.h -- what rules_level.c remembers within a transaction. */
#ifndef CC_X12_FACTS_LEVEL_H
#define CC_X12_FACTS_LEVEL_H

#include "x12/judge.h"

struct level_facts {
	uint64_t begun;
};

#endif
