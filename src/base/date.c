/* SPDX-License-Identifier: Apache-2.0 */
/*
 * date.c -- days from and to civil dates.
 *
 * To a date by H. Hinnant's era arithmetic: the calendar repeats every 400
 * years (an era), and a year that begins on 1 March has its leap day last.  yoe
 * is the year of the era, doe and doy are the day of the era and of the year,
 * mp is the month from March, all from 0.
 */
#include "base/date.h"

#include <stdio.h>

#define ERA	146097		/* days of 400 years */
#define EPOCH	719468		/* days from 0000-03-01 to 1970-01-01 */
#define NEW_YEAR 719527		/* what date_from_ymd() counts to 1970-01-01 */

/* Days of the year before each month; the 13th is the next January. */
static const uint16_t days_before[2][14] = {
	{ 0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 },
	{ 0, 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366 },
};

/*
 * See date.h.  Every date of a file comes by here: the day is looked up and
 * added, without a jump that depends on the month.
 */
bool
date_from_ymd(int y, int m, int d, date *out)
{
	unsigned year = (unsigned)y, before = year - 1;
	const uint16_t *days;

	if (year - 1800 > 2999 - 1800 || (unsigned)m - 1 > 11)
		return false;
	days = days_before[year % 4 == 0 && (year % 25 != 0 ||
	    year % 16 == 0)];
	if ((unsigned)d - 1 >= (unsigned)(days[m + 1] - days[m]))
		return false;
	*out = (int)(365 * year + before / 4 - before / 100 + before / 400) +
	    days[m] + d - 1 - NEW_YEAR;
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

/* See date.h.  All digits at once: a pair becomes a number in one byte. */
bool
date_parse8(str s, date *out)
{
	const uint64_t zeros = 0x3030303030303030u;
	const uint64_t past_nine = 0x4646464646464646u;
	uint64_t v;

	if (s.n != 8)
		return false;
	memcpy(&v, s.p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	if (((v + past_nine) | (v - zeros)) & 0x8080808080808080u)
		return false;
	v -= zeros;
	v = v * 10 + (v >> 8);
	return date_from_ymd((int)(v & 0xff) * 100 + (int)(v >> 16 & 0xff),
	    (int)(v >> 32 & 0xff), (int)(v >> 48 & 0xff), out);
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
void
date_to_ymd(date on, int *y, int *m, int *d)
{
	int era = (on + EPOCH) / ERA, doe = (on + EPOCH) % ERA;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;

	*m = mp + (mp < 10 ? 3 : -9);
	*d = doy - (153 * mp + 2) / 5 + 1;
	*y = era * 400 + yoe + (*m <= 2);
}

/* See date.h. */
str
date_format(date on, char to[DATE_TEXT_MAX])
{
	int y, m, d;

	to[0] = '\0';
	if (on < DATE_FIRST || on > DATE_LAST)
		return (str){ to, 0 };
	date_to_ymd(on, &y, &m, &d);
	snprintf(to, DATE_TEXT_MAX, "%04u-%02u-%02u", (unsigned)y % 10000,
	    (unsigned)m % 100, (unsigned)d % 100);
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
