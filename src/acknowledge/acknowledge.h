/* SPDX-License-Identifier: Apache-2.0 */
/*
 * acknowledge.h -- the answers to a file, made while it is checked.
 *
 * An acknowledger listens to a check (check.h): to its findings and to its
 * segments.  Where an interchange of the file ends it gives the answers to it,
 * each kind as a stream of X12 of its own.
 *
 *   A1  a TA1 for each interchange; none for one that brings nothing but TA1s
 *   A2  a 999 for each group; none in an interchange that the TA1 rejects, and
 *       none for a group of acknowledgements
 *   A3  a 277CA for each transaction of claims that its 999 accepts, in which
 *       every claim is answered, and whose totals are those of its claims
 *   A4  answers depend on nothing but the file and the options
 *   A5  memory does not grow with the file: of a transaction ACK_SEGMENTS
 *       segments in error are told, of a group ACK_GROUP_SEGMENTS, and what is
 *       over is rejected without saying where; claims to be answered are put
 *       away (spill.h) until their interchange ends
 *
 * What is an error for whom: see docs/acknowledgements.md.
 */
#ifndef CC_ACKNOWLEDGE_H
#define CC_ACKNOWLEDGE_H

#include "base/date.h"
#include "x12/check.h"

#define ACK_SEGMENTS		1000
#define ACK_GROUP_SEGMENTS	10000
#define ACK_ELEMENTS		100	/* told of one segment */
#define ACK_TRANSACTIONS	50000	/* listed; the others are counted */

enum acknowledgement { ACK_TA1, ACK_999, ACK_277CA, ACK_KINDS };

struct acknowledge_options {
	const struct guide_set *guides;
	unsigned wanted;	/* bits: 1 << enum acknowledgement */
	date	 on;		/* the answers' day ... */
	str	 at;		/* ... and time, HHMM or HHMMSS */
	uint32_t first_number;	/* of the answering interchanges; 0 is 1 */
	/* A clearinghouse says that it has a claim, a payer that it works on
	 * it. */
	bool	 clearinghouse;
	/* Bytes of an answer.  What fails here ends the answering. */
	enum rc	(*write)(void *ctx, enum acknowledgement kind, str bytes,
		    struct err *err);
	void	*ctx;
};

/* What was answered so far. */
struct acknowledge_summary {
	uint64_t interchanges[2];	/* [0] accepted, [1] rejected */
	uint64_t transactions[3];	/* [2]: accepted, errors noted */
	uint64_t claims[2];
	uint64_t untold;	/* segments in error over the limits (A5) */
};

struct acknowledger;

/* RC_MEMORY; RC_INVALID: a guide does not fit its model.  Free with
 * acknowledger_free(). */
MUST_USE enum rc acknowledger_new(const struct acknowledge_options *options,
    struct acknowledger **out, struct err *err);
void acknowledger_free(struct acknowledger *a);

/* For finding_sink and check_options.watch: `ctx` is the acknowledger. */
void acknowledger_finding(void *ctx, const struct finding *f);
void acknowledger_segment(void *ctx, const struct judge *j,
    const struct segment *s, const struct guide_node *node);

/* The file is over: answer what is left.  Tells what failed, now or before; the
 * acknowledger may be used for the next file. */
MUST_USE enum rc acknowledger_end(struct acknowledger *a, struct err *err);

/* What was answered, in all files. */
const struct acknowledge_summary *acknowledger_summary(
    const struct acknowledger *a);

#endif
