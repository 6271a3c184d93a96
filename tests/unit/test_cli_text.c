/* SPDX-License-Identifier: Apache-2.0 */
/* test_cli_text.c -- pages and what may be seen. */
#include "unit.h"

#include "cli/page.h"
#include "cli/view.h"

static struct buf text;

static struct page
new_page(bool utf8, unsigned width)
{
	buf_fini(&text);
	buf_init(&text, 65536);
	buf_add(&text, STR(""));
	return (struct page){ .out = &text, .utf8 = utf8, .width = width };
}

static void
numbers_have_commas_every_three_digits(void **state)
{
	char to[NUMBER_TEXT_MAX];

	(void)state;
	assert_string_equal(number_text(0, to), "0");
	assert_string_equal(number_text(999, to), "999");
	assert_string_equal(number_text(1000, to), "1,000");
	assert_string_equal(number_text(1234567, to), "1,234,567");
	assert_string_equal(number_text(UINT64_MAX, to),
	    "18,446,744,073,709,551,615");
}

static void
wrapped_text_hangs_at_its_indent(void **state)
{
	struct page p = new_page(true, 16);

	(void)state;
	page_to(&p, 2);
	page_text(&p, STYLE_PLAIN, STR("ab"));
	page_wrap(&p, STYLE_PLAIN, 4, STR(" one two three fourfivesixseven "
	    "end"));
	assert_string_equal(text.p,
	    "  abone two\n    three\n    fourfivesixseven\n    end");
}

static void
a_word_that_does_not_fit_begins_a_line(void **state)
{
	struct page p = new_page(true, 10);

	(void)state;
	page_text(&p, STYLE_PLAIN, STR("12345678 "));
	page_wrap(&p, STYLE_PLAIN, 2, STR("word"));
	assert_string_equal(text.p, "12345678 \n  word");
}

/* P1 */
static void
without_colour_no_escape_is_written(void **state)
{
	struct page p = new_page(true, 80);

	(void)state;
	page_text(&p, STYLE_ERROR, STR("error"));
	assert_string_equal(text.p, "error");
	p.colour = true;
	page_text(&p, STYLE_ERROR, STR("error"));
	assert_non_null(strstr(text.p, "\033[1;31merror\033[0m"));
	assert_int_equal(p.column, 10);
}

/* P1 */
static void
without_utf8_only_ascii_is_written(void **state)
{
	struct page p = new_page(false, 80);

	(void)state;
	page_text(&p, STYLE_PLAIN, STR("a\xC3\xA9z"));
	page_text(&p, STYLE_PLAIN, page_symbol(&p, SYMBOL_ARROW));
	assert_string_equal(text.p, "a?z->");
	assert_int_equal(p.column, 5);
}

/* P2 */
static void
text_from_outside_cannot_move_the_cursor(void **state)
{
	static const char *const bad[] = { "\033[2J", "\a", "\x7F",
		("\xC2\x9B" "2J"), "\xE2\x80\xAE", "\xFF", "\xED\xA0\x80",
		"\xC0\x80", "\xF4\x90\x80\x80" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct page p = new_page(true, 80);

		page_text(&p, STYLE_PLAIN, str_of(bad[i]));
		assert_null(strstr(text.p, "\033"));
		assert_memory_equal(text.p, "\xEF\xBF\xBD", 3);
	}
}

/* W1 */
static void
a_hidden_finding_holds_nothing_from_inside(void **state)
{
	struct guide_set none = { 0 };
	const struct view v = { &none, FINDING_HIDE };
	const struct finding f = { .code = FINDING_CODE_INVALID,
		.at = { .interchange = STR("S1"), .group = STR("S2"),
		    .transaction = STR("S3"), .claim = STR("S4"),
		    .segment_id = STR("S5"), .loop = STR("2300") },
		.value = STR("S6"), .a = STR("S7"), .b = STR("S8"),
		.c = STR("S9"), .want = STR("ours"), .name = STR("Label") };
	struct finding seen;
	struct buf b;

	(void)state;
	map_init(&none.segments);
	seen = view_finding(&v, &f);
	assert_true(view_is_hidden(&v, seen.at.claim));
	assert_true(view_is_hidden(&v, seen.at.segment_id));
	assert_true(str_eq(seen.at.loop, STR("2300")));
	buf_init(&b, 65536);
	finding_message(&seen, v.words, &b);
	buf_add(&b, seen.value);
	buf_add(&b, seen.a);
	buf_add(&b, seen.b);
	buf_add(&b, seen.c);
	buf_add(&b, seen.at.interchange);
	buf_add(&b, seen.at.group);
	buf_add(&b, seen.at.transaction);
	for (char n[] = "S1"; n[1] <= '9'; n[1]++)
		assert_null(strstr(b.p, n));
	buf_fini(&b);
}

static void
claims_with_errors_are_counted_once(void **state)
{
	/* Claims in a row may have one name, or none. */
	static const struct { const char *name; unsigned number; } claims[] = {
		{ "A", 1 }, { "A", 1 }, { "", 0 }, { "B", 2 }, { "B", 2 },
		{ "B", 3 }, { "", 4 }, { "A", 5 },
	};
	struct tally t = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof claims / sizeof claims[0]; i++) {
		struct finding f = { .code = FINDING_CODE_INVALID,
			.at.claim = str_of(claims[i].name),
			.at.claim_number = claims[i].number };

		tally_add(&t, &f);
	}
	assert_int_equal(t.rejected, 5);
	assert_int_equal(t.outside, 1);
	assert_int_equal(t.codes[FINDING_CODE_INVALID], 8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_have_commas_every_three_digits),
		cmocka_unit_test(wrapped_text_hangs_at_its_indent),
		cmocka_unit_test(a_word_that_does_not_fit_begins_a_line),
		cmocka_unit_test(without_colour_no_escape_is_written),
		cmocka_unit_test(without_utf8_only_ascii_is_written),
		cmocka_unit_test(text_from_outside_cannot_move_the_cursor),
		cmocka_unit_test(a_hidden_finding_holds_nothing_from_inside),
		cmocka_unit_test(claims_with_errors_are_counted_once),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	buf_fini(&text);
	return failed;
}
