/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_bind.c -- the tables of every model against every guide (D1 to D3, N1
 * to N3): nothing is left over, nothing is there twice, types fit.
 */
#include "unit.h"

#include "base/arena.h"
#include "claim/bind.h"
#include "claim/claim.h"

#define MAPS_MAX	16

static struct guide_set set;
static struct arena arena;
static const struct binding *bindings[MAPS_MAX];
static unsigned n_bindings;

/* The guide that a map is for. */
static const struct guide *
guide_of(const struct transaction_map *map)
{
	return map == &envelope_map ? set.envelope :
	    guide_by_id(&set, str_of(map->guide));
}

static int
begin(void **state)
{
	struct err err = { 0 };

	(void)state;
	arena_init(&arena, (size_t)64 << 20);
	if (guide_set_init(&set, &err) != RC_OK)
		return -1;
	for (unsigned i = 0; transaction_map_at(i) != NULL; i++) {
		const struct guide *g = guide_of(transaction_map_at(i));
		const struct binding *b = g == NULL || n_bindings == MAPS_MAX ?
		    NULL : bind_guide(g, &arena, &err);

		if (b == NULL) {
			print_error("%s: %s\n", transaction_map_at(i)->guide,
			    g == NULL ? "no such guide" : err.msg);
			return -1;
		}
		bindings[n_bindings++] = b;
	}
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_fini(&arena);
	guide_set_fini(&set);
	return 0;
}

static const struct binding *
binding_for(const char *guide)
{
	for (unsigned i = 0; i < n_bindings; i++)
		if (strcmp(bindings[i]->map->guide, guide) == 0)
			return bindings[i];
	fail_msg("no map for %s", guide);
	return NULL;
}

/* What is bound at "2300/CLM" in a guide. */
static const struct bound *
at(const char *guide, const char *path)
{
	const struct binding *b = binding_for(guide);
	const struct guide_node *n = guide_path(b->guide, str_of(path));

	if (n == NULL)
		fail_msg("%s has no %s", guide, path);
	return bound_of(b, n);
}

/* ---- nothing is left over ------------------------------------------- */

/* Elements that no field takes, and why. */
static const struct spared {
	const char *segment;
	unsigned element;
} spared_elements[] = {
	{ "ISA", 11 },		/* separators: interchange.separators, */
	{ "ISA", 16 },		/* which the reader and writer fill */
};

/* Rows that no guide has a place for: they complete a struct that serves
 * several guides, some of them not built in. */
static const struct spared_row {
	const char *name, *place;
} spared_rows[] = {
	{ "description", "3" },		/* REF03 of an identifier */
	{ "payer_kind", "4-1" },	/* always 2U so far */
	{ "function", "1" },		/* PER01: one code in each place */
	{ "taxonomy_role", "PRV.1" },	/* likewise PRV01 */
	{ "last_code", "-8" },		/* the end of a range of procedures */
};

struct leftovers {
	const struct binding *b;
	unsigned faults;
	const struct field *rows[2048];	/* without a place in this guide */
	unsigned n_rows;
};

static bool
is_spared(const struct guide_node *node, unsigned element)
{
	for (size_t i = 0; i < LENGTH(spared_elements); i++)
		if (str_eq(node->id, str_of(spared_elements[i].segment)) &&
		    element == spared_elements[i].element)
			return true;
	return false;
}

static void
hear(void *ctx, const struct guide_node *node, unsigned element,
    unsigned component, const struct field *row)
{
	struct leftovers *l = ctx;

	if (node == NULL) {
		assert_true(l->n_rows < LENGTH(l->rows));
		l->rows[l->n_rows++] = row;
		return;
	}
	if (element != 0 && is_spared(node, element))
		return;
	l->faults++;
	print_error("%s: " STR_FMT "/" STR_FMT " element %u-%u %s\n",
	    l->b->map->guide, STR_ARG(node->parent->id), STR_ARG(node->id),
	    element, component, element == 0 ? "is carried" : "has no field");
}

/* N1, N2: no guide has a place that the model does not know. */
static void
every_element_of_every_guide_has_a_field(void **state)
{
	static struct leftovers l;

	(void)state;
	for (unsigned i = 0; i < n_bindings; i++) {
		l.b = bindings[i];
		l.n_rows = 0;
		bind_uncovered(bindings[i], hear, &l);
	}
	assert_int_equal(l.faults, 0);
}

