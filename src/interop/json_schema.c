/* SPDX-License-Identifier: Apache-2.0 */
/* json_schema.c -- what the guides say of each member, gathered and written. */
#include "interop/json_schema.h"

#include <stdlib.h>

#include "claim/bind.h"
#include "interop/json_plan.h"

#define MEMORY_MAX ((size_t)256 << 20)
#define CODES_MAX 48		/* codes of a member that are listed */

/* What the guides say of one member. */
struct fact {
	str	 label;		/* the first guide's */
	unsigned max;		/* longest value; 0: not told */
	str	 codes[CODES_MAX];
	unsigned n_codes;
	bool	 open;		/* somewhere any code may stand, or too many */
};

struct facts {
	struct json_plans plans;
	struct arena arena;
	struct fact **of;	/* by plan, then by member */
	str	*labels;	/* by plan */
	struct buf *to;
};

static size_t
plan_number(const struct facts *f, const struct schema *s)
{
	size_t i = 0;

	while (i < f->plans.all.n && f->plans.all.v[i]->schema != s)
		i++;
	return i;
}

/* The fact of a row, wherever it is. */
static struct fact *
fact_of(struct facts *f, const struct field *field)
{
	for (size_t i = 0; i < f->plans.all.n; i++) {
		const struct json_plan *plan = f->plans.all.v[i];
		const struct schema *s = plan->schema;

		if (field < s->fields || field >= s->fields + s->n)
			continue;
		for (unsigned k = 0; k < plan->n_fields; k++)
			if (plan->members[k].field == field)
				return &f->of[i][k];
	}
	return NULL;
}

/* ---- gathering ---------------------------------------------------------- */

static void
add_code(struct fact *fact, str code)
{
	for (unsigned i = 0; i < fact->n_codes; i++)
		if (str_eq(fact->codes[i], code))
			return;
	if (fact->n_codes == CODES_MAX)
		fact->open = true;
	else
		fact->codes[fact->n_codes++] = code;
}

/* One more place of a member. */
static void
gather_place(struct fact *fact, const struct guide_element *e)
{
	enum element_type type = e->def->type;

	if (fact->label.n == 0)
		fact->label = e->label;
	if (type != TYPE_N && type != TYPE_R && e->max > fact->max)
		fact->max = e->max;
	if (e->codes == NULL || e->outside.n != 0)
		fact->open = true;
	for (unsigned i = 0; e->codes != NULL && i < e->codes->n &&
	    !fact->open; i++)
		add_code(fact, e->codes->text[i]);
}

static void gather_ops(struct facts *f, const struct guide_node *node,
    const struct op *ops, unsigned n, unsigned first);

/* The parts of a composite, or of each group in a segment. */
static void
gather_parts(struct facts *f, const struct guide_node *node,
    const struct op *op, unsigned element)
{
	const struct field *group = op->field;

	if (op->type != FIELD_GROUPS) {
		gather_ops(f, node, op->parts, op->n_parts, element);
		return;
	}
	for (unsigned t = 0; t < group->most; t++)
		gather_ops(f, node, op->parts, op->n_parts,
		    group->first + group->stride * t);
}

static void
gather_ops(struct facts *f, const struct guide_node *node,
    const struct op *ops, unsigned n, unsigned first)
{
	for (unsigned i = 0; i < n; i++) {
		const struct op *op = &ops[i];
		unsigned e = op->relative || op->element == 0 ?
		    first + op->element : op->element;
		struct fact *fact = fact_of(f, op->field);
		const struct guide_element *at = e == 0 ||
		    e > node->def->n_elements ? NULL : &node->elements[e - 1];

		if (at != NULL && op->component != 0)
			at = op->component <= at->n_parts ?
			    &at->parts[op->component - 1] : NULL;
		if (fact != NULL && at != NULL && at->usage != USAGE_NOT_USED)
			gather_place(fact, at);
		gather_parts(f, node, op, e);
	}
}

/* Everything that a guide says. */
static void
gather(struct facts *f, const struct binding *b)
{
	for (unsigned i = 0; i < b->n_nodes; i++) {
		const struct bound *bound = &b->nodes[i];
		struct fact *fact;
		size_t k;

		if (bound->node == NULL)
			continue;
		if (!bound->node->is_loop)
			gather_ops(f, bound->node, bound->ops, bound->n_ops, 0);
		if (bound->field != NULL &&
		    (fact = fact_of(f, bound->field)) != NULL &&
		    fact->label.n == 0)
			fact->label = bound->node->label;
		if (bound->level == NULL || bound->schema == NULL)
			continue;
		k = plan_number(f, bound->schema);
		if (k < f->plans.all.n && f->labels[k].n == 0)
			f->labels[k] = bound->node->label;
	}
}

