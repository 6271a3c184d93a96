/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_words.h -- a query read: which words of the index it may mean.
 *
 * A query becomes up to SEARCH_READINGS readings.  The first puts the likeliest
 * meaning in the place of every abbreviation and plain word, the next ones the
 * second, the third, and the words as they were typed.  A reading is a list of
 * concepts; a concept is a word of the query with the words of the index that
 * it stands for.
 */
#ifndef CC_CODES_SEARCH_WORDS_H
#define CC_CODES_SEARCH_WORDS_H

#include "codes/search_private.h"
#include "codes/words.h"

#define SEARCH_READINGS	4
#define SEARCH_CONCEPTS	16
#define SEARCH_MEANINGS	8	/* words of the index for one concept */
#define SEARCH_TOKENS	24

/* What a concept may be in the index. */
struct search_concept {
	uint32_t words[SEARCH_MEANINGS];	/* rows of words */
	unsigned n;
	float	 weight;	/* what it tells, whether found or not */
	float	 quality;	/* of what was found: 1 is the word itself */
	float	 worth;		/* weight times quality; 0: not found */
};

struct search_reading {
	struct search_concept concepts[SEARCH_CONCEPTS];
	unsigned n;
	float	 all;		/* worths; weights of what was not found */
	char	 text[256];	/* as it is shown */
	size_t	 n_text;
};

/* The parts of the index. */
struct search_tables {
	const char *letters;
	uint32_t n_letters;
	const struct search_word *words;
	uint32_t n_words;
	const uint32_t *postings;
	uint32_t n_postings;
	const struct search_doc *docs;
	uint32_t n_docs;
	const struct search_range *ranges;
	uint32_t n_ranges;
	const uint32_t *of_code;
	uint32_t n_of_code;
	const struct search_entry *phrases;
	uint32_t n_phrases;
};

/* The parts of the index of `b`; empty where it has none. */
void search_tables_of(const struct book *b, struct search_tables *t);

/* Letters of the index; "" for what is out of it. */
static inline str
search_letters(const struct search_tables *t, uint32_t at, uint32_t n)
{
	return at <= t->n_letters && n <= t->n_letters - at ?
	    (str){ t->letters + at, n } : STR("");
}

/* Read `query` into readings[], at most SEARCH_READINGS; returns how many. */
unsigned search_read(const struct search_tables *t, struct words *w,
    str query, struct search_reading readings[]);

/* How many letters `a` and `b` are apart: insertions, losses, exchanges,
 * neighbours swapped; more than `most` is told as most + 1. */
unsigned search_distance(str a, str b, unsigned most);

#endif
