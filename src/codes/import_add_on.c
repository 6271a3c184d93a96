/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_add_on.c -- NCCI add-on codes: which primary codes they go with.
 *
 * AOC_V2026Q2-F-MCR.txt has fixed columns: 1 type of the edit, 2-6 add-on code,
 * 7-13 its deletion, 14-18 primary code, 19-25 its deletion, 26-32 first day
 * of the edit, 33-39 last day, 40- notes; days as year and day of the year,
 * 2024092.  The contractor's own choice of primaries is "CCCCC".  That layout
 * is from public descriptions and not seen on an official file here; each field
 * is therefore checked for what it must be.
 */
#include "codes/import_table.h"
#include "codes/text.h"

static const struct text_field type_at = { 1, 1 }, add_on_at = { 2, 6 },
    add_on_ended_at = { 7, 13 }, primary_at = { 14, 18 },
    primary_ended_at = { 19, 25 }, from_at = { 26, 32 }, until_at = { 33, 39 };

static void
add_edit(struct import *in, code_key add_on, code_key primary, unsigned type,
    date from, date until)
{
	build_pair(in->build, in->release, RELATION_ADD_ON, add_on, primary,
	    type, from, until);
}

/* "CCCCC", or nothing: the contractor decides. */
static bool
is_contractor(str primary)
{
	return primary.n == 0 || str_eq(primary, STR("CCCCC"));
}

/* 2024092 is April 1, 2024; nothing is DATE_NONE. */
static bool
read_day_of_year(str s, date *out)
{
	uint64_t n;

	*out = DATE_NONE;
	if (s.n == 0)
		return true;
	if (s.n != 7 || !str_to_u64(s, 9999999, &n) || n % 1000 < 1 ||
	    n % 1000 > 366 || !date_from_ymd((int)(n / 1000), 1, 1, out))
		return false;
	*out += (date)(n % 1000) - 1;
	return true;
}

static date
earlier(date a, date b)
{
	if (a == DATE_NONE || b == DATE_NONE)
		return a == DATE_NONE ? b : a;
	return a < b ? a : b;
}

/* The days of a line: the edit ends when it or one of its codes does. */
static bool
read_days(str line, date *from, date *until)
{
	date end, add_on, primary;

	if (!read_day_of_year(text_field(line, from_at), from) ||
	    !read_day_of_year(text_field(line, until_at), &end) ||
	    !read_day_of_year(text_field(line, add_on_ended_at), &add_on) ||
	    !read_day_of_year(text_field(line, primary_ended_at), &primary))
		return false;
	*until = earlier(end, earlier(add_on, primary));
	return true;
}

static enum rc
read_line(struct import *in, str line, uint64_t number, struct err *err)
{
	str type = text_field(line, type_at);
	str primary = text_field(line, primary_at);
	code_key add_on = code_pack(text_field(line, add_on_at));
	code_key first = is_contractor(primary) ? CODE_NONE :
	    code_pack(primary);
	date from, until;

	if (type.n != 1 || type.p[0] < '1' || type.p[0] > '3' ||
	    !import_is_procedure(add_on))
		return import_fail(in, err, number, "a type 1 to 3 and an "
		    "add-on code were expected in columns 1 to 6, not \""
		    STR_FMT "\"", (int)(line.n < 6 ? line.n : 6), line.p);
	if (first != CODE_NONE && !import_is_procedure(first))
		return import_fail(in, err, number, "a primary code or CCCCC "
		    "was expected in columns 14 to 18, not \"" STR_FMT "\"",
		    STR_ARG(primary));
	if (!read_days(line, &from, &until))
		return import_fail(in, err, number, "days as 2024092 were "
		    "expected in columns 7-13, 19-25, 26-32 and 33-39");
	in->rows++;
	add_edit(in, add_on, first, (unsigned)(type.p[0] - '0'), from, until);
	return RC_OK;
}

