/* SPDX-License-Identifier: Apache-2.0 */
/*
 * scan.c -- choose the scanner for this machine, and the one for any machine.
 */
#include "x12/scan.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "x12/scan_impl.h"
#include "x12/scan_lists.h"

/* ---- eight bytes at a time in an ordinary register ------------------ */

#define EACH(c)	((uint64_t)(c) * 0x0101010101010101u)	/* in every byte */
#define LOW7	EACH(0x7F)
#define TOP	EACH(0x80)

/* Eight bytes, the first of them lowest. */
static inline uint64_t
load_eight(const char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof v);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	return v;
}

/* The top bit of each byte of `v` that differs from `c`; other bits vary. */
static inline uint64_t
differs(uint64_t v, unsigned char c)
{
	uint64_t x = v ^ EACH(c);

	return ((x & LOW7) + LOW7) | x;	/* no carry leaves its byte */
}

/* The top bits of the eight bytes, side by side at `place`. */
static inline uint64_t
mask_at(uint64_t tops, unsigned place)
{
	/* Each bit of the factor brings one byte's bit to the top byte. */
	return ((tops & TOP) >> 7) * 0x0102040810204080u >> 56 << place;
}

static inline struct scan_masks
masks_of(struct delimiters d, const char *p)
{
	struct scan_masks m = { 0 };

	for (unsigned i = 0; i < SCAN_STEP; i += 8) {
		uint64_t v = load_eight(p + i), low = v & LOW7;
		uint64_t not_last = differs(v, d.segment);
		uint64_t no_end = differs(v, d.element) & not_last;
		uint64_t no_inner = (differs(v, d.repetition) &
		    differs(v, d.component)) | ~no_end;
		/* Above 0x7F, or not from 0x20, or 0x7F: by carries. */
		uint64_t odd = v | ~(low + EACH(0x60)) | (low + EACH(1));

		m.end |= mask_at(~no_end, i);
		m.inner |= mask_at(~no_inner, i);
		m.terminator |= mask_at(~not_last, i);
		m.odd |= mask_at(odd, i);
		m.newline |= mask_at(~(differs(v, '\r') & differs(v, '\n')),
		    i);
		m.space |= mask_at(~differs(v, ' '), i);
	}
	return m;
}

/* See scan.h. */
void
scan_portable(const struct delimiters *d, const char *p, size_t n,
    struct scan_index *ix)
{
	scan_by(masks_of, *d, p, n, ix);
}

/* ---- which one ------------------------------------------------------ */

#if defined(__x86_64__)

static bool
has_bit_instructions(void)
{
	return __builtin_cpu_supports("popcnt") &&
	    __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}

static bool
has_avx2(void)
{
	return has_bit_instructions() && __builtin_cpu_supports("avx2");
}

static bool
has_avx512(void)
{
	return has_bit_instructions() && __builtin_cpu_supports("avx512f") &&
	    __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512vl") &&
	    __builtin_cpu_supports("avx512vbmi2");
}

#endif

static bool
always(void)
{
	return true;
}

static const struct {
	const char *name;
	scan_fn	   *fn;		/* NULL: not for this kind of machine */
	bool	  (*works)(void);
} levels[SCAN_LEVELS] = {
	[SCAN_PORTABLE]	= { "portable", scan_portable, always },
#if defined(__x86_64__)
	[SCAN_SSE2]	= { "sse2", scan_sse2, always },
	[SCAN_AVX2]	= { "avx2", scan_avx2, has_avx2 },
	[SCAN_AVX512]	= { "avx512", scan_avx512, has_avx512 },
#else
	[SCAN_SSE2]	= { "sse2", NULL, always },
	[SCAN_AVX2]	= { "avx2", NULL, always },
	[SCAN_AVX512]	= { "avx512", NULL, always },
#endif
};

/* See scan.h. */
scan_fn *
scan_at(enum scan_level level)
{
	return levels[level].works() ? levels[level].fn : NULL;
}

/* See scan.h. */
const char *
scan_level_name(enum scan_level level)
{
	return levels[level].name;
}

/* The highest level the environment allows; an unknown name forbids none. */
static enum scan_level
allowed_level(void)
{
	const char *name = getenv("CLEANCLAIM_SIMD");

	for (int i = 0; name != NULL && i < SCAN_LEVELS; i++)
		if (strcmp(name, levels[i].name) == 0)
			return (enum scan_level)i;
	return SCAN_LEVELS - 1;
}

/* See scan.h. */
enum scan_level
scan_best(void)
{
	/* Threads that meet here choose alike, so no lock: 0 is "not yet". */
	static atomic_int chosen;
	int level = atomic_load_explicit(&chosen, memory_order_relaxed) - 1;

	if (level < 0) {
		level = (int)allowed_level();
		while (scan_at((enum scan_level)level) == NULL)
			level--;	/* ends: portable works always */
		atomic_store_explicit(&chosen, level + 1,
		    memory_order_relaxed);
	}
	return (enum scan_level)level;
}

/* See scan.h. */
void
scan_block(const struct delimiters *d, const char *p, size_t n,
    struct scan_index *ix)
{
	levels[scan_best()].fn(d, p, n, ix);
}
