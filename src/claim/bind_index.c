/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bind_index.c -- a binding's fields by element, for the reader's fast path.
 *
 * Most elements are one text or one amount.  The reader takes the elements
 * that were sent, bit by bit, and finds here where each goes; only what is
 * compound is looked for op by op.
 */
#include "claim/bind.h"

/* One element, one value. */
static bool
is_simple(const struct op *op)
{
	return op->component == 0 && op->type <= FIELD_WHEN;
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
	return b->field != NULL ? BOUND_STRUCT : BOUND_OWN;
}

/* The elements that a compound op looks at. */
static uint64_t
elements_of(const struct op *op)
{
	unsigned n = 1;

	if (op->type == FIELD_TEXTS && op->component == 0)
		n = op->n;
	else if (op->type == FIELD_GROUPS)
		return ~(((uint64_t)1 << op->element) - 1);
	return (((uint64_t)1 << n) - 1) << op->element;
}

/* The ops again, the simple ones first. */
static bool
sort_ops(struct bound *b, struct arena *a)
{
	struct op *sorted = arena_alloc(a, b->n_ops * sizeof *sorted);
	unsigned n = 0;

	if (sorted == NULL)
		return false;
	for (unsigned i = 0; i < b->n_ops; i++)
		if (is_simple(&b->ops[i]))
			sorted[n++] = b->ops[i];
	b->n_simple = (uint16_t)n;
	for (unsigned i = 0; i < b->n_ops; i++)
		if (!is_simple(&b->ops[i]))
			sorted[n++] = b->ops[i];
	b->ops = sorted;
	return true;
}

/* See bind.h. */
bool
bind_index(struct bound *b, struct arena *a)
{
	unsigned n = b->node->def->n_elements + 1;
	uint16_t *offsets = ARENA_ARRAY(a, uint16_t, n);
	uint8_t *ops_at = ARENA_ARRAY(a, uint8_t, n);

	b->kind = kind_of(b);
	if (offsets == NULL || ops_at == NULL || !sort_ops(b, a))
		return false;
	for (unsigned i = 0; i < b->n_simple; i++) {
		const struct op *op = &b->ops[i];
		uint64_t bit = (uint64_t)1 << op->element;

		if (op->type == FIELD_TEXT)
			b->texts |= bit;
		else
			b->values |= bit;
		offsets[op->element] = op->offset;
		ops_at[op->element] = (uint8_t)i;
	}
	b->rest = b->values;
	for (unsigned i = b->n_simple; i < b->n_ops; i++)
		b->rest |= elements_of(&b->ops[i]);
	b->offsets = offsets;
	b->ops_at = ops_at;
	return true;
}
