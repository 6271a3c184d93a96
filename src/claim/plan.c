/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plan.c -- a segment laid out as the writer writes it, see plan.h.
 *
 * Only what is plain has a plan: no repetitions, no dates of six digits, no
 * constant that depends on another.
 */
#include "claim/bind.h"

#define LONGEST	128		/* of a value's text, and of codes */
#define NONE	255		/* as `least`: no text is right as such */

/* A plan while it is made. */
struct making {
	const struct bound *b;
	struct plan_step steps[PLAN_STEPS];
	uint16_t words[PLAN_STEPS];
	struct plan_composite composites[PLAN_COMPOSITES];
	struct plan out;
	bool	 good;
};

/* ---- one step ------------------------------------------------------- */

static void
add_step(struct making *m, struct plan_step step, size_t word)
{
	if (m->out.n == PLAN_STEPS) {
		m->good = false;
		return;
	}
	if (step.kind != STEP_CONSTANT)
		m->out.values |= (uint64_t)1 << m->out.n;
	if (step.kind == STEP_DOUBT)
		m->out.doubts |= (uint64_t)1 << m->out.n;
	m->words[m->out.n] = (uint16_t)word;
	m->steps[m->out.n++] = step;
}

/* How values of a place are judged; NULL when the guide has no such place. */
static const struct sure_spec *
spec_at(const struct guide_node *node, unsigned element, unsigned component)
{
	const struct sure_spec *spec;

	if (element == 0 || element > node->def->n_elements)
		return NULL;
	spec = &node->sure[element - 1];
	if (component != 0) {
		if (spec->usage == USAGE_NOT_USED ||
		    component > spec->n_parts)
			return NULL;
		spec = &spec->parts[component - 1];
	}
	return spec->usage == USAGE_NOT_USED ||
	    (component == 0 && spec->kind == SURE_COMPOSITE) ? NULL : spec;
}

/* As many bytes or digits as the guide wants, but one at least. */
static void
set_limits(struct plan_step *step)
{
	unsigned least = step->spec->min > 1 ? step->spec->min : 1;

	if (least >= NONE || step->spec->max < least)
		step->least = NONE;
	else
		step->least = (uint8_t)least;
	step->span = step->least == NONE ? 0 :
	    (uint16_t)(step->spec->max - least);
}

/* The step of a text. */
static void
set_text(struct plan_step *step)
{
	const struct sure_spec *spec = step->spec;

	step->least = 1;
	step->span = LONGEST - 1;
	switch ((enum sure_kind)spec->kind) {
	case SURE_TEXT:
		set_limits(step);
		step->kind = step->least == NONE ? STEP_DOUBT : STEP_TEXT;
		break;
	case SURE_LETTER:
		step->kind = STEP_LETTER;
		break;
	case SURE_CODES:
		step->kind = STEP_CODES;
		break;
	default:
		step->kind = STEP_SOUND;
	}
}

/* The guide's element or component; there must be one. */
static const struct guide_element *
use_at(const struct guide_node *node, unsigned element, unsigned component)
{
	const struct guide_element *e = &node->elements[element - 1];

	return component == 0 ? e : &e->parts[component - 1];
}

/* Days with their format before them: the step stands at the format. */
static bool
set_period(const struct guide_node *node, struct plan_step *step)
{
	unsigned element = step->element - (step->component == 0);
	unsigned component = step->component - (step->component != 0);
	const struct code_list *formats;

	if (element == 0 || (step->component == 1) ||
	    spec_at(node, element, component) == NULL ||
	    step->spec->kind != SURE_PERIOD)
		return false;
	formats = use_at(node, element, component)->codes;
	step->kind = STEP_PERIOD;
	step->element = (uint8_t)element;
	step->component = (uint8_t)component;
	step->least = formats != NULL && code_list_has(formats, STR("D8"));
	step->span = formats != NULL && code_list_has(formats, STR("RD8"));
	return true;
}

