/* SPDX-License-Identifier: Apache-2.0 */
/* test_json_records.c -- L1 to L4 of claim/json_out.h, K1 to K4 of
 * claim/json_in.h: items to JSON and back, and JSON that is refused. */
#include "unit.h"

#include "claim/claim.h"
#include "interop/json_build.h"
#include "interop/json_day.h"
#include "interop/json_in.h"
#include "interop/json_out.h"
#include "interop/json_plan.h"

/* What the reader reported: "code field line:column", and how often. */
struct ear { char last[300]; unsigned n; enum finding_code codes[32]; };

static void
hear(void *ctx, const struct finding *f)
{
	struct ear *e = ctx;

	if (e->n < LENGTH(e->codes))
		e->codes[e->n] = f->code;
	if (e->n++ == 0)
		snprintf(e->last, sizeof e->last, STR_FMT " " STR_FMT
		    " %d:%d", STR_ARG(finding_def(f->code)->code),
		    STR_ARG(f->at.field), (int)f->at.line, (int)f->at.column);
}

/* ---- reading ------------------------------------------------------------ */

struct reading {
	struct file_stream stream;
	struct json_in *in;
	struct finding_sink sink;
	struct ear ear;
};

static void
begin(struct reading *r, str text)
{
	const struct json_in_options options = { NULL };

	*r = (struct reading){ .sink = { &r->ear, hear } };
	file_stream_memory(&r->stream, text);
	r->in = json_in_open(&r->stream, &options, &r->sink);
	assert_non_null(r->in);
}

static struct item
next(struct reading *r)
{
	struct item item;
	struct err err;

	if (json_in_next(r->in, &item, &err) != RC_OK)
		fail_msg("%s", err.msg);
	return item;
}

/* Read all of `text`; how many records were given. */
static unsigned
read_all(struct reading *r, str text)
{
	unsigned n = 0;

	begin(r, text);
	while (next(r).object != NULL)
		n++;
	json_in_close(r->in);
	return n;
}

#define HEAD "{\"record\":\"interchange\",\"sender\":\"A\"}\n" \
	"{\"record\":\"functional_group\",\"kind\":\"HC\"}\n"
#define BATCH "{\"record\":\"claim_batch\",\"guide\":\"837P\"}\n"
#define LEVELS "\"subscriber\":{\"level\":2,\"billing\":{\"level\":1," \
	"\"taxonomy\":\"X\"},\"turn\":\"P\"}"

/* ---- random items ------------------------------------------------------- */

struct maker {
	struct arena arena;
	uint64_t seed;
	uint32_t level;
	struct item made[8];	/* levels of the record at hand */
	unsigned n_made;
};

static unsigned
roll(struct maker *m, unsigned n)
{
	m->seed = m->seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(m->seed >> 33) % n;
}

static str
pick(struct maker *m, const str *v, size_t n)
{
	return arena_str(&m->arena, v[roll(m, (unsigned)n)]);
}

static str
make_text(struct maker *m)
{
	static const str texts[] = {
		STR_INIT("A"), STR_INIT("SAMPLE"), STR_INIT("12345678"),
		STR_INIT("A \"QUOTE\" \\ AND / SLASH"), STR_INIT("M\xC3\xBCLLER"),
		STR_INIT("\x01\x1f\x7f\t\n"), STR_INIT("nul\0byte"),
		STR_INIT("A LONGER TEXT OF SOME EIGHTY CHARACTERS, AS NOTES "
		    "HAVE THEM, WITH A \" IN THE END"),
		STR_INIT("\xE2\x82\xAC\xF0\x9F\x98\x80"), STR_INIT("2026-01-31"),
	};
	static const str foreign_texts[] = { STR_INIT("M\xFCLLER"),
		STR_INIT("\xC3\xBC\xC3"), STR_INIT("\x80\xFF\xED\xA0\x80") };

	return roll(m, 200) == 0 ? pick(m, foreign_texts,
	    LENGTH(foreign_texts)) :
	    pick(m, texts, LENGTH(texts));
}

