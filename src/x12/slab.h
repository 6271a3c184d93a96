/* SPDX-License-Identifier: Apache-2.0 */
/*
 * slab.h -- whole segments of a file, indexed.
 *
 * A slab carries the index of its delimiters, where each of its segments begins
 * and what it is called, and a list of its control segments (ISA, GS, ST ...),
 * so that whoever takes it needs to search for nothing.
 */
#ifndef CC_X12_SLAB_H
#define CC_X12_SLAB_H

#include "base/err.h"
#include "x12/scan.h"
#include "x12/segment.h"

#define SLAB_TEXT	((size_t)256 << 10)	/* bytes in a slab, at most */
#define SLAB_GOAL	((size_t)128 << 10)	/* cut at an ST from here on */
#define SLAB_CONTROLS	512			/* control segments in it */

/* Where a segment begins, what stands where its name should, if that has two or
 * three bytes, else 0, and how many elements it has besides. */
struct slab_head { uint32_t begin; segment_id sent; uint32_t n; };

enum control { CONTROL_ISA, CONTROL_GS, CONTROL_ST, CONTROL_SE, CONTROL_GE,
	CONTROL_IEA, CONTROL_TA1, CONTROL_BINARY };

struct slab_control { uint32_t segment; enum control kind; };

enum skip { SKIP_NONE, SKIP_NO_ISA, SKIP_TOO_LONG };

struct slab {
	char	*text;
	uint32_t n;		/* bytes in use */
	uint64_t offset;	/* of text[0] in the file */
	uint64_t ordinal;	/* of the first segment in the file, 1-based */
	uint32_t n_segments;
	struct delimiters d;
	struct scan_index ix;
	struct slab_head *heads;	/* of its segments */
	struct slab_control *controls;
	uint32_t n_controls;
	uint64_t skipped;	/* bytes passed over right before text[0] */
	enum skip why;
	uint64_t indented;	/* first segment with blanks before it, or 0 */
	bool	 unterminated;	/* the last segment ended with the file */
	bool	 last;		/* nothing follows */
};

/* Give *s its memory.  RC_MEMORY. */
MUST_USE enum rc slab_init(struct slab *s, struct err *err);
void slab_fini(struct slab *s);

/*
 * List the segments of a slab that was scanned, and its control segments; cut
 * it where the next must begin, at an ISA with other delimiters or at binary
 * data; else at its last transaction, if it is then still large enough to be
 * worth a thread's while.  True when it had to be cut.
 */
bool slab_list(struct slab *s);

/* What may stand between segments to lay a file out for people. */
static inline bool
slab_is_layout(char c)
{
	return (unsigned char)c <= ' ' &&
	    (c == '\n' || c == '\r' || c == ' ' || c == '\t');
}

/* Where in a slab's lists the next segment begins: its elements, and the first
 * separator and odd byte that may be in it; see slab_seek(). */
struct slab_cursor { const uint32_t *at, *inner, *odd; };

/* Let *out view segments of `s`, see slab_next(). */
static inline void
slab_show(const struct slab *s, struct segment *out)
{
	out->text = s->text;
	out->d = &s->d;
}

/*
 * Segment `i` of the slab: a view of it, with offset and ordinal; position is
 * the caller's.  The cursor must stand right before it and is left right behind
 * it, and slab_show() must have been called for *out: for who takes one segment
 * after the other.  Its `id` may be no name: segment_check_name().  Of members
 * set one by one none is copied.
 */
static inline __attribute__((always_inline)) void
slab_next(const struct slab *s, uint32_t i, struct slab_cursor *c,
    struct segment *out)
{
	const struct slab_head *head = &s->heads[i];
	const uint32_t *ends = c->at, *inner = c->inner, *odd = c->odd;
	uint32_t begin = head->begin, n = head->n, end = ends[n];

	/* Both lists end with what is behind every segment (slab_list()). */
	while (*odd < begin)
		odd++;
	while (*inner < begin)
		inner++;
	out->offset = s->offset + begin;
	out->ordinal = s->ordinal + i;
	out->id = head->sent;
	out->n = n;
	out->odd = *odd <= end;
	out->present = segment_present(begin, ends, n);
	out->begin = begin;
	out->ends = ends;
	out->inner = inner;
	out->compound = 0;
	if (*inner < end)
		inner = segment_compound(ends, n, inner, &out->compound);
	c->at = ends + n + 1;
	c->inner = inner;
	c->odd = odd;
}

/* Set the cursor before segment `i`. */
void slab_seek(const struct slab *s, uint32_t i, struct slab_cursor *c);

/* As slab_next(), for any segment. */
void slab_segment(const struct slab *s, uint32_t i, struct segment *out);

#endif
