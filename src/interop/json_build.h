/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_build.h -- one record put together from JSON's events. (private)
 *
 *   json_in.c		reads lines and feeds the parser
 *   json_record.c	hears the events: which record, and where it belongs
 *   json_build.c	its members, from brackets, names and values
 *   json_levels.c	which levels are those of the record before
 */
#ifndef CC_INTEROP_JSON_BUILD_H
#define CC_INTEROP_JSON_BUILD_H

#include "base/json.h"
#include "base/vec.h"
#include "interop/json_in.h"
#include "interop/json_order.h"
#include "interop/json_plan.h"

#define JSON_DEPTH	48	/* brackets within each other */
#define JSON_VALUE_MAX	((size_t)1 << 20)
#define JSON_HELD	32	/* levels at once, all maps together */

/*
 * Two arenas in turn, so that what comes next has another address than what is
 * there; also than many before it, which a writer may still know.
 */
struct json_room {
	struct arena arenas[2];
	unsigned now, turns;
};

/* A level, as told last and as told in the record at hand. */
struct json_held {
	const struct schema *schema;
	const void *object;		/* the last; NULL: none */
	uint32_t number;		/* its "level"; 0: it had none */
	void	*told;			/* in this record; NULL: it is not */
	uint32_t told_number;
	const void *takes;		/* what records point to from now on */
	struct json_room room;
};

/* A record above others: interchange, group or transaction. */
struct json_above {
	const struct transaction_map *map;	/* NULL: there is none */
	const struct schema *schema;
	const void *object;
	bool	 broken;		/* it was refused */
	struct json_room room;
};

enum json_above_rank { ABOVE_INTERCHANGE, ABOVE_GROUP, ABOVE_TRANSACTION,
	ABOVE_N };

/* What the events inside a bracket are about. */
enum json_frame_kind { FRAME_OBJECT, FRAME_LIST, FRAME_TEXTS, FRAME_CARRIEDS,
	FRAME_CARRIED, FRAME_ORDER, FRAME_AT, FRAME_WHEN, FRAME_SKIP };

struct json_frame {
	enum json_frame_kind kind;
	const struct json_plan *plan;		/* OBJECT; LIST: of its items */
	void	*object;			/* the struct it is about */
	const struct json_member *member;	/* the last named; of a list,
						 * the list's own */
	unsigned index;				/* items so far */
	struct json_held *held;			/* a level's own object */
	struct arena *arena;
	uint64_t seen[4];			/* members, by number */
	const char *sub;	/* CARRIED, AT, WHEN: the member, or NULL */
};

/* An event that came before the record's name. */
struct json_event {
	enum { EVENT_OPEN, EVENT_CLOSE, EVENT_KEY, EVENT_VALUE } kind;
	enum json_type type;
	str	 text;
	struct json_place at;
};

/* Kept before "record" says what a record is, at most. */
#define JSON_EVENTS_MAX ((size_t)1 << 18)

struct json_builder {
	struct json_plans plans;
	struct json_order *order;
	const struct finding_sink *sink;
	struct json_parser *parser;
	struct json_above above[ABOVE_N];
	struct json_held held[JSON_HELD];
	unsigned n_held;
	uint64_t levels;			/* told so far */

	/* the record at hand */
	struct json_room room;
	struct arena *arena;			/* of the room */
	struct json_frame frames[JSON_DEPTH];
	unsigned depth;
	const struct json_plan *plan;		/* NULL: not named yet */
	const struct transaction_map *map;
	void	*object;
	struct json_above *becomes;		/* it is one of these */
	bool	 begun, whole, bad;
	bool	 lost;				/* what it is is not known */
	unsigned nested;			/* brackets, before its name */
	bool	 latin;
	bool	 named;				/* the key was "record" */
	uint64_t line;				/* where it begins */
	bool	 guided;			/* "guide" was told */
	struct { struct json_event *v; size_t n, size; } events;
	bool	 replaying;
	struct json_place at;			/* of the event replayed */
	struct { str **v; size_t n, size; } foreign;	/* not ASCII */
	struct { str *v; size_t n, size; } texts;	/* of an array */
	struct buf path;
	bool	 failed;			/* no memory */
};

extern const struct json_listener json_build_listener;

/* Get ready for the next record; the one before is forgotten. */
void json_build_begin(struct json_builder *b);

/* The record is whole: true when it can be given, as *out. */
bool json_build_end(struct json_builder *b, struct item *out);

/* Report a finding, which refuses the record.  `want` and `name` may be
 * NULL. */
void json_build_report(struct json_builder *b, enum finding_code code,
    str path, struct json_place at, str value, const char *want,
    const char *name);

/* A record could not be read: what it was, nobody knows. */
void json_build_lost(struct json_builder *b);

/* "the name of its guide: 837P 837I", for the transaction at hand. */
const char *json_build_guides(struct json_builder *b);

/* ---- json_build.c ------------------------------------------------------- */

/* Hear an event inside the record. */
void json_build_open(struct json_builder *b, enum json_type type);
void json_build_close(struct json_builder *b);
void json_build_key(struct json_builder *b, str name);
void json_build_value(struct json_builder *b, enum json_type type, str text);

/* Begin an object; NULL: there was no memory for it. */
void json_build_push(struct json_builder *b, const struct json_plan *plan,
    void *object);

/*
 * The way from the record to what is at hand: "claim.lines[2].charge"; with
 * `behind` to that member of the object at hand, "": the object itself.
 * Borrowed until the next call.
 */
str json_build_path(struct json_builder *b, const char *behind);

/* Where the event at hand stands. */
struct json_place json_build_place(const struct json_builder *b);

/* ---- json_levels.c ------------------------------------------------------ */

/* The level of a schema; NULL: no memory. */
struct json_held *json_held_of(struct json_builder *b,
    const struct schema *schema);

/* Forget all levels: another transaction begins. */
void json_held_forget(struct json_builder *b);

/*
 * Decide which levels are those of the record before, and set the pointers up,
 * the record's own too.  Reports what is missing.
 */
void json_held_resolve(struct json_builder *b);

/* Take the record's levels as those told last: it is given. */
void json_held_keep(struct json_builder *b);

/* The arena that is not in use, reset.  NULL: no memory. */
struct arena *json_room_spare(struct json_room *room);

/* What json_room_spare() gave last is in use from now on. */
void json_room_take(struct json_room *room);

/* Make *room empty; free what is in it. */
void json_room_init(struct json_room *room);
void json_room_fini(struct json_room *room);

#endif
