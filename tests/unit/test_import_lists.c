/* SPDX-License-Identifier: Apache-2.0 */
/* test_import_lists.c -- lists of publishers, and what is asked of them:
 * look_lists.h.  Persons, codes' titles and numbers are made up. */
#include "importing.h"

#include "codes/look_lists.h"

#define NOW day(2026, 3, 1)

static void
reason_and_remark_codes_have_days_and_usage(void **state)
{
	struct importing m;

	(void)state;
	importing_init(&m);
	import_text(&m, "carc_2024-06.csv", "code,description,usage,notes,"
	    "start_date,last_modified,end_date\n"
	    "9001,Made up,Only so.,see x,1995-01-01,,2010-01-31\n");
	import_text(&m, "rarc_2024-06.csv", "code,description,notes,"
	    "start_date,last_modified\nM9,Alert: read this,,1997-01-01,\n"
	    "N9,Something is missing.,,2020-01-01,\n");
	importing_finish(&m);
	assert_int_equal(state_on(&m, SYSTEM_ADJUSTMENT, "9001", NOW),
	    CODE_ENDED);
	expect_fact(&m, SYSTEM_ADJUSTMENT, "9001", FACT_USAGE, NOW,
	    "Only so.");
	expect_fact(&m, SYSTEM_REMARK, "M9", FACT_USAGE, NOW, "alert");
	expect_fact(&m, SYSTEM_REMARK, "N9", FACT_USAGE, NOW, "adjustment");
	importing_fini(&m);
}

static void
words_of_NUBC_are_not_taken_over(void **state)
{
	struct importing m;

	(void)state;
	importing_init(&m);
	import_text(&m, "terminology__bill_type.csv", "bill_type_code,"
	    "bill_type_description,deprecated,deprecated_date\n"
	    "\"131\",\"Not ours\",\"0\",\n\"139\",\"Not ours\",\"1\","
	    "\"2005-10-01\"\n");
	import_text(&m, "place_of_service_2024-06.csv", "pos_code,pos_type,"
	    "pos_name,pos_description\n11,Non-Facility,Office,A room.\n"
	    "21,Facility,Hospital,A house.\n99,Unassigned,None,None\n");
	importing_finish(&m);
	expect_title(&m, SYSTEM_BILL_TYPE, "131", NOW, "");
	assert_int_equal(state_on(&m, SYSTEM_BILL_TYPE, "139", NOW),
	    CODE_ENDED);
	expect_fact(&m, SYSTEM_PLACE, "11", FACT_FACILITY, NOW, "0");
	expect_fact(&m, SYSTEM_PLACE, "21", FACT_FACILITY, NOW, "1");
	assert_int_equal(state_on(&m, SYSTEM_PLACE, "99", NOW), CODE_UNKNOWN);
	importing_fini(&m);
}

static void
lists_by_number_are_told_apart_by_their_id(void **state)
{
	struct importing m;

	(void)state;
	importing_init(&m);
	import_text(&m, "x_codes.xml", "<codesets><codeset><id>remark_code</id>"
	    "<name>x</name><version><code>M1</code><code>N7</code></version>"
	    "</codeset><codeset><id>states</id><version><code>AL</code>"
	    "</version></codeset></codesets>");
	assert_int_equal(m.rows, 3);
	importing_finish(&m);
	assert_int_equal(state_on(&m, SYSTEM_REMARK, "M1", NOW), CODE_VALID);
	assert_int_equal(state_on(&m, SYSTEM_REMARK, "AL", NOW), CODE_UNKNOWN);
	importing_fini(&m);
	REFUSED("x_codes.xml", "<codesets><codeset><id>pos</id><code>1*"
	    "</code></codeset></codesets>", "a code was expected");
	REFUSED("x_codes.xml", "<codesets><codeset>", "x_codes.xml");
}

