/* SPDX-License-Identifier: Apache-2.0 */
/*
 * guide_draft.h -- a guide as read, before it is compiled (private).
 *
 * Reading gives a tree of draft nodes in which shapes and shared loops are
 * still names.  Expanding replaces the names by copies, a companion guide then
 * edits the copies, and building compiles them to guide_nodes.
 */
#ifndef CC_X12_GUIDE_DRAFT_H
#define CC_X12_GUIDE_DRAFT_H

#include "x12/guide.h"
#include "x12/guide_text.h"

/* One element line: what it sets, and what it leaves (the zero values). */
struct draft_element {
	struct draft_element *next;
	uint8_t	 element, component;	/* component 0: the element */
	enum usage usage;
	bool	 key;
	const struct code_list *codes;
	uint16_t min, max;		/* 0: as the dictionary */
	uint16_t repeat;		/* 0: once */
	str	 outside, label;
	unsigned line;
};

struct draft_rule {
	struct draft_rule *next;
	const struct rule *rule;
};

enum draft_kind { DRAFT_SEGMENT, DRAFT_LOOP, DRAFT_USE };

struct draft_node {
	struct draft_node *next, *children;	/* children of a loop */
	enum draft_kind kind;
	str	 id;			/* segment, loop or name used */
	str	 label;
	enum usage usage;
	uint32_t max;
	struct draft_element *elements;	/* of a segment, or over a use */
	struct draft_rule *rules;
	unsigned line;
};

/* An `at` of a companion guide: where, and what changes there. */
struct draft_edit {
	struct draft_edit *next;
	str	 path;
	bool	 sets_usage, sets_max;
	enum usage usage;
	uint32_t max;
	struct draft_element *elements;
	struct draft_rule *rules;
	unsigned line;
};

struct draft_guide {
	str	 file;			/* for messages */
	unsigned line;			/* of its head, 1 before there is one */
	struct guide head;		/* id, version, title, set, group ... */
	unsigned claim_line;		/* of "claim" */
	str	 includes;		/* what a companion guide builds on */
	struct map codes, named;	/* codes; shapes and loops by name */
	struct draft_node *tree;
	struct draft_edit *edits;
};

/*
 * Read `text` into a draft owned by set->arena.  RC_SYNTAX with the place,
 * RC_MEMORY.
 */
MUST_USE enum rc guide_read(struct guide_set *set, str name, str text,
    struct draft_guide **out, struct err *err);

/*
 * Compile `draft` -- for a companion guide together with `base`, the guide it
 * includes, else NULL -- into a guide owned by set->arena.
 */
MUST_USE enum rc guide_build(struct guide_set *set,
    const struct draft_guide *draft, const struct draft_guide *base,
    const struct guide **out, struct err *err);

#endif
