/* SPDX-License-Identifier: Apache-2.0 */
/* test_spill.c -- bytes put away, in memory and in a file. */
#include "unit.h"

#include "base/spill.h"

#define LIMIT	4096
#define PIECES	1000

/* Fill with PIECES numbers of eight digits. */
static void
fill(struct spill *s)
{
	for (unsigned i = 0; i < PIECES; i++) {
		char text[16];
		struct err err;

		snprintf(text, sizeof text, "%08u", i);
		assert_int_equal(spill_add(s, (str){ text, 8 }, &err),
		    RC_OK);
	}
}

static void
check(const struct spill *s, unsigned i, const char *want)
{
	char got[9] = "";
	struct err err;
	size_t n;

	assert_int_equal(spill_read(s, (uint64_t)i * 8, got, 8, &n, &err),
	    RC_OK);
	assert_int_equal(n, 8);
	assert_string_equal(got, want);
}

/* P1: more than the limit is in a file, and reads as in memory. */
static void
a_spill_over_its_limit_reads_as_before(void **state)
{
	struct spill s;
	struct err err;

	(void)state;
	spill_init(&s);
	s.limit = LIMIT;
	fill(&s);
	assert_int_equal(spill_size(&s), PIECES * 8);
	assert_true(s.in_file > 0);
	assert_true(s.size <= 2 * LIMIT);
	check(&s, 0, "00000000");
	check(&s, 511, "00000511");
	check(&s, 512, "00000512");
	check(&s, PIECES - 1, "00000999");
	assert_int_equal(spill_patch(&s, 8 * 8, STR("changed!"), &err),
	    RC_OK);
	check(&s, 8, "changed!");
	assert_int_equal(spill_patch(&s, (PIECES - 1) * 8, STR("theend.."),
	    &err), RC_OK);
	check(&s, PIECES - 1, "theend..");
	spill_fini(&s);
}

static void
a_patch_reaches_over_from_file_to_memory(void **state)
{
	struct spill s;
	struct err err;
	uint64_t edge;
	char got[9] = "";
	size_t n;

	(void)state;
	spill_init(&s);
	s.limit = LIMIT;
	fill(&s);
	edge = s.in_file - 4;
	assert_int_equal(spill_patch(&s, edge, STR("over_lap"), &err), RC_OK);
	assert_int_equal(spill_read(&s, edge, got, 8, &n, &err), RC_OK);
	assert_string_equal(got, "over_lap");
	spill_fini(&s);
}

static void
a_read_behind_the_end_gives_nothing(void **state)
{
	struct spill s;
	struct err err;
	char got[8];
	size_t n = 7;

	(void)state;
	spill_init(&s);
	assert_int_equal(spill_read(&s, 0, got, 8, &n, &err), RC_OK);
	assert_int_equal(n, 0);
	fill(&s);
	assert_int_equal(spill_read(&s, PIECES * 8 - 3, got, 8, &n, &err),
	    RC_OK);
	assert_int_equal(n, 3);
	spill_reset(&s);
	assert_int_equal(spill_size(&s), 0);
	spill_fini(&s);
}

static void
a_file_that_cannot_be_made_is_told(void **state)
{
	struct spill s;
	struct err err;
	char text[8] = "1234567";

	(void)state;
	setenv("TMPDIR", "/no/such/folder", 1);
	spill_init(&s);
	s.limit = 8;
	assert_int_equal(spill_add(&s, (str){ text, 8 }, &err), RC_OK);
	assert_int_equal(spill_add(&s, (str){ text, 8 }, &err), RC_IO);
	unsetenv("TMPDIR");
	spill_fini(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_spill_over_its_limit_reads_as_before),
		cmocka_unit_test(a_patch_reaches_over_from_file_to_memory),
		cmocka_unit_test(a_read_behind_the_end_gives_nothing),
		cmocka_unit_test(a_file_that_cannot_be_made_is_told),
	};

	return cmocka_run_group_tests_name("spill", tests, NULL, NULL);
}
