/* SPDX-License-Identifier: Apache-2.0 */
/*
 * guide.h -- implementation guides, compiled for walking.
 *
 * A guide is a tree of loops and segments (see docs/guide-language.md).  A
 * guide_set holds the dictionaries and every guide that was loaded, the
 * built-in ones and a payer's companion guides, all read by one parser.  Once
 * loaded it never changes, so any number of threads may walk it.
 *
 *   G1  a loop's children stand in the guide's order; children with the same
 *       `position` may come in any order among themselves
 *   G2  a loop begins with its first child, a segment
 *   G3  a loop has at most GUIDE_CHILDREN children; loops nest at most
 *       GUIDE_DEPTH deep; a guide has at most GUIDE_NODES loops and segments
 *   G4  the built-in guides are the text in guides/, compiled in: loading the
 *       same text from files gives the same guides
 *   G5  the nodes of a guide are numbered 0..n_nodes-1, the root 0, so that an
 *       array can hold something for each
 */
#ifndef CC_X12_GUIDE_H
#define CC_X12_GUIDE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/map.h"
#include "base/vec.h"
#include "x12/segment.h"

#define GUIDE_CHILDREN	128
#define GUIDE_DEPTH	12
#define GUIDE_SEGMENTS	64	/* different segment names in one guide */
#define GUIDE_NODES	16384	/* loops and segments, counted in each place */
#define GUIDE_NO_LIMIT	0	/* a `max` of ">1" */

enum usage { USAGE_NOT_USED, USAGE_SITUATIONAL, USAGE_REQUIRED };

enum element_type { TYPE_AN, TYPE_ID, TYPE_N, TYPE_R, TYPE_DT, TYPE_TM,
	TYPE_B, TYPE_COMPOSITE };

/* A data element of the dictionary, or a composite. */
struct data_element {
	str	 number;	/* "1028", "I06", "C003" */
	enum element_type type;
	uint16_t min, max;	/* characters; of a number, digits */
	str	 label;		/* our own words */
	const struct data_element **parts; /* of a composite, else NULL */
	unsigned n_parts;
	const struct syntax_note *notes;
	unsigned n_notes;
	uint64_t noted;		/* parts without which all notes hold */
};

/* An X12 syntax note: relation `kind` (P R E C L) among elements. */
struct syntax_note {
	char	 kind;
	uint8_t	 first;		/* of C and L: the one that asks */
	uint8_t	 n;
	uint8_t	 elements[7];
	uint64_t mask;		/* all of them (C, L: without the first) */
};

/* A segment of the dictionary. */
struct segment_def {
	segment_id id;
	str	 name, label;
	const struct data_element **elements;	/* [0] is element 01 */
	unsigned n_elements;
	const struct syntax_note *notes;
	unsigned n_notes;
	/*
	 * All notes hold when none of `noted` was sent, of each two neighbours
	 * (bit i: i and i + 1) both or neither, and at least one of `any`.
	 */
	uint64_t noted, pairs, any;
};

/*
 * A list of codes.  Codes of up to eight bytes are packed, first byte lowest;
 * if any is longer, only `text` is used.  A list of more than a few has a table
 * besides, hashed, in which 0 is an empty place.
 */
struct code_list {
	str	 name;		/* "" for a list written in its place */
	const uint64_t *packed;	/* NULL when a code is longer than 8 bytes */
	const str *text;
	unsigned n;
	const uint64_t *table;	/* NULL for a short list */
	unsigned table_bits;	/* 2^table_bits places */
};

/* What an element's value must be, beyond its length and codes. */
enum element_check { CHECK_TEXT, CHECK_CODE, CHECK_NUMBER, CHECK_DECIMAL,
	CHECK_AMOUNT, CHECK_DATE, CHECK_TIME, CHECK_PERIOD, CHECK_BINARY,
	CHECK_COMPOSITE };

/* How one element (or component) is used in one place. */
struct guide_element {
	uint8_t	 usage;		/* enum usage */
	uint8_t	 check;		/* enum element_check */
	uint16_t min, max;	/* as the dictionary, or narrower */
	uint16_t repeat;	/* repetitions allowed, 1 for most */
	const struct data_element *def;
	const struct code_list *codes;	/* NULL: not restricted */
	str	 outside;	/* extern list's name, or empty */
	str	 label;
	const struct guide_element *parts;	/* of a composite */
	unsigned n_parts;
	unsigned n_required;	/* its last required part, 1 is the first */
};

