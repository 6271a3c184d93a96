/* SPDX-License-Identifier: Apache-2.0 */
/* json_order.c -- names of places; asked for only where a file's order is not
 * its guide's, so nothing here is quick. */
#include "interop/json_order.h"

#include <stdio.h>
#include <stdlib.h>

#define BINDINGS_MAX ((size_t)64 << 20)
#define MAPS_MAX 16

struct json_order {
	const struct guide_set *guides;
	struct arena arena;
	const struct binding *bindings[MAPS_MAX];
	unsigned n;
};

/* See json_order.h. */
struct json_order *
json_order_new(const struct guide_set *guides)
{
	struct json_order *o = calloc(1, sizeof *o);

	if (o == NULL)
		return NULL;
	o->guides = guides;
	arena_init(&o->arena, BINDINGS_MAX);
	return o;
}

/* See json_order.h. */
void
json_order_free(struct json_order *o)
{
	if (o == NULL)
		return;
	arena_fini(&o->arena);
	free(o);
}

/* The binding of a map's guide, or NULL. */
static const struct binding *
binding_of(struct json_order *o, const struct transaction_map *map)
{
	const struct binding *b;
	const struct guide *guide;

	for (unsigned i = 0; i < o->n; i++)
		if (o->bindings[i]->map == map)
			return o->bindings[i];
	if (o->guides == NULL || o->n == MAPS_MAX)
		return NULL;
	guide = guide_by_id(o->guides, str_of(map->guide));
	b = guide != NULL ? bind_guide(guide, &o->arena, NULL) : NULL;
	if (b != NULL)
		o->bindings[o->n++] = b;
	return b;
}

/* The loop that a level's structs stand for. */
static const struct guide_node *
level_loop(const struct binding *b, const struct schema *schema)
{
	for (unsigned i = 0; i < b->n_nodes; i++) {
		const struct bound *bound = &b->nodes[i];

		if (bound->node != NULL && bound->level != NULL &&
		    bound->level->schema == schema && bound->node->is_loop)
			return bound->node;
	}
	return NULL;
}

/* The loop below `loop` whose structs hang in `field`. */
static const struct guide_node *
field_loop(const struct binding *b, const struct guide_node *loop,
    const struct field *field)
{
	for (unsigned i = 0; i < loop->n_children; i++)
		if (loop->children[i]->is_loop &&
		    bound_of(b, loop->children[i])->field == field)
			return loop->children[i];
	return NULL;
}

/* See json_order.h. */
const struct guide_node *
json_order_find(struct json_order *o, const struct transaction_map *map,
    const struct schema *schema, const struct field *const path[], unsigned n)
{
	const struct binding *b = binding_of(o, map);
	const struct guide_node *loop;
	unsigned below = 0;

	if (b == NULL)
		return NULL;
	/* The innermost level that the path goes through. */
	while (below < n && path[below]->type != FIELD_UP)
		below++;
	loop = level_loop(b, below < n ? path[below]->of : schema);
	while (loop != NULL && below != 0)
		loop = field_loop(b, loop, path[--below]);
	return loop;
}

/* ---- names -------------------------------------------------------------- */

static str
plain_name(const struct guide_node *node, char to[JSON_ORDER_NAME])
{
	const struct guide_node *head = node;
	int n;

	while (head->is_loop)
		head = head->children[0];
	if (head->keys == NULL || head->keys->n == 0)
		return head->id;
	n = snprintf(to, JSON_ORDER_NAME, STR_FMT ":" STR_FMT,
	    STR_ARG(head->id), STR_ARG(head->keys->text[0]));
	return n < 0 || n >= JSON_ORDER_NAME ? head->id :
	    (str){ to, (size_t)n };
}

/* See json_order.h. */
str
json_order_name(const struct guide_node *loop, unsigned index,
    char to[JSON_ORDER_NAME])
{
	if (loop != NULL && index < loop->n_children) {
		str name = plain_name(loop->children[index], to);

		if (json_order_index(loop, name) == (int)index)
			return name;
	}
	return (str){ to, (size_t)snprintf(to, JSON_ORDER_NAME, "#%u",
	    index) };
}

/* See json_order.h. */
int
json_order_index(const struct guide_node *loop, str name)
{
	char room[JSON_ORDER_NAME];
	uint64_t number;

	if (name.n != 0 && name.p[0] == '#')
		return str_to_u64((str){ name.p + 1, name.n - 1 }, UINT8_MAX,
		    &number) ? (int)number : -1;
	for (unsigned i = 0; loop != NULL && i < loop->n_children; i++)
		if (str_eq(plain_name(loop->children[i], room), name))
			return (int)i;
	return -1;
}
