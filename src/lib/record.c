/* SPDX-License-Identifier: Apache-2.0 */
/* record.c -- records: what keeps them, what they are, what is in them. */
#include <stdlib.h>

#include "lib/lib.h"

/* What a record of cleanclaim_record_new() is in. */
struct built {
	struct memory memory;
	struct arena arena;
};

/* ---- memory ------------------------------------------------------------- */

/* See lib.h. */
void
memory_hold(struct memory *m)
{
	if (m != NULL)
		atomic_fetch_add(&m->refs, 1);
}

static void
built_free(struct built *b)
{
	arena_fini(&b->arena);
	buf_fini(&b->memory.json_text);
	context_release(b->memory.context);
	free(b);
}

/* See lib.h. */
void
memory_release(struct memory *m)
{
	while (m != NULL && atomic_fetch_sub(&m->refs, 1) == 1) {
		struct memory *near = m->near;

		if (m->reading)
			reading_free(m);
		else
			built_free((struct built *)m);
		m = near;
	}
}

static struct memory *
built_new(struct cleanclaim *context)
{
	struct built *b = calloc(1, sizeof *b);

	if (b == NULL)
		return NULL;
	atomic_init(&b->memory.refs, 1);
	arena_init(&b->arena, RECORD_MEMORY);
	buf_init(&b->memory.json_text, RECORD_MEMORY);
	b->memory.arena = &b->arena;
	b->memory.context = context;
	context_hold(context);
	return &b->memory;
}

/* ---- handles ------------------------------------------------------------ */

/* See lib.h. */
struct cleanclaim_record *
record_handle(struct memory *m, const struct transaction_map *map,
    const struct schema *schema, void *object)
{
	struct cleanclaim_record *r = ARENA_NEW(m->arena,
	    struct cleanclaim_record);

	if (r == NULL)
		return NULL;
	r->memory = m;
	r->turn = m->turn;
	r->map = map;
	r->schema = schema;
	r->object = object;
	return r;
}

static bool
is_void(const struct cleanclaim_record *record)
{
	return record == NULL || record->turn != record->memory->turn;
}

/* See lib.h. */
int
record_check(const struct cleanclaim_record *record,
    struct cleanclaim_error *err)
{
	if (record == NULL)
		return give(err, CLEANCLAIM_INVALID, "there is no record");
	if (is_void(record))
		return give(err, CLEANCLAIM_INVALID,
		    "the record is void: its reader went on or was closed");
	return CLEANCLAIM_OK;
}

/* ---- new records -------------------------------------------------------- */

static const struct schema *
find_type(const struct transaction_map *map, const char *type)
{
	for (unsigned i = 0; map != NULL && i < map->n_levels; i++)
		if (strcmp(map->levels[i].schema->name, type) == 0)
			return map->levels[i].schema;
	return NULL;
}

/* The map for a guide's name, in any case, or NULL. */
static const struct transaction_map *
find_map(const struct cleanclaim *context, str name)
{
	const struct guide *guide;

	if (str_eq_nocase(name, str_of(envelope_map.guide)))
		return &envelope_map;
	guide = guide_by_id(&context->guides, name);
	return guide == NULL ? NULL : transaction_map(guide->kind);
}

static struct cleanclaim_record *
make_record(struct cleanclaim *context, const struct transaction_map *map,
    const struct schema *schema, const struct cleanclaim_record *near)
{
	struct memory *m = built_new(context);
	struct cleanclaim_record *r = NULL;
	void *object;

	if (m == NULL)
		return NULL;
	object = arena_zero(m->arena, 1, schema->size);
	if (object != NULL) {
		level_note(m, object);
		if (near == NULL || level_share(m, map, schema, object, near))
			r = record_handle(m, map, schema, object);
	}
	if (r == NULL) {
		memory_release(m);
		return NULL;
	}
	r->root = true;
	return r;
}

/* See cleanclaim.h. */
struct cleanclaim_record *
cleanclaim_record_new(struct cleanclaim *context, const char *guide,
    const char *type, struct cleanclaim_record *near,
    struct cleanclaim_error *err)
{
	const struct transaction_map *map;
	const struct schema *schema;
	struct cleanclaim_record *r = NULL;

	if (context == NULL || guide == NULL || type == NULL) {
		give(err, CLEANCLAIM_INVALID, "a record needs a context, a "
		    "guide and a type");
		return NULL;
	}
	if (near != NULL && record_check(near, err) != CLEANCLAIM_OK)
		return NULL;
	map = find_map(context, str_of(guide));
	schema = find_type(map, type);
	if (map != NULL && schema == NULL) {
		schema = find_type(&envelope_map, type);
		map = &envelope_map;
	}
	if (schema == NULL)
		give(err, CLEANCLAIM_UNKNOWN, "there is no record \"%.40s\" "
		    "of a guide \"%.40s\"", type, guide);
	else if (near != NULL && near->memory->reading)
		give(err, CLEANCLAIM_INVALID, "a record that was read goes "
		    "away: nothing can hang below its levels");
	else if ((r = make_record(context, map, schema, near)) == NULL)
		give(err, CLEANCLAIM_MEMORY, "no memory for a record");
	else
		give_ok(err);
	return r;
}

