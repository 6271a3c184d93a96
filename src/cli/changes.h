/* SPDX-License-Identifier: Apache-2.0 */
/*
 * changes.h -- what differs between two days, or two books.
 *
 * A *side* is a book and a day; a set is compared as the release says that
 * answers for the day on each side.  Changes come in the order of the codes.
 */
#ifndef CC_CLI_CHANGES_H
#define CC_CLI_CHANGES_H

#include "codes/book.h"

struct side {
	const struct book *book;
	date	 on;
};

enum change_kind {
	CHANGE_ADDED,			/* listed on the second side only */
	CHANGE_ENDED,			/* on the first only */
	CHANGE_REVISED,			/* another title */
	CHANGE_FACT,			/* another fact, or value of an edit */
	CHANGES
};

/* "added", "ended" ... */
const char *change_word(enum change_kind k);

struct change {
	enum change_kind kind;
	enum code_set set;
	enum code_system system;
	code_key key;
	const char *what;		/* of CHANGE_FACT: "coverage", "mue" */
	str	 before, after;		/* titles, or values; borrowed */
};
typedef void change_fn(void *ctx, const struct change *c);

/* How many there are. */
struct change_counts {
	uint32_t before, after;		/* codes listed; rows of a set of edits */
	uint32_t n[CHANGES];
};

/* Compare a set; `fn` may be NULL. */
void changes_of(const struct side *a, const struct side *b,
    enum code_set set, change_fn *fn, void *ctx, struct change_counts *n);

#endif