static bool
has_row(const struct leftovers *l, const struct field *row)
{
	for (unsigned i = 0; i < l->n_rows; i++)
		if (l->rows[i] == row)
			return true;
	return false;
}

/* True when the schema is one of the map's, or hangs below one. */
static bool
reaches(const struct schema *from, const struct field *row, unsigned depth)
{
	for (unsigned i = 0; i < from->n && depth < 12; i++) {
		const struct field *f = &from->fields[i];

		if (f == row || (f->of != NULL && f->type != FIELD_UP &&
		    reaches(f->of, row, depth + 1)))
			return true;
	}
	return false;
}

static bool
map_reaches(const struct transaction_map *map, const struct field *row)
{
	for (unsigned i = 0; i < map->n_levels; i++)
		if (reaches(map->levels[i].schema, row, 0))
			return true;
	return false;
}

static bool
is_spared_row(const struct field *row)
{
	for (size_t i = 0; i < LENGTH(spared_rows); i++)
		if (strcmp(row->name, spared_rows[i].name) == 0 &&
		    strcmp(row->place, spared_rows[i].place) == 0)
			return true;
	return false;
}

/* N3: a row that no guide at all has a place for is a mistake. */
static void
every_row_has_a_place_in_some_guide(void **state)
{
	static struct leftovers left[MAPS_MAX];
	unsigned faults = 0;

	(void)state;
	for (unsigned i = 0; i < n_bindings; i++) {
		left[i].b = bindings[i];
		bind_uncovered(bindings[i], hear, &left[i]);
	}
	for (unsigned i = 0; i < n_bindings; i++)
		for (unsigned r = 0; r < left[i].n_rows; r++) {
			const struct field *row = left[i].rows[r];
			bool placed = is_spared_row(row);

			for (unsigned k = 0; k < n_bindings && !placed; k++)
				placed = map_reaches(bindings[k]->map, row) &&
				    !has_row(&left[k], row);
			if (!placed) {
				faults++;
				print_error("no guide has a place for %s, "
				    "%s\n", row->name, row->place);
			}
		}
	assert_int_equal(faults, 0);
}

/* ---- tables --------------------------------------------------------- */

static bool
is_name(const char *s)
{
	for (const char *p = s; *p != '\0'; p++)
		if (!(*p >= 'a' && *p <= 'z') && *p != '_' &&
		    (p == s || !(*p >= '0' && *p <= '9')))
			return false;
	return s[0] != '\0';
}

/* True when the two rows' places have one in common. */
static bool
share_place(const struct field *a, const struct field *b)
{
	str rest = str_of(a->place);

	if ((a->type == FIELD_GROUPS) != (b->type == FIELD_GROUPS))
		return false;		/* "PLB": the groups in it */
	while (rest.n != 0) {
		str one = str_cut(&rest, ' '), others = str_of(b->place);

		while (others.n != 0)
			if (str_eq(one, str_cut(&others, ' ')))
				return true;
	}
	return false;
}

static void
check_row(const struct schema *s, const struct field *f)
{
	if (!is_name(f->name) || f->offset >= s->size ||
	    (f->place == NULL) != (f->type == FIELD_UP))
		fail_msg("%s.%s is no good row", s->name, f->name);
	if ((f->of == NULL) != (f->type < FIELD_PART))
		fail_msg("%s.%s has a schema, or lacks it", s->name, f->name);
	if ((f->type == FIELD_MANY || f->type == FIELD_GROUPS) &&
	    strcmp(f->of->fields[0].name, "next") == 0)
		fail_msg("%s.%s: next is no field", s->name, f->name);
	if (f->type == FIELD_GROUPS && f->of->breaks == SCHEMA_NONE)
		fail_msg("%s.%s: its schema is of no group", s->name, f->name);
}