/* See cleanclaim.h. */
void
cleanclaim_record_free(struct cleanclaim_record *record)
{
	if (record != NULL && record->root)
		memory_release(record->memory);
}

/* ---- what it is --------------------------------------------------------- */

/* See cleanclaim.h. */
const char *
cleanclaim_record_type(const struct cleanclaim_record *record)
{
	return is_void(record) ? NULL : record->schema->name;
}

/* See cleanclaim.h. */
const char *
cleanclaim_record_guide(const struct cleanclaim_record *record)
{
	return is_void(record) ? NULL : record->map->guide;
}

/* See cleanclaim.h. */
const char *
cleanclaim_record_field(const struct cleanclaim_record *record, size_t i,
    enum cleanclaim_kind *kind)
{
	if (is_void(record) || i >= record->schema->n)
		return NULL;
	if (kind != NULL)
		*kind = field_kind(&record->schema->fields[i]);
	return record->schema->fields[i].name;
}

/* See cleanclaim.h. */
void
cleanclaim_record_place(const struct cleanclaim_record *record,
    uint64_t *offset, uint64_t *segment)
{
	const struct part *part = NULL;

	if (!is_void(record) && record->schema->part != SCHEMA_NONE)
		part = (const void *)((const char *)record->object +
		    record->schema->part);
	if (offset != NULL)
		*offset = part == NULL ? 0 : part->offset;
	if (segment != NULL)
		*segment = part == NULL ? 0 : part->segment;
}

/* ---- records inside ----------------------------------------------------- */

/* The struct at `p` as a record of its own. */
static struct cleanclaim_record *
inside(const struct cleanclaim_record *record, const struct spot *p,
    struct cleanclaim_error *err)
{
	struct cleanclaim_record *r = record_handle(p->memory, record->map,
	    p->schema, p->at);

	if (r == NULL) {
		give(err, CLEANCLAIM_MEMORY, "no memory for the record");
		return NULL;
	}
	if (p->above && find_type(&envelope_map, p->schema->name) != NULL)
		r->map = &envelope_map;
	r->listed = p->listed;
	r->shared = record->shared || (p->above && record->memory->reading);
	give_ok(err);
	return r;
}

/* See cleanclaim.h. */
struct cleanclaim_record *
cleanclaim_record_at(struct cleanclaim_record *record, const char *path,
    struct cleanclaim_error *err)
{
	struct spot p;

	if (path_walk(record, path, PATH_LOOK, &p, err) != CLEANCLAIM_OK)
		return NULL;
	if (path_kind(&p) != CLEANCLAIM_PART) {
		path_wrong(&p, "a record", err);
		return NULL;
	}
	return p.at == NULL ? NULL : inside(record, &p, err);
}

/* The list at `path`; NULL: an error, or it is not there. */
static struct list *
list_at(struct cleanclaim_record *record, const char *path,
    enum path_mode mode, struct spot *p, struct cleanclaim_error *err)
{
	if (path_walk(record, path, mode, p, err) != CLEANCLAIM_OK)
		return NULL;
	if (path_kind(p) != CLEANCLAIM_LIST) {
		path_wrong(p, "a list", err);
		return NULL;
	}
	return p->at;
}

/* See cleanclaim.h. */
struct cleanclaim_record *
cleanclaim_record_first(struct cleanclaim_record *record, const char *list,
    struct cleanclaim_error *err)
{
	struct spot p;
	struct list *l = list_at(record, list, PATH_LOOK, &p, err);

	if (l == NULL || l->first == NULL)
		return NULL;
	p.schema = p.field->of;
	p.at = l->first;
	p.listed = true;
	return inside(record, &p, err);
}

/* See cleanclaim.h. */
struct cleanclaim_record *
cleanclaim_record_next(struct cleanclaim_record *item)
{
	void *next;

	if (is_void(item) || !item->listed)
		return NULL;
	next = *(void **)item->object;
	if (next == NULL)
		return NULL;
	item->object = next;
	return item;
}

/* See cleanclaim.h. */
struct cleanclaim_record *
cleanclaim_append(struct cleanclaim_record *record, const char *list,
    struct cleanclaim_error *err)
{
	struct cleanclaim_record *r;
	struct spot p;
	struct list *l;
	void *object;

	if (path_walk(record, list, PATH_PLAN, &p, err) != CLEANCLAIM_OK)
		return NULL;
	if (path_kind(&p) != CLEANCLAIM_LIST) {
		path_wrong(&p, "a list", err);
		return NULL;
	}
	l = list_at(record, list, PATH_MAKE, &p, err);
	if (l == NULL)
		return NULL;
	object = arena_zero(p.memory->arena, 1, p.field->of->size);
	p.schema = p.field->of;
	p.at = object;
	p.listed = true;
	r = object == NULL ? NULL : inside(record, &p, err);
	if (r == NULL) {
		give(err, CLEANCLAIM_MEMORY, "no memory for the record");
		return NULL;
	}
	list_append(l, object);
	return r;
}
