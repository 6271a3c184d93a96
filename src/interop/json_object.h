/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_object.h -- a struct's members, one after the other. (private)
 *
 * Each member begins with a comma.  The first one's is where the object's
 * bracket comes to stand, once there is a member.
 */
#ifndef CC_INTEROP_JSON_OBJECT_H
#define CC_INTEROP_JSON_OBJECT_H

#include "claim/reader.h"
#include "interop/json_order.h"
#include "interop/json_pen.h"

/* The text of a level, as long as it stays the same. */
struct level_text {
	const void *object;
	uint64_t offset;
	uint32_t number;
	bool	 kept;		/* the text is there */
	bool	 foreign;	/* it has bytes that are not UTF-8 */
	bool	 latin;		/* it was written as Latin-1 */
	struct buf text;	/* from the comma before its name on */
};

/* A record being written. */
struct json_scribe {
	struct pen pen;
	words_fn *find;
	struct json_order *order;
	const struct item *item;
	const struct json_plan *record;
	struct level_text *levels;	/* by json_member.cache */
	uint32_t next_level;	/* for levels that have no number */
	bool	 positions;	/* write where things were: "at" */
};

/* Where in a record we are; only to find the guide's loop for an order. */
struct frame {
	const struct frame *up;
	const struct field *field;	/* NULL in the record itself */
};

/* Write the members of an object. */
char *json_put_members(struct json_scribe *j, char *at,
    const struct json_plan *plan, const void *object,
    const struct frame *frame);

/* Write "level" and "below" as far as they are something. */
char *json_put_level(struct json_scribe *j, char *at,
    const struct json_plan *plan, uint32_t number, bool below);

/* Write where a struct was in its file; `part` may be NULL. */
char *json_put_at(struct json_scribe *j, char *at,
    const struct json_plan *plan, const struct part *part);

/*
 * Write the member of step `s`, which is at `value`, in the object of `frame`:
 * one for each kind of step.  There is room for its name (N1).
 */
typedef char *json_put_fn(struct json_scribe *j, char *at,
    const struct json_step *s, const void *value, const struct frame *frame);

json_put_fn json_put_amount, json_put_quantity, json_put_when,
    json_put_texts, json_put_repeated;		/* json_value.c */
json_put_fn json_put_up, json_put_breaks, json_put_carried,
    json_put_order;				/* json_above.c */

/* The pointer that lies at `value`, whatever it points to. */
static inline const void *
json_pointer_at(const void *value)
{
	const void *p;

	memcpy(&p, value, sizeof p);
	return p;
}

/* The struct's own part, or NULL. */
static inline const struct part *
json_part_in(const struct schema *s, const void *object)
{
	return s->part == SCHEMA_NONE ? NULL :
	    (const void *)((const char *)object + s->part);
}

/* Its level, or NULL. */
static inline const struct level *
json_level_in(const struct schema *s, const void *object)
{
	return s->level == SCHEMA_NONE ? NULL :
	    (const void *)((const char *)object + s->level);
}

/* Put an object's brackets: `open` is where its members begin. */
static inline char *
json_close(struct pen *pen, char *at, size_t open)
{
	if (pen_position(pen, at) == open)
		at++;
	pen->to->p[open] = '{';
	*at++ = '}';
	return at;
}

#endif
