/* SPDX-License-Identifier: Apache-2.0 */
/*
 * random_model.h -- made-up models of any transaction, from its guide and its
 * tables alone: every part that the guide has may be there, as often and as
 * long as the guide allows, with any text that X12 allows.
 *
 * What is not made up are a struct's places and numbers in a file: control
 * numbers are counted, so that none is used twice, lines are numbered.
 */
#ifndef CC_TESTS_RANDOM_MODEL_H
#define CC_TESTS_RANDOM_MODEL_H

#include "base/arena.h"
#include "claim/acknowledgement.h"
#include "claim/bind.h"
#include "claim/envelope.h"
#include "claim/fill.h"
#include "claim/map_shared.h"
#include "claim/reader.h"

#define RANDOM_ITEMS	4096		/* in one file */
#define RANDOM_DEPTH	16
#define RANDOM_STRUCTS	1500

/* How much there is of what need not be. */
enum abundance { ABUNDANCE_LEAST, ABUNDANCE_SOME, ABUNDANCE_MOST };

struct random {
	uint64_t state;
	struct arena *arena;
	const struct binding *binding;
	char	 separators[5];		/* "*:^~" */
	enum abundance parts;		/* of parts and repeats */
	bool	 longest;		/* texts are as long as they may be */
	unsigned numbers;		/* control numbers given */
	unsigned structs;		/* made; from RANDOM_STRUCTS on there is
					 * only what must be */
	struct item items[RANDOM_ITEMS];
	unsigned n_items;
	const void *above[RANDOM_DEPTH];	/* open levels ... */
	const struct schema *schemas[RANDOM_DEPTH];
	unsigned depth;
};

/* ---- chance --------------------------------------------------------- */

