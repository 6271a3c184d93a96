/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bind_index.c -- a binding's ops laid out by element.
 *
 * The ops follow the schema's rows; files follow elements.  The layouts made
 * here are what reader and writer go by, segment after segment.
 */
#include "claim/bind.h"

#define ELEMENTS	64	/* in a segment */
#define PRESENCE_MAX	1024	/* fields in a loop's struct */

/* A layout while it is made; of parts[i] only n_parts[i] are set. */
struct making {
	struct field_slot slots[ELEMENTS];
	unsigned n_parts[ELEMENTS];
	struct field_slot parts[ELEMENTS][SEGMENT_MAX];
	struct layout out;
};

static void
set_part(struct making *m, unsigned element, unsigned component,
    struct field_slot slot)
{
	if (component == 0 || component > SEGMENT_MAX)
		return;
	m->out.composites |= (uint64_t)1 << element;
	for (unsigned i = m->n_parts[element]; i < component; i++)
		m->parts[element][i] = (struct field_slot){ 0, FIELD_UP,
		    NULL };
	if (m->n_parts[element] < component)
		m->n_parts[element] = component;
	m->parts[element][component - 1] = slot;
}

/* An op that stands at a component, or the parts of one for a composite. */
static void
lay_part(struct making *m, const struct op *op, unsigned element,
    size_t base)
{
	unsigned n = op->type == FIELD_TEXTS ? op->n : 1;

	for (unsigned i = 0; i < n; i++)
		set_part(m, element, op->component + i, (struct field_slot){
		    (uint16_t)(base + op->offset + i * sizeof(str)),
		    op->type == FIELD_TEXTS ? FIELD_TEXT : op->type, op });
}

static void
lay_element(struct making *m, unsigned element, size_t offset, uint8_t type,
    const struct op *op)
{
	uint64_t bit = (uint64_t)1 << element;

	m->slots[element] = (struct field_slot){ (uint16_t)offset, type, op };
	if (op->field->usual != NULL)
		m->out.usual |= bit;
	if (type == FIELD_TEXT)
		m->out.texts |= bit;
	else if (type == FIELD_REPEATED)
		m->out.repeated |= bit;
	else
		m->out.values |= bit;
}

static void
lay_op(struct making *m, const struct op *op)
{
	unsigned element = op->element;

	if (element >= ELEMENTS || op->type == FIELD_GROUPS)
		return;
	if (op->type == FIELD_PART)
		for (unsigned i = 0; i < op->n_parts; i++)
			lay_part(m, &op->parts[i], element, op->offset);
	else if (op->component != 0)
		lay_part(m, op, element, 0);
	else if (op->type == FIELD_TEXTS)
		for (unsigned i = 0; i < op->n && element + i < ELEMENTS; i++)
			lay_element(m, element + i,
			    op->offset + i * sizeof(str), FIELD_TEXT, op);
	else
		lay_element(m, element, op->offset, op->type, op);
}

static const struct field_slot *
keep_slots(struct arena *a, const struct field_slot *slots, unsigned n)
{
	struct field_slot *copy = arena_alloc(a, n * sizeof *copy);

	if (copy != NULL)
		memcpy(copy, slots, n * sizeof *copy);
	return copy;
}

/* Keep what was made in *out. */
static bool
finish(struct making *m, struct arena *a, struct layout *out)
{
	uint64_t all = m->out.texts | m->out.values | m->out.composites |
	    m->out.repeated;
	unsigned n = all == 0 ? 0 : 64 - (unsigned)__builtin_clzll(all);
	uint16_t *offsets = ARENA_ARRAY(a, uint16_t, n);
	struct parts_layout *parts;

	m->out.slots = keep_slots(a, m->slots, n);
	m->out.parts = parts = ARENA_ARRAY(a, struct parts_layout, n);
	m->out.offsets = offsets;
	if (m->out.slots == NULL || parts == NULL || offsets == NULL)
		return false;
	for (unsigned i = 0; i < n; i++) {
		offsets[i] = m->slots[i].offset;
		parts[i].n = m->n_parts[i];
		parts[i].slots = keep_slots(a, m->parts[i], m->n_parts[i]);
		if (parts[i].slots == NULL)
			return false;
	}
	*out = m->out;
	return true;
}

/* Lay out those of `n` ops that are relative, or those that are not. */
static bool
lay_out(const struct op *ops, unsigned n, bool relative, struct arena *a,
    struct layout *out)
{
	struct making m;

	memset(m.slots, 0, sizeof m.slots);
	memset(m.n_parts, 0, sizeof m.n_parts);
	m.out = (struct layout){ .texts = 0 };
	for (unsigned i = 0; i < n; i++)
		if (ops[i].relative == relative)
			lay_op(&m, &ops[i]);
	return finish(&m, a, out);
}

/* The ops again, the groups last, these with their layouts. */
static bool
sort_ops(struct bound *b, struct arena *a)
{
	struct op *sorted = arena_alloc(a, b->n_ops * sizeof *sorted);
	unsigned n = 0;

	if (sorted == NULL)
		return false;
	for (unsigned i = 0; i < b->n_ops; i++)
		if (b->ops[i].type != FIELD_GROUPS)
			sorted[n++] = b->ops[i];
	b->n_groups = (uint16_t)(b->n_ops - n);
	for (unsigned i = 0; i < b->n_ops; i++) {
		struct op *op = &sorted[n];

		if (b->ops[i].type != FIELD_GROUPS)
			continue;
		*op = b->ops[i];
		n++;
		if (!lay_out(op->parts, op->n_parts, true, a, &op->layout) ||
		    !lay_out(op->parts, op->n_parts, false, a, &op->head))
			return false;
	}
	b->ops = sorted;
	return true;
}

