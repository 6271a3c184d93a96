/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_hcpcs_sheet.c -- HCPCS Level II as rows: CMS's own workbook beside the
 * fixed file (HCPC2018_CONTR_ANWEB_disc.xlsx), and converted lists of 2024.
 *
 * A copy of the 2025 file goes around whose columns were cut at the wrong
 * places, its termination dates lost with them: that one is left aside
 * (import_aside.c), since it would make ended codes valid.
 */
#include "codes/import_hcpcs.h"

/* How one layout fills a record; a fact may have several columns. */
struct layout {
	/* columns */
	uint8_t code, full, brief, from, until, units;
	struct { uint8_t first, n; } facts[HCPCS_FACTS];
};

struct sheet_reading {
	const struct layout *layout;
	struct hcpcs_releases releases;
	struct buf facts[HCPCS_FACTS];
	date	 newest;	/* of the days on which codes were added */
};

/* What is not empty in a fact's columns, divided by commas. */
static str
join_fact(struct import_table *t, struct sheet_reading *r, unsigned fact)
{
	struct buf *to = &r->facts[fact];
	unsigned first = r->layout->facts[fact].first;

	buf_reset(to);
	for (unsigned i = 0; i < r->layout->facts[fact].n; i++) {
		str cell = table_cell(t, first + i);

		if (cell.n != 0 && to->n != 0)
			buf_add(to, STR(", "));
		buf_add(to, cell);
	}
	return buf_str(to);
}

static enum rc
read_row(struct import_table *t)
{
	struct sheet_reading *r = t->ctx;
	const struct layout *l = r->layout;
	struct hcpcs_record h = {
		.key = code_pack(table_cell(t, l->code)),
		.full = table_cell(t, l->full),
		.brief = table_cell(t, l->brief),
		.from = table_day(t, l->from), .until = table_day(t, l->until),
		.base_units = table_number(t, l->units, 0),
	};

	if (code_length(h.key) != 5 && code_length(h.key) != 2)
		return table_expected(t, l->code, "a code of five characters "
		    "or a modifier of two");
	for (unsigned i = 0; i < HCPCS_FACTS; i++)
		h.facts[i] = join_fact(t, r, i);
	if (t->rc == RC_OK)
		hcpcs_add(t->in, r->releases, &h);
	return t->rc;
}

static enum rc
read_sheet(struct import *in, const struct import_columns *c,
    const struct layout *l, date from, struct err *err)
{
	struct sheet_reading r = { .layout = l };
	enum rc rc;

	if (from == DATE_NONE && in->from == DATE_NONE)
		return import_fail(in, err, 0, "the name should tell the year, "
		    "as HCPC2019_CONTR_ANWEB.xlsx does");
	r.releases = hcpcs_begin(in, from, false);
	for (unsigned i = 0; i < HCPCS_FACTS; i++)
		buf_init(&r.facts[i], 4096);
	rc = import_table(in, c, &r, err);
	for (unsigned i = 0; i < HCPCS_FACTS; i++)
		buf_fini(&r.facts[i]);
	return rc;
}

/* ---- CMS's workbook ----------------------------------------------------- */

enum { CODE, FULL, BRIEF, PRICE, MULTIPLE = PRICE + 4, MANUAL,
	STATUTE = MANUAL + 6, LAB, CROSS = LAB + 8, COVERAGE = CROSS + 5, NOTE,
	BETOS, TYPE, ACTION = TYPE + 5, UNITS, ADDED, ENDED, COLUMNS };

static const struct sheet_column want[COLUMNS] = {
	{ "HCPC|HCPCS", true }, { "LONG DESCRIPTION", true },
	{ "SHORT DESCRIPTION", true }, { "PRICE1", true }, { "PRICE2", false },
	{ "PRICE3", false }, { "PRICE4", false }, { "MULT PI", true },
	{ "CIM1", false }, { "CIM2", false }, { "CIM3", false },
	{ "MCM1", false }, { "MCM2", false }, { "MCM3", false },
	{ "STATUTE", true }, { "LABCERT1", false }, { "LABCERT2", false },
	{ "LABCERT3", false }, { "LABCERT4", false }, { "LABCERT5", false },
	{ "LABCERT6", false }, { "LABCERT7", false }, { "LABCERT8", false },
	{ "XREF1", false }, { "XREF2", false }, { "XREF3", false },
	{ "XREF4", false }, { "XREF5", false }, { "COV", true },
	{ "PROCNOTE", false }, { "BETOS", true }, { "TOS1", true },
	{ "TOS2", false }, { "TOS3", false }, { "TOS4", false },
	{ "TOS5", false }, { "ACTION CD", true }, { "ANEST BU", true },
	{ "ADD DT", true }, { "TERM DT", true },
};

static const struct layout publisher = { CODE, FULL, BRIEF, ADDED, ENDED,
	UNITS, { { PRICE, 4 }, { MULTIPLE, 1 }, { MANUAL, 6 }, { STATUTE, 1 },
	{ LAB, 8 }, { CROSS, 5 }, { COVERAGE, 1 }, { NOTE, 1 }, { BETOS, 1 },
	{ TYPE, 5 }, { ACTION, 1 } } };

static bool
knows(const struct source *s)
{
	return import_named(s, "HCPC*ANWEB*.xlsx") ||
	    import_named(s, "HCPC*ANWEB*.csv");
}

