/* SPDX-License-Identifier: Apache-2.0 */
/*
 * guide_text.h -- a guide's text, a line of tokens at a time (private).
 *
 * Blank lines and comments are passed over.  Tokens point into the text, which
 * the caller keeps.
 */
#ifndef CC_X12_GUIDE_TEXT_H
#define CC_X12_GUIDE_TEXT_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

#define GUIDE_TOKENS 96		/* on one line */

struct guide_token { str text; unsigned column; bool quoted; };

struct guide_line {
	unsigned number;	/* 1 is the first line */
	unsigned level;		/* four spaces each */
	unsigned n;		/* tokens, at least one */
	struct guide_token token[GUIDE_TOKENS];
};

struct guide_text {
	str	 name, rest;	/* the file's name; what is still to read */
	bool	 held, ended;
	struct guide_line line;	/* the line at hand */
};

/* Begin reading `text`, called `name` in messages. */
void guide_text_init(struct guide_text *t, str name, str text);

/*
 * Go to the next line.  *more is false at the end.  RC_SYNTAX: a tab in the
 * indentation, an odd indentation, an open quote, too many tokens.
 */
MUST_USE enum rc guide_text_next(struct guide_text *t, bool *more,
    struct err *err);

/*
 * As guide_text_next(), but only a line of `level` or deeper counts; another
 * is kept for the next call and *more is false.  RC_SYNTAX also when the line
 * is deeper than `level`.
 */
MUST_USE enum rc guide_text_child(struct guide_text *t, unsigned level,
    bool *more, struct err *err);

/* Fail with "name:line:column: what", pointing at token `i` of the line. */
enum rc PRINTF(4, 5) guide_text_fail(const struct guide_text *t, unsigned i,
    struct err *err, const char *fmt, ...);

/* True when token `i` is there, is no label, and says `word`. */
bool guide_text_is(const struct guide_text *t, unsigned i, const char *word);

#endif
