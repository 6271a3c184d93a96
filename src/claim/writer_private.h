/* SPDX-License-Identifier: Apache-2.0 */
/*
 * writer_private.h -- what the files of the writer share. (private)
 *
 *	writer.c		items: to which record, level and file
 *	writer_envelope.c	interchanges, groups, and what ends them
 *	writer_level.c		transactions and the levels in them
 *
 * What is open is a small struct that is copied before each item, so that an
 * item that is refused is undone by putting the copy back (O3).
 */
#ifndef CC_CLAIM_WRITER_PRIVATE_H
#define CC_CLAIM_WRITER_PRIVATE_H

#include "claim/emit.h"
#include "claim/envelope.h"
#include "claim/map_shared.h"
#include "claim/writer.h"

#define LEVELS		12
#define BINDINGS	24
#define NUMBER_TEXT	16

/* A level that is open, the transaction itself the first. */
struct open_row {
	const struct level_map *row;
	const struct bound *bound;
	const void *object;
	uint32_t number;		/* its `level`, or 0 */
	uint64_t segment;		/* its `part`'s, or 0 */
	uint32_t hl;			/* the number written */
	uint32_t children;		/* levels and records below it */
	uint32_t here;			/* the last of them, of one place */
	const struct guide_node *place;	/* of those; NULL: none yet */
	size_t	 below_at;		/* where its "0" for "none below" is;
					 * SIZE_MAX: it has none */
};

struct state {
	const struct interchange *interchange;
	const struct functional_group *group;
	uint64_t interchange_segment, group_segment;	/* their `part`'s */
	char	 interchange_number[NUMBER_TEXT], group_number[NUMBER_TEXT],
		 transaction_number[NUMBER_TEXT];
	uint64_t interchanges;		/* begun in all */
	uint32_t groups, transactions;	/* in this interchange, group */
	uint32_t records;		/* in this transaction */
	bool	 split;			/* this group's own numbers are used */
	uint32_t hl;
	uint64_t segments;
	struct open_row rows[LEVELS];
	unsigned n_rows;		/* 0: no transaction is open */
};

struct writer {
	struct writer_options options;
	struct emitter e;
	struct buf out;
	size_t	 given;			/* bytes taken by the caller */
	struct arena memory;
	const struct binding *bindings[BINDINGS];
	unsigned n_bindings;
	const struct binding *envelope;
	struct state s;
	size_t	 patched[LEVELS];	/* "0" made "1" by this item */
	unsigned n_patched;
	bool	 below[LEVELS];		/* this item has levels below row i */
	unsigned char repetition;	/* ISA11 */
	struct err *err;		/* of the call at hand */
	enum rc	 rc;
};

/* The call fails, if it has not yet. */
static inline void
writer_refuse(struct writer *w, enum rc rc, const char *why)
{
	if (w->rc == RC_OK)
		w->rc = fail(w->err, rc, "%s", why);
}

/* Nothing has gone wrong so far. */
static inline bool
writer_is_going(const struct writer *w)
{
	return w->rc == RC_OK && !w->e.failed;
}

/* Keep a number of the model for the trailer, or make our own.  One that is
 * too long is cut: its header is refused. */
void writer_set_number(char to[NUMBER_TEXT], str number, unsigned width,
    uint64_t own);

/* What follows is of this guide. */
void writer_use(struct writer *w, const struct binding *b);

/* Close what is open: SE; that and GE; those and IEA. */
void writer_close_transaction(struct writer *w);
void writer_close_group(struct writer *w);
void writer_close_interchange(struct writer *w);

/* Have this interchange or group open; `anew`: even if it is.  The group's
 * kind and version are the guide's where it has none. */
void writer_need_interchange(struct writer *w, const struct interchange *x,
    bool anew);
void writer_need_group(struct writer *w, const struct functional_group *g,
    const struct guide *guide, bool anew);

/* Is it the level that is open as `r`? */
bool writer_is_same_level(const struct open_row *r,
    const struct level_map *row, const void *object);

/* True when levels were announced below it. */
bool writer_level_below(const struct schema *schema, const void *object);

/* Write the level of `b` and leave it open. */
void writer_push_level(struct writer *w, const struct level_map *row,
    const struct bound *b, const void *object);

/* Level `row` begins below the rows that are open.  When the one above is full
 * (O5), or past the place of such levels, that is begun anew.  False when there
 * is no place for it, which was reported: nothing can stand below it. */
bool writer_begin_level(struct writer *w, const struct level_map *row,
    const void *object);

#endif