/* How sure.h looks at a value. */
enum sure_kind { SURE_NEVER, SURE_LETTER, SURE_CODES, SURE_TEXT, SURE_NUMBER,
	SURE_DECIMAL, SURE_DATE, SURE_PERIOD, SURE_COMPOSITE };

/* The codes of one character that a SURE_LETTER knows: 64 from here on. */
#define SURE_LETTERS '0'

/*
 * The part of a guide_element by which nearly every value is found right
 * (sure.h), in few bytes so that those of a claim stay in the nearest cache.
 */
struct sure_spec {
	union {
		uint64_t letters;	/* SURE_LETTER: a bit for each code */
		uint64_t code;		/* SURE_CODES: the first, packed */
		uint64_t noted;		/* SURE_COMPOSITE: data_element's */
	};
	union {
		const struct code_list *codes;		/* SURE_CODES */
		const struct sure_spec *parts;		/* SURE_COMPOSITE */
	};
	uint16_t min, max;
	uint8_t	 kind, usage;
	uint8_t	 n_parts, n_required;
};

#define GUIDE_PLAIN 16	/* elements whose lengths are looked at together */

struct judge;

/* What a rule does, see judge.h. */
typedef void rule_fn(struct judge *j, const struct segment *s);

/* How much is judged: everything, or how a file is built and nothing of what
 * it says (SNIP types 1 and 2; see rules.def). */
enum check_depth { CHECK_RULES, CHECK_GUIDE };

#define CHECK_DEPTHS 2

/* What the lengths of eight neighbouring plain elements may be: least - 1, and
 * so many more at most. */
struct guide_lengths { uint16_t least[8], more[8]; };

/*
 * A segment or a loop in its place.  What every segment of a file asks for
 * stands first and together: a guide's nodes are many, the nearest cache is
 * small.
 */
struct guide_node {
	const struct guide_node *parent;	/* loop around; NULL: root */
	uint64_t before[2];		/* required siblings that come before
					 * its position: bits by index */
	uint32_t max;			/* GUIDE_NO_LIMIT or a count */
	uint32_t number;		/* G5 */
	uint16_t position;		/* G1 */
	uint16_t index;			/* among the parent's children */
	uint16_t group;			/* index of the first at its position */
	uint16_t depth;			/* loops around it; root is 0 */

	/* of a segment: bit i is element i */
	const struct sure_spec *sure;	/* def->n_elements of them */
	uint64_t required;
	uint64_t barred;		/* not used */
	uint64_t pairs, any;		/* as in def */
	uint64_t single;		/* plain or checked, no composite */
	uint64_t plain;			/* right when their length is, if
					 * nothing in them is odd (scan.h) */
	struct guide_lengths lengths[GUIDE_PLAIN / 8];	/* of plain elements,
					 * 1 to GUIDE_PLAIN */
	uint64_t checked;		/* allowed, but the key and plain */
	uint64_t composite;		/* of those checked */
	uint64_t noted;			/* as in def */

	/* What its rules do, by how much is judged. */
	struct { rule_fn *const *v; unsigned n; } rules[CHECK_DEPTHS];
	str	 id;			/* "NM1" or "2010AA" */
	str	 label;
	bool	 is_loop;
	bool	 second;		/* the parent's first required child
					 * behind the one it begins with */
	enum usage usage;
	segment_id segment;		/* a loop's is its first segment's */

	/* of a segment */
	const struct segment_def *def;
	const struct guide_element *elements;	/* def->n_elements of them */
	uint64_t allowed;		/* bit i: element i */
	uint8_t	 key_element, key_component;	/* 0: told by the name alone */
	const struct code_list *keys;

	/* of a loop */
	const struct guide_node **children;
	unsigned n_children;
	uint64_t required_children[2];
	const struct guide_entry *entries;	/* by segment name, see below */
	uint8_t	 entry_first[GUIDE_SEGMENTS], entry_n[GUIDE_SEGMENTS];
};

/* Where a segment name may lead from inside a loop, in the guide's order. */
struct guide_entry {
	const struct guide_node *segment;	/* the segment reached */
	const struct guide_node *child;		/* it, or the loop it begins */
	/* Of `segment` and `child`, here so that the walk need not go there: */
	const struct code_list *keys;
	uint16_t position;
	uint8_t	 key_element, key_component;
};

