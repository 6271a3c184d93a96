/* SPDX-License-Identifier: Apache-2.0 */
/* test_remittance.c -- what users ask of a paid claim (claim/remittance.h). */
#include "unit.h"

#include "claim/remittance.h"

static const str any;

/* A claim with two lines: 200.00 charged; 45.00 over the contract, 10.00 copay
 * and 25.00 deductible, so 120.00 paid. */
static struct adjustment a_contract, a_copay, a_deductible, a_claim;
static struct paid_line line1, line2;
static struct paid_claim claim;

static void
set_adjustment(struct adjustment *a, const char *group, const char *reason,
    money cents)
{
	*a = (struct adjustment){ .group = str_of(group),
	    .reason = str_of(reason), .amount = amount_of(cents) };
}

static int
build(void **state)
{
	(void)state;
	claim = (struct paid_claim){ .status = STR("1"),
	    .charge = amount_of(20000), .paid = amount_of(12000) };
	line1 = (struct paid_line){ .charge = amount_of(15000),
	    .paid = amount_of(9500) };
	line2 = (struct paid_line){ .charge = amount_of(5000),
	    .paid = amount_of(2500) };
	set_adjustment(&a_contract, "CO", "45", 4500);
	set_adjustment(&a_copay, "PR", "3", 1000);
	set_adjustment(&a_deductible, "PR", "1", 2500);
	list_append(&line1.adjustments, &a_contract);
	list_append(&line1.adjustments, &a_copay);
	list_append(&line2.adjustments, &a_deductible);
	list_append(&claim.lines, &line1);
	list_append(&claim.lines, &line2);
	return 0;
}

/* The same with nothing paid, for one reason. */
static void
deny(const char *group, const char *reason)
{
	build(NULL);
	claim.paid = line1.paid = line2.paid = amount_of(0);
	line1.adjustments.last = line1.adjustments.first = NULL;
	line2.adjustments.last = line2.adjustments.first = NULL;
	set_adjustment(&a_contract, group, reason, 15000);
	set_adjustment(&a_deductible, group, reason, 5000);
	list_append(&line1.adjustments, &a_contract);
	list_append(&line2.adjustments, &a_deductible);
}

/* ---- sums ----------------------------------------------------------- */

static void
adjustments_are_summed_by_group_and_reason(void **state)
{
	money m;

	(void)state;
	assert_true(paid_claim_adjusted(&claim, any, any, &m) && m == 8000);
	assert_true(paid_claim_adjusted(&claim, STR("PR"), any, &m) &&
	    m == 3500);
	assert_true(paid_claim_adjusted(&claim, STR("PR"), STR("3"), &m) &&
	    m == 1000);
	assert_true(paid_claim_adjusted(&claim, any, STR("45"), &m) &&
	    m == 4500);
	assert_true(paid_line_adjusted(&line1, any, any, &m) && m == 5500);
}

static void
a_claims_own_adjustments_count_too(void **state)
{
	money m;

	(void)state;
	set_adjustment(&a_claim, "CO", "253", 240);
	list_append(&claim.adjustments, &a_claim);
	assert_true(paid_claim_adjusted(&claim, STR("CO"), any, &m) &&
	    m == 4740);
	assert_true(paid_claim_rest(&claim, &m) && m == -240);
}

static void
what_is_not_there_sums_to_nothing(void **state)
{
	const struct paid_claim empty = { .status = STR("1") };
	money m = 77;

	(void)state;
	assert_true(paid_claim_adjusted(&claim, STR("PI"), any, &m) && m == 0);
	m = 77;
	assert_true(paid_claim_adjusted(&claim, STR("CO"), STR("3"), &m) &&
	    m == 0);
	m = 77;
	assert_true(paid_claim_allowed(&empty, &m) && m == 0);
	m = 77;
	assert_true(paid_claim_rest(&empty, &m) && m == 0);
}

static void
a_part_of_a_code_is_another_code(void **state)
{
	(void)state;
	assert_true(adjustment_is(&a_contract, STR("CO"), STR("45")));
	assert_false(adjustment_is(&a_contract, STR("CO"), STR("4")));
	assert_false(adjustment_is(&a_contract, STR("C"), any));
	assert_false(adjustment_is(&a_contract, STR("co"), any));
}

