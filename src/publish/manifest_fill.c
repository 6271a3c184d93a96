/* SPDX-License-Identifier: Apache-2.0 */
/* manifest_fill.c -- the placeholders of an address. */
#include "publish/manifest.h"

#include "base/buf.h"
#include "publish/address.h"

/* What can be said of a day in numbers. */
enum number { YEAR, YEAR_2, MONTH, DAY, FISCAL, FISCAL_2, QUARTER, LETTER, HALF,
	NCCI, DRG, NUMBERS };

/* NCCI versions: 32.0 is the first quarter of 2026, written v320. */
#define NCCI_ZERO	1994
/* MS-DRG and MCE: version 43 is fiscal year 2026, 43.1 its April. */
#define DRG_ZERO	1983

static void
count(date due, int number[NUMBERS])
{
	int y, m, d, fiscal;

	date_to_ymd(due, &y, &m, &d);
	fiscal = y + (m >= 10);
	number[YEAR] = y;
	number[YEAR_2] = y % 100;
	number[MONTH] = m;
	number[DAY] = d;
	number[FISCAL] = fiscal;
	number[FISCAL_2] = fiscal % 100;
	number[QUARTER] = (m - 1) / 3 + 1;
	number[LETTER] = 'a' + (m - 1) / 3;
	number[HALF] = m > 6;
	number[NCCI] = (y - NCCI_ZERO) * 10 + (m - 1) / 3;
	number[DRG] = m >= 4 && m < 10 ? (fiscal - DRG_ZERO) * 10 + 1 :
	    fiscal - DRG_ZERO;
}

static const struct placeholder {
	str	 name;
	enum number number;
	char	 before[2];	/* what stands before the number */
	int	 digits;	/* at least; 0: it is a letter */
} placeholders[] = {
	{ STR_INIT("YYYY"), YEAR, "", 4 },
	{ STR_INIT("YY"), YEAR_2, "", 2 },
	{ STR_INIT("MM"), MONTH, "", 2 },
	{ STR_INIT("DD"), DAY, "", 2 },
	{ STR_INIT("FY"), FISCAL, "", 4 },
	{ STR_INIT("fy"), FISCAL_2, "", 2 },
	{ STR_INIT("q"), QUARTER, "", 1 },
	{ STR_INIT("quarter"), QUARTER, "q", 1 },
	{ STR_INIT("Q"), QUARTER, "Q", 1 },
	{ STR_INIT("letter"), LETTER, "", 0 },
	{ STR_INIT("half"), HALF, "", 1 },
	{ STR_INIT("vNNN"), NCCI, "v", 3 },
	{ STR_INIT("drg"), DRG, "", 2 },
};

static const char *const months[12] = { "January", "February", "March", "April",
	"May", "June", "July", "August", "September", "October", "November",
	"December" };

/* Ways to write a month. */
static const struct month_form {
	str	 name;
	unsigned upper;		/* letters that are capitals */
	unsigned length;	/* letters that are written */
} month_forms[] = {
	{ STR_INIT("month-name"), 0, 9 },
	{ STR_INIT("Month-name"), 1, 9 },
	{ STR_INIT("Mon"), 1, 3 },
	{ STR_INIT("MON"), 3, 3 },
};

static bool
put_month(struct buf *to, str name, int month)
{
	for (unsigned i = 0; i < sizeof month_forms / sizeof *month_forms;
	    i++) {
		const struct month_form *f = &month_forms[i];
		const char *word = months[month - 1];

		if (!str_eq(f->name, name))
			continue;
		for (unsigned k = 0; k < f->length && word[k] != '\0'; k++)
			buf_putc(to, (char)(k < f->upper ? word[k] & ~0x20 :
			    word[k] | 0x20));
		return true;
	}
	return false;
}

/* Append what {name} stands for; false when it is none. */
static bool
put(struct buf *to, str name, const int number[NUMBERS])
{
	for (unsigned i = 0; i < sizeof placeholders / sizeof *placeholders;
	    i++) {
		const struct placeholder *p = &placeholders[i];

		if (!str_eq(p->name, name))
			continue;
		if (p->digits == 0)
			buf_putc(to, (char)number[p->number]);
		else
			buf_fmt(to, "%s%0*d", p->before, p->digits,
			    number[p->number]);
		return true;
	}
	return put_month(to, name, number[MONTH]);
}

/* Fill `pattern` into `to`. */
static enum rc
fill(str pattern, const int number[NUMBERS], struct buf *to, struct err *err)
{
	while (pattern.n > 0) {
		const char *open = memchr(pattern.p, '{', pattern.n);
		const char *close;
		str name;

		buf_add(to, str_cut(&pattern, '{'));
		if (open == NULL)
			break;
		close = pattern.n == 0 ? NULL :
		    memchr(pattern.p, '}', pattern.n);
		if (close == NULL)
			return fail(err, RC_SYNTAX, "{ without }");
		name = str_cut(&pattern, '}');
		if (!put(to, name, number) && !to->failed)
			return fail(err, RC_SYNTAX,
			    "this placeholder is not known");
	}
	return to->failed ? fail(err, RC_RANGE,
	    "an address has at most %d bytes", ADDRESS_MAX) : RC_OK;
}

/* See manifest.h. */
enum rc
manifest_fill(str pattern, date due, struct arena *arena, str *out,
    struct err *err)
{
	int number[NUMBERS];
	struct buf to;
	enum rc rc;
	str filled;

	if (due < DATE_FIRST || due > DATE_LAST)
		return fail(err, RC_RANGE, "no such day");
	buf_init(&to, ADDRESS_MAX);
	count(due, number);
	rc = fill(pattern, number, &to, err);
	if (rc == RC_OK) {
		filled = arena_str(arena, buf_str(&to));
		if (filled.p == NULL)
			rc = fail(err, RC_MEMORY, "no memory for addresses");
		else
			*out = filled;
	}
	buf_fini(&to);
	return rc;
}
