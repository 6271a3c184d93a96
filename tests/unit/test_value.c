/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_value.c -- amounts, quantities and days of models (M1 to M3), lists, and
 * structs compared through their tables.
 */
#include "unit.h"

#include "claim/claim.h"
#include "claim/transaction.h"

/* ---- numbers -------------------------------------------------------- */

static void
amount_is(const char *text, money cents, const char *written)
{
	char room[VALUE_TEXT_MAX];
	struct amount a = amount_read(str_of(text));
	str out;

	if (a.cents != cents)
		fail_msg("\"%s\" read as %ld cents", text, (long)a.cents);
	assert_true(amount_given(&a));
	out = amount_text(&a, room);
	if (!str_eq(out, str_of(text)))
		fail_msg("\"%s\" written as \"" STR_FMT "\"", text,
		    STR_ARG(out));
	a = amount_of(cents);
	assert_true(amount_given(&a));
	out = amount_text(&a, room);
	if (!str_eq(out, str_of(written)))
		fail_msg("%ld cents written as \"" STR_FMT "\"", (long)cents,
		    STR_ARG(out));
}

static void
amounts_are_read_as_x12_writes_them(void **state)
{
	(void)state;
	amount_is("0", 0, "0");
	amount_is("125", 12500, "125");
	amount_is("125.", 12500, "125");
	amount_is("125.5", 12550, "125.5");
	amount_is("125.50", 12550, "125.5");
	amount_is("00100", 10000, "100");
	amount_is(".5", 50, "0.5");
	amount_is("-.05", -5, "-0.05");
	amount_is("-12.34", -1234, "-12.34");
	amount_is("12.3400000", 1234, "12.34");
	amount_is("-0", 0, "0");
	amount_is("0.00", 0, "0");
	amount_is("000000000000000000000001", 100, "1");
	amount_is("999999999999999.99", 99999999999999999, "999999999999999.99");
	amount_is("-999999999999999.99", -99999999999999999,
	    "-999999999999999.99");
}

/* Every text of up to seven of six characters, and a few longer ones: two
 * readers must agree. */
static void
amounts_are_read_as_money_is(void **state)
{
	static const char of[] = "059.-x";
	static const char *const ends[] = { "", "1", "12.5", ".00", "99999" };

	(void)state;
	for (unsigned i = 0; i < 6 * 6 * 6 * 6 * 6 * 6 * 6; i++) {
		char text[16];
		size_t n = 0;

		for (unsigned rest = i; rest != 0; rest /= 6)
			text[n++] = of[rest % 6];
		for (size_t k = 0; k < LENGTH(ends); k++) {
			str s = { text, n + strlen(ends[k]) };
			struct amount a;
			money m;

			memcpy(text + n, ends[k], strlen(ends[k]));
			a = amount_read(s);
			if (s.n != 0 && a.cents != (money_parse(s, &m) ? m : 0))
				fail_msg(STR_FMT " is read as %ld",
				    STR_ARG(s), (long)a.cents);
		}
	}
}

/* M3 */
static void
amounts_that_cannot_be_read_are_kept(void **state)
{
	static const char *const bad[] = { "12.345", "1.001", "-", ".", "-.",
		"+5", "1,000", "1e3", "abc", "12a", "1.2.3", "--1", " 1", "1 ",
		"1000000000000000", "99999999999999999999", "1-", "\xbf",
		"1.x" };

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++)
		amount_is(bad[i], 0, "0");
}

/* M1, M2 */
static void
amounts_are_written_when_they_were_changed(void **state)
{
	char room[VALUE_TEXT_MAX];
	struct amount none = amount_read((str){ NULL, 0 }), a;

	(void)state;
	assert_false(amount_given(&none));
	assert_int_equal(amount_text(&none, room).n, 0);
	none = amount_read(STR(""));
	assert_false(amount_given(&none));
	a = amount_read(STR("100.00"));
	assert_true(str_eq(amount_text(&a, room), STR("100.00")));
	a.cents = 10001;
	assert_true(str_eq(amount_text(&a, room), STR("100.01")));
	a = amount_read(STR("12.345"));
	a.cents = 1235;
	assert_true(str_eq(amount_text(&a, room), STR("12.35")));
	a = amount_of(INT64_MIN);
	assert_true(str_eq(amount_text(&a, room),
	    STR("-92233720368547758.08")));
}

