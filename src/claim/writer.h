/* SPDX-License-Identifier: Apache-2.0 */
/*
 * writer.h -- models written as X12.
 *
 * Items are put in, in order; bytes come out.  An item names by its UP pointers
 * which transaction, group and interchange it belongs to: when one of them is
 * another than before, the old is closed (SE, GE, IEA) and the new begun, and
 * likewise the levels of the hierarchy.  Two levels are the same when the
 * pointers are, or when both have the same `level`, not 0; but not if both were
 * read, from two places of a file (value.h, struct part).  An interchange, a
 * group or a transaction that is put itself is always begun.
 *
 *   O1  the writer numbers levels (HL), lines (LX) where the model does not,
 *       transactions, groups and interchanges likewise; counts segments; puts
 *       in what a guide leaves no choice of
 *   O2  every segment written fits its guide: usage, length, codes, format,
 *       order, repeats.  A value that does not is refused by a finding whose
 *       place.field says where in the model it is: "claim.lines[2].charge"
 *   O3  an item that was refused leaves no trace: neither its segments nor the
 *       levels it would have opened
 *   O4  what reader.h read is written as it was, byte for byte, but for line
 *       ends, empty elements at a segment's end, and the envelope's padding
 *   O5  a transaction holds no more records than the guides advise, a level no
 *       more than its guide allows: then a new one is begun
 */
#ifndef CC_CLAIM_WRITER_H
#define CC_CLAIM_WRITER_H

#include "claim/reader.h"

struct writer_options {
	const struct guide_set *guides;
	bool	 lines;			/* a line end behind each segment */
	/* Records in a transaction, 0 for no limit; the guides advise 5,000
	 * claims.  What is one whole (a payment, a 999) is never split. */
	uint32_t most_records;
	bool	 unplanned;		/* write the same without plans, slowly:
					 * for tests (plan.h) */
};

struct writer;

/* RC_MEMORY.  Free with writer_free().  `sink` hears what is refused. */
MUST_USE enum rc writer_new(const struct writer_options *options,
    const struct finding_sink *sink, struct writer **out, struct err *err);

/*
 * Write an item.  RC_INVALID: it was refused, findings say why (O3).
 * RC_MEMORY: more than WRITER_PENDING_MAX bytes were not taken.
 */
MUST_USE enum rc writer_put(struct writer *w, const struct item *item,
    struct err *err);

#define WRITER_PENDING_MAX ((size_t)256 << 20)

/* Close everything that is open: SE, GE, IEA. */
MUST_USE enum rc writer_end(struct writer *w, struct err *err);

/*
 * Bytes that are final, borrowed until the next call; the writer forgets them.
 * May be empty while a level is open that could yet change.
 */
str writer_take(struct writer *w);

/* NULL is fine. */
void writer_free(struct writer *w);

#endif