/* Add the step of a field with one value. */
static void
add_slot(struct making *m, unsigned element, unsigned component,
    const struct field_slot *slot)
{
	const struct guide_node *node = m->b->node;
	struct plan_step step = { .kind = STEP_DOUBT,
	    .element = (uint8_t)element, .component = (uint8_t)component,
	    .least = NONE, .offset = slot->offset,
	    .spec = spec_at(node, element, component) };
	size_t word = slot->offset;

	switch (step.spec == NULL ? FIELD_UP : slot->type) {
	case FIELD_TEXT:
		set_text(&step);
		word += offsetof(str, n);
		break;
	case FIELD_AMOUNT:
		step.kind = STEP_AMOUNT;
		if (step.spec->kind == SURE_DECIMAL)
			set_limits(&step);
		break;
	case FIELD_QUANTITY:
		step.kind = STEP_QUANTITY;
		/* Money has two decimals; of a measure all are right. */
		if (use_at(node, element, component)->check == CHECK_DECIMAL &&
		    step.spec->kind == SURE_DECIMAL)
			set_limits(&step);
		break;
	case FIELD_WHEN:
		step.kind = STEP_DAY;
		step.least = step.spec->kind == SURE_DATE;
		if (use_at(node, element, component)->max == 6)
			m->good = false;
		if (slot->op->format && !set_period(node, &step))
			m->good = false;
		break;
	default:
		break;
	}
	add_step(m, step, word);
}

/* ---- constants ------------------------------------------------------ */

static const struct constant *
constant_at(const struct bound *b, unsigned element, unsigned component)
{
	for (unsigned i = 0; i < b->n_constants; i++)
		if (b->constants[i].element == element &&
		    b->constants[i].component == component)
			return &b->constants[i];
	return NULL;
}

/* Is a constant due, that depends on what comes next? */
static void
add_constant(struct making *m, const struct constant *c)
{
	struct plan_step step = { .kind = STEP_CONSTANT,
	    .element = c->element, .component = c->component,
	    .least = (uint8_t)c->code.n, .code = c->code.p };

	if (c->code.n > LONGEST)
		m->good = false;
	if (c->with_next && m->out.n < PLAN_STEPS)
		m->out.with_next |= (uint64_t)1 << m->out.n;
	else if (c->component == 0 && m->out.n < PLAN_STEPS)
		m->out.always |= (uint64_t)1 << m->out.n;
	add_step(m, step, 0);
}

/* P4: behind each constant that depends on it, the next place has a step. */
static void
check_constants(struct making *m)
{
	for (uint64_t c = m->out.with_next; c != 0; c &= c - 1) {
		unsigned i = (unsigned)__builtin_ctzll(c);
		const struct plan_step *a = &m->steps[i], *z = a + 1;

		if (i + 1 >= m->out.n || z->kind == STEP_CONSTANT ||
		    z->element != a->element + (a->component == 0) ||
		    z->component != a->component + (a->component != 0))
			m->good = false;
	}
}

/* ---- composites and elements ---------------------------------------- */

/* The bits of the steps from number `from` on. */
static uint64_t
bits_from(const struct making *m, unsigned from)
{
	return m->out.n >= 64 ? ~(uint64_t)0 << from :
	    (((uint64_t)1 << m->out.n) - 1) & ~(((uint64_t)1 << from) - 1);
}

/* What is asked of the steps of a composite, the last ones made. */
static void
close_composite(struct making *m, unsigned element, unsigned from)
{
	const struct sure_spec *spec = &m->b->node->sure[element - 1];
	struct plan_composite *c = &m->composites[m->out.n_composites];
	uint64_t all = bits_from(m, from), places = 0;

	if (m->out.n_composites == PLAN_COMPOSITES ||
	    spec->kind != SURE_COMPOSITE) {
		m->good = false;
		return;
	}
	m->out.n_composites++;
	*c = (struct plan_composite){ .parts = all & m->out.values,
	    .adds = all & ~m->out.values & ~m->out.with_next };
	for (unsigned i = from; i < m->out.n; i++) {
		unsigned part = m->steps[i].component;
		bool both = m->steps[i].kind == STEP_PERIOD;
		uint64_t bit = (uint64_t)1 << i;

		places |= (uint64_t)(both ? 3 : 1) << part;
		for (unsigned k = part; k <= part + both; k++) {
			if (k > spec->n_parts)
				continue;
			if (spec->parts[k - 1].usage == USAGE_REQUIRED)
				c->required |= bit;
			if ((spec->noted >> k & 1) != 0)
				c->noted |= bit;
		}
	}
	for (unsigned k = 1; k <= spec->n_parts; k++)
		if (spec->parts[k - 1].usage == USAGE_REQUIRED &&
		    (places >> k & 1) == 0)
			m->good = false;
}

