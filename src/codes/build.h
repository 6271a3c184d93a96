/* SPDX-License-Identifier: Apache-2.0 */
/*
 * build.h -- a codebook made from what importers read.
 *
 * An importer opens a release of its set and says what the release says: codes
 * and their titles, notes, facts, pairs, typed rows.  build_finish() numbers
 * the releases by date, merges what several of them say alike, sorts, and lays
 * out the file that book.h describes.
 *
 *   L1  the same facts, said in any order of releases, give the same bytes;
 *       within a release the source added first wins where two disagree
 *   L2  a release without sources of a set leaves the set as it was: sets have
 *       releases of their own
 *   L3  a partial release speaks only of the codes it names (of the left
 *       codes of pairs, of the keys of rows): others are as the release before
 *       has them; after a gap its horizon is that of the release before, for it
 *       does not know what changed meanwhile, unless it says its horizon
 *   L4  nothing is lost in silence: what cannot be kept fails the build
 *
 * Calls that add return nothing: the first failure is kept, later calls do
 * nothing, and build_finish() tells it.
 */
#ifndef CC_CODES_BUILD_H
#define CC_CODES_BUILD_H

#include "base/buf.h"
#include "codes/book.h"

struct build;

/* What a release is. */
struct build_release {
	enum code_set set;
	date	 from;
	date	 until;		/* its horizon, or DATE_NONE: by the calendar */
	str	 version;	/* may be empty */
	bool	 partial;	/* L3; for files that list changes only */
	bool	 starter;
	/* A list of all codes that does not say which may be billed: those
	 * that have none below them. */
	bool	 leaves;
	/* Besides, it lacks the codes with a seventh character: they are added
	 * (build_sevenths.c). */
	bool	 sevenths;
};

/* What a code is. */
struct build_code {
	enum code_system system;
	code_key	 key;
	str	 full, brief;	/* UTF-8; empty: not said */
	date	 from, until;	/* what the publisher says, or DATE_NONE */
	code_key parent;	/* or CODE_NONE: the longest listed code that
				 * it begins with, in ICD systems */
	bool	 billable;
	bool	 ended;		/* a partial release takes the code away */
	bool	 always;	/* chapters and blocks: in every release */
};

/* A builder without facts.  NULL: no memory. */
struct build *build_new(void);

/* NULL is fine. */
void build_free(struct build *b);

/* What went wrong first, RC_OK if nothing did. */
enum rc build_failed(const struct build *b, struct err *err);

/*
 * The number of a release for the calls below; the same set and date give the
 * same number again.  It is partial if all of its sources are, and what leaves
 * and sevenths ask for is done unless one of them is a full list.
 */
unsigned build_release(struct build *b, const struct build_release *r);

/* A file of the release was read, `rows` records of it counted. */
void build_source(struct build *b, unsigned release, str name, uint64_t bytes,
    const uint8_t sha256[32], uint32_t rows);

/* The release lists a code.  Said again in one release, what was not said
 * before is added, and what was stays (L1). */
void build_code(struct build *b, unsigned release,
    const struct build_code *c);

/*
 * The row-to-be of a code that an edit names; listed or not.  Typed rows refer
 * to codes by it; build_finish() replaces it by the row in the book.
 */
uint32_t build_code_ref(struct build *b, enum code_system system,
    code_key key);

/* A text for a typed row or a pair's value, replaced by build_finish(). */
text_ref build_text(struct build *b, str text);

/* The codes that a note names: pairs of the first and the last. */
struct build_ranges { const struct book_range *v; uint32_t n; };

/* A note stands at a code. */
void build_note(struct build *b, unsigned release, enum code_system system,
    code_key key, enum note_kind kind, str text, struct build_ranges ranges);

/* Something else is known of a code; an empty text says nothing. */
void build_fact(struct build *b, unsigned release, enum code_system system,
    code_key key, enum fact_kind kind, str text);

/*
 * A pair.  `right` is a code of the right system, or a number where that is
 * SYSTEM_NUMBER; CODE_NONE gives NO_ROW.  From and until are what the publisher
 * says, or DATE_NONE.  build_pair_text() gives PTP's value its rationale.
 */
void build_pair(struct build *b, unsigned release, enum relation r,
    code_key left, uint64_t right, uint32_t value, date from, date until);

/*
 * A typed row: a struct of BOOK_TABLES with `in` 0.  Of its members, those that
 * refer to codes or texts hold what build_code_ref() and build_text() gave.
 */
void build_row(struct build *b, unsigned release, enum book_table table,
    const void *row);

/*
 * Make the search index of the book laid out so far: add its parts by
 * build_part(), whose rows are borrowed until build_finish() returns.
 */
typedef enum rc build_search_fn(void *ctx, const struct book *so_far,
    struct build *to, struct err *err);
/* Add a part of the index: n rows of `stride` bytes, borrowed. */
void build_part(struct build *b, unsigned sub, const void *rows,
    uint32_t stride, uint32_t n);

/*
 * Lay the book out into *to, which must be empty. `search`, which may be NULL,
 * is called with `ctx` and the book laid out without its index. RC_RANGE: more
 * than a book holds, with the set or table named; RC_MEMORY. The builder is of
 * no further use.
 */
MUST_USE enum rc build_finish(struct build *b, build_search_fn *search,
    void *ctx, struct buf *to, struct err *err);

#endif
