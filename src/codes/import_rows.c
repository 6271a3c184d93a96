/* SPDX-License-Identifier: Apache-2.0 */
/* import_rows.c -- see import_rows.h. */
#include "codes/import_rows.h"

static enum rc
read_rows(struct import_row *r, struct sheet *s, import_row_fn *fn)
{
	bool more = false;
	enum rc rc;

	while ((rc = sheet_row(s, &more, r->err)) == RC_OK && more) {
		r->in->rows++;
		rc = fn(r);
		if (rc != RC_OK)
			break;
	}
	return rc;
}

/* See import_rows.h. */
enum rc
import_rows(struct import *in, const struct import_sheet *from,
    struct err *err)
{
	int at[IMPORT_COLUMNS_MAX];
	struct sheet s;
	struct import_row r = { .in = in, .sheet = &s, .want = from->want,
	    .at = at, .ctx = from->ctx, .err = err };
	enum rc rc = sheet_open(&s, from->kind, in->source, from->options, err);

	if (rc != RC_OK)
		return rc;
	rc = sheet_header(&s, from->want, from->columns, at, err);
	if (rc == RC_OK)
		rc = read_rows(&r, &s, from->row);
	sheet_close(&s);
	return rc;
}

/* See import_rows.h. */
str
row_cell(const struct import_row *r, int column)
{
	return sheet_cell(r->sheet, r->at[column]);
}

/* See import_rows.h. */
enum rc
row_fail(const struct import_row *r, int column, const char *what)
{
	str cell = row_cell(r, column);
	const char *name = r->want[column].names;
	size_t n = strcspn(name, "|");

	return import_fail(r->in, r->err, r->sheet->line, "%s was expected in "
	    "column %.*s, not \"%.*s\"", what, (int)n, name,
	    (int)(cell.n < 40 ? cell.n : 40), cell.p);
}

/* See import_rows.h. */
enum rc
row_code(const struct import_row *r, int column, unsigned min, unsigned max,
    code_key *out)
{
	str cell = row_cell(r, column);

	*out = code_pack(cell);
	if (cell.n == 0 && min == 0)
		return RC_OK;
	if (*out == CODE_NONE || code_length(*out) < min ||
	    code_length(*out) > max)
		return row_fail(r, column, "a code");
	return RC_OK;
}

/* See import_rows.h. */
enum rc
row_date(const struct import_row *r, int column, date *out)
{
	str cell = row_cell(r, column);

	*out = DATE_NONE;
	if (str_starts(cell, STR("9999")) || str_eq(cell, STR("null")))
		return RC_OK;
	/* A time of day may follow: "2019-10-01 00:00:00". */
	if (cell.n > 10 && (cell.p[10] == ' ' || cell.p[10] == 'T'))
		cell.n = 10;
	if (!import_date(cell, out))
		return row_fail(r, column, "a day");
	return RC_OK;
}

/* See import_rows.h. */
enum rc
row_number(const struct import_row *r, int column, uint32_t max,
    uint32_t otherwise, uint32_t *out)
{
	uint64_t n = otherwise;
	str cell = row_cell(r, column);

	if (cell.n != 0 && !str_to_u64(cell, max, &n))
		return row_fail(r, column, "a number");
	*out = (uint32_t)n;
	return RC_OK;
}

/* See import_rows.h. */
enum rc
row_decimal(const struct import_row *r, int column, unsigned places,
    uint32_t *out)
{
	int64_t n = 0;
	str cell = row_cell(r, column);

	if (cell.n != 0 && (!import_decimal(cell, places, false, &n) ||
	    n < 0 || n > UINT32_MAX))
		return row_fail(r, column, "a decimal number");
	*out = (uint32_t)n;
	return RC_OK;
}

/* See import_rows.h. */
enum rc
row_word(const struct import_row *r, int column, const char *const words[],
    unsigned *out)
{
	str cell = row_cell(r, column);

	for (unsigned i = 0; words[i] != NULL; i++)
		if (str_eq_nocase(cell, str_of(words[i]))) {
			*out = i;
			return RC_OK;
		}
	return row_fail(r, column, "one of the words of the layout");
}

/* See import_rows.h. */
void
row_list(const struct import_row *r, enum code_system system, code_key key,
    str full, str brief, date from, date until)
{
	build_code(r->in->build, r->in->release, &(struct build_code){
	    .system = system, .key = key, .full = full, .brief = brief,
	    .from = from, .until = until, .billable = true });
}
