/* SPDX-License-Identifier: Apache-2.0 */
/* buf.c -- growth by doubling, and the JSON form of a string. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* What p points to before the first append (B1); nobody writes here. */
static char nothing[1];

/* See buf.h. */
void
buf_init(struct buf *b, size_t ceiling)
{
	*b = (struct buf){ .p = nothing, .ceiling = ceiling };
}

/* See buf.h. */
void
buf_fini(struct buf *b)
{
	if (b->size != 0)
		free(b->p);
	buf_init(b, b->ceiling);
}

/* Cut the text to `n` bytes. */
static void
cut(struct buf *b, size_t n)
{
	b->n = n;
	if (b->size != 0)
		b->p[n] = '\0';
}

/* See buf.h. */
void
buf_reset(struct buf *b)
{
	cut(b, 0);
	b->failed = false;
}

/* Get memory for `need` bytes: doubled, but not past the ceiling's need. */
static bool
grow(struct buf *b, size_t need)
{
	size_t size = b->size != 0 ? b->size : 256;
	char *p;

	while (size < need)
		size *= 2;
	if (size > b->ceiling)
		size = b->ceiling + 1;
	p = realloc(b->size != 0 ? b->p : NULL, size);
	if (p == NULL)
		return false;
	b->p = p;
	b->size = size;
	return true;
}

/* See buf.h: room for the bytes, and the NUL. */
bool
buf_reserve(struct buf *b, size_t more)
{
	if (b->failed)
		return false;
	if (more < b->size - b->n)
		return true;
	if (more > b->ceiling - b->n || more >= PTRDIFF_MAX - b->n ||
	    !grow(b, b->n + more + 1))
		b->failed = true;
	return !b->failed;
}

/* See buf.h. */
void
buf_add(struct buf *b, str s)
{
	if (!buf_reserve(b, s.n))
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
	size_t room = b->failed ? 0 : b->size - b->n;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(room != 0 ? b->p + b->n : NULL, room, fmt, ap);
	va_end(ap);
	if (n < 0)
		b->failed = true;
	if (n < 0 || !buf_reserve(b, (size_t)n)) {
		cut(b, b->n);
		return;
	}
	if ((size_t)n >= room) {
		va_start(ap, fmt);
		vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
		va_end(ap);
	}
	b->n += (size_t)n;
}

/* True for ASCII that stands in JSON as it is. */
static bool
is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

/* Bytes at the head of `s` that stand in JSON as they are. */
static size_t
plain_run(str s)
{
	size_t i = 0;

	while (i < s.n) {
		size_t n = is_plain((unsigned char)s.p[i]) ? 1 :
		    str_utf8_length((str){ s.p + i, s.n - i });

		if (n == 0)
			break;
		i += n;
	}
	return i;
}

/* Append the JSON form of one byte that cannot stand as it is. */
static void
add_escaped(struct buf *b, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	const char pair[] = { '\\', (char)c };
	const char code[] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };

	if (c >= 0x80)
		buf_add(b, STR("\xEF\xBF\xBD"));
	else if (c == '"' || c == '\\')
		buf_add(b, (str){ pair, sizeof pair });
	else
		buf_add(b, (str){ code, sizeof code });
}

/* See buf.h. */
void
buf_json(struct buf *b, str s)
{
	const size_t before = b->n;

	buf_putc(b, '"');
	while (s.n > 0 && !b->failed) {
		size_t n = plain_run(s);

		buf_add(b, (str){ s.p, n });
		if (n < s.n)
			add_escaped(b, (unsigned char)s.p[n++]);
		s.p += n;
		s.n -= n;
	}
	buf_putc(b, '"');
	if (b->failed)
		cut(b, before);
}
