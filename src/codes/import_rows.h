/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_rows.h -- for importers of sheets: each row to a function, its cells
 * as what they should be.
 *
 * Most publishers' lists are a header and rows below it.  An importer of such a
 * list is a table of columns and a function for one row; what is the same for
 * all of them is here.  Cells are read by what they must be, and one that is
 * something else ends the import with file, line, column, what was expected and
 * what stands there (import.h I2).
 */
#ifndef CC_CODES_IMPORT_ROWS_H
#define CC_CODES_IMPORT_ROWS_H

#include "codes/import.h"
#include "codes/sheet.h"

/* A row at hand. */
struct import_row {
	struct import *in;
	const struct sheet *sheet;
	const struct sheet_column *want;
	const int *at;		/* where each of `want` stands */
	void	*ctx;		/* the importer's own */
	struct err *err;
};

typedef enum rc import_row_fn(struct import_row *r);

/* A sheet to be read. */
struct import_sheet {
	enum sheet_kind kind;
	const struct sheet_options *options;	/* or NULL */
	const struct sheet_column *want;
	unsigned columns;	/* at most IMPORT_COLUMNS_MAX */
	import_row_fn *row;
	void	*ctx;
};

#define IMPORT_COLUMNS_MAX 32

/* Read all rows of the file at work; each is counted (I3) before its function
 * is called. */
MUST_USE enum rc import_rows(struct import *in, const struct import_sheet *s,
    struct err *err);

/* The cell of want[column]; "" where there is none. */
str row_cell(const struct import_row *r, int column);

/* "FILE, line N, column C: WHAT was expected, not CELL", as RC_SYNTAX. */
MUST_USE enum rc row_fail(const struct import_row *r, int column,
    const char *what);

/* A code of min to max characters, or a failure.  With min 0 an empty cell
 * gives CODE_NONE. */
MUST_USE enum rc row_code(const struct import_row *r, int column, unsigned min,
    unsigned max, code_key *out);

/* A day, or DATE_NONE where the cell is empty or says "no end" (9999-12-31). */
MUST_USE enum rc row_date(const struct import_row *r, int column, date *out);

/* A whole number up to `max`; `otherwise` where the cell is empty. */
MUST_USE enum rc row_number(const struct import_row *r, int column,
    uint32_t max, uint32_t otherwise, uint32_t *out);

/* A decimal as an integer of 10^-places, 0 where the cell is empty. */
MUST_USE enum rc row_decimal(const struct import_row *r, int column,
    unsigned places, uint32_t *out);

/*
 * One of the words of a list that NULL ends: its place in it as *out.  Letters
 * count alike in either case.
 */
MUST_USE enum rc row_word(const struct import_row *r, int column,
    const char *const words[], unsigned *out);

/* List a code that may be billed, in the release at work. */
void row_list(const struct import_row *r, enum code_system system,
    code_key key, str full, str brief, date from, date until);

#endif