static void
quantities_have_three_decimals(void **state)
{
	static const struct {
		const char *text;
		int64_t thousandths;
		const char *written;
	} cases[] = {
		{ "1", 1000, "1" },
		{ "1.5", 1500, "1.5" },
		{ "1.500", 1500, "1.5" },
		{ "12.345", 12345, "12.345" },
		{ "12.3450", 12345, "12.345" },
		{ "12345.12", 12345120, "12345.12" },
		{ "1234.123", 1234123, "1234.123" },
		{ ".001", 1, "0.001" },
		{ "-.5", -500, "-0.5" },
		{ "00100", 100000, "100" },
		{ "999999999999999.999", 999999999999999999,
		    "999999999999999.999" },
		{ "12.3456", 0, "0" },
		{ "x", 0, "0" },
	};
	char room[VALUE_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct quantity q = quantity_read(str_of(cases[i].text));

		assert_true(q.thousandths == cases[i].thousandths);
		assert_true(str_eq(quantity_text(&q, room),
		    str_of(cases[i].text)));
		q = quantity_of(q.thousandths);
		assert_true(quantity_given(&q));
		assert_true(str_eq(quantity_text(&q, room),
		    str_of(cases[i].written)));
	}
	assert_false(quantity_given(&(struct quantity){ .thousandths = 0 }));
}

/* ---- days ----------------------------------------------------------- */

static date
day(int y, int m, int d)
{
	date on;

	assert_true(date_from_ymd(y, m, d, &on));
	return on;
}

static void
when_is(const char *text, date from, date through)
{
	char room[VALUE_TEXT_MAX];
	struct when w = when_read(str_of(text));

	if (w.from != from || w.through != through)
		fail_msg("\"%s\" read as %d to %d", text, w.from, w.through);
	assert_true(when_given(&w));
	assert_true(str_eq(when_text(&w, room), str_of(text)));
}

static void
days_are_read_in_every_form(void **state)
{
	date a = day(2026, 1, 31), b = day(2026, 2, 28);

	(void)state;
	when_is("20260131", a, a);
	when_is("260131", a, a);
	when_is("20260131-20260228", a, b);
	when_is("20260228-20260131", b, a);
	when_is("260131-260228", a, b);
	when_is("202601311530", a, a);
	when_is("20260131153059", a, a);
	when_is("202601311530-202602280001", a, b);
	when_is("18000101", DATE_FIRST, DATE_FIRST);
	when_is("29991231", DATE_LAST, DATE_LAST);
}

/* M3; a time alone has no day. */
static void
days_that_do_not_exist_are_kept(void **state)
{
	static const char *const bad[] = { "1530", "20260229", "20261301",
		"20260100", "2026013", "202601311", "202601312460", "2026-0131",
		"20260131-", "-20260131", "20260131-20260229", "2026013a",
		"/0260131", "20260131-20260228-20260301", "17991231",
		"\xb2\xb0\xb2\xb6\xb0\xb1\xb0\xb1", "20260131+20260228", "-",
		"260229", ":0260131" };

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++)
		when_is(bad[i], DATE_NONE, DATE_NONE);
}

/* M1, M2 */
static void
days_are_written_when_they_were_changed(void **state)
{
	date a = day(2026, 1, 31), b = day(2026, 2, 28);
	char room[VALUE_TEXT_MAX];
	struct when w = when_read((str){ NULL, 0 });

	(void)state;
	assert_false(when_given(&w));
	assert_int_equal(when_text(&w, room).n, 0);
	w = when_of(a);
	assert_true(when_given(&w));
	assert_true(str_eq(when_text(&w, room), STR("20260131")));
	w = when_range(a, b);
	assert_true(str_eq(when_text(&w, room), STR("20260131-20260228")));
	w = when_range(a, DATE_NONE);
	assert_true(str_eq(when_text(&w, room), STR("20260131")));
	w = when_of(DATE_NONE);
	assert_false(when_given(&w));
	w = when_of(DATE_LAST + 1);
	assert_false(when_given(&w));
	w = when_read(STR("202601311530"));
	w.from = w.through = b;
	assert_true(str_eq(when_text(&w, room), STR("20260228")));
	w = when_read(STR("20260131"));
	w.from = w.through = DATE_NONE;
	assert_int_equal(when_text(&w, room).n, 0);
	w = when_read(STR("never"));
	w.from = w.through = a;
	assert_true(str_eq(when_text(&w, room), STR("20260131")));
}

