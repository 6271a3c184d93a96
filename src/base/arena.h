/* SPDX-License-Identifier: Apache-2.0 */
/*
 * arena.h -- memory that is freed all at once.
 *
 * An arena serves one lifetime: the process, a unit of work, or scratch.
 * Allocation is a pointer bump; nothing is freed alone.
 *
 *   A1  what an arena gives stays where it is until reset or fini
 *   A2  an arena never holds more than its ceiling (a few bytes of its own
 *       for each chunk not counted)
 *   A3  memory given is aligned for any C object
 *
 * Not thread-safe: each worker has its own.
 */
#ifndef CC_BASE_ARENA_H
#define CC_BASE_ARENA_H

#include <stdalign.h>
#include <stddef.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"

struct arena_chunk {
	struct arena_chunk *next;
	size_t	size, used;
	alignas(max_align_t) char data[];
};

struct arena {
	struct arena_chunk *chunks;	/* newest first */
	size_t	 used;			/* bytes held, all chunks */
	size_t	 ceiling;		/* A2 */
};

/* Make *a empty, with at most `ceiling` bytes to come.  Allocates nothing. */
void arena_init(struct arena *a, size_t ceiling);

/* Free everything that came from *a; it is then as after arena_init(). */
void arena_fini(struct arena *a);

/*
 * Forget everything that came from *a, but keep one chunk for reuse.  It gives
 * way when it is too small, so the whole ceiling can be had again.
 */
void arena_reset(struct arena *a);

#define ARENA_SMALL	((size_t)1 << 20)

/* As arena_alloc(), which does what is usual itself. */
void *arena_more(struct arena *a, size_t n);

/*
 * `n` bytes, not cleared, alive until reset or fini.  NULL when the ceiling or
 * the machine's memory is reached.  `n` of 0 gives a pointer like any other.
 */
static inline void *
arena_alloc(struct arena *a, size_t n)
{
	const size_t step = alignof(max_align_t);
	struct arena_chunk *c = a->chunks;
	size_t room = (n + step - 1) & ~(step - 1);

	if (c == NULL || c->size - c->used < room || room - 1 >= ARENA_SMALL)
		return arena_more(a, n);
	c->used += room;
	return c->data + c->used - room;
}

/* An object of `size` bytes, all zero; NULL as arena_alloc(). */
static inline void *
arena_object(struct arena *a, size_t size)
{
	void *p = arena_alloc(a, size);

	return p == NULL ? NULL : memset(p, 0, size);
}

/* `count` objects of `size` bytes, all zero; NULL as arena_alloc(). */
void *arena_zero(struct arena *a, size_t count, size_t size);

/*
 * A copy of `s` owned by the arena, with a NUL behind it that n does not count;
 * {NULL, 0} when there is no memory.
 */
str arena_str(struct arena *a, str s);

/* A formatted text, otherwise as arena_str(). */
str PRINTF(2, 3) arena_fmt(struct arena *a, const char *fmt, ...);

#define ARENA_NEW(a, type)	((type *)arena_zero((a), 1, sizeof(type)))
#define ARENA_ARRAY(a, type, n)	((type *)arena_zero((a), (n), sizeof(type)))

#endif
