/* SPDX-License-Identifier: Apache-2.0 */
/* test_str.c -- slices: S1 and S2 of base/str.h. */
#include "unit.h"

#include "base/str.h"

static const str none = { NULL, 0 };

/* A copy in memory of exactly its size: a sanitizer sees a byte too many. */
static str
exact(const char *c)
{
	str s = { malloc(strlen(c) + 1), strlen(c) };

	assert_non_null(s.p);
	memcpy((char *)(uintptr_t)s.p + 1, c, s.n);
	return (str){ s.p + 1, s.n };
}

static void
let_go(str s)
{
	free((char *)(uintptr_t)s.p - 1);
}

static void
S1_the_null_slice_goes_through_every_function(void **state)
{
	str rest = none;
	uint64_t n = 7;

	(void)state;
	assert_int_equal(str_of(NULL).n, 0);
	assert_null(str_of(NULL).p);
	assert_true(str_eq(none, STR("")));
	assert_true(str_eq_nocase(none, STR("")));
	assert_int_equal(str_cmp(none, STR("")), 0);
	assert_true(str_starts(none, none));
	assert_int_equal(str_trim(none).n, 0);
	assert_int_equal(str_cut(&rest, '*').n, 0);
	assert_null(rest.p);
	assert_false(str_to_u64(none, 9, &n));
	assert_int_equal(n, 7);
	assert_true(str_hash(none) == str_hash(STR("")));
}

static void
S2_nothing_is_read_past_the_end(void **state)
{
	str a = exact("123"), b = exact("123"), blank = exact(" \t"), rest = a;
	uint64_t n;

	(void)state;
	assert_true(str_eq(a, b));
	assert_int_equal(str_cmp(a, b), 0);
	assert_false(str_starts(a, STR("1234")));
	assert_true(str_to_u64(a, 1000, &n));
	assert_true(str_hash(a) == str_hash(b));
	assert_int_equal(str_cut(&rest, '*').n, 3);
	assert_int_equal(str_trim(blank).n, 0);
	let_go(a);
	let_go(b);
	let_go(blank);
}

static void
S2_printing_stops_at_the_end_and_takes_no_negative_length(void **state)
{
	str two = { "abcdef", 2 }, huge = { "abc", (size_t)INT_MAX + 5 };
	char text[16];

	(void)state;
	snprintf(text, sizeof text, "<" STR_FMT ">", STR_ARG(two));
	assert_string_equal(text, "<ab>");
	snprintf(text, sizeof text, "%d" STR_FMT, 1, STR_ARG(huge));
	assert_string_equal(text, "1abc");
}

static void
equality_needs_the_same_length_and_bytes(void **state)
{
	(void)state;
	assert_true(str_eq(STR("CLM"), str_of("CLM")));
	assert_true(str_eq(STR("a\0b"), STR("a\0b")));
	assert_false(str_eq(STR("a\0b"), STR("a\0c")));
	assert_false(str_eq(STR("CLM"), STR("CL")));
	assert_false(str_eq(STR("CLM"), STR("clm")));
}

static void
order_is_by_unsigned_bytes_and_the_shorter_is_first(void **state)
{
	(void)state;
	assert_true(str_cmp(STR("a"), STR("b")) < 0);
	assert_true(str_cmp(STR("b"), STR("a")) > 0);
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_true(str_cmp(STR("ab"), STR("a")) > 0);
	assert_true(str_cmp(STR("\xC3"), STR("z")) > 0);
	assert_true(str_cmp(none, STR("a")) < 0);
}

static void
case_is_ignored_for_ascii_letters_only(void **state)
{
	(void)state;
	assert_true(str_eq_nocase(STR("Claim-Total"), STR("cLAIM-tOTAL")));
	assert_true(str_eq_nocase(STR("az"), STR("AZ")));
	assert_false(str_eq_nocase(STR("@"), STR("`")));
	assert_false(str_eq_nocase(STR("["), STR("{")));
	assert_false(str_eq_nocase(STR("\xC4"), STR("\xE4")));
	assert_false(str_eq_nocase(STR("a"), STR("ab")));
}

static void
a_prefix_may_be_empty_or_all_but_not_longer(void **state)
{
	(void)state;
	assert_true(str_starts(STR("ISA*00"), STR("ISA")));
	assert_true(str_starts(STR("ISA"), STR("ISA")));
	assert_true(str_starts(STR("ISA"), none));
	assert_false(str_starts(STR("IS"), STR("ISA")));
	assert_false(str_starts(STR("GSA"), STR("ISA")));
}

