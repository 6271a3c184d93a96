/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_rvu.c -- relative values of Medicare's physician fee schedule.
 *
 * PPRRVU2025_Oct.csv: notices, a header of five rows, one row for a procedure
 * and modifier.  Columns have moved: July 2026 puts a pricing indicator before
 * the endoscopic base.  From 2026 there are two files, for participants in an
 * alternative payment model (QPP) and for others (nonQPP), with conversion
 * factors of their own.
 *
 * The text twin has lines of notices that begin with HDR, and fixed columns,
 * as far as public descriptions and sample lines tell; what a line says of its
 * totals must be what its parts add up to, so that a moved column is found.
 *
 * Descriptors are kept of Level II codes only (import.h I5).
 */
#include "codes/import_table.h"
#include "codes/text.h"

enum { CODE, MODIFIER, TITLE, STATUS, WORK, OTHER, NOT_OTHER, FACILITY,
	NOT_FACILITY, MALPRACTICE, TOTAL_OTHER, TOTAL_FACILITY, PC_TC, GLOBAL,
	BEFORE, DURING, AFTER, MULTIPLE, BILATERAL, ASSISTANT, CO_SURGEONS,
	TEAM, BASE, FACTOR, SUPERVISION, CALCULATION, FAMILY, CAP_OTHER,
	CAP_FACILITY, CAP_MALPRACTICE, COLUMNS };

static const struct sheet_column want[COLUMNS] = {
	[CODE] = { "HCPCS", true },
	[MODIFIER] = { "MOD", true },
	[TITLE] = { "DESCRIPTION", false },
	[STATUS] = { "STATUS CODE", true },
	[WORK] = { "WORK RVU", true },
	[OTHER] = { "NON FAC PE RVU", true },
	[NOT_OTHER] = { "NON FAC NA INDICATOR|NON FAC INDICATOR", true },
	[FACILITY] = { "FACILITY PE RVU", true },
	[NOT_FACILITY] = { "FACILITY NA INDICATOR|FACILITY INDICATOR", true },
	[MALPRACTICE] = { "MP RVU", true },
	[TOTAL_OTHER] = { "NON FACILITY TOTAL", true },
	[TOTAL_FACILITY] = { "FACILITY TOTAL", true },
	[PC_TC] = { "PCTC IND", true },
	[GLOBAL] = { "GLOB DAYS", true },
	[BEFORE] = { "PRE OP", true },
	[DURING] = { "INTRA OP", true },
	[AFTER] = { "POST OP", true },
	[MULTIPLE] = { "MULT PROC", true },
	[BILATERAL] = { "BILAT SURG", true },
	[ASSISTANT] = { "ASST SURG", true },
	[CO_SURGEONS] = { "CO SURG", true },
	[TEAM] = { "TEAM SURG", true },
	[BASE] = { "ENDO BASE", true },
	[FACTOR] = { "CONV FACTOR", true },
	[SUPERVISION] = { "PHYSICIAN SUPERVISION OF DIAGNOSTIC PROCEDURES",
		true },
	[CALCULATION] = { "CALCULATION FLAG", false },
	[FAMILY] = { "DIAGNOSTIC IMAGING FAMILY INDICATOR", true },
	[CAP_OTHER] = { "NON FACILITY PE USED FOR OPPS PAYMENT AMOUNT", false },
	[CAP_FACILITY] = { "FACILITY PE USED FOR OPPS PAYMENT AMOUNT", false },
	[CAP_MALPRACTICE] = { "MP USED FOR OPPS PAYMENT AMOUNT", false },
};

/* ---- a row -------------------------------------------------------------- */

/* "000" "010" "090" as days; "XXX" and the like as three letters. */
static uint32_t
global_of(struct import_table *t)
{
	str cell = table_cell(t, GLOBAL);
	uint64_t days;

	if (str_to_u64(cell, 90, &days))
		return (uint32_t)days;
	if (cell.n != 3) {
		table_expected(t, GLOBAL, "000, 010, 090 or three letters");
		return 0;
	}
	return (uint32_t)(uint8_t)cell.p[0] << 16 |
	    PAIR_OF(cell.p[1], cell.p[2]);
}

static uint32_t
is_not_done(struct import_table *t, unsigned column)
{
	str cell = table_cell(t, column);

	if (cell.n != 0 && !str_eq(cell, STR("NA")))
		table_expected(t, column, "NA or nothing");
	return cell.n != 0;
}