static void
check_schema(const struct schema *s, unsigned depth)
{
	if (depth > 12)
		fail_msg("%s nests too deep", s->name);
	assert_true(is_name(s->name));
	for (unsigned i = 0; i < s->n; i++) {
		const struct field *f = &s->fields[i];

		check_row(s, f);
		for (unsigned k = 0; k < i; k++) {
			const struct field *g = &s->fields[k];

			if (strcmp(f->name, g->name) == 0 ||
			    f->offset == g->offset)
				fail_msg("%s.%s is there twice", s->name,
				    f->name);
			if (f->place != NULL && g->place != NULL &&
			    share_place(f, g))
				fail_msg("%s: %s is of %s and of %s", s->name,
				    f->place, f->name, g->name);
		}
		if (f->of != NULL && f->type != FIELD_UP)
			check_schema(f->of, depth + 1);
	}
}

/* D1 to D3 */
static void
tables_name_members_and_places_once(void **state)
{
	(void)state;
	for (unsigned i = 0; i < n_bindings; i++) {
		const struct transaction_map *m = bindings[i]->map;

		assert_string_equal(m->levels[0].head, "");
		assert_true(m->title[0] != '\0');
		assert_ptr_equal(transaction_map(str_of(m->guide)), m);
		for (unsigned k = 0; k < m->n_levels; k++) {
			const struct schema *s = m->levels[k].schema;

			assert_int_not_equal(s->part, SCHEMA_NONE);
			assert_non_null(transaction_schema(str_of(s->name)));
			check_schema(s, 0);
		}
	}
	assert_null(transaction_map(STR("837")));
}

/* ---- bound segments ------------------------------------------------- */

/* Is the element's form one that the field's type can hold? */
static bool
type_fits(enum field_type type, enum element_check check)
{
	switch (type) {
	case FIELD_AMOUNT:
		return check == CHECK_AMOUNT || check == CHECK_DECIMAL;
	case FIELD_QUANTITY:
		return check == CHECK_NUMBER || check == CHECK_DECIMAL;
	case FIELD_WHEN:
		return check == CHECK_DATE || check == CHECK_PERIOD;
	case FIELD_PART:
		return check == CHECK_COMPOSITE;
	case FIELD_TEXT:
		return check != CHECK_AMOUNT && check != CHECK_COMPOSITE;
	default:
		return true;
	}
}

struct met { uint64_t bits[SEGMENT_MAX + 1]; };

static void
check_op(const struct bound *b, const struct op *op, unsigned base,
    struct met *met)
{
	unsigned e = op->element + (op->relative ? base : 0);
	const struct guide_element *use = &b->node->elements[e - 1];
	uint64_t bit = (uint64_t)1 << op->component;

	if (op->type == FIELD_GROUPS) {
		assert_in_range(op->n, 1, op->field->most);
		/* Repetitions of one element are all alike. */
		for (unsigned t = 0; t < (op->field->stride == 0 ? 1 : op->n);
		    t++)
			for (unsigned i = 0; i < op->n_parts; i++)
				check_op(b, &op->parts[i], op->element +
				    t * op->field->stride, met);
		return;
	}
	if (op->component != 0) {
		if (op->component > use->n_parts)
			return;		/* this turn lacks it */
		use = &use->parts[op->component - 1];
	}
	/* What a group has once, such as CAS01, is met in each turn. */
	if ((met->bits[e] & bit) != 0 && (base == 0 || op->relative))
		fail_msg(STR_FMT "%u-%u has two fields, %s is one",
		    STR_ARG(b->place), e, op->component, op->field->name);
	met->bits[e] |= bit;
	if (use->usage != USAGE_NOT_USED &&
	    !type_fits((enum field_type)op->type,
	    (enum element_check)use->check))
		fail_msg("%s does not fit " STR_FMT "%u-%u", op->field->name,
		    STR_ARG(b->place), e, op->component);
	for (unsigned i = 0; i < op->n_parts; i++)
		check_op(b, &op->parts[i], e, met);
}

static void
elements_have_one_field_that_can_hold_them(void **state)
{
	(void)state;
	for (unsigned i = 0; i < n_bindings; i++)
		for (unsigned k = 0; k < bindings[i]->n_nodes; k++) {
			const struct bound *b = &bindings[i]->nodes[k];
			struct met met = { { 0 } };

			if (b->node == NULL)
				fail_msg("%s: place %u is not bound",
				    bindings[i]->map->guide, k);
			for (unsigned o = 0; o < b->n_ops; o++)
				check_op(b, &b->ops[o], 0, &met);
		}
}

