/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_poa.c -- diagnoses that are exempt from reporting whether they were
 * present on admission (CMS, POAexemptCodesFY26.txt and the like).
 *
 * The list has the columns OrderYY, POAexemptCode, Description.  The files of
 * codes added, deleted and revised beside it are a partial release, for who has
 * only these; a deletion ends the pair on the day before.  Revisions are of
 * titles, which the list of codes has.
 */
#include "codes/icd.h"

enum { CODE, ACTION, COLUMNS };

static const struct sheet_column want[COLUMNS] = {
	[CODE] = { "POAEXEMPTCODE", true },
	[ACTION] = { "ACTION", false },
};

struct reading { date from; bool deletes; };

static bool
knows_list(const struct source *s)
{
	return import_named(s, "poaexemptcodes*.txt");
}

static bool
knows_changes(const struct source *s)
{
	return import_named(s, "poaexemptaddcodes*.txt") ||
	    import_named(s, "poaexemptdeletecodes*.txt") ||
	    import_named(s, "poaexemptrevisecodes*.txt");
}

static enum rc
read_row(struct import *in, const struct sheet *s, const int at[], void *ctx,
    struct err *err)
{
	const struct reading *r = ctx;
	code_key key = icd_cm_key(sheet_cell(s, at[CODE]));

	if (key == CODE_NONE)
		return import_fail(in, err, s->line, "a diagnosis was "
		    "expected, not \"" STR_FMT "\"",
		    STR_ARG(sheet_cell(s, at[CODE])));
	in->rows++;
	if (sheet_cell(s, at[ACTION]).n == 0)
		build_pair(in->build, in->release, RELATION_POA_EXEMPT, key, 0,
		    0, DATE_NONE, r->deletes ? r->from - 1 : DATE_NONE);
	return RC_OK;
}

static enum rc
read_rows(struct import *in, bool partial, struct err *err)
{
	struct icd_date d;
	struct reading r;
	enum rc rc = icd_date(in, 0, &d, err);

	if (rc != RC_OK)
		return rc;
	r = (struct reading){ d.from, import_named(in->source, "*delete*") };
	import_release(in, SET_POA_EXEMPT, d.from, str_of(d.version), partial);
	return icd_each_row(in, SHEET_TSV, want, COLUMNS, read_row, &r, err);
}

static enum rc
read_list(struct import *in, struct err *err)
{
	return read_rows(in, false, err);
}

static enum rc
read_changes(struct import *in, struct err *err)
{
	return read_rows(in, true, err);
}

const struct importer importer_poa = {
	.name = "POA exempt", .what = "list of POA exempt diagnoses",
	.least = 20000, .knows = knows_list, .read = read_list,
};

const struct importer importer_poa_changes = {
	.name = "POA changes", .what = "changes of POA exempt diagnoses",
	.least = 1, .knows = knows_changes, .read = read_changes,
};
