/* SPDX-License-Identifier: Apache-2.0 */
/*
 * emit.h -- structs into segments: the inner half of the writer. (private)
 *
 *   emit_fields.c	fields to elements
 *   emit_segment.c	one segment: elements joined, judged, appended
 *   emit_plan.c	both at once, for most segments, by a plan
 *   emit_settle.c	the bytes of what plans wrote, looked at together
 *   emit_report.c	findings, with the way to the member
 *   emit.c		a loop: its segments and loops in the guide's order
 *   writer.c		items, and what is open
 *
 *   E1  an item is first written without care: nothing is reported, whatever
 *       would be sets `doubt`
 *   E2  an item in doubt is written again, `careful`; so what is found does not
 *       depend on what plans there are
 *   E3  no byte stays that was not looked at: the planned ones by
 *       emit_settle(), all others when their segment is closed
 */
#ifndef CC_CLAIM_EMIT_H
#define CC_CLAIM_EMIT_H

#include "base/arena.h"
#include "base/buf.h"
#include "claim/bind.h"
#include "x12/judge.h"

#define EMIT_DEPTH	24	/* structs within structs */
#define EMIT_ELEMENTS	64

#define EMIT_MARKS	5	/* separators and the line end */

/* Are there `count` marks in the `n` bytes at `p`, no blank beside one, and
 * nothing odd? */
typedef bool emit_look_fn(const unsigned char *marks, const char *p, size_t n,
    uint64_t count);

/* The quickest of them here. */
emit_look_fn *emit_looker(void);

/* One step of the way from an item to a field, for place.field. */
struct emit_step {
	const char *name;
	unsigned index;			/* 0: not in a list */
	unsigned ordinal;		/* as index, for numbers, not shown */
};

struct emitter {
	struct buf *out;
	struct arena scratch;		/* of one item */
	struct delimiters d;
	unsigned char class[256];	/* what a byte is, see emit_segment.c */
	unsigned char marks[EMIT_MARKS];	/* the separators again */
	uint64_t eight_elements, eight_components;	/* and eight of them */
	bool	 lines;
	bool	 careful, doubt;	/* E1, E2 */
	bool	 unplanned;		/* careful, and without plans */
	emit_look_fn *look;
	gather_fn *gather;
	size_t	 settled;		/* up to here was looked at */
	uint64_t separators;		/* that plans wrote since */
	uint64_t day_digits;		/* a day understood, ... */
	date	 day;			/* ... and which it is */
	const struct binding *binding;
	struct judge judge;		/* its node is the segment's place */
	struct finding_sink judged;	/* where it reports */
	const struct finding_sink *sink;	/* the caller's */
	struct emit_step path[EMIT_DEPTH];
	unsigned depth;
	uint64_t segments;		/* written since the last ST, with it */
	unsigned errors;		/* found in this item */
	bool	 failed;		/* no memory */

	/* of the segment being written */
	const struct bound *bound;
	const void *object;		/* its struct ... */
	const struct op *groups;	/* ... or its list of groups, */
	unsigned first_group;		/* from this one on, 1 the first; */
	unsigned taken;			/* so many of them */
	uint64_t have;			/* bit: the cell is set ... */
	uint64_t joined;		/* ... and may hold separators */
	size_t	 size;			/* of the cells, or more */
	str	 cells[EMIT_ELEMENTS];
	unsigned n_numbers;
	char	 numbers[EMIT_ELEMENTS][VALUE_TEXT_MAX];
};

#define WRITER_ITEM_MAX ((size_t)256 << 20)

/* Give *e what it needs.  RC_MEMORY.  Free with emit_fini(), always. */
MUST_USE enum rc emit_init(struct emitter *e, struct buf *out,
    const struct finding_sink *sink, struct err *err);
void emit_fini(struct emitter *e);

/* Set the separators: element, component, repetition, segment. */
void emit_separators(struct emitter *e, const struct delimiters *d);

/* The path grows by a step, and shrinks again. */
void emit_enter(struct emitter *e, const char *name, unsigned index);
void emit_leave(struct emitter *e);

/* Report a finding about `node`; the path so far is its field, with `member`
 * behind it if that is not NULL. */
void emit_finding(struct emitter *e, enum finding_code code,
    const struct guide_node *node, const char *member, str value, str want);

/* Report that `member` holds the separator at `p`. */
void emit_separator_found(struct emitter *e, const char *member,
    const char *p);

/* The member that stands at an element (component) of the segment at hand, and
 * if it is in a group its index; NULL when none does. */
