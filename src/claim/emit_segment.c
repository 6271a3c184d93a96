/* SPDX-License-Identifier: Apache-2.0 */
/*
 * emit_segment.c -- one segment: fields to elements, checked, appended.
 *
 * Fields are put into cells, one an element; a composite is joined first.
 * Then the constants are added that the guide leaves no choice of, the cells
 * are joined, and the segment, still at hand with its element ends, is judged
 * by the same tables that judge a file (O2).
 */
#include "claim/emit.h"

#include "claim/fill.h"
#include "x12/stream.h"

/* Classes of bytes. */
enum { CLASS_PLAIN, CLASS_ODD, CLASS_SEPARATOR };

/* See emit.h. */
void
emit_separators(struct emitter *e, const struct delimiters *d)
{
	e->d = *d;
	for (unsigned i = 0; i < 256; i++)
		e->class[i] = i < 0x20 || i > 0x7E ? CLASS_ODD : CLASS_PLAIN;
	e->class[d->element] = e->class[d->segment] = CLASS_SEPARATOR;
	e->class[d->component] = e->class[d->repetition] = CLASS_SEPARATOR;
}

static void *
scratch(struct emitter *e, size_t n)
{
	void *p = arena_alloc(&e->scratch, n);

	if (p == NULL)
		e->failed = true;
	return p;
}

/* ---- cells ---------------------------------------------------------- */

