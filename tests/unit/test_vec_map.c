/* SPDX-License-Identifier: Apache-2.0 */
/* test_vec_map.c -- growable arrays, and M1 to M3 of base/map.h. */
#include "unit.h"

#include "base/map.h"
#include "base/vec.h"

const char *__asan_default_options(void);

/* Under AddressSanitizer malloc() answers NULL too when it cannot give. */
const char *
__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

struct numbers { int *v; size_t n, size; };

static void
a_vector_keeps_its_elements_while_it_grows(void **state)
{
	struct numbers ids = { 0 };

	(void)state;
	for (int i = 0; i < 10000; i++) {
		assert_true(VEC_ROOM(&ids, 1));
		ids.v[ids.n++] = i;
	}
	for (int i = 0; i < 10000; i++)
		assert_int_equal(ids.v[i], i);
	VEC_FREE(&ids);
	assert_null(ids.v);
	assert_int_equal(ids.n, 0);
	assert_true(VEC_ROOM(&ids, 3));
	VEC_FREE(&ids);
}

static void
room_for_nothing_needs_no_memory(void **state)
{
	volatile size_t nothing = 0;
	struct numbers ids = { 0 };

	(void)state;
	assert_true(VEC_ROOM(&ids, nothing));
	assert_null(ids.v);
	assert_true(vec_reserve(&ids.v, &ids.size, 0, sizeof *ids.v));
	assert_null(ids.v);
}

static void
room_that_is_there_moves_nothing(void **state)
{
	struct numbers ids = { 0 };
	int *v;

	(void)state;
	assert_true(VEC_ROOM(&ids, 100));
	v = ids.v;
	assert_true(ids.size >= 100);
	assert_true(VEC_ROOM(&ids, ids.size));
	assert_true(vec_reserve(&ids.v, &ids.size, 5, sizeof *ids.v));
	assert_ptr_equal(ids.v, v);
	assert_true(ids.size >= 100);
	VEC_FREE(&ids);
}

static void
room_whose_size_overflows_is_refused_and_nothing_changes(void **state)
{
	struct numbers ids = { 0 };
	struct numbers before;

	(void)state;
	assert_true(VEC_ROOM(&ids, 8));
	ids.n = 8;
	before = ids;
	assert_false(VEC_ROOM(&ids, SIZE_MAX));
	assert_false(VEC_ROOM(&ids, SIZE_MAX - 7));
	assert_false(VEC_ROOM(&ids, SIZE_MAX / 2));
	assert_false(VEC_ROOM(&ids, SIZE_MAX / sizeof(int)));
	assert_memory_equal(&ids, &before, sizeof ids);
	VEC_FREE(&ids);
}

static void
room_the_machine_has_not_is_refused_and_nothing_changes(void **state)
{
	struct numbers ids = { 0 };

	(void)state;
	assert_false(VEC_ROOM(&ids, SIZE_MAX / 4 / sizeof(int)));
	assert_null(ids.v);
	assert_int_equal(ids.size, 0);
}

static void
M1_a_key_set_twice_is_there_once_with_its_last_value(void **state)
{
	struct map m;
	int one, two;

	(void)state;
	map_init(&m);
	assert_true(map_set(&m, STR("837P"), &one));
	assert_true(map_set(&m, STR("837P"), &two));
	assert_int_equal(m.n, 1);
	assert_ptr_equal(map_get(&m, STR("837P")), &two);
	map_fini(&m);
}

static void
M1_ten_thousand_keys_are_all_found(void **state)
{
	static char names[10000][16];
	struct map m;

	(void)state;
	map_init(&m);
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 10000; i++) {
			snprintf(names[i], sizeof names[i], "%d", i);
			assert_true(map_set(&m, str_of(names[i]), names[i]));
		}
	assert_int_equal(m.n, 10000);
	for (int i = 0; i < 10000; i++)
		assert_ptr_equal(map_get(&m, str_of(names[i])), names[i]);
	assert_null(map_get(&m, STR("10000")));
	assert_null(map_get(&m, STR("-1")));
	assert_null(map_get(&m, STR("00")));
	map_fini(&m);
}

static void
M2_keys_are_borrowed_the_latest_of_equal_ones(void **state)
{
	char first[] = "CLM", second[] = "CLM";
	struct map m;
	int value;

	(void)state;
	map_init(&m);
	assert_true(map_set(&m, str_of(first), &value));
	assert_true(map_set(&m, str_of(second), &value));
	first[0] = 'X';		/* the map does not look there any more */
	assert_ptr_equal(map_get(&m, STR("CLM")), &value);
	assert_null(map_get(&m, STR("XLM")));
	map_fini(&m);
}

static void
M3_a_null_value_is_refused_and_changes_nothing(void **state)
{
	struct map m;
	int value;

	(void)state;
	map_init(&m);
	assert_false(map_set(&m, STR("a"), NULL));
	assert_int_equal(m.n, 0);
	assert_true(map_set(&m, STR("a"), &value));
	assert_false(map_set(&m, STR("a"), NULL));
	assert_ptr_equal(map_get(&m, STR("a")), &value);
	assert_int_equal(m.n, 1);
	map_fini(&m);
}

static void
an_empty_map_has_no_key(void **state)
{
	struct map m;

	(void)state;
	map_init(&m);
	assert_null(map_get(&m, STR("")));
	assert_null(map_get(&m, STR("a")));
	map_fini(&m);
}

static void
the_empty_key_is_a_key(void **state)
{
	struct map m;
	int value;

	(void)state;
	map_init(&m);
	assert_true(map_set(&m, (str){ NULL, 0 }, &value));
	assert_ptr_equal(map_get(&m, STR("")), &value);
	assert_null(map_get(&m, STR("\0")));
	map_fini(&m);
}

static void
a_map_that_cannot_grow_stays_as_it_was(void **state)
{
	volatile size_t huge = (size_t)1 << 58;
	struct map_slot *slots = malloc(sizeof *slots);
	struct map m = { slots, huge, huge };	/* it says; growing is asked */
	int value;

	(void)state;
	assert_non_null(slots);
	assert_false(map_set(&m, STR("b"), &value));
	assert_ptr_equal(m.slots, slots);
	assert_true(m.n == huge && m.size == huge);
	free(slots);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_vector_keeps_its_elements_while_it_grows),
		cmocka_unit_test(room_for_nothing_needs_no_memory),
		cmocka_unit_test(room_that_is_there_moves_nothing),
		cmocka_unit_test(
		    room_whose_size_overflows_is_refused_and_nothing_changes),
		cmocka_unit_test(
		    room_the_machine_has_not_is_refused_and_nothing_changes),
		cmocka_unit_test(
		    M1_a_key_set_twice_is_there_once_with_its_last_value),
		cmocka_unit_test(M1_ten_thousand_keys_are_all_found),
		cmocka_unit_test(M2_keys_are_borrowed_the_latest_of_equal_ones),
		cmocka_unit_test(
		    M3_a_null_value_is_refused_and_changes_nothing),
		cmocka_unit_test(an_empty_map_has_no_key),
		cmocka_unit_test(the_empty_key_is_a_key),
		cmocka_unit_test(a_map_that_cannot_grow_stays_as_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
