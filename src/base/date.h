/* SPDX-License-Identifier: Apache-2.0 */
/*
 * date.h -- calendar days of the Gregorian calendar, without time or zone.
 */
#ifndef CC_BASE_DATE_H
#define CC_BASE_DATE_H

#include "base/str.h"

typedef int32_t date;		/* days since 1970-01-01 */

#define DATE_NONE INT32_MIN	/* "not given"; earlier than every real day */
#define DATE_TEXT_MAX 12	/* bytes date_format() may need, with NUL */

/* The day y-m-d.  False when there is no such day or y is not 1800..2999. */
bool date_from_ymd(int y, int m, int d, date *out);

/* Read CCYYMMDD.  False when `s` is not 8 digits or no such day. */
bool date_parse8(str s, date *out);

/* Read YYMMDD; years 70..99 are 19xx, 00..69 are 20xx.  False as above. */
bool date_parse6(str s, date *out);

/* Write `d` as "2026-11-21" into `to`; returns the text, borrowed from it. */
str date_format(date d, char to[DATE_TEXT_MAX]);

/*
 * True for a time of day as X12 writes it: HHMM, HHMMSS, or HHMMSS and one or
 * two digits of a second, 00:00 to 23:59:59.
 */
bool time_valid(str s);

#endif