static void
groups_categories_and_complications_of_a_version(void **state)
{
	struct importing m;

	(void)state;
	importing_init(&m);
	import_text(&m, "msdrg_list_v41.1.csv", "drg,mdc,drg_abb,"
	    "drg_description\n001,,P,FIRST\n291,05,M,HEART\n");
	import_text(&m, "drg_groups_v41.1.csv", "mdc,mdc_description,drg_group,"
	    "drg_group_description\n00,Pre-MDC,001,Hearts\n"
	    "05,Circulation,291-292,Failure\n");
	import_text(&m, "cc_list_v41.1.csv", "icd_code,icd_description,"
	    "dx_type\nA00.0,x,CC\n");
	import_text(&m, "mcc_list_v41.1.csv", "icd_code,icd_description,"
	    "dx_type\nA02.1,x,MCC\n");
	import_text(&m, "dx_index_v41.1.csv", "icd_code,mdc,drg,"
	    "icd_description\nA00.0,Pre,001,x\nA00.0,06,\"927,933-935\",x\n");
	importing_finish(&m);
	assert_int_equal(value_of(&m, RELATION_DRG_MDC, "001", "00",
	    day(2024, 5, 1)), 0);
	assert_int_equal(value_of(&m, RELATION_DRG_MDC, "292", "05",
	    day(2024, 5, 1)), 0);
	expect_fact(&m, SYSTEM_DRG, "291", FACT_DRG_TYPE, day(2024, 5, 1),
	    "medical");
	assert_int_equal(value_of(&m, RELATION_DRG_INDEX, "A000", "06",
	    day(2024, 5, 1)), 927 << 16 | 927);
	assert_int_equal(cc_of(&m.book, K("A00.0"), day(2024, 5, 1)), 1);
	assert_int_equal(cc_of(&m.book, K("A02.1"), day(2024, 5, 1)), 2);
	assert_int_equal(cc_of(&m.book, K("B20"), day(2024, 5, 1)), 0);
	assert_int_equal(book_release(&m.book, SET_CC, 0)->from,
	    day(2024, 4, 1));
	importing_fini(&m);
	REFUSED("dx_index_v41.1.csv", "icd_code,mdc,drg\nA00.0,06,9-2\n",
	    "DRG", "9-2");
	REFUSED("cc_list_v41.1.csv", "icd_code,dx_type\nA00.0,DC\n",
	    "DX TYPE");
	REFUSED("terminology__ms_drg_weights_los.csv", "ms_drg,mdc,type,"
	    "ms_drg_title,drg_weight,geometric_mean_los,arithmetic_mean_los\n",
	    "fy_2024");
}

/* Two models: V24, where 17 drops 18 and 19, and V28. */
static void
read_hcc(struct importing *m)
{
	importing_init(m);
	import_text(m, "F2424P1M.TXT", "E1010\t17\t\r\nE1122\t18\t\r\n"
	    "E119\t19\t\r\nE1122\t138\t\r\n");
	import_text(m, "V24H86H1.TXT", " %MACRO V24H86H1;\n"
	    "  %MACRO SET0( CC=, HIER= );\n"
	    " /*Diabetes 1 */   %SET0(CC=17    , HIER=%STR(18, 19 ));\n"
	    " /*Diabetes 2 */   %SET0(CC=18    , HIER=%STR(19 ));\n");
	import_text(m, "V24H86L1.TXT", " LABEL\n HCC17 =\"Made up one \"\n"
	    " CC17 =\"Made up one \"\n");
	import_text(m, "ra_dx_to_cc_2024.csv", "diagnosis_code,cc,model_name\n"
	    "E119,38,CMS-HCC Model V28\nD66,111,CMS-HCC Model V28\n");
	import_text(m, "ra_dx_edits.csv", "icd10,edit_type,sex,age_min,age_max,"
	    "action,cc_override,model_name,description\n"
	    "D66,sex,2,,,override,112,CMS-HCC Model V28,x\n"
	    "E119,age,,,17,invalid,,CMS-HCC Model V28,x\n");
	import_text(m, "ra_coefficients_2024.csv", "coefficient,value,"
	    "model_domain,model_version\nCNA_HCC18,0.302,CMS-HCC,C24\n"
	    "Rx_CE_LTI_F65_69,1.5,RxHCC,R05\nRx_CE_LTI_HCC1,0.1,RxHCC,R08\n"
	    "Rx_CE_LTI_HCC1,0.2,RxHCC,R08\n");
	importing_finish(m);
}

