/* SPDX-License-Identifier: Apache-2.0 */
/* test_csv.c -- V1 and V2 of claim/csv.h: cells, and where they come from. */
#include "unit.h"

#include "claim/claim.h"
#include "interop/csv.h"

/* The rows that a table has of an item, without the head. */
static void
rows_of(const char *kind, const struct transaction_map *map, unsigned level,
    const void *object, struct buf *to)
{
	const struct item item = { map, map->levels[level].schema, object };
	struct csv *c;
	struct err err;

	buf_init(to, 1 << 20);
	if (csv_new(str_of(kind), &c, &err) != RC_OK)
		fail_msg("%s", err.msg);
	assert_int_equal(csv_item(c, &item, to, &err), RC_OK);
	csv_free(c);
}

/* The row of a provider adjustment whose reference is `text`. */
static void
cell_is(str text, const char *want)
{
	struct provider_reason reason = { .reason = STR("WO"),
		.reference = text, .amount = amount_read(STR("-12.50")) };
	struct provider_adjustment a = { .provider = STR("1"),
		.reasons = { &reason, &reason } };
	char row[200];
	struct buf b;

	rows_of("adjustments", &remittance_map, 3, &a, &b);
	snprintf(row, sizeof row, ",,provider,,,,1,,,WO,%s,-12.50,\r\n", want);
	if (strcmp(b.p, row) != 0)
		fail_msg("%s, not %s", b.p, row);
	buf_fini(&b);
}

/* V1 */
static void
V1_cells_are_quoted_where_they_must_be(void **state)
{
	(void)state;
	cell_is(STR("PLAIN TEXT"), "PLAIN TEXT");
	cell_is(STR("A,B"), "\"A,B\"");
	cell_is(STR("A \"B\""), "\"A \"\"B\"\"\"");
	cell_is(STR("A\nB"), "\"A\nB\"");
	cell_is(STR("M\xC3\xBCLLER"), "\"M\xC3\xBCLLER\"");
	cell_is(STR("M\xFCLLER"), "\"M\xC3\xBCLLER\"");
	cell_is(STR(""), "");
}

/* V2: and the amount beside it stays a number. */
static void
V2_no_cell_is_a_formula(void **state)
{
	(void)state;
	cell_is(STR("=1+1"), "\"'=1+1\"");
	cell_is(STR("+1"), "\"'+1\"");
	cell_is(STR("-1"), "\"'-1\"");
	cell_is(STR("@SUM(A1)"), "\"'@SUM(A1)\"");
	cell_is(STR("\tA"), "\"'\tA\"");
	cell_is(STR("\rA"), "\"'\rA\"");
	cell_is(STR("=HYPERLINK(\"X\",\"Y\")"),
	    "\"'=HYPERLINK(\"\"X\"\",\"\"Y\"\")\"");
	cell_is(STR("A=1"), "A=1");
}

/* V2: what stands for an amount but is none is a text. */
static void
V2_an_amount_that_is_none_is_disarmed(void **state)
{
	struct claim claim = { .charge = amount_read(STR("=1+1")) };
	struct buf b;

	(void)state;
	rows_of("claims", &professional_map, 4, &claim, &b);
	assert_non_null(strstr(b.p, ",\"'=1+1\","));
	buf_fini(&b);
}

static void
every_table_fits_the_model(void **state)
{
	static const char *const kinds[] = { "claims", "lines", "payments",
		"adjustments" };
	struct csv *c;
	struct buf b;
	struct err err;

	(void)state;
	for (size_t i = 0; i < LENGTH(kinds); i++) {
		if (csv_new(str_of(kinds[i]), &c, &err) != RC_OK)
			fail_msg("%s: %s", kinds[i], err.msg);
		buf_init(&b, 1000);
		csv_head(c, &b);
		assert_true(b.n > 20 && strcmp(b.p + b.n - 2, "\r\n") == 0);
		buf_fini(&b);
		csv_free(c);
	}
	assert_int_equal(csv_new(STR("people"), &c, &err), RC_INVALID);
	csv_free(NULL);
}

static void
adjustments_are_summed_by_group(void **state)
{
	struct adjustment a = { .group = STR("CO"),
		.amount = amount_read(STR("10.5")) };
	struct adjustment b = { .next = &a, .group = STR("PR"),
		.amount = amount_read(STR("3")) };
	struct adjustment c = { .group = STR("CO"),
		.amount = amount_read(STR("-1")) };
	struct paid_line line = { .adjustments = { &b, &a } };
	struct paid_claim claim = { .control_number = STR("A"),
		.adjustments = { &c, &c }, .lines = { &line, &line } };
	struct buf text;

	(void)state;
	rows_of("claims", &remittance_map, 2, &claim, &text);
	assert_non_null(strstr(text.p, ",1,,,,9.50,3.00,,,\r\n"));
	buf_fini(&text);
}

static date
day(const char *text)
{
	date on;

	assert_true(date_parse8(str_of(text), &on));
	return on;
}

/* The one row of `claim`'s line has these days. */
static void
line_days_are(struct claim *claim, struct service_line *line, const char *want)
{
	struct buf b;

	claim->lines.first = claim->lines.last = line;
	rows_of("lines", &institutional_map, 4, claim, &b);
	if (strstr(b.p, want) == NULL)
		fail_msg("%s, not %s", b.p, want);
	buf_fini(&b);
}

static void
a_line_without_days_has_those_of_its_claim(void **state)
{
	const date first = day("20260220"), last = day("20260224"),
	    served = day("20260221");
	struct service_line line = { .number = STR("1") };
	struct claim hospital = { .statement = when_range(first, last) };
	struct claim dentist = { .service_date = when_of(served) };
	struct dated until = { .kind = STR("233"), .on = when_of(last) };
	struct dated from = { .next = &until, .kind = STR("232"),
		.on = when_of(first) };
	struct paid_line paid_line = { .control_number = STR("L1") };
	struct paid_claim paid = { .statement_dates = { &from, &until },
		.lines = { &paid_line, &paid_line } };
	struct buf b;

	(void)state;
	line_days_are(&hospital, &line, ",2026-02-20,2026-02-24,");
	line_days_are(&dentist, &line, ",2026-02-21,2026-02-21,");
	line.service_date = when_of(last);
	line_days_are(&hospital, &line, ",2026-02-24,2026-02-24,");
	rows_of("lines", &remittance_map, 2, &paid, &b);
	assert_non_null(strstr(b.p, ",2026-02-20,2026-02-24,"));
	buf_fini(&b);

	/* A first day alone is the only one. */
	paid.statement_dates.last = &from;
	from.next = NULL;
	rows_of("lines", &remittance_map, 2, &paid, &b);
	assert_non_null(strstr(b.p, ",2026-02-20,2026-02-20,"));
	buf_fini(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(V1_cells_are_quoted_where_they_must_be),
		cmocka_unit_test(V2_no_cell_is_a_formula),
		cmocka_unit_test(V2_an_amount_that_is_none_is_disarmed),
		cmocka_unit_test(every_table_fits_the_model),
		cmocka_unit_test(adjustments_are_summed_by_group),
		cmocka_unit_test(a_line_without_days_has_those_of_its_claim),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