/* Does the slot hold days whose format stands before them? */
static bool
has_format(const struct field_slot *slot)
{
	return slot->type == FIELD_WHEN && slot->op->format;
}

static void
add_composite(struct making *m, unsigned element,
    const struct parts_layout *l)
{
	unsigned n = m->b->node->elements[element - 1].n_parts;
	unsigned from = m->out.n;

	for (unsigned i = 1; i <= n || i <= l->n; i++) {
		const struct constant *c = constant_at(m->b, element, i);

		if (i <= l->n && l->slots[i - 1].type != FIELD_UP)
			add_slot(m, element, i, &l->slots[i - 1]);
		else if (c != NULL && i < l->n && has_format(&l->slots[i]))
			m->good = false;
		else if (c != NULL)
			add_constant(m, c);
	}
	close_composite(m, element, from);
}

/* The step or steps of element `i` of a layout, at `element`. */
static void
add_element(struct making *m, const struct layout *l, unsigned i,
    unsigned element)
{
	const struct constant *c = constant_at(m->b, element, 0);

	if (element > m->b->node->def->n_elements)
		m->good = false;
	else if (((l->texts | l->values) >> i & 1) != 0)
		add_slot(m, element, 0, &l->slots[i]);
	else if ((l->composites >> i & 1) != 0)
		add_composite(m, element, &l->parts[i]);
	else if (c != NULL)
		add_constant(m, c);
}

/* The words of what this guide has no place for (P3). */
static void
add_unplaced(struct making *m, const struct unplaced *u, size_t base)
{
	for (unsigned i = 0; i < u->n_offsets; i++)
		add_step(m, (struct plan_step){ .kind = STEP_DOUBT },
		    base + u->offsets[i]);
}

static void
add_unplaced_parts(struct making *m, const struct op *ops, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		if (ops[i].type == FIELD_PART)
			add_unplaced(m, &ops[i].unplaced, ops[i].offset);
}

/* P2: a format may have taken the place of a constant. */
static void
check_order(struct making *m)
{
	unsigned before = 0;

	for (unsigned i = 0; i < m->out.n; i++) {
		const struct plan_step *s = &m->steps[i];
		unsigned here = s->element * 64u + s->component;
		unsigned width = s->kind != STEP_PERIOD ? 0 :
		    s->component != 0 ? 1 : 64;

		if (s->kind == STEP_DOUBT && s->element == 0)
			continue;
		if (here <= before || s->component >= 63)
			m->good = false;
		before = here + width;
	}
}

/* ---- whole plans ---------------------------------------------------- */

static void
begin(struct making *m, const struct bound *b)
{
	m->b = b;
	m->out = (struct plan){ .n = 0 };
	m->good = true;
}

static const void *
keep(struct arena *a, const void *v, size_t n, size_t size)
{
	void *copy = arena_alloc(a, n * size + 1);

	if (copy != NULL && n != 0)
		memcpy(copy, v, n * size);
	return copy;
}

/* Keep what was made in *out.  False when there is no memory. */
static bool
finish(struct making *m, struct arena *a, struct plan *out)
{
	m->out.steps = keep(a, m->steps, m->out.n, sizeof m->steps[0]);
	m->out.words = keep(a, m->words, m->out.n, sizeof m->words[0]);
	m->out.composites = keep(a, m->composites, m->out.n_composites,
	    sizeof m->composites[0]);
	*out = m->out;
	return out->steps != NULL && out->words != NULL &&
	    out->composites != NULL;
}

/* All of a segment but its groups. */
static void
make_fields(struct making *m, const struct bound *b)
{
	unsigned n = b->node->def->n_elements;
	const struct layout *l = &b->layout;

	begin(m, b);
	m->good = l->repeated == 0 && b->n_groups == 0 &&
	    ((l->texts | l->values | l->composites) >> n >> 1) == 0;
	for (unsigned i = 1; i <= n; i++)
		add_element(m, l, i, i);
	add_unplaced_parts(m, b->ops, b->n_ops);
	if (b->field != NULL && !b->node->is_loop)
		add_unplaced(m, &b->unplaced, 0);
	check_constants(m);
	check_order(m);
}

