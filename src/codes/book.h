/* SPDX-License-Identifier: Apache-2.0 */
/*
 * book.h -- the codebook: one mapped file with all that edits and coders ask.
 *
 * A book is made by build.h from what publishers release, and never changes.
 * Opening maps it and looks at its head and its directory; nothing is parsed
 * and nothing allocated, and any number of threads may read it.  A newer book
 * is another file: struct book_shelf lets a server put it up while claims in
 * progress finish on the one they began with.
 *
 *   K1  any bytes are safe to read: what leads out of the book reads as
 *       nothing.  A damaged book is refused when its head, its directory or
 *       its size show it, and in any case by book_verify()
 *   K2  the same facts give the same bytes (build.h)
 *   K3  readers never write, lock or allocate
 *   K4  a date beyond the horizon of a set is answered by its newest release,
 *       and the answer says so (`basis`); so is a date in a gap, and one before
 *       the oldest release, by the nearest one before or else after it
 *
 * This module knows nothing of files of publishers, of claims or of prices.
 */
#ifndef CC_CODES_BOOK_H
#define CC_CODES_BOOK_H

#include "base/err.h"
#include "base/file.h"
#include "codes/facts.h"

/* The parts of a book. */
enum book_part {
	PART_TEXT,		/* bytes; a text is a length and its bytes */
	PART_RELEASES, PART_SOURCES,
	PART_CODES,		/* of a system */
	PART_SLOTS,		/* of a system: where a key is, by hash */
	PART_TITLES, PART_CHILDREN, PART_NOTES, PART_RANGES, PART_FACTS,
	PART_SPANS,
	PART_FIRST,		/* of a relation: of each left row the first
				 * pair; one more at the end */
	PART_PAIRS,		/* of a relation */
	PART_PAIR_SLOTS,	/* of a relation: its pairs by hash, below */
	PART_PAIR_KINDS,	/* of a relation: what its pairs say */
	PART_ROWS,		/* of a table */
	PART_SEARCH,		/* of search.h; numbered there */
	PARTS
};

#define BOOK_SUBS	64	/* parts of one kind */

/* An array in the book. */
struct book_array {
	const void *v;
	uint32_t n;
	uint32_t stride;
};

/* Where a key is: an open table, its size a power of two. */
struct book_slot {
	code_key	 key;		/* CODE_NONE: free */
	uint32_t row, zero;
};

struct book {
	struct file_map map;	/* empty for a book in memory */
	str	 bytes;
	struct book_array parts[PARTS][BOOK_SUBS];
	/* Of each set: where its releases are in the table of releases. */
	struct { uint32_t first, n; } sets[SETS];
	uint64_t identity;	/* a checksum of all facts */
	bool	 starter;	/* made from the starter alone */
};

/*
 * Map the book at `path` into *b.  RC_IO: it cannot be read; RC_INVALID: it is
 * no book, of another version or byte order, cut short or its directory is
 * damaged.  The message names the file and says what to do.
 */
MUST_USE enum rc book_open(struct book *b, const char *path, struct err *err);

/* The same with a book in memory, aligned to 8; it must outlive *b. */
MUST_USE enum rc book_open_memory(struct book *b, str bytes, const char *name,
    struct err *err);

/* Check every part against its checksum.  RC_INVALID names the part. */
MUST_USE enum rc book_verify(const struct book *b, struct err *err);

/* Unmap it; nothing of it may be used any more. */
void book_close(struct book *b);

/* ---- releases and dates ---------------------------------------------- */

enum book_basis {
	BASIS_RELEASE,		/* a release speaks for the date */
	BASIS_AFTER,		/* the date is past what the release before it
				 * speaks for */
	BASIS_BEFORE,		/* the date is before the oldest release */
	BASIS_NOTHING,		/* the book lacks the set */
};

/* What answers for a date. */
struct book_edition {
	const struct book_release *release;	/* NULL: none */
	releases bit;
	enum book_basis basis;
};

/* The release of `set` that answers for `on` (K4). */
struct book_edition book_edition(const struct book *b, enum code_set set,
    date on);

/* The n-th release of a set, in order of dates; NULL behind the last. */
const struct book_release *book_release(const struct book *b,
    enum code_set set, unsigned n);

/* ---- following references (F3) ----------------------------------------- */

