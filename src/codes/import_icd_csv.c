/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_icd_csv.c -- ICD-10-CM as others converted it to CSV.
 *
 * icd10cm_2024_codes...: all codes, with seventh characters.  Its column
 *	"valid" is 0 for 84 codes that may be billed (those whose number, too,
 *	was damaged: A53.9, B15.9 ...), so it is not believed: the codes that
 *	have none below them are 74,044, as CMS has them for 2024.
 * ICD10CM_2025_codes: all codes of the Tabular List, so without seventh
 *	characters: build.h adds them.
 * ..._chapters, ..._sections: headings, beside that list.
 * icd10cm-categories...: headings of three characters only; a partial release.
 * icd10cm_2022_poa_chronic: of every code whether it is exempt from POA
 *	reporting and what AHRQ's chronic condition indicator is: A acute,
 *	C chronic, B both, N not applicable, and empty for some.
 */
#include "codes/icd.h"

/* The columns of all layouts together; each wants some of them. */
enum { CODE, TITLE, BLOCK, CHAPTER, COLUMNS };

static bool
knows_northstar(const struct source *s)
{
	return import_named(s, "icd10cm_[0-9]*_codes.northstar.csv");
}

static bool
knows_plain(const struct source *s)
{
	return import_named(s, "icd10cm_[0-9][0-9][0-9][0-9]_codes.csv");
}

static bool
knows_chapters(const struct source *s)
{
	return import_named(s, "icd10cm_[0-9]*_chapters.csv");
}

static bool
knows_blocks(const struct source *s)
{
	return import_named(s, "icd10cm_[0-9]*_sections.csv");
}

static bool
knows_categories(const struct source *s)
{
	return import_named(s, "icd10cm*categories*.csv");
}

/* Begin a release of the codes, dated by the name. */
static enum rc
begin(struct import *in, struct build_release r, struct err *err)
{
	struct icd_date d;
	enum rc rc = icd_date(in, 0, &d, err);

	if (rc != RC_OK)
		return rc;
	r.set = SET_ICD10CM;
	r.from = d.from;
	r.version = str_of(d.version);
	import_begin(in, r);
	return RC_OK;
}

static enum rc
no_code(const struct import *in, const struct sheet *s, const char *what,
    str cell, struct err *err)
{
	return import_fail(in, err, s->line, "%s was expected, not \"" STR_FMT
	    "\"", what, STR_ARG(cell));
}

/* ---- codes ---------------------------------------------------------- */

static enum rc
read_code(struct import *in, const struct sheet *s, const int at[], void *ctx,
    struct err *err)
{
	code_key key = icd_cm_key(sheet_cell(s, at[CODE]));
	str block = sheet_cell(s, at[BLOCK]);
	code_key parent = CODE_NONE;

	(void)ctx;
	if (key == CODE_NONE)
		return no_code(in, s, "a code of ICD-10-CM",
		    sheet_cell(s, at[CODE]), err);
	if (block.n != 0 && icd_block_key(block) == CODE_NONE)
		return no_code(in, s, "a section such as A00-A09", block, err);
	if (code_length(key) == 3)
		parent = icd_block_key(block);
	in->rows++;
	icd_listing(in, SYSTEM_DIAGNOSIS, key, sheet_cell(s, at[TITLE]),
	    STR(""), parent, false);
	return RC_OK;
}

static enum rc
read_northstar(struct import *in, struct err *err)
{
	static const struct sheet_column want[COLUMNS] = {
		{ "CODE", true }, { "LONG DESCRIPTION", true },
		{ "SECTION", false }, { "CHAPTER", true },
	};
	enum rc rc = begin(in, (struct build_release){ .leaves = true }, err);

	return rc != RC_OK ? rc : icd_each_row(in, SHEET_CSV, want, COLUMNS,
	    read_code, NULL, err);
}

static enum rc
read_plain(struct import *in, struct err *err)
{
	static const struct sheet_column want[COLUMNS] = {
		{ "CODE", true }, { "DESCRIPTION", true },
		{ "SECTIONID", true }, { "CHAPTERID", true },
	};
	enum rc rc = begin(in, (struct build_release){ .leaves = true,
	    .sevenths = true }, err);

	return rc != RC_OK ? rc : icd_each_row(in, SHEET_CSV, want, COLUMNS,
	    read_code, NULL, err);
}

static enum rc
read_categories(struct import *in, struct err *err)
{
	static const struct sheet_column want[COLUMNS] = {
		{ "ICD10 CM CODE", true }, { "DESCRIPTION", true },
		{ "SECTION", true }, { "CHAPTER", true },
	};
	enum rc rc = begin(in, (struct build_release){ .partial = true }, err);

	return rc != RC_OK ? rc : icd_each_row(in, SHEET_CSV, want, COLUMNS,
	    read_code, NULL, err);
}

/* ---- headings ------------------------------------------------------- */

static enum rc
read_chapter(struct import *in, const struct sheet *s, const int at[],
    void *ctx, struct err *err)
{
	uint64_t number = 0;
	code_key key;

	(void)ctx;
	(void)str_to_u64(sheet_cell(s, at[CODE]), 99, &number);
	key = icd_chapter_key(number);
	if (key == CODE_NONE)
		return no_code(in, s, "the number of a chapter",
		    sheet_cell(s, at[CODE]), err);
	in->rows++;
	icd_heading(in, key, CODE_NONE, sheet_cell(s, at[TITLE]));
	return RC_OK;
}

