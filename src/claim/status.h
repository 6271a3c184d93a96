/* SPDX-License-Identifier: Apache-2.0 */
/*
 * status.h -- where a claim is: the statuses of a 277 and a 277CA.
 *
 * Source: 005010X212, 005010X214; code sources 507 and 508.
 */
#ifndef CC_CLAIM_STATUS_H
#define CC_CLAIM_STATUS_H

#include "claim/value.h"

/* One thing that is said: how far it is, what about, and who is meant. */
struct status_code {
	str	 category;	/* "A2" accepted, "A7" invalid, "F1" paid ... */
	str	 status;	/* "20" accepted, "562" NPI ... */
	str	 entity;	/* "85" billing provider, "IL" subscriber ... */
	str	 list;		/* whose list the status is from: "RX" */
};

/* STC: up to three things said at once. */
struct claim_status {
	struct claim_status *next;
	struct status_code code;
	struct when on;		/* as of this day */
	str	 action;	/* "WQ" accepted, "U" rejected */
	struct amount charge;
	struct amount paid;
	struct when decided;	/* adjudicated */
	str	 method;	/* "ACH", "CHK" ... */
	struct when remitted;	/* day of the check or transfer */
	str	 check;		/* its number */
	struct status_code code2, code3;
	str	 message;
};

#endif