/* How many ops or structs of a loop's children are of row `f`. */
static unsigned
times_bound(const struct binding *b, const struct guide_node *loop,
    const struct field *f)
{
	unsigned n = 0;

	for (unsigned i = 0; i < loop->n_children; i++) {
		const struct bound *c = bound_of(b, loop->children[i]);

		n += c->field == f;
		for (unsigned o = 0; c->field == NULL && o < c->n_ops; o++)
			n += c->ops[o].field == f;
	}
	return n;
}

static void
check_loop(const struct binding *b, const struct guide_node *loop)
{
	const struct schema *s = bound_of(b, loop)->schema;

	assert_non_null(s);
	assert_int_not_equal(s->part, SCHEMA_NONE);
	for (unsigned i = 0; i < s->n; i++)
		if (times_bound(b, loop, &s->fields[i]) > 1)
			fail_msg("%s: %s.%s is in two places of " STR_FMT,
			    b->map->guide, s->name, s->fields[i].name,
			    STR_ARG(loop->id));
}

/* A struct takes each place once. */
static void
a_row_is_bound_once_in_a_loop(void **state)
{
	(void)state;
	for (unsigned i = 0; i < n_bindings; i++)
		for (unsigned k = 0; k < bindings[i]->n_nodes; k++) {
			const struct bound *b = &bindings[i]->nodes[k];

			if (b->node->is_loop)
				check_loop(bindings[i], b->node);
		}
}

/* What may come more than once must have room for more than one. */
static void
what_repeats_is_a_list(void **state)
{
	(void)state;
	for (unsigned i = 0; i < n_bindings; i++)
		for (unsigned k = 1; k < bindings[i]->n_nodes; k++) {
			const struct bound *b = &bindings[i]->nodes[k];
			bool room = b->level != NULL || b->carried ||
			    (b->field != NULL && b->field->type == FIELD_MANY);

			for (unsigned o = 0; !room && o < b->n_ops; o++)
				room = b->ops[o].type == FIELD_GROUPS;
			if (b->node->max != 1 && !room)
				fail_msg("%s: " STR_FMT " of " STR_FMT
				    " repeats", bindings[i]->map->guide,
				    STR_ARG(b->node->id),
				    STR_ARG(b->node->parent->id));
		}
}

/* ---- single places -------------------------------------------------- */

/* The op of the field `name` in a segment, or NULL. */
static const struct op *
op_of(const struct bound *b, const char *name)
{
	for (unsigned i = 0; i < b->n_ops; i++)
		if (strcmp(b->ops[i].field->name, name) == 0)
			return &b->ops[i];
	return NULL;
}

static const struct constant *
constant_at(const struct bound *b, unsigned element, unsigned component)
{
	for (unsigned i = 0; i < b->n_constants; i++)
		if (b->constants[i].element == element &&
		    b->constants[i].component == component)
			return &b->constants[i];
	return NULL;
}

static bool
is_unplaced(const struct bound *b, const char *name)
{
	for (unsigned i = 0; i < b->unplaced.n; i++)
		if (strcmp(b->unplaced.v[i]->name, name) == 0)
			return true;
	return false;
}

/* One place has two names, by guide. */
static void
a_row_can_be_for_one_guide(void **state)
{
	(void)state;
	assert_non_null(op_of(at("837P", "2300/CLM"), "place_of_service"));
	assert_null(op_of(at("837P", "2300/CLM"), "type_of_bill"));
	assert_true(is_unplaced(at("837P", "2300"), "type_of_bill"));
	assert_null(op_of(at("837I", "2300/CLM"), "place_of_service"));
	assert_non_null(op_of(at("837I", "2300/CLM"), "type_of_bill"));
	assert_non_null(op_of(at("837D", "2300/HI:ABK"), "diagnoses"));
	assert_non_null(op_of(at("837I", "2300/HI:ABK"),
	    "principal_diagnosis"));
	assert_true(is_unplaced(at("837I", "2300"), "diagnoses"));
}

