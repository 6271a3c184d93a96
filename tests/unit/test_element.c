/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_element.c -- each form of value and each syntax note, kept and broken.
 */
#include "judging.h"

static const char guide[] =
    "guide SMALL TEST1 \"Small\"\n"
    "    set 900\n"
    "    group ZZ\n"
    "tree\n"
    "    ST R 1\n"
    "        01 R\n"
    "        02 R\n"
    "        03 S\n"
    "    AMT S >1\n"
    "        01 S\n"
    "        02 S\n"
    "        03 S = C D\n"
    "    QTY S >1\n"
    "        01 R\n"
    "        02 S\n"
    "        04 S\n"
    "    LX S >1\n"
    "        01 R\n"
    "    DTP S >1\n"
    "        01 R\n"
    "        02 R\n"
    "        03 R\n"
    "    DTM S >1\n"
    "        01 R\n"
    "        02 S\n"
    "        03 S\n"
    "        05 S\n"
    "        06 S\n"
    "    NM1 S >1\n"
    "        01 R = 41 QC LONG-CODE-9\n"
    "        02 R\n"
    "        03 S\n"
    "        08 S\n"
    "        09 S\n"
    "    CLM S >1\n"
    "        01 R\n"
    "        05 R\n"
    "        05-1 R\n"
    "        05-2 N\n"
    "        05-3 R = 1 7\n"
    "    REF S >1\n"
    "        01 R\n"
    "        02 R repeat 2\n"
    "        04 S\n"
    "        04-1 R\n"
    "        04-2 R\n"
    "        04-3 S\n"
    "        04-4 S\n"
    "    HI S >1\n"
    "        01 R repeat 2\n"
    "        01-1 R\n"
    "        01-2 R\n"
    "    HI S >1\n"
    "        02 S\n"
    "    CAS S >1\n"
    "        01 R\n"
    "        02 S\n"
    "        03 S\n"
    "        05 S\n"
    "        06 S\n"
    "        07 S\n"
    "    N4 S >1\n"
    "        01 S\n"
    "        02 S\n"
    "        04 S\n"
    "        06 S\n"
    "        07 S\n"
    "    MEA S >1\n"
    "        01 S\n"
    "        02 S\n"
    "        03 S\n"
    "        05 S\n"
    "        06 S\n"
    "        08 S\n"
    "    SE R 1\n"
    "        01 R\n"
    "        02 R\n";

