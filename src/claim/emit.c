/* SPDX-License-Identifier: Apache-2.0 */
/*
 * emit.c -- a loop written: its segments and loops in the guide's order.
 *
 * What a loop was read from may have had another order (bind.h); that can only
 * be among neighbours at one position (guide.h, G1), so order is a matter of
 * each such group of children.
 */
#include "claim/emit.h"

#include <stdio.h>

#define PATH_MAX_BYTES 512

/* ---- where in the model --------------------------------------------- */

/* See emit.h. */
void
emit_enter(struct emitter *e, const char *name, unsigned index)
{
	if (e->depth < EMIT_DEPTH)
		e->path[e->depth] = (struct emit_step){ name, index, 0 };
	e->depth++;
}

/* See emit.h. */
void
emit_leave(struct emitter *e)
{
	e->depth--;
}

/* The path as text, "claim.lines[2].charge", in `to`. */
static str
path_text(const struct emitter *e, const char *member,
    char to[PATH_MAX_BYTES])
{
	size_t n = 0;

	for (unsigned i = 0; i < e->depth && i < EMIT_DEPTH; i++) {
		const struct emit_step *s = &e->path[i];
		int wrote = s->index == 0 ? snprintf(to + n,
		    PATH_MAX_BYTES - n, "%s%s", i == 0 ? "" : ".", s->name) :
		    snprintf(to + n, PATH_MAX_BYTES - n, "%s%s[%u]",
		    i == 0 ? "" : ".", s->name, s->index);

		if (wrote < 0 || (size_t)wrote >= PATH_MAX_BYTES - n)
			return (str){ to, n };
		n += (size_t)wrote;
	}
	if (member != NULL) {
		int wrote = snprintf(to + n, PATH_MAX_BYTES - n, "%s%s",
		    n == 0 ? "" : ".", member);

		if (wrote > 0 && (size_t)wrote < PATH_MAX_BYTES - n)
			n += (size_t)wrote;
	}
	return (str){ to, n };
}

/* The member of a struct whose ops are given that stands at a place. */
static const struct op *
op_at(const struct op *ops, unsigned n, unsigned element, unsigned component)
{
	for (unsigned i = 0; i < n; i++) {
		const struct op *op = &ops[i];

		if (op->element == element && (op->component == 0 ||
		    component == 0 || (component >= op->component &&
		    component < op->component + op->n)))
			return op;
		if (op->type == FIELD_TEXTS && op->component == 0 &&
		    element > op->element && element < op->element + op->n)
			return op;
	}
	return NULL;
}

/* The member inside a composite. */
static const char *
part_member(struct emitter *e, const struct op *whole, unsigned component)
{
	for (unsigned i = 0; i < whole->n_parts && component != 0; i++) {
		const struct op *op = &whole->parts[i];

		if (component >= op->component &&
		    component < op->component + op->n) {
			str both = arena_fmt(&e->scratch, "%s.%s",
			    whole->field->name, op->field->name);

			return both.p != NULL ? both.p : whole->field->name;
		}
	}
	return whole->field->name;
}

/* The member of a group, with its index: "diagnoses[3].code". */
static const char *
group_member(struct emitter *e, const struct op *g, unsigned element,
    unsigned component)
{
	unsigned stride = g->field->stride, turn = 0;
	const struct op *op;
	str text;

	if (stride != 0 && element >= g->element) {
		turn = (element - g->element) / stride;
		element = (element - g->element) % stride;
		op = op_at(g->parts, g->n_parts, element, component);
	} else {
		op = op_at(g->parts, g->n_parts, element, component);
	}
	text = arena_fmt(&e->scratch, "%s[%u]%s%s", g->field->name,
	    e->first_group + turn, op == NULL ? "" : ".", op == NULL ? "" :
	    op->type == FIELD_PART ? part_member(e, op, component) :
	    op->field->name);
	return text.p != NULL ? text.p : g->field->name;
}

/* See emit.h. */
const char *
emit_member(struct emitter *e, unsigned element, unsigned component)
{
	const struct bound *b = e->bound;
	const struct op *op = op_at(b->ops, b->n_ops, element, component);

	if (op != NULL && op->type != FIELD_GROUPS)
		return op->type == FIELD_PART ?
		    part_member(e, op, component) : op->field->name;
	for (unsigned i = 0; i < b->n_ops; i++)
		if (b->ops[i].type == FIELD_GROUPS)
			return group_member(e, &b->ops[i], element,
			    component);
	return NULL;
}

