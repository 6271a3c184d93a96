/* SPDX-License-Identifier: Apache-2.0 */
/*
 * build_private.h -- what a builder keeps until the book is laid out.
 *
 * While facts come in, codes and texts are known by the number under which they
 * were first said; releases by the number that build_release() gave.  In
 * build_finish() each gets its place in the book: texts by their bytes, codes
 * by their keys, releases by their dates (L1).
 */
#ifndef CC_CODES_BUILD_PRIVATE_H
#define CC_CODES_BUILD_PRIVATE_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "codes/build.h"

#define BUILD_CEILING	((size_t)8 << 30)	/* of texts */
#define BOOK_CEILING	((size_t)3 << 30)	/* of the file */
#define TABLE_WORDS_MAX	32

/* vec.h's shape */
#define VEC_OF(type) struct { type *v; size_t n, size; }

/* A code that was named. */
struct draft_code {
	code_key	 key;
	uint32_t row;		/* in the book */
	bool	 always;	/* see build_code.always */
	bool	 billable;	/* of one that is always */
	bool	 listed;	/* by some release */
};

/* A release says that a code is listed. */
struct draft_listing {
	uint32_t code, row;	/* row: once laid out */
	uint32_t release;
	text_ref full, brief;	/* numbers of texts, then references */
	uint32_t parent;	/* as code; NO_ROW: not said */
	date	 from, until;
	uint32_t seq;		/* the order in which it was said */
	bool	 billable, ended;
};

struct draft_note {
	uint32_t system, code, release, kind;
	text_ref text;
	uint32_t ranges, n_ranges;	/* in build.ranges */
	uint32_t seq;
};

struct draft_fact {
	uint32_t system, code, release, kind;
	text_ref text;
	uint32_t seq;
};

struct draft_pair {
	uint32_t left, right, value;
	uint32_t release;
	date	 from, until;
};

struct draft_release {
	struct book_release r;
	uint32_t row, bit;	/* in the table of releases; in its set */
	str	 version;
	bool	 whole;		/* a source is neither partial nor `leaves` */
	bool	 leaves, sevenths;	/* see build_release */
	bool	 lasts;		/* its source says until when it holds */
};

struct draft_source {
	struct book_source s;
	uint32_t release;
};

/* A hash of keys to the numbers of codes. */
struct draft_index { uint32_t *slots; uint32_t size; };

struct draft_search { unsigned sub; struct book_array rows; };

struct build {
	struct err err;		/* the first failure; rc RC_OK: none */
	struct arena arena;	/* texts */
	struct map text_numbers;
	VEC_OF(str) texts;	/* from 1; [0] is "" */
	uint32_t *text_refs;	/* of each, once laid out */
	VEC_OF(struct draft_release) releases;
	VEC_OF(struct draft_source) sources;
	struct {
		VEC_OF(struct draft_code) codes;
		struct draft_index index;
		VEC_OF(struct draft_listing) listings;
	} systems[SYSTEMS];
	VEC_OF(struct draft_note) notes;
	VEC_OF(struct book_range) ranges;
	VEC_OF(struct draft_fact) facts;
	VEC_OF(struct draft_pair) pairs[RELATIONS];
	struct {
		VEC_OF(char) bytes;
		VEC_OF(uint32_t) releases;
	} rows[TABLES];
	VEC_OF(struct draft_search) search;
	uint32_t seq;

	/* What is laid out, in the shapes of the book. */
	struct {
		VEC_OF(char) text;
		VEC_OF(struct book_release) releases;
		VEC_OF(struct book_source) sources;
		VEC_OF(struct book_code) codes[SYSTEMS];
		VEC_OF(struct book_slot) slots[SYSTEMS];
		VEC_OF(struct book_title) titles;
		VEC_OF(uint32_t) children;
		VEC_OF(struct book_note) notes;
		VEC_OF(struct book_range) ranges;
		VEC_OF(struct book_fact) facts;
		VEC_OF(struct book_span) spans;
		VEC_OF(uint32_t) first[RELATIONS];
		VEC_OF(struct book_pair) pairs[RELATIONS];
		VEC_OF(uint64_t) pair_slots[RELATIONS];
		VEC_OF(struct book_pair) pair_kinds[RELATIONS];
		VEC_OF(char) rows[TABLES];
	} out;
};

/* Room in a vec, or the build fails. */
#define BUILD_ROOM(b, vec, more) \
	((b)->err.rc == RC_OK && (VEC_ROOM(vec, more) || \
	 (fail(&(b)->err, RC_MEMORY, "no memory to build the codebook"), \
	  false)))

/* What a table's rows are made of: the sixth column of BOOK_TABLES. */
struct table_shape {
	const char *name, *words;
	uint32_t stride, keys;
};
extern const struct table_shape build_shapes[TABLES];

/* The bit of a release in its set. */
static inline releases
build_bit(const struct build *b, uint32_t release)
{
	return (releases)1 << b->releases.v[release].bit;
}

/* The row in the book of a code that was named; NO_ROW stays. */
static inline uint32_t
build_row_of(const struct build *b, unsigned system, uint32_t number)
{
	return number < b->systems[system].codes.n ?
	    b->systems[system].codes.v[number].row : NO_ROW;
}

/* The reference in the book of a text that was said. */
static inline text_ref
build_text_of(const struct build *b, uint32_t number)
{
	return number < b->texts.n ? b->text_refs[number] : 0;
}

/* Releases of `set` that are partial, as bits, and how many there are. */
releases build_partial(const struct build *b, unsigned set, unsigned *n);

/*
 * Carry forward (L3): to each bit of `partial` that `said` lacks comes what the
 * bit below it has.
 */
releases build_carry(releases in, releases said, releases partial);

/* The steps of build_finish(), in order; each does nothing after a failure. */
void build_add_sevenths(struct build *b);
void build_lay_releases(struct build *b);
void build_lay_texts(struct build *b);
void build_lay_codes(struct build *b);
void build_lay_notes(struct build *b);
void build_lay_facts(struct build *b);
void build_lay_pairs(struct build *b);
void build_lay_rows(struct build *b);
void build_write(struct build *b, struct buf *to);

#endif
