/* SPDX-License-Identifier: Apache-2.0 */
/* scan_avx512.c -- the scanner's masks by AVX-512, sixty-four bytes at once. */
#include "x12/scan_impl.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "x12/scan_lists.h"

static inline uint64_t
equal(__m512i x, unsigned char c)
{
	return _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8((char)c));
}

static inline struct scan_masks
masks_of(struct delimiters d, const char *p)
{
	__m512i x = _mm512_loadu_si512(p);
	__m512i above = _mm512_sub_epi8(x, _mm512_set1_epi8(0x20));
	struct scan_masks m;

	m.terminator = equal(x, d.segment);
	m.end = equal(x, d.element) | m.terminator;
	m.inner = (equal(x, d.repetition) | equal(x, d.component)) & ~m.end;
	/* As unsigned, what was below 0x20 has wrapped to the top. */
	m.odd = _mm512_cmpgt_epu8_mask(above, _mm512_set1_epi8(0x7E - 0x20));
	m.newline = equal(x, '\r') | equal(x, '\n');
	m.space = equal(x, ' ');
	return m;
}

/* See scan.h. */
void
scan_avx512(const struct delimiters *d, const char *p, size_t n,
    struct scan_index *ix)
{
	scan_by(masks_of, *d, p, n, ix);
}

#endif
