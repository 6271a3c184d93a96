/* SPDX-License-Identifier: Apache-2.0 */
/* bind.c -- which rows of the schemas speak of which place of a guide. */
#include "claim/bind.h"

#define OPS_MAX		96	/* fields in one segment */
#define CONSTANTS_MAX	64
#define UNPLACED_MAX	256	/* rows of a struct that a guide lacks */

/* A row's place, taken apart: see schema.h. */
struct place_text {
	str	 guide;			/* empty: any */
	str	 segment, key;
	unsigned element, component;
	bool	 relative;
};

struct binder {
	struct arena *arena;
	struct binding *binding;
	struct err *err;
	enum rc rc;
};

/* What is bound of one segment: a bit for each element and component. */
struct cover { uint64_t elements; uint64_t components[SEGMENT_MAX + 1]; };

/* ---- places --------------------------------------------------------- */

/* A number at the head of *s, cut off; 0 when there is none. */
static unsigned
cut_number(str *s)
{
	unsigned v = 0;

	while (s->n != 0 && (unsigned char)(s->p[0] - '0') <= 9) {
		v = v * 10 + (unsigned)(s->p[0] - '0');
		s->p++;
		s->n--;
	}
	return v;
}

static bool
is_digit(str s)
{
	return s.n != 0 && (unsigned char)(s.p[0] - '0') <= 9;
}

/* "5", "5-3", "+1-2" or "-3" at the head of `s`. */
static void
parse_element(str s, struct place_text *out)
{
	if (s.n != 0 && s.p[0] == '+') {
		out->relative = true;
		s.p++;
		s.n--;
	}
	out->element = cut_number(&s);
	if (s.n != 0 && s.p[0] == '-') {
		s.p++;
		s.n--;
		out->component = cut_number(&s);
	}
}

/* One place; of several see find_place(). */
static struct place_text
parse_place(str place)
{
	struct place_text out = { .element = 0 };
	str rest = place, name;

	if (rest.n == 0)
		return out;
	name = str_cut(&rest, '/');
	if (name.n < place.n)
		out.guide = name;
	else
		rest = place;
	if (is_digit(rest) || rest.p[0] == '+' || rest.p[0] == '-') {
		parse_element(rest, &out);
		return out;
	}
	name = str_cut(&rest, '.');
	out.segment = str_cut(&name, ':');
	out.key = name;
	parse_element(rest, &out);
	return out;
}

/* The segment that a loop begins with, or the segment itself. */
static const struct guide_node *
head_of(const struct guide_node *node)
{
	while (node->is_loop)
		node = node->children[0];
	return node;
}

static str
first_key(const struct guide_node *segment)
{
	return segment->keys != NULL && segment->keys->n != 0 ?
	    segment->keys->text[0] : (str){ NULL, 0 };
}

/* Without a key a place means the segment that has none, or else the first
 * of its name. */
static bool
is_plain_place(const struct guide_node *node)
{
	const struct guide_node *loop = node->parent, *first = NULL;

	if (head_of(node)->keys == NULL)
		return true;
	for (unsigned i = 0; i < loop->n_children; i++) {
		const struct guide_node *other = loop->children[i];

		if (other->segment != node->segment)
			continue;
		if (head_of(other)->keys == NULL)
			return false;
		if (first == NULL)
			first = other;
	}
	return first == node;
}

/* True when the place names `node`, a child of its loop. */
static bool
place_fits(const struct place_text *p, const struct guide_node *node)
{
	const struct guide_node *head = head_of(node);

	if (!str_eq(p->segment, head->id))
		return false;
	return p->key.n != 0 ? str_eq(p->key, first_key(head)) :
	    is_plain_place(node);
}

/* Which of a row's places names `node`; false when none does. */
static bool
find_place(const struct guide *guide, const char *places,
    const struct guide_node *node, struct place_text *out)
{
	str rest = str_of(places);

	while (rest.n != 0) {
		*out = parse_place(str_cut(&rest, ' '));
		if (out->segment.n != 0 && place_fits(out, node) &&
		    (out->guide.n == 0 || str_eq(out->guide, guide->kind)))
			return true;
	}
	return false;
}

static str
place_name(struct arena *a, const struct guide_node *node)
{
	str key = first_key(node);

	return key.n == 0 ? node->id : arena_fmt(a, STR_FMT ":" STR_FMT,
	    STR_ARG(node->id), STR_ARG(key));
}

