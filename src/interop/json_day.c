/* SPDX-License-Identifier: Apache-2.0 */
/* json_day.c -- the same days in two ways of writing. */
#include "interop/json_day.h"

#include "base/date.h"

/* How a moment is written in JSON: each letter stands for a digit of X12's. */
static const char pattern[] = "dddd-dd-ddTdd:dd:dd.dd";

/* Lengths of X12's and of JSON's moment that go together. */
static const struct { unsigned char x12, json; } lengths[] = {
	{ 8, 10 }, { 12, 16 }, { 14, 19 }, { 15, 21 }, { 16, 22 },
};

#define N_LENGTHS (sizeof lengths / sizeof lengths[0])

static bool
is_moment(str x12)
{
	date day;

	return x12.n >= 8 && date_parse8((str){ x12.p, 8 }, &day) &&
	    (x12.n == 8 || time_valid((str){ x12.p + 8, x12.n - 8 }));
}

/* Write the moment at *to, and move it; false when it is none. */
static bool
moment_out(str x12, char **to)
{
	size_t from = 0, n = 0;

	for (size_t i = 0; i < N_LENGTHS; i++)
		if (lengths[i].x12 == x12.n)
			n = lengths[i].json;
	if (n == 0 || !is_moment(x12))
		return false;
	for (size_t i = 0; i < n; i++)
		*(*to)++ = pattern[i] == 'd' ? x12.p[from++] : pattern[i];
	return true;
}

static bool
moment_in(str json, char **to)
{
	char *begin = *to;
	size_t n = 0;

	for (size_t i = 0; i < N_LENGTHS; i++)
		if (lengths[i].json == json.n)
			n = json.n;
	if (n == 0)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (pattern[i] == 'd')
			*(*to)++ = json.p[i];
		else if (pattern[i] != json.p[i])
			return false;
	}
	return is_moment((str){ begin, (size_t)(*to - begin) });
}

/* Both of "one-two", with `from` between them becoming `to`; or only one. */
static str
days(str text, char from, char to, bool (*moment)(str, char **), char *room)
{
	const char *between = text.n != 0 ? memchr(text.p, from, text.n) : NULL;
	str first = text;
	char *at = room;

	if (between != NULL)
		first.n = (size_t)(between - text.p);
	if (!moment(first, &at))
		return (str){ NULL, 0 };
	if (between != NULL) {
		*at++ = to;
		if (!moment((str){ between + 1, text.n - first.n - 1 }, &at))
			return (str){ NULL, 0 };
	}
	return (str){ room, (size_t)(at - room) };
}

/* See json_day.h. */
str
json_day_out(str x12, unsigned digits, char to[JSON_DAY_MAX])
{
	date day;

	if (digits == 6)
		return date_parse6(x12, &day) ? date_format(day, to) :
		    (str){ NULL, 0 };
	return days(x12, '-', '/', moment_out, to);
}

/* See json_day.h. */
str
json_day_in(str json, unsigned digits, char to[JSON_DAY_MAX])
{
	str x12 = days(json, '/', '-', moment_in, to), six;
	date day, same;

	if (digits != 6 || x12.n == 0)
		return x12;
	if (x12.n != 8 || !date_parse8(x12, &day))
		return (str){ NULL, 0 };
	six = (str){ x12.p + 2, 6 };
	return date_parse6(six, &same) && same == day ? six : (str){ NULL, 0 };
}
