/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_lists.c -- short lists of codes with a title each, as others converted
 * them: reason and remark codes, places of service, and the terminology files
 * of the Tuva project.
 *
 * What NUBC owns (types of bill, revenue codes, sources and types of admission,
 * discharge status) is read without its words: these files pass NUBC's manual
 * on without a licence for it.  Whoever has one brings the words in our own
 * layouts.  X12's reason codes and CMS's remark codes are read with theirs.
 */
#include "codes/import_rows.h"

/* The columns that lists have, under any of their names. */
enum { CODE, TITLE, FROM, UNTIL, USAGE, REMARKS, EXTRA, COLUMNS };

struct list {
	const char *pattern;
	enum code_set set;
	enum code_system system;
	unsigned min, max;	/* characters of a code */
	const char *code;	/* heads the column of codes */
	const char *title;	/* NULL: the words are NUBC's */
	/* What column EXTRA says, and how it is headed; NULL: nothing. */
	const char *extra;
	enum fact_kind kind;
};

static const struct list lists[] = {
	{ "carc_[0-9][0-9][0-9][0-9]-[0-9][0-9].csv", SET_CARC,
	  SYSTEM_ADJUSTMENT, 1, 4, "CODE", "DESCRIPTION", NULL, FACTS },
	{ "rarc_[0-9][0-9][0-9][0-9]-[0-9][0-9].csv", SET_RARC, SYSTEM_REMARK,
	  2, 5, "CODE", "DESCRIPTION", NULL, FACTS },
	{ "place_of_service_[0-9][0-9][0-9][0-9]-[0-9][0-9].csv", SET_POS,
	  SYSTEM_PLACE, 2, 2, "POS CODE", "POS NAME", "POS TYPE",
	  FACT_FACILITY },
	{ "terminology__place_of_service.csv", SET_POS, SYSTEM_PLACE, 2, 2,
	  "PLACE OF SERVICE CODE", "PLACE OF SERVICE DESCRIPTION", NULL,
	  FACTS },
	{ "terminology__bill_type.csv", SET_BILL_TYPES, SYSTEM_BILL_TYPE, 3, 4,
	  "BILL TYPE CODE", NULL, NULL, FACTS },
	{ "terminology__revenue_center.csv", SET_REVENUE, SYSTEM_REVENUE, 4, 4,
	  "REVENUE CENTER CODE", NULL, NULL, FACTS },
	{ "terminology__discharge_disposition.csv", SET_DISCHARGES,
	  SYSTEM_DISCHARGE, 2, 2, "DISCHARGE DISPOSITION CODE", NULL, NULL,
	  FACTS },
	{ "terminology__admit_type.csv", SET_ADMISSION_TYPES,
	  SYSTEM_ADMISSION_TYPE, 1, 1, "ADMIT TYPE CODE", NULL, NULL, FACTS },
	{ "terminology__admit_source.csv", SET_ADMISSION_SOURCES,
	  SYSTEM_ADMISSION_SOURCE, 1, 1, "ADMIT SOURCE CODE", NULL, NULL,
	  FACTS },
	{ "terminology__present_on_admission.csv", SET_PRESENT,
	  SYSTEM_PRESENT, 1, 1, "PRESENT ON ADMIT CODE",
	  "PRESENT ON ADMIT DESCRIPTION", NULL, FACTS },
	{ "terminology__mdc.csv", SET_MS_DRG, SYSTEM_MDC, 2, 2, "MDC CODE",
	  "MDC DESCRIPTION", NULL, FACTS },
	{ "terminology__ms_drg.csv", SET_MS_DRG, SYSTEM_DRG, 3, 3,
	  "MS DRG CODE", "MS DRG DESCRIPTION", "MEDICAL SURGICAL",
	  FACT_DRG_TYPE },
};

static const struct list *
list_of(const struct source *s)
{
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		if (import_named(s, lists[i].pattern))
			return &lists[i];
	return NULL;
}

