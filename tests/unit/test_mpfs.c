/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_mpfs.c -- an example for each rule of the physician fee schedule.  The
 * section of the Medicare Claims Processing Manual, chapter 12, is in the name.
 *
 * Codes and values are made up, so that fees are round: indices are 1, and the
 * conversion factor is $10.
 */
#include "unit.h"

#include "codes/build.h"
#include "pricing/mpfs.h"

static struct buf bytes;
static struct book book;
static date on;

static code_key
K(const char *text)
{
	return code_pack(str_of(text));
}

/* Values of a procedure: fees of work 10, practice 20 or 10, malpractice 1 in
 * $10, times `times`. */
static struct book_rvu
values(struct build *b, const char *code, unsigned times, char multiple)
{
	return (struct book_rvu){ .procedure = build_code_ref(b,
	    SYSTEM_PROCEDURE, K(code)), .status = 'A', .work = 1000 * times,
	    .practice_other = 2000 * times, .practice_facility = 1000 * times,
	    .malpractice = 100 * times, .pc_tc = '0',
	    .multiple = (uint32_t)multiple, .bilateral = '1',
	    .assistant = '2', .co_surgeons = '2', .team = '1', .base = NO_ROW,
	    .factor = 100000, .before = 1000, .during = 7000, .after = 2000,
	    .family = 99 };
}

static void
add(struct build *b, unsigned release, struct book_rvu v)
{
	build_row(b, release, TABLE_RVU, &v);
}

/* Imaging: work 10 and practice 6 as a whole, of which TC is 5. */
static void
add_imaging(struct build *b, unsigned release, const char *code,
    unsigned times, char multiple)
{
	struct book_rvu v = values(b, code, 1, multiple);

	v.pc_tc = '1';
	v.malpractice = 0;
	v.work = 1000 * times;
	v.practice_other = v.practice_facility = 600 * times;
	add(b, release, v);
	v.modifier = PAIR_OF('2', '6');
	v.practice_other = v.practice_facility = 100 * times;
	add(b, release, v);
	v.modifier = PAIR_OF('T', 'C');
	v.work = 0;
	v.practice_other = v.practice_facility = 500 * times;
	v.not_facility = 1;
	add(b, release, v);
}

static void
add_special(struct build *b, unsigned r)
{
	struct book_rvu v = values(b, "0031T", 2, '3');

	v.base = build_code_ref(b, SYSTEM_PROCEDURE, K("0030T"));
	add(b, r, v);
	v = values(b, "0032T", 3, '3');
	v.base = build_code_ref(b, SYSTEM_PROCEDURE, K("0030T"));
	add(b, r, v);
	v = values(b, "0060T", 1, '0');		/* capped: TC of 8 */
	v.family = 88;
	v.cap_other = v.cap_facility = 500;
	v.cap_malpractice = 100;
	add(b, r, v);
	v = values(b, "0070T", 1, '0');
	v.status = 'J';
	add(b, r, v);
	v = values(b, "0071T", 1, '0');
	v.status = 'T';
	add(b, r, v);
	v = values(b, "0072T", 1, '0');
	v.not_facility = 1;
	v.bilateral = '0';
	v.assistant = '1';
	v.co_surgeons = v.team = '0';
	v.before = v.during = v.after = 0;
	add(b, r, v);
	v = values(b, "0073T", 1, '0');
	v.bilateral = '3';
	v.assistant = '0';
	add(b, r, v);
}

static void
add_status(struct build *b, unsigned r, const char *code, char status)
{
	struct book_rvu v = values(b, code, 1, '0');

	v.status = (uint32_t)status;
	add(b, r, v);
}

static unsigned
release(struct build *b, enum code_set set)
{
	return build_release(b, &(struct build_release){ .set = set,
	    .from = on, .until = DATE_NONE });
}

