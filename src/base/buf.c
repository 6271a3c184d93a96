/* SPDX-License-Identifier: Apache-2.0 */
/* buf.c -- growth by doubling, and the JSON form of a string. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* See buf.h. */
void
buf_init(struct buf *b, size_t ceiling)
{
	*b = (struct buf){ .ceiling = ceiling };
}

/* See buf.h. */
void
buf_fini(struct buf *b)
{
	free(b->p);
	buf_init(b, b->ceiling);
}

/* See buf.h. */
void
buf_reset(struct buf *b)
{
	b->n = 0;
	b->failed = false;
	if (b->p != NULL)
		b->p[0] = '\0';
}

/* Make room for `more` bytes and the NUL. */
static bool
reserve(struct buf *b, size_t more)
{
	size_t size = b->size != 0 ? b->size : 256;
	char *p;

	if (b->failed || more > b->ceiling - b->n) {
		b->failed = true;
		return false;
	}
	if (b->size > b->n + more)
		return true;
	while (size <= b->n + more)
		size *= 2;
	p = realloc(b->p, size);
	if (p == NULL) {
		b->failed = true;
		return false;
	}
	b->p = p;
	b->size = size;
	return true;
}

/* See buf.h. */
void
buf_add(struct buf *b, str s)
{
	if (!reserve(b, s.n))
		return;
	if (s.n != 0)
		memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
	b->p[b->n] = '\0';
}

/* See buf.h. */
void
buf_putc(struct buf *b, char c)
{
	buf_add(b, (str){ &c, 1 });
}

/* See buf.h. */
void
buf_fmt(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0 || !reserve(b, (size_t)n))
		return;
	va_start(ap, fmt);
	vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
}

/*
 * The length of the UTF-8 sequence at the head of `s`, or 0 if it is none
 * (RFC 3629: no overlong forms, no surrogates, nothing past U+10FFFF).
 */
static size_t
utf8_length(str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	unsigned char lo = 0x80, hi = 0xBF;
	size_t n;

	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xC2 || p[0] > 0xF4)
		return 0;
	n = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	if (p[0] == 0xE0)
		lo = 0xA0;
	if (p[0] == 0xED)
		hi = 0x9F;
	if (p[0] == 0xF0)
		lo = 0x90;
	if (p[0] == 0xF4)
		hi = 0x8F;
	if (s.n < n || p[1] < lo || p[1] > hi)
		return 0;
	for (size_t i = 2; i < n; i++)
		if (p[i] < 0x80 || p[i] > 0xBF)
			return 0;
	return n;
}

/* Bytes at the head of `s` that stand in JSON as they are. */
static size_t
plain_run(str s)
{
	size_t i = 0;

	while (i < s.n && s.p[i] >= 0x20 && s.p[i] < 0x7F &&
	    s.p[i] != '"' && s.p[i] != '\\')
		i++;
	return i;
}

/* Append the one character at the head of `s`; returns its length. */
static size_t
add_json_char(struct buf *b, str s)
{
	unsigned char c = (unsigned char)s.p[0];
	size_t n = utf8_length(s);

	if (n == 0) {
		buf_add(b, STR("\xEF\xBF\xBD"));
		return 1;
	}
	if (c == '"' || c == '\\')
		buf_fmt(b, "\\%c", c);
	else if (c < 0x20 || c == 0x7F)
		buf_fmt(b, "\\u%04x", c);
	else
		buf_add(b, (str){ s.p, n });
	return n;
}

/* See buf.h. */
void
buf_json(struct buf *b, str s)
{
	buf_putc(b, '"');
	while (s.n > 0) {
		size_t n = plain_run(s);

		if (n > 0)
			buf_add(b, (str){ s.p, n });
		else
			n = add_json_char(b, s);
		s.p += n;
		s.n -= n;
	}
	buf_putc(b, '"');
}
