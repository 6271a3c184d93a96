/* SPDX-License-Identifier: Apache-2.0 */
/*
 * emit.c -- a loop written: its segments and loops in the guide's order.
 *
 * There are two ways.  With a plan (plan.h) one goes from one thing that is
 * given to the next.  The careful one asks each child in turn, and says what
 * is missing or too much.  It is taken too where a loop was read that had
 * another order than its guide (bind.h); that can only be among neighbours at
 * one position (guide.h, G1), so order is a matter of each such group of
 * children.
 */
#include "claim/emit.h"

#include <stdio.h>

/* ---- a loop's children ---------------------------------------------- */

/* The member that a child of a loop is, or its first. */
static const char *
member_of(const struct bound *b)
{
	return b->field != NULL ? b->field->name :
	    b->n_ops != 0 ? b->ops[0].field->name : NULL;
}

/* How far a child was written. */
struct cursor { void *item; unsigned n; bool begun; unsigned taken; };

struct loop_writing {
	struct emitter *e;
	const struct bound *loop;
	const void *object;
	emit_head_fn *head;
	void	*ctx;
};

static const struct part *
part_of(const struct schema *schema, const void *object)
{
	return schema->part == SCHEMA_NONE ? NULL :
	    (const struct part *)(const void *)((const char *)object +
	    schema->part);
}

/* The next of what the struct carries for `b`. */
static bool
emit_next_carried(struct loop_writing *w, const struct bound *b,
    struct cursor *c)
{
	const struct part *part = part_of(w->loop->schema, w->object);
	struct carried *k;

	if (part == NULL)
		return false;
	k = !c->begun ? part->carried.first :
	    c->item == NULL ? NULL : ((struct carried *)c->item)->next;
	while (k != NULL && !str_eq(k->place, b->place))
		k = k->next;
	c->begun = true;
	c->item = k;
	if (k == NULL)
		return false;
	emit_carried(w->e, b, k->text);
	return true;
}

/* See emit.h. */
void
emit_segment(struct emitter *e, const struct bound *b, const void *object)
{
	if (emit_quick(e, b, object))
		return;
	emit_open(e, b, object);
	(void)emit_fields(e);
	emit_close(e);
	if (b->field != NULL)
		emit_unplaced(e, b->node, &b->unplaced, object, NULL);
}

/* A struct that hangs in the loop's, as a segment or a loop. */
static void
emit_struct(struct loop_writing *w, const struct bound *b, const void *item,
    unsigned index)
{
	struct emitter *e = w->e;

	emit_enter(e, b->field->name, b->field->type == FIELD_MANY ? index :
	    0);
	if (b->node->is_loop) {
		emit_loop(e, b, item, w->head, w->ctx);
	} else {
		emit_segment(e, b, item);
	}
	emit_leave(e);
}

static bool
emit_next_struct(struct loop_writing *w, const struct bound *b,
    struct cursor *c)
{
	const void *at = field_at(w->object, b->field);
	void *item;

	if (b->field->type == FIELD_ONE)
		item = c->begun ? NULL : *(void *const *)at;
	else if (!c->begun)
		item = ((const struct list *)at)->first;
	else
		item = *(void **)c->item;
	c->begun = true;
	if (item == NULL)
		return false;
	c->item = item;
	emit_struct(w, b, item, c->n + 1);
	return true;
}

/* The guide has room for `most` of what child `b` is. */
static void
report_too_many(struct emitter *e, const struct bound *b, unsigned most)
{
	char text[16];

	emit_finding(e, FINDING_MODEL_TOO_MANY, b->node, member_of(b),
	    (str){ NULL, 0 }, (str){ text, (size_t)snprintf(text,
	    sizeof text, "%u", most) });
}

/* A segment that holds nothing but groups, and may come several times.  Groups
 * that would need one segment too many are told by their own number. */
static bool
emit_next_groups(struct loop_writing *w, const struct bound *b,
    struct cursor *c)
{
	const struct op *op = &b->ops[0];
	struct emitter *e = w->e;

	if (!c->begun)
		c->item = ((const struct list *)field_at(w->object,
		    op->field))->first;
	e->first_group = c->taken + 1;
	c->begun = true;
	if (c->item == NULL)
		return false;
	if (b->node->max != GUIDE_NO_LIMIT && c->n == b->node->max) {
		report_too_many(e, b, e->first_group - 1);
		c->item = NULL;
		return false;
	}
	if (!emit_quick_groups(e, b, &c->item)) {
		emit_open(e, b, w->object);
		e->groups = op;
		(void)emit_groups(e, op, &c->item);
		emit_close(e);
	}
	c->taken += e->taken;
	return true;
}