static void
add_rows(struct build *b)
{
	unsigned r = release(b, SET_RVU);
	static const char *const surgeries[] = { "0011T", "0012T", "0013T",
		"0014T", "0015T", "0016T" };

	for (unsigned i = 0; i < LENGTH(surgeries); i++)
		add(b, r, values(b, surgeries[i], 6 - i, '2'));
	add(b, r, values(b, "0030T", 1, '2'));	/* base of 0031T, 0032T */
	add_imaging(b, r, "0041T", 2, '4');
	add_imaging(b, r, "0042T", 1, '4');
	add_imaging(b, r, "0043T", 2, '6');
	add_imaging(b, r, "0044T", 1, '6');
	add_imaging(b, r, "0045T", 2, '7');
	add_imaging(b, r, "0046T", 1, '7');
	add(b, r, values(b, "0051T", 2, '5'));
	add(b, r, values(b, "0052T", 1, '5'));
	add_special(b, r);
	add_status(b, r, "0081T", 'B');
	add_status(b, r, "0082T", 'C');
	add_status(b, r, "0083T", 'I');
	add_status(b, r, "0084T", 'N');
	add_status(b, r, "0085T", 'X');
}

static int
set_up(void **state)
{
	struct build *b = build_new();
	struct err err;

	(void)state;
	assert_true(date_from_ymd(2026, 1, 1, &on));
	add_rows(b);
	build_row(b, release(b, SET_GPCI), TABLE_GPCI, &(struct book_gpci){
	    .carrier = 1, .work = 1000, .practice = 1000,
	    .malpractice = 1000 });
	build_row(b, release(b, SET_ANESTHESIA), TABLE_ANESTHESIA,
	    &(struct book_anesthesia){ .carrier = 1, .factor = 200000 });
	build_pair(b, release(b, SET_ANESTHESIA_BASE),
	    RELATION_ANESTHESIA_BASE, K("0070T"), 0, 5, DATE_NONE, DATE_NONE);
	buf_init(&bytes, 1 << 26);
	assert_int_equal(build_finish(b, NULL, NULL, &bytes, &err), RC_OK);
	assert_int_equal(book_open_memory(&book, buf_str(&bytes), "test",
	    &err), RC_OK);
	build_free(b);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	buf_fini(&bytes);
	return 0;
}

/* "0011T-50" in place 11 or another. */
static struct mpfs_request
ask(const char *words, uint32_t place)
{
	str s = str_of(words);
	struct mpfs_request q = { .carrier = 1, .place = place, .on = on,
	    .procedure = code_pack(str_cut(&s, '-')) };

	for (unsigned i = 0; s.n >= 2 && i < MPFS_MODIFIERS; i++) {
		str m = str_cut(&s, '-');

		q.modifiers[i] = PAIR_OF(m.p[0], m.p[1]);
	}
	return q;
}

static struct mpfs_result
price(const char *words, uint32_t place)
{
	struct mpfs_request q = ask(words, place);
	struct mpfs_result r;

	mpfs_price(&book, &q, &r);
	return r;
}

static void
is(struct mpfs_result r, money cents)
{
	assert_string_equal(mpfs_outcome_text(r.outcome), "priced");
	assert_int_equal(r.amount, cents);
	assert_true(r.n_steps > 0);
	assert_int_equal(r.steps[r.n_steps - 1].after, cents);	/* M4 */
}

static void
is_not(struct mpfs_result r, enum mpfs_outcome why)
{
	assert_int_equal(r.outcome, why);
	assert_int_equal(r.amount, 0);
}

/* The amounts of lines of a claim, in dollars, -1 where there is none. */
static void
are(const char *const lines[], size_t n, uint32_t place,
    const int dollars[])
{
	struct mpfs_request q[8] = { { .procedure = CODE_NONE } };
	struct mpfs_result r[8];

	for (size_t i = 0; i < n; i++)
		q[i] = ask(lines[i], place);
	mpfs_price_lines(&book, q, n, r);
	for (size_t i = 0; i < n; i++)
		if (dollars[i] < 0)
			assert_int_not_equal(r[i].outcome, MPFS_PRICED);
		else
			is(r[i], 100 * dollars[i]);
}

