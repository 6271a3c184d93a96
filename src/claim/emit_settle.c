/* SPDX-License-Identifier: Apache-2.0 */
/*
 * emit_settle.c -- are the bytes that plans have written what they should be?
 *
 * A plan copies texts without looking into them, and counts the separators it
 * puts between.  If as many are found in the whole, none is in a text.  That is
 * asked of many segments together, in blocks of 32 bytes; which byte is wrong
 * and where, emit_segment.c finds out (E3).
 */
#include "claim/emit.h"

#include "x12/scan.h"

#define BLOCK	32
#define RUN	255		/* blocks until a counter of a byte is full */

typedef int8_t block __attribute__((vector_size(BLOCK)));
typedef uint8_t counters __attribute__((vector_size(BLOCK)));

/* All bytes of a block are `c`. */
#define EACH(c) ((block){ 0 } + (int8_t)(c))

/* The sum of *v. */
static inline uint64_t
sum(const counters *v)
{
	uint64_t words[BLOCK / 8], all = 0;

	memcpy(words, v, sizeof words);
	for (unsigned i = 0; i < BLOCK / 8; i++)
		all += (((words[i] & 0x00FF00FF00FF00FF) +
		    (words[i] >> 8 & 0x00FF00FF00FF00FF)) *
		    0x0001000100010001) >> 48;
	return all;
}

/*
 * Are there `count` separators in the `n` bytes at `p`, no blank beside one,
 * and nothing odd?  A byte before `p` and a block behind are ours.
 */
static inline __attribute__((always_inline)) bool
look(const unsigned char marks[EMIT_MARKS], const char *p, size_t n,
    uint64_t count)
{
	const block blank = EACH(' '), del = EACH(0x7F);
	const block element = EACH(marks[0]), component = EACH(marks[1]),
	    repetition = EACH(marks[2]), segment = EACH(marks[3]),
	    line = EACH(marks[4]);
	block doubt = EACH(0);
	uint64_t any[BLOCK / 8];

	for (size_t i = 0; i < n;) {
		counters found = (counters){ 0 };

		for (unsigned k = 0; k < RUN && i < n; k++, i += BLOCK) {
			block v, before, behind, s;

			memcpy(&v, p + i, BLOCK);
			memcpy(&before, p + i - 1, BLOCK);
			memcpy(&behind, p + i + 1, BLOCK);
			s = (v == element) | (v == component) |
			    (v == repetition) | (v == segment) | (v == line);
			doubt |= (s & ((before == blank) |
			    (behind == blank))) | (~s & ((v < blank) |
			    (v == del)));
			found -= (counters)s;
		}
		count -= sum(&found);
	}
	memcpy(any, &doubt, sizeof any);
	return count == 0 && (any[0] | any[1] | any[2] | any[3]) == 0;
}

static bool
look_anywhere(const unsigned char *marks, const char *p, size_t n,
    uint64_t count)
{
	return look(marks, p, n, count);
}

#if defined(__x86_64__)
static __attribute__((target("avx2"))) bool
look_avx2(const unsigned char *marks, const char *p, size_t n, uint64_t count)
{
	return look(marks, p, n, count);
}
#endif

/* See emit.h. */
emit_look_fn *
emit_looker(void)
{
#if defined(__x86_64__)
	if (scan_best() >= SCAN_AVX2)
		return look_avx2;
#endif
	return look_anywhere;
}

/* See emit.h. */
bool
emit_settle(struct emitter *e)
{
	struct buf *out = e->out;
	size_t from = e->settled;
	uint64_t count = e->separators;
	bool clean;

	e->settled = out->n;
	e->separators = 0;
	if (from == out->n)
		return true;
	if (!buf_reserve(out, 2 * BLOCK)) {
		e->failed = true;
		return false;
	}
	/* It begins with a segment's name, which needs no look. */
	memset(out->p + out->n, '0', 2 * BLOCK);
	clean = e->look(e->marks, out->p + from + 1, out->n - from - 1,
	    count);
	return clean;
}
