/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bind.h -- a guide and a transaction's map brought together.
 *
 * Binding finds, for each loop and segment of a guide, the rows of the schemas
 * that speak of it.  The result is an array by guide_node.number, made once and
 * never changed, from which reader and writer work in both directions.
 *
 *   N1  an element that its guide allows in a bound segment is bound to a
 *       field, or has one single code (then it is written, not stored), or is
 *       told by bind_uncovered()
 *   N2  a segment without any row is carried as it was sent (value.h)
 *   N3  a row whose place this guide does not have is left out; the writer
 *       refuses its value
 *
 * part.order: where a file's loop is not in the guide's order, the index of the
 * guide_node of each child met, a byte each.  Of more than 1,024 those may be
 * left out that have a position of their own.
 */
#ifndef CC_CLAIM_BIND_H
#define CC_CLAIM_BIND_H

#include "base/arena.h"
#include "claim/plan.h"
#include "claim/transaction.h"
#include "x12/guide.h"

/* The rows of a struct that this guide has no place for (N3), and where in the
 * struct there is a pointer when one of them is given. */
struct unplaced {
	const struct field *const *v;
	unsigned n, n_offsets;
	const uint16_t *offsets;
};

/* Is any of them given?  It seldom is. */
static inline bool
unplaced_given(const struct unplaced *u, const void *object)
{
	uintptr_t given = 0, one;

	for (unsigned i = 0; i < u->n_offsets; i++) {
		memcpy(&one, (const char *)object + u->offsets[i], sizeof one);
		given |= one;
	}
	return given != 0;
}

struct op;

/* A pointer in a loop's struct that is not NULL when something of the child
 * is given: every kind of field begins with one. */
struct presence { uint16_t offset; uint8_t child; };

/* Where one value is: an offset in the struct, and as what. */
struct field_slot {
	uint16_t offset;
	uint8_t	 type;			/* FIELD_UP: none */
	const struct op *op;
};

/* The parts of a composite; slots[i - 1] is component i's. */
struct parts_layout { unsigned n; const struct field_slot *slots; };

/*
 * The ops of a segment or of a group again, by element: what was sent is read
 * element by element, and written so.  Bit and index i are element i, in a
 * group counted from the group's first.
 */
struct layout {
	uint64_t texts;			/* one text */
	uint64_t values;		/* one amount, quantity or date */
	uint64_t composites;
	uint64_t repeated;		/* of a segment only */
	uint64_t usual;			/* a qualifier with a usual code */
	const struct field_slot *slots;
	const struct parts_layout *parts;	/* of composites */
	const uint16_t *offsets;	/* of slots, close together */
};

/* One field of a segment, and where it stands. */
struct op {
	const struct field *field;
	const struct op *parts;		/* PART, GROUPS: of its schema */
	struct unplaced unplaced;	/* likewise */
	struct layout layout;		/* GROUPS: of one group ... */
	struct layout head;		/* ... and of what all share */
	uint16_t offset;		/* in the struct */
	uint8_t	 type;			/* enum field_type */
	uint8_t	 element;		/* first element; in a group relative
					 * when `relative`; 0 in a composite */
	uint8_t	 component;		/* 1 is the first; 0: no component */
	uint8_t	 n;			/* TEXTS: how many places it has here;
					 * GROUPS: how many in one segment */
	uint8_t	 n_parts;
	bool	 relative;
	bool	 format;		/* WHEN: its format is before it */
};

/* An element written by itself: the guide allows one code only. */
struct constant {
	uint8_t	 element, component;
	bool	 with_next;		/* situational: only before a value */
	str	 code;
};

/* What the reader has to do about a segment, see reader.c. */
enum bound_kind {
	BOUND_OWN,			/* its fields are the loop's own */
	BOUND_STRUCT,			/* it is a struct of its own */
	BOUND_LEVEL,			/* it is a record by itself */
	BOUND_CARRIED,			/* N2 */
	BOUND_HL,
	BOUND_AUTOMATIC,		/* ST, SE: as OWN, and they do more */
};

/* Where a struct of its own hangs: of the field `field`, and of the schema. */
struct hook {
	uint16_t offset;		/* in the struct it hangs in */
	uint16_t part;			/* schema's, or SCHEMA_NONE */
	bool	 one;			/* FIELD_ONE, else FIELD_MANY */
	size_t	 size;
};

/* What is known of one guide_node. */
struct bound {
	const struct guide_node *node;
	uint8_t	 kind;			/* enum bound_kind, of a segment */
	struct hook hook;		/* if `field` is not NULL */
	uint16_t n_ops, n_groups;	/* ops of GROUPS stand last */
	const struct op *ops;
	struct layout layout;
	uint64_t rest;			/* elements that are no simple text */
	uint64_t covered;		/* elements that are read, or that can
					 * say one thing only */
	/* Of a loop: what tells which of its children there is something to
	 * write for.  `always` are those that must be looked at. */
	const struct presence *presence;
	uint16_t n_presence;
	uint64_t always[2], carrying[2], required[2];
	const struct level_map *level;	/* it begins a level; or NULL */
	const struct field *field;	/* ONE, MANY: where its struct hangs */
	const struct schema *schema;	/* of its own struct; NULL: none */
	const struct constant *constants;
	uint16_t n_constants;
	const struct segment_plan *plan;	/* how it is written, or NULL */
	const struct loop_plan *loop_plan;	/* likewise, of a loop */
	struct unplaced unplaced;	/* of `schema` */
	bool	 carried;		/* N2 */
	bool	 automatic;		/* made by the writer: ST, SE, HL */
	str	 place;			/* "REF:G1" */
};

struct binding {
	const struct guide *guide;
	const struct transaction_map *map;
	struct bound *nodes;		/* by guide_node.number */
	unsigned n_nodes;
};

/*
 * Bind `guide` to its map.  Belongs to `a`.  NULL when the guide has no map
 * (RC_INVALID), a schema does not fit it (RC_INVALID, a fault of the tables),
 * or there is no memory.
 */
const struct binding *bind_guide(const struct guide *guide, struct arena *a,
    struct err *err);

/* Lay out the ops of *b, a segment that is bound (private to bind.c).  False
 * when there is no memory. */
bool bind_index(struct bound *b, struct arena *a);

/* Find the offsets of *u. */
bool bind_offsets(struct unplaced *u, struct arena *a);

/* Plan how *b, a segment with its layout, is written (plan.h).  False when
 * there is no memory. */
bool plan_segment(struct bound *b, struct arena *a);

/* The same for *loop, when all that is in it has been bound. */
bool plan_loop(const struct binding *binding, struct bound *loop,
    struct arena *a);

/* Find what tells whether a loop's children are there. */
bool bind_presence(const struct binding *binding, struct bound *b,
    struct arena *a);

/* The bound of a node. */
static inline const struct bound *
bound_of(const struct binding *b, const struct guide_node *node)
{
	return &b->nodes[node->number];
}

/* The first segment of the guide named so; NULL when there is none. */
const struct bound *bound_segment(const struct binding *b, segment_id id);

/* Call `tell` for each element that N1 leaves over, each carried segment
 * (element 0), and each row that fits no place (node NULL).  For tests. */
void bind_uncovered(const struct binding *b, void (*tell)(void *ctx,
    const struct guide_node *node, unsigned element, unsigned component,
    const struct field *row), void *ctx);

#endif