static void
categories_of_models_do_not_mix(void **state)
{
	static const struct hcc_person woman = { 40, 2 }, child = { 10, 1 };
	struct importing m;
	code_key to[HCC_MOST];

	(void)state;
	read_hcc(&m);
	assert_int_equal(hcc(&m.book, K("E11.9"), HCC_V24, NULL,
	    day(2024, 7, 1), to), 1);
	assert_true(to[0] == K("V24-19"));
	assert_int_equal(hcc(&m.book, K("E11.22"), HCC_V24, NULL,
	    day(2024, 7, 1), to), 2);
	assert_int_equal(hcc(&m.book, K("E11.9"), HCC_V28, &woman,
	    day(2024, 7, 1), to), 1);
	assert_true(to[0] == K("V28-38"));
	assert_int_equal(hcc(&m.book, K("E11.9"), HCC_V28, &child,
	    day(2024, 7, 1), to), 0);
	assert_int_equal(hcc(&m.book, K("D66"), HCC_V28, &woman,
	    day(2024, 7, 1), to), 1);
	assert_true(to[0] == K("V28-112"));
	assert_int_equal(hcc(&m.book, K("D66"), HCC_V22, NULL,
	    day(2024, 7, 1), to), 0);
	expect_title(&m, SYSTEM_HCC, "V24-17", day(2024, 7, 1), "Made up one");
	expect_title(&m, SYSTEM_HCC, "E24-17", day(2024, 7, 1), "Made up one");
	importing_fini(&m);
}

static void
a_hierarchy_drops_what_stands_below(void **state)
{
	struct importing m;
	code_key v[] = { K("V24-19"), K("V24-138"), K("V24-17"), K("V24-138"),
	    K("V24-18") };

	(void)state;
	read_hcc(&m);
	assert_int_equal(hcc_drop(&m.book, day(2024, 7, 1), v, LENGTH(v)), 2);
	assert_true(v[0] == K("V24-138") && v[1] == K("V24-17"));
	assert_int_equal(hcc_drop(&m.book, day(2024, 7, 1), v, 0), 0);
	importing_fini(&m);
}

static void
coefficients_are_found_by_segment_and_variable(void **state)
{
	struct importing m;
	int64_t millionths = 0;

	(void)state;
	read_hcc(&m);
	assert_true(hcc_coefficient(&m.book, HCC_V24, STR("CNA"), STR("HCC18"),
	    day(2024, 7, 1), &millionths));
	assert_int_equal(millionths, 302000);
	assert_true(hcc_coefficient(&m.book, HCC_RX_V05, STR("Rx_CE_LTI"),
	    STR("F65_69"), day(2024, 7, 1), &millionths));
	assert_int_equal(millionths, 1500000);
	/* Two tables of V08 in one file: neither is the plain one. */
	assert_false(hcc_coefficient(&m.book, HCC_RX_V08, STR("Rx_CE_LTI"),
	    STR("HCC1"), day(2024, 7, 1), &millionths));
	assert_true(hcc_coefficient(&m.book, HCC_RX_V08, STR("Rx_CE_LTI/2"),
	    STR("HCC1"), day(2024, 7, 1), &millionths));
	assert_int_equal(millionths, 200000);
	assert_false(hcc_coefficient(&m.book, HCC_V28, STR("CNA"),
	    STR("HCC18"), day(2024, 7, 1), &millionths));
	importing_fini(&m);
	REFUSED("ra_dx_to_cc_2026.csv", "diagnosis_code,cc,model_name\n"
	    "E119,38,CMS-HCC Model V99\n", "MODEL NAME", "V99");
	REFUSED("F2424P1M.TXT", "E1010 17\n", "F2424P1M.TXT, line 1", "tab");
	REFUSED("V24hcccoefn.csv", "CNA_HCC1,CNA_HCC2\n0.1\n", "2 values");
}

#define LEIE_HEAD "LASTNAME,FIRSTNAME,MIDNAME,BUSNAME,GENERAL,SPECIALTY,UPIN," \
	"NPI,DOB,ADDRESS,CITY,STATE,ZIP,EXCLTYPE,EXCLDATE,REINDATE," \
	"WAIVERDATE,WVRSTATE\n"

