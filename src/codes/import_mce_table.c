/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_mce_table.c -- the lists of the Medicare Code Editor as others
 * converted them: MCE_Simple_Code_Edits_vNN.txt, with all lists of its time but
 * those that ask for two codes, and mce_vNN.N_code_edits...csv, with the edits
 * of age, sex and manifestation only: a partial release.
 */
#include "codes/icd.h"
#include "codes/mce.h"

enum { EDIT, CODE, TYPE, LETTER, COLUMNS };

static const struct { const char *name; enum mce_edit edit; } edits[] = {
	{ "Newborn_Only", MCE_NEWBORN },
	{ "Perinatal/Newborn (Age 0 Only)", MCE_NEWBORN },
	{ "Pediatric_Only", MCE_PEDIATRIC },
	{ "Pediatric (Ages 0-17)", MCE_PEDIATRIC },
	{ "Maternity_Only", MCE_MATERNITY },
	{ "Maternity (Ages 9-64)", MCE_MATERNITY },
	{ "Adult_Only", MCE_ADULT },
	{ "Adult (Ages 15-124)", MCE_ADULT },
	{ "Female_Only", MCE_FEMALE },
	{ "Female Only", MCE_FEMALE },
	{ "Male_Only", MCE_MALE },
	{ "Male Only", MCE_MALE },
	{ "Principal_Manifestation", MCE_MANIFESTATION },
	{ "Manifestation (Not Allowed as Principal Diagnosis)",
	    MCE_MANIFESTATION },
	{ "Principal_Questionable_Admit", MCE_QUESTIONABLE_ADMISSION },
	{ "Principal_Unacceptable", MCE_UNACCEPTABLE_PRINCIPAL },
	{ "Noncovered_Always", MCE_NON_COVERED },
	{ "Noncovered_Over60", MCE_NON_COVERED },
	{ "Limited_Coverage", MCE_LIMITED_COVERAGE },
	{ "Wrong_Performed", MCE_WRONG_PROCEDURE },
	{ "Noncovered_LOS_96hr", MCE_LENGTH_OF_STAY },
};

static bool
knows_simple(const struct source *s)
{
	return import_named(s, "mce_simple_code_edits_v*.txt");
}

static bool
knows_table(const struct source *s)
{
	return import_named(s, "mce_v*_code_edits*.csv");
}

static enum mce_edit
edit_of(str name)
{
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++)
		if (str_eq(name, str_of(edits[i].name)))
			return edits[i].edit;
	return MCE_EDITS;
}

/* The letters of lists are told apart where facts.h says so. */
static char
letter_of(enum mce_edit edit, str cell)
{
	bool wanted = edit == MCE_NON_COVERED || edit == MCE_LIMITED_COVERAGE;

	return wanted && cell.n == 1 && cell.p[0] != '_' ? cell.p[0] : '\0';
}

static enum rc
read_row(struct import *in, const struct sheet *s, const int at[], void *ctx,
    struct err *err)
{
	bool procedure = str_eq(sheet_cell(s, at[TYPE]), STR("P"));
	enum mce_edit edit = edit_of(sheet_cell(s, at[EDIT]));
	str code = sheet_cell(s, at[CODE]);
	code_key key = procedure ? icd_pcs_key(code) : icd_cm_key(code);

	(void)ctx;
	if (edit == MCE_EDITS)
		return import_fail(in, err, s->line, "an edit was expected "
		    "that is known, not \"" STR_FMT "\"",
		    STR_ARG(sheet_cell(s, at[EDIT])));
	if (key == CODE_NONE)
		return import_fail(in, err, s->line, "a code was expected, not "
		    "\"" STR_FMT "\"", STR_ARG(code));
	in->rows++;
	mce_listed(in, procedure, key, edit,
	    letter_of(edit, sheet_cell(s, at[LETTER])));
	return RC_OK;
}

static enum rc
read_file(struct import *in, enum sheet_kind kind,
    const struct sheet_column *want, bool partial, struct err *err)
{
	str version;
	date from;

	if (!mce_name_date(in->source, &from, &version))
		return import_fail(in, err, 0, "its name should end in the "
		    "version of the editor, such as v37 or v41.1");
	import_release(in, SET_MCE, from, version, partial);
	return icd_each_row(in, kind, want, COLUMNS, read_row, NULL, err);
}

static enum rc
read_simple(struct import *in, struct err *err)
{
	static const struct sheet_column want[COLUMNS] = {
		{ "MCE EDIT TYPE", true }, { "ICD CODE", true },
		{ "ICD CODE TYPE", true }, { "MCE SUBSECTION", true },
	};

	return read_file(in, SHEET_TSV, want, false, err);
}

static enum rc
read_table(struct import *in, struct err *err)
{
	static const struct sheet_column want[COLUMNS] = {
		{ "ICD CONFLICT RULE", true }, { "ICD CODE", true },
		{ "ICD CODE TYPE", false }, { "MCE SUBSECTION", false },
	};

	return read_file(in, SHEET_CSV, want, true, err);
}

const struct importer importer_mce_simple = {
	.name = "MCE lists", .what = "lists of the Medicare Code Editor",
	.least = 5000, .knows = knows_simple, .read = read_simple,
};

const struct importer importer_mce_table = {
	.name = "MCE lists, CSV",
	.what = "age, sex and manifestation edits, converted",
	.least = 3000, .knows = knows_table, .read = read_table,
};
