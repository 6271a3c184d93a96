/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_ccsr.c -- AHRQ's Clinical Classifications Software Refined for
 * diagnoses, DXCCSR-Reference-File-vYYYY-N.xlsx.
 *
 * A row for each category that a diagnosis has.  Until 2020 there were no
 * defaults; since then each diagnosis has a default category for inpatients and
 * one for outpatients: Y this one, N another one, X none.
 */
#include "codes/import_rows.h"

enum { CODE, CATEGORY, TITLE, INPATIENT, OUTPATIENT, COLUMNS };

static const struct sheet_column want[COLUMNS] = {
	[CODE] = { "ICD 10 CM CODE", true },
	[CATEGORY] = { "CCSR CATEGORY", true },
	[TITLE] = { "CCSR CATEGORY DESCRIPTION", true },
	[INPATIENT] = { "INPATIENT DEFAULT CCSR*", false },
	[OUTPATIENT] = { "OUTPATIENT DEFAULT CCSR*", false },
};

static bool
knows(const struct source *s)
{
	return import_named(s, "DXCCSR*Reference*File*.xlsx");
}

static bool
is_default(const struct import_row *r, int column)
{
	return str_eq_nocase(row_cell(r, column), STR("Y"));
}

static enum rc
read_row(struct import_row *r)
{
	code_key key, category;
	enum rc rc = row_code(r, CODE, 3, 7, &key);

	if (rc == RC_OK)
		rc = row_code(r, CATEGORY, 6, 6, &category);
	if (rc != RC_OK)
		return rc;
	row_list(r, SYSTEM_CCSR, category, row_cell(r, TITLE), STR(""),
	    DATE_NONE, DATE_NONE);
	build_pair(r->in->build, r->in->release, RELATION_CCSR, key, category,
	    (uint32_t)is_default(r, INPATIENT) |
	    (uint32_t)is_default(r, OUTPATIENT) << 1, DATE_NONE, DATE_NONE);
	return RC_OK;
}

/* The sheet of the mapping changed its name. */
static const char *
mapping_sheet(const struct source *s)
{
	static const char *const names[] = {
		"DX_to_CCSR_Mapping", "DXCCSR_Mapping",
	};
	struct err unused = { 0 };
	struct sheet sheet;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (sheet_open(&sheet, SHEET_XLSX, s, &(struct sheet_options){
		    .worksheet = str_of(names[i]) }, &unused) == RC_OK) {
			sheet_close(&sheet);
			return names[i];
		}
	return names[0];
}

static enum rc
read_file(struct import *in, struct err *err)
{
	struct sheet_options o = { .worksheet =
	    str_of(mapping_sheet(in->source)) };
	date on;

	if (!date_from_ymd(import_name_number(in->source, 4, 0), 1, 1, &on))
		return import_fail(in, err, 0, "the name should have the "
		    "version, such as v2023-1");
	import_release(in, SET_CCSR, on, STR(""), false);
	return import_rows(in, &(struct import_sheet){ SHEET_XLSX, &o, want,
	    COLUMNS, read_row, NULL }, err);
}

const struct importer importer_ccsr = {
	.name = "CCSR", .what = "clinical categories of diagnoses",
	.least = 70000, .knows = knows, .read = read_file,
};
