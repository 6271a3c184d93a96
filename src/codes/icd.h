/* SPDX-License-Identifier: Apache-2.0 */
/*
 * icd.h -- what the importers of ICD-10 files share.
 *
 * CDC and CMS name a file by its fiscal year: icd10cm_order_2026.txt holds from
 * October 1, 2025.  An update says so in its name ("Jan-2021", "April-1-2026")
 * and holds from the first of that month in the calendar year.
 *
 * This module does not know what the files say of codes.
 */
#ifndef CC_CODES_ICD_H
#define CC_CODES_ICD_H

#include "codes/import.h"
#include "codes/sheet.h"
#include "codes/text.h"

/* Bytes of "FY2026, April" and its NUL. */
#define ICD_VERSION_MAX 32

/* From when a file holds, and what its release calls itself. */
struct icd_date {
	date	 from;
	int	 year;		/* the fiscal year */
	char	 version[ICD_VERSION_MAX];
};

/*
 * Read the date of a file out of its name; `stated`, if not 0, is the fiscal
 * year that the file states inside.  RC_SYNTAX: the name tells no year and the
 * file none, they disagree, or the month is none in which ICD-10 is released.
 */
MUST_USE enum rc icd_date(const struct import *in, int stated,
    struct icd_date *d, struct err *err);

/* A line of a text, blank ones left out; borrowed until it returns. */
typedef enum rc icd_line_fn(struct import *in, const struct text *t, str line,
    void *ctx, struct err *err);

/* Call `fn` with each line.  RC_SYNTAX: UTF-16; otherwise what `fn` returns. */
MUST_USE enum rc icd_each_line(struct import *in, icd_line_fn *fn, void *ctx,
    struct err *err);

/* `s` in UTF-8 by `t`, in `to` where it must be converted. */
str icd_utf8(const struct text *t, str s, struct arena *to);

/* Does `mark` stand in the first bytes of the file? */
bool icd_begins_with(const struct source *s, const char *mark);

/* A row of a sheet whose columns were found. */
typedef enum rc icd_row_fn(struct import *in, const struct sheet *s,
    const int at[], void *ctx, struct err *err);

/* Open the source as a sheet, find the columns, and call `fn` with each row. */
MUST_USE enum rc icd_each_row(struct import *in, enum sheet_kind kind,
    const struct sheet_column *want, unsigned n, icd_row_fn *fn, void *ctx,
    struct err *err);

/* The most columns that icd_each_row() looks for. */
#define ICD_COLUMNS_MAX 16

/*
 * A code of ICD-10-CM (three to seven characters, a letter first, a digit among
 * the first three) or of ICD-10-PCS (three, or seven; digits and letters but I
 * and O).  CODE_NONE: it is none.
 */
code_key icd_cm_key(str text);
code_key icd_pcs_key(str text);

/* A block as the key "A00-A09"; one of a single category is given as "B10" by
 * the publisher and is "B10-B10" here.  CODE_NONE: it is none. */
code_key icd_block_key(str text);

/* The chapter of a number: CHAPTER-01.  CODE_NONE: there is none. */
code_key icd_chapter_key(uint64_t number);

/* A chapter or block of ICD-10-CM; `title` as published. */
void icd_heading(struct import *in, code_key key, code_key parent, str title);

/* A code that the release begun last lists. */
void icd_listing(struct import *in, enum code_system system, code_key key,
    str full, str brief, code_key parent, bool billable);

#endif
