/* SPDX-License-Identifier: Apache-2.0 */
/* import_table.c -- see import_table.h. */
#include "codes/import_table.h"

/* ---- rows --------------------------------------------------------------- */

static enum rc
read_row(struct import_table *t)
{
	if (t->columns->skip != NULL && t->columns->skip(t))
		return RC_OK;
	t->in->rows++;
	return t->columns->row(t);
}

/* See import_table.h. */
enum rc
import_table(struct import *in, const struct import_columns *c, void *ctx,
    struct err *err)
{
	struct import_table t = { .in = in, .columns = c, .ctx = ctx,
	    .err = err };
	bool more = false;
	enum rc rc;

	rc = sheet_open(&t.sheet, c->kind, in->source, NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = sheet_header(&t.sheet, c->want, c->n, t.at, err);
	while (rc == RC_OK &&
	    (rc = sheet_row(&t.sheet, &more, err)) == RC_OK && more)
		rc = read_row(&t);
	sheet_close(&t.sheet);
	return rc;
}

/* See import_table.h. */
str
table_cell(const struct import_table *t, unsigned column)
{
	return sheet_cell(&t->sheet, t->at[column]);
}

/* See import_table.h. */
enum rc
table_expected(struct import_table *t, unsigned column, const char *what)
{
	str names = str_of(t->columns->want[column].names);
	str name = str_cut(&names, '|'), cell = table_cell(t, column);

	if (t->rc != RC_OK)
		return t->rc;
	if (cell.n > 40)
		cell.n = 40;
	t->rc = import_fail(t->in, t->err, t->sheet.line, "in column " STR_FMT
	    " %s was expected, not \"" STR_FMT "\"", STR_ARG(name), what,
	    STR_ARG(cell));
	return t->rc;
}

/* See import_table.h. */
code_key
table_code(struct import_table *t, unsigned column)
{
	code_key key = code_pack(table_cell(t, column));

	if (!import_is_procedure(key)) {
		table_expected(t, column, "a procedure of five characters");
		return CODE_NONE;
	}
	return key;
}

/* See import_table.h. */
uint32_t
table_number(struct import_table *t, unsigned column, unsigned places)
{
	str cell = table_cell(t, column);
	int64_t v = 0;

	if (cell.n == 0)
		return 0;
	if (!import_decimal(cell, places, t->columns->rounds, &v) || v < 0 ||
	    v > UINT32_MAX) {
		table_expected(t, column, "a number");
		return 0;
	}
	return (uint32_t)v;
}

/* See import_table.h. */
date
table_day(struct import_table *t, unsigned column)
{
	str cell = table_cell(t, column);
	date on;

	if (import_date(cell, &on))
		return on;
	if (cell.n <= 6 && sheet_serial_date(cell, &on))
		return on;
	table_expected(t, column, "a day");
	return DATE_NONE;
}

/* See import_table.h. */
uint32_t
table_pair(struct import_table *t, unsigned column)
{
	str cell = table_cell(t, column);

	if (cell.n == 0)
		return 0;
	if (import_pair_of(cell) == 0)
		table_expected(t, column, "two characters");
	return import_pair_of(cell);
}

/* See import_table.h. */
uint32_t
table_letter(struct import_table *t, unsigned column)
{
	str cell = table_cell(t, column);

	if (cell.n == 0)
		return 0;
	if (cell.n > 1)
		table_expected(t, column, "one character");
	return (uint8_t)cell.p[0];
}

/* ---- what names say ----------------------------------------------------- */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/*
 * Find "rvu24a" in `s`: its year as 2024, its letter from 0, and whether an "r"
 * for "revised" follows.
 */
static bool
find_package(str s, int *year, int *letter, bool *revised)
{
	for (size_t i = 0; i + 6 <= s.n; i++) {
		const char *p = s.p + i;
		char quarter = lower(p[5]);

		if (!str_eq_nocase((str){ p, 3 }, STR("rvu")) ||
		    !is_digit(p[3]) || !is_digit(p[4]) || quarter < 'a' ||
		    quarter > 'd')
			continue;
		*year = 2000 + (p[3] - '0') * 10 + p[4] - '0';
		*letter = quarter - 'a';
		*revised = i + 6 < s.n && lower(p[6]) == 'r';
		return true;
	}
	return false;
}

/* See import_table.h. */
int
import_year(const struct source *s)
{
	int year = import_name_number(s, 4, 0), letter;
	bool revised;

	for (unsigned i = 1; year != -1 && (year < 1990 || year > 2099); i++)
		year = import_name_number(s, 4, i);
	if (year != -1)
		return year;
	year = import_name_number(s, 2, 0);
	if (year != -1)
		return 2000 + year;
	return find_package(s->path, &year, &letter, &revised) ? year : 0;
}

/* See import_table.h. */
date
import_january(int year)
{
	date on;

	return year != 0 && date_from_ymd(year, 1, 1, &on) ? on : DATE_NONE;
}

/* See import_table.h. */
date
import_schedule_day(const struct source *s)
{
	int year, letter, month;
	bool revised;
	date on;

	if (find_package(s->path, &year, &letter, &revised)) {
		if (year == 2024 && letter == 0 && revised)
			return date_from_ymd(2024, 3, 9, &on) ? on : DATE_NONE;
		return date_from_ymd(year, 1 + 3 * letter, 1, &on) ? on :
		    DATE_NONE;
	}
	year = import_year(s);
	month = import_name_month(s);
	if (month == 0)
		month = 1;
	return year != 0 && date_from_ymd(year, month, 1, &on) ? on :
	    DATE_NONE;
}

static bool
has(str s, str word)
{
	for (size_t i = 0; i + word.n <= s.n; i++)
		if (str_eq_nocase((str){ s.p + i, word.n }, word))
			return true;
	return false;
}

/* See import_table.h. */
bool
import_not_qualifying(const struct source *s)
{
	return has(s->path, STR("nonQP")) || has(s->path, STR("nonQPP"));
}

/* See import_table.h. */
bool
import_qualifying(const struct source *s)
{
	return has(s->path, STR("QP")) && !import_not_qualifying(s);
}

/* See import_table.h. */
bool
import_is_procedure(code_key key)
{
	return code_length(key) == 5 && is_digit(code_char(key, 1)) &&
	    is_digit(code_char(key, 2)) && is_digit(code_char(key, 3)) &&
	    code_char(key, 4) != '-' && code_char(key, 0) != '-';
}

/* See import_table.h. */
bool
import_is_level_two(code_key key)
{
	char first = code_char(key, 0);

	return first >= 'A' && first <= 'V' && first != 'D' &&
	    is_digit(code_char(key, 4));
}

/* See import_table.h. */
uint32_t
import_pair_of(str s)
{
	code_key key = code_pack(s);

	return s.n == 2 && code_length(key) == 2 ?
	    PAIR_OF(code_char(key, 0), code_char(key, 1)) : 0;
}
