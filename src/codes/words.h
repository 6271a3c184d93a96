/* SPDX-License-Identifier: Apache-2.0 */
/*
 * words.h -- texts of coders and of code books as words that can be compared.
 *
 *   W1  the same word gives the same stem in a title and in a query: capitals,
 *       accents, plurals and inflections do not count ("Fractures",
 *       "fracture"), nor does a possessive ("Crohn's", "Crohn")
 *   W2  the numerals of types and stages are digits: "type II" is "type 2"
 *   W3  a word that only fills up (of, the, due) is not told
 *   W4  what is denied is another word than what is said: the stem of a denied
 *       word begins with "~"
 *
 * Stems are those of Snowball's English stemmer (libstemmer); accents are taken
 * off by Unicode's decomposition (utf8proc).
 */
#ifndef CC_CODES_WORDS_H
#define CC_CODES_WORDS_H

#include "base/err.h"
#include "base/str.h"

#define WORD_MAX	48	/* bytes; longer ones are cut */

/* What a word does in a title. */
enum word_role {
	WORD_PLAIN,
	WORD_FILLER,	/* "unspecified", "initial": says little */
	WORD_OTHER,	/* "other", "specified": not the plain one */
	WORD_NEGATED,	/* behind "without" or "not": what is not there */
	WORD_ASIDE,	/* in parentheses: may be there or not */
};

struct words;			/* a stemmer; for one thread */

/* NULL: no memory. */
struct words *words_new(void);

/* NULL is fine. */
void words_free(struct words *w);

/* Begin to read `text`, which must live until the last word. */
void words_begin(struct words *w, str text);

/* The next word's stem, borrowed until the next call; false at the end.
 * `raw` may be NULL; else it is the word before stemming. */
bool words_next(struct words *w, str *stem, str *raw, enum word_role *role);

#endif