/* ---- elements ------------------------------------------------------- */

/* How the guide uses an element or component; NULL when it does not. */
static const struct guide_element *
use_of(const struct guide_node *node, unsigned element, unsigned component)
{
	const struct guide_element *e;

	if (element == 0 || element > node->def->n_elements)
		return NULL;
	e = &node->elements[element - 1];
	if (component != 0) {
		if (e->usage == USAGE_NOT_USED || component > e->n_parts)
			return NULL;
		e = &e->parts[component - 1];
	}
	return e->usage == USAGE_NOT_USED ? NULL : e;
}

static bool
has_one_code(const struct guide_element *e)
{
	return e->codes != NULL && e->codes->n == 1;
}

static void
cover(struct cover *c, unsigned element, unsigned component)
{
	c->elements |= (uint64_t)1 << element;
	if (component != 0)
		c->components[element] |= (uint64_t)1 << component;
}

static bool
is_covered(const struct cover *c, unsigned element, unsigned component)
{
	if (component == 0)
		return (c->elements >> element & 1) != 0;
	return (c->components[element] >> component & 1) != 0;
}

/* ---- one row -------------------------------------------------------- */

/* A place in a segment, and in a group also how the group is repeated. */
struct spot {
	const struct guide_node *node;
	unsigned element, component;	/* of the first group */
	unsigned stride, turns;		/* 1 turn without groups */
};

/* The element of turn `t`. */
static unsigned
turn_element(const struct spot *s, unsigned t)
{
	return s->element + s->stride * t;
}

/* True when one turn at least has the place; of a qualifier, when one has a
 * choice there, or all have one code but not the same. */
static bool
is_wanted(const struct spot *s, const struct field *f)
{
	str code = { NULL, 0 };

	for (unsigned t = 0; t < s->turns; t++) {
		const struct guide_element *e = use_of(s->node,
		    turn_element(s, t), s->component);

		if (e == NULL)
			continue;
		if (f->usual == NULL || !has_one_code(e) ||
		    (code.n != 0 && !str_eq(code, e->codes->text[0])))
			return true;
		code = e->codes->text[0];
	}
	return false;
}

static void
cover_spot(struct cover *c, const struct spot *s, unsigned back)
{
	for (unsigned t = 0; t < s->turns; t++) {
		unsigned e = turn_element(s, t);

		if (s->component == 0)
			cover(c, e - back, 0);
		else
			cover(c, e, s->component - back);
	}
}

/* How many of the `n` places from the spot on the guide has. */
static unsigned
places_there(const struct spot *s, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		if (use_of(s->node, s->element + (s->component == 0 ? i : 0),
		    s->component == 0 ? 0 : s->component + i) == NULL)
			return i;
	return n;
}

static unsigned build_ops(struct binder *b, const struct spot *within,
    const struct schema *schema, const struct op **out,
    struct unplaced *unplaced, struct cover *c);

/* A composite: its parts are bound by the rows of its schema. */
static bool
bind_part(struct binder *b, const struct spot *s, struct op *op,
    struct cover *c)
{
	cover_spot(c, s, 0);
	op->n_parts = (uint8_t)build_ops(b, s, op->field->of, &op->parts,
	    &op->unplaced, c);
	return op->n_parts != 0;
}

/* Groups: as many turns as the guide has. */
static bool
bind_groups(struct binder *b, const struct spot *s, struct op *op,
    struct cover *c)
{
	const struct field *f = op->field;
	struct spot turns = { s->node, f->first, 0, f->stride, f->most };

	op->element = f->first;
	for (op->n = 0; op->n < f->most && use_of(s->node, f->first +
	    op->n * f->stride, 0) != NULL; op->n++)
		;
	turns.turns = op->n;
	if (f->stride == 0)
		cover(c, f->first, 0);
	op->n_parts = (uint8_t)build_ops(b, &turns, f->of, &op->parts,
	    &op->unplaced, c);
	return op->n_parts != 0;
}

/* Fill *op from row `f` at spot `s`; false when the guide lacks the place. */
static bool
bind_op(struct binder *b, const struct spot *s, const struct field *f,
    struct op *op, struct cover *c)
{
	const struct guide_element *e;

