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

/* A composite whose separators were not listed: put where they are into `to`,
 * which has room for SURE_LONGEST, and behind them UINT32_MAX.  False when it
 * is long or repeated. */
static __attribute__((noinline)) bool
list_parts(const struct segment *s, uint32_t from, uint32_t end, uint32_t *to)
{
	uint64_t ends = part_ends(s->text + from, end - from, s->d);

	for (; (ends & (ends - 1)) != 0; ends &= ends - 1)
		*to++ = from + (uint32_t)__builtin_ctzll(ends);
	*to = UINT32_MAX;
	return ends != 0;
}

/*
 * The composite [from, end) of `s`, without repetitions, its parts all as they
 * must be, and none sent that a note speaks of.  The separators from `inner` on
 * are those behind `from`.
 */
static inline __attribute__((always_inline)) bool
sure_composite(const struct sure_spec *e, const struct segment *s,
    uint32_t from, uint32_t end, const uint32_t *inner)
{
	const struct sure_spec *spec = e->parts;
	const char *text = s->text;
	unsigned char component = s->d->component;
	uint64_t sent = 0;
	unsigned part = 0;

	for (;; from = *inner++ + 1, spec++) {
		uint32_t to = *inner < end ? *inner : end;

		if (++part > e->n_parts)
			return false;
		if (to == from ? spec->usage == USAGE_REQUIRED || to == end :
		    spec->usage == USAGE_NOT_USED ||
		    !sure_value(spec, text + from, to - from))
			return false;
		sent |= (uint64_t)(to != from) << part;
		if (to == end)
			break;
		if ((unsigned char)text[to] != component)
			return false;
	}
	return part >= e->n_required && (sent & e->noted) == 0;
}

/*
 * Composites among elements `sent`, a bit each, all as they must be?
 */
static __attribute__((noinline)) bool
sure_composites(const struct segment *s, const struct guide_node *node,
    uint64_t sent)
{
	const uint32_t *inner = s->inner;
	uint32_t listed[SURE_LONGEST + 1];

	for (; sent != 0; sent &= sent - 1) {
		unsigned i = (unsigned)__builtin_ctzll(sent);
		uint32_t from = s->ends[i - 1] + 1, end = s->ends[i];

		if (s->inner == NULL) {
			inner = listed;
			if (!list_parts(s, from, end, listed))
				return false;
		}
		while (*inner < from)
			inner++;
		if (!sure_composite(&node->sure[i - 1], s, from, end, inner))
			return false;
	}
	return true;
}

/* Element `i`, not its name, which was sent and may be sent: beyond doubt?  It
 * is no composite, and holds no separator. */
static inline __attribute__((always_inline)) bool
sure_element(const struct segment *s, const struct sure_spec *e,
    unsigned i)
{
	uint32_t from = s->ends[i - 1] + 1;

	return sure_value(e, s->text + from, s->ends[i] - from);
}

/* Do all notes hold?  Mostly segment_def says so without a look at them. */
static inline bool
sure_notes(const struct segment *s, const struct guide_node *node)
{
	return ((s->present & node->noted) == 0 ||
	    notes_hold(node->def->notes, node->def->n_notes, s->present)) &&
	    ((s->present ^ s->present >> 1) & node->pairs) == 0 &&
	    (s->present & node->any) != 0;
}

/* ---- lengths -------------------------------------------------------- */

#if defined(__SSE2__)

/* All bits of those of eight elements, of which the first ends at *ends, whose
 * lengths are right. */
static inline __m128i
eight_right(const uint32_t *ends, const struct guide_lengths *l)
{
	const __m128i *end = (const __m128i *)(const void *)ends;
	const __m128i *before = (const __m128i *)(const void *)(ends - 1);
	__m128i low = _mm_sub_epi32(_mm_loadu_si128(end),
	    _mm_loadu_si128(before));
	__m128i high = _mm_sub_epi32(_mm_loadu_si128(end + 1),
	    _mm_loadu_si128(before + 1));
	/* What is too short becomes very long. */
	__m128i over = _mm_sub_epi16(_mm_packs_epi32(low, high),
	    _mm_loadu_si128((const __m128i *)(const void *)l->least));

	return _mm_cmpeq_epi16(_mm_setzero_si128(), _mm_subs_epu16(over,
	    _mm_loadu_si128((const __m128i *)(const void *)l->more)));
}

/*
 * Which of the first GUIDE_PLAIN elements have a length that `node` wants?  A
 * bit each; of those not sent, and those not plain, it says nothing.  Reads
 * as many `ends` whatever there are (V4).
 */
static inline uint64_t
right_lengths(const struct segment *s, const struct guide_node *node)
{
	__m128i low = eight_right(s->ends + 1, &node->lengths[0]), high;

	high = s->n <= 8 ? low : eight_right(s->ends + 9, &node->lengths[1]);
	return (uint64_t)_mm_movemask_epi8(_mm_packs_epi16(low, high)) << 1;
}

#else

/* The same, one by one. */
static inline uint64_t
right_lengths(const struct segment *s, const struct guide_node *node)
{
	uint64_t right = 0;

	for (unsigned i = 0; i < GUIDE_PLAIN && i < s->n; i++) {
		uint32_t n = s->ends[i + 1] - s->ends[i];

		const struct guide_lengths *l = &node->lengths[i / 8];

		right |= (uint64_t)(n - l->least[i % 8] <= l->more[i % 8]) <<
		    (i + 1);
	}
	return right;
}

#endif

/* ---- a segment ------------------------------------------------------ */

/* All that is required was sent, nothing that is not used, nothing compound
 * that is not a composite, and something in the last place: beyond doubt?  And
 * the notes that are not `noted`? */
static inline __attribute__((always_inline)) bool
sure_presence(const struct segment *s, const struct guide_node *node)
{
	uint64_t sent = s->present;

	return ((node->required & ~sent) | (sent & node->barred) |
	    ((sent ^ sent >> 1) & node->pairs) |
	    (node->single & s->compound)) == 0 && (sent & node->any) != 0 &&
	    s->n <= SEGMENT_MAX && segment_has(s, s->n);
}

/* Elements `sent`, a bit each, no composites, all as they must be?  Not
 * inlined: it needs the registers. */
static __attribute__((noinline)) bool
sure_elements(const struct segment *s, const struct guide_node *node,
    uint64_t sent)
{
	for (; sent != 0; sent &= sent - 1) {
		unsigned i = (unsigned)__builtin_ctzll(sent);

		if (!sure_element(s, &node->sure[i - 1], i))
			return false;
	}
	return true;
}

/*
 * Would check_elements() surely find nothing?  Elements `known` are right.
 * Inlined where every segment of a file comes by.
 */
static inline __attribute__((always_inline)) bool
sure_segment(const struct segment *s, const struct guide_node *node,
    uint64_t known)
{
	uint64_t sent = s->present & ~known;

	if (s->odd || !sure_presence(s, node) ||
	    (sent & node->plain & ~right_lengths(s, node)) != 0 ||
	    ((sent & node->noted) != 0 && !sure_notes(s, node)))
		return false;
	sent &= node->checked;
	return ((sent & ~node->composite) == 0 ||
	    sure_elements(s, node, sent & ~node->composite)) &&
	    ((sent & node->composite) == 0 ||
	    sure_composites(s, node, sent & node->composite));
}

#endif
