/* SPDX-License-Identifier: Apache-2.0 */
/*
 * look_notes.h -- what the tabular list says of diagnoses together.
 *
 * The notes of ICD-10-CM hold for the code they stand at and for all below it
 * (Q3 of look.h): those of E11.9 are its own and those of E11, of the block
 * E08-E13 and of the chapter.  A note names codes; which ones was worked out
 * when the book was made (struct book_range).
 *
 *   Q4  an Excludes1 note holds both ways: whichever of the two codes it stands
 *       at, they are not coded together (ICD-10-CM Official Guidelines,
 *       I.A.12.a, which allows it when the conditions are unrelated)
 *   Q5  a note that names no code, or only "see", excludes nothing here
 */
#ifndef CC_CODES_LOOK_NOTES_H
#define CC_CODES_LOOK_NOTES_H

#include "codes/look.h"

/* A note that was found, and where it stands. */
struct note_hit {
	const struct book_note *note;	/* NULL: none */
	const struct book_code *at;	/* the code, block or chapter */
};

/* The notes of a code and of everything above it, nearest first. */
struct note_walk {
	const struct book *book;
	const struct book_code *at;
	const struct book_note *notes;
	uint32_t n, next;
	releases bit;		/* of SET_ICD10CM_NOTES, on the date */
	unsigned depth;
};

/* Begin with `key`, as on `on`. */
void note_walk_begin(struct note_walk *w, const struct book *b, code_key key,
    date on);

/* The next note of `kind`, of any kind for NOTES; false behind the last. */
bool note_walk_next(struct note_walk *w, enum note_kind kind,
    struct note_hit *hit);

/* Does the note name `key`, or a range or category that has it? */
bool note_names(const struct book *b, const struct book_note *n,
    code_key key);

/* Does an Excludes1 note keep `a` and `b` apart on `on` (Q4)?  *hit is it. */
bool excludes1(const struct book *b, code_key one, code_key other, date on,
    struct note_hit *hit);

/* Does a "code first" note of `key` name `first`? */
bool code_first_names(const struct book *b, code_key key, code_key first,
    date on, struct note_hit *hit);

/* Has `key` a "code first" note: may it be sequenced first only behind a
 * code of the underlying condition? */
bool code_first(const struct book *b, code_key key, date on,
    struct note_hit *hit);

/* Is `key` too short because its seventh character is missing? */
bool code_needs_7th(const struct book *b, code_key key, date on);

/*
 * The code that `key` becomes with the seventh character `seventh`, filled up
 * with X: S02.0 and A give S02.0XXA.  CODE_NONE: no such code on `on`.
 */
code_key code_with_7th(const struct book *b, code_key key, char seventh,
    date on);

/* What the seventh character of codes below `key` means; empty: nothing. */
str code_7th_meaning(const struct book *b, code_key key, char seventh,
    date on);

#endif
