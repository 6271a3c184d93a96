/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_embedded.c -- the guides compiled into the program (E1-E3).
 */
#include "x12/embedded.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* E1 */
static void
embedded_guides_are_sorted_by_name(void **state)
{
	(void)state;
	for (unsigned i = 1; i < embedded_guides_n; i++)
		assert_true(strcmp(embedded_guides[i - 1].name,
		    embedded_guides[i].name) < 0);
}

/* E2 */
static void
embedded_text_ends_where_its_size_says(void **state)
{
	(void)state;
	for (unsigned i = 0; i < embedded_guides_n; i++)
		assert_int_equal(strlen(embedded_guides[i].text),
		    embedded_guides[i].size);
}

/* E3 */
static void
embedded_table_ends_with_a_null_name(void **state)
{
	(void)state;
	assert_null(embedded_guides[embedded_guides_n].name);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(embedded_guides_are_sorted_by_name),
		cmocka_unit_test(embedded_text_ends_where_its_size_says),
		cmocka_unit_test(embedded_table_ends_with_a_null_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
