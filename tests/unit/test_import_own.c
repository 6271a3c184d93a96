/* SPDX-License-Identifier: Apache-2.0 */
/* test_import_own.c -- lists in our own layouts: own.h,
 * docs/codes/layouts.md. */
#include "importing.h"

#include <dirent.h>

#include "codes/own.h"
#include "codes/search.h"

#define NOW day(2024, 6, 1)

/* ---- the starter --------------------------------------------------------- */

static struct importing starter;
static struct own_releases own;

static enum rc
read_releases(void *ctx, const struct source *s, struct err *e)
{
	(void)ctx;
	return import_own_releases(&own, s, e);
}

static enum rc
read_list(void *ctx, const struct source *s, struct err *e)
{
	struct importing *m = ctx;
	struct import in = { .build = m->build, .source = s,
	    .from = DATE_NONE, .until = DATE_NONE };
	struct import_result r;
	enum rc rc;

	assert_true(import_own_find(&own, &in) ||
	    import_own_is_releases(s));
	rc = import_source(&in, &r, e);
	if (rc == RC_OK)
		assert_non_null(r.importer);
	return rc;
}

static int
read_starter(void **state)
{
	static const char folder[] = "codes/starter/";
	struct dirent *entry;
	DIR *d = opendir(folder);
	char path[300];

	(void)state;
	assert_non_null(d);
	importing_init(&starter);
	import_own_init(&own);
	assert_int_equal(source_each("codes/starter/releases.csv", NULL,
	    read_releases, NULL, &starter.err), RC_OK);
	while ((entry = readdir(d)) != NULL) {
		if (strstr(entry->d_name, ".csv") == NULL)
			continue;
		snprintf(path, sizeof path, "%s%s", folder, entry->d_name);
		if (source_each(path, NULL, read_list, &starter,
		    &starter.err) != RC_OK)
			fail_msg("%s", starter.err.msg);
	}
	closedir(d);
	importing_finish(&starter);
	return 0;
}

static int
free_starter(void **state)
{
	(void)state;
	importing_fini(&starter);
	import_own_fini(&own);
	return 0;
}

static void
the_starter_lists_codes_of_each_kind(void **state)
{
	(void)state;
	expect_title(&starter, SYSTEM_DIAGNOSIS, "E11.65", NOW,
	    "Type 2 diabetes mellitus with hyperglycemia");
	expect_title(&starter, SYSTEM_DIAGNOSIS, "CHAPTER-02", NOW,
	    "Neoplasms");
	expect_title(&starter, SYSTEM_PLACE, "03", NOW, "School");
	expect_title(&starter, SYSTEM_REVENUE, "0110", NOW, "room, private");
	expect_title(&starter, SYSTEM_TAXONOMY, "103T00000X", NOW,
	    "psychologist");
	expect_title(&starter, SYSTEM_BILL_TYPE, "1__", NOW, "hospital");
	expect_title(&starter, SYSTEM_BILL_TYPE, "33_", NOW, "outpatient");
	expect_title(&starter, SYSTEM_BILL_TYPE, "__7", NOW,
	    "replaces an earlier claim");
	expect_title(&starter, SYSTEM_OCCURRENCE, "70", NOW,
	    "hospital stay that qualifies for skilled nursing");
	assert_int_equal(state_on(&starter, SYSTEM_STATUS, "10", NOW),
	    CODE_VALID);
	assert_int_equal(state_on(&starter, SYSTEM_PROCEDURE, "A0425", NOW),
	    CODE_VALID);
	expect_fact(&starter, SYSTEM_PROCEDURE, "A0425", FACT_COVERAGE, NOW,
	    "C");
	expect_fact(&starter, SYSTEM_MODIFIER, "22", FACT_CATEGORY, NOW, "cpt");
	expect_fact(&starter, SYSTEM_MODIFIER, "22", FACT_NCCI, NOW, "0");
	expect_fact(&starter, SYSTEM_PLACE, "02", FACT_FACILITY, NOW, "1");
	expect_fact(&starter, SYSTEM_REMARK, "M1", FACT_USAGE, NOW,
	    "adjustment");
}

