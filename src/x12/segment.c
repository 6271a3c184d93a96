/* SPDX-License-Identifier: Apache-2.0 */
/* segment.c -- cut a segment at its delimiters. */
#include "x12/segment.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static bool
is_name_byte(unsigned char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* See segment.h. */
segment_id
segment_id_of(str name)
{
	const unsigned char *p = (const unsigned char *)name.p;

	if (name.n < 2 || name.n > 3 || p[0] < 'A' || p[0] > 'Z' ||
	    !is_name_byte(p[1]))
		return 0;
	if (name.n == 2)
		return SEGMENT_ID2(p[0], p[1]);
	return is_name_byte(p[2]) ? SEGMENT_ID(p[0], p[1], p[2]) : 0;
}

/* See segment.h. */
str
segment_component(const struct segment *s, unsigned i, unsigned c)
{
	str rest = segment_element(s, i);

	if ((s->compound >> i & 1) == 0)
		return c == 1 ? rest : (str){ NULL, 0 };
	if (s->d->repetition != s->d->element)
		rest = str_cut(&rest, (char)s->d->repetition);
	while (c-- > 1)
		str_cut(&rest, (char)s->d->component);
	return str_cut(&rest, (char)s->d->component);
}

/* Of four elements, which are not empty?  Their ends, and the ends before. */
static inline uint64_t
four_present(const uint32_t *ends)
{
#if defined(__SSE2__)
	__m128i end = _mm_loadu_si128((const __m128i *)ends);
	__m128i before = _mm_loadu_si128((const __m128i *)(ends - 1));
	__m128i more = _mm_cmpgt_epi32(_mm_sub_epi32(end, before),
	    _mm_set1_epi32(1));

	return (uint64_t)_mm_movemask_ps(_mm_castsi128_ps(more));
#else
	uint64_t present = 0;

	for (unsigned i = 0; i < 4; i++)
		present |= (uint64_t)(ends[i] - ends[i - 1] > 1) << i;
	return present;
#endif
}

/*
 * Which elements are not empty?  A bit each, up to SEGMENT_MAX.  Goes by fours,
 * reading past the last end what scan.h keeps room for.
 */
static inline uint64_t
present_bits(uint32_t begin, const uint32_t *ends, size_t n)
{
	uint64_t present = ends[0] > begin;

	if (n > SEGMENT_MAX + 1)
		n = SEGMENT_MAX + 1;
	for (size_t i = 1; i < n; i += 4)
		present |= four_present(ends + i) << i;
	return present & (((uint64_t)1 << n) - 1);
}

/* Which elements hold one of the separators in `inner`? */
static inline uint64_t
compound_bits(const uint32_t *ends, size_t n, const uint32_t *inner,
    size_t n_inner)
{
	uint64_t compound = 0;
	size_t e = 0;

	for (size_t i = 0; i < n_inner; i++) {
		while (e < n && ends[e] < inner[i])
			e++;
		if (e <= SEGMENT_MAX)
			compound |= (uint64_t)1 << e;
	}
	return compound;
}

/* See segment.h. */
void
segment_view(struct segment *s, const char *text, const struct delimiters *d,
    uint32_t begin, const uint32_t *ends, size_t n_ends,
    const uint32_t *inner, size_t n_inner)
{
	s->text = text;
	s->d = d;
	s->begin = begin;
	s->ends = ends;
	s->n = (uint32_t)n_ends - 1;
	s->present = present_bits(begin, ends, n_ends);
	s->compound = n_inner == 0 ? 0 :
	    compound_bits(ends, n_ends, inner, n_inner);
	s->id = segment_id_of(segment_name(s));
}
