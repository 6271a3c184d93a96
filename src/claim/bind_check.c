/* SPDX-License-Identifier: Apache-2.0 */
/* bind_check.c -- what a binding leaves over (N1), for tests. */
#include "claim/bind.h"

#define SCHEMAS_MAX 128

typedef void tell_fn(void *ctx, const struct guide_node *node,
    unsigned element, unsigned component, const struct field *row);

struct checker {
	const struct binding *b;
	tell_fn *tell;
	void	*ctx;
	const struct schema *met[SCHEMAS_MAX];	/* already looked at */
	unsigned n_met;
};

/* The elements and components of one segment that are taken care of: a bit
 * each, bit 0 of components for the whole element. */
struct taken { uint64_t components[SEGMENT_MAX + 1]; };

/* ---- segments ------------------------------------------------------- */

static void
take(struct taken *t, unsigned element, unsigned component)
{
	t->components[element] |= (uint64_t)1 << component;
}

static bool
is_taken(const struct taken *t, unsigned element, unsigned component)
{
	return (t->components[element] >> component & 1) != 0;
}

/* Take what `op` holds; `base` is added to an element that is relative. */
static void
take_op(struct taken *t, const struct op *op, unsigned base)
{
	unsigned e = op->element + (op->relative ? base : 0);

	switch ((enum field_type)op->type) {
	case FIELD_PART:
		for (unsigned i = 0; i < op->n_parts; i++)
			take_op(t, &op->parts[i], op->parts[i].relative ? e :
			    0);
		return;
	case FIELD_GROUPS:
		for (unsigned turn = 0; turn < op->n; turn++)
			for (unsigned i = 0; i < op->n_parts; i++)
				take_op(t, &op->parts[i], op->element + turn *
				    op->field->stride);
		return;
	case FIELD_TEXTS:
		for (unsigned i = 0; i < op->n; i++)
			take(t, op->component == 0 ? e + i : e,
			    op->component == 0 ? 0 : op->component + i);
		return;
	default:
		take(t, e, op->component);
		if (op->format && op->component == 0)
			take(t, e - 1, 0);
		else if (op->format)
			take(t, e, op->component - 1);
	}
}

/* What the writer makes itself: ST, SE, and of HL all but the kind. */
static bool
is_made(const struct bound *b, unsigned element)
{
	return b->automatic && (b->node->segment != SEGMENT_ID2('H', 'L') ||
	    element != 3);
}

/* Tell what of element `i` nothing takes. */
static void
check_element(struct checker *k, const struct bound *b, const struct taken *t,
    unsigned i)
{
	const struct guide_element *e = &b->node->elements[i - 1];

	if (e->usage == USAGE_NOT_USED || is_taken(t, i, 0) || is_made(b, i))
		return;
	if (e->n_parts == 0)
		k->tell(k->ctx, b->node, i, 0, NULL);
	for (unsigned c = 1; c <= e->n_parts; c++)
		if (e->parts[c - 1].usage != USAGE_NOT_USED &&
		    !is_taken(t, i, c))
			k->tell(k->ctx, b->node, i, c, NULL);
}

static void
check_segment(struct checker *k, const struct bound *b)
{
	struct taken t = { { 0 } };

	if (b->carried) {
		k->tell(k->ctx, b->node, 0, 0, NULL);
		return;
	}
	for (unsigned i = 0; i < b->n_ops; i++)
		take_op(&t, &b->ops[i], 0);
	for (unsigned i = 0; i < b->n_constants; i++)
		take(&t, b->constants[i].element, b->constants[i].component);
	for (unsigned i = 1; i <= b->node->def->n_elements; i++)
		check_element(k, b, &t, i);
}

/* ---- rows ----------------------------------------------------------- */

static bool
ops_use(const struct op *ops, unsigned n, const struct field *f)
{
	for (unsigned i = 0; i < n; i++)
		if (ops[i].field == f ||
		    ops_use(ops[i].parts, ops[i].n_parts, f))
			return true;
	return false;
}

static bool
is_used(const struct binding *b, const struct field *f)
{
	for (unsigned i = 0; i < b->n_nodes; i++)
		if (b->nodes[i].field == f ||
		    ops_use(b->nodes[i].ops, b->nodes[i].n_ops, f))
			return true;
	return false;
}

/* Tell the rows of a schema, and of those below it, that nothing uses.  What
 * the reader and writer fill themselves has no place and is left out. */
static void
check_schema(struct checker *k, const struct schema *s)
{
	for (unsigned i = 0; i < k->n_met; i++)
		if (k->met[i] == s)
			return;
	if (k->n_met == SCHEMAS_MAX)
		return;
	k->met[k->n_met++] = s;
	for (unsigned i = 0; i < s->n; i++) {
		const struct field *f = &s->fields[i];

		if (f->place == NULL || f->place[0] == '\0')
			continue;
		if (!is_used(k->b, f))
			k->tell(k->ctx, NULL, 0, 0, f);
		if (f->of != NULL)
			check_schema(k, f->of);
	}
}

/* See bind.h. */
void
bind_uncovered(const struct binding *b, tell_fn *tell, void *ctx)
{
	struct checker k = { .b = b, .tell = tell, .ctx = ctx };

	for (unsigned i = 0; i < b->n_nodes; i++)
		if (b->nodes[i].node != NULL && !b->nodes[i].node->is_loop)
			check_segment(&k, &b->nodes[i]);
	for (unsigned i = 0; i < b->map->n_levels; i++)
		check_schema(&k, b->map->levels[i].schema);
}
