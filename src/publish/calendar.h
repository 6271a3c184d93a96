/* SPDX-License-Identifier: Apache-2.0 */
/*
 * calendar.h -- is a set current on a day, and what is due if not.
 *
 * cadence.h says when publishers release.  So a release that was loaded says by
 * itself until when it can be trusted, and a day tells whether a newer one
 * should be there.
 *
 *   Q1  a release speaks until the day before the next one that is certain; in
 *       between there may be days on which an update was possible
 *   Q2  nothing is overdue before the day on which it is due, nor because a
 *       release that was merely possible did not come
 *   Q3  a set without a calendar (places of service) is never overdue
 *
 * This module is arithmetic: it knows no file, no address and no clock.
 */
#ifndef CC_PUBLISH_CALENDAR_H
#define CC_PUBLISH_CALENDAR_H

#include "codes/cadence.h"

enum calendar_state {
	CALENDAR_CURRENT,	/* nothing newer can be in force yet */
	CALENDAR_POSSIBLE,	/* an update may have come (Q2) */
	CALENDAR_DUE,		/* a newer one is in force; some are late */
	CALENDAR_OVERDUE,	/* ... and should be to be had by now */
	CALENDAR_EMPTY,		/* nothing is loaded */
};

/* "current", "overdue" ... */
const char *calendar_state_word(enum calendar_state s);

/* What can be said of a set on a day. */
struct calendar_answer {
	enum calendar_state state;
	date	 horizon;	/* Q1; DATE_LAST: no end; DATE_NONE: empty */
	date	 sure;		/* before the next *possible* release */
	struct cadence_due due;	/* the newest in force and not loaded;
				   if none, the next to come */
	date	 since;		/* the first certain day missed, or DATE_NONE */
	unsigned missed;	/* certain releases missed */
	bool	 soon;		/* `due` is to come, but usually out already */
};

/*
 * What there is to say on `today` when the newest release loaded is in force
 * from `loaded` (DATE_NONE: none is).  A release loaded ahead of its day is
 * current.
 */
struct calendar_answer calendar_look(enum cadence c, date loaded, date today);

#endif
