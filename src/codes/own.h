/* SPDX-License-Identifier: Apache-2.0 */
/*
 * own.h -- lists in our own layouts, and what releases.csv says of them.
 *
 * docs/codes/layouts.md describes the layouts.  What a file is, its name says;
 * from when to when it may be used is told by a releases.csv in the same
 * folder, which has to be read before the files beside it:
 *
 *	import_own_releases(&releases, source_of_releases_csv, err)
 *	...
 *	import_own_find(&releases, &in);	before import_source(&in ...)
 *
 *   O1  a file of which no releases.csv speaks has no limits in time
 *   O2  where a file does not say how long it may be used, it speaks for the
 *       days on which it was compared with the official list (`verified`); the
 *       book warns of any day behind that (book.h K4)
 *   O3  a list is partial only in what it says of later days: a code that
 *       changes its meaning within the file is a release of its own that speaks
 *       of that code alone
 */
#ifndef CC_CODES_OWN_H
#define CC_CODES_OWN_H

#include "base/arena.h"
#include "base/vec.h"
#include "codes/import.h"

/* What releases.csv says of one file. */
struct own_release {
	str	 folder, file;	/* "codes/starter/", "hcpcs.csv" */
	str	 version;
	date	 from, until;	/* or DATE_NONE */
	bool	 starter;
};

struct own_releases {
	struct own_release *v;
	size_t	 n, size;
	struct arena texts;
};

/* Make *r empty; it allocates nothing. */
void import_own_init(struct own_releases *r);

/* Free what *r holds, texts given by import_own_find() too. */
void import_own_fini(struct own_releases *r);

/* Is it a releases.csv? */
bool import_own_is_releases(const struct source *s);

/* Add what `releases_csv` says.  RC_SYNTAX as import.h I2; RC_MEMORY. */
MUST_USE enum rc import_own_releases(struct own_releases *r,
    const struct source *releases_csv, struct err *err);

/* Fill in->from, until, version and starter for in->source; false, with *in
 * untouched, when no releases.csv of its folder names it (O1).  The texts live
 * as long as *r. */
bool import_own_find(const struct own_releases *r, struct import *in);

#endif
