/* SPDX-License-Identifier: Apache-2.0 */
/*
 * answers.h -- --ta1, --999 and --277ca: the files that answers go to.
 *
 * The options are the same for every command that checks files.  Each file
 * appears whole or not at all; one to which nothing was to be answered is
 * empty, so that none of an earlier run is taken for it, and that is said.
 */
#ifndef CC_CLI_ANSWERS_H
#define CC_CLI_ANSWERS_H

#include "base/file.h"
#include "acknowledge/acknowledge.h"
#include "cli/command.h"

struct answers {
	const struct invocation *in;
	struct acknowledger *acknowledger;	/* NULL: none is wanted */
	struct file_out files[ACK_KINDS];
	bool	 open[ACK_KINDS], written[ACK_KINDS];
	char	 made[16];		/* the time of day */
};

/* True when the command line asks for answers. */
bool answers_wanted(const struct invocation *in);

/* True when one of them goes to standard output. */
bool answers_on_stdout(const struct invocation *in);

/*
 * Open what the options name.  False, and said, when that cannot be.  Ends with
 * answers_close(), always.
 */
bool answers_open(struct answers *a, const struct invocation *in,
    const struct guide_set *guides);

/* A file was checked.  False, and said, when it could not be answered. */
bool answers_end_file(struct answers *a);

/* Close the files; they appear if `keep`.  False, and said, when that could not
 * be. */
bool answers_close(struct answers *a, bool keep);

#endif
