/* SPDX-License-Identifier: Apache-2.0 */
/*
 * code.h -- a code as a number.
 *
 * ICD-10-CM, HCPCS, taxonomy, CARC ...: every code is at most ten characters of
 * A-Z 0-9 - / _.  Packed into six bits each, left first, it is a number that
 * compares as the text does and that a table can be searched for without
 * touching a string.
 *
 *   P1  code_text(code_pack(s)) is s, in upper case and without points
 *   P2  a < b as numbers if and only if a sorts before b as texts
 *   P3  the codes that begin with p are those from p to code_last(p)
 *
 * Points are left out: E11.9 and E119 are the same code, as files of CMS have
 * one and claims the other.  Blanks are no part of a code.
 */
#ifndef CC_CODES_CODE_H
#define CC_CODES_CODE_H

#include "base/str.h"

typedef uint64_t code_key;		/* 0 is none */

#define CODE_NONE	((code_key)0)
#define CODE_CHARS	10
#define CODE_BITS	6
#define CODE_TEXT_MAX	13	/* bytes code_text() needs, point and NUL too */

/* The value of each byte in a code, 0 for what cannot stand in one. */
extern const uint8_t code_values[256];

/* The value that stands for a point. */
#define CODE_POINT	0xFF

/*
 * Pack `text`.  CODE_NONE: it is empty, longer than ten characters, or holds a
 * character that no code has.
 */
static inline code_key
code_pack(str text)
{
	code_key c = 0;
	unsigned at = CODE_CHARS * CODE_BITS;

	for (size_t i = 0; i < text.n; i++) {
		uint8_t v = code_values[(uint8_t)text.p[i]];

		if (v == CODE_POINT)
			continue;
		if (v == 0 || at == 0)
			return CODE_NONE;
		at -= CODE_BITS;
		c |= (code_key)v << at;
	}
	return c;
}

/* The number of characters of `c`. */
static inline unsigned
code_length(code_key c)
{
	return c == CODE_NONE ? 0 : CODE_CHARS -
	    (unsigned)__builtin_ctzll(c) / CODE_BITS;
}

/* The last code that begins as `c` does (P3). */
static inline code_key
code_last(code_key c)
{
	unsigned rest = (CODE_CHARS - code_length(c)) * CODE_BITS;

	return c | (((code_key)1 << rest) - 1);
}

/* Does `c` begin with `prefix`? */
static inline bool
code_begins(code_key c, code_key prefix)
{
	return c >= prefix && c <= code_last(prefix);
}

/* The first n characters of `c`. */
static inline code_key
code_prefix(code_key c, unsigned n)
{
	unsigned rest = n < CODE_CHARS ? (CODE_CHARS - n) * CODE_BITS : 0;

	return c >> rest << rest;
}

/* `c` with the character `ch` behind it; CODE_NONE when there is no room. */
code_key code_append(code_key c, char ch);

/* The character of `c` at `at`, from 0; NUL behind its end. */
char code_char(code_key c, unsigned at);

/* Write `c`.  Returns the text, borrowed from `to`; a NUL follows it. */
str code_text(code_key c, char to[CODE_TEXT_MAX]);

/* The same with the point of ICD behind the third character: E11.9. */
str code_text_icd(code_key c, char to[CODE_TEXT_MAX]);

#endif
