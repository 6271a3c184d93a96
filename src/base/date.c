/* SPDX-License-Identifier: Apache-2.0 */
/* date.c -- days from and to civil dates (H. Hinnant's era arithmetic). */
#include "base/date.h"

#include <stdio.h>

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
	*out = era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
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
	int z = on + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;
	int d = doy - (153 * mp + 2) / 5 + 1;
	int m = mp + (mp < 10 ? 3 : -9);
	int y = yoe + era * 400 + (m <= 2);
	int n = snprintf(to, DATE_TEXT_MAX, "%04d-%02d-%02d", y % 10000, m, d);

	return (str){ to, (size_t)n };
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
