/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sure.h -- is a value beyond doubt? (private)
 *
 * The functions here answer only that, in as few steps as can be; almost every
 * value of a clean file is.  When one is in doubt, value.c looks again and says
 * what is wrong.  A test holds the two against each other: what is sure here
 * has no finding there.
 */
#ifndef CC_X12_SURE_H
#define CC_X12_SURE_H

#include "x12/judge_private.h"

/* Digits only, or with a point and at most `decimals` more. */
static inline bool
sure_number(const struct sure_spec *e, const char *p, uint32_t n,
    uint32_t decimals)
{
	uint32_t i = 0, digits;

	while (i < n && (unsigned char)(p[i] - '0') <= 9)
		i++;
	digits = n;
	if (i < n) {
		digits--;
		if (p[i] != '.' || decimals == 0 || n - ++i > decimals)
			return false;
		while (i < n && (unsigned char)(p[i] - '0') <= 9)
			i++;
	}
	return i == n && digits >= e->min && digits <= e->max && digits > 0;
}

/* CCYYMMDD of a day up to the 28th in 1900..2099. */
static inline bool
sure_date(const char *p, uint32_t n)
{
	uint64_t v, digit;
	unsigned century, month, day;

	if (n != 8)
		return false;
	memcpy(&v, p, 8);
	digit = v ^ 0x3030303030303030u;
	if (((digit + 0x7676767676767676u) & 0x8080808080808080u) != 0 ||
	    (digit & 0xF0F0F0F0F0F0F0F0u) != 0)
		return false;
	century = (unsigned)(p[0] - '0') * 10 + (unsigned)(p[1] - '0');
	month = (unsigned)(p[4] - '0') * 10 + (unsigned)(p[5] - '0');
	day = (unsigned)(p[6] - '0') * 10 + (unsigned)(p[7] - '0');
	return (century == 19 || century == 20) && month - 1 < 12 &&
	    day - 1 < 28;
}

/* A value of a period whose format, D8 or RD8, stands before it. */
static inline bool
sure_period(const char *p, uint32_t n, str format)
{
	if (str_eq(format, STR("D8")))
		return sure_date(p, n);
	return str_eq(format, STR("RD8")) && n == 17 && p[8] == '-' &&
	    sure_date(p, 8) && sure_date(p + 9, 8);
}

/* One value that is not empty and holds no separator. */
static inline bool
sure_value(const struct sure_spec *e, const char *p, uint32_t n,
    str before)
{
	if (e->codes != NULL)
		return (n <= 8 && pack_code((str){ p, n }) == e->code) ||
		    code_list_has_sent(e->codes, (str){ p, n });
	switch ((enum element_check)e->check) {
	case CHECK_NUMBER:
		return sure_number(e, p, n, 0);
	case CHECK_DECIMAL:
	case CHECK_AMOUNT:
		return sure_number(e, p, n, 2);
	case CHECK_DATE:
		return sure_date(p, n);
	case CHECK_PERIOD:
		return sure_period(p, n, before);
	case CHECK_TEXT:
	case CHECK_CODE:
		return n <= e->max && n >= e->min && p[0] != ' ' &&
		    p[n - 1] != ' ';
	default:
		return false;
	}
}

/* A composite without repetitions, its parts all as they must be, and none
 * sent that a note speaks of. */
static inline bool
sure_composite(const struct sure_spec *e, const char *p, uint32_t n,
    const struct delimiters *d)
{
	const char separator = (char)d->component, repeat =
	    (char)d->repetition;
	const char *end = p + n;
	str before = { "", 0 };
	uint64_t sent = 0;
	unsigned part = 0;

	for (;;) {
		const char *from = p;
		uint32_t len;

		while (p < end && *p != separator && *p != repeat)
			p++;
		if (p < end && *p == repeat)
			return false;
		len = (uint32_t)(p - from);
		if (part == e->n_parts || (len != 0 ?
		    e->parts[part].usage == USAGE_NOT_USED ||
		    !sure_value(&e->parts[part], from, len, before) :
		    e->parts[part].usage == USAGE_REQUIRED))
			return false;
		part++;
		sent |= (uint64_t)(len != 0) << part;
		if (p == end)
			return len != 0 && part >= e->n_required &&
			    (sent & e->noted) == 0;
		before = (str){ from, len };
		p++;
	}
}

/* Element `i`, which was sent and may be sent: beyond doubt? */
static inline bool
sure_element(const struct segment *s, const struct sure_spec *e,
    unsigned i)
{
	uint32_t from = segment_start(s, i), n = s->ends[i] - from;
	const char *p = s->text + from;

	if (e->check == CHECK_COMPOSITE)
		return sure_composite(e, p, n, s->d);
	return (s->compound >> i & 1) == 0 &&
	    sure_value(e, p, n, segment_element(s, i - 1));
}

#endif
