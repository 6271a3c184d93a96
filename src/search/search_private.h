/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_private.h -- the index of words as it stands in the book.
 *
 * Words are sorted; each has the documents that it stands in, in order.
 * Documents are grouped by system, so that those of one system are a range.
 */
#ifndef CC_SEARCH_SEARCH_PRIVATE_H
#define CC_SEARCH_SEARCH_PRIVATE_H

#include "search/search.h"

enum search_part {
	SEARCH_PART_LETTERS,	/* of words and phrases */
	SEARCH_PART_WORDS, SEARCH_PART_POSTINGS, SEARCH_PART_DOCS,
	SEARCH_PART_RANGES,	/* of documents, by system */
	SEARCH_PART_OF_CODE,	/* of the document of a title: by system, see
				 * search_range.title_first */
	SEARCH_PART_PHRASES,
};

#define SEARCH_PHRASE_WORDS 6	/* at most in a phrase */

struct search_word {
	uint32_t at, n;		/* its letters */
	uint32_t first, docs;	/* its postings */
	uint32_t weight;	/* rare words weigh more; 256 is ordinary */
	uint32_t mask;		/* bit per letter: a quick no to typing slips */
};

struct search_doc {
	uint32_t row;		/* of the code */
	uint32_t source;	/* enum search_source */
	uint32_t ref;		/* a text_ref, or the row of TABLE_TERM with
				 * the column of its codes << 28 */
	uint32_t weight;	/* of its plain words together */
};

/* The documents of a system, and of each of its codes the title's. */
struct search_range {
	uint32_t system, first, n;
	uint32_t title_first;	/* in SEARCH_PART_OF_CODE, by row */
};

/* Phrases are sorted by their letters: stems with a blank between. */
struct search_entry {
	uint32_t at, n;		/* letters of what is typed */
	uint32_t to, n_to;	/* letters of what it means, unstemmed */
	uint32_t rank, plain;
};

/* A bit per letter and digit of a word, folded into 32. */
static inline uint32_t
search_mask(str word)
{
	uint32_t mask = 0;

	for (size_t i = 0; i < word.n; i++) {
		uint8_t c = (uint8_t)word.p[i];

		mask |= 1u << (c >= 'a' && c <= 'z' ? c - 'a' :
		    26 + c % 6);
	}
	return mask;
}

/* The words above a term and its own, from the main term down. */
void search_term_path(const struct book *b, uint32_t term, struct buf *to);

/* What a column of a table is called in words: "adverse effect". */
const char *search_column(enum search_source source, unsigned column);

#endif
