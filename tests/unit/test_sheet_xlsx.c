/* SPDX-License-Identifier: Apache-2.0 */
/* test_sheet_xlsx.c -- rows of workbooks: sheet/sheet.h, sheet/xlsx_part.h. */
#include "rows.h"
#include "zips.h"

#include "sheet/xlsx_part.h"

#define RELATIONS_OF(sheets) \
	"<Relationships>" sheets \
	"<Relationship Id='rId9' Type='http://x/sharedStrings' " \
	"Target='/xl/shared.xml'/></Relationships>"
#define ONE_RELATION \
	"<Relationship Id='rId1' Type='http://x/worksheet' " \
	"Target='worksheets/one.xml'/>"
#define ONE_SHEET \
	"<workbook xmlns:r='x'><sheets>" \
	"<sheet name='One' r:id='rId1'/></sheets></workbook>"
#define TEXTS \
	"<sst><si><t>zero</t></si>" \
	"<si><r><rPr><b/></rPr><t>o</t></r><r><t xml:space='preserve'>ne </t>" \
	"</r><rPh><t>phonetic</t></rPh></si><si/>" \
	"<si><t>a_x000D_&#10;&amp;b_x_</t></si></sst>"

/* The parts of a workbook; a NULL part is left out. */
struct book { const char *workbook, *relations, *texts, *one, *two; };

static struct buf made;

/* Make a workbook and open it. */
static enum rc
open_book(const struct book *b, const struct sheet_options *o)
{
	const struct { const char *name, *text; } parts[] = {
		{ "xl/workbook.xml", b->workbook },
		{ "xl/_rels/workbook.xml.rels", b->relations },
		{ "xl/shared.xml", b->texts },
		{ "xl/worksheets/one.xml", b->one },
		{ "xl/worksheets/two.xml", b->two },
	};
	struct zip_entry entries[LENGTH(parts)] = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < LENGTH(parts); i++)
		if (parts[i].text != NULL)
			entries[n++] = (struct zip_entry){ parts[i].name,
			    str_of(parts[i].text), 0, NULL };
	buf_fini(&made);
	buf_init(&made, 64 << 20);
	zips_make(&made, entries, n);
	return rows_open("a.xlsx", buf_str(&made), o);
}

/* Open a workbook with one worksheet of these rows. */
static enum rc
open_rows(const char *rows)
{
	struct buf one;
	struct book b = { ONE_SHEET, RELATIONS_OF(ONE_RELATION), TEXTS, NULL,
		NULL };
	enum rc rc;

	buf_init(&one, 64 << 20);
	buf_fmt(&one, "<?xml version='1.0' encoding='UTF-8'?>"
	    "<worksheet><sheetData>%s</sheetData></worksheet>", rows);
	b.one = one.p;
	rc = open_book(&b, NULL);
	buf_fini(&one);
	return rc;
}

static int
tear_down(void **state)
{
	(void)state;
	sheet_close(&sheet);
	buf_fini(&made);
	return 0;
}

static void
cells_of_every_kind_are_read(void **state)
{
	(void)state;
	assert_int_equal(open_rows("<row r='1'>"
	    "<c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
	    "<c r='C1' t='s'><v>2</v></c><c r='D1' t='s'><v>3</v></c>"
	    "<c r='E1' t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r>"
	    "<rPh><t>x</t></rPh></is></c></row>"
	    "<row r='2'><c r='A2'><v>42278</v></c><c r='B2'><v>1.50</v></c>"
	    "<c r='C2' t='n'><v>1E-3</v></c><c r='D2' t='b'><v>1</v></c>"
	    "<c r='E2' t='b'><v>0</v></c>"
	    "<c r='F2' t='str'><f>A1&amp;B1</f><v>A_x0041__x00</v></c>"
	    "<c r='G2' t='e'><v>#N/A</v></c></row>"), RC_OK);
	expect_row("1:zero|one||a\r\n&b_x_|inline|");
	expect_row("2:42278|1.50|1E-3|TRUE|FALSE|AA_x00|#N/A|");
	expect_row(NULL);
	expect_row(NULL);
}