static inline uint64_t
random_next(struct random *r)
{
	uint64_t z = r->state += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

/* From 0 on, less than `n`. */
static inline unsigned
random_below(struct random *r, unsigned n)
{
	return n == 0 ? 0 : (unsigned)(random_next(r) % n);
}

/* Is a part there that need not be? */
static inline bool
random_part(struct random *r)
{
	if (r->structs > RANDOM_STRUCTS)
		return false;
	return r->parts == ABUNDANCE_MOST ||
	    (r->parts == ABUNDANCE_SOME && random_below(r, 3) == 0);
}

/* How many there are, of `least` to `most`; 0 for no limit. */
static inline unsigned
random_count(struct random *r, unsigned least, unsigned most)
{
	unsigned bound = most == 0 ? 6 : most;

	if (r->parts == ABUNDANCE_LEAST || r->structs > RANDOM_STRUCTS)
		return least;
	/* The most of one thing, but not of all at once. */
	if (random_below(r, r->parts == ABUNDANCE_MOST ? 4 : 40) != 0)
		bound = bound < 3 ? bound : 3;
	else
		return bound;
	return bound <= least ? least :
	    least + random_below(r, bound - least + 1);
}

/* ---- values --------------------------------------------------------- */

static inline unsigned
random_length(struct random *r, unsigned min, unsigned max)
{
	if (r->longest)
		return max;
	if (max > min + 12 && random_below(r, 8) != 0)
		max = min + 12;
	return min + random_below(r, max - min + 1);
}

/* Text of printable characters that are no separators, no blank at its ends. */
static inline str
random_text(struct random *r, unsigned min, unsigned max)
{
	unsigned n = random_length(r, min == 0 ? 1 : min, max);
	char *to = arena_alloc(r->arena, n);

	assert_non_null(to);
	for (unsigned i = 0; i < n; i++)
		do
			to[i] = (char)(0x20 + random_below(r, 0x5F));
		while (strchr(r->separators, to[i]) != NULL || (to[i] == ' ' &&
		    (i == 0 || i == n - 1)));
	return (str){ to, n };
}

static inline str
random_digits(struct random *r, unsigned min, unsigned max)
{
	unsigned n = random_length(r, min == 0 ? 1 : min, max);
	char *to = arena_alloc(r->arena, n);

	assert_non_null(to);
	for (unsigned i = 0; i < n; i++)
		to[i] = (char)('0' + random_below(r, 10));
	return (str){ to, n };
}

/* Type R with a sign and a point or without: "-.50", "007", "12." */
static inline str
random_decimal(struct random *r, unsigned max, unsigned decimals)
{
	str s = random_digits(r, 1, max < 15 ? max : 15);
	unsigned d = random_below(r, decimals + 2);
	char *to = arena_alloc(r->arena, s.n + 3);
	size_t n = 0, whole;

	assert_non_null(to);
	whole = d > s.n ? 0 : s.n - d;
	if (random_below(r, 6) == 0)
		to[n++] = '-';
	memcpy(to + n, s.p, whole);
	n += whole;
	if (d <= decimals) {
		to[n++] = '.';
		memcpy(to + n, s.p + whole, s.n - whole);
		n += s.n - whole;
	} else {
		memcpy(to + n, s.p + whole, s.n - whole);
		n += s.n - whole;
	}
	return (str){ to, n };
}

static inline date
random_day(struct random *r, unsigned width)
{
	int days[] = { DATE_FIRST, DATE_LAST };

	/* Two digits of a year mean those around today (date.h). */
	if (width == 6)
		return 16000 + (int)random_below(r, 4000);
	if (random_below(r, 20) == 0)
		return days[random_below(r, 2)];
	return -20000 + (int)random_below(r, 45000);
}

static inline str
random_day_text(struct random *r, unsigned width)
{
	char day[DATE_TEXT_MAX];
	str s = date_format(random_day(r, width), day);
	str all;

	assert_int_equal(s.n, 10);
	all = arena_fmt(r->arena, "%.4s%.2s%.2s", s.p, s.p + 5, s.p + 8);
	return width == 6 ? (str){ all.p + 2, 6 } : all;
}

static inline str
random_time(struct random *r)
{
	return arena_fmt(r->arena, "%02u%02u", random_below(r, 24),
	    random_below(r, 60));
}

/* What element 1251 may be where element 1250 is one of `codes`. */
static inline str
random_period(struct random *r, const struct code_list *codes)
{
	str code = codes == NULL ? STR("D8") :
	    codes->text[random_below(r, codes->n)];
	str first = random_day_text(r, 8), other = random_day_text(r, 8);

	if (str_eq(code, STR("RD8"))) {
		if (str_eq(first, other))
			return first;
		return arena_fmt(r->arena, STR_FMT "-" STR_FMT,
		    STR_ARG(first), STR_ARG(other));
	}
	if (str_eq(code, STR("DT")))
		return arena_fmt(r->arena, STR_FMT STR_FMT, STR_ARG(first),
		    STR_ARG(random_time(r)));
	if (str_eq(code, STR("TM")))
		return random_time(r);
	return first;
}

/* The codes of the element that says how `use`, at `at` of `all`, is
 * written. */
static inline const struct code_list *
format_codes(const struct guide_element *all, unsigned at)
{
	return at < 2 ? NULL : all[at - 2].codes;
}

/* A text that fits the place `at` of `all` (elements or parts). */
static inline str
random_value(struct random *r, const struct guide_element *all, unsigned at)
{
	const struct guide_element *e = &all[at - 1];

	if (e->codes != NULL)
		return e->codes->text[random_below(r, e->codes->n)];
	switch ((enum element_check)e->check) {
	case CHECK_NUMBER:
		return random_digits(r, e->min, e->max < 15 ? e->max : 15);
	case CHECK_DECIMAL:
		return random_decimal(r, e->max, 3);
	case CHECK_AMOUNT:
		return random_decimal(r, e->max, 2);
	case CHECK_DATE:
		return random_day_text(r, e->max == 6 ? 6 : 8);
	case CHECK_TIME:
		return random_time(r);
	case CHECK_PERIOD:
		return random_period(r, format_codes(all, at));
	default:
		return random_text(r, e->min, e->max);
	}
}

/* Put a value into a field, as a text that was read or as a value. */
static inline void
random_put(struct random *r, enum field_type type, void *to,
    const struct guide_element *all, unsigned at)
{
	str text = random_value(r, all, at);
	bool plain = random_below(r, 2) == 0;

	assert_true(text.n != 0);
	switch (type) {
	case FIELD_AMOUNT:
		*(struct amount *)to = amount_read(text);
		if (plain)
			((struct amount *)to)->text = STR("");
		return;
	case FIELD_QUANTITY:
		*(struct quantity *)to = quantity_read(text);
		if (plain)
			((struct quantity *)to)->text = STR("");
		return;
	case FIELD_WHEN:
		*(struct when *)to = when_read(text);
		if (plain && (text.n == 8 || text.n == 17))
			((struct when *)to)->text = STR("");
		return;
	default:
		*(str *)to = text;
	}
}

/* ---- which elements ------------------------------------------------- */

/* Choose among `may` so that `must` is there and all notes hold. */
static inline uint64_t
random_mask(struct random *r, uint64_t must, uint64_t may,
    const struct syntax_note *notes, unsigned n)
{
	uint64_t m = must;

	for (unsigned i = 0; i < 64; i++)
		if ((may >> i & 1) != 0 && random_part(r))
			m |= (uint64_t)1 << i;
	for (unsigned turn = 0; turn < 64; turn++) {
		uint64_t before = m;

		for (unsigned i = 0; i < n; i++) {
			const struct syntax_note *k = &notes[i];
			uint64_t got = m & k->mask, can = k->mask & (may |
			    must);
			bool asks = k->first == 0 || (m >> k->first & 1) != 0;

			if (k->kind == 'E' && (got & (got - 1)) != 0)
				m &= ~(got & (got - 1)) | must;
			else if (k->kind == 'P' && got != 0 && got != k->mask)
				m = can == k->mask ? m | k->mask :
				    (m & ~k->mask) | must;
			else if (k->kind == 'C' && asks && got != k->mask)
				m = can == k->mask ? m | k->mask :
				    (m & ~((uint64_t)1 << k->first)) | must;
			else if ((k->kind == 'R' || k->kind == 'L') && asks &&
			    got == 0)
				m |= can != 0 ? can & -can : 0;
		}
		if (m == before)
			break;
	}
	return m;
}

/* Constants are there by themselves: bits by element or component. */
static inline uint64_t
constant_mask(const struct bound *b, unsigned element)
{
	uint64_t m = 0;

	for (unsigned i = 0; i < b->n_constants; i++) {
		const struct constant *c = &b->constants[i];

		if (c->with_next)
			continue;
		if (element == 0 && c->component == 0)
			m |= (uint64_t)1 << c->element;
		else if (element != 0 && c->element == element)
			m |= (uint64_t)1 << c->component;
	}
	return m;
}

/* ---- composites ----------------------------------------------------- */

/* The components that `op` holds. */
static inline uint64_t
component_mask(const struct op *op)
{
	uint64_t m = 0;
	unsigned n = op->type == FIELD_TEXTS ? op->n : 1;

	for (unsigned i = 0; i < n && op->component != 0; i++)
		m |= (uint64_t)1 << (op->component + i);
	if (op->type == FIELD_PART)
		for (unsigned i = 0; i < op->n_parts; i++)
			m |= component_mask(&op->parts[i]);
	return m;
}

static inline void
put_component(struct random *r, const struct op *op, char *object,
    const struct guide_element *parts, uint64_t mask)
{
	if (op->type == FIELD_PART) {
		for (unsigned i = 0; i < op->n_parts; i++)
			put_component(r, &op->parts[i], object + op->offset,
			    parts, mask);
	} else if (op->type == FIELD_TEXTS) {
		for (unsigned i = 0; i < op->n; i++)
			if ((mask >> (op->component + i) & 1) != 0)
				random_put(r, FIELD_TEXT, (str *)(void *)
				    (object + op->offset) + i, parts,
				    op->component + i);
	} else if ((mask >> op->component & 1) != 0) {
		random_put(r, op->type, object + op->offset, parts,
		    op->component);
	}
}

/* Is `op` in the composite at `element`, which a group has at `base`? */
static inline bool
is_in(const struct op *op, unsigned element, unsigned base)
{
	return op->type != FIELD_GROUPS &&
	    (op->component != 0 || op->type == FIELD_PART) &&
	    op->element + (op->relative ? base : 0) == element;
}

/* Fill the composite at `element` from those of `ops` that stand in it. */
static inline void
random_composite(struct random *r, const struct bound *b,
    const struct op *ops, unsigned n, char *object, unsigned element,
    unsigned base)
{
	const struct guide_element *use = &b->node->elements[element - 1];
	uint64_t must = 0, may = 0, held = 0, mask;
	uint64_t made = constant_mask(b, element);

	for (unsigned i = 0; i < n; i++)
		if (is_in(&ops[i], element, base))
			held |= component_mask(&ops[i]);
	for (unsigned i = 1; i <= use->n_parts; i++) {
		uint64_t bit = (uint64_t)1 << i;

		if ((held & bit) == 0 || use->parts[i - 1].usage ==
		    USAGE_NOT_USED)
			continue;
		if (use->parts[i - 1].usage == USAGE_REQUIRED)
			must |= bit;
		else
			may |= bit;
	}
	if (must == 0)
		must = may & -may;
	mask = random_mask(r, must | made, may, use->def->notes,
	    use->def->n_notes);
	for (unsigned i = 0; i < n; i++)
		if (is_in(&ops[i], element, base))
			put_component(r, &ops[i], object, use->parts,
			    mask & held);
}

/* ---- segments ------------------------------------------------------- */

/* An interchange without repetitions has a letter for their separator. */
static inline bool
has_repetitions(const struct random *r)
{
	return r->separators[2] != 'U';
}

static inline void
random_repeated(struct random *r, struct texts *to,
    const struct guide_element *all, unsigned element)
{
	unsigned most = all[element - 1].repeat;

	to->n = has_repetitions(r) ? random_count(r, 1, most) : 1;
	to->v = ARENA_ARRAY(r->arena, str, to->n);
	assert_non_null(to->v);
	for (size_t i = 0; i < to->n; i++)
		to->v[i] = random_value(r, all, element);
}

/* The field or fields at `element` of `ops`. */
static inline void
random_element(struct random *r, const struct bound *b, const struct op *ops,
    unsigned n, char *object, unsigned element, unsigned base)
{
	const struct guide_element *all = b->node->elements;

	for (unsigned i = 0; i < n; i++) {
		const struct op *op = &ops[i];
		unsigned at = op->element + (op->relative ? base : 0);

		if (op->type == FIELD_GROUPS)
			continue;
		if (is_in(op, element, base)) {
			random_composite(r, b, ops, n, object, element, base);
			return;
		}
		if (op->type == FIELD_TEXTS && op->component == 0 &&
		    element >= at && element < at + op->n)
			random_put(r, FIELD_TEXT, (str *)(void *)(object +
			    op->offset) + (element - at), all, element);
		else if (at == element && op->type == FIELD_REPEATED)
			random_repeated(r, (void *)(object + op->offset), all,
			    element);
		else if (at == element && op->type != FIELD_TEXTS)
			random_put(r, op->type, object + op->offset, all,
			    element);
	}
}

/* The elements that `ops` hold; in a group from `base` on. */
static inline uint64_t
element_mask(const struct op *ops, unsigned n, unsigned base)
{
	uint64_t m = 0;

	for (unsigned i = 0; i < n; i++) {
		unsigned at = ops[i].element + (ops[i].relative ? base : 0);
		unsigned k = ops[i].type == FIELD_TEXTS &&
		    ops[i].component == 0 ? ops[i].n : 1;

		for (; k-- > 0 && ops[i].type != FIELD_GROUPS;)
			m |= (uint64_t)1 << (at + k);
	}
	return m;
}

/* The groups of one segment. */
static inline const struct op *
groups_of(const struct bound *b)
{
	for (unsigned i = 0; i < b->n_ops; i++)
		if (b->ops[i].type == FIELD_GROUPS)
			return &b->ops[i];
	return NULL;
}

/* Append the groups of one segment whose elements are `mask`. */
static inline void
random_groups(struct random *r, const struct bound *b, const struct op *g,
    char *object, unsigned turns, uint64_t mask)
{
	struct list *list = (void *)(object + g->offset);
	char *first = NULL, *last = list->last;
	const struct schema *of = g->field->of;

	for (unsigned t = 0; t < turns; t++) {
		unsigned base = g->element + t * g->field->stride;
		char *item = arena_zero(r->arena, 1, of->size);

		assert_non_null(item);
		r->structs++;
		for (unsigned e = 1; e <= b->node->def->n_elements; e++) {
			uint64_t mine = element_mask(g->parts, g->n_parts,
			    base);

			if ((mask & mine) >> e & 1)
				random_element(r, b, g->parts, g->n_parts,
				    item, e, base);
		}
		/* What all groups of a segment share stands in it once. */
		for (unsigned i = 0; first != NULL && i < g->n_parts; i++)
			if (!g->parts[i].relative)
				*(str *)field_at(item, g->parts[i].field) =
				    *(str *)field_at(first, g->parts[i].field);
		if (t == 0 && last != NULL &&
		    fill_same_head(g, last, item))
			*(bool *)(item + of->breaks) = true;
		first = first == NULL ? item : first;
		list_append(list, item);
	}
}

/* Elements of a segment that are there: `turns` groups of `g`. */
static inline uint64_t
segment_mask(struct random *r, const struct bound *b, const struct op *g,
    unsigned turns)
{
	const struct guide_node *node = b->node;
	uint64_t held = element_mask(b->ops, b->n_ops, 0), must, may;
	uint64_t made = constant_mask(b, 0), some;

	for (unsigned t = 0; g != NULL && t < turns; t++)
		held |= element_mask(g->parts, g->n_parts, g->element +
		    t * g->field->stride);
	/* The format before a date comes with it. */
	for (unsigned i = 0; i < b->n_ops; i++)
		if (b->ops[i].format && b->ops[i].component == 0)
			made |= (node->required >> b->ops[i].element & 1) <<
			    (b->ops[i].element - 1);
	held &= node->allowed;
	must = held & node->required;
	may = held & ~must;
	for (unsigned t = 0; g != NULL && t < turns; t++) {
		uint64_t mine = held & element_mask(g->parts, g->n_parts,
		    g->element + t * g->field->stride) &
		    ~(((uint64_t)1 << (g->element + t * g->field->stride)) -
		    1);

		must |= mine & -mine;
	}
	some = may & -may;
	if (must == 0)
		must = some;
	return random_mask(r, must | made, may & ~must, node->def->notes,
	    node->def->n_notes) & held;
}

/* Fill the fields of one segment. */
static inline void
random_segment(struct random *r, const struct bound *b, char *object)
{
	const struct op *g = groups_of(b);
	unsigned turns = 0;
	uint64_t mask;

	if (g != NULL && g->field->stride != 0) {
		bool needed = (b->node->required >> g->element & 1) != 0 ||
		    b->n_ops == 1;

		turns = random_count(r, needed, g->n);
	}
	mask = segment_mask(r, b, g, turns);
	for (unsigned e = 1; e <= b->node->def->n_elements; e++)
		if (mask >> e & 1)
			random_element(r, b, b->ops, b->n_ops, object, e, 0);
	if (turns != 0)
		random_groups(r, b, g, object, turns, mask);
	/* Repetitions of a composite: as many structs. */
	if (g != NULL && g->field->stride == 0 && (random_part(r) ||
	    (b->node->required >> g->element & 1) != 0))
		for (unsigned k = has_repetitions(r) ? random_count(r, 1,
		    b->node->elements[g->element - 1].repeat) : 1; k-- > 0;)
			random_groups(r, b, g, object, 1,
			    (uint64_t)1 << g->element);
}

/* ---- loops ---------------------------------------------------------- */

static inline void random_loop(struct random *r, const struct bound *b,
    char *object, unsigned ordinal);

/* Structs that hang in a loop's, as segments or loops. */
static inline void
random_structs(struct random *r, const struct bound *c, char *object)
{
	bool one = c->field->type == FIELD_ONE;
	unsigned least = c->node->usage == USAGE_REQUIRED, n;

	if (least == 0 && !random_part(r))
		return;
	n = one ? 1 : random_count(r, 1, c->node->max);
	for (unsigned i = 1; i <= n; i++) {
		char *item = arena_zero(r->arena, 1, c->schema->size);
		void *at = object + c->field->offset;

		assert_non_null(item);
		r->structs++;
		if (c->node->is_loop)
			random_loop(r, c, item, i);
		else
			random_segment(r, c, item);
		if (one)
			*(void **)at = item;
		else
			list_append(at, item);
	}
}

/* Numbers that must not be used twice, or must be counted. */
static inline void
random_numbers(struct random *r, const struct bound *c, char *object,
    unsigned ordinal)
{
	for (unsigned i = 0; i < c->n_ops; i++) {
		const struct op *op = &c->ops[i];
		str *to = (void *)(object + op->offset);

		if (op->element == 2 && c->node->segment ==
		    SEGMENT_ID2('S', 'T'))
			*to = arena_fmt(r->arena, "%04u", ++r->numbers);
		else if (op->element == 3 && c->node->segment ==
		    SEGMENT_ID2('S', 'T') &&
		    (c->node->required >> 3 & 1) != 0)
			*to = r->binding->guide->version;
		else if (op->element == 1 && c->node->segment ==
		    SEGMENT_ID2('L', 'X'))
			*to = arena_fmt(r->arena, "%u", ordinal);
	}
}

/* Fill a loop's struct, all but the levels in it. */
static inline void
random_loop(struct random *r, const struct bound *b, char *object,
    unsigned ordinal)
{
	for (unsigned i = 0; i < b->node->n_children; i++) {
		const struct guide_node *node = b->node->children[i];
		const struct bound *c = bound_of(r->binding, node);
		bool needed = node->usage == USAGE_REQUIRED;
		unsigned n = 1;

		if (c->level != NULL || c->carried)
			continue;
		if (c->automatic || (!node->is_loop && node->segment ==
		    SEGMENT_ID2('L', 'X'))) {
			random_numbers(r, c, object, ordinal);
		} else if (c->field != NULL) {
			random_structs(r, c, object);
		} else if (c->n_ops != 0 && (needed || random_part(r))) {
			if (c->n_ops == 1 && c->ops[0].type == FIELD_GROUPS &&
			    c->ops[0].field->stride != 0)
				n = random_count(r, 1, node->max);
			while (n-- > 0)
				random_segment(r, c, object);
		}
	}
}

/* ---- levels --------------------------------------------------------- */

static inline void
random_point_up(struct random *r, const struct schema *s, char *object)
{
	for (unsigned i = 0; i < s->n; i++)
		for (unsigned k = 0; s->fields[i].type == FIELD_UP &&
		    k < r->depth; k++)
			if (r->schemas[k] == s->fields[i].of)
				*(const void **)field_at(object,
				    &s->fields[i]) = r->above[k];
}

static inline void
random_give(struct random *r, const struct transaction_map *map,
    const struct schema *schema, const void *object)
{
	assert_true(r->n_items < RANDOM_ITEMS);
	r->items[r->n_items++] = (struct item){ map, schema, object };
}

/* A level and those below it; it is given if it is a head or a record, or
 * nothing below it is. */
static inline void
random_level(struct random *r, const struct bound *b,
    const struct level_map *row, unsigned ordinal)
{
	char *object = arena_zero(r->arena, 1, row->schema->size);
	unsigned from = r->n_items, at = r->n_items, place = 0;
	bool head = row->record || row == &r->binding->map->levels[0];

	assert_non_null(object);
	random_point_up(r, row->schema, object);
	if (b->node->is_loop)
		random_loop(r, b, object, ordinal);
	else
		random_segment(r, b, object);
	if (head)
		random_give(r, r->binding->map, row->schema, object);
	from = r->n_items;
	r->above[r->depth] = object;
	r->schemas[r->depth++] = row->schema;
	assert_true(r->depth < RANDOM_DEPTH);
	for (unsigned i = 0; b->node->is_loop && i < b->node->n_children;
	    i++) {
		const struct guide_node *node = b->node->children[i];
		const struct bound *c = bound_of(r->binding, node);
		bool needed = node->usage == USAGE_REQUIRED;
		unsigned n = needed || random_part(r) ||
		    random_below(r, 2) == 0 ? random_count(r, 1, node->max ==
		    0 || node->max > 3 ? 3 : node->max) : 0;

		for (; c->level != NULL && n-- > 0;)
			random_level(r, c, c->level, ++place);
	}
	r->depth--;
	if (!head && r->n_items == from)
		random_give(r, r->binding->map, row->schema, object);
	assert_true(r->n_items > at);
}

/* ---- files ---------------------------------------------------------- */

static inline void
random_interchange(struct random *r, struct interchange *x)
{
	static const char *const sets[] = { "*:^~", "|>!\\", "\x1d\x1f\x1e\x1c",
	    "+=%'", "*>U~", "^:|\n" };
	const char *set = sets[random_below(r, 5)];

	memcpy(r->separators, set, 5);
	x->separators = (str){ set, 4 };
	x->authorization_kind = x->password_kind = STR("00");
	x->sender_kind = x->receiver_kind = STR("ZZ");
	x->sender = random_text(r, 1, 15);
	x->receiver = random_text(r, 1, 15);
	x->made = when_read(random_day_text(r, 6));
	x->made_time = random_time(r);
	x->version = STR("00501");
	x->control_number = arena_fmt(r->arena, "%09u", ++r->numbers);
	x->wants_acknowledgement = STR("0");
	x->usage = STR("T");
}

static inline void
random_group(struct random *r, struct functional_group *g)
{
	const struct guide *guide = r->binding->guide;

	g->kind = guide->group;
	g->version = guide->version;
	g->agency = STR("X");
	g->sender = random_text(r, 2, 15);
	g->receiver = random_text(r, 2, 15);
	g->made = when_read(random_day_text(r, 8));
	g->made_time = random_time(r);
	g->control_number = arena_fmt(r->arena, "%u", ++r->numbers);
}

/* One interchange with transactions of the binding at hand. */
static inline void
random_file(struct random *r)
{
	struct interchange *x = ARENA_NEW(r->arena, struct interchange);
	struct functional_group *g = ARENA_NEW(r->arena,
	    struct functional_group);
	const struct transaction_map *map = r->binding->map;

	assert_true(x != NULL && g != NULL);
	random_interchange(r, x);
	random_group(r, g);
	g->interchange = x;
	random_give(r, &envelope_map, &interchange_schema, x);
	random_give(r, &envelope_map, &functional_group_schema, g);
	r->depth = 1;
	r->above[0] = g;
	r->schemas[0] = &functional_group_schema;
	for (unsigned n = 1 + random_below(r, 2); n-- > 0;)
		random_level(r, bound_of(r->binding,
		    r->binding->guide->root), &map->levels[0], 1);
}

#endif
