/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_pcs_conversion.c -- ICD-10-PCS: which codes took the place of which
 * (icd10pcs_conversion_table.txt), and the addenda that are prose.
 *
 * Columns: current code, title, fiscal year, previous code, its title, change
 * type, comment, day (MM.DD).  A comment that is empty has no field at all, so
 * the day is the last field of the row, whichever that is.  "NoPCS" is no code.
 *
 * The file covers all years; its release is that of its newest change.  Codes
 * that came within that year (April 1) get the day as the first of theirs, for
 * the year's order file does not tell.
 */
#include "codes/icd.h"

enum { CURRENT, TITLE, YEAR, PREVIOUS, TYPE, COLUMNS };
enum { NEW = 1, REVISED, DELETED };

static const struct sheet_column want[COLUMNS] = {
	[CURRENT] = { "CURRENT CODE S ASSIGNMENT", true },
	[TITLE] = { "CODE TITLE", true },
	[YEAR] = { "EFFECTIVE YEAR", true },
	[PREVIOUS] = { "PREVIOUS CODE S ASSIGNMENT", true },
	[TYPE] = { "CHANGE TYPE", true },
};

struct reading {
	date	 newest;
	int	 year;		/* the fiscal year of that */
	unsigned conversion, codes;	/* releases */
	bool	 counts;	/* the second time */
};

static bool
knows(const struct source *s)
{
	return import_named(s, "icd10pcs_conversion*.txt");
}

/* Read "NoPCS" as no code. */
static bool
read_code(str s, code_key *key)
{
	*key = CODE_NONE;
	if (str_eq_nocase(s, STR("NoPCS")))
		return true;
	*key = icd_pcs_key(s);
	return code_length(*key) == 7;
}

/* The day of "2026" and "04.01": October is that of the year before. */
static bool
read_day(str year, str day, date *on, int *fiscal)
{
	str rest = day;
	uint64_t y, m, d;

	if (!str_to_u64(year, 2099, &y) || y < 2010 ||
	    !str_to_u64(str_cut(&rest, '.'), 12, &m) ||
	    !str_to_u64(rest, 31, &d))
		return false;
	*fiscal = (int)y;
	return date_from_ymd((int)(m >= 10 ? y - 1 : y), (int)m, (int)d, on);
}

static uint32_t
type_of(str s)
{
	static const char *const names[] = { [NEW] = "New",
		[REVISED] = "Revised", [DELETED] = "Deleted" };

	for (uint32_t i = NEW; i <= DELETED; i++)
		if (str_eq(s, str_of(names[i])))
			return i;
	return 0;
}

/* The pair, and, of a code that came within the year, its first day. */
static void
add_change(struct import *in, const struct reading *r, code_key current,
    code_key previous, uint32_t type, date on, bool within, str title)
{
	build_pair(in->build, r->conversion, RELATION_CONVERSION,
	    current != CODE_NONE ? current : previous,
	    current != CODE_NONE ? previous : CODE_NONE, type, on, DATE_NONE);
	if (within && type == NEW && current != CODE_NONE)
		build_code(in->build, r->codes, &(struct build_code){
		    .system = SYSTEM_INPATIENT, .key = current, .full = title,
		    .from = on, .until = DATE_NONE, .billable = true });
}

static enum rc
read_row(struct import *in, const struct sheet *s, const int at[], void *ctx,
    struct err *err)
{
	struct reading *r = ctx;
	uint32_t type = type_of(sheet_cell(s, at[TYPE]));
	str day = sheet_cell(s, (int)s->n - 1);
	code_key current, previous;
	int fiscal;
	date on;

	if (!read_code(sheet_cell(s, at[CURRENT]), &current) ||
	    !read_code(sheet_cell(s, at[PREVIOUS]), &previous) ||
	    (current == CODE_NONE && previous == CODE_NONE))
		return import_fail(in, err, s->line, "codes or NoPCS were "
		    "expected, not \"" STR_FMT "\" and \"" STR_FMT "\"",
		    STR_ARG(sheet_cell(s, at[CURRENT])),
		    STR_ARG(sheet_cell(s, at[PREVIOUS])));
	if (type == 0)
		return import_fail(in, err, s->line, "New, Revised or Deleted "
		    "was expected, not \"" STR_FMT "\"",
		    STR_ARG(sheet_cell(s, at[TYPE])));
	if (!read_day(sheet_cell(s, at[YEAR]), day, &on, &fiscal))
		return import_fail(in, err, s->line, "a year and a last field "
		    "such as 10.01 were expected, not \"" STR_FMT "\" and \""
		    STR_FMT "\"", STR_ARG(sheet_cell(s, at[YEAR])),
		    STR_ARG(day));
	if (!r->counts) {
		if (r->newest == DATE_NONE || on > r->newest)
			r->newest = on, r->year = fiscal;
		return RC_OK;
	}
	in->rows++;
	add_change(in, r, current, previous, type, on, fiscal == r->year &&
	    on != import_fiscal(fiscal), sheet_cell(s, at[TITLE]));
	return RC_OK;
}

static enum rc
read_file(struct import *in, struct err *err)
{
	struct reading r = { .newest = DATE_NONE };
	enum rc rc = icd_each_row(in, SHEET_TSV, want, COLUMNS, read_row, &r,
	    err);

	if (rc != RC_OK || r.newest == DATE_NONE)
		return rc;
	r.codes = import_release(in, SET_ICD10PCS, import_fiscal(r.year),
	    STR(""), true);
	r.conversion = import_release(in, SET_ICD10PCS_CONVERSION, r.newest,
	    STR(""), false);
	r.counts = true;
	return icd_each_row(in, SHEET_TSV, want, COLUMNS, read_row, &r, err);
}

/* ---- prose ---------------------------------------------------------- */

static bool
knows_prose(const struct source *s)
{
	return import_named(s, "*tables_addenda_[0-9]*.txt") ||
	    import_named(s, "*index_addenda_[0-9]*.txt") ||
	    import_named(s, "*definitions_addenda_[0-9]*.txt");
}

static enum rc
count_line(struct import *in, const struct text *t, str line, void *ctx,
    struct err *err)
{
	(void)t;
	(void)line;
	(void)ctx;
	(void)err;
	in->rows++;
	return RC_OK;
}

/* What they say stands in the year's own files: they are only counted. */
static enum rc
read_prose(struct import *in, struct err *err)
{
	in->aside = STR("the files of the year have what it says");
	return icd_each_line(in, count_line, NULL, err);
}

const struct importer importer_pcs_conversion = {
	.name = "ICD-10-PCS conversion",
	.what = "ICD-10-PCS conversion table", .least = 10000,
	.knows = knows, .read = read_file,
};

const struct importer importer_pcs_prose = {
	.name = "ICD-10-PCS addenda", .what = "changes of ICD-10-PCS, in prose",
	.least = 1, .knows = knows_prose, .read = read_prose,
};
