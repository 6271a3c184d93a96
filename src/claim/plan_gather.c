/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plan_gather.c -- which members of a loop's struct are given?
 *
 * Most are not.  With AVX2 32 words are compared with 0 together, and only
 * those that are something are looked up; without, each is asked.
 */
#include "claim/plan.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "x12/scan.h"

/* Nothing is given yet. */
static inline __attribute__((always_inline)) void
begin(const struct loop_plan *plan, struct gathered *g)
{
	g->children[0] = g->children[1] = 0;
	for (unsigned i = 0; i < plan->n_children; i += 4)
		memset(&g->given[i], 0, 4 * sizeof g->given[i]);
}

/* This word is something. */
static inline __attribute__((always_inline)) void
take(struct gathered *g, const struct plan_word *w)
{
	g->given[w->child] |= (uint64_t)1 << w->step;
	g->children[w->child / 64] |= (uint64_t)1 << w->child % 64;
}

static void
gather_anywhere(const struct loop_plan *plan, const void *object,
    struct gathered *g)
{
	uint64_t word;

	begin(plan, g);
	for (unsigned i = 0; i < plan->n_words; i++) {
		memcpy(&word, (const char *)object + plan->words[i].offset,
		    sizeof word);
		if (word != 0)
			take(g, &plan->words[i]);
	}
}

#if defined(__x86_64__)

#define TARGET __attribute__((target("avx2,bmi,bmi2")))

/* Four words at `p`: all bits of those that are 0. */
static inline TARGET __m256i
four(const char *p)
{
	return _mm256_cmpeq_epi64(_mm256_loadu_si256((const __m256i *)
	    (const void *)p), _mm256_setzero_si256());
}

/* Sixteen, in sixteen bits each. */
static inline TARGET __m256i
sixteen(const char *p)
{
	return _mm256_packs_epi16(_mm256_packs_epi32(four(p), four(p + 32)),
	    _mm256_packs_epi32(four(p + 64), four(p + 96)));
}

/* Which words of the block at `p` are 0?  See plan_bit(). */
static inline TARGET uint32_t
zeros(const char *p)
{
	return (uint32_t)_mm256_movemask_epi8(_mm256_packs_epi16(sixteen(p),
	    sixteen(p + PLAN_BLOCK / 2)));
}

static TARGET void
gather_avx2(const struct loop_plan *plan, const void *object,
    struct gathered *g)
{
	const struct plan_block *b = plan->blocks, *end = b + plan->n_blocks;

	if (b == end) {
		gather_anywhere(plan, object, g);
		return;
	}
	begin(plan, g);
	for (; b < end; b++) {
		uint32_t m = ~zeros((const char *)object + b->offset) &
		    b->counts;

		for (; m != 0; m &= m - 1)
			take(g, &b->places[__builtin_ctz(m)]);
	}
}

#endif

/* See plan.h. */
gather_fn *
plan_gatherer(void)
{
#if defined(__x86_64__)
	if (scan_best() >= SCAN_AVX2)
		return gather_avx2;
#endif
	return gather_anywhere;
}
