/* SPDX-License-Identifier: Apache-2.0 */
/*
 * writer.c -- items in, bytes out: levels, transactions and the envelope.
 *
 * What is open is a small struct that is copied before each item, so that an
 * item that is refused is undone by putting the copy back (O3).
 */
#include "claim/writer.h"

#include <stdio.h>
#include <stdlib.h>

#include "claim/emit.h"
#include "claim/envelope.h"
#include "claim/map_shared.h"

#define LEVELS		12
#define BINDINGS	24
#define BINDING_MEMORY	((size_t)64 << 20)
#define NUMBER_TEXT	16

/* A level that is open, the transaction itself the first. */
struct open_row {
	const struct level_map *row;
	const struct bound *bound;
	const void *object;
	uint32_t number;		/* its `level`, or 0 */
	uint64_t segment;		/* its `part`'s, or 0 */
	uint32_t hl;			/* the number written */
	uint32_t children;		/* levels and records below it */
	uint32_t here;			/* the last of them, of one place */
	const struct guide_node *place;	/* of those; NULL: none yet */
	size_t	 below_at;		/* where its "0" for "none below" is;
					 * SIZE_MAX: it has none */
};

struct state {
	const struct interchange *interchange;
	const struct functional_group *group;
	uint64_t interchange_segment, group_segment;	/* their `part`'s */
	char	 interchange_number[NUMBER_TEXT], group_number[NUMBER_TEXT],
		 transaction_number[NUMBER_TEXT];
	uint64_t interchanges;		/* begun in all */
	uint32_t groups, transactions;	/* in this interchange, group */
	uint32_t records;		/* in this transaction */
	bool	 split;			/* this group's own numbers are used */
	uint32_t hl;
	uint64_t segments;
	struct open_row rows[LEVELS];
	unsigned n_rows;		/* 0: no transaction is open */
};

struct writer {
	struct writer_options options;
	struct emitter e;
	struct buf out;
	size_t	 given;			/* bytes taken by the caller */
	struct arena memory;
	const struct binding *bindings[BINDINGS];
	unsigned n_bindings;
	const struct binding *envelope;
	struct state s;
	size_t	 patched[LEVELS];	/* "0" made "1" by this item */
	unsigned n_patched;
	bool	 below[LEVELS];		/* this item has levels below row i */
	unsigned char repetition;	/* ISA11 */
	struct err *err;		/* of the call at hand */
	enum rc	 rc;
};

/* ---- small things --------------------------------------------------- */

static void
refuse(struct writer *w, enum rc rc, const char *why)
{
	if (w->rc == RC_OK)
		w->rc = fail(w->err, rc, "%s", why);
}

static bool
is_going(const struct writer *w)
{
	return w->rc == RC_OK && !w->e.failed;
}

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

/* Keep a number of the model for the trailer, or make our own.  One that is
 * too long is cut: its header is refused. */
static void
set_number(char to[NUMBER_TEXT], str number, unsigned width, uint64_t own)
{
	if (number.n != 0)
		snprintf(to, NUMBER_TEXT, STR_FMT, STR_ARG(number));
	else
		snprintf(to, NUMBER_TEXT, "%0*llu", (int)width,
		    (unsigned long long)own);
}

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
		refuse(w, RC_INVALID, "there is no guide for this item");
		return NULL;
	}
	w->bindings[w->n_bindings++] = b;
	return b;
}

static void
use_binding(struct writer *w, const struct binding *b)
{
	static const struct judge_names none;

	if (w->e.binding == b)
		return;
	w->e.binding = b;
	judge_begin(&w->e.judge, b->guide, &none);
}

/* ---- the envelope --------------------------------------------------- */

/* A trailer: "GE*2*17~". */
static void
write_trailer(struct writer *w, const char *name, uint64_t count,
    const char *number)
{
	buf_fmt(&w->out, "%s%c%llu%c%s%c%s", name, w->e.d.element,
	    (unsigned long long)count, w->e.d.element, number,
	    w->e.d.segment, w->options.lines ? "\n" : "");
}

static void
close_transaction(struct writer *w)
{
	if (w->s.n_rows == 0)
		return;
	write_trailer(w, "SE", w->e.segments + 1, w->s.transaction_number);
	w->s.n_rows = 0;
}

static void
close_group(struct writer *w)
{
	close_transaction(w);
	if (w->s.group == NULL)
		return;
	write_trailer(w, "GE", w->s.transactions, w->s.group_number);
	w->s.group = NULL;
}

static void
close_interchange(struct writer *w)
{
	close_group(w);
	if (w->s.interchange == NULL)
		return;
	write_trailer(w, "IEA", w->s.groups, w->s.interchange_number);
	w->s.interchange = NULL;
}

static bool
is_alphanumeric(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z');
}

