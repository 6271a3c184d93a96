/* SPDX-License-Identifier: Apache-2.0 */
/*
 * writer.c -- items in, bytes out.
 */
#include "claim/writer_private.h"

#include <stdlib.h>

#define BINDING_MEMORY	((size_t)64 << 20)
#define WRITER_ROOM	((size_t)64 << 10)	/* most records fit in */

/* ---- the way up ----------------------------------------------------- */

/* The struct of schema `up` that `object` points up to, directly or by way of
 * others; or NULL. */
static const void *
up_from(const struct schema *schema, const void *object,
    const struct schema *up)
{
	const void *found = NULL;

	for (unsigned i = 0; i < schema->n && found == NULL; i++) {
		const struct field *f = &schema->fields[i];
		const void *next;

		if (f->type != FIELD_UP)
			break;			/* D4 */
		next = *(void *const *)field_at(object, f);
		if (next != NULL)
			found = f->of == up ? next : up_from(f->of, next, up);
	}
	return found;
}

/* Does the item lead up to an interchange? */
static bool
leads_up(const struct schema *schema, const void *object)
{
	if (schema == &interchange_schema)
		return true;
	for (unsigned i = 0; i < schema->n; i++) {
		const struct field *f = &schema->fields[i];
		const void *next;

		if (f->type != FIELD_UP)
			return false;		/* D4 */
		next = *(void *const *)field_at(object, f);
		if (next != NULL && leads_up(f->of, next))
			return true;
	}
	return false;
}

/* Report the pointer that is missing between the item and its interchange. */
static void
report_orphan(struct writer *w, const struct schema *schema,
    const void *object)
{
	struct emitter *e = &w->e;

	emit_enter(e, schema->name, 0);
	for (;;) {
		const struct field *f = schema->fields, *set = NULL;

		for (unsigned i = 0; i < schema->n && set == NULL &&
		    f[i].type == FIELD_UP; i++)
			if (*(void *const *)field_at(object, &f[i]) != NULL)
				set = &f[i];
		if (set == NULL) {
			emit_finding(e, FINDING_MODEL_NO_PARENT, NULL, f->name,
			    (str){ NULL, 0 }, str_of(f->of->name));
			break;
		}
		object = *(void *const *)field_at(object, set);
		schema = set->of;
		emit_enter(e, set->name, 0);
	}
	e->depth = 0;
}

/* ---- records ------------------------------------------------------- */

static const struct binding *
find_binding(struct writer *w, const struct transaction_map *map)
{
	const struct guide *guide;
	const struct binding *b;

	for (unsigned i = 0; i < w->n_bindings; i++)
		if (w->bindings[i]->map == map)
			return w->bindings[i];
	guide = guide_by_id(w->options.guides, str_of(map->guide));
	b = guide == NULL || w->n_bindings == BINDINGS ? NULL :
	    bind_guide(guide, &w->memory, w->err);
	if (b == NULL) {
		writer_refuse(w, RC_INVALID, "there is no guide for this item");
		return NULL;
	}
	w->bindings[w->n_bindings++] = b;
	return b;
}

static void
open_transaction(struct writer *w, const struct transaction_map *map,
    const struct binding *binding, const void *object)
{
	const struct functional_group *g = up_from(map->levels[0].schema,
	    object, &functional_group_schema);

	writer_need_group(w, g, binding->guide, false);
	if (!writer_is_going(w))
		return;
	writer_close_transaction(w);
	w->s.transactions++;
	w->s.hl = w->s.records = 0;
	writer_use(w, binding);
	writer_push_level(w, &map->levels[0], bound_of(binding,
	    binding->guide->root), object);
}

/* True when the transaction at hand has as many records as it should.  One
 * that is no hierarchy (a payment, a verdict on a group) is one whole. */
static bool
is_full(const struct writer *w)
{
	const struct transaction_map *map = w->e.binding->map;

	return w->options.most_records != 0 &&
	    w->s.records >= w->options.most_records &&
	    map->n_levels > 1 && map->levels[1].schema->level != SCHEMA_NONE;
}

