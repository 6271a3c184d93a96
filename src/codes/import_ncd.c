/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_ncd.c -- coverage determinations: CMS's workbook of the laboratory
 * NCDs, and procedures of LCDs as they were converted from the Medicare
 * Coverage Database.
 *
 * The workbook has three lists beside each other: what an NCD is called, the
 * procedures it speaks of, and the diagnoses with what it says of them.  Only
 * the number of the NCD, in each row, belongs to all; a procedure and a
 * diagnosis in one row have nothing to do with each other.  "@@@@@@@" stands
 * for every diagnosis that the NCD does not list.
 */
#include "codes/import_rows.h"

/* ---- the workbook -------------------------------------------------------- */

enum { NUMBER, NAME, PROCEDURE, PROCEDURE_FROM, PROCEDURE_UNTIL, DIAGNOSIS,
	DIAGNOSIS_FROM, DIAGNOSIS_UNTIL, RESOLUTION, NCD_COLUMNS };

static const struct sheet_column ncd_want[NCD_COLUMNS] = {
	[NUMBER] = { "NCD NUMBER", true },
	[NAME] = { "NCD DESCRIPTION", true },
	[PROCEDURE] = { "CPT HCPCS CODES", true },
	[PROCEDURE_FROM] = { "CPT HCPCS EFF DATE", true },
	[PROCEDURE_UNTIL] = { "CPT HCPCS TERM DATE", true },
	[DIAGNOSIS] = { "ICD 10 CODE", true },
	[DIAGNOSIS_FROM] = { "ICD 10 EFF DATE", true },
	[DIAGNOSIS_UNTIL] = { "ICD 10 TERM DATE", true },
	[RESOLUTION] = { "RESOLUTION CODE 1*", true },
};

#define ALL_OTHERS STR("@@@@@@@")

/* A day as a serial number of a workbook, or as a text. */
static enum rc
row_serial(const struct import_row *r, int column, date *out)
{
	str cell = row_cell(r, column);

	if (cell.n != 0 && cell.n != 8 && sheet_serial_date(cell, out))
		return RC_OK;
	return row_date(r, column, out);
}

static enum rc
row_days(const struct import_row *r, int column, date *from, date *until)
{
	enum rc rc = row_serial(r, column, from);

	return rc == RC_OK ? row_serial(r, column + 1, until) : rc;
}

static enum rc
procedure_of(const struct import_row *r, code_key ncd)
{
	code_key key;
	date from, until;
	enum rc rc = row_code(r, PROCEDURE, 5, 5, &key);

	if (rc == RC_OK)
		rc = row_days(r, PROCEDURE_FROM, &from, &until);
	if (rc == RC_OK)
		build_pair(r->in->build, r->in->release,
		    RELATION_NCD_PROCEDURE, key, ncd, 0, from, until);
	return rc;
}

/* Codes 1, 2, 3 of the workbook, in its order. */
static const char *const resolutions[] = { "1", "2", "3", NULL };
static const enum coverage_policy policies[] = {
	COVERAGE_COVERED, COVERAGE_DENIED, COVERAGE_NOT_NECESSARY,
};

static enum rc
diagnosis_of(const struct import_row *r, code_key ncd)
{
	code_key key = CODE_NONE;
	unsigned resolution;
	date from, until;
	enum rc rc = row_word(r, RESOLUTION, resolutions, &resolution);

	if (rc == RC_OK && !str_eq(row_cell(r, DIAGNOSIS), ALL_OTHERS))
		rc = row_code(r, DIAGNOSIS, 3, 7, &key);
	if (rc == RC_OK)
		rc = row_days(r, DIAGNOSIS_FROM, &from, &until);
	if (rc == RC_OK)
		build_pair(r->in->build, r->in->release,
		    RELATION_NCD_DIAGNOSIS, ncd, key, policies[resolution],
		    from, until);
	return rc;
}