static void
excluded_providers_are_found_by_NPI_while_excluded(void **state)
{
	struct importing m;
	const struct book_exclusion *x;

	(void)state;
	importing_init(&m);
	import_text(&m, "UPDATED.csv", LEIE_HEAD
	    "MADEUP,ANNA,B,,INDIVIDUAL,NURSE,,1999999984,19700102,1 ROAD,TOWN,"
	    "OH,44101,1128a1,20200520,00000000,00000000,\n"
	    "OTHER,OTTO,,,INDIVIDUAL,CLERK,,0000000000,19600102,2 ROAD,TOWN,"
	    "OH,44101,1128b4,20210620,00000000,00000000,\n"
	    ",,,MADE UP LLC,OTHER,PHARMACY,,1999999976,,3 ROAD,TOWN,TX,75001,"
	    "1128a1,20150101,20180101,00000000,\n");
	importing_finish(&m);
	x = excluded(&m.book, 1999999984, day(2021, 7, 1));
	assert_non_null(x);
	assert_true(str_eq(book_text(&m.book, x->name), STR("MADEUP")));
	assert_true(str_eq(book_text(&m.book, x->reason), STR("1128a1")));
	assert_null(excluded(&m.book, 1999999984, day(2020, 5, 19)));
	assert_non_null(excluded(&m.book, 1999999984, day(2020, 5, 20)));
	assert_null(excluded(&m.book, 1999999976, day(2018, 1, 1)));
	assert_non_null(excluded(&m.book, 1999999976, day(2017, 12, 31)));
	assert_null(excluded(&m.book, 0, day(2021, 7, 1)));
	assert_null(excluded(&m.book, 1234567893, day(2021, 7, 1)));
	assert_int_equal(book_release(&m.book, SET_LEIE, 0)->from,
	    day(2021, 6, 20));
	importing_fini(&m);
	REFUSED("UPDATED.csv", LEIE_HEAD "A,B,,,I,N,,12345x,,,,OH,1,1128a1,"
	    "20200520,,,\n", "NPI", "12345x");
	REFUSED("UPDATED.csv", LEIE_HEAD "A,B,,,I,N,,,,,,OH,1,1128a1,"
	    "00000000,,,\n", "EXCLDATE");
}

/* A book made by hand, of what comes in workbooks. */
static void
determinations_cover_deny_or_do_not_support(void **state)
{
	struct importing m;
	struct coverage c;
	unsigned r;

	(void)state;
	importing_init(&m);
	r = build_release(m.build, &(struct build_release){ .set = SET_NCD,
	    .from = day(2026, 1, 1), .until = DATE_NONE });
	build_pair(m.build, r, RELATION_NCD_PROCEDURE, K("87086"), K("190.12"),
	    0, DATE_NONE, day(2026, 1, 31));
	build_pair(m.build, r, RELATION_NCD_PROCEDURE, K("80061"), K("190.23A"),
	    0, DATE_NONE, DATE_NONE);
	build_pair(m.build, r, RELATION_NCD_PROCEDURE, K("80061"), K("190.23B"),
	    0, DATE_NONE, DATE_NONE);
	build_pair(m.build, r, RELATION_NCD_DIAGNOSIS, K("190.23A"), K("E78.5"),
	    COVERAGE_COVERED, DATE_NONE, DATE_NONE);
	build_pair(m.build, r, RELATION_NCD_DIAGNOSIS, K("190.23B"), K("Z80.0"),
	    COVERAGE_DENIED, DATE_NONE, DATE_NONE);
	r = build_release(m.build, &(struct build_release){ .set = SET_LCD,
	    .from = day(2026, 1, 1), .until = DATE_NONE });
	build_pair(m.build, r, RELATION_LCD_PROCEDURE, K("E0955"), K("L33312"),
	    0, DATE_NONE, DATE_NONE);
	importing_finish(&m);
	c = covered(&m.book, K("80061"), K("E78.5"), NOW);
	assert_int_equal(c.policy, COVERAGE_COVERED);
	assert_true(c.determination == K("190.23A"));
	assert_int_equal(c.basis, BASIS_RELEASE);
	c = covered(&m.book, K("80061"), K("Z80.0"), NOW);
	assert_int_equal(c.policy, COVERAGE_DENIED);
	c = covered(&m.book, K("80061"), K("I10"), NOW);
	assert_int_equal(c.policy, COVERAGE_NOT_NECESSARY);
	c = covered(&m.book, K("87086"), K("I10"), NOW);
	assert_true(c.determination == CODE_NONE);
	c = covered(&m.book, K("E0955"), K("I10"), NOW);
	assert_true(c.determination == K("L33312") &&
	    c.system == SYSTEM_LCD && c.policy == COVERAGE_NONE);
	c = covered(&m.book, K("99213"), K("I10"), NOW);
	assert_int_equal(c.policy, COVERAGE_NONE);
	importing_fini(&m);
}