static str
make_number(struct maker *m)
{
	static const str numbers[] = {
		STR_INIT("0"), STR_INIT("100"), STR_INIT("100.00"),
		STR_INIT("-1.5"), STR_INIT(".50"), STR_INIT("12."),
		STR_INIT("007"), STR_INIT("-0"), STR_INIT("abc"),
		STR_INIT("1E5"), STR_INIT("-"), STR_INIT("999999999999.99"),
	};

	return pick(m, numbers, LENGTH(numbers));
}

static struct when
make_when(struct maker *m, const struct field *f)
{
	static const str days[] = {
		STR_INIT("20260131"), STR_INIT("20240229-20240301"),
		STR_INIT("20260131-20260131"), STR_INIT("202601311345"),
		STR_INIT("20260131134510"), STR_INIT("2026013113451050"),
		STR_INIT("202601311345-202602010800"), STR_INIT("260131"),
		STR_INIT("1345"), STR_INIT("2026-01-31"), STR_INIT("20260231"),
		STR_INIT("2026-01-31T13:45"), STR_INIT("UNKNOWN"),
		STR_INIT("20260131-"), STR_INIT("202601312560"),
	};

	if (roll(m, 8) == 0)
		return when_of(20000 + (date)roll(m, 3000));
	if (f->n == 6 && roll(m, 2) == 0)
		return when_read(arena_str(&m->arena, STR("260131")));
	return when_read(pick(m, days, LENGTH(days)));
}

static void fill(struct maker *m, const struct schema *s, void *object,
    const struct item *above, unsigned n_above);

static void *
make_object(struct maker *m, const struct schema *s)
{
	void *object = arena_zero(&m->arena, 1, s->size);

	assert_non_null(object);
	fill(m, s, object, NULL, 0);
	return object;
}

static void
fill_field(struct maker *m, const struct field *f, void *at)
{
	void *object;
	struct texts *texts = at;

	switch ((enum field_type)f->type) {
	case FIELD_TEXT:
		*(str *)at = make_text(m);
		break;
	case FIELD_AMOUNT:
		*(struct amount *)at = roll(m, 4) == 0 ?
		    amount_of((money)roll(m, 100000) - 500) :
		    amount_read(make_number(m));
		break;
	case FIELD_QUANTITY:
		*(struct quantity *)at = roll(m, 4) == 0 ?
		    quantity_of(roll(m, 100000)) :
		    quantity_read(make_number(m));
		break;
	case FIELD_WHEN:
		*(struct when *)at = make_when(m, f);
		break;
	case FIELD_TEXTS:
		for (unsigned i = 0; i < f->n; i++)
			if (roll(m, 2) == 0)
				((str *)at)[i] = make_text(m);
		break;
	case FIELD_REPEATED:
		texts->n = roll(m, 3);
		texts->v = texts->n == 0 ? NULL : ARENA_ARRAY(&m->arena, str,
		    texts->n);
		for (size_t i = 0; i < texts->n; i++)
			texts->v[i] = make_text(m);
		break;
	case FIELD_PART:
		fill(m, f->of, at, NULL, 0);
		break;
	case FIELD_ONE:
		object = make_object(m, f->of);
		memcpy(at, &object, sizeof object);
		break;
	case FIELD_MANY:
	case FIELD_GROUPS:
		for (unsigned i = roll(m, 3); i != 0; i--)
			list_append(at, make_object(m, f->of));
		break;
	case FIELD_UP:
		break;
	}
}

/* Point up: to what was given before, or to a level made for it. */
static void
fill_up(struct maker *m, const struct schema *s, void *object,
    const struct item *above, unsigned n_above)
{
	for (unsigned i = 0; i < s->n; i++) {
		const struct field *f = &s->fields[i];
		const void *up = NULL;

		if (f->type != FIELD_UP)
			continue;
		for (unsigned k = 0; k < n_above; k++)
			if (above[k].schema == f->of)
				up = above[k].object;
		for (unsigned k = 0; k < m->n_made; k++)
			if (m->made[k].schema == f->of)
				up = m->made[k].object;
		if (up == NULL) {
			void *made = arena_zero(&m->arena, 1, f->of->size);

			m->made[m->n_made++] = (struct item){ NULL, f->of,
			    made };
			fill(m, f->of, made, above, n_above);
			up = made;
		}
		memcpy(field_at(object, f), &up, sizeof up);
	}
}

