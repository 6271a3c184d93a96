/* SPDX-License-Identifier: Apache-2.0 */
/* map.c -- open addressing with linear probing, at most three quarters full. */
#include "base/map.h"

#include <stdlib.h>

/* See map.h. */
void
map_init(struct map *m)
{
	*m = (struct map){ 0 };
}

/* See map.h. */
void
map_fini(struct map *m)
{
	free(m->slots);
	map_init(m);
}

/* The slot where `key` is, or the free one where it would go. */
static struct map_slot *
find_slot(struct map_slot *slots, size_t size, str key)
{
	size_t i = (size_t)str_hash(key) & (size - 1);

	while (slots[i].value != NULL && !str_eq(slots[i].key, key))
		i = (i + 1) & (size - 1);
	return &slots[i];
}

/* See map.h. */
void *
map_get(const struct map *m, str key)
{
	if (m->size == 0)
		return NULL;
	return find_slot(m->slots, m->size, key)->value;
}

/* Move everything to twice as many slots. */
static bool
grow(struct map *m)
{
	size_t size = m->size != 0 ? m->size * 2 : 16;
	struct map_slot *slots = calloc(size, sizeof *slots);

	if (slots == NULL)
		return false;
	for (size_t i = 0; i < m->size; i++)
		if (m->slots[i].value != NULL)
			*find_slot(slots, size, m->slots[i].key) = m->slots[i];
	free(m->slots);
	m->slots = slots;
	m->size = size;
	return true;
}

/* See map.h. */
bool
map_set(struct map *m, str key, void *value)
{
	struct map_slot *slot;

	if (value == NULL)
		return false;
	if ((m->n + 1) * 4 > m->size * 3 && !grow(m))
		return false;
	slot = find_slot(m->slots, m->size, key);
	m->n += slot->value == NULL;
	*slot = (struct map_slot){ key, value };
	return true;
}
