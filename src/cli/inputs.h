/* SPDX-License-Identifier: Apache-2.0 */
/*
 * inputs.h -- the files that a command line names.
 *
 * Files stand in the order given; a directory gives the regular files below
 * it, sorted by bytes of their names, without hidden ones and without
 * following links to directories.
 *
 *   N1  nothing is written over a file that is read, or twice into one
 */
#ifndef CC_CLI_INPUTS_H
#define CC_CLI_INPUTS_H

#include "base/arena.h"
#include "cli/command.h"

struct inputs {
	struct arena arena;
	struct { const char **v; size_t n, size; } paths;
	uint64_t bytes;		/* of all, where known */
	bool	 missed;	/* a file or directory could not be found */
};

/*
 * Find the files of the operands.  A directory that cannot be read, that holds
 * no file, or that nests more than 64 deep, is said and sets in->missed; the
 * others are found.  False, and said, when one of the files that the options
 * name to be written is read, or named twice (N1): call it before they are
 * opened.  Ends with inputs_fini(), always.
 */
bool inputs_find(struct inputs *in, const struct invocation *invocation);

/* Free everything.  Fine for one that is zero. */
void inputs_fini(struct inputs *in);

#endif
