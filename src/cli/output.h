/* SPDX-License-Identifier: Apache-2.0 */
/*
 * output.h -- where a command's answer goes: standard output, or a file that
 * appears under its name whole or not at all.
 *
 * Renderers append to `text`; the command calls output_step() now and then,
 * so that memory stays bounded whatever the answer's length.
 *
 *   O1  after a write that failed nothing more is written, `failed` is set,
 *       and output_close() tells the failure
 */
#ifndef CC_CLI_OUTPUT_H
#define CC_CLI_OUTPUT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/file.h"

struct progress;

struct output {
	struct buf text;	/* not written yet */
	struct file_out file;
	bool	 to_file;
	bool	 at_once;	/* a terminal: do not hold back */
	bool	 failed;	/* O1 */
	struct err why;
	struct progress *bar;	/* paused while writing; may be NULL */
};

/* Write to `path`, or to standard output when it is NULL.  RC_IO, RC_MEMORY. */
MUST_USE enum rc output_open(struct output *o, const char *path,
    struct err *err);

/* Write out what has gathered, if it is much or a person waits for it. */
void output_step(struct output *o);

/*
 * Write out everything and close.  A file appears when `keep` is set and
 * nothing failed.  RC_IO: a write failed, now or earlier (O1).
 */
MUST_USE enum rc output_close(struct output *o, bool keep, struct err *err);

#endif
