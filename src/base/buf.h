/* SPDX-License-Identifier: Apache-2.0 */
/*
 * buf.h -- a text that grows, up to a ceiling.
 *
 *   B1  from init to fini p[n] is NUL, so that p can be printed as a C string
 *   B2  n never exceeds the ceiling given at init
 *   B3  after a failed append the buffer is as it was, and `failed` stays set
 *       and makes further appends fail too, so that a chain of appends needs
 *       one check at its end
 *
 * The memory at p is the buffer's own: only buf_fini() frees it.  What is
 * appended must not come from the same buffer.
 */
#ifndef CC_BASE_BUF_H
#define CC_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

struct buf {
	char	*p;
	size_t	 n;		/* bytes of text (B2) */
	size_t	 size;		/* bytes of memory at p; 0 before the first */
	size_t	 ceiling;
	bool	 failed;	/* B3 */
};

/* Make *b empty; it will hold `ceiling` bytes at most.  Allocates nothing. */
void buf_init(struct buf *b, size_t ceiling);

/* Free what *b holds; it is then as after buf_init(). */
void buf_fini(struct buf *b);

/* Make *b empty again, keeping its memory, and clear `failed`. */
void buf_reset(struct buf *b);

/*
 * Make room for `more` bytes behind p[n], without adding any: the caller writes
 * them and sets n, or not.  False when there is none (B3).
 */
bool buf_reserve(struct buf *b, size_t more);

/* Append the bytes of `s` (B3). */
void buf_add(struct buf *b, str s);

/* Append one byte (B3). */
void buf_putc(struct buf *b, char c);

/* Append formatted text (B3). */
void PRINTF(2, 3) buf_fmt(struct buf *b, const char *fmt, ...);

/*
 * Append `s` as a JSON string with its quotes, all of it or nothing (B3).
 * Each byte that is not UTF-8 becomes U+FFFD, so that the output is always
 * valid JSON (RFC 8259).
 */
void buf_json(struct buf *b, str s);

/* What *b holds now; borrowed until the next change. */
static inline str
buf_str(const struct buf *b)
{
	return (str){ b->p, b->n };
}

#endif
