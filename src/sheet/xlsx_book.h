/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xlsx_book.h -- what a workbook has: its worksheets, its shared texts, and how
 * texts are written in it.  Private to sheet_xlsx.c.
 */
#ifndef CC_SHEET_XLSX_BOOK_H
#define CC_SHEET_XLSX_BOOK_H

#include <zip.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

/* The texts that cells name by number. */
struct xlsx_texts {
	struct { str *v; size_t n, size; } list;
	struct arena a;
};

/*
 * Find the part of the worksheet called `wanted`, in any case, or of the first
 * if that is empty, and of the shared texts, "" if there are none; both end
 * with NUL and are given in `a`.  RC_SYNTAX: no such worksheet, no workbook, or
 * one that counts days from 1904; RC_RANGE, RC_MEMORY.
 */
MUST_USE enum rc xlsx_find(zip_t *zip, str path, str wanted, struct arena *a,
    str *worksheet, str *texts, struct err *err);

/* Read all shared texts of the part `name`.  As part_run(). */
MUST_USE enum rc xlsx_read_texts(zip_t *zip, str path, const char *name,
    struct xlsx_texts *out, struct err *err);

/* Free them; harmless when nothing was read into zeroed ones. */
void xlsx_free_texts(struct xlsx_texts *t);

/* Replace what is written as _x000D_ by its character, in place. */
void xlsx_unescape(struct buf *b);

#endif
