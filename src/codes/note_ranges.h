/* SPDX-License-Identifier: Apache-2.0 */
/*
 * note_ranges.h -- the codes that a note of the Tabular List names.
 *
 * Notes are prose; what they refer to stands in parentheses, or behind words
 * such as "category" or "classifiable to":
 *
 *	intracranial injury (S06.-)
 *	diseases of the blood (D50-D89), (C81.-, C82-C85, Z85.71)
 *	adverse effect (T36-T50 with fifth or sixth character 5)
 *	diabetes mellitus (E08-E13 with .21)
 *
 *   N1  a code stands for itself and for all below it
 *   N2  "with ... character" names the codes of a range that have one of the
 *       characters at one of the places, out of the codes of the list; without
 *       a list it is the whole range, which is too much rather than too little
 *   N3  what only looks like a code (vitamin B12) is none, unless it stands
 *       where codes stand
 *   N4  any bytes are safe to read, and give NOTE_RANGES_MAX ranges at most
 */
#ifndef CC_CODES_NOTE_RANGES_H
#define CC_CODES_NOTE_RANGES_H

#include "codes/facts.h"

#define NOTE_RANGES_MAX 4096

/* All codes of the list, sorted, without seventh characters (N2). */
struct note_codes { const code_key *v; size_t n; };

/* The codes that `text` names, in its order, into to[NOTE_RANGES_MAX].  Returns
 * how many there are. */
uint32_t note_ranges(str text, struct note_codes all,
    struct book_range *to);

#endif