/* Four different separators, none of them a letter, digit or blank; but the
 * one for repetitions may be a letter, which says that there are none. */
static bool
are_separators(str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '\0' || c == ' ' || (i != 2 && is_alphanumeric(c)) ||
		    memchr(s.p, c, i) != NULL)
			return false;
	}
	return s.n == 4;
}

/* Before 00402 nothing is repeated, whatever stands in ISA11. */
static bool
has_repetitions(const struct interchange *x, unsigned char separator)
{
	return !is_alphanumeric(separator) && (x->version.n == 0 ||
	    str_cmp(x->version, STR("00402")) >= 0);
}

static void
set_separators(struct writer *w, const struct interchange *x)
{
	struct delimiters d = { '*', '^', ':', '~' };
	str given = x->separators;

	w->repetition = '^';
	if (are_separators(given)) {
		w->repetition = (unsigned char)given.p[2];
		d = (struct delimiters){ (unsigned char)given.p[0],
		    w->repetition, (unsigned char)given.p[1],
		    (unsigned char)given.p[3] };
	} else if (given.n != 0) {
		emit_finding(&w->e, FINDING_SEPARATORS_CLASH, NULL,
		    "separators", given, STR("separators"));
	}
	if (!has_repetitions(x, w->repetition))
		d.repetition = d.element;
	emit_separators(&w->e, &d);
}

/* ISA: every element has its width. */
static void
write_isa(struct writer *w, const struct interchange *x)
{
	static const uint8_t widths[17] = { 3, 2, 10, 2, 10, 2, 15, 2, 15, 6,
	    4, 1, 5, 9, 1, 1, 1 };
	struct emitter *e = &w->e;

	use_binding(w, w->envelope);
	emit_open(e, bound_segment(w->envelope, SEGMENT_ID('I', 'S', 'A')),
	    x);
	(void)emit_fields(e);
	if (x->control_number.n == 0)
		emit_set(e, 13, str_of(w->s.interchange_number));
	emit_set_separator(e, 11, &w->repetition);
	emit_set_separator(e, 16, &e->d.component);
	emit_close_padded(e, widths, 17);
}

static void
need_interchange(struct writer *w, const struct interchange *x, bool anew)
{
	if (w->s.interchange == x && !anew &&
	    w->s.interchange_segment == x->part.segment)
		return;
	close_interchange(w);
	emit_enter(&w->e, "interchange", 0);
	set_separators(w, x);
	set_number(w->s.interchange_number, x->control_number, 9,
	    ++w->s.interchanges);
	write_isa(w, x);
	emit_leave(&w->e);
	w->s.interchange = x;
	w->s.interchange_segment = x->part.segment;
	w->s.groups = 0;
}

static void
need_group(struct writer *w, const struct functional_group *g,
    const struct guide *guide, bool anew)
{
	struct emitter *e = &w->e;

	need_interchange(w, g->interchange, false);
	if ((w->s.group == g && !anew &&
	    w->s.group_segment == g->part.segment) || !is_going(w))
		return;
	close_group(w);
	w->s.groups++;
	set_number(w->s.group_number, g->control_number, 1, w->s.groups);
	use_binding(w, w->envelope);
	emit_enter(e, "functional_group", 0);
	emit_open(e, bound_segment(w->envelope, SEGMENT_ID2('G', 'S')), g);
	(void)emit_fields(e);
	if (g->control_number.n == 0)
		emit_set(e, 6, str_of(w->s.group_number));
	if (g->kind.n == 0 && guide != NULL)
		emit_set(e, 1, guide->group);
	if (g->version.n == 0 && guide != NULL)
		emit_set(e, 8, guide->version);
	emit_close(e);
	emit_leave(e);
	w->s.group = g;
	w->s.group_segment = g->part.segment;
	w->s.transactions = 0;
	w->s.split = false;
}

/* ---- ST and HL ------------------------------------------------------ */

