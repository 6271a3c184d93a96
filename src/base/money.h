/* SPDX-License-Identifier: Apache-2.0 */
/*
 * money.h -- amounts in US cents, exactly.
 *
 *   $1  no float or double ever holds money
 *   $2  no operation wraps: overflow is answered, never computed with
 */
#ifndef CC_BASE_MONEY_H
#define CC_BASE_MONEY_H

#include "base/str.h"

typedef int64_t money;		/* cents, signed */

#define MONEY_TEXT_MAX 24	/* bytes money_format() may need, with NUL */

/* *out = a + b.  False on overflow, *out untouched ($2). */
static inline bool
money_add(money a, money b, money *out)
{
	return !__builtin_add_overflow(a, b, out);
}

/* *out = a - b.  False on overflow ($2). */
static inline bool
money_sub(money a, money b, money *out)
{
	return !__builtin_sub_overflow(a, b, out);
}

/*
 * Read an X12 decimal (type R): an optional minus, digits, and at most two
 * significant digits behind an optional point ("12", "-.5", "12.30", "12.300").
 * At most 15 digits before the point.  False, *out untouched, for anything
 * else; a third decimal other than 0 is a half cent nobody can pay.
 */
bool money_parse(str s, money *out);

/*
 * Write `m` as a person reads it, "-1,234.50" without the commas: "-1234.50".
 * `to` has MONEY_TEXT_MAX bytes.  Returns the text, borrowed from `to`.
 */
str money_format(money m, char to[MONEY_TEXT_MAX]);

#endif