static void
O3_a_code_that_was_divided_is_billed_before_and_a_heading_after(void **state)
{
	(void)state;
	assert_int_equal(state_on(&starter, SYSTEM_DIAGNOSIS, "M54.5",
	    day(2021, 9, 30)), CODE_VALID);
	assert_int_equal(state_on(&starter, SYSTEM_DIAGNOSIS, "M54.5",
	    day(2021, 10, 1)), CODE_HEADING);
	assert_int_equal(state_on(&starter, SYSTEM_DIAGNOSIS, "M54.50",
	    day(2021, 9, 30)), CODE_NOT_YET);
	assert_int_equal(state_on(&starter, SYSTEM_DIAGNOSIS, "M54.50",
	    day(2021, 10, 1)), CODE_VALID);
	expect_title(&starter, SYSTEM_DIAGNOSIS, "E88.81", day(2023, 9, 30),
	    "Metabolic syndrome");
	expect_title(&starter, SYSTEM_DIAGNOSIS, "E88.81", day(2023, 10, 1),
	    "Metabolic syndrome and other insulin resistance");
}

static void
O2_the_starter_warns_of_days_behind_those_it_was_compared_for(void **state)
{
	struct book_edition e;

	(void)state;
	e = book_edition(&starter.book, SET_ICD10CM, day(2025, 9, 30));
	assert_int_equal(e.basis, BASIS_RELEASE);
	assert_true(e.release->starter);
	e = book_edition(&starter.book, SET_ICD10CM, day(2025, 10, 1));
	assert_int_equal(e.basis, BASIS_AFTER);
	e = book_edition(&starter.book, SET_FEES, day(2030, 1, 1));
	assert_int_equal(e.basis, BASIS_RELEASE);
}

static void
codes_stand_below_blocks_and_blocks_below_chapters(void **state)
{
	const struct book *b = &starter.book;
	const struct book_code *c = book_code(b, SYSTEM_DIAGNOSIS, K("B20"));

	(void)state;
	assert_non_null(c);
	c = book_code_at(b, SYSTEM_DIAGNOSIS, c->parent);
	assert_true(c != NULL && c->key == K("B20-B20"));
	c = book_code_at(b, SYSTEM_DIAGNOSIS, c->parent);
	assert_true(c != NULL && c->key == K("CHAPTER-01"));
	c = book_code(b, SYSTEM_DIAGNOSIS, K("T14.90XA"));
	assert_non_null(c);
	c = book_code_at(b, SYSTEM_DIAGNOSIS, c->parent);
	assert_true(c != NULL && c->key == K("T14.90"));
}

static void
the_starter_has_edits_and_prices(void **state)
{
	const struct book_array *a;

	(void)state;
	assert_int_equal(value_of(&starter, RELATION_PTP_PRACTITIONER, "10061",
	    "10060", NOW) & 0xFF, 1);
	assert_int_equal(value_of(&starter, RELATION_MUE, "20610", "0", NOW),
	    2 | 3 << 24);
	assert_int_equal(value_of(&starter, RELATION_ADD_ON, "11103", "11102",
	    NOW), 1);
	a = &starter.book.parts[PART_ROWS][TABLE_PAYMENT];
	assert_int_equal(a->n, 25);
	a = &starter.book.parts[PART_ROWS][TABLE_FACTOR];
	assert_int_equal(a->n, 3);
	assert_int_equal(((const struct book_factor *)a->v)->factor, 300000);
	a = &starter.book.parts[PART_ROWS][TABLE_GPCI];
	assert_int_equal(((const struct book_gpci *)a->v)->work, 1050);
	a = &starter.book.parts[PART_ROWS][TABLE_TERM];
	assert_int_equal(a->n, 1585);
}

static void
notes_name_codes_and_sevenths_their_character(void **state)
{
	const struct book_code *c = book_code(&starter.book, SYSTEM_DIAGNOSIS,
	    K("M80"));
	uint32_t n;
	const struct book_note *v;
	bool found = false;

	(void)state;
	assert_non_null(c);
	n = c->n_notes;
	v = book_run(&starter.book, PART_NOTES, 0, c->notes, &n);
	for (uint32_t i = 0; i < n; i++)
		found |= v[i].kind == NOTE_SEVENTH && str_eq(book_text(
		    &starter.book, v[i].text),
		    STR("A initial encounter for fracture"));
	assert_true(found);
	c = book_code(&starter.book, SYSTEM_DIAGNOSIS, K("M54.5"));
	n = c->n_notes;
	v = book_run(&starter.book, PART_NOTES, 0, c->notes, &n);
	assert_true(n > 0 && v->n_ranges == 1);
}