static enum rc
read_block(struct import *in, const struct sheet *s, const int at[],
    void *ctx, struct err *err)
{
	code_key key = icd_block_key(sheet_cell(s, at[CODE]));

	(void)ctx;
	if (key == CODE_NONE)
		return no_code(in, s, "a section such as A00-A09",
		    sheet_cell(s, at[CODE]), err);
	in->rows++;
	icd_heading(in, key, CODE_NONE, sheet_cell(s, at[TITLE]));
	return RC_OK;
}

static enum rc
read_chapters(struct import *in, struct err *err)
{
	static const struct sheet_column want[] = {
		{ "CHAPTERID", true }, { "CHAPTERNAME", true },
	};
	enum rc rc = begin(in, (struct build_release){ .partial = true }, err);

	return rc != RC_OK ? rc : icd_each_row(in, SHEET_CSV, want, 2,
	    read_chapter, NULL, err);
}

static enum rc
read_blocks(struct import *in, struct err *err)
{
	static const struct sheet_column want[] = {
		{ "SECTIONID", true }, { "SECTIONNAME", true },
	};
	enum rc rc = begin(in, (struct build_release){ .partial = true }, err);

	return rc != RC_OK ? rc : icd_each_row(in, SHEET_CSV, want, 2,
	    read_block, NULL, err);
}

/* ---- POA and chronic conditions ------------------------------------- */

enum { DIAGNOSIS, EXEMPT, CHRONIC };

static bool
knows_poa_chronic(const struct source *s)
{
	return import_named(s, "icd10cm_[0-9]*_poa_chronic.csv");
}

/* What the letter of the indicator means in facts.h; -1: it is none. */
static int
chronic_of(str letter)
{
	static const char letters[] = "ACNB";
	const char *found;

	found = letter.n == 1 ? strchr(letters, letter.p[0]) : NULL;
	return found != NULL ? (int)(found - letters) : -1;
}

static enum rc
read_poa_chronic_row(struct import *in, const struct sheet *s,
    const int at[], void *ctx, struct err *err)
{
	const unsigned *release = ctx;
	code_key key = icd_cm_key(sheet_cell(s, at[DIAGNOSIS]));
	str exempt = sheet_cell(s, at[EXEMPT]);
	str chronic = sheet_cell(s, at[CHRONIC]);

	if (key == CODE_NONE)
		return no_code(in, s, "a code of ICD-10-CM",
		    sheet_cell(s, at[DIAGNOSIS]), err);
	if (!str_eq(exempt, STR("Y")) && !str_eq(exempt, STR("N")))
		return no_code(in, s, "Y or N", exempt, err);
	if (chronic.n != 0 && chronic_of(chronic) < 0)
		return no_code(in, s, "A, B, C or N", chronic, err);
	in->rows++;
	if (exempt.p[0] == 'Y')
		build_pair(in->build, release[0], RELATION_POA_EXEMPT, key, 0,
		    0, DATE_NONE, DATE_NONE);
	if (chronic.n != 0)
		build_pair(in->build, release[1], RELATION_CHRONIC, key, 0,
		    (uint32_t)chronic_of(chronic), DATE_NONE, DATE_NONE);
	return RC_OK;
}

static enum rc
read_poa_chronic(struct import *in, struct err *err)
{
	static const struct sheet_column want[] = {
		{ "CODE", true }, { "POA EXEMPT", true },
		{ "HCUP CHRONIC INDICATOR", true },
	};
	unsigned release[2];
	struct icd_date d;
	enum rc rc = icd_date(in, 0, &d, err);

	if (rc != RC_OK)
		return rc;
	release[0] = import_release(in, SET_POA_EXEMPT, d.from,
	    str_of(d.version), false);
	release[1] = import_release(in, SET_CHRONIC, d.from,
	    str_of(d.version), false);
	return icd_each_row(in, SHEET_CSV, want, 3, read_poa_chronic_row,
	    release, err);
}

const struct importer importer_icd_northstar = {
	.name = "ICD-10-CM codes, CSV", .what = "ICD-10-CM codes, converted",
	.least = 90000, .knows = knows_northstar, .read = read_northstar,
};

const struct importer importer_icd_plain = {
	.name = "ICD-10-CM list, CSV",
	.what = "codes of the Tabular List, converted",
	.least = 40000, .knows = knows_plain, .read = read_plain,
};

const struct importer importer_icd_chapters = {
	.name = "ICD-10-CM chapters, CSV",
	.what = "chapters of ICD-10-CM, converted",
	.least = 21, .knows = knows_chapters, .read = read_chapters,
};

const struct importer importer_icd_blocks = {
	.name = "ICD-10-CM sections, CSV",
	.what = "sections of ICD-10-CM, converted",
	.least = 250, .knows = knows_blocks, .read = read_blocks,
};

const struct importer importer_icd_categories = {
	.name = "ICD-10-CM categories, CSV",
	.what = "categories of ICD-10-CM, converted",
	.least = 1800, .knows = knows_categories, .read = read_categories,
};

const struct importer importer_poa_chronic = {
	.name = "POA and chronic, CSV",
	.what = "POA exemption and chronic conditions, converted",
	.least = 60000, .knows = knows_poa_chronic, .read = read_poa_chronic,
};
