/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_plan.c -- the plans by which segments are written (plan.h), and the look
 * at the bytes of all of them together (E3).  That plans write and refuse what
 * is done without them is proven by test_models.c.
 */
#include "models.h"

#include "claim/emit.h"

static struct guide_set guides;
static struct arena memory;
static const struct binding *bindings[32];
static unsigned n_bindings;

static int
bind_all(void **state)
{
	struct err err;

	(void)state;
	arena_init(&memory, (size_t)64 << 20);
	if (guide_set_init(&guides, &err) != RC_OK)
		return -1;
	for (unsigned i = 0; transaction_map_at(i) != NULL; i++) {
		const struct guide *g = guide_by_id(&guides,
		    str_of(transaction_map_at(i)->guide));

		if (g == NULL)
			continue;
		bindings[n_bindings] = bind_guide(g, &memory, &err);
		if (bindings[n_bindings++] == NULL)
			return -1;
	}
	return 0;
}

static int
drop_all(void **state)
{
	(void)state;
	arena_fini(&memory);
	guide_set_fini(&guides);
	return 0;
}

/* ---- the shape of plans --------------------------------------------- */

static void
check_steps(const struct plan *p, const struct plan_step *steps)
{
	unsigned before = 0;

	for (unsigned i = 0; i < p->n; i++) {
		const struct plan_step *s = &steps[i];
		unsigned here = s->element * 64u + s->component;

		if (s->kind == STEP_DOUBT && s->element == 0)
			continue;
		assert_true(here > before);
		before = here + (s->kind != STEP_PERIOD ? 0 :
		    s->component != 0 ? 1 : 64);
	}
}

static void
P2_steps_ascend(void **state)
{
	unsigned n = 0;

	(void)state;
	for (unsigned i = 0; i < n_bindings; i++)
		for (unsigned k = 0; k < bindings[i]->n_nodes; k++) {
			const struct segment_plan *p =
			    bindings[i]->nodes[k].plan;

			if (p == NULL)
				continue;
			n++;
			check_steps(&p->fields, p->fields.steps);
			for (unsigned t = 0; p->groups != NULL &&
			    t < p->groups->n; t++)
				check_steps(&p->group, p->group.steps +
				    t * p->group.n);
		}
	assert_true(n > 500);
}

static void
P4_a_constant_stands_before_its_value(void **state)
{
	(void)state;
	for (unsigned i = 0; i < n_bindings; i++)
		for (unsigned k = 0; k < bindings[i]->n_nodes; k++) {
			const struct segment_plan *p =
			    bindings[i]->nodes[k].plan;
			uint64_t next = p == NULL ? 0 :
			    p->fields.with_next << 1;

			if (p != NULL)
				assert_true((next & ~p->fields.values) == 0);
		}
}

/* ---- what is given -------------------------------------------------- */

/* P3: every word with a meaning is found, and no other, wherever it stands. */
static void
check_word(const struct loop_plan *plan, char *object, unsigned i)
{
	const struct plan_word *w = &plan->words[i];
	struct gathered g;
	uint64_t one = (uint64_t)1 << 63;

	memcpy(object + w->offset, &one, sizeof one);
	plan_gatherer()(plan, object, &g);
	memset(object + w->offset, 0, sizeof one);
	for (unsigned c = 0; c < plan->n_children; c++) {
		bool is = (g.children[c / 64] >> c % 64 & 1) != 0;

		assert_int_equal(is, c == w->child);
		assert_true(g.given[c] == (is ? (uint64_t)1 << w->step : 0));
	}
}

static void
P3_each_word_says_what_is_given(void **state)
{
	unsigned n = 0;

	(void)state;
	for (unsigned i = 0; i < n_bindings; i++)
		for (unsigned k = 0; k < bindings[i]->n_nodes; k++) {
			const struct bound *b = &bindings[i]->nodes[k];
			char *object;

			if (b->loop_plan == NULL)
				continue;
			object = calloc(1, b->schema->size);
			assert_non_null(object);
			for (unsigned m = 0; m < b->loop_plan->n_words; m++)
				check_word(b->loop_plan, object, m);
			n += b->loop_plan->n_words;
			free(object);
		}
	assert_true(n > 1000);
}

/* ---- the look at all bytes ------------------------------------------ */

static const unsigned char marks[EMIT_MARKS] = { '*', ':', '^', '~', '~' };

/* The same byte by byte. */
static bool
is_clean(const char *p, size_t n, uint64_t count)
{
	bool clean = true;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];
		bool mark = memchr(marks, c, sizeof marks) != NULL;

		count -= mark;
		if (mark ? p[i - 1] == ' ' || p[i + 1] == ' ' :
		    c < 0x20 || c > 0x7E)
			clean = false;
	}
	return clean && count == 0;
}

