/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bind_quick.c -- a segment laid out as the writer writes it: one step for
 * each element in turn, see emit_quick.c.
 *
 * Only what is plain has such a plan; a segment without one, and one whose
 * steps meet with anything unusual, is written as emit_fields.c does.
 */
#include "claim/bind.h"

#define ELEMENTS	40	/* in a segment with a plan, at most */
#define PARTS		16	/* in a composite */

static const struct constant *
constant_at(const struct bound *b, unsigned element, unsigned component)
{
	for (unsigned i = 0; i < b->n_constants; i++)
		if (b->constants[i].element == element &&
		    b->constants[i].component == component)
			return &b->constants[i];
	return NULL;
}

/* The step of a field with one value.  A date in six digits has none. */
static bool
plan_slot(const struct bound *b, unsigned element,
    const struct field_slot *slot, struct quick *out)
{
	*out = (struct quick){ .kind = QUICK_VALUE, .offset = slot->offset,
	    .slot = slot };
	if (slot->type == FIELD_TEXT)
		out->kind = QUICK_TEXT;
	return slot->type != FIELD_WHEN || slot->op->format ||
	    b->node->elements[element - 1].max != 6;
}

/* The format before a date is told from the date, and so comes with it. */
static bool
plan_format(struct quick *steps, unsigned i)
{
	if (steps[i].kind != QUICK_VALUE || !steps[i].slot->op->format)
		return true;
	if (i == 0 || steps[i - 1].kind != QUICK_NOTHING)
		return false;
	steps[i - 1] = steps[i];
	steps[i - 1].kind = QUICK_FORMAT;
	steps[i].kind = QUICK_HELD;
	return true;
}

/* Steps of constants; one that depends on what follows wants a text there. */
static bool
plan_constants(const struct bound *b, unsigned element, bool parts,
    struct quick *steps, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		const struct constant *c = parts ? constant_at(b, element,
		    i + 1) : constant_at(b, i + 1, 0);

		if (c == NULL)
			continue;
		if (steps[i].kind != QUICK_NOTHING || (c->with_next &&
		    (i + 1 == n || steps[i + 1].kind != QUICK_TEXT)))
			return false;
		steps[i] = (struct quick){ .kind = c->with_next ?
		    QUICK_CODE_NEXT : QUICK_CODE, .n = (uint8_t)c->code.n,
		    .offset = c->with_next ? steps[i + 1].offset : 0,
		    .code = c->code.p };
	}
	return true;
}

static const struct quick *
keep_steps(struct arena *a, const struct quick *steps, unsigned n)
{
	struct quick *copy = arena_alloc(a, n * sizeof *copy);

	if (copy != NULL)
		memcpy(copy, steps, n * sizeof *copy);
	return copy;
}

/* The step of a composite; its own steps end with the last that may hold
 * something. */
static bool
plan_composite(const struct bound *b, unsigned element,
    const struct parts_layout *l, struct arena *a, struct quick *out)
{
	struct quick steps[PARTS] = { { 0 } };
	unsigned n = l->n;

	if (b->node->elements[element - 1].n_parts > n)
		n = b->node->elements[element - 1].n_parts;
	if (n > PARTS)
		return false;
	for (unsigned i = 0; i < l->n; i++)
		if (l->slots[i].type != FIELD_UP &&
		    !plan_slot(b, element, &l->slots[i], &steps[i]))
			return false;
	for (unsigned i = 0; i < n; i++)
		if (!plan_format(steps, i))
			return false;
	if (!plan_constants(b, element, true, steps, n))
		return false;
	while (n > 0 && steps[n - 1].kind == QUICK_NOTHING)
		n--;
	*out = (struct quick){ .kind = QUICK_COMPOSITE, .n = (uint8_t)n,
	    .parts = keep_steps(a, steps, n) };
	return out->parts != NULL;
}