/* ---- small files --------------------------------------------------------- */

static void
columns_may_stand_in_any_order_and_others_are_passed_over(void **state)
{
	struct importing m;

	(void)state;
	importing_init(&m);
	import_text(&m, "condition.csv", "note,meaning,code\r\n"
	    "x,\"by work, or at it\",02\r\n,other,A1\r\n");
	assert_int_equal(m.rows, 2);
	importing_finish(&m);
	expect_title(&m, SYSTEM_CONDITION, "02", NOW, "by work, or at it");
	assert_int_equal(book_edition(&m.book, SET_CONDITIONS, NOW).basis,
	    BASIS_RELEASE);
	importing_fini(&m);
}

static void
a_code_with_days_holds_on_both_of_them(void **state)
{
	struct importing m;

	(void)state;
	importing_init(&m);
	import_text(&m, "carc.csv", "code,meaning,from,until\n"
	    "1,one,2000-01-01,2010-12-31\n"
	    "2,old,,2005-06-30\n2,new,2005-07-01,\n");
	importing_finish(&m);
	assert_int_equal(state_on(&m, SYSTEM_ADJUSTMENT, "1",
	    day(1999, 12, 31)), CODE_NOT_YET);
	assert_int_equal(state_on(&m, SYSTEM_ADJUSTMENT, "1",
	    day(2000, 1, 1)), CODE_VALID);
	assert_int_equal(state_on(&m, SYSTEM_ADJUSTMENT, "1",
	    day(2010, 12, 31)), CODE_VALID);
	assert_int_equal(state_on(&m, SYSTEM_ADJUSTMENT, "1",
	    day(2011, 1, 1)), CODE_ENDED);
	expect_title(&m, SYSTEM_ADJUSTMENT, "2", day(2005, 6, 30), "old");
	expect_title(&m, SYSTEM_ADJUSTMENT, "2", day(2005, 7, 1), "new");
	assert_int_equal(state_on(&m, SYSTEM_ADJUSTMENT, "2",
	    day(1990, 1, 1)), CODE_VALID);
	importing_fini(&m);
}

static void
I2_what_is_wrong_is_told_with_file_line_and_column(void **state)
{
	(void)state;
	REFUSED("carc.csv", "code,meaning\n1,a\n1 2,b\n", "carc.csv, line 3",
	    "a code was expected", "CODE", "1 2");
	REFUSED("carc.csv", "code,meaning\n1,a\n1,b\n", "once");
	REFUSED("carc.csv", "code,words\n1,a\n", "MEANING");
	REFUSED("carc.csv", "code,meaning,from,until\n"
	    "1,a,2020-01-02,2020-01-01\n", "line 2", "UNTIL");
	REFUSED("carc.csv", "code,meaning,from\n1,a,2020-02-30\n", "a day",
	    "2020-02-30");
	REFUSED("hcpcs.csv", "code,long,short\nA04,a,b\n", "line 2", "A04");
	REFUSED("icd10cm.csv", "code,level,title,billable,parent\n"
	    "E11,code,Diabetes,0,\n", "PARENT", "the code above");
	REFUSED("icd10cm.csv", "code,level,title,billable,parent\n"
	    "E11,section,Diabetes,0,E08\n", "LEVEL");
	REFUSED("icd10cm-notes.csv", "code,kind,text\nE11,excludes3,x\n",
	    "KIND", "excludes3");
	REFUSED("icd10cm-index.csv", "term,code\nA > b,E11\n", "TERM",
	    "upper term");
	REFUSED("icd10cm-sevenths.csv", "code,seventh,meaning\nS00,AB,x\n",
	    "SEVENTH");
	REFUSED("mue.csv", "code,setting,units,mai\n99213,office,1,1\n",
	    "SETTING", "office");
	REFUSED("mue.csv", "code,setting,units,mai\n99213,dme,1,4\n", "MAI");
	REFUSED("ptp.csv", "column1,column2,setting,indicator\n"
	    "99213,99214,hospital,2\n", "INDICATOR");
	REFUSED("addon.csv", "addon,primary,type\n11103,,1\n", "PRIMARY");
	REFUSED("fees.csv", "code,modifier,price\n99213,,1.234\n", "PRICE",
	    "1.234");
	REFUSED("fees.csv", "code,modifier,price\n99213,2,1.23\n",
	    "MODIFIER");
	REFUSED("gpci.csv", "carrier,locality,name,work,pe,malpractice\n"
	    "99901,x1,a,1,1,1\n", "LOCALITY");
	REFUSED("conversion-factor.csv", "kind,factor\nphysician,0\n",
	    "FACTOR");
	REFUSED("bill-type.csv", "position,context,digit,meaning\n"
	    "2,,1,x\n", "CONTEXT");
	REFUSED("hac.csv", "code,hac\nT81.500A,first\n", "HAC");
	REFUSED("clia-waived.csv", "code\n8100\n", "clia-waived.csv, line 2");
	REFUSED("releases.csv", "file,set,version,from,until\n,x,y,,\n",
	    "releases.csv, line 2", "FILE");
}

