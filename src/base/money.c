/* SPDX-License-Identifier: Apache-2.0 */
/* money.c -- read and write amounts without floating point. */
#include "base/money.h"

#include <inttypes.h>
#include <stdio.h>

#define MAX_UNITS 999999999999999	/* 15 digits: as cents, no overflow */

/* Take the digits before a point or the end off *s; false past MAX_UNITS. */
static bool
read_units(str *s, int64_t *units)
{
	int64_t v = 0;

	while (s->n > 0 && s->p[0] != '.') {
		unsigned d = (unsigned char)s->p[0] - '0';

		if (d > 9 || v > MAX_UNITS / 10)
			return false;
		v = v * 10 + d;
		s->p++;
		s->n--;
	}
	*units = v;
	return true;
}

/* Read what follows the point: two digits count, more must be zeros. */
static bool
read_cents(str s, int64_t *cents)
{
	int64_t v = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned d = (unsigned char)s.p[i] - '0';

		if (d > 9 || (i >= 2 && d != 0))
			return false;
		if (i < 2)
			v = v * 10 + d;
	}
	*cents = s.n == 1 ? v * 10 : v;
	return true;
}

/* See money.h. */
bool
money_parse(str s, money *out)
{
	bool minus = s.n > 0 && s.p[0] == '-';
	int64_t units, cents = 0;
	size_t digits;

	if (minus) {
		s.p++;
		s.n--;
	}
	digits = s.n;
	if (!read_units(&s, &units))
		return false;
	if (s.n > 0) {
		digits--;
		if (!read_cents((str){ s.p + 1, s.n - 1 }, &cents))
			return false;
	}
	if (digits == 0)
		return false;
	*out = units * 100 + cents;
	if (minus)
		*out = -*out;
	return true;
}

/* See money.h. */
str
money_format(money m, char to[MONEY_TEXT_MAX])
{
	uint64_t u = m < 0 ? 0 - (uint64_t)m : (uint64_t)m;
	int n = snprintf(to, MONEY_TEXT_MAX, "%s%" PRIu64 ".%02u",
	    m < 0 ? "-" : "", u / 100, (unsigned)(u % 100));

	return (str){ to, (size_t)n };
}