static void
fill(struct maker *m, const struct schema *s, void *object,
    const struct item *above, unsigned n_above)
{
	char *bytes = object;

	for (unsigned i = 0; i < s->n; i++)
		if (roll(m, 3) == 0)
			fill_field(m, &s->fields[i], field_at(object,
			    &s->fields[i]));
	fill_up(m, s, object, above, n_above);
	if (s->breaks != SCHEMA_NONE)
		*(bool *)(bytes + s->breaks) = roll(m, 8) == 0;
	if (s->level != SCHEMA_NONE)
		((struct level *)(void *)(bytes + s->level))->number =
		    ++m->level;
	if (s->part != SCHEMA_NONE && roll(m, 10) == 0) {
		struct part *part = (void *)(bytes + s->part);
		struct carried *c = ARENA_NEW(&m->arena, struct carried);

		c->place = STR("K3");
		c->text = make_text(m);
		list_append(&part->carried, c);
		part->order = STR("\1\1\3\0\2");
	}
}

/* ---- there and back ----------------------------------------------------- */

/* Is what `b` points up to the same as what `a` does? */
static void
ups_same(const struct schema *s, const void *a, const void *b)
{
	for (unsigned i = 0; i < s->n; i++) {
		const struct field *f = &s->fields[i];
		const void *x, *y;

		if (f->type != FIELD_UP)
			continue;
		memcpy(&x, field_at(a, f), sizeof x);
		memcpy(&y, field_at(b, f), sizeof y);
		if ((x == NULL) != (y == NULL))
			fail_msg("%s.%s is missing", s->name, f->name);
		if (x == NULL)
			continue;
		if (!schema_equal(f->of, x, y))
			fail_msg("%s.%s differs", s->name, f->name);
		ups_same(f->of, x, y);
	}
}

/* What is written of `items` is read as the same, and written the same. */
static void
there_and_back(const struct item *items, unsigned n)
{
	const struct json_out_options options = { .guides = NULL };
	struct json_out *o = json_out_new(&options);
	struct buf text, again;
	struct reading r;
	struct err err;

	buf_init(&text, 1 << 26);
	buf_init(&again, 1 << 26);
	for (unsigned i = 0; i < n; i++)
		assert_int_equal(json_out_item(o, &items[i], &text, &err),
		    RC_OK);
	assert_true(str_is_utf8(buf_str(&text)));
	json_out_free(o);
	o = json_out_new(&options);
	begin(&r, buf_str(&text));
	for (unsigned i = 0; i < n; i++) {
		struct item got = next(&r);

		if (got.object == NULL)
			fail_msg("item %u: %s\n%s", i, r.ear.last, text.p);
		assert_ptr_equal(got.schema, items[i].schema);
		assert_ptr_equal(got.map, items[i].map);
		if (!schema_equal(got.schema, items[i].object, got.object))
			fail_msg("item %u differs:\n%s", i, text.p);
		ups_same(got.schema, items[i].object, got.object);
		assert_int_equal(json_out_item(o, &got, &again, &err), RC_OK);
	}
	assert_null(next(&r).object);
	assert_int_equal(r.ear.n, 0);
	if (!str_eq(buf_str(&text), buf_str(&again)))
		fail_msg("written again:\n%s\n%s", text.p, again.p);
	json_in_close(r.in);
	json_out_free(o);
	buf_fini(&text);
	buf_fini(&again);
}