static void
I3_a_list_without_rows_is_cut_off(void **state)
{
	struct importing m;

	(void)state;
	importing_init(&m);
	assert_int_equal(import_bytes(&m, "carc.csv", STR("code,meaning\n"),
	    false), RC_SYNTAX);
	assert_non_null(strstr(m.err.msg, "cut off"));
	build_free(m.build);
}

static void
waived_tests_and_acquired_conditions_are_pairs(void **state)
{
	struct importing m;

	(void)state;
	importing_init(&m);
	import_text(&m, "clia-waived.csv", "code,test,from\n"
	    "81002,a test,2020-01-01\n");
	import_text(&m, "hac.csv", "code,hac,meaning\nT81.500A,1,object\n");
	importing_finish(&m);
	assert_int_equal(value_of(&m, RELATION_CLIA_WAIVED, "81002", "0",
	    NOW), 0);
	assert_int_equal(value_of(&m, RELATION_CLIA_WAIVED, "81002", "0",
	    day(2019, 1, 1)), -1);
	assert_int_equal(value_of(&m, RELATION_HAC, "T81500A", "1", NOW), 0);
	importing_fini(&m);
}

static void
O1_a_file_that_releases_does_not_name_has_no_limits(void **state)
{
	const struct source csv = { STR_INIT("a/releases.csv"),
	    STR_INIT("releases.csv"), STR_INIT("file,set,version,from,until\n"
	    "carc.csv,carc,mine,2020-01-01,2020-12-31\n") };
	const struct source here = { STR_INIT("a/carc.csv"),
	    STR_INIT("carc.csv"), { NULL, 0 } };
	const struct source there = { STR_INIT("b/carc.csv"),
	    STR_INIT("carc.csv"), { NULL, 0 } };
	struct import in = { .source = &here, .from = DATE_NONE };
	struct own_releases r;
	struct err err;

	(void)state;
	import_own_init(&r);
	assert_int_equal(import_own_releases(&r, &csv, &err), RC_OK);
	assert_true(import_own_find(&r, &in));
	assert_int_equal(in.from, day(2020, 1, 1));
	assert_int_equal(in.until, day(2020, 12, 31));
	assert_true(str_eq(in.version, STR("mine")));
	assert_false(in.starter);
	in = (struct import){ .source = &there, .from = DATE_NONE };
	assert_false(import_own_find(&r, &in));
	assert_int_equal(in.from, DATE_NONE);
	import_own_fini(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_starter_lists_codes_of_each_kind),
		cmocka_unit_test(
		    O3_a_code_that_was_divided_is_billed_before_and_a_heading_after),
		cmocka_unit_test(
		    O2_the_starter_warns_of_days_behind_those_it_was_compared_for),
		cmocka_unit_test(
		    codes_stand_below_blocks_and_blocks_below_chapters),
		cmocka_unit_test(the_starter_has_edits_and_prices),
		cmocka_unit_test(notes_name_codes_and_sevenths_their_character),
		cmocka_unit_test(
		    columns_may_stand_in_any_order_and_others_are_passed_over),
		cmocka_unit_test(a_code_with_days_holds_on_both_of_them),
		cmocka_unit_test(
		    I2_what_is_wrong_is_told_with_file_line_and_column),
		cmocka_unit_test(I3_a_list_without_rows_is_cut_off),
		cmocka_unit_test(
		    waived_tests_and_acquired_conditions_are_pairs),
		cmocka_unit_test(
		    O1_a_file_that_releases_does_not_name_has_no_limits),
	};

	return cmocka_run_group_tests(tests, read_starter, free_starter);
}