static void
trim_takes_blanks_from_the_ends_only(void **state)
{
	(void)state;
	assert_true(str_eq(str_trim(STR(" \t\r\n a b \n")), STR("a b")));
	assert_true(str_eq(str_trim(STR("ab")), STR("ab")));
	assert_int_equal(str_trim(STR(" \r\n\t")).n, 0);
	assert_int_equal(str_trim(STR("\v")).n, 1);
}

static void
cut_gives_every_piece_and_an_empty_rest_at_the_end(void **state)
{
	str rest = STR("a**b");

	(void)state;
	assert_true(str_eq(str_cut(&rest, '*'), STR("a")));
	assert_true(str_eq(rest, STR("*b")));
	assert_int_equal(str_cut(&rest, '*').n, 0);
	assert_true(str_eq(str_cut(&rest, '*'), STR("b")));
	assert_int_equal(rest.n, 0);
	assert_int_equal(str_cut(&rest, '*').n, 0);
	rest = STR("a*");
	assert_true(str_eq(str_cut(&rest, '*'), STR("a")));
	assert_int_equal(rest.n, 0);
}

static void
numbers_up_to_the_limit_are_read(void **state)
{
	uint64_t n = 0;

	(void)state;
	assert_true(str_to_u64(STR("0"), 0, &n) && n == 0);
	assert_true(str_to_u64(STR("00042"), 42, &n) && n == 42);
	assert_true(str_to_u64(STR("5"), 5, &n) && n == 5);
	assert_true(str_to_u64(STR("18446744073709551615"), UINT64_MAX, &n));
	assert_true(n == UINT64_MAX);
}

static void
a_number_past_the_limit_is_refused_and_out_untouched(void **state)
{
	static const struct { str s; uint64_t max; } bad[] = {
		{ STR_INIT("1"), 0 }, { STR_INIT("9"), 0 }, { STR_INIT("7"), 5 },
		{ STR_INIT("43"), 42 }, { STR_INIT("50"), 42 },
		{ STR_INIT("420"), 42 },
		{ STR_INIT("18446744073709551616"), UINT64_MAX },
		{ STR_INIT("99999999999999999999999"), UINT64_MAX },
	};
	uint64_t n = 77;

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_false(str_to_u64(bad[i].s, bad[i].max, &n));
	assert_int_equal(n, 77);
}

static void
what_is_not_digits_is_no_number(void **state)
{
	static const char *const bad[] = { "", "-1", "+1", " 1", "1 ", "1.0",
		"0x1", "1e3", "/", ":", "\xB2" };
	uint64_t n = 77;

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_false(str_to_u64(str_of(bad[i]), UINT64_MAX, &n));
	assert_false(str_to_u64(STR("1\0"), UINT64_MAX, &n));
	assert_int_equal(n, 77);
}

static void
the_hash_tells_close_keys_apart(void **state)
{
	static const char *const keys[] = { "", "a", "b", "aa", "ab", "ba",
		"0001", "0002", "1000" };
	size_t n = LENGTH(keys);

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			assert_false(str_hash(str_of(keys[i])) ==
			    str_hash(str_of(keys[j])));
	assert_false(str_hash(STR("a")) == str_hash(STR("a\0")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(S1_the_null_slice_goes_through_every_function),
		cmocka_unit_test(S2_nothing_is_read_past_the_end),
		cmocka_unit_test(
		    S2_printing_stops_at_the_end_and_takes_no_negative_length),
		cmocka_unit_test(equality_needs_the_same_length_and_bytes),
		cmocka_unit_test(
		    order_is_by_unsigned_bytes_and_the_shorter_is_first),
		cmocka_unit_test(case_is_ignored_for_ascii_letters_only),
		cmocka_unit_test(a_prefix_may_be_empty_or_all_but_not_longer),
		cmocka_unit_test(trim_takes_blanks_from_the_ends_only),
		cmocka_unit_test(
		    cut_gives_every_piece_and_an_empty_rest_at_the_end),
		cmocka_unit_test(numbers_up_to_the_limit_are_read),
		cmocka_unit_test(
		    a_number_past_the_limit_is_refused_and_out_untouched),
		cmocka_unit_test(what_is_not_digits_is_no_number),
		cmocka_unit_test(the_hash_tells_close_keys_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
