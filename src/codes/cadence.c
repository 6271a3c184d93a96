/* SPDX-License-Identifier: Apache-2.0 */
/* cadence.c -- see cadence.h. */
#include "codes/cadence.h"

static const enum cadence sets[SETS] = {
#define SET(id, name, system, cadence, title) CADENCE_##cadence,
#include "codes/sets.def"
};

/* The months, from bit 1, on whose first day a release is due. */
static const uint16_t months[CADENCES] = {
	[CADENCE_MONTH] = 0x1FFE,
	[CADENCE_QUARTER] = 1 << 1 | 1 << 4 | 1 << 7 | 1 << 10,
	[CADENCE_THIRD] = 1 << 3 | 1 << 7 | 1 << 11,
	[CADENCE_HALF] = 1 << 1 | 1 << 7,
	[CADENCE_JANUARY] = 1 << 1,
	[CADENCE_JULY] = 1 << 7,
	[CADENCE_OCTOBER] = 1 << 10,
	[CADENCE_OCTOBER_APRIL] = 1 << 10,
};

/* See cadence.h. */
enum cadence
set_cadence(enum code_set s)
{
	return (unsigned)s < SETS ? sets[s] : CADENCE_NEVER;
}

/* See cadence.h. */
date
cadence_next(enum cadence c, date on)
{
	char text[DATE_TEXT_MAX];
	str s = date_format(on, text);
	int y, m;
	date first;

	if (months[c] == 0 || s.n != 10)
		return DATE_LAST;
	y = (s.p[0] - '0') * 1000 + (s.p[1] - '0') * 100 +
	    (s.p[2] - '0') * 10 + (s.p[3] - '0');
	m = (s.p[5] - '0') * 10 + (s.p[6] - '0');
	do {
		if (++m > 12) {
			m = 1;
			y++;
		}
	} while ((months[c] & 1 << m) == 0);
	return date_from_ymd(y, m, 1, &first) ? first : DATE_LAST;
}

/* See cadence.h. */
date
cadence_until(enum cadence c, date from)
{
	date next = cadence_next(c, from);

	return next == DATE_LAST ? DATE_LAST : next - 1;
}
