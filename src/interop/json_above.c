/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_above.c -- levels above a record, and what is remembered of the file.
 *
 * A level that comes a second time is likely to come again: then its text is
 * kept, and copied from there on.
 */
#include "interop/json_object.h"

/* ---- what is remembered of the file ------------------------------------- */

/* See json_object.h. */
char *
json_put_breaks(struct json_scribe *j, char *at, const struct json_step *s,
    const void *value, const struct frame *frame)
{
	(void)frame;
	return !*(const bool *)value ? at :
	    pen_add(&j->pen, pen_key(at, s), STR("true"));
}

/* See json_object.h. */
char *
json_put_carried(struct json_scribe *j, char *at, const struct json_step *s,
    const void *value, const struct frame *frame)
{
	const struct carried *c = json_pointer_at(value);
	struct pen *pen = &j->pen;
	char before = '[';

	(void)frame;
	at = pen_key(at, s);
	for (; c != NULL && at != NULL; c = c->next) {
		*at++ = before;
		before = ',';
		at = pen_add(pen, at, STR("{\"place\":"));
		if (at != NULL)
			at = pen_text(pen, at, c->place);
		if (at != NULL)
			at = pen_add(pen, at, STR(",\"text\":"));
		if (at != NULL)
			at = pen_text(pen, at, c->text);
		if (at != NULL)
			*at++ = '}';
	}
	if (at != NULL)
		*at++ = ']';
	return at;
}

/* See json_object.h. */
char *
json_put_order(struct json_scribe *j, char *at, const struct json_step *s,
    const void *value, const struct frame *frame)
{
	const struct field *path[JSON_ORDER_DEPTH];
	const struct guide_node *loop;
	char name[JSON_ORDER_NAME];
	const str *order = value;
	unsigned n = 0;

	for (; frame->field != NULL && n < JSON_ORDER_DEPTH; frame = frame->up)
		path[n++] = frame->field;
	loop = json_order_find(j->order, j->item->map, j->record->schema, path,
	    n);
	at = pen_key(at, s);
	for (size_t i = 0; i < order->n && at != NULL; i++) {
		*at++ = i == 0 ? '[' : ',';
		at = pen_text(&j->pen, at, json_order_name(loop,
		    (uint8_t)order->p[i], name));
	}
	if (at != NULL)
		*at++ = ']';
	return at;
}

/* See json_object.h. */
__attribute__((noinline)) char *
json_put_at(struct json_scribe *j, char *at, const struct json_plan *plan,
    const struct part *part)
{
	struct pen *pen = &j->pen;

	if (part == NULL || part->segment == 0)
		return at;
	at = pen_room(pen, at, 0);
	if (at != NULL)
		at = pen_add(pen, pen_own(at, plan, ROLE_AT),
		    STR("{\"byte\":"));
	if (at != NULL)
		at = pen_number(pen, at, part->offset);
	if (at != NULL)
		at = pen_add(pen, at, STR(",\"segment\":"));
	if (at != NULL)
		at = pen_number(pen, at, part->segment);
	if (at != NULL)
		*at++ = '}';
	return at;
}

/* ---- levels (L4) -------------------------------------------------------- */

/* See json_object.h. */
char *
json_put_level(struct json_scribe *j, char *at, const struct json_plan *plan,
    uint32_t number, bool below)
{
	at = pen_room(&j->pen, at, 0);
	if (at != NULL && number != 0)
		at = pen_number(&j->pen, pen_own(at, plan, ROLE_LEVEL),
		    number);
	if (at != NULL && below)
		at = pen_add(&j->pen, pen_own(at, plan, ROLE_BELOW),
		    STR("true"));
	return at;
}

static char *
write_level(struct json_scribe *j, char *at, const struct json_step *s,
    const void *object, uint32_t number, const struct frame *frame)
{
	const struct json_plan *plan = s->member->of;
	const struct level *level = json_level_in(plan->schema, object);
	const struct frame within = { frame, s->member->field };
	size_t open;

	at = pen_key(at, s);
	open = pen_position(&j->pen, at);
	at = json_put_level(j, at, plan, number,
	    level != NULL && level->below);
	if (at != NULL)
		at = json_put_members(j, at, plan, object, &within);
	return at != NULL ? json_close(&j->pen, at, open) : NULL;
}

/* Keep what was written from `from` on. */
static void
keep(struct json_scribe *j, struct level_text *t, size_t from, const char *at)
{
	buf_reset(&t->text);
	buf_add(&t->text, (str){ j->pen.to->p + from,
	    pen_position(&j->pen, at) - from });
	t->kept = !t->text.failed;
	t->latin = j->pen.latin;
	t->foreign = j->pen.foreign;
}

/* Write the level, or the same text as before. */
static char *
put_level_text(struct json_scribe *j, char *at, const struct json_step *s,
    const void *object, const struct frame *frame)
{
	struct level_text *t = &j->levels[s->member->cache];
	const struct schema *schema = s->member->of->schema;
	const struct level *level = json_level_in(schema, object);
	const struct part *part = json_part_in(schema, object);
	uint64_t offset = part != NULL ? part->offset : 0;
	uint32_t number = level != NULL ? level->number : 0;
	bool same = t->object == object && t->offset == offset &&
	    (number == 0 || number == t->number);
	bool before = j->pen.foreign;
	size_t from = pen_position(&j->pen, at);

	if (same && t->kept && t->latin == j->pen.latin) {
		j->pen.foreign |= t->foreign;
		return pen_add(&j->pen, at, buf_str(&t->text));
	}
	if (!same) {
		t->object = object;
		t->offset = offset;
		t->number = number != 0 ? number : j->next_level++;
		t->kept = false;
	}
	j->pen.foreign = false;
	at = write_level(j, at, s, object, t->number, frame);
	if (at != NULL && same)
		keep(j, t, from, at);
	j->pen.foreign |= before;
	return at;
}

/* See json_object.h.  A level that the record points to is written there. */
char *
json_put_up(struct json_scribe *j, char *at, const struct json_step *s,
    const void *value, const struct frame *frame)
{
	if (frame->field != NULL &&
	    json_points_up(j->record->schema, s->member->field->of))
		return at;
	return put_level_text(j, at, s, json_pointer_at(value), frame);
}