/* L1, L2 */
static void
L1_any_item_of_any_schema_comes_back(void **state)
{
	const struct transaction_map *map;
	struct maker m = { .seed = 42 };

	(void)state;
	arena_init(&m.arena, (size_t)1 << 30);
	for (unsigned round = 0; round < 60; round++)
		for (unsigned k = 0; (map = transaction_map_at(k)) != NULL;
		    k++) {
			struct item items[20];
			unsigned n = 0, above = 0;

			if (map == &envelope_map)
				continue;
			for (unsigned i = 0; i < 3; i++) {
				const struct transaction_map *of = i < 2 ?
				    &envelope_map : map;
				const struct schema *s =
				    of->levels[i % 2].schema;

				items[n] = (struct item){ of, s,
				    arena_zero(&m.arena, 1, s->size) };
				fill(&m, s, (void *)(uintptr_t)
				    items[n].object, items, n);
				above = ++n;
			}
			for (unsigned i = 1; i < map->n_levels; i++) {
				const struct schema *s = map->levels[i].schema;

				items[n] = (struct item){ map, s,
				    arena_zero(&m.arena, 1, s->size) };
				m.n_made = 0;
				fill(&m, s, (void *)(uintptr_t)
				    items[n++].object, items, above);
			}
			there_and_back(items, n);
			arena_reset(&m.arena);
		}
	arena_fini(&m.arena);
}

/* The line of a claim that holds what `set` put there. */
static str
line_of(void (*set)(struct claim *claim), struct buf *to)
{
	const struct json_out_options options = { .guides = NULL };
	const struct transaction_map *map = &professional_map;
	struct json_out *o = json_out_new(&options);
	struct claim claim = { .control_number = STR("A") };
	struct item item = { map, map->levels[map->n_levels - 1].schema,
		&claim };
	struct err err;

	set(&claim);
	buf_init(to, 1 << 20);
	assert_int_equal(json_out_item(o, &item, to, &err), RC_OK);
	json_out_free(o);
	return buf_str(to);
}

static void
set_foreign(struct claim *c)
{
	c->control_number = STR("M\xFCLLER");
}

static void
set_values(struct claim *c)
{
	c->charge = amount_read(STR("100.00"));
	c->onset = when_read(STR("20260131"));
	c->accident = when_read(STR("2026-01-31"));
	c->admission = when_read(STR("202601311345"));
	c->disability = when_read(STR("20260131-20260202"));
	c->patient_paid = amount_read(STR("12."));
}

/* L2 */
static void
L2_bytes_that_are_not_utf8_are_latin_1(void **state)
{
	struct buf b;

	(void)state;
	line_of(set_foreign, &b);
	assert_string_equal(b.p, "{\"record\":\"claim\",\"encoding\":\"latin-1\","
	    "\"control_number\":\"M\xC3\xBCLLER\"}\n");
	buf_fini(&b);
}

/* L3 */
static void
L3_amounts_and_days_are_as_people_write_them(void **state)
{
	struct buf b;

	(void)state;
	line_of(set_values, &b);
	assert_string_equal(b.p, "{\"record\":\"claim\",\"control_number\":\"A\","
	    "\"charge\":100.00,\"onset\":\"2026-01-31\","
	    "\"accident\":{\"text\":\"2026-01-31\"},"
	    "\"disability\":\"2026-01-31/2026-02-02\","
	    "\"admission\":\"2026-01-31T13:45\",\"patient_paid\":\"12.\"}\n");
	buf_fini(&b);
}

/* No schema has a member that we call one of our own. */
static void
no_row_has_one_of_our_names(void **state)
{
	const struct transaction_map *map;
	struct json_plans plans;

	(void)state;
	json_plans_init(&plans);
	for (unsigned i = 0; (map = transaction_map_at(i)) != NULL; i++)
		for (unsigned k = 0; k < map->n_levels; k++)
			if (json_plan_of(&plans, map->levels[k].schema) == NULL)
				fail_msg("%s: a name is taken, or there are "
				    "too many", map->levels[k].schema->name);
	json_plans_fini(&plans);
}

