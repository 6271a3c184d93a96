/* SPDX-License-Identifier: Apache-2.0 */
/* scan_avx2.c -- the scanner's masks by AVX2, twice thirty-two bytes. */
#include "x12/scan_impl.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "x12/scan_lists.h"

static inline __m256i
equal(__m256i x, unsigned char c)
{
	return _mm256_cmpeq_epi8(x, _mm256_set1_epi8((char)c));
}

/* The mask of thirty-two bytes at their place among the sixty-four. */
static inline uint64_t
mask_at(__m256i x, unsigned place)
{
	return (uint64_t)(unsigned)_mm256_movemask_epi8(x) << place;
}

static inline struct scan_masks
masks_of(struct delimiters d, const char *p)
{
	struct scan_masks m = { 0 };

	for (unsigned i = 0; i < SCAN_STEP; i += 32) {
		__m256i x = _mm256_loadu_si256((const __m256i *)(p + i));
		__m256i last = equal(x, d.segment);
		__m256i end = _mm256_or_si256(equal(x, d.element), last);
		__m256i inner = _mm256_andnot_si256(end, _mm256_or_si256(
		    equal(x, d.repetition), equal(x, d.component)));
		/* One more, as signed: 0x7F wraps to below, like the rest. */
		__m256i odd = _mm256_cmpgt_epi8(_mm256_set1_epi8(0x21),
		    _mm256_add_epi8(x, _mm256_set1_epi8(1)));
		__m256i newline = _mm256_or_si256(equal(x, '\r'),
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
scan_avx2(const struct delimiters *d, const char *p, size_t n,
    struct scan_index *ix)
{
	scan_by(masks_of, *d, p, n, ix);
}

#endif
