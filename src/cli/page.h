/* SPDX-License-Identifier: Apache-2.0 */
/*
 * page.h -- text laid out for a person: columns, colour, wrapping.
 *
 * A page knows what the reader's terminal can show and where on the line it
 * stands; what is written goes to a buf that the caller drains.
 *
 *   P1  without `colour` no escape sequence is written, without `utf8` no
 *       byte above 0x7E
 *   P2  text from outside cannot move the cursor or colour the screen:
 *       control characters and invisible marks are replaced
 *   P3  a style never reaches over the end of a line
 */
#ifndef CC_CLI_PAGE_H
#define CC_CLI_PAGE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

enum style { STYLE_PLAIN, STYLE_DIM, STYLE_BOLD, STYLE_TITLE, STYLE_ERROR,
	STYLE_WARNING, STYLE_INFO, STYLE_GOOD, STYLE_FIX, STYLE_FAULT,
	STYLE_N };

enum symbol { SYMBOL_ARROW, SYMBOL_MORE, SYMBOL_DOT, SYMBOL_GOOD, SYMBOL_BAD,
	SYMBOL_DASH, SYMBOL_N };

struct page {
	struct buf *out;
	bool	 colour, utf8;
	unsigned width;		/* columns to fill */
	unsigned column;	/* of the next character, from 0 */
};

/* The symbol, or what stands for it where UTF-8 cannot be shown (P1). */
str page_symbol(const struct page *p, enum symbol symbol);

/* Write `text` (P2), which holds no line break of ours. */
void page_text(struct page *p, enum style style, str text);

/* The same, formatted; at most 255 bytes. */
void PRINTF(3, 4) page_fmt(struct page *p, enum style style,
    const char *fmt, ...);

/*
 * Write words from the present column on, going to a new line at `indent`
 * before a word that does not fit.  A word longer than a line stays whole.
 */
void page_wrap(struct page *p, enum style style, unsigned indent, str text);

/* Spaces up to `column`; two spaces when the line is already beyond it. */
void page_to(struct page *p, unsigned column);

/* End the line. */
void page_newline(struct page *p);

/* Columns that `text` takes, when it is shown as it is. */
unsigned page_columns(str text);

/* "1,234,567" into `to`; returns it. */
#define NUMBER_TEXT_MAX 28
const char *number_text(uint64_t n, char to[NUMBER_TEXT_MAX]);

#endif
