/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_table.h -- what importers of tables share.
 *
 *	static enum rc
 *	row(struct import_table *t)
 *	{
 *		code_key key = table_code(t, CODE);
 *		uint32_t units = table_number(t, UNITS, 0);
 *
 *		if (t->rc == RC_OK)
 *			build_pair(...);
 *		return t->rc;
 *	}
 *
 *	static const struct import_columns columns = {
 *		SHEET_CSV, want, COLUMNS, row, NULL, false };
 *
 *	rc = import_table(in, &columns, NULL, err);
 *
 *   T1  the first cell of a row that cannot be read is kept as the failure of
 *       the table, with file, line, column and what stands there; what is read
 *       of the row afterwards is zero
 *   T2  every row that `skip` does not take out is counted (import.h I3)
 */
#ifndef CC_CODES_IMPORT_TABLE_H
#define CC_CODES_IMPORT_TABLE_H

#include "codes/import.h"
#include "codes/sheet.h"

#define IMPORT_COLUMNS_MAX 64

struct import_table;

struct import_columns {
	enum sheet_kind kind;
	const struct sheet_column *want;
	unsigned n;
	enum rc	(*row)(struct import_table *t);
	/* Is it no record but a note between them or below?  May be NULL. */
	bool	(*skip)(const struct import_table *t);
	bool	 rounds;	/* converted: numbers with noise of floats */
};

struct import_table {
	struct import *in;
	const struct import_columns *columns;
	struct sheet sheet;
	int	 at[IMPORT_COLUMNS_MAX];
	void	*ctx;
	enum rc	 rc;		/* T1 */
	struct err *err;
};

/* Read all rows of the source.  Fails as sheet_header(), sheet_row() and the
 * rows do. */
MUST_USE enum rc import_table(struct import *in,
    const struct import_columns *c, void *ctx, struct err *err);

/* The text of a cell; "" where the column is not there. */
str table_cell(const struct import_table *t, unsigned column);

/* Fail the row: "in column COLUMN WHAT was expected, not CELL" (T1). */
enum rc table_expected(struct import_table *t, unsigned column,
    const char *what);

/* A procedure: five letters or digits. */
code_key table_code(struct import_table *t, unsigned column);

/* A number of 10^-places that is not negative; an empty cell is 0. */
uint32_t table_number(struct import_table *t, unsigned column,
    unsigned places);

/* A day as import_date() or a workbook has it; an empty cell is DATE_NONE. */
date table_day(struct import_table *t, unsigned column);

/* A modifier as PAIR_OF(), or 0 for an empty cell. */
uint32_t table_pair(struct import_table *t, unsigned column);

/* The only character of a cell, or 0; more of them fail. */
uint32_t table_letter(struct import_table *t, unsigned column);

/* ---- what names say ----------------------------------------------------- */

/* A year, four digits or else two, of the name: 2025 of "PPRRVU2025_Oct.csv",
 * 2024 of "24LOCCO.xlsx"; or of the package it came in, "rvu24a.zip".  0: it
 * has none. */
int import_year(const struct source *s);

/*
 * The first day of a file of the physician fee schedule: by the package it came
 * in, RVU24C, which may be part of its name or path, or by year and month of
 * its name, and January where it has no month.  RVU24AR holds from 2024-03-09,
 * when Congress changed the conversion factor.  DATE_NONE: nothing tells.
 */
date import_schedule_day(const struct source *s);

/* January 1 of a year; DATE_NONE for 0. */
date import_january(int year);

/* Does the source's name or path have "nonQP", and does it have "QP"? */
bool import_not_qualifying(const struct source *s);
bool import_qualifying(const struct source *s);

/* Level II of HCPCS, whose descriptors are CMS's: a letter first, D (CDT) not.
 * Others are the AMA's and the ADA's (import.h I5). */
bool import_is_level_two(code_key key);

/* Is it a code of a procedure: five characters, digits from the second to the
 * fourth? */
bool import_is_procedure(code_key key);

/* A modifier or locality as PAIR_OF(); 0: it is not of two characters. */
uint32_t import_pair_of(str s);

#endif