/* The elements whose content the model has. */
static uint64_t
covered_by(const struct bound *b)
{
	uint64_t m = b->layout.values, all = 1 | b->rest | b->layout.texts;

	if (b->automatic)
		return ~(uint64_t)0;
	for (; m != 0; m &= m - 1) {
		unsigned i = (unsigned)__builtin_ctzll(m);

		if (b->layout.slots[i].op->format)
			all |= (uint64_t)1 << (i - 1);
	}
	for (unsigned i = 0; i < b->n_constants; i++)
		all |= (uint64_t)1 << b->constants[i].element;
	for (unsigned i = b->n_ops - b->n_groups; i < b->n_ops; i++)
		all |= b->ops[i].head.texts | b->ops[i].head.values |
		    b->ops[i].head.composites;
	return all;
}

static uint8_t
kind_of(const struct bound *b)
{
	if (b->node->segment == SEGMENT_ID2('H', 'L'))
		return BOUND_HL;
	if (b->level != NULL)
		return BOUND_LEVEL;
	if (b->carried)
		return BOUND_CARRIED;
	if (b->field != NULL)
		return BOUND_STRUCT;
	return b->automatic ? BOUND_AUTOMATIC : BOUND_OWN;
}

/* See bind.h. */
bool
bind_index(struct bound *b, struct arena *a)
{
	b->kind = kind_of(b);
	if (!sort_ops(b, a) || !lay_out(b->ops, b->n_ops, false, a,
	    &b->layout))
		return false;
	b->rest = b->layout.values | b->layout.composites |
	    b->layout.repeated;
	for (unsigned i = b->n_ops - b->n_groups; i < b->n_ops; i++)
		b->rest |= ~(((uint64_t)1 << b->ops[i].element) - 1);
	b->covered = covered_by(b);
	return true;
}

/* ---- what has no place ---------------------------------------------- */

struct offsets { uint16_t v[PRESENCE_MAX]; unsigned n; };

/* Where a field that is given has its pointers. */
static void
add_offsets(struct offsets *o, const struct field *f, size_t base)
{
	unsigned turns = f->type == FIELD_TEXTS ? f->n : 1;

	if (f->type == FIELD_PART) {
		for (unsigned i = 0; i < f->of->n; i++)
			add_offsets(o, &f->of->fields[i], base + f->offset);
		return;
	}
	for (unsigned i = 0; i < turns && o->n < PRESENCE_MAX; i++)
		o->v[o->n++] = (uint16_t)(base + f->offset + i * sizeof(str));
}

/* See bind.h. */
bool
bind_offsets(struct unplaced *u, struct arena *a)
{
	struct offsets o;
	uint16_t *copy;

	o.n = 0;
	for (unsigned i = 0; i < u->n; i++)
		add_offsets(&o, u->v[i], 0);
	copy = arena_alloc(a, o.n * sizeof *copy);
	if (copy == NULL)
		return false;
	memcpy(copy, o.v, o.n * sizeof *copy);
	u->offsets = copy;
	u->n_offsets = o.n;
	return true;
}

/* ---- is anything given? --------------------------------------------- */

struct presences { struct presence v[PRESENCE_MAX]; unsigned n; };

static void
add_presence(struct presences *p, size_t offset, unsigned child)
{
	if (p->n < PRESENCE_MAX)
		p->v[p->n++] = (struct presence){ (uint16_t)offset,
		    (uint8_t)child };
}

static void
add_ops(struct presences *p, const struct op *ops, unsigned n, size_t base,
    unsigned child)
{
	for (unsigned i = 0; i < n; i++) {
		const struct op *op = &ops[i];
		unsigned turns = op->type == FIELD_TEXTS ? op->n : 1;

		if (op->type == FIELD_PART) {
			add_ops(p, op->parts, op->n_parts, base + op->offset,
			    child);
			continue;
		}
		for (unsigned k = 0; k < turns; k++)
			add_presence(p, base + op->offset + k * sizeof(str),
			    child);
	}
}

/* How the writer knows of child `i` of a loop. */
static void
add_child(struct presences *p, struct bound *b, const struct bound *child,
    unsigned i)
{
	uint64_t bit = (uint64_t)1 << i % 64;

	if (child->level != NULL ||
	    child->node->segment == SEGMENT_ID2('S', 'E'))
		return;
	if (child->node->usage == USAGE_REQUIRED)
		b->required[i / 64] |= bit;
	if (child->field != NULL)
		add_presence(p, child->field->offset, i);
	else if (child->carried)
		b->carrying[i / 64] |= bit;
	else if (child->automatic || i == 0 || child->n_ops == 0)
		b->always[i / 64] |= bit;
	else
		add_ops(p, child->ops, child->n_ops, 0, i);
}

/* See bind.h. */
bool
bind_presence(const struct binding *binding, struct bound *b, struct arena *a)
{
	const struct guide_node *loop = b->node;
	struct presences p;
	struct presence *copy;

	p.n = 0;
	for (unsigned i = 0; i < loop->n_children; i++)
		add_child(&p, b, bound_of(binding, loop->children[i]), i);
	copy = arena_alloc(a, p.n * sizeof *copy);
	if (copy == NULL)
		return false;
	memcpy(copy, p.v, p.n * sizeof *copy);
	b->presence = copy;
	b->n_presence = (uint16_t)p.n;
	return true;
}
