/* SPDX-License-Identifier: Apache-2.0 */
/*
 * date.c -- days from and to civil dates, by H. Hinnant's era arithmetic.
 *
 * The calendar repeats every 400 years (an era), and a year that begins on
 * 1 March has its leap day last.  yoe is the year of the era, doe and doy are
 * the day of the era and of the year, mp is the month from March, all from 0.
 */
#include "base/date.h"

#include <stdio.h>

#define ERA	146097		/* days of 400 years */
#define EPOCH	719468		/* days from 0000-03-01 to 1970-01-01 */

/* True when year `y` has a 29 February. */
static bool
is_leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

/* See date.h. */
bool
date_from_ymd(int y, int m, int d, date *out)
{
	static const unsigned char days[12] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	int last, era, yoe, doy;

	if (y < 1800 || y > 2999 || m < 1 || m > 12)
		return false;
	last = days[m - 1] + (m == 2 && is_leap(y));
	if (d < 1 || d > last)
		return false;
	if (m <= 2)
		y--;
	era = y / 400;
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	*out = era * ERA + yoe * 365 + yoe / 4 - yoe / 100 + doy - EPOCH;
	return true;
}

/* The number in the `n` digits at `p`, or -1. */
static int
digits(const char *p, size_t n)
{
	int v = 0;

	for (size_t i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return -1;
		v = v * 10 + (p[i] - '0');
	}
	return v;
}

/* See date.h. */
bool
date_parse8(str s, date *out)
{
	return s.n == 8 && date_from_ymd(digits(s.p, 4), digits(s.p + 4, 2),
	    digits(s.p + 6, 2), out);
}

/* See date.h. */
bool
date_parse6(str s, date *out)
{
	int y;

	if (s.n != 6 || (y = digits(s.p, 2)) < 0)
		return false;
	return date_from_ymd(y + (y >= 70 ? 1900 : 2000), digits(s.p + 2, 2),
	    digits(s.p + 4, 2), out);
}

/* See date.h. */
str
date_format(date on, char to[DATE_TEXT_MAX])
{
	int era, doe, yoe, doy, mp, m;

	to[0] = '\0';
	if (on < DATE_FIRST || on > DATE_LAST)
		return (str){ to, 0 };
	era = (on + EPOCH) / ERA;
	doe = (on + EPOCH) % ERA;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	m = mp + (mp < 10 ? 3 : -9);
	snprintf(to, DATE_TEXT_MAX, "%04u-%02u-%02u",
	    (unsigned)(era * 400 + yoe + (m <= 2)) % 10000, (unsigned)m % 100,
	    (unsigned)(doy - (153 * mp + 2) / 5 + 1) % 100);
	return (str){ to, strlen(to) };
}

/* See date.h. */
bool
time_valid(str s)
{
	int h, m, sec = 0;

	if (s.n != 4 && s.n != 6 && s.n != 7 && s.n != 8)
		return false;
	h = digits(s.p, 2);
	m = digits(s.p + 2, 2);
	if (s.n > 4)
		sec = digits(s.p + 4, 2);
	if (s.n > 6 && digits(s.p + 6, s.n - 6) < 0)
		return false;
	return h >= 0 && h <= 23 && m >= 0 && m <= 59 && sec >= 0 && sec <= 59;
}
