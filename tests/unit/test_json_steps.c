/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_json_steps.c -- W1, W2 of claim/words.h, D5 of claim/schema.h, T1 to T3
 * of interop/json_step.h, N1 to N3 of interop/json_pen.h.
 */
#include "unit.h"

#include <stdlib.h>

#include "claim/words.h"
#include "interop/json_pen.h"

#define WORDS 300

/* ---- words ---------------------------------------------------------- */

static void
check_words(const uint64_t *words, unsigned n)
{
	words_fn *finders[] = { words_finder(), words_find_anywhere };
	/* Memory of its own size, so that W2 is seen to hold. */
	uint64_t *object = malloc(n * sizeof *object);
	uint64_t bits[WORDS_PANES(WORDS) + 1];

	assert_non_null(object);
	memcpy(object, words, n * sizeof *object);
	for (unsigned f = 0; f < 2; f++) {
		memset(bits, 0xA5, sizeof bits);
		finders[f](object, n, bits);
		for (unsigned i = 0; i < WORDS_PANES(n) * WORDS_PANE; i++)
			assert_int_equal(bits[i / 64] >> i % 64 & 1,
			    i < n && object[i] != 0);
		assert_true(bits[WORDS_PANES(n)] == 0xA5A5A5A5A5A5A5A5u);
	}
	free(object);
}

static void
W1_W2_words_that_are_not_0_are_found(void **state)
{
	uint64_t words[WORDS] = { 0 };

	(void)state;
	for (unsigned n = 1; n <= WORDS; n++)
		for (unsigned step = 1; step < 9; step++) {
			for (unsigned i = 0; i < n; i++)
				words[i] = i % step != 0 ? 0 :
				    (uint64_t)1 << (i * 7 % 64);
			check_words(words, n);
		}
}

/* ---- steps ---------------------------------------------------------- */

/* Every schema that a record leads to, each once. */
static void
each_plan(struct json_plans *plans, void (*look)(const struct json_plan *))
{
	const struct transaction_map *map;

	json_plans_init(plans);
	for (unsigned i = 0; (map = transaction_map_at(i)) != NULL; i++)
		for (unsigned k = 0; k < map->n_levels; k++)
			assert_non_null(json_plan_of(plans,
			    map->levels[k].schema));
	assert_true(plans->all.n > 60);
	for (size_t i = 0; i < plans->all.n; i++)
		look(plans->all.v[i]);
	json_plans_fini(plans);
}

static void
rows_ascend(const struct json_plan *plan)
{
	const struct schema *s = plan->schema;
	unsigned before = 0;

	assert_int_equal(s->size % WORD_BYTES, 0);
	for (unsigned i = 0; i < s->n; i++) {
		assert_true(s->fields[i].offset >= before);
		before = s->fields[i].offset + 1;
		assert_int_equal(s->fields[i].offset % WORD_BYTES, 0);
		if (s->part != SCHEMA_NONE)
			assert_true(s->part < s->fields[i].offset);
		if (s->breaks != SCHEMA_NONE)
			assert_true(s->breaks < s->fields[i].offset);
	}
}

static void
D5_rows_stand_as_their_members_do(void **state)
{
	struct json_plans plans;

	(void)state;
	each_plan(&plans, rows_ascend);
}

static void
words_lead_to_steps(const struct json_plan *plan)
{
	const struct json_steps *s = &plan->steps;
	unsigned before = 0, last = 0;
	bool seen[JSON_MEMBERS_MAX] = { false };

	for (unsigned i = 0; i < s->n_words; i++) {
		const struct json_step *step = &s->steps[s->of_word[i]];
		uint64_t one = (uint64_t)1 << i % WORDS_PANE;
		uint64_t asked = s->counts[i / WORDS_PANE] |
		    s->always[i / WORDS_PANE];

		if ((asked & one) == 0)
			continue;
		assert_true(s->of_word[i] >= before);		/* T1 */
		before = s->of_word[i];
		assert_true(step->offset <= i * WORD_BYTES);
		if (!seen[step->member->number])
			last = i;
		seen[step->member->number] = true;		/* T2 */
		/* T3: of the words of one member the first leaves out the
		 * others. */
		if (last != i)
			assert_true((step->others & one) == 0);
		for (unsigned k = i + 1; k < s->n_words &&
		    k / WORDS_PANE == i / WORDS_PANE; k++)
			if (&s->steps[s->of_word[k]] != step)
				assert_true((step->others >> k % 64 & 1) != 0 ||
				    (s->counts[k / 64] >> k % 64 & 1) == 0);
	}
	for (unsigned i = 0; i < plan->n_fields; i++)
		assert_true(seen[i]);
}

static void
T1_T2_T3_each_member_has_its_words(void **state)
{
	struct json_plans plans;

	(void)state;
	each_plan(&plans, words_lead_to_steps);
}

/* ---- the pen -------------------------------------------------------- */

/* What is written for a text of its own memory, by N3. */
static void
check_text(const char *bytes, size_t n, const char *want)
{
	char *own = malloc(n + (n == 0));
	struct pen pen = { .end = NULL };
	struct buf to;
	char *at;

	assert_non_null(own);
	memcpy(own, bytes, n);
	buf_init(&to, 1 << 20);
	pen.to = &to;
	at = pen_text(&pen, pen_begin(&pen), (str){ own, n });
	assert_non_null(at);
	assert_true((size_t)(pen.end - at) >= PEN_SLACK - 2);	/* N1 */
	assert_int_equal(pen_position(&pen, at), strlen(want));
	assert_memory_equal(to.p, want, strlen(want));
	buf_fini(&to);
	free(own);
}

static void
N1_N2_N3_any_byte_at_any_place_is_escaped(void **state)
{
	static const struct { char byte; const char *json; } odd[] = {
		{ '"', "\\\"" }, { '\\', "\\\\" }, { 1, "\\u0001" },
		{ 0x1F, "\\u001f" }, { '\xFC', "\xC3\xBC" }, { ' ', " " },
		{ 0x7F, "\x7F" }, { '!', "!" }, { '#', "#" }, { ']', "]" },
	};

	(void)state;
	for (size_t n = 0; n < 60; n++)
		for (size_t at = 0; at < (n == 0 ? 1 : n); at++)
			for (size_t i = 0; i < sizeof odd / sizeof odd[0];
			    i++) {
				char text[64], want[128];
				size_t k = strlen(odd[i].json);

				memset(text, 'A', sizeof text);
				memset(want, 'A', sizeof want);
				want[0] = '"';
				if (n == 0)
					k = 1;
				else
					memcpy(want + 1 + at, odd[i].json, k);
				text[at] = odd[i].byte;
				want[n + k] = '"';
				want[n + k + 1] = '\0';
				check_text(text, n, n == 0 ? "\"\"" : want);
			}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(W1_W2_words_that_are_not_0_are_found),
		cmocka_unit_test(D5_rows_stand_as_their_members_do),
		cmocka_unit_test(T1_T2_T3_each_member_has_its_words),
		cmocka_unit_test(N1_N2_N3_any_byte_at_any_place_is_escaped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
