/* SPDX-License-Identifier: Apache-2.0 */
/* import_text.c -- names, dates and numbers of files; see import.h. */
#include <fnmatch.h>
#include <stdio.h>

#include "import/import.h"

#define NAME_MAX_BYTES 256

/* See import.h. */
bool
import_named(const struct source *s, const char *pattern)
{
	char name[NAME_MAX_BYTES];

	if (s->name.n >= sizeof name)
		return false;
	memcpy(name, s->name.p, s->name.n);
	name[s->name.n] = '\0';
	return fnmatch(pattern, name, FNM_CASEFOLD) == 0;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The run of digits of `s` at `from` or behind it; empty: none. */
static str
next_digits(str s, size_t from)
{
	size_t end;

	while (from < s.n && !is_digit(s.p[from]))
		from++;
	for (end = from; end < s.n && is_digit(s.p[end]); end++)
		;
	return (str){ s.p + from, end - from };
}

/* See import.h. */
int
import_name_number(const struct source *s, unsigned digits, unsigned n)
{
	str run = next_digits(s->name, 0);
	uint64_t number;

	for (; run.n != 0; run = next_digits(s->name,
	    (size_t)(run.p - s->name.p) + run.n))
		if (run.n == digits && n-- == 0)
			return str_to_u64(run, INT32_MAX, &number) ?
			    (int)number : -1;
	return -1;
}

/* See import.h. */
int
import_name_month(const struct source *s)
{
	static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

	for (size_t i = 0; i + 3 <= s->name.n; i++)
		for (int m = 0; m < 12; m++)
			if ((i == 0 || !is_letter(s->name.p[i - 1])) &&
			    str_eq_nocase((str){ s->name.p + i, 3 },
			    (str){ months + 3 * m, 3 }))
				return m + 1;
	return 0;
}

/* See import.h. */
date
import_fiscal(int year)
{
	date on;

	return date_from_ymd(year - 1, 10, 1, &on) ? on : DATE_NONE;
}

/* The parts of "4/1/2026" or "2026-04-01". */
static bool
read_parts(str s, char sep, uint64_t part[3])
{
	str rest = s;

	for (int i = 0; i < 3; i++)
		if (!str_to_u64(str_cut(&rest, sep), 9999, &part[i]))
			return false;
	return rest.n == 0;
}

/* See import.h. */
bool
import_date(str s, date *out)
{
	uint64_t part[3];
	char found;

	s = str_trim(s);
	if (s.n == 0) {
		*out = DATE_NONE;
		return true;
	}
	if (s.n == 8 && date_parse8(s, out))
		return true;
	found = memchr(s.p, '/', s.n) != NULL ? '/' : '-';
	if (!read_parts(s, found, part))
		return false;
	return found == '/' ?
	    date_from_ymd((int)part[2], (int)part[0], (int)part[1], out) :
	    date_from_ymd((int)part[0], (int)part[1], (int)part[2], out);
}

/* See import.h. */
bool
import_decimal(str s, unsigned places, bool rounds, int64_t *out)
{
	bool minus = s.n > 0 && s.p[0] == '-', point = false, any = false;
	int64_t v = 0;
	unsigned behind = 0;
	int up = 0;

	for (size_t i = minus ? 1 : 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '.' && !point) {
			point = true;
			continue;
		}
		if (!is_digit(c) || v > INT64_MAX / 10 - 1)
			return false;
		any = true;
		if (point && behind == places) {
			if (!rounds && c != '0')
				return false;
			if (up == 0)
				up = c >= '5' ? 1 : -1;
			continue;
		}
		behind += point;
		v = v * 10 + (c - '0');
	}
	for (; behind < places; behind++)
		if (v > INT64_MAX / 10 - 1)
			return false;
		else
			v *= 10;
	v += up > 0;
	*out = minus ? -v : v;
	return any;
}
