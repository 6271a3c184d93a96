/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lib.h -- the handles of cleanclaim.h, and what keeps them alive. (private)
 *
 * Handles may be freed in any order, so what they share is counted: the
 * context, and the `memory` that a record's structs and texts are in.  A reader
 * is one memory, each record of cleanclaim_record_new() another.  A writer
 * compares levels by their address, so it holds on to the memory of the record
 * that it wrote last, lest another level come to lie there.
 *
 *   L1  a struct points up only to structs of its own memory, or of one that
 *       its memory holds on to (`near`); its texts are in its own
 *   L2  a record whose turn is not its memory's is void
 *   L3  nothing is made on the way of a path that cannot be walked to its end
 */
#ifndef CC_LIB_LIB_H
#define CC_LIB_LIB_H

#include <cleanclaim.h>
#include <pthread.h>
#include <stdatomic.h>

#include "base/buf.h"
#include "base/finding.h"
#include "interop/json_out.h"
#include "claim/transaction.h"
#include "x12/guide.h"

#define RECORD_MEMORY	((size_t)256 << 20)
#define LEVELS_MAX	12	/* structs above a record, and it */

struct cleanclaim {
	atomic_uint refs;
	pthread_mutex_t lock;		/* of in_use, and of adding guides */
	bool	 in_use;		/* guides no longer change */
	struct guide_set guides;
};

struct memory {
	atomic_uint refs;
	uint64_t turn;			/* L2 */
	struct arena *arena;		/* of this turn */
	struct cleanclaim *context;
	bool	 reading;		/* it is a reader's */
	struct memory *near;		/* L1; or NULL */
	const void *levels[LEVELS_MAX];	/* structs of levels made here */
	unsigned n_levels;
	struct json_out *json;		/* a reader's; made when asked for */
	struct buf json_text;
};

struct cleanclaim_record {
	struct memory *memory;
	uint64_t turn;
	const struct transaction_map *map;
	const struct schema *schema;
	void	*object;
	bool	 root;			/* of cleanclaim_record_new() */
	bool	 listed;		/* its struct is in a list */
	bool	 shared;		/* a reader's: others hang below it */
};

/* ---- error.c ------------------------------------------------------------ */

/* Fill *e, which may be NULL, and return `code`. */
int PRINTF(3, 4) give(struct cleanclaim_error *e, int code, const char *fmt,
    ...);

/* Say that all went well: returns CLEANCLAIM_OK. */
int give_ok(struct cleanclaim_error *e);

/* The same from a failure of the floors below; RC_OK gives 0. */
int give_rc(struct cleanclaim_error *e, enum rc rc, const struct err *err);

/* ---- shown.c ------------------------------------------------------------ */

/* A finding as the interface has it. */
struct shown {
	struct cleanclaim_finding finding;
	struct buf text;
};

/* Findings kept until they are asked for. */
struct queue {
	struct arena arena;
	struct { const struct finding **v; size_t n, size; } findings;
	size_t	 next;			/* not shown yet */
	bool	 failed;		/* one was lost: no memory */
};

/* Make *s ready.  Free with shown_fini(). */
void shown_init(struct shown *s);
void shown_fini(struct shown *s);

/* Put `f` in words; borrowed until the next. */
const struct cleanclaim_finding *shown_finding(struct shown *s,
    const struct finding *f, enum finding_words words,
    const struct guide_set *guides);

/* Make *q empty.  Free with queue_fini(). */
void queue_init(struct queue *q);
void queue_fini(struct queue *q);

/* Forget all findings. */
void queue_reset(struct queue *q);

/* Keep a copy of `f`. */
void queue_add(struct queue *q, const struct finding *f);

/* ---- context.c ---------------------------------------------------------- */

/* Use the context: from now on its guides stay as they are. */
void context_hold(struct cleanclaim *c);
void context_release(struct cleanclaim *c);

/* ---- record.c ----------------------------------------------------------- */

/* Hold on to memory, and let go; NULL is fine. */
void memory_hold(struct memory *m);
void memory_release(struct memory *m);

/* A handle in the memory's arena; NULL: no memory. */
struct cleanclaim_record *record_handle(struct memory *m,
    const struct transaction_map *map, const struct schema *schema,
    void *object);

/* CLEANCLAIM_OK, or INVALID for one that is NULL or void. */
int record_check(const struct cleanclaim_record *record,
    struct cleanclaim_error *err);

/* Free what a reader's memory is in: reading.c. */
void reading_free(struct memory *m);

/* ---- level.c ------------------------------------------------------------ */

/* True when structs of `schema` point up to those of `level`, directly or by
 * way of others. */
bool level_leads(const struct schema *schema, const struct schema *level);

/* The struct of `level` above `object`, or NULL. */
void *level_above(const struct schema *schema, const void *object,
    const struct schema *level);

/* The schema called `name` above `schema`, or NULL. */
const struct schema *level_named(const struct schema *schema, str name);

/* The memory that a level's struct is in; `m` when it knows nothing of it. */
struct memory *level_memory(struct memory *m, const void *object);

/* Say that a level's struct is in this memory. */
void level_note(struct memory *m, const void *object);

/* As level_above(), and makes it, and those between, if there is none (L1).
 * NULL: no memory. */
void *level_need(struct memory *m, const struct schema *schema, void *object,
    const struct schema *level);

/* Hang `object`, of memory `m`, below the levels that `near` has, and let `m`
 * hold on to them.  False: no memory. */
bool level_share(struct memory *m, const struct transaction_map *map,
    const struct schema *schema, void *object,
    const struct cleanclaim_record *near);

/* ---- path.c ------------------------------------------------------------- */

/* Where a path leads. */
struct spot {
	struct memory *memory;		/* of what is there */
	const struct field *field;	/* NULL: the record itself */
	const struct schema *schema;	/* of the struct there; NULL: a value */
	void	*at;			/* the struct, value or list; NULL: it
					 * is not there */
	void	*slot;			/* where the struct's pointer is */
	size_t	 item;			/* 1 the first; 0: not one of several */
	bool	 above;			/* by way of a level above */
	bool	 listed;		/* a struct in a list */
};

/*
 * PATH_LOOK: what is not there is empty.  PATH_PLAN: could it be made?
 * PATH_MAKE: makes what is not there; only after PATH_PLAN (L3).
 */
enum path_mode { PATH_LOOK, PATH_PLAN, PATH_MAKE };

/* Walk from `record`.  Errors as cleanclaim.h has them for paths; those that
 * change nothing for PATH_LOOK. */
int path_walk(struct cleanclaim_record *record, const char *path,
    enum path_mode mode, struct spot *out, struct cleanclaim_error *err);

/* What is there. */
enum cleanclaim_kind path_kind(const struct spot *p);

/* What a field holds. */
enum cleanclaim_kind field_kind(const struct field *f);

/* Fail: the field holds something else than what was asked for. */
int path_wrong(const struct spot *p, const char *wanted,
    struct cleanclaim_error *err);

#endif