static uint32_t
base_of(struct import_table *t)
{
	return table_cell(t, BASE).n == 0 ? NO_ROW :
	    build_code_ref(t->in->build, SYSTEM_PROCEDURE,
	    table_code(t, BASE));
}

/* The values that go into the price. */
static struct book_rvu
read_values(struct import_table *t)
{
	return (struct book_rvu){
		.modifier = table_pair(t, MODIFIER),
		.status = table_letter(t, STATUS),
		.work = table_number(t, WORK, 2),
		.practice_other = table_number(t, OTHER, 2),
		.practice_facility = table_number(t, FACILITY, 2),
		.malpractice = table_number(t, MALPRACTICE, 2),
		.not_other = is_not_done(t, NOT_OTHER),
		.not_facility = is_not_done(t, NOT_FACILITY),
		.factor = table_number(t, FACTOR, 4),
		.cap_other = table_number(t, CAP_OTHER, 2),
		.cap_facility = table_number(t, CAP_FACILITY, 2),
		.cap_malpractice = table_number(t, CAP_MALPRACTICE, 2),
	};
}

/* The rules by which it is changed. */
static void
read_rules(struct import_table *t, struct book_rvu *r)
{
	r->global = global_of(t);
	r->before = table_number(t, BEFORE, 4);
	r->during = table_number(t, DURING, 4);
	r->after = table_number(t, AFTER, 4);
	r->pc_tc = table_letter(t, PC_TC);
	r->multiple = table_letter(t, MULTIPLE);
	r->bilateral = table_letter(t, BILATERAL);
	r->assistant = table_letter(t, ASSISTANT);
	r->co_surgeons = table_letter(t, CO_SURGEONS);
	r->team = table_letter(t, TEAM);
	r->base = base_of(t);
	r->supervision = table_pair(t, SUPERVISION);
	r->calculation = table_letter(t, CALCULATION);
	r->family = table_number(t, FAMILY, 0);
}

/* Totals are the sum of their parts, or columns are not what they seem. */
static enum rc
check_totals(struct import_table *t, const struct book_rvu *r)
{
	if (r->work + r->practice_other + r->malpractice !=
	    table_number(t, TOTAL_OTHER, 2))
		return table_expected(t, TOTAL_OTHER, "the sum of the values");
	if (r->work + r->practice_facility + r->malpractice !=
	    table_number(t, TOTAL_FACILITY, 2))
		return table_expected(t, TOTAL_FACILITY,
		    "the sum of the values");
	return t->rc;
}

static enum rc
read_row(struct import_table *t)
{
	const uint32_t *qualifying = t->ctx;
	code_key key = table_code(t, CODE);
	struct book_rvu r = read_values(t);

	read_rules(t, &r);
	if (r.status == 0)
		table_expected(t, STATUS, "a letter");
	if (r.factor == 0)
		table_expected(t, FACTOR, "a conversion factor");
	if (check_totals(t, &r) != RC_OK)
		return t->rc;
	r.procedure = build_code_ref(t->in->build, SYSTEM_PROCEDURE, key);
	r.qualifying = *qualifying;
	if (import_is_level_two(key))
		r.title = build_text(t->in->build, table_cell(t, TITLE));
	build_row(t->in->build, t->in->release, TABLE_RVU, &r);
	return RC_OK;
}

/* ---- the file ----------------------------------------------------------- */

/*
 * The year of the heading, "2025 National Physician Fee Schedule Relative Value
 * File", within the first bytes; 0: there is none.
 */
static int
heading_year(str s)
{
	static const char words[] = " National Physician Fee Schedule";
	const size_t n = sizeof words - 1;
	uint64_t year;

	if (s.n > 2048)
		s.n = 2048;
	for (size_t i = 4; i + n <= s.n; i++)
		if (str_eq_nocase((str){ s.p + i, n }, (str){ words, n }) &&
		    str_to_u64((str){ s.p + i - 4, 4 }, 2999, &year))
			return (int)year;
	return 0;
}