/* ---- the same ------------------------------------------------------- */

static bool
same_amount(const char *a, const char *b)
{
	struct amount x = amount_read(str_of(a)), y = amount_read(str_of(b));

	return amount_equal(&x, &y);
}

static bool
same_when(const char *a, const char *b)
{
	struct when x = when_read(str_of(a)), y = when_read(str_of(b));

	return when_equal(&x, &y);
}

static void
values_are_the_same_by_what_they_mean(void **state)
{
	struct amount number = amount_of(0), read = amount_read(STR("abc"));
	struct quantity q = quantity_read(STR("1.50")), half =
	    quantity_of(1500), none = { .thousandths = 0 };

	(void)state;
	assert_true(same_amount("100", "100.00"));
	assert_false(same_amount("100", "100.01"));
	assert_false(same_amount("0", ""));
	assert_true(same_amount("", ""));
	assert_true(same_amount("abc", "abc"));
	assert_false(same_amount("abc", "abd"));
	assert_false(same_amount("abc", "0"));
	assert_false(amount_equal(&number, &read));
	read.cents = 5;		/* the text no longer counts */
	number.cents = 5;
	assert_true(amount_equal(&number, &read));
	assert_true(quantity_equal(&q, &half));
	assert_false(quantity_equal(&q, &none));
	assert_true(quantity_equal(&none, &none));
	assert_true(same_when("20260131", "260131"));
	assert_false(same_when("20260131", "202601311530"));
	assert_false(same_when("202601311530", "202601311531"));
	assert_true(same_when("1530", "1530"));
	assert_false(same_when("1530", "1531"));
	assert_false(same_when("20260131", "20260131-20260228"));
	assert_false(same_when("20260131", ""));
	assert_true(same_when("", ""));
}

/* ---- lists ---------------------------------------------------------- */

static void
lists_grow_at_the_end(void **state)
{
	struct claim c = { .charge = amount_of(0) };
	struct service_line lines[3] = { { .number = STR("1") } };

	(void)state;
	assert_int_equal(list_count(&c.lines), 0);
	lines[1].next = &lines[2];	/* forgotten by the list */
	for (size_t i = 0; i < 3; i++) {
		list_append(&c.lines, &lines[i]);
		assert_int_equal(list_count(&c.lines), i + 1);
		assert_ptr_equal(c.lines.last, &lines[i]);
	}
	assert_ptr_equal(c.lines.first, &lines[0]);
	assert_ptr_equal(lines[0].next, &lines[1]);
	assert_null(lines[2].next);
}

/* ---- schemas -------------------------------------------------------- */

static const struct schema *
claim_schema(void)
{
	const struct schema *s = transaction_schema(STR("claim"));

	assert_non_null(s);
	assert_int_equal(s->size, sizeof(struct claim));
	return s;
}

static const struct field *
field(const char *name)
{
	const struct field *f = schema_field(claim_schema(), str_of(name));

	if (f == NULL)
		fail_msg("a claim has no %s", name);
	return f;
}

static void
fields_are_found_by_name(void **state)
{
	(void)state;
	assert_int_equal(field("charge")->offset,
	    offsetof(struct claim, charge));
	assert_null(schema_field(claim_schema(), STR("charges")));
	assert_null(schema_field(claim_schema(), STR("")));
	assert_null(transaction_schema(STR("invoice")));
}

/* True when exactly the field called `name` is given. */
static bool
given_alone(const struct claim *c, const char *name)
{
	const struct schema *s = claim_schema();
	unsigned n = 0;

	for (unsigned i = 0; i < s->n; i++)
		n += field_given(c, &s->fields[i]);
	return n == 1 && field_given(c, field(name));
}

