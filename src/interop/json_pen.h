/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_pen.h -- bytes of JSON put at the end of a text. (private)
 *
 * Three bytes are written for each one read, so all of this is inline, and the
 * place where the next byte goes, `at`, is handed from function to function
 * and stays in a register.  Each gives the place behind what it wrote, or NULL
 * when there was no memory; who gets NULL gives NULL.
 *
 *   N1  pen_room() makes room for PEN_SLACK bytes more than it was asked for:
 *       names and texts are copied in pieces that go beyond their ends, and a
 *       few brackets may follow unasked
 *   N2  a text that can stand as it is has been looked at as it was copied;
 *       any other is written again, byte by byte, over it
 *   N3  of what is read, no byte behind its end is touched
 */
#ifndef CC_INTEROP_JSON_PEN_H
#define CC_INTEROP_JSON_PEN_H

#include "base/buf.h"
#include "interop/json_plan.h"

#define PEN_SLACK 128

/* A text being written. */
struct pen {
	struct buf *to;
	char	*end;		/* of the memory at to->p */
	bool	 latin;		/* write as Latin-1 */
	bool	 foreign;	/* a text was not UTF-8 */
};

/* Where the text ends now. */
char *pen_begin(struct pen *pen);

/* Get more memory. */
char *pen_stretch(struct pen *pen, char *at, size_t need);

/* Write a text that may need escaping, without its first quote. */
char *pen_escape(struct pen *pen, char *at, str s);

/* Write a number that we count. */
char *pen_number(struct pen *pen, char *at, uint64_t n);

/* Room for `need` bytes (N1). */
static inline char *
pen_room(struct pen *pen, char *at, size_t need)
{
	need += PEN_SLACK;
	return __builtin_expect((size_t)(pen->end - at) > need, 1) ? at :
	    pen_stretch(pen, at, need);
}

/* Where `at` is, in a way that survives pen_stretch(). */
static inline size_t
pen_position(const struct pen *pen, const char *at)
{
	return (size_t)(at - pen->to->p);
}

/* Copy bytes that need no look. */
static inline char *
pen_add(struct pen *pen, char *at, str s)
{
	at = pen_room(pen, at, s.n);
	if (at == NULL)
		return NULL;
	memcpy(at, s.p, s.n);
	return at + s.n;
}

/* One of our own names; there is room for it by N1. */
static inline char *
pen_own(char *at, const struct json_plan *plan, enum json_role role)
{
	str key = json_plan_own(plan, role)->key;

	memcpy(at, key.p, KEY_CELL);
	return at + key.n;
}

/* A step's name; there is room for it by N1. */
static inline char *
pen_key(char *at, const struct json_step *s)
{
	memcpy(at, s->key, STEP_KEY);
	return at + s->key_n;
}

/* ---- texts -------------------------------------------------------------- */

/* Not 0 for what cannot stand in JSON as it is, or is not ASCII. */
extern const uint8_t pen_odd_byte[256];

typedef signed char pen_bytes __attribute__((vector_size(16)));
typedef uint64_t pen_words __attribute__((vector_size(16)));

/* Those of 16 bytes that are odd; what is not ASCII is negative. */
static inline pen_bytes
pen_odd(pen_bytes v)
{
	return (v < 0x20) | (v == '"') | (v == '\\');
}

/* Is any of them odd? */
static inline bool
pen_any(pen_bytes odd)
{
	pen_words w = (pen_words)odd;

	return (w[0] | w[1]) != 0;
}

/* Copy a text of 1 to 3 bytes; true when one of them is odd. */
static inline bool
pen_copy_3(char *to, str s)
{
	unsigned char first = (unsigned char)s.p[0];
	unsigned char middle = (unsigned char)s.p[s.n / 2];
	unsigned char last = (unsigned char)s.p[s.n - 1];

	to[0] = (char)first;
	to[s.n / 2] = (char)middle;
	to[s.n - 1] = (char)last;
	return (pen_odd_byte[first] | pen_odd_byte[middle] |
	    pen_odd_byte[last]) != 0;
}

/* The same for 4 to 16: two halves, which may overlap. */
static inline bool
pen_copy_16(char *to, str s)
{
	uint64_t head, tail;
	uint32_t head4, tail4;

	if (s.n >= 8) {
		memcpy(&head, s.p, 8);
		memcpy(&tail, s.p + s.n - 8, 8);
		memcpy(to, &head, 8);
		memcpy(to + s.n - 8, &tail, 8);
	} else {
		memcpy(&head4, s.p, 4);
		memcpy(&tail4, s.p + s.n - 4, 4);
		memcpy(to, &head4, 4);
		memcpy(to + s.n - 4, &tail4, 4);
		head = tail = (uint64_t)head4 << 32 | tail4;
	}
	return pen_any(pen_odd((pen_bytes)(pen_words){ head, tail }));
}

/* The same for more than 16. */
static inline bool
pen_copy_long(char *to, str s)
{
	pen_bytes v, odd;

	memcpy(&v, s.p + s.n - 16, 16);
	memcpy(to + s.n - 16, &v, 16);
	odd = pen_odd(v);
	for (size_t i = 0; i + 16 < s.n; i += 16) {
		memcpy(&v, s.p + i, 16);
		memcpy(to + i, &v, 16);
		odd |= pen_odd(v);
	}
	return pen_any(odd);
}

/* Copy any text; true when it must be escaped. */
static inline bool
pen_copy(char *to, str s)
{
	if (s.n < 4)
		return s.n != 0 && pen_copy_3(to, s);
	return s.n <= 16 ? pen_copy_16(to, s) : pen_copy_long(to, s);
}

/* The text behind a quote, and a quote behind it; there is room for it. */
static inline char *
pen_quoted(struct pen *pen, char *at, str s)
{
	if (__builtin_expect(pen_copy(at, s), 0))
		return pen_escape(pen, at, s);
	at[s.n] = '"';
	return at + s.n + 1;
}

/* A text with its quotes. */
static inline char *
pen_text(struct pen *pen, char *at, str s)
{
	at = pen_room(pen, at, s.n);
	if (at == NULL)
		return NULL;
	*at++ = '"';
	return pen_quoted(pen, at, s);
}

#endif