static void
days_go_there_and_back(void **state)
{
	static const struct { const char *x12, *json; unsigned digits; }
	cases[] = {
		{ "20260131", "2026-01-31", 0 },
		{ "20240229-20240301", "2024-02-29/2024-03-01", 0 },
		{ "202601311345", "2026-01-31T13:45", 0 },
		{ "20260131134510", "2026-01-31T13:45:10", 0 },
		{ "202601311345101", "2026-01-31T13:45:10.1", 0 },
		{ "2026013113451012", "2026-01-31T13:45:10.12", 0 },
		{ "260131", "2026-01-31", 6 },
		{ "690131", "2069-01-31", 6 }, { "700131", "1970-01-31", 6 },
	};
	static const char *const none[] = { "", "260131", "20260230", "1345",
		"20260131-", "-20260131", "202601312560", "2026013" };
	char room[JSON_DAY_MAX];

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		assert_true(str_eq(json_day_out(str_of(cases[i].x12),
		    cases[i].digits, room), str_of(cases[i].json)));
		assert_true(str_eq(json_day_in(str_of(cases[i].json),
		    cases[i].digits, room), str_of(cases[i].x12)));
	}
	for (size_t i = 0; i < LENGTH(none); i++)
		assert_int_equal(json_day_out(str_of(none[i]), 0, room).n, 0);
	assert_int_equal(json_day_in(STR("1969-01-01"), 6, room).n, 0);
	assert_int_equal(json_day_in(STR("2026-01-31T1345"), 0, room).n, 0);
	assert_int_equal(json_day_in(STR("2026-1-31"), 0, room).n, 0);
}

/* ---- levels ------------------------------------------------------------- */

static const struct subscriber_level *
subscriber_of(struct item item)
{
	assert_non_null(item.object);
	return ((const struct claim *)item.object)->subscriber;
}

/* K4 */
static void
K4_a_level_is_the_same_as_long_as_it_says_so(void **state)
{
	const struct subscriber_level *a;
	struct reading r;

	(void)state;
	begin(&r, STR(HEAD BATCH
	    "{\"record\":\"claim\"," LEVELS "}\n"
	    "{" LEVELS ",\"record\":\"claim\",\"charge\":1}\n"
	    "{\"record\":\"claim\",\"subscriber\":{\"level\":3,\"billing\":"
	    "{\"level\":1,\"taxonomy\":\"X\"},\"turn\":\"P\"}}\n"
	    "{\"record\":\"claim_batch\",\"guide\":\"837D\"}\n"
	    "{\"record\":\"claim\"," LEVELS "}\n"));
	for (int i = 0; i < 3; i++)
		next(&r);
	a = subscriber_of(next(&r));
	assert_int_equal(a->level.number, 2);
	assert_int_equal(a->billing->level.number, 1);
	assert_non_null(a->billing->batch->group->interchange);
	assert_ptr_equal(subscriber_of(next(&r)), a);
	const struct subscriber_level *b = subscriber_of(next(&r));
	assert_ptr_not_equal(a, b);
	assert_ptr_equal(a->billing, b->billing);
	next(&r);
	const struct item last = next(&r);
	assert_ptr_not_equal(subscriber_of(last), a);
	assert_ptr_not_equal(subscriber_of(last), b);
	assert_ptr_equal(last.map, &dental_map);
	assert_int_equal(r.ear.n, 0);
	json_in_close(r.in);
}

/* K4 */
static void
K4_without_a_number_equal_levels_are_the_same(void **state)
{
	const struct subscriber_level *a, *b;
	struct reading r;

	(void)state;
	begin(&r, STR(HEAD BATCH
	    "{\"record\":\"claim\",\"subscriber\":{\"billing\":{},"
	    "\"turn\":\"P\"}}\n"
	    "{\"record\":\"claim\",\"subscriber\":{\"turn\":\"P\","
	    "\"billing\":{}}}\n"
	    "{\"record\":\"claim\",\"subscriber\":{\"turn\":\"S\","
	    "\"billing\":{}}}\n"));
	for (int i = 0; i < 3; i++)
		next(&r);
	a = subscriber_of(next(&r));
	assert_ptr_equal(subscriber_of(next(&r)), a);
	b = subscriber_of(next(&r));
	assert_ptr_not_equal(b, a);
	assert_ptr_equal(b->billing, a->billing);
	json_in_close(r.in);
}

/* ---- what is refused ---------------------------------------------------- */

#define CLAIM(members) HEAD BATCH "{\"record\":\"claim\"," LEVELS "," members

