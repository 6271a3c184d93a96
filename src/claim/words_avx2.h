/* SPDX-License-Identifier: Apache-2.0 */
/*
 * words_avx2.h -- a words_fn for where there is AVX2, inline. (private)
 *
 * Four words are compared with 0 by one instruction.
 */
#ifndef CC_CLAIM_WORDS_AVX2_H
#define CC_CLAIM_WORDS_AVX2_H

#include <immintrin.h>

#include "claim/words.h"

#define WORDS_AVX2 __attribute__((target("avx2,bmi,bmi2")))

/* All bits of those of four words that are 0. */
static inline WORDS_AVX2 __m256i
four(const char *p)
{
	return _mm256_cmpeq_epi64(_mm256_loadu_si256((const __m256i *)
	    (const void *)p), _mm256_setzero_si256());
}

/* Sixteen, in sixteen bits each; four by turns of each half. */
static inline WORDS_AVX2 __m256i
sixteen(const char *p)
{
	return _mm256_packs_epi16(_mm256_packs_epi32(four(p), four(p + 32)),
	    _mm256_packs_epi32(four(p + 64), four(p + 96)));
}

/* 32 words: the low half has two, then the high half the next two. */
static inline WORDS_AVX2 uint64_t
thirty_two(const char *p)
{
	__m256i v = _mm256_packs_epi16(sixteen(p), sixteen(p + 128));
	__m128i low = _mm256_castsi256_si128(v);
	__m128i high = _mm256_extracti128_si256(v, 1);
	uint32_t first = (uint32_t)_mm_movemask_epi8(
	    _mm_unpacklo_epi16(low, high));
	uint32_t last = (uint32_t)_mm_movemask_epi8(
	    _mm_unpackhi_epi16(low, high));

	return ~(first | last << 16);
}

/* Those of four words from word `i` on that are 0, at their places. */
static inline WORDS_AVX2 uint64_t
zeros_of_four(const char *p, unsigned i)
{
	return (uint64_t)(uint32_t)_mm256_movemask_pd(_mm256_castsi256_pd(
	    four(p + (size_t)i * WORD_BYTES))) << i;
}

/* Fewer than 32 words: by fours, the last of which may begin among those
 * before. */
static inline WORDS_AVX2 uint64_t
few(const char *p, unsigned n)
{
	uint64_t zero = 0;
	unsigned i = 0;

	if (n < 4) {
		words_find_anywhere(p, n, &zero);
		return zero;
	}
	for (; i + 4 <= n; i += 4)
		zero |= zeros_of_four(p, i);
	zero |= zeros_of_four(p, n - 4);
	return zero ^ (((uint64_t)1 << n) - 1);
}

/* See words.h. */
static inline WORDS_AVX2 void
words_find_avx2(const void *object, unsigned n, uint64_t *bits)
{
	const char *p = object;

	for (; n >= 64; n -= 64, p += 512)
		*bits++ = thirty_two(p) | thirty_two(p + 256) << 32;
	if (n >= 32)
		*bits = thirty_two(p) | few(p + 256, n - 32) << 32;
	else if (n != 0)
		*bits = few(p, n);
}

#endif
