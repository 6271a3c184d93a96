/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plan.h -- how segments and loops are written: steps in their order. (private)
 *
 * A plan is made once for each segment and loop of a guide (plan.c,
 * plan_loop.c).  Its steps stand in the order of the guide, and each has a word
 * of the struct that is not 0 when there is something to write.  So the writer
 * gathers these words (words.h, plan_gather.c) into bits and from then on goes
 * from one set bit to the next (emit_plan.c): what is not given costs no more
 * than that.
 *
 *   P1  a step that is taken writes something, and what it writes is right by
 *       its guide, or the segment is in doubt; what is left to look at are the
 *       bytes themselves (emit_settle.c) and which elements go together
 *   P2  steps ascend by element, then by component; no two have one place
 *   P3  a word of the struct that says that something is given has a step:
 *       STEP_DOUBT if this guide has no place for it
 *   P4  a constant stands before the value that it depends on, one step apart
 *
 * Who finds a segment in doubt writes it with emit_fields.c instead.
 */
#ifndef CC_CLAIM_PLAN_H
#define CC_CLAIM_PLAN_H

#include "claim/schema.h"
#include "claim/words.h"
#include "x12/guide.h"

#define PLAN_STEPS	64	/* of a segment, or of one of its groups */
#define PLAN_COMPOSITES	24

struct bound;
struct op;

enum step_kind {
	STEP_TEXT,		/* a text: right if its length is */
	STEP_LETTER,		/* a text: one of the codes of one letter */
	STEP_CODES,		/* a text: one of a list of codes */
	STEP_SOUND,		/* a text: sure_value() must know it */
	STEP_AMOUNT,
	STEP_QUANTITY,
	STEP_DAY,
	STEP_PERIOD,		/* the format, and behind it the days */
	STEP_CONSTANT,		/* the guide's only code */
	STEP_DOUBT,		/* there is no place for it */
};

struct plan_step {
	uint8_t	 kind;		/* enum step_kind */
	uint8_t	 element, component;	/* 0: no component */
	/*
	 * Of a text, its least bytes and how many more there may be; of a
	 * number likewise digits, if what reads as one is right then, or 255;
	 * of a DAY, least is not 0 when any is right; of a PERIOD, when the
	 * guide knows D8, and span when it knows RD8; of a constant, least is
	 * its length.
	 */
	uint8_t	 least;
	uint16_t span;
	uint16_t offset;	/* of the value in the struct */
	union {
		const struct sure_spec *spec;
		const char *code;	/* of a constant */
	};
};

/* The steps of a composite: bits. */
struct plan_composite {
	uint64_t parts;		/* it is written when one of these is given */
	uint64_t adds;		/* then these are written too */
	uint64_t required;	/* and these must be */
	uint64_t noted;		/* these are looked at with more care */
};

/* Steps over one struct. */
struct plan {
	const struct plan_step *steps;
	uint64_t always;	/* constants, if anything is written */
	uint64_t with_next;	/* constants, if the next step is taken */
	uint64_t doubts;	/* STEP_DOUBT: they have no place to go to */
	const struct plan_composite *composites;
	unsigned n_composites;
	unsigned n;
	uint64_t values;	/* the steps that are not constants */
	const uint16_t *words;	/* the word of each step; of a constant any */
};

/* What is asked most stands first, and the steps behind, so that little memory
 * is gone through. */
struct segment_plan {
	uint32_t name;		/* "NM1", first byte lowest */
	uint32_t room;		/* bytes it may have, and some */
	struct plan fields;	/* its own; with groups, what these share */
	/* What a segment must have, and how that goes together (guide.h). */
	uint64_t required, noted, pairs, any;
	uint8_t	 name_n;
	const struct op *groups;	/* NULL: it has none */
	struct plan group;	/* steps[t * n]: those of group t */
};

/* What a loop has to write, by child. */
enum child_kind {
	CHILD_OWN,		/* a segment, of the loop's own members */
	CHILD_ONE, CHILD_MANY,	/* a struct, a list of them */
	CHILD_OTHER,		/* groups, or no plan: emit.c writes it */
	CHILD_DOUBT,		/* members without a place */
};

struct plan_child {
	uint8_t	 kind;		/* enum child_kind */
	uint32_t most;		/* how many there may be; 0: no limit */
	const struct bound *b;	/* NULL: DOUBT */
	const void *plan;	/* what will be asked for it */
};

/* A word of a loop's struct: what is given if it is not 0. */
struct plan_word { uint16_t offset; uint8_t child, step; };

#define PLAN_CHILDREN	128
#define PLAN_PANES	8	/* of a struct: 4096 bytes */

/* 64 words of a struct. */
struct plan_pane {
	uint64_t counts;		/* the bits that count (words.h) */
	struct plan_word places[WORDS_PANE];	/* what they are */
};

struct loop_plan {
	const struct plan_child *children;	/* in the guide's order */
	unsigned n_children;
	uint64_t always[2];	/* those that are looked at whatever is given */
	uint64_t required[2];
	const struct plan_word *words;
	unsigned n_words;
	const struct plan_pane *panes;	/* the words again */
	unsigned n_panes;		/* 0: there are none */
	unsigned size;			/* of the struct, in words */
};

/* What a loop has to write: children, and of those that are CHILD_OWN the
 * steps; of given[] as many are set as there are children. */
struct gathered {
	uint64_t children[2];
	uint64_t given[PLAN_CHILDREN];
};

/* Find out about the struct at `object`. */
typedef void gather_fn(const struct loop_plan *plan, const void *object,
    struct gathered *g);

/* The quickest of them here. */
gather_fn *plan_gatherer(void);

/*
 * Which of `n` words of the struct at `object` are not 0?  A bit each.  From
 * the last to the first, so that the bits come by shifting.
 */
static inline __attribute__((always_inline)) uint64_t
plan_given(const uint16_t *words, unsigned n, const void *object)
{
	const char *p = object;
	uint64_t given = 0, word;

#pragma GCC unroll 8
	for (unsigned i = n; i-- > 0;) {
		memcpy(&word, p + words[i], sizeof word);
		given = given + given + (word != 0);
	}
	return given;
}

#endif
