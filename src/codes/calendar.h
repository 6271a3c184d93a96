/* SPDX-License-Identifier: Apache-2.0 */
/*
 * calendar.h -- when each code set is due, and how long a release speaks.
 *
 * A publisher puts out a *release* of a set, in force from its *effective* day
 * until the next one.  When that next one is due is known beforehand: ICD-10-CM
 * changes on 1 October, and on 1 April if there is need; NCCI every quarter.
 * So a release that was loaded says by itself until when it can be trusted,
 * and a day tells whether a newer one should be there.
 *
 *   K1  a release speaks until the day before the next one that is certain; in
 *       between there may be days on which an update was possible
 *   K2  nothing is overdue before the day on which it is due, nor because a
 *       release that was merely possible did not come
 *   K3  a set without a calendar (places of service) is never overdue
 *
 * This module is arithmetic: it knows no file, no address and no clock.
 */
#ifndef CC_CODES_CALENDAR_H
#define CC_CODES_CALENDAR_H

#include "base/date.h"

/* How often a publisher speaks.  calendar.c has a row for each. */
enum cadence {
	CADENCE_FISCAL,		/* 1 October, and 1 April if need be */
	CADENCE_FISCAL_HALF,	/* 1 October and 1 April */
	CADENCE_FISCAL_YEAR,	/* 1 October */
	CADENCE_YEAR,		/* 1 January */
	CADENCE_HALF,		/* 1 January and 1 July */
	CADENCE_THIRD,		/* 1 March, 1 July, 1 November */
	CADENCE_QUARTER,	/* 1 January, April, July, October */
	CADENCE_MONTH,		/* the first of every month */
	CADENCE_ANY,		/* whenever the publisher sees fit (K3) */
	CADENCES
};

/* A set that has a calendar. */
struct calendar_set {
	str	 name;		/* "icd10cm", as manifests and commands say */
	str	 title;		/* "ICD-10-CM diagnoses" */
	enum cadence cadence;
};

/* All of them, `calendar_sets_n`, in the order of the documentation. */
extern const struct calendar_set calendar_sets[];
extern const unsigned calendar_sets_n;

/* The set of that name, or NULL. */
const struct calendar_set *calendar_find(str name);

/* "every quarter", "each 1 October, and 1 April if need be" ... */
const char *cadence_words(enum cadence c);

/* A day on which a release comes into force. */
struct calendar_due {
	date	 on;		/* DATE_NONE: none is to be expected */
	bool	 certain;	/* false: only if there is need */
};

/* The first due day after `day`; DATE_NONE for CADENCE_ANY or past 2999. */
struct calendar_due calendar_next(enum cadence c, date day);

/*
 * The last due day on or before `day`, only certain ones if `certain`;
 * DATE_NONE likewise.
 */
struct calendar_due calendar_last(enum cadence c, date day, bool certain);

enum calendar_state {
	CALENDAR_CURRENT,	/* nothing newer can be in force yet */
	CALENDAR_POSSIBLE,	/* an update may have come (K2) */
	CALENDAR_DUE,		/* a newer one is in force; some are late */
	CALENDAR_OVERDUE,	/* ... and should be to be had by now */
	CALENDAR_EMPTY,		/* nothing is loaded */
};

/* "current", "overdue" ... */
const char *calendar_state_word(enum calendar_state s);

/* What can be said of a set on a day. */
struct calendar_answer {
	enum calendar_state state;
	date	 horizon;	/* K1; DATE_LAST: no end; DATE_NONE: empty */
	date	 sure;		/* before the next *possible* release */
	struct calendar_due due;	/* the newest in force and not loaded;
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