/* M1 */
static void
fields_are_given_when_they_hold_something(void **state)
{
	const struct claim none = { .charge = { .cents = 0 } };
	const struct subscriber_level subscriber = { .turn = STR("P") };
	struct party party = { .name = STR("") };
	struct service_line line = { .number = STR("") };
	struct diagnosis d = { .code = STR("A09") };
	struct claim c;

	(void)state;
	c = none;
	assert_false(given_alone(&c, "charge"));
	c.charge = amount_of(0);
	assert_true(given_alone(&c, "charge"));
	c = none;
	c.control_number = STR("A1");
	assert_true(given_alone(&c, "control_number"));
	c = none;
	c.related_causes[1] = STR("EM");
	assert_true(given_alone(&c, "related_causes"));
	c = none;
	c.onset = when_of(0);
	assert_true(given_alone(&c, "onset"));
	c = none;
	c.principal_diagnosis = d;
	assert_true(given_alone(&c, "principal_diagnosis"));
	c = none;
	c.rendering_provider = &party;
	assert_true(given_alone(&c, "rendering_provider"));
	c = none;
	list_append(&c.lines, &line);
	assert_true(given_alone(&c, "lines"));
	c = none;
	list_append(&c.diagnoses, &d);
	assert_true(given_alone(&c, "diagnoses"));
	c = none;
	c.subscriber = &subscriber;
	assert_true(given_alone(&c, "subscriber"));
}

/* Two claims that say the same, to be made different. */
struct twins {
	struct claim c[2];
	struct service_line lines[2];
	struct party party[2];
	struct carried carried[2];
};

static void
make_twins(struct twins *t)
{
	*t = (struct twins){ .c = { { .control_number = STR("A1") },
	    { .control_number = STR("A1") } } };
	for (size_t i = 0; i < 2; i++) {
		struct claim *c = &t->c[i];

		c->charge = amount_read(i == 0 ? STR("100") : STR("100.00"));
		c->part.offset = i;
		c->part.order = STR("abc");
		c->related_causes[0] = STR("AA");
		c->principal_diagnosis.code = STR("A09");
		t->lines[i].units = quantity_of(1000);
		t->lines[i].service_date = when_of(20000);
		list_append(&c->lines, &t->lines[i]);
		c->rendering_provider = &t->party[i];
		t->party[i].name = STR("DOE");
		t->carried[i] = (struct carried){ .place = STR("K3"),
		    .text = STR("K3*X") };
		list_append(&c->part.carried, &t->carried[i]);
	}
}

#define DIFFERS(t, change) do { \
	make_twins(t); \
	change; \
	assert_false(schema_equal(claim_schema(), &(t)->c[0], &(t)->c[1])); \
} while (0)

static void
structs_are_compared_by_what_they_say(void **state)
{
	static const struct subscriber_level other = { .turn = STR_INIT("S") };
	struct twins t;

	(void)state;
	make_twins(&t);
	t.c[1].subscriber = &other;	/* not followed */
	assert_true(schema_equal(claim_schema(), &t.c[0], &t.c[1]));
	DIFFERS(&t, t.c[1].control_number = STR("A2"));
	DIFFERS(&t, t.c[1].charge.cents = 1);
	DIFFERS(&t, t.c[1].related_causes[1] = STR("EM"));
	DIFFERS(&t, t.c[1].principal_diagnosis.code = STR("B20"));
	DIFFERS(&t, t.lines[1].units = quantity_of(2000));
	DIFFERS(&t, t.lines[1].service_date = when_of(20001));
	DIFFERS(&t, t.c[1].lines.first = NULL);
	DIFFERS(&t, t.party[1].name = STR("ROE"));
	DIFFERS(&t, t.c[1].rendering_provider = NULL);
	DIFFERS(&t, t.c[1].part.order = STR("acb"));
	DIFFERS(&t, t.carried[1].text = STR("K3*Y"));
	DIFFERS(&t, t.carried[1].place = STR("K4"));
	DIFFERS(&t, t.c[1].part.carried.first = NULL);
}

/* ---- claims --------------------------------------------------------- */

static void
a_claim_knows_its_patient_and_payer(void **state)
{
	struct party insured = { .name = STR("DOE") };
	struct party child = { .name = STR("DOE") };
	struct billing_level billing = { .taxonomy = STR("") };
	struct subscriber_level subscriber = { .billing = &billing,
	    .subscriber = &insured };
	struct patient_level patient = { .subscriber = &subscriber,
	    .patient = &child };
	struct claim c = { .control_number = STR("A1") };

	(void)state;
	assert_null(claim_patient(&c));
	assert_null(claim_billing(&c));
	c.subscriber = &subscriber;
	assert_ptr_equal(claim_patient(&c), &insured);
	assert_ptr_equal(claim_billing(&c), &billing);
	c.patient = &patient;
	assert_ptr_equal(claim_patient(&c), &child);
	c.subscriber = NULL;
	assert_ptr_equal(claim_billing(&c), &billing);
}