static const struct judged rows[] = {
	/* ---- presence */
	{ "element_that_is_required_must_be_sent", "NM1*41~",
	    "2 element-missing 900/NM102" },
	{ "element_that_is_not_used_must_not_be_sent", "NM1*41*2**X~",
	    "2 element-unused 900/NM104" },
	{ "elements_at_the_end_must_not_be_empty", "NM1*41*2**~",
	    "2 trailing-separators 900/NM1" },
	{ "elements_are_too_many_past_the_dictionary", "AMT*A*1*C*X~",
	    "2 too-many-elements 900/AMT04" },
	{ "elements_are_too_many_past_the_limit_of_a_segment",
	    "AMT*A*1*C" "**********" "**********" "**********" "**********"
	    "**********" "**********" "**********" "X~",
	    "2 too-many-elements 900/AMT04" },
	{ "elements_past_the_limit_are_too_many_even_if_empty",
	    "AMT*A*1*C" "**********" "**********" "**********" "**********"
	    "**********" "**********" "**********" "~",
	    "2 too-many-elements 900/AMT04" },
	/* ---- text */
	{ "text_may_be_as_long_as_the_dictionary_says",
	    "REF*EI*12345678901234567890123456789012345678901234567890~",
	    "" },
	{ "text_must_not_be_longer",
	    "REF*EI*123456789012345678901234567890123456789012345678901~",
	    "2 element-too-long 900/REF02" },
	{ "text_must_not_be_shorter", "NM1*41*2*X*****46*X~",
	    "2 element-too-short 900/NM109" },
	{ "text_must_not_begin_with_spaces", "NM1*41*2* X~",
	    "2 padded 900/NM103" },
	{ "text_must_not_end_with_spaces", "NM1*41*2*X ~",
	    "2 padded 900/NM103" },
	{ "text_must_not_be_blank", "NM1*41*2*   ~", "2 blank 900/NM103" },
	{ "text_must_hold_no_component_separator", "NM1*41*2*X:Y~",
	    "2 not-composite 900/NM103" },
	{ "text_must_hold_no_control_character", "NM1*41*2*X\tY~",
	    "2 bad-character 900/NM103" },
	{ "text_must_hold_no_line_end", "NM1*41*2*X\r\nY~",
	    "2 bad-character 900/NM103" },
	{ "text_must_be_ascii", "NM1*41*2*MU\xC3\x91OZ~",
	    "2 not-ascii 900/NM103" },
	{ "text_with_many_odd_bytes_is_told_of_once_an_element",
	    "NM1*41*2*\xC3\x91\xC3\x91*****XX*\x80\x81~",
	    "2 not-ascii 900/NM103, 2 not-ascii 900/NM109" },
	/* ---- codes */
	{ "code_must_be_of_the_list", "NM1*42*2~",
	    "2 code-invalid 900/NM101" },
	{ "code_longer_than_eight_bytes_is_compared_whole",
	    "NM1*LONG-CODE-9*2~", "" },
	{ "code_longer_than_eight_bytes_must_be_of_the_list",
	    "NM1*LONG-CODE-8*2~", "2 code-invalid 900/NM101" },
	{ "code_must_be_in_capitals", "NM1*qc*2~",
	    "2 lower-case-code 900/NM101" },
	{ "code_must_be_whole", "AMT*A*1*CD~", "2 code-invalid 900/AMT03" },
	{ "code_without_list_needs_its_length", "AMT*ABCDE*1~",
	    "2 element-too-long 900/AMT01" },
	/* ---- numbers */
	{ "number_may_have_zeros_in_front", "LX*000001~", "" },
	{ "number_may_be_negative", "LX*-5~", "" },
	{ "number_must_be_whole", "LX*1.5~", "2 not-a-number 900/LX01" },
	{ "number_must_not_be_a_sign", "LX*-~", "2 not-a-number 900/LX01" },
	{ "number_must_not_be_letters", "LX*ABC~",
	    "2 not-a-number 900/LX01" },
	{ "number_must_not_be_too_long", "LX*1234567~",
	    "2 element-too-long 900/LX01" },
	{ "number_may_be_long_without_its_sign", "LX*-123456~", "" },
	{ "decimal_may_have_any_decimals", "QTY*PT*1.2345~", "" },
	{ "decimal_may_begin_with_a_point", "QTY*PT*.5~", "" },
	{ "decimal_may_end_with_a_point", "QTY*PT*5.~", "" },
	{ "decimal_may_be_negative", "QTY*PT*-5.25~", "" },
	{ "decimal_may_be_long_without_sign_and_point",
	    "QTY*PT*-12345678.1234567~", "" },
	{ "decimal_must_not_be_too_long", "QTY*PT*1234567890.123456~",
	    "2 element-too-long 900/QTY02" },
	{ "decimal_has_one_point", "QTY*PT*1.2.3~",
	    "2 not-a-number 900/QTY02" },
	{ "decimal_needs_a_digit", "QTY*PT*-.~",
	    "2 not-a-number 900/QTY02" },
	{ "decimal_has_no_exponent", "QTY*PT*1E5~",
	    "2 not-a-number 900/QTY02" },
	{ "decimal_has_no_plus", "QTY*PT*+5~", "2 not-a-number 900/QTY02" },
	{ "decimal_has_no_commas", "QTY*PT*1,000~",
	    "2 not-a-number 900/QTY02" },
	{ "amount_has_cents", "AMT*A*12.30~", "" },
	{ "amount_may_have_zeros_behind_its_cents", "AMT*A*12.3000~", "" },
	{ "amount_must_have_no_part_of_a_cent", "AMT*A*12.345~",
	    "2 amount-cents 900/AMT02" },
	{ "amount_must_be_a_number", "AMT*A*$5~",
	    "2 not-a-number 900/AMT02" },
	/* ---- dates and times */
	{ "date_must_be_a_day", "DTM*472*20260229~",
	    "2 date-invalid 900/DTM02" },
	{ "date_may_be_the_last_of_february", "DTM*472*20240229~", "" },
	{ "date_may_be_in_any_century", "DTM*472*18991231~", "" },
	{ "date_must_have_eight_digits", "DTM*472*260101~",
	    "2 date-invalid 900/DTM02" },
	{ "date_must_be_digits", "DTM*472*2026010A~",
	    "2 date-invalid 900/DTM02" },
	{ "date_must_be_no_range", "DTM*472*20260101-20260102~",
	    "2 date-invalid 900/DTM02" },
	{ "time_may_have_hundredths", "DTM*472*20260101*23595999~", "" },
	{ "time_must_be_one", "DTM*472*20260101*2400~",
	    "2 time-invalid 900/DTM03" },
	{ "time_must_be_digits", "DTM*472*20260101*09:1~",
	    "2 not-composite 900/DTM03" },
	/* ---- periods: element 1251 by element 1250 */
	{ "period_may_be_a_day", "DTP*472*D8*20260131~", "" },
	{ "period_of_a_day_must_be_one", "DTP*472*D8*20260132~",
	    "2 date-invalid 900/DTP03" },
	{ "period_may_be_two_days", "DTP*472*RD8*20260101-20260131~", "" },
	{ "period_of_two_days_needs_both", "DTP*472*RD8*20260101~",
	    "2 date-invalid 900/DTP03" },
	{ "period_of_two_days_needs_a_dash",
	    "DTP*472*RD8*20260101/20260131~", "2 date-invalid 900/DTP03" },
	{ "period_of_two_days_must_be_days",
	    "DTP*472*RD8*20260101-20260132~", "2 date-invalid 900/DTP03" },
	{ "period_may_be_a_day_and_time", "DTP*472*DT*202601312359~", "" },
	{ "period_of_a_day_and_time_needs_a_time",
	    "DTP*472*DT*202601312460~", "2 date-invalid 900/DTP03" },
	{ "period_may_be_a_time", "DTP*472*TM*2359~", "" },
	{ "period_of_a_time_must_be_one", "DTP*472*TM*2360~",
	    "2 time-invalid 900/DTP03" },
	{ "period_may_be_a_short_day", "DTP*472*D6*260131~", "" },
	{ "period_of_a_short_day_must_be_one", "DTP*472*D6*261331~",
	    "2 date-invalid 900/DTP03" },
	{ "period_may_be_two_short_days", "DTP*472*RD6*260101-260131~", "" },
	{ "period_of_two_short_days_must_be_days",
	    "DTP*472*RD6*260101-260132~", "2 date-invalid 900/DTP03" },
	{ "period_may_be_two_days_and_times",
	    "DTP*472*RDT*202601010000-202601312359~", "" },
	{ "period_of_two_days_and_times_needs_times",
	    "DTP*472*RDT*20260101-20260131~", "2 date-invalid 900/DTP03" },
	{ "period_may_be_a_day_to_the_second",
	    "DTP*472*TS*20260131235959~", "" },
	{ "period_of_a_day_to_the_second_needs_seconds",
	    "DTP*472*TS*202601312359~", "2 date-invalid 900/DTP03" },
	{ "period_may_be_a_month", "DTP*472*CM*202612~", "" },
	{ "period_of_a_month_must_be_one", "DTP*472*CM*202613~",
	    "2 date-invalid 900/DTP03" },
	{ "period_may_be_a_year", "DTP*472*CY*2026~", "" },
	{ "period_of_a_year_must_be_one", "DTP*472*CY*26~",
	    "2 date-invalid 900/DTP03" },
	{ "period_of_another_form_needs_its_length",
	    "DTP*472*DB*anything~", "" },
	{ "period_of_another_form_must_not_be_too_long",
	    "DTP*472*DB*123456789012345678901234567890123456~",
	    "2 element-too-long 900/DTP03" },
	/* ---- composites */
	{ "composite_has_its_parts", "CLM*A****11::1~", "" },
	{ "composite_must_have_its_required_parts", "CLM*A****11~",
	    "2 element-missing 900/CLM05-3" },
	{ "composite_must_have_its_first_part", "CLM*A****::1~",
	    "2 element-missing 900/CLM05-1" },
	{ "composite_must_not_have_parts_that_are_not_used",
	    "CLM*A****11:B:1~", "2 element-unused 900/CLM05-2" },
	{ "composite_must_have_codes_of_the_list", "CLM*A****11::8~",
	    "2 code-invalid 900/CLM05-3" },
	{ "composite_must_not_have_more_parts", "CLM*A****11::1:X~",
	    "2 too-many-components 900/CLM05" },
	{ "composite_must_not_end_with_a_separator", "CLM*A****11::1:~",
	    "2 too-many-components 900/CLM05" },
	{ "composite_must_not_end_with_empty_parts",
	    "REF*EI*X**EI:X:~", "2 trailing-separators 900/REF04" },
	{ "composite_may_be_its_first_part_alone", "HI*ABK~",
	    "2 element-missing 900/HI01-2" },
	{ "composite_keeps_its_own_notes", "REF*EI*X**EI:X:G1~",
	    "2 elements-together 900/REF04-4" },
	{ "composite_with_its_notes_kept", "REF*EI*X**EI:X:G1:Y~", "" },
	/* ---- repetitions */
	{ "element_may_be_repeated_as_often_as_the_guide_says",
	    "REF*EI*A^B~", "" },
	{ "element_must_not_be_repeated_more_often", "REF*EI*A^B^C~",
	    "2 too-many-repetitions 900/REF02" },
	{ "element_that_may_not_be_repeated_is_not", "NM1*41*2*A^B~",
	    "2 too-many-repetitions 900/NM103" },
	{ "element_that_is_repeated_is_checked_each_time",
	    "REF*EI*A^ ~", "2 blank 900/REF02(2)" },
	{ "element_must_not_be_repeated_empty", "REF*EI*A^~",
	    "2 element-missing 900/REF02(2)" },
	{ "composite_may_be_repeated", "HI*ABK:A^ABF:B~", "" },
	{ "composite_is_checked_in_each_repetition", "HI*ABK:A^ABF~",
	    "2 element-missing 900/HI01-2(2)" },
	{ "composite_must_not_be_repeated_empty", "HI*ABK:A^~",
	    "2 element-missing 900/HI01-1(2), "
	    "2 element-missing 900/HI01-2(2)" },
	/* ---- notes: P */
	{ "elements_that_belong_together_may_be_left_out", "NM1*41*2~", "" },
	{ "elements_that_belong_together_are_both_sent",
	    "NM1*41*2******46*XX~", "" },
	{ "elements_that_belong_together_miss_the_second",
	    "NM1*41*2******46~", "2 elements-together 900/NM109" },
	{ "elements_that_belong_together_miss_the_first",
	    "NM1*41*2*******XX~", "2 elements-together 900/NM108" },
	/* R */
	{ "elements_of_which_one_is_needed_have_one", "QTY*PT*1~",
	    "" },
	{ "elements_of_which_one_is_needed_have_none", "QTY*PT~",
	    "2 one-of-elements 900/QTY02" },
	{ "elements_of_which_one_is_needed_may_be_the_other",
	    "QTY*PT***X~", "" },
	/* E */
	{ "elements_that_exclude_each_other_come_alone",
	    "N4*BOISE*ID~", "" },
	{ "elements_that_exclude_each_other_come_together",
	    "N4*BOISE*ID**CA***XX~", "2 not-both-elements 900/N402" },
	/* C */
	{ "element_that_needs_others_has_them",
	    "CAS*CO*45*10**16*20*1~", "" },
	{ "element_that_needs_others_lacks_one", "CAS*CO*45*10***20~",
	    "2 element-needs-other 900/CAS05" },
	/* L */
	{ "element_that_needs_one_of_others_has_one",
	    "CAS*CO*45*10**16**1~", "" },
	{ "element_that_needs_one_of_others_has_none",
	    "CAS*CO*45*10**16~", "2 element-needs-other 900/CAS06" },
	{ "element_that_needs_one_that_the_guide_does_not_use",
	    "MEA*OG*HT***5~", "2 element-needs-other 900/MEA04" },
};

