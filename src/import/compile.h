/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compile.h -- a codebook out of any files that are given.
 *
 * The caller names files, in any order (it walks folders itself); each is
 * looked at, and what importers know is read in one order that does not depend
 * on it: by importer, by name, by content.  What no importer knows is left
 * aside and told.  The words of coders (codes/words), which are compiled in,
 * go into every book, and so does the list of the starter where a book is to
 * have nothing else.
 *
 *   C1  a file that is damaged, or has not what such a file must have, makes
 *       the whole book fail; all files are looked at first, so that every one
 *       of them is told at once
 *   C2  the same files give the same bytes (build.h L1)
 *   C3  one file given twice, under any names, counts once
 */
#ifndef CC_IMPORT_COMPILE_H
#define CC_IMPORT_COMPILE_H

#include "base/buf.h"
#include "import/import.h"

struct compile;

/* What became of a source.  `why` is set when it was left aside or failed. */
struct compile_report {
	str	 path;
	const char *importer;	/* its name; NULL: none knows the file */
	uint32_t rows;
	bool	 failed, repeated;
	str	 why;
};
typedef void compile_report_fn(void *ctx, const struct compile_report *r);

/* NULL: no memory.  `report`, which may be NULL, hears of every source. */
struct compile *compile_new(compile_report_fn *report, void *ctx);
void compile_free(struct compile *c);

/*
 * Look at the sources in the file `path`.  Failures of reading it are told
 * and kept: compile_finish() fails.  RC_MEMORY only.
 */
MUST_USE enum rc compile_add(struct compile *c, const char *path,
    struct err *err);

/* Add the starter, which is compiled in. */
MUST_USE enum rc compile_add_starter(struct compile *c, struct err *err);

/*
 * Read everything and lay the book out into *to, which is initialised and
 * empty.  RC_SYNTAX: a file failed (C1), RC_INVALID: there was nothing to read.
 */
MUST_USE enum rc compile_finish(struct compile *c, struct buf *to,
    struct err *err);

#endif
