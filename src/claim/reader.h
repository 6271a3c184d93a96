/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reader.h -- a file read into models, one item at a time.
 *
 * The file is checked as check.h does, its findings go to the sink, and what
 * the segments say is put into structs.  Each reader_next() gives the next
 * item: an interchange, a group, a transaction's head (claim_batch, payment),
 * or a record (claim, paid claim ...), in file order.
 *
 *   R1  memory does not grow with the file, only with its largest record
 *   R2  an item, and all it points at, lives until the next call of
 *       reader_next() or reader_close(); what it points up to lives as long
 *       as items below it are given
 *   R3  each item's UP pointers lead to the transaction, group and interchange
 *       around it, which were given before
 *   R4  a faulty file is read as far as the walk finds places; what has none
 *       is carried (value.h) and told by findings
 */
#ifndef CC_CLAIM_READER_H
#define CC_CLAIM_READER_H

#include "claim/bind.h"
#include "x12/check.h"

/* Something read, or to be written. */
struct item {
	const struct transaction_map *map;	/* envelope_map for the
						 * envelope's own */
	const struct schema *schema;		/* of `object` */
	const void *object;
};

struct reader_options {
	const struct guide_set *guides;
	enum check_depth depth;		/* how much is checked */
};

struct reader;

/*
 * Begin reading `in`; findings go to `sink`.  Both stay the caller's and
 * must outlive the reader, as must the options' guides.  RC_MEMORY.
 * RC_INVALID: a guide does not fit its model.  Close with reader_close().
 */
MUST_USE enum rc reader_open(struct file_stream *in,
    const struct reader_options *options, const struct finding_sink *sink,
    struct reader **out, struct err *err);

/*
 * The next item; out->object is NULL at the end, and after reader_pause().
 * RC_IO: the stream failed.  RC_MEMORY: a record larger than READER_RECORD_MAX.
 */
MUST_USE enum rc reader_next(struct reader *r, struct item *out,
    struct err *err);

#define READER_RECORD_MAX ((size_t)256 << 20)

/* For a sink that has heard enough for now: come back from reader_next() right
 * behind this segment, with or without an item. */
void reader_pause(struct reader *r);

/* False when all was read, and all items were given. */
bool reader_has_more(const struct reader *r);

/* What was read so far; whole at the end. */
const struct check_summary *reader_summary(const struct reader *r);

/* NULL is fine. */
void reader_close(struct reader *r);

#endif
