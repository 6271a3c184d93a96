/* SPDX-License-Identifier: Apache-2.0 */
/* test_arena.c -- memory freed at once: A1 to A3 of base/arena.h. */
#include "unit.h"

#include <stdalign.h>

#include "base/arena.h"

#define MIB ((size_t)1 << 20)

/* No locale can write this, so a format with it fails. */
static const wchar_t unwritable[] = { 0x7FFFFFFF, 0 };

const char *__asan_default_options(void);

/* Under AddressSanitizer malloc() answers NULL too when it cannot give. */
const char *
__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

static void
A1_what_was_given_stays_where_it_is(void **state)
{
	unsigned char *p[2000];
	struct arena a;

	(void)state;
	arena_init(&a, 16 * MIB);
	for (size_t i = 0; i < 2000; i++) {
		p[i] = arena_alloc(&a, i + 1);
		assert_non_null(p[i]);
		memset(p[i], (int)(i % 251), i + 1);
	}
	for (size_t i = 0; i < 2000; i++)
		for (size_t j = 0; j <= i; j++)
			assert_int_equal(p[i][j], i % 251);
	arena_fini(&a);
}

static void
A2_the_ceiling_is_never_passed(void **state)
{
	const size_t ceilings[] = { 0, 1, 16, 100, 4096, 5000, 70000, 3 * MIB };
	struct arena a;

	(void)state;
	for (size_t i = 0; i < LENGTH(ceilings); i++) {
		size_t given = 0;

		arena_init(&a, ceilings[i]);
		while (arena_alloc(&a, 48) != NULL) {
			given += 48;
			assert_true(a.used <= ceilings[i]);
		}
		assert_true(given <= ceilings[i]);
		assert_true(given + 4096 > ceilings[i]);
		assert_null(arena_alloc(&a, 48));
		arena_fini(&a);
	}
}

static void
A2_one_request_may_take_the_whole_ceiling_but_no_more(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 3 * MIB);
	assert_null(arena_alloc(&a, 3 * MIB + 1));
	assert_non_null(arena_alloc(&a, 3 * MIB));
	assert_null(arena_alloc(&a, 1));
	assert_null(arena_zero(&a, 1, 1));
	arena_fini(&a);
}

static void
A3_every_pointer_is_aligned_for_any_object(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 8 * MIB);
	for (size_t n = 0; n < 300; n++) {
		void *p = arena_alloc(&a, n);

		assert_non_null(p);
		assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
	}
	assert_int_equal((uintptr_t)arena_alloc(&a, 2 * MIB) %
	    alignof(max_align_t), 0);
	arena_fini(&a);
}

static void
nothing_asked_gives_a_pointer_of_its_own(void **state)
{
	struct arena a;
	void *p, *q;

	(void)state;
	arena_init(&a, MIB);
	p = arena_alloc(&a, 0);
	q = arena_alloc(&a, 0);
	assert_non_null(p);
	assert_non_null(q);
	assert_ptr_not_equal(p, q);
	arena_fini(&a);
}

static void
sizes_that_overflow_are_refused(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, SIZE_MAX);
	assert_null(arena_alloc(&a, SIZE_MAX));
	assert_null(arena_alloc(&a, SIZE_MAX - 15));
	assert_null(arena_alloc(&a, SIZE_MAX - 40));
	assert_null(arena_alloc(&a, PTRDIFF_MAX));
	assert_null(arena_zero(&a, SIZE_MAX / 2, 3));
	assert_null(arena_zero(&a, SIZE_MAX, 2));
	assert_int_equal(a.used, 0);
	arena_fini(&a);
}

static void
memory_the_machine_has_not_is_null_and_the_arena_goes_on(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, SIZE_MAX);
	assert_null(arena_alloc(&a, SIZE_MAX / 4));
	assert_non_null(arena_alloc(&a, 100));
	assert_null(arena_alloc(&a, SIZE_MAX / 4));
	assert_non_null(arena_alloc(&a, 100));
	arena_fini(&a);
}

static void
zeroed_objects_are_zero_even_in_used_memory(void **state)
{
	struct arena a;
	int *v;

	(void)state;
	arena_init(&a, MIB);
	memset(arena_alloc(&a, 4000), 0xFF, 4000);
	arena_reset(&a);
	v = ARENA_ARRAY(&a, int, 900);
	for (size_t i = 0; i < 900; i++)
		assert_int_equal(v[i], 0);
	assert_int_equal(*ARENA_NEW(&a, int64_t), 0);
	assert_non_null(arena_zero(&a, 0, 8));
	assert_non_null(arena_zero(&a, 8, 0));
	arena_fini(&a);
}

