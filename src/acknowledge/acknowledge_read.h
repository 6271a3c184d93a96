/* SPDX-License-Identifier: Apache-2.0 */
/*
 * acknowledge_read.h -- answers read back: what each is about and says.
 *
 * A file of TA1, 999 and 277CA becomes a row of answers.  Each names what it
 * belongs to by the numbers that the answered file gave: interchange, group,
 * transaction, batch, claim, line; and for a segment or element in error its
 * place.  With the answered file at hand, answer_index finds that place in it.
 */
#ifndef CC_ACKNOWLEDGE_READ_H
#define CC_ACKNOWLEDGE_READ_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "acknowledge/acknowledge.h"
#include "claim/value.h"

enum answer_level { ANSWER_INTERCHANGE, ANSWER_GROUP, ANSWER_TRANSACTION,
	ANSWER_SEGMENT, ANSWER_ELEMENT, ANSWER_BATCH, ANSWER_PROVIDER,
	ANSWER_CLAIM, ANSWER_LINE, ANSWER_LEVELS };

enum answer_verdict { VERDICT_NONE, VERDICT_ACCEPTED, VERDICT_NOTED,
	VERDICT_PART, VERDICT_REJECTED, VERDICT_RECEIVED };

#define ANSWER_CODES 5

struct answer {
	enum acknowledgement kind;
	enum answer_level level;
	enum answer_verdict verdict;	/* NONE: of an error */
	/* Whom it answers; what does not apply is empty. */
	str	 interchange;		/* ISA13 */
	str	 group, group_kind;	/* GS06, GS01 */
	str	 transaction, transaction_kind;	/* ST02, ST01 */
	str	 batch;			/* BHT03 */
	str	 provider;		/* NPI, or another id */
	str	 claim;			/* CLM01, or TRN02 */
	str	 line;			/* REF*6R, or LX01 */
	/* Where in the transaction: ST is 1. */
	str	 segment;		/* "CLM" */
	uint64_t position;
	unsigned element, component, repetition;
	/* What is said of it. */
	str	 codes[ANSWER_CODES];	/* "5"; of a status "A7:562:85" */
	unsigned n_codes;
	str	 value;			/* what was sent there */
	struct amount charge;		/* of a claim or line */
	str	 payer_number;		/* the payer's number of the claim */
	str	 message;		/* of the answer, in words */
	uint64_t at_segment;		/* where it stands in its own file */
	/* Where it is in the answered file; segment 0: not looked for, or not
	 * there. */
	struct { uint64_t segment, offset; str loop, claim; } found;
};

/* "interchange", "group" ...; "accepted", "rejected" ...  of a level, of a
 * verdict; empty for VERDICT_NONE. */
str answer_level_name(enum answer_level level);
str answer_verdict_name(enum answer_verdict verdict);

/*
 * Append what code `i` of an answer means, in our words: "the claim's service
 * dates"; of one that we have no words for, "code 77".
 */
void answer_meaning(const struct answer *a, unsigned i, struct buf *out);

/*
 * Read the answers in `in`, in the order of the file, to `take`; an answer and
 * its texts live until it returns.  Findings about the file itself go to
 * `sink`.  RC_IO, RC_MEMORY as reader.h.
 */
MUST_USE enum rc acknowledge_read(struct file_stream *in,
    const struct guide_set *guides, const struct finding_sink *sink,
    void (*take)(void *ctx, const struct answer *a), void *ctx,
    struct err *err);

/* ---- where in the answered file ------------------------------------- */

/* Answers kept, in order, and found by what they are about. */
struct answer_index {
	struct arena arena;
	struct { struct answer **v; size_t n, size; } answers;
	struct map places;
	bool	 failed;		/* no memory */
};

/* Make *x empty; free what it holds. */
void answer_index_init(struct answer_index *x);
void answer_index_fini(struct answer_index *x);

/* For acknowledge_read(): keep a copy; `ctx` is the index. */
void answer_index_add(void *ctx, const struct answer *a);

/* Look into the answered file: fill `found` of every answer that is about
 * something in it.  RC_IO, RC_MEMORY. */
MUST_USE enum rc answer_index_find(struct answer_index *x,
    struct file_stream *in, const struct guide_set *guides, struct err *err);

#endif