/* One name has several places, by guide. */
static void
a_row_can_have_several_places(void **state)
{
	(void)state;
	assert_int_equal(op_of(at("837P", "2400/SV1"), "charge")->element, 2);
	assert_int_equal(op_of(at("837I", "2400/SV2"), "charge")->element, 3);
	assert_int_equal(op_of(at("837D", "2400/SV3"), "charge")->element, 2);
	assert_int_equal(op_of(at("837P", "2300/CLM"),
	    "accident_state")->component, 4);
	assert_non_null(op_of(at("837I", "2300/REF:LU"), "accident_state"));
	assert_false(is_unplaced(at("837I", "2300"), "accident_state"));
	assert_true(is_unplaced(at("837I", "2300"), "accident_country"));
}

/* N1 */
static void
what_a_guide_leaves_no_choice_of_is_written(void **state)
{
	const struct bound *b = at("837P", "2300/CLM");

	(void)state;
	assert_true(str_eq(constant_at(b, 5, 2)->code, STR("B")));
	assert_false(constant_at(b, 5, 2)->with_next);
	assert_true(str_eq(constant_at(at("837I", "2300/CLM"), 5, 2)->code,
	    STR("A")));
	assert_null(constant_at(b, 10, 0));	/* CLM10 is a field */
	b = at("837P", "2310B/NM1:82");
	assert_true(str_eq(constant_at(b, 8, 0)->code, STR("XX")));
	assert_true(constant_at(b, 8, 0)->with_next);
	assert_null(op_of(b, "id_kind"));
	assert_null(op_of(b, "role"));
	assert_non_null(op_of(at("837P", "2310A/NM1:DN"), "role"));
	assert_non_null(op_of(at("837P", "2010BA/NM1:IL"), "id_kind"));
	b = at("837P", "2400/DTP:472");
	assert_true(op_of(b, "service_date")->format);
	assert_null(constant_at(b, 2, 0));
	assert_true(str_eq(constant_at(b, 1, 0)->code, STR("472")));
}

/* Each place has one code, but not the same: then it is stored. */
static void
a_qualifier_that_changes_from_group_to_group_is_stored(void **state)
{
	const struct op *numbers = op_of(at("837P", "2010BA/PER:IC"),
	    "numbers"), *diagnoses = op_of(at("837P", "2300/HI:ABK"),
	    "diagnoses"), *values = op_of(at("837I", "2300/HI:BE"), "values");

	(void)state;
	assert_int_equal(numbers->n_parts, 2);
	assert_string_equal(numbers->parts[0].field->name, "kind");
	assert_int_equal(diagnoses->n_parts, 2);
	assert_int_equal(values->n_parts, 2);
	assert_string_equal(values->parts[0].field->name, "code");
	assert_int_equal(values->parts[1].component, 5);
	assert_true(values->parts[1].relative);
	assert_true(str_eq(constant_at(at("837I", "2300/HI:BE"), 12, 1)->code,
	    STR("BE")));
}

static void
levels_are_told_by_their_heads(void **state)
{
	const struct bound *b = at("837P", "2000C");

	(void)state;
	assert_non_null(b->level);
	assert_string_equal(b->schema->name, "patient_level");
	assert_int_not_equal(b->schema->level, SCHEMA_NONE);
	assert_false(b->level->record);
	b = at("837I", "2300");
	assert_string_equal(b->schema->name, "claim");
	assert_true(b->level->record);
	assert_null(at("837I", "2400")->level);
	assert_string_equal(at("837I", "2400")->field->name, "lines");
}

/* ---- failures ------------------------------------------------------- */

static const struct guide *
read_guide(struct guide_set *own, const char *id, const char *text)
{
	struct err err = { 0 };

	if (guide_set_init(own, &err) != RC_OK ||
	    guide_set_read(own, STR("x.guide"), str_of(text), &err) != RC_OK)
		fail_msg("%s", err.msg);
	return guide_by_id(own, str_of(id));
}

static void
a_row_keeps_a_place_from_being_a_level(void **state)
{
	const struct bound *b = at("277", "2200B");

	(void)state;
	assert_null(b->level);
	assert_string_equal(b->field->name, "refused");
	assert_string_equal(at("277", "2200C")->field->name, "refused");
	assert_null(at("277", "2200B/TRN")->level);
	assert_null(at("277", "2200B/TRN")->field);
	b = at("277", "2200D");
	assert_null(b->field);
	assert_true(b->level->record);
	assert_ptr_equal(b->level, at("277", "2200E")->level);
	assert_null(at("277", "2200D/TRN")->level);
}