/* A text, "" for 0 or a reference that leads nowhere. */
str book_text(const struct book *b, text_ref ref);

/* The row of a code, or NO_ROW. */
uint32_t book_row(const struct book *b, enum code_system system,
    code_key key);

/* A row of a system, or NULL. */
static inline const struct book_code *
book_code_at(const struct book *b, enum code_system system, uint32_t row)
{
	const struct book_array *a = &b->parts[PART_CODES][system];

	return row < a->n ? (const struct book_code *)a->v + row : NULL;
}

/* The code, or NULL. */
static inline const struct book_code *
book_code(const struct book *b, enum code_system system, code_key key)
{
	return book_code_at(b, system, book_row(b, system, key));
}

/* The row of the first code that is not before `key`; n behind the last. */
uint32_t book_lower_bound(const struct book *b, enum code_system system,
    code_key key);

/*
 * A run of rows of a part: *n is cut to what there is, 0 when the first one is
 * not there.  The pointer has the stride of the part.
 */
const void *book_run(const struct book *b, enum book_part part, unsigned sub,
    uint32_t first, uint32_t *n);

/* The pairs of `left`, a row of the left system. */
const struct book_pair *book_pairs(const struct book *b, enum relation r,
    uint32_t left, uint32_t *n);

/*
 * The pairs of a large relation (PTP has millions) are also found by a hash
 * whose slots hold what they say, so that a question costs one look into far
 * memory: left row << 48 | right row << 32 | kind.  Kinds are what pairs say,
 * as struct book_pair with `right` 0; where a left and a right have several
 * pairs, PAIR_SLOT_SEVERAL and the number of the first.  Slots come in buckets;
 * what does not fit into one is in the next.  A relation of too many codes does
 * without.
 */
#define PAIR_SLOT_FREE		UINT64_MAX
#define PAIR_SLOT_SEVERAL	0x80000000u
#define PAIR_SLOT_CODES		0xFFFFu		/* fewer than these */
#define PAIR_BUCKET		8

/*
 * What the pairs of `left` and `right` say, rows of their systems: *n of them,
 * one after the other; NULL: there are none.  Only their value and span count,
 * not their right side.
 */
const struct book_pair *book_pair_of(const struct book *b, enum relation r,
    uint32_t left, uint32_t right, uint32_t *n);

/* Does `span` hold on `on`?  *basis as of book_edition(). */
bool book_span_holds(const struct book *b, uint32_t span, date on,
    enum book_basis *basis);

/* ---- names ------------------------------------------------------------- */

/* The names of sets.def; "?" for what a damaged book makes up. */
const char *code_system_name(enum code_system s);
/* In words. */
const char *code_system_title(enum code_system s);
/* The same of sets, and the system of their codes. */
const char *code_set_name(enum code_set s);
/* In words. */
const char *code_set_title(enum code_set s);
/* SYSTEM_NUMBER: there is no such set. */
enum code_system code_set_system(enum code_set s);
/* SETS: there is none of that name. */
enum code_set code_set_named(str name);
/* The same of relations, and what their sides are. */
const char *relation_name(enum relation r);
/* The system of the left side. */
enum code_system relation_left(enum relation r);
/* The system of the right side, or SYSTEM_NUMBER. */
enum code_system relation_right(enum relation r);
/* "excludes1". */
const char *note_kind_name(enum note_kind k);
/* "coverage". */
const char *fact_kind_name(enum fact_kind k);
/* In words. */
const char *fact_kind_title(enum fact_kind k);

/* ---- the shelf ---------------------------------------------------------- */

/*
 * The book that is in use.  book_shelf_take() hands out the newest; it stays
 * mapped until all who took it gave it back, however many newer ones were put
 * up since.  Taking is two atomic operations and never waits for a swap.
 */
struct book_shelf;

/* An empty shelf.  NULL: no memory. */
struct book_shelf *book_shelf_new(void);

/* Free it; all that was taken must have been given back. */
void book_shelf_free(struct book_shelf *s);

/* Open the book at `path`, verify it and put it up.  When it is refused, the
 * one before stays. */
MUST_USE enum rc book_shelf_put(struct book_shelf *s, const char *path,
    struct err *err);

/* NULL while there is none. */
const struct book *book_shelf_take(struct book_shelf *s);

/* Give back what was taken. */
void book_shelf_give_back(struct book_shelf *s, const struct book *b);

#endif