static const struct {
	const char *text;
	const char *said;	/* code, field, line:column */
	unsigned given;		/* records that were */
} refused[] = {
	{ CLAIM("\"charge\":true}"),
	    "json-wrong-type claim.charge 4:101", 3 },
	{ CLAIM("\"control_number\":5}"),
	    "json-wrong-type claim.control_number 4:109", 3 },
	{ CLAIM("\"lines\":[{\"charge\":1},{\"charge\":null}]}"),
	    "json-wrong-type claim.lines[2].charge 4:124", 3 },
	{ CLAIM("\"lines\":[5]}"), "json-wrong-type claim.lines[1] 4:101", 3 },
	{ CLAIM("\"lines\":{}}"), "json-wrong-type claim.lines 4:100", 3 },
	{ CLAIM("\"rendering_provider\":[]}"),
	    "json-wrong-type claim.rendering_provider 4:113", 3 },
	{ CLAIM("\"related_causes\":[\"A\",\"B\",\"C\",\"D\"]}"),
	    "json-wrong-type claim.related_causes 4:125", 3 },
	{ CLAIM("\"related_causes\":[\"A\",1]}"),
	    "json-wrong-type claim.related_causes[2] 4:114", 3 },
	{ CLAIM("\"onset\":{\"text\":5}}"),
	    "json-wrong-type claim.onset.text 4:108", 3 },
	{ CLAIM("\"onset\":{\"day\":\"5\"}}"),
	    "json-unknown-member claim.onset 4:101", 3 },
	{ CLAIM("\"charges\":[{\"a\":[]}],\"onset\":\"X\"}"),
	    "json-unknown-member claim 4:92", 3 },
	{ CLAIM("\"lines\":[{\"prize\":5}]}"),
	    "json-unknown-member claim.lines[1] 4:102", 3 },
	{ CLAIM("\"guide\":\"837P\"}"), "json-unknown-member claim 4:92", 3 },
	{ CLAIM("\"record\":\"claim\"}"),
	    "json-duplicate-member claim.record 4:92", 3 },
	{ CLAIM("\"charge\":1,\"charge\":1}"),
	    "json-duplicate-member claim.charge 4:103", 3 },
	{ CLAIM("\"carried\":[{\"place\":5}]}"),
	    "json-wrong-type claim.carried[1].place 4:112", 3 },
	{ CLAIM("\"order\":[\"XX\"]}"),
	    "json-wrong-type claim.order 4:105", 3 },
	{ CLAIM("\"encoding\":\"utf-7\"}"),
	    "json-wrong-type claim.encoding 4:103", 3 },
	{ CLAIM("\"encoding\":\"latin-1\",\"drg\":\"\\u014c\"}"),
	    "json-not-latin-1 claim 4:1", 3 },
	{ CLAIM("\"charge\":1"), "json-cut-off  4:102", 3 },
	{ CLAIM("\"drg\":\"ABC"), "json-cut-off  4:102", 3 },
	{ CLAIM("\"charge\":1,}"), "json-syntax  4:103", 3 },
	{ CLAIM("\"drg\":\"M\xFC\"}"), "json-syntax  4:98", 3 },
	{ CLAIM("\"patient\":{\"level\":3,\"subscriber\":{}}}"),
	    "json-duplicate-member claim.patient.subscriber 4:126", 3 },
	{ HEAD BATCH "{\"record\":\"claim\"}\n", "json-no-level claim 4:1", 3 },
	{ HEAD BATCH "{\"record\":\"claim\",\"subscriber\":{}}\n",
	    "json-no-level claim.subscriber 4:1", 3 },
	{ "{\"record\":\"claim\"," LEVELS "}",
	    "json-record-order claim 1:1", 0 },
	{ HEAD "{\"record\":\"claim\"," LEVELS "}",
	    "json-record-order claim 3:1", 2 },
	{ BATCH, "json-record-order claim_batch 1:1", 0 },
	{ "{\"record\":\"functional_group\"}",
	    "json-record-order functional_group 1:1", 0 },
	{ HEAD "{\"record\":\"payment\"}{\"record\":\"payment\"}",
	    "json-not-a-record  3:21", 2 },
	{ HEAD BATCH "{\"record\":\"paid_claim\"}",
	    "json-record-order paid_claim 4:1", 3 },
	{ HEAD "{\"record\":\"claim_batch\"}",
	    "json-wrong-type claim_batch 3:1", 2 },
	{ HEAD "{\"record\":\"claim_batch\",\"guide\":\"835\"}",
	    "json-wrong-type claim_batch.guide 3:33", 2 },
	{ "{\"record\":\"Claim\"}", "json-unknown-record record 1:11", 0 },
	{ "{\"record\":5}", "json-wrong-type record 1:11", 0 },
	{ "{\"charge\":[1,{\"a\":2}]}", "json-not-a-record  1:22", 0 },
	{ "[{\"record\":\"claim\"}]", "json-not-a-record  1:1", 0 },
	{ "5 ", "json-not-a-record  1:1", 0 },
	{ "\"ISA\"", "json-not-a-record  1:1", 0 },
	{ "ISA*00*~", "json-syntax  1:1", 0 },
};

