/* SPDX-License-Identifier: Apache-2.0 */
/*
 * segment.h -- a segment as a view into the block it was read from.
 *
 * Nothing is copied: a segment is a stretch of a scan_index's list of where
 * elements end.  Element 0 is the segment's name; element 1 is what X12 calls
 * NM101.  An element may be repeated (REF04^REF04) and a
 * repetition may have components (CLM05-1).
 *
 *   V1  a view lives as long as the block it points into
 *   V2  asking for an element, repetition or component that was not sent gives
 *       an empty str, never an error
 *   V3  `present` and `compound` know the elements up to SEGMENT_MAX (no
 *       healthcare segment has more than 24)
 *   V4  sixteen bytes behind every element may be read, and as many `ends` as
 *       scan.h keeps room for
 */
#ifndef CC_X12_SEGMENT_H
#define CC_X12_SEGMENT_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/str.h"
#include "x12/scan.h"

#define SEGMENT_MAX 62

/* A segment's name as a number: "NM1" is 'N' | 'M' << 8 | '1' << 16. */
typedef uint32_t segment_id;

#define SEGMENT_ID2(a, b)	((segment_id)(a) | (segment_id)(b) << 8)
#define SEGMENT_ID(a, b, c)	(SEGMENT_ID2(a, b) | (segment_id)(c) << 16)

struct segment {
	const char *text;	/* the block */
	const struct delimiters *d;
	uint64_t offset;	/* of the segment's first byte, in the file */
	uint64_t ordinal;	/* 1 is the file's first segment */
	uint32_t position;	/* ST is 1; 0 outside a transaction */
	segment_id id;		/* 0 when the name is no name */
	uint32_t n;		/* elements sent, without the name */
	bool	 odd;		/* holds bytes of scan_index.odd */
	uint64_t present;	/* bit i: element i is not empty */
	uint64_t compound;	/* bit i: it holds one of the other two */
	uint32_t begin;		/* of the segment, in `text` */
	const uint32_t *ends;	/* ends[i]: where element i ends, in `text` */
	const uint32_t *inner;	/* its component and repetition separators,
				 * likewise, and one offset at least that is
				 * behind it; NULL: they were not listed */
};

/* Where element `i`, which was sent, begins in s->text. */
static inline uint32_t
segment_start(const struct segment *s, unsigned i)
{
	return i == 0 ? s->begin : s->ends[i - 1] + 1;
}

/* Element `i` as sent, repetitions and all (V2). */
static inline str
segment_element(const struct segment *s, unsigned i)
{
	uint32_t from;

	if (i > s->n)
		return (str){ NULL, 0 };
	from = segment_start(s, i);
	return (str){ s->text + from, s->ends[i] - from };
}

/* True when element `i` was sent and is not empty. */
static inline bool
segment_has(const struct segment *s, unsigned i)
{
	return (s->present >> i & 1) != 0;
}

/* Component `c` (1 is the first) of element `i`, first repetition (V2). */
str segment_component(const struct segment *s, unsigned i, unsigned c);

/* The name of the segment as text, "NM1". */
static inline str
segment_name(const struct segment *s)
{
	return segment_element(s, 0);
}

/* The offset in the file of the first byte of `inside`, a part of `s`. */
static inline uint64_t
segment_offset_of(const struct segment *s, str inside)
{
	return s->offset + (uint64_t)(inside.p - (s->text + s->begin));
}

/* Pack a name of two or three capitals and digits; 0 when it is none. */
segment_id segment_id_of(str name);

/* The `n` bytes at `p`, where four may be read, as a number like that of a
 * name; 0 when a name has not as many. */
static inline segment_id
segment_bytes_at(const char *p, uint32_t n)
{
	uint32_t id;

	memcpy(&id, p, 4);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	id = __builtin_bswap32(id);
#endif
	return n - 2 > 1 ? 0 : id & (n == 3 ? 0xFFFFFF : 0xFFFF);
}

/* Let the id of `s` be 0 if it is no name. */
static inline void
segment_check_name(struct segment *s)
{
	s->id = segment_id_of(segment_element(s, 0));
}

/* Of eight elements, which are not empty?  The lowest bit is element `i`; reads
 * eight ends from there, whatever there are (V4). */
static inline uint64_t
segment_eight_present(const uint32_t *ends, size_t i)
{
#if defined(__SSE2__)
	const __m128i *end = (const __m128i *)(const void *)(ends + i);
	const __m128i *before = (const __m128i *)(const void *)(ends + i - 1);
	__m128i low = _mm_sub_epi32(_mm_loadu_si128(end),
	    _mm_loadu_si128(before));
	__m128i high = _mm_sub_epi32(_mm_loadu_si128(end + 1),
	    _mm_loadu_si128(before + 1));
	__m128i more = _mm_cmpgt_epi16(_mm_packs_epi32(low, high),
	    _mm_set1_epi16(1));

	return (uint64_t)_mm_movemask_epi8(_mm_packs_epi16(more,
	    _mm_setzero_si128()));
#else
	uint64_t present = 0;

	for (unsigned k = 0; k < 8; k++)
		present |= (uint64_t)(ends[i + k] - ends[i + k - 1] > 1 &&
		    ends[i + k] > ends[i + k - 1]) << k;
	return present;
#endif
}

/* Which elements of a segment of `n`, beginning at `begin`, are not empty?  A
 * bit each, up to SEGMENT_MAX. */
static inline uint64_t
segment_present(uint32_t begin, const uint32_t *ends, uint32_t n)
{
	uint64_t present = segment_eight_present(ends, 1) << 1 |
	    (ends[0] > begin);

	if (n > SEGMENT_MAX)
		n = SEGMENT_MAX;
	for (uint32_t i = 9; i <= n; i += 8)
		present |= segment_eight_present(ends, i) << i;
	return present & (((uint64_t)2 << n) - 1);
}

/*
 * Which of its elements hold one of the separators at *inner and behind?  That
 * list goes on behind the segment.  Returns the first that is not in it.
 */
const uint32_t *segment_compound(const uint32_t *ends, uint32_t n,
    const uint32_t *inner, uint64_t *compound);

/*
 * Make *s the view of the segment that begins at text[begin] and whose n_ends
 * elements, its name the first, end at ends[0..n_ends); `inner` are the
 * component and repetition separators in it, and one offset behind it.  Sets
 * text, d, id, n, present, compound, begin, ends and inner; the rest is the
 * caller's.  Keeps `ends` (V4).
 */
void segment_view(struct segment *s, const char *text,
    const struct delimiters *d, uint32_t begin, const uint32_t *ends,
    size_t n_ends, const uint32_t *inner);

#endif
