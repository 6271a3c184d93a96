/* SPDX-License-Identifier: Apache-2.0 */
/*
 * writer_level.c -- ST, HL, and the levels that are open.
 */
#include "claim/writer_private.h"

#include <stdio.h>

/* ---- ST and HL ------------------------------------------------------ */

/* The version in the group, which ST repeats. */
static str
group_version(const struct writer *w)
{
	return w->s.group != NULL && w->s.group->version.n != 0 ?
	    w->s.group->version : w->e.binding->guide->version;
}

/*
 * Would a reader take the transaction for what it is?  It goes by ST03, `own`,
 * or else by GS08, and the two must name one guide.  Returns the member that
 * says otherwise, or NULL.
 */
static const char *
wrong_version(const struct writer *w, str own)
{
	const struct guide *guide = w->e.binding->guide;
	str group = group_version(w);
	const struct guide *by_set = guide_find(w->options.guides, guide->set,
	    own), *by_group = guide_find(w->options.guides, guide->set, group);

	if (own.n == 0 || str_eq(own, group) || (by_set != NULL &&
	    by_set == by_group)) {
		if (by_set == NULL)
			by_set = by_group;
		return by_set != NULL && str_eq(by_set->kind, guide->kind) ?
		    NULL : "group.version";
	}
	return by_set != NULL && str_eq(by_set->kind, guide->kind) ?
	    "group.version" : "version";
}

/* The group must be one for such transactions. */
static void
check_group(struct writer *w)
{
	struct emitter *e = &w->e;
	const struct guide *guide = e->binding->guide;
	const struct functional_group *g = w->s.group;
	const char *wrong = wrong_version(w, emit_get(e, 3));

	if (g->kind.n != 0 && !str_eq(g->kind, guide->group))
		emit_finding(e, FINDING_MODEL_NO_PLACE, NULL, "group.kind",
		    (str){ NULL, 0 }, guide->title);
	if (wrong != NULL)
		emit_finding(e, FINDING_MODEL_NO_PLACE, NULL, wrong,
		    (str){ NULL, 0 }, guide->title);
}

static void
write_st(struct writer *w, const struct bound *b, const void *object)
{
	struct emitter *e = &w->e;
	str number;

	e->segments = 0;
	emit_open(e, b, object);
	(void)emit_fields(e);
	number = w->s.split ? (str){ NULL, 0 } : emit_get(e, 2);
	writer_set_number(w->s.transaction_number, number, 4,
	    w->s.transactions);
	if (number.n == 0)
		emit_set(e, 2, str_of(w->s.transaction_number));
	if (emit_get(e, 3).n == 0 && (b->node->required >> 3 & 1) != 0)
		emit_set(e, 3, group_version(w));
	check_group(w);
	emit_close(e);
}

/* HL: numbered as they come (O1). */
static void
write_hl(struct writer *w, const struct bound *b)
{
	struct emitter *e = &w->e;
	unsigned at = w->s.n_rows - 1;
	struct open_row *row = &w->s.rows[at];
	bool choice;

	emit_open(e, b, NULL);
	row->hl = ++w->s.hl;
	emit_set(e, 1, emit_number(e, row->hl));
	for (unsigned i = at; i-- > 0;)
		if (w->s.rows[i].hl != 0 && (b->node->allowed >> 2 & 1) != 0) {
			emit_set(e, 2, emit_number(e, w->s.rows[i].hl));
			break;
		}
	choice = (b->node->allowed >> 4 & 1) != 0 &&
	    (b->node->elements[3].codes == NULL ||
	    b->node->elements[3].codes->n > 1);
	if (choice)
		emit_set(e, 4, w->below[at] ? STR("1") : STR("0"));
	emit_close(e);
	if (choice && !w->below[at])
		row->below_at = w->out.n - (w->options.lines ? 3 : 2);
}

/* See emit.h: a segment that is ours. */
static void
write_head(void *ctx, const struct bound *b, const void *object)
{
	if (b->node->segment == SEGMENT_ID2('S', 'T'))
		write_st(ctx, b, object);
	else if (b->node->segment == SEGMENT_ID2('H', 'L'))
		write_hl(ctx, b);
}

/* ---- levels --------------------------------------------------------- */

static uint32_t
level_number(const struct schema *schema, const void *object)
{
	return schema->level == SCHEMA_NONE ? 0 : ((const struct level *)
	    (const void *)((const char *)object + schema->level))->number;
}

/* See writer_private.h. */
bool
writer_level_below(const struct schema *schema, const void *object)
{
	return schema->level != SCHEMA_NONE && ((const struct level *)
	    (const void *)((const char *)object + schema->level))->below;
}

static uint64_t
level_segment(const struct schema *schema, const void *object)
{
	return schema->part == SCHEMA_NONE ? 0 : ((const struct part *)
	    (const void *)((const char *)object + schema->part))->segment;
}

