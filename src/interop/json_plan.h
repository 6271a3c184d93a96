/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_plan.h -- what JSON has to know of each schema, made once. (private)
 *
 * A plan lists the members of a struct's object: the schema's rows, and names
 * of our own beside them, which no row may have:
 *
 *	record		which schema the object follows; first in each record
 *	guide		of a transaction: its guide
 *	encoding	"latin-1" (json_out.h)
 *	level, below	which level this is (json_out.h)
 *	at		where it was in its file
 *	breaks, carried, order	value.h, bind.h
 */
#ifndef CC_INTEROP_JSON_PLAN_H
#define CC_INTEROP_JSON_PLAN_H

#include "base/arena.h"
#include "base/map.h"
#include "claim/transaction.h"
#include "interop/json_step.h"

enum json_role { ROLE_FIELD, ROLE_RECORD, ROLE_GUIDE, ROLE_ENCODING,
	ROLE_LEVEL, ROLE_BELOW, ROLE_AT, ROLE_BREAKS, ROLE_CARRIED,
	ROLE_ORDER, ROLE_N };

#define KEY_CELL 32	/* memory of a key is a multiple of it */

struct json_member {
	str	 name;
	str	 key;			/* ",\"name\":", see KEY_CELL */
	const struct field *field;	/* NULL: one of ours */
	struct json_plan *of;		/* of the struct within */
	uint8_t	 type;			/* the row's, enum field_type */
	uint8_t	 role;			/* enum json_role */
	unsigned number;		/* among a plan's members */
	unsigned cache;			/* of UP: a number for it alone */
};

struct json_plan {
	const struct schema *schema;
	struct json_member *members;	/* the rows, then our own */
	unsigned n_fields, n;
	struct json_steps steps;	/* how its members are written */
	uint8_t	*slots;			/* by name: member + 1, or 0 */
	unsigned mask;
	str	 head;			/* "{\"record\":\"claim\"" */
	bool	 above;			/* json_is_above() */
};

struct json_plans {
	struct arena arena;
	struct { struct json_plan **v; size_t n, size; } all;
	struct json_plan *recent;	/* asked for last */
	unsigned n_caches;
	bool	 failed;		/* one could not be made */
};

#define JSON_MEMBERS_MAX 254	/* of one plan: a slot is a byte */

/* Make *p empty. */
void json_plans_init(struct json_plans *p);
void json_plans_fini(struct json_plans *p);

/* The plan of a schema, made when it is not there; NULL: no memory, or more
 * members, or longer names, than there may be. */
struct json_plan *json_plan_of(struct json_plans *p, const struct schema *s);

/* The member called `name`, or NULL. */
const struct json_member *json_plan_member(const struct json_plan *plan,
    str name);

/* One of our own members. */
static inline const struct json_member *
json_plan_own(const struct json_plan *plan, enum json_role role)
{
	return &plan->members[plan->n_fields + role - 1];
}

/* True when items of this schema are records of their own, which those below
 * them do not repeat: transactions, groups and interchanges. */
bool json_is_above(const struct schema *s);

/* True when a schema has an UP row to `of`. */
bool json_points_up(const struct schema *s, const struct schema *of);

#endif