/* What the groups of a segment share: texts before the first. */
static void
make_head(struct making *m, const struct bound *b, const struct op *op)
{
	const struct layout *l = &op->head;

	begin(m, b);
	m->good = (l->values | l->composites | l->repeated) == 0 &&
	    l->texts >> op->element == 0;
	for (unsigned i = 1; i < op->element; i++)
		add_element(m, l, i, i);
	check_constants(m);
	check_order(m);
}

/* The steps of group `turn`. */
static void
make_turn(struct making *m, const struct bound *b, const struct op *op,
    unsigned turn)
{
	unsigned stride = op->field->stride;
	const struct layout *l = &op->layout;

	begin(m, b);
	m->good = l->repeated == 0;
	for (unsigned k = 0; k < stride; k++)
		add_element(m, l, k, op->element + turn * stride + k);
	add_unplaced(m, &op->unplaced, 0);
	add_unplaced_parts(m, op->parts, op->n_parts);
	check_constants(m);
	check_order(m);
}

/* Do a turn's steps differ from the first's only in their elements? */
static bool
is_same_shape(const struct making *m, const struct plan *first)
{
	const struct plan *p = &m->out;

	if (!m->good || p->n != first->n || p->values != first->values ||
	    p->always != first->always || p->with_next != first->with_next ||
	    p->n_composites != first->n_composites ||
	    p->doubts != first->doubts)
		return false;
	return memcmp(m->words, first->words, p->n * sizeof m->words[0]) ==
	    0 && memcmp(m->composites, first->composites, p->n_composites *
	    sizeof m->composites[0]) == 0;
}

/* The plan of a group, with steps for each turn.  *good is false when it can
 * have none; false when there is no memory. */
static bool
plan_turns(struct making *m, const struct bound *b, const struct op *op,
    struct arena *a, struct plan *out, bool *good)
{
	struct plan_step *all;
	unsigned n;

	make_turn(m, b, op, 0);
	*good = m->good && op->n != 0;
	if (!*good)
		return true;
	n = m->out.n;
	all = arena_alloc(a, (size_t)n * op->n * sizeof *all + 1);
	if (all == NULL || !finish(m, a, out))
		return false;
	for (unsigned t = 0; t < op->n && *good; t++) {
		make_turn(m, b, op, t);
		*good = is_same_shape(m, out);
		memcpy(all + (size_t)t * n, m->steps, n * sizeof *all);
	}
	out->steps = all;
	return true;
}

static size_t
room_of(const struct plan *p, size_t turns)
{
	size_t room = 0;

	for (unsigned i = 0; i < p->n; i++) {
		size_t text = (size_t)p->steps[i].least + p->steps[i].span;

		room += (text > LONGEST ? text : LONGEST) + 8;
	}
	return room * turns;
}

/* Is it a segment of groups and nothing else? */
static bool
is_groups(const struct bound *b)
{
	return b->field == NULL && b->n_ops == 1 && b->n_groups == 1 &&
	    b->ops[0].field->stride != 0;
}

/* See bind.h. */
bool
plan_segment(struct bound *b, struct arena *a)
{
	const struct op *op = is_groups(b) ? &b->ops[0] : NULL;
	struct segment_plan plan = { .groups = op,
	    .name = b->node->segment, .name_n = (uint8_t)b->node->id.n,
	    .required = b->node->required, .noted = b->node->noted,
	    .pairs = b->node->pairs, .any = b->node->any };
	struct segment_plan *kept;
	struct making m;
	bool good = true;

	if (b->automatic || b->carried || b->n_ops == 0 ||
	    b->node->id.n > 3 || b->node->def->n_elements > SEGMENT_MAX)
		return true;
	if (op != NULL)
		make_head(&m, b, op);
	else
		make_fields(&m, b);
	if (!m.good)
		return true;
	kept = arena_alloc(a, sizeof *kept);
	if (kept == NULL || !finish(&m, a, &plan.fields) || (op != NULL &&
	    !plan_turns(&m, b, op, a, &plan.group, &good)))
		return false;
	if (!good)
		return true;
	plan.room = (uint32_t)(room_of(&plan.fields, 1) +
	    room_of(&plan.group, op == NULL ? 0 : op->n) + 256);
	*kept = plan;
	b->plan = kept;
	return true;
}