/* See writer_private.h. */
bool
writer_is_same_level(const struct open_row *r, const struct level_map *row,
    const void *object)
{
	uint32_t number = level_number(row->schema, object);
	uint64_t segment = level_segment(row->schema, object);

	if (r->row != row || number != r->number || (segment != r->segment &&
	    segment != 0 && r->segment != 0))
		return false;
	return r->object == object || number != 0;
}

/* The place of level `row` right below the open row `at`, or NULL. */
static const struct bound *
level_place(const struct writer *w, unsigned at, const struct level_map *row)
{
	const struct guide_node *loop = w->s.rows[at].bound->node;

	for (unsigned i = 0; loop->is_loop && i < loop->n_children; i++) {
		const struct bound *b = bound_of(w->e.binding,
		    loop->children[i]);

		if (b->level == row)
			return b;
	}
	return NULL;
}

/* A level that had said "none below" gets one. */
static void
patch_below(struct writer *w)
{
	for (unsigned i = w->s.n_rows; i-- > 0;) {
		struct open_row *r = &w->s.rows[i];

		if (r->hl == 0)
			continue;
		if (r->below_at != SIZE_MAX) {
			w->out.p[r->below_at] = '1';
			w->patched[w->n_patched++] = r->below_at;
			r->below_at = SIZE_MAX;
		}
		return;
	}
}

/* A level or record at `place` is about to be written below `r`. */
static void
count_child(struct open_row *r, const struct guide_node *place)
{
	if (r->place != place)
		r->here = 0;
	r->place = place;
	r->here++;
	r->children++;
}

/* See writer_private.h. */
void
writer_push_level(struct writer *w, const struct level_map *row,
    const struct bound *b, const void *object)
{
	struct emitter *e = &w->e;

	if (w->s.n_rows == LEVELS) {
		writer_refuse(w, RC_RANGE, "too many levels");
		return;
	}
	if (row->schema->level != SCHEMA_NONE)
		patch_below(w);
	emit_enter(e, row->schema->name, 0);
	if (w->s.n_rows != 0) {
		struct open_row *above = &w->s.rows[w->s.n_rows - 1];

		count_child(above, b->node);
		e->path[e->depth - 1].ordinal = above->children;
	}
	w->s.rows[w->s.n_rows++] = (struct open_row){ .row = row, .bound = b,
	    .object = object, .number = level_number(row->schema, object),
	    .segment = level_segment(row->schema, object),
	    .below_at = SIZE_MAX };
	if (b->node->is_loop) {
		emit_loop(e, b, object, write_head, w);
	} else {
		emit_segment(e, b, object);
		emit_unplaced(e, b->node, &b->unplaced, object, NULL);
	}
	emit_leave(e);
}

/* There is no place for level `row` below what is open: for want of a level
 * between, or because the guide has none. */
static void
report_no_place(struct writer *w, const struct level_map *row,
    const void *object)
{
	const struct open_row *above = &w->s.rows[w->s.n_rows - 1];
	const struct field *f = row->schema->fields;

	emit_enter(&w->e, row->schema->name, 0);
	for (; f->type == FIELD_UP; f++)
		if (*(void *const *)field_at(object, f) == NULL) {
			emit_finding(&w->e, FINDING_MODEL_NO_PARENT, NULL,
			    f->name, (str){ NULL, 0 }, str_of(f->of->name));
			break;
		}
	if (f->type != FIELD_UP)
		emit_finding(&w->e, FINDING_MODEL_NO_PLACE,
		    above->bound->node, NULL, (str){ NULL, 0 },
		    w->e.binding->guide->title);
	emit_leave(&w->e);
}

/* A level that the guide has no room for beside those already there. */
static void
report_too_many(struct writer *w, const struct level_map *row,
    const struct guide_node *place)
{
	char text[16];

	emit_finding(&w->e, FINDING_MODEL_TOO_MANY, place, row->schema->name,
	    (str){ NULL, 0 }, (str){ text, (size_t)snprintf(text, sizeof text,
	    "%u", place->max) });
}

/* See writer_private.h. */
bool
writer_begin_level(struct writer *w, const struct level_map *row,
    const void *object)
{
	const struct open_row *above = &w->s.rows[w->s.n_rows - 1];
	const struct bound *b = level_place(w, w->s.n_rows - 1, row);
	bool late, full;

	if (b == NULL) {
		report_no_place(w, row, object);
		return false;
	}
	late = above->place != NULL &&
	    b->node->position < above->place->position;
	full = b->node->max != GUIDE_NO_LIMIT && above->place == b->node &&
	    above->here >= b->node->max;
	if (full && !row->record) {
		report_too_many(w, row, b->node);
		return false;
	}
	if ((late || full) && above->hl != 0) {
		struct open_row again = *above;

		w->s.n_rows--;
		writer_push_level(w, again.row, again.bound, again.object);
	} else if (late) {
		emit_finding(&w->e, FINDING_MODEL_TOO_LATE, b->node,
		    row->schema->name, (str){ NULL, 0 }, (str){ NULL, 0 });
		return false;
	}
	writer_push_level(w, row, b, object);
	return true;
}
