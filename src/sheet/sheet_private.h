/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sheet_private.h -- what the readers of sheets share: a reader gives rows that
 * are not blank (sheet.h S1), sheet.c and sheet_header.c do the rest.
 */
#ifndef CC_SHEET_SHEET_PRIVATE_H
#define CC_SHEET_SHEET_PRIVATE_H

#include "base/arena.h"
#include "sheet/sheet.h"

/* Each reader begins with this. */
struct sheet_reader {
	enum rc	(*row)(struct sheet *s, bool *more, struct err *err);
	void	(*free)(struct sheet_reader *r);
};

/* A row that was read in search of the header. */
struct sheet_saved_row {
	const str *cells;
	const str *words;	/* the same, normalised for comparison */
	unsigned n;
	uint64_t line;
};

/* Rows that were read ahead, to be given before the reader goes on. */
struct sheet_saved {
	struct arena a;
	struct sheet_saved_row rows[SHEET_HEADER_ROWS];
	unsigned n, next;
	bool	 ended;		/* nothing comes behind them */
};

/* Set s->reader for CSV, or what has another `separator`: as sheet_open(). */
MUST_USE enum rc sheet_csv_open(struct sheet *s, char separator,
    const struct source *from, const struct sheet_options *o,
    struct err *err);

/* Set s->reader for a workbook: as sheet_open(). */
MUST_USE enum rc sheet_xlsx_open(struct sheet *s, const struct source *from,
    const struct sheet_options *o, struct err *err);

/* Read a row from the reader, passing by what was saved. */
MUST_USE enum rc sheet_read(struct sheet *s, bool *more, struct err *err);

/* Fail with the file (its end, if the path is long) and, if not 0, the line. */
enum rc PRINTF(5, 6) sheet_fail(const struct sheet *s, uint64_t line,
    enum rc rc, struct err *err, const char *fmt, ...);

#endif
