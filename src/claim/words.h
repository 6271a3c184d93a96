/* SPDX-License-Identifier: Apache-2.0 */
/*
 * words.h -- which words of a struct are not 0? (private)
 *
 * A model's structs are mostly empty: a claim has 235 words, of which 30 are
 * something.  Who goes through one (plan.h, interop/json_step.h) asks for all
 * words at once and then goes from one that is something to the next.
 *
 *   W1  bit i % 64 of bits[i / 64] is set when word i is not 0; the bits behind
 *       the last word are 0
 *   W2  no byte behind the last word is read
 */
#ifndef CC_CLAIM_WORDS_H
#define CC_CLAIM_WORDS_H

#include <stdint.h>

#define WORD_BYTES	8
#define WORDS_PANE	64	/* words that one number of bits tells of */

/* How many numbers `n` words take. */
#define WORDS_PANES(n)	(((n) + WORDS_PANE - 1) / WORDS_PANE)

/* Find out about the `n` words at `object`, which is aligned to one. */
typedef void words_fn(const void *object, unsigned n, uint64_t *bits);

/* The quickest of them here; and one for every machine. */
words_fn *words_finder(void);
words_fn words_find_anywhere;

#endif
