/* SPDX-License-Identifier: Apache-2.0 */
/* test_suggest.c -- what a mistyped word may have meant. */
#include "unit.h"

#include "base/suggest.h"

static void
edit_distance_counts_slips_of_the_fingers(void **state)
{
	(void)state;
	assert_int_equal(edit_distance(STR("check"), STR("check")), 0);
	assert_int_equal(edit_distance(STR("chekc"), STR("check")), 1);
	assert_int_equal(edit_distance(STR("CHECK"), STR("check")), 0);
	assert_int_equal(edit_distance(STR(""), STR("abc")), 3);
	assert_int_equal(edit_distance(STR("kitten"), STR("sitting")), 3);
}

static void
only_what_is_near_is_suggested(void **state)
{
	struct suggestion s;

	(void)state;
	suggest_begin(&s, STR("segmnt-count"));
	suggest_offer(&s, STR("segment-count"));
	suggest_offer(&s, STR("group-count"));
	assert_true(str_eq(s.best, STR("segment-count")));
	suggest_begin(&s, STR("xyzzy"));
	suggest_offer(&s, STR("segment-count"));
	assert_int_equal(s.best.n, 0);
	suggest_begin(&s, STR("comp"));
	suggest_offer(&s, STR("completion"));
	assert_true(str_eq(s.best, STR("completion")));
	suggest_begin(&s, STR(""));
	suggest_offer(&s, STR("x"));
	suggest_offer(&s, STR("completion"));
	assert_true(str_eq(s.best, STR("x")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edit_distance_counts_slips_of_the_fingers),
		cmocka_unit_test(only_what_is_near_is_suggested),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