/* ---- one line ------------------------------------------------------------ */

static void
s20_1_M1_values_times_indices_times_the_factor(void **state)
{
	(void)state;
	is(price("0016T", 11), 31000);
	assert_string_equal(price("0016T", 11).steps[0].text, "(10.00 * 1.000 "
	    "+ 20.00 * 1.000 + 1.00 * 1.000) * 10.0000, not a facility");
	assert_int_equal(price("0016T", 11).basis, BASIS_RELEASE);
}

static void
s20_4_2_the_place_decides_whose_expenses_are_paid(void **state)
{
	(void)state;
	is(price("0016T", 22), 21000);
	assert_true(price("0016T", 22).facility);
	assert_true(mpfs_is_facility(24) && mpfs_is_facility(31));
	assert_false(mpfs_is_facility(11) || mpfs_is_facility(32) ||
	    mpfs_is_facility(10));
	is(price("0072T", 11), 31000);
	is_not(price("0072T", 21), MPFS_NOT_IN_FACILITY);
}

static void
s20_4_1_who_does_not_participate_has_95_percent(void **state)
{
	struct mpfs_request q = ask("0016T", 11);
	struct mpfs_result r;

	(void)state;
	q.not_participating = true;
	mpfs_price(&book, &q, &r);
	is(r, 29450);
	assert_int_equal(r.limiting, 33868);	/* 115 % of 294.50 */
}

static void
s20_4_3_an_assistant_at_surgery_has_16_percent(void **state)
{
	(void)state;
	is(price("0016T-80", 22), 3360);
	is(price("0016T-82", 22), 3360);
	is(price("0016T-AS", 22), 2856);	/* 13.6 % */
	is_not(price("0072T-80", 11), MPFS_NO_ASSISTANT);
	assert_true(price("0073T-80", 22).needs_documentation);
}

static void
s40_4_care_that_is_split_is_paid_by_its_shares(void **state)
{
	(void)state;
	is(price("0016T-54", 22), 16800);	/* 10 and 70 % */
	is(price("0016T-55", 11), 6200);	/* 20 % */
	is(price("0016T-56", 11), 3100);
	is(price("0016T-78", 22), 14700);
	is_not(price("0072T-54", 11), MPFS_NO_GLOBAL);
	is(price("0072T-78", 11), 31000);
}

static void
s40_7_both_sides_by_the_indicator(void **state)
{
	(void)state;
	is(price("0016T-50", 22), 31500);
	is(price("0016T-RT-LT", 22), 31500);
	is(price("0073T-50", 22), 42000);
	is(price("0072T-50", 11), 31000);
}

static void
s40_8_two_surgeons_have_62_and_a_half_percent_each(void **state)
{
	(void)state;
	is(price("0016T-62", 22), 13125);
	is_not(price("0072T-62", 11), MPFS_NO_CO_SURGEON);
	is_not(price("0016T-66", 22), MPFS_BY_REPORT);
	is_not(price("0072T-66", 11), MPFS_NO_CO_SURGEON);
}

static void
s20_4_6_what_is_reduced_is_priced_by_report(void **state)
{
	(void)state;
	is_not(price("0016T-52", 22), MPFS_BY_REPORT);
	is_not(price("0016T-53", 22), MPFS_BY_REPORT);
}

static void
components_have_rows_of_their_own(void **state)
{
	(void)state;
	is(price("0042T", 11), 16000);
	is(price("0042T-26", 11), 11000);
	is(price("0042T-TC", 11), 5000);
	is_not(price("0042T-TC", 21), MPFS_NOT_IN_FACILITY);
	is_not(price("0016T-26", 11), MPFS_NO_COMPONENT);
}

static void
imaging_is_capped_at_what_a_hospital_is_paid(void **state)
{
	struct mpfs_result r = price("0060T", 11);

	(void)state;
	is(r, 16000);		/* work 10, practice 5, malpractice 1 */
	assert_int_equal(r.steps[0].after, 31000);
}

