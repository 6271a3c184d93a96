/* SPDX-License-Identifier: Apache-2.0 */
/* test_sheet.c -- rows of CSV and tab-separated text: sheet/sheet.h. */
#include "rows.h"

#include "base/buf.h"

/* All rows of `bytes`, in a file of that name, are `want`, which NULL ends. */
static void
expect_rows(const char *name, str bytes, const char *const *want)
{
	assert_int_equal(rows_open(name, bytes, NULL), RC_OK);
	for (; *want != NULL; want++)
		expect_row(*want);
	expect_row(NULL);
	expect_row(NULL);
	sheet_close(&sheet);
	sheet_close(&sheet);
}

#define EXPECT(name, text, ...) \
	expect_rows(name, STR(text), (const char *const[]){ __VA_ARGS__, NULL })

static void
cells_are_divided_by_commas_and_rows_by_line_ends(void **state)
{
	(void)state;
	EXPECT("a.csv", "a,b\nc,,d\n", "1:a|b|", "2:c||d|");
	EXPECT("a.csv", "a,b\r\nc,\r\n,d", "1:a|b|", "2:c||", "3:|d|");
	EXPECT("a.CSV", "a\r", "1:a|");
	EXPECT("a.csv", "a\rb,c", "1:a\rb|c|");
	EXPECT("a.csv", "", NULL);
}

static void
quotes_hold_commas_line_feeds_and_quotes(void **state)
{
	(void)state;
	EXPECT("a.csv", "\"a,b\",\"c\"\"d\"\"\"\n\"e\nf\r\ng\",h\ni\n",
	    "1:a,b|c\"d\"|", "2:e\nf\r\ng|h|", "5:i|");
	EXPECT("a.csv", "\"\",x\n\"\"\"\",y\n", "1:|x|", "2:\"|y|");
	EXPECT("a.csv", "\"a\"b\"c\",d\r\n\"e\"\r\n\"f\"", "1:ab\"c\"|d|",
	    "2:e|", "3:f|");
	EXPECT("a.csv", "a\"b\",c \"d\"\n", "1:a\"b\"|c \"d\"|");
}

static void
in_tab_separated_text_a_lone_quote_is_itself(void **state)
{
	(void)state;
	EXPECT("a.tsv", "a\t\"b\tc\"\td\n\"e\nf\"\t\"g\"\"h\"\r\n",
	    "1:a|b\tc|d|", "2:e\nf|g\"h|");
	EXPECT("a.tsv", "\"x\" wide\ty\n\"open\tz\n", "1:\"x\" wide|y|",
	    "2:\"open|z|");
	EXPECT("a.tsv", "a,b\tc\n", "1:a,b|c|");
}

static void
the_kind_is_told_by_the_name_or_a_tab(void **state)
{
	(void)state;
	EXPECT("a.txt", "a,b\nc\td\n", "1:a,b|", "2:c|d|");
	EXPECT("a.txt", "a,b\n", "1:a|b|");
	EXPECT("a", "a,b\n", "1:a|b|");
	EXPECT("a.csv", "a\tb,c\n", "1:a\tb|c|");
}

static void
S1_rows_without_a_cell_that_is_not_blank_are_passed_over(void **state)
{
	(void)state;
	EXPECT("a.csv", "\n \n,,\na\n\r\n\"\",\" \n \"\n\nb\n\n", "4:a|",
	    "9:b|");
}

static void
S2_cells_are_trimmed_unless_asked_raw(void **state)
{
	const struct sheet_options raw = { .raw = true };

	(void)state;
	EXPECT("a.csv", " a ,\" b\xC2\xA0\",   \n", "1:a|b||");
	assert_int_equal(rows_open("a.csv", STR(" a ,\" b\"\r\n , \nc"), &raw),
	    RC_OK);
	expect_row("1: a | b|");
	expect_row("3:c|");
	expect_row(NULL);
	sheet_close(&sheet);
}

static void
S2_cells_are_utf8_whatever_the_file_is(void **state)
{
	(void)state;
	EXPECT("a.csv", "\xEF\xBB\xBF\"M\xC3\xA9n\",\xC2\xAE\n",
	    "1:M\xC3\xA9n|\xC2\xAE|");
	EXPECT("a.csv", "CPT\xAE,\"a\"\"\x93\"\n",
	    "1:CPT\xC2\xAE|a\"\xE2\x80\x9C|");
	assert_int_equal(rows_open("a.csv", STR("\xFE\xFF\0a"), NULL),
	    RC_SYNTAX);
}

static void
S5_a_cell_has_a_ceiling(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 20);
	buf_add(&b, STR("a\n"));
	for (size_t i = 0; i < SHEET_CELL_MAX; i++)
		buf_putc(&b, 'x');
	assert_int_equal(rows_open("a.csv", buf_str(&b), NULL), RC_OK);
	expect_row("1:a|");
	buf_putc(&b, 'x');
	sheet_close(&sheet);
	assert_int_equal(rows_open("d/a.csv", buf_str(&b), NULL), RC_OK);
	expect_row("1:a|");
	expect_refused(RC_RANGE, "d/a.csv, line 2: a cell is longer");
	sheet_close(&sheet);
	buf_fini(&b);
}

