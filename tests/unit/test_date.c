/* SPDX-License-Identifier: Apache-2.0 */
/* test_date.c -- calendar days and times of day: base/date.h. */
#include "unit.h"

#include "base/date.h"

/* The length of month `m`, from the rule as people learn it. */
static int
month_length(int y, int m)
{
	if (m == 4 || m == 6 || m == 9 || m == 11)
		return 30;
	if (m != 2)
		return 31;
	if (y % 400 == 0)
		return 29;
	if (y % 100 == 0)
		return 28;
	return y % 4 == 0 ? 29 : 28;
}

static void
every_day_from_1800_to_2999_is_one_after_the_day_before(void **state)
{
	date want = DATE_FIRST, got;
	char text[40], iso[DATE_TEXT_MAX];
	int back[3];

	(void)state;
	for (int y = 1800; y <= 2999; y++)
		for (int m = 1; m <= 12; m++)
			for (int d = 1; d <= month_length(y, m); d++) {
				assert_true(date_from_ymd(y, m, d, &got));
				assert_int_equal(got, want);
				snprintf(text, sizeof text, "%04d-%02d-%02d",
				    y, m, d);
				date_to_ymd(want, &back[0], &back[1],
				    &back[2]);
				assert_true(back[0] == y && back[1] == m &&
				    back[2] == d);
				date_format(want++, iso);
				assert_string_equal(iso, text);
			}
	assert_int_equal(want, DATE_LAST + 1);
}

static void
the_epoch_and_days_known_from_almanacs_are_right(void **state)
{
	static const struct { int y, m, d; date want; } rows[] = {
		{ 1970, 1, 1, 0 }, { 1969, 12, 31, -1 }, { 1858, 11, 17, -40587 },
		{ 2000, 1, 1, 10957 }, { 2000, 2, 29, 11016 },
		{ 2038, 1, 19, 24855 }, { 2026, 11, 21, 20778 },
	};
	date got = 77;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		assert_true(date_from_ymd(rows[i].y, rows[i].m, rows[i].d,
		    &got));
		assert_int_equal(got, rows[i].want);
	}
}

static void
a_day_that_does_not_exist_is_refused_and_out_is_untouched(void **state)
{
	date got = 77;

	(void)state;
	for (int y = 1800; y <= 2999; y++)
		for (int m = 1; m <= 12; m++) {
			assert_false(date_from_ymd(y, m, 0, &got));
			assert_false(date_from_ymd(y, m, -1, &got));
			assert_false(date_from_ymd(y, m,
			    month_length(y, m) + 1, &got));
		}
	assert_false(date_from_ymd(2026, 0, 1, &got));
	assert_false(date_from_ymd(2026, 13, 1, &got));
	assert_false(date_from_ymd(2026, -1, 1, &got));
	assert_false(date_from_ymd(2026, INT_MAX, INT_MAX, &got));
	assert_int_equal(got, 77);
}

static void
a_year_outside_1800_to_2999_is_refused(void **state)
{
	static const int years[] = { 1799, 3000, 0, -2026, 26, INT_MIN,
		INT_MAX };
	date got = 77;

	(void)state;
	for (size_t i = 0; i < LENGTH(years); i++)
		assert_false(date_from_ymd(years[i], 6, 15, &got));
	assert_int_equal(got, 77);
	assert_true(date_from_ymd(1800, 1, 1, &got) && got == DATE_FIRST);
	assert_true(date_from_ymd(2999, 12, 31, &got) && got == DATE_LAST);
	assert_true(DATE_NONE < DATE_FIRST);
}

static void
eight_digits_are_read(void **state)
{
	date got;

	(void)state;
	assert_true(date_parse8(STR("19700101"), &got) && got == 0);
	assert_true(date_parse8(STR("20240229"), &got) && got == 19782);
	assert_true(date_parse8(STR("18000101"), &got) && got == DATE_FIRST);
}

