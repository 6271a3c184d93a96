/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import.h -- the publishers' files, recognised and read into a builder.
 *
 * An importer knows one layout of one publisher.  It looks at a file's name and
 * first lines and says whether the file is of its layout; then it reads it: the
 * day from which the file holds out of its name or its head, its rows into the
 * builder.  All importers are one table (import.c).
 *
 *   I1  a file is read by one importer at most, or told to be left aside; a
 *       file that is not known is never guessed at
 *   I2  a file that an importer recognises and cannot read to its end fails,
 *       with its name, the line, what was expected and what stands there
 *   I3  every record of a file is counted, and becomes facts or a failure; a
 *       count below what such a file has at least fails (`least`)
 *   I4  columns are found by their headers, dates by what the file says of
 *       itself; where only its name tells the year, the name must
 *   I5  descriptors of CPT (AMA) and CDT (ADA) are not taken over from files
 *       that carry them besides (PPRRVU, NCD, RBCS); only from cpt.csv and the
 *       AMA's own files, which the user has a licence for
 *
 * The order in which files are given does not matter (build.h L1): importing
 * sorts them by importer, then by name.
 */
#ifndef CC_CODES_IMPORT_H
#define CC_CODES_IMPORT_H

#include "codes/build.h"
#include "codes/source.h"

/* A file speaks for few releases; more than these are not noted as its own. */
#define IMPORT_RELEASES	8

/* A file at work. */
struct import {
	struct build *build;
	const struct source *source;
	bool	 starter;	/* its facts are the starter's */
	date	 from;		/* for own layouts (releases.csv); else NONE */
	date	 until;
	str	 version;
	uint32_t rows;		/* records read so far (I3) */
	unsigned release;	/* the last one begun */
	bool	 begun;
	str	 aside;		/* why a known file says nothing; a constant */
	struct indexer *indexer;	/* for lists of words; may be NULL */
	/* Those that the file speaks for, each once. */
	unsigned releases[IMPORT_RELEASES], n_releases;
};

struct indexer;

struct importer {
	const char *name;	/* as `codes import` shows it: "PPRRVU" */
	const char *what;	/* in a few words */
	uint32_t least;		/* rows that such a file has at least (I3) */
	/* Is it a file of this layout?  By name, and by `head`, the first
	 * bytes, when names do not tell. */
	bool	(*knows)(const struct source *s);
	enum rc	(*read)(struct import *in, struct err *err);
};

/* The importers, in the order in which they are asked; *n of them. */
const struct importer *const *importers(unsigned *n);

/* The number of the one that knows `s`, by which files are sorted before they
 * are read; how many there are when none does. */
unsigned import_rank(const struct source *s);

/* What became of a file. */
struct import_result {
	str	 path;
	const struct importer *importer;	/* NULL: left aside */
	uint32_t rows;
};

/*
 * Read one source with the importer that knows it.  RC_OK with
 * result->importer NULL: left aside.  After a failure the builder may have half
 * of the file's facts, and must not be finished (I2).
 */
MUST_USE enum rc import_source(struct import *in, struct import_result *result,
    struct err *err);

/* ---- for importers ----------------------------------------------------- */

/* Begin a release that the file speaks for; `version` may be empty. */
unsigned import_release(struct import *in, enum code_set set, date from,
    str version, bool partial);

/* The same with all that a release can be; `from`, `until` and `starter` are
 * filled in as import_release() does. */
unsigned import_begin(struct import *in, struct build_release r);

/* "FILE, line N: WHAT" as RC_SYNTAX. */
enum rc PRINTF(4, 5) import_fail(const struct import *in, struct err *err,
    uint64_t line, const char *fmt, ...);

/* Does the file's name match a shell pattern, without regard to case? */
bool import_named(const struct source *s, const char *pattern);

/* The n-th number of exactly `digits` digits in the name: the 2026 of
 * "PPRRVU2026_Jul.csv".  -1: there is none. */
int import_name_number(const struct source *s, unsigned digits, unsigned n);

/* A month in the name ("Jul", "JULY", "October"): 1..12; 0: none. */
int import_name_month(const struct source *s);

/* October 1 of the year before, when the fiscal year begins. */
date import_fiscal(int year);

/* Read dates as publishers write them; empty gives DATE_NONE and true. */
bool import_date(str s, date *out);	/* 20260401, 2026-04-01, 4/1/2026 */

/* Read a decimal as an integer of 10^-places: ("1.5", 3) is 1500.  More places
 * are rounded half up only if `rounds`.  False: no such number. */
bool import_decimal(str s, unsigned places, bool rounds, int64_t *out);

#endif