static enum rc
begin(struct import *in, uint32_t *qualifying, struct err *err)
{
	date from = import_schedule_day(in->source);
	int heading = heading_year(in->source->bytes);
	int named = import_year(in->source);

	if (from == DATE_NONE && in->from == DATE_NONE)
		return import_fail(in, err, 0, "the name should tell year and "
		    "month, as PPRRVU2025_Oct.csv does");
	if (heading != 0 && named != 0 && heading != named)
		return import_fail(in, err, 0, "the heading says %d, and the "
		    "name of the file %d", heading, named);
	*qualifying = import_qualifying(in->source);
	import_release(in, SET_RVU, from, STR(""), false);
	return RC_OK;
}

static bool
knows(const struct source *s)
{
	return import_named(s, "PPRRVU*.csv") || import_named(s,
	    "PPRRVU*.xlsx");
}

static enum rc
read_file(struct import *in, struct err *err)
{
	static const struct import_columns c = { SHEET_BY_NAME, want, COLUMNS,
	    read_row, NULL, false };
	static const struct import_columns converted = { SHEET_CSV, want,
	    COLUMNS, read_row, NULL, true };
	uint32_t qualifying;
	enum rc rc = begin(in, &qualifying, err);

	return rc != RC_OK ? rc : import_table(in,
	    import_named(in->source, "pprrvu_rvu*") ? &converted : &c,
	    &qualifying, err);
}

const struct importer importer_rvu = {
	.name = "PPRRVU", .what = "relative values of the fee schedule",
	.least = 10000, .knows = knows, .read = read_file,
};

/* ---- the text twin ------------------------------------------------------ */

static const struct text_field fields[COLUMNS] = {
	[CODE] = { 1, 5 }, [MODIFIER] = { 6, 7 }, [TITLE] = { 8, 57 },
	[STATUS] = { 58, 58 }, [WORK] = { 60, 65 }, [OTHER] = { 66, 72 },
	[NOT_OTHER] = { 73, 74 }, [FACILITY] = { 75, 81 },
	[NOT_FACILITY] = { 82, 83 }, [MALPRACTICE] = { 84, 89 },
	[TOTAL_OTHER] = { 90, 96 }, [TOTAL_FACILITY] = { 97, 102 },
	[PC_TC] = { 103, 103 }, [GLOBAL] = { 104, 106 },
	[BEFORE] = { 107, 109 }, [DURING] = { 110, 112 },
	[AFTER] = { 113, 115 }, [MULTIPLE] = { 116, 116 },
	[BILATERAL] = { 117, 117 }, [ASSISTANT] = { 118, 118 },
	[CO_SURGEONS] = { 119, 119 }, [TEAM] = { 120, 120 },
	[BASE] = { 121, 125 }, [FACTOR] = { 134, 140 },
	[SUPERVISION] = { 142, 143 }, [CALCULATION] = { 144, 144 },
	[FAMILY] = { 146, 147 }, [CAP_OTHER] = { 148, 157 },
	[CAP_FACILITY] = { 158, 164 }, [CAP_MALPRACTICE] = { 165, 171 },
};

/* A line as the cells of a row, for the same reading. */
static enum rc
read_text_line(struct import_table *t, str line)
{
	str cells[COLUMNS];

	for (unsigned i = 0; i < COLUMNS; i++)
		cells[i] = text_field(line, fields[i]);
	t->sheet.cells = cells;
	t->sheet.n = COLUMNS;
	t->in->rows++;
	return read_row(t);
}

static bool
knows_text(const struct source *s)
{
	return import_named(s, "PPRRVU*.txt");
}

static enum rc
read_text(struct import *in, struct err *err)
{
	static const struct import_columns c = { SHEET_TSV, want, COLUMNS,
	    read_row, NULL, false };
	uint32_t qualifying;
	struct import_table t = { .in = in, .columns = &c,
	    .ctx = &qualifying, .err = err };
	struct text text;
	str line;
	enum rc rc = text_init(&text, in->source, err);

	for (unsigned i = 0; i < COLUMNS; i++)
		t.at[i] = (int)i;
	if (rc == RC_OK)
		rc = begin(in, &qualifying, err);
	while (rc == RC_OK && text_line(&text, &line)) {
		t.sheet.line = text.line;
		if (!str_starts(line, STR("HDR")) && text_trim(line).n != 0)
			rc = read_text_line(&t, line);
	}
	return rc;
}

const struct importer importer_rvu_text = {
	.name = "PPRRVU-text", .what = "relative values of the fee schedule, "
	    "fixed columns",
	.least = 10000, .knows = knows_text, .read = read_text,
};
