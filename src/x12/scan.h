/* SPDX-License-Identifier: Apache-2.0 */
/*
 * scan.h -- where the delimiters of a block of X12 stand.
 *
 * The scanner looks at every byte once and writes down the offsets of all
 * delimiters, so that nothing after it needs to search.  It knows no segment
 * names and no rules.
 *
 *   N1  `at` holds the offset of every byte that ends an element (the element
 *       separator and the segment terminator), `inner` of every component and
 *       repetition separator that is neither; both ascending
 *   N2  `ends[i]` is the place in `at` of the i-th segment terminator
 *   N3  `odd` holds the offset, ascending, of what is worth a second look:
 *       every byte below 0x20 or above 0x7E that is no delimiter, except CR and
 *       LF standing first or second after a terminator with nothing but CR or
 *       LF between; a third is odd.  The block's start counts as the place
 *       after a terminator, because the caller begins each block where the
 *       terminator before it ended.  A CR or LF that is a delimiter is never
 *       odd, and ends such a run.  Also odd are a space right behind the end of
 *       an element and the end of an element right behind a space: so an
 *       element that begins or ends with a space is found without a look at it
 *   N4  every implementation gives the same four lists for the same bytes
 *
 * An implementation reads up to SCAN_PAD bytes past the block (their values do
 * not matter), so the caller provides them.
 */
#ifndef CC_X12_SCAN_H
#define CC_X12_SCAN_H

#include <stddef.h>
#include <stdint.h>

#define SCAN_PAD 64

/* The four separators of an interchange (ISA03, ISA11, ISA16, after ISA16).
 * `repetition` equals `element` where the version has none (before 00402). */
struct delimiters {
	unsigned char element, repetition, component, segment;
};

/* Lists with room for as many offsets as the block has bytes, plus SCAN_PAD. */
struct scan_index {
	uint32_t *at, *inner, *ends, *odd;
	size_t	 n_at, n_inner, n_ends, n_odd;
};

enum scan_level { SCAN_PORTABLE, SCAN_SSE2, SCAN_AVX2, SCAN_AVX512,
	SCAN_LEVELS };

typedef void scan_fn(const struct delimiters *d, const char *p, size_t n,
    struct scan_index *ix);

/*
 * Fill *ix, whatever it held, for the `n` bytes at `p` (at most 4 GiB), by the
 * best means this machine has.  The environment variable CLEANCLAIM_SIMD, read
 * once, may name a lower level for tests.
 */
void scan_block(const struct delimiters *d, const char *p, size_t n,
    struct scan_index *ix);

/* The implementation of `level`, or NULL where this machine lacks it. */
scan_fn *scan_at(enum scan_level level);

/* "portable", "sse2", "avx2" or "avx512". */
const char *scan_level_name(enum scan_level level);

/* The level that scan_block() uses here. */
enum scan_level scan_best(void);

#endif
