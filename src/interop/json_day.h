/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_day.h -- days as X12 writes them, and as JSON does. (private)
 *
 *	20260131			2026-01-31
 *	202601311345			2026-01-31T13:45
 *	2026013113451050		2026-01-31T13:45:10.50
 *	20260131-20260202		2026-01-31/2026-02-02
 *	260131 (`digits` 6)		2026-01-31
 *
 * Each text that is one of these has one other, and goes back to the same.
 */
#ifndef CC_INTEROP_JSON_DAY_H
#define CC_INTEROP_JSON_DAY_H

#include "base/str.h"

#define JSON_DAY_MAX 64		/* bytes for either */

/* JSON's text for X12's, borrowed from `to`; empty when it is no day.
 * `digits` is that of the field (schema.h), 0 or 6. */
str json_day_out(str x12, unsigned digits, char to[JSON_DAY_MAX]);

/* X12's text for JSON's, likewise. */
str json_day_in(str json, unsigned digits, char to[JSON_DAY_MAX]);

#endif
