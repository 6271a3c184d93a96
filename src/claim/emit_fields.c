/* SPDX-License-Identifier: Apache-2.0 */
/*
 * emit_fields.c -- fields to cells: the texts of a segment's elements.
 *
 * A cell is one element's text.  The layout (bind.h) says which field stands
 * where; a composite is joined here from its parts, and only the parts have
 * been looked at for separators then: simple cells are when they are copied.
 */
#include "claim/emit.h"

#include "claim/fill.h"
#include "x12/stream.h"

/* ---- values as texts ------------------------------------------------ */

/* Room for one number or date of the segment at hand. */
static char *
number_room(struct emitter *e)
{
	return e->numbers[e->n_numbers++ % EMIT_ELEMENTS];
}

/* Every kind of value begins with a pointer that is NULL without one. */
static inline bool
is_given(const struct field_slot *slot, const void *object)
{
	return *(void *const *)(const void *)((const char *)object +
	    slot->offset) != NULL;
}

/* The text of a field that has one value; empty when nothing is given. */
static str
text_of(struct emitter *e, const struct field_slot *slot, const void *object)
{
	const void *at = (const char *)object + slot->offset;

	switch ((enum field_type)slot->type) {
	case FIELD_TEXT:
		return *(const str *)at;
	case FIELD_AMOUNT:
		return amount_given(at) ? amount_text(at, number_room(e)) :
		    (str){ NULL, 0 };
	case FIELD_QUANTITY:
		return quantity_given(at) ? quantity_text(at,
		    number_room(e)) : (str){ NULL, 0 };
	case FIELD_WHEN:
		return when_given(at) ? when_text(at, number_room(e)) :
		    (str){ NULL, 0 };
	default:
		return (str){ NULL, 0 };
	}
}

/* The format (element 1250) that says how a date is written. */
static str
format_of(str text)
{
	switch (text.n) {
	case 4:
		return STR("TM");
	case 6:
		return STR("D6");
	case 12:
		return STR("DT");
	case 17:
		return STR("RD8");
	case 25:
		return STR("RDT");
	default:
		return STR("D8");
	}
}

/* One day where the guide wants a period: from that day through that day. */
static str
period_text(struct emitter *e, const struct guide_element *format, str text)
{
	if (text.n != 8 || format == NULL || format->codes == NULL ||
	    code_list_has(format->codes, STR("D8")) ||
	    !code_list_has(format->codes, STR("RD8")))
		return text;
	return arena_fmt(&e->scratch, STR_FMT "-" STR_FMT, STR_ARG(text),
	    STR_ARG(text));
}

/* How the guide uses a place of the segment at hand; NULL: not at all. */
static const struct guide_element *
use_of(const struct emitter *e, unsigned element, unsigned component)
{
	const struct guide_node *node = e->bound->node;
	const struct guide_element *use;

	if (element == 0 || element > node->def->n_elements)
		return NULL;
	use = &node->elements[element - 1];
	if (component == 0)
		return use;
	return component <= use->n_parts ? &use->parts[component - 1] : NULL;
}

/* What stands for an empty qualifier: the usual code, or the first of the
 * guide's when it does not know that. */
static str
usual_code(const struct guide_element *use, const char *usual)
{
	str code = str_of(usual);

	if (code.n == 0 || use == NULL || use->usage != USAGE_REQUIRED)
		return (str){ NULL, 0 };
	if (use->codes == NULL || code_list_has(use->codes, code))
		return code;
	return use->codes->text[0];
}

/* ---- composites ----------------------------------------------------- */

struct parts { str v[SEGMENT_MAX + 2]; unsigned n; };

static void
set_part(struct parts *p, unsigned i, str text)
{
	while (p->n <= i)
		p->v[p->n++] = (str){ NULL, 0 };
	p->v[i] = text;
}

static bool
has_part(const struct parts *p, unsigned i)
{
	return i < p->n && p->v[i].n != 0;
}

/* Is `text` free of separators?  Reports it if not. */
static bool
is_clean(struct emitter *e, unsigned element, unsigned component, str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (emit_is_separator(e, (unsigned char)text.p[i])) {
			emit_separator_found(e, emit_member(e, element,
			    component), text.p + i);
			return false;
		}
	return true;
}

/* Parts of composite `element` that the guide leaves no choice of. */
static void
add_part_constants(const struct emitter *e, unsigned element,
    struct parts *p)
{
	const struct bound *b = e->bound;

	for (unsigned i = 0; i < b->n_constants; i++) {
		const struct constant *c = &b->constants[i];

		if (c->element == element && c->component != 0 &&
		    (!c->with_next || has_part(p, c->component + 1u)))
			set_part(p, c->component, c->code);
	}
}