/* K3 */
static void
K3_what_is_wrong_is_told_with_its_path_and_place(void **state)
{
	struct reading r;
	bool bad = false;

	(void)state;
	for (size_t i = 0; i < LENGTH(refused); i++) {
		unsigned n = read_all(&r, str_of(refused[i].text));

		if (strcmp(r.ear.last, refused[i].said) != 0 ||
		    n != refused[i].given || r.ear.n != 1) {
			print_error("%s\n%s, not %s, %u findings, %u "
			    "records\n", refused[i].text, r.ear.last,
			    refused[i].said, r.ear.n, n);
			bad = true;
		}
	}
	assert_false(bad);
}

/* K4: and the writer can tell them apart, by their places. */
static void
K4_a_level_told_in_two_ways_is_two(void **state)
{
	const struct subscriber_level *a, *b;
	struct reading r;

	(void)state;
	begin(&r, STR(HEAD BATCH
	    "{\"record\":\"claim\"," LEVELS "}\n"
	    "{\"record\":\"claim\",\"subscriber\":{\"level\":2,\"billing\":"
	    "{\"level\":1,\"taxonomy\":\"X\"},\"turn\":\"S\"}}\n"));
	for (int i = 0; i < 3; i++)
		next(&r);
	a = subscriber_of(next(&r));
	b = subscriber_of(next(&r));
	assert_ptr_not_equal(a, b);
	assert_ptr_equal(a->billing, b->billing);
	assert_int_equal(b->level.number, 2);
	assert_int_not_equal(a->part.segment, b->part.segment);
	json_in_close(r.in);
}

/* K3 */
static void
K3_reading_goes_on_after_a_fault(void **state)
{
	struct reading r;

	(void)state;
	assert_int_equal(read_all(&r, STR(HEAD BATCH
	    "{\"record\":\"claim\",,\n"
	    "\"x\":1}\n"
	    "{\"record\":\"claim\"," LEVELS ",\"charge\":[]}\n"
	    "{\"record\":\"claim\"," LEVELS "}\n")), 4);
	assert_int_equal(r.ear.n, 2);
	assert_int_equal(r.ear.codes[0], FINDING_JSON_SYNTAX);
	assert_int_equal(r.ear.codes[1], FINDING_JSON_WRONG_TYPE);
}

/* K3: what hangs on a refused record is not told once more. */
static void
K3_a_refused_batch_is_told_once(void **state)
{
	struct reading r;

	(void)state;
	assert_int_equal(read_all(&r, STR(HEAD
	    "{\"record\":\"claim_batch\",\"guide\":\"837P\",\"x\":1}\n"
	    "{\"record\":\"claim\"," LEVELS "}\n"
	    "{\"record\":\"claim\"," LEVELS "}\n")), 2);
	assert_int_equal(r.ear.n, 1);
	assert_int_equal(read_all(&r, STR("{\"record\":\"interchange\",}\n"
	    "{\"record\":\"functional_group\"}\n" BATCH)), 0);
	assert_int_equal(r.ear.n, 1);
}