/* The version in the group, which ST repeats. */
static str
group_version(const struct writer *w)
{
	return w->s.group != NULL && w->s.group->version.n != 0 ?
	    w->s.group->version : w->e.binding->guide->version;
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
	set_number(w->s.transaction_number, number, 4, w->s.transactions);
	if (number.n == 0)
		emit_set(e, 2, str_of(w->s.transaction_number));
	if (emit_get(e, 3).n == 0 && (b->node->required >> 3 & 1) != 0)
		emit_set(e, 3, group_version(w));
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

static bool
level_below(const struct schema *schema, const void *object)
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

/* A pointer alone does not tell: who reads uses memory again.  Nor does a
 * number alone: a faulty file uses it twice. */
static bool
is_same_level(const struct open_row *r, const struct level_map *row,
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

/* Write the level of `b` and leave it open. */
static void
push_level(struct writer *w, const struct level_map *row,
    const struct bound *b, const void *object)
{
	struct emitter *e = &w->e;

	if (w->s.n_rows == LEVELS) {
		refuse(w, RC_RANGE, "too many levels");
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
		emit_open(e, b, object);
		(void)emit_fields(e);
		emit_close(e);
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

/* Level `row` begins below the rows that are open.  When the one above is
 * full (O5), or past the place of such levels, that is begun anew. */
static void
begin_level(struct writer *w, const struct level_map *row, const void *object)
{
	const struct open_row *above = &w->s.rows[w->s.n_rows - 1];
	const struct bound *b = level_place(w, w->s.n_rows - 1, row);
	bool late, full;

	if (b == NULL) {
		report_no_place(w, row, object);
		return;
	}
	late = above->place != NULL &&
	    b->node->position < above->place->position;
	full = row->record && b->node->max != GUIDE_NO_LIMIT &&
	    above->place == b->node && above->here >= b->node->max;
	if ((late || full) && above->hl != 0) {
		struct open_row again = *above;

		w->s.n_rows--;
		push_level(w, again.row, again.bound, again.object);
	} else if (late) {
		emit_finding(&w->e, FINDING_MODEL_TOO_LATE, b->node,
		    row->schema->name, (str){ NULL, 0 }, (str){ NULL, 0 });
		return;
	}
	push_level(w, row, b, object);
}

static void
open_transaction(struct writer *w, const struct transaction_map *map,
    const struct binding *binding, const void *object)
{
	const struct functional_group *g = up_from(map->levels[0].schema,
	    object, &functional_group_schema);

	need_group(w, g, binding->guide, false);
	if (!is_going(w))
		return;
	close_transaction(w);
	w->s.transactions++;
	w->s.hl = w->s.records = 0;
	use_binding(w, binding);
	push_level(w, &map->levels[0], bound_of(binding,
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
	    is_same_level(&w->s.rows[0], &map->levels[0], object)) {
		use_binding(w, b);
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
		w->below[n++] = below || level_below(map->levels[i].schema,
		    path[i]);
	}
}

static void
put_record(struct writer *w, const struct item *item)
{
	const struct transaction_map *map = item->map;
	const void *path[LEVELS] = { NULL };
	unsigned own = find_path(item, path), n = 1;

	if (own == LEVELS) {
		refuse(w, RC_INVALID, "the item is none of its transaction");
		return;
	}
	find_below(w, map, path, own);
	need_transaction(w, map, path[0], own == 0);
	for (unsigned i = 1; i <= own && is_going(w); i++) {
		if (path[i] == NULL)
			continue;
		if (i == own || n >= w->s.n_rows || !is_same_level(
		    &w->s.rows[n], &map->levels[i], path[i])) {
			w->s.n_rows = n < w->s.n_rows ? n : w->s.n_rows;
			begin_level(w, &map->levels[i], path[i]);
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
		close_interchange(w);
		need_interchange(w, item->object, true);
	} else if (item->schema == &functional_group_schema) {
		close_group(w);
		need_group(w, item->object, NULL, true);
	} else {
		need_interchange(w, up_from(item->schema, item->object,
		    &interchange_schema), false);
		close_group(w);
		use_binding(w, w->envelope);
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
	w->e.lines = options->lines;
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
	w->n_patched = 0;
	arena_reset(&w->e.scratch);
}

/* See writer.h. */
enum rc
writer_put(struct writer *w, const struct item *item, struct err *err)
{
	struct delimiters d = w->e.d;
	unsigned char repetition = w->repetition;
	struct state before;
	size_t n;

	begin_call(w, err);
	before = w->s;
	before.segments = w->e.segments;
	n = w->out.n;
	if (!leads_up(item->schema, item->object))
		report_orphan(w, item->schema, item->object);
	else if (item->map == &envelope_map)
		put_envelope(w, item);
	else
		put_record(w, item);
	if (w->e.failed || w->out.failed)
		refuse(w, RC_MEMORY, "more was written than was taken");
	if (w->e.errors != 0)
		refuse(w, RC_INVALID, "the item was refused: see its findings");
	if (w->rc == RC_OK)
		return RC_OK;
	for (unsigned i = 0; i < w->n_patched; i++)
		w->out.p[w->patched[i]] = '0';
	if (memcmp(&d, &w->e.d, sizeof d) != 0)
		emit_separators(&w->e, &d);
	w->repetition = repetition;
	w->s = before;
	w->e.segments = before.segments;
	w->e.failed = w->out.failed = false;
	w->out.n = n;
	return w->rc;
}

/* See writer.h. */
enum rc
writer_end(struct writer *w, struct err *err)
{
	begin_call(w, err);
	close_interchange(w);
	if (w->out.failed)
		refuse(w, RC_MEMORY, "more was written than was taken");
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
