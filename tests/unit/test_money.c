/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_money.c -- amounts in cents: $1 (here money_1) and $2 (money_2) of
 * base/money.h.
 */
#include "unit.h"

#include "base/money.h"

#define MOST 99999999999999999	/* 15 digits and the cents */

/* money_parse() of a text that must be an amount. */
static money
amount(const char *text)
{
	money m = -77;

	if (!money_parse(str_of(text), &m))
		fail_msg("\"%s\" should be an amount", text);
	return m;
}

static void
money_1_amounts_no_double_can_hold_are_exact(void **state)
{
	money sum = 0;

	(void)state;
	for (int i = 0; i < 10; i++)
		assert_true(money_add(sum, amount(".10"), &sum));
	assert_int_equal(sum, 100);
	assert_true(amount("999999999999999.99") == MOST);
	assert_true(amount("900719925474099.93") == 90071992547409993);
	assert_true(money_add(9007199254740992, 1, &sum));
	assert_true(sum == 9007199254740993);
}

static void
money_2_sums_up_to_the_extremes_are_right(void **state)
{
	money m;

	(void)state;
	assert_true(money_add(INT64_MAX - 1, 1, &m) && m == INT64_MAX);
	assert_true(money_add(INT64_MIN, INT64_MAX, &m) && m == -1);
	assert_true(money_sub(INT64_MIN + 1, 1, &m) && m == INT64_MIN);
	assert_true(money_sub(-1, INT64_MAX, &m) && m == INT64_MIN);
	assert_true(money_sub(5, 7, &m) && m == -2);
}

static void
money_2_an_overflow_is_reported_and_out_is_untouched(void **state)
{
	money m = 77;

	(void)state;
	assert_false(money_add(INT64_MAX, 1, &m));
	assert_false(money_add(INT64_MIN, -1, &m));
	assert_false(money_add(INT64_MIN, INT64_MIN, &m));
	assert_false(money_sub(INT64_MIN, 1, &m));
	assert_false(money_sub(INT64_MAX, -1, &m));
	assert_false(money_sub(0, INT64_MIN, &m));
	assert_int_equal(m, 77);
}

static void
every_way_to_write_a_decimal_is_read(void **state)
{
	static const struct { const char *text; money want; } good[] = {
		{ "0", 0 }, { "-0", 0 }, { "0.00", 0 }, { "-.0", 0 },
		{ "12", 1200 }, { "12.", 1200 }, { "12.3", 1230 },
		{ "12.34", 1234 }, { "12.30", 1230 }, { "12.300", 1230 },
		{ "12.34000000", 1234 }, { ".5", 50 }, { ".05", 5 },
		{ "-.5", -50 }, { "-12.34", -1234 }, { "0012", 1200 },
		{ "00000000000000000000000000000001", 100 },
		{ "999999999999999", MOST - 99 },
		{ "-999999999999999.99", -MOST },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(good); i++)
		assert_true(amount(good[i].text) == good[i].want);
}

static void
what_is_no_amount_is_refused_and_out_is_untouched(void **state)
{
	static const char *const bad[] = { "", "-", ".", "-.", "--1", "+1",
		"1-", " 1", "1 ", "1,000", "$1", "1.2.3", "1..", "..1", "1.-2",
		"1e3", "1E3", "0x1", "NaN", "inf", "1.2a", "a1", "1/", "1:",
		"\xB2", "1.\xB2" };
	money m = 77;

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++)
		if (money_parse(str_of(bad[i]), &m))
			fail_msg("\"%s\" should be no amount", bad[i]);
	assert_false(money_parse((str){ NULL, 0 }, &m));
	assert_false(money_parse(STR("1\0"), &m));
	assert_int_equal(m, 77);
}

static void
a_part_of_a_cent_is_refused(void **state)
{
	static const char *const bad[] = { "12.345", "0.001", "-.009",
		"1.0000000000000000000001", "12.340005" };
	money m = 77;

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_false(money_parse(str_of(bad[i]), &m));
	assert_int_equal(m, 77);
}

static void
more_than_fifteen_digits_are_refused(void **state)
{
	static const char *const bad[] = { "1000000000000000",
		"-1000000000000000", "9999999999999999", "9223372036854775807",
		"92233720368547758.07", "18446744073709551617",
		"340282366920938463463374607431768211457" };
	money m = 77;

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_false(money_parse(str_of(bad[i]), &m));
	assert_int_equal(m, 77);
}

static void
an_amount_is_written_with_two_decimals(void **state)
{
	static const struct { money m; const char *want; } rows[] = {
		{ 0, "0.00" }, { 5, "0.05" }, { -5, "-0.05" }, { 99, "0.99" },
		{ 100, "1.00" }, { -123450, "-1234.50" },
		{ INT64_MAX, "92233720368547758.07" },
		{ INT64_MIN, "-92233720368547758.08" },
	};
	char to[MONEY_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		str s = money_format(rows[i].m, to);

		assert_string_equal(to, rows[i].want);
		assert_ptr_equal(s.p, to);
		assert_int_equal(s.n, strlen(to));
	}
}

static void
an_amount_written_is_read_back(void **state)
{
	uint64_t x = 88172645463325252u;
	char to[MONEY_TEXT_MAX];
	money m;

	(void)state;
	for (money c = -25000; c <= 25000; c++)
		assert_true(money_parse(money_format(c, to), &m) && m == c);
	for (int i = 0; i < 100000; i++) {
		money c;

		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		c = (money)(x % (2 * (uint64_t)MOST + 1)) - MOST;
		assert_true(money_parse(money_format(c, to), &m) && m == c);
	}
	assert_false(money_parse(money_format(MOST + 1, to), &m));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(money_1_amounts_no_double_can_hold_are_exact),
		cmocka_unit_test(money_2_sums_up_to_the_extremes_are_right),
		cmocka_unit_test(
		    money_2_an_overflow_is_reported_and_out_is_untouched),
		cmocka_unit_test(every_way_to_write_a_decimal_is_read),
		cmocka_unit_test(
		    what_is_no_amount_is_refused_and_out_is_untouched),
		cmocka_unit_test(a_part_of_a_cent_is_refused),
		cmocka_unit_test(more_than_fifteen_digits_are_refused),
		cmocka_unit_test(an_amount_is_written_with_two_decimals),
		cmocka_unit_test(an_amount_written_is_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
