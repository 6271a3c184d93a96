/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cadence.h -- when publishers release.
 *
 * A release speaks until the day before the next one is due; a set that is not
 * renewed then is out of date.  ICD-10 is due on October 1; an update on
 * April 1 is optional, so that an October release speaks for the whole fiscal
 * year (45 CFR 162.1002; CDC and CMS announce the April updates).  MS-DRG and
 * the MCE have a version for each of the two.  HCPCS, NCCI and fee schedules
 * change by the quarter, NUCC's taxonomy in January and July, adjustment
 * reasons and claim status on March 1, July 1 and November 1.
 */
#ifndef CC_CODES_CADENCE_H
#define CC_CODES_CADENCE_H

#include "codes/facts.h"

enum cadence {
	CADENCE_NEVER,		/* nothing is due; changes come unannounced */
	CADENCE_MONTH, CADENCE_QUARTER,
	CADENCE_THIRD,		/* March, July, November */
	CADENCE_HALF,		/* January, July */
	CADENCE_JANUARY, CADENCE_JULY, CADENCE_OCTOBER,
	CADENCE_OCTOBER_APRIL,	/* October; April if announced */
	CADENCE_FISCAL_HALF,	/* October and April */
	CADENCES
};

/* How often the publisher of a set speaks. */
enum cadence set_cadence(enum code_set s);

/* "every quarter", "each 1 October, and 1 April if need be" ... */
const char *cadence_words(enum cadence c);

/* Days that a release is usually out before it is in force. */
int cadence_lead(enum cadence c);

/* Days that a release may be late before somebody should be told. */
int cadence_grace(enum cadence c);

/* The first day on which a release is due that is after `on`; DATE_LAST when
 * none ever is. */
date cadence_next(enum cadence c, date on);

/* The last day a release from `from` speaks for. */
date cadence_until(enum cadence c, date from);

/* A day on which a release comes into force. */
struct cadence_due {
	date	 on;		/* DATE_NONE: none is to be expected */
	bool	 certain;	/* false: only if it is announced */
};

/* The first due day after `day`, only certain ones if `certain`. */
struct cadence_due cadence_due_after(enum cadence c, date day, bool certain);

/* The last due day that is `day` or before it, likewise. */
struct cadence_due cadence_due_by(enum cadence c, date day, bool certain);

#endif