static void
S5_a_row_and_its_columns_have_ceilings(void **state)
{
	struct buf b;
	bool more;

	(void)state;
	buf_init(&b, 4 << 20);
	for (size_t i = 0; i < SHEET_COLUMNS_MAX - 1; i++)
		buf_putc(&b, ',');
	buf_putc(&b, 'x');
	assert_int_equal(rows_open("a.csv", buf_str(&b), NULL), RC_OK);
	assert_int_equal(sheet_row(&sheet, &more, &err), RC_OK);
	assert_int_equal(sheet.n, SHEET_COLUMNS_MAX);
	sheet_close(&sheet);
	buf_putc(&b, ',');
	assert_int_equal(rows_open("a.csv", buf_str(&b), NULL), RC_OK);
	expect_refused(RC_RANGE, "more than 16384 columns");
	sheet_close(&sheet);
	buf_reset(&b);
	for (size_t i = 0; i <= SHEET_ROW_MAX; i++)
		buf_putc(&b, i % 1000 == 0 ? ',' : '\xAE');
	assert_int_equal(rows_open("a.csv", buf_str(&b), NULL), RC_OK);
	expect_refused(RC_RANGE, "a row is longer");
	sheet_close(&sheet);
	buf_fini(&b);
}

static void
S6_a_quote_that_is_not_closed_is_a_failure(void **state)
{
	(void)state;
	assert_int_equal(rows_open("a.csv", STR("a\nb,\"c\nd\n"), NULL), RC_OK);
	expect_row("1:a|");
	expect_refused(RC_SYNTAX, "a.csv, line 2: a quote is not closed");
	sheet_close(&sheet);
	assert_int_equal(rows_open("a.csv", STR("\"\"\""), NULL), RC_OK);
	expect_refused(RC_SYNTAX, "line 1");
	sheet_close(&sheet);
}

static void
a_long_path_is_shown_by_its_end(void **state)
{
	char path[200];

	(void)state;
	memset(path, 'x', sizeof path);
	snprintf(path + 190, 10, "/a.csv");
	assert_int_equal(rows_open(path, STR("\""), NULL), RC_OK);
	expect_refused(RC_SYNTAX, "x/a.csv, line 1: a quote is not closed");
	assert_memory_equal(err.msg, "...xxx", 6);
	sheet_close(&sheet);
}

static void
a_cell_beyond_the_row_is_empty(void **state)
{
	bool more;

	(void)state;
	assert_int_equal(rows_open("a.csv", STR("a,b\n"), NULL), RC_OK);
	assert_int_equal(sheet_row(&sheet, &more, &err), RC_OK);
	assert_true(str_eq(sheet_cell(&sheet, 1), STR("b")));
	assert_int_equal(sheet_cell(&sheet, 2).n, 0);
	assert_int_equal(sheet_cell(&sheet, -1).n, 0);
	sheet_close(&sheet);
}

static void
serial_numbers_are_days_with_the_leap_year_that_was_none(void **state)
{
	static const struct { const char *serial, *day; } cases[] = {
		{ "1", "1900-01-01" }, { "59", "1900-02-28" },
		{ "61", "1900-03-01" }, { "42278", "2015-10-01" },
		{ "45292.75", "2024-01-01" }, { "25569", "1970-01-01" },
		{ "45292.", "2024-01-01" }, { "401768", "2999-12-31" },
	};
	static const char *const none[] = { "", "0", "60", "-1", "1e5", "x",
		"2958466", "401769", "45292.x", ".5", "45292.5.5" };
	char text[DATE_TEXT_MAX];
	date d = 7;

	(void)state;
	for (size_t i = 0; i < LENGTH(none); i++)
		assert_false(sheet_serial_date(str_of(none[i]), &d));
	assert_int_equal(d, 7);
	for (size_t i = 0; i < LENGTH(cases); i++) {
		assert_true(sheet_serial_date(str_of(cases[i].serial), &d));
		assert_string_equal(date_format(d, text).p, cases[i].day);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    cells_are_divided_by_commas_and_rows_by_line_ends),
		cmocka_unit_test(quotes_hold_commas_line_feeds_and_quotes),
		cmocka_unit_test(in_tab_separated_text_a_lone_quote_is_itself),
		cmocka_unit_test(the_kind_is_told_by_the_name_or_a_tab),
		cmocka_unit_test(
		    S1_rows_without_a_cell_that_is_not_blank_are_passed_over),
		cmocka_unit_test(S2_cells_are_trimmed_unless_asked_raw),
		cmocka_unit_test(S2_cells_are_utf8_whatever_the_file_is),
		cmocka_unit_test(S5_a_cell_has_a_ceiling),
		cmocka_unit_test(S5_a_row_and_its_columns_have_ceilings),
		cmocka_unit_test(S6_a_quote_that_is_not_closed_is_a_failure),
		cmocka_unit_test(a_long_path_is_shown_by_its_end),
		cmocka_unit_test(a_cell_beyond_the_row_is_empty),
		cmocka_unit_test(
		    serial_numbers_are_days_with_the_leap_year_that_was_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
