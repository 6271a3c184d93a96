/* SPDX-License-Identifier: Apache-2.0 */
/* test_buf.c -- a text that grows: B1 to B3 of base/buf.h, and JSON. */
#include "unit.h"

#include "base/buf.h"

/* No locale can write this, so a format with it fails. */
static const wchar_t unwritable[] = { 0x7FFFFFFF, 0 };

const char *__asan_default_options(void);

/* Under AddressSanitizer realloc() answers NULL too when it cannot give. */
const char *
__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

/* True when the buffer holds `want`, B1 included. */
static bool
holds(const struct buf *b, const char *want)
{
	return str_eq(buf_str(b), str_of(want)) && strcmp(b->p, want) == 0;
}

static void
B1_the_text_ends_with_nul_from_init_to_fini(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	assert_string_equal(b.p, "");
	buf_reset(&b);
	assert_string_equal(b.p, "");
	buf_add(&b, STR("CLM"));
	assert_true(holds(&b, "CLM"));
	buf_putc(&b, '*');
	assert_true(holds(&b, "CLM*"));
	buf_fmt(&b, "%d", 26463774);
	assert_true(holds(&b, "CLM*26463774"));
	buf_reset(&b);
	assert_true(holds(&b, ""));
	buf_fini(&b);
	assert_true(holds(&b, ""));
	buf_fini(&b);
}

static void
B1_nul_bytes_inside_are_kept(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	buf_add(&b, STR("a\0b"));
	assert_true(str_eq(buf_str(&b), STR("a\0b")));
	assert_int_equal(b.p[3], '\0');
	buf_fini(&b);
}

static void
B2_the_ceiling_can_be_reached_and_not_passed(void **state)
{
	const size_t ceilings[] = { 0, 1, 255, 256, 257, 1000 };

	(void)state;
	for (size_t i = 0; i < LENGTH(ceilings); i++) {
		struct buf b;

		buf_init(&b, ceilings[i]);
		for (size_t n = 0; n < ceilings[i]; n++)
			buf_putc(&b, 'x');
		assert_false(b.failed);
		assert_int_equal(b.n, ceilings[i]);
		assert_true(b.size <= ceilings[i] + 1);
		buf_putc(&b, 'x');
		assert_true(b.failed);
		assert_int_equal(b.n, ceilings[i]);
		buf_fini(&b);
	}
}

static void
B3_a_failed_append_changes_nothing_and_is_remembered(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 5);
	buf_add(&b, STR("abc"));
	buf_add(&b, STR("def"));
	assert_true(b.failed);
	assert_true(holds(&b, "abc"));
	buf_putc(&b, 'd');
	buf_fmt(&b, "%d", 4);
	buf_json(&b, STR(""));
	assert_true(holds(&b, "abc"));
	assert_true(b.failed);
	buf_reset(&b);
	assert_false(b.failed);
	buf_add(&b, STR("abcde"));
	assert_true(holds(&b, "abcde"));
	buf_fini(&b);
}

static void
B3_a_format_that_does_not_fit_leaves_the_text_as_it_was(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 8);
	buf_fmt(&b, "%s", "abcdef");
	buf_fmt(&b, "%s", "ghi");
	assert_true(b.failed);
	assert_true(holds(&b, "abcdef"));
	buf_reset(&b);
	buf_fmt(&b, "%s", "12345678");
	assert_true(holds(&b, "12345678"));
	buf_fini(&b);
}

static void
B3_a_format_that_cannot_be_written_is_a_failure(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	buf_add(&b, STR("abc"));
	buf_fmt(&b, "%ls", unwritable);
	assert_true(b.failed);
	assert_true(holds(&b, "abc"));
	buf_fini(&b);
}

static void
B3_a_json_string_is_appended_whole_or_not_at_all(void **state)
{
	(void)state;
	for (size_t ceiling = 0; ceiling < 20; ceiling++) {
		struct buf b;

		buf_init(&b, ceiling);
		buf_json(&b, STR("ab\n\xFF\"x"));
		assert_int_equal(b.failed, ceiling < 16);
		assert_true(holds(&b, ceiling < 16 ? "" :
		    "\"ab\\u000a\xEF\xBF\xBD\\\"x\""));
		buf_fini(&b);
	}
}

static void
B3_memory_the_machine_has_not_is_a_failed_append(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, SIZE_MAX);
	buf_add(&b, STR("abc"));
	buf_add(&b, (str){ "", SIZE_MAX / 4 });
	assert_true(b.failed);
	assert_true(holds(&b, "abc"));
	buf_reset(&b);
	buf_add(&b, (str){ "", SIZE_MAX });
	assert_true(b.failed);
	buf_reset(&b);
	buf_add(&b, (str){ "", PTRDIFF_MAX });
	assert_true(b.failed);
	assert_true(holds(&b, ""));
	buf_fini(&b);
}

