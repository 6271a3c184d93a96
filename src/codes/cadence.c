/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cadence.c -- the table of cadences, and walking along its months.
 *
 * Every publisher changes its sets on the first of a month, so that a cadence
 * is twelve letters.
 */
#include "codes/cadence.h"

static const enum cadence sets[SETS] = {
#define SET(id, name, system, cadence, title) CADENCE_##cadence,
#include "codes/sets.def"
};

/* How a publisher speaks; `lead` and `grace` are days, as observed. */
static const struct cadence_row {
	const char *words;
	char	 months[13];	/* capital: certain; small: possible */
	short	 lead, grace;
} rows[CADENCES] = {
	[CADENCE_NEVER] = { "now and then", "............", 0, 0 },
	[CADENCE_MONTH] = { "every month", "JFMAMJJASOND", 0, 14 },
	[CADENCE_QUARTER] = { "every quarter", "J..A..J..O..", 30, 7 },
	[CADENCE_THIRD] = { "each 1 March, 1 July and 1 November",
		"..M...J...N.", 14, 14 },
	[CADENCE_HALF] = { "each 1 January and 1 July", "J.....J.....", 30, 0 },
	[CADENCE_JANUARY] = { "each 1 January", "J...........", 45, 0 },
	[CADENCE_JULY] = { "each 1 July", "......J.....", 30, 0 },
	[CADENCE_OCTOBER] = { "each 1 October", ".........O..", 60, 0 },
	[CADENCE_OCTOBER_APRIL] = { "each 1 October, and 1 April if need be",
		"...a.....O..", 90, 0 },
	[CADENCE_FISCAL_HALF] = { "each 1 October and 1 April",
		"...A.....O..", 45, 0 },
};

/* See cadence.h. */
enum cadence
set_cadence(enum code_set s)
{
	return (unsigned)s < SETS ? sets[s] : CADENCE_NEVER;
}

/* See cadence.h. */
const char *
cadence_words(enum cadence c)
{
	return rows[c].words;
}

/* See cadence.h. */
int
cadence_lead(enum cadence c)
{
	return rows[c].lead;
}

/* See cadence.h. */
int
cadence_grace(enum cadence c)
{
	return rows[c].grace;
}

/*
 * The due day of month `m`, counted from January of year 0, if it has one and,
 * with `certain`, a certain one.
 */
static bool
month_due(enum cadence c, int m, bool certain, struct cadence_due *out)
{
	char letter = rows[c].months[m % 12];

	out->certain = letter >= 'A' && letter <= 'Z';
	return letter != '.' && (out->certain || !certain) &&
	    date_from_ymd(m / 12, m % 12 + 1, 1, &out->on);
}

/* The month of `day`, counted likewise; 0 if it is no day. */
static int
month_of(date day)
{
	int y, m, d;

	if (day < DATE_FIRST || day > DATE_LAST)
		return 0;
	date_to_ymd(day, &y, &m, &d);
	return y * 12 + m - 1;
}

/* See cadence.h.  No cadence pauses longer than a year. */
struct cadence_due
cadence_due_after(enum cadence c, date day, bool certain)
{
	struct cadence_due due;
	int from = month_of(day);

	for (int m = from + 1; from > 0 && m <= from + 12; m++)
		if (month_due(c, m, certain, &due))
			return due;
	return (struct cadence_due){ DATE_NONE, false };
}

/* See cadence.h. */
struct cadence_due
cadence_due_by(enum cadence c, date day, bool certain)
{
	struct cadence_due due;
	int from = month_of(day);

	for (int m = from; from > 0 && m > from - 12; m--)
		if (month_due(c, m, certain, &due))
			return due;
	return (struct cadence_due){ DATE_NONE, false };
}

/* See cadence.h. */
date
cadence_next(enum cadence c, date on)
{
	struct cadence_due due = cadence_due_after(c, on, true);

	return due.on != DATE_NONE ? due.on : DATE_LAST;
}

/* See cadence.h. */
date
cadence_until(enum cadence c, date from)
{
	date next = cadence_next(c, from);

	return next == DATE_LAST ? DATE_LAST : next - 1;
}
