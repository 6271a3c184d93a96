/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_step.h -- from the words of a struct to the members of its object.
 * (private)
 *
 * Most members of most structs are empty.  So the words of a struct that are
 * not 0 are found together (claim/words.h), and each of them leads to a step:
 * the name that comes, ready to be copied, and what is behind it.
 *
 *   T1  the steps of a struct stand in the order of its words, which is that of
 *       its rows (D5), what it remembers of its file before them
 *   T2  a member that holds something has a word that counts, and is not 0, or
 *       is always asked
 *   T3  a member of several words is written once: `others` leaves out the rest
 *       of them
 */
#ifndef CC_INTEROP_JSON_STEP_H
#define CC_INTEROP_JSON_STEP_H

#include "base/arena.h"
#include "claim/words.h"

#define STEP_KEY	40	/* bytes of a name with all about it */
#define STEP_FEW	6	/* words that are sooner asked one by one */
#define STEP_PANES	8	/* of a struct: 4096 bytes */

enum json_step_kind {
	JSON_TEXT, JSON_AMOUNT, JSON_QUANTITY, JSON_WHEN, JSON_TEXTS,
	JSON_REPEATED, JSON_PART, JSON_ONE, JSON_LIST, JSON_UP,
	JSON_BREAKS, JSON_CARRIED, JSON_ORDER,
};

struct json_member;
struct json_plan;

struct json_step {
	char	 key[STEP_KEY];	/* ",\"name\":\"": a text's begins in it */
	uint8_t	 key_n;		/* bytes of it; without the last quote, if the
				 * member is no text */
	uint8_t	 kind;		/* enum json_step_kind */
	uint16_t offset;	/* of the member in the struct */
	const struct json_member *member;
	uint64_t others;	/* T3: of a pane's words, those of others */
};

struct json_steps {
	const struct json_step *steps;
	const uint8_t *of_word;	/* which step, by word */
	unsigned n_words;
	unsigned n_panes;
	/* Of a struct with few words that count, in one pane, which they are;
	 * else 0. */
	uint8_t	 n_few, few[STEP_FEW];
	/* By pane: the words that count, and those that are asked always. */
	uint64_t counts[STEP_PANES], always[STEP_PANES];
};

/* Make the steps of a plan whose members are there.  False: no memory, or a
 * name or struct that is too long. */
bool json_steps_make(struct json_steps *to, const struct json_plan *plan,
    struct arena *a);

#endif