static void
S1_rows_without_a_cell_that_is_not_blank_are_passed_over(void **state)
{
	(void)state;
	assert_int_equal(open_rows("<row r='1'/><row r='2'><c r='A2'/></row>"
	    "<row r='3'><c r='A3' t='s'><v>2</v></c></row>"
	    "<row r='4'><c r='B4' t='inlineStr'><is><t> </t></is></c></row>"
	    "<row r='7'><c r='A7'><v>1</v></c></row>"), RC_OK);
	expect_row("7:1|");
	expect_row(NULL);
}

static void
S3_lines_are_row_numbers_and_grow(void **state)
{
	(void)state;
	assert_int_equal(open_rows("<row><c><v>1</v></c></row>"
	    "<row r='9'><c><v>2</v></c></row><row><c><v>3</v></c></row>"
	    "<row r='10'><c><v>4</v></c></row>"), RC_OK);
	expect_row("1:1|");
	expect_row("9:2|");
	expect_row("10:3|");
	expect_refused(RC_SYNTAX,
	    "a.xlsx: xl/worksheets/one.xml: rows are not in order behind 10");
}

static void
S4_a_cell_stands_in_its_column(void **state)
{
	(void)state;
	assert_int_equal(open_rows("<row r='1'><c r='B1'><v>b</v></c>"
	    "<c><v>c</v></c><c r='AB1'><v>ab</v></c></row>"
	    "<row r='2'><c r='C2'><v>c</v></c><c r='A2'><v>a</v></c></row>"),
	    RC_OK);
	expect_row("1:|b|c|||||||||||||||||||||||||ab|");
	expect_row("2:a||c|");
	expect_row(NULL);
}

static void
names_with_a_prefix_are_the_same_names(void **state)
{
	const struct book b = { ONE_SHEET, RELATIONS_OF(ONE_RELATION), TEXTS,
		"<x:worksheet xmlns:x='y'><x:sheetData><x:row r='1'>"
		"<x:c r='A1' t='s'><x:v>1</x:v></x:c></x:row></x:sheetData>"
		"<x:row><x:c><x:v>no row</x:v></x:c></x:row></x:worksheet>",
		NULL };

	(void)state;
	assert_int_equal(open_book(&b, NULL), RC_OK);
	expect_row("1:one|");
	expect_row(NULL);
}

#define TWO_SHEETS \
	"<workbook><sheets><sheet name='Chart' id='rId3'/>" \
	"<sheet name='One' id='rId1'/><sheet name='Two &amp; more' id='rId2'/>" \
	"</sheets></workbook>"
#define TWO_RELATIONS RELATIONS_OF( \
	"<Relationship Id='rId3' Type='x/chartsheet' Target='chart.xml'/>" \
	"<Relationship Id='rId2' Type='x/worksheet' " \
	"Target='worksheets/two.xml'/>" ONE_RELATION)
#define SHEET(text) "<worksheet><sheetData><row><c><v>" text \
	"</v></c></row></sheetData></worksheet>"

static void
a_worksheet_is_chosen_by_name_or_is_the_first(void **state)
{
	const struct book b = { TWO_SHEETS, TWO_RELATIONS, TEXTS, SHEET("1"),
		SHEET("2") };
	struct sheet_options o = { .worksheet = STR("TWO & MORE") };

	(void)state;
	assert_int_equal(open_book(&b, NULL), RC_OK);
	expect_row("1:1|");
	sheet_close(&sheet);
	assert_int_equal(open_book(&b, &o), RC_OK);
	expect_row("1:2|");
	sheet_close(&sheet);
	o.worksheet = STR("Three");
	assert_int_equal(open_book(&b, &o), RC_SYNTAX);
	assert_string_equal(err.msg, "a.xlsx: no worksheet Three");
	o.worksheet = STR("Chart");
	assert_int_equal(open_book(&b, &o), RC_SYNTAX);
}