static void
need_transaction(struct writer *w, const struct transaction_map *map,
    const void *object, bool anew)
{
	const struct binding *b = find_binding(w, map);

	if (b == NULL)
		return;
	if (w->s.n_rows != 0 && !anew &&
	    writer_is_same_level(&w->s.rows[0], &map->levels[0], object)) {
		writer_use(w, b);
		if (!is_full(w))
			return;
		w->s.split = true;
	}
	open_transaction(w, map, b, object);
}

/* Which levels of `map` the item is in; the index of its own. */
static unsigned
find_path(const struct item *item, const void *path[LEVELS])
{
	const struct transaction_map *map = item->map;

	for (unsigned i = 0; i < map->n_levels && i < LEVELS; i++) {
		if (map->levels[i].schema == item->schema) {
			path[i] = item->object;
			return i;
		}
		path[i] = up_from(item->schema, item->object,
		    map->levels[i].schema);
	}
	return LEVELS;
}

/* For each row from the transaction on: does the item have levels below? */
static void
find_below(struct writer *w, const struct transaction_map *map,
    const void *const path[LEVELS], unsigned own)
{
	unsigned n = 0;

	for (unsigned i = 0; i <= own; i++) {
		bool below = false;

		if (path[i] == NULL)
			continue;
		for (unsigned k = i + 1; k <= own; k++)
			below |= path[k] != NULL &&
			    map->levels[k].schema->level != SCHEMA_NONE;
		w->below[n++] = below || writer_level_below(
		    map->levels[i].schema, path[i]);
	}
}

static void
put_record(struct writer *w, const struct item *item)
{
	const struct transaction_map *map = item->map;
	const void *path[LEVELS] = { NULL };
	unsigned own = find_path(item, path), n = 1;

	if (own == LEVELS) {
		writer_refuse(w, RC_INVALID,
		    "the item is none of its transaction");
		return;
	}
	find_below(w, map, path, own);
	need_transaction(w, map, path[0], own == 0);
	for (unsigned i = 1; i <= own && writer_is_going(w); i++) {
		if (path[i] == NULL)
			continue;
		if (i == own || n >= w->s.n_rows || !writer_is_same_level(
		    &w->s.rows[n], &map->levels[i], path[i])) {
			w->s.n_rows = n < w->s.n_rows ? n : w->s.n_rows;
			if (!writer_begin_level(w, &map->levels[i], path[i]))
				break;
		} else {
			w->s.rows[n].object = path[i];
		}
		n++;
	}
	w->s.records += map->levels[own].record;
}

/* TA1 stands in the interchange, outside all groups. */
static void
put_envelope(struct writer *w, const struct item *item)
{
	struct emitter *e = &w->e;

	if (item->schema == &interchange_schema) {
		writer_close_interchange(w);
		writer_need_interchange(w, item->object, true);
	} else if (item->schema == &functional_group_schema) {
		writer_close_group(w);
		writer_need_group(w, item->object, NULL, true);
	} else {
		writer_need_interchange(w, up_from(item->schema, item->object,
		    &interchange_schema), false);
		writer_close_group(w);
		writer_use(w, w->envelope);
		emit_enter(e, item->schema->name, 0);
		emit_open(e, bound_segment(w->envelope, SEGMENT_ID('T', 'A',
		    '1')), item->object);
		(void)emit_fields(e);
		emit_close(e);
		emit_leave(e);
	}
}

/* ---- the writer's life ---------------------------------------------- */

/* See writer.h. */
enum rc
writer_new(const struct writer_options *options,
    const struct finding_sink *sink, struct writer **out, struct err *err)
{
	struct writer *w = calloc(1, sizeof *w);
	enum rc rc;

	*out = NULL;
	if (w == NULL)
		return fail(err, RC_MEMORY, "no memory to write with");
	w->options = *options;
	arena_init(&w->memory, BINDING_MEMORY);
	buf_init(&w->out, WRITER_PENDING_MAX);
	rc = emit_init(&w->e, &w->out, sink, err);
	if (rc == RC_OK && !buf_reserve(&w->out, WRITER_ROOM))
		rc = fail(err, RC_MEMORY, "no memory to write with");
	w->e.lines = options->lines;
	w->e.unplanned = options->unplanned;
	if (rc == RC_OK) {
		w->envelope = bind_guide(options->guides->envelope,
		    &w->memory, err);
		rc = w->envelope == NULL ? RC_INVALID : RC_OK;
	}
	if (rc != RC_OK) {
		writer_free(w);
		return rc;
	}
	*out = w;
	return RC_OK;
}

