/* SPDX-License-Identifier: Apache-2.0 */
/*
 * value.c -- what is wrong with a value?
 *
 * By X12 type: a number's digits, a date that exists, a time of day, a period
 * in the form that element 1250 names, a code of its list.
 */
#include "x12/value.h"

#include <stdio.h>

#include "base/date.h"

#define CODES_SHOWN 16

/* ---- reporting ------------------------------------------------------ */

/* See value.h. */
struct finding
value_finding(const struct checked *c, enum finding_code code)
{
	struct finding f = judge_finding(c->j, code, c->s, c->element, 0);

	f.at.component = (uint8_t)c->component;
	f.at.repetition = c->repetition;
	f.value = c->value;
	f.name = c->e->label;
	if (c->value.p != NULL)
		f.at.offset = segment_offset_of(c->s, c->value);
	return f;
}

/* See value.h. */
void
value_report(const struct checked *c, enum finding_code code, str want)
{
	struct finding f = value_finding(c, code);

	f.want = want;
	judge_add(c->j, &f);
}

/* See value.h. */
void
value_report_counts(const struct checked *c, enum finding_code code,
    unsigned long found, unsigned long wanted)
{
	struct finding f = value_finding(c, code);
	char a[24], want[24];

	f.a = (str){ a, (size_t)snprintf(a, sizeof a, "%lu", found) };
	f.want = (str){ want, (size_t)snprintf(want, sizeof want, "%lu",
	    wanted) };
	judge_add(c->j, &f);
}

static void
report_codes(const struct checked *c, enum finding_code code)
{
	struct buf words;

	buf_init(&words, 1024);
	code_list_words(c->e->codes, CODES_SHOWN, &words);
	value_report(c, code, buf_str(&words));
	buf_fini(&words);
}

/* ---- forms of a value ----------------------------------------------- */

static bool
all_digits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n != 0;
}

/* Length of `n` characters, within the limits?  Reports if not. */
static void
check_length(const struct checked *c, size_t n)
{
	if (n > c->e->max)
		value_report_counts(c, FINDING_ELEMENT_TOO_LONG, n, c->e->max);
	else if (n < c->e->min)
		value_report_counts(c, FINDING_ELEMENT_TOO_SHORT, n, c->e->min);
}

/* X12 type N0: a whole number; the sign does not count. */
static void
check_number(const struct checked *c)
{
	str s = c->value;

	if (s.n > 0 && s.p[0] == '-') {
		s.p++;
		s.n--;
	}
	if (!all_digits(s))
		value_report(c, FINDING_NOT_A_NUMBER, STR("a whole number"));
	else
		check_length(c, s.n);
}

/*
 * X12 type R: sign and point do not count.  Returns the number of decimals, or
 * -1 when it is no number (reported).
 */
static int
check_decimal(const struct checked *c)
{
	size_t digits = 0, decimals = 0;
	bool point = false, wrong = false;
	size_t i = c->value.n > 0 && c->value.p[0] == '-';

	for (; i < c->value.n; i++) {
		char ch = c->value.p[i];

		if (ch >= '0' && ch <= '9') {
			digits++;
			if (point)
				decimals++;
		} else if (ch == '.' && !point) {
			point = true;
		} else {
			wrong = true;
		}
	}
	if (wrong || digits == 0) {
		value_report(c, FINDING_NOT_A_NUMBER, STR("a decimal number"));
		return -1;
	}
	check_length(c, digits);
	return (int)decimals;
}

/* Element 782: money, so at most two decimals that say something. */
static void
check_amount(const struct checked *c)
{
	money m;

	if (check_decimal(c) > 2 && !money_parse(c->value, &m))
		value_report(c, FINDING_AMOUNT_CENTS, (str){ NULL, 0 });
}

static void
check_date(const struct checked *c)
{
	date d;

	if (c->value.n == 6 && c->e->min <= 6 ? !date_parse6(c->value, &d) :
	    !date_parse8(c->value, &d))
		value_report(c, FINDING_DATE_INVALID, c->e->max == 6 ?
		    STR("YYMMDD") : STR("CCYYMMDD"));
}

/* ---- element 1251: the value's form is named by element 1250 -------- */

static bool
is_d8(str s)
{
	date d;

	return date_parse8(s, &d);
}

static bool
is_d6(str s)
{
	date d;

	return date_parse6(s, &d);
}

/* `len` bytes of a date form, a dash, and as many again. */
static bool
is_range(str s, size_t len, bool (*form)(str))
{
	return s.n == 2 * len + 1 && s.p[len] == '-' &&
	    form((str){ s.p, len }) && form((str){ s.p + len + 1, len });
}

