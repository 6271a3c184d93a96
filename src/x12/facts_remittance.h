/* SPDX-License-Identifier: Apache-2.0 */
/*
 * facts_remittance.h -- what the rules of an 835 remember: its sums.
 *
 * A remittance has to balance at three levels (guide 005010X221, "Balancing"):
 *
 *   R1  line: SVC02 less the line's adjustments is SVC03 (RFI 2348)
 *   R2  claim: CLP03 less its own and its lines' adjustments is CLP04
 *       (RFI 2601); adjustments may stand at both levels (RFI 522, 1053)
 *   R3  the lines' charges add up to CLP03; not said by an RFI, and a payer
 *       may list some lines of a hospital claim only, so a warning
 *   R4  payment: all CLP04 less all provider adjustments is BPR02 (RFI 2287)
 *
 * One wrong amount breaks up to three of these, and gives one finding, at the
 * narrowest place that can be told:
 *
 *   SVC02, SVC03, a line's CAS   break R1, and R2 or R3 with it: the line is
 *                                named, and its claim keeps silent
 *   CLP03                        breaks R2 and R3, but the lines' payments
 *                                come to CLP04: the claim's charge is named
 *   CLP04, a claim's CAS         break R2, and CLP04 R4 too: the claim is named
 *   BPR02, a PLB amount          break R4 alone: the payment is named
 *
 * With one claim out, R4 is reported only if the difference is neither nothing
 * nor that of the claim; with several it is left until they are put right.
 * An amount that is no number, or a segment lost around it, makes the sums it
 * would enter unsure: they are not judged (judge_broken()).
 */
#ifndef CC_X12_FACTS_REMITTANCE_H
#define CC_X12_FACTS_REMITTANCE_H

#include "x12/judge.h"

/* Days as numbers that order them; 0: not given. */
struct remittance_span { uint64_t from, to; };

struct remittance_line {
	struct judge_mark at;		/* its SVC */
	money	 charge, paid, adjusted;
	struct remittance_span days;
	bool	 open;			/* a CAS or DTM belongs to it */
	bool	 unsure;
};

struct remittance_claim {
	struct judge_mark at;		/* its CLP */
	uint64_t name, payer_name;	/* numbers for CLP01, CLP07 */
	money	 charge, paid, owes;	/* CLP03, CLP04, CLP05 */
	money	 adjusted;		/* its own CAS, without the lines' */
	money	 patient;		/* of both levels, with group PR */
	money	 lines_charge, lines_paid, lines_adjusted;
	uint32_t lines, lines_out;
	struct remittance_span days;
	struct judge_mark undated;	/* its first line without a date */
	uint8_t	 status;		/* CLP02 */
	bool	 open;			/* its CLP was met, its end not yet */
	bool	 states_owes, forwarded;
	bool	 unsure;
};

/* The claims under one LX, and what TS3 says about them. */
struct remittance_group {
	struct judge_mark at;		/* its TS3 */
	uint64_t claims, states_claims;
	money	 charge, states_charge;
	bool	 unsure;
};

struct remittance_facts {
	struct judge_mark at;		/* the BPR, if BPR02 is an amount */
	money	 amount;		/* BPR02 */
	char	 handling;		/* BPR01 */
	bool	 without_money;		/* BPR04 is NON */
	char	 payer[12];		/* BPR10 */
	uint8_t	 payer_n;

	uint64_t claims, adjustments;	/* CLP, and amounts in PLB */
	money	 paid, adjusted;	/* their sums */
	uint64_t out;			/* claims that do not balance, ... */
	money	 out_by;		/* ... and what their CLP04 lack */
	bool	 last_broken;		/* something was lost in the last one */
	bool	 unsure;

	struct remittance_group group;
	struct remittance_claim claim;
	struct remittance_line line;
};

#endif