static void
the_header_is_found_in_a_workbook_too(void **state)
{
	static const struct sheet_column want[] = {
		{ "CODE", true }, { "EFF DATE", true },
	};
	int at[2];
	date day;
	bool more;

	(void)state;
	assert_int_equal(open_rows("<row r='2'><c r='C2'><v>Notice</v></c>"
	    "</row><row r='4'><c r='B4'><v>Code</v></c>"
	    "<c r='D4'><v>Eff_date</v></c></row>"
	    "<row r='5'><c r='B5'><v>A0001</v></c><c r='D5'><v>42278</v></c>"
	    "</row>"), RC_OK);
	assert_int_equal(sheet_header(&sheet, want, 2, at, &err), RC_OK);
	assert_int_equal(sheet_row(&sheet, &more, &err), RC_OK);
	assert_int_equal(sheet.line, 5);
	assert_true(str_eq(sheet_cell(&sheet, at[0]), STR("A0001")));
	assert_true(sheet_serial_date(sheet_cell(&sheet, at[1]), &day));
	expect_row(NULL);
}

static void
what_is_no_workbook_is_refused(void **state)
{
	static const struct { struct book b; const char *words; } cases[] = {
		{ { NULL, "<a/>", NULL, NULL, NULL }, "no xl/workbook.xml" },
		{ { ONE_SHEET, NULL, NULL, NULL, NULL }, "no xl/_rels" },
		{ { ONE_SHEET, RELATIONS_OF(""), TEXTS, NULL, NULL },
		    "no worksheet" },
		{ { ONE_SHEET, RELATIONS_OF(ONE_RELATION), NULL, NULL, NULL },
		    "no xl/shared.xml" },
		{ { ONE_SHEET, RELATIONS_OF(ONE_RELATION), TEXTS, NULL, NULL },
		    "no xl/worksheets/one.xml" },
		{ { ONE_SHEET, RELATIONS_OF(ONE_RELATION), "<sst><si>",
		    SHEET("1"), NULL }, "xl/shared.xml, line 1: no element" },
		{ { "<workbook><workbookPr date1904='1'/></workbook>", "<a/>",
		    NULL, NULL, NULL }, "days from 1904" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		assert_int_equal(open_book(&cases[i].b, NULL), RC_SYNTAX);
		if (strstr(err.msg, cases[i].words) == NULL)
			fail_msg("%s", err.msg);
	}
	assert_int_equal(rows_open("a.xlsx", STR("not a zip"), NULL),
	    RC_SYNTAX);
	assert_int_equal(rows_open("a.xlsx", STR("\xD0\xCF\x11\xE0..."), NULL),
	    RC_SYNTAX);
	assert_non_null(strstr(err.msg, "an old .xls"));
}

static void
S6_a_worksheet_cut_off_is_a_failure(void **state)
{
	const struct book b = { ONE_SHEET, RELATIONS_OF(ONE_RELATION), TEXTS,
		"<worksheet><sheetData><row><c><v>1</v></c></row>", NULL };

	(void)state;
	assert_int_equal(open_book(&b, NULL), RC_OK);
	expect_row("1:1|");
	expect_refused(RC_SYNTAX, "one.xml, line 1: no element found");
}

/* Make a workbook of one worksheet, stored, with `text` on its way. */
static void
S6_a_flipped_byte_never_gives_other_rows(void **state)
{
	unsigned refused = 0;
	bool more;

	(void)state;
	assert_int_equal(open_rows("<row><c><v>12345678</v></c></row>"), RC_OK);
	sheet_close(&sheet);
	for (size_t i = 0; i < made.n; i++) {
		enum rc rc;

		made.p[i] ^= 0x01;
		rc = rows_open("a.xlsx", buf_str(&made), NULL);
		more = rc == RC_OK;
		while (more && rc == RC_OK)
			rc = sheet_row(&sheet, &more, &err);
		refused += rc != RC_OK;
		sheet_close(&sheet);
		made.p[i] ^= 0x01;
	}
	assert_true(refused > made.n / 3);
}

static void
S5_what_cells_and_rows_may_hold_has_ceilings(void **state)
{
	static const char *const cases[] = {
		"<row><c r='XFE1'><v>1</v></c></row>",
		"<row><c t='s'><v>4</v></c></row>",
		"<row><c t='s'><v>x</v></c></row>",
		"<row r='x'><c><v>1</v></c></row>",
		"<row r='0'><c><v>1</v></c></row>",
		"<row><c r='ZZZZZZZZZZZZZZZZZZZZZZZZ1'><v>1</v></c></row>",
	};
	bool more;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		assert_int_equal(open_rows(cases[i]), RC_OK);
		assert_int_not_equal(sheet_row(&sheet, &more, &err), RC_OK);
		sheet_close(&sheet);
	}
	assert_int_equal(open_rows("<row><c r='XFD1'><v>1</v></c></row>"),
	    RC_OK);
	assert_int_equal(sheet_row(&sheet, &more, &err), RC_OK);
	assert_int_equal(sheet.n, SHEET_COLUMNS_MAX);
}

