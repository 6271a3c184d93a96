/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schema.h -- the model described by tables: one row a field.
 *
 * A schema describes a struct; a field's row says its name, where in the
 * struct it is, what it holds, and which place of a transaction it comes from.
 * From these rows alone work the reader and the writer (bind.h), JSON both
 * ways and its published schema, comparison, and the generators of the tests.
 * The tables are in map_*.c, the only files that name X12's places.
 *
 *   D1  a field's name is the C member's name, and the JSON member's
 *   D2  a struct in a LIST has `next` as its first member; one that stands for
 *       a loop has a `struct part part`; one that stands for a group of
 *       elements has `bool breaks`
 *   D3  within a schema a place is named once
 *   D4  the rows that point up (FIELD_UP) stand first
 *   D5  rows stand in the order of their members in the struct, behind `part`
 *       and `breaks`; the struct is made of words of 8 bytes
 *
 * Places.  In the schema of a loop:
 *
 *	CLM.1		element 1 of the segment CLM
 *	CLM.5-3		its component 5-3
 *	REF:F8.2	of the REF whose list of keys begins with F8
 *	NM1:82		(FIELD_ONE, FIELD_MANY) that segment as a struct of its
 *			own, or the loop that begins with it
 *
 *	SV1.2 SV2.3	either; a guide has one of them, or none
 *	837I/CLM.5-1	in the guide 837I only
 *
 * In the schema of a segment: 1, 5-3.  In that of a composite: -1, -2.  In
 * that of a group (FIELD_GROUPS): +0 is the group's first element, +0-1 its
 * component, and a plain 1 the segment's own element, the same for all groups.
 */
#ifndef CC_CLAIM_SCHEMA_H
#define CC_CLAIM_SCHEMA_H

#include <stddef.h>

#include "claim/value.h"

enum field_type {
	FIELD_TEXT,		/* str */
	FIELD_AMOUNT,		/* struct amount */
	FIELD_QUANTITY,		/* struct quantity */
	FIELD_WHEN,		/* struct when; with an element for its format
				 * before it, place is that of the value */
	FIELD_TEXTS,		/* str[n]: places next to each other */
	FIELD_REPEATED,		/* struct texts: repetitions of the element */
	FIELD_PART,		/* a struct inside: a composite */
	FIELD_ONE,		/* pointer to a struct: a segment or a loop */
	FIELD_MANY,		/* LIST of structs: segments or loops */
	FIELD_GROUPS,		/* LIST of structs: groups in segments */
	FIELD_UP,		/* pointer to the struct of a level above */
};

struct schema;

struct field {
	const char *name;
	const char *place;
	const char *usual;	/* of a qualifier: what is written if the field
				 * is empty and the guide wants one, or the
				 * guide's first code if this is none of them;
				 * "": nothing is; NULL: no qualifier */
	const struct schema *of;	/* PART, ONE, MANY, GROUPS, UP */
	uint16_t offset;
	uint8_t	 type;		/* enum field_type */
	uint8_t	 n;		/* TEXTS: how many; WHEN: 6 where the year has
				 * two digits, else 0 */
	uint8_t	 first, stride, most;	/* GROUPS: first element, elements
					 * from one to the next, groups in one
					 * segment */
};

#define SCHEMA_NONE UINT16_MAX

struct schema {
	const char *name;	/* "service_line" */
	size_t	 size;
	const struct field *fields;
	unsigned n;
	uint16_t part;		/* offset of its `part`, or SCHEMA_NONE */
	uint16_t breaks;	/* offset of its `breaks`, or SCHEMA_NONE */
	uint16_t level;		/* offset of its `level`, or SCHEMA_NONE */
};

/*
 * How tables are written.  Each map_*.c defines M as the struct of the table
 * that follows:
 *
 *	#define M struct service_line
 *	static const struct field line_fields[] = {
 *		TEXT(number, "LX.1"),
 *		AMOUNT(charge, "SV1.2"),
 *	};
 *	#undef M
 *	const struct schema line_schema =
 *	    SCHEMA_LOOP(service_line, line_fields);
 */
#define FIELD_(kind, member, place_) \
	.name = #member, .place = (place_), .offset = offsetof(M, member), \
	.type = (kind)

#define TEXT(m, place)		{ FIELD_(FIELD_TEXT, m, place) }
#define QUALIFIER(m, place, usual_) \
	{ FIELD_(FIELD_TEXT, m, place), .usual = (usual_) }
#define AMOUNT(m, place)	{ FIELD_(FIELD_AMOUNT, m, place) }
#define QUANTITY(m, place)	{ FIELD_(FIELD_QUANTITY, m, place) }
#define WHEN(m, place)		{ FIELD_(FIELD_WHEN, m, place) }
#define WHEN6(m, place)		{ FIELD_(FIELD_WHEN, m, place), .n = 6 }
#define TEXTS(m, place) \
	{ FIELD_(FIELD_TEXTS, m, place), \
	  .n = sizeof ((M *)0)->m / sizeof ((M *)0)->m[0] }
#define REPEATED(m, place)	{ FIELD_(FIELD_REPEATED, m, place) }
#define PART(m, place, schema) \
	{ FIELD_(FIELD_PART, m, place), .of = &(schema) }
#define ONE(m, place, schema)	{ FIELD_(FIELD_ONE, m, place), .of = &(schema) }
#define MANY(m, place, schema) \
	{ FIELD_(FIELD_MANY, m, place), .of = &(schema) }
#define GROUPS(m, place, schema, first_, stride_, most_) \
	{ FIELD_(FIELD_GROUPS, m, place), .of = &(schema), .first = (first_), \
	  .stride = (stride_), .most = (most_) }
#define UP(m, schema)		{ FIELD_(FIELD_UP, m, NULL), .of = &(schema) }

#define SCHEMA_(s, table, p, b, l) { .name = #s, .size = sizeof(struct s), \
	.fields = (table), .n = sizeof(table) / sizeof((table)[0]), \
	.part = (p), .breaks = (b), .level = (l) }
/* Of a loop; of a level of the hierarchy; of a segment or composite; of a
 * group. */
#define SCHEMA_LOOP(s, table) \
	SCHEMA_(s, table, offsetof(struct s, part), SCHEMA_NONE, SCHEMA_NONE)
#define SCHEMA_LEVEL(s, table) \
	SCHEMA_(s, table, offsetof(struct s, part), SCHEMA_NONE, \
	    offsetof(struct s, level))
#define SCHEMA_SEGMENT(s, table) \
	SCHEMA_(s, table, SCHEMA_NONE, SCHEMA_NONE, SCHEMA_NONE)
#define SCHEMA_GROUP(s, table) \
	SCHEMA_(s, table, SCHEMA_NONE, offsetof(struct s, breaks), SCHEMA_NONE)

/* The field called `name`, or NULL. */
const struct field *schema_field(const struct schema *s, str name);

/* Where a field lies in a struct. */
static inline void *
field_at(const void *object, const struct field *f)
{
	return (char *)(uintptr_t)object + f->offset;
}

/* True when the field holds something (M1). */
bool field_given(const void *object, const struct field *f);

/*
 * True when two structs of a schema say the same: texts by their bytes, amounts
 * and dates by their value, lists item by item.  What a struct remembers of its
 * file (offsets, the look of numbers) does not count; what is carried and the
 * order do.  UP pointers are not followed.
 */
bool schema_equal(const struct schema *s, const void *a, const void *b);

#endif
