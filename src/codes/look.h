/* SPDX-License-Identifier: Apache-2.0 */
/*
 * look.h -- what edits ask of the book.
 *
 * Pure questions about codes on a date of service: they allocate nothing, lock
 * nothing and never fail.  Every answer says on what it rests (`basis`, K4 of
 * book.h): an edit that finds a code not valid past the horizon of its set
 * should warn that the book is older than the service, not cry error.
 *
 *   Q1  a code is judged by the release in force on the date of service, never
 *       by today's date (45 CFR 162.1000; CMS: "date of service")
 *   Q2  what a publisher dates itself (HCPCS, PTP, CARC) holds on both its
 *       first and its last day
 *   Q3  notes apply to a code and to every code below it
 */
#ifndef CC_CODES_LOOK_H
#define CC_CODES_LOOK_H

#include "codes/book.h"

enum code_state {
	CODE_UNKNOWN,		/* in no release of the book */
	CODE_VALID,
	CODE_HEADING,		/* listed, and too short to be billed */
	CODE_NOT_YET,		/* listed by later releases only */
	CODE_ENDED,		/* listed by earlier releases only */
};

struct code_answer {
	enum code_state state;
	enum book_basis basis;
	const struct book_code *code;	/* NULL: CODE_UNKNOWN */
};

/* What `key` is on `on`. */
struct code_answer code_on(const struct book *b, enum code_system system,
    code_key key, date on);

/* Is it a code that may be billed on `on`? */
bool code_valid_on(const struct book *b, enum code_system system, code_key key,
    date on);

/* What it is called on `on`, or, not listed then, what it was called last.
 * NULL: nothing is known. */
const struct book_title *code_title_on(const struct book *b,
    const struct book_code *c, date on);

/* The fact of a kind on `on`; empty: there is none. */
str code_fact_on(const struct book *b, const struct book_code *c,
    enum fact_kind kind, date on);

/* Does a pair hold on `on`?  The first one that does from `left` to `right`;
 * NULL: none. */
const struct book_pair *pair_on(const struct book *b, enum relation r,
    uint32_t left, uint32_t right, date on, enum book_basis *basis);

#endif