static void
a_large_request_leaves_the_room_in_the_chunk_before_it(void **state)
{
	struct arena a;
	char *p, *q;

	(void)state;
	arena_init(&a, 8 * MIB);
	p = arena_alloc(&a, 16);
	assert_non_null(arena_alloc(&a, 2 * MIB));
	q = arena_alloc(&a, 16);
	assert_ptr_equal(q, p + 16);
	arena_fini(&a);
}

static void
reset_keeps_one_chunk_and_gives_it_again(void **state)
{
	struct arena a;
	void *first;

	(void)state;
	arena_init(&a, 8 * MIB);
	arena_reset(&a);
	assert_int_equal(a.used, 0);
	first = arena_alloc(&a, 10);
	arena_reset(&a);
	assert_ptr_equal(arena_alloc(&a, 10), first);
	for (int i = 0; i < 100; i++)
		assert_non_null(arena_alloc(&a, 10000));
	arena_reset(&a);
	assert_true(a.used <= MIB);
	arena_fini(&a);
	assert_int_equal(a.used, 0);
	assert_non_null(arena_alloc(&a, 10));
	arena_fini(&a);
}

static void
after_a_reset_the_whole_ceiling_can_be_had(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, MIB);
	assert_non_null(arena_alloc(&a, 10));
	assert_null(arena_alloc(&a, MIB));
	arena_reset(&a);
	assert_non_null(arena_alloc(&a, MIB));
	assert_null(arena_alloc(&a, 1));
	arena_reset(&a);
	assert_null(arena_alloc(&a, MIB + 1));
	assert_non_null(arena_alloc(&a, 10));
	arena_fini(&a);
}

static void
texts_are_copied_and_end_with_nul(void **state)
{
	char from[] = "NM1";
	struct arena a;
	str s, empty;

	(void)state;
	arena_init(&a, MIB);
	s = arena_str(&a, str_of(from));
	empty = arena_str(&a, (str){ NULL, 0 });
	from[0] = 'X';
	assert_true(str_eq(s, STR("NM1")));
	assert_int_equal(s.p[3], '\0');
	assert_non_null(empty.p);
	assert_int_equal(empty.n, 0);
	s = arena_fmt(&a, "%s-%03d", "CLM05", 7);
	assert_true(str_eq(s, STR("CLM05-007")));
	assert_string_equal(s.p, "CLM05-007");
	assert_int_equal(arena_fmt(&a, "%s", "").n, 0);
	arena_fini(&a);
}

static void
a_text_that_does_not_fit_is_null(void **state)
{
	struct arena a;
	str s;

	(void)state;
	arena_init(&a, 16);
	s = arena_str(&a, STR("sixteen bytes   "));
	assert_null(s.p);
	assert_int_equal(s.n, 0);
	s = arena_fmt(&a, "%20d", 1);
	assert_null(s.p);
	assert_int_equal(s.n, 0);
	assert_non_null(arena_str(&a, STR("fifteen bytes  ")).p);
	arena_fini(&a);
}

static void
a_format_that_cannot_be_written_is_null(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, MIB);
	assert_null(arena_fmt(&a, "%ls", unwritable).p);
	arena_fini(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(A1_what_was_given_stays_where_it_is),
		cmocka_unit_test(A2_the_ceiling_is_never_passed),
		cmocka_unit_test(
		    A2_one_request_may_take_the_whole_ceiling_but_no_more),
		cmocka_unit_test(A3_every_pointer_is_aligned_for_any_object),
		cmocka_unit_test(nothing_asked_gives_a_pointer_of_its_own),
		cmocka_unit_test(sizes_that_overflow_are_refused),
		cmocka_unit_test(
		    memory_the_machine_has_not_is_null_and_the_arena_goes_on),
		cmocka_unit_test(zeroed_objects_are_zero_even_in_used_memory),
		cmocka_unit_test(
		    a_large_request_leaves_the_room_in_the_chunk_before_it),
		cmocka_unit_test(reset_keeps_one_chunk_and_gives_it_again),
		cmocka_unit_test(after_a_reset_the_whole_ceiling_can_be_had),
		cmocka_unit_test(texts_are_copied_and_end_with_nul),
		cmocka_unit_test(a_text_that_does_not_fit_is_null),
		cmocka_unit_test(a_format_that_cannot_be_written_is_null),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