static void
ages_and_categories_of_diagnoses(void **state)
{
	struct importing m;
	struct ccsr to[CCSR_MOST];
	unsigned r;

	(void)state;
	importing_init(&m);
	r = build_release(m.build, &(struct build_release){ .set = SET_MCE,
	    .from = day(2026, 1, 1), .until = DATE_NONE });
	build_pair(m.build, r, RELATION_MCE, K("P00.0"), MCE_NEWBORN, 0,
	    DATE_NONE, DATE_NONE);
	build_pair(m.build, r, RELATION_MCE, K("P00.0"),
	    MCE_UNACCEPTABLE_PRINCIPAL, 0, DATE_NONE, DATE_NONE);
	build_pair(m.build, r, RELATION_MCE, K("O80"), MCE_MATERNITY, 0,
	    DATE_NONE, DATE_NONE);
	r = build_release(m.build, &(struct build_release){
	    .set = SET_POA_EXEMPT, .from = day(2026, 1, 1),
	    .until = DATE_NONE });
	build_pair(m.build, r, RELATION_POA_EXEMPT, K("Z00.0"), 0, 0,
	    DATE_NONE, DATE_NONE);
	r = build_release(m.build, &(struct build_release){ .set = SET_CCSR,
	    .from = day(2026, 1, 1), .until = DATE_NONE });
	build_pair(m.build, r, RELATION_CCSR, K("A00.0"), K("DIG001"), 3,
	    DATE_NONE, DATE_NONE);
	build_pair(m.build, r, RELATION_CCSR, K("A00.0"), K("INF003"), 0,
	    DATE_NONE, DATE_NONE);
	importing_finish(&m);
	assert_int_equal(mce_edits(&m.book, K("P00.0"), NOW), 1 << MCE_NEWBORN |
	    1 << MCE_UNACCEPTABLE_PRINCIPAL);
	assert_int_equal(mce_edits(&m.book, K("I10"), NOW), 0);
	assert_false(mce_age_conflict(&m.book, K("P00.0"), 0, NOW));
	assert_true(mce_age_conflict(&m.book, K("P00.0"), 1, NOW));
	assert_true(mce_age_conflict(&m.book, K("O80"), 8, NOW));
	assert_false(mce_age_conflict(&m.book, K("O80"), 64, NOW));
	assert_true(mce_age_conflict(&m.book, K("O80"), 65, NOW));
	assert_true(poa_exempt(&m.book, K("Z000"), NOW));
	assert_false(poa_exempt(&m.book, K("I10"), NOW));
	assert_int_equal(ccsr(&m.book, K("A000"), NOW, to), 2);
	assert_true(to[0].category == K("DIG001") && to[0].inpatient &&
	    to[0].outpatient && !to[1].inpatient);
	importing_fini(&m);
}

static void
I1_known_files_without_codes_are_left_aside_with_a_reason(void **state)
{
	struct importing m;

	(void)state;
	importing_init(&m);
	assert_int_equal(import_bytes(&m, "HCPC2017_README.txt", STR("x"),
	    false), RC_OK);
	assert_int_equal(m.rows, 0);
	assert_true(str_eq(m.aside, STR("it describes other files")));
	assert_int_equal(import_bytes(&m, "claim.txt",
	    STR("ISA*00*          *00*"), false), RC_OK);
	assert_true(m.aside.n != 0);
	build_free(m.build);
}

static void
I3_a_file_that_is_cut_off_is_refused(void **state)
{
	struct importing m;

	(void)state;
	importing_init(&m);
	assert_int_equal(import_bytes(&m, "cc_list_v41.1.csv",
	    STR("icd_code,dx_type\nA00.0,CC\n"), false), RC_SYNTAX);
	assert_non_null(strstr(m.err.msg, "cut off"));
	assert_int_equal(import_bytes(&m, "F2824T1N.TXT",
	    STR("A0104\t92\t\r\n"), false), RC_SYNTAX);
	assert_non_null(strstr(m.err.msg, "at least 5000"));
	build_free(m.build);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reason_and_remark_codes_have_days_and_usage),
		cmocka_unit_test(words_of_NUBC_are_not_taken_over),
		cmocka_unit_test(lists_by_number_are_told_apart_by_their_id),
		cmocka_unit_test(
		    groups_categories_and_complications_of_a_version),
		cmocka_unit_test(categories_of_models_do_not_mix),
		cmocka_unit_test(a_hierarchy_drops_what_stands_below),
		cmocka_unit_test(
		    coefficients_are_found_by_segment_and_variable),
		cmocka_unit_test(
		    excluded_providers_are_found_by_NPI_while_excluded),
		cmocka_unit_test(determinations_cover_deny_or_do_not_support),
		cmocka_unit_test(ages_and_categories_of_diagnoses),
		cmocka_unit_test(
		    I1_known_files_without_codes_are_left_aside_with_a_reason),
		cmocka_unit_test(I3_a_file_that_is_cut_off_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
