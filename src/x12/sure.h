/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sure.h -- is a value beyond doubt? (private)
 *
 * The functions here answer only that, in as few steps as can be; almost every
 * value of a clean file is.  When one is in doubt, value.c looks again and says
 * what is wrong.  A test holds the two against each other: what is sure here
 * has no finding there.
 */
#ifndef CC_X12_SURE_H
#define CC_X12_SURE_H

#include "x12/judge_private.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define EACH(c)	((uint64_t)(c) * 0x0101010101010101u)	/* in every byte */

/* The top bit of each byte of `x` that is no 0..9; 0 when all are. */
static inline uint64_t
not_digits(uint64_t x)
{
	return (((x & EACH(0x7F)) + EACH(0x80 - 10)) | x) & EACH(0x80);
}

/* As sure_number(), of any length. */
static inline bool
sure_long_number(const struct sure_spec *e, const char *p, uint32_t n,
    uint32_t decimals)
{
	uint32_t i = 0, digits;

	while (i < n && (unsigned char)(p[i] - '0') <= 9)
		i++;
	digits = n;
	if (i < n) {
		digits--;
		if (p[i] != '.' || decimals == 0 || n - ++i > decimals)
			return false;
		while (i < n && (unsigned char)(p[i] - '0') <= 9)
			i++;
	}
	return i == n && digits >= e->min && digits <= e->max && digits > 0;
}

/*
 * Digits only; if `decimals` is not 0, perhaps with a point and at most so many
 * of them, that is one or two, behind it.  Up to eight bytes are looked at
 * together, moved to the top with noughts before them.
 */
static inline bool
sure_number(const struct sure_spec *e, const char *p, uint32_t n,
    uint32_t decimals)
{
	uint64_t v, bad;

	if (n > 8)
		return sure_long_number(e, p, n, decimals);
	memcpy(&v, p, 8);
	v = (v ^ EACH('0')) << (64 - 8 * n);
	bad = not_digits(v);
	if (bad != 0) {
		if (decimals == 0 || (bad & (bad - 1)) != 0 ||
		    bad < (uint64_t)0x80 << 8 * (7 - decimals) ||
		    (v >> (__builtin_ctzll(bad) - 7) & 0xFF) != ('.' ^ '0'))
			return false;
		n--;
	}
	return n >= e->min && n <= e->max && n > 0;
}

/* CCYYMMDD of a day in 1900..2099, but for the 29th of February. */
static inline bool
sure_date(const char *p, uint32_t n)
{
	static const uint8_t days[16] = { 0, 31, 28, 31, 30, 31, 30, 31, 31,
	    30, 31, 30, 31 };
	uint64_t v;
	unsigned century, month, day;

	if (n != 8)
		return false;
	memcpy(&v, p, 8);
	v ^= EACH('0');
	if (not_digits(v) != 0)
		return false;
	century = (unsigned)v & 0xFFFF;
	month = (unsigned)(v >> 32 & 0xFF) * 10 + (unsigned)(v >> 40 & 0xFF);
	day = (unsigned)(v >> 48 & 0xFF) * 10 + (unsigned)(v >> 56);
	return (century == (1 | 9 << 8) || century == (2 | 0 << 8)) &&
	    month < 13 && day - 1 < days[month];
}

/*
 * A value of a period whose format, D8 or RD8, stands before it, behind which
 * is one separator.  Where another value ends in D8 or RD8 its length is all
 * that is asked of this one (value.c), and is right.
 */
static inline bool
sure_period(const char *p, uint32_t n)
{
	bool range = p[-4] == 'R';

	if (p[-3] != 'D' || p[-2] != '8' || !sure_date(p, 8))
		return false;
	return range ? n == 17 && p[8] == '-' && sure_date(p + 9, 8) : n == 8;
}

/*
 * One value that is not empty and holds no separator.  Inlined always, as it
 * stands in the one place where elements are checked, and in that of parts.
 */
static inline __attribute__((always_inline)) bool
sure_value(const struct sure_spec *e, const char *p, uint32_t n)
{
	switch ((enum sure_kind)e->kind) {
	case SURE_LETTER:
		return n == 1 && (unsigned)(p[0] - SURE_LETTERS) < 64 &&
		    (e->letters >> (p[0] - SURE_LETTERS) & 1) != 0;
	case SURE_CODES:
		return (n <= 8 && pack_code((str){ p, n }) == e->code) ||
		    code_list_has_sent(e->codes, (str){ p, n });
	case SURE_NUMBER:
		return sure_number(e, p, n, 0);
	case SURE_DECIMAL:
		return sure_number(e, p, n, 2);
	case SURE_DATE:
		return sure_date(p, n);
	case SURE_PERIOD:
		return sure_period(p, n);
	case SURE_TEXT:
		return n <= e->max && n >= e->min && p[0] != ' ' &&
		    p[n - 1] != ' ';
	default:
		return false;
	}
}

/* ---- composites ----------------------------------------------------- */

#define SURE_LONGEST 63		/* bytes of a composite, a bit for each */