static bool is_rd8(str s) { return is_range(s, 8, is_d8); }
static bool is_rd6(str s) { return is_range(s, 6, is_d6); }

static bool
is_hhmm(str s)
{
	return s.n == 4 && time_valid(s);
}

static bool
is_dt(str s)
{
	return s.n == 12 && is_d8((str){ s.p, 8 }) &&
	    is_hhmm((str){ s.p + 8, 4 });
}

static bool is_rdt(str s) { return is_range(s, 12, is_dt); }

static bool
is_ts(str s)
{
	return s.n == 14 && is_d8((str){ s.p, 8 }) &&
	    time_valid((str){ s.p + 8, 6 });
}

static bool
is_month(str s)
{
	char day[8];

	if (s.n != 6)
		return false;
	memcpy(day, s.p, 6);
	memcpy(day + 6, "01", 2);
	return is_d8((str){ day, 8 });
}

static bool
is_year(str s)
{
	return s.n == 4 && all_digits(s);
}

/* The forms of element 1250 that the guides use, and how they look. */
static const struct period {
	str	 code, looks;
	bool	(*is)(str s);
} periods[] = {
	{ STR_INIT("D8"), STR_INIT("CCYYMMDD"), is_d8 },
	{ STR_INIT("RD8"), STR_INIT("CCYYMMDD-CCYYMMDD"), is_rd8 },
	{ STR_INIT("DT"), STR_INIT("CCYYMMDDHHMM"), is_dt },
	{ STR_INIT("TM"), STR_INIT("HHMM"), is_hhmm },
	{ STR_INIT("D6"), STR_INIT("YYMMDD"), is_d6 },
	{ STR_INIT("RD6"), STR_INIT("YYMMDD-YYMMDD"), is_rd6 },
	{ STR_INIT("RDT"), STR_INIT("CCYYMMDDHHMM-CCYYMMDDHHMM"), is_rdt },
	{ STR_INIT("TS"), STR_INIT("CCYYMMDDHHMMSS"), is_ts },
	{ STR_INIT("CM"), STR_INIT("CCYYMM"), is_month },
	{ STR_INIT("CY"), STR_INIT("CCYY"), is_year },
};

static void
check_period(const struct checked *c)
{
	for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++) {
		if (!str_eq(periods[i].code, c->format))
			continue;
		if (!periods[i].is(c->value))
			value_report(c, str_eq(c->format, STR("TM")) ?
			    FINDING_TIME_INVALID : FINDING_DATE_INVALID,
			    periods[i].looks);
		return;
	}
	check_length(c, c->value.n);
}

/* ---- codes ---------------------------------------------------------- */

/* True when the value would be a code of the list in capitals. */
static bool
is_lower_case(const struct code_list *list, str value)
{
	for (unsigned i = 0; i < list->n; i++)
		if (str_eq_nocase(list->text[i], value))
			return true;
	return false;
}

static void
check_codes(const struct checked *c)
{
	if (code_list_has_sent(c->e->codes, c->value))
		return;
	report_codes(c, is_lower_case(c->e->codes, c->value) ?
	    FINDING_LOWER_CASE_CODE : FINDING_CODE_INVALID);
}

/* ---- one value ------------------------------------------------------ */

static bool
is_blank(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ')
			return false;
	return true;
}

/* See value.h. */
void
value_check(const struct checked *c)
{
	if (c->value.p[0] == ' ' && is_blank(c->value)) {
		value_report(c, FINDING_BLANK, (str){ NULL, 0 });
		return;
	}
	if (c->e->codes != NULL) {
		check_codes(c);
		return;
	}
	switch ((enum element_check)c->e->check) {
	case CHECK_NUMBER:
		check_number(c);
		break;
	case CHECK_DECIMAL:
		(void)check_decimal(c);
		break;
	case CHECK_AMOUNT:
		check_amount(c);
		break;
	case CHECK_DATE:
		check_date(c);
		break;
	case CHECK_TIME:
		if (!time_valid(c->value))
			value_report(c, FINDING_TIME_INVALID, (str){ NULL, 0 });
		break;
	case CHECK_PERIOD:
		check_period(c);
		break;
	default:
		check_length(c, c->value.n);
		if (c->value.p[0] == ' ' ||
		    c->value.p[c->value.n - 1] == ' ')
			value_report(c, FINDING_PADDED, (str){ NULL, 0 });
	}
}