/* Plans of everything, with room for what is to be known of them. */
static enum rc
make_plans(struct facts *f, struct err *err)
{
	const struct transaction_map *map;
	size_t n;

	for (unsigned i = 0; (map = transaction_map_at(i)) != NULL; i++)
		for (unsigned k = 0; k < map->n_levels; k++)
			if (json_plan_of(&f->plans, map->levels[k].schema) ==
			    NULL)
				return fail(err, RC_MEMORY, "no memory for "
				    "the plans");
	n = f->plans.all.n;
	f->of = ARENA_ARRAY(&f->arena, struct fact *, n);
	f->labels = ARENA_ARRAY(&f->arena, str, n);
	for (size_t i = 0; f->of != NULL && i < n; i++) {
		f->of[i] = ARENA_ARRAY(&f->arena, struct fact,
		    f->plans.all.v[i]->n);
		if (f->of[i] == NULL)
			f->of = NULL;
	}
	return f->of != NULL && f->labels != NULL ? RC_OK :
	    fail(err, RC_MEMORY, "no memory for the schema");
}

static enum rc
gather_all(struct facts *f, const struct guide_set *guides, struct err *err)
{
	const struct transaction_map *map;

	for (unsigned i = 0; (map = transaction_map_at(i)) != NULL; i++) {
		const struct guide *guide = map == &envelope_map ?
		    guides->envelope : guide_by_id(guides, str_of(map->guide));
		const struct binding *b = guide == NULL ? NULL :
		    bind_guide(guide, &f->arena, err);

		if (guide == NULL)
			continue;
		if (b == NULL)
			return RC_INVALID;
		gather(f, b);
	}
	return RC_OK;
}

/* ---- writing ------------------------------------------------------------ */

static const char head[] =
"{\n"
"  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
"  \"title\": \"Records of cleanclaim\",\n"
"  \"description\": \"One line of what cleanclaim convert writes and reads. "
"See docs/json.md.\",\n"
"  \"type\": \"object\",\n"
"  \"required\": [\"record\"],\n";

static const char common[] =
"    \"amount\": {\n"
"      \"description\": \"US dollars; as text where it is written in a way "
"that is no JSON number\",\n"
"      \"oneOf\": [{ \"type\": \"number\" },\n"
"        { \"type\": \"string\", \"pattern\": "
"\"^-?([0-9]+[.]?[0-9]*|[.][0-9]+)$\" }]\n"
"    },\n"
"    \"quantity\": {\n"
"      \"description\": \"A count or measure; as text where it is written in "
"a way that is no JSON number\",\n"
"      \"oneOf\": [{ \"type\": \"number\" },\n"
"        { \"type\": \"string\", \"pattern\": "
"\"^-?([0-9]+[.]?[0-9]*|[.][0-9]+)$\" }]\n"
"    },\n"
"    \"moment\": {\n"
"      \"description\": \"A day, with a time or without\",\n"
"      \"type\": \"string\",\n"
"      \"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}"
"(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,2})?)?)?$\"\n"
"    },\n"
"    \"when\": {\n"
"      \"description\": \"A day, or the days from one through another; or a "
"time HHMM alone, or another text of the file that is no day\",\n"
"      \"oneOf\": [{ \"$ref\": \"#/$defs/moment\" },\n"
"        { \"type\": \"string\", \"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}"
"(T[0-9:.]+)?/[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+)?$\" },\n"
"        { \"type\": \"string\", \"pattern\": \"^[0-9]{4,8}$\" },\n"
"        { \"type\": \"object\", \"required\": [\"text\"], "
"\"additionalProperties\": false,\n"
"          \"properties\": { \"text\": { \"type\": \"string\" } } }]\n"
"    },\n"
"    \"at\": {\n"
"      \"description\": \"Where it was in the X12 file: bytes before it, and "
"which segment, counted from 1\",\n"
"      \"type\": \"object\",\n"
"      \"additionalProperties\": false,\n"
"      \"properties\": { \"byte\": { \"type\": \"integer\", \"minimum\": 0 }, "
"\"segment\": { \"type\": \"integer\", \"minimum\": 0 } }\n"
"    },\n"
"    \"carried\": {\n"
"      \"description\": \"Segments that no member stands for, as they were\","
"\n"
"      \"type\": \"array\",\n"
"      \"items\": {\n"
"        \"type\": \"object\",\n"
"        \"required\": [\"place\", \"text\"],\n"
"        \"additionalProperties\": false,\n"
"        \"properties\": { \"place\": { \"type\": \"string\" }, \"text\": "
"{ \"type\": \"string\" } }\n"
"      }\n"
"    },\n"
"    \"order\": {\n"
"      \"description\": \"The places of the guide in the order they were met, "
"where that is not the guide's\",\n"
"      \"type\": \"array\",\n"
"      \"items\": { \"type\": \"string\" }\n"
"    }";

