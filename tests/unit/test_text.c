/* SPDX-License-Identifier: Apache-2.0 */
/* test_text.c -- lines, fixed columns, characters: X1 to X3 of sheet/text.h. */
#include "unit.h"

#include "sheet/text.h"

static struct err err;

/* A text of these bytes. */
static struct text
text_of(str bytes)
{
	const struct source s = { STR("a.txt"), STR("a.txt"), bytes };
	struct text t;

	assert_int_equal(text_init(&t, &s, &err), RC_OK);
	return t;
}

/* The lines of `bytes`, with "|" behind each, are `want`. */
static void
expect_lines(str bytes, const char *want)
{
	struct text t = text_of(bytes);
	char got[100];
	size_t n = 0;
	uint64_t count = 0;
	str line;

	while (text_line(&t, &line)) {
		assert_int_equal(t.line, ++count);
		n += (size_t)snprintf(got + n, sizeof got - n, STR_FMT "|",
		    STR_ARG(line));
	}
	got[n] = '\0';
	assert_string_equal(got, want);
}

static void
X1_lines_end_with_lf_or_crlf_or_the_file(void **state)
{
	(void)state;
	expect_lines(STR(""), "");
	expect_lines(STR("a"), "a|");
	expect_lines(STR("a\nb\n"), "a|b|");
	expect_lines(STR("a\r\n\r\nb\r"), "a||b|");
	expect_lines(STR("\n\n"), "||");
	expect_lines(STR("\xEF\xBB\xBF" "a\rb\n"), "a\rb|");
}

static void
X2_a_field_lies_within_its_line(void **state)
{
	const str line = STR("A0001 00100 x");
	static const struct { struct text_field f; const char *want; } cases[] =
	{
		{ { 1, 5 }, "A0001" }, { { 6, 11 }, "00100" },
		{ { 13, 320 }, "x" }, { { 13, 13 }, "x" }, { { 14, 20 }, "" },
		{ { 1, UINT_MAX }, "A0001 00100 x" }, { { 0, 5 }, "" },
		{ { 5, 4 }, "" }, { { 6, 6 }, "" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_true(str_eq(text_field(line, cases[i].f),
		    str_of(cases[i].want)));
	assert_int_equal(text_field(STR(""), cases[0].f).n, 0);
}

/* `s` of a file that holds `bytes` comes out as `want`. */
static void
expect_utf8(str bytes, str s, str want)
{
	const struct text t = text_of(bytes);
	struct arena a;
	str got;

	arena_init(&a, 1 << 16);
	assert_true(text_utf8(&t, s, &a, &got));
	assert_true(str_eq(got, want));
	assert_true(str_is_utf8(got));
	arena_fini(&a);
}

static void
X3_one_byte_that_is_not_utf8_makes_it_windows_1252(void **state)
{
	(void)state;
	expect_utf8(STR("M\xC3\xA9ni\xC3\xA8re"), STR("M\xC3\xA9"),
	    STR("M\xC3\xA9"));
	expect_utf8(STR("\xC3\xA9\n\xAE"), STR("\xC3\xA9"),
	    STR("\xC3\x83\xC2\xA9"));
	expect_utf8(STR("\x80 \x93\xAE\x94 \x9D"),
	    STR("\x80 \x93\xAE\x94 \x9D"), STR("\xE2\x82\xAC "
	    "\xE2\x80\x9C\xC2\xAE\xE2\x80\x9D \xEF\xBF\xBD"));
}

static void
X3_every_byte_of_windows_1252_is_a_character(void **state)
{
	char all[256];

	(void)state;
	for (unsigned i = 0; i < 256; i++) {
		struct arena a;
		struct text t = { .utf8 = false };
		str got;

		all[i] = (char)i;
		arena_init(&a, 1 << 12);
		assert_true(text_utf8(&t, (str){ &all[i], 1 }, &a, &got));
		assert_true(str_is_utf8(got));
		arena_fini(&a);
	}
}

static void
no_memory_is_told(void **state)
{
	const struct text t = text_of(STR("\xAE"));
	struct arena a;
	str got;

	(void)state;
	arena_init(&a, 1);
	assert_false(text_utf8(&t, STR("\xAE"), &a, &got));
	arena_fini(&a);
}

static void
utf16_is_refused(void **state)
{
	const struct source s = { STR("a.txt"), STR("a.txt"),
		STR("\xFF\xFE" "A\0") };
	struct text t;

	(void)state;
	assert_int_equal(text_init(&t, &s, &err), RC_SYNTAX);
	assert_non_null(strstr(err.msg, "a.txt: this is UTF-16"));
}

static void
blanks_are_trimmed_also_those_that_do_not_break(void **state)
{
	(void)state;
	assert_true(str_eq(text_trim(STR(" \xC2\xA0 a\xC2\xA0 b \xC2\xA0\t")),
	    STR("a\xC2\xA0 b")));
	assert_int_equal(text_trim(STR("\xC2\xA0")).n, 0);
	assert_int_equal(text_trim((str){ NULL, 0 }).n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(X1_lines_end_with_lf_or_crlf_or_the_file),
		cmocka_unit_test(X2_a_field_lies_within_its_line),
		cmocka_unit_test(
		    X3_one_byte_that_is_not_utf8_makes_it_windows_1252),
		cmocka_unit_test(X3_every_byte_of_windows_1252_is_a_character),
		cmocka_unit_test(no_memory_is_told),
		cmocka_unit_test(utf16_is_refused),
		cmocka_unit_test(
		    blanks_are_trimmed_also_those_that_do_not_break),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