/* The quarter of AOC_V2026Q2-F-MCR.txt and aoc_2024q1.csv. */
static date
name_day(const struct source *s)
{
	int year = import_name_number(s, 4, 0);
	int quarter = import_name_number(s, 1, 0);
	date on;

	return year > 0 && quarter >= 1 && quarter <= 4 &&
	    date_from_ymd(year, 3 * quarter - 2, 1, &on) ? on : DATE_NONE;
}

static enum rc
begin(struct import *in, struct err *err)
{
	date from = name_day(in->source);

	if (from == DATE_NONE && in->from == DATE_NONE)
		return import_fail(in, err, 0, "the name should have a "
		    "quarter, as AOC_V2026Q2-F-MCR.txt does");
	import_release(in, SET_ADD_ON, from, STR(""), false);
	return RC_OK;
}

static bool
knows(const struct source *s)
{
	return import_named(s, "AOC_V*MCR*.txt");
}

static enum rc
read_file(struct import *in, struct err *err)
{
	struct text t;
	str line;
	enum rc rc = text_init(&t, in->source, err);

	if (rc == RC_OK)
		rc = begin(in, err);
	while (rc == RC_OK && text_line(&t, &line))
		if (text_trim(line).n != 0)
			rc = read_line(in, line, t.line, err);
	return rc;
}

const struct importer importer_add_on = {
	.name = "AOC", .what = "NCCI add-on codes", .least = 1000,
	.knows = knows, .read = read_file,
};

/* ---- as a table --------------------------------------------------------- */

enum { ADD_ON, PRIMARY, TYPE, FROM, UNTIL, ADD_ON_ENDED, PRIMARY_ENDED,
	COLUMNS };

static const struct sheet_column want[COLUMNS] = {
	{ "ADD ON CODE|ADDON|AOC", true },
	{ "PRIMARY CODE|PRIMARY", true }, { "AOC EDIT TYPE|TYPE", true },
	{ "AOC EDIT EFF DT|EDIT EFFECTIVE", true },
	{ "AOC EDIT DEL DT|EDIT DELETED", true },
	{ "AOC DEL DT|ADDON DELETED", true },
	{ "PRIMARY CODE DEL DT|PRIMARY DELETED", true },
};

/*
 * A day, as day of the year in the workbook; where only its year was left over,
 * the first day of it for a beginning and the last for an end.
 */
static date
day_of(struct import_table *t, unsigned column, bool last)
{
	str cell = table_cell(t, column);
	uint64_t year;
	date on;

	if (cell.n == 4 && str_to_u64(cell, 2999, &year) &&
	    date_from_ymd((int)year, last ? 12 : 1, last ? 31 : 1, &on))
		return on;
	if (cell.n == 7 && read_day_of_year(cell, &on))
		return on;
	return table_day(t, column);
}

static enum rc
read_row(struct import_table *t)
{
	code_key add_on = table_code(t, ADD_ON);
	code_key primary = is_contractor(table_cell(t, PRIMARY)) ? CODE_NONE :
	    table_code(t, PRIMARY);
	uint32_t type = table_number(t, TYPE, 0);
	date from = day_of(t, FROM, false), until = day_of(t, UNTIL, true);

	if (type < 1 || type > 3)
		return table_expected(t, TYPE, "1, 2 or 3");
	until = earlier(until, earlier(day_of(t, ADD_ON_ENDED, true),
	    day_of(t, PRIMARY_ENDED, true)));
	if (t->rc == RC_OK)
		add_edit(t->in, add_on, primary, type, from, until);
	return t->rc;
}

static bool
knows_sheet(const struct source *s)
{
	return import_named(s, "AOC_V*MCR*.xlsx") ||
	    import_named(s, "aoc_[0-9]*q[1-4].csv");
}

static enum rc
read_sheet(struct import *in, struct err *err)
{
	static const struct import_columns c = { SHEET_BY_NAME, want, COLUMNS,
	    read_row, NULL, false };
	enum rc rc = begin(in, err);

	return rc != RC_OK ? rc : import_table(in, &c, NULL, err);
}

const struct importer importer_add_on_sheet = {
	.name = "AOC-sheet", .what = "NCCI add-on codes, a table",
	.least = 1000, .knows = knows_sheet, .read = read_sheet,
};
