/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sheet.h -- rows of cells, from CSV, tab-separated text or a workbook.
 *
 *	static const struct sheet_column want[] = {
 *		{ "HCPCS CPT CODE|HCPCS", true },
 *		{ "*MUE VALUES", true },
 *		{ "MUE RATIONALE", false },
 *	};
 *	int at[3];
 *
 *	rc = sheet_open(&s, SHEET_BY_NAME, source, NULL, err);
 *	if (rc == RC_OK)
 *		rc = sheet_header(&s, want, 3, at, err);
 *	while (rc == RC_OK && (rc = sheet_row(&s, &more, err)) == RC_OK && more)
 *		use(sheet_cell(&s, at[0]));
 *	sheet_close(&s);
 *
 * Columns are found by their headers, never by number: publishers move them
 * from year to year.  One that moved is found, one that is gone is refused.
 *
 *   S1  a row has a cell that is not blank: rows without one are passed over
 *   S2  cells are valid UTF-8, trimmed of outer blanks unless asked raw, and
 *       live until the next row is read
 *   S3  `line` is where the row begins: the line of a text (line feeds in
 *       quotes counted), the row number of a worksheet; it always grows
 *   S4  a cell stands in the column of its header, also where a workbook
 *       leaves out empty cells
 *   S5  memory does not grow with the number of rows, but for the shared texts
 *       of a workbook, which have a ceiling like everything else
 *   S6  a workbook that is cut off or damaged, or a quote that is not closed,
 *       ends in a failure, never in fewer rows
 *
 * What files say: CSV is that of RFC 4180, with what stands behind a closing
 * quote appended (as spreadsheets do).  In tab-separated text a quote counts
 * only if it opens a cell and its partner closes that cell.  In a workbook a
 * number is as the file writes it, a date is a serial number
 * (sheet_serial_date()), a boolean is TRUE or FALSE, a formula is its last
 * result, and an error is its name (#N/A).
 */
#ifndef CC_SHEET_SHEET_H
#define CC_SHEET_SHEET_H

#include "base/date.h"
#include "base/err.h"
#include "base/str.h"
#include "sheet/source.h"

#define SHEET_CELL_MAX		((size_t)128 << 10)	/* bytes */
#define SHEET_ROW_MAX		((size_t)1 << 20)	/* bytes, all cells */
#define SHEET_COLUMNS_MAX	16384
#define SHEET_SHARED_MAX	((size_t)256 << 20)	/* bytes of texts */
#define SHEET_HEADER_ROWS	64	/* the header ends within these */
#define SHEET_STACK_MAX		6	/* rows that one header may take */

enum sheet_kind {
	/* .csv, .tsv, .xlsx; others are tab-separated if a tab is near. */
	SHEET_BY_NAME,
	SHEET_CSV,
	SHEET_TSV,
	SHEET_XLSX,
};

struct sheet_options {
	str	 worksheet;	/* its name, in any case; empty: the first */
	bool	 raw;		/* leave blanks at the ends of cells */
};

struct sheet_reader;
struct sheet_saved;

struct sheet {
	const str *cells;	/* of this row (S2) */
	unsigned n;		/* how many */
	uint64_t line;		/* S3; 0 before the first row */
	str	 path;		/* for messages; borrowed from the source */
	struct sheet_reader *reader;	/* private from here */
	struct sheet_saved *saved;
};

/*
 * A column that is wanted: the texts that may head it, divided by "|", in
 * capitals, with a single blank for whatever is neither letter nor digit:
 * "HCPCS CPT CODE|HCPCS".  A "*" at the end or the beginning of a text stands
 * for anything.
 */
struct sheet_column {
	const char *names;
	bool	 required;
};

/*
 * Begin to read `from`, whose bytes and path must live until sheet_close().
 * `o` may be NULL.  RC_SYNTAX: not of that kind, damaged, encrypted, or a
 * worksheet that is not there.  RC_RANGE: a ceiling.  RC_MEMORY.  On failure
 * there is nothing to close.
 */
MUST_USE enum rc sheet_open(struct sheet *s, enum sheet_kind kind,
    const struct source *from, const struct sheet_options *o,
    struct err *err);

/* Free everything; harmless when done twice. */
void sheet_close(struct sheet *s);

/*
 * Read the next row.  *more is false at the end, and there are then no cells.
 * RC_SYNTAX: a quote that is not closed, damage; RC_RANGE: a ceiling;
 * RC_MEMORY; each with file and line.  After a failure only sheet_close().
 */
MUST_USE enum rc sheet_row(struct sheet *s, bool *more, struct err *err);

/*
 * Find the header among the next SHEET_HEADER_ROWS rows, and set at[i] to the
 * column, from 0, of want[i], -1 where an optional one is not there; the next
 * row read is then the first below the header.
 *
 * Notices before the header are passed over.  A header may be stacked: up to
 * SHEET_STACK_MAX rows, of which each column's cells are joined.  Of all such
 * places it is the one where most columns are found, of several the first.
 * Rows below belong to it as long as they change no column found without a
 * "*", so the key of a table should be wanted without one.  Where a text heads
 * several columns the first of want[] gets the first of them, the next the
 * second.
 *
 * RC_SYNTAX: a required column is not there; the message has the file, the
 * line, the column, and the headers that were found instead (a publisher's
 * file is public: err.h E1 does not speak of it).  Otherwise as sheet_row().
 */
MUST_USE enum rc sheet_header(struct sheet *s, const struct sheet_column *want,
    unsigned n, int at[], struct err *err);

/* The cell in `column`; "" if that is -1 or beyond the end of the row. */
static inline str
sheet_cell(const struct sheet *s, int column)
{
	return column >= 0 && (unsigned)column < s->n ?
	    s->cells[column] : STR("");
}

/*
 * The day of a serial number of Excel's 1900 system, in which 1900 was a leap
 * year: 1 is 1900-01-01, 59 is 1900-02-28, 60 does not exist, 61 is 1900-03-01.
 * A fraction (the time of day) is passed over.  False, *out untouched, when `s`
 * is no such number.
 */
bool sheet_serial_date(str s, date *out);

#endif