static void
what_the_schedule_does_not_price_has_its_reason(void **state)
{
	struct mpfs_request q = ask("0016T", 11);
	struct mpfs_result r;

	(void)state;
	is_not(price("0081T", 11), MPFS_BUNDLED);
	is_not(price("0082T", 11), MPFS_CONTRACTOR);
	is_not(price("0083T", 11), MPFS_NOT_VALID);
	is_not(price("0084T", 11), MPFS_NOT_COVERED);
	is_not(price("0085T", 11), MPFS_EXCLUDED);
	is_not(price("9999T", 11), MPFS_NO_VALUES);
	q.carrier = 2;
	mpfs_price(&book, &q, &r);
	is_not(r, MPFS_NO_LOCALITY);
}

static void
M3_the_result_says_what_it_rests_on(void **state)
{
	struct mpfs_request q = ask("0016T", 11);
	struct mpfs_result r;

	(void)state;
	q.on = on + 200;		/* the quarter is over, the year not */
	mpfs_price(&book, &q, &r);
	assert_int_equal(r.basis, BASIS_AFTER);
	q.on = on - 1;
	mpfs_price(&book, &q, &r);
	assert_int_equal(r.basis, BASIS_BEFORE);
}

/* ---- several lines --------------------------------------------------------- */

static void
s40_6_surgeries_are_whole_and_then_at_half(void **state)
{
	static const char *const lines[] = { "0016T", "0015T", "0014T",
		"0013T", "0012T", "0011T" };
	static const int facility[] = { -1, 210, 315, 420, 525, 1260 };

	(void)state;
	are(lines, 6, 22, facility);
	are(lines, 2, 11, (const int[]){ 155, 620 });
}

static void
s40_6_units_of_a_surgery_count_each(void **state)
{
	struct mpfs_request q = ask("0016T", 22);
	struct mpfs_result r;

	(void)state;
	q.units = 3;
	mpfs_price(&book, &q, &r);
	is(r, 42000);		/* 100, 50 and 50 % of 210 */
	q.units = 6;
	mpfs_price(&book, &q, &r);
	is_not(r, MPFS_BY_REPORT);
}

static void
s40_6_C_5_endoscopies_lose_their_base(void **state)
{
	static const char *const lines[] = { "0031T", "0032T", "0030T" };
	static const char *const beside[] = { "0031T", "0032T", "0014T" };

	(void)state;
	/* 420 less its base of 210; 630; the base itself nothing. */
	are(lines, 3, 22, (const int[]){ 210, 630, 0 });
	/* The family, 840, goes before the surgery of 630. */
	are(beside, 3, 22, (const int[]){ 210, 630, 315 });
	are(beside, 1, 22, (const int[]){ 420 });
}

static void
imaging_of_a_session_has_its_components_reduced(void **state)
{
	static const char *const whole[] = { "0041T", "0042T" };
	static const char *const parts[] = { "0041T-TC", "0042T-TC" };
	static const char *const read[] = { "0041T-26", "0042T-26" };
	struct mpfs_request q[2] = { ask(read[0], 21), ask(read[1], 21) };
	struct mpfs_result r[2];

	(void)state;
	are(parts, 2, 11, (const int[]){ 100, 25 });
	mpfs_price_lines(&book, q, 2, r);
	is(r[0], 22000);
	is(r[1], 10450);	/* 95 % of 110 */
	q[0] = ask(whole[0], 11);
	q[1] = ask(whole[1], 11);
	mpfs_price_lines(&book, q, 2, r);
	is(r[0], 32000);
	is(r[1], 12950);	/* 104.50 and half of 50 */
}

