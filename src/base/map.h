/* SPDX-License-Identifier: Apache-2.0 */
/*
 * map.h -- names to pointers.
 *
 *   M1  a key is in the map at most once
 *   M2  keys are borrowed: their bytes must outlive the map
 *   M3  values are never NULL
 */
#ifndef CC_BASE_MAP_H
#define CC_BASE_MAP_H

#include "base/str.h"

struct map_slot { str key; void *value; };

struct map {
	struct map_slot *slots;		/* a power of two, or NULL */
	size_t	 n, size;		/* keys in the map; slots */
};

/* Make *m empty.  Allocates nothing. */
void map_init(struct map *m);

/* Free the map's own memory, not its keys or values. */
void map_fini(struct map *m);

/* The value of `key`, or NULL. */
void *map_get(const struct map *m, str key);

/*
 * Set `key` to `value`.  One that was there is replaced, and its key too: from
 * now on the map borrows the bytes of this `key` (M2).  False, with the map as
 * it was, when there is no memory or `value` is NULL (M3).
 */
bool map_set(struct map *m, str key, void *value);

#endif
