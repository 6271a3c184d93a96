/* SPDX-License-Identifier: Apache-2.0 */
/*
 * str.h -- a borrowed slice of bytes.
 *
 * A str points into storage that somebody else owns (a file window, an arena,
 * a literal) and lives exactly as long as that storage.  It is not terminated
 * by NUL and may hold any byte.
 *
 *   S1  p may be NULL only when n is 0
 *   S2  no function here writes through p, or reads past p + n
 */
#ifndef CC_BASE_STR_H
#define CC_BASE_STR_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct { const char *p; size_t n; } str;

/* A str of a string literal. */
#define STR(lit)	((str){ "" lit, sizeof(lit) - 1 })
/* The same where C wants a constant, as in the initializer of a table. */
#define STR_INIT(lit)	{ "" lit, sizeof(lit) - 1 }
/*
 * For printf: printf(STR_FMT, STR_ARG(s)).  Prints up to the first NUL, and no
 * more than INT_MAX bytes (S2).  `s` is evaluated more than once.
 */
#define STR_FMT		"%.*s"
#define STR_ARG(s)	(int)((s).n < INT_MAX ? (s).n : INT_MAX), (s).p

/* The str of a C string; NULL gives an empty one.  Borrows `c`. */
static inline str
str_of(const char *c)
{
	return (str){ c, c != NULL ? strlen(c) : 0 };
}

/* True when both hold the same bytes. */
static inline bool
str_eq(str a, str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Order by bytes, the shorter first among equals: <0, 0 or >0. */
int str_cmp(str a, str b);

/* True when `s` begins with `prefix`. */
static inline bool
str_starts(str s, str prefix)
{
	return s.n >= prefix.n &&
	    (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

/* True when the two are equal but for the case of ASCII letters. */
bool str_eq_nocase(str a, str b);

/* `s` without spaces, tabs, CR and LF at either end. */
str str_trim(str s);

/*
 * Cut `*rest` at the first `sep`: returns what stands before it and leaves
 * what follows in *rest.  Without a `sep` returns all, and *rest is empty; it
 * is empty too when the only `sep` comes last.
 */
str str_cut(str *rest, char sep);

/*
 * The length of the UTF-8 sequence of two bytes or more at the head of `s`,
 * which is not empty, or 0 if it is none (RFC 3629: no overlong forms, no
 * surrogates, nothing past U+10FFFF).
 */
size_t str_utf8_length(str s);

/* True when all of `s` is UTF-8. */
bool str_is_utf8(str s);

/* Bytes at the head of `s` that are ASCII. */
size_t str_ascii_length(str s);

/*
 * Read a whole number of digits only, at most `max`.  False, with *out
 * untouched, when `s` is empty, holds anything else, or is larger.
 */
bool str_to_u64(str s, uint64_t max, uint64_t *out);

/*
 * A 64-bit hash of the bytes (FNV-1a with a final mix), the same in every run
 * and on every machine.  No protection against keys chosen to collide.
 */
uint64_t str_hash(str s);

#endif
