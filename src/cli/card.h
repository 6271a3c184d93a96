/* SPDX-License-Identifier: Apache-2.0 */
/*
 * card.h -- all that the book knows of one code, for a person.
 *
 * A card has sections; each prints what there is, under a label in the first
 * column, and nothing when there is nothing.  Lists are cut at CARD_LIST lines
 * unless `all` is set, and say by how much.
 */
#ifndef CC_CLI_CARD_H
#define CC_CLI_CARD_H

#include "cli/page.h"
#include "codes/look.h"

#define CARD_LIST	12
#define CARD_VALUE	14	/* column of values */
#define CARD_TITLE	25	/* of titles behind codes */

struct card {
	const struct book *book;
	struct page *page;
	enum code_system system;
	uint32_t row;
	const struct book_code *code;
	code_key key;
	date	 on;
	bool	 all;
	struct buf words;		/* scratch */
};

/* Fill a card for a code that the book has.  Free with card_fini(). */
void card_init(struct card *c, const struct book *b, enum code_system system,
    code_key key, date on, struct page *page);
void card_fini(struct card *c);

/* What it is called, is, and since when. */
void card_add_head(struct card *c);
/* What stands above it and below it. */
void card_add_tree(struct card *c);
/* Notes of the tabular list, its own and inherited; seventh characters. */
void card_add_notes(struct card *c);
/* What publishers say of it besides: facts. */
void card_add_facts(struct card *c);
/* Edits, categories, mappings: what relations say. */
void card_add_relations(struct card *c);
/* The physician fee schedule. */
void card_add_fees(struct card *c);

/* ---- for the sections ---------------------------------------------------- */

/* Begin a line of a section, with its label on the first: *label is then "". */
void card_label(struct card *c, const char **label);

/* A code with its title on a line. */
void card_code(struct card *c, const char **label, enum code_system system,
    code_key key);

/* A text on a line, wrapped. */
void card_text(struct card *c, const char **label, enum style style, str text);

/* A dim remark behind what stands on the line, or on a new one. */
void card_behind(struct card *c, unsigned indent, str text);

/* "and 12 more (--all lists them)", if there are more than shown. */
void card_more(struct card *c, uint32_t shown, uint32_t n);

#endif
