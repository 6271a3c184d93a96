/* SPDX-License-Identifier: Apache-2.0 */
/*
 * date.h -- calendar days of the Gregorian calendar, without time or zone.
 */
#ifndef CC_BASE_DATE_H
#define CC_BASE_DATE_H

#include "base/str.h"

typedef int32_t date;		/* days since 1970-01-01 */

#define DATE_NONE INT32_MIN	/* "not given"; earlier than every real day */
#define DATE_FIRST (-62091)	/* 1800-01-01 */
#define DATE_LAST 376199	/* 2999-12-31 */
#define DATE_TEXT_MAX 12	/* bytes date_format() may need, with the NUL */

/*
 * The day y-m-d.  False, *out untouched, when there is no such day or y is not
 * 1800..2999.
 */
bool date_from_ymd(int y, int m, int d, date *out);

/* Read CCYYMMDD.  False as above, and when `s` is not 8 digits. */
bool date_parse8(str s, date *out);

/* Read YYMMDD; years 70..99 are 19xx, 00..69 are 20xx.  False likewise. */
bool date_parse6(str s, date *out);

/* The year, month and day of `on`, which lies in DATE_FIRST..DATE_LAST. */
void date_to_ymd(date on, int *y, int *m, int *d);

/*
 * Write `on` as "2026-11-21" into `to`; returns the text, borrowed from it; a
 * NUL follows.  DATE_NONE, and any day outside DATE_FIRST..DATE_LAST, gives an
 * empty text.
 */
str date_format(date on, char to[DATE_TEXT_MAX]);

/*
 * True for a time of day as X12 writes it (type TM): HHMM, HHMMSS, HHMMSSD or
 * HHMMSSDD, where D are tenths and hundredths of a second.  24:00 and leap
 * seconds are none.
 */
bool time_valid(str s);

#endif