static enum rc
read_file(struct import *in, struct err *err)
{
	static const struct import_columns c = { SHEET_BY_NAME, want, COLUMNS,
	    read_row, NULL, false };

	return read_sheet(in, &c, &publisher, hcpcs_day(in->source), err);
}

const struct importer importer_hcpcs_sheet = {
	.name = "HCPCS-sheet", .what = "HCPCS Level II, a workbook",
	.least = 5000, .knows = knows, .read = read_file,
};

/* ---- converted lists ---------------------------------------------------- */

enum { C_CODE, C_FULL, C_BRIEF, C_ADDED, C_ENDED, C_PRICE, C_MULTIPLE, C_LAB,
	C_CROSS, C_COVERAGE, C_TYPE, C_BETOS, C_NOTE, C_NOTE_TEXT, C_CIM,
	C_MCM, C_STATUTE, C_UNITS, C_ACTION, C_COLUMNS };

static const struct sheet_column want_converted[C_COLUMNS] = {
	{ "HCPCS", true }, { "LVLII DESC LONG", true },
	{ "LVLII DESC SHORT", true }, { "LVLII DATE ADDED", true },
	{ "LVLII DATE TERM", true }, { "LVLII PRICE", true },
	{ "LVLII MPRICE", true }, { "LVLII LABCERT", true },
	{ "LVLII XREF", true }, { "LVLII COVERAGE", true },
	{ "LVLII TOS", true }, { "LVLII BETOS", true },
	{ "LVLII PROCNOTE", true }, { "LVLII PROCNOTE DESC", true },
	{ "LVLII CIM", true }, { "LVLII MCM", true },
	{ "LVLII STATUTE", true }, { "LVLII ANESTHS", true },
	{ "LVLII ACTION", true },
};

static const struct layout converted = { C_CODE, C_FULL, C_BRIEF, C_ADDED,
	C_ENDED, C_UNITS, { { C_PRICE, 1 }, { C_MULTIPLE, 1 }, { C_CIM, 2 },
	{ C_STATUTE, 1 }, { C_LAB, 1 }, { C_CROSS, 1 }, { C_COVERAGE, 1 },
	{ C_NOTE, 2 }, { C_BETOS, 1 }, { C_TYPE, 1 }, { C_ACTION, 1 } } };

static bool
knows_converted(const struct source *s)
{
	return import_named(s, "hcpcs_level2_[0-9]*.csv");
}

static enum rc
find_newest(struct import_table *t)
{
	struct sheet_reading *r = t->ctx;
	date added = table_day(t, C_ADDED);

	if (added > r->newest)
		r->newest = added;
	return t->rc;
}

/* The file is that of the quarter in which its newest code was added. */
static enum rc
read_converted(struct import *in, struct err *err)
{
	static const struct import_columns look = { SHEET_CSV, want_converted,
	    C_COLUMNS, find_newest, NULL, true };
	static const struct import_columns c = { SHEET_CSV, want_converted,
	    C_COLUMNS, read_row, NULL, true };
	struct sheet_reading r = { .newest = DATE_NONE };
	enum rc rc = import_table(in, &look, &r, err);

	in->rows = 0;
	if (rc == RC_OK && r.newest == DATE_NONE)
		rc = import_fail(in, err, 0, "no code has the day on which it "
		    "was added");
	return rc != RC_OK ? rc :
	    read_sheet(in, &c, &converted, r.newest, err);
}

const struct importer importer_hcpcs_converted = {
	.name = "HCPCS-converted", .what = "HCPCS Level II, converted",
	.least = 5000, .knows = knows_converted, .read = read_converted,
};

/* ---- titles only -------------------------------------------------------- */

enum { T_CODE, T_FULL, T_BRIEF, T_COLUMNS };

static const struct sheet_column want_titles[T_COLUMNS] = {
	{ "HCPCS", true }, { "LONG DESCRIPTION", true },
	{ "SHORT DESCRIPTION", true },
};

static enum rc
read_title(struct import_table *t)
{
	const struct hcpcs_releases *r = t->ctx;
	struct hcpcs_record h = { .key = code_pack(table_cell(t, T_CODE)),
	    .full = table_cell(t, T_FULL), .brief = table_cell(t, T_BRIEF),
	    .from = DATE_NONE, .until = DATE_NONE };

	if (code_length(h.key) != 5 && code_length(h.key) != 2)
		return table_expected(t, T_CODE, "a code of five characters "
		    "or a modifier of two");
	hcpcs_add(t->in, *r, &h);
	return RC_OK;
}

static bool
knows_titles(const struct source *s)
{
	return import_named(s, "terminology__hcpcs_level_2.csv");
}

/* Neither the file nor its name has a date; without one it is left aside. */
static enum rc
read_titles(struct import *in, struct err *err)
{
	static const struct import_columns c = { SHEET_CSV, want_titles,
	    T_COLUMNS, read_title, NULL, false };
	struct hcpcs_releases r;

	if (in->from == DATE_NONE) {
		in->aside = STR("it does not say of which day it is");
		return RC_OK;
	}
	r = hcpcs_begin(in, in->from, false);
	return import_table(in, &c, &r, err);
}

const struct importer importer_hcpcs_titles = {
	.name = "HCPCS-titles", .what = "HCPCS Level II, titles only, for "
	    "which the date must be given",
	.least = 0, .knows = knows_titles, .read = read_titles,
};
