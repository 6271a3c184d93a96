/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_out.c -- records, and what is kept from one to the next.
 *
 * A record is written as if its texts were UTF-8, and once more as Latin-1 when
 * one was not.
 */
#include "interop/json_out.h"

#include <stdlib.h>

#include "interop/json_object.h"

#define LEVELS_CEILING ((size_t)64 << 20)

struct json_out {
	struct json_plans plans;
	struct json_scribe scribe;
	unsigned n_levels;
};

/* ---- records ------------------------------------------------------------ */

/* Write the beginning of a line: what record it is. */
static char *
put_head(struct json_scribe *j, char *at)
{
	const struct json_plan *plan = j->record;
	const struct item *item = j->item;

	at = pen_add(&j->pen, at, plan->head);
	if (at != NULL && item->map != &envelope_map &&
	    item->schema == item->map->levels[0].schema)
		at = pen_text(&j->pen, pen_own(at, plan, ROLE_GUIDE),
		    str_of(item->map->guide));
	if (at != NULL && j->pen.latin)
		at = pen_text(&j->pen, pen_own(at, plan, ROLE_ENCODING),
		    STR("latin-1"));
	return at;
}

static char *
put_record(struct json_scribe *j)
{
	const struct frame frame = { NULL, NULL };
	const void *object = j->item->object;
	const struct level *level = json_level_in(j->item->schema, object);
	char *at = put_head(j, pen_begin(&j->pen));

	if (at != NULL && level != NULL)
		at = json_put_level(j, at, j->record, level->number,
		    level->below);
	if (at != NULL)
		at = json_put_members(j, at, j->record, object, &frame);
	return at != NULL ? pen_add(&j->pen, at, STR("}\n")) : NULL;
}

/* Forget the levels: another transaction has its own. */
static void
forget_levels(struct json_out *o)
{
	for (unsigned i = 0; i < o->n_levels; i++)
		o->scribe.levels[i].object = NULL;
	o->scribe.next_level = 1;
}

/* Make sure that each UP member has its place among the levels. */
static bool
make_levels(struct json_out *o)
{
	unsigned n = o->plans.n_caches;
	struct level_text *more;

	if (n == o->n_levels)
		return true;
	more = realloc(o->scribe.levels, n * sizeof *more);
	if (more == NULL)
		return false;
	for (unsigned i = o->n_levels; i < n; i++) {
		more[i] = (struct level_text){ .object = NULL };
		buf_init(&more[i].text, LEVELS_CEILING);
	}
	o->scribe.levels = more;
	o->n_levels = n;
	return true;
}

/* See json_out.h. */
enum rc
json_out_item(struct json_out *o, const struct item *item, struct buf *to,
    struct err *err)
{
	struct json_scribe *j = &o->scribe;
	size_t before = to->n;
	char *at;

	j->pen = (struct pen){ .to = to };
	j->item = item;
	j->record = json_plan_of(&o->plans, item->schema);
	if (j->record == NULL || !make_levels(o))
		return fail(err, RC_MEMORY, "no memory for a record");
	if (j->record->above)
		forget_levels(o);
	at = put_record(j);
	if (at != NULL && j->pen.foreign) {
		to->n = before;
		j->pen.latin = true;
		at = put_record(j);
	}
	to->n = at != NULL ? pen_position(&j->pen, at) : before;
	if (to->size != 0)
		to->p[to->n] = '\0';
	return at != NULL ? RC_OK :
	    fail(err, RC_MEMORY, "no memory for a record");
}

/* See json_out.h. */
struct json_out *
json_out_new(const struct json_out_options *options)
{
	struct json_out *o = calloc(1, sizeof *o);

	if (o == NULL)
		return NULL;
	json_plans_init(&o->plans);
	o->scribe.find = words_finder();
	o->scribe.positions = options->positions;
	o->scribe.next_level = 1;
	o->scribe.order = json_order_new(options->guides);
	if (o->scribe.order != NULL)
		return o;
	json_out_free(o);
	return NULL;
}

/* See json_out.h. */
void
json_out_free(struct json_out *o)
{
	if (o == NULL)
		return;
	for (unsigned i = 0; i < o->n_levels; i++)
		buf_fini(&o->scribe.levels[i].text);
	free(o->scribe.levels);
	json_order_free(o->scribe.order);
	json_plans_fini(&o->plans);
	free(o);
}

/* ---- paths ---------------------------------------------------------- */

/* Append the way from a struct of `schema` up to the level called `name`. */
static bool
add_way_up(const struct schema *schema, str name, struct buf *to)
{
	size_t before = to->n;

	for (unsigned i = 0; i < schema->n; i++) {
		const struct field *f = &schema->fields[i];

		if (f->type != FIELD_UP)
			return false;		/* D4 */
		buf_fmt(to, ".%s", f->name);
		if (str_eq(str_of(f->of->name), name) ||
		    add_way_up(f->of, name, to))
			return true;
		to->n = before;
	}
	return false;
}

/* See json_out.h. */
void
json_out_path(const struct item *item, str field, struct buf *to)
{
	str rest = field, level = str_cut(&rest, '.');
	size_t before = to->n;

	buf_add(to, str_of(item->schema->name));
	if (!add_way_up(item->schema, level, to)) {
		to->n = before;
		buf_add(to, field);
	} else if (rest.n != 0) {
		buf_putc(to, '.');
		buf_add(to, rest);
	}
}
