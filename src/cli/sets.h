/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sets.h -- the sets of a book: what was loaded, and whether it is current.
 *
 * A set of the starter has a mark instead of a state: it is no publisher's
 * release, so that it is neither current nor overdue.
 */
#ifndef CC_CLI_SETS_H
#define CC_CLI_SETS_H

#include "cli/page.h"
#include "codes/calendar.h"
#include "codes/book.h"

/* What there is of a set. */
struct set_status {
	enum code_set set;
	unsigned n_releases;
	uint32_t newest;		/* row of the table of releases */
	uint32_t told;			/* the same, of the last one that files
					 * are known of */
	uint32_t codes;			/* listed by the newest; of edits rows */
	const struct book_release *release;	/* the newest; NULL: none */
	struct calendar_answer answer;
};

/* Look at a set as on `on`. */
void set_status(const struct book *b, enum code_set set, date on,
    struct set_status *out);

/* Is a release overdue? */
bool set_is_overdue(const struct set_status *s);

/* A table of the sets: of those in the book, of all if `all`; returns how many
 * are overdue. */
unsigned sets_add(struct page *p, const struct book *b, date on, bool all);

/* The same as JSON, an object a set. */
unsigned sets_add_json(struct buf *out, const struct book *b, date on,
    bool all);

#endif