/* Rows made of `n` times `each`, between `before` and `after`, end so. */
static void
expect_many(const char *before, const char *each, unsigned n,
    const char *after, enum rc want)
{
	struct buf rows;
	bool more = true;
	enum rc rc;

	buf_init(&rows, 128 << 20);
	buf_add(&rows, str_of(before));
	for (unsigned i = 0; i < n; i++)
		buf_add(&rows, str_of(each));
	buf_add(&rows, str_of(after));
	assert_int_equal(open_rows(rows.p), RC_OK);
	buf_fini(&rows);
	rc = sheet_row(&sheet, &more, &err);
	assert_int_equal(rc, want);
	sheet_close(&sheet);
}

static void
S5_long_cells_and_rows_of_too_many_cells_are_refused(void **state)
{
	(void)state;
	expect_many("<row><c><v>", "0123456789abcdef", 8192, "</v></c></row>",
	    RC_OK);
	expect_many("<row><c><v>", "0123456789abcdef", 8193, "</v></c></row>",
	    RC_RANGE);
	expect_many("<row>", "<c r='A1' t='b'><v>1</v></c>", 16384, "</row>",
	    RC_OK);
	expect_many("<row>", "<c r='A1' t='b'><v>1</v></c>", 16385, "</row>",
	    RC_RANGE);
	expect_many("<row>", "<c r='A1'><v>12345678901234567890</v></c>",
	    100000, "</row>", RC_RANGE);
}

static void
P1_depth_and_long_tags_do_not_take_all_memory(void **state)
{
	(void)state;
	expect_many("", "<aaaaaaaaaaaaaaaaaaaaaaaaa>", 1000000, "", RC_RANGE);
	expect_many("<row a='", "aaaaaaaaaaaaaaaaaaaaaaaaa", 100000, "'/>",
	    RC_RANGE);
}

static void
P2_a_document_type_is_refused(void **state)
{
	const struct book b = { ONE_SHEET, RELATIONS_OF(ONE_RELATION), TEXTS,
		"<!DOCTYPE worksheet [<!ENTITY a 'x'>]><worksheet>&a;"
		"</worksheet>", NULL };

	(void)state;
	assert_int_equal(open_book(&b, NULL), RC_OK);
	expect_refused(RC_SYNTAX, "one.xml: a document type");
}

#define TEST(name) cmocka_unit_test_teardown(name, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(cells_of_every_kind_are_read),
		TEST(S1_rows_without_a_cell_that_is_not_blank_are_passed_over),
		TEST(S3_lines_are_row_numbers_and_grow),
		TEST(S4_a_cell_stands_in_its_column),
		TEST(names_with_a_prefix_are_the_same_names),
		TEST(a_worksheet_is_chosen_by_name_or_is_the_first),
		TEST(the_header_is_found_in_a_workbook_too),
		TEST(what_is_no_workbook_is_refused),
		TEST(S6_a_worksheet_cut_off_is_a_failure),
		TEST(S6_a_flipped_byte_never_gives_other_rows),
		TEST(S5_what_cells_and_rows_may_hold_has_ceilings),
		TEST(S5_long_cells_and_rows_of_too_many_cells_are_refused),
		TEST(P1_depth_and_long_tags_do_not_take_all_memory),
		TEST(P2_a_document_type_is_refused),
	};

	buf_init(&made, 64 << 20);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