/* The name under which a schema is found; some have the same. */
static void
add_name(struct facts *f, const struct schema *s)
{
	unsigned same = 1;

	for (size_t i = 0; f->plans.all.v[i]->schema != s; i++)
		same += strcmp(f->plans.all.v[i]->schema->name, s->name) == 0;
	buf_add(f->to, str_of(s->name));
	if (same > 1)
		buf_fmt(f->to, "%u", same);
}

static void
add_reference(struct facts *f, const struct schema *s)
{
	buf_add(f->to, STR("\"$ref\": \"#/$defs/"));
	add_name(f, s);
	buf_putc(f->to, '"');
}

static void
add_text_type(struct facts *f, const struct fact *fact)
{
	buf_add(f->to, STR("\"type\": \"string\", \"minLength\": 1"));
	if (fact->max != 0)
		buf_fmt(f->to, ", \"maxLength\": %u", fact->max);
	if (fact->open || fact->n_codes == 0)
		return;
	buf_add(f->to, STR(",\n          \"enum\": ["));
	for (unsigned i = 0; i < fact->n_codes; i++) {
		buf_add(f->to, i == 0 ? STR("") : STR(", "));
		buf_json(f->to, fact->codes[i]);
	}
	buf_putc(f->to, ']');
}

static void
add_type(struct facts *f, const struct field *field, const struct fact *fact)
{
	switch ((enum field_type)field->type) {
	case FIELD_TEXT:
		add_text_type(f, fact);
		break;
	case FIELD_AMOUNT:
		buf_add(f->to, STR("\"$ref\": \"#/$defs/amount\""));
		break;
	case FIELD_QUANTITY:
		buf_add(f->to, STR("\"$ref\": \"#/$defs/quantity\""));
		break;
	case FIELD_WHEN:
		buf_add(f->to, STR("\"$ref\": \"#/$defs/when\""));
		break;
	case FIELD_TEXTS:
		buf_fmt(f->to, "\"type\": \"array\", \"minItems\": 1, "
		    "\"maxItems\": %u, \"items\": { \"type\": \"string\" }",
		    field->n);
		break;
	case FIELD_REPEATED:
		buf_add(f->to, STR("\"type\": \"array\", \"minItems\": 1, "
		    "\"items\": { \"type\": \"string\" }"));
		break;
	case FIELD_PART:
	case FIELD_ONE:
	case FIELD_UP:
		add_reference(f, field->of);
		break;
	case FIELD_MANY:
	case FIELD_GROUPS:
		buf_add(f->to, STR("\"type\": \"array\", \"minItems\": 1, "
		    "\"items\": { "));
		add_reference(f, field->of);
		buf_add(f->to, STR(" }"));
		break;
	}
}

static void
add_member(struct facts *f, const struct json_member *m,
    const struct fact *fact)
{
	buf_add(f->to, STR(",\n        "));
	buf_json(f->to, m->name);
	buf_add(f->to, STR(": { "));
	if (fact->label.n != 0) {
		buf_add(f->to, STR("\"description\": "));
		buf_json(f->to, fact->label);
		buf_add(f->to, STR(", "));
	}
	add_type(f, m->field, fact);
	buf_add(f->to, STR(" }"));
}

/* The names of the guides whose transactions begin with `s`. */
static void
add_guides(struct facts *f, const struct schema *s)
{
	const struct transaction_map *map;
	const char *before = ",\n        \"guide\": { \"enum\": [";

	for (unsigned i = 0; (map = transaction_map_at(i)) != NULL; i++) {
		if (map->levels[0].schema != s || map == &envelope_map)
			continue;
		buf_fmt(f->to, "%s\"%s\"", before, map->guide);
		before = ", ";
	}
	if (*before == ',' && before[1] == ' ')
		buf_add(f->to, STR("] }"));
}

