/* SPDX-License-Identifier: Apache-2.0 */
/* test_calendar.c -- when code sets are due: Q1 to Q3 of codes/calendar.h. */
#include "unit.h"

#include "codes/book.h"
#include "codes/calendar.h"

/* "20261001"; DATE_NONE for "". */
static date
day(const char *text)
{
	date d = DATE_NONE;

	if (text[0] != '\0')
		assert_true(date_parse8(str_of(text), &d));
	return d;
}

static void
assert_day(date got, const char *want, const char *what)
{
	char a[DATE_TEXT_MAX], b[DATE_TEXT_MAX];

	date_format(got, a);
	date_format(day(want), b);
	if (strcmp(a, b) != 0)
		fail_msg("%s: got %s, want %s", what, a, b);
}

/* As people who know the publishers would answer. */
static const struct look {
	const char *set, *loaded, *today;
	const char *horizon, *sure;		/* last days */
	enum calendar_state state;
	const char *due;
	bool certain;
	const char *since;
	unsigned missed;
} looks[] = {
	{ "icd10cm", "20251001", "20251122", "20260930", "20260331",
	    CALENDAR_CURRENT, "20260401", false, "", 0 },
	{ "icd10cm", "20251001", "20260401", "20260930", "20260331",
	    CALENDAR_POSSIBLE, "20260401", false, "", 0 },
	{ "icd10cm", "20251001", "20260930", "20260930", "20260331",
	    CALENDAR_POSSIBLE, "20260401", false, "", 0 },
	{ "icd10cm", "20251001", "20261001", "20260930", "20260331",
	    CALENDAR_OVERDUE, "20261001", true, "20261001", 1 },
	{ "icd10cm", "20251001", "20270501", "20260930", "20260331",
	    CALENDAR_OVERDUE, "20270401", false, "20261001", 1 },
	{ "icd10pcs", "20260401", "20260501", "20260930", "20260930",
	    CALENDAR_CURRENT, "20261001", true, "", 0 },
	{ "cpt", "20260101", "20261231", "20261231", "20261231",
	    CALENDAR_CURRENT, "20270101", true, "", 0 },
	{ "ptp-practitioner", "20260701", "20260930", "20260930", "20260930",
	    CALENDAR_CURRENT, "20261001", true, "", 0 },
	{ "ptp-practitioner", "20260701", "20261001", "20260930", "20260930",
	    CALENDAR_DUE, "20261001", true, "20261001", 1 },
	{ "ptp-practitioner", "20260701", "20261008", "20260930", "20260930",
	    CALENDAR_OVERDUE, "20261001", true, "20261001", 1 },
	{ "mue-dme", "20251001", "20261122", "20251231", "20251231",
	    CALENDAR_OVERDUE, "20261001", true, "20260101", 4 },
	{ "rvu", "20240309", "20240320", "20240331", "20240331",
	    CALENDAR_CURRENT, "20240401", true, "", 0 },
	{ "taxonomy", "20260701", "20261122", "20261231", "20261231",
	    CALENDAR_CURRENT, "20270101", true, "", 0 },
	{ "carc", "20260701", "20261120", "20261031", "20261031",
	    CALENDAR_OVERDUE, "20261101", true, "20261101", 1 },
	{ "mce", "20251001", "20260401", "20260331", "20260331",
	    CALENDAR_OVERDUE, "20260401", true, "20260401", 1 },
	{ "poa-exempt", "20251001", "20260401", "20260930", "20260930",
	    CALENDAR_CURRENT, "20261001", true, "", 0 },
	{ "leie", "20261001", "20261110", "20261031", "20261031",
	    CALENDAR_DUE, "20261101", true, "20261101", 1 },
	{ "leie", "20261031", "20261122", "20261031", "20261031",
	    CALENDAR_OVERDUE, "20261101", true, "20261101", 1 },
	/* Loaded ahead of its day. */
	{ "icd10cm", "20261001", "20260901", "20270930", "20270331",
	    CALENDAR_CURRENT, "20270401", false, "", 0 },
	{ "hcc-v28", "", "20261122", "", "",
	    CALENDAR_EMPTY, "20260101", true, "", 0 },
	{ "icd10cm", "", "20260601", "", "",
	    CALENDAR_EMPTY, "20251001", true, "", 0 },
};