/* Pass a finding on, with the path as its field. */
static void
report(struct emitter *e, const struct finding *f, const char *member)
{
	char path[PATH_MAX_BYTES];
	struct finding full = *f;

	full.at.field = path_text(e, member, path);
	full.at.segment = 0;
	full.at.position = 0;
	full.at.offset = 0;
	e->errors += finding_def(f->code)->severity == SEVERITY_ERROR;
	e->sink->add(e->sink->ctx, &full);
}

/* See emit.h. */
void
emit_finding(struct emitter *e, enum finding_code code,
    const struct guide_node *node, const char *member, str value, str want)
{
	struct finding f = { .code = code, .value = value, .want = want };

	if (node != NULL) {
		const struct guide_node *head = node;

		while (head->is_loop)
			head = head->children[0];
		f.name = node->label;
		f.at.segment_id = head->id;
		f.at.loop = node->is_loop || node->parent == NULL ? node->id :
		    node->parent->id;
	}
	report(e, &f, member);
}

/* See emit.h. */
void
emit_separator_found(struct emitter *e, const char *member, const char *p)
{
	struct finding f = { .code = FINDING_VALUE_SEPARATOR, .a = { p, 1 } };

	f.at.segment_id = e->bound->node->id;
	report(e, &f, member);
}

/* ISA's texts are padded, and two of its elements are separators: there only
 * control characters are wrong. */
static bool
is_padding(const struct finding *f)
{
	static const uint64_t padded = 1u << 2 | 1u << 4 | 1u << 6 | 1u << 8 |
	    1u << 11 | 1u << 16;
	bool separator = f->at.element == 11 || f->at.element == 16;

	return str_eq(f->at.segment_id, STR("ISA")) &&
	    (padded >> f->at.element & 1) != 0 && (separator ||
	    (f->code != FINDING_CONTROL_CHARACTER &&
	    f->code != FINDING_NOT_ASCII));
}

/* The judge's sink: a finding about the segment at hand. */
static void
take_judged(void *ctx, const struct finding *f)
{
	struct emitter *e = ctx;

	if (is_padding(f))
		return;
	report(e, f, f->at.element == 0 ? NULL : emit_member(e,
	    f->at.element, f->at.component));
}

/* See emit.h. */
enum rc
emit_init(struct emitter *e, struct buf *out, const struct finding_sink *sink,
    struct err *err)
{
	e->out = out;
	e->sink = sink;
	e->judged = (struct finding_sink){ e, take_judged };
	arena_init(&e->scratch, WRITER_ITEM_MAX);
	return judge_init(&e->judge, &e->judged, err);
}

/* See emit.h. */
void
emit_fini(struct emitter *e)
{
	judge_fini(&e->judge);
	arena_fini(&e->scratch);
}

/* See emit.h. */
void
emit_unplaced(struct emitter *e, const struct guide_node *node,
    const struct unplaced *u, const void *object, const char *within)
{
	if (!unplaced_given(u, object))
		return;
	for (unsigned i = 0; i < u->n; i++) {
		const struct field *f = u->v[i];
		str member;

		if (!field_given(object, f))
			continue;
		member = within == NULL ? str_of(f->name) :
		    arena_fmt(&e->scratch, "%s.%s", within, f->name);
		emit_finding(e, FINDING_MODEL_NO_PLACE, node, member.p,
		    (str){ NULL, 0 }, e->binding->guide->title);
	}
}

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
		if (!emit_quick(e, b, item)) {
			emit_open(e, b, item);
			(void)emit_fields(e);
			emit_close(e);
		}
		emit_unplaced(e, b->node, &b->unplaced, item, NULL);
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

/* See emit.h. */
void
emit_loop(struct emitter *e, const struct bound *b, const void *object,
    emit_head_fn *head, void *ctx)
{
	const struct part *part = part_of(b->schema, object);
	struct loop_writing w = { e, b, object, head, ctx };
	uint64_t present[2];

	if (part != NULL && part->carried.first != NULL)
		report_stray(&w, part);
	if (part != NULL && part->order.n != 0) {
		emit_ordered(&w, part->order);
		emit_unplaced(e, b->node, &b->unplaced, object, NULL);
		return;
	}
	find_present(b, object, part, present);
	report_absent(&w, present);
	for (unsigned k = 0; k < 2; k++)
		for (uint64_t m = present[k]; m != 0 && !e->failed;
		    m &= m - 1)
			emit_whole(&w, bound_of(e->binding, b->node->children[
			    k * 64 + (unsigned)__builtin_ctzll(m)]));
	emit_unplaced(e, b->node, &b->unplaced, object, NULL);
}
