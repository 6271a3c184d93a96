/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fetch_part.h -- the file while it is not whole: path.part (private).
 *
 *	fetch_part_look()	what is there already?
 *	fetch_part_begin()	the body comes: from there on, or all anew
 *	fetch_part_write()	... and again
 *	fetch_part_finish()	it is whole: rename it
 *	fetch_part_close()	in every case
 */
#ifndef CC_WIRE_FETCH_PART_H
#define CC_WIRE_FETCH_PART_H

#include "wire/fetch_state.h"

struct fetch_part {
	const char *path;		/* of the file */
	char	 name[FETCH_PATH];	/* of the part */
	struct fetch_state state;	/* what the part is of */
	uint64_t have;			/* bytes of it */
	int	 fd;			/* -1: not begun */
};

/*
 * Look for a part of what `url` gives, which can be continued: then p->have is
 * not 0 and p->state has a tag or date (D4).  RC_IO: the name is too long.
 */
MUST_USE enum rc fetch_part_look(struct fetch_part *p, const char *path,
    const char *url, struct err *err);

/* The tag or date by which a server knows the part's file. */
const char *fetch_part_tag(const struct fetch_part *p);

/*
 * Open the part for what comes: behind its p->have bytes if `go_on`, else
 * empty, as a part of what *now says.  RC_IO, also when another transfer
 * writes it (D8).  RC_STOPPED: the part is no longer what was looked at.
 */
MUST_USE enum rc fetch_part_begin(struct fetch_part *p, bool go_on,
    const struct fetch_state *now, struct err *err);

/* Append bytes.  RC_IO. */
MUST_USE enum rc fetch_part_write(struct fetch_part *p, const char *bytes,
    size_t n, struct err *err);

/*
 * Make the part the file (D1), and write what is remembered of it to *whole
 * and beside it.  RC_IO, RC_MEMORY.
 */
MUST_USE enum rc fetch_part_finish(struct fetch_part *p,
    struct fetch_state *whole, struct err *err);

/* Remove the part: it is of no use. */
void fetch_part_drop(struct fetch_part *p);

/* Let go; an empty part is removed. */
void fetch_part_close(struct fetch_part *p);

#endif
