/* SPDX-License-Identifier: Apache-2.0 */
/*
 * acknowledgement.h -- what a receiver answers before anything is decided.
 *
 * Source: X12.5 (TA1).
 */
#ifndef CC_CLAIM_ACKNOWLEDGEMENT_H
#define CC_CLAIM_ACKNOWLEDGEMENT_H

#include "claim/envelope.h"

/* The answer to an interchange: its envelope was good or not. */
struct interchange_acknowledgement {
	struct part part;
	const struct interchange *interchange;	/* that brought the answer */
	str	 answered_control_number;	/* of the one answered */
	struct when answered_date;	/* when that one was made */
	str	 answered_time;		/* HHMM */
	str	 verdict;		/* "A" accepted, "E" accepted with
					 * errors, "R" rejected */
	str	 fault;			/* "000" none, else what is wrong */
};

#endif