static bool
knows(const struct source *s)
{
	return list_of(s) != NULL;
}

/* What publishers call things, in our words. */
static str
extra_of(const struct list *l, str said)
{
	static const struct { enum fact_kind kind; const char *said, *ours; }
	words[] = {
		{ FACT_FACILITY, "Facility", "1" },
		{ FACT_FACILITY, "Non-Facility", "0" },
		{ FACT_FACILITY, "Unassigned", "" },
		{ FACT_DRG_TYPE, "Medical", "medical" },
		{ FACT_DRG_TYPE, "Surgical", "surgical" },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (words[i].kind == l->kind &&
		    str_eq_nocase(said, str_of(words[i].said)))
			return str_of(words[i].ours);
	return STR("");
}

/* A remark that begins so informs; others explain an adjustment. */
static str
usage_of(const struct import_row *r, const struct list *l)
{
	if (l->set != SET_RARC)
		return row_cell(r, USAGE);
	return str_starts(row_cell(r, TITLE), STR("Alert:")) ? STR("alert") :
	    STR("adjustment");
}

/* Codes of places that CMS has not given a meaning are none. */
static bool
is_unassigned(const struct import_row *r, const struct list *l)
{
	return l->set == SET_POS &&
	    str_eq_nocase(row_cell(r, EXTRA), STR("Unassigned"));
}

static enum rc
read_row(struct import_row *r)
{
	const struct list *l = r->ctx;
	struct build *b = r->in->build;
	unsigned release = r->in->release;
	code_key key;
	date from, until;
	enum rc rc = row_code(r, CODE, l->min, l->max, &key);

	if (rc == RC_OK)
		rc = row_date(r, FROM, &from);
	if (rc == RC_OK)
		rc = row_date(r, UNTIL, &until);
	if (rc != RC_OK || is_unassigned(r, l))
		return rc;
	row_list(r, l->system, key, l->title != NULL ? row_cell(r, TITLE) :
	    STR(""), STR(""), from, until);
	build_fact(b, release, l->system, key, FACT_USAGE, usage_of(r, l));
	build_fact(b, release, l->system, key, l->system == SYSTEM_PLACE ?
	    FACT_DEFINITION : FACT_PROCESSING_NOTE, row_cell(r, REMARKS));
	if (l->extra != NULL)
		build_fact(b, release, l->system, key, l->kind,
		    extra_of(l, row_cell(r, EXTRA)));
	return RC_OK;
}

/* The month in the name; files without one are of no known day. */
static date
day_of(const struct source *s)
{
	date on;
	int year = import_name_number(s, 4, 0);
	int month = import_name_number(s, 2, 0);

	return year > 0 && date_from_ymd(year, month > 0 ? month : 1, 1, &on) ?
	    on : DATE_FIRST;
}

static enum rc
read_file(struct import *in, struct err *err)
{
	const struct list *l = list_of(in->source);
	const struct sheet_column want[COLUMNS] = {
		[CODE] = { l->code, true },
		[TITLE] = { l->title != NULL ? l->title : "NO TITLE",
			l->title != NULL },
		[FROM] = { "START DATE", false },
		[UNTIL] = { l->system == SYSTEM_BILL_TYPE ?
			"DEPRECATED DATE" : "END DATE", false },
		[USAGE] = { "USAGE", false },
		[REMARKS] = { "NOTES|POS DESCRIPTION", false },
		[EXTRA] = { l->extra != NULL ? l->extra : "NO EXTRA",
			l->extra != NULL },
	};
	date on = day_of(in->source);

	import_release(in, l->set, on, on == DATE_FIRST ? STR("undated") :
	    STR(""), false);
	return import_rows(in, &(struct import_sheet){ SHEET_CSV, NULL, want,
	    COLUMNS, read_row, (void *)(uintptr_t)l }, err);
}

const struct importer importer_lists = {
	.name = "list", .what = "a list of codes and what they mean",
	.least = 4, .knows = knows, .read = read_file,
};