static void
text_is_kept_while_the_memory_grows(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 20);
	for (int i = 0; i < 20000; i++)
		buf_fmt(&b, "%05d", i);
	assert_false(b.failed);
	assert_int_equal(b.n, 100000);
	for (int i = 0; i < 20000; i++) {
		char text[16];

		snprintf(text, sizeof text, "%05d", i);
		assert_memory_equal(b.p + (size_t)i * 5, text, 5);
	}
	buf_fini(&b);
}

static void
nothing_appended_is_no_failure_even_at_the_ceiling(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 0);
	buf_add(&b, (str){ NULL, 0 });
	buf_fmt(&b, "%s", "");
	assert_false(b.failed);
	assert_true(holds(&b, ""));
	buf_fini(&b);
}

/* The JSON form of `s` is `want`. */
static void
expect_json(str s, const char *want)
{
	struct buf b;

	buf_init(&b, 1000);
	buf_json(&b, s);
	assert_string_equal(b.p, want);
	buf_fini(&b);
}

static void
json_leaves_text_and_good_utf8_as_they_are(void **state)
{
	static const char *const good[] = { "", "CLM*1", " ~!#[]^", "\xC2\x80",
		"\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
		"\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF",
		"MU\xC3\x91OZ" };

	(void)state;
	for (size_t i = 0; i < LENGTH(good); i++) {
		char want[32];

		snprintf(want, sizeof want, "\"%s\"", good[i]);
		expect_json(str_of(good[i]), want);
	}
}

static void
json_escapes_quotes_and_every_control_character(void **state)
{
	(void)state;
	expect_json(STR("a\"b\\c/"), "\"a\\\"b\\\\c/\"");
	expect_json(STR("\x7F"), "\"\\u007f\"");
	for (unsigned c = 0; c < 0x20; c++) {
		char want[16], byte = (char)c;

		snprintf(want, sizeof want, "\"\\u%04x\"", c);
		expect_json((str){ &byte, 1 }, want);
	}
}

#define BAD "\xEF\xBF\xBD"

static void
json_puts_a_mark_for_each_byte_that_is_not_utf8(void **state)
{
	static const char *const bad[][2] = {
		{ "\x80", BAD }, { "\xBF", BAD }, { "\xFF", BAD },
		{ "\xC3", BAD }, { "\xC3(", BAD "(" },		/* cut off */
		{ "\xE2\x82", BAD BAD }, { "\xE2\x82(", BAD BAD "(" },
		{ "\xF0\x9F\x98", BAD BAD BAD },
		{ "\xC0\x80", BAD BAD }, { "\xC1\xBF", BAD BAD }, /* overlong */
		{ "\xE0\x9F\xBF", BAD BAD BAD },
		{ "\xF0\x8F\xBF\xBF", BAD BAD BAD BAD },
		{ "\xED\xA0\x80", BAD BAD BAD },		/* surrogate */
		{ "\xF4\x90\x80\x80", BAD BAD BAD BAD },	/* too high */
		{ "\xF5\x80\x80\x80", BAD BAD BAD BAD },
		{ "a\xE9" "b\xC3\xA9", "a" BAD "b\xC3\xA9" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++) {
		char want[64];

		snprintf(want, sizeof want, "\"%s\"", bad[i][1]);
		expect_json(str_of(bad[i][0]), want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(B1_the_text_ends_with_nul_from_init_to_fini),
		cmocka_unit_test(B1_nul_bytes_inside_are_kept),
		cmocka_unit_test(B2_the_ceiling_can_be_reached_and_not_passed),
		cmocka_unit_test(
		    B3_a_failed_append_changes_nothing_and_is_remembered),
		cmocka_unit_test(
		    B3_a_format_that_does_not_fit_leaves_the_text_as_it_was),
		cmocka_unit_test(
		    B3_a_format_that_cannot_be_written_is_a_failure),
		cmocka_unit_test(
		    B3_a_json_string_is_appended_whole_or_not_at_all),
		cmocka_unit_test(
		    B3_memory_the_machine_has_not_is_a_failed_append),
		cmocka_unit_test(text_is_kept_while_the_memory_grows),
		cmocka_unit_test(
		    nothing_appended_is_no_failure_even_at_the_ceiling),
		cmocka_unit_test(json_leaves_text_and_good_utf8_as_they_are),
		cmocka_unit_test(
		    json_escapes_quotes_and_every_control_character),
		cmocka_unit_test(
		    json_puts_a_mark_for_each_byte_that_is_not_utf8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
