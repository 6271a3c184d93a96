/* SPDX-License-Identifier: Apache-2.0 */
/*
 * csv.h -- items as rows of a table, for a spreadsheet.
 *
 * A table has the same columns for billed and for paid claims; what one of them
 * does not have is left empty.  csv_tables.c says what stands where.
 *
 *   V1  rows are as RFC 4180 wants them: CRLF, quotes where they are needed;
 *       in UTF-8, where bytes that are not are taken as Latin-1
 *   V2  no cell is a formula: a text that begins with = + - @, tab or CR gets
 *       an apostrophe in front; amounts stay numbers
 *   V3  memory does not grow with the file
 */
#ifndef CC_INTEROP_CSV_H
#define CC_INTEROP_CSV_H

#include "base/buf.h"
#include "claim/reader.h"

struct csv;

/* "claims, lines, payments, adjustments" */
#define CSV_KINDS "claims, lines, payments or adjustments"

/* A table of `kind`.  RC_INVALID: there is no such kind; RC_MEMORY. */
MUST_USE enum rc csv_new(str kind, struct csv **out, struct err *err);

/* Append the names of the columns. */
void csv_head(const struct csv *c, struct buf *to);

/* Append the rows of an item; most items have none.  RC_MEMORY. */
MUST_USE enum rc csv_item(struct csv *c, const struct item *item,
    struct buf *to, struct err *err);

/* NULL is fine. */
void csv_free(struct csv *c);

#endif