/* True for what may be a record by itself. */
static bool
is_record(const struct schema *s)
{
	const struct transaction_map *map;

	for (unsigned i = 0; (map = transaction_map_at(i)) != NULL; i++)
		for (unsigned k = 0; k < map->n_levels; k++)
			if (map->levels[k].schema == s)
				return true;
	return false;
}

/* Members of our own. */
static void
add_own(struct facts *f, const struct schema *s, bool record)
{
	buf_add(f->to, STR("        \"at\": { \"$ref\": \"#/$defs/at\" }"));
	if (record) {
		buf_fmt(f->to, ",\n        \"record\": { \"const\": \"%s\" }",
		    s->name);
		add_guides(f, s);
		buf_add(f->to, STR(",\n        \"encoding\": { \"const\": "
		    "\"latin-1\" }"));
	}
	if (record && !json_is_above(s))
		buf_add(f->to, STR(",\n        \"level\": { \"type\": "
		    "\"integer\", \"minimum\": 0 }"));
	if (s->level != SCHEMA_NONE)
		buf_add(f->to, STR(",\n        \"below\": { \"type\": "
		    "\"boolean\" }"));
	if (s->breaks != SCHEMA_NONE)
		buf_add(f->to, STR(",\n        \"breaks\": { \"type\": "
		    "\"boolean\" }"));
	if (s->part != SCHEMA_NONE)
		buf_add(f->to, STR(",\n        \"carried\": { \"$ref\": "
		    "\"#/$defs/carried\" },\n        \"order\": { \"$ref\": "
		    "\"#/$defs/order\" }"));
}

static void
add_plan(struct facts *f, size_t i)
{
	const struct json_plan *plan = f->plans.all.v[i];

	buf_add(f->to, STR(",\n    \""));
	add_name(f, plan->schema);
	buf_add(f->to, STR("\": {\n"));
	if (f->labels[i].n != 0) {
		buf_add(f->to, STR("      \"description\": "));
		buf_json(f->to, f->labels[i]);
		buf_add(f->to, STR(",\n"));
	}
	buf_add(f->to, STR("      \"type\": \"object\",\n"
	    "      \"additionalProperties\": false,\n"
	    "      \"properties\": {\n"));
	add_own(f, plan->schema, is_record(plan->schema));
	for (unsigned k = 0; k < plan->n_fields; k++)
		add_member(f, &plan->members[k], &f->of[i][k]);
	buf_add(f->to, STR("\n      }\n    }"));
}

static void
add_records(struct facts *f)
{
	const char *before = "  \"properties\": { \"record\": { \"enum\": [";

	for (size_t i = 0; i < f->plans.all.n; i++) {
		const struct schema *s = f->plans.all.v[i]->schema;

		if (!is_record(s))
			continue;
		buf_fmt(f->to, "%s\"%s\"", before, s->name);
		before = ",\n    ";
	}
	buf_add(f->to, STR("] } },\n"));
	before = "  \"allOf\": [\n    ";
	for (size_t i = 0; i < f->plans.all.n; i++) {
		const struct schema *s = f->plans.all.v[i]->schema;

		if (!is_record(s))
			continue;
		buf_fmt(f->to, "%s{ \"if\": { \"properties\": { \"record\": "
		    "{ \"const\": \"%s\" } } },\n      \"then\": { ", before,
		    s->name);
		add_reference(f, s);
		buf_add(f->to, STR(" } }"));
		before = ",\n    ";
	}
	buf_add(f->to, STR("\n  ],\n"));
}

/* See json_schema.h. */
enum rc
json_schema_write(const struct guide_set *guides, struct buf *to,
    struct err *err)
{
	struct facts f = { .to = to };
	enum rc rc;

	json_plans_init(&f.plans);
	arena_init(&f.arena, MEMORY_MAX);
	rc = make_plans(&f, err);
	if (rc == RC_OK)
		rc = gather_all(&f, guides, err);
	if (rc == RC_OK) {
		buf_add(to, str_of(head));
		add_records(&f);
		buf_add(to, STR("  \"$defs\": {\n"));
		buf_add(to, str_of(common));
		for (size_t i = 0; i < f.plans.all.n; i++)
			add_plan(&f, i);
		buf_add(to, STR("\n  }\n}\n"));
		if (to->failed)
			rc = fail(err, RC_MEMORY, "no memory for the schema");
	}
	json_plans_fini(&f.plans);
	arena_fini(&f.arena);
	return rc;
}
