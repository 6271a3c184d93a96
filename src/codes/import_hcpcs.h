/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_hcpcs.h -- a code of HCPCS Level II, in whatever layout it came.
 *
 * Modifiers are part of the same files.  A file begins a release of SET_HCPCS
 * for its codes, and one of SET_MODIFIERS for these.
 */
#ifndef CC_CODES_IMPORT_HCPCS_H
#define CC_CODES_IMPORT_HCPCS_H

#include "codes/import_table.h"

/* The facts that a file of HCPCS has, in the order of hcpcs_facts[]. */
#define HCPCS_FACTS 11
extern const enum fact_kind hcpcs_facts[HCPCS_FACTS];

struct hcpcs_record {
	code_key key;		/* five characters, or two of a modifier */
	str	 full, brief;
	date	 from, until;	/* until: the last day on which it is valid */
	str	 facts[HCPCS_FACTS];
	uint32_t base_units;	/* of anesthesia; 0: none */
};

struct hcpcs_releases { unsigned codes, modifiers; };

/* Begin both. */
struct hcpcs_releases hcpcs_begin(struct import *in, date from, bool partial);

/* Tell the builder. */
void hcpcs_add(struct import *in, struct hcpcs_releases r,
    const struct hcpcs_record *record);

/* The first day of a file named HCPC2025_OCT_ANWEB or HCPC17_CONTR_ANWEB:
 * January where no month is named.  DATE_NONE: the name has no year. */
date hcpcs_day(const struct source *s);

#endif
