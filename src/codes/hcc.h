/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hcc.h -- the models of condition categories, and the keys of categories.
 *
 * See enum hcc_model of facts.h for the scheme: V24-18, R08-45, H07-35_1.
 */
#ifndef CC_CODES_HCC_H
#define CC_CODES_HCC_H

#include "codes/facts.h"

struct hcc_kind {
	const char *name;	/* "CMS-HCC V24" */
	const char *prefix;	/* "V24-" */
	enum code_set set;	/* of its mappings */
	int	 first_year;	/* the first payment year it was used in */
};

extern const struct hcc_kind hcc_kinds[HCC_MODELS];

/*
 * The key of a category of `m`: of "18", "HCC18", "RXHCC018" or "35_1".
 * CODE_NONE: `number` is none.
 */
code_key hcc_key(enum hcc_model m, str number);

#endif