static enum rc
ncd_row(struct import_row *r)
{
	code_key ncd;
	enum rc rc = row_code(r, NUMBER, 4, 8, &ncd);

	if (rc == RC_OK && row_cell(r, NAME).n != 0)
		row_list(r, SYSTEM_NCD, ncd, row_cell(r, NAME),
		    row_cell(r, NUMBER), DATE_NONE, DATE_NONE);
	if (rc == RC_OK && row_cell(r, PROCEDURE).n != 0)
		rc = procedure_of(r, ncd);
	if (rc == RC_OK && row_cell(r, DIAGNOSIS).n != 0)
		rc = diagnosis_of(r, ncd);
	return rc;
}

static bool
knows_ncd(const struct source *s)
{
	return import_named(s, "[0-9]*ICD10-NCD-Spreadsheet*.xlsx");
}

/* "2026100": of the first quarter of 2026, without revision. */
static date
ncd_day(const struct source *s)
{
	int number = import_name_number(s, 7, 0);
	int quarter = number / 100 % 10;
	date on;

	return number > 0 && quarter >= 1 && quarter <= 4 &&
	    date_from_ymd(number / 1000, quarter * 3 - 2, 1, &on) ?
	    on : DATE_NONE;
}

static enum rc
read_ncd(struct import *in, struct err *err)
{
	date on = ncd_day(in->source);

	if (on == DATE_NONE)
		return import_fail(in, err, 0, "the name should begin with "
		    "year, quarter and revision, such as 2026100");
	import_release(in, SET_NCD, on, STR(""), false);
	return import_rows(in, &(struct import_sheet){ SHEET_XLSX, NULL,
	    ncd_want, NCD_COLUMNS, ncd_row, NULL }, err);
}

const struct importer importer_ncd = {
	.name = "NCD", .what = "laboratory coverage determinations",
	.least = 50000, .knows = knows_ncd, .read = read_ncd,
};

/* ---- LCDs ---------------------------------------------------------------- */

enum { LCD_ID, LCD_PROCEDURE, LCD_RANGE, LCD_COLUMNS };

static const struct sheet_column lcd_want[LCD_COLUMNS] = {
	[LCD_ID] = { "LCD ID", true },
	[LCD_PROCEDURE] = { "HCPC CODE ID", true },
	[LCD_RANGE] = { "RANGE", true },
};

/* "33312" is L33312.  Ranges have not been seen, and would not be guessed. */
static enum rc
lcd_row(struct import_row *r)
{
	char text[8] = "L";
	str id = row_cell(r, LCD_ID);
	code_key key;
	enum rc rc = row_code(r, LCD_PROCEDURE, 5, 5, &key);

	if (rc == RC_OK && (id.n != 5 || code_pack(id) == CODE_NONE))
		rc = row_fail(r, LCD_ID, "the number of an LCD");
	if (rc == RC_OK && !str_eq(row_cell(r, LCD_RANGE), STR("N")))
		rc = row_fail(r, LCD_RANGE, "N");
	if (rc != RC_OK)
		return rc;
	memcpy(text + 1, id.p, id.n);
	build_pair(r->in->build, r->in->release, RELATION_LCD_PROCEDURE, key,
	    code_pack(str_of(text)), 0, DATE_NONE, DATE_NONE);
	return RC_OK;
}

static bool
knows_lcd(const struct source *s)
{
	return import_named(s, "lcd_hcpcs_[0-9][0-9][0-9][0-9]-[0-9][0-9].csv");
}

static enum rc
read_lcd(struct import *in, struct err *err)
{
	date on;

	if (!date_from_ymd(import_name_number(in->source, 4, 0),
	    import_name_number(in->source, 2, 0), 1, &on))
		return import_fail(in, err, 0, "the name should have year and "
		    "month, such as 2024-03");
	/* Some LCDs of some contractors: partial. */
	import_release(in, SET_LCD, on, STR(""), true);
	return import_rows(in, &(struct import_sheet){ SHEET_CSV, NULL,
	    lcd_want, LCD_COLUMNS, lcd_row, NULL }, err);
}

const struct importer importer_lcd = {
	.name = "LCD", .what = "procedures of local determinations",
	.least = 1000, .knows = knows_lcd, .read = read_lcd,
};
