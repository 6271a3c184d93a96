/* SPDX-License-Identifier: Apache-2.0 */
/*
 * level.c -- the structs above a record.
 *
 * A claim points up to a subscriber and perhaps a patient, and both to others;
 * all ways to one level lead to one struct.
 */
#include "claim/map_shared.h"
#include "lib/lib.h"

static void **
up_pointer(const void *object, const struct field *f)
{
	return field_at(object, f);
}

/* See lib.h. */
bool
level_leads(const struct schema *schema, const struct schema *level)
{
	for (unsigned i = 0; i < schema->n; i++) {
		const struct field *f = &schema->fields[i];

		if (f->type == FIELD_UP && (f->of == level ||
		    level_leads(f->of, level)))
			return true;
	}
	return false;
}

/* See lib.h. */
void *
level_above(const struct schema *schema, const void *object,
    const struct schema *level)
{
	void *found = NULL;

	for (unsigned i = 0; i < schema->n && found == NULL; i++) {
		const struct field *f = &schema->fields[i];
		void *up = f->type == FIELD_UP ? *up_pointer(object, f) : NULL;

		if (up != NULL)
			found = f->of == level ? up :
			    level_above(f->of, up, level);
	}
	return found;
}

/* See lib.h. */
const struct schema *
level_named(const struct schema *schema, str name)
{
	const struct schema *found = NULL;

	for (unsigned i = 0; i < schema->n && found == NULL; i++) {
		const struct field *f = &schema->fields[i];

		if (f->type == FIELD_UP)
			found = str_eq(str_of(f->of->name), name) ? f->of :
			    level_named(f->of, name);
	}
	return found;
}

static bool
is_noted(const struct memory *m, const void *object)
{
	for (unsigned i = 0; i < m->n_levels; i++)
		if (m->levels[i] == object)
			return true;
	return false;
}

/* See lib.h. */
struct memory *
level_memory(struct memory *m, const void *object)
{
	for (struct memory *at = m; at != NULL; at = at->near)
		if (is_noted(at, object))
			return at;
	return m;
}

/* See lib.h. */
void
level_note(struct memory *m, const void *object)
{
	if (m->n_levels < LEVELS_MAX)
		m->levels[m->n_levels++] = object;
}

/* Where `object` points up to `level` itself and to nothing yet, let it point
 * to `to`.  False: it has no such pointer. */
static bool
point(const struct schema *schema, void *object, const struct schema *level,
    void *to)
{
	bool any = false;

	for (unsigned i = 0; i < schema->n; i++) {
		const struct field *f = &schema->fields[i];

		if (f->type != FIELD_UP || f->of != level)
			continue;
		any = true;
		if (*up_pointer(object, f) == NULL)
			*up_pointer(object, f) = to;
	}
	return any;
}

/* Bring a new struct of `level`, above `object`, together with what is there:
 * it points to what `object` has, and its neighbours point to it. */
static void
join(struct memory *m, const struct schema *schema, void *object,
    const struct schema *level, void *made)
{
	for (unsigned i = 0; i < level->n; i++)
		if (level->fields[i].type == FIELD_UP)
			point(level, made, level->fields[i].of, level_above(
			    schema, object, level->fields[i].of));
	for (unsigned i = 0; i < schema->n; i++) {
		const struct field *f = &schema->fields[i];
		void *up = f->type == FIELD_UP ? *up_pointer(object, f) : NULL;

		if (up != NULL && up != made && is_noted(m, up))
			point(f->of, up, level, made);
	}
}

static void *
make_level(struct memory *m, const struct schema *schema, void *object,
    const struct schema *level)
{
	void *made;

	m = level_memory(m, object);
	made = arena_zero(m->arena, 1, level->size);
	if (made == NULL)
		return NULL;
	level_note(m, made);
	point(schema, object, level, made);
	join(m, schema, object, level, made);
	return made;
}

/* The field of `schema` by which `level` is reached, or NULL. */
static const struct field *
way_up(const struct schema *schema, const struct schema *level)
{
	const struct field *way = NULL;

	for (unsigned i = 0; i < schema->n; i++) {
		const struct field *f = &schema->fields[i];

		if (f->type == FIELD_UP && f->of == level)
			return f;
		if (f->type == FIELD_UP && way == NULL &&
		    level_leads(f->of, level))
			way = f;
	}
	return way;
}

/* See lib.h. */
void *
level_need(struct memory *m, const struct schema *schema, void *object,
    const struct schema *level)
{
	void *found = level_above(schema, object, level);
	const struct field *way;
	void *between;

	if (found != NULL)
		return found;
	way = way_up(schema, level);
	if (way == NULL || way->of == level)
		return way == NULL ? NULL : make_level(m, schema, object,
		    level);
	between = level_need(m, schema, object, way->of);
	return between == NULL ? NULL : level_need(m, way->of, between, level);
}

/* ---- sharing ------------------------------------------------------------ */

/* Let `object`, of memory `m`, hang below `to`, a struct of `level`. */
static bool
attach(struct memory *m, const struct schema *schema, void *object,
    const struct schema *level, void *to)
{
	const struct field *way;
	void *between;

	if (point(schema, object, level, to) ||
	    level_above(schema, object, level) == to)
		return true;
	way = way_up(schema, level);
	between = way == NULL ? NULL : level_need(m, schema, object, way->of);
	return between != NULL && attach(m, way->of, between, level, to);
}

/* The struct of `level` that a record near `near` shares, or NULL. */
static void *
shared_level(const struct cleanclaim_record *near, const struct schema *level)
{
	return near->schema == level ? near->object :
	    level_above(near->schema, near->object, level);
}

/* True when any level above `object` is in `m`. */
static bool
is_above_in(const struct memory *m, const struct schema *schema,
    const void *object)
{
	for (unsigned i = 0; i < schema->n; i++) {
		const struct field *f = &schema->fields[i];
		void *up = f->type == FIELD_UP ? *up_pointer(object, f) : NULL;

		if (up != NULL && (is_noted(m, up) ||
		    is_above_in(m, f->of, up)))
			return true;
	}
	return false;
}

/* See lib.h. */
bool
level_share(struct memory *m, const struct transaction_map *map,
    const struct schema *schema, void *object,
    const struct cleanclaim_record *near)
{
	const struct schema *const envelope[] = { &functional_group_schema,
	    &interchange_schema };
	unsigned n = near->map == map ? map->n_levels : 0;
	struct memory *from = near->memory;
	void *to;

	for (unsigned i = n; i-- > 0;) {
		const struct schema *level = map->levels[i].schema;

		to = level_leads(schema, level) ?
		    shared_level(near, level) : NULL;
		if (to != NULL && !attach(m, schema, object, level, to))
			return false;
	}
	for (unsigned i = 0; i < 2; i++) {
		to = level_leads(schema, envelope[i]) ?
		    shared_level(near, envelope[i]) : NULL;
		if (to != NULL && !attach(m, schema, object, envelope[i], to))
			return false;
	}
	while (from != NULL && !is_above_in(from, schema, object))
		from = from->near;
	memory_hold(from);
	m->near = from;
	return true;
}
