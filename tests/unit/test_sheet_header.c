/* SPDX-License-Identifier: Apache-2.0 */
/* test_sheet_header.c -- columns found by their headers: sheet/sheet.h. */
#include "rows.h"

#include "base/buf.h"

#define N 4

static int at[N];

/* Look for a header in `text`, of "a.csv". */
static enum rc
find(str text, const struct sheet_column *want, unsigned n)
{
	assert_int_equal(rows_open("a.csv", text, NULL), RC_OK);
	return sheet_header(&sheet, want, n, at, &err);
}

/* As the fee schedule's: five rows, some columns in all, some in the last. */
#define STACKED \
	",,2025 Fee Schedule,,,\n" \
	",,\"CPT codes are copyright, all rights reserved\",,,\n" \
	",,RELEASED 09/11/2025,,,\n" \
	",,,NON-FAC,,FACILITY \n" \
	",,WORK,NON-FAC,NA,NA\n" \
	"HCPCS,MOD,RVU,PE RVU,INDICATOR,INDICATOR\n" \
	"0001F,,1.00,2.00,NA,\n"

static void
notices_before_the_header_are_passed_over(void **state)
{
	static const struct sheet_column want[] = {
		{ "HCPCS CPT CODE", true }, { "*MUE VALUES", true },
		{ "MUE RATIONALE", false }, { "NOT THERE", false },
	};

	(void)state;
	assert_int_equal(find(STR("\"CPT is a\nregistered\nmark\",,\n"
	    "\"HCPCS/\nCPT Code\",DME Supplier Services MUE Values,"
	    "MUE Rationale\nA0001,1,Policy\n"), want, 4), RC_OK);
	assert_int_equal(at[0], 0);
	assert_int_equal(at[1], 1);
	assert_int_equal(at[2], 2);
	assert_int_equal(at[3], -1);
	expect_row("6:A0001|1|Policy|");
	assert_int_equal(sheet_cell(&sheet, at[3]).n, 0);
	expect_row(NULL);
	sheet_close(&sheet);
}

static void
a_header_over_several_rows_is_joined_by_column(void **state)
{
	static const struct sheet_column want[] = {
		{ "HCPCS", true }, { "NON FAC NON FAC PE RVU", true },
		{ "FACILITY NA INDICATOR", true }, { "NA INDICATOR", true },
	};

	(void)state;
	assert_int_equal(find(STR(STACKED), want, 4), RC_OK);
	assert_int_equal(at[1], 3);
	assert_int_equal(at[2], 5);
	assert_int_equal(at[3], 4);
	expect_row("7:0001F||1.00|2.00|NA||");
	sheet_close(&sheet);
}

static void
rows_below_that_belong_to_the_header_are_no_data(void **state)
{
	static const struct sheet_column want[] = {
		{ "COLUMN 1", true }, { "COLUMN 2", true },
		{ "EFFECTIVE*", true }, { "MODIFIER*", true },
	};

	(void)state;
	assert_int_equal(find(STR("Edits,,,\n"
	    "Column 1,Column 2,Effective,Modifier\n"
	    ",,Date,0=not allowed\n,,,1=allowed\n,,,9=not applicable\n"
	    "0001A,0591T,20220101,1\n"), want, 4), RC_OK);
	expect_row("6:0001A|0591T|20220101|1|");
	sheet_close(&sheet);
}

static void
rows_of_data_are_no_header_where_every_column_has_a_star(void **state)
{
	static const struct sheet_column want[] = {
		{ "NCD*", true }, { "*CODE", false },
	};

	(void)state;
	assert_int_equal(find(STR("NCD Number,ICD Code\n190.12,A401\n"
	    "190.12,A402\n"), want, 2), RC_OK);
	expect_row("2:190.12|A401|");
	sheet_close(&sheet);
	assert_int_equal(find(STR("NCD Number,Other\n190.12,A401\n"
	    "190.12,A402\n"), want, 2), RC_OK);
	expect_row("2:190.12|A401|");
	sheet_close(&sheet);
}

static void
a_column_that_moved_is_found(void **state)
{
	static const struct sheet_column want[] = {
		{ "HCPC|HCPCS", true }, { "COV", true },
	};

	(void)state;
	assert_int_equal(find(STR("HCPC,COV\nA0001,C\n"), want, 2), RC_OK);
	assert_int_equal(at[1], 1);
	sheet_close(&sheet);
	assert_int_equal(find(STR("NEW,COV,OTHER,HCPCS\n1,C,2,A0001\n"), want,
	    2), RC_OK);
	assert_int_equal(at[0], 3);
	expect_row("2:1|C|2|A0001|");
	sheet_close(&sheet);
}