	*op = (struct op){ .field = f, .offset = f->offset, .type = f->type,
	    .element = (uint8_t)s->element,
	    .component = (uint8_t)s->component, .n = 1 };
	if (f->type == FIELD_GROUPS)
		return bind_groups(b, s, op, c);
	if (!is_wanted(s, f))
		return false;
	if (f->type == FIELD_PART)
		return bind_part(b, s, op, c);
	cover_spot(c, s, 0);
	e = use_of(s->node, s->element, s->component);
	if (f->type == FIELD_WHEN && e != NULL && e->check == CHECK_PERIOD) {
		op->format = true;
		cover_spot(c, s, 1);
	}
	if (f->type == FIELD_TEXTS) {
		op->n = (uint8_t)places_there(s, f->n);
		for (unsigned i = 1; i < op->n; i++) {
			struct spot more = *s;

			if (s->component == 0)
				more.element += i;
			else
				more.component += i;
			cover_spot(c, &more, 0);
		}
	}
	return true;
}

/* The spot of a row in the segment, composite or group `within`. */
static struct spot
spot_of(const struct spot *within, const struct place_text *p)
{
	struct spot s = *within;

	if (p->relative) {
		s.element += p->element;
		s.component = p->component;
	} else if (p->element != 0) {
		s = (struct spot){ within->node, p->element, p->component, 0,
		    1 };
	} else {
		s.component = p->component;
	}
	return s;
}

/* `n` things of `size` bytes at `v`, copied to stay. */
static void *
keep(struct binder *b, const void *v, size_t n, size_t size)
{
	void *copy = n == 0 ? NULL : arena_alloc(b->arena, n * size);

	if (copy != NULL)
		memcpy(copy, v, n * size);
	else if (n != 0)
		b->rc = fail(b->err, RC_MEMORY, "no memory for the model");
	return copy;
}

static void
keep_unplaced(struct binder *b, const struct field *const *left, unsigned n,
    struct unplaced *out)
{
	out->v = keep(b, left, n, sizeof left[0]);
	out->n = n;
	if (b->rc == RC_OK && !bind_offsets(out, b->arena))
		b->rc = fail(b->err, RC_MEMORY, "no memory for the model");
}

/* Bind all rows of `schema` whose places name no segment; returns how many. */
static unsigned
build_ops(struct binder *b, const struct spot *within,
    const struct schema *schema, const struct op **out,
    struct unplaced *unplaced, struct cover *c)
{
	const struct field *left[OPS_MAX];
	struct op ops[OPS_MAX];
	unsigned n = 0, n_left = 0;

	for (unsigned i = 0; i < schema->n && i < OPS_MAX; i++) {
		const struct field *f = &schema->fields[i];
		struct place_text p = parse_place(str_of(f->place));
		struct spot s = spot_of(within, &p);

		if (f->place == NULL || p.segment.n != 0)
			continue;
		if (!bind_op(b, &s, f, &ops[n], c)) {
			if (f->usual == NULL)
				left[n_left++] = f;
			continue;
		}
		ops[n].relative = p.relative || (p.element == 0 &&
		    within->turns > 1);
		if (ops[n].relative)
			ops[n].element = (uint8_t)p.element;
		n++;
	}
	*out = keep(b, ops, n, sizeof ops[0]);
	keep_unplaced(b, left, n_left, unplaced);
	return n;
}

/* ---- constants ------------------------------------------------------ */

static void
add_constant(struct constant *list, unsigned *n, unsigned element,
    unsigned component, const struct guide_element *e)
{
	if (*n < CONSTANTS_MAX)
		list[(*n)++] = (struct constant){ (uint8_t)element,
		    (uint8_t)component, e->usage != USAGE_REQUIRED,
		    e->codes->text[0] };
}

/* The elements and components that no row speaks of and that have one code. */
static void
bind_constants(struct binder *b, struct bound *to, const struct cover *c)
{
	const struct guide_node *node = to->node;
	struct constant list[CONSTANTS_MAX];
	unsigned n = 0;

	for (unsigned i = 1; i <= node->def->n_elements; i++) {
		const struct guide_element *e = use_of(node, i, 0);

		if (e == NULL)
			continue;
		if (e->n_parts == 0 && has_one_code(e) && !is_covered(c, i, 0))
			add_constant(list, &n, i, 0, e);
		for (unsigned k = 1; k <= e->n_parts; k++) {
			const struct guide_element *part = use_of(node, i, k);

			if (part != NULL && has_one_code(part) &&
			    !is_covered(c, i, k))
				add_constant(list, &n, i, k, part);
		}
	}
	to->constants = keep(b, list, n, sizeof list[0]);
	to->n_constants = (uint16_t)n;
}

