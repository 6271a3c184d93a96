/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_taxonomy.c -- NUCC's provider taxonomy, nucc_taxonomy_VVV.csv.
 *
 * Released for January (VV.0) and July (VV.1); the file does not say so, its
 * name does: 251 is July 2025.  Codes that are no longer active stay out of
 * the next file.
 */
#include "import/import.h"
#include "sheet/sheet.h"

enum { CODE, GROUPING, CLASS, SPECIALTY, DEFINITION, DISPLAY, SECTION,
	COLUMNS };

static const struct sheet_column want[COLUMNS] = {
	[CODE] = { "CODE", true },
	[GROUPING] = { "GROUPING", true },
	[CLASS] = { "CLASSIFICATION", true },
	[SPECIALTY] = { "SPECIALIZATION", true },
	[DEFINITION] = { "DEFINITION", true },
	[DISPLAY] = { "DISPLAY NAME", false },
	[SECTION] = { "SECTION", false },
};

static bool
knows(const struct source *s)
{
	return import_named(s, "nucc_taxonomy_[0-9]*.csv");
}

/* "Medical Doctor, Cardiology" where the file has no display name. */
static str
name_of(const struct sheet *s, const int at[], struct buf *to)
{
	str display = sheet_cell(s, at[DISPLAY]);
	str special = sheet_cell(s, at[SPECIALTY]);

	if (display.n != 0)
		return display;
	buf_reset(to);
	buf_add(to, sheet_cell(s, at[CLASS]));
	if (special.n != 0)
		buf_add(to, STR(", "));
	buf_add(to, special);
	return buf_str(to);
}

static enum rc
read_row(struct import *in, const struct sheet *s, const int at[],
    struct buf *name, struct err *err)
{
	code_key key = code_pack(sheet_cell(s, at[CODE]));

	if (code_length(key) != 10)
		return import_fail(in, err, s->line, "a taxonomy code of ten "
		    "characters was expected, not \"" STR_FMT "\"",
		    STR_ARG(sheet_cell(s, at[CODE])));
	in->rows++;
	build_code(in->build, in->release, &(struct build_code){
	    .system = SYSTEM_TAXONOMY, .key = key,
	    .full = name_of(s, at, name), .from = DATE_NONE,
	    .until = DATE_NONE, .billable = true });
	build_fact(in->build, in->release, SYSTEM_TAXONOMY, key,
	    FACT_CATEGORY, sheet_cell(s, at[GROUPING]));
	build_fact(in->build, in->release, SYSTEM_TAXONOMY, key,
	    FACT_SECTION, sheet_cell(s, at[SECTION]));
	build_fact(in->build, in->release, SYSTEM_TAXONOMY, key,
	    FACT_DEFINITION, sheet_cell(s, at[DEFINITION]));
	return RC_OK;
}

static enum rc
read_rows(struct import *in, struct sheet *s, struct err *err)
{
	int at[COLUMNS];
	bool more = false;
	struct buf name;
	enum rc rc = sheet_header(s, want, COLUMNS, at, err);

	buf_init(&name, SHEET_ROW_MAX);
	while (rc == RC_OK && (rc = sheet_row(s, &more, err)) == RC_OK && more)
		rc = read_row(in, s, at, &name, err);
	buf_fini(&name);
	return rc;
}

static enum rc
read_file(struct import *in, struct err *err)
{
	int version = import_name_number(in->source, 3, 0);
	struct sheet s;
	date from;
	enum rc rc;

	if (version % 10 > 1 || !date_from_ymd(2000 + version / 10,
	    version % 10 == 0 ? 1 : 7, 1, &from))
		return import_fail(in, err, 0, "the name should end in a "
		    "version such as 251, for July 2025");
	import_release(in, SET_TAXONOMY, from, STR(""), false);
	rc = sheet_open(&s, SHEET_CSV, in->source, NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = read_rows(in, &s, err);
	sheet_close(&s);
	return rc;
}

const struct importer importer_taxonomy = {
	.name = "taxonomy", .what = "NUCC provider taxonomy", .least = 800,
	.knows = knows, .read = read_file,
};