/* Where in the sixteen bytes at `p` stands a `c`?  A bit each. */
static inline uint64_t
places_of(const char *p, unsigned char c)
{
#if defined(__SSE2__)
	__m128i x = _mm_loadu_si128((const __m128i *)p);

	return (uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8(x,
	    _mm_set1_epi8((char)c)));
#else
	uint64_t places = 0;

	for (unsigned i = 0; i < 16; i++)
		places |= (uint64_t)((unsigned char)p[i] == c) << i;
	return places;
#endif
}

/*
 * Where the parts of the composite `p` end, a bit each; 0 when it is long or
 * repeated.  Reads by sixteen bytes (V4).
 */
static inline uint64_t
part_ends(const char *p, uint32_t n, const struct delimiters *d)
{
	uint64_t inside = ((uint64_t)1 << n % 64) - 1;
	uint64_t ends = 0, repeats = 0;

	if (n > SURE_LONGEST)
		return 0;
	for (uint32_t i = 0; i < n; i += 16) {
		ends |= places_of(p + i, d->component) << i;
		repeats |= places_of(p + i, d->repetition) << i;
	}
	return (repeats & inside) != 0 ? 0 : (ends & inside) | (inside + 1);
}

/* A composite without repetitions, its parts all as they must be, and none
 * sent that a note speaks of.  Not inlined: most segments have none, and shall
 * not save the registers that it takes. */
static __attribute__((noinline)) bool
sure_composite(const struct sure_spec *e, const char *p, uint32_t n,
    const struct delimiters *d)
{
	uint64_t ends = part_ends(p, n, d), sent = 0;
	unsigned part = 0;
	uint32_t from = 0, len = 0;

	for (; ends != 0 && part < e->n_parts; ends &= ends - 1) {
		const struct sure_spec *spec = &e->parts[part++];

		len = (uint32_t)__builtin_ctzll(ends) - from;
		if (len != 0 ? spec->usage == USAGE_NOT_USED ||
		    !sure_value(spec, p + from, len) :
		    spec->usage == USAGE_REQUIRED)
			return false;
		sent |= (uint64_t)(len != 0) << part;
		from += len + 1;
	}
	return ends == 0 && len != 0 && part >= e->n_required &&
	    (sent & e->noted) == 0;
}

/* Element `i`, not its name, which was sent and may be sent: beyond doubt?  It
 * is a composite, or holds no separator. */
static inline bool
sure_element(const struct segment *s, const struct sure_spec *e,
    unsigned i)
{
	uint32_t from = s->ends[i - 1] + 1, n = s->ends[i] - from;
	const char *p = s->text + from;

	if (e->kind == SURE_COMPOSITE)
		return sure_composite(e, p, n, s->d);
	return sure_value(e, p, n);
}

/* Do all notes hold, by what segment_def says without reading them? */
static inline bool
sure_notes(const struct segment *s, const struct guide_node *node)
{
	return ((s->present & node->noted) |
	    ((s->present ^ s->present >> 1) & node->pairs)) == 0 &&
	    (s->present & node->any) != 0;
}

/* ---- lengths -------------------------------------------------------- */

#if defined(__SSE2__)

/* The lengths of elements i to i + 7, in sixteen bits each. */
static inline __m128i
eight_lengths(const uint32_t *ends, unsigned i)
{
	const __m128i *end = (const __m128i *)(const void *)(ends + i);
	const __m128i *before = (const __m128i *)(const void *)(ends + i - 1);
	__m128i low = _mm_sub_epi32(_mm_loadu_si128(end),
	    _mm_loadu_si128(before));
	__m128i high = _mm_sub_epi32(_mm_loadu_si128(end + 1),
	    _mm_loadu_si128(before + 1));

	return _mm_sub_epi16(_mm_packs_epi32(low, high), _mm_set1_epi16(1));
}

/* All bits of those of eight lengths that are not within the limits. */
static inline __m128i
eight_wrong(__m128i lengths, const int16_t *above, const int16_t *below)
{
	__m128i least = _mm_loadu_si128((const __m128i *)(const void *)above);
	__m128i most = _mm_loadu_si128((const __m128i *)(const void *)below);

	return _mm_xor_si128(_mm_set1_epi16(-1), _mm_and_si128(
	    _mm_cmpgt_epi16(lengths, least), _mm_cmpgt_epi16(most, lengths)));
}

/*
 * Which of the first GUIDE_PLAIN elements have no length that `node` wants?  A
 * bit each; those not sent, and those not plain, may be among them.  Reads as
 * many `ends` whatever there are (V4).
 */
static inline uint64_t
wrong_lengths(const struct segment *s, const struct guide_node *node)
{
	__m128i low = eight_wrong(eight_lengths(s->ends, 1), node->above,
	    node->below);
	__m128i high = eight_wrong(eight_lengths(s->ends, 9),
	    node->above + 8, node->below + 8);

	return (uint64_t)_mm_movemask_epi8(_mm_packs_epi16(low, high)) << 1;
}

#else

/* The same, one by one. */
static inline uint64_t
wrong_lengths(const struct segment *s, const struct guide_node *node)
{
	uint64_t wrong = 0;

	for (unsigned i = 0; i < GUIDE_PLAIN && i < s->n; i++) {
		int64_t n = (int64_t)s->ends[i + 1] - s->ends[i] - 1;

		wrong |= (uint64_t)(n <= node->above[i] ||
		    n >= node->below[i]) << (i + 1);
	}
	return wrong;
}

#endif

#endif