static int
begin(void **state)
{
	(void)state;
	return load_small_guide(guide);
}

/* ---- words and places of findings ---------------------------------- */

struct words { char text[4096]; uint64_t offset; };

static void
hear_words(void *ctx, const struct finding *f)
{
	struct words *w = ctx;
	struct buf out;

	buf_init(&out, sizeof w->text - 1);
	finding_message(f, FINDING_SHOW, &out);
	snprintf(w->text, sizeof w->text, STR_FMT, STR_ARG(buf_str(&out)));
	w->offset = f->at.offset;
	buf_fini(&out);
}

#define BEFORE	ISA_1 "GS*ZZ*SS*RR*20260302*0915*1*X*TEST1~" \
	"ST*900*0001*TEST1~"

static const struct { const char *body, *words; size_t offset; } told[] = {
	{ "LX*1234567~", "Line number \"1234567\" has 7 characters; it takes 6 "
	    "at most.", 3 },
	{ "AMT*A*1*X~", "Credit or debit \"X\" is not one of the codes allowed "
	    "here: C or D.", 8 },
	{ "CLM*A****11::8~", "Claim frequency \"8\" is not one of the codes "
	    "allowed here: 1 or 7.", 13 },
	{ "NM1*41*2*A\x01~", "Last name or organization holds a character "
	    "that X12 does not allow (byte 0x01).", 10 },
	{ "CAS*CO*45*10**16~", "When CAS05 is sent, CAS06 or CAS07 must be sent "
	    "too.", 0 },
	{ "REF*EI*A^B^C~", "Reference number may be given 2 times; 3 were sent.",
	    7 },
};

static void
finding_words_name_the_element_and_its_offset(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(told); i++) {
		struct words w = { .text = "" };
		const struct finding_sink sink = { &w, hear_words };
		const struct check_options options = { .guides = &guides };
		struct check_summary sum;
		struct file_stream in;
		char text[1000];
		struct err err;

		snprintf(text, sizeof text, "%s%sSE*3*0001~%s%s", BEFORE,
		    told[i].body, GE_1, IEA_1);
		file_stream_memory(&in, str_of(text));
		assert_int_equal(check_run(&in, &options, &sink, &sum, &err),
		    RC_OK);
		assert_string_equal(w.text, told[i].words);
		assert_int_equal(w.offset, strlen(BEFORE) + told[i].offset);
	}
}

int
main(void)
{
	struct CMUnitTest tests[LENGTH(rows) + 1] = {
		cmocka_unit_test(finding_words_name_the_element_and_its_offset),
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		tests[i + 1] = (struct CMUnitTest)JUDGED(rows[i]);
	return _cmocka_run_group_tests("element", tests, LENGTH(tests), begin,
	    drop_small_guide);
}
