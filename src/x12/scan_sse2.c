/* SPDX-License-Identifier: Apache-2.0 */
/* scan_sse2.c -- the scanner's masks by SSE2, four times sixteen bytes. */
#include "x12/scan_impl.h"

#if defined(__x86_64__)
#include <emmintrin.h>

#include "x12/scan_lists.h"

static inline __m128i
equal(__m128i x, unsigned char c)
{
	return _mm_cmpeq_epi8(x, _mm_set1_epi8((char)c));
}

/* The mask of sixteen bytes at their place among the sixty-four. */
static inline uint64_t
mask_at(__m128i x, unsigned place)
{
	return (uint64_t)(unsigned)_mm_movemask_epi8(x) << place;
}

static inline struct scan_masks
masks_of(struct delimiters d, const char *p)
{
	struct scan_masks m = { 0 };

	for (unsigned i = 0; i < SCAN_STEP; i += 16) {
		__m128i x = _mm_loadu_si128((const __m128i *)(p + i));
		__m128i last = equal(x, d.segment);
		__m128i end = _mm_or_si128(equal(x, d.element), last);
		__m128i inner = _mm_andnot_si128(end, _mm_or_si128(
		    equal(x, d.repetition), equal(x, d.component)));
		/* One more, as signed: 0x7F wraps to below, like the rest. */
		__m128i odd = _mm_cmplt_epi8(
		    _mm_add_epi8(x, _mm_set1_epi8(1)), _mm_set1_epi8(0x21));
		__m128i newline = _mm_or_si128(equal(x, '\r'),
		    equal(x, '\n'));

		m.end |= mask_at(end, i);
		m.inner |= mask_at(inner, i);
		m.terminator |= mask_at(last, i);
		m.odd |= mask_at(odd, i);
		m.newline |= mask_at(newline, i);
		m.space |= mask_at(equal(x, ' '), i);
	}
	return m;
}

/* See scan.h. */
void
scan_sse2(const struct delimiters *d, const char *p, size_t n,
    struct scan_index *ix)
{
	scan_by(masks_of, *d, p, n, ix);
}

#endif