static void
an_overflow_is_reported_and_out_is_untouched(void **state)
{
	money m = 77;

	(void)state;
	a_contract.amount.cents = INT64_MAX;
	assert_false(paid_line_adjusted(&line1, any, any, &m));
	assert_false(paid_claim_adjusted(&claim, any, any, &m));
	assert_false(paid_line_rest(&line1, &m));
	assert_false(paid_claim_rest(&claim, &m));
	a_copay.amount.cents = INT64_MAX;
	assert_false(paid_claim_cost_share(&claim, &m));
	assert_false(paid_line_allowed(&line1, &m));
	assert_false(paid_claim_allowed(&claim, &m));
	assert_int_equal(m, 77);
	a_copay.amount.cents = 0;
	a_contract.amount.cents = INT64_MIN;
	assert_false(paid_line_rest(&line1, &m));
	assert_int_equal(m, 77);
}

/* ---- the patient's share and the allowed amount --------------------- */

static void
the_allowed_amount_is_paid_and_the_patients_share(void **state)
{
	money m;

	(void)state;
	assert_true(paid_claim_cost_share(&claim, &m) && m == 3500);
	assert_true(paid_claim_allowed(&claim, &m) && m == 15500);
	assert_true(paid_line_allowed(&line1, &m) && m == 10500);
}

static void
what_the_plan_does_not_cover_is_not_allowed(void **state)
{
	money m;

	(void)state;
	set_adjustment(&a_copay, "PR", "96", 1000);
	assert_true(paid_line_cost_share(&line1, &m) && m == 0);
	assert_true(paid_line_allowed(&line1, &m) && m == 9500);
	set_adjustment(&a_deductible, "CO", "1", 2500);
	assert_true(paid_claim_cost_share(&claim, &m) && m == 0);
}

static void
a_stated_allowed_amount_goes_first(void **state)
{
	struct stated_amount tax = { .kind = STR("T"),
	    .amount = amount_of(1) };
	struct stated_amount allowed1 = { .kind = STR("B6"),
	    .amount = amount_of(11000) };
	struct stated_amount allowed2 = { .kind = STR("B6"),
	    .amount = amount_of(6000) };
	money m;

	(void)state;
	list_append(&line1.amounts, &tax);
	assert_true(paid_line_allowed(&line1, &m) && m == 10500);
	list_append(&line1.amounts, &allowed1);
	assert_true(paid_line_allowed(&line1, &m) && m == 11000);
	/* one line only: the claim's cannot be known from it */
	assert_true(paid_claim_allowed(&claim, &m) && m == 15500);
	list_append(&line2.amounts, &allowed2);
	assert_true(paid_claim_allowed(&claim, &m) && m == 17000);
	allowed2.amount.cents = INT64_MAX;
	assert_false(paid_claim_allowed(&claim, &m));
	assert_int_equal(m, 17000);
}

/* ---- balance -------------------------------------------------------- */

static void
a_balanced_claim_has_no_rest(void **state)
{
	money m;

	(void)state;
	assert_true(paid_claim_rest(&claim, &m) && m == 0);
	assert_true(paid_line_rest(&line1, &m) && m == 0);
	assert_true(paid_line_rest(&line2, &m) && m == 0);
}

static void
a_cent_that_is_missing_is_the_rest(void **state)
{
	money m;

	(void)state;
	line1.paid.cents--;
	assert_true(paid_line_rest(&line1, &m) && m == 1);
	assert_true(paid_claim_rest(&claim, &m) && m == 0);
	claim.paid.cents += 2;
	assert_true(paid_claim_rest(&claim, &m) && m == -2);
}

/* ---- what became of it ---------------------------------------------- */