/* ---- segments and loops --------------------------------------------- */

/* Bind the rows of a loop's schema that name this segment. */
static unsigned
build_loop_ops(struct binder *b, const struct guide_node *node,
    const struct schema *schema, const struct op **out, struct cover *c)
{
	struct op ops[OPS_MAX];
	unsigned n = 0;

	for (unsigned i = 0; i < schema->n && n < OPS_MAX; i++) {
		const struct field *f = &schema->fields[i];
		struct place_text p;
		struct spot s;

		if (f->type == FIELD_ONE || f->type == FIELD_MANY ||
		    !find_place(b->binding->guide, f->place, node, &p))
			continue;
		s = (struct spot){ node, p.element, p.component, 0, 1 };
		n += bind_op(b, &s, f, &ops[n], c);
	}
	*out = keep(b, ops, n, sizeof ops[0]);
	return n;
}

/* The row of `schema` that takes `node` as a struct of its own, or NULL. */
static const struct field *
item_row(const struct guide *guide, const struct schema *schema,
    const struct guide_node *node)
{
	for (unsigned i = 0; i < schema->n; i++) {
		const struct field *f = &schema->fields[i];
		struct place_text p;

		if ((f->type == FIELD_ONE || f->type == FIELD_MANY) &&
		    find_place(guide, f->place, node, &p))
			return f;
	}
	return NULL;
}

/* The level that begins with `node`, or NULL. */
static const struct level_map *
level_of(const struct transaction_map *map, const struct guide_node *node)
{
	for (unsigned i = 1; i < map->n_levels; i++) {
		struct place_text p = parse_place(str_of(map->levels[i].head));

		if (place_fits(&p, node))
			return &map->levels[i];
	}
	return NULL;
}

/* Segments that the reader and the writer take care of themselves. */
static bool
is_automatic(segment_id id)
{
	return id == SEGMENT_ID2('S', 'T') || id == SEGMENT_ID2('S', 'E') ||
	    id == SEGMENT_ID2('H', 'L') || id == SEGMENT_ID2('G', 'E') ||
	    id == SEGMENT_ID('I', 'E', 'A');
}

/* True when a segment must stand there and can say one thing only: LS, LE. */
static bool
is_constant(const struct bound *b)
{
	const struct guide_node *node = b->node;
	unsigned n = 0;

	for (unsigned i = 1; i <= node->def->n_elements; i++) {
		const struct guide_element *e = use_of(node, i, 0);

		if (e != NULL && (e->usage != USAGE_REQUIRED ||
		    e->n_parts != 0))
			return false;
		n += e != NULL;
	}
	return node->usage == USAGE_REQUIRED && n == b->n_constants;
}

static void
bind_segment(struct binder *b, struct bound *to, const struct schema *loop)
{
	struct cover c = { 0 };
	const struct spot whole = { to->node, 0, 0, 0, 1 };

	to->place = place_name(b->arena, to->node);
	if (to->field != NULL)
		to->n_ops = (uint16_t)build_ops(b, &whole, to->schema,
		    &to->ops, &to->unplaced, &c);
	else
		to->n_ops = (uint16_t)build_loop_ops(b, to->node,
		    to->level != NULL ? to->schema : loop, &to->ops, &c);
	to->automatic = is_automatic(to->node->segment);
	bind_constants(b, to, &c);
	to->carried = to->n_ops == 0 && !to->automatic && !is_constant(to);
	if (b->rc == RC_OK && (!bind_index(to, b->arena) ||
	    !plan_segment(to, b->arena)))
		b->rc = fail(b->err, RC_MEMORY, "no memory for the model");
}