static void
what_is_not_eight_digits_of_a_day_is_refused(void **state)
{
	static const char *const bad[] = { "", "2026112", "202611211",
		"20260229", "20260431", "20261301", "20260001", "20260100",
		"00000000", "99999999", "17991231", "30000101", "2026-1-1",
		" 2026112", "2026112 ", "2026112a", "2026/121", "202:1121",
		"-0261121", "+0261121", "20261 21" };
	date got = 77;

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++)
		if (date_parse8(str_of(bad[i]), &got))
			fail_msg("\"%s\" should be no date", bad[i]);
	assert_false(date_parse8((str){ NULL, 0 }, &got));
	assert_int_equal(got, 77);
}

static void
six_digits_are_of_the_years_1970_to_2069(void **state)
{
	date got, want;

	(void)state;
	assert_true(date_parse6(STR("700101"), &got) && got == 0);
	assert_true(date_parse6(STR("991231"), &got) && got == 10956);
	assert_true(date_parse6(STR("000229"), &got) && got == 11016);
	assert_true(date_from_ymd(2069, 12, 31, &want));
	assert_true(date_parse6(STR("691231"), &got) && got == want);
}

static void
what_is_not_six_digits_of_a_day_is_refused(void **state)
{
	static const char *const bad[] = { "", "26112", "2611211", "260229",
		"261301", "260100", "a61121", "2a1121", "26a121", "26112a",
		" 61121", "-61121" };
	date got = 77;

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++)
		if (date_parse6(str_of(bad[i]), &got))
			fail_msg("\"%s\" should be no date", bad[i]);
	assert_false(date_parse6((str){ NULL, 0 }, &got));
	assert_int_equal(got, 77);
}

static void
a_day_that_is_none_is_written_as_nothing(void **state)
{
	static const date none[] = { DATE_NONE, DATE_NONE + 1, DATE_FIRST - 1,
		DATE_LAST + 1, INT32_MAX };
	char to[DATE_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < LENGTH(none); i++) {
		memset(to, 'x', sizeof to);
		assert_int_equal(date_format(none[i], to).n, 0);
		assert_string_equal(to, "");
	}
	assert_true(str_eq(date_format(20778, to), STR("2026-11-21")));
	assert_string_equal(to, "2026-11-21");
}

static void
times_of_day_in_all_four_lengths_are_valid(void **state)
{
	static const char *const good[] = { "0000", "2359", "1200", "000000",
		"235959", "2359590", "2359599", "23595900", "23595999" };

	(void)state;
	for (size_t i = 0; i < LENGTH(good); i++)
		assert_true(time_valid(str_of(good[i])));
	for (int h = 0; h < 100; h++)
		for (int m = 0; m < 100; m++) {
			char text[32];

			snprintf(text, sizeof text, "%02d%02d", h, m);
			assert_int_equal(time_valid(str_of(text)),
			    h < 24 && m < 60);
		}
}

static void
what_is_no_time_of_day_is_refused(void **state)
{
	static const char *const bad[] = { "", "1", "12", "120", "12000",
		"123456789", "2400", "1260", "120060", "12000a", "1200000a",
		"120000a", "12000000 ", "-100", "12:0", "a200", "1a00", "120a",
		"1200a0", "240000", "120000-1", " 1200" };

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++)
		if (time_valid(str_of(bad[i])))
			fail_msg("\"%s\" should be no time", bad[i]);
	assert_false(time_valid((str){ NULL, 0 }));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    every_day_from_1800_to_2999_is_one_after_the_day_before),
		cmocka_unit_test(
		    the_epoch_and_days_known_from_almanacs_are_right),
		cmocka_unit_test(
		    a_day_that_does_not_exist_is_refused_and_out_is_untouched),
		cmocka_unit_test(a_year_outside_1800_to_2999_is_refused),
		cmocka_unit_test(eight_digits_are_read),
		cmocka_unit_test(what_is_not_eight_digits_of_a_day_is_refused),
		cmocka_unit_test(six_digits_are_of_the_years_1970_to_2069),
		cmocka_unit_test(what_is_not_six_digits_of_a_day_is_refused),
		cmocka_unit_test(a_day_that_is_none_is_written_as_nothing),
		cmocka_unit_test(times_of_day_in_all_four_lengths_are_valid),
		cmocka_unit_test(what_is_no_time_of_day_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