static void
a_required_column_that_is_gone_is_refused_and_named(void **state)
{
	static const struct sheet_column want[] = {
		{ "HCPC", true }, { "COV", true }, { "TERM DT", false },
	};

	(void)state;
	assert_int_equal(find(STR("Notice\nHCPC,COVERAGE,term_dt\nA0001,C,\n"),
	    want, 3), RC_SYNTAX);
	assert_string_equal(err.msg, "a.csv, line 2: no column \"COV\", only: "
	    "HCPC, COVERAGE, TERM DT");
	sheet_close(&sheet);
	assert_int_equal(find(STR("1,2\n3,4\n"), want, 3), RC_SYNTAX);
	assert_string_equal(err.msg, "a.csv: no row among the first 2 is a "
	    "header with a column \"HCPC\"");
	sheet_close(&sheet);
	assert_int_equal(find(STR("\n"), want, 3), RC_SYNTAX);
	assert_string_equal(err.msg,
	    "a.csv: nothing is in it, so no header");
	sheet_close(&sheet);
}

static void
a_text_over_several_columns_is_taken_in_order(void **state)
{
	static const struct sheet_column want[] = {
		{ "CODE", true }, { "DATE", true }, { "DATE", true },
		{ "DATE", false },
	};

	(void)state;
	assert_int_equal(find(STR("Date,Code,Date\n1,A,2\n"), want, 4), RC_OK);
	assert_int_equal(at[0], 1);
	assert_int_equal(at[1], 0);
	assert_int_equal(at[2], 2);
	assert_int_equal(at[3], -1);
	sheet_close(&sheet);
}

static void
the_rows_below_are_given_once_each_however_many(void **state)
{
	static const struct sheet_column want[] = { { "CODE", true } };
	struct buf b;
	char row[32];

	(void)state;
	buf_init(&b, 1 << 16);
	buf_add(&b, STR("code\n"));
	for (unsigned i = 2; i <= 200; i++)
		buf_fmt(&b, "%u\n", i);
	assert_int_equal(find(buf_str(&b), want, 1), RC_OK);
	for (unsigned i = 2; i <= 200; i++) {
		snprintf(row, sizeof row, "%u:%u|", i, i);
		expect_row(row);
	}
	expect_row(NULL);
	sheet_close(&sheet);
	buf_fini(&b);
}

static void
a_second_header_further_down_can_be_looked_for(void **state)
{
	static const struct sheet_column one[] = { { "CODE", true } };
	static const struct sheet_column two[] = { { "STATE", true } };

	(void)state;
	assert_int_equal(find(STR("code\nA\nB\nstate\nNY\n"), one, 1), RC_OK);
	expect_row("2:A|");
	assert_int_equal(sheet_header(&sheet, two, 1, at, &err), RC_OK);
	expect_row("5:NY|");
	expect_row(NULL);
	sheet_close(&sheet);
}

static void
a_repeated_header_is_the_first(void **state)
{
	static const struct sheet_column want[] = { { "CODE", true } };

	(void)state;
	assert_int_equal(find(STR("code\nA\ncode\nB\n"), want, 1), RC_OK);
	expect_row("2:A|");
	sheet_close(&sheet);
}

static void
a_notice_too_long_for_a_header_is_none(void **state)
{
	static const struct sheet_column want[] = {
		{ "CODE", true }, { "*VALUES", false },
	};
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 16);
	for (unsigned i = 0; i < 100; i++)
		buf_add(&b, STR("notice "));
	buf_add(&b, STR("values,code\ncode,values\nA,1\n"));
	assert_int_equal(find(buf_str(&b), want, 2), RC_OK);
	expect_row("3:A|1|");
	sheet_close(&sheet);
	buf_fini(&b);
}

static void
a_failure_on_the_way_is_passed_on(void **state)
{
	static const struct sheet_column want[] = { { "CODE", true } };

	(void)state;
	assert_int_equal(find(STR("code\n\"A\n"), want, 1), RC_SYNTAX);
	assert_string_equal(err.msg, "a.csv, line 2: a quote is not closed");
	sheet_close(&sheet);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(notices_before_the_header_are_passed_over),
		cmocka_unit_test(
		    a_header_over_several_rows_is_joined_by_column),
		cmocka_unit_test(
		    rows_below_that_belong_to_the_header_are_no_data),
		cmocka_unit_test(
		    rows_of_data_are_no_header_where_every_column_has_a_star),
		cmocka_unit_test(a_column_that_moved_is_found),
		cmocka_unit_test(
		    a_required_column_that_is_gone_is_refused_and_named),
		cmocka_unit_test(a_text_over_several_columns_is_taken_in_order),
		cmocka_unit_test(
		    the_rows_below_are_given_once_each_however_many),
		cmocka_unit_test(
		    a_second_header_further_down_can_be_looked_for),
		cmocka_unit_test(a_repeated_header_is_the_first),
		cmocka_unit_test(a_notice_too_long_for_a_header_is_none),
		cmocka_unit_test(a_failure_on_the_way_is_passed_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
