/* SPDX-License-Identifier: Apache-2.0 */
/* plan_gather.c -- which members of a loop's struct are given? */
#include "claim/plan.h"

#include "x12/scan.h"

#if defined(__x86_64__)
#include "claim/words_avx2.h"
#endif

#define INLINE inline __attribute__((always_inline))

/* Nothing is given yet. */
static INLINE void
begin(const struct loop_plan *plan, struct gathered *g)
{
	g->children[0] = g->children[1] = 0;
	for (unsigned i = 0; i < plan->n_children; i += 4)
		memset(&g->given[i], 0, 4 * sizeof g->given[i]);
}

/* This word is something. */
static INLINE void
take(struct gathered *g, const struct plan_word *w)
{
	g->given[w->child] |= (uint64_t)1 << w->step;
	g->children[w->child / 64] |= (uint64_t)1 << w->child % 64;
}

static INLINE void
gather(const struct loop_plan *plan, words_fn *find, const void *object,
    struct gathered *g)
{
	uint64_t panes[PLAN_PANES], word;

	begin(plan, g);
	if (plan->n_panes == 0) {
		for (unsigned i = 0; i < plan->n_words; i++) {
			memcpy(&word, (const char *)object +
			    plan->words[i].offset, sizeof word);
			if (word != 0)
				take(g, &plan->words[i]);
		}
		return;
	}
	find(object, plan->size, panes);
	for (unsigned i = 0; i < plan->n_panes; i++) {
		const struct plan_pane *pane = &plan->panes[i];

		for (uint64_t m = panes[i] & pane->counts; m != 0; m &= m - 1)
			take(g, &pane->places[__builtin_ctzll(m)]);
	}
}

static void
gather_anywhere(const struct loop_plan *plan, const void *object,
    struct gathered *g)
{
	gather(plan, words_find_anywhere, object, g);
}

#if defined(__x86_64__)

static WORDS_AVX2 void
gather_avx2(const struct loop_plan *plan, const void *object,
    struct gathered *g)
{
	gather(plan, words_find_avx2, object, g);
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