static str
join_parts(struct emitter *e, const struct parts *p, unsigned n)
{
	size_t size = 1;
	char *to, *at;

	for (unsigned i = 1; i < n; i++)
		size += p->v[i].n + 1;
	to = at = emit_scratch(e, size);
	if (to == NULL)
		return (str){ NULL, 0 };
	for (unsigned i = 1; i < n; i++) {
		if (i > 1)
			*at++ = (char)e->d.component;
		if (p->v[i].n != 0)
			memcpy(at, p->v[i].p, p->v[i].n);
		at += p->v[i].n;
	}
	return (str){ to, (size_t)(at - to) };
}

/* The composite at `element` from the fields of `object`; empty when none of
 * them is given. */
static str
composite_text(struct emitter *e, const struct parts_layout *l,
    const void *object, unsigned element)
{
	struct parts p;			/* v[0..n) are set */
	unsigned last;
	bool any = false;

	p.n = 0;
	for (unsigned i = 0; i < l->n; i++) {
		const struct field_slot *slot = &l->slots[i];
		str text;

		if (slot->type == FIELD_UP || !is_given(slot, object))
			continue;
		text = text_of(e, slot, object);
		if (text.n == 0)
			continue;
		any = true;
		if (!is_clean(e, element, i + 1, text))
			continue;
		if (slot->op->format) {
			text = period_text(e, use_of(e, element, i), text);
			set_part(&p, i, format_of(text));
		}
		set_part(&p, i + 1, text);
	}
	if (!any)
		return (str){ NULL, 0 };
	for (unsigned i = 0; i < l->n; i++)
		if (l->slots[i].type != FIELD_UP &&
		    l->slots[i].op->field->usual != NULL &&
		    !has_part(&p, i + 1))
			set_part(&p, i + 1, usual_code(use_of(e, element,
			    i + 1), l->slots[i].op->field->usual));
	add_part_constants(e, element, &p);
	for (last = p.n; last > 1 && p.v[last - 1].n == 0;)
		last--;
	return join_parts(e, &p, last);
}

/* ---- elements ------------------------------------------------------- */

/* Without a separator for repetitions there can be only one. */
static void
check_repetitions(struct emitter *e, unsigned element, bool several)
{
	if (several && e->d.repetition == e->d.element)
		emit_finding(e, FINDING_MODEL_TOO_MANY, e->bound->node,
		    emit_member(e, element, 0), (str){ NULL, 0 }, STR("1"));
}

static void
emit_repeated(struct emitter *e, unsigned element, const struct texts *t)
{
	size_t n = 0;
	char *to, *at;

	for (size_t i = 0; i < t->n; i++)
		n += t->v[i].n + 1;
	check_repetitions(e, element, t->n > 1);
	if (n == 0 || (to = at = emit_scratch(e, n)) == NULL)
		return;
	for (size_t i = 0; i < t->n; i++) {
		if (!is_clean(e, element, 0, t->v[i]))
			continue;
		if (i != 0)
			*at++ = (char)e->d.repetition;
		if (t->v[i].n != 0)
			memcpy(at, t->v[i].p, t->v[i].n);
		at += t->v[i].n;
	}
	emit_set_joined(e, element, (str){ to, (size_t)(at - to) });
}

/* An amount, quantity or date. */
static void
emit_value(struct emitter *e, const struct field_slot *slot,
    const void *object, unsigned element)
{
	str text;

	if (!is_given(slot, object))
		return;
	text = text_of(e, slot, object);
	if (text.n == 0)
		return;
	if (slot->op->format) {
		text = period_text(e, use_of(e, element - 1, 0), text);
		emit_set(e, element - 1, format_of(text));
	} else if (slot->type == FIELD_WHEN && text.n == 8 &&
	    use_of(e, element, 0)->max == 6) {
		text = (str){ text.p + 2, 6 };	/* YYMMDD, of ISA09 */
	}
	emit_set(e, element, text);
}

/* The fields of `object` into the cells from number `base` on. */
static void
emit_layout(struct emitter *e, const struct layout *l, const void *object,
    unsigned base)
{
	for (uint64_t m = l->texts; m != 0; m &= m - 1) {
		unsigned i = (unsigned)__builtin_ctzll(m);
		const str *text = (const void *)((const char *)object +
		    l->slots[i].offset);

		if (text->n != 0)
			emit_set(e, base + i, *text);
	}
	for (uint64_t m = l->values; m != 0; m &= m - 1) {
		unsigned i = (unsigned)__builtin_ctzll(m);

		emit_value(e, &l->slots[i], object, base + i);
	}
	for (uint64_t m = l->composites; m != 0; m &= m - 1) {
		unsigned i = (unsigned)__builtin_ctzll(m);
		str text = composite_text(e, &l->parts[i], object, base + i);

		if (text.n != 0)
			emit_set_joined(e, base + i, text);
	}
	for (uint64_t m = l->repeated; m != 0; m &= m - 1) {
		unsigned i = (unsigned)__builtin_ctzll(m);

		emit_repeated(e, base + i, (const void *)(
		    (const char *)object + l->slots[i].offset));
	}
}

