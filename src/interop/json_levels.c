/* SPDX-License-Identifier: Apache-2.0 */
/* json_levels.c -- the levels that records share, and the pointers to them. */
#include "interop/json_build.h"

#define PADS 512	/* addresses in turn, of each arena */
#define PAD 16

/* ---- rooms -------------------------------------------------------------- */

/* See json_build.h. */
void
json_room_init(struct json_room *room)
{
	*room = (struct json_room){ .now = 0 };
	arena_init(&room->arenas[0], READER_RECORD_MAX);
	arena_init(&room->arenas[1], READER_RECORD_MAX);
}

/* See json_build.h. */
void
json_room_fini(struct json_room *room)
{
	arena_fini(&room->arenas[0]);
	arena_fini(&room->arenas[1]);
}

/* See json_build.h. */
struct arena *
json_room_spare(struct json_room *room)
{
	struct arena *a = &room->arenas[!room->now];

	arena_reset(a);
	return arena_alloc(a, (room->turns / 2 % PADS + 1) * PAD) == NULL ?
	    NULL : a;
}

/* See json_build.h. */
void
json_room_take(struct json_room *room)
{
	room->now = !room->now;
	room->turns++;
}

/* ---- levels ------------------------------------------------------------- */

/* See json_build.h. */
struct json_held *
json_held_of(struct json_builder *b, const struct schema *schema)
{
	struct json_held *h;

	for (unsigned i = 0; i < b->n_held; i++)
		if (b->held[i].schema == schema)
			return &b->held[i];
	if (b->n_held == JSON_HELD)
		return NULL;
	h = &b->held[b->n_held++];
	*h = (struct json_held){ .schema = schema };
	json_room_init(&h->room);
	return h;
}

/* See json_build.h. */
void
json_held_forget(struct json_builder *b)
{
	for (unsigned i = 0; i < b->n_held; i++)
		b->held[i].object = NULL;
}

static const void *
above_of(const struct json_builder *b, const struct schema *schema)
{
	for (unsigned i = 0; i < ABOVE_N; i++)
		if (b->above[i].schema == schema)
			return b->above[i].object;
	return NULL;
}

static void resolve(struct json_builder *b, struct json_held *h);

/* What records with an UP row to `schema` point to; NULL: nothing told. */
static const void *
up_to(struct json_builder *b, const struct schema *schema)
{
	if (json_is_above(schema))
		return above_of(b, schema);
	for (unsigned i = 0; i < b->n_held; i++) {
		struct json_held *h = &b->held[i];

		if (h->schema != schema || h->told == NULL)
			continue;
		resolve(b, h);
		return h->takes;
	}
	return NULL;
}

static void
set_ups(struct json_builder *b, const struct schema *s, void *object)
{
	for (unsigned i = 0; i < s->n; i++) {
		const struct field *f = &s->fields[i];
		const void *up;

		if (f->type != FIELD_UP)
			continue;
		up = up_to(b, f->of);
		memcpy(field_at(object, f), &up, sizeof up);
	}
}

static bool
ups_equal(const struct schema *s, const void *a, const void *b)
{
	for (unsigned i = 0; i < s->n; i++)
		if (s->fields[i].type == FIELD_UP &&
		    memcmp(field_at(a, &s->fields[i]),
		    field_at(b, &s->fields[i]), sizeof(void *)) != 0)
			return false;
	return true;
}

/*
 * Is the level the one of the record before?  (K4)  Another one gets a place of
 * its own, by which the writer tells it from one with the same number.
 */
static void
resolve(struct json_builder *b, struct json_held *h)
{
	struct part *part;

	if (h->takes != NULL)
		return;
	h->takes = h->told;
	set_ups(b, h->schema, h->told);
	if (h->object != NULL && h->number == h->told_number &&
	    ups_equal(h->schema, h->told, h->object) &&
	    schema_equal(h->schema, h->told, h->object)) {
		h->takes = h->object;
		return;
	}
	if (h->schema->part == SCHEMA_NONE)
		return;
	part = (void *)((char *)h->told + h->schema->part);
	if (part->segment == 0)
		part->segment = ++b->levels;
}

/* The first row that leads up to a level, NULL when there is none. */
static const struct field *
way_up(const struct schema *s, const void *object, bool told)
{
	for (unsigned i = 0; i < s->n; i++) {
		const struct field *f = &s->fields[i];

		if (f->type == FIELD_UP && (told ? field_given(object, f) :
		    !json_is_above(f->of)))
			return f;
	}
	return NULL;
}

/* Report the level that is missing on the way up to the transaction. */
static void
find_missing(struct json_builder *b)
{
	const struct schema *s = b->plan->schema;
	const void *object = b->object;
	const struct field *f;
	struct buf path;

	buf_init(&path, 4096);
	buf_add(&path, str_of(s->name));
	while ((f = way_up(s, object, true)) != NULL && !json_is_above(f->of)) {
		memcpy(&object, field_at(object, f), sizeof object);
		s = f->of;
		buf_fmt(&path, ".%s", f->name);
	}
	if (f == NULL && (f = way_up(s, object, false)) != NULL)
		json_build_report(b, FINDING_JSON_NO_LEVEL, buf_str(&path),
		    (struct json_place){ .line = b->line, .column = 1 },
		    STR(""), f->name, NULL);
	buf_fini(&path);
}

/* See json_build.h. */
void
json_held_resolve(struct json_builder *b)
{
	for (unsigned i = 0; i < b->n_held; i++)
		if (b->held[i].told != NULL)
			resolve(b, &b->held[i]);
	set_ups(b, b->plan->schema, b->object);
	if (b->becomes == NULL && !b->bad)
		find_missing(b);
}

/* See json_build.h. */
void
json_held_keep(struct json_builder *b)
{
	for (unsigned i = 0; i < b->n_held; i++) {
		struct json_held *h = &b->held[i];

		if (h->told == NULL || h->takes != h->told)
			continue;
		h->object = h->told;
		h->number = h->told_number;
		json_room_take(&h->room);
	}
}
