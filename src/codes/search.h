/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search.h -- codes found the way coders think.
 *
 * A query is a few words in any order: "left wrist fx initial", "DM2
 * neuropathy", "htn", "E11.6", "sugar". It is read in several ways,
 * abbreviations and plain words put into the words of the books; each way is
 * held against every text that leads to a code: titles, inclusion terms, and
 * the lines of the Alphabetic Index and of the tables of drugs, neoplasms and
 * external causes.
 *
 *   R1  a text counts by the words it shares with the query, rare ones more;
 *       what else it says counts against it, what only fills it up or denies
 *       ("unspecified", "without complications") does not: so the plain
 *       code comes before its special cases
 *   R2  words that are found above a code, in its category or in the index on
 *       the way to it, count for it
 *   R3  a word that no text has is taken for the nearest ones, one or two
 *       letters away, at a price
 *   R4  a code that may be billed comes before one that may not; only a query
 *       that is a code itself lists headings first
 *   R5  the same query on the same book gives the same answer
 *
 * The index of words is part of the book (indexer_run()).  A struct search
 * holds what one search needs; it is for one thread, and serves any number of
 * searches without allocating.
 */
#ifndef CC_CODES_SEARCH_H
#define CC_CODES_SEARCH_H

#include "base/buf.h"
#include "codes/build.h"

#define SEARCH_RESULTS_MAX 100

struct search;

/* What to look for. */
struct search_query {
	str	 text;
	enum code_system system;	/* SYSTEMS: all of them */
	date	 on;			/* codes valid then */
	unsigned limit;			/* at most SEARCH_RESULTS_MAX */
	bool	 any;			/* ended ones and headings too */
};

enum search_source {
	SEARCH_TITLE, SEARCH_BRIEF, SEARCH_INCLUSION, SEARCH_INDEX,
	SEARCH_CAUSES, SEARCH_DRUGS, SEARCH_NEOPLASMS,
	SEARCH_CODE,			/* the query begins the code */
	SEARCH_SOURCES
};

/* What to look at before a code may be billed, or is the best one. */
enum search_missing {
	SEARCH_MORE_CHARACTERS = 1,
	SEARCH_SEVENTH = 2,		/* its seventh character */
	SEARCH_LATERALITY = 4,		/* side unspecified; others say it */
};

struct search_result {
	const struct book_code *code;
	enum code_system system;
	uint32_t row;
	unsigned score;			/* 0 to 1000 */
	bool	 billable;
	unsigned missing;		/* enum search_missing, or'ed */
	enum search_source source;	/* of the text that counted most */
	uint32_t doc;			/* that text; search_why() */
};

/* For the searches of one thread in `b`, which must outlive it.  NULL: no
 * memory; a book without index gives codes only by code. */
struct search *search_new(const struct book *b);

/* NULL is fine. */
void search_free(struct search *s);

/* Fill *results with the n best, best first; returns n. */
unsigned search_run(struct search *s, const struct search_query *q,
    struct search_result results[]);

/* How the last query was read: "hypertension", for "htn". */
void search_reading(const struct search *s, struct buf *to);

/* Why a result is there: "index: Fracture, traumatic > wrist". */
void search_why(const struct search *s, const struct search_result *r,
    struct buf *to);

/* ---- when the book is made -------------------------------------------- */

/* Words of coders and patients: an abbreviation or a phrase, and what the books
 * call it; `rank` 1 is the likeliest, and 0 a synonym: a single word whose
 * texts count besides its own. */
struct search_phrase {
	str	 from, to;
	unsigned rank;
	bool	 plain;			/* a patient's word, no abbreviation */
};

struct indexer;

/* An indexer without phrases.  NULL: no memory. */
struct indexer *indexer_new(void);

/* Free it, once build_finish() returned.  NULL is fine. */
void indexer_free(struct indexer *x);

/* Add a phrase; false: no memory. */
bool indexer_phrase(struct indexer *x, const struct search_phrase *p);

/* A build_search_fn, with the indexer as ctx: add the index of all that is in
 * the book. */
enum rc indexer_run(void *ctx, const struct book *so_far, struct build *to,
    struct err *err);

#endif