static void
cardiovascular_and_eye_tests_have_technical_parts_reduced(void **state)
{
	static const char *const heart[] = { "0043T-TC", "0044T-TC" };
	static const char *const eye[] = { "0045T-TC", "0046T-TC" };
	static const char *const read[] = { "0043T-26", "0044T-26" };
	struct mpfs_request q[2] = { ask(heart[0], 11), ask(heart[1], 11) };
	struct mpfs_result r[2];

	(void)state;
	mpfs_price_lines(&book, q, 2, r);
	is(r[1], 3750);		/* 75 % of 50 */
	are(eye, 2, 11, (const int[]){ 100, 40 });
	are(read, 2, 11, (const int[]){ 220, 110 });
}

static void
ch5_10_7_therapy_has_half_of_practice_expense_behind_the_first(void **state)
{
	static const char *const lines[] = { "0052T", "0051T" };
	struct mpfs_request q = ask("0052T", 11);
	struct mpfs_result r;

	(void)state;
	are(lines, 2, 11, (const int[]){ 210, 620 });
	q.units = 2;
	mpfs_price(&book, &q, &r);
	is(r, 52000);		/* 310 and 210 */
}

static void
an_injection_is_paid_only_by_itself(void **state)
{
	static const char *const lines[] = { "0071T", "0016T" };

	(void)state;
	is(price("0071T", 11), 31000);
	are(lines, 2, 11, (const int[]){ -1, 310 });
}

/* ---- anesthesia -------------------------------------------------------------- */

static struct mpfs_result
sleep_for(const char *words, uint32_t minutes)
{
	struct mpfs_request q = ask(words, 22);
	struct mpfs_result r;

	q.minutes = minutes;
	mpfs_price(&book, &q, &r);
	return r;
}

static void
s50_anesthesia_is_base_and_time_units(void **state)
{
	(void)state;
	is(sleep_for("0070T-AA", 117), 25600);	/* (5 + 7.8) * 20 */
	is(sleep_for("0070T-QZ", 15), 12000);
	is(sleep_for("0070T-QK", 117), 12800);
	is(sleep_for("0070T-QX", 117), 12800);
	is(sleep_for("0070T-QY", 117), 12800);
	is(sleep_for("0070T-AD", 117), 6000);
	is_not(sleep_for("0070T", 117), MPFS_NO_ANESTHESIA_MODIFIER);
	is_not(sleep_for("0070T-AA", 0), MPFS_NO_MINUTES);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(s20_1_M1_values_times_indices_times_the_factor),
		cmocka_unit_test(
		    s20_4_2_the_place_decides_whose_expenses_are_paid),
		cmocka_unit_test(
		    s20_4_1_who_does_not_participate_has_95_percent),
		cmocka_unit_test(
		    s20_4_3_an_assistant_at_surgery_has_16_percent),
		cmocka_unit_test(
		    s40_4_care_that_is_split_is_paid_by_its_shares),
		cmocka_unit_test(s40_7_both_sides_by_the_indicator),
		cmocka_unit_test(
		    s40_8_two_surgeons_have_62_and_a_half_percent_each),
		cmocka_unit_test(s20_4_6_what_is_reduced_is_priced_by_report),
		cmocka_unit_test(components_have_rows_of_their_own),
		cmocka_unit_test(imaging_is_capped_at_what_a_hospital_is_paid),
		cmocka_unit_test(
		    what_the_schedule_does_not_price_has_its_reason),
		cmocka_unit_test(M3_the_result_says_what_it_rests_on),
		cmocka_unit_test(s40_6_surgeries_are_whole_and_then_at_half),
		cmocka_unit_test(s40_6_units_of_a_surgery_count_each),
		cmocka_unit_test(s40_6_C_5_endoscopies_lose_their_base),
		cmocka_unit_test(
		    imaging_of_a_session_has_its_components_reduced),
		cmocka_unit_test(
		    cardiovascular_and_eye_tests_have_technical_parts_reduced),
		cmocka_unit_test(
		    ch5_10_7_therapy_has_half_of_practice_expense_behind_the_first),
		cmocka_unit_test(an_injection_is_paid_only_by_itself),
		cmocka_unit_test(s50_anesthesia_is_base_and_time_units),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