static void
nothing_paid_and_nobody_to_pay_is_a_denial(void **state)
{
	static const char *const reasons[][2] = { { "CO", "16" },
		{ "CO", "97" }, { "PR", "96" }, { "OA", "18" },
		{ "PI", "50" }, { "CO", "23" }, { "OA", "24" } };
	static const char *const statuses[] = { "1", "2", "3", "4", "19" };

	(void)state;
	for (size_t i = 0; i < LENGTH(reasons); i++) {
		deny(reasons[i][0], reasons[i][1]);
		assert_true(paid_claim_is_denied(&claim));
	}
	for (size_t i = 0; i < LENGTH(statuses); i++) {
		claim.status = str_of(statuses[i]);
		assert_true(paid_claim_is_denied(&claim));
	}
}

static void
a_claim_that_is_settled_is_no_denial(void **state)
{
	static const char *const reasons[][2] = { { "PR", "1" },
		{ "PR", "2" }, { "PR", "3" }, { "PR", "66" },
		{ "OA", "23" }, { "CO", "24" } };
	static const char *const statuses[] = { "22", "23", "25" };

	(void)state;
	assert_false(paid_claim_is_denied(&claim));
	for (size_t i = 0; i < LENGTH(reasons); i++) {
		deny(reasons[i][0], reasons[i][1]);
		assert_false(paid_claim_is_denied(&claim));
	}
	deny("CO", "16");
	for (size_t i = 0; i < LENGTH(statuses); i++) {
		claim.status = str_of(statuses[i]);
		assert_false(paid_claim_is_denied(&claim));
	}
	claim.status = STR("1");
	claim.charge = amount_of(0);
	assert_false(paid_claim_is_denied(&claim));
}

static void
only_status_22_is_a_reversal(void **state)
{
	static const char *const others[] = { "", "1", "2", "4", "21", "23",
		"25", "220", " 22" };

	(void)state;
	for (size_t i = 0; i < LENGTH(others); i++) {
		claim.status = str_of(others[i]);
		assert_false(paid_claim_is_reversal(&claim));
	}
	claim.status = STR("22");
	assert_true(paid_claim_is_reversal(&claim));
}

/* ---- provider adjustments ------------------------------------------- */

static void
provider_adjustments_are_summed_by_reason(void **state)
{
	struct provider_reason taken = { .reason = STR("WO"),
	    .amount = amount_of(5000) };
	struct provider_reason interest = { .reason = STR("L6"),
	    .amount = amount_of(-125) };
	struct provider_adjustment p = { .provider = STR("1234567893") };
	money m = 77;

	(void)state;
	assert_true(provider_adjusted(&p, any, &m) && m == 0);
	list_append(&p.reasons, &taken);
	list_append(&p.reasons, &interest);
	assert_true(provider_adjusted(&p, any, &m) && m == 4875);
	assert_true(provider_adjusted(&p, STR("L6"), &m) && m == -125);
	assert_true(provider_adjusted(&p, STR("FB"), &m) && m == 0);
	taken.amount.cents = INT64_MIN;
	assert_false(provider_adjusted(&p, any, &m));
	assert_int_equal(m, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(
		    adjustments_are_summed_by_group_and_reason, build),
		cmocka_unit_test_setup(a_claims_own_adjustments_count_too,
		    build),
		cmocka_unit_test_setup(what_is_not_there_sums_to_nothing,
		    build),
		cmocka_unit_test_setup(a_part_of_a_code_is_another_code, build),
		cmocka_unit_test_setup(
		    an_overflow_is_reported_and_out_is_untouched, build),
		cmocka_unit_test_setup(
		    the_allowed_amount_is_paid_and_the_patients_share, build),
		cmocka_unit_test_setup(
		    what_the_plan_does_not_cover_is_not_allowed, build),
		cmocka_unit_test_setup(a_stated_allowed_amount_goes_first,
		    build),
		cmocka_unit_test_setup(a_balanced_claim_has_no_rest, build),
		cmocka_unit_test_setup(a_cent_that_is_missing_is_the_rest,
		    build),
		cmocka_unit_test_setup(
		    nothing_paid_and_nobody_to_pay_is_a_denial, build),
		cmocka_unit_test_setup(a_claim_that_is_settled_is_no_denial,
		    build),
		cmocka_unit_test_setup(only_status_22_is_a_reversal, build),
		cmocka_unit_test_setup(
		    provider_adjustments_are_summed_by_reason, build),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