struct guide {
	str	 id;		/* "837P", or a companion's own */
	str	 kind;		/* id of the guide it builds on, or its own */
	str	 version;	/* "005010X222A1" */
	str	 title;
	str	 set;		/* "837": ST01 */
	str	 group;		/* "HC": GS01 */
	const str *accepts;	/* further versions mapped here */
	unsigned n_accepts;
	segment_id claim_segment;	/* 0: none names a claim */
	uint8_t	 claim_element;
	const str *claim_loops;		/* where it does; none: anywhere */
	unsigned n_claim_loops;
	const struct guide_node *root;
	unsigned n_nodes;
	struct { segment_id id; uint8_t dense; } names[256];	/* hashed */
};

struct guide_set {
	struct arena arena;
	struct map elements, segments;	/* dictionaries, by number and name */
	struct map drafts;		/* guides as read, by id */
	struct { const struct guide **v; size_t n, size; } guides;
	const struct guide *envelope;
};

/*
 * Make *set hold the built-in dictionaries and guides.  RC_MEMORY; RC_SYNTAX
 * if the text compiled in is wrong (a test proves that it is not).  Free with
 * guide_set_fini(), also after a failure.
 */
MUST_USE enum rc guide_set_init(struct guide_set *set, struct err *err);

/* Free all guides of *set. */
void guide_set_fini(struct guide_set *set);

/*
 * Read a guide or companion guide from `text`; `name` is the file's name for
 * error messages.  A companion guide (one that includes) takes the place of
 * the guide that it includes.  RC_SYNTAX: err->msg is "name:line:column: what
 * is wrong".  The text may be freed afterwards.
 */
MUST_USE enum rc guide_set_read(struct guide_set *set, str name, str text,
    struct err *err);

/* The guide of transaction `set_id` (ST01) and version (GS08 or ST03). */
const struct guide *guide_find(const struct guide_set *set, str set_id,
    str version);

/* The guide whose id is `id` ("837P", "835"), in any case, or the companion
 * guide over it; NULL when there is none. */
const struct guide *guide_by_id(const struct guide_set *set, str id);

/* The node at "2010AA", "2300/CLM" or "2300/REF:G1", the first there is. */
const struct guide_node *guide_path(const struct guide *g, str path);

/* True when a claim begins at `node`, a segment, and is named there. */
bool guide_names_claim(const struct guide *g, const struct guide_node *node);

/* The number of a segment's name in this guide's tables, or -1. */
static inline int
guide_dense(const struct guide *g, segment_id id)
{
	unsigned h = (id * 0x9E3779B1u) >> 24;

	while (g->names[h].id != id) {
		if (g->names[h].id == 0)
			return -1;
		h = (h + 1) & 255;
	}
	return g->names[h].dense;
}

/* True when `value` is in the list. */
bool code_list_has(const struct code_list *list, str value);

/* Append the codes, "AA, EM or OA"; a long list is cut after `most`. */
void code_list_words(const struct code_list *list, unsigned most,
    struct buf *out);

/* Up to 8 bytes at `s` as a number, first byte lowest; reads 8 bytes (V4). */
static inline uint64_t
pack_code(str s)
{
	uint64_t v;

	memcpy(&v, s.p, 8);
	return s.n >= 8 ? v : v & (((uint64_t)1 << (8 * s.n)) - 1);
}

/* The place in a table of 2^bits where `packed` is looked for first. */
static inline size_t
code_place(uint64_t packed, unsigned bits)
{
	return (size_t)(packed * 0x9E3779B97F4A7C15u >> (64 - bits));
}

/* True when the code that packs to `packed` is in the list, which must have
 * packed codes. */
static inline bool
code_list_has_packed(const struct code_list *list, uint64_t packed)
{
	size_t last, i;

	if (list->table == NULL) {
		for (i = 0; i < list->n; i++)
			if (list->packed[i] == packed)
				return true;
		return false;
	}
	last = ((size_t)1 << list->table_bits) - 1;
	for (i = code_place(packed, list->table_bits);
	    list->table[i] != packed; i = (i + 1) & last)
		if (list->table[i] == 0)
			return false;
	return true;
}

/* As code_list_has(), for a value in a block, where eight bytes behind it may
 * be read (V4). */
static inline bool
code_list_has_sent(const struct code_list *list, str value)
{
	if (value.n == 0 || value.n > 8 || list->packed == NULL)
		return value.n != 0 && code_list_has(list, value);
	return code_list_has_packed(list, pack_code(value));
}

#endif
