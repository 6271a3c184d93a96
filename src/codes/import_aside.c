/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_aside.c -- files that come with others and hold no facts of their own,
 * or facts that another file of the same package has whole: known by name, so
 * that nobody wonders, and left aside.
 */
#include "codes/import.h"

static const struct { const char *name; str why; } files[] = {
	{ "HCPC*recordlayout*.txt", STR_INIT("it describes columns") },
	{ "HCPC*README*.txt", STR_INIT("it is documentation") },
	{ "HCPC*Trans*Report*.prn",
		STR_INIT("it lists changes, which the file of codes has") },
	{ "Changes_by_*Code.prn",
		STR_INIT("it lists changes, which the file of codes has") },
	{ "proc_notes_*.txt", STR_INIT("it has the words of the notes whose "
	    "numbers are with the codes") },
	{ "*HCPC*Corrections*.prn", STR_INIT("its lines are cut at the width "
	    "of a page; the workbook is whole") },
	{ "PF[0-9][0-9]P*.pdf", STR_INIT("it is documentation") },
	{ "RVU[0-9][0-9]*.pdf", STR_INIT("it is documentation") },
	{ "table.csv", STR_INIT("it lists packages") },
};

/* A copy whose columns were cut wrongly: import_hcpcs_sheet.c. */
static bool
is_cut(const struct source *s)
{
	return import_named(s, "HCPC*ANWEB*.csv") &&
	    str_starts(s->bytes, STR("Code,Description1,"));
}

static bool
knows(const struct source *s)
{
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (import_named(s, files[i].name))
			return true;
	return is_cut(s);
}

static enum rc
leave(struct import *in, struct err *err)
{
	(void)err;
	in->aside = STR("its columns were cut at wrong places, and the days "
	    "on which codes end are lost");
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (import_named(in->source, files[i].name))
			in->aside = files[i].why;
	return RC_OK;
}

const struct importer importer_aside = {
	.name = "aside", .what = "documentation, or what another file has",
	.least = 0, .knows = knows, .read = leave,
};
