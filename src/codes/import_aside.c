/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_aside.c -- files that are known and hold nothing for the book, so that
 * nobody has to wonder what became of them.
 */
#include "codes/import.h"

struct known {
	const char *pattern;
	str	 why;
	const char *head;	/* its first bytes, where names do not tell */
};

static const struct known files[] = {
	{ "*selected-rows*", STR_INIT("an excerpt, as its name says"), NULL },
	{ "*redacted*", STR_INIT("an excerpt, as its name says"), NULL },
	{ "*readme*", STR_INIT("it describes other files"), NULL },
	{ "*recordlayout*", STR_INIT("it describes the columns of another "
	    "file"), NULL },
	{ "*.pdf", STR_INIT("documentation"), NULL },
	{ "*.docx", STR_INIT("documentation"), NULL },
	{ "*.xsd", STR_INIT("a schema of other files"), NULL },
	{ "HCPC*Trans*Report*.prn", STR_INIT("it lists changes, which the file "
	    "of codes has"), NULL },
	{ "Changes_by_*Code.prn", STR_INIT("it lists changes, which the file "
	    "of codes has"), NULL },
	{ "proc_notes_*.txt", STR_INIT("it has the words of the notes whose "
	    "numbers are with the codes"), NULL },
	{ "*HCPC*Corrections*.prn", STR_INIT("its lines are cut at the width "
	    "of a page; the workbook is whole"), NULL },
	/* import_hcpcs_sheet.c */
	{ "HCPC*ANWEB*.csv", STR_INIT("its columns were cut at wrong places, "
	    "and the days on which codes end are lost"),
	    "Code,Description1," },
	{ "table.csv", STR_INIT("it lists packages"), NULL },
	{ "AGESEXV[0-9]*.TXT", STR_INIT("a program, not a list: variables of "
	    "age and sex"), NULL },
	{ "[VR][0-9][0-9]I*ED[0-9]*.TXT", STR_INIT("a program, not a list: "
	    "edits of age and sex"), NULL },
	{ "H[0-9]*_MCE_AGE.TXT", STR_INIT("edits of HHS's software; the "
	    "Medicare Code Editor has them"), NULL },
	{ "H[0-9]*_MCE_SEX.TXT", STR_INIT("edits of HHS's software; the "
	    "Medicare Code Editor has them"), NULL },
	{ "ra_proposed_coefficients_*.csv", STR_INIT("proposed, never in "
	    "force"), NULL },
	{ "terminology__ansi_fips_state.csv", STR_INIT("states are no "
	    "billing codes"), NULL },
	{ "terminology__ssa_fips_state.csv", STR_INIT("states are no billing "
	    "codes"), NULL },
	{ "terminology__fips_county.csv", STR_INIT("counties are no billing "
	    "codes"), NULL },
	{ "terminology__ccs_services_procedures.csv", STR_INIT("CCS of "
	    "procedures: grouped by CPT, no set of the book"), NULL },
	{ "terminology__electing_teaching_hospital_list.csv",
	    STR_INIT("hospitals, no codes"), NULL },
	{ "terminology__encounter_type.csv", STR_INIT("the Tuva project's own "
	    "words"), NULL },
	{ "terminology__ethnicity.csv", STR_INIT("of no claim"), NULL },
	{ "terminology__race.csv", STR_INIT("of no claim"), NULL },
	{ "terminology__medicare_*.csv", STR_INIT("statuses of beneficiaries, "
	    "of no claim"), NULL },
	{ "terminology__hcpcs_to_rbcs.csv", STR_INIT("it has no rows; the RBCS "
	    "file of CMS has them"), NULL },
	{ "tuva_medical_claim_seed.csv", STR_INIT("claims, no codes"), NULL },
	{ "*", STR_INIT("a transaction, no list of codes"), "ISA*" },
	{ "*", STR_INIT("a transaction, no list of codes"), "ISA|" },
	{ "*.ndjson", STR_INIT("records, no list of codes"), NULL },
	{ "*.json", STR_INIT("records, no list of codes"), NULL },
};

static const struct known *
known_of(const struct source *s)
{
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (import_named(s, files[i].pattern) &&
		    (files[i].head == NULL ||
		    str_starts(s->bytes, str_of(files[i].head))))
			return &files[i];
	return NULL;
}

static bool
knows(const struct source *s)
{
	return known_of(s) != NULL;
}

static enum rc
leave(struct import *in, struct err *err)
{
	(void)err;
	in->aside = known_of(in->source)->why;
	return RC_OK;
}

const struct importer importer_aside = {
	.name = "aside", .what = "known, and left aside", .least = 0,
	.knows = knows, .read = leave,
};