static void
Q1_Q2_each_set_says_until_when_it_speaks_and_what_is_due(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(looks); i++) {
		const struct look *l = &looks[i];
		enum code_set set = code_set_named(str_of(l->set));
		struct calendar_answer a;
		char what[40];

		assert_true(set < SETS);
		a = calendar_look(set_cadence(set), day(l->loaded),
		    day(l->today));
		snprintf(what, sizeof what, "row %zu, %s", i, l->set);
		assert_day(a.horizon, l->horizon, what);
		assert_day(a.sure, l->sure, what);
		assert_day(a.due.on, l->due, what);
		assert_day(a.since, l->since, what);
		assert_string_equal(calendar_state_word(a.state),
		    calendar_state_word(l->state));
		assert_int_equal(a.due.certain, l->certain);
		assert_int_equal(a.missed, l->missed);
	}
}

static void
Q3_what_has_no_calendar_is_never_overdue(void **state)
{
	struct calendar_answer a = calendar_look(CADENCE_NEVER, day("20000101"),
	    day("20261122"));

	(void)state;
	assert_int_equal(a.state, CALENDAR_CURRENT);
	assert_int_equal(a.horizon, DATE_LAST);
	assert_int_equal(a.due.on, DATE_NONE);
	assert_false(a.soon);
	a = calendar_look(CADENCE_NEVER, DATE_NONE, day("20261122"));
	assert_int_equal(a.state, CALENDAR_EMPTY);
}

static void
a_release_is_looked_for_before_its_day(void **state)
{
	(void)state;
	assert_false(calendar_look(CADENCE_QUARTER, day("20260701"),
	    day("20260831")).soon);
	assert_true(calendar_look(CADENCE_QUARTER, day("20260701"),
	    day("20260901")).soon);
	assert_true(calendar_look(CADENCE_OCTOBER_APRIL, day("20260401"),
	    day("20260715")).soon);
}

/* Q1, Q2 for every cadence and many days: the answer is of one piece. */
static void
Q1_Q2_hold_on_every_day_of_eight_years(void **state)
{
	date loaded = day("20240301"), end = day("20320301");

	(void)state;
	for (int c = 0; c < CADENCES; c++)
		for (date t = loaded; t < end; t++) {
			struct calendar_answer a = calendar_look(c, loaded, t);

			assert_true(a.sure <= a.horizon && a.sure >= loaded);
			assert_int_equal(a.missed > 0, t > a.horizon);
			assert_int_equal(a.state >= CALENDAR_DUE,
			    t > a.horizon);
			assert_int_equal(a.state == CALENDAR_CURRENT,
			    t <= a.sure);
			assert_true(a.missed == 0 || a.since == a.horizon + 1);
			assert_true(a.due.on == DATE_NONE ||
			    a.due.on > loaded);
			assert_int_equal(cadence_due_after(c, t,
			    false).on == DATE_NONE, c == CADENCE_NEVER);
			assert_true(cadence_due_by(c, t, false).on <= t);
		}
}

static void
days_out_of_reach_give_no_due_day(void **state)
{
	(void)state;
	assert_int_equal(cadence_due_after(CADENCE_JANUARY, DATE_LAST,
	    false).on, DATE_NONE);
	assert_int_equal(cadence_due_after(CADENCE_JANUARY, DATE_NONE,
	    false).on, DATE_NONE);
	assert_int_equal(cadence_due_by(CADENCE_JANUARY, DATE_NONE, true).on,
	    DATE_NONE);
	assert_int_equal(calendar_look(CADENCE_JANUARY, DATE_LAST, 0).horizon,
	    DATE_LAST);
}

static void
Q1_the_horizon_is_the_one_that_the_book_is_built_with(void **state)
{
	(void)state;
	for (int c = 0; c < CADENCES; c++) {
		assert_int_equal(calendar_look(c, day("20260401"),
		    day("20260402")).horizon,
		    cadence_until(c, day("20260401")));
		assert_non_null(cadence_words(c));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    Q1_Q2_each_set_says_until_when_it_speaks_and_what_is_due),
		cmocka_unit_test(Q3_what_has_no_calendar_is_never_overdue),
		cmocka_unit_test(a_release_is_looked_for_before_its_day),
		cmocka_unit_test(Q1_Q2_hold_on_every_day_of_eight_years),
		cmocka_unit_test(days_out_of_reach_give_no_due_day),
		cmocka_unit_test(
		    Q1_the_horizon_is_the_one_that_the_book_is_built_with),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
