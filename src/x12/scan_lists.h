/* SPDX-License-Identifier: Apache-2.0 */
/*
 * scan_lists.h -- from masks of sixty-four bytes to the lists of scan.h.
 *
 * An implementation of the scanner says which of sixty-four bytes are what
 * (struct scan_masks); all that follows is the same for every one and stands
 * here, compiled into each with its own instructions.
 */
#ifndef CC_X12_SCAN_LISTS_H
#define CC_X12_SCAN_LISTS_H

#include "x12/scan.h"

#if defined(__BMI__) || defined(__AVX512VBMI2__)
#include <immintrin.h>
#endif

#define SCAN_STEP 64

/* What sixty-four bytes are; the first byte is the lowest bit of each mask. */
struct scan_masks {
	uint64_t end;		/* ends an element: separator or terminator */
	uint64_t inner;		/* one of the other two separators */
	uint64_t terminator;	/* the segment delimiter */
	uint64_t odd;		/* below 0x20 or above 0x7E, delimiter or not */
	uint64_t newline;	/* CR or LF, delimiter or not */
	uint64_t space;		/* 0x20, delimiter or not */
};

/* The masks of the SCAN_STEP bytes at `p`. */
typedef struct scan_masks scan_masks_fn(struct delimiters d, const char *p);

/*
 * What the bytes before leave to know (N3): bit 0 tells whether the byte
 * before was a terminator, an excused newline right behind one, the end of an
 * element, or a space.
 */
struct scan_run { uint64_t terminator, first, end, space; };

/* How many bits of `m` are set. */
static inline unsigned
count_bits(uint64_t m)
{
	return (unsigned)__builtin_popcountll(m);
}

#if defined(__AVX512VBMI2__)

/* Write the lowest thirty-two bytes of `v`, each plus `base`, to `to`. */
static inline void
put_thirty_two(uint32_t *to, __m512i v, uint32_t base)
{
	const __m512i bases = _mm512_set1_epi32((int)base);
	__m512i low = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(v));
	__m512i high = _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(v, 1));

	_mm512_storeu_si512(to, _mm512_add_epi32(low, bases));
	_mm512_storeu_si512(to + 16, _mm512_add_epi32(high, bases));
}

/*
 * Write the places of the bits of `m`, each plus `base`, to `to`, which has
 * room for sixty-four.  Packs in a register and stores whole vectors, because
 * a packing store to memory is many times slower on some processors; goes by
 * thirty-two, because claims have about sixteen delimiters in sixty-four
 * bytes, and a branch there would be guessed wrong half the time.
 */
