/* SPDX-License-Identifier: Apache-2.0 */
/*
 * acceptance.h -- which licences were accepted, and when: a text file of ours.
 *
 *	ama 2026-11-22
 *	x12 2026-11-23
 *
 * An administrator may read and mend it.  Lines that say nothing of the kind
 * count for nothing.
 */
#ifndef CC_WIRE_ACCEPTANCE_H
#define CC_WIRE_ACCEPTANCE_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

#define ACCEPTANCES 32		/* as many as are looked at */

struct acceptances {
	str	 licence[ACCEPTANCES];
	size_t	 n;
};

/*
 * Read the file at `path`; there is none before the first acceptance, which is
 * no failure.  Texts are in `arena`.  RC_IO, RC_MEMORY.
 */
MUST_USE enum rc acceptance_read(const char *path, struct arena *arena,
    struct acceptances *out, struct err *err);

/*
 * Note that `licence` was accepted `on` that day, if that is not noted yet.
 * RC_IO; RC_RANGE: too many; RC_MEMORY.  The file is changed whole or not.
 */
MUST_USE enum rc acceptance_note(const char *path, str licence, date on,
    struct err *err);

#endif
