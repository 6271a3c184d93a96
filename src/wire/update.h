/* SPDX-License-Identifier: Apache-2.0 */
/*
 * update.h -- which releases are wanted, and fetching them.
 *
 * First a *plan*: made of the manifest, what is loaded, which licences were
 * accepted, and the day, without a look at net or disk.  Each of its *items* is
 * one release of one set.  Then each item is fetched into a folder; how that
 * went is told file by file.
 *
 *   N1  the same manifest, state and day give the same plan
 *   N2  nothing is fetched under a licence that was not accepted, nor from
 *       behind a page of terms that the manifest has no licence for
 *   N3  a file that cannot be had does not keep the others from being fetched
 *   N4  a page, or what is no zip where one was wanted, is told, not handed on
 *
 * Reading the files, and putting them into the book, is the business of others.
 */
#ifndef CC_WIRE_UPDATE_H
#define CC_WIRE_UPDATE_H

#include "base/arena.h"
#include "codes/book.h"
#include "publish/calendar.h"
#include "publish/manifest.h"
#include "wire/fetch.h"

/* ---- the plan ------------------------------------------------------- */

/* What there is. */
struct update_state {
	date	 loaded[SETS];		/* first day of the newest release, or
					   DATE_NONE */
	const str *accepted;		/* names of licences */
	size_t	 n_accepted;
};

/*
 * Fill state->loaded from a book; NULL: nothing is loaded.  What comes from the
 * starter book, not from a publisher, does not count.
 */
void update_state_of(const struct book *b, struct update_state *state);

struct update_way {
	const struct update_way *next;	/* tried after this one */
	bool	 link;			/* `text` is a name to look for on the
					   page, with "*"; else an address */
	str	 text;
};

struct update_file {
	const struct update_file *next;
	str	 name;			/* "practitioner" */
	const struct update_way *ways;	/* NULL: not of this release */
};

/* One release that is wanted. */
struct update_item {
	const struct update_item *next;
	enum code_set set;
	struct calendar_answer answer;	/* why: overdue, since when ... */
	struct cadence_due due;	/* the release; not certain: may be
					   absent without fault */
	str	 page;			/* where a person finds it */
	const struct manifest_licence *licence;	/* to be accepted first; NULL:
					   none, or accepted */
	bool	 terms;			/* licensed: links behind a page of
					   terms may be followed (N2) */
	bool	 by_hand;		/* the manifest knows no way to it */
	const struct update_file *files;
};

struct update_plan {
	const struct update_item *items;	/* in the order of sets.def,
						   older releases first */
	size_t	 n;
};

/*
 * The releases that are wanted on `today`: those in force that are not loaded
 * (only the newest of sets whose releases hold their forerunners), and those to
 * come that are usually out by now.  All is in `arena` or borrowed.
 * RC_MEMORY; RC_RANGE: an address would be too long.
 */
MUST_USE enum rc update_plan(const struct manifest *m,
    const struct update_state *state, date today, struct arena *arena,
    struct update_plan *out, struct err *err);

/* ---- fetching ------------------------------------------------------- */

enum update_how {
	UPDATE_NEW,		/* fetched */
	UPDATE_UNCHANGED,	/* was there already */
	UPDATE_ABSENT,		/* the publisher does not have it (yet) */
	UPDATE_FAILED,		/* `says` tells why */
};

/* "new", "not published" ... */
const char *update_how_word(enum update_how how);

/* How it went with one file. */
struct update_got {
	const struct update_got *next;
	str	 name;			/* of the manifest */
	enum update_how how;
	str	 url;			/* where it came from; empty if not */
	str	 path;			/* where it is; a NUL follows */
	uint64_t size;
	str	 sha256;		/* in hexadecimal */
	str	 says;			/* a sentence, for UPDATE_FAILED */
};

/*
 * Fetch the files of `item` to FOLDER/SET/2026-10-01/NAME, making the folders.
 * *out is the first file's result, all in `arena`; NULL if the item has none.
 * RC_INVALID: its licence was not accepted (N2).  RC_IO: a folder cannot be
 * made.  RC_STOPPED, RC_MEMORY.
 */
MUST_USE enum rc update_fetch(struct fetcher *f,
    const struct update_item *item, const char *folder, struct arena *arena,
    const struct update_got **out, struct err *err);

#endif
