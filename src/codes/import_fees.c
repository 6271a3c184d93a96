/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_fees.c -- payment amounts of Medicare's physician fee schedule by
 * locality, PFALL26.txt, and the revised ones of a quarter, PFREV26B.txt.
 *
 * Quoted CSV without header, 16 fields: year, carrier, locality, procedure,
 * modifier, non-facility and facility amount, a blank, PC/TC indicator, status,
 * multiple surgery, two therapy reductions, OPPS indicator, OPPS amounts of
 * non-facility and facility.  Notices at the end begin with "TRL-".
 */
#include "codes/import_table.h"

#define FIELDS 16

enum { YEAR, CARRIER, LOCALITY, CODE, MODIFIER, OTHER, FACILITY,
	STATUS = 9, CAP_OTHER = 14, CAP_FACILITY = 15 };

static const struct sheet_column names[FIELDS] = {
	{ "YEAR", true }, { "CARRIER", true }, { "LOCALITY", true },
	{ "HCPCS", true }, { "MODIFIER", true },
	{ "NON FACILITY AMOUNT", true }, { "FACILITY AMOUNT", true },
	{ "FILLER", true }, { "PCTC", true }, { "STATUS", true },
	{ "MULTIPLE SURGERY", true }, { "THERAPY REDUCTION", true },
	{ "THERAPY REDUCTION 2", true }, { "OPPS INDICATOR", true },
	{ "OPPS NON FACILITY AMOUNT", true }, { "OPPS FACILITY AMOUNT", true },
};

static enum rc
read_amount(struct import_table *t)
{
	const int *year = t->ctx;
	struct book_payment p = {
		.procedure = build_code_ref(t->in->build, SYSTEM_PROCEDURE,
		    table_code(t, CODE)),
		.modifier = table_pair(t, MODIFIER),
		.carrier = table_number(t, CARRIER, 0),
		.locality = table_number(t, LOCALITY, 0),
		.other = table_number(t, OTHER, 2),
		.facility = table_number(t, FACILITY, 2),
		.cap_other = table_number(t, CAP_OTHER, 2),
		.cap_facility = table_number(t, CAP_FACILITY, 2),
		.status = table_letter(t, STATUS),
		.qualifying = import_qualifying(t->in->source),
	};

	if (table_number(t, YEAR, 0) != (uint32_t)*year)
		return table_expected(t, YEAR, "the year of the file's name");
	if (t->rc == RC_OK)
		build_row(t->in->build, t->in->release, TABLE_PAYMENT, &p);
	return t->rc;
}

static enum rc
read_row(struct import_table *t)
{
	if (t->sheet.n == 1 && str_starts(t->sheet.cells[0], STR("TRL-")))
		return RC_OK;
	if (t->sheet.n != FIELDS)
		return import_fail(t->in, t->err, t->sheet.line, "%d fields "
		    "were expected, not %u", FIELDS, t->sheet.n);
	t->in->rows++;
	return read_amount(t);
}

static bool
knows(const struct source *s)
{
	return import_named(s, "PFALL[0-9][0-9]*.txt") ||
	    import_named(s, "PFREV[0-9][0-9][A-D]*.txt");
}

/* PFREV26B is of the second quarter; it has what was revised, no more. */
static date
first_day(const struct source *s, bool *partial)
{
	int year = import_name_number(s, 2, 0);
	char quarter = s->name.n > 7 ? s->name.p[7] : 'A';
	date on;

	*partial = import_named(s, "PFREV*");
	if (quarter >= 'a')
		quarter = (char)(quarter - 'a' + 'A');
	return year >= 0 && date_from_ymd(2000 + year, *partial ?
	    1 + 3 * (quarter - 'A') : 1, 1, &on) ? on : DATE_NONE;
}

static enum rc
read_file(struct import *in, struct err *err)
{
	static const struct import_columns c = { SHEET_CSV, names, FIELDS,
	    NULL, NULL, false };
	int year = 2000 + import_name_number(in->source, 2, 0);
	struct import_table t = { .in = in, .columns = &c, .ctx = &year,
	    .err = err };
	bool more = false, partial;
	date from = first_day(in->source, &partial);
	enum rc rc;

	for (int i = 0; i < FIELDS; i++)
		t.at[i] = i;
	if (from == DATE_NONE && in->from == DATE_NONE)
		return import_fail(in, err, 0, "the name should tell year and "
		    "quarter, as PFREV26B.txt does");
	import_release(in, SET_FEES, from, STR(""), partial);
	rc = sheet_open(&t.sheet, SHEET_CSV, in->source, NULL, err);
	if (rc != RC_OK)
		return rc;
	while (rc == RC_OK &&
	    (rc = sheet_row(&t.sheet, &more, err)) == RC_OK && more)
		rc = read_row(&t);
	sheet_close(&t.sheet);
	return rc;
}

const struct importer importer_fees = {
	.name = "PFALL", .what = "payment amounts of the fee schedule",
	.least = 100, .knows = knows, .read = read_file,
};
