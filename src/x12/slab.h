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

/* Where a segment begins, and its name; 0 when that is none. */
struct slab_head { uint32_t begin; segment_id id; };

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

/* How far a slab's separators and odd bytes were used; begin with zeros. */
struct slab_cursor { size_t inner, odd; };

/* Which of the slab's elements is the name of segment `i`? */
static inline uint32_t
slab_first(const struct slab *s, uint32_t i)
{
	return i == 0 ? 0 : s->ix.ends[i - 1] + 1;
}

/*
 * Segment `i` of the slab: a view of it, with offset, ordinal; position 0.  The
 * cursor must stand before it or in it, and is left in it: for who takes one
 * segment after the other.
 */
static inline void
slab_next(const struct slab *s, uint32_t i, struct slab_cursor *c,
    struct segment *out)
{
	const struct slab_head head = s->heads[i];
	uint32_t first = slab_first(s, i), n = s->ix.ends[i] - first;
	const uint32_t *ends = s->ix.at + first, *odd = s->ix.odd + c->odd;
	const uint32_t *inner = s->ix.inner + c->inner, *from;
	uint32_t end = ends[n];

	/* Both lists end with what is behind every segment (slab_list()). */
	while (*inner < head.begin)
		inner++;
	for (from = inner; *inner < end; inner++)
		;
	while (*odd < head.begin)
		odd++;
	*out = (struct segment){ .text = s->text, .d = &s->d,
	    .offset = s->offset + head.begin, .ordinal = s->ordinal + i,
	    .id = head.id, .n = n, .odd = *odd <= end,
	    .present = segment_present(head.begin, ends, n),
	    .compound = inner == from ? 0 : segment_compound(ends, n, from,
		(size_t)(inner - from)),
	    .begin = head.begin, .ends = ends };
	c->inner = (size_t)(inner - s->ix.inner);
	c->odd = (size_t)(odd - s->ix.odd);
}

/* Set the cursor before segment `i`. */
void slab_seek(const struct slab *s, uint32_t i, struct slab_cursor *c);

/* As slab_next(), for any segment. */
void slab_segment(const struct slab *s, uint32_t i, struct segment *out);

#endif
