/* SPDX-License-Identifier: Apache-2.0 */
/*
 * arena.c -- a list of chunks, the newest filled by bumping a pointer.
 *
 * Chunks double from 4 KiB to 1 MiB, the last is what is left below the
 * ceiling.  A request larger than 1 MiB gets a chunk of its own behind the
 * newest, so that the room left there is not lost.
 */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define CHUNK_MIN	((size_t)4 << 10)
#define CHUNK_MAX	((size_t)1 << 20)

/* See arena.h. */
void
arena_init(struct arena *a, size_t ceiling)
{
	*a = (struct arena){ .ceiling = ceiling };
}

static void
free_chunks(struct arena_chunk *c)
{
	while (c != NULL) {
		struct arena_chunk *next = c->next;

		free(c);
		c = next;
	}
}

/* See arena.h. */
void
arena_fini(struct arena *a)
{
	free_chunks(a->chunks);
	arena_init(a, a->ceiling);
}

/* See arena.h. */
void
arena_reset(struct arena *a)
{
	if (a->chunks == NULL)
		return;
	free_chunks(a->chunks->next);
	a->chunks->next = NULL;
	a->chunks->used = 0;
	a->used = a->chunks->size;
}

/* The size of the next chunk, were there no ceiling. */
static size_t
next_size(const struct arena *a, size_t need)
{
	size_t size = a->chunks != NULL ? a->chunks->size * 2 : 0;

	if (size < CHUNK_MIN)
		size = CHUNK_MIN;
	if (size > CHUNK_MAX)
		size = CHUNK_MAX;
	return size < need ? need : size;
}

/* A new chunk with room for `need` bytes, or NULL. */
static struct arena_chunk *
add_chunk(struct arena *a, size_t need)
{
	size_t size = next_size(a, need);
	struct arena_chunk *c = a->chunks;

	/* Kept by a reset, too small, and nobody points into it. */
	if (c != NULL && c->used == 0) {
		a->chunks = c->next;
		a->used -= c->size;
		free(c);
	}
	if (need > a->ceiling - a->used)
		return NULL;
	if (size > a->ceiling - a->used)
		size = a->ceiling - a->used;
	c = malloc(sizeof *c + size);
	if (c == NULL)
		return NULL;
	c->size = size;
	c->used = 0;
	a->used += size;
	if (need > CHUNK_MAX && a->chunks != NULL) {
		c->next = a->chunks->next;
		a->chunks->next = c;
	} else {
		c->next = a->chunks;
		a->chunks = c;
	}
	return c;
}

/* See arena.h. */
void *
arena_more(struct arena *a, size_t n)
{
	const size_t step = alignof(max_align_t);
	struct arena_chunk *c = a->chunks;
	void *p;

	if (n > PTRDIFF_MAX - sizeof *c - step)
		return NULL;
	n = n != 0 ? (n + step - 1) / step * step : step;
	if (c == NULL || c->size - c->used < n)
		c = add_chunk(a, n);
	if (c == NULL)
		return NULL;
	p = c->data + c->used;
	c->used += n;
	return p;
}

/* See arena.h. */
void *
arena_zero(struct arena *a, size_t count, size_t size)
{
	void *p;

	if (size != 0 && count > SIZE_MAX / size)
		return NULL;
	p = arena_alloc(a, count * size);
	if (p != NULL)
		memset(p, 0, count * size);
	return p;
}

/* See arena.h. */
str
arena_str(struct arena *a, str s)
{
	char *p = arena_alloc(a, s.n + 1);

	if (p == NULL)
		return (str){ NULL, 0 };
	if (s.n != 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return (str){ p, s.n };
}

/* See arena.h. */
str
arena_fmt(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		return (str){ NULL, 0 };
	p = arena_alloc(a, (size_t)n + 1);
	if (p == NULL)
		return (str){ NULL, 0 };
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return (str){ p, (size_t)n };
}