static bool
plan_elements(const struct bound *b, const struct layout *l, unsigned n,
    struct arena *a, struct quick *steps)
{
	for (unsigned i = 1; i <= n; i++) {
		if ((((l->texts | l->values) >> i & 1) != 0 &&
		    !plan_slot(b, i, &l->slots[i], &steps[i - 1])) ||
		    ((l->composites >> i & 1) != 0 &&
		    !plan_composite(b, i, &l->parts[i], a, &steps[i - 1])))
			return false;
	}
	for (unsigned i = 0; i < n; i++)
		if (!plan_format(steps, i))
			return false;
	return plan_constants(b, 0, false, steps, n);
}

/* Has a composite fields that this guide has no place for? */
static bool
has_unplaced(const struct bound *b)
{
	for (unsigned i = 0; i < b->n_ops; i++)
		if (b->ops[i].type == FIELD_PART && b->ops[i].unplaced.n != 0)
			return true;
	return false;
}

/* All texts and parts that the steps may write. */
static unsigned
count_cells(const struct quick *steps, unsigned n)
{
	unsigned cells = 0;

	for (unsigned i = 0; i < n; i++)
		cells += steps[i].kind == QUICK_COMPOSITE ? steps[i].n :
		    steps[i].kind != QUICK_NOTHING;
	return cells;
}

/* The plan of a segment of groups alone: what they share, which are texts, and
 * then the steps of one group. */
static bool
plan_groups(struct bound *b, struct arena *a, struct quick *steps)
{
	const struct op *op = &b->ops[0];
	unsigned first = op->element, stride = op->field->stride;

	if (stride == 0 || b->n_constants != 0 || first == 0 ||
	    first + op->n * stride > ELEMENTS || op->layout.repeated != 0 ||
	    op->layout.usual != 0 || (op->head.values | op->head.composites |
	    op->head.repeated | op->head.usual) != 0 ||
	    op->head.texts >> first != 0)
		return false;
	for (unsigned i = 1; i < first; i++)
		if ((op->head.texts >> i & 1) != 0 &&
		    !plan_slot(b, i, &op->head.slots[i], &steps[i - 1]))
			return false;
	for (unsigned k = 0; k < stride; k++) {
		struct quick *step = &steps[first - 1 + k];

		if ((((op->layout.texts | op->layout.values) >> k & 1) != 0 &&
		    !plan_slot(b, first + k, &op->layout.slots[k], step)) ||
		    ((op->layout.composites >> k & 1) != 0 &&
		    !plan_composite(b, first + k, &op->layout.parts[k], a,
			step)))
			return false;
		if (step->kind == QUICK_VALUE && step->slot->op->format)
			return false;
	}
	b->n_quick_group = (uint8_t)stride;
	return true;
}

/* The plan of any other; returns how many steps, 0 when it can have none. */
static unsigned
plan_fields(struct bound *b, struct arena *a, struct quick *steps)
{
	unsigned n = b->node->def->n_elements;

	if (b->n_groups != 0 || b->layout.repeated != 0 || n > ELEMENTS ||
	    (b->layout.texts | b->layout.values | b->layout.composites) >>
	    n >> 1 != 0 || !plan_elements(b, &b->layout, n, a, steps))
		return 0;
	while (n > 0 && steps[n - 1].kind == QUICK_NOTHING)
		n--;
	return count_cells(steps, n) > QUICK_CELLS ? 0 : n;
}

/* See bind.h. */
bool
bind_quick(struct bound *b, struct arena *a)
{
	struct quick steps[ELEMENTS] = { { 0 } };
	unsigned n;

	if (b->automatic || b->carried || b->n_ops == 0)
		return true;
	if (b->n_ops != 1 || b->n_groups != 1)
		n = plan_fields(b, a, steps);
	else if (b->field == NULL && plan_groups(b, a, steps) &&
	    count_cells(steps, ELEMENTS) * b->ops[0].n <= QUICK_CELLS)
		n = b->ops[0].element - 1u + b->n_quick_group;
	else
		n = 0;
	for (unsigned i = 0; i < n; i++)
		if (steps[i].kind == QUICK_CODE ||
		    steps[i].kind == QUICK_CODE_NEXT)
			b->codes |= (uint64_t)2 << i;
	b->quick = keep_steps(a, steps, n);
	b->n_quick = (uint8_t)n;
	b->parts_unplaced = has_unplaced(b);
	return b->quick != NULL;
}