/* The text of a simple field; empty when nothing is given. */
static str
text_of(struct emitter *e, const struct op *op, const void *at)
{
	char *to;

	switch ((enum field_type)op->type) {
	case FIELD_TEXT:
		return *(const str *)at;
	case FIELD_AMOUNT:
		if (!amount_given(at) || (to = scratch(e,
		    VALUE_TEXT_MAX)) == NULL)
			break;
		return amount_text(at, to);
	case FIELD_QUANTITY:
		if (!quantity_given(at) || (to = scratch(e,
		    VALUE_TEXT_MAX)) == NULL)
			break;
		return quantity_text(at, to);
	case FIELD_WHEN:
		if (!when_given(at) || (to = scratch(e,
		    VALUE_TEXT_MAX)) == NULL)
			break;
		return when_text(at, to);
	default:
		break;
	}
	return (str){ NULL, 0 };
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
	case 8:
		return STR("D8");
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

static void
set_cell(struct emitter *e, unsigned element, str text)
{
	if (element >= EMIT_ELEMENTS)
		return;
	while (e->n_cells <= element)
		e->cells[e->n_cells++] = (str){ NULL, 0 };
	e->cells[element] = text;
}

/* A cell that holds separators of its own: a composite, repetitions. */
static void
set_joined(struct emitter *e, unsigned element, str text)
{
	set_cell(e, element, text);
	if (element < EMIT_ELEMENTS)
		e->joined |= (uint64_t)1 << element;
}

static str
get_cell(const struct emitter *e, unsigned element)
{
	return element < e->n_cells ? e->cells[element] : (str){ NULL, 0 };
}

/* Is `text` free of separators?  Reports it if not. */
static bool
is_clean(struct emitter *e, const char *name, str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (e->class[(unsigned char)text.p[i]] == CLASS_SEPARATOR) {
			emit_separator_found(e, name, text.p + i);
			return false;
		}
	return true;
}

/* See emit.h. */
str
emit_get(const struct emitter *e, unsigned element)
{
	return get_cell(e, element);
}

/* See emit.h. */
void
emit_set(struct emitter *e, unsigned element, str text)
{
	set_cell(e, element, text);
}

/* See emit.h. */
void
emit_set_separator(struct emitter *e, unsigned element,
    const unsigned char *separator)
{
	set_joined(e, element, (str){ (const char *)separator, 1 });
}

/* ---- composites ----------------------------------------------------- */

struct parts { str v[EMIT_ELEMENTS]; unsigned n; };

static void
set_part(struct parts *p, unsigned i, str text)
{
	while (p->n <= i && p->n < EMIT_ELEMENTS)
		p->v[p->n++] = (str){ NULL, 0 };
	if (i < p->n)
		p->v[i] = text;
}

/* A repetition's worth of parts of element `element`: constants, usual. */
static void
add_part_constants(struct emitter *e, unsigned element, struct parts *p)
{
	const struct bound *b = e->bound;

	for (unsigned i = 0; i < b->n_constants; i++) {
		const struct constant *c = &b->constants[i];

		if (c->element != element || c->component == 0)
			continue;
		if (!c->with_next || (c->component + 1u < p->n &&
		    p->v[c->component + 1].n != 0))
			set_part(p, c->component, c->code);
	}
}

/* The first code of the guide's list, when the usual one is not in it. */
static str
usual_code(const struct guide_element *use, const char *usual)
{
	str code = str_of(usual);

	if (use == NULL || use->usage != USAGE_REQUIRED)
		return (str){ NULL, 0 };
	if (use->codes == NULL || code_list_has(use->codes, code))
		return code;
	return code.n != 0 ? use->codes->text[0] : (str){ NULL, 0 };
}

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

/* Put one op's text into the parts; its place is `component`. */
static bool
part_op(struct emitter *e, const struct op *op, const void *object,
    unsigned component, struct parts *p)
{
	const char *at = (const char *)object + op->offset;
	str text;

	if (op->type == FIELD_TEXTS) {
		bool any = false;

		for (unsigned i = 0; i < op->n; i++) {
			text = ((const str *)(const void *)at)[i];
			if (text.n == 0)
				continue;
			any = true;
			if (is_clean(e, op->field->name, text))
				set_part(p, component + i, text);
		}
		return any;
	}
	text = text_of(e, op, at);
	if (text.n == 0)
		return false;
	if (is_clean(e, op->field->name, text)) {
		if (op->format)
			set_part(p, component - 1, format_of(text));
		set_part(p, component, text);
	}
	return true;
}

/* Usual qualifiers of parts that are empty beside parts that are not. */
static void
add_usual_parts(struct emitter *e, const struct op *ops, unsigned n,
    unsigned element, struct parts *p)
{
	for (unsigned i = 0; i < n; i++) {
		const struct op *op = &ops[i];
		unsigned c = op->component;

		if (op->field->usual == NULL || c == 0 ||
		    (c < p->n && p->v[c].n != 0))
			continue;
		set_part(p, c, usual_code(use_of(e, element, c),
		    op->field->usual));
	}
}

static str
join_parts(struct emitter *e, struct parts *p)
{
	size_t n = 0;
	char *to, *at;

	while (p->n > 1 && p->v[p->n - 1].n == 0)
		p->n--;
	for (unsigned i = 1; i < p->n; i++)
		n += p->v[i].n + 1;
	to = at = scratch(e, n + 1);
	if (to == NULL)
		return (str){ NULL, 0 };
	for (unsigned i = 1; i < p->n; i++) {
		if (i > 1)
			*at++ = (char)e->d.component;
		if (p->v[i].n != 0)
			memcpy(at, p->v[i].p, p->v[i].n);
		at += p->v[i].n;
	}
	return (str){ to, (size_t)(at - to) };
}

/* The composite at `element` from the parts of a struct; empty when nothing
 * in it was given. */
static str
composite_text(struct emitter *e, const struct op *ops, unsigned n,
    const void *object, unsigned element)
{
	struct parts p = { .n = 0 };
	bool any = false;

	for (unsigned i = 0; i < n; i++)
		any |= part_op(e, &ops[i], object, ops[i].component, &p);
	if (!any)
		return (str){ NULL, 0 };
	add_usual_parts(e, ops, n, element, &p);
	add_part_constants(e, element, &p);
	return join_parts(e, &p);
}

/* Put `text` as component `component` into what the cell holds already. */
static void
add_to_cell(struct emitter *e, unsigned element, unsigned component, str text)
{
	struct parts p = { .n = 0 };
	str rest = get_cell(e, element);

	for (unsigned i = 1; rest.n != 0; i++)
		set_part(&p, i, str_cut(&rest, (char)e->d.component));
	set_part(&p, component, text);
	add_part_constants(e, element, &p);
	set_joined(e, element, join_parts(e, &p));
}

/* ---- fields --------------------------------------------------------- */

/* Without a separator for repetitions there can be only one. */
static void
check_repetitions(struct emitter *e, const struct op *op, bool several)
{
	if (several && e->d.repetition == e->d.element)
		emit_finding(e, FINDING_MODEL_TOO_MANY, e->bound->node,
		    op->field->name, (str){ NULL, 0 }, STR("1"));
}

static bool
emit_repeated(struct emitter *e, const struct op *op, unsigned element,
    const struct texts *t)
{
	size_t n = 0;
	char *to, *at;

	for (size_t i = 0; i < t->n; i++)
		n += t->v[i].n + 1;
	check_repetitions(e, op, t->n > 1);
	if (n == 0 || (to = at = scratch(e, n)) == NULL)
		return false;
	for (size_t i = 0; i < t->n; i++) {
		if (!is_clean(e, op->field->name, t->v[i]))
			continue;
		if (i != 0)
			*at++ = (char)e->d.repetition;
		if (t->v[i].n != 0)
			memcpy(at, t->v[i].p, t->v[i].n);
		at += t->v[i].n;
	}
	set_joined(e, element, (str){ to, (size_t)(at - to) });
	return true;
}

static bool
emit_texts(struct emitter *e, const struct op *op, unsigned element,
    const str *v)
{
	bool any = false;

	for (unsigned i = 0; i < op->n; i++) {
		if (v[i].n == 0)
			continue;
		any = true;
		if (op->component == 0)
			set_cell(e, element + i, v[i]);
		else if (is_clean(e, op->field->name, v[i]))
			add_to_cell(e, element, op->component + i, v[i]);
	}
	return any;
}

/* One op of the segment, or of a group of it that begins at `element`. */
static bool
emit_op(struct emitter *e, const struct op *op, const void *object,
    unsigned element)
{
	const void *at = (const char *)object + op->offset;
	str text;

	switch ((enum field_type)op->type) {
	case FIELD_TEXTS:
		return emit_texts(e, op, element, at);
	case FIELD_REPEATED:
		return emit_repeated(e, op, element, at);
	case FIELD_PART:
		text = composite_text(e, op->parts, op->n_parts, at, element);
		emit_unplaced(e, e->bound->node, &op->unplaced, at,
		    op->field->name);
		if (text.n != 0)
			set_joined(e, element, text);
		return text.n != 0;
	default:
		break;
	}
	text = text_of(e, op, at);
	if (text.n == 0)
		return false;
	if (op->format)
		text = period_text(e, use_of(e, op->component != 0 ? element :
		    element - 1, op->component != 0 ? op->component - 1u : 0),
		    text);
	if (op->component != 0) {
		if (!is_clean(e, op->field->name, text))
			return true;
		if (op->format)
			add_to_cell(e, element, op->component - 1u,
			    format_of(text));
		add_to_cell(e, element, op->component, text);
		return true;
	}
	if (op->format)
		set_cell(e, element - 1, format_of(text));
	else if (op->type == FIELD_WHEN && text.n == 8 &&
	    use_of(e, element, 0)->max == 6)
		text = (str){ text.p + 2, 6 };
	set_cell(e, element, text);
	return true;
}

/* See emit.h. */
void
emit_open(struct emitter *e, const struct bound *b, const void *object)
{
	e->bound = b;
	e->object = object;
	e->groups = NULL;
	e->n_cells = 0;
	e->joined = 0;
}

/* See emit.h. */
bool
emit_fields(struct emitter *e)
{
	bool any = false;

	for (unsigned i = 0; i < e->bound->n_ops; i++) {
		const struct op *op = &e->bound->ops[i];

		if (op->type == FIELD_GROUPS) {
			void *next = ((const struct list *)field_at(e->object,
			    op->field))->first;

			e->first_group = 1;
			any |= emit_groups(e, op, &next);
			if (next != NULL)
				emit_finding(e, FINDING_MODEL_TOO_MANY,
				    e->bound->node, op->field->name,
				    (str){ NULL, 0 }, STR("the segment"));
		} else {
			any |= emit_op(e, op, e->object, op->element);
		}
	}
	return any;
}

/* ---- groups --------------------------------------------------------- */

static bool
breaks_before(const struct op *op, const void *item)
{
	return *(const bool *)((const char *)item + op->field->of->breaks);
}

/* Usual qualifiers of a group. */
static void
add_group_usual(struct emitter *e, const struct op *op, unsigned base)
{
	for (unsigned i = 0; i < op->n_parts; i++) {
		const struct op *part = &op->parts[i];
		unsigned at = part->relative ? base + part->element :
		    part->element;

		if (part->field->usual == NULL)
			continue;
		if (part->component != 0) {
			struct parts p = { .n = 0 };
			str rest = get_cell(e, at), one;

			for (unsigned k = 1; rest.n != 0; k++)
				set_part(&p, k, str_cut(&rest,
				    (char)e->d.component));
			one = part->component < p.n ?
			    p.v[part->component] : (str){ NULL, 0 };
			if (p.n == 0 || one.n != 0)
				continue;
			one = usual_code(use_of(e, at, part->component),
			    part->field->usual);
			if (one.n != 0)
				add_to_cell(e, at, part->component, one);
		} else if (get_cell(e, at).n == 0 && part->relative) {
			set_cell(e, at, usual_code(use_of(e, at, 0),
			    part->field->usual));
		}
	}
}

/* Repetitions of one composite. */
static bool
emit_repetitions(struct emitter *e, const struct op *op, void **next)
{
	struct buf text;
	bool any = false;

	check_repetitions(e, op, *next != NULL && *(void **)*next != NULL);
	buf_init(&text, SLAB_TEXT);
	for (; *next != NULL; *next = *(void **)*next) {
		str one = composite_text(e, op->parts, op->n_parts, *next,
		    op->element);

		if (any)
			buf_putc(&text, (char)e->d.repetition);
		buf_add(&text, one);
		any = true;
	}
	if (any) {
		str all = arena_str(&e->scratch, buf_str(&text));

		e->failed |= all.p == NULL || text.failed;
		set_joined(e, op->element, all);
	}
	buf_fini(&text);
	return any;
}

/* See emit.h. */
bool
emit_groups(struct emitter *e, const struct op *op, void **next)
{
	void *first = *next;
	bool any = false;

	e->taken = 0;
	if (op->field->stride == 0)
		return emit_repetitions(e, op, next);
	for (unsigned t = 0; t < op->n && *next != NULL; t++) {
		void *item = *next;
		unsigned base = op->element + t * op->field->stride;
		bool some = false;

		if (t > 0 && (breaks_before(op, item) ||
		    !fill_same_head(op, first, item)))
			break;
		for (unsigned i = 0; i < op->n_parts; i++) {
			const struct op *part = &op->parts[i];

			some |= emit_op(e, part, item, part->relative ?
			    base + part->element : part->element);
		}
		if (some)
			add_group_usual(e, op, base);
		if (op->unplaced.n != 0)
			emit_unplaced(e, e->bound->node, &op->unplaced, item,
			    op->field->name);
		any = true;
		e->taken++;
		*next = *(void **)item;
	}
	return any;
}

/* ---- closing -------------------------------------------------------- */

static void
add_usual(struct emitter *e)
{
	for (unsigned i = 0; i < e->bound->n_ops; i++) {
		const struct op *op = &e->bound->ops[i];

		if (op->field->usual == NULL || op->component != 0 ||
		    get_cell(e, op->element).n != 0)
			continue;
		set_cell(e, op->element, usual_code(use_of(e, op->element, 0),
		    op->field->usual));
	}
}

static void
add_constants(struct emitter *e)
{
	const struct bound *b = e->bound;

	for (unsigned i = 0; i < b->n_constants; i++) {
		const struct constant *c = &b->constants[i];
		const struct guide_element *use;

		if (c->component != 0) {
			use = use_of(e, c->element, 0);
			if (get_cell(e, c->element).n == 0 &&
			    use->usage == USAGE_REQUIRED && !c->with_next)
				add_to_cell(e, c->element, c->component,
				    c->code);
			continue;
		}
		if (get_cell(e, c->element).n == 0 && (!c->with_next ||
		    get_cell(e, c->element + 1u).n != 0))
			set_cell(e, c->element, c->code);
	}
}

/* A simple value that holds a separator. */
static void
report_separator(struct emitter *e, unsigned element)
{
	const char *p = e->cells[element].p;

	while (e->class[(unsigned char)*p] != CLASS_SEPARATOR)
		p++;
	emit_separator_found(e, emit_member(e, element, 0), p);
}

/* Append the cells; ends[] as a scanner would find them.  Returns where the
 * segment begins. */
static size_t
append_cells(struct emitter *e, struct segment *s,
    uint32_t ends[EMIT_ELEMENTS + SCAN_PAD])
{
	struct buf *out = e->out;
	size_t begin = out->n, n = SCAN_PAD;	/* segment.h, V4 */
	char *p;

	for (unsigned i = 0; i < e->n_cells; i++)
		n += e->cells[i].n + 1;
	if (!buf_reserve(out, n)) {
		e->failed = true;
		return begin;
	}
	p = out->p + begin;
	for (unsigned i = 0; i < e->n_cells; i++) {
		str c = e->cells[i];
		unsigned char seen = 0;

		for (size_t k = 0; k < c.n; k++) {
			unsigned char byte = (unsigned char)c.p[k];

			seen |= e->class[byte];
			p[k] = (char)byte;
		}
		p += c.n;
		if (i != 0 && c.n != 0) {
			s->present |= (uint64_t)1 << i;
			if ((seen & CLASS_SEPARATOR) != 0) {
				s->compound |= (uint64_t)1 << i;
				if ((e->joined >> i & 1) == 0)
					report_separator(e, i);
			}
			s->odd |= (seen & CLASS_ODD) != 0;
		}
		ends[i] = (uint32_t)(p - (out->p + begin));
		*p++ = (char)e->d.element;
	}
	p[-1] = (char)e->d.segment;
	out->n = (size_t)(p - out->p);
	return begin;
}

/* LX without a number: lines are numbered as they come (O1). */
static void
add_line_number(struct emitter *e)
{
	const struct emit_step *s;
	unsigned index;

	if (e->depth == 0 || e->depth > EMIT_DEPTH)
		return;
	s = &e->path[e->depth - 1];
	index = s->index != 0 ? s->index : s->ordinal;
	if (index != 0 && get_cell(e, 1).n == 0)
		set_cell(e, 1, arena_fmt(&e->scratch, "%u", index));
}

/* See emit.h. */
void
emit_close_padded(struct emitter *e, const uint8_t *widths, unsigned n)
{
	uint32_t ends[EMIT_ELEMENTS + SCAN_PAD];
	struct segment s = { .d = &e->d, .ordinal = 1, .present = 1 };
	size_t begin;

	set_cell(e, 0, e->bound->node->id);
	add_usual(e);
	for (unsigned i = 1; i < n; i++) {
		str cell = get_cell(e, i);
		char *to;

		if (cell.n > widths[i] && i <= 8 && i % 2 == 0)
			emit_finding(e, FINDING_ELEMENT_TOO_LONG,
			    e->bound->node, emit_member(e, i, 0), cell,
			    STR("the width"));
		if (cell.n >= widths[i] || (to = scratch(e, widths[i])) ==
		    NULL)
			continue;
		memset(to, ' ', widths[i]);
		if (cell.n != 0)
			memcpy(to, cell.p, cell.n);
		set_cell(e, i, (str){ to, widths[i] });
	}
	begin = append_cells(e, &s, ends);
	if (e->failed)
		return;
	s.text = e->out->p + begin;
	s.id = e->bound->node->segment;
	s.n = e->n_cells - 1;
	s.ends = ends;
	judge_elements(&e->judge, e->bound->node, &s);
	if (e->lines)
		buf_putc(e->out, '\n');
}

/* See emit.h. */
void
emit_close(struct emitter *e)
{
	uint32_t ends[EMIT_ELEMENTS + SCAN_PAD];
	struct segment s = { .d = &e->d, .ordinal = 1 };
	size_t begin;

	set_cell(e, 0, e->bound->node->id);
	if (e->bound->node->segment == SEGMENT_ID2('L', 'X'))
		add_line_number(e);
	add_usual(e);
	add_constants(e);
	while (e->n_cells > 1 && e->cells[e->n_cells - 1].n == 0)
		e->n_cells--;
	s.present = 1;
	begin = append_cells(e, &s, ends);
	if (e->failed)
		return;
	s.text = e->out->p + begin;
	s.id = e->bound->node->segment;
	s.n = e->n_cells - 1;
	s.ends = ends;
	s.position = (uint32_t)++e->segments;
	judge_elements(&e->judge, e->bound->node, &s);
	if (e->lines)
		buf_putc(e->out, '\n');
}

/* See emit.h. */
void
emit_carried(struct emitter *e, const struct bound *b, str text)
{
	emit_open(e, b, NULL);
	for (unsigned i = 0; text.n != 0; i++) {
		str cell = str_cut(&text, '*');
		char *to = scratch(e, cell.n + 1);

		if (to == NULL)
			return;
		for (size_t k = 0; k < cell.n; k++)
			to[k] = cell.p[k] == ':' ? (char)e->d.component :
			    cell.p[k] == '^' ? (char)e->d.repetition :
			    cell.p[k];
		set_joined(e, i, (str){ to, cell.n });
	}
	emit_close(e);
}