/* A segment whose fields are the loop's own. */
static bool
emit_own(struct loop_writing *w, const struct bound *b, struct cursor *c)
{
	if (c->begun)
		return false;
	c->begun = true;
	if (b->automatic) {
		w->head(w->ctx, b, w->object);
		return true;
	}
	if (emit_quick(w->e, b, w->object))
		return true;
	emit_open(w->e, b, w->object);
	if (!emit_fields(w->e) && !(b->node->usage == USAGE_REQUIRED &&
	    (b->node->index == 0 || b->n_ops == 0)))
		return false;
	emit_close(w->e);
	return true;
}

/* The next occurrence of child `b`; false when there is none. */
static bool
emit_next(struct loop_writing *w, const struct bound *b, struct cursor *c)
{
	bool any;

	if (b->level != NULL || b->node->segment == SEGMENT_ID2('S', 'E'))
		return false;
	if (b->field != NULL)
		any = emit_next_struct(w, b, c);
	else if (b->carried)
		any = emit_next_carried(w, b, c);
	else if (b->n_ops == 1 && b->ops[0].type == FIELD_GROUPS)
		any = emit_next_groups(w, b, c);
	else
		any = emit_own(w, b, c);
	c->n += any;
	return any;
}

/* A loop lacks what it should have. */
static void
report_missing(struct emitter *e, const struct bound *b)
{
	const struct guide_node *node = b->node;

	if (b->level == NULL && node->segment != SEGMENT_ID2('S', 'E'))
		emit_finding(e, node->is_loop ? FINDING_LOOP_MISSING :
		    FINDING_SEGMENT_MISSING, node, member_of(b),
		    (str){ NULL, 0 },
		    node->is_loop ? node->parent->id : node->id);
}

/* What a loop should have and has not, or has too often. */
static void
check_count(struct emitter *e, const struct bound *b, unsigned n)
{
	const struct guide_node *node = b->node;

	if (n == 0 && node->usage == USAGE_REQUIRED)
		report_missing(e, b);
	if (node->max != GUIDE_NO_LIMIT && n > node->max)
		report_too_many(e, b, node->max);
}

/* Write all occurrences of child `i`. */
static void
emit_child(struct loop_writing *w, unsigned i, struct cursor *c)
{
	const struct bound *b = bound_of(w->e->binding,
	    w->loop->node->children[i]);

	while (emit_next(w, b, c))
		;
	check_count(w->e, b, c->n);
}

/* The same where nothing of it was written before: usually there is one. */
static void
emit_whole(struct loop_writing *w, const struct bound *b)
{
	struct cursor c = { NULL, 0, false, 0 };
	const void *at;

	if (b->field != NULL && b->level == NULL) {
		at = field_at(w->object, b->field);
		c.item = *(void *const *)at;	/* of a list too, its first */
		for (; c.item != NULL; c.item = b->field->type == FIELD_ONE ?
		    NULL : *(void **)c.item)
			emit_struct(w, b, c.item, ++c.n);
	} else if (b->field != NULL || b->carried || (b->n_ops == 1 &&
	    b->ops[0].type == FIELD_GROUPS)) {
		while (emit_next(w, b, &c))
			;
	} else {
		c.n = emit_own(w, b, &c);
	}
	check_count(w->e, b, c.n);
}

/*
 * Write the children in the order remembered: neighbours that share a position
 * first as it says, then what it does not know.
 */
static void
emit_ordered(struct loop_writing *w, str order)
{
	const struct guide_node *loop = w->loop->node;
	struct cursor cursors[GUIDE_CHILDREN];
	unsigned end = 0;

	memset(cursors, 0, loop->n_children * sizeof cursors[0]);
	for (unsigned i = 0; i < loop->n_children && !w->e->failed; i++) {
		for (; end <= i || (end < loop->n_children &&
		    loop->children[end]->position ==
		    loop->children[i]->position); end++)
			;
		for (size_t k = 0; k < order.n &&
		    loop->children[i]->group == i; k++) {
			unsigned at = (unsigned char)order.p[k];

			if (at >= i && at < end)
				(void)emit_next(w, bound_of(w->e->binding,
				    loop->children[at]), &cursors[at]);
		}
		emit_child(w, i, &cursors[i]);
	}
}

/* Which children of a loop there is something to write for. */
static void
find_present(const struct bound *b, const void *object,
    const struct part *part, uint64_t present[2])
{
	const char *p = object;

	present[0] = b->always[0];
	present[1] = b->always[1];
	for (unsigned i = 0; i < b->n_presence; i++) {
		const struct presence *t = &b->presence[i];

		if (*(void *const *)(const void *)(p + t->offset) != NULL)
			present[t->child / 64] |= (uint64_t)1 << t->child % 64;
	}
	if (part != NULL && part->carried.first != NULL) {
		present[0] |= b->carrying[0];
		present[1] |= b->carrying[1];
	}
}

/* Report the required children that are not there. */
static void
report_absent(struct loop_writing *w, const uint64_t present[2])
{
	for (unsigned k = 0; k < 2; k++)
		for (uint64_t m = w->loop->required[k] & ~present[k]; m != 0;
		    m &= m - 1)
			report_missing(w->e, bound_of(w->e->binding,
			    w->loop->node->children[k * 64 +
			    (unsigned)__builtin_ctzll(m)]));
}