/* K3 */
static void
K3_all_faults_of_a_record_are_told(void **state)
{
	struct reading r;

	(void)state;
	assert_int_equal(read_all(&r, STR(CLAIM("\"charge\":true,\"x\":1,"
	    "\"lines\":[{\"charge\":\"1\",\"y\":[{}]}],\"onset\":[]}"))), 3);
	assert_int_equal(r.ear.n, 4);
}

static void
records_may_be_spread_over_lines(void **state)
{
	struct reading r;

	(void)state;
	assert_int_equal(read_all(&r, STR("\xEF\xBB\xBF{\n  \"sender\": \"A\","
	    "\n  \"record\": \"interchange\"\n}\r\n\r\n{\n\"kind\":\"HC\","
	    "\"record\":\"functional_group\"}")), 2);
	assert_int_equal(r.ear.n, 0);
}

/* K1 */
static void
K1_a_value_without_end_is_refused(void **state)
{
	size_t n = (size_t)8 << 20;
	char *text = malloc(n);
	struct reading r;

	(void)state;
	assert_non_null(text);
	memset(text, 'A', n);
	memcpy(text, "{\"record\":\"", 11);
	assert_int_equal(read_all(&r, (str){ text, n }), 0);
	assert_int_equal(r.ear.n, 1);
	assert_int_equal(r.ear.codes[0], FINDING_JSON_TOO_LARGE);
	memset(text, '[', n);
	assert_int_equal(read_all(&r, (str){ text, n }), 0);
	assert_int_equal(r.ear.codes[r.ear.n - 1], FINDING_JSON_TOO_LARGE);
	free(text);
}

/* A record that is told to be one only behind `n` values. */
static void
add_late_record(struct buf *out, size_t n)
{
	buf_add(out, STR("{\"x\":["));
	for (size_t i = 0; i < n; i++)
		buf_add(out, i == 0 ? STR("1") : STR(",1"));
	buf_add(out, STR("],\"record\":\"interchange\"}\n"));
}

/* K1, K3: what comes before its "record" is kept, but not for ever. */
static void
K1_too_much_before_record_is_refused_and_the_rest_read(void **state)
{
	struct reading r;
	struct buf text;

	(void)state;
	buf_init(&text, (size_t)8 << 20);
	/* The name and two brackets are events too. */
	add_late_record(&text, JSON_EVENTS_MAX - 3 + 1);
	buf_add(&text, STR(HEAD));
	assert_int_equal(read_all(&r, buf_str(&text)), 2);
	assert_int_equal(r.ear.n, 1);
	assert_int_equal(r.ear.codes[0], FINDING_JSON_TOO_LARGE);

	/* One less is kept, and heard: there is no member x. */
	buf_reset(&text);
	add_late_record(&text, JSON_EVENTS_MAX - 3);
	buf_add(&text, STR(HEAD));
	assert_int_equal(read_all(&r, buf_str(&text)), 2);
	assert_int_equal(r.ear.n, 1);
	assert_int_equal(r.ear.codes[0], FINDING_JSON_UNKNOWN_MEMBER);
	buf_fini(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(L1_any_item_of_any_schema_comes_back),
		cmocka_unit_test(L2_bytes_that_are_not_utf8_are_latin_1),
		cmocka_unit_test(L3_amounts_and_days_are_as_people_write_them),
		cmocka_unit_test(no_row_has_one_of_our_names),
		cmocka_unit_test(days_go_there_and_back),
		cmocka_unit_test(K4_a_level_is_the_same_as_long_as_it_says_so),
		cmocka_unit_test(K4_without_a_number_equal_levels_are_the_same),
		cmocka_unit_test(
		    K3_what_is_wrong_is_told_with_its_path_and_place),
		cmocka_unit_test(K4_a_level_told_in_two_ways_is_two),
		cmocka_unit_test(K3_reading_goes_on_after_a_fault),
		cmocka_unit_test(K3_a_refused_batch_is_told_once),
		cmocka_unit_test(K3_all_faults_of_a_record_are_told),
		cmocka_unit_test(records_may_be_spread_over_lines),
		cmocka_unit_test(K1_a_value_without_end_is_refused),
		cmocka_unit_test(
		    K1_too_much_before_record_is_refused_and_the_rest_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
