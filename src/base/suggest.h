/* SPDX-License-Identifier: Apache-2.0 */
/*
 * suggest.h -- what a mistyped word may have meant.
 *
 * Words are offered one after the other; the nearest is kept, if it is near
 * enough to be a slip of the fingers.
 */
#ifndef CC_BASE_SUGGEST_H
#define CC_BASE_SUGGEST_H

#include "base/str.h"

struct suggestion {
	str	 typed;
	str	 best;		/* empty: nothing is near */
	unsigned distance;
};

/* Begin for the word `typed`. */
void suggest_begin(struct suggestion *s, str typed);

/* Offer a word, borrowed until the suggestion was read. */
void suggest_offer(struct suggestion *s, str word);

/*
 * How many letters must be added, dropped, replaced or swapped with their
 * neighbour to make one word of the other, whatever their case.  Words are
 * compared up to 40 letters.
 */
unsigned edit_distance(str a, str b);

#endif