/* Any byte, at any place of a text of `n`. */
static void
look_with(size_t n, unsigned char byte)
{
	char room[512];

	for (size_t at = 0; at < n; at++) {
		memset(room, '0', sizeof room);
		for (size_t i = 5; i < n; i += 7)
			room[1 + i] = '*';
		room[1 + at] = (char)byte;
		for (uint64_t count = n / 7; count < n / 7 + 3; count++)
			assert_int_equal(emit_looker()(marks, room + 1, n,
			    count), is_clean(room + 1, n, count));
	}
}

static void
E3_no_byte_is_passed_over(void **state)
{
	static const size_t lengths[] = { 1, 2, 31, 32, 33, 63, 64, 65, 127,
	    200 };

	(void)state;
	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
		for (unsigned byte = 0; byte < 256; byte++)
			look_with(lengths[i], (unsigned char)byte);
}

static void
E3_many_separators_are_counted(void **state)
{
	static char room[40000];
	size_t n = sizeof room - 100;

	(void)state;
	memset(room, '*', sizeof room);
	memset(room + 1 + n, '0', sizeof room - 1 - n);
	assert_true(emit_looker()(marks, room + 1, n, n));
	assert_false(emit_looker()(marks, room + 1, n, n - 256));
	assert_false(emit_looker()(marks, room + 1, n, n + 256));
}

/* ---- values --------------------------------------------------------- */

/* P1: a day that comes again is known, but not what it was made to mean. */
static void
P1_a_day_that_was_changed_is_written_as_it_is_now(void **state)
{
	static struct model m;
	struct desk d;

	(void)state;
	make_model(&m, "DAYS");
	m.lines[0].service_date = when_read(STR("20250102"));
	m.lines[1].service_date = when_read(STR("20250102"));
	m.lines[1].service_date.from++;
	m.lines[1].service_date.through++;
	desk_open(&d, &guides, 0);
	desk_take_claim(&d, &professional_map, &m.claim);
	desk_end(&d);
	assert_non_null(strstr(d.out.p, "DTP*472*D8*20250102~"));
	assert_non_null(strstr(d.out.p, "DTP*472*D8*20250103~"));
	desk_close(&d);
}

/* P3: what the guide has no place for is refused, in a struct of its own and in
 * a group of several. */
static void
P3_what_has_no_place_is_refused_by_its_name(void **state)
{
	static struct identifier number = { .kind = STR_INIT("G2"),
	    .number = STR_INIT("1"), .payer_kind = STR_INIT("2U"),
	    .payer_id = STR_INIT("2"), .description = STR_INIT("NO PLACE") };
	static struct model m;
	struct desk d;

	(void)state;
	make_model(&m, "PLACE");
	list_append(&m.payer.provider_numbers, &number);
	m.diagnoses[0].present_on_admission = STR("Y");
	desk_open(&d, &guides, 0);
	assert_int_equal(desk_claim(&d, &professional_map, &m.claim),
	    RC_INVALID);
	assert_non_null(strstr(d.heard.text.p, "model-no-place "
	    "subscriber_level.payer.provider_numbers[1].description"));
	assert_non_null(strstr(d.heard.text.p, "model-no-place "
	    "claim.diagnoses.present_on_admission"));
	desk_close(&d);
}

/* P1: what is short, and means what it says, has so many digits. */
static void
P1_digits_are_counted_where_the_text_is_written(void **state)
{
	static const struct { const char *text; unsigned digits; } rows[] = {
		{ "1", 1 }, { "12.5", 3 }, { ".5", 1 }, { "5.", 1 },
		{ "00012.50", 7 }, { "12345678", 8 }, { "123456789", 0 },
		{ "-1", 0 }, { "1.005", 0 }, { ".", 0 }, { "1e5", 0 },
		{ "1,5", 0 }, { "1.2.3", 0 }, { " 1", 0 }, { "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct amount a = amount_read(str_of(rows[i].text));

		assert_int_equal(amount_digits(&a), rows[i].digits);
		a.cents++;
		assert_int_equal(amount_digits(&a), 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(P2_steps_ascend),
		cmocka_unit_test(P4_a_constant_stands_before_its_value),
		cmocka_unit_test(P3_each_word_says_what_is_given),
		cmocka_unit_test(P3_what_has_no_place_is_refused_by_its_name),
		cmocka_unit_test(E3_no_byte_is_passed_over),
		cmocka_unit_test(E3_many_separators_are_counted),
		cmocka_unit_test(
		    P1_a_day_that_was_changed_is_written_as_it_is_now),
		cmocka_unit_test(
		    P1_digits_are_counted_where_the_text_is_written),
	};

	return cmocka_run_group_tests_name("plan", tests, bind_all, drop_all);
}
