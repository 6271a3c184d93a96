/* SPDX-License-Identifier: Apache-2.0 */
/*
 * money.h -- amounts in US cents, exactly.
 *
 *   $1  no float or double ever holds money
 *   $2  no operation wraps: an overflow is reported, and gives no amount
 */
#ifndef CC_BASE_MONEY_H
#define CC_BASE_MONEY_H

#include "base/str.h"

typedef int64_t money;		/* cents, signed */

#define MONEY_TEXT_MAX 24	/* bytes money_format() needs, with the NUL */

/* *out = a + b.  False on overflow, *out untouched ($2). */
static inline bool
money_add(money a, money b, money *out)
{
	money sum;

	if (__builtin_add_overflow(a, b, &sum))
		return false;
	*out = sum;
	return true;
}

/* *out = a - b.  False on overflow, *out untouched ($2). */
static inline bool
money_sub(money a, money b, money *out)
{
	money rest;

	if (__builtin_sub_overflow(a, b, &rest))
		return false;
	*out = rest;
	return true;
}

/*
 * Read an X12 decimal (type R): an optional minus, digits, and an optional
 * point ("12", "-.5", "12.30", "12.").  At most 15 digits before the point,
 * leading zeros not counted; behind it digits after the second must be 0, since
 * nobody can pay a part of a cent.  False, *out untouched, for anything else.
 */
bool money_parse(str s, money *out);

/*
 * Write `m` with a point, two digits behind it and no commas: "-1234.50",
 * "0.05".  Returns the text, borrowed from `to`; a NUL follows it.
 */
str money_format(money m, char to[MONEY_TEXT_MAX]);

#endif
