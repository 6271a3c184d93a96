/* SPDX-License-Identifier: Apache-2.0 */
/*
 * making.h -- a codebook made of files, and told while it is made.
 *
 * `codes build`, `codes import` and `codes update` show the same table: rows,
 * what the file is, its name.  Files that no importer knows are counted, and
 * listed with --verbose or --json; each failure is told with its sentence.
 */
#ifndef CC_CLI_MAKING_H
#define CC_CLI_MAKING_H

#include "cli/command.h"
#include "cli/inputs.h"
#include "codes/book.h"

#define MAKING_CEILING	((size_t)3 << 30)	/* bytes of a book */

/* A file that was read, or the first one that was inside it. */
struct making_file {
	const char *file;		/* as found */
	str	 path;			/* "rvu26a.zip: GPCI2026.csv" */
	const char *importer;
};

struct making {
	const struct invocation *in;
	struct output *out;
	struct page *page;
	unsigned read, aside, repeated, failed;	/* files */
	const char *known;		/* of files below this folder only
					 * failures are told; may be NULL */
	const struct inputs *inputs;
	struct arena arena;		/* for texts of `files` */
	struct { struct making_file *v; size_t n, size; } files;
};

/*
 * Make a book of `files` into *to, which is initialised and empty, and tell.
 * False, and told, when a file failed or there was nothing to read.
 */
bool making_run(struct making *m, const struct inputs *files, struct buf *to);

/* Free the list of files; fine when making did not begin. */
void making_fini(struct making *m);

/* Write a finished book to `path`, whole or not at all.  False, and said, when
 * it cannot be. */
bool making_write(const struct making *m, const char *path, str bytes);

#endif
