/* SPDX-License-Identifier: Apache-2.0 */
/*
 * control.h -- what envelope.c and control.c share (private).
 *
 *   envelope.c	slabs in, parts out; strays, and what lies between
 *   control.c	each control segment: its elements, its number, its count
 */
#ifndef CC_X12_CONTROL_H
#define CC_X12_CONTROL_H

#include "x12/envelope.h"
#include "x12/judge_private.h"

#define ENVELOPE_NUMBERS 65536	/* control numbers remembered, 2^n */

/* What of a pair was told to be missing, so that its other half, when it
 * comes, is no second fault. */
enum lost { LOST_NOTHING, LOST_HEADER, LOST_TRAILER };

/* An ISA, GS or ST that was met, and is open while `open`.  A group or
 * interchange whose header is lost is open, without a number. */
struct opened {
	bool	 open;
	enum lost lost;
	struct judge_mark mark;
	struct part_name number;
	uint64_t inside;	/* groups or transactions in it */
	uint64_t turn;		/* counts the openings, for the numbers */
};

struct envelope {
	const struct guide_set *guides;
	struct check_summary *sum;
	struct work *work;		/* the slab at hand */
	struct finding_sink collect;
	struct judge judge;		/* checks the control segments */
	const struct guide_node *nodes[CONTROL_TA1 + 1];
	struct opened isa, gs, st;
	char	 version[36], kind[4];	/* GS08, GS01 */
	uint8_t	 version_n, kind_n;
	char	 isa_version[8];
	uint8_t	 isa_version_n;
	const struct guide *guide;	/* of the open transaction */
	uint32_t cursor;		/* segments before it are done with */
	bool	 any_isa, told_indented;
	bool	 garbled;		/* no component separator to go by */
	uint64_t *numbers;		/* hashes of those used */
	size_t	 n_numbers;
};

/* Let the judge name what is open. */
void control_names(struct envelope *e);

/* A finding at `element` of the control segment `s`. */
struct finding control_finding(struct envelope *e, enum finding_code code,
    const struct segment *s, unsigned element);

/* Report `f`, with the slab at hand. */
void control_add(struct envelope *e, const struct finding *f);

/* Report that `s` stands where no `want` is open. */
void control_not_opened(struct envelope *e, const struct segment *s,
    const char *want);

/* `n` as text in `to`. */
str control_count(char to[24], uint64_t n);

/* Take the control segment `s`, the slab's segment `i`. */
void control_take(struct envelope *e, enum control kind,
    const struct segment *s, uint32_t i);

/* End all that is open before segment `behind`; `told` if why was said. */
void control_end_all(struct envelope *e, uint32_t behind, bool told);

/* Begin a part of the open transaction at segment `first`. */
void envelope_begin_part(struct envelope *e, uint32_t first, bool begins);

/* End the part at hand before segment `behind`. */
void envelope_end_part(struct envelope *e, uint32_t behind, bool ends);

#endif