/* True when some child of the loop, or the lone segment, takes the row. */
static bool
is_placed(const struct binder *b, const struct bound *whole,
    const struct field *f)
{
	const struct guide_node *node = whole->node;
	unsigned n = node->is_loop ? node->n_children : 1;

	for (unsigned i = 0; i < n; i++) {
		const struct bound *c = node->is_loop ? bound_of(b->binding,
		    node->children[i]) : whole;

		if (c->field == f)
			return true;
		for (unsigned k = 0; c->field == NULL && k < c->n_ops; k++)
			if (c->ops[k].field == f)
				return true;
	}
	return false;
}

/* The rows of a loop's struct that no child of it takes. */
static void
bind_unplaced(struct binder *b, struct bound *whole)
{
	const struct schema *s = whole->schema;
	const struct field *left[UNPLACED_MAX];
	unsigned n = 0;

	for (unsigned i = 0; i < s->n && n < UNPLACED_MAX; i++) {
		const struct field *f = &s->fields[i];

		if (f->place != NULL && f->place[0] != '\0' &&
		    f->usual == NULL && !is_placed(b, whole, f))
			left[n++] = f;
	}
	keep_unplaced(b, left, n, &whole->unplaced);
}

/* A struct of its own hangs in the field that was found. */
static void
bind_hook(struct bound *to)
{
	to->schema = to->field->of;
	to->hook = (struct hook){ .offset = to->field->offset,
	    .part = to->schema->part, .one = to->field->type == FIELD_ONE,
	    .size = to->schema->size };
}

static void
bind_loop(struct binder *b, const struct guide_node *loop,
    const struct schema *schema)
{
	for (unsigned i = 0; i < loop->n_children && b->rc == RC_OK; i++) {
		const struct guide_node *node = loop->children[i];
		struct bound *to = &b->binding->nodes[node->number];

		to->node = node;
		/* The loop's own head is neither; a row keeps a place from
		 * being a level. */
		if (i != 0 && (to->field = item_row(b->binding->guide, schema,
		    node)) != NULL)
			bind_hook(to);
		else if (i != 0 && (to->level = level_of(b->binding->map,
		    node)) != NULL)
			to->schema = to->level->schema;
		if (!node->is_loop)
			bind_segment(b, to, schema);
		else if (to->schema != NULL)
			bind_loop(b, node, to->schema);
		else
			b->rc = fail(b->err, RC_INVALID,
			    "guide " STR_FMT ": no field of %s takes the "
			    "loop " STR_FMT, STR_ARG(b->binding->guide->id),
			    schema->name, STR_ARG(node->id));
		if (b->rc == RC_OK && to->level != NULL && !node->is_loop)
			bind_unplaced(b, to);
	}
	if (b->rc != RC_OK)
		return;
	bind_unplaced(b, &b->binding->nodes[loop->number]);
	if (!bind_presence(b->binding, &b->binding->nodes[loop->number],
	    b->arena) || !plan_loop(b->binding,
	    &b->binding->nodes[loop->number], b->arena))
		b->rc = fail(b->err, RC_MEMORY, "no memory for the model");
}

/* See bind.h. */
const struct bound *
bound_segment(const struct binding *b, segment_id id)
{
	for (unsigned i = 0; i < b->n_nodes; i++)
		if (b->nodes[i].node != NULL && !b->nodes[i].node->is_loop &&
		    b->nodes[i].node->segment == id)
			return &b->nodes[i];
	return NULL;
}

/* See bind.h. */
const struct binding *
bind_guide(const struct guide *guide, struct arena *a, struct err *err)
{
	const struct transaction_map *map = transaction_map(guide->kind);
	struct binder b = { a, ARENA_NEW(a, struct binding), err, RC_OK };
	struct bound *root;

	if (map == NULL) {
		(void)fail(err, RC_INVALID, "there is no model for "
		    STR_FMT, STR_ARG(guide->id));
		return NULL;
	}
	if (b.binding == NULL)
		goto memory;
	b.binding->guide = guide;
	b.binding->map = map;
	b.binding->n_nodes = guide->n_nodes;
	b.binding->nodes = ARENA_ARRAY(a, struct bound, guide->n_nodes);
	if (b.binding->nodes == NULL)
		goto memory;
	root = &b.binding->nodes[guide->root->number];
	root->node = guide->root;
	root->level = &map->levels[0];
	root->schema = root->level->schema;
	bind_loop(&b, guide->root, root->schema);
	return b.rc == RC_OK ? b.binding : NULL;
memory:
	(void)fail(err, RC_MEMORY, "no memory for the model");
	return NULL;
}
