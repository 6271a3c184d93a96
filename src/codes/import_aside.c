/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_aside.c -- files that come with others and hold no facts of their own,
 * or facts that another file of the same package has whole: known by name, so
 * that nobody wonders, and left aside.
 */
#include "codes/import.h"

static const char *const names[] = {
	/* HCPCS: what the columns are, what changed, what it says in words */
	"HCPC*recordlayout*.txt", "HCPC*README*.txt", "HCPC*Trans*Report*.prn",
	"Changes_by_*Code.prn", "proc_notes_*.txt",
	"*HCPC*Corrections*.prn",	/* cut at the width of a page */
	/* the physician fee schedule: documentation */
	"PF[0-9][0-9]P*.pdf", "RVU[0-9][0-9]*.pdf",
	/* which packages there were, by another's hand */
	"table.csv",
};

static bool
knows(const struct source *s)
{
	/* A copy whose columns were cut wrongly: import_hcpcs_sheet.c. */
	if (import_named(s, "HCPC*ANWEB*.csv") &&
	    str_starts(s->bytes, STR("Code,Description1,")))
		return true;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (import_named(s, names[i]))
			return true;
	return false;
}

static enum rc
leave(struct import *in, struct err *err)
{
	(void)in;
	(void)err;
	return RC_OK;
}

const struct importer importer_aside = {
	.name = "aside", .what = "documentation, or what another file has",
	.least = 0, .knows = knows, .read = leave,
};