/* Usual codes for qualifiers that are empty. */
static void
emit_usual(struct emitter *e, const struct layout *l, unsigned base)
{
	for (uint64_t m = l->usual & ~(e->have >> base); m != 0; m &= m - 1) {
		unsigned i = (unsigned)__builtin_ctzll(m);

		emit_set(e, base + i, usual_code(use_of(e, base + i, 0),
		    l->slots[i].op->field->usual));
	}
}

/* What composites hold that this guide has no place for. */
static void
emit_unplaced_parts(struct emitter *e, const struct op *ops, unsigned n,
    const void *object)
{
	for (unsigned i = 0; i < n; i++)
		if (ops[i].type == FIELD_PART && ops[i].unplaced.n != 0)
			emit_unplaced(e, e->bound->node, &ops[i].unplaced,
			    (const char *)object + ops[i].offset,
			    ops[i].field->name);
}

/* ---- a segment's fields --------------------------------------------- */

/* See emit.h. */
bool
emit_fields(struct emitter *e)
{
	const struct bound *b = e->bound;
	unsigned simple = b->n_ops - b->n_groups;

	emit_layout(e, &b->layout, e->object, 0);
	emit_unplaced_parts(e, b->ops, simple, e->object);
	for (unsigned i = simple; i < b->n_ops; i++) {
		const struct op *op = &b->ops[i];
		void *next = ((const struct list *)field_at(e->object,
		    op->field))->first;

		e->first_group = 1;
		(void)emit_groups(e, op, &next);
		if (next != NULL)
			emit_finding(e, FINDING_MODEL_TOO_MANY, b->node,
			    op->field->name, (str){ NULL, 0 },
			    STR("the segment"));
	}
	return e->have != 0;
}

/* See emit.h. */
void
emit_usual_codes(struct emitter *e)
{
	emit_usual(e, &e->bound->layout, 0);
}

/* ---- groups --------------------------------------------------------- */

static bool
breaks_before(const struct op *op, const void *item)
{
	return *(const bool *)((const char *)item + op->field->of->breaks);
}

/* What a group's struct holds that this guide has no place for. */
static void
emit_unplaced_group(struct emitter *e, const struct op *op, const void *item)
{
	if (op->unplaced.n != 0)
		emit_unplaced(e, e->bound->node, &op->unplaced, item,
		    op->field->name);
	emit_unplaced_parts(e, op->parts, op->n_parts, item);
}

/* Repetitions of one composite. */
static bool
emit_repetitions(struct emitter *e, const struct op *op, void **next)
{
	struct buf text;
	str all;

	check_repetitions(e, op->element, *next != NULL &&
	    *(void **)*next != NULL);
	buf_init(&text, SLAB_TEXT);
	for (; *next != NULL; *next = *(void **)*next) {
		if (e->taken++ != 0)
			buf_putc(&text, (char)e->d.repetition);
		buf_add(&text, composite_text(e, &op->layout.parts[0], *next,
		    op->element));
		emit_unplaced_group(e, op, *next);
	}
	all = arena_str(&e->scratch, buf_str(&text));
	e->failed |= all.p == NULL || text.failed;
	buf_fini(&text);
	if (all.n != 0)
		emit_set_joined(e, op->element, all);
	return e->taken != 0;
}

/* See emit.h. */
bool
emit_groups(struct emitter *e, const struct op *op, void **next)
{
	void *first = *next;
	unsigned stride = op->field->stride;

	e->taken = 0;
	e->groups = op;
	if (stride == 0)
		return emit_repetitions(e, op, next);
	for (unsigned t = 0; t < op->n && *next != NULL; t++) {
		unsigned base = op->element + t * stride;
		uint64_t own = (((uint64_t)1 << stride) - 1) << base;
		void *item = *next;

		if (t > 0 && (breaks_before(op, item) ||
		    !fill_same_head(op, first, item)))
			break;
		emit_layout(e, &op->layout, item, base);
		emit_layout(e, &op->head, item, 0);
		if ((e->have & own) != 0)
			emit_usual(e, &op->layout, base);
		emit_unplaced_group(e, op, item);
		e->taken++;
		*next = *(void **)item;
	}
	return e->taken != 0;
}
