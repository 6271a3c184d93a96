/* SPDX-License-Identifier: Apache-2.0 */
/*
 * guide_dict.h -- the dictionaries of data elements and segments (private).
 */
#ifndef CC_X12_GUIDE_DICT_H
#define CC_X12_GUIDE_DICT_H

#include "x12/guide.h"

/*
 * Read element.dict into set->elements.  `text` must live as long as the set.
 * RC_SYNTAX with the place, RC_MEMORY.
 */
MUST_USE enum rc guide_read_elements(struct guide_set *set, str name,
    str text, struct err *err);

/* Read segment.dict into set->segments, composites into set->elements. */
MUST_USE enum rc guide_read_segments(struct guide_set *set, str name,
    str text, struct err *err);

#endif
