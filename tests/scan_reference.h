/* SPDX-License-Identifier: Apache-2.0 */
/*
 * scan_reference.h -- the scanner's invariants said byte by byte, as slowly
 * as they read, for the unit tests and the fuzz target to compare with.
 */
#ifndef CC_TESTS_SCAN_REFERENCE_H
#define CC_TESTS_SCAN_REFERENCE_H

#include <stdbool.h>
#include <string.h>

#include "x12/scan.h"

static inline bool
is_delimiter(const struct delimiters *d, unsigned char c)
{
	return c == d->element || c == d->repetition || c == d->component ||
	    c == d->segment;
}

/* CR or LF that is no delimiter. */
static inline bool
is_newline(const struct delimiters *d, unsigned char c)
{
	return (c == '\r' || c == '\n') && !is_delimiter(d, c);
}

/* True when `i` is the place after a terminator, or the block's start. */
static inline bool
is_after_end(const struct delimiters *d, const char *p, size_t i)
{
	return i == 0 || (unsigned char)p[i - 1] == d->segment;
}

/* True for the first or second CR or LF after a terminator (N3). */
static inline bool
is_excused(const struct delimiters *d, const char *p, size_t i)
{
	if (!is_newline(d, (unsigned char)p[i]))
		return false;
	return is_after_end(d, p, i) ||
	    (is_newline(d, (unsigned char)p[i - 1]) &&
	    is_after_end(d, p, i - 1));
}

static inline bool
is_end(const struct delimiters *d, unsigned char c)
{
	return c == d->element || c == d->segment;
}

static inline bool
is_space(const struct delimiters *d, unsigned char c)
{
	return c == ' ' && !is_delimiter(d, c);
}

/* A space behind an element's end or the block's start, or an end behind a
 * space (N3). */
static inline bool
is_padding(const struct delimiters *d, const char *p, size_t i)
{
	unsigned char c = (unsigned char)p[i];
	unsigned char before = i == 0 ? d->segment : (unsigned char)p[i - 1];

	return (is_space(d, c) && is_end(d, before)) ||
	    (is_end(d, c) && is_space(d, before));
}

/* A scan_fn that follows the words of scan.h. */
static inline void
scan_reference(const struct delimiters *d, const char *p, size_t n,
    struct scan_index *ix)
{
	ix->n_at = ix->n_inner = ix->n_ends = ix->n_odd = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];

		if (c == d->segment)
			ix->ends[ix->n_ends++] = (uint32_t)ix->n_at;
		if (is_padding(d, p, i))
			ix->odd[ix->n_odd++] = (uint32_t)i;
		if (is_end(d, c))
			ix->at[ix->n_at++] = (uint32_t)i;
		else if (is_delimiter(d, c))
			ix->inner[ix->n_inner++] = (uint32_t)i;
		else if ((c < 0x20 || c > 0x7E) && !is_excused(d, p, i))
			ix->odd[ix->n_odd++] = (uint32_t)i;
	}
}

/* True when `n` offsets are the same. */
static inline bool
same_offsets(const uint32_t *a, size_t n, const uint32_t *b, size_t n_b)
{
	return n == n_b && (n == 0 || memcmp(a, b, n * sizeof *a) == 0);
}

/* True when all four lists are the same (N4). */
static inline bool
same_index(const struct scan_index *a, const struct scan_index *b)
{
	return same_offsets(a->at, a->n_at, b->at, b->n_at) &&
	    same_offsets(a->inner, a->n_inner, b->inner, b->n_inner) &&
	    same_offsets(a->ends, a->n_ends, b->ends, b->n_ends) &&
	    same_offsets(a->odd, a->n_odd, b->odd, b->n_odd);
}

#endif
