/* SPDX-License-Identifier: Apache-2.0 */
/*
 * value.h -- one value held against what the guide wants there (private).
 *
 * A value is an element, one repetition of it, or a component.  sure.h answers
 * quickly whether it is beyond doubt; value.c finds out what is wrong.
 */
#ifndef CC_X12_VALUE_H
#define CC_X12_VALUE_H

#include "x12/judge_private.h"

/* A value under check: where it stands and what it should be. */
struct checked {
	struct judge *j;
	const struct segment *s;
	const struct guide_element *e;
	str	 value;
	str	 format;	/* of a period: the value before it */
	unsigned element, component, repetition;
};

/* Check length, form and codes of a simple value that is not empty. */
void value_check(const struct checked *c);

/* A finding about the value, all but what its template wants filled in. */
struct finding value_finding(const struct checked *c, enum finding_code code);

/* Report the value, with what was wanted. */
void value_report(const struct checked *c, enum finding_code code, str want);

/* Report the value, with a number found and a number wanted. */
void value_report_counts(const struct checked *c, enum finding_code code,
    unsigned long found, unsigned long wanted);

#endif
