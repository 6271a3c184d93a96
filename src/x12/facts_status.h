/* SPDX-License-Identifier: Apache-2.0 */
/*
 * facts_status.h -- what the rules of a 277CA remember: totals as stated for
 * the batch and for the provider at hand, and as the claims below come to.
 */
#ifndef CC_X12_FACTS_STATUS_H
#define CC_X12_FACTS_STATUS_H

#include "base/money.h"
#include "x12/judge.h"

enum status_verdict { STATUS_ACCEPTED, STATUS_REJECTED, STATUS_VERDICTS };

struct status_totals {
	struct {
		struct judge_mark count_at, amount_at;	/* where stated */
		uint64_t count;
		money	 amount;
	} stated[STATUS_VERDICTS];
	struct {
		uint64_t count;
		money	 amount;
	} summed[STATUS_VERDICTS];
	bool	 unsure;		/* something is missing, or was told */
};

struct status_facts {
	struct status_totals batch, provider;
	bool	 in_provider;		/* a provider's level has begun */
	bool	 claim_told;		/* the claim at hand was counted ... */
	enum status_verdict claim_verdict;	/* ... as this */
};

#endif