static inline void
pack_places(uint32_t *to, uint64_t m, uint32_t base)
{
	const __m512i places = _mm512_set_epi8(
	    63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48,
	    47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32,
	    31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16,
	    15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
	__m512i packed = _mm512_maskz_compress_epi8(m, places);

	put_thirty_two(to, packed, base);
	if (count_bits(m) > 32)
		put_thirty_two(to + 32,
		    _mm512_alignr_epi64(packed, packed, 4), base);
}

#else

/* The place of the lowest bit; anything below 64 when there is none. */
static inline unsigned
lowest_bit(uint64_t m)
{
#if defined(__BMI__)
	return (unsigned)_tzcnt_u64(m) & 63;
#else
	return (unsigned)__builtin_ctzll(m | (uint64_t)1 << 63);
#endif
}

/*
 * Write the places of the bits of `m`, each plus `base`, to `to`, which has
 * room for sixty-four.  Goes by eights, writing some past the last bit:
 * a branch for each bit would be guessed wrong time and again.
 */
static inline void
list_places(uint32_t *to, uint64_t m, uint32_t base)
{
	do {
		for (unsigned i = 0; i < 8; i++) {
			to[i] = base + lowest_bit(m);
			m &= m - 1;
		}
		to += 8;
	} while (m != 0);
}

#endif

/* The places of the bits of `m` as above.  One function of this name in one
 * place for every implementation, or no tool could add up their coverage. */
static inline void
put_places(uint32_t *to, uint64_t m, uint32_t base)
{
#if defined(__AVX512VBMI2__)
	pack_places(to, m, base);
#else
	list_places(to, m, base);
#endif
}

/*
 * Write where in the list of ends the terminators stand, that list having
 * `base` members before these bytes.
 */
static inline void
put_ends(uint32_t *to, const struct scan_masks *m, uint32_t base)
{
#if defined(__AVX512VBMI2__)
	put_places(to, _pext_u64(m->terminator, m->end), base);
#else
	for (uint64_t t = m->terminator; t != 0; t &= t - 1) {
		uint64_t below = (t & -t) - 1;

		*to++ = base + count_bits(m->end & below);
	}
#endif
}

/* The odd bytes of N3, with what `run` says of the bytes before. */
static inline uint64_t
odd_bytes(const struct scan_masks *m, struct scan_run *run)
{
	uint64_t delimiter = m->end | m->inner;
	uint64_t newline = m->newline & ~delimiter;
	uint64_t first = newline & (m->terminator << 1 | run->terminator);
	uint64_t second = newline & (first << 1 | run->first);

	run->terminator = m->terminator >> 63;
	run->first = first >> 63;
	return m->odd & ~(delimiter | first | second);
}

/* Where an element begins or has ended with a space, as N3 marks it. */
static inline uint64_t
padding(const struct scan_masks *m, struct scan_run *run)
{
	uint64_t space = m->space & ~(m->end | m->inner);
	uint64_t padded = (space & (m->end << 1 | run->end)) |
	    (m->end & (space << 1 | run->space));

	run->end = m->end >> 63;
	run->space = space >> 63;
	return padded;
}

/* Append what the bytes at `base` are to the lists. */
static inline void
put_masks(const struct scan_masks *m, uint32_t base, struct scan_run *run,
    struct scan_index *ix)
{
	uint64_t odd = odd_bytes(m, run) | padding(m, run);

	put_places(ix->at + ix->n_at, m->end, base);
	put_ends(ix->ends + ix->n_ends, m, (uint32_t)ix->n_at);
	ix->n_at += count_bits(m->end);
	ix->n_ends += count_bits(m->terminator);
	if (m->inner != 0) {
		put_places(ix->inner + ix->n_inner, m->inner, base);
		ix->n_inner += count_bits(m->inner);
	}
	if (odd != 0) {
		put_places(ix->odd + ix->n_odd, odd, base);
		ix->n_odd += count_bits(odd);
	}
}

/* Forget all but the first `n` bytes, fewer than SCAN_STEP. */
static inline void
keep_first(struct scan_masks *m, size_t n)
{
	uint64_t keep = ((uint64_t)1 << n) - 1;

	m->end &= keep;
	m->inner &= keep;
	m->terminator &= keep;
	m->odd &= keep;
	m->newline &= keep;
	m->space &= keep;
}

/*
 * The whole of a scan_fn, given the one part that differs.  Inlined always,
 * so that `masks_of` is inlined in turn; the lists are kept in a local copy,
 * so that stores to them cannot change the pointers.
 */
static inline __attribute__((always_inline)) void
scan_by(scan_masks_fn *masks_of, struct delimiters d, const char *p, size_t n,
    struct scan_index *ix)
{
	struct scan_index lists = { .at = ix->at, .inner = ix->inner,
	    .ends = ix->ends, .odd = ix->odd };
	struct scan_run run = { .terminator = 1, .end = 1 };

	for (size_t i = 0; i < n; i += SCAN_STEP) {
		struct scan_masks m = masks_of(d, p + i);

		if (n - i < SCAN_STEP)
			keep_first(&m, n - i);
		put_masks(&m, (uint32_t)i, &run, &lists);
	}
	*ix = lists;
}

#endif
