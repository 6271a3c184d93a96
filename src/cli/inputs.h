/* SPDX-License-Identifier: Apache-2.0 */
/*
 * inputs.h -- the files that a command line names.
 *
 * Files stand in the order given; a directory gives the regular files below
 * it, sorted by bytes of their names, without hidden ones and without
 * following links to directories.
 */
#ifndef CC_CLI_INPUTS_H
#define CC_CLI_INPUTS_H

#include "base/arena.h"
#include "base/err.h"

struct inputs {
	struct arena arena;
	struct { const char **v; size_t n, size; } paths;
	uint64_t bytes;		/* of all, where known */
};

/* Make *in empty. */
void inputs_init(struct inputs *in);

/* Free everything. */
void inputs_fini(struct inputs *in);

/*
 * Add `path`, which must live as long as *in; a directory adds what is in it.
 * RC_IO: a directory cannot be read or holds no file; RC_RANGE: directories
 * nest more than 64 deep; RC_MEMORY.  What was found before stays.
 */
MUST_USE enum rc inputs_add(struct inputs *in, const char *path,
    struct err *err);

#endif
