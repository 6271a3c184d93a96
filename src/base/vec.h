/* SPDX-License-Identifier: Apache-2.0 */
/*
 * vec.h -- a growable array of any type.
 *
 *	struct { int *v; size_t n, size; } ids = { 0 };
 *
 *	if (!VEC_ROOM(&ids, 1))
 *		return fail(err, RC_MEMORY, "no memory for ids");
 *	ids.v[ids.n++] = 42;
 *	VEC_FREE(&ids);
 *
 * Any struct with the members v, n and size will do, all zero at first.
 * Elements move when the array grows: keep indexes, not pointers.
 */
#ifndef CC_BASE_VEC_H
#define CC_BASE_VEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/*
 * Make the array hold `need` elements of `each` bytes at least, updating *size.
 * `items` is the address of the pointer to its first element, of whatever type.
 * False, with everything as it was, when there is no memory or the sizes
 * overflow.
 */
bool vec_reserve(void *items, size_t *size, size_t need, size_t each);

/*
 * True when there is room for `more` elements behind (vec)->n, or room was
 * made.  Evaluates its arguments more than once.
 */
#define VEC_ROOM(vec, more) \
	((vec)->size - (vec)->n >= (size_t)(more) || \
	 ((size_t)(more) <= SIZE_MAX - (vec)->n && \
	  vec_reserve(&(vec)->v, &(vec)->size, (vec)->n + (size_t)(more), \
	    sizeof *(vec)->v)))

/* Free the elements; the vector is then empty and may be used again. */
#define VEC_FREE(vec) \
	(free((vec)->v), (vec)->v = NULL, (vec)->n = (vec)->size = 0)

#endif