const char *emit_member(struct emitter *e, unsigned element,
    unsigned component);

/*
 * Begin a segment; then set cells or emit_fields(); then emit_close() checks
 * and appends it.
 */
void emit_open(struct emitter *e, const struct bound *b, const void *object);

/* Fill cells from the struct's fields; true when any held something. */
bool emit_fields(struct emitter *e);

/* As emit_fields() for segments of groups: takes items from *next on as long
 * as they fit this segment, and moves *next behind them. */
bool emit_groups(struct emitter *e, const struct op *op, void **next);

/*
 * Write the whole segment at once.  False when it has no plan (plan.h), no
 * field of it is given, or anything is in doubt: then nothing was done.
 */
bool emit_quick(struct emitter *e, const struct bound *b, const void *object);

/* The same for one segment of groups, from *next on, as emit_groups(). */
bool emit_quick_groups(struct emitter *e, const struct bound *b, void **next);

/* As emit_quick() by a plan without groups; `given` are the members of `object`
 * that are, a bit for each step. */
bool emit_planned(struct emitter *e, const struct segment_plan *plan,
    const void *object, uint64_t given);

/* Write the segment at hand from its cells at once, as emit_quick(). */
bool emit_cells(struct emitter *e);

/* Look at the bytes that plans wrote since the last call.  False when one is
 * not as it should be, or there is no memory. */
bool emit_settle(struct emitter *e);

/* Must a new segment begin with this item of a list of groups? */
static inline bool
emit_breaks_before(const struct op *op, const void *item)
{
	return *(const bool *)((const char *)item + op->field->of->breaks);
}

/* Report what the composites of the segment hold that has no place. */
void emit_unplaced_parts(struct emitter *e, const struct op *ops, unsigned n,
    const void *object);

/* The text of a field that has one value; empty when nothing is given.  It may
 * be in the segment's room for numbers. */
str emit_slot_text(struct emitter *e, const struct field_slot *slot,
    const void *object);

/* A cell of the segment at hand. */
static inline str
emit_get(const struct emitter *e, unsigned element)
{
	return (e->have >> element & 1) != 0 ? e->cells[element] :
	    (str){ NULL, 0 };
}

/* Set a cell; an empty text leaves it as it was. */
static inline void
emit_set(struct emitter *e, unsigned element, str text)
{
	if (text.n == 0 || element >= EMIT_ELEMENTS)
		return;
	e->cells[element] = text;
	e->have |= (uint64_t)1 << element;
	e->size += text.n;
}

/* Set a cell that has separators of its own: a composite, repetitions. */
static inline void
emit_set_joined(struct emitter *e, unsigned element, str text)
{
	emit_set(e, element, text);
	if (text.n != 0 && element < EMIT_ELEMENTS)
		e->joined |= (uint64_t)1 << element;
}

/* Memory until the item is written; NULL sets `failed`. */
void *emit_scratch(struct emitter *e, size_t n);

/* A whole number as text, until the segment is closed. */
str emit_number(struct emitter *e, uint32_t number);

/* True for one of the file's four separators. */
bool emit_is_separator(const struct emitter *e, unsigned char byte);

/* Usual codes for the qualifiers of the segment that are empty. */
void emit_usual_codes(struct emitter *e);

/* A cell that is one of the separators itself. */
void emit_set_separator(struct emitter *e, unsigned element,
    const unsigned char *separator);

/* As emit_close() for ISA: each of the `n` cells padded to its width; of the
 * texts among them only control characters, and too much, are wrong. */
void emit_close_padded(struct emitter *e, const uint8_t *widths, unsigned n);

/* Put in the constants, judge the segment, and append it. */
void emit_close(struct emitter *e);

/* A segment as it was carried, with "*", ":" and "^" as its separators. */
void emit_carried(struct emitter *e, const struct bound *b, str text);

/* Report the fields of `object` that hold something and have no place. */
void emit_unplaced(struct emitter *e, const struct guide_node *node,
    const struct unplaced *u, const void *object, const char *within);

/* Write a segment that is a struct of its own, or a level. */
void emit_segment(struct emitter *e, const struct bound *b,
    const void *object);

/* Writes a segment that is the writer's own: ST, HL. */
typedef void emit_head_fn(void *ctx, const struct bound *b,
    const void *object);

/* Write the loop of `b` from `object`, all but the levels in it. */
void emit_loop(struct emitter *e, const struct bound *b, const void *object,
    emit_head_fn *head, void *ctx);

#endif