static void
a_claim_adds_up_its_lines(void **state)
{
	struct claim c = { .control_number = STR("A1") };
	struct service_line lines[2] = { { .charge = amount_of(150) },
	    { .charge = amount_of(-50) } };
	money sum = -1;

	(void)state;
	assert_true(claim_total_of_lines(&c, &sum));
	assert_int_equal(sum, 0);
	list_append(&c.lines, &lines[0]);
	list_append(&c.lines, &lines[1]);
	assert_true(claim_total_of_lines(&c, &sum));
	assert_int_equal(sum, 100);
	lines[1].charge.cents = INT64_MAX;
	assert_false(claim_total_of_lines(&c, &sum));
	assert_int_equal(sum, 100);
}

static void
a_claim_counts_its_diagnoses_and_follows_pointers(void **state)
{
	struct claim c = { .control_number = STR("A1") };
	struct diagnosis d[3] = { { .code = STR("A09") },
	    { .code = STR("B20") }, { .code = STR("C50") } };

	(void)state;
	assert_int_equal(claim_diagnosis_count(&c), 0);
	list_append(&c.diagnoses, &d[0]);
	list_append(&c.diagnoses, &d[1]);
	assert_int_equal(claim_diagnosis_count(&c), 2);
	assert_ptr_equal(claim_diagnosis(&c, STR("1")), &d[0]);
	assert_ptr_equal(claim_diagnosis(&c, STR("2")), &d[1]);
	assert_null(claim_diagnosis(&c, STR("3")));
	assert_null(claim_diagnosis(&c, STR("0")));
	assert_null(claim_diagnosis(&c, STR("")));
	assert_null(claim_diagnosis(&c, STR("A")));
	c = (struct claim){ .principal_diagnosis = d[2] };
	list_append(&c.other_diagnoses, &d[0]);
	assert_int_equal(claim_diagnosis_count(&c), 2);
}

static void
a_claim_tells_corrections_and_its_first_day(void **state)
{
	struct claim c = { .frequency = STR("1") };
	struct service_line lines[2] = { { .service_date = when_of(20010) },
	    { .service_date = when_range(20000, 20005) } };

	(void)state;
	assert_false(claim_is_correction(&c));
	c.frequency = STR("7");
	assert_true(claim_is_correction(&c));
	c.frequency = STR("8");
	assert_true(claim_is_correction(&c));
	assert_int_equal(claim_first_day(&c), DATE_NONE);
	list_append(&c.lines, &lines[0]);
	assert_int_equal(claim_first_day(&c), 20010);
	list_append(&c.lines, &lines[1]);
	assert_int_equal(claim_first_day(&c), 20000);
	c.statement = when_read(STR("never"));
	assert_int_equal(claim_first_day(&c), 20000);
	c.statement = when_of(19999);
	assert_int_equal(claim_first_day(&c), 19999);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(amounts_are_read_as_x12_writes_them),
		cmocka_unit_test(amounts_are_read_as_money_is),
		cmocka_unit_test(amounts_that_cannot_be_read_are_kept),
		cmocka_unit_test(amounts_are_written_when_they_were_changed),
		cmocka_unit_test(quantities_have_three_decimals),
		cmocka_unit_test(days_are_read_in_every_form),
		cmocka_unit_test(days_that_do_not_exist_are_kept),
		cmocka_unit_test(days_are_written_when_they_were_changed),
		cmocka_unit_test(values_are_the_same_by_what_they_mean),
		cmocka_unit_test(lists_grow_at_the_end),
		cmocka_unit_test(fields_are_found_by_name),
		cmocka_unit_test(fields_are_given_when_they_hold_something),
		cmocka_unit_test(structs_are_compared_by_what_they_say),
		cmocka_unit_test(a_claim_knows_its_patient_and_payer),
		cmocka_unit_test(a_claim_adds_up_its_lines),
		cmocka_unit_test(
		    a_claim_counts_its_diagnoses_and_follows_pointers),
		cmocka_unit_test(a_claim_tells_corrections_and_its_first_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