/* Forget what the caller took; offsets move along. */
static void
drop_given(struct writer *w)
{
	if (w->given == 0)
		return;
	memmove(w->out.p, w->out.p + w->given, w->out.n - w->given);
	w->out.n -= w->given;
	for (unsigned i = 0; i < w->s.n_rows; i++)
		if (w->s.rows[i].below_at != SIZE_MAX)
			w->s.rows[i].below_at -= w->given;
	w->given = 0;
}

static void
begin_call(struct writer *w, struct err *err)
{
	drop_given(w);
	w->err = err;
	w->rc = RC_OK;
	w->e.errors = 0;
	w->e.depth = 0;
	w->e.careful = false;
	w->e.doubt = false;
	w->e.settled = w->out.n;
	w->e.separators = 0;
	w->n_patched = 0;
	arena_reset(&w->e.scratch);
}

/* What an item may change, but the bytes behind the last. */
struct before {
	struct state s;
	struct delimiters d;
	unsigned char repetition;
	size_t	 n;
};

static void
remember(const struct writer *w, struct before *b)
{
	b->s = w->s;
	b->s.segments = w->e.segments;
	b->d = w->e.d;
	b->repetition = w->repetition;
	b->n = w->out.n;
}

/* Undo what the item did (O3). */
static void
undo(struct writer *w, const struct before *b)
{
	for (unsigned i = 0; i < w->n_patched; i++)
		w->out.p[w->patched[i]] = '0';
	if (memcmp(&b->d, &w->e.d, sizeof b->d) != 0)
		emit_separators(&w->e, &b->d);
	w->repetition = b->repetition;
	w->s = b->s;
	w->e.segments = b->s.segments;
	w->e.failed = w->out.failed = false;
	w->out.n = b->n;
}

static void
put(struct writer *w, const struct item *item)
{
	if (!leads_up(item->schema, item->object))
		report_orphan(w, item->schema, item->object);
	else if (item->map == &envelope_map)
		put_envelope(w, item);
	else
		put_record(w, item);
	w->e.doubt |= !emit_settle(&w->e);
	if (w->e.failed || w->out.failed)
		writer_refuse(w, RC_MEMORY, "more was written than was taken");
	if (w->e.errors != 0)
		writer_refuse(w, RC_INVALID,
		    "the item was refused: see its findings");
}

/* See writer.h. */
enum rc
writer_put(struct writer *w, const struct item *item, struct err *err)
{
	struct before before;

	begin_call(w, err);
	remember(w, &before);
	w->e.careful = w->e.unplanned;
	put(w, item);
	if (w->e.doubt && !w->e.careful) {
		undo(w, &before);
		begin_call(w, err);
		w->e.careful = true;
		put(w, item);
	}
	if (w->rc != RC_OK)
		undo(w, &before);
	return w->rc;
}

/* See writer.h. */
enum rc
writer_end(struct writer *w, struct err *err)
{
	begin_call(w, err);
	writer_close_interchange(w);
	if (w->out.failed)
		writer_refuse(w, RC_MEMORY, "more was written than was taken");
	return w->rc;
}

/* See writer.h. */
str
writer_take(struct writer *w)
{
	drop_given(w);
	w->given = w->out.n;
	for (unsigned i = 0; i < w->s.n_rows; i++)
		if (w->s.rows[i].below_at < w->given)
			w->given = w->s.rows[i].below_at;
	return (str){ w->out.p, w->given };
}

/* See writer.h. */
void
writer_free(struct writer *w)
{
	if (w == NULL)
		return;
	emit_fini(&w->e);
	buf_fini(&w->out);
	arena_fini(&w->memory);
	free(w);
}
