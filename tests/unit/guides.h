/* SPDX-License-Identifier: Apache-2.0 */
/*
 * guides.h -- the built-in guides, read once for a group of tests: its setup
 * and its end.
 */
#ifndef CC_TESTS_GUIDES_H
#define CC_TESTS_GUIDES_H

#include "unit.h"

#include "x12/guide.h"

static struct guide_set guides;

static inline int
load_guides(void **state)
{
	struct err err;

	(void)state;
	return guide_set_init(&guides, &err) == RC_OK ? 0 : -1;
}

static inline int
drop_guides(void **state)
{
	(void)state;
	guide_set_fini(&guides);
	return 0;
}

#endif