/* What is carried and belongs to no segment of this loop's cannot be sent. */
static void
report_stray(struct loop_writing *w, const struct part *part)
{
	const struct guide_node *loop = w->loop->node;
	unsigned n = 0;

	for (const struct carried *k = part->carried.first; k != NULL;
	    k = k->next) {
		bool known = false;
		char member[32];

		for (unsigned i = 0; i < loop->n_children && !known; i++) {
			const struct bound *b = bound_of(w->e->binding,
			    loop->children[i]);

			known = b->carried && str_eq(b->place, k->place);
		}
		snprintf(member, sizeof member, "carried[%u]", ++n);
		if (!known)
			emit_finding(w->e, FINDING_MODEL_NO_PLACE, loop,
			    member, (str){ NULL, 0 },
			    w->e->binding->guide->title);
	}
}

/* The careful way. */
static void
emit_carefully(struct loop_writing *w, const struct part *part)
{
	const struct bound *b = w->loop;
	uint64_t present[2];

	if (part != NULL && part->carried.first != NULL)
		report_stray(w, part);
	if (part != NULL && part->order.n != 0) {
		emit_ordered(w, part->order);
		emit_unplaced(w->e, b->node, &b->unplaced, w->object, NULL);
		return;
	}
	find_present(b, w->object, part, present);
	report_absent(w, present);
	for (unsigned k = 0; k < 2; k++)
		for (uint64_t m = present[k]; m != 0 && !w->e->failed;
		    m &= m - 1)
			emit_whole(w, bound_of(w->e->binding,
			    b->node->children[k * 64 +
			    (unsigned)__builtin_ctzll(m)]));
	emit_unplaced(w->e, b->node, &b->unplaced, w->object, NULL);
}

/* ---- a loop by its plan --------------------------------------------- */

/* The structs from `item` on; returns how many. */
static unsigned
write_structs(struct loop_writing *w, const struct bound *b, void *item)
{
	unsigned n = 0;

	for (; item != NULL; item = *(void **)item)
		emit_struct(w, b, item, ++n);
	return n;
}

/* A segment that its plan does not write; returns how often it is there. */
static unsigned
write_other(struct loop_writing *w, const struct bound *b)
{
	struct cursor c = { NULL, 0, false, 0 };

	while (emit_next(w, b, &c))
		;
	return c.n;
}

/* A child that may be there several times, or that has no plan. */
static __attribute__((noinline)) void
write_several(struct loop_writing *w, const struct plan_child *child)
{
	const struct bound *b = child->b;
	unsigned n = child->kind == CHILD_MANY ? write_structs(w, b,
	    *(void *const *)field_at(w->object, b->field)) :
	    child->kind == CHILD_DOUBT ? 0 : write_other(w, b);

	w->e->doubt |= n == 0 || n - 1 > child->most - 1;
}

/* The plan that comes next is fetched while this one is followed: a file goes
 * through more tables than the nearest cache holds. */
static inline void
fetch_next(const struct loop_plan *plan, uint64_t rest, unsigned half)
{
	const char *next;

	if (rest == 0)
		return;
	next = plan->children[half * 64 + (unsigned)__builtin_ctzll(rest)].plan;
	__builtin_prefetch(next);
	__builtin_prefetch(next + 64);
	__builtin_prefetch(next + 128);
	__builtin_prefetch(next + 192);
}

/* By its plan.  What is missing or too much is told the careful way. */
static void
write_by_plan(struct loop_writing *w)
{
	const struct loop_plan *plan = w->loop->loop_plan;
	struct emitter *e = w->e;
	struct gathered g;

	e->gather(plan, w->object, &g);
	for (unsigned k = 0; k < 2; k++) {
		uint64_t m = g.children[k] | plan->always[k];

		e->doubt |= (plan->required[k] & ~m) != 0;
		for (; m != 0 && !e->doubt; m &= m - 1) {
			unsigned i = k * 64 + (unsigned)__builtin_ctzll(m);
			const struct plan_child *c = &plan->children[i];

			fetch_next(plan, m & (m - 1), k);
			if (c->kind == CHILD_OWN && emit_planned(e, c->plan,
			    w->object, g.given[i]))
				continue;
			if (c->kind == CHILD_ONE)
				emit_struct(w, c->b, *(void *const *)field_at(
				    w->object, c->b->field), 1);
			else
				write_several(w, c);
		}
	}
}

/* See emit.h. */
void
emit_loop(struct emitter *e, const struct bound *b, const void *object,
    emit_head_fn *head, void *ctx)
{
	const struct part *part = part_of(b->schema, object);
	struct loop_writing w = { e, b, object, head, ctx };

	if (e->careful || b->loop_plan == NULL || (part != NULL &&
	    (part->carried.first != NULL || part->order.n != 0)))
		emit_carefully(&w, part);
	else
		write_by_plan(&w);
}