/* N2: what can say one thing only needs no field and is not carried. */
static void
a_segment_without_choice_is_not_carried(void **state)
{
	static const char *const paths[] = { "LS/LS", "LS/LE" };

	(void)state;
	for (size_t i = 0; i < LENGTH(paths); i++) {
		const struct bound *b = at("271", paths[i]);

		assert_int_equal(b->n_ops, 0);
		assert_int_equal(b->n_constants, 1);
		assert_false(b->carried);
	}
	assert_int_not_equal(at("271", "2000C/TRN")->n_ops, 0);
}

static void
a_guide_without_a_model_is_told(void **state)
{
	struct guide_set own;
	struct err err = { 0 };
	const struct guide *g = read_guide(&own, "MINE",
	    "guide MINE 1 \"Mine\"\n"
	    "    set 837\n"
	    "    group HC\n"
	    "tree\n"
	    "    ST R 1\n"
	    "        01 R\n");

	(void)state;
	assert_null(bind_guide(g, &arena, &err));
	assert_int_equal(err.rc, RC_INVALID);
	assert_string_equal(err.msg, "there is no model for MINE");
	guide_set_fini(&own);
}

/* A payer's guide is bound as the one that it builds on. */
static void
a_companion_guide_is_bound(void **state)
{
	static struct leftovers l;
	struct guide_set own;
	struct err err = { 0 };
	const struct guide *g = read_guide(&own, "ACME",
	    "guide ACME 005010X222A1 \"Acme\"\n"
	    "    include 837P\n"
	    "at 2010BB/NM1:PR\n"
	    "    08 R = PI\n"
	    "    09 R = 60054\n");
	const struct binding *b = bind_guide(g, &arena, &err);
	const struct bound *payer;

	(void)state;
	if (b == NULL)
		fail_msg("%s", err.msg);
	payer = bound_of(b, guide_path(g, STR("2010BB/NM1:PR")));
	assert_true(str_eq(constant_at(payer, 8, 0)->code, STR("PI")));
	assert_non_null(op_of(payer, "id"));	/* no qualifier: stored */
	l.b = b;
	bind_uncovered(b, hear, &l);
	assert_int_equal(l.faults, 0);
	guide_set_fini(&own);
}

static void
memory_that_ends_is_told(void **state)
{
	const struct guide *g = guide_by_id(&set, STR("837P"));
	unsigned refused = 0;
	bool bound = false;

	(void)state;
	for (size_t ceiling = 64; !bound; ceiling += ceiling / 4) {
		struct err err = { 0 };
		struct arena own;

		arena_init(&own, ceiling);
		bound = bind_guide(g, &own, &err) != NULL;
		if (!bound) {
			assert_int_equal(err.rc, RC_MEMORY);
			refused++;
		}
		arena_fini(&own);
	}
	assert_true(refused > 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_element_of_every_guide_has_a_field),
		cmocka_unit_test(every_row_has_a_place_in_some_guide),
		cmocka_unit_test(tables_name_members_and_places_once),
		cmocka_unit_test(elements_have_one_field_that_can_hold_them),
		cmocka_unit_test(a_row_is_bound_once_in_a_loop),
		cmocka_unit_test(what_repeats_is_a_list),
		cmocka_unit_test(a_row_can_be_for_one_guide),
		cmocka_unit_test(a_row_can_have_several_places),
		cmocka_unit_test(what_a_guide_leaves_no_choice_of_is_written),
		cmocka_unit_test(
		    a_qualifier_that_changes_from_group_to_group_is_stored),
		cmocka_unit_test(levels_are_told_by_their_heads),
		cmocka_unit_test(a_row_keeps_a_place_from_being_a_level),
		cmocka_unit_test(a_segment_without_choice_is_not_carried),
		cmocka_unit_test(a_guide_without_a_model_is_told),
		cmocka_unit_test(a_companion_guide_is_bound),
		cmocka_unit_test(memory_that_ends_is_told),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
